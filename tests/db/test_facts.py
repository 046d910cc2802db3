"""Facts by hand: places are counted, what is known stays, what is new comes in whole."""

from __future__ import annotations

import dataclasses
import json
import tempfile
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import storage
from db.errors import BadFact, BadFile, Refused
from db.intake import import_facts, read_facts
from db.intake.lines import lines_of
from db.intake.outside import from_path
from db.intake.report import SHOWN, ImportReport, Skipped, compare
from db.records import Records
from db.texts import Texts
from tests.facts import (
    ACME,
    ADA,
    ALL,
    ARTICLE,
    DENIAL,
    DENIED,
    EVENT,
    QUOTE,
    SOURCE,
    changed,
    lines,
    read,
)


def test_the_place_of_a_quote_and_the_hash_of_a_text_are_counted(texts: Texts) -> None:
    records = read(texts, *ALL, DENIED).records
    source, quote = records.sources["news"], records.quotes["q2"]
    assert source.sha256 == sha256(ARTICLE.encode()).hexdigest()
    assert source.length == len(ARTICLE)
    assert ARTICLE[quote.start : quote.end] == quote.exact
    assert quote.prefix == ARTICLE[quote.start - 32 : quote.start]
    assert quote.suffix == "."
    assert (quote.lang, quote.speech) == ("en", "none")


@given(st.text(st.characters(codec="utf-8"), min_size=1), st.data())
def test_any_span_is_found_by_what_stands_around_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    quote = changed(QUOTE, exact=text[start:end], prefix=text[:start], suffix=text[end:])
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "news.txt").write_bytes(text.encode())
        found = read(Texts((Path(folder),)), SOURCE, quote).records.quotes["q1"]
    assert (found.start, found.end) == (start, end)
    assert text[found.start : found.end] == found.exact


def test_comments_blank_lines_and_a_mark_at_the_start_are_allowed(texts: Texts) -> None:
    comments = ("\ufeff# facts", "", "   ", "// more", "  # indented")
    assert len(read(texts, *comments, *ALL).records) == len(ALL)


def test_a_line_separator_inside_a_string_does_not_end_the_line(tmp_path: Path) -> None:
    path = tmp_path / "facts.jsonl"
    fact = changed(ADA, name="Ada\u2028Lovelace")
    path.write_text(json.dumps(fact, ensure_ascii=False) + "\r\n", encoding="utf-8")
    people = read_facts([lines_of(from_path(path))], Texts(())).records.people
    assert people["ada"].name == "Ada\u2028Lovelace"


def test_words_that_stand_twice_are_told_apart_by_what_stands_before(texts: Texts) -> None:
    quote = changed(QUOTE, exact="left Acme", prefix="she had ")
    found = read(texts, *ALL[:3], quote, EVENT).records.quotes["q1"]
    assert ARTICLE[: found.start].endswith("denied that she had ")
    quote = changed(QUOTE, exact="left Acme", suffix=" in May")
    assert read(texts, *ALL[:3], quote, EVENT).records.quotes["q1"].start == 13


@pytest.mark.parametrize("width", [0, 1, 16, 32])
def test_a_source_may_keep_less_around_its_quotes(texts: Texts, width: int) -> None:
    records = read(texts, changed(SOURCE, context=width), *ALL[1:], DENIED).records
    quote = records.quotes["q2"]
    assert quote.prefix == ARTICLE[quote.start - width : quote.start]
    assert quote.suffix == "."[:width]
    assert records.sources == read(texts, SOURCE).records.sources


def test_words_before_a_quote_tell_its_place_though_less_of_them_is_kept(texts: Texts) -> None:
    source = changed(SOURCE, context=4)
    quote = changed(QUOTE, exact="left Acme", prefix="denied that she had ")
    found = read(texts, source, *ALL[1:3], quote, EVENT).records.quotes["q1"]
    assert (found.start, found.prefix, found.suffix) == (ARTICLE.rindex("left"), "had ", ".")


