"""Decide that two records are one or two, and take such a decision back, from the palette.

The record in question is the one that is shown, or the one that the cursor is on. Each decision is
one write that the next `undo` takes back; the rows themselves stay as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from db import merging
from db.errors import BadQuery, WherefromError
from db.query import parse
from db.records import Company, Person
from db.search import search
from db.words import fold, words
from tui.bringing import is_writable, show
from tui.screens.ask import Choice, Choose, Find
from tui.screens.working import Outcome, Tell, Working
from tui.views.brought import problem_card
from tui.views.working import Work

if TYPE_CHECKING:
    from tui.app import Explorer

MOST = 40
"""How many records are offered."""


def decide(app: Explorer) -> None:
    """Ask what is to be decided of the record that is shown."""
    one = _record(app)
    if one is None:
        app.say("Only people and companies can be merged; go to one of them.")
        return
    if not is_writable(app):
        return
    reference, name = one
    choices = [
        Choice("merge", f"merge another into {name}", letter="m"),
        Choice("part", f"{name} and another are different", letter="d"),
    ]
    for number, each in enumerate(app.desk.library.merged_into(reference), start=1):
        label = f"take back that {each.name} is {name}"
        choices.append(Choice(each.gone, label, letter=str(number) if number < 10 else ""))

    def answered(answer: str | None) -> None:
        if answer == "merge":
            _find(app, reference, name, f"who is {name} too?", _merge)
        elif answer == "part":
            _find(app, reference, name, f"who is not {name}?", _part)
        elif answer:
            gone = answer
            _write(app, lambda: merging.unmerge(app.session.database, gone), "Taken back")

    app.push_screen(Choose(f"Decide about {name}", choices), answered)


def _record(app: Explorer) -> tuple[str, str] | None:
    """Return the person or company that is meant, by reference and name."""
    here = app.page.here
    reference = here.cursor if here.address.is_list else here.address.reference
    if not reference or reference.partition("/")[0] not in ("person", "company"):
        return None
    kind, _, identifier = reference.partition("/")
    record = app.desk.library.record("person" if kind == "person" else "company", identifier)
    return (f"{kind}/{record.id}", record.name) if isinstance(record, Person | Company) else None


def _find(
    app: Explorer,
    reference: str,
    name: str,
    prompt: str,
    then: Callable[[Explorer, str, str], None],
) -> None:
    """Ask who else is meant; who has the same name is offered before anything is typed."""

    def found(typed: str) -> Sequence[Choice]:
        kind = "person" if reference.startswith("person/") else "company"
        try:
            query = parse(typed)
        except BadQuery:
            return ()
        if query.is_empty:
            return ()
        hits = search(app.desk.library, query, kind, None).hits[:MOST]  # type: ignore[arg-type]
        return [
            Choice(hit.view, hit.name, hit.view, hit.snippet)
            for hit in hits
            if hit.view != reference
        ]

    def offers(typed: str) -> Sequence[Choice]:
        if typed.strip():
            return found(typed)
        return found(" ".join(words(fold(name))))

    app.push_screen(
        Find(prompt, offers), lambda other: then(app, reference, other) if other else None
    )


def _merge(app: Explorer, reference: str, other: str) -> None:
    database = app.session.database
    _write(app, lambda: merging.merge(database, reference, [other]), f"{other} is {reference} now")


def _part(app: Explorer, reference: str, other: str) -> None:
    database = app.session.database
    words = f"{other} and {reference} are different, and are not offered as one any more"
    _write(app, lambda: merging.part(database, reference, other), words)


def _write(app: Explorer, write: Callable[[], object], words: str) -> None:
    """Write a decision, and tell it or why it cannot be."""

    def job(tell: Tell) -> object:
        tell(Work("writing", can_stop=False))
        return write()

    def ended(outcome: Outcome) -> None:
        if isinstance(outcome, WherefromError):
            show(app, problem_card("It was not decided", str(outcome)))
        else:
            app.watch_file.look(f"{words}; {app.session.key_of('app.undo')} takes it back.")

    app.push_screen(Working("Writing down what was decided", job), ended)
