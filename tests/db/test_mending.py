"""Moved quotes are put where they stand, in one write, and nothing else is touched."""

from __future__ import annotations

import dataclasses
from hashlib import sha256
from pathlib import Path

import pytest

from db import storage
from db.anchor import context
from db.errors import BadFile, BadRecord, Superseded
from db.mending import fix, mending
from db.records import Original, Quote, Records
from db.texts import Texts
from db.verify import verify
from tests.make import make_company, make_event, make_person, make_quote, make_records, make_source

ARTICLE = "Ada left Acme in May. “She never came”, said a spokesperson of Globex. 🦙 The end."
WORDS = ("Ada left Acme in May", "“She never came”", "🦙 The end")
NEWS = f"By our reporter. {ARTICLE}"


def quote_of(number: int, words: str, text: str = ARTICLE) -> Quote:
    start = text.index(words)
    prefix, suffix = context(text, start, start + len(words))
    return make_quote(f"q{number}", exact=words, start=start, prefix=prefix, suffix=suffix)


def moved(quote: Quote, by: int) -> Quote:
    return dataclasses.replace(quote, start=quote.start + by, end=quote.end + by)


def records_of(*quotes: Quote, text: str = ARTICLE) -> Records:
    digest = sha256(text.encode()).hexdigest()
    source = make_source(sha256=digest, length=len(text), file="news.txt")
    roles = {"person": "person/ada", "from": "company/acme"}
    event = make_event(roles=roles, quotes=tuple(quote.id for quote in quotes))
    return make_records(make_person(), make_company(), event, source, *quotes)


def base(folder: Path, records: Records, text: str) -> tuple[Path, Texts]:
    (folder / "texts").mkdir()
    (folder / "texts" / "news.txt").write_bytes(text.encode())
    path = folder / "own.json"
    storage.write(path, records, create=True)
    return path, Texts((folder / "texts",))


QUOTES = tuple(quote_of(number, words) for number, words in enumerate(WORDS, 1))


def test_offsets_that_are_wrong_in_the_very_text_are_put_right(tmp_path: Path) -> None:
    wrong = (QUOTES[0], moved(QUOTES[1], 3), QUOTES[2])
    path, texts = base(tmp_path, records_of(*wrong), ARTICLE)
    found = fix(path, texts)
    assert [(each.table, each.id) for each in found.fixed] == [("quotes", "q2")]
    assert found.left == ()
    assert storage.read(path) == records_of(*QUOTES)
    assert verify(storage.read(path), texts).is_sound


def test_a_changed_text_in_which_every_quote_stands_is_the_sources_text_from_then_on(
    tmp_path: Path,
) -> None:
    path, texts = base(tmp_path, records_of(*QUOTES), NEWS)
    found = fix(path, texts)
    assert [each.id for each in found.fixed] == ["q1", "q2", "q3", "s1"]
    now = storage.read(path)
    assert now.sources["s1"].sha256 == sha256(NEWS.encode()).hexdigest()
    assert now.sources["s1"].length == len(NEWS)
    assert [NEWS[each.start : each.end] for each in now.quotes.values()] == list(WORDS)
    report = verify(now, texts)
    assert (report.is_sound, report.quotes["exact"]) == (True, 3)
    assert "changed" not in [each.rule for each in report.warnings]


def test_of_a_quote_that_stays_its_surroundings_follow_the_text(tmp_path: Path) -> None:
    now = ARTICLE.replace("in May. ", "in May, all of a sudden. ")
    path, texts = base(tmp_path, records_of(*QUOTES), now)
    fix(path, texts)
    report = verify(storage.read(path), texts)
    assert (report.is_sound, report.quotes["exact"]) == (True, 3)
    assert storage.read(path).quotes["q1"].suffix == context(now, 0, 20)[1]


def test_running_it_again_changes_nothing(tmp_path: Path) -> None:
    path, texts = base(tmp_path, records_of(*QUOTES), NEWS)
    assert fix(path, texts).is_news
    before = path.read_bytes(), path.stat().st_mtime_ns
    assert not fix(path, texts).is_news
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (NEWS.replace("The end", "An end"), "1 of 3 quotes of its source are not in the changed"),
        (NEWS.replace("in May", "in June"), "1 of 3 quotes"),
    ],
)
def test_a_changed_text_without_one_of_the_quotes_changes_nothing(
    tmp_path: Path, text: str, why: str
) -> None:
    path, texts = base(tmp_path, records_of(*QUOTES), text)
    before = path.read_bytes()
    found = fix(path, texts)
    assert not found.is_news
    assert found.fixed == ()
    assert {each.id for each in found.left} < {"q1", "q2", "q3"}
    assert all(why in each.message for each in found.left)
    assert path.read_bytes() == before


def test_words_that_stand_at_several_places_are_left_to_the_reader(tmp_path: Path) -> None:
    text = "Ada met Ada at Acme."
    quote = make_quote(exact="Ada", start=3)
    path, texts = base(tmp_path, records_of(quote, text=text), text)
    [left] = fix(path, texts).left
    assert "several places" in left.message


