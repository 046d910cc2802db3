"""The windows over a screen: copy as, marks, palette, saved queries, help; each asks, then tells.

They are free functions of the explorer in a room of their own, so that nothing they need is read
in before the first of them is opened.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from db.errors import WherefromError
from tui import commands, palette, saving
from tui.address import parse
from tui.copying import FORMS, VIEW, text_of
from tui.messages import Open
from tui.screens.ask import Choice, Choose, Find
from tui.screens.help import Help, help_card

if TYPE_CHECKING:
    from tui.app import Explorer


def copy(app: Explorer, form: str | None) -> None:
    """Copy what is shown in one of the forms, and say where it went."""
    if form is None:
        return
    page = app.page
    if form != VIEW and page.quote_shown is None:
        app.say("There is no quote here to copy; Y copies the view.")
        return
    text = text_of(form, app.desk.library, str(page.here.address), page.quote_shown)
    what = FORMS[form].label if form in FORMS else "the view"
    app.run_worker(lambda: _send(app, text, what), thread=True, group="copy", exclusive=True)


def _send(app: Explorer, text: str, what: str) -> None:
    """Copy a text, in a thread, and say where it went."""
    try:
        where = app.session.copy(text, app.write_past)
    except WherefromError as problem:
        app.call_from_thread(app.say, str(problem), is_problem=True)
    else:
        words = f"{what[:1].upper()}{what[1:]}: {where[:1].lower()}{where[1:]}"
        app.call_from_thread(app.say, words)


def copy_as(app: Explorer) -> None:
    """Ask for the form, then copy."""
    view = Choice(VIEW, "the view, as a string", letter="v")
    forms = [Choice(form.name, form.label, letter=form.letter) for form in FORMS.values()]
    offered = [*forms, view] if app.page.quote_shown else [view]
    app.push_screen(Choose("Copy as", offered), lambda form: copy(app, form))


def mark(app: Explorer) -> None:
    """Ask for a letter, and mark the view with it."""
    view = str(app.page.here.address)

    def keep(letter: str | None) -> None:
        if letter:
            app.say(app.session.mark(letter, view))

    prompt = f"Press a letter or digit to mark {view}"
    app.push_screen(Choose(prompt, _marked(app), any_letter=True), keep)


def marks(app: Explorer) -> None:
    """Go to a mark."""

    def go(letter: str | None) -> None:
        if letter:
            _open(app, app.session.marks[letter])

    if app.session.marks:
        app.push_screen(Choose("Go to a mark", _marked(app)), go)
    else:
        app.say("There are no marks yet; m and a letter set one.")


def find(app: Explorer) -> None:
    """Find a command or a record by a few letters."""
    here = app.page.here.address

    def offers(typed: str) -> Sequence[Choice]:
        library = app.desk.library if app.desk.has_for(here.narrowed(typed)) else None
        found = palette.offers(
            library, here, typed, app.session.saved, restricted=app.session.restricted
        )
        return [each for each in found if _is_there(app, each)]

    window = Find("a command, a name, a word", offers)
    app.push_screen(window, lambda answer: take(app, answer))


def _is_there(app: Explorer, choice: Choice) -> bool:
    """Whether what the palette offers can be done now."""
    command = commands.BY_ID.get(choice.answer.removeprefix(palette.COMMAND))
    return command is None or command.name != "resume" or app.comeback.is_offered


async def take(app: Explorer, answer: str | None) -> None:
    """Run the command, or open the record or saved query, that was found."""
    if answer and answer.startswith(palette.COMMAND):
        await app.page.run_action(commands.BY_ID[answer[1:]].target)
    elif answer and answer.startswith(palette.SAVED):
        saving.open_named(app, answer[1:])
    elif answer and answer.startswith(palette.FORGET):
        saving.forget(app, answer[1:])
    elif answer:
        _open(app, answer)


def save(app: Explorer) -> None:
    """Save the list that is shown under a name."""
    saving.save(app)


def saved(app: Explorer, number: str) -> None:
    """Go to one of the saved queries that have a key."""
    saving.open_numbered(app, int(number))


def tell(app: Explorer) -> None:
    """Say what can be done where one is."""
    if not isinstance(app.screen, Help):
        app.push_screen(Help(help_card(app.screen.active_bindings.values())))


def bring(app: Explorer, what: str) -> None:
    """Bring something into the database, or take it back: one of the functions of that room."""
    from tui import bringing

    getattr(bringing, what)(app)


def decide(app: Explorer) -> None:
    """Decide about the record that is shown: whether it and another are one or two."""
    from tui import deciding

    deciding.decide(app)


def _marked(app: Explorer) -> list[Choice]:
    return [Choice(letter, view, letter=letter) for letter, view in app.session.marks.items()]


def _open(app: Explorer, view: str) -> None:
    try:
        app.visit(Open(parse(view)))
    except WherefromError as problem:
        app.say(str(problem), is_problem=True)
