"""The database that ships is what its facts and the five articles make, and honest about both."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from db import storage
from db.intake import import_facts
from db.intake.lines import lines_of
from db.intake.outside import from_path
from db.records import SPEECH, Quote, Records
from db.storage import BUILT_IN
from db.texts import Texts
from db.verify import verify

FACTS = BUILT_IN.with_name("talent-war.facts.jsonl")


@pytest.fixture(scope="module")
def records() -> Records:
    return storage.read(BUILT_IN)


def test_its_facts_and_the_articles_make_it_again(seeds: Path, tmp_path: Path) -> None:
    rebuilt = tmp_path / "rebuilt.json"
    storage.init(rebuilt, empty=True)
    import_facts(rebuilt, [lines_of(from_path(FACTS))], Texts((seeds,)))
    assert storage.read(rebuilt) == storage.read(BUILT_IN)
    assert rebuilt.read_bytes() == BUILT_IN.read_bytes()


def test_importing_its_facts_into_a_copy_brings_nothing_new(tmp_path: Path) -> None:
    copy = tmp_path / "copy.json"
    storage.init(copy, empty=False)
    before = copy.read_bytes()
    assert not import_facts(copy, [lines_of(from_path(FACTS))], Texts(())).is_news
    assert copy.read_bytes() == before


def test_every_quote_is_exact_and_nothing_is_a_problem(seeds: Path) -> None:
    report = verify(storage.read_raw(BUILT_IN), Texts((seeds,)))
    assert report.problems == ()
    assert {state for state, count in report.quotes.items() if count} == {"exact"}


def test_without_the_articles_nothing_is_a_problem_either() -> None:
    report = verify(storage.read_raw(BUILT_IN), Texts(()))
    assert report.problems == ()
    assert {state for state, count in report.quotes.items() if count} == {"no-text"}


def test_there_are_five_articles_in_two_languages(records: Records) -> None:
    languages = Counter(source.lang for source in records.sources.values())
    assert languages == {"fr": 4, "da": 1}


def test_quotes_with_their_context_show_two_thirds_of_an_article_at_most(records: Records) -> None:
    for source in records.sources.values():
        shown: set[int] = set()
        for quote in records.quotes.values():
            if quote.source == source.id:
                shown |= set(range(quote.start - len(quote.prefix), quote.end + len(quote.suffix)))
        assert len(shown) <= source.length * 2 / 3, (source.id, len(shown) / source.length)


def test_no_quote_is_longer_than_240_characters(records: Records) -> None:
    assert [quote.id for quote in records.quotes.values() if len(quote.exact) > 240] == []


def test_no_article_stands_in_the_repository(seeds: Path) -> None:
    sample = {path.name: path.read_text(encoding="utf-8") for path in seeds.glob("*.txt")}
    for shipped in (BUILT_IN, FACTS):
        content = shipped.read_text(encoding="utf-8")
        for name, text in sample.items():
            middle = len(text) // 2
            assert text[middle - 250 : middle + 250] not in content, name


def test_every_quote_has_its_speech_and_a_translation(records: Records) -> None:
    for quote in records.quotes.values():
        assert quote.speech in SPEECH
        assert quote.translation, quote.id


def test_everyone_who_speaks_is_named_as_the_speaker(records: Records) -> None:
    direct = [quote for quote in records.quotes.values() if quote.speech == "direct"]
    assert direct
    assert [quote.id for quote in direct if not _has_speaker(quote, records)] == []


def _has_speaker(quote: Quote, records: Records) -> bool:
    """Whether a record, or words in an event that cites it, say who speaks."""
    if quote.speaker is not None:
        return quote.speaker in records
    citing = [event for event in records.events.values() if quote.id in event.quotes]
    return any(event.claim.by for event in citing)


def test_everyone_takes_part_in_an_event_or_is_a_parent(records: Records) -> None:
    used = {reference for event in records.events.values() for reference in event.references}
    used |= {f"company/{each.parent}" for each in records.companies.values() if each.parent}
    used |= {quote.speaker for quote in records.quotes.values() if quote.speaker}
    named = {f"person/{key}" for key in records.people}
    named |= {f"company/{key}" for key in records.companies}
    assert sorted(named - used) == []


def test_every_quote_is_cited_by_an_event(records: Records) -> None:
    cited = {quote for event in records.events.values() for quote in event.quotes}
    assert sorted(set(records.quotes) - cited) == []


def test_every_event_has_someone_in_it_or_someone_who_says_so(records: Records) -> None:
    assert [
        event.id
        for event in records.events.values()
        if not event.roles and not event.claim.by and not event.claim.by_id
    ] == []


def test_an_event_cites_one_source_alone(records: Records) -> None:
    for event in records.events.values():
        assert len({records.quotes[quote].source for quote in event.quotes}) == 1, event.id


def test_more_than_ten_pairs_dispute_each_other_on_both_sides(records: Records) -> None:
    events = records.events.values()
    pairs = {frozenset((event.id, other)) for event in events for other in event.disputes}
    assert len(pairs) > 10
    for event in events:
        for other in event.disputes:
            assert event.id in records.events[other].disputes
        for other in event.same_as:
            assert event.id in records.events[other].same_as


def test_a_denial_has_its_grade_and_names_what_it_denies(records: Records) -> None:
    denials = [event for event in records.events.values() if event.type == "denial"]
    assert denials
    for event in denials:
        assert event.claim.grade == "denied", event.id
        assert event.disputes, event.id
