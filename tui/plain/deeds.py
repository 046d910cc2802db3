"""What happened, as one says it: "left Meta for OpenAI", "was hired by Meta".

Only what is done is told as done. What was planned, offered or tried keeps its noun, with how far
it came before it; how sure all of it is stands behind, in the grade.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from db.library import Library
from db.records import Event
from tui.plain.wording import cell, listed, when, worded
from tui.views import labels, telling
from tui.views.card import Line

_VERBS: Final[Mapping[str, tuple[str, str, str]]] = {
    "hire": ("was hired by {to} from {left}", "was hired by {to}", "was hired from {left}"),
    "departure": ("left {left} for {to}", "left for {to}", "left {left}"),
    "return": ("went back to {to} from {left}", "went back to {to}", "came back from {left}"),
    "move": ("moved from {left} to {to}", "moved to {to}", "moved from {left}"),
    "founding": ("left {left} and founded {to}", "founded {to}", ""),
    "threat-to-leave": ("", "", "threatened to leave {left}"),
}
"""How a type is told where both ends are known, where only the new one is, or only the old one."""


def deed(library: Library, event: Event, seen_from: str | None = None) -> str:
    """Say what happened in a few words, leaving out the one whose page this is."""
    if event.status == "done" and (words := _told(library, event, seen_from)):
        return words
    noun = event.type.replace("-", " ")
    happening = "".join(piece.text for piece in telling.happening(library, event, seen_from))
    if event.family in ("moves", "offers"):
        happening = listed(*worded(happening).replace("  ", ", ").split(", "))
    status = "" if event.status == "done" else f"{event.status}: "
    return f"{status}{noun}: {happening.removesuffix('.')}"


def _told(library: Library, event: Event, seen_from: str | None) -> str:
    """Tell a move by its verb; "" where its roles are others than the verb has."""
    forms = _VERBS.get(event.type)
    founder = ("by",) if event.type == "founding" else ()
    movers = [each for each in event.in_role("person", *founder) if each.reference]
    others = telling.names(library, event, "person", *founder, but=seen_from)
    if forms is None or not (movers or others):
        return ""
    ends = ("to", "at", "about") if founder else ("to", "at")
    joined = telling.names(library, event, *ends)
    left = telling.names(library, event, "from", *(() if founder or joined else _left_at(event)))
    form = forms[0] if left and joined else forms[1] if joined else forms[2] if left else ""
    if not form:
        return ""
    is_own = any(each.reference == seen_from for each in movers) if seen_from else False
    who = "" if is_own else f"{others} "
    words = f"{who}{form.format(to=joined, left=left)}"
    together = f"with {others}" if is_own and others else ""
    title = f"as {event.title}" if event.title else ""
    return listed(words, title, together, _until(event))


def _left_at(event: Event) -> tuple[str, ...]:
    """Return the role of the company that somebody threatens to leave, where `from` is empty."""
    return ("about",) if event.type == "threat-to-leave" and not event.in_role("from") else ()


def _until(event: Event) -> str:
    placed = event.date is not None and event.date.is_placed
    return labels.until_label(event.until) if placed and event.until and event.until.label else ""


def fact(library: Library, line: Line, seen_from: str | None = None) -> str:
    """Say a line of `telling.COLUMNS`: what happened, how sure, when, on how much evidence."""
    event = library.event(line.event or "")
    date, grade, evidence, against = (line.cells[at] for at in (0, 3, 5, 6))
    return listed(
        deed(library, event, seen_from),
        grade.text,
        when(date.text or labels.date_label(event)),
        cell(evidence),
        cell(against),
    )


def short_fact(library: Library, event: Event) -> str:
    """Say a fact below the quote that it rests on, where its evidence is plain to see."""
    told = telling.gathered(library, event)
    return listed(
        deed(library, event),
        event.claim.grade,
        when(labels.date_label(event)),
        worded(labels.disputed(told.disputes)),
    )
