"""What a field term asks of one event, as the library can test it."""

from __future__ import annotations

from typing import NamedTuple

from db.dates import DaySpan


class Among(NamedTuple):
    """A field has one of these values."""

    field: str
    """The field: type, to, grade …"""
    values: tuple[str, ...]
    """What it may be; participants as `company/meta`."""
    words: str = ""
    """Folded words that may stand for someone without a record; "" for none."""
    is_own: bool = False
    """Whether a parent's value does not count."""
    is_not: bool = False
    """Whether it must not hold."""


class During(NamedTuple):
    """The event can have fallen into these days."""

    span: DaySpan
    """The days."""
    is_not: bool = False
    """Whether it must not hold."""


class Sized(NamedTuple):
    """The figures that the event names reach into this range."""

    low: float | None
    """The least; None is open."""
    high: float | None
    """The most; None is open."""
    units: tuple[str, ...] = ()
    """The units that count; empty for any."""
    is_not: bool = False
    """Whether it must not hold."""


Condition = Among | During | Sized
