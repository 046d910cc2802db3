"""Facts by hand come in whole or not at all, and every refusal says where and what to do."""

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
from db.intake import FactsFile, Intake, Skipped, from_path, import_facts, read_facts
from db.intake.report import compare
from db.records import Records
from db.texts import Texts

ARTICLE = (
    "Ada Lovelace left Acme in May.\r\n"
    "“I left for Babbage & Sons,” she said. 🦙 A spokesperson denied that she had left Acme."
)
Fact = dict[str, object]

SOURCE: Fact = {"table": "sources", "id": "news", "title": "News", "lang": "en", "file": "news.txt"}
ADA: Fact = {"table": "people", "id": "ada", "name": "Ada Lovelace"}
ACME: Fact = {"table": "companies", "id": "acme", "name": "Acme", "kind": "firm"}
QUOTE: Fact = {
    "table": "quotes",
    "id": "q1",
    "source": "news",
    "exact": "Ada Lovelace left Acme in May",
}
EVENT: Fact = {
    "table": "events",
    "id": "ada-leaves-acme",
    "type": "departure",
    "summary": "Ada Lovelace left Acme in May.",
    "claim": {"grade": "stated"},
    "quotes": ["q1"],
    "roles": [
        {"role": "person", "kind": "person", "id": "ada"},
        {"role": "from", "kind": "company", "id": "acme"},
    ],
}
DENIED: Fact = {
    "table": "quotes",
    "id": "q2",
    "source": "news",
    "exact": "denied that she had left Acme",
}
DENIAL: Fact = {
    "table": "events",
    "id": "acme-denies",
    "type": "denial",
    "summary": "A spokesperson denies that Ada Lovelace left Acme.",
    "claim": {"grade": "denied"},
    "quotes": ["q2"],
    "roles": EVENT["roles"],
    "disputes": ["ada-leaves-acme"],
}
ALL: tuple[Fact, ...] = (SOURCE, ADA, ACME, QUOTE, EVENT)


def changed(fact: Fact, **fields: object) -> Fact:
    """The fact with other fields; None takes a field away."""
    return {key: value for key, value in {**fact, **fields}.items() if value is not None}


def lines(*facts: Fact | str, name: str = "facts.jsonl") -> FactsFile:
    return FactsFile(name, [each if isinstance(each, str) else json.dumps(each) for each in facts])


@pytest.fixture
def texts(tmp_path: Path) -> Texts:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "news.txt").write_bytes(ARTICLE.encode())
    return Texts((folder,))


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "base.json"
    storage.init(path, empty=True)
    return path


def read(texts: Texts, *facts: Fact | str, existing: Records | None = None) -> Intake:
    return read_facts([lines(*facts)], texts, existing)


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
    people = read_facts([from_path(path)], Texts(())).records.people
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