@pytest.mark.parametrize("width", [0, 16])
def test_a_source_that_keeps_less_is_unchanged_when_it_is_read_again(
    texts: Texts, database: Path, width: int
) -> None:
    quote = changed(QUOTE, exact="left Acme", prefix="denied that she had ")
    facts = [lines(changed(SOURCE, context=width), *ALL[1:3], quote, EVENT)]
    import_facts(database, facts, texts)
    before = database.read_bytes()
    assert import_facts(database, facts, texts).total.unchanged == 5
    assert import_facts(database, facts, Texts(())).total.unchanged == 5
    assert database.read_bytes() == before


def test_less_is_kept_of_quotes_whose_text_is_not_at_hand_too(texts: Texts, database: Path) -> None:
    import_facts(database, [lines(*ALL)], texts)
    facts = [lines(changed(SOURCE, context=5), *ALL[1:])]
    assert import_facts(database, facts, Texts(())).changed == ("quote/q1",)
    quote = storage.read(database).quotes["q1"]
    assert (quote.prefix, quote.suffix) == ("", ".\r\n“I")


def test_what_came_in_is_counted_by_table(texts: Texts, database: Path) -> None:
    report = import_facts(database, [lines(*ALL)], texts)
    assert report.total.added == 5
    assert report.as_text()[0] == "facts.jsonl: 5 read, 5 added"
    assert storage.read(database) == read(texts, *ALL).records


def test_facts_that_are_known_bring_nothing_and_write_nothing(texts: Texts, database: Path) -> None:
    import_facts(database, [lines(*ALL)], texts)
    before = database.stat().st_mtime_ns, database.read_bytes()
    report = import_facts(database, [lines(*ALL)], texts)
    assert not report.is_news
    assert report.total.unchanged == 5
    assert (database.stat().st_mtime_ns, database.read_bytes()) == before


def test_a_known_id_that_says_something_else_is_reported_as_changed(
    texts: Texts, database: Path
) -> None:
    import_facts(database, [lines(*ALL)], texts)
    report = import_facts(database, [lines(changed(ADA, aliases=["A. L."]))], texts)
    assert report.changed == ("person/ada",)
    assert "  changed: person/ada" in report.as_text()
    assert storage.read(database).people["ada"].aliases == ("A. L.",)


def test_events_may_be_added_to_sources_that_are_there_already(
    texts: Texts, database: Path
) -> None:
    import_facts(database, [lines(*ALL)], texts)
    report = import_facts(database, [lines(DENIED, DENIAL)], texts)
    assert report.total.added == 2
    records = storage.read(database)
    assert list(records.events) == ["ada-leaves-acme", "acme-denies"]
    assert ARTICLE[slice(records.quotes["q2"].start, records.quotes["q2"].end)] == DENIED["exact"]


def test_a_dispute_named_on_one_side_stands_on_both(texts: Texts, database: Path) -> None:
    import_facts(database, [lines(*ALL)], texts)
    report = import_facts(database, [lines(DENIED, DENIAL)], texts)
    assert report.changed == ("event/ada-leaves-acme",)
    assert storage.read(database).events["ada-leaves-acme"].disputes == ("acme-denies",)
    again = import_facts(database, [lines(*ALL, DENIED, DENIAL)], texts)
    assert not again.is_news


def test_a_dispute_that_is_taken_back_is_taken_back_on_both_sides(
    texts: Texts, database: Path
) -> None:
    import_facts(database, [lines(*ALL, DENIED, DENIAL)], texts)
    mild = changed(DENIAL, type="statement", claim={"grade": "stated"}, disputes=None)
    import_facts(database, [lines(mild)], texts)
    events = storage.read(database).events
    assert events["ada-leaves-acme"].disputes == events["acme-denies"].disputes == ()


def test_known_facts_need_no_texts(texts: Texts, database: Path) -> None:
    import_facts(database, [lines(*ALL)], texts)
    report = import_facts(database, [lines(*ALL)], Texts(()))
    assert report.total.unchanged == 5


def test_a_new_quote_of_a_known_source_needs_its_text(
    texts: Texts, database: Path, tmp_path: Path
) -> None:
    import_facts(database, [lines(*ALL)], texts)
    folder = tmp_path / "empty"
    with pytest.raises(BadFact, match=r"quotes/q2, field “exact”: .*not in .*empty.*--texts DIR"):
        import_facts(database, [lines(DENIED, DENIAL)], Texts((folder,)))


