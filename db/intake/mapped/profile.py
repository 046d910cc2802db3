"""What the values of a column look like: days and how they are written, addresses, amounts, ids."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Final

from db.intake.dating import read_date
from db.intake.measuring import read_amount

_ENOUGH: Final = 0.8
_EXAMPLES: Final = 3
_NUMBERS: Final = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})")
_WEB: Final = re.compile(r"(?:https?://|www\.)\S+")
_NUMBER: Final = re.compile(r"[-+]?[0-9][0-9 .,]*")
_SAMPLE: Final = 2_000
_BLANKS: Final = ("-", "--", "–", "—", "n/a", "null", "none", "nil", "?", "unknown", "nan")
_SMALL: Final = ("de", "von", "van", "der", "al", "la", "di", "da")
_SIGNS: Final = (";", "|")


@dataclass(frozen=True, slots=True)
class Dates:
    """How the days of a column are written."""

    form: str | None
    """The format of `strptime` that tells them all; None where they need none, or none tells."""
    is_open: bool = False
    """Whether day and month cannot be told apart."""


@dataclass(frozen=True)
class Profile:
    """A column and what can be seen of it."""

    name: str
    """Its name, or its path in JSON."""
    values: tuple[str, ...]
    """All of its values that are not blank."""

    @cached_property
    def examples(self) -> tuple[str, ...]:
        """The first values that differ."""
        return tuple(dict.fromkeys(self.values[:_SAMPLE]))[:_EXAMPLES]

    @cached_property
    def said(self) -> tuple[str, ...]:
        """The first values, without those that stand for a blank."""
        return tuple(each for each in self.values[:_SAMPLE] if not _is_blank(each))

    @cached_property
    def blanks(self) -> set[str]:
        """The values that stand for a blank."""
        return {each for each in set(self.values) if _is_blank(each)}

    @cached_property
    def dates(self) -> Dates | None:
        """How its days are written, where nearly all of its values are days."""
        if not self.said or not _most(_is_date(each) for each in self.said):
            return None
        return numbered(self.values)

    @cached_property
    def is_links(self) -> bool:
        """Whether its values are addresses."""
        return _most(_WEB.fullmatch(each) is not None for each in self.said)

    @cached_property
    def is_amounts(self) -> bool:
        """Whether its values are figures, with a unit or not."""
        return _most(read_amount(each, "people").amount is not None for each in self.said)

    @cached_property
    def has_units(self) -> bool:
        """Whether its figures name their unit."""
        return _most(read_amount(each).amount is not None for each in self.said)

    @cached_property
    def is_text(self) -> bool:
        """Whether its values are words: neither figures nor days nor addresses."""
        is_words = _most(_NUMBER.fullmatch(each) is None for each in self.said)
        return is_words and not self.is_links and self.dates is None

    @cached_property
    def parted_by(self) -> tuple[str, ...]:
        """The signs that part several names in some of its values."""
        return tuple(sign for sign in _SIGNS if any(sign in each for each in self.said))

    @cached_property
    def is_people(self) -> bool:
        """Whether its values look like names of people: two to four words, each with a capital."""
        return self.is_text and _most(
            2 <= len(each.split()) <= 4
            and all(word[:1].isupper() or word in _SMALL for word in each.split())
            for each in self.said
        )


def _is_blank(value: str) -> bool:
    """Whether a value stands for a blank; in capitals alone where it may be a name."""
    return value == "NA" or value.lower() in _BLANKS


def _most(truths: Iterable[bool]) -> bool:
    every = list(truths)
    return bool(every) and sum(every) >= _ENOUGH * len(every)


def _is_date(value: str) -> bool:
    if _NUMBERS.fullmatch(value):
        return True
    read = read_date(value)
    has_digits = any(each.isdigit() for each in value)
    return read is not None and read.date.is_placed and has_digits and len(value) < 30


def numbered(values: Sequence[str]) -> Dates:
    """Tell how days of two numbers and a year are written, from all of them together."""
    found = [each for value in values if (each := _NUMBERS.fullmatch(value))]
    if not found:
        return Dates(None)
    sign = found[0][2]
    year = "%Y" if len(found[0][4]) == 4 else "%y"
    if any(int(each[1]) > 12 for each in found) or sign == ".":
        form = f"%d{sign}%m{sign}{year}"
    elif any(int(each[3]) > 12 for each in found):
        form = f"%m{sign}%d{sign}{year}"
    else:
        return Dates(None, is_open=True)
    is_whole = all(_follows(each[0], form) for each in found)
    return Dates(form) if is_whole else Dates(None, is_open=True)


def _follows(value: str, form: str) -> bool:
    try:
        datetime.strptime(value, form)
    except ValueError:
        return False
    return True
