"""What the value of a field may be: read as the table writes it, or refused with what is known."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta

from db.dates import FIRST_DAY, LAST_DAY, parse_span
from db.errors import BadTerm
from db.fields import BY_NAME, COMPARED, LANGUAGES, Field, Takes
from db.words import fold

_TAG = r"[a-z]{2,3}(-[a-z0-9]{1,8})*"
_NEAR_TYPE = 0.75
_DOTS = re.compile(r"\s*(?:\.{2,}|…)\s*")
_SIGN = re.compile("|".join(map(re.escape, COMPARED)))
_LONE_DIGIT = re.compile(r"-([1-9])(?![0-9])")
_YEARS = re.compile(r"([0-9]{4})\s*[-–/]\s*([0-9]{4})")


def read_value(field: Field, value: str, *, is_exact: bool) -> str:
    """Return a value as the field's table writes it; raises `BadTerm` where it is none."""
    return _READERS[field.takes](field, value, is_exact)


def _any_name(field: Field, value: str, is_exact: bool) -> str:  # noqa: ARG001, FBT001 — one of a table
    return value


def _choice(field: Field, value: str, is_exact: bool) -> str:  # noqa: ARG001, FBT001
    """Return one of the listed values."""
    folded = fold(value).strip()
    if folded in field.values:
        return folded
    near = nearest(folded, field.values)
    meant = f" Did you mean {field.name}:{near}?" if near else ""
    listed = ", ".join(field.values)
    raise BadTerm(f"{field.name}: has no value “{value}”.{meant} It takes {listed}.")


def _type(field: Field, value: str, is_exact: bool) -> str:  # noqa: FBT001
    """Return an event type, unless it is nearly a known one; another may come from an import."""
    folded = fold(value).strip()
    if is_exact or any(each.startswith(folded) for each in field.values):
        return folded
    if near := nearest(folded, field.values, _NEAR_TYPE):
        raise BadTerm(
            f"There is no event type “{folded}”. Did you mean {field.name}:{near}?"
            f" If your data has it, write {field.name}:={folded}."
        )
    return folded


def _language(field: Field, value: str, is_exact: bool) -> str:  # noqa: ARG001, FBT001
    """Return the tag of a language from its tag or English name."""
    folded = fold(value).strip()
    tags = {fold(name): tag for tag, name in reversed(tuple(LANGUAGES.items()))}
    if folded in tags:
        return tags[folded]
    if re.fullmatch(_TAG, folded):
        return folded
    near = nearest(folded, tags)
    meant = f" Did you mean {field.name}:{tags[near]}?" if near else ""
    raise BadTerm(f"“{folded}” is no language here.{meant} Write a tag such as fr, da or en.")


def _days(field: Field, value: str, is_exact: bool) -> str:  # noqa: ARG001, FBT001
    """Return a year, month, day or range; a comparison as the range that it means."""
    if years := _YEARS.fullmatch(value):
        raise BadTerm(f"“{value}” is no date. Did you mean {field.name}:{years[1]}..{years[2]}?")
    typed = _LONE_DIGIT.sub(r"-0\1", _DOTS.sub("..", value)).replace("≥", ">=").replace("≤", "<=")
    if sign := _SIGN.match(typed):
        typed = _compared(sign[0], typed[sign.end() :].strip())
    parse_span(typed)
    return typed


def _compared(sign: str, day: str) -> str:
    """Return the range that a comparison with a year, month or day means."""
    span = parse_span(day)
    if ".." in day:
        raise BadTerm(f"“{sign}{day}” is both a comparison and a range. Leave out {sign}.")
    if sign == "=":
        return day
    if sign in (">=", "<="):
        return f"{day}.." if sign == ">=" else f"..{day}"
    step = 1 if sign == ">" else -1
    edge = (span.last if step > 0 else span.first) or ""
    if edge in (FIRST_DAY, LAST_DAY):
        raise BadTerm(f"There is no day {'after' if step > 0 else 'before'} {day}.")
    beyond = (date.fromisoformat(edge) + timedelta(days=step)).isoformat()[: len(day)]
    return f"{beyond}.." if step > 0 else f"..{beyond}"


def _amount(field: Field, value: str, is_exact: bool) -> str:  # noqa: FBT001, ARG001
    """Return an amount as it was typed."""
    from db.amounts import parse_amount  # late: few queries have an amount

    parse_amount(value)
    return value


_READERS: Mapping[Takes, Callable[[Field, str, bool], str]] = {
    "choice": _choice,
    "type": _type,
    "name": _any_name,
    "lang": _language,
    "date": _days,
    "amount": _amount,
}


def unknown_field(name: str, remedy: str) -> str:
    """Say that a field does not exist, and which one was probably meant."""
    near = nearest(name.lower(), BY_NAME)
    known = f"Did you mean “{near}:”?" if near else f"There are {', '.join(BY_NAME)}."
    return f"“{name}:” is no field. {known} {remedy}"


def nearest(typed: str, known: Iterable[str], cutoff: float = 0.6) -> str | None:
    """Return the known word that is most like what was typed, if any is."""
    import difflib  # on the way to an error only

    words = tuple(known)
    starting = [each for each in words if len(typed) > 1 and each.startswith(typed)]
    found = starting or difflib.get_close_matches(typed, words, 1, cutoff)
    return found[0] if found else None
