"""Dataclasses that are defined in a tenth of the time, as a start defines dozens of them.

The standard library compiles six functions for every class, most of which are never called. Here
`__init__` is compiled when the first object is made, and the others are the same for all classes.
In all else these are its dataclasses: `fields`, `replace`, `match` and mypy know them as such.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any

__all__ = ["dataclass"]

_Init = Callable[..., None]

if TYPE_CHECKING:  # a type checker is shown the one that ours stands for
    from dataclasses import dataclass
else:

    def dataclass(cls=None, /, *, frozen=False, slots=False):
        """Make a class a dataclass; takes those options of the standard one that are used here."""
        return _made(cls, frozen, slots) if cls else lambda it: _made(it, frozen, slots)


def _made(cls: type, is_frozen: bool, has_slots: bool) -> Any:  # noqa: FBT001 — in one place
    given: dict[str, object] = {
        "__eq__": _eq,
        "__hash__": _hash if is_frozen else None,
        "__repr__": _repr,
    }
    if is_frozen:
        given |= {"__setattr__": _set_nothing, "__delattr__": _delete_nothing}
    if is_frozen and has_slots:
        given |= {"__reduce__": _reduce}
    for name, value in given.items():
        if name not in cls.__dict__ or cls.__dict__[name] is None:  # `__hash__`, beside an `__eq__`
            setattr(cls, name, value)
    own: Any = dataclasses.dataclass(init=False, repr=False, eq=False, slots=has_slots)(cls)
    if "__init__" not in own.__dict__:
        own.__init__ = _on_first_use(own, is_frozen)
    return own


def _on_first_use(cls: type, is_frozen: bool) -> _Init:  # noqa: FBT001 — as above
    """Return an `__init__` that puts the real one in its place when the first object is made."""

    def first(self: object, *given: Any, **named: Any) -> None:
        init = _init_of(cls, is_frozen)
        cls.__init__ = init  # type: ignore[misc]
        init(self, *given, **named)

    return first


def _init_of(cls: type, is_frozen: bool) -> _Init:  # noqa: FBT001 — as above
    """Compile the `__init__` of a class."""
    scope: dict[str, Any] = {"_missing": dataclasses.MISSING, "_set": object.__setattr__}
    takes, does = ["self"], []
    for each in dataclasses.fields(cls):
        name = value = each.name
        if each.default is not dataclasses.MISSING:
            scope[f"_default_{name}"] = each.default
            takes.append(f"{name}=_default_{name}")
        elif each.default_factory is not dataclasses.MISSING:
            scope[f"_make_{name}"] = each.default_factory
            takes.append(f"{name}=_missing")
            value = f"_make_{name}() if {name} is _missing else {name}"
        else:
            takes.append(name)
        does.append(f"_set(self, {name!r}, {value})" if is_frozen else f"self.{name} = {value}")
    if hasattr(cls, "__post_init__"):
        does.append("self.__post_init__()")
    lines = "\n ".join(does or ["pass"])
    exec(f"def __init__({', '.join(takes)}):\n {lines}", scope)  # noqa: S102 — names of ours
    init: _Init = scope["__init__"]
    init.__qualname__ = f"{cls.__qualname__}.__init__"
    return init


@cache
def _getter(cls: Any) -> Callable[[object], object]:
    """Return what gets the values that make an object equal to another."""
    names = [each.name for each in dataclasses.fields(cls) if each.compare]
    return attrgetter(*names) if names else lambda _: ()


def _compared(it: object) -> object:
    cls: Any = type(it)
    return _getter(cls)(it)


def _eq(self: object, other: object) -> Any:
    if type(self) is not type(other):
        return NotImplemented
    return _compared(self) == _compared(other)


def _hash(self: object) -> int:
    return hash(_compared(self))


def _repr(self: Any) -> str:
    names = (each.name for each in dataclasses.fields(self))
    values = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
    return f"{self.__class__.__qualname__}({values})"


def _reduce(self: Any) -> tuple[type, tuple[object, ...]]:
    """Tell `copy` and `pickle` how to make the same again, as slots cannot be set afterwards."""
    values = (getattr(self, each.name) for each in dataclasses.fields(self))
    return self.__class__, tuple(values)


def _set_nothing(self: object, name: str, value: object) -> None:  # noqa: ARG001 — as Python asks
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _delete_nothing(self: object, name: str) -> None:  # noqa: ARG001 — as Python asks
    raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")
