"""A half-typed term is offered what it may become, as one would type it oneself."""

from __future__ import annotations

from functools import cache
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import completion
from db.completion import MOST, begun, complete
from db.dates import PartialDate
from db.errors import BadQuery
from db.fields import BY_NAME, Field, Takes
from db.library import Library
from db.query import parse, unparse
from tests.make import (
    make_company,
    make_event,
    make_person,
    make_quote,
    make_records,
    make_role,
    make_source,
)

LONG = "A title that goes on and on " * 4


@cache
def library() -> Library:
    """People and companies whose names are easy, hard and impossible to type."""
    ada = make_role("person", "person/zoe-ada")
    at = PartialDate("in July 2025", "2025-07-01", "2025-07-31", "quote")
    return Library.of(
        make_records(
            make_person("zoe-ada", "Zoë Ada", aliases=("Zuzanna Ada",)),
            make_person("mira-murati", "Mira Murati"),
            make_person("eve", "Eve \x1b[31m\u202e"),
            make_person("li", "李小明"),
            make_person("quoted", 'Sam "the man" Roe'),
            make_company("meta", "Meta"),
            make_company("meta-ai", "Meta AI"),
            make_company("openai", "OpenAI"),
            make_company("strasse", "Straßenbahn"),
            make_event("e1", "hire", roles=(ada, make_role("to", "company/meta")), date=at),
            make_event("e2", "acquisition", roles=(ada,)),
            make_event("e3", "odd \x1b type", roles=(ada,)),
            make_quote("q1", lang="da"),
            make_source("s1", LONG, publisher="The Gazette"),
        ),
        "test",
    )


def offered(text: str) -> dict[str, str]:
    """What is offered at the end of a text: term by what is shown after the cursor."""
    found = complete(text, len(text), library())
    return {each.rest: each.term for each in found.offers} if found else {}


@pytest.mark.parametrize(
    ("text", "rest", "term"),
    [
        ("ty", "pe:", "type:"),
        ("zhao SO", "urce:", "source:"),
        ("-ty", "pe:", "-type:"),
        ("!gra", "de:", "-grade:"),
        ("type:", "hire", "type:hire"),
        ("type:H", "ire", "type:hire"),
        ("-type:h", "ire", "-type:hire"),
        ("type:leave", " → threat-to-leave", "type:threat-to-leave"),
        ("type:acq", "uisition", "type:acquisition"),
        ("type:offer", "-declined", "type:offer-declined"),
        ("grade:rep", "orted", "grade:reported"),
        ("is:undis", "puted", "is:undisputed"),
        ("has:tr", "anslation", "has:translation"),
        ("status:ag", "reed", "status:agreed"),
        ("to:", "Meta", "to:Meta"),
        ("to:me", "ta", "to:Meta"),
        ("to:=me", "ta", "to:=Meta"),
        ("to:meta", " AI", 'to:"Meta AI"'),
        ("to:strassen", "bahn", "to:Straßenbahn"),
        ("to:stras", " → Straßenbahn", "to:Straßenbahn"),
        ("person:zoe", " Ada", 'person:"Zoë Ada"'),
        ('person:"zoe a', 'da"', 'person:"Zoë Ada"'),
        ("person:“zoe", " Ada”", 'person:"Zoë Ada"'),
        ("person:murati", " → Mira Murati", 'person:"Mira Murati"'),
        ("person:zuz", " → Zoë Ada", 'person:"Zoë Ada"'),
        ("person:ev", "e", "person:eve"),
        ("person:小", " → 李小明", "person:李小明"),
        ("person:小明", " → 李小明", "person:李小明"),
        ("person:李小", "明", "person:李小明"),
        ("person:sam", ' "the man" Roe', r'person:"Sam \"the man\" Roe"'),
        ("source:gaz", f" → {LONG[:59]}…", "source:s1"),
        ("lang:fre", "nch", "lang:fr"),
        ("lang:", "Danish", "lang:da"),
        ("lang:d", " → German", "lang:de"),
        ("date:20", "25", "date:2025"),
        ("date:2025", "-07", "date:2025-07"),
        ("date:2025-0", "7", "date:2025-07"),
        ("date:2025-06..2025-", "07", "date:2025-06..2025-07"),
        ("amount:", ">=100M", "amount:>=100M"),
    ],
)
def test_a_term_is_offered_what_is_missing(text: str, rest: str, term: str) -> None:
    assert offered(text).get(rest) == term


@pytest.mark.parametrize(
    "text",
    ["", "zhao ", "p", "zhao", "12", '"ty', '"type"', "foo:ba", "grade:x", "type:hire",
     'to:"Meta"', "to:nobody-at-all", "person:mruati",
     "person:urati", "amount:5", "date:1850", "date:1850-13", "date:2025-08..2025-",
     "person:eve", "lang:de", "https://a"],
)  # fmt: skip
def test_nothing_is_offered_where_nothing_fits(text: str) -> None:
    assert offered(text) == {}


@pytest.mark.parametrize(
    ("text", "is_whole"),
    [
        ("ty", False),
        ("type:", False),
        ("type:h", False),
        ("type:offer", True),
        ("to:me", False),
        ("to:meta", True),
        ("to:meta-ai", True),
        ("date:2025", True),
        ("date:2025-0", False),
    ],
)
def test_a_term_that_means_something_as_it_stands_is_said_to(text: str, is_whole: bool) -> None:
    found = complete(text, len(text), library())
    assert found is None or found.is_whole is is_whole
    assert found or text == "to:meta-ai"


