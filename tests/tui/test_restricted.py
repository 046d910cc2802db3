"""In a restricted session one reads: what it has not is not offered, and its keys say why."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from unittest.mock import patch

import pytest

from db.errors import Refused
from db.texts import Texts
from tests.tui.explorer import GLANCE, Seat, built_in
from tui import clipboard, permission
from tui.address import parse
from tui.app import Explorer
from tui.commands import BY_ID
from tui.session import Session

REFUSED = {name: BY_ID[name].keys.split(",")[0] for name in permission.REFUSED}


@asynccontextmanager
async def reading_room(view: str = "people") -> AsyncIterator[Seat]:
    library = built_in()
    assert library.path
    session = Session.of_reading_room(library.path, Texts(()))
    app = Explorer(library, session.texts, parse(view), session)
    with patch.multiple("textual._wait", SLEEP_GRANULARITY=GLANCE, SLEEP_IDLE=GLANCE / 6):
        async with app.run_test(size=(120, 36)) as pilot:
            seat = Seat(app, pilot, [])
            await seat.settle()
            yield seat


@pytest.mark.parametrize("view", ["people", "person/jason-wei", "source/gate-exode", "problems"])
@pytest.mark.parametrize("command", REFUSED)
async def test_a_key_of_what_it_has_not_says_why(command: str, view: str) -> None:
    async with reading_room(view) as seat:
        await seat.press(REFUSED[command])
        if (command, view) == ("app.report", "problems"):  # where R verifies again
            return
        assert seat.message == f"This session is restricted: {permission.REFUSED[command]}."
        assert seat.app.screen is seat.page


async def test_nothing_that_it_has_not_is_offered(own_home: Path) -> None:
    async with reading_room() as seat:
        assert not {BY_ID[name].label for name in permission.REFUSED} & set(seat.footer.values())
        await seat.press("question_mark")
        told = "\n".join(seat.lines)
        for _ in range(6):
            await seat.press("pagedown")
            told += seat.text
        await seat.press("escape")
        await seat.press("colon")
        offered = {each.answer for each in seat.app.screen.choices.choices}  # type: ignore[attr-defined]
        assert "!app.quit" in offered
        assert "app.quit" in told
        for name in permission.REFUSED:
            assert name not in told
            assert f"!{name}" not in offered


async def test_what_it_is_to_remember_is_kept_until_one_quits(own_home: Path) -> None:
    async with reading_room("people?q=meta") as seat:
        await seat.press("m", "a")
        assert seat.message.endswith("It is kept until you quit.")
        await seat.press("w", "enter")
        assert seat.message.endswith("It is kept until you quit.")
        await seat.press("T")
        assert seat.message.endswith("It is kept until you quit.")
        await seat.press("2", "apostrophe", "a")
        assert seat.view == "people?q=meta"
        await seat.press("2", "5")
        assert seat.view == "people?q=meta"
        await seat.press("slash", "up")
        assert seat.app.session.queries == ("meta",)
    assert list(own_home.iterdir()) == []
    async with reading_room() as seat:
        assert seat.app.session.marks == {}
        assert seat.app.session.queries == ()


async def test_settings_and_state_of_the_account_are_not_read(own_home: Path) -> None:
    for name, file in (("config", "settings.toml"), ("state", "state.json")):
        (own_home / name / "wherefrom").mkdir(parents=True)
        (own_home / name / "wherefrom" / file).write_text("{ damaged", encoding="utf-8")
    async with reading_room() as seat:
        assert "damaged" not in seat.message
        assert seat.app.session.restricted


async def test_actions_that_textual_brings_along_are_refused() -> None:
    async with reading_room() as seat:
        for action in ("screenshot", "app.command_palette", "suspend_process", "toggle_dark"):
            assert await seat.app.run_action(action)
            assert "restricted" in seat.message
        seat.app.open_url("https://example.org")
        assert "opens no browser" in seat.message


async def test_a_forgotten_query_is_forgotten(own_home: Path) -> None:
    async with reading_room("people?q=meta") as seat:
        await seat.press("w", "enter")
        name = next(iter(seat.app.session.saved))
        assert seat.app.session.forget(name) == f"“{name}” is not saved any more."
        assert seat.app.session.saved == {}
        assert seat.app.session.write() == ""


def test_a_copy_goes_to_the_terminal_alone() -> None:
    sent: list[str] = []
    environ = {"TERM": "tmux-256color", "TMUX": "/tmp/x,1,0", "DISPLAY": ":0", "PATH": "/usr/bin"}
    copied = clipboard.copy("Ada", environ, None, sent.append)
    assert copied.where == "Sent to the terminal's clipboard, which gives no answer."
    assert sent == [clipboard.sequence(b"Ada", "tmux")]


@pytest.mark.parametrize(
    ("text", "term", "reason"),
    [
        ("x" * 80_000, "xterm", "80,000 bytes are more than a terminal's clipboard takes"),
        ("Ada", "linux", "this terminal has no clipboard"),
    ],
)
def test_what_a_terminal_does_not_take_is_copied_nowhere(text: str, term: str, reason: str) -> None:
    with pytest.raises(Refused, match=f"Nothing was copied: {reason}"):
        clipboard.copy(text, {"TERM": term}, None, lambda _: None)


async def test_a_session_that_is_not_restricted_has_all_of_it(
    own_home: Path, tmp_path: Path
) -> None:
    library = built_in()
    assert library.path
    session = Session.alone(library.path, tmp_path)
    app = Explorer(library, session.texts, parse("people"), session)
    async with app.run_test() as pilot:
        await pilot.press("U")
        assert app.screen is not app.page
        with patch("textual.app.App.open_url") as opened:
            app.open_url("https://example.org")
        assert opened.called
