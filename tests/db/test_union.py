"""Two databases of ours as one: what is the same stays, what collides is told apart."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Sequence
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db import storage
from db.checks import first_refusal
from db.decisions import Decision
from db.intake.own import import_database
from db.intake.union import Union, united
from db.material import of_records
from db.records import TABLES, Claim, Identifier, Person, Quote, Record, Records
from db.texts import Texts
from tests.make import (
    make_company,
    make_decision,
    make_event,
    make_person,
    make_quote,
    make_records,
    make_source,
)
from tests.worlds import worlds

Made = Record | Decision
TEXT = "Ada joined Acme. Eve left."
SHA = hashlib.sha256(TEXT.encode()).hexdigest()
NEWS = make_source("news", "News", sha256=SHA, length=len(TEXT), file="news.txt")
ADA = make_person("ada", "Ada")
HIRED = make_event("hired", roles={"person": "person/ada", "to": "company/acme"})
JOINED = make_quote("q1", "news", "Ada joined Acme")
HERE: tuple[Made, ...] = (ADA, make_company("acme"), NEWS, JOINED, HIRED)


def join(there: Sequence[Made], here: Sequence[Made] = HERE, *, update: bool = False) -> Union:
    found = united(make_records(*here), make_records(*there), update=update)
    assert first_refusal(of_records(found.records)) is None
    return found


def changed(record: Record, **fields: object) -> Record:
    return dataclasses.replace(record, **fields)  # type: ignore[arg-type]


def sizes(records: Records) -> list[int]:
    return [len(records.table(kind)) for kind in TABLES]


def test_the_same_database_brings_nothing_new() -> None:
    found = join(HERE)
    assert found.records == found.read == make_records(*HERE)
    assert found.kept == ()


def test_the_same_text_is_the_same_source_whatever_it_is_called() -> None:
    there = (changed(NEWS, id="gazette", title="Gazette"), changed(JOINED, source="gazette"))
    found = join(there)
    assert found.ids["source"] == {"gazette": "news"}
    assert found.records == make_records(*HERE)
    assert found.kept == ("source/news",)


def test_a_span_of_a_source_is_one_quote() -> None:
    eve = make_quote("q1", "news", "Eve left", start=17)
    again = changed(JOINED, id="again", lang="da")
    found = join((NEWS, eve, again))
    assert found.ids["quote"] == {"q1": "q1-2", "again": "q1"}
    assert found.records.quotes["q1-2"] == changed(eve, id="q1-2")
    assert found.kept == ("quote/q1",)


def test_another_text_under_the_same_id_is_another_source_and_its_quotes_follow() -> None:
    other = changed(NEWS, sha256="1" * 64)
    found = join((other, JOINED))
    assert found.ids["source"] == {"news": "news-2"}
    assert found.records.quotes["q1-2"] == changed(JOINED, id="q1-2", source="news-2")


def test_a_source_whose_text_nobody_has_given_is_the_same_if_all_of_it_is() -> None:
    unseen = make_source("web", "Web", sha256="", length=0, url="a.example")
    here = (*HERE, unseen)
    assert sizes(join((changed(unseen, id="other"),), here).records)[4] == 2
    assert sizes(join((changed(unseen, url="b.example"),), here).records)[4] == 3


def test_someone_else_under_the_same_id_gets_another_and_all_references_follow() -> None:
    other = make_person("ada", "Ada Byron", aliases=("Countess",))
    claim = Claim("reported", by_id="person/ada", via=("person/ada",))
    said = make_quote("said", "news", "Eve left", start=17, speech="direct", speaker="person/ada")
    event = make_event("left", roles={"by": "person/ada"}, quotes=("said",), claim=claim)
    there = (other, make_company("acme"), NEWS, said, event)
    found = join(there)
    mark = Identifier("wherefrom", "ada")
    assert found.records.people["ada-2"] == changed(other, id="ada-2", identifiers=(mark,))
    assert found.records.people["ada"] == ADA
    left = found.records.events["left"]
    assert left.roles[0].reference == "person/ada-2"
    assert left.claim == Claim("reported", by_id="person/ada-2", via=("person/ada-2",))
    assert found.records.quotes["said"].speaker == "person/ada-2"
    again = united(found.records, make_records(*there))
    assert again.records == found.records
    assert again.ids == found.ids


def test_nobody_is_the_same_by_name_alone() -> None:
    found = join((make_person("a", "Ada"), make_person("ada-2", "Ada")))
    assert list(found.records.people) == ["ada", "a", "ada-2"]


def told_elsewhere(person: Person) -> tuple[Made, ...]:
    """Somebody in another text, who works for someone else."""
    text = "Ada left Globex."
    source = make_source("paper", sha256=hashlib.sha256(text.encode()).hexdigest(), length=16)
    quote = make_quote("q9", "paper", "Ada left Globex")
    roles = {"person": "person/ada", "from": "company/globex"}
    event = make_event("left", "departure", roles=roles, quotes=("q9",))
    return person, make_company("globex"), source, quote, event


def test_two_of_one_name_in_different_texts_stay_two_though_their_ids_are_the_same() -> None:
    there = told_elsewhere(ADA)
    found = join(there)
    assert found.ids["person"] == {"ada": "ada-2"}
    assert found.records.events["left"].roles[0].reference == "person/ada-2"
    again = united(found.records, make_records(*there))
    assert (again.records, again.ids) == (found.records, found.ids)


def test_who_speaks_in_one_text_is_not_who_is_told_of_in_another_by_name_alone() -> None:
    _, _, source, quote, _ = told_elsewhere(ADA)
    assert isinstance(quote, Quote)
    said = changed(quote, speech="direct", speaker="person/ada")
    assert list(join((ADA, source, said)).records.people) == ["ada", "ada-2"]


def test_two_that_say_more_than_a_name_or_of_whom_one_is_told_nothing_are_one() -> None:
    known = make_person("ada", "Ada", identifiers=(Identifier("orcid", "0000"),))
    assert list(join(told_elsewhere(known), (known, *HERE[1:])).records.people) == ["ada"]
    assert list(join(told_elsewhere(ADA), (ADA,)).records.people) == ["ada"]
    assert list(join((ADA,)).records.people) == ["ada"]


def test_one_of_one_name_on_the_same_words_is_one_though_an_event_was_put_otherwise() -> None:
    there = (*HERE[:4], changed(HIRED, summary="Ada came to Acme."))
    assert list(join(there).records.people) == ["ada"]


def test_companies_come_in_the_order_in_which_they_stand() -> None:
    there = (make_company("lab", parent="acme"), make_company("acme"), make_company("zeta"))
    assert list(join(there, ()).records.companies) == ["lab", "acme", "zeta"]


def test_a_number_that_the_other_database_uses_itself_is_not_given() -> None:
    there = (make_person("ada", "Other"), make_person("ada-2", "Third"))
    found = join(there)
    assert found.ids["person"] == {"ada": "ada-3", "ada-2": "ada-2"}
    assert united(found.records, make_records(*there)).records == found.records


def test_someone_that_both_copies_of_a_database_tell_of_stays_the_same() -> None:
    there = (changed(ADA, aliases=("A.",)), *HERE[1:], make_event("new", roles=HIRED.roles))
    found = join(there)
    assert list(found.records.people) == ["ada"]
    assert found.records.people["ada"] == ADA
    assert found.kept == ("person/ada",)
    assert list(found.records.events) == ["hired", "new"]
    update = join(there, update=True)
    assert update.records.people["ada"].aliases == ("A.",)
    assert update.kept == ()


def test_an_event_of_the_same_id_on_other_words_shows_nobody_to_be_the_same() -> None:
    other = changed(NEWS, sha256="1" * 64)
    found = join((changed(ADA, aliases=("A.",)), make_company("acme"), other, JOINED, HIRED))
    assert list(found.records.people) == ["ada", "ada-2"]
    unseen = changed(NEWS, sha256="", length=0)
    here = (ADA, make_company("acme"), unseen, JOINED, HIRED)
    found = join((changed(ADA, aliases=("A.",)), *here[1:]), here)
    assert list(found.records.people) == ["ada", "ada-2"]


def test_parts_follow_companies_and_are_told_apart_by_them() -> None:
    here = (*HERE, make_company("lab", parent="acme"))
    there = (make_company("lab", parent="acme"), make_company("acme", "Acme Corporation"))
    found = join(there, here)
    assert found.ids["company"] == {"acme": "acme-2", "lab": "lab-2"}
    assert found.records.companies["lab-2"].parent == "acme-2"
    assert join((make_company("acme"), here[-1]), here).records == make_records(*here)


def test_the_same_claim_on_the_same_words_is_the_same_event_whatever_its_id() -> None:
    there = (*HERE[:4], changed(HIRED, id="e7", reviewed_by="zoe"))
    found = join(there)
    assert found.ids["event"] == {"e7": "hired"}
    assert found.records.events == {"hired": HIRED}
    assert found.kept == ("event/hired",)
    assert join(there, update=True).records.events["hired"].reviewed_by == "zoe"


def test_another_claim_under_the_same_id_is_another_event() -> None:
    found = join((*HERE[:4], changed(HIRED, summary="Ada came.")))
    assert list(found.records.events) == ["hired", "hired-2"]


def test_ties_follow_and_come_to_what_is_here() -> None:
    denied = make_event("denied", "denial", grade="denied", disputes=("e7",), quotes=("q1",))
    there = (*HERE[:4], changed(HIRED, id="e7", disputes=("denied",), same_as=("denied",)), denied)
    found = join(there)
    assert found.records.events["denied"].disputes == ("hired",)
    assert found.records.events["hired"].disputes == ("denied",)
    assert found.records.events["hired"].same_as == ("denied",)
    assert found.kept == ()
    assert united(found.records, make_records(*there)).records == found.records


def test_what_a_data_file_calls_somebody_follows_that_file() -> None:
    file = make_source("rows", "Rows", sha256="2" * 64, file="rows.csv")
    there = (file, make_person("bo", "Bo", identifiers=(Identifier("rows", "7"),)))
    found = join(there, (*HERE, make_source("rows", "Others", sha256="3" * 64)))
    assert found.records.people["bo"].identifiers == (Identifier("rows-2", "7"),)


EVE = make_person("eve")


def test_decisions_come_along_under_the_ids_that_records_have_here() -> None:
    there = (make_person("ada", "Other"), EVE, make_decision(by="zoe"))
    found = join(there)
    (made,) = found.records.decisions.values()
    assert (made.kept, made.gone, made.by) == ("person/ada-2", "person/eve", "zoe")
    again = united(found.records, make_records(*there))
    assert again.records == found.records
    assert again.skipped == ()


def test_a_decision_that_goes_against_one_here_is_left_out_with_a_reason() -> None:
    here = (*HERE, EVE, make_decision(action="distinct"))
    found = join((ADA, EVE, make_decision("person/eve", "person/ada", id="x")), here)
    assert list(found.records.decisions) == ["d1"]
    assert found.skipped[0].place == "x"
    assert "person/ada and person/eve are different" in found.skipped[0].reason
    here = (*HERE, EVE, make_decision())
    found = join((ADA, EVE, make_decision("person/eve", "person/ada")), here)
    assert "merged into person/ada, so that" in found.skipped[0].reason
    other = make_decision(action="distinct", id="d1")
    assert "are merged" in join((ADA, EVE, other), here).skipped[0].reason


def test_a_decision_of_an_id_that_is_taken_gets_another() -> None:
    here = (*HERE, EVE, make_person("bo"), make_decision("person/ada", "person/bo"))
    found = join((ADA, EVE, make_decision()), here)
    assert list(found.records.decisions) == ["d1", "d1-2"]


def test_the_same_difference_may_be_told_in_either_order() -> None:
    here = (*HERE, EVE, make_decision(action="distinct"))
    there = (ADA, EVE, make_decision("person/eve", "person/ada", id="x", action="distinct"))
    found = join(there, here)
    assert list(found.records.decisions) == ["d1"]
    assert found.skipped == ()


@st.composite
def bases(draw: st.DrawFn) -> Records:
    """A sound database: what a world has, texts that differ, ties on both sides, no circles."""
    records = draw(worlds())
    texts = st.sampled_from(("1" * 64, "2" * 64, "3" * 64))
    sources = {
        name: dataclasses.replace(each, sha256=draw(texts), published=None)
        for name, each in records.sources.items()
    }
    companies = {
        name: dataclasses.replace(each, parent=None if (each.parent or "") >= name else each.parent)
        for name, each in records.companies.items()
    }
    events = {
        name: dataclasses.replace(each, disputes=(), same_as=())
        for name, each in records.events.items()
        if each.quotes
    }
    if len(events) > 1 and draw(st.booleans()):
        one, other = list(events)[:2]
        for name, against in ((one, other), (other, one)):
            events[name] = dataclasses.replace(events[name], disputes=(against,))
    made = dataclasses.replace(records, sources=sources, companies=companies, events=events)
    return made if first_refusal(of_records(made)) is None else Records()


@given(bases())
def test_an_empty_database_becomes_the_same(there: Records) -> None:
    found = united(Records(), there)
    assert found.records == found.read == there
    assert (found.kept, found.skipped) == ((), ())


@given(bases(), bases())
def test_the_same_database_twice_changes_nothing(here: Records, there: Records) -> None:
    once = united(here, there)
    assert first_refusal(of_records(once.records)) is None
    twice = united(once.records, there)
    assert twice.records == once.records
    assert twice.ids == once.ids
    assert all(len(set(ids.values())) == len(ids) for ids in once.ids.values())


@given(bases(), bases())
def test_it_does_not_matter_which_of_two_comes_first(one: Records, other: Records) -> None:
    assert sizes(united(one, other).records) == sizes(united(other, one).records)


@given(bases(), bases())
def test_what_is_here_stays_and_all_of_the_other_comes(here: Records, there: Records) -> None:
    found = united(here, there)
    for kind in TABLES:
        assert list(found.records.table(kind))[: len(here.table(kind))] == list(here.table(kind))
        assert set(found.ids[kind]) == set(there.table(kind))
        assert set(found.ids[kind].values()) <= set(found.records.table(kind))
        if kind != "event":
            kept = {name: found.records.table(kind)[name] for name in here.table(kind)}
            assert kept == here.table(kind)


@settings(
    max_examples=20,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(bases())
def test_a_file_that_is_brought_into_an_empty_one_is_read_the_same(
    tmp_path: Path, there: Records
) -> None:
    mine, theirs = tmp_path / "mine.json", tmp_path / "theirs.json"
    storage.write(theirs, there, create=True)
    storage.write(mine, Records(), create=True)
    import_database(mine, theirs, Texts((tmp_path / "none",)))
    assert storage.read(mine) == there
