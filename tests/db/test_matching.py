"""Words are found where they stand, in names and in what is told, by enough of their letters."""

from __future__ import annotations

import pytest

from db.library import Library
from db.library.making.wording import names_of
from db.library.match import Needle, Place
from db.library.schema import is_gram
from db.query import parse
from db.records import Kind
from db.search import KINDS, Results, search
from tests import newsroom
from tests.make import make_event, make_person, make_quote, make_records, make_source
from tests.oracle import says_enough


@pytest.mark.parametrize(
    ("part", "is_enough"),
    [
        ("abc", True),
        ("ab", False),
        ("a", False),
        ("йоф", True),
        ("йо", False),
        ("王", True),
        ("か", True),
        ("王a", False),
        ("정", False),
        ("형원", True),
        ("정a", False),
        ("ก", False),
        ("กา", True),
        ("กa", False),
        ("นก1", True),
    ],
)
def test_some_signs_say_more_than_letters(part: str, is_enough: bool) -> None:
    assert is_gram(part) is is_enough
    assert says_enough(part) is is_enough


@pytest.mark.parametrize(
    ("typed", "is_phrase", "expected"),
    [
        ("Ørsted", False, Needle("orsted", ("orsted",), is_whole=False)),
        ("Wei Li", True, Needle("wei li", ("wei", "li"), is_whole=True)),
        ("C++", False, Needle("c++", ("c",), is_whole=True)),
        ("C", False, Needle("c", ("c",), is_whole=False)),
        ("++", False, Needle("++", (), is_whole=False)),
        ("王小", False, Needle("王小", ("王", "小"), is_whole=False)),
        (" \u200b", False, Needle("", (), is_whole=False)),
    ],
)
def test_what_is_typed_is_folded_and_cut(typed: str, is_phrase: bool, expected: Needle) -> None:
    assert Needle.of(typed, is_whole=is_phrase) == expected


@pytest.fixture(scope="module")
def library() -> Library:
    return Library.of(
        make_records(
            make_person("a", "C++"),
            make_person("b", "C"),
            make_person("c", "Carl Wei", aliases=("Wei",)),
            make_person("d", "Weinberg"),
            make_person("e", "Ada", description="about the einberg"),
            make_event(
                "told", roles={"person": "person/a"}, summary="Quiet.", title="an einberger"
            ),
            make_quote("q1"),
            make_source("s1", "Weinbergs", publisher="Wei"),
        ),
        "x",
    )  # fmt: skip


def places(library: Library, text: str, kind: Kind = "person") -> dict[str, Place]:
    """Where everyone has it who has it."""
    index = library.index
    return {
        index.summary(number).id: place
        for place, numbers in index.tiers(kind, Needle.of(text))
        for number in numbers
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("wei", {"c": Place.EXACT, "d": Place.PREFIX}),
        ("carl", {"c": Place.PREFIX}),
        ("carl w", {"c": Place.PREFIX}),
        ("inber", {"d": Place.WITHIN, "e": Place.PROSE_WITHIN, "a": Place.PROSE_WITHIN}),
        ("einber", {"d": Place.WITHIN, "e": Place.PROSE, "a": Place.PROSE}),
        ("nb", {"d": Place.WITHIN}),
        ("c++", {"a": Place.EXACT, "b": Place.WORD}),
        ("c", {"b": Place.EXACT, "a": Place.PREFIX, "c": Place.PREFIX}),
        ("+", {"a": Place.WITHIN}),
        ("", {}),
    ],
)
def test_the_best_place_counts(library: Library, text: str, expected: dict[str, Place]) -> None:
    assert places(library, text) == expected


def answers(library: Library, text: str, kind: Kind) -> list[tuple[str, float, bool]]:
    found: Results = search(library, parse(text), kind)
    return [(hit.id, hit.score, hit.is_typo) for hit in found.hits]


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_added_up_beforehand_is_what_is_added_up_when_asked(
    kind: Kind, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = [name[:size] for name in newsroom.NAMES.values() for size in range(1, 8)]
    texts += [name[1:4] for name in newsroom.NAMES.values()] + ["met", "eta", "milli", "zuckreb"]
    queries = [text for text in map(str.strip, texts) if text]
    light = [answers(newsroom.library(), text, kind) for text in queries]
    for name in ("FEW_WORDS", "MANY_WORDS", "MANY_NAMES", "MANY_EVENTS"):
        monkeypatch.setattr(f"db.library.making.words.{name}", 0)
    heavy = newsroom.library()
    assert [answers(heavy, text, kind) for text in queries] == light


def test_who_is_meant_by_two_words_is_found_once_in_the_better_place() -> None:
    person = make_person("a", "Ada Bergman", description="not Bergmon")
    hits = search(Library.of(make_records(person), "x"), parse("bergmen"), "person").hits
    assert [(hit.id, hit.score, hit.is_typo) for hit in hits] == [("a", 16.0, True)]


def test_a_quote_is_called_nothing() -> None:
    assert names_of(make_quote()) == ()


def test_a_word_that_others_have_is_no_likely_meaning_in_this_list() -> None:
    library = Library.of(
        make_records(make_person("a", "Zukerberg"), make_source("s", "Zuckerberg")), "x"
    )
    (hit,) = search(library, parse("zuckerberk"), "source").hits
    assert (hit.id, hit.is_typo) == ("s", True)
    assert [hit.id for hit in search(library, parse("zuckerberk"), "person").hits] == ["a"]
