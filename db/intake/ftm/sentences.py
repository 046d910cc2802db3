"""What an event says, as one plain English sentence made of names, a title and dates."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from db.dates import PartialDate
from db.intake.ftm.gathering import short
from db.intake.ftm.schemata import ENDED, Relation
from db.records import Amount

_NOBODY: Final = ("somebody", "an organisation")
_ORGANISATIONS: Final = {"organization", "employer", "asset", "post", "authority"}
_LONGEST: Final = 400
_NAMED: Final = 3


def sentence(
    relation: Relation,
    ends: tuple[str, str],
    title: str | None,
    amount: Amount | None,
    dates: tuple[PartialDate | None, PartialDate | None],
    statuses: Collection[str] = (),
) -> str:
    """Say what a relation says; a verb is in the past where it ended, be it without a date."""
    is_over = dates[1] is not None or _has_ended(statuses)
    template = relation.titled if title else relation.bare
    said = template.format(
        a=ends[0],
        b=ends[1],
        t=shown(title or ""),
        m=_amount(amount),
        be="was" if is_over else "is",
        own="owned" if is_over else "owns",
        owe="owed" if is_over else "owes",
    )
    if said.startswith(_NOBODY):
        said = said[0].upper() + said[1:]
    return f"{said}{_when(*dates, is_day=relation.dates[0] == 'date')}."


def _has_ended(statuses: Collection[str]) -> bool:
    """Whether something is over in the words of the file, all of them."""
    return bool(statuses) and all(each.strip().lower() in ENDED for each in statuses)


def together(names: Sequence[str], end: str) -> str:
    """Return the names at one end as a sentence has them; of many the first and how many more."""
    more = len(names) - _NAMED
    told = [*map(short, names[:_NAMED]), *([f"{more:,} more"] if more > 0 else [])]
    return " and ".join(told) or _NOBODY[end in _ORGANISATIONS]


def shown(words: str) -> str:
    """Return words of the file as they fit into a sentence."""
    return short(words).rstrip(".")


def whole(words: str) -> bool:
    """Whether words of the file can stand in a sentence as they are: no text of several lines."""
    return len(words) <= _LONGEST and words == " ".join(words.split())


def _amount(amount: Amount | None) -> str:
    if amount is None:
        return ""
    if amount.unit == "percent":
        return f"{shown(amount.text).rstrip('% ')}% of "
    return f"{shown(amount.text)} "


def _when(date: PartialDate | None, until: PartialDate | None, *, is_day: bool) -> str:
    began, ended = (shown(each.text) if each else "" for each in (date, until))
    if began and ended:
        return f" ({began}–{ended})"
    if ended:
        return f" (until {ended})"
    return f" ({'' if is_day else 'from '}{began})" if began else ""
