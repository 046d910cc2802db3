"""A database that another program writes is read again, and the reader stays where they were."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from db.library import Library, opening
from tests import small
from tests.tui.explorer import Seat, explorer
from tui import watching


@pytest.fixture(autouse=True, params=["held in memory", "prepared"])
def watchful(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Look at the file as often as a test can wait for; take it for a small one or a large one."""
    if request.param == "prepared":
        monkeypatch.setattr(opening, "LARGE", 1)
    monkeypatch.setattr(watching, "LOOK_EVERY", 0.02)


def rewrite(base: Path, content: object) -> None:
    """Write as an editor does: another file, then its name."""
    new = base.with_suffix(".new")
    new.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    new.replace(base)


async def told(seat: Seat, words: str) -> None:
    await seat.until(lambda: words in seat.text)


async def test_what_another_program_adds_is_shown_and_the_place_is_kept(
    own_home: Path, base: Path
) -> None:
    async with explorer(own_home, "people?sort=name", library=Library.open(base)) as seat:
        await seat.press("end")
        here = seat.here
        documents = small.documents()
        documents["people"]["3"] = {"id": "bob", "name": "Bob Brand-New"}
        rewrite(base, documents)
        await told(seat, "The database has changed and was read again.")
        assert "1 People 3" in seat.text
        assert "Bob Brand-New" in seat.text
        assert (seat.here.address, seat.here.cursor) == (here.address, here.cursor)
        assert seat.focus == "list"


async def test_a_source_that_is_gone_waits_for_the_window_over_it(
    own_home: Path, base: Path
) -> None:
    async with explorer(own_home, "source/gazette", library=Library.open(base)) as seat:
        await seat.press("m")
        window = seat.app.screen
        documents = small.documents()
        for table in ("events", "quotes", "sources"):
            documents[table] = {}
        rewrite(base, documents)
        await seat.until(lambda: not seat.app.desk.library.has("source/gazette"))
        await seat.settle()
        assert seat.app.screen is window
        await seat.press("escape")
        await seat.settle()
        assert seat.view == "sources"
        assert "in this database no longer" in seat.message


async def test_an_open_record_is_shown_as_it_is_now(own_home: Path, base: Path) -> None:
    async with explorer(own_home, "person/zoe-ada", library=Library.open(base)) as seat:
        documents = small.documents()
        documents["people"]["1"]["name"] = "Zoë Renamed"
        rewrite(base, documents)
        await told(seat, "was read again")
        assert seat.browse.card.card.title == "Zoë Renamed"
        assert seat.view == "person/zoe-ada"


async def test_a_file_that_is_broken_for_a_while_keeps_the_old_state_on_the_screen(
    own_home: Path, base: Path
) -> None:
    async with explorer(own_home, library=Library.open(base)) as seat:
        rewrite(base, "{")
        await told(seat, "base.json")
        assert "Zoë Ada" in seat.text
        rewrite(base, small.documents())
        await told(seat, "was read again")


async def test_what_a_wrong_query_keeps_follows_the_file_too(own_home: Path, base: Path) -> None:
    async with explorer(own_home, "people?q=zoe", library=Library.open(base)) as seat:
        await seat.press("slash", *' "x')
        known = seat.browse.results.count()
        documents = small.documents()
        documents["people"]["3"] = {"id": "zoe", "name": "Zoë Brand-New"}
        rewrite(base, documents)
        await told(seat, "Zoë Brand-New")
        assert seat.browse.results.count() == known + 1
        assert seat.browse.results.library is seat.app.desk.library


async def test_a_record_that_is_taken_away_while_it_is_open_is_told(
    own_home: Path, base: Path
) -> None:
    documents = small.documents()
    documents["people"]["3"] = {"id": "bob", "name": "Bob Brief"}
    rewrite(base, documents)
    async with explorer(own_home, "person/bob", library=Library.open(base)) as seat:
        rewrite(base, small.documents())
        await seat.until(lambda: "read again" in seat.text or "bob" in seat.message)
        assert seat.app.is_running
        await seat.press("1", "down", "enter")
        assert seat.app.is_running


async def test_a_source_that_is_open_stays_open(own_home: Path, base: Path) -> None:
    async with explorer(own_home, "source/gazette", library=Library.open(base)) as seat:
        await seat.press("n")
        marked = seat.reader.quote_shown
        documents = small.documents()
        documents["sources"]["1"]["note"] = "checked"
        rewrite(base, documents)
        await told(seat, "was read again")
        assert seat.reader.quote_shown == marked
