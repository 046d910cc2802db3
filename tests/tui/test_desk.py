"""The desk lays out what a screen asks for, from the open library and the texts at hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.errors import BadQuery, NotFound
from db.library import Library
from db.search import Results
from db.texts import Texts
from tests.newsroom import library
from tui.address import Address, parse
from tui.desk import Desk
from tui.shelf import Shelf
from tui.views.card import Card, Cell, Line, Section


@pytest.fixture
def desk() -> Desk:
    newsroom = library()
    return Desk(newsroom, Shelf(Texts(())))


def test_the_tabs_are_the_four_lists_with_their_sizes(desk: Desk) -> None:
    tabs = desk.tabs("event")
    assert [name for name, _, _ in tabs] == ["People", "Companies", "Events", "Sources"]
    assert [is_here for _, _, is_here in tabs] == [False, False, True, False]
    assert tabs[3][1] == 3


def test_a_search_answers_with_results_or_with_what_is_wrong(desk: Desk) -> None:
    assert isinstance(desk.search(parse("people?q=zhao")), Results)
    problem = desk.search(parse("people?q=zhao%20date:soon"))
    assert isinstance(problem, BadQuery)
    assert (problem.start, problem.end) == (10, 14)


@pytest.mark.parametrize("kind", ["people", "companies", "events", "sources"])
def test_the_orders_of_a_list_go_round(desk: Desk, kind: str) -> None:
    listing, seen = parse(kind), []
    for _ in range(9):
        listing = desk.reordered(listing)
        seen.append(listing.sort)
    assert len(set(seen)) < len(seen)
    assert set(seen) == set(desk.library.sorts(listing.kind))


def test_an_order_that_there_is_not_gives_way_to_the_second(desk: Desk) -> None:
    listing = desk.reordered(Address("person", sort="shoe-size"))
    assert listing.sort == list(desk.library.sorts("person"))[1]


@pytest.mark.parametrize(
    "view", ["person/zhao", "company/meta", "event/zhao-hire", "quote/q1", "source/s1"]
)
def test_every_kind_of_record_has_a_card(desk: Desk, view: str) -> None:
    card = desk.card(parse(view))
    assert card.title
    assert card.sections


def test_a_record_that_is_not_there_is_not_found(desk: Desk) -> None:
    with pytest.raises(NotFound):
        desk.card(parse("person/nobody"))


def test_a_line_speaks_for_its_quote_then_for_its_event(desk: Desk) -> None:
    above, below = Line(view="person/zhao"), Line(view="person/wei")
    lines = (above, Line((Cell.of("a"),), event="zhao-hire"), below)
    card = Card("x", sections=(Section(lines),))
    assert desk.quotes_of(Line(event="wei-hire", quote="q3"), card) == ("q3",)
    assert desk.quotes_of(Line(event="zhao-threat"), card) == ("q1",)
    assert desk.quotes_of(above, card) == ("q2",)
    assert desk.quotes_of(above._replace(words="zhao-threat"), card) == ("q1",)
    assert desk.quotes_of(below, card) == ()
    assert desk.quotes_of(below, card._replace(view="event/zhao-hire")) == ("q2",)
    assert desk.quotes_of(None, Card("empty")) == ()


def test_a_passage_says_which_quote_of_how_many(desk: Desk) -> None:
    card = desk.passage(("q1", "q2"), 1)
    assert "quote 2 of 2" in card.aside
    assert desk.passage((), 0).title == ""


def test_our_translation_is_shown_where_it_is_wanted(desk: Desk) -> None:
    def told() -> str:
        return " ".join(cell.text for line in desk.passage(("q1",), 0).lines for cell in line.cells)

    assert "resign" in told()
    desk.translated = False
    assert "resign" not in told()


def test_a_text_is_looked_for_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    newsroom: Library = library()
    texts = Texts((tmp_path,))
    shelf = Shelf(texts)
    source = newsroom.source("s1")
    assert shelf.held(source) is None
    monkeypatch.setattr(Texts, "held", lambda *_: pytest.fail("it was looked for twice"))
    assert shelf.held(source) is None
    assert shelf.reading("plain") is shelf.reading("plain")
