"""Verifying goes on to the end of anything, and names each quote that is not where it should be."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from db import storage
from db.anchor import STATES, context
from db.codec import encode
from db.errors import Superseded
from db.material import Raw
from db.mending import mending
from db.records import TABLES, Event, Quote, Records, Source
from db.texts import Texts
from db.verify import verify
from tests.make import make_company, make_event, make_person, make_quote, make_records, make_source

ARTICLE = "Ada left Acme in May. “She never came”, said a spokesperson of Globex. 🦙 The end."
WORDS = ("Ada left Acme in May", "“She never came”", "🦙 The end")

Change = Callable[[Quote], Quote]


def quotes_of(text: str) -> list[Quote]:
    quotes = []
    for number, words in enumerate(WORDS, start=1):
        start = text.index(words)
        prefix, suffix = context(text, start, start + len(words))
        quotes.append(
            make_quote(f"q{number}", exact=words, start=start, prefix=prefix, suffix=suffix)
        )
    return quotes


def records_of(*quotes: Quote, text: str = ARTICLE, **fields: int) -> Records:
    digest = sha256(text.encode()).hexdigest()
    source = make_source(sha256=digest, length=fields.get("length", len(text)), file="news.json")
    event = make_event(
        roles={"person": "person/ada", "from": "company/acme"},
        quotes=tuple(quote.id for quote in quotes),
    )
    return make_records(make_person(), make_company(), event, source, *quotes)


@pytest.fixture
def texts(tmp_path: Path) -> Texts:
    return attach(tmp_path, ARTICLE)


def attach(folder: Path, text: str) -> Texts:
    (folder / "news.json").write_bytes(text.encode())
    return Texts((folder,))


def raw_of(records: Records) -> Raw:
    tables = {
        table: {str(n): encode(each) for n, each in enumerate(records.table(kind).values(), 1)}
        for kind, table in TABLES.items()
    }
    return Raw({**tables, "meta": {"1": {"schema": 1}}})


def test_quotes_that_are_where_they_should_be_are_no_problem(texts: Texts) -> None:
    report = verify(records_of(*quotes_of(ARTICLE)), texts)
    assert report.is_sound
    assert report.as_json() == {
        "quotes": {"exact": 3, "moved": 0, "altered": 0, "missing": 0, "no-text": 0},
        "problems": [],
        "warnings": [],
        "texts": {"held": 1, "changed": 0, "unreadable": 0, "none": 0},
    }
    assert report.as_text() == ("3 quotes: 3 exact", "0 problems, 0 warnings")


def test_a_text_that_is_not_at_hand_is_no_problem() -> None:
    report = verify(records_of(*quotes_of(ARTICLE)), Texts(()))
    assert report.is_sound
    assert report.quotes["no-text"] == 3


def test_a_database_without_quotes_is_sound() -> None:
    assert verify(Records(), Texts(())).as_text() == ("0 quotes: none", "0 problems, 0 warnings")


@pytest.mark.parametrize(
    ("text", "state", "words"),
    [
        (f"News.\n{ARTICLE}", "moved", "stand at 6–26 now"),
        (ARTICLE.replace("in May", "in June"), "altered", "“Ada left Acme in [-May-]{+June+}”"),
        ("The weather was fine on the whole.", "missing", "no longer in"),
    ],
)
def test_a_quote_that_a_changed_text_no_longer_bears_out_is_a_problem(
    tmp_path: Path, text: str, state: str, words: str
) -> None:
    report = verify(records_of(quotes_of(ARTICLE)[0]), attach(tmp_path, text))
    assert {name: report.quotes[name] for name in STATES if report.quotes[name]} == {state: 1}
    [problem] = report.problems
    assert (problem.rule, problem.table, problem.id) == (state, "quotes", "q1")
    assert words in problem.message
    assert [each.rule for each in report.warnings] == ["changed"]
    assert not report.is_sound


def test_a_changed_text_that_bears_out_every_quote_is_a_warning_alone(tmp_path: Path) -> None:
    report = verify(records_of(*quotes_of(ARTICLE)), attach(tmp_path, f"{ARTICLE} Corrected."))
    assert report.is_sound
    assert [(each.rule, each.id) for each in report.warnings] == [("changed", "s1")]
    assert report.as_text()[0].startswith("warning: sources/s1, field “sha256”: ")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        (lambda quote: dataclasses.replace(quote, prefix="Bob said: "), "prefix"),
        (lambda quote: dataclasses.replace(quote, suffix="!"), "suffix"),
    ],
)
def test_surroundings_that_the_text_does_not_have_are_a_problem(
    texts: Texts, change: Change, field: str
) -> None:
    report = verify(records_of(change(quotes_of(ARTICLE)[1])), texts)
    assert report.quotes["exact"] == 1
    assert [(each.rule, each.field) for each in report.problems] == [("surroundings", field)]


def test_surroundings_may_be_shorter_than_they_could_be(texts: Texts) -> None:
    quote = dataclasses.replace(quotes_of(ARTICLE)[1], prefix="May. ", suffix="")
    assert verify(records_of(quote), texts).is_sound


def test_a_length_that_is_not_the_texts_is_a_problem(texts: Texts) -> None:
    report = verify(records_of(*quotes_of(ARTICLE), length=5000), texts)
    assert [(each.rule, each.field) for each in report.problems] == [("length", "length")]


def test_a_text_that_cannot_be_read_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "news.json").write_bytes(b"\xff")
    report = verify(records_of(*quotes_of(ARTICLE)), Texts((tmp_path,)))
    assert [(each.rule, each.id) for each in report.problems] == [("text", "s1")]
    assert report.quotes["no-text"] == 3


def test_rules_are_judged_beside_quotes(texts: Texts) -> None:
    records = records_of(*quotes_of(ARTICLE))
    lonely = make_event("nothing-says-so", quotes=())
    broken = dataclasses.replace(records, events={**records.events, lonely.id: lonely})
    report = verify(broken, texts)
    assert ("sourced", "events", "nothing-says-so", "quotes") in [
        (each.rule, each.table, each.id, each.field) for each in report.problems
    ]
    assert report.quotes["exact"] == 3


def test_what_cannot_be_read_is_listed_and_the_rest_looked_up(texts: Texts) -> None:
    raw = raw_of(records_of(*quotes_of(ARTICLE)))
    raw.documents("quotes")["2"]["start"] = "12"  # type: ignore[index]  # a broken document
    raw.documents("quotes")["3"]["source"] = "gone"  # type: ignore[index]  # a broken document
    report = verify(raw, texts)
    assert (report.quotes["exact"], report.quotes["no-text"]) == (1, 1)
    assert ("quotes", "q2", "start") in [(p.table, p.id, p.field) for p in report.problems]
    assert ("quotes", "q3", "source") in [(p.table, p.id, p.field) for p in report.problems]


@pytest.mark.parametrize("root", [{}, {"quotes": []}, {"quotes": {"1": 7}}, {"meta": {"1": {}}}])
def test_any_json_object_can_be_verified(root: dict[str, object]) -> None:
    report = verify(Raw(root), Texts(()))
    assert not report.is_sound
    document = report.as_json()
    assert json.loads(json.dumps(document)) == document


@pytest.mark.parametrize("data", [b"[]", b'"x"', b"7", b"null"])
def test_json_that_is_no_object_is_a_problem_and_no_refusal(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "base.json").write_bytes(data)
    report = verify(storage.read_raw(tmp_path / "base.json"), Texts(()))
    assert report.as_text()[-3].startswith("problem: the file: It is no TinyDB database. ")
    assert set(report.quotes.values()) == {0}
    assert ("shape", "", "", "") in [each[:4] for each in report.problems]


def test_a_key_that_stands_twice_is_a_problem(tmp_path: Path) -> None:
    path = tmp_path / "base.json"
    path.write_bytes(b'{"people": {"1": {"id": "ada", "name": "A"}, "1": {"id": "b", "id": "c"}}}')
    problems = verify(storage.read_raw(path), Texts(())).problems
    found = [each[:4] for each in problems if "twice" in each.message]
    assert found == [("shape", "people", "#1", ""), ("shape", "people", "#1", "id")]


def test_two_sources_are_each_looked_up_in_their_own_text(tmp_path: Path) -> None:
    other = "Bob stayed at Globex."
    (tmp_path / "other.txt").write_bytes(other.encode())
    texts = attach(tmp_path, ARTICLE)
    second = Source("s2", "Other", "en", sha256(other.encode()).hexdigest(), len(other))
    quote = make_quote("q9", "s2", "Bob stayed", suffix=" at Globex.")
    event: Event = make_event("bob-stays", "position", quotes=("q9",))
    records = records_of(*quotes_of(ARTICLE))
    joined = make_records(*(each for _, each in records), second, quote, event)
    assert verify(joined, texts).quotes["exact"] == 4


def test_an_altered_quote_tells_word_by_word_what_has_changed(tmp_path: Path) -> None:
    now = ARTICLE.replace("in May", "early in June")
    report = verify(records_of(quotes_of(ARTICLE)[0]), attach(tmp_path, now))
    [problem] = report.problems
    assert "Ada left Acme [-in May-]{+early in June+}" in problem.message or (
        "Ada left Acme {+early +}in [-May-]{+June+}" in problem.message
    )
    told = problem.as_json()
    assert list(told) == ["rule", "table", "id", "field", "message", "start", "end", "diff"]
    start, end = problem.span or (0, 0)
    assert (told["start"], told["end"]) == (start, end)
    assert told["diff"] == [change._asdict() for change in problem.diff]
    assert "".join(each.text for each in problem.diff if each.op != "insert") == WORDS[0]
    assert "".join(each.text for each in problem.diff if each.op != "delete") == now[start:end]


def test_a_moved_quote_tells_where_its_words_stand_now(tmp_path: Path) -> None:
    report = verify(records_of(quotes_of(ARTICLE)[0]), attach(tmp_path, f"News.\n{ARTICLE}"))
    told = report.problems[0].as_json()
    assert (told["start"], told["end"]) == (6, 26)
    assert "diff" not in told
    assert report.problems[0].message.endswith("To correct it: wherefrom verify --fix.")
    lost = verify(records_of(*quotes_of(ARTICLE)), attach(tmp_path, f"News. {ARTICLE[:40]}"))
    assert "a changed text of which it is not certain that every" in lost.problems[0].message


def test_nobody_is_sent_to_a_fix_that_would_not_be_made(tmp_path: Path) -> None:
    text = "Ada met Eve."
    quotes = make_quote("q1", exact="Ada", start=0), make_quote("q2", exact="Eve", start=8)
    texts = attach(tmp_path, "Ada saw Ada, who met Eve.")
    records = records_of(*quotes, text=text)
    assert mending(records, texts).fixed == ()
    messages = [each.message for each in verify(records, texts).problems]
    assert "at 21–24 now" in messages[0]
    assert "--fix" not in "".join(messages)


def test_of_words_that_stand_at_several_places_none_is_offered_as_the_right_one(
    tmp_path: Path,
) -> None:
    quote = make_quote(exact="Ada", start=3)
    report = verify(records_of(quote), attach(tmp_path, "Ada met Ada."))
    assert "several places now, most likely at 0–3" in report.problems[0].message


def test_verifying_tells_how_far_it_is_and_ends_when_it_is_told_to(texts: Texts) -> None:
    shares: list[float] = []
    verify(records_of(*quotes_of(ARTICLE)), texts, shares.append)
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0, 1)

    def stop(share: float) -> None:
        raise Superseded

    with pytest.raises(Superseded):
        verify(records_of(), texts, stop)
