"""A visit to a reading room by somebody who tries everything: each key in each place, and more.

Whatever is tried, the explorer has to stay; what it opens meanwhile is the recorder's to note.
"""

from __future__ import annotations

import contextlib
import string
from collections.abc import Iterator, Sequence
from typing import Final
from unittest.mock import patch

from textual import events
from textual.actions import ActionError
from textual.dom import DOMNode
from textual.keys import _character_to_key
from textual.pilot import Pilot

from tui import commands, palette, windows
from tui.address import parse
from tui.app import Explorer
from tui.copying import FORMS
from tui.messages import Open
from tui.screens.page import Page

GLANCE: Final = 0.003
"""Seconds after which Textual looks whether it has come to rest; nothing here is animated."""

KEYS: Final = (
    *map(_character_to_key, string.printable[:95]),
    *(f"ctrl+{letter}" for letter in string.ascii_lowercase),
    *("ctrl+@", "ctrl+backslash", "ctrl+right_square_bracket", "ctrl+circumflex_accent"),
    *("ctrl+underscore", "ctrl+left", "ctrl+right", "ctrl+shift+left", "shift+tab", "shift+home"),
    *(f"f{number}" for number in range(1, 13)),
    *("up", "down", "left", "right", "home", "end", "pageup", "pagedown", "insert", "delete"),
    *("tab", "backspace", "enter", "escape"),
)
"""Every key that a terminal sends, and some that few do."""

PLACES: Final[dict[str, tuple[str, tuple[str, ...]]]] = {
    "list": ("people", ()),
    "record beside it": ("people", ("tab",)),
    "words below it": ("people", ("tab", "tab")),
    "search bar": ("people", ("slash", "a")),
    "facets": ("people", ("f",)),
    "events": ("events", ()),
    "person": ("person/zoe-ada", ()),
    "company": ("company/globex", ()),
    "event": ("event/ada-to-globex", ()),
    "source": ("source/gazette", ()),
    "facts of a source": ("source/gazette", ("right",)),
    "problems": ("problems", ()),
    "words for problems": ("problems", ("slash",)),
    "palette": ("people", ("colon",)),
    "help": ("people", ("question_mark",)),
    "copy as": ("people", ("Y",)),
    "a letter for a mark": ("people", ("m",)),
    "marks": ("people", ("m", "a", "apostrophe")),
    "a name to save": ("people?q=ada", ("w",)),
    "an order": ("people", ("S",)),
    "a column": ("people", ("F",)),
    "frequency": ("people", ("F", "n")),
}
"""Every screen, pane and window: the view, and the keys that lead there."""

PAGES: Final = ("list", "person", "source", "problems")
"""Of these those that offer each a palette of their own."""

PASTED: Final = ("/etc/passwd", "~root/.ssh/id_rsa", "file:///etc/passwd", "\x1b]52;c;ZQ==\x07 x")


class Visitor:
    """Somebody in front of one explorer."""

    def __init__(self, app: Explorer, pilot: Pilot[int], places: Sequence[str]) -> None:
        """Sit down; the way out is closed, so that all keys can be tried."""
        self.app, self._pilot, self._places = app, pilot, places
        self.pressed = 0
        self._tried: set[tuple[type, str]] = set()
        app.exit = lambda *_, **__: None  # type: ignore[method-assign]

    async def try_everything(self) -> None:
        """Try every key in each place, then what no key leads to."""
        for place in self._places:
            await self._try_keys(place)
            await self._try_pastes(place)
            await self._try_actions(place)
            if place in PAGES:
                await self._try_palette(place)
                await self._try_forms(place)
        await self.rest()

    async def rest(self) -> None:
        """Wait for what is at work."""
        await self.app.workers.wait_for_complete()
        await self._pilot.pause()

    async def go(self, place: str) -> None:
        """Go to a place from wherever one is."""
        view, keys = PLACES[place]
        while not isinstance(self.app.screen, Page):
            self.app.pop_screen()
            await self._pilot.pause()
        self.app.visit(Open(parse(view)))
        await self._pilot.pause()
        await self._pilot.press(*keys)
        await self._pilot.pause()

    async def _try_keys(self, place: str) -> None:
        await self.go(place)
        here = self._where()
        for key in KEYS:
            await self._pilot.press(key)
            self.pressed += 1
            if self._where() != here:
                await self.go(place)
                here = self._where()

    def _where(self) -> tuple[object, ...]:
        app = self.app
        return app.screen, app.focused and app.focused.id, str(app.page.here.address)

    async def _try_pastes(self, place: str) -> None:
        for text in PASTED:
            await self.go(place)
            self.app.screen.post_message(events.Paste(text))
            await self._pilot.press("enter")

    async def _try_actions(self, place: str) -> None:
        """Run every action that anything here has, once for each kind of thing that has it."""
        await self.go(place)
        here = self._where()
        for number, node in enumerate(self._nodes()):
            for action in actions_of(node):
                if (type(node), action) in self._tried:
                    continue
                self._tried.add((type(node), action))
                with contextlib.suppress(ActionError, TypeError, AttributeError):  # lacks a word
                    await self.app.run_action(action, self._nodes()[number])
                await self._pilot.pause()
                if self._where() != here:
                    await self.go(place)
                    here = self._where()

    def _nodes(self) -> list[DOMNode]:
        return [each for each in (self.app, self.app.screen, self.app.focused) if each]

    async def _try_palette(self, place: str) -> None:
        """Choose all that the palette offers, and all that it could be asked for."""
        await self.go(place)
        here = self._where()
        offered = palette.offers(
            self.app.desk.library, self.app.page.here.address, "", self.app.session.saved
        )
        answers = {each.answer for each in offered}
        answers |= {f"{palette.COMMAND}{each.id}" for each in commands.COMMANDS}
        for answer in sorted(answers | set(PASTED)):
            with contextlib.suppress(ActionError, TypeError, AttributeError):  # of another place
                await windows.take(self.app, answer)
            await self._pilot.pause()
            if self._where() != here:
                await self.go(place)
                here = self._where()

    async def _try_forms(self, place: str) -> None:
        """Copy in every form, and more than a clipboard takes."""
        await self.go(place)
        for form in (*FORMS, "view"):
            windows.copy(self.app, form)
            await self.rest()
        self.app.run_worker(lambda: windows._send(self.app, "x" * 100_000, "it"), thread=True)
        await self.rest()


def actions_of(node: DOMNode) -> Iterator[str]:
    """Walk the actions of a node: by their names, and as rows and Textual give them words."""
    names = [name.removeprefix("action_") for name in dir(node) if name.startswith("action_")]
    yield from names
    yield from (f"{name}('x')" for name in names)
    yield from (each.target for each in commands.COMMANDS)
    yield "screenshot('/tmp/x.svg', '/tmp')"
    for window in ("bring", "saved", "copy"):
        yield from (f"app.window('{window}', '{word}')" for word in ("import_file", "undo", "1"))


async def visit(app: Explorer, places: Sequence[str]) -> int:
    """Let somebody try everything in some places; return how many keys were pressed."""
    with patch.multiple("textual._wait", SLEEP_GRANULARITY=GLANCE, SLEEP_IDLE=GLANCE / 6):
        async with app.run_test(size=(120, 36)) as pilot:
            while not isinstance(app.screen, Page):  # a large database is being prepared
                if app.problem is not None:
                    raise app.problem
                await pilot.pause(GLANCE)
            visitor = Visitor(app, pilot, places)
            await visitor.rest()
            await visitor.try_everything()
            return visitor.pressed
