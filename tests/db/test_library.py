"""The library answers by id and walks every link both ways."""

from __future__ import annotations

import gc
import threading
from pathlib import Path

import pytest

import db
from db.dates import PartialDate
from db.errors import NotFound
from db.library import Counts, Library, read
from db.library.match import Needle
from db.records import Amount, Claim, Event, Records
from tests import small
from tests.make import (
    make_company,
    make_date,
    make_event,
    make_person,
    make_quote,
    make_records,
    make_source,
)

ADA_HIRE = {"person": "person/ada", "from": "company/acme", "to": "company/lab"}


def records() -> Records:
    """Two people, a family of companies, four events in two sources."""
    return make_records(
        make_person("ada", "Ada Byron", aliases=("Countess of Lovelace",)),
        make_person("bob"),
        make_company("acme"),
        make_company("meta"),
        make_company("lab", "Meta Lab", parent="meta"),
        make_company("team", parent="lab"),
        make_event("denial", "denial", roles={"by": "person/bob"}, quotes=("q3",)),
        make_event(
            "hire",
            roles=ADA_HIRE,
            quotes=("q2", "q1"),
            date=make_date("2025-07-01"),
            disputes=("denial",),
        ),
        make_event(
            "retold",
            roles=ADA_HIRE,
            quotes=("q3",),
            date=make_date("2025-06-01"),
            same_as=("hire",),
            claim=Claim("reported", by_id="person/bob", via=("company/acme",)),
        ),
        make_event("thrice", roles=ADA_HIRE, quotes=("q4",), same_as=("retold",)),
        make_quote("q1", "s1", "Ada went", start=50),
        make_quote("q2", "s1", "to Meta", start=10),
        make_quote("q3", "s2", "no she did not", start=0),
        make_quote("q4", "s2", "she did", start=90, speaker="person/bob"),
        make_source("s1", published="2025-08"),
        make_source("s2", "Another report"),
    )


@pytest.fixture
def library() -> Library:
    return Library.of(records(), "tiny")


def ids(events: tuple[Event, ...]) -> list[str]:
    return [event.id for event in events]


def test_a_record_comes_back_as_it_went_in(library: Library) -> None:
    for kind, record in records():
        assert library.record(kind, record.id) == record
        assert library.has(f"{kind}/{record.id}")


def test_records_can_be_asked_for_by_kind(library: Library) -> None:
    assert library.quote("q1").id == "q1"
    assert library.source("s2").id == "s2"
    assert library.person("ada").id == "ada"
    assert library.company("meta").id == "meta"


def test_many_records_may_be_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read, "_KEPT", 3)
    library = Library.of(records(), "tiny")
    assert [library.record(kind, record.id) for kind, record in records()] == [
        record for _, record in records()
    ]
    assert len(library.events_about("person/ada")) == 3


def test_a_file_is_opened_under_its_name(tmp_path: Path) -> None:
    library = Library.open(small.write(tmp_path / "base.json"))
    assert (library.name, library.path) == ("base", tmp_path / "base.json")
    assert library.person("zoe-ada").name == "Zoë Ada"


def test_a_number_that_no_record_has_is_not_found(library: Library) -> None:
    with pytest.raises(NotFound):
        library.index.summary(10_000)


def test_nothing_is_found_by_nothing(library: Library) -> None:
    assert library.index.tiers("person", Needle.of("\u0301")) == []


def test_a_date_of_publication_that_is_none_counts_as_undated() -> None:
    library = Library.of(
        make_records(make_source("a", published="soon"), make_source("b", published="2024")), "x"
    )
    assert library.ids("source") == ("b", "a")


def test_the_build_leaves_a_resting_garbage_collector_at_rest() -> None:
    gc.disable()
    try:
        Library.of(Records(), "empty")
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_an_unknown_id_names_the_nearest(library: Library) -> None:
    with pytest.raises(NotFound, match="Did you mean company/meta"):
        library.company("metta")
    with pytest.raises(NotFound) as caught:
        library.person("zzzz")
    assert caught.value.near is None


def test_an_id_that_only_shares_some_letters_is_not_offered() -> None:
    library = Library.of(make_records(make_quote("ada-on-another-model-reddit")), "x")
    with pytest.raises(NotFound, match="wherefrom show source/ID lists") as caught:
        library.quote("nope")
    assert caught.value.near is None


@pytest.mark.parametrize("reference", ["person/nobody", "person", "", "planet/ada", "/ada"])
def test_a_reference_to_nothing_is_not_there(library: Library, reference: str) -> None:
    assert not library.has(reference)
    assert library.counts_of(reference) == Counts(0, 0, 0)


def test_names_follow_references_and_dangling_ones_show_their_id(library: Library) -> None:
    assert library.name_of("person/ada") == "Ada Byron"
    assert library.name_of("person/nobody") == "nobody"


def test_counts_by_kind(library: Library) -> None:
    counted = [library.count(kind) for kind in ("person", "company", "event", "quote", "source")]
    assert counted == [2, 4, 4, 4, 2]
    assert Library.of(Records(), "empty").count("person") == 0


