"""The source viewer: quotes in their places, and for each the facts that it supports."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.explorer import Seat, built_in, explorer, laid, words
from tui.widgets.cards import CardView

SOURCE = "dk-topfolk"


def squeezed(text: str) -> str:
    return "".join(text.split())


def focused(seat: Seat) -> str:
    """The words that stand out as the quote in focus, without blanks and line breaks."""
    return squeezed(seat.inked("focus"))


def exact(seat: Seat) -> str:
    """The words of the quote that is marked, without blanks."""
    return squeezed(built_in().quote(seat.reader.quote_shown or "").exact)


async def test_a_source_opens_at_its_first_quote_and_n_goes_round_all(own_home: Path) -> None:
    quotes = [quote.id for quote in built_in().quotes_in(SOURCE)]
    async with explorer(own_home, f"source/{SOURCE}") as seat:
        seen = []
        for _ in quotes:
            seen.append(seat.reader.quote_shown)
            assert focused(seat) == exact(seat)
            assert seat.app.title == f"source/{SOURCE}#{seat.reader.quote_shown}"
            await seat.press("n")
        assert seen == quotes
        assert seat.reader.quote_shown == quotes[0]
        await seat.press("N")
        assert seat.reader.quote_shown == quotes[-1]


async def test_the_facts_are_those_of_the_quote_that_is_marked(own_home: Path) -> None:
    async with explorer(own_home, f"source/{SOURCE}") as seat:
        for _ in range(4):
            await seat.press("n")
            events = built_in().events_citing(seat.reader.quote_shown or "")
            told = [line.event for line in seat.reader.facts.card.lines if line.event]
            assert told == [event.id for event in events]


async def test_a_fact_is_followed_and_back_returns_to_the_quote(own_home: Path) -> None:
    async with explorer(own_home, f"source/{SOURCE}") as seat:
        await seat.press("n", "n", "l")
        assert seat.focus == "facts"
        place, fact = seat.here, seat.reader.facts.key
        await seat.press("enter")
        assert seat.view == f"event/{fact}"
        await seat.press("backspace")
        assert seat.here == place
        assert focused(seat) == exact(seat)


async def test_the_place_in_a_text_is_kept_over_back_and_forward(own_home: Path) -> None:
    async with explorer(own_home, f"source/{SOURCE}", size=(80, 24)) as seat:
        await seat.press("n", "n", "n", "n", "down", "down")
        place = seat.here
        assert place.top > 0
        await seat.press("backspace")
        assert seat.view == "sources"
        await seat.press("right_square_bracket")
        assert seat.here == place


@pytest.mark.parametrize("view", ["event/openai-recruits-tesla-engineers", "person/elon-musk"])
async def test_the_source_of_a_fact_opens_with_its_words_in_view(own_home: Path, view: str) -> None:
    async with explorer(own_home, view, size=(80, 24)) as seat:
        await seat.press("o")
        assert focused(seat) == exact(seat)
        assert seat.reader.article.top > 0
        top = seat.reader.article.top
        await seat.press("backspace", "right_square_bracket")
        assert seat.reader.article.top == top


async def test_the_words_of_a_quote_stay_in_view_when_the_screen_changes_its_size(
    own_home: Path,
) -> None:
    async with explorer(own_home, f"source/{SOURCE}") as seat:
        await seat.press(*"nnnnnnnnn")
        for size in ((50, 15), (200, 60), (80, 24)):
            await seat.resize(*size)
            assert focused(seat) == exact(seat), size


async def test_escape_leaves_the_source_and_does_not_quit(own_home: Path) -> None:
    async with explorer(own_home, f"source/{SOURCE}") as seat:
        await seat.press("escape", "escape", "escape")
        assert seat.view == "sources"
        assert seat.app.is_running


@pytest.mark.parametrize("key", ["l", "right", "h", "left", "tab"])
async def test_keys_go_between_text_and_facts(own_home: Path, key: str) -> None:
    async with explorer(own_home, f"source/{SOURCE}") as seat:
        assert seat.focus == "article"
        await seat.press(key)
        assert seat.focus == "facts"
        await seat.press(key)
        assert seat.focus == "article"


async def test_without_the_text_the_gaps_are_told_and_how_to_attach_it(own_home: Path) -> None:
    async with explorer(own_home, f"source/{SOURCE}") as seat:
        text = words(seat.reader.article)
        assert "characters not held …" in text
        assert f"wherefrom source attach {SOURCE}" in text


async def test_with_the_text_the_whole_article_is_read(own_home: Path, seeds: Path) -> None:
    async with explorer(own_home, f"source/{SOURCE}", texts=seeds) as seat:
        article = squeezed("".join(laid(seat.reader.article)))
        assert "charactersnotheld" not in article
        for quote in built_in().quotes_in(SOURCE):
            assert squeezed(quote.exact) in article
        await seat.press("n", "n")
        assert focused(seat) == exact(seat)


async def test_r_switches_a_damaged_text_between_disk_and_repaired(own_home: Path) -> None:
    damaged = next(
        quote
        for source in built_in().ids("source")
        for quote in built_in().quotes_in(source)
        if "Ă" in quote.exact and built_in().events_citing(quote.id)
    )
    async with explorer(own_home, f"source/{damaged.source}#{damaged.id}") as seat:
        raw = focused(seat)
        assert raw == squeezed(damaged.exact)
        await seat.press("r")
        assert "repaired reading" in seat.message
        assert focused(seat)
        assert focused(seat) != raw
        assert "Ă" not in focused(seat)
        await seat.press("l", "enter")
        shown = built_in().quote(seat.browse.quote_shown or "").exact
        assert squeezed(shown) not in squeezed(words(seat.browse.passage))
        await seat.press("r")
        assert squeezed(shown) in squeezed(words(seat.browse.passage))
        await seat.press("backspace")
        assert focused(seat) == raw


async def test_t_shows_our_translations_quote_by_quote(own_home: Path) -> None:
    async with explorer(own_home, f"source/{SOURCE}") as seat:
        await seat.press("n")
        translation = built_in().quote(seat.reader.quote_shown or "").translation or ""
        assert translation
        assert squeezed(translation) not in squeezed(words(seat.reader.article))
        await seat.press("t")
        assert squeezed(translation) in squeezed(words(seat.reader.article))
        await seat.press("t")
        assert squeezed(translation) not in squeezed(words(seat.reader.article))


@pytest.mark.parametrize("keys", [["r"], ["t"]])
async def test_the_marked_quote_stays_in_view_when_the_reading_changes(
    own_home: Path, keys: list[str]
) -> None:
    async with explorer(own_home, "source/belanger-meta-openai", size=(80, 24)) as seat:
        await seat.press(*"nnnnnnnn")
        marked = seat.reader.quote_shown
        await seat.press(*keys)
        assert seat.reader.quote_shown == marked
        assert seat.inked("focus")


async def test_arrows_scroll_the_text_and_the_quote_stays_marked(own_home: Path) -> None:
    async with explorer(own_home, f"source/{SOURCE}", size=(80, 24)) as seat:
        article: CardView = seat.reader.article
        marked = seat.reader.quote_shown
        await seat.press("end")
        assert article.top == article.lowest_top
        await seat.press("home")
        assert article.top == 0
        await seat.press("down", "down", "up")
        assert article.top == 1
        await seat.press("pagedown")
        assert article.top > 5
        assert seat.reader.quote_shown == marked


async def test_a_part_that_is_no_quote_of_the_source_marks_the_first(own_home: Path) -> None:
    async with explorer(own_home, f"source/{SOURCE}#nothing") as seat:
        assert seat.reader.quote_shown == built_in().quotes_in(SOURCE)[0].id


async def test_y_copies_the_quote_as_it_is_on_disk(own_home: Path) -> None:
    async with explorer(own_home, f"source/{SOURCE}") as seat:
        await seat.press("n", "r", "y")
        assert seat.copied == [built_in().quote(seat.reader.quote_shown or "").exact]
        assert "kept by the test" in seat.message


async def test_a_text_that_is_no_utf8_is_told_and_its_quotes_are_shown_without_it(
    own_home: Path, tmp_path: Path
) -> None:
    source = built_in().source("dk-topfolk")
    (tmp_path / str(source.file)).write_bytes(b"\xff\xfe not UTF-8")
    async with explorer(own_home, "source/dk-topfolk", texts=tmp_path) as seat:
        assert "is not UTF-8" in seat.message
        assert "not at hand" in seat.text


async def test_a_damaged_text_says_which_key_shows_it_repaired(own_home: Path) -> None:
    hint = "The text looks damaged; r shows it repaired."
    async with explorer(own_home, "source/belanger-meta-openai") as seat:
        assert seat.message == hint
        await seat.press("r")
        assert "repaired reading" in seat.message
    async with explorer(own_home, "person/jason-wei") as seat:
        assert hint in " ".join(seat.text.split())
        await seat.press("r")
        assert hint not in " ".join(seat.text.split())
    async with explorer(own_home, "source/gate-exode") as seat:
        assert hint not in seat.message
