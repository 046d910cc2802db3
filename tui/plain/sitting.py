"""One session of plain mode: where one is, what the numbers are of, and what is said next.

A sitting has one place, as the explorer has, and a trail behind it. Every answer that has numbers
makes them its own; `repeat` gives them back to the page. Before each answer the file is looked at:
where another program wrote it, that is said first, and the place is kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from importlib import import_module
from typing import cast

from db.errors import BadQuery, Cancelled, NotFound, WherefromError
from db.library.opening import Opening
from tui.address import Address
from tui.address import parse as parse_address
from tui.desk import Desk
from tui.leaving.places import Left
from tui.plain import commands, pages
from tui.plain.command import Command
from tui.plain.console import Console
from tui.plain.pages import Page
from tui.plain.progress import preparing
from tui.session import Session
from tui.shelf import Shelf
from tui.state import Place, Quotes, Trail
from tui.views import labels
from tui.views.card import Card, Line

_NUMBER = re.compile(r"([0-9]{1,9})\. ")
_LONG = 10
"""From how many digits on a number is no line's."""

CHANGED = "The database has changed and was read again."
KEPT = "The numbers lead where they led when they were said; repeat says the page as it is now."


def number_in(words: str, most: int) -> int | None:
    """Return the number that words are, where it is one from 1 to the most there are."""
    is_number = words.isdecimal() and words.isascii() and len(words) < _LONG
    return int(words) if is_number and 0 < int(words) <= most else None


class Unsayable(WherefromError):
    """Something was said that cannot be done here; the message says what can."""


class Leave(Exception):
    """The reader leaves."""


