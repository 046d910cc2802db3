"""Who may be one: found by any likeness of names, weighed by what else is told, never merged."""

from __future__ import annotations

import dataclasses
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.dates import PartialDate
from db.likeness import Likeness, blocks, duplicates
from db.likeness.blocks import pairs
from db.likeness.keys import WEIGHTS, Sign, sign_of
from db.likeness.names import Form, forms
from db.likeness.ties import address
from db.records import Company, Event, Identifier, Link, Person, Record, Records
from tests.make import (
    make_company,
    make_date,
    make_decision,
    make_event,
    make_person,
    make_quote,
    make_records,
    make_source,
)
from tests.worlds import NAMES, worlds


def form(name: str, *, is_person: bool = True) -> Form:
    record = make_person(name=name) if is_person else make_company(name=name)
    return forms(record)[0]


PEOPLE: list[tuple[str, str, Sign | None]] = [
    ("Zoë Ada", "Zoe ADA", "same"),
    ("Dr. Zoe Ada", "Zoe Ada, PhD", "same"),
    ("Jason Wei", "Wei, Jason", "order"),
    ("Li Wei", "Wei Li", "order"),
    ("Jean-Pierre Ada", "Jeanpierre Ada", "joined"),
    ("Дмитрий Йоффе", "Dmitry Yoffe", "sound"),
    ("Сергей Есенин", "Sergei Yesenin", "sound"),
    ("Sergey Kirov", "Sergei Kirov", "sound"),
    ("Ὀδυσσέας Ἐλύτης", "Odysseas Elytis", "same"),
    ("Hans Müller", "Hans Mueller", "sound"),
    ("Mark Zuckerberg", "Mark Elliot Zuckerberg", "longer"),
    ("Loïc Brétin Jr", "Loïc Brétin", "longer"),
    ("Shengjia Zhao", "Shengjai Zhao", "typo"),
    ("Rishabh Agarwal", "Rishabh Agarwa", "typo"),
    ("J. Wei", "Jason Wei", "initials"),
    ("Wei J", "Jason Wei", "initials"),
    ("J. K. Rowling", "Joanne Kate Rowling", "initials"),
    ("J. R. Wei", "Jason Kay Wei", None),
    ("J. Wei", "Karl Wei", None),
    ("Jason Wei", "Jason Lee", None),
    ("Li Wei", "Li Mei", None),
    ("Wei", "Jason Wei", None),
    ("Anna Lee", "Annabel Leeds", None),
    ("Jason Wei", "John Wei", None),
]

COMPANIES: list[tuple[str, str, Sign | None]] = [
    ("Acme Inc.", "Acme, Incorporated", "same"),
    ("The Acme", "Acme GmbH", "same"),
    ("OpenAI", "Open AI", "joined"),
    ("Acme Group", "Acme", "core"),
    ("Acme Labs", "Acme Technologies Ltd", "core"),
    ("The Wall Street Journal", "WSJ", "acronym"),
    ("Яндекс", "Yandeks", "same"),
    ("Яндекс", "Yandex", "sound"),
    ("Fund 1", "Fund 2", None),
    ("Gemini 2 Flash", "Gemini Flash", None),
    ("Meta", "Meta AI", None),
    ("Inc.", "Ltd.", None),
]


@pytest.mark.parametrize(("one", "other", "sign"), PEOPLE)
def test_names_of_people_are_alike_in_this_way(one: str, other: str, sign: Sign | None) -> None:
    assert sign_of(form(one), form(other), is_person=True) == sign
    assert sign_of(form(other), form(one), is_person=True) == sign


@pytest.mark.parametrize(("one", "other", "sign"), COMPANIES)
def test_names_of_companies_are_alike_in_this_way(one: str, other: str, sign: Sign | None) -> None:
    here, there = (form(each, is_person=False) for each in (one, other))
    assert sign_of(here, there, is_person=False) == sign
    assert sign_of(there, here, is_person=False) == sign


WORDS = st.sampled_from(
    (
        *("jason", "jasno", "jasson", "wei", "w", "j", "mac", "kenzie", "mackenzie", "wsj", "wall"),
        *("street", "journal", "acme", "group", "inc", "Йоффе", "yoffe", "müller", "mueller", "2"),
        "王",
    )
)
CALLED = st.one_of(st.lists(WORDS, min_size=1, max_size=4).map(" ".join), st.sampled_from(NAMES))


