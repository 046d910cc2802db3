"""One key after the other: the command of a key is carried out before the next key is looked at.

A slow network brings several keys at once. The way of a key through the panes takes so long that
letters typed after `/` would still find the list there, and be commands; and what follows the
answer to a window would be a second answer.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Final

from textual import events
from textual.widget import Widget

from tui.screens.page import Page
from tui.screens.window import Window
from tui.widgets.lines import Lines
from tui.widgets.search_bar import SearchBar

if TYPE_CHECKING:
    from tui.app import Explorer

PATIENCE: Final = 0.5
"""Seconds after which the next key no longer waits for what the one before has set off."""


async def carry_out(
    app: Explorer, key: events.Key, pass_on: Callable[[events.Key], Awaitable[None]]
) -> None:
    """Carry out the command of a key; pass on a key that is none of ours, or a window's."""
    pane = app.focused
    if isinstance(app.screen, Window):
        window = pane or app.screen
        await pass_on(key)
        await _answered(window)
    elif not await _carried_out(app, key, pane):
        await pass_on(key)


async def _carried_out(app: Explorer, key: events.Key, pane: Widget | None) -> bool:
    """Carry out the command of a key; return whether that was all there is to do about it."""
    if key.is_forwarded or not isinstance(app.screen, Page):
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


async def _answered(widget: Widget) -> None:
    """Wait until a widget and what it stands in have done what they were sent so far."""
    for node in widget.ancestors_with_self:
        done = asyncio.Event()
        if isinstance(node, Widget) and node.call_later(done.set):
            with contextlib.suppress(TimeoutError):  # it is busy with something longer
                await asyncio.wait_for(done.wait(), PATIENCE)
