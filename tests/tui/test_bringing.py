"""Data and documents come into the open database, and are there at once."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from db import storage
from db.documents import AddedReport, AddedSource, apart
from db.documents.placing import Placed
from db.errors import Cancelled
from db.intake import ImportReport
from db.library import Library
from db.texts import Texts
from tests import small
from tests.make import make_source
from tests.tui.explorer import Seat, explorer, words
from tests.tui.test_hostile import EVIL, assert_harmless
from tui.bringing import _import, _read_document
from tui.screens.picking import MOST, Pick
from tui.screens.sheet import Sheet
from tui.screens.working import Working
from tui.views.brought import MOST as SHOWN
from tui.views.brought import added_card, import_card
from tui.views.working import Work, lines, said

FACT = {"table": "people", "id": "bo", "name": "Bo Li"}


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return small.write(tmp_path / "base.json")


@asynccontextmanager
async def sitting(home: Path, base: Path, view: str = "people", **more: Any) -> AsyncIterator[Seat]:
    """Sit in front of a database of one's own."""
    texts = base.with_name("base.json.texts")
    async with explorer(home, view, library=Library.open(base), texts=texts, **more) as seat:
        yield seat


async def pick(seat: Seat, path: Path) -> None:
    """Type a path into the window that asks for a file, and take it."""
    screen = seat.app.screen
    assert isinstance(screen, Pick)
    screen.field.value = str(path)
    await seat.settle()
    await seat.press("enter")


def page(seat: Seat) -> str:
    """Everything that the page over the screen says."""
    assert isinstance(seat.app.screen, Sheet)
    return words(seat.app.screen.page)


def facts(folder: Path, *rows: object) -> Path:
    path = folder / "facts.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows))
    return path


async def test_a_file_is_imported_from_the_palette_and_its_records_are_there(
    own_home: Path, base: Path, tmp_path: Path
) -> None:
    async with sitting(own_home, base) as seat:
        await seat.press(":")
        await seat.type("import a file")
        await seat.press("enter")
        await pick(seat, facts(tmp_path, FACT))
        assert "Imported" in page(seat)
        assert "people 1 0 0 0" in page(seat)
        await seat.press("escape")
        assert "Bo Li" in seat.text
        await seat.press("R")
        assert "people 1 0 0 0" in page(seat)


async def test_a_line_of_the_report_leads_to_its_record(
    own_home: Path, base: Path, tmp_path: Path
) -> None:
    changed = {"table": "people", "id": "zoe-ada", "name": "Zoë Ada King"}
    async with sitting(own_home, base) as seat:
        await seat.press("I")
        await pick(seat, facts(tmp_path, changed))
        await seat.press("enter")
        assert seat.view == "person/zoe-ada"
        assert "Zoë Ada King" in seat.text


async def test_what_is_refused_is_told_in_full_and_changes_nothing(
    own_home: Path, base: Path, tmp_path: Path
) -> None:
    before = base.read_bytes()
    async with sitting(own_home, base, size=(50, 15)) as seat:
        await seat.press("I")
        await pick(seat, facts(tmp_path, {"table": "people", "id": "bo", "nme": "Bo"}))
        assert "Did you mean “name”?" in page(seat)
        assert "nothing was changed" in page(seat)
    assert base.read_bytes() == before


async def test_the_built_in_database_takes_nothing_in_and_says_what_to_do(own_home: Path) -> None:
    for key in ("I", "A", "U"):
        async with explorer(own_home) as seat:
            await seat.press(key)
            assert "wherefrom init" in page(seat)


async def test_a_document_is_added_after_what_it_does_not_say_was_asked(
    own_home: Path, base: Path, tmp_path: Path
) -> None:
    document = tmp_path / "note.md"
    document.write_text("---\ntitle: Who left\nlang: en\n---\n\nAda left Acme, they say.\n")
    async with sitting(own_home, base, "sources") as seat:
        await seat.press("A")
        await pick(seat, document)
        assert "Who wrote it?" in seat.text
        await seat.press("enter")
        assert "When it was published" in seat.text
        await seat.type("soon")
        await seat.press("enter")
        assert "“soon” cannot be read as that" in seat.text
        await seat.type("2024-05")
        await seat.press("enter")
        await seat.press("enter")
        await seat.press("enter")
        assert "Added source/who-left" in page(seat)
        await seat.press("enter")
        assert seat.view.startswith("source/who-left")
    source = storage.read(base).sources["who-left"]
    assert (source.title, source.published, source.author) == ("Who left", "2024-05", None)


