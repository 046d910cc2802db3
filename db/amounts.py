"""An amount as a query asks for it: `>=100M`, `200M..1B`, `5%`, `>1/3`, `€50k`, `>=50people`."""

from __future__ import annotations

import math
import re
from typing import NamedTuple

from db.errors import BadTerm
from db.fields import BY_NAME, COMPARED
from db.words import fold

TIMES = {
    "": 1.0,
    "k": 1e3, "thousand": 1e3, "thousands": 1e3, "tsd": 1e3,
    "m": 1e6, "mn": 1e6, "mio": 1e6, "mil": 1e6, "mill": 1e6, "mln": 1e6,
    "million": 1e6, "millions": 1e6,
    "b": 1e9, "bn": 1e9, "bil": 1e9, "bln": 1e9, "md": 1e9, "mds": 1e9, "mrd": 1e9, "mia": 1e9,
    "billion": 1e9, "billions": 1e9, "milliard": 1e9, "milliards": 1e9,
    "t": 1e12, "tn": 1e12, "trillion": 1e12, "trillions": 1e12,
}  # fmt: skip
"""What a number can be followed by, and how often it then counts."""

UNIT_WORDS = {
    "%": ("percent",), "percent": ("percent",),
    "people": ("people",), "persons": ("people",), "staff": ("people",),
    "person": ("people",), "employees": ("people",),
    "$": ("USD",), "us$": ("USD",), "dollar": ("USD",), "dollars": ("USD",),
    "€": ("EUR",), "euro": ("EUR",), "euros": ("EUR",),
    "£": ("GBP",), "pound": ("GBP",), "pounds": ("GBP",),
    "¥": ("JPY", "CNY"), "yen": ("JPY",), "yuan": ("CNY",), "rmb": ("CNY",),
    "₩": ("KRW",), "won": ("KRW",), "₹": ("INR",), "rupees": ("INR",),
    "francs": ("CHF",), "kr": ("DKK", "SEK", "NOK", "ISK"),
}  # fmt: skip
"""Signs and words for units; three letters besides are an ISO 4217 code."""

_SHARE = ("percent",)
_SHOWN = 20
_NEAR_SHARE = 0.02
_SIGNS = {"≥": ">=", "≤": "<=", "…": ".."}
_OPERATOR = re.compile(rf"({'|'.join(COMPARED)})?(.*)", re.DOTALL)
_UNIT = "|".join(re.escape(each) for each in sorted(UNIT_WORDS, key=len, reverse=True))
_TIMES = "|".join(sorted((each for each in TIMES if each), key=len, reverse=True))
_FIGURE = re.compile(
    rf"(?P<before>{_UNIT}|[a-z]{{3}})?(?P<number>[0-9][0-9.,]*)(?:/(?P<parts>[0-9]+))?"
    rf"(?P<times>(?:{_TIMES})(?=$|[^a-z]|[a-z]{{3}}$|{_UNIT}))?(?P<after>{_UNIT}|[a-z]{{3}})?"
)
_REMEDY = f"Write {', '.join(f'amount:{each}' for each in BY_NAME['amount'].values[:-1])}."


class AmountSpan(NamedTuple):
    """A range of amounts; a side that is None is open."""

    low: float | None
    """The least, in the unit; percent for shares."""
    high: float | None
    """The most."""
    units: tuple[str, ...] = ()
    """The units that count; empty for any."""


def parse_amount(text: str) -> AmountSpan:
    """Read an amount of a query; raises `BadTerm` with what to write instead.

    A share may be a fraction or percent. `=` and nothing both ask for the figure itself.
    """
    typed = re.sub(r"\s+", "", text)
    for sign, plain in _SIGNS.items():
        typed = typed.replace(sign, plain)
    before, dots, after = typed.partition("..")
    if dots:
        return _between(text, before, after)
    found = _OPERATOR.fullmatch(typed)
    operator, figure = found.groups() if found else (None, "")
    value, units = read_figure(text, figure)
    if operator in (">", ">="):
        return AmountSpan(
            value if operator == ">=" else math.nextafter(value, math.inf), None, units
        )
    if operator in ("<", "<="):
        return AmountSpan(None, value if operator == "<=" else math.nextafter(value, -1), units)
    slack = value * _NEAR_SHARE if units == _SHARE else 0.0
    return AmountSpan(value - slack, value + slack, units)


def _between(text: str, before: str, after: str) -> AmountSpan:
    """Read a range, one of whose sides may be open."""
    if not before and not after:
        raise BadTerm(f"“{text}” names no amount. {_REMEDY}")
    low, low_units = read_figure(text, before) if before else (None, ())
    high, high_units = read_figure(text, after) if after else (None, ())
    if low is not None and high is not None and high < low:
        raise BadTerm(f"“{text}” ends below where it begins. Put the smaller amount first.")
    return AmountSpan(low, high, high_units or low_units)


def read_figure(text: str, typed: str) -> tuple[float, tuple[str, ...]]:
    """Read one figure without blanks in it, and the units that it may mean; shares as percent.

    Raises `BadTerm`, which calls it by `text`.
    """
    found = _FIGURE.fullmatch(fold(typed))
    if not found or (found["before"] and found["after"]):
        raise BadTerm(f"“{text}” is no amount. {_REMEDY}")
    try:
        value = float(_plain_number(found["number"])) * TIMES[found["times"] or ""]
        parts = float(found["parts"] or 1)  # a whole number may be too long to divide by
    except ValueError as error:
        raise BadTerm(f"“{text}” is no amount. {_REMEDY}") from error
    if math.isinf(value) or math.isinf(parts):
        raise BadTerm(f"“{text[:_SHOWN]}…” is too large an amount. {_REMEDY}")
    unit = found["before"] or found["after"]
    if found["parts"]:
        if parts == 0 or unit:
            raise BadTerm(f"“{text}” is no share. {_REMEDY}")
        return 100.0 * value / parts, _SHARE
    return value, UNIT_WORDS.get(unit, (unit.upper(),)) if unit else ()


def _plain_number(digits: str) -> str:
    """Drop the commas that part thousands; one that does not is a decimal point."""
    if re.fullmatch(r"[1-9][0-9]{0,2}(,[0-9]{3})+(\.[0-9]+)?", digits):
        return digits.replace(",", "")
    return digits.replace(",", ".")
