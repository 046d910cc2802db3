"""The same session, sent whole and sent as differences, shows the same in every cell."""

from __future__ import annotations

import shutil
from pathlib import Path
from random import Random

import pytest

from tests.emulated import differing
from tests.tmux_panes import Pane
from tests.tui.test_hostile import hostile
from tests.twice import SIZES, VIEWS, play, session

NAMES = ("xterm-256color", "screen", "vt100")

UPDATES = 1_200
"""Updates of one session; those of all sessions together are more than 10,000."""

TMUX_UPDATES = 600
"""Updates of a session in tmux."""

EVERY = 8
"""Updates after which two panes of tmux are compared."""


@pytest.mark.parametrize("view", [*VIEWS, "hostile"])
async def test_differences_show_what_whole_updates_show(own_home: Path, view: str) -> None:
    library = hostile() if view == "hostile" else None
    begin = "people" if view == "hostile" else view
    async with session(own_home, begin, library, NAMES) as (seat, both):
        done = await play(seat, both, Random(view), UPDATES)
        assert both.problems == [], done
    assert len(both.updates) >= UPDATES


@pytest.mark.skipif(not shutil.which("tmux"), reason="tmux is not installed")
@pytest.mark.parametrize("view", ["people", "hostile"])
async def test_inside_tmux_differences_show_what_whole_updates_show(
    own_home: Path, tmp_path: Path, view: str
) -> None:
    library = hostile() if view == "hostile" else None
    async with session(own_home, "people", library, ["tmux-256color"]) as (seat, both):
        await play(seat, both, Random(f"tmux {view}"), TMUX_UPDATES)
    with Pane(tmp_path, "whole", *SIZES[0]) as whole, Pane(tmp_path, "thrifty", *SIZES[0]) as ours:
        for number, (as_a_whole, as_difference) in enumerate(both.updates):
            if size := both.sizes.get(number):
                whole.resize(*size)
                ours.resize(*size)
            whole.write(as_a_whole)
            ours.write(as_difference)
            if number % EVERY == EVERY - 1 and number in both.drawn:
                assert differing(ours.looks(), whole.looks()) == [], number
