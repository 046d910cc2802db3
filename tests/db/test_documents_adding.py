"""Adding documents: sources, their texts and originals, all of them or none."""

from __future__ import annotations

import dataclasses
import io
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest

from db import storage
from db.documents import (
    Given,
    Offered,
    ReadDocument,
    Told,
    add_document,
    add_documents,
    apart,
    attach_document,
    read_document,
)
from db.documents.derived import Derived
from db.documents.media import HTML, PDF
from db.errors import AlreadyThere, BadFile, NotFound, Refused, TextMismatch
from db.hashes import sha256_of
from db.records import Original, Quote, Source
from db.texts import Texts
from db.verify import verify
from tests import pages, small
from tests.make import make_quote

PAGE = Offered("article.html", pages.page().encode())


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return small.write(tmp_path / "base.json")


@pytest.fixture
def texts(base: Path) -> Texts:
    return Texts.for_database(base)


def _page(text: str = "Main text.\n", by: str = "html 1, trafilatura 9") -> ReadDocument:
    return ReadDocument(PAGE, Derived(text, HTML, by), Told(title="Who went where"))


def test_a_page_becomes_a_source_with_text_and_original(base: Path, texts: Texts) -> None:
    report = add_document(base, PAGE, Given(), texts)
    source = storage.read(base).sources["who-went-where"]
    assert report.items[0].source == source
    held = texts.held(source)
    assert held is not None
    assert (held.sha256, len(held.text)) == (source.sha256, source.length)
    assert pages.STORY[0] in held.text
    assert source.original is not None
    assert source.original.sha256 == sha256_of(PAGE.data)
    assert (texts.folders[0] / source.original.file).read_bytes() == PAGE.data
    assert verify(storage.read(base), texts).is_sound


def test_a_plain_text_is_its_own_text(base: Path, texts: Texts) -> None:
    data = "\ufeffZoë\r\nleft.\r\n".encode()
    report = add_document(base, Offered("a/b/Zoë's note.txt", data), Given(), texts)
    source = report.items[0].source
    assert (source.id, source.original) == ("zoe-s-note", None)
    assert source.sha256 == sha256_of(data)
    assert (texts.folders[0] / str(source.file)).read_bytes() == data


def _unseen(base: Path, *quotes: Quote, **fields: Any) -> Source:
    """Put a source without a text into a base, with quotes from it."""
    source = Source("story", "[story]", "und", "", 0, **fields)
    before = storage.read(base)
    after = dataclasses.replace(
        before,
        sources={**before.sources, source.id: source},
        quotes={**before.quotes, **{quote.id: quote for quote in quotes}},
    )
    storage.write(base, after)
    return source


LEFT = make_quote("left", "story", "Zoë Ada left Acme", suffix=" for Globex")
CAME = make_quote("came", "story", "She never came", start=40)
LOST = make_quote("lost", "story", "Nothing of the sort has been printed", start=80)


def test_a_source_without_a_text_is_a_warning_and_no_problem(base: Path, texts: Texts) -> None:
    _unseen(base, LEFT)
    report = verify(storage.read(base), texts)
    assert report.is_sound
    assert "seen" in {each.rule for each in report.warnings}
    assert report.quotes["no-text"] == 1


def test_a_text_that_comes_late_finds_the_quotes(base: Path, texts: Texts) -> None:
    _unseen(base, LEFT, CAME, LOST, author="Bo")
    report = attach_document(base, "story", read_document(PAGE), texts)
    records = storage.read(base)
    source, text = records.sources["story"], texts.held(records.sources["story"])
    assert text is not None
    for name in ("left", "came"):
        quote = records.quotes[name]
        assert text.text[quote.start : quote.end] == quote.exact
        assert text.text[: quote.start].endswith(quote.prefix)
    assert records.quotes["lost"] == LOST
    assert (source.title, source.author, source.lang) == ("Who went where", "Bo", "en")
    assert report.as_text()[0].endswith("2 of 3 quotes were found in it.")
    assert report.as_text()[-1] == "  not found: quote/lost"
    assert verify(records, texts).quotes["missing"] == 1


@pytest.mark.parametrize(
    ("quotes", "words"), [((LEFT,), "1 quote was found in it"), ((), "2024-06-01.")]
)
def test_a_text_that_comes_late_is_told(
    base: Path, texts: Texts, quotes: tuple[Quote, ...], words: str
) -> None:
    _unseen(base, *quotes)
    report = attach_document(base, "story", read_document(PAGE), texts)
    assert words in report.as_text()[0]


