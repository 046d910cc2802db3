"""What is wrong with the database, and who in it may be one: lists to go on from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from db.errors import WherefromError
from tui.address import PROBLEMS, Address
from tui.plain import pages
from tui.plain.pages import Page
from tui.plain.progress import telling
from tui.plain.sitting import Sitting, Unsayable
from tui.plain.wording import listed, worded
from tui.standins import typable
from tui.views import labels
from tui.views import problems as views
from tui.views.card import Line

if TYPE_CHECKING:
    from db.decisions import Decision
    from db.likeness import Likeness


def problems(sitting: Sitting, words: str) -> None:
    """Go to the problems, narrowed by words."""
    sitting.visit(Address(page=PROBLEMS, query=typable(words).strip()))


def verify(sitting: Sitting, _: str) -> None:
    """Look everything up again, as texts may have been attached meanwhile."""
    sitting.desk.report = None
    sitting.desk.shelf.forget()
    sitting.visit(Address(page=PROBLEMS))


def problems_page(sitting: Sitting, query: str) -> Page:
    """Return the problems in words; verifies first where that has not been done."""
    desk = sitting.desk
    if desk.report is None:
        try:
            desk.report = desk.verified(telling(sitting.console, "Looking quotes up"))
        except WherefromError as problem:
            return pages.of_card(desk, views.failed_card(str(problem)))
    found = views.narrowed(desk.report, query) if query else desk.report
    most = max(len(found.problems), len(found.warnings), 1)
    card = views.problems_card(desk.report, query, desk.lead_of, most)
    page = pages.of_card(desk, card)
    if query and not found.problems and not found.warnings:
        words = f"Nothing among the problems has “{query}”. problems alone lists them all."
        return Page("the problems", [words], card=card)
    quotes = worded(card.aside).replace("no-text", "with no text at hand")
    head = f"Problems: {worded(views.counts(found))}. Quotes: {quotes}."
    lines = [head, *page.lines[2 if card.aside else 1 :]]
    return Page("the problems", lines, page.targets, card, None, page.headings)


def disputes(sitting: Sitting, _: str) -> None:
    """List the disputed events."""
    sitting.visit(Address("event", query="is:disputed"))


def duplicates(sitting: Sitting, _: str) -> None:
    """List who may be one, the likeliest first, with what speaks for and against it."""
    from db.likeness import PARTIES
    from db.likeness import duplicates as find
    from db.storage import read

    records = read(sitting.session.database)
    found = find(records, list(PARTIES), telling(sitting.console, "Comparing"))
    if not found.found:
        sitting.note("Nobody here is likely to be somebody else.")
        return
    lines: list[str] = []
    targets: list[Line] = []
    for each in found.found:
        lines += _pair(each, targets)
    pairs = labels.counted(len(found.found), "pair")
    sitting.number(targets, "the records that may be one")
    sitting.say([f"{pairs} that may be one, the likeliest first:", *lines, *_crowds(found.crowds)])


def _pair(likeness: Likeness, targets: list[Line]) -> Iterator[str]:
    """Say a pair; each of the two has a number of its own."""
    for name, view in zip(likeness.names, (likeness.keep, likeness.other), strict=True):
        targets.append(Line(view=view))
        alike = f"alike by {likeness.score} of 100" if view == likeness.keep else "the other"
        yield f"{len(targets)}. {name}, {view}, {alike}"
    for reason in likeness.reasons:
        yield f"for it: {reason}"
    for doubt in likeness.doubts:
        yield f"against it: {doubt}"


def _crowds(crowds: int) -> Iterator[str]:
    if crowds:
        names = "1 name is" if crowds == 1 else f"{crowds:,} names are"
        yield f"{names} so frequent that only who has something else in common is listed."


def decisions(sitting: Sitting, _: str) -> None:
    """List what was decided, the latest first."""
    from db.storage import read

    made = read(sitting.session.database).decisions.values()
    latest = sorted(made, key=lambda each: each.at, reverse=True)
    if not latest:
        raise Unsayable("Nothing was decided yet. duplicates lists who may be one.")
    sitting.number([Line(view=each.kept) for each in latest], "what was decided")
    head = f"Decided, {labels.counted(len(latest), 'time')}, the latest first:"
    rows = (_decision(sitting, each) for each in latest)
    sitting.say([head, *(f"{number}. {row}" for number, row in enumerate(rows, start=1))])


def _decision(sitting: Sitting, made: Decision) -> str:
    library = sitting.desk.library
    words = "is merged into" if made.action == "merge" else "is not"
    name = library.name_of(made.kept) if library.has(made.kept) else made.kept
    by = made.by and f"by {made.by}"
    return listed(
        f"{made.gone} {words} {name}", made.at.partition("T")[0], by or "", made.reason or ""
    )
