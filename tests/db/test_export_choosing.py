"""What goes out: all of a database, or what a query finds and everything that it needs."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from db import checks
from db.errors import BadFile
from db.export import choosing
from db.export.selection import Selection
from db.library import Library
from db.material import of_records
from db.query import parse
from db.records import Claim, Kind, Records
from db.search import KINDS, search
from db.storage import BUILT_IN
from db.texts import Texts
from tests.make import (
    make_company,
    make_event,
    make_person,
    make_quote,
    make_records,
    make_role,
    make_source,
)
from tests.worlds import QUERIES, worlds

NO_TEXTS = Texts(())

BASE = make_records(
    make_person("ada", "Ada Lovelace"),
    make_person("bo", "Bo Berg"),
    make_person("cy", "Cy Clay", description="a mathematician"),
    make_person("dot", "Dot Dale"),
    make_company("acme", parent="holding"),
    make_company("holding"),
    make_company("paper"),
    make_event("ada-hire", roles={"person": "person/ada", "to": "company/acme"}, quotes=("q1",),
               disputes=("ada-denial",), same_as=("ada-hire-2",)),
    make_event("ada-hire-2", roles={"person": "person/ada"}, quotes=("q2",),
               same_as=("ada-hire",)),
    make_event("ada-denial", "denial", roles={"by": "person/bo"}, quotes=("q3",),
               claim=Claim("denied", by_id="person/bo", via=("company/paper",)),
               disputes=("ada-hire",)),
    make_event("cy-move", "move", roles={"person": "person/cy"}, quotes=("q4",)),
    make_quote("q1", "s1"),
    make_quote("q2", "s2", "She is with Acme"),
    make_quote("q3", "s2", "Never", start=40, speech="direct", speaker="person/dot"),
    make_quote("q4", "s1", "Cy moved", start=40),
    make_quote("spare", "s3", "Nothing of note"),
    make_source("s1", "The first"),
    make_source("s2", "The second"),
    make_source("s3", "The third"),
)  # fmt: skip


def found(typed: str, kind: Kind | None = None, base: Records = BASE) -> Records:
    library = Library.of(base, "base")
    return choosing.found(library, parse(typed), NO_TEXTS, kind).records


def test_all_of_a_database_goes_out_with_its_name() -> None:
    heard: list[float] = []
    selection = choosing.whole(BUILT_IN, NO_TEXTS, heard.append)
    assert (selection.name, selection.is_whole) == ("talent-war", True)
    assert selection.summary.startswith("23 people, 32 companies, ")
    assert heard == sorted(heard)
    assert heard


def test_a_database_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadFile):
        choosing.whole(tmp_path / "gone.json", NO_TEXTS)


def test_a_company_far_below_others_brings_all_of_them() -> None:
    several = [make_company(f"c{n}", parent=f"c{n - 1}" if n else None) for n in range(1200)]
    event = make_event("e1", roles={"to": "company/c1199"})
    records = make_records(*several, make_source(), make_quote(), event)
    assert len(found("type:hire", base=records).companies) == 1200


def test_an_event_brings_its_quotes_and_their_sources() -> None:
    records = found("type:move")
    assert set(records.events) == {"cy-move"}
    assert set(records.quotes) == {"q4"}
    assert set(records.sources) == {"s1"}
    assert set(records.people) == {"cy"}


def test_an_event_brings_the_claim_that_disputes_it_and_those_that_tell_the_same() -> None:
    assert set(found("type:hire source:s1").events) == {"ada-hire", "ada-hire-2", "ada-denial"}


def test_everyone_comes_who_takes_part_speaks_or_relays() -> None:
    records = found("type:hire")
    assert set(records.people) == {"ada", "bo", "dot"}
    assert set(records.companies) == {"acme", "holding", "paper"}


def test_a_name_finds_all_events_of_who_bears_it() -> None:
    assert set(found("lovelace").events) == {"ada-hire", "ada-hire-2", "ada-denial"}


def test_who_is_found_by_a_description_brings_their_events() -> None:
    records = found("mathematician")
    assert (set(records.people), set(records.events)) == ({"cy"}, {"cy-move"})


def test_the_list_that_is_named_is_the_one_that_is_searched() -> None:
    assert set(found("mathematician", "event").events) == set()
    assert set(found("type:move", "person").events) == {"cy-move"}


def test_someone_of_a_list_that_is_named_comes_with_all_of_their_events() -> None:
    assert set(found("type:denial", "person").events) == {"ada-hire", "ada-hire-2", "ada-denial"}


def test_a_source_comes_with_its_quotes_and_what_they_support() -> None:
    records = found("first", "source")
    assert {"q1", "q4"} <= set(records.quotes)
    assert "cy-move" in records.events
    assert set(found("third").quotes) == {"spare"}


def test_nothing_found_is_nothing_to_write() -> None:
    assert len(found("zzz")) == 0


def test_records_come_in_the_usual_order_of_their_lists() -> None:
    assert list(found("", "event").people) == list(Library.of(BASE, "base").ids("person"))


@given(worlds(), QUERIES, st.sampled_from((None, *KINDS)))
def test_what_a_query_finds_is_there_and_needs_nothing_else(
    world: Records, typed: str, kind: Kind | None
) -> None:
    assume(checks.first_refusal(of_records(world)) is None)
    library = Library.of(world, "world")
    query = parse(typed)
    records = choosing.found(library, query, NO_TEXTS, kind).records
    assert checks.first_refusal(of_records(records)) is None
    for each in [kind] if kind else KINDS:
        assert {hit.id for hit in search(library, query, each).hits} <= set(records.table(each))
    for each, record in records:
        assert world.table(each)[record.id] == record


def test_a_selection_knows_who_is_tied_to_what() -> None:
    selection = Selection(BASE)
    hire = BASE.events["ada-hire"]
    assert selection.name_of("person/ada") == "Ada Lovelace"
    assert selection.name_of("company/gone") == "gone"
    assert [each.id for each in selection.events_about("company/paper")] == ["ada-denial"]
    assert [each.id for each in selection.events_citing("q1")] == ["ada-hire"]
    assert [each.id for each in selection.quotes_in("s1")] == ["q1", "q4"]
    assert [each.id for each in selection.quotes_of(hire)] == ["q1"]
    assert [each.id for each in selection.disputes_of(hire)] == ["ada-denial"]
    assert len(selection.events_by_date()) == len(BASE.events)
    assert selection.events_about("person/nobody") == ()
    assert selection.quotes_in("none") == ()
    assert Selection(make_records()).summary == "no records"


def test_a_role_without_a_record_asks_for_nobody() -> None:
    base = make_records(
        make_event("e", "move", roles=(make_role("person", "an aide"),)),
        make_quote(),
        make_source(),
    )
    assert len(found("aide", base=base)) == 3