@given(st.lists(CALLED, min_size=2, max_size=8), st.booleans())
def test_no_likeness_of_names_is_missed_by_comparing_only_what_shares_a_key(
    called: list[str], is_person: bool
) -> None:
    made: list[Person | Company] = [
        make_person(name=each) if is_person else make_company(name=each) for each in called
    ]
    named = [forms(each) for each in made]
    every = combinations(range(len(named)), 2)
    alike = {
        (one, other)
        for one, other in every
        if any(
            sign_of(here, there, is_person=is_person)
            for here in named[one]
            for there in named[other]
        )
    }
    assert alike <= pairs(named, is_person=is_person, shared=lambda _: ()).found


@given(worlds())
def test_whatever_the_records_pairs_are_of_two_and_ranked(records: Records) -> None:
    found = duplicates(records).found
    assert [each.score for each in found] == sorted((each.score for each in found), reverse=True)
    for each in found:
        assert each.keep in records
        assert each.other in records
        assert each.keep != each.other
        assert each.reasons
        assert 40 <= each.score <= 100
    assert duplicates(records).found == found


ADA, ADA_2 = make_person("ada", "Ada Byron"), make_person("ada-2", "Ada Byron")
ACME = make_company()


def judged(
    *records: Record, one: Person | Company = ADA, other: Person | Company = ADA_2
) -> Likeness:
    """The only likely pair of these records."""
    (found,) = duplicates(make_records(one, other, *records)).found
    return found


def hired(name: str, person: str, when: PartialDate | None = None, quote: str = "q1") -> Event:
    roles = {"person": f"person/{person}", "to": "company/acme"}
    return make_event(name, roles=roles, date=when, quotes=(quote,))


def test_the_same_name_alone_is_a_likeness() -> None:
    found = judged()
    assert (found.keep, found.other, found.score) == ("person/ada", "person/ada-2", 60)
    assert found.names == ("Ada Byron", "Ada Byron")
    assert found.reasons == ("the same name, Ada Byron",)
    assert found.doubts == ()


def test_an_alias_counts_as_a_name() -> None:
    other = make_person("countess", "Lovelace", aliases=("Byron, Ada",))
    assert "another order, Ada Byron and Byron, Ada" in judged(other=other).reasons[0]


def test_the_one_that_more_is_told_of_is_offered_to_be_kept() -> None:
    assert judged(ACME, hired("h", "ada-2")).keep == "person/ada-2"


def test_a_common_name_says_less() -> None:
    crowd = [make_person(f"b{at}", "Ada Byron") for at in range(6)]
    scores = {each.score for each in duplicates(make_records(ADA, ADA_2, *crowd)).found}
    assert scores == {50}


def test_initials_say_less_where_they_fit_many() -> None:
    full = [make_person(each, f"{each} Wei") for each in ("jason", "jack", "joan", "jules")]
    short = make_person("j", "J. Wei")
    assert [each.score for each in duplicates(make_records(short, full[0])).found] == [42]
    assert duplicates(make_records(short, *full)).found == []


def test_one_word_says_less_of_a_person_than_of_a_company() -> None:
    single = [make_person("a", "Maria"), make_person("b", "Maria")]
    assert judged(one=single[0], other=single[1]).score == 44
    firms = [make_company("a", "Maria"), make_company("b", "Maria Ltd")]
    assert judged(one=firms[0], other=firms[1]).score == 60


def test_a_company_in_common_speaks_for_it_and_more_so_at_the_same_time() -> None:
    found = judged(ACME, hired("h1", "ada"), hired("h2", "ada-2"))
    assert (found.score, found.reasons[1]) == (72, "both have to do with Acme")
    when = make_date("2024-01-01", "2024-12-31"), make_date("2024-05-01", "2024-05-31")
    found = judged(ACME, hired("h1", "ada", when[0]), hired("h2", "ada-2", when[1]))
    assert (found.score, found.reasons[1]) == (78, "both have to do with Acme, at the same time")
    later = make_date("2025-01-01")
    found = judged(ACME, hired("h1", "ada", when[0]), hired("h2", "ada-2", later))
    assert found.score == 72


