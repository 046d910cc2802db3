"""A date as Popolo has it: a year, month or day of ISO 8601, with a time or without."""

from __future__ import annotations

import re
from typing import Final, Literal

from db.dates import PartialDate
from db.export.left_out import LeftOut

_ISO: Final = re.compile(
    r"[0-9]{4}(-(0[1-9]|1[0-2])(-[0-9]{2}"
    r"(T[0-9]{2}(:[0-9]{2}){0,2}(Z|[+-][0-9]{2}(:?[0-9]{2})?))?)?)?"
)
_LENGTHS: Final = {"day": 10, "month": 7, "year": 4}


def iso(date: PartialDate | None) -> str | None:
    """Return a date as Popolo allows it; None where it is none, or an interval that has no name."""
    if date is None or not date.is_placed:
        return None
    if _ISO.fullmatch(date.text):
        return date.text
    length = _LENGTHS.get(date.precision)
    return date.earliest[:length] if length and date.earliest else None


def said(date: PartialDate | None, field: Literal["date", "until"], left: LeftOut) -> str | None:
    """Return a date, and count what Popolo has no place for: its words, or all of it."""
    found = iso(date)
    if date is not None and found != date.text:
        left.note("events", f"{field}.text" if found else field)
    return found
