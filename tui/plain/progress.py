"""How far something is, in lines of their own: what was said is never written over."""

from __future__ import annotations

import time
from collections.abc import Callable

from db.library.parts import PARTS
from db.library.preparing import Progress
from tui.plain.console import Console
from tui.views.preparing import DOING

PATIENCE = 1.0
"""Seconds for which nobody asks how far something is."""

STEP = 0.1
"""How much has to be done until it is said again how far something is."""


def telling(console: Console, doing: str) -> Callable[[float], None]:
    """Return what says how much of something is done, where that takes a while."""
    told, spoke = 0.0, time.monotonic()

    def tell(share: float) -> None:
        nonlocal told, spoke
        now = time.monotonic()
        if told + STEP <= share < 1 and now - spoke > PATIENCE:
            told, spoke = share, now
            console.narrate(f"{doing}: {share:.0%}")

    return tell


def preparing(console: Console, name: str) -> Callable[[Progress], None]:
    """Return what says how far a large database is prepared: a line for each step and tenth."""
    said: set[tuple[str, int]] = set()

    def hear(progress: Progress) -> None:
        share = progress.share(PARTS)
        at = (progress.step, int(share / STEP))
        if at not in said:
            said.add(at)
            console.narrate(f"Preparing {name}, once: {share:.0%}, {DOING[progress.step]}.")

    return hear