def test_colleagues_in_common_speak_for_it() -> None:
    people = [make_person(each) for each in ("eve", "bob", "zoe", "max")]
    meetings = [
        make_event(f"{who}-{one.id}", roles={"by": f"person/{who}", "about": f"person/{one.id}"})
        for who in ("ada", "ada-2")
        for one in people
    ]
    found = judged(*people, *meetings)
    assert (found.score, found.reasons[1]) == (76, "both have to do with Bob, Eve, Max and 1 more")


def test_an_identifier_or_a_page_in_common_finds_those_of_other_names() -> None:
    one = make_person("x", "X Æ", identifiers=(Identifier("Wikidata", "Q7"),))
    other = make_person("y", "Y", identifiers=(Identifier("wikidata", "q7 "),))
    found = judged(one=one, other=other)
    assert (found.score, found.reasons) == (60, ("the same wikidata, q7",))
    one = dataclasses.replace(ADA, links=(Link("https://www.Ada.example/me/"),))
    other = dataclasses.replace(ADA_2, links=(Link("http://ada.example/me#top"),))
    assert judged(one=one, other=other).score == 60
    other = dataclasses.replace(ADA_2, links=(Link("http://ada.example/me"),))
    found = judged(one=one, other=other)
    assert (found.score, found.reasons[1]) == (85, "the same page, https://www.Ada.example/me/")


def test_addresses_are_compared_without_what_does_not_matter() -> None:
    assert address(" HTTPS://WWW.A.example/b/?# ") == address("http://a.example/b")
    assert address("a.example/b") == address("//www.a.example/b")
    assert address("https://a.example/b") != address("https://a.example/c")


DOUBTS: list[tuple[dict[str, object], dict[str, object], str]] = [
    (
        {"identifiers": (Identifier("orcid", "1"), Identifier("x", "9"))},
        {"identifiers": (Identifier("orcid", "2"), Identifier("x", "9"))},
        "different ids in orcid, 1 and 2",
    ),
    (
        {"identifiers": (Identifier("s1", "1"), Identifier("x", "9"))},
        {"identifiers": (Identifier("s1", "2"), Identifier("x", "9"))},
        "s1 lists them as two",
    ),
    (
        {"description": "born 1970, chef", "identifiers": (Identifier("x", "9"),)},
        {"description": "chef, born in 1981", "identifiers": (Identifier("x", "9"),)},
        "born in different years, 1970 and 1981",
    ),
    ({"description": "a poet"}, {"description": "the dean"}, "descriptions with no word in common"),
]


@pytest.mark.parametrize(("mine", "theirs", "doubt"), DOUBTS)
def test_what_tells_them_apart_speaks_against_it(
    mine: dict[str, object], theirs: dict[str, object], doubt: str
) -> None:
    one = dataclasses.replace(ADA, **mine)  # type: ignore[arg-type]
    other = dataclasses.replace(ADA_2, **theirs)  # type: ignore[arg-type]
    assert doubt in judged(make_source(), one=one, other=other).doubts


def test_an_id_in_another_database_of_ours_says_nothing() -> None:
    one, other = (
        dataclasses.replace(each, identifiers=(Identifier("wherefrom", value),))
        for each, value in ((ADA, "a"), (ADA_2, "b"))
    )
    assert judged(one=one, other=other).doubts == ()


def test_the_same_description_speaks_for_it() -> None:
    one, other = (dataclasses.replace(each, description="poet") for each in (ADA, ADA_2))
    assert judged(one=one, other=other).reasons == (
        "the same name, Ada Byron",
        "the same description, poet",
    )


def test_a_source_that_tells_of_both_speaks_against_it_and_an_event_more_so() -> None:
    quotes = make_source(), make_quote()
    found = judged(ACME, *quotes, hired("h1", "ada"), hired("h2", "ada-2"))
    assert (found.score, found.doubts) == (60, ("one source tells of both, A report",))
    both = make_event(roles={"by": "person/ada", "about": "person/ada-2"})
    assert duplicates(make_records(ADA, ADA_2, both)).found == []
    known = (Identifier("orcid", "1"),)
    one, other = (dataclasses.replace(each, identifiers=known) for each in (ADA, ADA_2))
    assert judged(both, one=one, other=other).doubts == ("one event has both, ada-hire",)


def test_other_days_of_birth_speak_against_it() -> None:
    births = [
        make_event(name, "birth", roles={"person": f"person/{name}"}, date=make_date(day, text=day))
        for name, day in (("ada", "1970-01-01"), ("ada-2", "1981-05-05"))
    ]
    assert duplicates(make_records(ADA, ADA_2, *births)).found == []