FAULTS: list[tuple[str, list[Fact | str], list[str]]] = [
    (
        "a line that is no JSON",
        [*ALL, '{"table": "people",'],
        ["facts.jsonl, line 6: column 20 is no JSON", "one record on one line"],
    ),
    ("a line that is no object", [*ALL, "[1]"], ["line 6: it is no JSON object"]),
    (
        "a key that stands twice",
        [*ALL, '{"table": "people", "id": "b", "name": "B", "name": "C"}'],
        ["line 6: the key “name” stands there twice"],
    ),
    (
        "what is no JSON number",
        [*ALL, '{"table": "people", "id": NaN}'],
        ["line 6: NaN is no JSON number"],
    ),
    (
        "half a surrogate pair",
        [*ALL, '{"table": "people", "id": "b", "name": "\\ud800"}'],
        ["line 6: it has half of a surrogate pair"],
    ),
    ("nesting without end", [*ALL, "[" * 100_000], ["line 6: it is nested too deeply"]),
    (
        "a fact without a table",
        [changed(ADA, table=None)],
        ["line 1: its table is missing", "people, companies, events, quotes or sources"],
    ),
    ("an unknown table", [changed(ADA, table="persons")], ['line 1: "persons" is no table']),
    (
        "a fact without an id",
        [changed(ADA, id=None)],
        ["line 1: people/?, field “id”: it is missing"],
    ),
    (
        "an id that is none",
        [changed(ADA, id="Ada L")],
        ["line 1: people/Ada L, field “id”", "a-z, 0-9"],
    ),
    (
        "a mistyped key",
        [changed(ADA, alias=["A"])],
        ["line 1: people/ada, field “alias”", "Did you mean “aliases”?"],
    ),
    (
        "a key that is like no other",
        [changed(ADA, zzz=1)],
        ["field “zzz”", "It knows id, name, aliases"],
    ),
    (
        "a mistyped key inside",
        [*ALL[:4], changed(EVENT, claim={"grade": "stated", "saidd": None})],
        ["line 5: events/ada-leaves-acme, field “claim.saidd”", "Did you mean “said”?"],
    ),
    (
        "a mistyped key in a list",
        [*ALL[:4], changed(EVENT, roles=[{"roll": "person", "kind": "person", "id": "ada"}])],
        ["field “roles[0].roll”", "Did you mean “role”?"],
    ),
    (
        "an id twice in the file",
        [*ALL, changed(ADA, name="Ada L.")],
        ["line 6: people/ada, field “id”: facts.jsonl, line 2 has the same id"],
    ),
    ("a wrong type", [changed(ADA, name=1)], ["line 1: people/ada, field “name”"]),
    (
        "a source without a file",
        [changed(SOURCE, file=None)],
        ["line 1: sources/news, field “file”: it is missing"],
    ),
    (
        "a source whose file is nowhere",
        [changed(SOURCE, file="olds.txt")],
        ["field “file”: there is no “olds.txt” in", "texts", "--texts DIR"],
    ),
    (
        "a source that names another text",
        [changed(SOURCE, sha256="0" * 64)],
        ["sources/news, field “sha256”: it is 0000", "news.txt"],
    ),
    (
        "a source that is as long as another text",
        [changed(SOURCE, length=5)],
        ["field “length”: it is 5 here and"],
    ),
    (
        "a context that is mistyped",
        [changed(SOURCE, contxt=16)],
        ["sources/news, field “contxt”", "Did you mean “context”?"],
    ),
    (
        "a context at a quote",
        [SOURCE, changed(QUOTE, context=16)],
        ["line 2: quotes/q1, field “context”: the format has no such key"],
    ),
    (
        "a quote without words",
        [SOURCE, changed(QUOTE, exact="")],
        ["line 2: quotes/q1, field “exact”: it is missing"],
    ),
    (
        "a quote without a source",
        [SOURCE, changed(QUOTE, source=None)],
        ["quotes/q1, field “source”: it is missing"],
    ),
    (
        "a quote of an unknown source",
        [SOURCE, changed(QUOTE, source="newz")],
        ["quotes/q1, field “source”: there is no source “newz”. Did you mean news?"],
    ),
    (
        "a quote whose words are nearly there",
        [SOURCE, changed(QUOTE, exact="I left for Babbage and Sons")],
        [
            "quotes/q1, field “exact”: these words are not in the source's text",
            'The nearest passage is "I left for Babbage & Sons',
            'differs first at character 20: "&" (U+0026) in the text, "a" (U+0061) here',
        ],
    ),
    (
        "a quote with another apostrophe",
        [SOURCE, changed(QUOTE, exact='"I left for Babbage & Sons')],
        ['character 1: "“" (U+201C) in the text, "\\"" (U+0022) here'],
    ),
    (
        "a quote whose words are nowhere",
        [SOURCE, changed(QUOTE, exact="zzzzzz qqqqqq")],
        ["these words are not in the source's text. Copy them from the text"],
    ),
    (
        "a quote whose words stand twice",
        [SOURCE, changed(QUOTE, exact="left Acme")],
        [
            "quotes/q1, field “exact”: the words stand at 2 places in the text",
            "give the right one as “prefix”",
            '"Ada Lovelace "',
            'denied that she had "',
        ],
    ),
    (
        "a prefix that stands before none of them",
        [SOURCE, changed(QUOTE, exact="left Acme", prefix="they ")],
        ["quotes/q1, field “prefix”: the words are in the text, and not at such a place"],
    ),
    (
        "a suffix that stands after none of them",
        [SOURCE, changed(QUOTE, exact="left Acme", suffix=" for good")],
        ["field “suffix”"],
    ),
    (
        "an offset where the words are not",
        [SOURCE, changed(QUOTE, start=3)],
        ["quotes/q1, field “start”"],
    ),
    (
        "an end that is not the end",
        [SOURCE, changed(QUOTE, end=3)],
        ["quotes/q1, field “end”: it is 3 here and 29 in the text"],
    ),
    (
        "words where an object should be",
        [*ALL[:4], changed(EVENT, claim="stated")],
        ["line 5: events/ada-leaves-acme, field “claim”: it should be an object and is text"],
    ),
    (
        "a speaker without a kind of speech",
        [*ALL[:3], changed(QUOTE, speaker="person/ada")],
        ["line 4: quotes/q1, field “speech”: it is missing"],
    ),
    (
        "an event without a quote",
        [*ALL[:4], changed(EVENT, quotes=[])],
        ["facts.jsonl, line 5: events/ada-leaves-acme, field “quotes”"],
    ),
    (
        "a role that is nobody",
        [SOURCE, QUOTE, ACME, EVENT],
        ["line 4: events/ada-leaves-acme, field “roles", "ada"],
    ),
    (
        "a dispute with nothing",
        [*ALL[:4], changed(EVENT, disputes=["nothing"])],
        ["line 5: events/ada-leaves-acme, field “disputes"],
    ),
]


