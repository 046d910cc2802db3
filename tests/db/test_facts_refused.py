"""Facts by hand come in whole or not at all, and every refusal says where and what to do."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from db.errors import BadFact
from db.intake import import_facts, read_facts
from db.texts import Texts
from tests.facts import (
    ACME,
    ADA,
    ALL,
    EVENT,
    QUOTE,
    SOURCE,
    Fact,
    changed,
    lines,
    read,
)

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
