"""An app that sends differences, in a real terminal: what disturbs it, where it gives up."""

from __future__ import annotations

import sys
import termios
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from pyte import modes as mo
from textual.screen import Screen

from tests.terminal import Terminal, environment
from tui.terminal import known
from tui.terminal.held import HeldScreen

ASKED = (b"\x1b[?1049h", b"\x1b[?25l", b"\x1b[?1004h", b"\x1b[?2004h", b"\x1b[?7l")
WHOLE = "first line of all, which never changes\ncounted: {}\nlast line of all, as unchanging"


def small(home: Path, *taken_away: str) -> Terminal:
    words = [sys.executable, "-m", "tests.thrifty", *taken_away]
    return Terminal(words, size=(60, 8), environ=environment(str(home)))


def sent_by(terminal: Terminal, *keys: str, until: str) -> bytes:
    """Return what came from the keys on, until the whole screen is as it should be."""
    before = len(terminal.received)
    terminal.press(*keys)
    terminal.see(lambda text: text.strip() == until)
    terminal.settle()
    return bytes(terminal.received[before:])


def test_one_letter_is_sent_and_no_line(own_home: Path) -> None:
    with small(own_home) as terminal:
        terminal.see("last line")
        terminal.settle()
        assert len(sent_by(terminal, "n", until=WHOLE.format(1))) < 40
        terminal.press("\x11")
        assert terminal.end() == 0


def test_the_cursor_is_put_where_letters_are_typed_and_nowhere_else(own_home: Path) -> None:
    with small(own_home) as terminal:
        terminal.see("last line")
        terminal.settle()
        assert not sent_by(terminal, "n", until=WHOLE.format(1)).endswith(b"H")
        terminal.press("i")
        terminal.see("letters")
        terminal.settle()
        before = len(terminal.received)
        terminal.press("m", "e")
        terminal.see("me")
        terminal.settle()
        assert terminal.received[before:].endswith(b"\x1b[4;4H")


def test_line_feeds_go_straight_down_until_the_terminal_is_given_back(own_home: Path) -> None:
    with small(own_home) as terminal:
        before = terminal.attributes
        terminal.see("last line")
        assert isinstance(before[1], int)
        assert before[1] & termios.ONLCR
        assert terminal.attributes[1] == before[1] & ~termios.ONLCR
        terminal.press("\x11")
        assert terminal.end() == 0
        assert terminal.attributes == before


def test_margins_and_modes_that_an_earlier_program_left_move_no_line(own_home: Path) -> None:
    with small(own_home) as terminal:
        terminal.show("\x1b[1;2r\x1b[20h\x1b[?6h\x1b[4h")
        terminal.see(lambda text: text.strip() == WHOLE.format(0))
        terminal.press("n")
        terminal.see(lambda text: text.strip() == WHOLE.format(1))


def test_what_others_write_through_the_driver_is_drawn_over_at_once(own_home: Path) -> None:
    with small(own_home) as terminal:
        terminal.see("last line")
        terminal.settle()
        before = len(terminal.received)
        terminal.press("f")
        terminal.see(
            lambda _: b"first line" in terminal.received[before:].partition(b"somebody else")[2]
        )
        terminal.see(lambda text: text.strip() == WHOLE.format(0))


def test_a_redraw_heals_a_terminal_in_which_anything_was_set(own_home: Path) -> None:
    with small(own_home) as terminal:
        terminal.see("last line")
        terminal.settle()
        before, ground = bytes(terminal.received), terminal.screen.buffer[0][3].bg
        terminal.show("\x1bc\x1b[41m\x1b[2;4r\x1b[?6h\x1b[4h\x0e\x1b[3;3Hreset")
        healed = (*ASKED, b"\x1b[=25u")
        terminal.press("l")
        terminal.see(lambda _: all(each in terminal.received[len(before) :] for each in healed))
        terminal.see(lambda text: text.strip() == WHOLE.format(0))
        assert terminal.screen.mode.isdisjoint({mo.IRM, mo.DECOM})
        assert terminal.screen.buffer[0][3].bg == ground
        assert all(each in before for each in (*ASKED, b"\x1b[>25u"))


@pytest.mark.parametrize("where", ["", "textual.app:App._display", "textual._parser:ParseError"])
def test_where_textual_is_not_as_it_was_its_own_output_is_sent(own_home: Path, where: str) -> None:
    with small(own_home, *filter(None, [where])) as terminal:
        terminal.see("last line")
        terminal.settle()
        if not where:
            sent_by(terminal, "x", "n", until=WHOLE.format(1))
        assert len(sent_by(terminal, "n", until=WHOLE.format(1 if where else 2))) > 60
        terminal.press("\x11")
        assert terminal.end() == 0


@pytest.mark.parametrize("touch", known.TOUCHES, ids=lambda touch: touch.name)
def test_each_touch_is_missed(monkeypatch: pytest.MonkeyPatch, touch: known.Touch) -> None:
    *owners, name = touch.name.split(".")
    owner: Any = import_module(touch.module)
    for each in owners:
        owner = getattr(owner, each)
    assert known.unknown() == ""
    if touch.parameters:
        monkeypatch.setattr(owner, name, lambda *_: None)
    elif touch.parameters is not None:
        monkeypatch.setattr(owner, name, None)
    else:
        monkeypatch.delattr(owner, name)
    assert known.unknown() == f"{touch.module}.{touch.name}"


@pytest.mark.parametrize(("module", "name", "attributes"), known.GIVEN)
def test_each_attribute_that_is_not_given_any_more_is_missed(
    monkeypatch: pytest.MonkeyPatch, module: str, name: str, attributes: tuple[str, ...]
) -> None:
    monkeypatch.setattr(getattr(import_module(module), name), "__init__", lambda *_: None)
    assert known.unknown() == f"{module}.{name}.{attributes[0]}"


def test_a_screen_is_drawn_by_a_textual_that_does_not_count_what_is_held_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    drawn: list[Screen[None]] = []
    monkeypatch.setattr(Screen, "_compositor_refresh", lambda it: drawn.append(it))
    monkeypatch.setattr(HeldScreen, "app", SimpleNamespace(), raising=False)
    screen = HeldScreen[None]()
    screen._compositor_refresh()
    assert drawn == [screen]
