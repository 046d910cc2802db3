"""The explorer: which library, which theme and keys, which screen, and the trail behind it.

Everything that a reader sees has an address. `visit` goes to one and remembers the place that is
left; `back` and `forward` return to whole places. The screens hold what belongs to one of them.
"""

from __future__ import annotations

import contextlib
import gc
from dataclasses import replace
from functools import cached_property
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events, on, work
from textual.binding import BindingType
from textual.screen import Screen

from db.errors import WherefromError
from db.library import Library
from db.query import parse as parse_query
from db.records import Kind
from db.texts import Texts
from tui import commands, rooms
from tui.address import Address
from tui.address import parse as parse_address
from tui.ahead.beginning import PLAIN, Beginning
from tui.comeback import Comeback
from tui.desk import Desk, begun_at
from tui.fitted import FittedApp
from tui.gate import Gated
from tui.keystrokes import Keystrokes, Typed
from tui.lenses import lenses
from tui.messages import Open, Say, Used
from tui.screens.page import Page
from tui.session import Session
from tui.shelf import Shelf
from tui.standins import visible
from tui.state import Place, Trail
from tui.terminal.abilities import of_terminal
from tui.terminal.thrift import ThriftyApp
from tui.themes import THEMES
from tui.views.card import Card, Piece
from tui.watching import Watch
from tui.widgets.status import KeyLine

if TYPE_CHECKING:
    from db.library.opening import Opening
    from tui.entry import Entry
    from tui.leaving.ending import Ending

REFUSED = 2
"""The exit code where a database cannot be read."""


