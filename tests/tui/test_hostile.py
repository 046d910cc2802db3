"""Text from outside never rules the terminal: every string field is hostile, on every screen."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Final

import pytest

from db.dates import PartialDate
from db.library import Library
from db.records import Amount, Claim, Duration, Event, Identifier, Link, Quote, Role
from tests.make import (
    make_company,
    make_decision,
    make_event,
    make_person,
    make_quote,
    make_records,
    make_source,
)
from tests.tui.explorer import (
    SIZES,
    Seat,
    assert_every_line_is_as_wide_as_the_screen,
    explorer,
    laid,
)
from tui.address import parse
from tui.messages import Open
from tui.screens.ask import Choose, Find
from tui.standins import visible
from tui.widgets.cards import CardView

MARKUP: Final = "He [sic] said [/red] [@click=app.quit]x[/] [bold] $ink-warn"
CLIPBOARD: Final = "\x1b]52;c;ZXZpbA==\x07"
CONTROLS: Final = "\x1b[31m\x00\x07\x7f\r\n\t\x0b\u0085\u009b31m\u2028"
DIRECTION: Final = "\u202egnp.exe\u202c \u2066isolated\u2069 \u200f\u061c"
UNSEEN: Final = "zero\u200bwidth\u200d\ufeff\u00ad\U000e0041"
WIDE: Final = "王小明 👩‍👩‍👧 🇩🇰 ｗｉｄｅ 정형원"
COMBINING: Final = "Z\u0351\u036b\u0343a\u0301\u0302\u0303l\u0335go นามสกุล"
RIGHT_TO_LEFT: Final = "שלום עליכם السلام"
EVIL: Final = " ".join(
    (MARKUP, CLIPBOARD, CONTROLS, DIRECTION, UNSEEN, WIDE, COMBINING, RIGHT_TO_LEFT)
)
LONG: Final = "endless " * 1250

FORBIDDEN: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\u00ad\U000e0000-\U000e007f]"
)


def evil(name: str) -> str:
    """A hostile text that can be told from the others."""
    return f"{name} {EVIL}"


DATE: Final = PartialDate(evil("date"), "2024-05-01", "2024-05-31", "quote")

PARTIES: Final = (
    make_person(
        "ada",
        evil("Ada"),
        aliases=(evil("alias"), LONG),
        description=evil("description"),
        links=(Link(evil("url"), note=evil("note")),),
        identifiers=(Identifier(scheme=evil("scheme"), value=evil("value")),),
    ),
    make_person("eve", LONG + evil("Eve")),
    make_company("acme", evil("Acme"), kind=evil("kind"), description=EVIL),
    make_company("team", evil("Team"), kind=EVIL, parent="acme"),
    make_person("bob", evil("Bob")),
    make_decision("person/ada", "person/bob", by=evil("by"), reason=evil("reason")),
)

ROLES: Final = (
    Role(role="person", kind="person", id="ada"),
    Role(role="from", kind="company", id="acme"),
    Role(role="to", kind="company", id="team"),
    Role(role=evil("role"), kind="person", text=evil("someone")),
)

SOURCE: Final = make_source(
    "s1",
    evil("Source"),
    lang=EVIL,
    length=20_000,
    author=evil("author"),
    publisher=evil("publisher"),
    url=evil("url"),
    file=evil("file"),
    cites=(evil("cites"),),
    note=evil("note"),
)


def hostile_event(number: int, kind: str) -> Event:
    return make_event(
        f"event-{number}",
        kind,
        summary=evil("summary"),
        roles=ROLES,
        quotes=("q1", "q2"),
        claim=Claim("reported", evil("by"), "person/eve", ("company/acme",), DATE),
        date=DATE if number else None,
        until=DATE,
        duration=Duration(evil("duration"), "years", 9, 9),
        amount=Amount(evil("amount"), "USD", min=1e8, max=1e8, per=EVIL, statistic=EVIL),
        title=evil("title"),
        extracted_by=evil("extracted"),
        reviewed_by=evil("reviewed"),
        disputes=(f"event-{(number + 1) % 4}", f"event-{(number - 1) % 4}"),
    )


def hostile_quote(name: str, start: int, lang: str) -> Quote:
    return make_quote(
        name,
        exact=evil("exact"),
        start=start,
        prefix=evil("prefix")[:32],
        suffix=evil("suffix")[:32],
        speech="direct",
        speaker="person/eve",
        translation=evil("translation"),
        lang=lang,
    )


@cache
def hostile() -> Library:
    """A library in which nothing but ids and dates is harmless."""
    kinds = ("move", "position", "denial", evil("type"))
    events = (hostile_event(number, kind) for number, kind in enumerate(kinds))
    quotes = (hostile_quote("q1", 40, "en"), hostile_quote("q2", 900, EVIL))
    return Library.of(make_records(*PARTIES, *events, *quotes, SOURCE), evil("name"))


def assert_harmless(seat: Seat) -> None:
    """What is drawn obeys nobody, and every line has the width of the screen."""
    for strip in seat.strips:
        for part in strip:
            assert not part.control
            assert not FORBIDDEN.search(part.text), repr(part.text)
            assert not (part.style and part.style.meta.get("@click"))
    assert_every_line_is_as_wide_as_the_screen(seat)


VIEWS: Final = (
    ("people", "companies", "events", "sources?q=sic"),
    ("person/ada", "person/eve", "company/acme"),
    ("event/event-0", "event/event-3", "source/s1", "problems"),
)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("views", VIEWS)
async def test_no_screen_draws_what_a_terminal_would_obey(
    own_home: Path, size: tuple[int, int], views: tuple[str, ...]
) -> None:
    async with explorer(own_home, views[0], size=size, library=hostile()) as seat:
        for view in views:
            seat.page.post_message(Open(parse(view)))
            await seat.settle()
            assert_harmless(seat)
            await seat.press("down", "tab")
            assert_harmless(seat)
            await seat.press("r", "pagedown", "tab", "t", "end")
            assert_harmless(seat)


@pytest.mark.parametrize("size", [(50, 15), (120, 36)])
async def test_no_window_draws_what_a_terminal_would_obey(
    own_home: Path, size: tuple[int, int]
) -> None:
    async with explorer(own_home, "events?q=sic", size=size, library=hostile()) as seat:
        await seat.press("f")
        assert_harmless(seat)
        await seat.press("enter")
        assert_harmless(seat)
        await seat.press("colon", *"sic")
        assert_harmless(seat)
        assert isinstance(seat.app.screen, Find)
        assert any("[/red]" in line for line in laid(seat.app.screen.choices))
        await seat.press("escape", "Y")
        assert_harmless(seat)
        await seat.press("escape")
        seat.app.session.mark("x", EVIL)
        seat.app.say(EVIL)
        await seat.settle()
        assert "[sic]" in seat.text
        assert_harmless(seat)
        await seat.press("m")
        assert_harmless(seat)
        assert isinstance(seat.app.screen, Choose)
        await seat.press("escape", "apostrophe")
        assert_harmless(seat)
        await seat.press("x")
        assert_harmless(seat)
        await seat.press("question_mark")
        assert_harmless(seat)


def everything(card: CardView) -> str:
    return "".join("".join(laid(card)).split())


@pytest.mark.parametrize("view", ["person/ada", "company/acme", "event/event-1", "source/s1"])
async def test_brackets_appear_letter_for_letter(own_home: Path, view: str) -> None:
    async with explorer(own_home, view, size=(200, 60), library=hostile()) as seat:
        pane = "article" if view.startswith("source") else "card"
        text = everything(seat.app.screen.query_one(f"#{pane}", CardView))
        for bracket in ("[sic]", "[/red]", "[@click=app.quit]x[/]", "␛]52;c;ZXZpbA==␇", "[bold]"):
            assert bracket in text
        if pane == "card":
            assert "[sic]" in everything(seat.browse.passage)


@pytest.mark.parametrize("view", ["people", "companies", "events", "sources"])
async def test_a_list_shows_brackets_and_stand_ins(own_home: Path, view: str) -> None:
    async with explorer(own_home, view, size=(200, 60), library=hostile()) as seat:
        assert any("[sic]" in line for line in laid(seat.browse.results))


async def test_what_is_typed_or_found_is_no_markup_either(own_home: Path) -> None:
    async with explorer(own_home, library=hostile()) as seat:
        await seat.press("slash", *"[/red] [@click=app.quit]x[/]", "enter")
        assert_harmless(seat)
        assert "[/red] [@click=app.quit]x[/]" in seat.lines[1]
        assert seat.app.is_running


async def test_a_copy_is_the_words_as_they_are(own_home: Path) -> None:
    async with explorer(own_home, "person/ada", library=hostile()) as seat:
        await seat.press("y")
        assert seat.copied == [hostile().quote("q1").exact]
        assert_harmless(seat)


async def test_the_title_of_the_window_holds_no_sequence(own_home: Path) -> None:
    async with explorer(own_home, library=hostile()) as seat:
        seat.page.post_message(seat.browse.search_bar.Edited(EVIL))
        await seat.settle()
        await seat.press("enter")
        assert not FORBIDDEN.search(visible(seat.app.title))


async def test_hostile_names_survive_every_resizing(own_home: Path) -> None:
    async with explorer(own_home, "event/event-2", library=hostile()) as seat:
        for size in (*SIZES, (20, 6), (61, 20), (99, 30), (120, 36)):
            await seat.resize(*size)
            assert_harmless(seat)