def test_a_text_with_none_of_the_words_is_another_one(base: Path, texts: Texts) -> None:
    others = [dataclasses.replace(LOST, id=f"lost-{number}") for number in range(5)]
    _unseen(base, *others)
    before = base.read_bytes()
    with pytest.raises(TextMismatch, match="none of the words"):
        attach_document(base, "story", read_document(PAGE), texts)
    assert base.read_bytes() == before
    assert [path.name for path in texts.folders[0].iterdir()] == ["gazette.txt"]


def test_a_source_takes_the_document_that_its_text_was_derived_from(
    base: Path, texts: Texts
) -> None:
    source = add_documents(base, [_page()], texts).items[0].source
    for path in texts.folders[0].iterdir():
        path.unlink()
    attach_document(base, source.id, _page(), texts)
    held = texts.held(source)
    assert held is not None
    assert held.text == "Main text.\n"
    with pytest.raises(TextMismatch, match="reads otherwise by html 2"):
        attach_document(base, source.id, _page("Other.\n", "html 2"), texts)
    other = dataclasses.replace(_page(), offered=Offered("b.html", b"<html>other"))
    with pytest.raises(TextMismatch, match="source of its own"):
        attach_document(base, source.id, other, texts)


def test_a_source_that_is_not_there_takes_nothing(base: Path, texts: Texts) -> None:
    with pytest.raises(NotFound):
        attach_document(base, "nowhere", _page(), texts)


def test_a_document_of_the_same_address_is_the_text_that_was_missing(
    base: Path, texts: Texts
) -> None:
    _unseen(base, LEFT, url="http://www.gazette.example/who-went-where/?utm_source=mail#top")
    report = add_document(base, PAGE, Given(), texts)
    assert [(each.source.id, each.state) for each in report.items] == [("story", "attached")]
    assert report.is_news
    assert report.as_json()["sources"][0]["lost"] == []  # type: ignore[index]


def test_a_document_of_the_same_address_without_the_words_is_another_source(
    base: Path, texts: Texts
) -> None:
    _unseen(base, LOST, url="https://gazette.example/who-went-where")
    report = add_document(base, PAGE, Given(), texts)
    assert [(each.source.id, each.state) for each in report.items] == [("who-went-where", "added")]


def test_another_deriver_changes_nothing_under_the_same_bytes(base: Path, texts: Texts) -> None:
    first = add_documents(base, [_page()], texts).items[0].source
    before = base.read_bytes()
    later = add_documents(base, [_page("Other main text.\n", "html 2, trafilatura 10")], texts)
    assert later.items[0].source == first
    assert not later.is_news
    assert base.read_bytes() == before
    held = texts.held(first)
    assert held is not None
    assert held.text == "Main text.\n"


def test_a_text_that_went_missing_is_kept_again(base: Path, texts: Texts) -> None:
    first = add_documents(base, [_page()], texts).items[0].source
    for path in texts.folders[0].iterdir():
        path.unlink()
    add_documents(base, [_page()], texts)
    held = texts.held(first)
    assert held is not None
    assert held.text == "Main text.\n"


def test_a_text_that_the_folder_has_is_not_kept_twice(base: Path, texts: Texts) -> None:
    own = texts.folders[0] / "mine.txt"
    own.write_bytes(b"She left.\n")
    add_document(base, Offered(str(own), own.read_bytes()), Given(), texts)
    assert sorted(path.name for path in texts.folders[0].iterdir()) == ["gazette.txt", "mine.txt"]


def test_the_source_that_is_there_already_is_known_by_its_text(base: Path, texts: Texts) -> None:
    report = add_document(base, Offered("x.txt", small.TEXT.encode()), Given(), texts)
    assert (report.items[0].source.id, report.items[0].state) == ("gazette", "unchanged")


def test_equal_titles_get_ids_of_their_own(base: Path, texts: Texts) -> None:
    other = dataclasses.replace(_page(), offered=Offered("b.html", b"<html>other"))
    report = add_documents(base, [_page(), other], texts)
    assert [each.source.id for each in report.items] == ["who-went-where", "who-went-where-2"]


@pytest.mark.parametrize(
    ("name", "identifier"),
    [
        ("../../etc/passwd", "passwd"),
        ("con.txt", "con"),
        (f"{'a' * 300}.txt", "a" * 80),
        ("…", "unnamed"),
        ("新聞.txt", "u65b0-u805e"),
    ],
)
def test_a_name_never_becomes_a_path(base: Path, texts: Texts, name: str, identifier: str) -> None:
    report = add_document(base, Offered(name, b"She left."), Given(), texts)
    source = report.items[0].source
    assert source.id == identifier
    assert (texts.folders[0] / str(source.file)).is_file()
    assert str(source.file).startswith(f"{identifier}-")