def test_part_and_whole_are_two_and_other_kinds_are_a_doubt() -> None:
    firm, part = make_company("acme"), make_company("acme-2", "Acme", parent="team")
    team = make_company("team", parent="acme")
    assert duplicates(make_records(firm, part, team)).found == []
    lab = make_company("acme-2", "Acme Inc", kind="lab")
    assert judged(one=firm, other=lab).doubts == ("of different kinds, firm and lab",)


def test_companies_that_are_part_of_each_other_in_a_circle_are_compared_all_the_same() -> None:
    ring = [make_company("acme", parent="acme-2"), make_company("acme-2", "Acme", parent="acme")]
    assert duplicates(make_records(*ring)).found == []


def test_what_was_decided_is_listed_no_more() -> None:
    apart = make_decision("person/ada-2", "person/ada", action="distinct")
    assert duplicates(make_records(ADA, ADA_2, apart)).found == []
    third = make_person("ada-3", "Ada Byron")
    merged = make_decision("person/ada", "person/ada-2")
    found = duplicates(make_records(ADA, ADA_2, third, merged)).found
    assert [(each.keep, each.other) for each in found] == [("person/ada", "person/ada-3")]
    apart = make_decision("person/ada-2", "person/ada-3", id="d2", action="distinct")
    assert duplicates(make_records(ADA, ADA_2, third, merged, apart)).found == []


def test_of_a_crowd_of_one_name_those_are_listed_who_share_something_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(blocks, "CROWD", 3)
    crowd = [make_person(f"b{at}", "Ada Byron") for at in range(6)]
    hires = [hired("h1", "b2"), hired("h2", "b4")]
    found = duplicates(make_records(*crowd, ACME, *hires), ["person"])
    assert [(each.keep, each.other) for each in found.found] == [("person/b2", "person/b4")]
    assert found.crowds == 1
    short = [make_person(f"s{at}", "A. Byron") for at in range(2)]
    hires.append(hired("h3", "s1"))
    found = duplicates(make_records(*crowd, *short, ACME, *hires), ["person"])
    assert ("person/b2", "person/s1") in {(each.keep, each.other) for each in found.found}
    hires = [hired(f"h{at}", f"b{at}") for at in range(6)]  # in the company they are a crowd again
    assert duplicates(make_records(*crowd, ACME, *hires), ["person"]).found == []


def test_endless_names_and_countless_aliases_take_no_time() -> None:
    endless = "ab" * 50_000 + " of" * 20_000
    names = tuple(f"Ada {at} Byron" for at in range(20_000))
    one, other = (make_person(each, f"{each}{endless}", aliases=names) for each in ("a", "b"))
    (found,) = duplicates(make_records(one, other)).found
    assert found.reasons == ("the same name, Ada 0 Byron",)


def test_one_kind_alone_is_compared_where_that_is_asked_for() -> None:
    records = make_records(ADA, ADA_2, make_company("a", "A1"), make_company("b", "A1"))
    assert {each.keep for each in duplicates(records, ["company"]).found} == {"company/a"}
    assert len(duplicates(records).found) == 2


def test_progress_goes_from_nothing_to_all() -> None:
    told: list[float] = []
    duplicates(make_records(ADA, ADA_2), tell=told.append)
    assert told == sorted(told)
    assert told[-1] == 1


def test_the_document_of_the_list_has_plain_values() -> None:
    third = make_person("ada-3", "Ada Byron")
    assert duplicates(make_records(ADA, ADA_2, third)).as_json(1) == {
        "total": 3,
        "returned": 1,
        "crowds": 0,
        "items": [
            {
                "score": 57,
                "keep": {"view": "person/ada", "name": "Ada Byron"},
                "other": {"view": "person/ada-2", "name": "Ada Byron"},
                "for": ["the same name, Ada Byron"],
                "against": [],
            }
        ],
    }


def test_every_way_of_being_alike_has_words_and_a_worth() -> None:
    scores = [each.score for each in WEIGHTS.values()]
    assert scores == sorted(scores, reverse=True)
    assert all("{names}" in each.words for each in WEIGHTS.values())


def test_the_built_in_database_has_nobody_twice() -> None:
    from db import storage

    assert duplicates(storage.read(storage.BUILT_IN)).found == []
