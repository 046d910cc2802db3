"""Rules about decisions: about two records that are here, in no circle, not against each other."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime

from db.decisions import DECISIONS, Decision, redirects
from db.material import Finding, Material


def two_found(material: Material) -> Iterator[Finding]:
    """Find decisions about a record that does not exist, or about one alone."""
    for each in material.decisions:
        known = material.records.people if each.kind == "person" else material.records.companies
        for field, identifier in (("keep", each.keep), ("other", each.other)):
            if identifier not in known:
                remedy = "Correct the id, or remove the decision."
                yield _at(each, field, f"there is no {each.kind} “{identifier}”", remedy)
        if each.keep == each.other:
            remedy = "Name another record, or remove the decision."
            yield _at(each, "other", f"it is about “{each.keep}” alone", remedy)


def merges_end(material: Material) -> Iterator[Finding]:
    """Find records that are merged twice, or by a detour into themselves."""
    next_of: dict[str, str] = {}
    for each in material.decisions:
        if each.action != "merge" or each.keep == each.other:
            continue
        if each.gone in next_of:
            problem = f"{each.gone} is merged into {next_of[each.gone]} already"
            yield _at(each, "other", problem, "Remove one of the two decisions.")
            continue
        chain = [each.gone, each.kept]
        while chain[-1] in next_of and chain[-1] != each.gone:
            chain.append(next_of[chain[-1]])
        if chain[-1] == each.gone:
            problem = f"it merges {each.gone} into itself ({' into '.join(chain)})"
            yield _at(each, "keep", problem, "Remove one of these decisions.")
        else:
            next_of[each.gone] = each.kept


def kept_apart(material: Material) -> Iterator[Finding]:
    """Find records that were merged and are decided to be different."""
    leads = redirects(material.decisions)
    for each in material.decisions:
        ends = {leads.get(reference, reference) for reference in each.pair}
        if each.action == "distinct" and len(each.pair) == 2 and len(ends) == 1:
            problem = f"{each.kept} and {each.gone} are decided to be different, and are merged"
            yield _at(each, "other", problem, "Take one of these decisions back.")


def dated(material: Material) -> Iterator[Finding]:
    """Find decisions that do not say when they were made."""
    for each in material.decisions:
        with suppress(ValueError):
            datetime.fromisoformat(each.at)
            continue
        remedy = "Write the time as 2026-03-02T14:05:00Z."
        yield _at(each, "at", f"“{each.at}” is no time", remedy)


def _at(decision: Decision, field: str, problem: str, remedy: str) -> Finding:
    """Make a finding about a decision."""
    return Finding(DECISIONS, decision.id, field, problem, remedy)