def test_a_refused_write_takes_the_texts_away_again(
    base: Path, texts: Texts, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise BadFile(base, "it cannot be written", "Check the disk.")

    before = {path.name for path in texts.folders[0].iterdir()}
    monkeypatch.setattr("db.generations.replace", full)
    with pytest.raises(BadFile):
        add_documents(base, [_page()], texts)
    assert {path.name for path in texts.folders[0].iterdir()} == before


def test_a_folder_made_for_nothing_goes_again(tmp_path: Path) -> None:
    base = tmp_path / "own.json"
    storage.init(base, empty=True)
    texts = Texts.for_database(base)
    taken = dataclasses.replace(_page(), id="taken")
    other = dataclasses.replace(taken, offered=Offered("b.html", b"<html>other"))
    with pytest.raises(AlreadyThere, match="source/taken"):
        add_documents(base, [taken, other], texts)
    assert not texts.folders[0].exists()
    assert storage.read(base).sources == {}


def test_a_folder_that_takes_no_text_is_a_sentence(base: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("no folder")
    before = base.read_bytes()
    with pytest.raises(BadFile, match="cannot be copied here"):
        add_documents(base, [_page()], Texts((blocked,)))
    assert base.read_bytes() == before


def test_a_name_that_another_file_has_is_left_to_it(base: Path, texts: Texts) -> None:
    data = b"She left.\n"
    taken = texts.folders[0] / f"a-{sha256_of(data)[:8]}.txt"
    taken.write_bytes(b"not that")
    source = add_document(base, Offered("a.txt", data), Given(), texts).items[0].source
    assert taken.read_bytes() == b"not that"
    held = texts.held(source)
    assert held is not None
    assert (held.text, held.is_changed) == ("She left.\n", False)


def test_what_is_given_is_checked_before_anything_is_read() -> None:
    with pytest.raises(Refused, match="no date"):
        read_document(PAGE, Given(Told(published="soon")))
    checked = Given(Told(lang="pt_br", url=" https://a.example ")).checked()
    assert (checked.told.lang, checked.told.url) == ("pt-BR", "https://a.example")


def test_an_original_survives_a_rewrite_with_fields_of_a_later_version(
    base: Path, texts: Texts
) -> None:
    add_documents(base, [_page()], texts)
    root = msgspec.json.decode(base.read_bytes())
    document = next(each for each in root["sources"].values() if "original" in each)
    document["original"]["pages"] = 3
    base.write_bytes(msgspec.json.encode(root))
    add_document(base, Offered("b.txt", b"Another."), Given(), texts)
    again = msgspec.json.decode(base.read_bytes())["sources"]
    assert next(each for each in again.values() if "original" in each)["original"]["pages"] == 3


def test_a_source_of_an_older_version_has_no_original(base: Path) -> None:
    assert storage.read(base).sources["gazette"].original is None
    assert Source("a", "A", "en", "", 0).is_unseen
    assert not Source("a", "A", "en", "0" * 64, 0).is_unseen
    assert Original("0" * 64, "a.html", HTML, "html 1").by == "html 1"


def test_the_reader_apart_answers_on_standard_output(monkeypatch: pytest.MonkeyPatch) -> None:
    task = apart._Task("a.pdf", pages.pdf(), PDF, None)
    source = io.TextIOWrapper(io.BytesIO(msgspec.msgpack.encode(task)))
    sink = io.TextIOWrapper(io.BytesIO())
    limited: list[float] = []
    monkeypatch.setattr(sys, "stdin", source)
    monkeypatch.setattr(sys, "stdout", sink)
    monkeypatch.setattr(apart, "_limit", limited.append)
    with pytest.raises(SystemExit):
        apart.main(3)
    answer = msgspec.msgpack.decode(sink.buffer.getvalue(), type=apart._Answer)
    assert answer.derived is not None
    assert answer.derived.media == PDF
    assert limited == [3]


@pytest.mark.parametrize(
    ("task", "answer"),
    [
        (apart._Task("a.pdf", pages.pdf([""]), PDF, None), ("no words were found in it", True)),
        (apart._Task("a.html", b"<html>", HTML, "klingon"), ("", True)),
    ],
)
def test_the_reader_apart_answers_why_not(task: apart._Task, answer: tuple[str, bool]) -> None:
    found = apart._answer(task)
    assert (found.problem, bool(found.remedy)) == answer


def test_the_reader_apart_limits_itself_as_far_as_the_system_lets_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[int] = []

    def refuse(_: int, limits: tuple[int, int]) -> None:
        asked.append(limits[0])
        raise ValueError("not here")

    monkeypatch.setattr("resource.setrlimit", refuse)
    apart._limit(2.5)
    assert asked == [3, apart.MEMORY]
