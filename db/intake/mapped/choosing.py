"""Which column of a file is likely what: by its heading, if its values look like it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from db.intake.mapped.headings import PARTIES, Meaning, id_of, meanings
from db.intake.mapped.profile import Profile

_FIRM: Final = re.compile(
    r"\b(?:inc|ltd|llc|llp|plc|corp|co|gmbh|ag|sa|sarl|sas|bv|nv|ab|as|aps|oy|oyj|spa|srl|kg|"
    r"group|holding|holdings|bank|university|institute|labs?|foundation|agency|ministry|"
    r"company|capital|partners|technologies)\b|a/s",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Choice:
    """What the columns of a file are taken for."""

    columns: dict[Meaning, Profile] = field(default_factory=dict)
    """The column of each meaning."""
    ids: dict[Meaning, Profile] = field(default_factory=dict)
    """The column with the ids of those whom another one names."""
    is_guess: bool = False
    """Whether no heading told who it is about, and the values did."""

    @property
    def names(self) -> set[str]:
        """The names of all columns that are taken."""
        every = [*self.columns.values(), *self.ids.values()]
        return {each.name for each in every}


def choose(profiles: Sequence[Profile]) -> Choice:
    """Return which column is likely what."""
    chosen = Choice()
    for profile in profiles:
        owner = next((each for each in id_of(profile.name) if each in PARTIES), None)
        if owner is not None:
            chosen.ids.setdefault(owner, profile)
            continue
        for meaning in meanings(profile.name):
            if meaning not in chosen.columns and _fits(meaning, profile):
                chosen.columns[meaning] = profile
                break
    chosen.columns.pop("other", None)
    keys = next((each for each in profiles if each.name == "*"), None)
    if keys is not None:  # what objects stand under tells them apart, unless they have an id
        chosen.columns.setdefault("id", keys)
    _settle(chosen, profiles)
    return chosen


def _settle(chosen: Choice, profiles: Sequence[Profile]) -> None:
    """Decide who it is about: a name may be a company's, and a column without a known heading."""
    columns = chosen.columns
    _join_names(columns)
    has_company = bool({"company", "from", "to"} & columns.keys())
    person = columns.get("person")
    if person is not None and not has_company and _is_firms(person, is_sorted="sort" in columns):
        columns["company"] = columns.pop("person")
        if "person" in chosen.ids:
            chosen.ids["company"] = chosen.ids.pop("person")
    if not {"person", "first", "company", "from", "to"} & columns.keys():
        free = [each for each in profiles if each.name not in chosen.names and each.is_text]
        guess = next((each for each in free if each.is_people), next(iter(free), None))
        if guess is not None:
            chosen.is_guess = True
            columns["company" if _is_firms(guess, is_sorted=False) else "person"] = guess


def _join_names(columns: dict[Meaning, Profile]) -> None:
    """Leave the two halves of a name, or the whole: beside a first name, a name is the last."""
    if "first" in columns and "last" not in columns and "person" in columns:
        columns["last"] = columns.pop("person")
    if {"first", "last"} <= columns.keys():
        columns.pop("person", None)
        return
    for part in ("first", "last"):  # half of a name, which is one all the same
        if part in columns:
            columns.setdefault("person", columns.pop(part))


def _is_firms(profile: Profile, *, is_sorted: bool) -> bool:
    """Whether names look like those of organisations."""
    if is_sorted:
        return True
    firms = sum(_FIRM.search(each) is not None for each in profile.said)
    return firms * 2 >= max(1, len(profile.said))


def _fits(meaning: Meaning, profile: Profile) -> bool:
    """Whether the values of a column look like what its heading says."""
    match meaning:
        case "start" | "end":
            return profile.dates is not None
        case "link":
            return profile.is_links
        case "amount":
            return profile.is_amounts
        case "id" | "other":
            return bool(profile.values)
        case _:
            return profile.is_text
