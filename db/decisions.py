"""What a reader decided about two records: that they are one, or that they are two.

A decision leaves both records as they are, says who made it and why, and can be taken back. What
the decisions of a database make of its records is `db.decided`; making them is `db.merging`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

DECISIONS: Final = "decisions"
"""The table that decisions stand in."""

Action = Literal["merge", "distinct"]
"""What can be decided: the two are one and the same, or they are different."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One judgement about two people, or about two companies."""

    id: str
    """The slug that names this decision."""
    action: Action
    """Whether they are one, or two."""
    kind: Literal["person", "company"]
    """The table that both stand in."""
    keep: str
    """The id of the record that a merge shows; of two different ones, either."""
    other: str
    """The id of the record that is shown as the kept one; of two different ones, the other."""
    at: str
    """When it was decided, as an ISO time: `2026-03-02T14:05:00Z`."""
    by: str | None = None
    """Who decided it."""
    reason: str | None = None
    """Why, in a few words."""

    @property
    def kept(self) -> str:
        """The record that is kept, as `kind/id`."""
        return f"{self.kind}/{self.keep}"

    @property
    def gone(self) -> str:
        """The other record, as `kind/id`."""
        return f"{self.kind}/{self.other}"

    @property
    def pair(self) -> frozenset[str]:
        """Both records, in no order."""
        return frozenset((self.kept, self.gone))


def standing(decisions: Iterable[Decision]) -> Sequence[Decision]:
    """Return the merges that count.

    Of two merges of one record it is the first, and a circle ends before it closes; the rules of
    a database know neither.
    """
    next_of: dict[str, str] = {}
    found = []
    for decision in decisions:
        is_first = decision.action == "merge" and decision.gone not in next_of
        if is_first and _end_of(decision.kept, next_of) != decision.gone:
            next_of[decision.gone] = decision.kept
            found.append(decision)
    return found


def redirects(decisions: Iterable[Decision]) -> Mapping[str, str]:
    """Return where each merged record leads, as `kind/id`, at the end of every chain of merges."""
    next_of = {each.gone: each.kept for each in standing(decisions)}
    return {gone: _end_of(gone, next_of) for gone in next_of}


def _end_of(reference: str, next_of: Mapping[str, str]) -> str:
    while reference in next_of:
        reference = next_of[reference]
    return reference
