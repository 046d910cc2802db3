"""English for what records hold as codes: types, grades, amounts, dates, counts.

Every word of ours that a reader sees beside data comes from here, so that one thing has one name
on every screen. A hedge is never lost in translation: "up to" stays, an undated event says so.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from db.dates import PartialDate
from db.records import UNKNOWN_LANGUAGE, Amount, Duration, Event, Quote
from tui.views.card import Ink

UNDATED: Final = "undated"
"""What stands where a date would."""

DISPUTED: Final = "≠"
"""The sign of a dispute; a number after it counts the claims on the other side."""

ARROW: Final = "→"
"""From where to where."""

TYPES: Final[Mapping[str, str]] = {
    "threat-to-leave": "threat",
    "offer-declined": "declined",
    "recruitment-campaign": "recruiting",
    "reorganisation": "reorganised",
}
"""Event types whose label is not the type itself; labels stay short, for a column."""

ROLES: Final[Mapping[str, str]] = {
    "person": "who",
    "heard-by": "said to",
}
"""Roles whose label is not the role itself."""

GRADES: Final[Mapping[str, str]] = {
    "stated": "the source says so outright",
    "reported": "the source reports it from someone else",
    "alleged": "somebody claims it, and the source leaves it open",
    "rumoured": "the source calls it hearsay",
    "denied": "somebody denies it",
    "opinion": "a view, not a fact",
    "implied": "not said outright, but plainly meant",
}
"""What each grade means, in a sentence."""

STATES: Final[Mapping[str, str]] = {
    "moved": "→ moved",
    "altered": "≈ altered",
    "missing": "✗ missing",
    "no-text": "no text at hand",
}
"""Anchoring states whose words are not the state itself; what needs a look has a sign."""

BASES: Final[Mapping[str, str]] = {
    "quote": "",
    "source": "as the rest of the source tells",
    "derived": "worked out from the source's own date",
}
"""What a date rests on, in words."""

_INDENTED: Final = re.compile(r"\r?\n[ \t]+")
_PLURALS: Final = {"person": "people", "company": "companies"}
_SIGNS: Final = {"stated": "", "denied": "✗"}
_SCALES: Final = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))
_SHARES: Final = {
    Fraction(1, 2): "half",
    Fraction(1, 3): "one third",
    Fraction(2, 3): "two thirds",
    Fraction(1, 4): "a quarter",
    Fraction(3, 4): "three quarters",
}


def counted(count: int, noun: str) -> str:
    """Return a number and its noun: "1 event", "2,000 people"."""
    return f"{count:,} {noun if count == 1 else plural(noun)}"


def plural(noun: str) -> str:
    """Return the plural of a noun of ours: "people", "companies", "events"."""
    return _PLURALS.get(noun, f"{noun}s")


def language(tag: str) -> str:
    """Return the tag of a language; nothing where it is not known, as of a table of names."""
    return "" if tag == UNKNOWN_LANGUAGE else tag


def in_line(words: str) -> str:
    """Return quoted words without the indentation of a file of data.

    A row that is laid out over twenty lines would else be drawn as more blanks than words. A line
    end that is not followed by blanks is one that somebody wrote, and stays.
    """
    return _INDENTED.sub(" ", words) if "\n" in words else words


def joined(*parts: str | None) -> str:
    """Join the parts that there are: "Gate · fr · undated"."""
    return " · ".join(part for part in parts if part)


def listed(names: tuple[str, ...]) -> str:
    """Write names as a list in a sentence: "A, B and C"."""
    return " and ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)


def type_label(event_type: str) -> str:
    """Return the short name of an event type; one that an import brought keeps its words."""
    return TYPES.get(event_type, event_type.replace("-", " "))


def role_label(role: str) -> str:
    """Return the name of a part that somebody has in an event."""
    return ROLES.get(role, role.replace("-", " "))


def state_label(state: str) -> str:
    """Return how a quote stands in its text, in words."""
    return STATES.get(state, state)


def state_ink(state: str) -> Ink:
    """Return the ink of a state; its word and its sign always stand there."""
    return "dim" if state in ("exact", "no-text") else "warn"


def grade_ink(grade: str) -> Ink:
    """Return the ink of a grade; its word or its sign always stands beside it."""
    return {"stated": "dim", "denied": "denied"}.get(grade, "soft")  # type: ignore[return-value]


def grade_sign(grade: str) -> str:
    """Return a grade in one cell: nothing for stated, `✗` for denied, `?` for all between."""
    return _SIGNS.get(grade, "?")


def disputed(count: int) -> str:
    """Return the mark of a dispute with so many claims on the other side; "" for none."""
    return f"{DISPUTED} {count}" if count else ""


def date_label(event: Event) -> str:
    """Return when an event happened or began, for a column; one known only by its end says so."""
    if event.date and event.date.is_placed:
        return event.date.label
    if event.until and event.until.is_placed:
        return until_label(event.until)
    return UNDATED


def all_undated(heading: str) -> str:
    """Return the heading of lines of which none has a date."""
    return joined(heading, UNDATED)


def until_label(end: PartialDate) -> str:
    """Return the end of a tenure: "until 2020", "before 2024-04"."""
    return end.label if end.precision == "before" else f"until {end.label}"


def date_words(date: PartialDate) -> str:
    """Return a date in full: our reading, the source's own words, and what the reading rests on."""
    own = f"“{date.text}”" if date.text and date.text != date.label else ""
    if not date.is_placed:
        return joined(UNDATED, own)
    days = f"{date.earliest or '…'} to {date.latest or '…'}" if date.precision == "range" else ""
    return joined(date.label, days, own, BASES.get(date.basis, date.basis))