class Explorer(Gated, FittedApp, ThriftyApp):
    """The Textual application."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["app.tcss", "screens/browse.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = commands.bindings("app")
    ENABLE_COMMAND_PALETTE = False
    ending: Ending | None = None
    """What sees to it that the session ends, where it is one of a process of its own."""

    def __init__(
        self,
        library: Library | None,
        texts: Texts,
        address: Address,
        session: Session,
        opening: Opening | None = None,
        keeping: Beginning = PLAIN,
    ) -> None:
        """Take over a library, the place to begin at, and the reader's settings.

        Without a library there is an opening that brings it. Raises `NotFound` or `BadTerm` where
        the place is none.
        """
        self.lenses = lenses(session.looks)
        self.session = session
        self._keeping = keeping
        super().__init__(
            of_terminal(session.environ, session.looks.encoding),
            keeping.standing,
            is_thrifty=session.environ.get("WHEREFROM_OUTPUT") != "whole",
        )
        self.texts = texts
        self._opening = opening
        self.entry = self._entry_of(opening) if opening is not None else None
        """What brings a library that is being prepared."""
        self.problem: WherefromError | None = None
        """What the command line tells once the screen is given back."""
        self.last_report: Card | None = None
        """What came of the last import or document."""
        self._has_told = False
        self.trail = Trail()
        self.watch_file = Watch(self)
        self._start = Place(address)
        if library is not None:
            self.desk = self.desk_of(library)
        self.animation_level = "none"
        self._wear(session.theme)
        self.set_keymap(session.config.keys)

    def _wear(self, theme: str) -> None:
        """Begin in a theme, so that the style sheets are read once."""
        for each in THEMES.values():
            self.register_theme(each)
        self.theme = self._themed = theme
        self.stylesheet.set_variables(self.get_css_variables())

    @cached_property
    def keystrokes(self) -> Keystrokes:
        """What is typed, and what of it still waits for its turn."""
        return Keystrokes(self, self._begin_key, super().on_event)

    @cached_property
    def comeback(self) -> Comeback:
        """What keeps the place, and leads back to one that was kept."""
        return Comeback(self)

    def _entry_of(self, opening: Opening) -> Entry | None:
        """Prepare to wait; a database that is whole needs nobody who waits for it."""
        opening.say = self._hear_of_database
        if opening.is_whole:
            return None
        from tui.entry import Entry  # late: most databases open at once

        return Entry(self, opening)

    def _hear_of_database(self, words: str) -> None:
        """Tell the reader, in any thread; what comes before the first place waits for it."""
        if self._opening is not None and not hasattr(self, "desk"):
            self._opening.told.append(words)
        else:
            self.tell_later(Say(words, is_problem=True))

    def desk_of(self, library: Library) -> Desk:
        """Lay a library out, if it has the place to begin at; raises `NotFound` or `BadTerm`."""
        address, key = self._start.address, self.session.key_of("app.reading")
        desk = begun_at(address, library, self.new_shelf(), self.session, reading_key=key)
        self._start = Place(desk.whereabouts(address)[0])
        desk.arrival = self.entry.arrival if self.entry is not None else None
        return desk

    def refresh_css(self, animate: bool = True) -> None:  # noqa: FBT001, FBT002 — Textual's own
        """Read the style sheets again where the theme has changed; at the start it has not."""
        if self._themed != self.theme:
            self._themed = self.theme
            super().refresh_css(animate)

    def get_default_screen(self) -> Screen[Any]:
        """Begin on the first list, or on an empty screen where the library is still to come."""
        return rooms.first(self, self._start) if hasattr(self, "desk") else Screen()

    async def on_mount(self) -> None:
        """Show the first place, or how far it is till there is one."""
        self.comeback.heed(self.ending)
        if self.entry is not None and not hasattr(self, "desk"):
            self.entry.begin()
        else:
            await self._begin()

    async def arrive(self, desk: Desk) -> None:
        """Take the library over from the page that waited for it."""
        self.desk = desk
        with self.batch_update():
            await self.pop_screen()
            await self._begin()

    async def _begin(self) -> None:
        """Show the first place, with the list behind it that Esc leads to."""
        self._keeping.begin(self)
        await rooms.begin(self, self._start)
        self.watch_file.begin()
        self.call_after_refresh(self._greet)

    def on_unmount(self) -> None:
        """Leave nothing at work."""
        self.keystrokes.stop()
        self.watch_file.stop()
        self.comeback.stop()

    async def action_quit(self) -> None:
        """Leave; what can be gone back to is an end that nobody asked for."""
        self.comeback.leave()
        self.exit()

    def action_give_up(self) -> None:
        """Do not wait for the database."""
        if self.entry is not None:
            self.entry.give_up()

    def tell_later(self, message: Say) -> None:
        """Tell what another thread has to say, unless the screen is gone by now."""
        with contextlib.suppress(RuntimeError):
            self.post_message(message)

    def failed(self, problem: BaseException) -> bool:
        """End with a sentence where a database cannot be asked any more, as one taken away."""
        if isinstance(problem, WherefromError):
            self.fail(problem)
            return True
        self.comeback.break_off(problem)
        return False

    def fail(self, problem: WherefromError) -> None:
        """Give the screen back, and let the command line tell why."""
        self.problem = problem
        self.exit(return_code=REFUSED)

    def _greet(self) -> None:
        """Tell what a newcomer needs, unless something else has to be told already.

        The command line begins without collecting garbage, which a start makes none of.
        """
        gc.freeze()
        gc.enable()
        words = self.comeback.begin() or self.session.greeting(self.desk.library)
        self._keeping.follow(self, lambda: self._say_first(words))

    def _say_first(self, words: str) -> None:
        if self._opening is not None and self._opening.told:
            self.say(self._opening.told[-1], is_problem=True)
        elif words and not any(line.message for line in self.screen.query(KeyLine)):
            self.say(words)

    @property
    def page(self) -> Page:
        """The screen with the place in it, below any window."""
        return next(screen for screen in reversed(self.screen_stack) if isinstance(screen, Page))

    @on(Used)
    def keep_query(self, message: Used) -> None:
        """Remember a query that can be read, once what it found stands there."""
        with contextlib.suppress(WherefromError):
            if parse_query(message.query).terms and self.session.used(message.query):
                self.call_after_refresh(self._write_down)

    @work(thread=True, group="remember")
    def _write_down(self) -> None:
        """Write the history; where that cannot be, it is told once, as the session goes on."""
        problem = self.session.write()
        if problem and not self._has_told:
            self._has_told = True
            self.call_from_thread(self.say, problem, is_problem=True)

    @on(Open)
    def visit(self, request: Open) -> None:
        """Go where a view leads, and remember the place that is left."""
        address = request.address
        if address.id and not self.desk.library.has(address.reference):
            self.say(f"There is no {address.reference} in this database.", is_problem=True)
            return
        here = self.page.here
        if here.address.query and here.address.is_list:
            self.keep_query(Used(here.address.query))
        self.go(Place(address, pane=request.pane))

    def go(self, place: Place) -> None:
        """Go to a place, and remember the one that is left."""
        self.trail = self.trail.leave(self.page.here)
        self.show(place)

    def action_list(self, kind: Kind) -> None:
        """Show one of the four lists, whole."""
        self.visit(Open(Address(kind)))

    def action_view(self, view: str) -> None:
        """Show what a view string names."""
        self.visit(Open(parse_address(view)))

    def action_search(self) -> None:
        """Search what is listed; from a record, go back to its list first."""
        here = self.page.here
        if not here.address.is_record:
            self.show(replace(here, pane="search"))
        else:
            self.visit(Open(self.page.listing, "search"))

    def show(self, place: Place) -> None:
        """Show a place, or the list that it was in where another program has taken it out."""
        address = place.address
        shown, notice = self.desk.whereabouts(address)
        if shown != address:
            place = Place(shown) if shown.is_list else replace(place, address=shown)
        rooms.show(self, place)
        if notice:
            self.say(notice, is_problem=shown.is_list)

    async def action_back(self) -> None:
        """Return to the place one came from, whole; from the first one, to its list."""
        here = self.page.here
        if step := self.trail.back(here):
            self.trail, place = step
            self.show(place)
        elif not here.address.is_list:
            self.trail = replace(self.trail, ahead=(*self.trail.ahead, here))
            self.show(Place(Address(here.address.kind), cursor=here.address.reference))
        else:
            self.say("This is where you began; there is nothing to go back to.")

    def action_forward(self) -> None:
        """Return to the place one went back from."""
        if step := self.trail.forward(self.page.here):
            self.trail, place = step
            self.show(place)
        else:
            self.say("There is nothing to go forward to.")

    def watch_title(self, title: str) -> None:
        """Put the view string into the window's title, where the terminal has one."""
        if self._driver is not None and not self.is_headless and self.session.has_title:
            self._driver.write(f"\x1b]2;wherefrom {visible(title)}\x07")

    def say(self, words: str, *, is_problem: bool = False) -> None:
        """Tell something in the line at the bottom, until the next key; no words take it back."""
        for line in self.screen.query(KeyLine):
            line.message = (Piece(words, "warn" if is_problem else "plain"),) if words else ()

    def new_shelf(self) -> Shelf:
        """Return the texts of the sources, looked at anew."""
        return Shelf(self.texts, self._warn)

    def _warn(self, words: str) -> None:
        """Tell of a problem once what is being shown stands there."""
        self.call_after_refresh(self.say, words, is_problem=True)

    @on(Say)
    def pass_on(self, message: Say) -> None:
        """Tell what a screen or widget wants told."""
        self.say(message.words, is_problem=message.is_problem)

    async def on_event(self, event: events.Event) -> None:
        """Carry out what is typed, one key after the other."""
        if isinstance(event, Typed) and self.screen_stack and not event.is_forwarded:
            await self.keystrokes.take(event)
        else:
            await super().on_event(event)

    def _begin_key(self) -> None:
        """Take the message of the key before away."""
        self._keeping.stop()
        self.comeback.follow()
        self.say("")

    async def run_key(self, key: str) -> bool:
        """Run what a key is bound to where the focus is; return whether it is bound to anything."""
        return await self._check_bindings(key)

    def action_window(self, name: str, *given: str) -> None:
        """Open one of the windows, or do at once what it would ask for."""
        from tui import windows

        getattr(windows, name)(self, *given)

    def write_past(self, sequence: str) -> None:
        """Send a sequence to the terminal itself, past the screen, from another thread."""
        if self._driver is not None:
            self.call_from_thread(self._driver.write, sequence)

    def action_translate(self) -> None:
        """Show or hide our translation."""
        self.page.translate()

    def action_reading(self) -> None:
        """Switch between texts as they are on disk and their repaired reading."""
        self.desk.repaired = not self.desk.repaired
        self.page.renew()
        which = "in their repaired reading, guesses marked" if self.desk.repaired else "as on disk"
        self.say(f"Damaged texts are shown {which}.")

    def action_resume(self) -> None:
        """Go to where the last session broke off."""
        self.comeback.go()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether a command is there: the way back only where there is one."""
        return super().check_action(action, parameters) and (
            action != "resume" or self.comeback.is_offered
        )

    def action_theme(self) -> None:
        """Go to the next theme, and remember it."""
        names = list(THEMES)
        self.theme = names[(names.index(self.theme) + 1) % len(names)]
        self.say(self.session.remember_theme(self.theme))

    def action_help_quit(self) -> None:
        """Answer Ctrl-C, which a terminal program must not leave without a word."""
        self.say(f"{self.session.key_of('app.quit')} leaves wherefrom, and so does ^q.")

    def action_redraw(self) -> None:
        """Draw the whole screen again, after something else wrote on it."""
        self.redraw()
