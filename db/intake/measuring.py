"""An amount or a length of time as a data file has it -> its words, its least and its most.

Figures are read as `db.amounts` reads them, with their unit before or after them; this adds the
words for bounds (up to, over, about, between), ranges, and the ways in which tables group digits.
What has no unit takes the one that is given; where there is none, nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, NamedTuple

from db.amounts import TIMES, read_figure
from db.currencies import is_currency
from db.errors import BadTerm
from db.records import UNITS, Amount, Duration
from db.words import fold

LENGTHS: Final = ("years", "months", "weeks", "days")
"""What a length of time can count."""

_CURRENCY: Final = re.compile(r"[A-Z]{3}")
_LONGEST: Final = 200
_BOUNDS: Final[Mapping[str, str]] = {
    "up to": "up_to", "at most": "up_to", "max": "up_to", "maximum": "up_to", "under": "up_to",
    "less than": "up_to", "below": "up_to", "no more than": "up_to", "<": "up_to", "<=": "up_to",
    "≤": "up_to", "over": "over", "more than": "over", "at least": "over", "above": "over",
    "min": "over", "minimum": "over", "from": "from", ">": "over", ">=": "over", "≥": "over",
    "about": "about", "around": "about", "approximately": "about", "approx": "about",
    "circa": "about", "ca": "about", "c": "about", "roughly": "about", "nearly": "about",
    "almost": "about", "some": "about", "est": "about", "estimated": "about", "~": "about",
    "≈": "about",
}  # fmt: skip
_BOUND: Final = re.compile(
    rf"({'|'.join(sorted(map(re.escape, _BOUNDS), key=len, reverse=True))})(?![a-z])\s*"
)
_RANGE: Final = re.compile(
    r"(?:between\s+)?(.*?[0-9].*?)\s*(?:-|–|—|\.\.+|\bto\b|\band\b)\s*(.*[0-9].*)"
)
_TAIL: Final = re.compile(r"[0-9]([a-z]+)")
_GROUPED: Final = re.compile(
    r"(?<![0-9.,])[1-9][0-9]{0,2}([\s'’_])[0-9]{3}(?:\1[0-9]{3})*(?![0-9])"
)
_BETWEEN: Final = re.compile(r"[^0-9]")
_TWO: Final = re.compile(r"[0-9][.,]* [.,]*[0-9]")
_CONTINENTAL: Final = re.compile(
    r"[0-9]{1,3}(?:(?:\.[0-9]{3})+,[0-9]+|(?:\.[0-9]{3}){2,})(?![0-9.,])"
)
_EITHER: Final = re.compile(r"(?<![0-9.,])[1-9][0-9]{0,2}\.[0-9]{3}(?![0-9.,])")
_LENGTH_WORDS: Final[Mapping[str, str]] = {
    "year": "years", "yr": "years", "y": "years", "an": "years", "annee": "years",
    "jahr": "years", "ano": "years", "ar": "years",
    "month": "months", "mo": "months", "mois": "months", "monat": "months", "mes": "months",
    "maned": "months",
    "week": "weeks", "wk": "weeks", "semaine": "weeks", "woche": "weeks", "semana": "weeks",
    "uge": "weeks",
    "day": "days", "d": "days", "jour": "days", "tag": "days", "dia": "days", "dag": "days",
}  # fmt: skip
_MOST: Final[Mapping[str, int]] = {
    "years": 1_000, "months": 12_000, "weeks": 52_000, "days": 365_000
}  # fmt: skip
_NUMBER: Final = r"[0-9]+(?:[.,][0-9]{1,2})?"
_LENGTH: Final = re.compile(
    rf"(?P<low>{_NUMBER})(?:\s*(?:-|–|—|\bto\b)\s*(?P<high>{_NUMBER}))?\s*-?\s*(?P<unit>[a-z]*)"
)
_ENDINGS: Final = ("en", "es", "er", "s", "e", "")


class Measured(NamedTuple):
    """An amount that was read; without one, `doubt` says why."""

    amount: Amount | None
    """The amount, with the words of the file."""
    doubt: str = ""
    """What is doubtful; "" where all is well."""


def is_unit(unit: str) -> bool:
    """Whether an amount may have this unit."""
    return unit in UNITS or _CURRENCY.fullmatch(unit) is not None


def read_amount(words: str, unit: str | None = None, per: str | None = None) -> Measured:
    """Read an amount; `unit` is that of figures which name none, `per` what it is counted by."""
    if len(words) > _LONGEST:
        return Measured(None, "an amount is too long to be one: it was left out")
    bare = _GROUPED.sub(lambda m: _BETWEEN.sub("", m[0]), " ".join(fold(words).split()))
    bare = re.sub(r"(?<=[a-z])\.", "", bare)  # mio., approx.
    bare = _CONTINENTAL.sub(lambda m: m[0].replace(".", "").replace(",", "."), bare)
    if _TWO.search(bare):  # and no thousands
        return Measured(None, f"“{words}” has two figures and nothing between: it was left out")
    if _EITHER.search(bare):
        return Measured(None, f"“{words}” may be thousands or have three decimals: it was left out")
    bound = None
    if found := _BOUND.match(bare):
        bound, bare = _BOUNDS[found[1]], bare[found.end() :]
    try:
        low, high, units = _figures(words, bare)
    except BadTerm:
        return Measured(None, f"“{words}” is no amount that can be read: it was left out")
    chosen = _unit(words, units, unit)
    if chosen is None:
        return Measured(None, f"“{words}” {_unclear(units)}; it was left out")
    if high is not None and high < low:
        return Measured(None, f"“{words}” ends below where it begins: it was left out")
    if chosen == "fraction":
        parts = 100 if units else 1  # a sign of percent, or 1/3
        low, high = low / parts, high / parts if high is not None else None
        if not units and max(low, high or 0) > 1:
            return Measured(None, f"“{words}” is more than the whole: it was left out")
    return Measured(_bounded(words, chosen, low, high, bound, per))


def _unclear(units: tuple[str, ...]) -> str:
    """Say why no unit could be chosen of those that a figure may have, and what to do."""
    if len(units) == 1:
        return "counts neither money, a share nor people"
    which = f"may be {' or '.join(units)}" if units else "has no unit"
    return f"{which}: name its unit in the mapping"


def _bounded(
    words: str, unit: str, low: float, high: float | None, bound: str | None, per: str | None
) -> Amount:
    least, most = _ends(low, high, bound)
    if high is not None:
        bound = bound if bound in ("up_to", "over") else "range"
    return Amount(words, unit, least, most, "over" if bound == "from" else bound, per)


def _ends(low: float, high: float | None, bound: str | None) -> tuple[float | None, float | None]:
    """Return the least and the most; a bound leaves one side of a range open as well."""
    if high is None:
        return None if bound == "up_to" else low, None if bound in ("over", "from") else low
    return None if bound == "up_to" else low, None if bound == "over" else high


def _figures(words: str, bare: str) -> tuple[float, float | None, tuple[str, ...]]:
    """Read one figure or two; the second lends the first its unit and its thousands."""
    found = _RANGE.fullmatch(bare)
    if found is None or "/" in bare:
        low, units = read_figure(words, _joined(bare))
        return low, None, units
    high, units = read_figure(words, _joined(found[2]))
    lent = _TAIL.search(_joined(found[2]))
    times = lent[1] if lent and lent[1] in TIMES and found[1][-1:].isdigit() else ""
    low, first = read_figure(words, _joined(found[1] + times))
    if units and first and units != first:
        raise BadTerm(f"“{words}” is in two units.")
    return low, high, units or first


def _joined(words: str) -> str:
    return re.sub(r"\s+", "", words)


def _unit(words: str, units: tuple[str, ...], given: str | None) -> str | None:
    """Choose the unit: the one that the figure names, unless the mapping has to tell which.

    Three letters behind a figure may be anything, minutes too: a currency has a code for it.
    """
    if given is not None and (
        not units or given in units or (given, *units) == ("fraction", "percent")
    ):
        return given
    if len(units) == 1 and (units[0] in UNITS or is_currency(units[0], words)):
        return units[0]
    return None


def read_duration(words: str, unit: str | None = None) -> Duration | None:
    """Read a length of time, such as `up to 3 years`; None where the words do not say just that.

    A thousand years is none: `2019` in a column of years is one of the calendar.
    """
    if len(words) > _LONGEST:
        return None
    bare = re.sub(r"(?<=[a-z])\.", "", " ".join(fold(words).split()))  # yrs., approx.
    bare = re.sub(r"^(?:for|after) ", "", bare)
    bound = None
    if begun := _BOUND.match(bare):
        bound, bare = _BOUNDS[begun[1]], bare[begun.end() :]
    found = _LENGTH.fullmatch(bare)
    chosen = (_length_of(found["unit"]) if found["unit"] else unit) if found else None
    if found is None or chosen is None:
        return None
    low = float(found["low"].replace(",", "."))
    high = float(found["high"].replace(",", ".")) if found["high"] else None
    if max(low, high or 0) >= _MOST[chosen] or (high is not None and high < low):
        return None
    return Duration(words, chosen, *_ends(low, high, bound))


def _length_of(word: str) -> str | None:
    """Return what a word in the singular or plural counts; None for one that is not known."""
    stems = (word.removesuffix(each) for each in _ENDINGS if word.endswith(each))
    return next((_LENGTH_WORDS[stem] for stem in stems if stem in _LENGTH_WORDS), None)
