"""Whatever the screens can show plain mode can say: every piece of every card, every command."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given, settings

from db.library import Library
from db.query import parse as parse_query
from db.records import TABLES, Kind, Records
from db.search import Results, search
from db.texts import Texts
from tests.make import make_event, make_person, make_quote, make_records, make_source
from tests.tui.explorer import built_in
from tests.tui.listener import Listener
from tests.tui.test_hostile import FORBIDDEN, hostile
from tests.worlds import worlds
from tui import commands as screens
from tui.address import LISTS, Address, parse
from tui.desk import Desk
from tui.plain import cards, commands, pages
from tui.plain.rows import row
from tui.plain.wording import VERBATIM
from tui.shelf import Shelf
from tui.standins import visible
from tui.views import labels, listed, problems
from tui.views.card import Card, Line, Section

WORD: Final = re.compile(r"\w+")
OURS: Final = {
    *("from", "to", "with", "by", "people", "at", "no", "gap"),
    *WORD.findall(" ".join(labels.TYPES.values())),
}
"""Words of ours for which others may be said: `departure from Meta` is `left Meta`."""


def words(text: str) -> set[str]:
    return set(WORD.findall(visible(text).casefold()))


def said_of(library: Library, card: Card, section: Section, line: Line) -> str:
    """What is said of one line of a card."""
    alone = card._replace(aside="", sections=(section._replace(heading="", lines=(line,)),))
    _, *rest = cards.spoken(library, alone, card.view or None)
    return " ".join(each.words for each in rest if not each.is_heading)


def shown_in(library: Library, section: Section, line: Line) -> Iterator[str]:
    """The words that a screen shows of a line; a type and a sign may be said in other words."""
    for column, cell in zip(section.columns, line.cells, strict=False):
        if column.instead_of is None:
            yield from (piece.text for piece in cell.pieces if piece.ink not in ("bar", "rule"))


def kind_words(library: Library, line: Line) -> set[str]:
    event = library.event(line.event) if line.event else None
    return words(labels.type_label(event.type)) if event else set()


def assert_all_is_said(library: Library, card: Card) -> None:
    spoken = " ".join(each.words for each in cards.spoken(library, card, card.view or None))
    assert words(card.title) <= words(spoken)
    assert words(card.aside) <= words(spoken)
    for section in card.sections:
        if section.is_foil:  # the whole page is this side of the dispute
            continue
        if "not known" not in section.heading:  # which explains the signs of a bar
            assert words(section.heading) - {"it"} <= words(spoken)
        for line in section.lines:
            told = said_of(library, card, section, line)
            for text in shown_in(library, section, line):
                assert words(text) - OURS - kind_words(library, line) <= words(told), told


def assert_quotes_are_letter_for_letter(library: Library, card: Card) -> None:
    for section in card.sections:
        for line in () if section.is_foil else section.lines:
            told = said_of(library, card, section, line)
            for cell in line.cells:
                for text, ink in cell.pieces:
                    if ink in VERBATIM and ink != "strong":
                        assert text.strip() in told or line.event, told


def every_card(desk: Desk) -> Iterator[Card]:
    for kind in LISTS:
        for name in desk.library.ids(kind):
            yield desk.card(Address(kind, name))


def desk_of(library: Library) -> Desk:
    return Desk(library, Shelf(Texts(())), reading_key="repaired")


@pytest.mark.parametrize("library", [built_in(), hostile()], ids=["built-in", "hostile"])
def test_every_piece_of_every_card_is_said(library: Library) -> None:
    for card in every_card(desk_of(library)):
        assert_all_is_said(library, card)
        assert_quotes_are_letter_for_letter(library, card)


@settings(max_examples=60)
@given(records=worlds())
def test_every_piece_is_said_of_any_database(records: Records) -> None:
    library = Library.of(records, "world")
    for card in every_card(desk_of(library)):
        assert_all_is_said(library, card)


@pytest.mark.parametrize("library", [built_in(), hostile()], ids=["built-in", "hostile"])
def test_every_passage_is_said_with_what_stands_around_it(library: Library) -> None:
    desk = desk_of(library)
    for source in library.ids("source"):
        for quote in library.quotes_in(source):
            desk.repaired = not desk.repaired
            card = desk.passage((quote.id,), 0)
            told = " ".join(cards.passage(card))
            for line in card.lines:
                for cell in line.cells:
                    for piece in cell.pieces:
                        assert words(piece.text) - {"en", "ours"} <= words(told), told
            if not desk.repaired:
                assert f"Quote: {labels.in_line(quote.exact).strip()}" in told


def in_place(text: str) -> str:
    """A text without the words that mark its quotes."""
    return "".join(
        re.sub(r"\((this )?quote:\)|\(end of quote\)|\(guessed: .*?\)", "", text).split()
    )


@pytest.mark.parametrize("library", [built_in(), hostile()], ids=["built-in", "hostile"])
@pytest.mark.parametrize("is_repaired", [False, True])
def test_every_text_is_said_letter_for_letter_with_its_gaps(
    library: Library, *, is_repaired: bool
) -> None:
    desk = desk_of(library)
    desk.repaired = is_repaired
    for source in library.ids("source"):
        card = desk.article(Address("source", source), translated=False)
        spoken = list(cards.spoken(library, card, is_text=True))
        told = in_place(" ".join(each.words for each in spoken))
        for line in card.lines:
            text = "".join(piece.text for piece in line.cells[0].pieces if piece.ink != "dim")
            assert "".join(text.split()) in told
        gaps = [line for line in card.lines if "not held" in line.cells[0].text]
        assert sum("not held" in each.words for each in spoken) >= len(gaps)


@pytest.mark.parametrize("kind", LISTS)
@pytest.mark.parametrize("library", [built_in(), hostile()], ids=["built-in", "hostile"])
def test_every_column_of_every_list_is_said(library: Library, kind: Kind) -> None:
    for query in ("", "a", "sic"):
        for hit in search(library, parse_query(query), kind).hits:
            told = row(library, hit, kind)
            event = library.event(hit.id) if kind == "event" else None
            verbs = words(labels.type_label(event.type)) if event else set()
            for entry in listed.listed(library, hit, kind):
                assert words(entry.cell.text) - OURS - verbs <= words(told), told


def test_every_facet_and_every_problem_is_said(own_home: Path) -> None:
    library = built_in()
    listener = Listener(own_home, library, "events")
    told = words(" ".join(listener.say("facets")))
    for line in desk_of(library).facets(Address("event"), search_all(library)).lines:
        assert set().union(*(words(cell.text) for cell in line.cells)) <= told
    desk = desk_of(hostile())
    report = desk.verified(lambda _: None)
    card = problems.problems_card(report, "", desk.lead_of)
    assert_all_is_said(desk.library, card)


def search_all(library: Library) -> Results:
    return search(library, parse_query(""), "event")


def test_every_command_of_the_screens_has_its_words_or_a_reason() -> None:
    told = [name for command in commands.COMMANDS for name in command.screens]
    assert sorted({*told, *commands.WITHOUT}) == sorted(screens.BY_ID)
    assert not set(told) & set(commands.WITHOUT)


def test_no_word_means_two_commands() -> None:
    every = [word for each in commands.COMMANDS for word in (each.name, *each.also)]
    assert len(every) == len(set(every))


VIEWS: Final = (
    *("people", "companies", "events", "sources?q=sic", "person/ada", "person/eve"),
    *("company/acme", "event/event-0", "event/event-3", "source/s1", "source/s1#q1", "quote/q2"),
    *("problems", "people?q=zzzz"),
)
SAYINGS: Final = (
    *("repeat", "history", "headings", "links", "quote 1", "next", "previous", "where"),
    *("repaired on", "text", "translation on", "facets", "frequency type", "sort", "find sic"),
    *("cite markdown", "cite csl", "copy", "queries", "help", "help fields", "back", "forward"),
    *("[/red] \x1b]52;c;ZXZpbA==\x07 \u202esic", "has:\x1b[31m", "go \x1b[31m", "mark x", "marks"),
    *("save \x1b[31m", "saved", "open \x1b", "duplicates", "decisions", "disputes", "report"),
)


@pytest.mark.parametrize("view", VIEWS)
def test_nothing_that_is_said_rules_a_terminal(own_home: Path, view: str) -> None:
    listener = Listener(own_home, hostile(), view)
    for line in SAYINGS:
        for each in (*listener.say(line), *listener.errors.getvalue().splitlines()):
            assert not FORBIDDEN.search(each), (line, each)


def test_brackets_are_said_letter_for_letter(own_home: Path) -> None:
    for view in ("person/ada", "company/acme", "event/event-1", "source/s1"):
        told = " ".join(Listener(own_home, hostile(), view).say("repeat"))
        for bracket in ("[sic]", "[/red]", "[@click=app.quit]x[/]", "[bold]"):
            assert bracket in told


def test_every_list_has_a_command() -> None:
    assert {TABLES[kind] for kind in LISTS} <= set(commands.BY_WORD)


def test_signs_in_a_text_are_not_ours_and_stay() -> None:
    signs = "A → B · ≠ 2, ✗ and ≈ … ✓"
    quote = make_quote(exact=signs, start=40, prefix=f"{signs} ", suffix=f" {signs}")
    known = make_records(quote, make_source())
    library = Library.of(known, "signs")
    desk = desk_of(library)
    article = desk.article(Address("source", "s1"), translated=False)
    told = " ".join(each.words for each in cards.spoken(library, article, is_text=True))
    assert f"{signs} (quote:) {signs} (end of quote) {signs}" in told
    assert f"Quote: {signs}" in list(cards.passage(desk.passage(("q1",), 0)))


def test_signs_in_a_name_or_a_title_are_not_ours_and_stay() -> None:
    signs = "A ≠ 2 ✗ and ≈ … ✓ B"
    told_by = make_source(title=f"C → {signs}", author=f"D · {signs}", note=f"E → {signs}")
    person = make_person("ada", name=f"F → {signs}", aliases=(f"G {signs}",))
    quote = make_quote(start=0)
    event = make_event("e1", title=f"H → {signs}", roles={"who": "person/ada"})
    library = Library.of(make_records(quote, told_by, person, event), "signs")
    desk = desk_of(library)
    views = ("source/s1", "person/ada", "event/e1")
    said = [pages.of_card(desk, desk.card(parse(each)), parse(each)).lines for each in views]
    told = [*(line for page in said for line in page), *cards.passage(desk.passage(("q1",), 0))]
    for line in (
        *(f"Source: C → {signs}", f"author: D · {signs}", f"note: E → {signs}"),
        *(f"Person: F → {signs}", f"also called: G {signs}", f"title: H → {signs}"),
    ):
        assert line in told, line
    assert any(line.startswith(f"In: C → {signs}, ") for line in told)