@dataclass(slots=True)
class Sitting:
    """What plain mode knows of its reader's place."""

    console: Console
    """Where it hears and answers."""
    desk: Desk
    """Answers what a page shows."""
    session: Session
    """What is remembered of the reader."""
    here: Place
    """Where one is."""
    page: Page = field(default_factory=lambda: Page("", ()))
    """What is said of that place."""
    trail: Trail = field(default_factory=Trail)
    """The places behind and ahead."""
    quotes: Quotes = field(default_factory=Quotes)
    """The quotes of the fact whose words were read last."""
    numbered: Sequence[Line] = ()
    """What the numbers lead to."""
    numbers_of: str = ""
    """What they are the numbers of."""
    numbers_card: Card | None = None
    """The card whose lines they stand before, where they are those of a page."""
    go_to: Callable[[Line], None] | None = None
    """What opening a number does, where that is not to go to its view."""
    last_report: Card | None = None
    """What came of the last import or document."""
    left: Left | None = None
    """Where the last session broke off, as long as that is offered."""
    _highest: int = 0
    _rest: Sequence[str] = ()
    _at: int = 0
    _told: list[str] = field(default_factory=list)

    @property
    def is_restricted(self) -> bool:
        """Whether this session only reads."""
        return self.session.restricted

    def run(self) -> None:
        """Carry out what is typed until there is no more."""
        while True:
            is_at_work = False
            try:
                line = self.console.ask()
                if line is None:
                    return
                is_at_work = True
                self.carry_out(line)
                self.do("keeping.follow")
                self.console.finish()
            except KeyboardInterrupt:
                if not self.console.is_asked:
                    raise
                self._rest = ()
                self.console.tell("Stopped." if is_at_work else "")
            except Leave:
                return

    def carry_out(self, typed: str) -> None:
        """Carry out one line; what is wrong with it is said in a sentence."""
        try:
            self.catch_up()
            self.flush_told()
            self._carry_out(typed.strip())
        except WherefromError as problem:
            self.complain_of(problem)

    def complain_of(self, problem: WherefromError) -> None:
        """Say what is wrong; what the command line underlines is said in words."""
        words = str(problem)
        if isinstance(problem, BadQuery):
            place = problem.text[problem.start : problem.end].strip()
            words += f" The place: “{place}” in “{problem.text}”." if place else ""
        elif isinstance(problem, NotFound):
            near = f" Did you mean {problem.near}?" if problem.near else ""
            words = f"There is no {problem.what} “{problem.identifier}” here.{near}"
        self.console.complain(words)

    def flush_told(self) -> None:
        """Say what came up by itself: a changed file, a text that cannot be read."""
        for words in self._told:
            self.console.narrate(words)
        self._told.clear()

    def _carry_out(self, typed: str) -> None:
        if not typed:
            self.go_on()
            return
        first, words = (*typed.split(None, 1), "")[:2]
        command = commands.BY_WORD.get(first.casefold())
        if command is not None:
            self._run(command, words)
        elif self._was_said(typed):
            self.open_number(int(typed))
        elif address := self._view(typed):
            self.visit(address)
        else:
            self.do("listing.search", typed.removeprefix("/").strip())

    def _was_said(self, typed: str) -> bool:
        """Whether something is a number that stood before a line; any other is searched for."""
        return number_in(typed, min(self._highest, len(self.numbered))) is not None

    def _view(self, typed: str) -> Address | None:
        """Return where a view leads that was typed instead of a command."""
        if not any(sign in typed for sign in "/?"):
            return None
        try:
            return parse_address(typed)
        except WherefromError:
            return None

    def _run(self, command: Command, words: str) -> None:
        if self.is_restricted and command.needs:
            raise Unsayable(f"There is no “{command.name}” here: this session only reads.")
        if words and not command.usage:
            raise Unsayable(
                f"“{command.name}” takes no words after it. "
                f"To search for them: search {command.name} {words}"
            )
        if not words and command.usage and not command.usage.startswith("["):
            raise Unsayable(f"“{command.name}” needs something after it: {command.words}")
        if command.when == "list" and not self.here.address.is_list:
            raise Unsayable(f"“{command.name}” is for a list, such as people; go to one first.")
        self.do(command.does, words)

    def do(self, what: str, words: str = "") -> None:
        """Carry out a function of one of the rooms, which is read in when it is asked for."""
        room, _, name = what.partition(".")
        function = getattr(import_module(f"tui.plain.{room}"), name)
        cast("Callable[[Sitting, str], None]", function)(self, words)

    def say(self, lines: Iterable[str], at: int = 0) -> None:
        """Answer in some lines, as many as the screen has room for."""
        self._rest = lines if isinstance(lines, Sequence) else list(lines)
        self._at = at
        self.more()

    def note(self, words: str) -> None:
        """Answer in a sentence; what was left of a longer answer stays."""
        self.console.tell(words)

    def more(self, *, whole: bool = False) -> None:
        """Go on with what is left of an answer."""
        room = None if whole else self.console.room
        began = self._at
        if self._rest is self.page.lines:
            self.here = replace(self.here, top=began)
        while self._at < len(self._rest):
            words = self._rest[self._at]
            if room is not None:
                room -= self.console.height(words)
                if room < 0 and self._at > began:
                    left = labels.counted(len(self._rest) - self._at, "line")
                    self.console.tell(f"{left} more; press Enter.")
                    return
            self.console.tell(words)
            if found := _NUMBER.match(words):
                self._highest = max(self._highest, int(found[1]))
            self._at += 1
        self._rest, self._at = (), 0

    def go_on(self, *, whole: bool = False) -> None:
        """Go on, as far as there is more; a person who asks is told where there is not."""
        if self._at < len(self._rest):
            self.more(whole=whole)
        elif self.console.is_asked:
            self.note("There is no more.")

    def visit(self, address: Address) -> None:
        """Go to an address, say it, and remember the place that is left."""
        shown, notice = self.led(address)
        if shown.is_list and not address.is_list:
            raise NotFound(address.kind, address.id or "")
        found = pages.page(self.desk, shown) if not shown.page else None
        self.trail = self.trail.leave(self.here)
        self.settle(shown, found)
        if notice:
            self.note(notice)
        self.announce()

    def led(self, address: Address) -> tuple[Address, str]:
        """Return where an address leads by now, a quote to its source, and what is to be said."""
        shown, notice = self.desk.whereabouts(address)
        if shown.kind == "quote" and shown.id:
            source = self.desk.library.quote(shown.id).source
            shown = Address("source", source, part=shown.id)
        return shown, notice

    def settle(self, address: Address, found: Page | None = None) -> None:
        """Be at an address, without saying it yet."""
        self.here = Place(address)
        self.quotes = Quotes()
        if address.page:
            from tui.plain import judging

            found = judging.problems_page(self, address.query)
        self.page = found or pages.page(self.desk, address)
        if quote := pages.quote_of(self.desk, address):
            self.quotes = Quotes((quote,))
        self.take_numbers()

    def begin(self, address: Address) -> None:
        """Be at the first place and say it; a query that cannot be read gives way to its list."""
        try:
            self.settle(address)
        except BadQuery as problem:
            self.complain_of(problem)
            self.settle(address.narrowed(""))
        self.announce()

    def announce(self, at: int = 0) -> None:
        """Say the page, or its first line and what follows further down, and take the numbers."""
        self.take_numbers()
        if at:
            self.note(self.page.lines[0])
        self.say(self.page.lines, at)

    def take_numbers(self) -> None:
        """Give the numbers to the page."""
        self.number(self.page.targets, self.page.name)
        self.numbers_card = self.page.card

    def number(
        self, lines: Sequence[Line], of: str, go_to: Callable[[Line], None] | None = None
    ) -> None:
        """Give the numbers to an answer; `go_to` is what opening one does."""
        self.numbered, self.numbers_of, self.go_to = lines, of, go_to
        self.numbers_card = None
        self._highest = 0

    def left_at(self, number: int) -> Place:
        """Return the place as it is left by a number; those of other answers are not the page's."""
        is_of_page = self.numbered is self.page.targets
        return replace(self.here, cursor=str(number) if is_of_page else None)

    def line(self, words: str) -> Line:
        """Return what a number leads to."""
        if not (words.isdecimal() and words.isascii()):
            raise Unsayable(f"“{words}” is not a number. Say one of those before the lines.")
        number = number_in(words, len(self.numbered))
        if number is None:
            many = len(self.numbered)
            known = f"They go from 1 to {many:,}" if many else "Nothing has a number here"
            raise Unsayable(f"There is no number {words}. {known}.")
        return self.numbered[number - 1]

    def open_number(self, number: int) -> None:
        """Open what a number leads to."""
        line = self.line(str(number))
        self.here = self.left_at(number)
        if self.go_to is not None:
            self.go_to(line)
        elif line.view is not None:
            self.visit(parse_address(line.view))
        elif line.quote is not None:
            self.visit(Address("quote", line.quote))
        else:
            raise Unsayable(f"Number {number} leads nowhere; it only tells.")

    def walk(self, step: Callable[[Place], tuple[Trail, Place] | None], nowhere: str) -> None:
        """Go one step along the trail."""
        found = step(self.here)
        if found is None:
            raise Unsayable(nowhere)
        self.trail, place = found
        shown, notice = self.led(place.address)
        self.settle(shown)
        if notice:
            self.note(notice)
        if place.cursor and place.cursor.isdecimal() and shown == place.address:
            self.note(f"Back at {self.page.name}, where you had opened number {place.cursor}.")
        self.announce(min(place.top, len(self.page.lines) - 1) if self.console.has_pages else 0)

    def catch_up(self, words: str = CHANGED) -> None:
        """Read the file again where another program wrote it; where that fails, keep what is."""
        if not self.session.file_has_changed():
            return
        told: list[str] = []
        try:
            with Opening(self.session.database, say=told.append) as opening:
                opening.hear = preparing(self.console, self.session.database.name)
                library = opening.library(whole=True)
        except Cancelled:
            return
        except WherefromError as problem:
            self._told.append(str(problem))
            return
        self.desk.library, self.desk.report = library, None
        self.desk.shelf = Shelf(self.desk.shelf.texts, self.console.narrate)
        self._told += [*told, words]
        self._renew()

    def _renew(self) -> None:
        """Be where one was, in the new state; a record that is gone gives way to its list.

        Numbers that were said lead where they led when they were said, until others are.
        """
        place, rest, at, quotes = self.here, self._rest, self._at, self.quotes
        had, of, go_to, card = self.numbered, self.numbers_of, self.go_to, self.numbers_card
        highest, is_of_page = self._highest, self.numbered is self.page.targets
        said = rest[:at] if rest is self.page.lines else []
        shown, notice = self.led(place.address)
        if not shown.page:
            self.settle(shown)
        if shown == place.address:
            self.here = place
            known = all(self.desk.library.has(f"quote/{each}") for each in quotes.ids)
            self.quotes = quotes if known else Quotes()
        is_same = said == self.page.lines[: len(said)]
        if not (is_of_page and is_same and _leads(had, highest) == _leads(self.numbered, highest)):
            self.number(had, of, go_to)
            self.numbers_card = card
            if is_of_page:
                self._told.append(KEPT)
        elif said:
            self._rest = self.page.lines
        self._highest = highest
        if notice:
            self._told.append(notice)


def _leads(lines: Sequence[Line], highest: int) -> list[tuple[str | None, ...]]:
    """Return where the numbers up to one lead."""
    return [(each.view, each.event, each.quote, each.name) for each in lines[:highest]]
