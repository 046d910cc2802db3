"""Merging two records, parting them again, and deciding that two are different.

Each is one write to the table of decisions; the records stay as they are (`db.decided` makes one
of them), so that taking a merge back brings back everything. Whoever is meant is given as
`person/ID` or `company/ID`, or as the bare ID where there is only one of that name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, NamedTuple

from db import storage
from db.decisions import Action, Decision, redirects
from db.errors import BadDecision
from db.records import Records
from db.words import unique_slug

_NEAR = 70
"""How alike an id must be, of 100, to be offered for one that is not here."""


class Signature(NamedTuple):
    """Who decides something, when and why."""

    by: str | None = None
    """Who decides it."""
    reason: str | None = None
    """Why, in a few words."""
    at: datetime | None = None
    """When; now if None."""

    @property
    def moment(self) -> str:
        """The time as a decision has it."""
        at = (self.at or datetime.now(UTC)).astimezone(UTC)
        return at.isoformat(timespec="seconds").replace("+00:00", "Z")


UNSIGNED = Signature()
"""Nobody in particular, now, without a reason."""


def merge(
    path: Path, keep: str, others: Sequence[str], signature: Signature = UNSIGNED
) -> tuple[Decision, ...]:
    """Let several records be shown as one that is kept; all of them or none.

    Raises `BadDecision` where two of them cannot be one, and what `storage.update` raises.
    """
    made: list[Decision] = []

    def change(records: Records) -> Records:
        for other in others:
            decision = merged(records, keep, other, signature)
            made.append(decision)
            records = _with(records, decision)
        return records

    storage.update(path, change, what=f"merge {', '.join(others)} into {keep}")
    return tuple(made)


def unmerge(path: Path, gone: str) -> Decision:
    """Take a merge back; return it.

    Raises `BadDecision` where the record is not merged into another, and what `storage.update`
    raises.
    """
    return _take_back(path, f"unmerge {gone}", lambda records: merge_of(records, gone))


def part(path: Path, one: str, other: str, signature: Signature = UNSIGNED) -> Decision:
    """Decide that two records are different, so that they are not offered as likely the same.

    Raises `BadDecision` where that cannot be, and what `storage.update` raises.
    """
    made: list[Decision] = []

    def change(records: Records) -> Records:
        made.append(parted(records, one, other, signature))
        return _with(records, made[0])

    storage.update(path, change, what=f"decide that {one} and {other} are different")
    return made[0]


def unpart(path: Path, one: str, other: str) -> Decision:
    """Take back that two records are different; return that decision.

    Raises `BadDecision` where it was not decided, and what `storage.update` raises.
    """
    what = f"take back that {one} and {other} are different"
    return _take_back(path, what, lambda records: parting_of(records, one, other))


def merged(records: Records, keep: str, other: str, signature: Signature = UNSIGNED) -> Decision:
    """Return the decision that two records are one; raises `BadDecision` where they cannot be."""
    kept, gone = _two(records, keep, other, "merged into itself")
    merges = {each.gone: each for each in records.decisions.values() if each.action == "merge"}
    if gone in merges:
        raise BadDecision(
            f"{gone} is merged into {merges[gone].kept} already. "
            f"wherefrom unmerge {gone} takes that back."
        )
    leads = redirects(records.decisions.values())
    if leads.get(kept) == gone:
        raise BadDecision(
            f"{kept} is merged into {gone}, so that {gone} cannot be merged into it. "
            f"wherefrom unmerge {kept} takes that back."
        )
    decision = _decision(records, "merge", kept, gone, signature)
    _refuse_different(records, leads, decision)
    return decision


def merge_of(records: Records, gone: str) -> Decision:
    """Return the decision that merged a record into another; raises `BadDecision` for none."""
    reference = _found(records, gone)
    merges = [each for each in records.decisions.values() if each.action == "merge"]
    found = next((each for each in merges if each.gone == reference), None)
    if found is None:
        into = [each.gone for each in merges if each.kept == reference]
        names = f" Merged into it: {', '.join(into)}; name one of those." if into else ""
        raise BadDecision(f"{reference} is not merged into another record.{names}")
    return found


def parted(records: Records, one: str, other: str, signature: Signature = UNSIGNED) -> Decision:
    """Return the decision that two records are different; raises `BadDecision` if they are one."""
    first, second = _two(records, one, other, "different from itself")
    if _parting(records, first, second):
        raise BadDecision(f"{first} and {second} are decided to be different already.")
    leads = redirects(records.decisions.values())
    if leads.get(first, first) == leads.get(second, second):
        gone = second if second in leads else first
        raise BadDecision(
            f"{first} and {second} are merged. wherefrom unmerge {gone} takes that back first."
        )
    return _decision(records, "distinct", first, second, signature)


def parting_of(records: Records, one: str, other: str) -> Decision:
    """Return the decision that two records are different; raises `BadDecision` for none."""
    first, second = _found(records, one), _found(records, other)
    found = _parting(records, first, second)
    if found is None:
        raise BadDecision(f"It was not decided that {first} and {second} are different.")
    return found


def _take_back(path: Path, what: str, find: Callable[[Records], Decision]) -> Decision:
    """Remove one decision, and return it."""
    found: list[Decision] = []

    def change(records: Records) -> Records:
        found.append(find(records))
        kept = {name: one for name, one in records.decisions.items() if one is not found[0]}
        return replace(records, decisions=kept)

    storage.update(path, change, what=what)
    return found[0]


def _with(records: Records, decision: Decision) -> Records:
    return replace(records, decisions={**records.decisions, decision.id: decision})


def _decision(
    records: Records, action: Action, kept: str, gone: str, signature: Signature
) -> Decision:
    kind: Literal["person", "company"] = "person" if kept.startswith("person/") else "company"
    keep, other = kept.partition("/")[2], gone.partition("/")[2]
    words = f"{other} is {keep}" if action == "merge" else f"{other} is not {keep}"
    name = unique_slug(words, records.decisions)
    by, reason = signature.by or None, signature.reason or None
    return Decision(name, action, kind, keep, other, signature.moment, by, reason)


def _two(records: Records, one: str, other: str, itself: str) -> tuple[str, str]:
    """Return two different records of one kind; raises `BadDecision` where they are not."""
    first, second = _found(records, one), _found(records, other)
    if first == second:
        raise BadDecision(f"{first} cannot be {itself}. Name another record.")
    if first.partition("/")[0] != second.partition("/")[0]:
        raise BadDecision(
            f"{first} and {second} are of different kinds. Name two people, or two companies."
        )
    return first, second


def _found(records: Records, typed: str) -> str:
    """Return whom a `kind/id`, or a bare id, names; raises `BadDecision` for nobody."""
    parties: Mapping[str, Mapping[str, object]] = {
        "person": records.people,
        "company": records.companies,
    }
    kind, slash, identifier = typed.rpartition("/")
    if slash and kind not in parties:
        raise BadDecision(
            f"“{typed}” is neither a person nor a company. Write person/ID or company/ID."
        )
    found = [
        f"{each}/{identifier}"
        for each, table in parties.items()
        if kind in ("", each) and identifier in table
    ]
    if len(found) > 1:
        raise BadDecision(f"“{typed}” may be {' or '.join(found)}. Write which of the two.")
    if not found:
        raise BadDecision(
            f"There is no {typed} in this database.{_hint(parties, kind, identifier)}"
        )
    return found[0]


def _hint(parties: Mapping[str, Mapping[str, object]], kind: str, identifier: str) -> str:
    """Offer the nearest reference, where one is near."""
    from rapidfuzz import fuzz, process  # late: only what is wrong needs it

    places = {
        f"{each}/{name}": name
        for each, table in parties.items()
        if kind in ("", each)
        for name in table
    }
    near = process.extractOne(identifier, places, scorer=fuzz.ratio, score_cutoff=_NEAR)
    return f" Did you mean {near[2]}?" if near else " wherefrom search NAME finds who is."


def _parting(records: Records, one: str, other: str) -> Decision | None:
    """Return the decision that says of these two that they are different."""
    pair = frozenset((one, other))
    every = records.decisions.values()
    return next((each for each in every if each.action == "distinct" and each.pair == pair), None)


def _refuse_different(records: Records, leads: Mapping[str, str], merge: Decision) -> None:
    """Raise `BadDecision` where a merge would make one of two that are decided to be different."""
    ends = frozenset(leads.get(each, each) for each in merge.pair)
    for each in records.decisions.values():
        if each.action == "distinct" and {leads.get(one, one) for one in each.pair} == ends:
            raise BadDecision(
                f"It was decided that {each.kept} and {each.gone} are different. "
                f"wherefrom distinct --undo {each.kept} {each.gone} takes that back."
            )