def test_words_at_several_places_of_a_changed_text_keep_the_source_as_it_is(
    tmp_path: Path,
) -> None:
    text = "Ada met Ada at Acme."
    quotes = make_quote("q1", exact="Ada", start=0), quote_of(2, "Acme", text)
    path, texts = base(tmp_path, records_of(*quotes, text=text), f"{text[:-1]}, the Acme.")
    assert not fix(path, texts).is_news
    other = dataclasses.replace(quotes[1], start=1, end=5)
    found = mending(records_of(quotes[0], other, text=text), texts)
    assert not found.is_news
    assert all("several places" in each.message for each in found.left)


def test_words_that_are_by_chance_where_a_quote_stood_are_not_taken_for_it(tmp_path: Path) -> None:
    text = "xx Ada went up, and then left."
    now = "ab Ada fell low. So xx Ada went up, and then left."
    quotes = quote_of(1, "Ada", text), quote_of(2, "and then", text)
    assert now[3:6] == "Ada"
    path, texts = base(tmp_path, records_of(*quotes, text=text), now)
    found = fix(path, texts)
    assert not found.is_news
    assert "of “q1” in the same source the words stand at several places" in found.left[0].message


def test_a_quote_without_surroundings_has_to_stand_once_in_a_changed_text(tmp_path: Path) -> None:
    text = "Ada met Eve."
    bare = make_quote("q1", exact="Ada", start=0)
    quotes = bare, quote_of(2, "Eve", text)
    path, texts = base(tmp_path, records_of(*quotes, text=text), "Ada saw Ada and met Eve.")
    assert not fix(path, texts).is_news
    (texts.folders[0] / "news.txt").write_bytes(b"Ada saw and met Eve.")
    assert fix(path, texts).is_news


def test_no_more_is_kept_around_a_quote_than_before(tmp_path: Path) -> None:
    quote = dataclasses.replace(QUOTES[1], prefix="May. ", suffix="")
    bare = dataclasses.replace(QUOTES[2], prefix="", suffix="")
    path, texts = base(tmp_path, records_of(moved(quote, 2), moved(bare, -2)), ARTICLE)
    fix(path, texts)
    now = storage.read(path).quotes
    assert (now["q2"].prefix, now["q2"].suffix) == ("May. ", ", sai")
    assert (now["q3"].prefix, now["q3"].suffix) == ("", "")


def test_texts_that_are_not_at_hand_or_no_texts_change_nothing(tmp_path: Path) -> None:
    path, texts = base(tmp_path, records_of(moved(QUOTES[0], 3)), ARTICLE)
    assert not fix(path, Texts(())).is_news
    (texts.folders[0] / "news.txt").write_bytes(b"\xff")
    assert not fix(path, texts).is_news


def test_the_built_in_database_is_never_written(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="never written"):
        fix(storage.BUILT_IN, Texts((tmp_path,)))


def test_a_database_that_does_not_load_is_refused_and_left_alone(tmp_path: Path) -> None:
    path, texts = base(tmp_path, records_of(*QUOTES), NEWS)
    path.write_text(path.read_text().replace('"end": 20', '"end": 21'))
    before = path.read_bytes()
    with pytest.raises(BadRecord, match="end - start"):
        fix(path, texts)
    assert path.read_bytes() == before


def test_being_ended_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path, texts = base(tmp_path, records_of(*QUOTES), NEWS)
    before = path.read_bytes()

    def stop(share: float) -> None:
        raise Superseded

    with pytest.raises(Superseded):
        fix(path, texts, stop)
    assert path.read_bytes() == before


def test_what_another_process_writes_meanwhile_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, texts = base(tmp_path, records_of(*QUOTES), NEWS)
    read = storage.read

    def read_and_then_another_writes(path: Path) -> Records:
        found = read(path)
        changed = {"ada": dataclasses.replace(found.people["ada"], name="Ada the Second")}
        storage.write(path, dataclasses.replace(found, people=changed))
        return found

    monkeypatch.setattr(storage, "read", read_and_then_another_writes)
    assert fix(path, texts).is_news
    assert read(path).people["ada"].name == "Ada the Second"
    assert verify(read(path), texts).quotes["exact"] == 3


def test_what_was_mended_is_told_in_words_and_as_json(tmp_path: Path) -> None:
    path, texts = base(tmp_path, records_of(*QUOTES), NEWS)
    found = fix(path, texts)
    assert found.as_text()[0] == "fixed: quotes/q1: It stood at 0–20 and stands at 17–37 now."
    told = found.as_json()
    assert told["not-fixed"] == []
    assert found.fixed[0].as_json() == {
        "table": "quotes",
        "id": "q1",
        "message": "It stood at 0–20 and stands at 17–37 now.",
        "start": 17,
        "end": 37,
    }
    assert list(found.fixed[-1].as_json()) == ["table", "id", "message"]


def test_a_source_that_follows_a_changed_text_forgets_what_the_old_one_was_made_of(
    tmp_path: Path,
) -> None:
    records = records_of(*QUOTES)
    original = Original("0" * 64, "page.html", "html", "html 1")
    source = dataclasses.replace(records.sources["s1"], original=original)
    path, texts = base(tmp_path, dataclasses.replace(records, sources={"s1": source}), NEWS)
    fix(path, texts)
    after = storage.read(path).sources["s1"]
    assert (after.length, after.original) == (len(NEWS), None)