def test_events_about_someone_come_by_date_with_the_undated_last(library: Library) -> None:
    assert ids(library.events_about("person/ada")) == ["retold", "hire", "thrice"]


def test_events_about_someone_include_what_they_say_and_relay_once_each(library: Library) -> None:
    assert ids(library.events_about("person/bob")) == ["retold", "denial"]
    assert ids(library.events_about("company/acme")) == ["retold", "hire", "thrice"]


def test_quotes_of_an_event_keep_its_order(library: Library) -> None:
    assert [quote.id for quote in library.quotes_of(library.event("hire"))] == ["q2", "q1"]


def test_a_source_is_read_from_top_to_bottom(library: Library) -> None:
    assert [quote.id for quote in library.quotes_in("s1")] == ["q2", "q1"]
    assert ids(library.events_in("s2")) == ["retold", "denial", "thrice"]


def test_a_quote_knows_the_events_it_supports(library: Library) -> None:
    assert ids(library.events_citing("q3")) == ["retold", "denial"]


def test_a_dispute_stands_on_both_sides_whichever_says_so(library: Library) -> None:
    assert ids(library.disputes_of(library.event("hire"))) == ["denial"]
    assert ids(library.disputes_of(library.event("denial"))) == ["hire"]


def test_one_happening_told_in_a_chain_is_one_group(library: Library) -> None:
    assert ids(library.same_as(library.event("hire"))) == ["retold", "thrice"]
    assert ids(library.same_as(library.event("thrice"))) == ["retold", "hire"]
    assert ids(library.same_as(library.event("denial"))) == []


def test_a_family_reaches_down_to_the_last_team(library: Library) -> None:
    assert [company.id for company in library.children("meta")] == ["lab"]
    assert library.family_of("meta") == ("meta", "lab", "team")


def test_a_circle_of_parents_ends() -> None:
    circle = make_records(
        make_company("a", parent="b"),
        make_company("b", parent="a"),
        make_event(roles={"to": "company/a"}),
    )
    assert set(Library.of(circle, "circle").family_of("a")) == {"a", "b"}


def test_counts_tell_events_sources_and_pairs_in_dispute(library: Library) -> None:
    assert library.counts_of("person/ada") == Counts(events=3, sources=2, disputes=1)
    assert library.counts_of("person/bob") == Counts(events=2, sources=1, disputes=1)
    assert library.counts_of("source/s1") == Counts(events=1, sources=0, disputes=1)


@pytest.mark.parametrize(
    ("kind", "sort", "order"),
    [
        ("person", None, ["ada", "bob"]),
        ("person", "-events", ["bob", "ada"]),
        ("company", "name", ["acme", "meta", "lab", "team"]),
        ("company", "-name", ["team", "lab", "meta", "acme"]),
        ("event", None, ["retold", "hire", "denial", "thrice"]),
        ("event", "-date", ["hire", "retold", "denial", "thrice"]),
        ("event", "type", ["denial", "retold", "hire", "thrice"]),
        ("source", None, ["s1", "s2"]),
        ("source", "-date", ["s1", "s2"]),
    ],
)
def test_lists_stand_in_their_orders(
    library: Library, kind: str, sort: str | None, order: list[str]
) -> None:
    assert list(library.ids(kind, sort)) == order  # type: ignore[arg-type]


def test_every_order_can_be_asked_both_ways(library: Library) -> None:
    for kind in ("person", "company", "event", "source", "quote"):
        for sort, words in library.sorts(kind).items():
            assert words
            up, down = library.ids(kind, sort), library.ids(kind, f"-{sort}")
            assert set(up) == set(down)
            assert library.ids(kind, sort) == up  # a few orders are kept


def test_names_sort_by_their_folded_form_and_then_as_written() -> None:
    names = {"a": "Óscar", "b": "oscar", "c": "Olaf", "d": "Zoe", "e": "Oscar"}
    people = (make_person(identifier, name) for identifier, name in names.items())
    library = Library.of(make_records(*people), "names")
    assert library.ids("person", "name") == ("c", "e", "b", "a", "d")


def test_dangling_links_are_left_out_and_stop_nothing() -> None:
    event = make_event(
        roles={"person": "person/nobody", "to": "a start-up"},
        quotes=("gone",),
        disputes=("gone",),
        amount=Amount("much", "USD"),
        date=PartialDate("once"),
    )
    library = Library.of(make_records(event), "dangling")
    assert library.quotes_of(event) == ()
    assert library.disputes_of(event) == ()
    assert library.event(event.id) == event


def test_several_threads_may_ask_at_once(library: Library) -> None:
    found: list[list[str]] = []

    def ask() -> None:
        for _ in range(50):
            found.append(ids(library.events_about("person/ada")))

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [["retold", "hire", "thrice"]] * 200


def test_a_library_keeps_its_name_and_path() -> None:
    library = Library.of(Records(), "mine", Path("mine.json"))
    assert (library.name, library.path) == ("mine", Path("mine.json"))
    library.close()


def test_the_door_opens_to_every_name_it_lists() -> None:
    assert db.Library is Library
    assert all(getattr(db, name) is not None for name in db.__all__)
    assert not hasattr(db, "no_such_name")