async def test_leaving_a_question_adds_nothing(own_home: Path, base: Path, tmp_path: Path) -> None:
    document = tmp_path / "note.txt"
    document.write_text("Ada left Acme.\n")
    before = base.read_bytes()
    async with sitting(own_home, base) as seat:
        await seat.press("A")
        await pick(seat, document)
        await seat.press("escape")
        assert seat.message == "Nothing was added."
    assert base.read_bytes() == before


async def test_the_last_write_is_taken_back_and_brought_back(
    own_home: Path, base: Path, tmp_path: Path
) -> None:
    async with sitting(own_home, base) as seat:
        await seat.press("I")
        await pick(seat, facts(tmp_path, FACT))
        await seat.press("escape")
        await seat.press("U")
        assert "facts.jsonl" in seat.text
        await seat.press("n")
        assert "Bo Li" in seat.text
        await seat.press("U", "y")
        assert "Bo Li" not in seat.text
        await seat.press("U", "y")
        assert "Bo Li" in seat.text


async def test_where_nothing_was_written_nothing_is_taken_back(own_home: Path, base: Path) -> None:
    async with sitting(own_home, base) as seat:
        await seat.press("R")
        assert seat.message == "Nothing was imported or added in this session."
        await seat.press("U")
        assert "no earlier state" in page(seat)


async def test_work_that_is_given_up_changes_nothing(own_home: Path, base: Path) -> None:
    async with sitting(own_home, base) as seat:
        outcomes: list[object] = []

        def job(tell: Any) -> None:
            while True:
                tell(Work("reading", 0.5, 100))

        seat.app.push_screen(Working("Importing a file", job), outcomes.append)
        await seat.pilot.pause()
        await seat.pilot.press("escape")
        await seat.settle()
        assert outcomes == [None]


def test_what_is_being_written_cannot_be_given_up_any_more() -> None:
    screen = Working("x", lambda _: None)
    screen._tell(Work("writing", can_stop=False))
    screen.action_dismiss_dialog()
    screen._tell(Work("telling"))
    assert screen._meter.work.doing == "telling"


@pytest.mark.parametrize("step", [Work("reading"), Work("writing", can_stop=False)])
def test_giving_up_is_heard_at_the_next_step_be_it_the_write(step: Work) -> None:
    screen = Working("x", lambda _: None)
    screen._tell(Work("joining"))
    screen.action_dismiss_dialog()
    with pytest.raises(Cancelled):
        screen._tell(step)