@pytest.mark.parametrize(
    ("facts", "words"), [case[1:] for case in FAULTS], ids=[case[0] for case in FAULTS]
)
def test_what_cannot_come_in_is_refused_with_the_place_and_what_to_do(
    texts: Texts, database: Path, facts: list[Fact | str], words: list[str]
) -> None:
    before = database.read_bytes()
    with pytest.raises(BadFact) as refusal:
        import_facts(database, [lines(*facts)], texts)
    for each in words:
        assert each in str(refusal.value)
    assert database.read_bytes() == before


@pytest.mark.parametrize("width", [-1, 33, 16.0, True, "16"])
def test_a_context_that_is_no_number_of_characters_is_refused(texts: Texts, width: object) -> None:
    with pytest.raises(BadFact) as refusal:
        read(texts, changed(SOURCE, context=width), changed(QUOTE, exact="nowhere at all"))
    assert str(refusal.value).endswith(
        f"sources/news, field “context”: {json.dumps(width)} is no number of characters. "
        "Write a whole number from 0 to 32, or leave it out for 32."
    )
    assert (refusal.value.line, refusal.value.others) == (1, ())


def test_every_line_at_fault_is_named_at_once(texts: Texts) -> None:
    facts = (SOURCE, changed(ADA, alias=[]), "{", changed(QUOTE, exact="nowhere at all"), ACME)
    with pytest.raises(BadFact, match=r"line 2: .* More lines at fault: 3, 4\.$") as refusal:
        read(texts, *facts)
    assert refusal.value.others == (3, 4)


def test_the_quotes_of_a_source_at_fault_are_not_blamed(texts: Texts) -> None:
    with pytest.raises(BadFact) as refusal:
        read(texts, changed(SOURCE, titles="News"), QUOTE)
    assert (refusal.value.line, refusal.value.others) == (1, ())


def test_an_id_in_two_files_is_refused(texts: Texts) -> None:
    files = [lines(ADA, name="a.jsonl"), lines(ADA, name="b.jsonl")]
    with pytest.raises(BadFact, match=r"b\.jsonl, line 1: .*a\.jsonl, line 1 has the same id"):
        read_facts(files, texts)


def test_what_came_in_is_counted_by_table(texts: Texts, database: Path) -> None:
    report = import_facts(database, [lines(*ALL)], texts)
    assert report.total.added == 5
    assert report.as_text()[0] == "facts.jsonl: 5 added, 0 changed, 0 unchanged"
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


@pytest.mark.parametrize(
    ("content", "words"),
    [(None, "cannot be read"), (b"\xff\xfe", "byte 0 is not UTF-8")],
    ids=["missing", "not UTF-8"],
)
def test_a_file_of_facts_that_cannot_be_read_is_named(
    tmp_path: Path, content: bytes | None, words: str
) -> None:
    path = tmp_path / "facts.jsonl"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(BadFile, match=words):
        from_path(path)


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
        "old.csv: 0 added, 0 changed, 0 unchanged, 1 left out",
        "  people: 0 added, 0 changed, 0 unchanged, 1 left out",
        "  left out: people, line 3: it has no name",
    )
    assert report.as_json()["skipped"] == [
        {"table": "people", "place": "line 3", "reason": "it has no name"}
    ]
