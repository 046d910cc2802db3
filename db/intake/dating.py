"""A date as a data file has it -> its words and the days that they allow, never more.

Years, months and days of ISO 8601, with a time or without; EDTF's open and uncertain ones; month
names in English; before, after, since, until, between; decades, centuries, quarters. Around and
circa allow no interval that anybody could name, and a day written 04/03/2012 may be two: such are
kept as words, with a doubt. So is a day that no calendar has.

Source: ISO 8601-1:2019, EDTF (ISO 8601-2:2019, levels 0 and 1); centuries count from 1, so that the
19th begins with 1801.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final, NamedTuple

from db.dates import DaySpan, PartialDate, span_of_iso
from db.errors import BadTerm


class Dated(NamedTuple):
    """A date that was read, and what is doubtful about it."""

    date: PartialDate
    """Its words, with the days they allow; without any where nothing places it."""
    doubt: str = ""
    """Why it has no days, or fewer than it seems to; "" where all is well."""


_MONTHS: Final = re.findall("...", "janfebmaraprmayjunjulaugsepoctnovdec")
_MONTH: Final = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_ISO: Final = r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?"
_WORD_AROUND: Final = re.compile(
    r"(?:around|about|approximately|approx\.?|circa|ca\.?|c\.|c(?=\s*[0-9])|roughly|vers|um|~)\s*"
)
_ENDS: Final[Mapping[str, str]] = {
    "before": "before", "prior to": "before", "<": "before",
    "after": "after", ">": "after",
    "since": "from", "from": "from", "as of": "from", ">=": "from", "≥": "from",
    "until": "to", "till": "to", "by": "to", "up to": "to", "to": "to", "<=": "to", "≤": "to",
}  # fmt: skip
_END: Final = f"({'|'.join(sorted(map(re.escape, _ENDS), key=len, reverse=True))})\\s*(\\S.*)"
_BETWEEN: Final = r"between\s+(.+?)\s+and\s+(.+)|from\s+(.+?)\s+(?:to|until)\s+(.+)"
_SIDE: Final = rf"{_ISO}|\.\.|open|unknown|"
_LONGEST: Final = 100
_NOT_KNOWN: Final = {"unknown", "n/a", "na", "none", "null", "?", "-", "--", "–", "tbd", "undated"}


def read_date(value: object, forms: tuple[str, ...] = ()) -> Dated | None:
    """Read a date; None where there is nothing to read.

    `forms` are formats of `datetime.strptime` for dates that cannot be told otherwise, such as
    `%d/%m/%Y`, the first that fits counts; what follows none is read as if none were given.
    """
    if value is None or isinstance(value, bool | dict | list):
        return None
    words = str(value).strip()
    if not words:
        return None
    for form in forms:
        if span := _by_form(words, form):
            return _dated(words, span)
    if len(words) > _LONGEST:
        return Dated(PartialDate(words), "it is too long for a date: kept as words")
    bare = " ".join(words.lower().split())
    if bare in _NOT_KNOWN:
        return Dated(PartialDate(words), f"“{words}” says that it is not known")
    if _WORD_AROUND.match(bare) or bare.endswith("~"):
        return Dated(PartialDate(words), f"“{words}” names no days: it is kept as words")
    try:
        span = _span(bare)
    except BadTerm as error:
        return Dated(PartialDate(words), str(error))
    if span is None or span == DaySpan():
        return Dated(PartialDate(words), f"“{words}” is no date that can be read: kept as words")
    return _dated(words, span)


def _dated(words: str, span: DaySpan) -> Dated:
    doubt = f"“{words}” is uncertain, as it says itself" if words.endswith(("?", "%")) else ""
    return Dated(PartialDate(words, span.first, span.last), doubt)


def _by_form(words: str, form: str) -> DaySpan | None:
    """Read by a format; one without a day or month gives a whole month or year.

    One without a year gives nothing, as the year that a program puts there is nobody's.
    """
    try:
        day = datetime.strptime(words, form).date().isoformat()
    except (ValueError, re.error):  # the latter for a format that has a field twice
        return None
    fields = set(re.findall("%(.)", form))
    if not fields & set("YyGxc"):
        return None
    is_week = bool(fields & set("UWV")) and bool(fields & set("aAuw"))
    has_day = is_week or bool(fields & set("djxc"))
    has_month = has_day or bool(fields & set("mbB"))
    return span_of_iso(day if has_day else day[:7] if has_month else day[:4])


def _span(bare: str) -> DaySpan | None:
    """Return the days of lower-case words; None where they are none that we know.

    Raises `BadTerm` where they are a date that no calendar has, or that may be two.
    """
    for pattern, reader in _SHAPES:
        if found := pattern.fullmatch(bare):
            span = reader(found)
            if span is not None:
                return span
    return None


def _iso(found: re.Match[str]) -> DaySpan:
    """Read a year, month or day; 00 for a month or day that is not known, as many files have."""
    year, month, day = found[1], found[2], found[3]
    if month == "00":
        month = day = None
    if day == "00":
        day = None
    return _of("-".join(filter(None, (year, month, day))))


def _of(iso: str) -> DaySpan:
    try:
        return span_of_iso(iso)
    except BadTerm as error:
        raise BadTerm(f"“{iso}” is in no calendar: kept as words") from error


def _slashes(found: re.Match[str]) -> DaySpan:
    """Read two numbers and a year, where only one of the two can be a month."""
    first, second, year = int(found[1]), int(found[2]), found[3]
    if first <= 12 and second <= 12 and first != second:
        raise BadTerm(f"“{found[0]}” may be two days: name the format of dates to tell which")
    day, month = (first, second) if second <= 12 else (second, first)
    return _of(f"{year}-{month:02}-{day:02}")


def _named(year: str, month: str, day: str | None) -> DaySpan:
    number = _MONTHS.index(month[:3]) + 1
    return _of(f"{year}-{number:02}" + (f"-{int(day):02}" if day else ""))


def _end(found: re.Match[str]) -> DaySpan | None:
    """Read a date with one open end."""
    inside = _span(found[2])
    if inside is None:
        return None
    match _ENDS[found[1]]:
        case "before":
            return DaySpan(None, _moved(inside.first, -1))
        case "after":
            return DaySpan(_moved(inside.last, 1), None)
        case "from":
            return DaySpan(inside.first, None)
        case _:
            return DaySpan(None, inside.last)


def _between(found: re.Match[str]) -> DaySpan | None:
    first, last = (_span(each) for each in found.groups() if each)
    if first is None or last is None:
        return None
    return _ordered(found[0], first.first, last.last)


def _two_sides(found: re.Match[str]) -> DaySpan | None:
    """Read an EDTF interval, either side of which may be open or unknown."""
    first = _of(found[1]).first if found[1][:1].isdigit() else None
    last = _of(found[2]).last if found[2][:1].isdigit() else None
    return _ordered(found[0], first, last) if first or last else None


def _ordered(words: str, first: str | None, last: str | None) -> DaySpan:
    if first and last and last < first:
        raise BadTerm(f"“{words}” ends before it begins: kept as words")
    return DaySpan(first, last)


def _years(number: int, width: int, beyond: int = 0) -> DaySpan | None:
    """Return a run of years, such as the 199th ten or, one year beyond, the 18th hundred."""
    first, last = number * width + beyond, (number + 1) * width - 1 + beyond
    return DaySpan(f"{first:04}-01-01", f"{last:04}-12-31") if 0 < first < last <= 9999 else None


def _quarter(year: str, quarter: str) -> DaySpan:
    last = int(quarter) * 3
    return DaySpan(_of(f"{year}-{last - 2:02}").first, _of(f"{year}-{last:02}").last)


def _moved(day: str | None, days: int) -> str | None:
    """Return the day before or after; None beyond the calendar."""
    from datetime import date, timedelta

    try:
        return (date.fromisoformat(day) + timedelta(days=days)).isoformat() if day else None
    except OverflowError:
        return None


_Reader = Callable[[re.Match[str]], DaySpan | None]
_SHAPES: Final[tuple[tuple[re.Pattern[str], _Reader], ...]] = tuple(
    (re.compile(pattern), reader)
    for pattern, reader in (
        (r"([0-9]{4})(?:-([0-9]{1,2})(?:-([0-9]{1,2}))?)?[?%]?", lambda m: _iso_padded(m)),
        (r"([0-9]{4})-([0-9]{2})-([0-9]{2})[t ][0-9]{2}:?[0-9]{2}.*", _iso),
        (r"([0-9]{4})[/.]([0-9]{1,2})(?:[/.]([0-9]{1,2}))?", lambda m: _iso_padded(m)),
        (r"((?:1[0-9]|20)[0-9]{2})([0-9]{2})([0-9]{2})", _iso),
        (r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})", _slashes),
        (
            rf"([0-9]{{1,2}})(?:st|nd|rd|th)?\.?[ -]{_MONTH},?[ -]([0-9]{{4}})",
            lambda m: _named(m[3], m[2], m[1]),
        ),
        (
            rf"{_MONTH} ([0-9]{{1,2}})(?:st|nd|rd|th)?,? ([0-9]{{4}})",
            lambda m: _named(m[3], m[1], m[2]),
        ),
        (rf"{_MONTH},?[ -]([0-9]{{4}})", lambda m: _named(m[2], m[1], None)),
        (r"(?:in|on|the year)\s+(.+)", lambda m: _span(m[1])),
        (r"([0-9]{2})(?:xx|uu|\*\*|--|00'?s)", lambda m: _years(int(m[1]), 100)),
        (r"([0-9]{3})(?:[xu*-]|0'?s)", lambda m: _years(int(m[1]), 10)),
        (
            r"([0-9]{1,2})(?:st|nd|rd|th)?\.? (?:century|c\.)(?: (?:ad|ce))?",
            lambda m: _years(int(m[1]) - 1, 100, 1),
        ),
        (r"(?:early|mid|late|the|the early|the late)[ -](.+)", lambda m: _span(m[1])),
        (r"q([1-4])[ /-]?([0-9]{4})", lambda m: _quarter(m[2], m[1])),
        (r"([0-9]{4})[ -]?q([1-4])", lambda m: _quarter(m[1], m[2])),
        (rf"({_SIDE})\s*(?:/|\.\.|–|—|\s-\s)\s*({_SIDE})", _two_sides),
        (
            r"([0-9]{4})\s*-\s*([0-9]{4})",
            lambda m: _ordered(m[0], f"{m[1]}-01-01", f"{m[2]}-12-31"),
        ),
        (_BETWEEN, _between),
        (_END, _end),
    )
)
"""How dates are written, in the order in which they are tried."""


def _iso_padded(found: re.Match[str]) -> DaySpan | None:
    """Read a year, month or day whose numbers may lack a zero."""
    year, *rest = (each for each in found.groups() if each)
    numbers = [int(each) for each in rest]
    if numbers and numbers[0] == 0:
        return _of(year)
    if len(numbers) == 2 and numbers[1] == 0:
        numbers = numbers[:1]
    return _of("-".join([year, *(f"{each:02}" for each in numbers)]))