async def test_an_import_given_up_before_it_is_written_is_never_written(
    own_home: Path, base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    joining, given_up = threading.Event(), threading.Event()

    def waits(*given: Any) -> Any:
        joining.set()
        assert given_up.wait(60)
        return put(*given)

    put = Texts.put
    monkeypatch.setattr(Texts, "put", waits)
    file = tmp_path / "people.json"
    file.write_text(json.dumps({"persons": [{"id": "1", "name": "Bo Li"}]}))
    before = base.read_bytes()
    async with sitting(own_home, base) as seat:
        _import(seat.app, file)
        await asyncio.to_thread(joining.wait, 60)
        await seat.pilot.press("escape")
        assert isinstance(seat.app.screen, Working)
        assert "being given up" in str(seat.app.screen._meter.render())
        given_up.set()
        await seat.settle()
        assert seat.message == "Given up; nothing was changed."
    assert base.read_bytes() == before
    assert not list(base.with_name("base.json.texts").glob("people*"))


async def test_a_document_that_takes_long_can_be_given_up(
    own_home: Path, base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart, "_START", "import time; time.sleep(600) # {path} {seconds}")
    document = tmp_path / "long.pdf"
    document.write_bytes(b"%PDF-1.7")
    async with sitting(own_home, base) as seat:
        _read_document(seat.app, document)
        await seat.pilot.pause()
        await seat.pilot.press("escape")
        await seat.settle()
        assert seat.message == "Given up; nothing was changed."


def test_the_bar_tells_rate_and_remaining_time() -> None:
    work = Work("reading", 0.25, 5000)
    assert said(work, 10) == "reading · 5,000 found · 500 a second · about 30 s left"
    assert said(work, 0.5) == "reading · 5,000 found"
    page = ["".join(piece.text for piece in row) for row in lines("Importing x", work, 10, 80)]
    assert " 25%" in page[2]
    assert "esc" in page[-1]
    written = lines("x", Work("writing", None, 1, can_stop=False), 10, 20)
    assert "ends by itself" in "".join(piece.text for piece in written[-1])


async def test_a_path_is_completed_folder_by_folder(
    own_home: Path, base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "deep").mkdir()
    target = tmp_path / "deep" / "Data.csv"
    target.write_text("x")
    (tmp_path / "deep" / ".hidden").write_text("x")
    (tmp_path / "deep.json").write_text("{}")
    for own in ("deep.json.texts", "deep.json.kept", "deeper.json.kept"):
        (tmp_path / own).mkdir()
    monkeypatch.chdir(tmp_path)
    async with sitting(own_home, base) as seat:
        chosen: list[str | None] = []
        screen = Pick("a file", [".csv"])
        await seat.app.push_screen(screen, chosen.append)
        await seat.type("de")
        assert [each.label for each in screen.choices.choices] == ["deep/", "deeper.json.kept/"]
        await seat.type("ep.json.")
        shown = [each.label for each in screen.choices.choices]
        assert shown == ["deep.json.kept/", "deep.json.texts/"]
        screen.field.value = "de"
        await seat.settle()
        await seat.press("tab")
        assert screen.field.value == "deep/"
        assert [each.label for each in screen.choices.choices] == ["Data.csv"]
        await seat.type("d")
        await seat.press("enter")
        assert chosen == ["deep/Data.csv"]


async def test_enter_opens_a_folder_and_what_is_not_there_is_said(
    own_home: Path, base: Path, tmp_path: Path
) -> None:
    (tmp_path / "folder").mkdir()
    async with sitting(own_home, base) as seat:
        screen = Pick("a file")
        await seat.app.push_screen(screen)
        screen.field.value = f"{tmp_path}/fol"
        await seat.settle()
        await seat.press("enter")
        assert screen.field.value == f"{tmp_path}/folder/"
        assert "no such file" in seat.text
        await seat.press("enter")
        assert seat.app.screen is screen


async def test_nobodys_home_is_no_folder(own_home: Path, base: Path) -> None:
    async with sitting(own_home, base) as seat:
        await seat.app.push_screen(Pick("a file"))
        await seat.type("~nobody-of-that-name/")
        assert "no such file" in seat.text


async def test_a_file_typed_to_its_end_is_taken_though_folders_go_on_from_its_name(
    own_home: Path, base: Path, tmp_path: Path
) -> None:
    (tmp_path / "base.json.kept").mkdir()
    async with sitting(own_home, base) as seat:
        chosen: list[str | None] = []
        screen = Pick("a file")
        await seat.app.push_screen(screen, chosen.append)
        screen.field.value = str(base)
        await seat.settle()
        await seat.press("enter")
        assert chosen == [str(base)]


def test_of_many_remarks_the_first_are_shown_and_the_rest_counted() -> None:
    many = tuple(f"person/p-{number}" for number in range(SHOWN + 5))
    doubts = tuple((each, "odd") for each in many)
    shown = import_card(ImportReport("x", {}, mentioned=many, doubts=doubts))
    for section in shown.sections[1:]:
        assert len(section.lines) == SHOWN + 1
        assert "… 5 more" in section.lines[-1].cells[-1].text


def test_a_document_is_told_with_what_is_doubtful_in_it() -> None:
    source = make_source("story", note="3 places could not be read.")
    added = AddedSource(source, "page.html", "attached", 10, Placed({}, ("gone",)))
    said = [cell.text for line in added_card(AddedReport((added,))).lines for cell in line.cells]
    assert "3 places could not be read." in said
    assert "not found: quote/gone" in said


async def test_a_folder_of_many_files_says_that_there_are_more(
    own_home: Path, base: Path, tmp_path: Path
) -> None:
    for number in range(MOST + 5):
        (tmp_path / f"file-{number}").touch()
    async with sitting(own_home, base) as seat:
        screen = Pick("a file")
        await seat.app.push_screen(screen)
        screen.field.value = f"{tmp_path}/file"
        await seat.settle()
        assert len(screen.choices.choices) == MOST + 1


async def test_hostile_names_of_files_and_reports_rule_nothing(
    own_home: Path, base: Path, tmp_path: Path
) -> None:
    evil = tmp_path / "[red]x[bold].jsonl"
    evil.write_text(json.dumps({"table": "people", "id": "bo", "name": EVIL}))
    async with sitting(own_home, base) as seat:
        await seat.press("I")
        screen = seat.app.screen
        assert isinstance(screen, Pick)
        screen.field.value = f"{tmp_path}/["
        await seat.settle()
        assert "[red]x[bold].jsonl" in seat.text
        assert_harmless(seat)
        await seat.press("enter")
        assert "[red]x[bold].jsonl" in page(seat)
        assert_harmless(seat)