def test_a_known_quote_with_another_prefix_needs_its_text(texts: Texts, database: Path) -> None:
    quote = changed(QUOTE, exact="left Acme", prefix="Ada Lovelace ")
    import_facts(database, [lines(*ALL[:3], quote, EVENT)], texts)
    assert not import_facts(database, [lines(quote)], Texts(())).is_news
    with pytest.raises(BadFact, match=r"quotes/q1, field “exact”: its place cannot be found"):
        import_facts(database, [lines(changed(quote, prefix="she had "))], Texts(()))


def test_a_new_quote_is_not_looked_for_in_a_changed_text(texts: Texts, database: Path) -> None:
    import_facts(database, [lines(*ALL)], texts)
    (texts.folders[0] / "news.txt").write_text("She denied that she had left Acme.")
    with pytest.raises(BadFact, match=r"quotes/q2, .*news\.txt is not the text .*SHA-256 differs"):
        import_facts(database, [lines(DENIED, DENIAL)], texts)


def test_another_text_is_refused_while_quotes_of_the_old_one_stay(
    texts: Texts, database: Path
) -> None:
    import_facts(database, [lines(*ALL)], texts)
    (texts.folders[0] / "news.txt").write_bytes(f"News.\n{ARTICLE}".encode())
    with pytest.raises(BadFact, match=r"sources/news, field “sha256”: .*such as q1\. "):
        import_facts(database, [lines(SOURCE)], texts)
    report = import_facts(database, [lines(SOURCE, QUOTE)], texts)
    assert report.changed == ("quote/q1", "source/news")
    assert storage.read(database).quotes["q1"].start == 6


def test_facts_that_give_every_place_are_taken_at_their_word_without_a_text() -> None:
    source = changed(SOURCE, sha256="a" * 64, length=100)
    quote = changed(QUOTE, start=7, end=7 + len(str(QUOTE["exact"])), prefix="News: ", suffix=".")
    records = read(Texts(()), source, ADA, ACME, quote, EVENT).records
    assert (records.sources["news"].length, records.quotes["q1"].start) == (100, 7)


def test_a_text_that_cannot_be_read_is_named(texts: Texts) -> None:
    (texts.folders[0] / "news.txt").write_bytes(b"\xff")
    with pytest.raises(BadFile, match=r"news\.txt: byte 0 is not UTF-8"):
        read(texts, *ALL)


def test_a_fault_of_the_database_is_not_blamed_on_the_facts(texts: Texts) -> None:
    records = read(texts, *ALL).records
    broken = dataclasses.replace(records, people={})
    with pytest.raises(Refused, match=r"^events/ada-leaves-acme, field “roles"):
        read(texts, changed(ACME, id="other"), existing=broken)


def test_a_report_is_a_document_too(texts: Texts) -> None:
    document = read(texts, *ALL).report.as_json()
    assert json.loads(json.dumps(document)) == document
    assert document["total"] == {"read": 5, "added": 5, "changed": 0, "unchanged": 0, "skipped": 0}


def test_what_was_left_out_is_reported_with_its_reason() -> None:
    skipped = (Skipped("people", "line 3", "it has no name"),)
    report = compare("old.csv", Records(), Records(), Records(), skipped)
    assert report.as_text() == (
        "old.csv: 1 left out",
        "  people: 1 left out",
        "  left out: people, line 3: it has no name",
    )
    assert report.as_json()["skipped"] == [
        {"table": "people", "place": "line 3", "reason": "it has no name"}
    ]


def test_fields_without_a_place_are_told_table_by_table_and_the_first_of_many() -> None:
    def told(unheld: dict[str, int]) -> tuple[str, ...]:
        return ImportReport("a.json", {}, unheld=unheld).as_text()[1:]

    assert told({"people.image": 1, "people.email": 3, "colour": 2}) == (
        "  no place in people for: email (3 times), image",
        "  no place for: colour (2 times)",
    )
    [line] = told({f"field {number}": 1 for number in range(SHOWN + 5)})
    assert line.endswith(f"field {SHOWN - 1} and 5 more; --json lists all")
