"""Web Annotations of pages that nobody has the text of, and exports that come back."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest

from db import storage
from db.export.formats import BY_NAME
from db.export.left_out import LeftOut
from db.export.selection import Selection
from db.records import Original, Records
from db.texts import Texts
from db.verify import verify
from tests import annotations as make
from tests import small
from tests.annotations import bring, new_quotes
from tests.make import make_event, make_quote, make_records, make_source


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return make.small_base(tmp_path)


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    return make.empty_base(tmp_path)


def test_a_page_that_nobody_has_is_recorded_without_a_text(empty: Path) -> None:
    other = make.annotation(make.quote("Zoë Ada")) | {"id": "b"}
    untitled = make.annotation(page="https://www.other.example/a%20b/?q=1") | {"id": "c"}
    document = make.annotation(page="urn:x-pdf:0123") | {"id": "d"}
    report = bring(empty, [make.row(), other, untitled, document])
    records = storage.read(empty)
    assert list(records.sources) == ["who-went-where", "www-other-example-a-b", "urn-x-pdf-0123"]
    page, _, paper = records.sources.values()
    assert (page.title, page.url, page.lang, page.is_unseen) == (
        "Who went where", make.PAGE, "und", True,
    )  # fmt: skip
    assert (paper.url, paper.cites) == (None, ("urn:x-pdf:0123",))
    assert report.total.added == len(records)
    assert verify(records, Texts(())).is_sound
    before = empty.read_bytes()
    assert not bring(empty, [make.row(), other, untitled, document]).is_news
    assert empty.read_bytes() == before


def test_quotes_without_a_text_stand_in_the_order_in_which_they_came(empty: Path) -> None:
    def one(name: str, exact: str) -> make.Json:
        return make.annotation(make.quote(exact, prefix="before ", suffix=" after")) | {"id": name}

    bring(empty, [one("a", "First words"), one("b", "Second words")])
    bring(empty, one("c", "Third words"))
    quotes = sorted(new_quotes(empty), key=lambda each: each.start)
    assert [each.exact for each in quotes] == ["First words", "Second words", "Third words"]
    ends = [0, *(each.end + len(each.suffix) for each in quotes)]
    assert all(q.start - len(q.prefix) >= end for q, end in zip(quotes, ends, strict=False))


def test_a_position_in_a_text_that_nobody_has_is_no_quote(empty: Path) -> None:
    report = bring(empty, make.annotation(make.position(0, 7)))
    assert "nobody has the text" in report.skipped[0].reason
    assert storage.read(empty).sources == {}


def test_words_without_a_text_at_hand_wait_until_it_is(base: Path) -> None:
    (base.with_name("base.json.texts") / "gazette.txt").unlink()
    report = bring(base, make.annotation())
    assert "wherefrom source attach gazette FILE" in report.skipped[0].reason
    (base.with_name("base.json.texts") / "gazette.txt").write_bytes(b"\xff")
    assert "not at hand" in bring(base, make.annotation()).skipped[0].reason


def test_a_source_without_an_address_is_known_by_its_words(tmp_path: Path) -> None:
    base = small.write(tmp_path / "base.json")
    bring(base, make.annotation())
    assert [quote.source for quote in new_quotes(base)] == ["gazette"]
    bring(base, make.annotation(make.quote("Zoë Ada", more=2)) | {"id": "short"})
    assert len(storage.read(base).sources) == 2


def test_a_long_passage_is_taken_and_doubted(empty: Path) -> None:
    report = bring(empty, make.annotation(make.quote("long " * 60)))
    assert report.doubts == (("/target", "it quotes 300 characters; prose is quoted in 240"),)


def exported(records: Records) -> bytes:
    document = next(BY_NAME["w3c"].documents(Selection(records), LeftOut()))
    return "".join(document.pieces).encode()


def test_an_export_is_a_page_of_json_ld(base: Path) -> None:
    records = storage.read(base)
    page = json.loads(exported(records))
    assert (page["type"], page["@context"][0]) == ("AnnotationPage", make.MODEL)
    first = page["items"][0]
    assert first["id"] == "urn:wherefrom:quote:left-acme"
    assert first["target"]["source"] == records.sources["gazette"].url
    kinds = [each["type"] for each in first["target"]["selector"]]
    assert kinds == ["TextQuoteSelector", "TextPositionSelector"]
    assert first["body"][0]["id"] == "urn:wherefrom:event:ada-to-globex"
    assert first["body"][0]["value"] == "Zoë Ada left Acme for Globex."


def test_what_annotations_have_no_word_for_is_counted(base: Path) -> None:
    left = LeftOut()
    for document in BY_NAME["w3c"].documents(Selection(storage.read(base)), left):
        list(document.pieces)
    assert left.as_json()["people"] == {"*": 2}
    assert left.as_json()["events"]["roles"] == 2


def test_an_export_that_comes_back_changes_nothing(base: Path) -> None:
    before = base.read_bytes()
    report = bring(base, exported(storage.read(base)))
    assert (report.is_news, report.skipped, report.kept) == (False, (), ())
    assert base.read_bytes() == before


def test_an_export_brings_every_quote_to_another_base(empty: Path) -> None:
    records = storage.read(storage.BUILT_IN)
    bring(empty, exported(records))
    after = storage.read(empty)
    silent = {
        name: dataclasses.replace(quote, speaker=None) for name, quote in records.quotes.items()
    }  # nobody who speaks is here
    assert after.quotes == silent
    assert after.sources == {
        name: source
        for name, source in records.sources.items()
        if name in {quote.source for quote in records.quotes.values()}
    }
    assert {each: event.summary for each, event in after.events.items()} == {
        each: event.summary for each, event in records.events.items()
    }
    assert {event.quotes for event in after.events.values()} == {
        tuple(sorted(event.quotes, key=list(after.quotes).index))
        for event in records.events.values()
    }
    again = exported(records)
    before = empty.read_bytes()
    bring(empty, again)
    assert empty.read_bytes() == before


def test_an_id_that_another_quote_has_is_left_to_it(base: Path) -> None:
    other = make_records(
        make_source("gazette", "Another paper", length=100),
        make_quote("left-acme", "gazette", "He left Acme"),
        make_event("ada-to-globex", quotes=("left-acme",), summary="He left."),
    )
    bring(base, exported(other))
    after = storage.read(base)
    assert after.quotes["left-acme"].exact == "left Acme for Globex in May 2024"
    (quote,) = new_quotes(base)
    assert (quote.exact, quote.source) == ("He left Acme", "gazette-2")


def test_sources_without_a_text_are_the_same_by_id_and_title(empty: Path) -> None:
    unseen = make_source("story", "[story]", sha256="", length=0)
    exports = exported(make_records(unseen, make_quote("q", "story", lang="fr")))
    bring(empty, exports)
    before = empty.read_bytes()
    assert not bring(empty, exports).is_news
    assert empty.read_bytes() == before
    assert storage.read(empty).quotes["q"].lang == "fr"
    torn = {"items": json.loads(exports)["items"]}
    torn["items"][0]["target"]["source"] = "urn:wherefrom:source:tale"
    torn["items"][0]["wherefrom:quote"] = "odd"
    torn["items"][0]["id"] = "urn:wherefrom:quote:Not An Id"
    bring(empty, torn)
    assert "tale" in storage.read(empty).sources


def test_a_source_of_an_export_that_cannot_be_read_is_left_out(empty: Path) -> None:
    page = {"items": [make.annotation()], "wherefrom:sources": [{"id": "a"}, 3]}
    report = bring(empty, page)
    (left,) = report.skipped
    assert (left.table, left.place) == ("sources", "/wherefrom:sources/0")
    assert "field “title”: it is missing" in left.reason
    assert list(storage.read(empty).sources) == ["gazette-example-who-went-where"]


def test_an_unseen_source_whose_id_another_has_comes_once(empty: Path) -> None:
    one, other = (make_source("story", title, sha256="", length=0) for title in ("[a]", "[b]"))
    bring(empty, exported(make_records(one, make_quote("q", "story"))))
    second = exported(make_records(other, make_quote("r", "story")))
    bring(empty, second)
    before = empty.read_bytes()
    bring(empty, second)
    assert list(storage.read(empty).sources) == ["story", "story-2"]
    assert empty.read_bytes() == before


@pytest.mark.parametrize("page", ["https://[", "https://", "C:\\notes\\a.txt", "file:///a/b%20c"])
def test_a_page_may_be_called_anything(empty: Path, page: str) -> None:
    bring(empty, make.annotation(page=page))
    assert [source.url for source in storage.read(empty).sources.values()] == [None]


def test_a_long_text_is_not_searched_for_white_space(
    base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.intake.annotated.LONGEST_SEARCHED", 5)
    assert bring(base, make.annotation(make.quote("leftAcmeforGlobex"))).skipped


def test_an_event_of_an_export_keeps_to_ids(empty: Path) -> None:
    content = json.loads(exported(make_records(make_source(), make_quote(), make_event())))
    content["items"][0]["body"][0]["id"] = "urn:wherefrom:event:../x"
    bring(empty, content)
    assert storage.read(empty).events == {}


def test_a_page_may_be_named_by_the_hash_of_its_text_or_original(base: Path) -> None:
    before = storage.read(base)
    named = dataclasses.replace(
        before.sources["gazette"],
        url=None,
        original=Original("ab" * 32, "a.html", "text/html", "html 1"),
    )
    storage.write(base, dataclasses.replace(before, sources={"gazette": named}))
    for number, sha256 in enumerate((named.sha256, "ab" * 32)):
        bring(base, make.annotation(page=f"urn:sha256:{sha256}") | {"id": f"{number}"})
    assert [quote.source for quote in new_quotes(base)] == ["gazette", "gazette"]
