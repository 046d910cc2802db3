"""A prepared copy of a large database answers as memory does, whatever is asked."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from db import storage
from db.facets import COUNTABLE, facets, frequency
from db.library import Library, opening
from db.query import parse
from db.records import Records
from db.search import KINDS, search
from db.words import fold, words
from tests.bench.corpus import corpus

PEOPLE = 140


def asked(records: Records) -> Iterator[str]:
    """Queries as somebody types them who looks for what is there."""
    chance = random.Random(7)
    names = [person.name for person in records.people.values()]
    told = [quote.exact for quote in records.quotes.values()]
    for _ in range(15):
        name, other, text = chance.choice(names), chance.choice(names), chance.choice(told)
        word = chance.choice(words(fold(name)) or [name])
        start = chance.randrange(len(word))
        yield from (name[: chance.randrange(1, 9)], word[start : start + 3], f'"{name}"')
        yield f"{word[:start]}{word[start + 1 :]}"
        yield f"{name} {chance.choice(words(fold(text)))}"
        yield f"-{word} {other[:2]}"
    for company in chance.choices(sorted(records.companies), k=9):
        field = chance.choice(("to", "from", "company", "speaker"))
        yield f"{field}:{company} date:{chance.choice(('2019..', '..2022', '2021', '2020-03'))}"
        yield f"-{field}:={company} {chance.choice(('is:disputed', 'amount:>=1M', 'lang:en'))}"
    yield from ("", "type:moves", "-type:hire", "has:amount", "is:undated", "date:2020-02-03..2021")


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return corpus(tmp_path, PEOPLE)


def test_a_prepared_copy_answers_as_memory_does(
    base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "LARGE", 1)
    records = storage.read(base)
    memory, kept = Library.of(records, base.stem), Library.open(base)
    for text in asked(records):
        for kind in KINDS:
            one, other = (search(library, parse(text), kind) for library in (memory, kept))
            assert one.summary == other.summary, (text, kind)
            assert list(one.hits[:9]) == list(other.hits[:9]), (text, kind)
            assert list(one.hits.numbers()) == list(other.hits.numbers()), (text, kind)
            assert str(one.hint) == str(other.hint), (text, kind)
            assert facets(memory, one) == facets(kept, other), (text, kind)
    for kind in KINDS:
        results = [search(library, parse(""), kind) for library in (memory, kept)]
        for name in COUNTABLE:
            assert frequency(memory, results[0], name) == frequency(kept, results[1], name)
        for sort in memory.sorts(kind):
            for each in (sort, f"-{sort}"):
                assert memory.ids(kind, each) == kept.ids(kind, each)
    kept.close()