def test_nothing_is_offered_in_the_middle_of_a_word() -> None:
    assert complete("type:hire", 6, library()) is None
    assert complete("type:h zhao", 6, library()) is not None
    assert complete("type:h", 0, library()) is None


def test_what_is_taken_takes_the_place_of_the_term_alone() -> None:
    found = complete("zhao -to:me date:2025", 11, library())
    assert found is not None
    assert found.taken("zhao -to:me date:2025", 0) == ("zhao -to:Meta date:2025", 13)
    assert found.lead == "to:"


def test_the_offers_of_a_name_hold_no_sequence_and_fit_a_line() -> None:
    for text in ("person:", "source:", "to:", "speaker:", "company:", "from:", "type:"):
        found = complete(text, len(text), library())
        assert found is not None
        assert 0 < len(found.offers) <= MOST
        for offer in found.offers:
            assert (offer.term + offer.rest + offer.words).isprintable()


def test_without_dated_events_no_year_is_offered() -> None:
    assert complete("date:", 5, Library.of(make_records(make_person()), "bare")) is None


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("gra", ["grade:"]),
        ("type:dep", ["type:departure"]),
        ("lang:fre", ["lang:fr"]),
        ("to:me", []),
        ("to:meta-ai", []),
        ("date:", []),
        ("date:2025-1", ["date:2025-10", "date:2025-11", "date:2025-12"]),
    ],
)
def test_without_a_library_the_table_alone_is_offered(text: str, terms: list[str]) -> None:
    found = complete(text, len(text), None)
    assert [each.term for each in found.offers] == terms if found else not terms


def test_the_latest_years_are_offered_first_and_none_before_the_first() -> None:
    times = (
        PartialDate(str(year), f"{year}-01-01", f"{year}-12-31") for year in (1999, 2003, 2001)
    )
    told = [make_event(f"e{number}", date=time) for number, time in enumerate(times)]
    base = Library.of(make_records(*told, make_quote("q1")), "years")
    found, after = complete("date:", 5, base), complete("date:2000..", 11, base)
    assert found is not None
    assert [each.words for each in found.offers] == ["2003", "2002", "2001", "2000", "1999"]
    assert after is not None
    assert [each.words for each in after.offers] == [
        f"2000..{year}" for year in (2003, 2002, 2001, 2000)
    ]


def test_every_sort_of_value_has_offers() -> None:
    assert set(completion._OFFERS) == set(get_args(Takes))


def test_a_row_more_is_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    assert isinstance(BY_NAME, dict)
    field = Field("mood", "how it was said", "mood:wry", "choice", ("wry", "earnest"))
    monkeypatch.setitem(BY_NAME, "mood", field)
    assert offered("mo") == {"od:": "mood:"}
    assert offered("mood:") == {"wry": "mood:wry", "earnest": "mood:earnest"}


@pytest.mark.parametrize(
    "text",
    ["-", "zhao !", "to:", "-type:", "to:=", "date:", "date:1", "date:199", "date:>=", "date:2025-",
     "date:2025-0", "date:2025.", "date:..", "date:2025..20", "date:2025..2026-", "amount:",
     "amount:>", "amount:>=", "amount:$", "amount:>=€", "amount:100M..€", "amount:..",
     "amount:..$"],
)  # fmt: skip
def test_a_term_of_which_too_little_is_typed_is_not_judged_yet(text: str) -> None:
    start = len(text) - len(text.split()[-1])
    assert begun(text, len(text)) == (start, len(text))
    assert begun(f"{text} x", len(text)) == (start, len(text))
    assert begun(f"{text}x", len(text)) is None
    assert begun(f"{text} ", len(text) + 1) is None


@pytest.mark.parametrize(
    "text",
    ["", "zhao", "grade:x", "foo:", '"da', 'to:"', "date:x", "date:20255", "date:2025-123",
     "amount:x", "type:hier", "date:1999x", "lang:frnech"],
)  # fmt: skip
def test_what_can_only_be_wrong_is_judged_at_once(text: str) -> None:
    assert begun(text, len(text)) is None


PIECES = st.sampled_from(
    [*(f"{name}:" for name in BY_NAME), "-", '"', "“", "=", " ", "me", "20", "25", "..", "zo", "h",
     ">=", "fr", "\\", "ß", "李", "\x1b", "\u202e", "amo", "sam"]
)  # fmt: skip


@given(st.lists(PIECES).map("".join), st.data())
def test_whatever_is_taken_can_be_read(text: str, data: st.DataObject) -> None:
    cursor = data.draw(st.integers(0, len(text)))
    found = complete(text, cursor, library())
    if found is None:
        return
    for number, offer in enumerate(found.offers):
        after, place = found.taken(text, number)
        assert after[:place].endswith(offer.term)
        assert after[place:] == text[cursor:]
        if offer.term.endswith(":"):
            continue
        query = parse(offer.term)
        assert query.filters == 1
        assert unparse(query) == offer.term


@given(st.text(), st.integers(-1, 9))
def test_any_text_is_completed_or_left_alone(text: str, cursor: int) -> None:
    found = complete(text, cursor, library())
    assert found is None or found.offers
    place = begun(text, cursor)
    assert place is None or place[1] == cursor


def test_a_refused_value_does_not_keep_the_offers_away() -> None:
    with pytest.raises(BadQuery):
        parse("grade:rep")
    assert offered("grade:rep")
