"""The offer to go back to where the last session broke off, as a reader meets it."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from unittest.mock import patch

import pytest

from tests.tui.explorer import Seat, built_in, explorer
from tui.address import Address, parse
from tui.leaving.places import Places
from tui.screens.ask import Find
from tui.session import Session
from tui.state import Place

OFFER = "Your last session broke off at {}: B goes back there."
MOVED = "events?q=type:hire&sort=name"


@asynccontextmanager
async def sitting(home: Path, view: str = "people") -> AsyncIterator[Seat]:
    """An explorer whose session is kept, as that of a process is."""
    places = Places(home / "sessions", str(built_in().path))
    alone = Session.alone.__func__  # type: ignore[attr-defined]

    def kept(*given: object) -> Session:
        session: Session = alone(*given)
        session.places = places
        return session

    with (
        patch.object(Session, "alone", classmethod(kept)),
        patch("tui.comeback.MOMENT", 0),
    ):
        async with explorer(home, view) as seat:
            yield seat


def broken_off(home: Path, view: str, cursor: str | None = None) -> None:
    """Leave a place as a session does that is killed."""
    session = Places(home / "sessions", str(built_in().path))
    session._thread = threading.Thread()  # which would write it a second time, at any moment
    session.note(Place(parse(view), cursor))
    session.write()
    assert session._lock is not None
    os.close(session._lock)


def kept_views(home: Path) -> list[str]:
    files = (home / "sessions").glob("*.json")
    return [json.loads(each.read_bytes())["view"] for each in files]


async def test_b_goes_back_to_the_very_line(own_home: Path) -> None:
    async with explorer(own_home, MOVED) as seat:
        await seat.press("j", "j", "j")
        place = seat.here
    broken_off(own_home, MOVED, place.cursor)
    async with sitting(own_home) as seat:
        assert seat.message == OFFER.format(MOVED)
        assert seat.footer["B"] == "last session"
        await seat.press("B")
        assert (seat.here.address, seat.here.cursor) == (place.address, place.cursor)
        assert "B" not in seat.footer
        await seat.press("backspace")
        assert seat.view == "people"


async def test_it_is_in_the_palette_as_long_as_it_is_offered(own_home: Path) -> None:
    broken_off(own_home, "person/jason-wei")
    async with sitting(own_home) as seat:
        await seat.press("j", "colon", *"last session")
        assert isinstance(seat.app.screen, Find)
        assert seat.app.screen.choices.choices[0].answer == "!app.resume"
        await seat.press("enter")
        assert seat.view == "person/jason-wei"
        await seat.press("colon", *"last session")
        assert isinstance(seat.app.screen, Find)
        answers = [each.answer for each in seat.app.screen.choices.choices]
        assert "!app.resume" not in answers


async def test_without_an_offer_the_key_does_nothing(own_home: Path) -> None:
    async with sitting(own_home) as seat:
        await seat.press("B")
        assert (seat.view, seat.message) == ("people", "")
        assert "B" not in seat.footer
        seat.app.action_resume()
        await seat.settle()
        assert "nowhere to go back to" in seat.message


async def test_the_offer_stays_until_the_reader_quits(own_home: Path) -> None:
    broken_off(own_home, "person/jason-wei")
    async with sitting(own_home) as seat:
        await seat.press("j", "2")
        assert seat.footer["B"] == "last session"
        await seat.press("q")
    assert kept_views(own_home) == []


@pytest.mark.parametrize("view", ["person/nobody-of-that-name", "people"])
async def test_what_is_not_there_or_here_already_is_not_offered(own_home: Path, view: str) -> None:
    broken_off(own_home, view)
    async with sitting(own_home) as seat:
        assert "broke off" not in seat.message
    assert kept_views(own_home) == []


async def test_the_place_is_kept_after_a_key(own_home: Path) -> None:
    async with sitting(own_home) as seat:
        await seat.press("j")
        await seat.until(lambda: kept_views(own_home) == ["people"])


async def test_the_place_is_kept_whole_wherever_one_goes(own_home: Path) -> None:
    async with sitting(own_home) as seat:
        await seat.press("j")
        assert json.loads(kept_by(seat))["cursor"] == seat.here.cursor
        for keys, view in (
            (("slash", *"wei"), "people?q=wei"),
            (("enter", "enter"), "person/jason-wei"),
            (("question_mark",), "person/jason-wei"),
            (("escape", "P"), "problems"),
        ):
            await seat.press(*keys)
            assert json.loads(kept_by(seat))["view"] == view


def kept_by(seat: Seat) -> bytes:
    """What a session would leave if it broke off now."""
    seat.app.comeback.keep()
    places = seat.app.session.places
    assert places is not None
    places.write()
    return places._file.read_bytes()


async def test_where_everybody_begins_is_no_place_to_go_back_to(own_home: Path) -> None:
    async with sitting(own_home) as seat:
        assert seat.app.session.places is not None
        seat.app.comeback.keep()
        seat.app.session.places.write()
    assert kept_views(own_home) == []


async def test_a_place_that_was_asked_for_is_kept_from_the_start(own_home: Path) -> None:
    async with sitting(own_home, "person/jason-wei") as seat:
        assert seat.app.session.places is not None
        seat.app.session.places.write()
    assert kept_views(own_home) == ["person/jason-wei"]


async def test_a_session_that_keeps_nothing_offers_nothing(own_home: Path) -> None:
    broken_off(own_home, "person/jason-wei")
    async with explorer(own_home) as seat:
        assert "broke off" not in seat.message
        await seat.press("j", "B")
        assert seat.view == "people"
    assert kept_views(own_home) == [str(Address("person", "jason-wei"))]


async def test_a_hostile_view_is_shown_letter_for_letter(own_home: Path) -> None:
    broken_off(own_home, "people?q=[/red]%1b]52;c;%07")
    async with sitting(own_home) as seat:
        assert "[/red]%1B]52;c;%07" in seat.message.replace("%5B", "[").replace("%5D", "]").replace(
            "%2F", "/"
        ).replace("%3B", ";")
        assert "\x1b" not in seat.text
        await seat.press("B")
        assert seat.here.address.query == "[/red]\x1b]52;c;\x07"
