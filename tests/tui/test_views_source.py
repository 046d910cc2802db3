"""A source: its page, its text or its excerpts, and its quotes in their places."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.library import Library
from db.records import Quote
from db.texts import HeldText, Texts
from tests.make import make_event, make_quote, make_records, make_source
from tui import views
from tui.views.card import Card
from tui.views.excerpts import excerpts
from tui.views.page import Mode
from tui.views.source import heading
from tui.views.text import REACH

TEXT = "Ada joined Acme. Nobody knows why.\n\nBob left Globex, they say, in May.\nThe end."


def quote(id: str, exact: str, text: str = TEXT, around: int = 6, **fields: str) -> Quote:
    start = text.index(exact)
    end = start + len(exact)
    before, after = text[max(0, start - around) : start], text[end : end + around]
    return make_quote(
        id,
        exact=exact,
        start=start,
        prefix=before,
        suffix=after,
        **fields,
    )


QUOTES = (
    quote("q1", "Ada joined Acme"),
    quote("q2", "joined Acme. Nobody"),
    quote("q3", "Bob left Globex", translation="Bob was off"),
)


def library_of(*quotes: Quote, length: int = len(TEXT)) -> Library:
    source = make_source(length=length, note="damaged", author="Eve", cites=("X", "Wired"))
    facts = (make_event("e", quotes=("q1",), summary="It was so."),)
    return Library.of(make_records(source, *(quotes or QUOTES), *facts), "test")


def held(text: str = TEXT, *, is_changed: bool = False) -> HeldText:
    return HeldText(text, Path("a.txt"), "0" * 64, is_changed)


def inked(card: Card, ink: str) -> str:
    return "|".join(
        piece.text
        for line in card.lines
        for cell in line.cells
        for piece in cell.pieces
        if piece.ink == ink
    )


def words(card: Card) -> list[str]:
    return ["".join(cell.text for cell in line.cells) for line in card.lines]


def test_a_text_at_hand_is_shown_whole_line_by_line() -> None:
    card = views.article(library_of(), "s1", held())
    assert words(card) == TEXT.split("\n")


def test_overlapping_quotes_are_marked_and_the_one_in_focus_stands_out() -> None:
    card = views.article(library_of(), "s1", held(), focus="q2")
    assert inked(card, "quote") == "Ada |Bob left Globex"
    assert inked(card, "focus") == "joined Acme. Nobody"
    assert [line.quote for line in card.lines] == ["q2", None, "q3", None]


def test_a_changed_text_says_so_and_marks_only_words_that_it_has() -> None:
    changed = "New: " + TEXT.replace("Bob left Globex", "Bob was fired by Globex")
    card = views.article(library_of(), "s1", held(changed, is_changed=True))
    assert inked(card, "quote") == "Ada joined Acme. Nobody"
    assert words(card)[0].startswith("The file at hand is not the one that was quoted")
    assert card.sections[-1].heading == "not as quoted"
    told = words(card)[-2:]
    assert told[0] == "≈ altered  “Bob left Globex”"
    assert "Bob was fired by Globex" in told[1]


def test_a_quote_that_the_text_does_not_have_is_listed_as_missing() -> None:
    card = views.article(library_of(), "s1", held("Something else entirely, 1234."))
    assert "✗ missing  “Bob left Globex”" in words(card)
    assert inked(card, "quote") == ""


def test_without_the_text_the_excerpts_name_the_gaps_between_them() -> None:
    card = views.article(library_of(), "s1")
    assert words(card) == [
        "The text is not at hand: these are the quotes, with the words around them.",
        "Attach the text: wherefrom source attach s1 FILE, or start with --texts DIR.",
        "Ada joined Acme. Nobody knows",
        "… 1 character not held …",
        "why.",
        "",
        "Bob left Globex, they",
        f"… {len(' say, in May.') + len(' The end.')} characters not held …",
    ]
    assert inked(card, "quote") == "Ada joined Acme. Nobody|Bob left Globex"


def test_translations_stand_beside_the_words_they_translate() -> None:
    card = views.article(library_of(), "s1", held(), mode="translated", focus="q3")
    assert words(card)[-3:] == ["en“Bob left Globex”", "oursBob was off", ""]
    assert inked(card, "focus") == "Bob left Globex"


@pytest.mark.parametrize("with_text", [True, False])
def test_a_repaired_reading_keeps_every_mark_on_its_words(with_text: bool) -> None:
    sound = "Les départs s’ajoutent à une série d’exodes de talents qui frappe l’été.\nEt voilà."
    damaged = sound.encode().decode("iso8859-16", errors="replace")
    both = library_of(
        quote("q1", "départs".encode().decode("iso8859-16"), damaged),
        quote("q2", "été".encode().decode("iso8859-16"), damaged),
        length=len(damaged),
    )
    text = held(damaged) if with_text else None
    assert inked(views.article(both, "s1", text), "quote") == "dĂ©parts|ĂŠtĂ©".replace("Š", "©")
    card = views.article(both, "s1", text, mode="repaired")
    assert inked(card, "quote") == "départs|été"


def test_the_page_tells_what_the_source_is_and_whether_its_text_is_at_hand() -> None:
    library = library_of()
    assert views.source_card(library, "s1").aside == "3 quotes · 1 event · excerpts"
    rows = words(views.source_card(library, "s1", held()))
    assert "publishedundated" in rows
    assert "notedamaged" in rows
    assert rows[rows.index("citesX") + 1] == "Wired"
    assert any(row.endswith("at hand: a.txt") for row in rows)
    assert "SHA-256000000000000…" in rows


def test_the_page_lists_quotes_in_order_with_the_facts_they_support() -> None:
    card = views.source_card(library_of(), "s1")
    lines = [line for line in card.lines if line.can_be_landed_on]
    assert [(line.quote, line.event) for line in lines] == [
        ("q1", None),
        (None, "e"),
        ("q2", None),
        ("q3", None),
    ]


def test_the_facts_of_a_quote_lead_to_their_events() -> None:
    card = views.facts_of_quote(library_of(), "q1")
    assert [line.view for line in card.lines] == ["event/e"]
    assert views.facts_of_quote(library_of(), "q2").sections == ()


@given(
    st.text(alphabet="abc \n", min_size=1, max_size=60),
    st.lists(st.tuples(st.integers(0, 59), st.integers(1, 9), st.integers(0, 5)), max_size=6),
)
def test_excerpts_hold_every_quote_at_its_place_and_nothing_that_the_text_does_not_say(
    text: str, spans: list[tuple[int, int, int]]
) -> None:
    quotes = [
        make_quote(
            f"q{number}",
            exact=text[start : start + size],
            start=start,
            prefix=text[max(0, start - around) : start],
            suffix=text[start + size : start + size + around],
        )
        for number, (start, size, around) in enumerate(spans)
        if start < len(text)
    ]
    known = excerpts(quotes)
    for part in known.parts:
        assert text[part.start : part.end] == part.text
    for before, after in zip(known.parts, known.parts[1:], strict=False):
        assert before.end < after.start
    for each in quotes:
        start, end = known.place(each.start, each.end)
        assert known.text[start:end] == each.exact


@pytest.mark.parametrize("mode", ["raw", "repaired"])
def test_the_built_in_quotes_are_marked_alike_with_the_articles_and_without(
    mode: Mode, seeds: Path
) -> None:
    library = Library.open(Path(__file__).parents[2] / "db" / "data" / "talent-war.json")
    for source in library.ids("source"):
        record = library.source(source)
        text = Texts((seeds,)).held(record)
        assert text is not None
        whole = views.article(library, source, text, mode=mode)
        assert len(whole.sections) == (2 if mode == "repaired" else 1), "every quote is exact"
        excerpt = views.article(library, source, mode="raw")
        assert letters(inked(views.article(library, source, text), "quote")) == letters(
            inked(excerpt, "quote")
        )
        if mode == "repaired":
            assert "Ă©" not in inked(whole, "quote")


def letters(marked: str) -> str:
    """Marked words, whatever lines they were broken into."""
    return marked.replace("|", "").replace("\n", "")


def test_a_language_that_is_not_known_is_not_told_by_its_tag() -> None:
    source = make_source("s1", "A table", lang="und", cites=tuple(map(str, range(30))))
    library = Library.of(make_records(source), "test")
    assert heading(source) == "A table · undated"
    told = [
        [cell.text for cell in line.cells] for line in views.source_card(library, "s1", None).lines
    ]
    assert ["language", "not known"] in told
    assert ["", "… and 10 more"] in told


def register(rows: int) -> tuple[Library, str, HeldText]:
    """A source of many rows, each of them quoted."""
    words = [f"row {number:06} of a long register, with a name in it\n" for number in range(rows)]
    text = "".join(words)
    quotes = [quote(f"q{number}", line[:10], text) for number, line in enumerate(words)]
    source = make_source("s1", length=len(text))
    events = [make_event(f"e{each.id}", quotes=(each.id,)) for each in quotes]
    library = Library.of(make_records(source, *quotes, *events), "test")
    return library, text, HeldText(text, Path("s1.csv"), source.sha256, is_changed=False)


def test_of_a_very_long_text_the_part_around_the_quote_in_focus_is_shown() -> None:
    library, text, held = register(6000)
    card = views.article(library, "s1", held, focus="q3000")
    lines = [line.cells[0].text for line in card.lines]
    assert any(f"of {len(text):,} characters are shown" in line for line in lines)
    assert sum(map(len, lines)) < 2 * REACH + 1000
    focused = [line for line in card.lines if any(p.ink == "focus" for p in line.cells[0].pieces)]
    assert [line.cells[0].text for line in focused] == [
        "row 003000 of a long register, with a name in it"
    ]
    rows = [line for line in card.lines if line.cells[0].text.startswith("row ")]
    assert rows
    assert all(line.quote == f"q{int(line.cells[0].text[4:10])}" for line in rows)


@pytest.mark.parametrize("focus", ["q0", "q5999", None])
def test_the_part_ends_where_the_text_does(focus: str | None) -> None:
    library, _, held = register(6000)
    lines = [line.cells[0].text for line in views.article(library, "s1", held, focus=focus).lines]
    wanted = "row 005999" if focus == "q5999" else "row 000000"
    assert any(line.startswith(wanted) for line in lines)


def test_a_long_text_in_one_line_is_cut_within_it() -> None:
    text = "x" * 400_000 + "Ada joined Acme" + "y" * 400_000
    library = Library.of(make_records(make_source("s1"), quote("q1", "Ada joined Acme", text)), "t")
    held = HeldText(text, Path("s1.json"), "0" * 64, is_changed=False)
    card = views.article(library, "s1", held, focus="q1")
    shown = "".join(line.cells[0].text for line in card.lines)
    assert "Ada joined Acme" in shown
    assert len(shown) < 4 * REACH + 1000


def test_of_very_many_translated_quotes_those_near_the_one_in_focus_are_shown() -> None:
    library, _, held = register(1000)
    card = views.article(library, "s1", held, mode="translated", focus="q500")
    shown = [line.quote for line in card.lines if line.quote]
    assert (shown[0], shown[-1], len(shown)) == ("q300", "q700", 401)


def test_of_thousands_of_quotes_the_first_are_listed_and_all_events_are_one_key_away() -> None:
    library, _, held = register(1000)
    card = views.source_card(library, "s1", held)
    lines = list(card.lines)
    assert (lines[-1].view, card.aside) == (
        "events?q=source:=s1",
        "1,000 quotes · text at hand",
    )
    assert "800 quotes more" in lines[-1].cells[1].text
    assert len([line for line in lines if line.quote]) == 200
