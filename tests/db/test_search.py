"""Search does what a newsroom expects of half-remembered names."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from db.errors import BadQuery, BadTerm
from db.library import Library, Needle
from db.marks import passage, spans_of
from db.query import parse
from db.records import Amount, Claim, Kind, Person
from db.search import KINDS, Results, find, search
from db.words import fold
from tests.make import (
    make_company,
    make_date,
    make_event,
    make_person,
    make_quote,
    make_records,
    make_source,
)

NAMES = {
    "zhao": "Shengjia Zhao",
    "wei": "Jason Wei",
    "weinberg": "Ada Weinberg",
    "chung": "Hyung Won Chung",
    "sorensen": "Søren Ørsted",
    "strasse": "Hans Straße",
    "fin": "Anna ﬁnk",
    "wide": "Ｍａｒｉａ Ｄ",
    "wang": "王小明",
    "somchai": "สมชาย ใจดี",
    "jeong": "정형원",
    "dmitri": "Дмитрий Йоффе",
    "zuckerberg": "Mark Zuckerberg",
}

EVENTS = (
    make_event(
        "zhao-threat",
        "threat-to-leave",
        summary="Zhao threatened to leave.",
        roles={"person": "person/zhao", "from": "company/msl"},
        quotes=("q1",),
        disputes=("zhao-denial",),
    ),
    make_event(
        "zhao-hire",
        summary="Shengjia Zhao joined the lab.",
        roles={"person": "person/zhao", "from": "company/openai", "to": "company/msl"},
        quotes=("q2",),
        date=make_date("2025-07-01", "2025-07-31"),
        grade="reported",
        title="chief scientist",
    ),
    make_event(
        "wei-hire",
        summary="Jason Wei joined Meta.",
        roles={"person": "person/wei", "from": "company/openai", "to": "company/meta"},
        quotes=("q2",),
        date=make_date("2024-02-03"),
        amount=Amount("up to 100 million", "USD", max=1e8, bound="up_to"),
        same_as=("wei-hire-again",),
    ),
    make_event(
        "wei-hire-again",
        summary="Wei went to Meta.",
        roles={"person": "person/wei", "to": "company/meta"},
        quotes=("q3",),
    ),
    make_event(
        "zhao-denial",
        "denial",
        summary="A spokesperson denied it.",
        claim=Claim("denied", by="a Meta spokesperson"),
        roles={"by": "a Meta spokesperson", "about": "person/zhao"},
        quotes=("q3",),
        amount=Amount("a third", "fraction", min=1 / 3, max=1 / 3),
    ),
    make_event(
        "openai-stake",
        "stake",
        summary="A stake in OpenAI.",
        roles={"by": "company/openai", "about": "company/openai"},
        quotes=("q3",),
        status="planned",
        amount=Amount("over 1 billion", "EUR", min=1e9, bound="over"),
    ),
)


@pytest.fixture(scope="module")
def library() -> Library:
    people = [make_person(identifier, name) for identifier, name in NAMES.items()]
    return Library.of(
        make_records(
            *people,
            make_company("meta", "Meta", aliases=("Facebook",)),
            make_company("msl", "Superintelligence Labs", parent="meta"),
            make_company("openai", "OpenAI"),
            *EVENTS,
            make_quote("q1", "s1", "a menacé de démissionner", lang="fr", translation="resign"),
            make_quote("q2", "s1", "un milliard", start=40, lang="fr", speaker="person/zuckerberg"),
            make_quote("q3", "s2", "the metaphor", lang="en"),
            make_source("s1", "L'exode", lang="fr", publisher="Gate", published="2025-08"),
            make_source("s2", "A denial", lang="en"),
            make_source("s3", "Unused", lang="da", author="Maria DEL"),
        ),
        "tiny",
    )


def ids(results: Results) -> list[str]:
    return [hit.id for hit in results.hits]


def ask(library: Library, text: str, kind: Kind = "person", sort: str | None = None) -> list[str]:
    return ids(search(library, parse(text), kind, sort))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("wei", ["wei", "weinberg"]),
        ("jason wei", ["wei"]),
        ("wei jason", ["wei"]),
        ("hyung chung", ["chung"]),
        ("chung hyung", ["chung"]),
        ("soren", ["sorensen"]),
        ("SØREN", ["sorensen"]),
        ("orsted", ["sorensen"]),
        ("Ørst", ["sorensen"]),
        ("strasse", ["strasse"]),
        ("STRAẞE", ["strasse"]),
        ("fink", ["fin"]),
        ("ﬁnk", ["fin"]),
        ("maria", ["wide"]),
        ("王", ["wang"]),
        ("小明", ["wang"]),
        ("明小", []),
        ("ชาย", ["somchai"]),
        ("정", ["jeong"]),
        ("형원", ["jeong"]),
        ("ДМИТ", ["dmitri"]),
        ("йоффе", ["dmitri"]),
        ("enberg", ["weinberg"]),
        ("zuckreberg", ["zuckerberg"]),
        ("shengija", ["zhao"]),
        ("zukerbrg", ["zuckerberg"]),
        ('"won chung"', ["chung"]),
        ('"hyung chung"', []),
        ('"jason we"', []),
        ("xyzzy", []),
        ("zha o", ["zhao"]),
    ],
)
def test_people_are_found_by_what_is_remembered_of_their_names(
    library: Library, text: str, expected: list[str]
) -> None:
    assert [each for each in ask(library, text) if each in expected] == expected
    if not expected:
        assert ask(library, text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("zhao threat", ["zhao"]),
        ("resign", ["zhao"]),
        ("demissionner", ["zhao"]),
        ("milliard", ["wei", "zhao", "zuckerberg"]),
        ('"un milliard"', ["wei", "zhao", "zuckerberg"]),
        ("type:hire", ["wei", "zhao"]),
        ("to:meta type:hire", ["wei", "zhao"]),
        ("to:=meta type:hire", ["wei"]),
        ("to:facebook", ["wei", "zhao"]),
        ("to:msl type:hire", ["zhao"]),
        ("from:openai grade:reported", ["zhao"]),
        ("type:threat to:meta", []),
        ("type:hire -to:meta", []),
        ("type:hire -grade:reported", ["wei"]),
        ("is:disputed", ["zhao"]),
        ("grade:denied", ["zhao"]),
        ("date:2025-07", ["zhao"]),
        ("date:..2024", ["wei"]),
        ("date:2025-08..", []),
        ("has:title", ["zhao"]),
        ("has:translation type:threat-to-leave", ["zhao"]),
        ("amount:>=100M", ["wei"]),
        ("speaker:zuckerberg", ["wei", "zhao"]),
        ("lang:french", ["wei", "zhao"]),
        ("source:gate", ["wei", "zhao"]),
        ("person:wei", ["wei"]),
    ],
)
def test_people_are_found_by_what_is_told_of_them(
    library: Library, text: str, expected: list[str]
) -> None:
    assert sorted(ask(library, text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ["wei-hire", "zhao-hire", "zhao-threat", "zhao-denial", "openai-stake"]),
        ("zhao", ["zhao-hire", "zhao-threat", "zhao-denial"]),
        ("type:hire", ["wei-hire", "zhao-hire"]),
        ("type:moves", ["wei-hire", "zhao-hire"]),
        ("type:threat", ["zhao-threat"]),
        ("to:meta", ["wei-hire", "zhao-hire"]),
        ("company:meta -type:hire", ["zhao-threat"]),
        ("status:planned", ["openai-stake"]),
        ("is:undated -is:disputed", ["wei-hire-again", "openai-stake"]),
        ("is:disputed", ["zhao-threat", "zhao-denial"]),
        ("is:retold", ["wei-hire"]),
        ("is:unnamed", ["zhao-denial"]),
        ("has:amount", ["wei-hire", "zhao-denial", "openai-stake"]),
        ("amount:100M", ["wei-hire"]),
        ("amount:>100M", ["openai-stake"]),
        ("amount:200M..2B", ["openai-stake"]),
        ("amount:>=1€", ["openai-stake"]),
        ("amount:1/3", ["zhao-denial"]),
        ("amount:<40%", ["zhao-denial"]),
        ("speaker:spokesperson", ["zhao-denial"]),
        ("speaker:=spokesperson", []),
        ("person:spokes", ["zhao-denial"]),
        ("person:pokes", []),
        ("date:2025", ["zhao-hire"]),
        ("-date:2025 type:hire", ["wei-hire"]),
        ("lang:en is:dated", []),
    ],
)
def test_events_are_found_by_their_fields(library: Library, text: str, expected: list[str]) -> None:
    assert ask(library, text, "event") == expected


def test_a_participant_is_found_in_an_event_that_does_not_name_them(library: Library) -> None:
    assert "zhao-denial" in ask(library, "shengjia", "event")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ["s1", "s2", "s3"]),
        ("lang:da", ["s3"]),
        ("gate", ["s1"]),
        ("maria", ["s3"]),
        ("grade:denied", ["s2"]),
        ("date:2025-08", ["s1"]),
        ("milliard", ["s1"]),
        ("source:unused", ["s3"]),
    ],
)
def test_sources_are_found_with_and_without_facts(
    library: Library, text: str, expected: list[str]
) -> None:
    assert ask(library, text, "source") == expected


def test_names_rank_exact_then_prefix_then_word_then_substring_then_typo() -> None:
    names = {
        "within": "Hammetals",
        "word": "Labs of Metal",
        "prefix": "Metallica",
        "exact": "Metal",
        "typo": "Mettal",
        "told": "Nobody",
    }
    people = [make_person(identifier, name) for identifier, name in names.items()]
    event = make_event(roles={"person": "person/told"}, summary="Metal was struck.", quotes=())
    library = Library.of(make_records(*people, event), "ranks")
    assert ask(library, "metal") == ["exact", "prefix", "word", "within", "told"]
    assert ask(library, "mettal") == ["typo"]
    typo = search(library, parse("mxtal"), "person").hits[0]
    assert (typo.id, typo.is_typo) == ("exact", True)
    assert typo.name[slice(*typo.spans[0])] == "Metal"


def test_an_alias_counts_as_a_name_and_is_shown() -> None:
    company = make_company("meta", aliases=("Facebook",))
    hit = search(Library.of(make_records(company), "x"), parse("face"), "company").hits[0]
    assert (hit.name, hit.spans, hit.score) == ("Meta", (), 90)
    assert hit.snippet == "Facebook"
    assert hit.snippet_spans == ((0, 4),)


@pytest.mark.parametrize("text", ["wex", "wxi", "x"])
def test_short_words_are_never_taken_for_typing_errors(library: Library, text: str) -> None:
    assert not any(hit.is_typo for hit in search(library, parse(text), "person").hits)


def test_a_typing_error_is_not_supposed_where_something_better_is_found(library: Library) -> None:
    assert ask(library, "metaph", "event") == ["wei-hire-again", "zhao-denial", "openai-stake"]
    assert [hit.is_typo for hit in search(library, parse("metaa"), "company").hits][:1] == [True]
    assert ask(library, "metaa", "company")[0] == "meta"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("word", ["openai", "zhao", "milliard", "王", "zhao-x", "is:disputed"])
def test_a_word_and_its_opposite_share_a_list_between_them(
    library: Library, kind: Kind, word: str
) -> None:
    with_it, without_it = (search(library, parse(text), kind) for text in (word, f"-{word}"))
    if any(hit.is_typo for hit in with_it.hits):
        pytest.skip("a guess has no opposite")
    assert with_it.tellings + without_it.tellings == library.count(kind)


@pytest.mark.parametrize(
    ("text", "name", "marked"),
    [
        ("orst", "Søren Ørsted", ["Ørst"]),
        ("soren", "Søren Ørsted", ["Søren"]),
        ("stras", "Hans Straße", ["Straß"]),
        ("fink", "Anna ﬁnk", ["ﬁnk"]),
        ("maria", "Ｍａｒｉａ Ｄ", ["Ｍａｒｉａ"]),
        ("小明", "王小明", ["小明"]),
        ("jason wei", "Jason Wei", ["Jason", "Wei"]),
    ],
)
def test_matches_are_marked_in_the_name_as_written(
    library: Library, text: str, name: str, marked: list[str]
) -> None:
    hit = search(library, parse(text), "person").hits[0]
    assert hit.name == name
    assert [hit.name[start:end] for start, end in hit.spans] == marked


def test_the_snippet_shows_what_the_name_does_not(library: Library) -> None:
    hit = search(library, parse("zhao resign"), "person").hits[0]
    assert [hit.snippet[start:end] for start, end in hit.snippet_spans] == ["resign"]


def test_a_passage_is_cut_around_its_match_and_says_so() -> None:
    text = "word " * 60 + "needle\tand " + "more " * 60
    spans = spans_of(text, [Needle.of("needle")])
    shown, moved = passage(text, spans)
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert "\t" not in shown
    assert [shown[start:end] for start, end in moved] == ["needle"]
    assert passage("short", ()) == ("short", ())


def test_one_happening_told_twice_is_one_row(library: Library) -> None:
    results = search(library, parse("to:meta type:hire wei"), "event")
    assert ids(results) == ["wei-hire"]
    assert (results.hits[0].count, results.hits[0].sources) == (2, 2)
    assert results.summary == "1 of 5 events, told 2 times · 3 filters"


@pytest.mark.parametrize(
    ("text", "kind", "summary"),
    [
        ("", "person", "13 people"),
        ("chung", "person", "1 of 13 people · 1 filter"),
        ("type:hire to:meta", "person", "2 of 13 people · 2 filters"),
        ("xyzzy", "company", "0 of 3 companies · 1 filter"),
        ("", "event", "5 events, told 6 times"),
    ],
)
def test_the_count_is_always_told(library: Library, text: str, kind: Kind, summary: str) -> None:
    assert search(library, parse(text), kind).summary == summary


def test_one_record_is_one_record() -> None:
    library = Library.of(make_records(make_person("ada")), "one")
    assert search(library, parse(""), "person").summary == "1 person"


def test_people_come_with_most_events_first_and_names_decide(library: Library) -> None:
    assert ask(library, "")[:3] == ["zhao", "wei", "weinberg"]
    assert ask(library, "", sort="name")[0] == "weinberg"
    assert ask(library, "wei", sort="-name") == ["zuckerberg", "wei", "weinberg"]


def test_an_order_that_a_list_does_not_have_is_refused(library: Library) -> None:
    with pytest.raises(BadTerm, match="events, name"):
        search(library, parse(""), "person", "height")


@pytest.mark.parametrize(
    ("text", "dropped", "total", "words"),
    [
        ("zhao grade:alleged", "grade:alleged", 2, "without grade:alleged there would be 2"),
        ("xyzzy", "xyzzy", 13, "Nothing matches xyzzy."),
        ("to:opnai", "to:opnai", 13, "Did you mean to:OpenAI?"),
        ("to:qqqq", "to:qqqq", 13, "Nothing matches to:qqqq."),
    ],
)
def test_an_empty_result_says_which_term_to_drop(
    library: Library, text: str, dropped: str, total: int, words: str
) -> None:
    hint = search(library, parse(text), "person").hint
    assert hint is not None
    assert (str(hint.term), hint.total) == (dropped, total)
    assert words in str(hint)
    assert len(search(library, hint.query, "person").hits) == total


def test_no_hint_is_given_where_it_would_not_help(library: Library) -> None:
    assert search(library, parse("zhao"), "person").hint is None
    assert search(library, parse("xyzzy qqqq grade:alleged"), "person").hint is None


def test_a_mixed_search_puts_names_before_events(library: Library) -> None:
    views = [hit.view for hit in find(library, parse("zhao"), 3)]
    assert views == ["person/zhao", "event/zhao-hire", "event/zhao-threat"]
    assert [hit.view for hit in find(library, parse("meta"), 1)] == ["company/meta"]
    assert [hit.kind for hit in find(library, parse("type:hire"), 1)] == ["event"]
    everything = sum(search(library, parse(""), kind).total for kind in KINDS)
    assert len(find(library, parse(""))) == everything


def test_rows_are_a_sequence(library: Library) -> None:
    hits = search(library, parse("wei"), "person").hits
    assert [hit.id for hit in hits[:1]] == [hits[0].id] == [next(iter(hits)).id]
    with pytest.raises(IndexError):
        _ = hits[len(hits)]


TYPED = st.one_of(
    st.text(max_size=12),
    st.lists(
        st.sampled_from(["zhao", "wei", "-", "to:", "meta", " ", '"', "is:disputed", "*", "'",
                         "NEAR", "^", "(", "{", "王", "date:2025", "amount:5", "%", "\u0301"]),
        max_size=6,
    ).map("".join),
)  # fmt: skip


@given(TYPED)
@example("\ue000")
@example('"…"')
@example("'); DROP TABLE record; --")
def test_searching_for_any_text_raises_nothing(text: str) -> None:
    library = SMALL
    try:
        query = parse(text)
    except BadQuery:
        return
    for kind in KINDS:
        for hit in search(library, query, kind).hits:
            for shown, spans in ((hit.name, hit.spans), (hit.snippet, hit.snippet_spans)):
                assert all(0 <= start < end <= len(shown) for start, end in spans)


PEOPLE: tuple[Person, ...] = tuple(make_person(each, name) for each, name in NAMES.items())
SMALL = Library.of(make_records(*PEOPLE, *EVENTS), "small")


@given(st.sampled_from(list(NAMES.values())), st.data())
def test_any_part_of_a_name_finds_it_and_whatever_is_found_holds_it(
    name: str, data: st.DataObject
) -> None:
    folded = fold(name)
    start = data.draw(st.integers(0, len(folded) - 1))
    end = data.draw(st.integers(start + 1, len(folded)))
    part = folded[start:end].strip()
    query = parse(f'"{part}"') if " " in part else parse(part or name)
    if " " in part and not is_whole_words(folded, start, end):
        return
    hits = search(PEOPLE_ALONE, query, "person").hits
    assert name in [hit.name for hit in hits]
    for hit in hits:
        assert hit.is_typo or part in fold(hit.name)


PEOPLE_ALONE = Library.of(make_records(*PEOPLE), "people")


def is_whole_words(folded: str, start: int, end: int) -> bool:
    """Whether a part begins and ends where words do."""
    return f" {folded[start:end].strip()} " in f" {folded} "


def test_searching_needs_none_of_the_slow_imports() -> None:
    slow = ("tinydb", "rapidfuzz", "ftfy", "platformdirs", "textual", "rich", "filelock", "click")
    program = (
        "import sys, db.search, db.facets, db.library; "
        f"print([name for name in {slow!r} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == "[]", done.stderr
