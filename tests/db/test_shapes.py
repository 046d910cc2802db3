"""Dataclasses of ours are the standard library's in all that can be seen of them."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from dataclasses import FrozenInstanceError, field
from types import SimpleNamespace
from typing import Any

import pytest

from db import shapes

MAKERS = (shapes.dataclass, dataclasses.dataclass)


def frozen_classes(make: Any) -> dict[str, Any]:
    """Return the classes whose objects stay as they are."""

    @make(frozen=True, slots=True)
    class Point:
        """A place."""

        x: int
        y: int = 2
        note: str = field(default="", compare=False)
        tags: list[str] = field(default_factory=list, compare=False)

    @make(frozen=True, slots=True)
    class Further(Point):
        """A place with a height."""

        z: int = 3

    @make(frozen=True)
    class Loose:
        """One with a place for what is cached."""

        name: str

    return {each.__name__: each for each in (Point, Further, Loose)}


def other_classes(make: Any) -> dict[str, Any]:
    """Return the classes that are odd in some way."""

    @make
    class Told:
        """One that can be changed, and does something once it is made."""

        words: str
        count: int = 0

        def __post_init__(self) -> None:
            self.length = len(self.words)

    @make(slots=True)
    class Empty:
        """Nothing."""

    @make(frozen=True, slots=True)
    class Own:
        """One with words and an order of its own."""

        a: int

        def __init__(self, *given: int) -> None:
            object.__setattr__(self, "a", sum(given))

        def __repr__(self) -> str:
            return "own"

        def __eq__(self, other: object) -> bool:
            return True

        def __hash__(self) -> int:
            return 7

    return {each.__name__: each for each in (Told, Empty, Own)}


@pytest.fixture(params=MAKERS, ids=["ours", "standard"])
def made(request: pytest.FixtureRequest) -> SimpleNamespace:
    return SimpleNamespace(**frozen_classes(request.param), **other_classes(request.param))


def test_objects_are_made_of_values_in_order_by_name_and_by_default(made: SimpleNamespace) -> None:
    assert made.Point(1) == made.Point(x=1, y=2) != made.Point(1, 3)
    assert made.Further(1, 2, "", [], 4).z == 4
    assert made.Point(1).tags == []
    assert made.Point(1).tags is not made.Point(1).tags


@pytest.mark.parametrize("given", [(), (1, 2, "", [], 5)])
def test_a_wrong_number_of_values_is_refused(
    made: SimpleNamespace, given: tuple[object, ...]
) -> None:
    for _ in range(2):  # the first object of a class is made in another way
        with pytest.raises(TypeError, match=r"Point\.__init__\(\)"):
            made.Point(*given)


def test_what_is_not_compared_makes_no_difference(made: SimpleNamespace) -> None:
    assert made.Point(1, note="a") == made.Point(1, note="b")
    assert len({made.Point(1, note="a"), made.Point(1, note="b"), made.Further(1)}) == 2
    assert made.Point(1) != made.Further(1)
    assert made.Point(1) != (1, 2)


def test_what_is_frozen_cannot_be_changed(made: SimpleNamespace) -> None:
    for it in (made.Point(1), made.Further(1), made.Loose("a")):
        name = dataclasses.fields(it)[0].name
        with pytest.raises(FrozenInstanceError, match=f"cannot assign to field '{name}'"):
            setattr(it, name, 2)
        with pytest.raises(FrozenInstanceError, match=f"cannot delete field '{name}'"):
            delattr(it, name)


def test_what_is_not_frozen_can_be_changed_and_is_no_key(made: SimpleNamespace) -> None:
    told = made.Told("ab")
    assert (told.length, told) == (2, made.Told("ab"))
    told.count = 3
    assert told == made.Told("ab", 3)
    with pytest.raises(TypeError, match="unhashable"):
        hash(told)


def test_it_tells_its_values(made: SimpleNamespace) -> None:
    name = made.Point.__qualname__
    assert repr(made.Point(1)) == f"{name}(x=1, y=2, note='', tags=[])"
    assert repr(made.Empty()) == f"{made.Empty.__qualname__}()"
    assert made.Empty() == made.Empty()


def test_what_a_class_says_itself_stays(made: SimpleNamespace) -> None:
    own = made.Own(1, 2)
    assert (own.a, repr(own), own == made.Own(4), hash(own)) == (3, "own", True, 7)


def test_the_standard_library_knows_them(made: SimpleNamespace) -> None:
    assert dataclasses.is_dataclass(made.Point)
    assert [each.name for each in dataclasses.fields(made.Further)][-2:] == ["tags", "z"]
    assert dataclasses.replace(made.Further(1), y=5) == made.Further(1, 5)
    assert dataclasses.asdict(made.Told("ab")) == {"words": "ab", "count": 0}
    match made.Further(1):
        case made.Further(1, z=z):
            assert z == 3
        case _:
            pytest.fail("it does not match")


def test_slots_are_slots(made: SimpleNamespace) -> None:
    assert not hasattr(made.Further(1), "__dict__")
    assert made.Loose("a").__dict__ == {"name": "a"}


def test_copies_are_equal(made: SimpleNamespace) -> None:
    for it in (made.Point(1, 5), made.Further(1, 2, "b", ["c"], 6), made.Told("ab")):
        assert copy.copy(it) == copy.deepcopy(it) == it


@shapes.dataclass(frozen=True, slots=True)
class Sent:
    """What goes to another process."""

    words: str
    number: int = field(default=0, compare=False)


def test_it_goes_to_another_process_and_back() -> None:
    assert pickle.loads(pickle.dumps(Sent("a", 5))).number == 5