def speech_label(quote: Quote) -> str:
    """Return whether a quote is somebody's own words."""
    return {"direct": "in their own words", "reported": "as reported"}.get(quote.speech, "")


def number(value: float) -> str:
    """Write a number as one says it: "1 billion", "1.5 million", "400,000", "12.5"."""
    for scale, name in _SCALES:
        if abs(value) >= scale:
            scaled = round(value / scale, 3)
            return f"{scaled:,.10g} {name}"
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.10g}"


def duration_words(duration: Duration) -> str:
    """Return a length of time in English: "at least 7 years"; its own words if unbounded."""
    low, high, unit = duration.min, duration.max, duration.unit.removesuffix("s")
    if low is None and high is None:
        return f"“{duration.text}”"
    if low is not None and high is not None and low != high:
        return f"{number(low)} to {number(high)} {unit}s"
    value = low if low is not None else high or 0
    words = f"{number(value)} {unit if value == 1 else unit + 's'}"
    if low == high:
        return words
    return f"{'at most' if low is None else 'at least'} {words}"


def amount_words(amount: Amount) -> str:
    """Return an amount in English: "up to 1 billion USD per offer, average, from 344 cases"."""
    words = _bounded(amount)
    words += f" per {amount.per}" if amount.per else ""
    sample = f"from {amount.sample:,} cases" if amount.sample else None
    return ", ".join(part for part in (words, amount.statistic, sample) if part)


def _bounded(amount: Amount) -> str:
    low, high, bound = amount.min, amount.max, amount.bound
    if low is None and high is None:
        return f"“{amount.text}”"
    if low is not None and high is not None and low != high:
        about = "about " if bound == "about" else ""
        return f"{about}{_valued(low, amount.unit, bare=True)} to {_valued(high, amount.unit)}"
    value = _valued(low if low is not None else high or 0, amount.unit)
    if bound == "about":
        return f"about {value}"
    if bound == "up_to" or low is None:
        return f"up to {value}"
    return f"at least {value}" if bound == "over" or high is None else value


def _valued(value: float, unit: str, *, bare: bool = False) -> str:
    """Write a value with its unit; `bare` for the lower end of a range, whose unit follows."""
    if unit == "fraction":
        share = Fraction(value).limit_denominator(100)
        near = abs(float(share) - value) < 0.005
        return _SHARES.get(share, f"{number(round(value * 100, 1))} %") if near else number(value)
    if bare:
        return number(value)
    if unit == "people":
        return counted(int(value), "person") if value < 10**6 else f"{number(value)} people"
    return f"{number(value)} {'%' if unit == 'percent' else unit}"
