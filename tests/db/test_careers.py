"""What cannot both be so is a warning, and only where the dates leave no doubt about it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from db.checks import RULES, judge
from db.dates import PartialDate
from db.decisions import Decision
from db.material import of_records
from db.records import Duration, Event
from db.rules import careers
from tests.make import make_company, make_date, make_event, make_person, make_quote, make_source
from tests.make import make_records as records_of

ADA, ACME, GLOBEX = {"person": "person/ada"}, {"to": "company/acme"}, {"to": "company/globex"}
FROM_ACME = {"from": "company/acme"}
FAMILY = {rule.name for rule in RULES if rule.find.__module__ == careers.__name__}


def day(text: str) -> PartialDate:
    """A day, a year, or a side of the calendar: `2010`, `..2010-05-01`, `2010..`."""
    first, dots, last = text.partition("..")
    last = last if dots else first
    return PartialDate(
        text,
        (first if len(first) == 10 else f"{first}-01-01") if first else None,
        (last if len(last) == 10 else f"{last}-12-31") if last else None,
    )


def told(name: str, kind: str, roles: dict[str, str], when: str = "", **fields: object) -> Event:
    date = day(when) if when else None
    return make_event(name, kind, roles=roles, date=date, **fields)  # type: ignore[arg-type]


def spell(name: str, first: str, last: str, **fields: object) -> Event:
    fields = {"title": "Head of Research", "until": day(last), **fields}
    return told(name, "position", ADA | ACME, first, **fields)


def warned(*events: Event) -> list[tuple[str, str]]:
    parties = (make_person(), make_company(), make_company("globex"), make_quote(), make_source())
    problems, warnings = judge(of_records(records_of(*parties, *events)))
    assert not {each.rule for each in problems} & FAMILY
    return [(each.rule, each.id) for each in warnings if each.rule in FAMILY]


HIRED = told("hired", "hire", ADA | ACME, "2010")
BORN, DIED = told("born", "birth", ADA, "2012"), told("died", "death", ADA, "2008")
FOUNDED = told("founded", "founding", ACME, "2012")
CLOSED = told("closed", "dissolution", {"about": "company/acme"}, "2008")
LEFT = told("left", "departure", ADA | FROM_ACME, "2008")


@pytest.mark.parametrize(
    ("events", "found"),
    [
        ((HIRED, BORN), ("lifetime", "hired")),
        ((HIRED, DIED), ("lifetime", "hired")),
        ((HIRED, FOUNDED), ("existence", "hired")),
        ((HIRED, CLOSED), ("existence", "hired")),
        ((told("left", "departure", ADA | FROM_ACME, "2010"), FOUNDED), ("existence", "left")),
        ((HIRED, LEFT), ("coming", "hired")),
        ((BORN, told("again", "birth", ADA, "2014")), ("once", "again")),
        ((FOUNDED, told("new", "founding", ADA | ACME, "2014")), ("once", "new")),
        ((spell("one", "2010", "2015"), spell("two", "2012", "2018")), ("overlap", "two")),
        ((spell("one", "2010", "2020"), spell("two", "2012", "2014")), ("overlap", "two")),
        (
            (spell("s", "2010", "2011", duration=Duration("9 years", "years", 9)),),
            ("lasting", "s"),
        ),
        (
            (spell("s", "2010", "2019", duration=Duration("2 years", "years", max=2)),),
            ("lasting", "s"),
        ),
        (
            (
                told("a", "hire", ADA | ACME, "2010", same_as=("b",)),
                told("b", "hire", ADA | ACME, "2012", same_as=("a",)),
            ),
            ("once", "b"),
        ),
    ],
)
def test_what_excludes_each_other_is_a_warning(
    events: tuple[Event, ...], found: tuple[str, str]
) -> None:
    assert warned(*events) == [found]
    assert warned(*reversed(events)) == [found]


@pytest.mark.parametrize(
    "events",
    [
        pytest.param((HIRED, told("born", "birth", ADA, "2010")), id="dates that may agree"),
        pytest.param((told("hired", "hire", ADA | ACME), BORN, FOUNDED), id="no date"),
        pytest.param((told("hired", "hire", ADA | ACME, "2010.."), FOUNDED), id="an open side"),
        pytest.param((told("hired", "hire", ADA | GLOBEX, "2010"), FOUNDED), id="another company"),
        pytest.param(
            (told("hired", "hire", ADA | ACME, "2010", status="planned"), FOUNDED), id="a plan"
        ),
        pytest.param(
            (told("hired", "hire", ADA | ACME, "2010", grade="denied"), FOUNDED), id="denied"
        ),
        pytest.param(
            (told("hired", "hire", ADA | ACME, "2010", disputes=("founded",)), FOUNDED),
            id="disputed",
        ),
        pytest.param(
            (spell("one", "2010", "2015"), told("two", "position", ADA | GLOBEX, "2012")),
            id="two companies at once",
        ),
        pytest.param(
            (spell("one", "2010", "2015"), spell("two", "2012", "2018", title="Chair")),
            id="two posts at once",
        ),
        pytest.param((spell("one", "2010", "2015"), spell("two", "2010", "2018")), id="one start"),
        pytest.param((spell("one", "2010", "2012"), spell("two", "2013", "2018")), id="in a row"),
        pytest.param((LEFT, told("back", "return", ADA | ACME, "2010")), id="a return"),
        pytest.param((LEFT, HIRED, told("early", "hire", ADA | ACME)), id="came on some day"),
        pytest.param((LEFT, HIRED, told("early", "hire", ADA | ACME, "2001")), id="came before"),
        pytest.param(
            (told("left", "departure", ADA | FROM_ACME, "2010"), CLOSED), id="leaves what closed"
        ),
        pytest.param(
            (spell("s", "2010", "2018", duration=Duration("9 years", "years", 9, 9)),),
            id="years rounded",
        ),
        pytest.param(
            (spell("s", "2010..", "..2018", duration=Duration("99 aeons", "aeons", 99)),),
            id="a unit that nobody knows",
        ),
        pytest.param(
            (spell("s", "..2010", "2018..", duration=Duration("9 years", "years", 9, 9)),),
            id="no most and no least",
        ),
        pytest.param(
            (
                told("hired", "hire", ADA | ACME, "2010"),
                make_event("begun", "founding", roles=ACME, date=make_date("2010-99-01")),
            ),
            id="no day of the calendar",
        ),
        pytest.param(
            (told("a", "hire", ADA | ACME, "2010", same_as=("gone",)),), id="same as what is gone"
        ),
    ],
)
def test_what_can_be_is_left_alone(events: tuple[Event, ...]) -> None:
    assert warned(*events) == []


def test_of_several_foundings_the_earliest_counts_for_who_came() -> None:
    first = told("first", "founding", ACME, "2009")
    assert {each for each in warned(first, FOUNDED, HIRED) if each[1] == "hired"} == set()


def test_who_was_merged_has_one_career() -> None:
    eve = make_person("eve")
    decision = Decision("d", "merge", "person", "eve", "ada", "2026-03-02T14:05:00Z")
    events = (
        told("hired", "hire", {"person": "person/eve"} | ACME, "2010"),
        told("born", "birth", ADA, "2012"),
    )
    records = records_of(make_person(), make_company(), eve, make_quote(), make_source(), *events)
    assert not FAMILY & {each.rule for each in judge(of_records(records))[1]}
    merged = replace(records, decisions={"d": decision})
    assert [each.rule for each in judge(of_records(merged))[1] if each.rule in FAMILY] == [
        "lifetime"
    ]


def test_a_warning_names_the_other_claim_its_day_and_what_to_do() -> None:
    records = records_of(make_person(), make_company(), HIRED, LEFT, make_quote(), make_source())
    [found] = [each for each in judge(of_records(records))[1] if each.rule == "coming"]
    assert (found.table, found.id, found.field) == ("events", "hired", "date")
    assert found.message == (
        "“left” leaves company/acme by 2008-12-31, and this is the first time of coming there, "
        "no earlier than 2010-01-01. Check both against their quotes; where both stand there, "
        "name each in “disputes” of the other."
    )


def test_every_rule_of_careers_has_a_case_here() -> None:
    assert {"lasting", "lifetime", "existence", "coming", "once", "overlap"} == FAMILY
