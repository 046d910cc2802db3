"""One key after the other: each finds the screen as the one before has left it.

A slow network brings several keys at once, and a reader types on while a screen is still to come.
What a key does reaches the screen in steps: messages go up through the panes, a page opens, a list
is searched, lines are laid out. A key that comes in between would find the list where it was meant
for the record. So keys wait in a row until what the one before has set off has come to rest.

What is typed or deleted after letters, and steps that follow steps, wait for nothing but each
other: they mean the same whatever is still to be drawn, and a key held down must not fall behind.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from collections.abc import Awaitable, Callable
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from textual import events
from textual.app import ScreenStackError
from textual.widget import Widget
from textual.widgets import Input

from tui import commands
from tui.screens.page import Page
from tui.screens.window import Window
from tui.widgets.lines import Lines
from tui.widgets.search_bar import SearchBar

if TYPE_CHECKING:
    from textual.dom import DOMNode
    from textual.worker import Worker

    from tui.app import Explorer

PATIENCE: Final = 1.0
"""Seconds after which the next key no longer waits for what the one before has set off."""

_LOOK_EVERY: Final = 0.002
"""Seconds between two looks at what is not told."""

Typed = events.Key | events.Paste
"""What a reader types."""


class _Kind(NamedTuple):
    """What a key is to the pane that has the focus."""

    pane: Widget | None
    does: Literal["writes", "steps", "acts"]


class Keystrokes:
    """What is typed in one explorer, and what of it still waits."""

    def __init__(
        self,
        app: Explorer,
        begin: Callable[[], None],
        pass_on: Callable[[events.Event], Awaitable[None]],
    ) -> None:
        """Take what is to be done before each key, and where a key goes that is none of ours."""
        self._app, self._begin, self._pass_on = app, begin, pass_on
        self._waiting: deque[Typed] = deque()
        self._last = _Kind(None, "acts")
        self._is_stirred = False
        self._long: set[Worker[Any]] = set()
        self._resting: asyncio.Task[None] | None = None

    async def take(self, typed: Typed) -> None:
        """Carry out what was typed, at once or when its turn has come."""
        self._waiting.append(typed)
        await self._go_on()

    async def rest(self) -> None:
        """Wait until nothing that was typed waits, and all that it has set off is over."""
        while (self._waiting or self._resting is not None) and self._app.is_running:
            await asyncio.sleep(_LOOK_EVERY)

    def stop(self) -> None:
        """Carry out nothing any more."""
        if self._resting is not None:
            self._resting.cancel()

    async def _go_on(self) -> None:
        """Carry out what need not wait any longer."""
        while self._waiting:
            kind = self._kind(self._waiting[0])
            if self._resting is not None and (kind.does == "acts" or kind != self._last):
                return
            self._last = kind
            self._begin()
            await self._carry_out(self._waiting[0])
            self._waiting.popleft()
            if self._resting is None:
                self._watch()
            else:
                self._is_stirred = True

    def _kind(self, typed: Typed) -> _Kind:
        pane = self._app.focused
        if isinstance(typed, events.Paste):
            return _Kind(pane, "writes" if isinstance(pane, Input) else "acts")
        is_deleted = isinstance(pane, SearchBar) and typed.key in ("backspace", "delete")
        if is_deleted or (isinstance(pane, Input) and typed.is_printable):
            return _Kind(pane, "writes")
        is_ours = isinstance(pane, Lines) and isinstance(self._app.screen, Page)
        return _Kind(pane, "steps" if is_ours and typed.key in self._steps else "acts")

    @cached_property
    def _steps(self) -> frozenset[str]:
        """The keys that move a cursor, as the reader has set them."""
        steps = (each.id for each in commands.COMMANDS if each.is_step)
        return frozenset(key for each in steps for key in self._app.session.keys_of(each))

    async def _carry_out(self, typed: Typed) -> None:
        """Carry out the command of a key; pass on what is none of ours, or a window's."""
        app, pane = self._app, self._app.focused
        if isinstance(app.screen, Window):
            window = pane or app.screen
            await self._pass_on(typed)
            await _answered(window)
        elif not isinstance(typed, events.Key) or not await self._carried_out(typed, pane):
            await self._pass_on(typed)

    async def _carried_out(self, key: events.Key, pane: Widget | None) -> bool:
        """Carry out the command of a key; return whether that was all there is to do about it."""
        app = self._app
        if not isinstance(app.screen, Page):
            return False
        if isinstance(pane, Lines):
            await app.run_key(key.key)
            await _answered(pane)
            return True
        if isinstance(pane, SearchBar) and not key.is_printable:
            await _answered(pane)
            if await app.run_key(key.key):
                await _answered(pane)
                return True
        return False

    def _watch(self) -> None:
        """Have somebody see what was set off come to rest, beside the app, which works on it."""
        self._is_stirred = False
        self._resting = asyncio.create_task(self._come_to_rest())
        self._resting.add_done_callback(lambda done: self._app.call_later(self._rested, done))

    async def _come_to_rest(self) -> None:
        try:
            async with asyncio.timeout(PATIENCE):
                await self._quiet()
        except TimeoutError:  # what takes that long is waited for once
            self._long = {each for each in self._app.workers if not each.is_finished}
        except ScreenStackError:  # the app has ended meanwhile
            return

    async def _rested(self, done: asyncio.Task[None]) -> None:
        """Go on with what has come meanwhile; a fault of ours is one of the app's."""
        self._resting = None
        if not done.cancelled():
            done.result()
        if self._is_stirred:
            self._watch()
        await self._go_on()

    async def _quiet(self) -> None:
        """Follow what was set off: up to the app, down to the page, to what is found and drawn.

        A page that opens, or comes back from behind a window, sets off more of it.
        """
        before = None
        while (now := self._where()) != before:
            before = now
            await self._told()
            await self._drawn()
            await self._told()

    def _where(self) -> tuple[object, ...]:
        """Return what the next key would find."""
        return tuple(self._app.screen_stack), self._app.focused

    @property
    def _page(self) -> Page | None:
        """The page below any window; none while a database is being prepared."""
        has_page = any(isinstance(each, Page) for each in self._app.screen_stack)
        return self._app.page if has_page else None

    async def _told(self) -> None:
        """Wait until the pane with the focus, and all around it, have heard what they were sent."""
        app = self._app
        for node in (app.focused or app.screen).ancestors_with_self:
            await _heard(node)
        while (page := self._page) is not None and not page.is_settled:
            if any(each.node is page and not each.is_finished for each in self._long):
                return
            await asyncio.sleep(_LOOK_EVERY)

    async def _drawn(self) -> None:
        """Wait until the screen was drawn, unless another one takes its place."""
        screen, drawn = self._app.screen, asyncio.Event()
        screen.call_after_refresh(drawn.set)
        while not drawn.is_set() and self._app.screen is screen:
            await asyncio.sleep(_LOOK_EVERY)


async def _answered(widget: Widget) -> None:
    """Wait, in the app's own turn, until a widget and all around it have heard what was sent."""
    for node in widget.ancestors_with_self:
        if isinstance(node, Widget):
            with contextlib.suppress(TimeoutError):  # it is busy with something longer
                await asyncio.wait_for(_heard(node), PATIENCE)


async def _heard(node: DOMNode) -> None:
    """Wait until a node has heard what it was sent so far."""
    heard = asyncio.Event()
    if node.call_later(heard.set):
        await heard.wait()
