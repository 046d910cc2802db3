"""Windows over a screen: the palette, the forms of a copy, marks, help."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from textual import events

from db import cite
from db.fields import FIELDS, OPERATORS
from db.records import GRADES, STATUSES
from tests.tui.explorer import Seat, built_in, explorer, words
from tui import commands
from tui.address import parse
from tui.messages import Open
from tui.screens.ask import Choose, Find
from tui.screens.help import Help
from tui.screens.page import Page
from tui.screens.window import Window
from tui.widgets.cards import CardView


def offered(seat: Seat) -> list[str]:
    """What the window has to choose from."""
    assert isinstance(seat.app.screen, Choose | Find)
    return [choice.label for choice in seat.app.screen.choices.choices]


def help_words(seat: Seat) -> str:
    return words(seat.app.screen.query_one("#page", CardView))


# Keys that come faster than a window closes


@pytest.mark.parametrize("key", ["m", "Y", "question_mark", "w", "F", "colon"])
async def test_a_window_that_is_answered_twice_closes_once(own_home: Path, key: str) -> None:
    async with explorer(own_home, "people?q=meta") as seat:
        await seat.press(key)
        window = seat.app.screen
        assert isinstance(window, Window)
        for _ in range(3):
            window.dismiss(None)
        await seat.settle()
        assert seat.app.screen is seat.app.page


async def test_a_key_right_after_an_answer_is_for_what_stands_below(own_home: Path) -> None:
    async with explorer(own_home) as seat:
        await seat.press("m")
        seat.app.post_message(events.Key("a", "a"))
        seat.app.post_message(events.Key("2", "2"))
        await seat.settle()
        assert seat.app.session.marks == {"a": "people"}
        assert seat.view == "companies"


# The palette


@pytest.mark.parametrize("key", ["colon", "ctrl+p"])
async def test_the_palette_finds_a_record_and_goes_there(own_home: Path, key: str) -> None:
    async with explorer(own_home) as seat:
        await seat.press(key)
        assert isinstance(seat.app.screen, Find)
        await seat.type("shengjia")
        assert offered(seat)[0] == "Shengjia Zhao"
        await seat.press("enter")
        assert seat.view == "person/shengjia-zhao"
        await seat.press("backspace")
        assert seat.view == "people"


async def test_the_palette_finds_a_command_and_runs_it(own_home: Path) -> None:
    async with explorer(own_home) as seat:
        await seat.press("colon", *"facets")
        assert offered(seat)[0] == "facets"
        await seat.press("enter")
        assert seat.shows("facets")
        await seat.press("colon", *"next theme", "enter")
        assert seat.app.theme == "light"


@pytest.mark.parametrize("view", ["people", "person/jason-wei", "source/dk-topfolk"])
async def test_the_palette_offers_before_a_letter_what_can_be_done_here(
    own_home: Path, view: str
) -> None:
    async with explorer(own_home, view, size=(80, 24)) as seat:
        await seat.press("colon")
        labels = offered(seat)
        assert {"copy", "help", "quit"} <= set(labels)
        assert ("facets" in labels) == (view == "people")
        assert ("other pane" in labels) == view.startswith("source")
        await seat.press("escape")
        assert seat.view.startswith(view)


async def test_a_command_of_the_palette_with_its_letters_taken_back(own_home: Path) -> None:
    async with explorer(own_home) as seat:
        await seat.press("colon")
        everything = offered(seat)
        await seat.press(*"zzzz")
        assert offered(seat) == []
        await seat.press("enter")
        assert isinstance(seat.app.screen, Find)
        await seat.press(*["backspace"] * 4)
        assert offered(seat) == everything


async def test_the_palette_is_walked_with_the_arrows_while_typing(own_home: Path) -> None:
    async with explorer(own_home) as seat:
        await seat.press("colon", *"meta")
        labels = offered(seat)
        await seat.press("down", "ctrl+n", "up")
        assert isinstance(seat.app.screen, Find)
        assert seat.app.screen.choices.cursor == 1
        answer = seat.app.screen.choices.choices[1].answer
        await seat.press("enter")
        assert len(labels) > 2
        assert seat.view.startswith(answer)


@pytest.mark.parametrize("typed", ["date:soon", '"', "type:", "zzzz[/red]"])
async def test_a_query_that_is_none_finds_nothing_in_the_palette(
    own_home: Path, typed: str
) -> None:
    async with explorer(own_home) as seat:
        await seat.press("colon", *typed)
        assert offered(seat) == []
        await seat.press("escape")
        assert seat.view == "people"


@pytest.mark.parametrize("view", ["people", "source/dk-topfolk"])
async def test_every_command_of_the_palette_runs(own_home: Path, view: str) -> None:
    nodes = ("app", "reader") if "/" in view else ("app", "browse")
    ending = ("app.quit", "app.suspend")
    rows = [row for row in commands.COMMANDS if row.node in nodes and row.in_palette]
    rows = [row for row in rows if row.when(parse(view)) and row.id != "app.resume"]
    async with explorer(own_home, view, size=(80, 24)) as seat:
        for command in rows:
            seat.page.post_message(Open(parse(view)))
            await seat.settle()
            await seat.press("colon")
            assert isinstance(seat.app.screen, Find)
            answers = [choice.answer for choice in seat.app.screen.choices.choices]
            assert f"!{command.id}" in answers
            if command.id not in ending:
                seat.app.screen.choices.cursor = answers.index(f"!{command.id}")
                await seat.press("enter")
            if not isinstance(seat.app.screen, Page):
                await seat.press("escape")
            assert isinstance(seat.app.screen, Page), command.id


# Copying


async def test_y_copies_the_words_and_says_where_they_went(own_home: Path) -> None:
    async with explorer(own_home, "person/shengjia-zhao") as seat:
        await seat.press("down", "y")
        assert seat.copied == [built_in().quote(seat.browse.quote_shown or "").exact]
        assert seat.message == "The quote: kept by the test"


async def test_each_form_of_a_copy_has_a_letter(own_home: Path) -> None:
    async with explorer(own_home, "person/shengjia-zhao") as seat:
        quote = built_in().quote(seat.browse.quote_shown or "")
        source = built_in().source(quote.source)
        for letter in "qpmcav":
            await seat.press("Y", letter)
            assert "kept by the test" in seat.message, letter
        plain = [quote.exact, cite.as_plain(source, quote), cite.as_markdown(source, quote)]
        assert seat.copied[:3] == plain
        assert json.loads(seat.copied[3]) == json.loads(json.dumps(cite.as_csl(source)))
        assert json.loads(seat.copied[4]) == json.loads(
            json.dumps(cite.as_annotation(source, quote))
        )
        assert seat.copied[5] == "person/shengjia-zhao"


async def test_a_form_is_chosen_with_the_cursor_too(own_home: Path) -> None:
    async with explorer(own_home, "source/dk-topfolk") as seat:
        await seat.press("Y")
        labels = offered(seat)
        assert labels[0] == "the quote"
        assert labels[-1] == "the view, as a string"
        await seat.press("end", "enter")
        assert seat.copied == [seat.view]
        await seat.press("Y", "escape")
        assert len(seat.copied) == 1


# Marks


async def test_a_mark_leads_back_in_a_later_session(own_home: Path) -> None:
    async with explorer(own_home, "person/jason-wei") as seat:
        await seat.press("m")
        assert isinstance(seat.app.screen, Choose)
        await seat.press("w")
        assert seat.message == "person/jason-wei is marked w; ' and w leads back."
        await seat.press("3", "m", "e")
    async with explorer(own_home) as seat:
        await seat.press("apostrophe")
        assert offered(seat) == ["events", "person/jason-wei"]
        await seat.press("w")
        assert seat.view == "person/jason-wei"
        await seat.press("apostrophe", "enter")
        assert seat.view == "events"
        await seat.press("backspace", "backspace")
        assert seat.view == "people"


async def test_a_mark_that_is_set_again_leads_to_the_later_view(own_home: Path) -> None:
    async with explorer(own_home, "people?q=zhao&sort=name") as seat:
        await seat.press("m", "a", "1", "m", "a")
        assert seat.app.session.marks == {"a": "people"}
        await seat.press("m", "escape")
        assert seat.app.session.marks == {"a": "people"}


async def test_without_marks_one_is_told_how_to_set_one(own_home: Path) -> None:
    async with explorer(own_home) as seat:
        await seat.press("apostrophe")
        assert seat.message == "There are no marks yet; m and a letter set one."


async def test_a_mark_on_a_record_that_is_gone_says_so(own_home: Path) -> None:
    async with explorer(own_home) as seat:
        seat.app.session.mark("x", "person/gone")
        seat.app.session.mark("y", "no view")
        await seat.press("apostrophe", "x")
        assert seat.message == "There is no person/gone in this database."
        await seat.press("apostrophe", "y")
        assert "“no view” is not a view" in seat.message
        assert seat.view == "people"


async def test_marks_that_cannot_be_read_are_set_aside_and_told(own_home: Path) -> None:
    (own_home / "state.json").write_text("{", encoding="utf-8")
    async with explorer(own_home) as seat:
        assert "saved queries are not at hand: the file was damaged and is now" in seat.message
        assert (own_home / "state.json.damaged").exists()
        await seat.press("m", "a")
        assert seat.app.session.marks == {"a": "people"}


# Help


@pytest.mark.parametrize("key", ["question_mark", "f1"])
async def test_help_lists_the_keys_that_work_in_the_pane_with_the_focus(
    own_home: Path, key: str
) -> None:
    async with explorer(own_home) as seat:
        await seat.press(key)
        assert isinstance(seat.app.screen, Help)
        told = help_words(seat)
        for command in commands.COMMANDS:
            here = command.node in ("lines", "browse", "app") and command.id != "app.resume"
            assert (f"{command.help} {command.id}" in told) == here, command.id
        assert "grade:" in told
        await seat.press("escape")
        assert seat.focus == "list"


async def test_help_for_the_search_bar_shows_the_whole_language_on_one_screen(
    own_home: Path,
) -> None:
    async with explorer(own_home, "events", size=(80, 24)) as seat:
        await seat.press("slash", "f1")
        rows = [(each.example, each.words) for each in OPERATORS]
        rows += [(each.example, each.words) for each in FIELDS]
        for example, meaning in rows:
            assert any(example in line and meaning in line for line in seat.lines), example
        told = help_words(seat)
        for values in (GRADES, STATUSES):
            assert ", ".join(values) in told
        for command in commands.COMMANDS:
            assert command.node != "search" or command.id in told
        await seat.press("escape")
        assert seat.focus == "search"


async def test_help_in_a_source_is_about_reading_one(own_home: Path) -> None:
    async with explorer(own_home, "source/dk-topfolk") as seat:
        await seat.press("question_mark")
        told = help_words(seat)
        assert "Go to the next quote." in told
        assert "Count the results" not in told
        await seat.press("question_mark")
        assert not isinstance(seat.app.screen, Help)
        assert seat.view.startswith("source/dk-topfolk")


async def test_help_scrolls_to_its_end(own_home: Path) -> None:
    async with explorer(own_home, size=(50, 15)) as seat:
        await seat.press("question_mark", "end")
        page = seat.app.screen.query_one("#page", CardView)
        assert page.top == page.lowest_top > 0
        await seat.press("home")
        assert page.top == 0


# Settings


async def test_keys_of_the_settings_file_work_and_help_tells_them(own_home: Path) -> None:
    (own_home / "settings.toml").write_text(
        'translation = false\n[keys]\n"app.search" = "ctrl+f"\n"app.quit" = "ctrl+q"\n',
        encoding="utf-8",
    )
    async with explorer(own_home, "people?q=zhao") as seat:
        assert not seat.app.desk.translated
        await seat.press("slash", "q")
        assert seat.focus == "list"
        assert seat.footer["^f"] == "search"
        await seat.press("question_mark")
        assert "^f Search the list." in help_words(seat)
        await seat.press("escape", "ctrl+f")
        assert seat.focus == "search"


async def test_the_theme_is_remembered(own_home: Path) -> None:
    async with explorer(own_home) as seat:
        await seat.press("T")
        assert seat.app.theme == "light"
        assert seat.message == "Theme: light."
        assert seat.app.session._memory.theme == "light"
    assert json.loads((own_home / "state.json").read_text(encoding="utf-8"))["theme"] == "light"


async def test_the_first_sessions_begin_with_three_keys_to_know(own_home: Path) -> None:
    for number in range(4):
        async with explorer(own_home, size=(80, 24)) as seat:
            if number == 3:
                assert seat.message == ""
                continue
            assert (
                "23 people in 5 sources: / searches, enter opens, o shows the source" in seat.text
            )
            await seat.press("down")
            assert seat.message == ""
            assert seat.footer["?"] == "help"


async def test_ctrl_c_says_how_to_leave(own_home: Path) -> None:
    async with explorer(own_home) as seat:
        await seat.press("ctrl+c")
        assert seat.message == "q leaves wherefrom, and so does ^q."
        assert seat.app.is_running
