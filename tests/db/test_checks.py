"""The rules: each one finds what breaks it, at its place, and nothing in sound records."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from db import checks
from db.checks import RULES, Problem, first_refusal, judge, problems, warnings
from db.codec import TYPES, encode
from db.dates import PartialDate
from db.material import Raw, of_records, read_raw
from db.records import TABLES, Amount, Claim, Duration, Kind, Original, Record, Role
from db.rules import careers
from db.rules.naming import parents_end
from tests.make import (
    make_company,
    make_date,
    make_decision,
    make_event,
    make_person,
    make_quote,
    make_records,
    make_source,
)

HIRE = make_event("hire", roles={"person": "person/ada", "to": "company/acme"})
SOUND: tuple[Record, ...] = (make_person(), make_company(), HIRE, make_quote(), make_source())
DENIAL = make_event("no", "denial", grade="denied", disputes=("hire",))
LONG = "x" * 241


def raw_of(*records: Record) -> Raw:
    """Put records into tables as a file would hold them, sound or not; duplicates too."""
    tables: dict[str, dict[str, object]] = {table: {} for table in TABLES.values()}
    for record in records:
        table = tables[TABLES[kind_of(record)]]
        table[str(len(table) + 1)] = encode(record)
    return Raw({**tables, "meta": {"1": {"schema": 1}}})


def kind_of(record: Record) -> Kind:
    return next(kind for kind, cls in TYPES.items() if type(record) is cls)


def tables_but(**tables: object) -> Raw:
    """The sound file with whole tables replaced."""
    return Raw({**raw_of(*SOUND).root, **tables})


def changed(record: Record, **fields: object) -> Record:
    return dataclasses.replace(record, **fields)  # type: ignore[arg-type]


def sound_but(*replaced: Record) -> Raw:
    """The sound records, with others in place of those of the same kind and id."""
    gone = {(type(each), each.id) for each in replaced}
    kept = [each for each in SOUND if (type(each), each.id) not in gone]
    return raw_of(*kept, *replaced)


def event(**fields: object) -> Raw:
    return sound_but(changed(HIRE, **fields))


def quote(**fields: object) -> Raw:
    return sound_but(changed(make_quote(), **fields))


def source(**fields: object) -> Raw:
    return sound_but(changed(make_source(), **fields))


def when(earliest: str | None, latest: str | None) -> PartialDate:
    return PartialDate("then", earliest, latest, "quote")


def amount(**fields: object) -> Raw:
    return event(amount=dataclasses.replace(Amount("much", "USD"), **fields))  # type: ignore[arg-type]


def judged(other: str = "eve", **fields: object) -> Raw:
    """The sound file with a second person and decisions, the last of them with these fields."""
    made = (make_decision("person/ada", "person/eve"), make_decision("person/ada", "person/eve"))
    last = dataclasses.replace(made[1], **{"id": "d2", "other": other, **fields})  # type: ignore[arg-type]
    people = [make_person(), make_person("eve")]
    return tables_but(
        people={str(at): encode(each) for at, each in enumerate(people)},
        decisions={"1": encode(made[0]), "2": encode(last)},
    )


BROKEN: list[tuple[str, Raw, str, str, str]] = [
    ("decision", judged("nobody"), "decisions/d2", "other", "There is no person “nobody”"),
    ("merge", judged(), "decisions/d2", "other", "person/eve is merged into person/ada already"),
    ("apart", judged(action="distinct"), "decisions/d2", "other", "decided to be different"),
    ("decided", judged(action="distinct", at="then"), "decisions/d2", "at", "“then” is no time"),
    ("schema", tables_but(meta={}), "meta/", "schema", "no schema number"),
    ("schema", tables_but(meta={"1": {"schema": 2}}), "meta/", "schema", "2"),
    ("shape", tables_but(events=[]), "events/", "", "object"),
    ("id", sound_but(make_person("Ada Lovelace")), "people/Ada Lovelace", "id", "no id"),
    ("unique", raw_of(*SOUND, make_company()), "companies/acme", "id", "another record"),
    ("sourced", event(quotes=()), "events/hire", "quotes", "No quote supports it"),
    ("pointer", event(claim=Claim("stated", by_id="ada")), "events/hire", "claim.by_id", "“ada”"),
    ("pointer", event(claim=Claim("stated", via=("event/x",))), "events/hire", "claim.via[0]", ""),
    ("pointer", quote(speech="direct", speaker="person/"), "quotes/q1", "speaker", "person/ID"),
    ("reference", event(quotes=("q1", "q2")), "events/hire", "quotes[1]", "no quote “q2”"),
    ("reference", event(disputes=("x",)), "events/hire", "disputes[0]", "no event “x”"),
    ("reference", event(same_as=("x",)), "events/hire", "same_as[0]", "no event “x”"),
    ("reference", quote(source="s2"), "quotes/q1", "source", "no source “s2”"),
    ("reference", sound_but(make_company(parent="acne")), "companies/acme", "parent", "an acme?"),
    (
        "reference",
        event(roles=(*HIRE.roles, Role("by", "person", "adah"))),
        "events/hire",
        "roles[2].id",
        "did you mean ada?",
    ),
    (
        "reference",
        event(claim=Claim("stated", by_id="person/z")),
        "events/hire",
        "claim.by_id",
        "no person “z”",
    ),
    (
        "role",
        event(roles=(*HIRE.roles, Role("by", "person"))),
        "events/hire",
        "roles[2]",
        "names nobody",
    ),
    ("parent", sound_but(make_company(parent="acme")), "companies/acme", "parent", "acme in acme"),
    ("word", event(claim=Claim("sure")), "events/hire", "claim.grade", "rumoured"),
    ("word", event(status="over"), "events/hire", "status", "“over”"),
    ("word", amount(bound="most"), "events/hire", "amount.bound", "up_to"),
    ("word", amount(unit="usd"), "events/hire", "amount.unit", "percent"),
    ("word", event(duration=Duration("long", "aeons")), "events/hire", "duration.unit", "weeks"),
    ("speech", quote(speech="spoken"), "quotes/q1", "speech", "direct"),
    ("date", event(date=when("2024-02-30", None)), "events/hire", "date.earliest", "2024-02-30"),
    ("date", event(until=when(None, "2024")), "events/hire", "until.latest", "YYYY-MM-DD"),
    ("date", event(date=when("2024-02-02", "2024-01-01")), "events/hire", "date", "begins on"),
    (
        "date",
        event(claim=Claim("stated", said=when("soon", None))),
        "events/hire",
        "claim.said.earliest",
        "“soon” is no date",
    ),
    ("published", source(published="August"), "sources/s1", "published", "“August” is no date"),
    ("offsets", quote(end=14), "quotes/q1", "end", "14 and the quote has 15"),
    ("offsets", quote(start=-1, end=14), "quotes/q1", "start", "before its source"),
    ("offsets", quote(exact="", end=0), "quotes/q1", "exact", "quotes nothing"),
    ("offsets", quote(start=2**60, end=2**60 + 15), "quotes/q1", "end", "after the end of any"),
    ("finite", amount(min=float("inf")), "events/hire", "amount.min", "too large"),
    (
        "finite",
        event(duration=Duration("ever", "years", max=float("inf"))),
        "events/hire",
        "duration.max",
        "too large",
    ),
    ("finite", amount(sample=2**60), "events/hire", "amount.sample", "too large"),
    ("long", source(length=2**63), "sources/s1", "length", "no text is that long"),
    ("figures", amount(min=2.0, max=1.0), "events/hire", "amount", "its least (2) exceeds"),
    (
        "figures",
        event(duration=Duration("x", "years", 9, 8)),
        "events/hire",
        "duration",
        "its most (8)",
    ),
    ("name", sound_but(make_person(name=" ")), "people/ada", "name", "blank"),
    ("name", source(title=""), "sources/s1", "title", "blank"),
    ("name", event(summary="\n"), "events/hire", "summary", "blank"),
    ("inside", source(length=14), "sources/s1", "", ""),
    ("brief", quote(exact=LONG, end=241), "quotes/q1", "exact", "241 characters"),
    ("context", quote(prefix="x" * 33), "quotes/q1", "prefix", "33 characters"),
    ("context", quote(suffix="x" * 33), "quotes/q1", "suffix", "may have 32"),
    ("sha256", source(sha256="ABC"), "sources/s1", "sha256", "no SHA-256"),
    ("sha256", source(sha256="0" * 64, length=-1), "sources/s1", "length", "less than nothing"),
    (
        "sha256",
        source(original=Original("ABC", "a.html", "text/html", "html 1")),
        "sources/s1",
        "original.sha256",
        "no SHA-256",
    ),
    ("seen", source(sha256="", length=0), "sources/s1", "sha256", "nobody has given its text"),
    ("mutual", sound_but(DENIAL), "events/no", "disputes", "“hire” does not name “no” in return"),
    ("mutual", event(disputes=("hire",)), "events/hire", "disputes", "the event itself"),
    ("mutual", event(same_as=("hire",)), "events/hire", "same_as", "the event itself"),
    (
        "denial",
        event(type="denial", disputes=()),
        "events/hire",
        "claim.grade",
        "grade denied, not stated",
    ),
    (
        "disputed",
        event(type="denial", claim=Claim("denied")),
        "events/hire",
        "disputes",
        "disputes nothing",
    ),
    (
        "order",
        event(date=make_date("2024-02-01"), until=make_date("2024-01-31")),
        "events/hire",
        "until",
        "ended by 2024-01-31",
    ),
    ("speaker", quote(speaker="person/ada"), "quotes/q1", "speaker", "no speech"),
    ("share", source(length=22), "sources/s1", "length", "15 of its 22 characters"),
    ("mentioned", sound_but(make_person("eve")), "people/eve", "id", "no event mentions it"),
    ("cited", sound_but(make_quote("q2")), "quotes/q2", "id", "no event cites it"),
]


def found_in(raw: Raw) -> list[Problem]:
    return [*problems(raw), *warnings(raw)]


@pytest.mark.parametrize(
    ("rule", "raw", "place", "field", "words"),
    [case for case in BROKEN if case[0] != "inside"],
    ids=[f"{case[0]}-{case[3]}" for case in BROKEN if case[0] != "inside"],
)
def test_a_broken_rule_is_found_at_its_place(
    rule: str, raw: Raw, place: str, field: str, words: str
) -> None:
    hits = [each for each in found_in(raw) if each.rule == rule]
    assert [(f"{hit.table}/{hit.id}", hit.field) for hit in hits] == [(place, field)]
    assert words.casefold() in hits[0].message.casefold()
    assert not hits[0].message[0].islower()
    assert hits[0].message.endswith(".")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_every_rule_has_a_case_here_and_a_sentence(rule: checks.Rule) -> None:
    has_tests_of_its_own = rule.find.__module__ == careers.__name__
    assert has_tests_of_its_own or rule.name in {case[0] for case in BROKEN}
    assert rule.words.endswith(".")


def test_sound_records_break_no_rule() -> None:
    assert found_in(raw_of(*SOUND)) == []
    assert first_refusal(read_raw(raw_of(*SOUND))) is None


def test_a_quote_that_ends_after_its_source_is_found() -> None:
    raw = source(length=14)
    assert [(each.rule, each.id, each.field) for each in problems(raw)] == [("inside", "q1", "end")]


@pytest.mark.parametrize(
    ("rule", "raw"),
    [(case[0], case[1]) for case in BROKEN],
    ids=[f"{case[0]}-{case[3]}" for case in BROKEN],
)
def test_only_rules_that_refuse_keep_a_file_from_loading(rule: str, raw: Raw) -> None:
    refuses = {each.name: each.refuses for each in RULES}
    assert (first_refusal(read_raw(raw)) is not None) == refuses[rule]


def test_warnings_are_no_problems() -> None:
    raw = sound_but(make_person("eve"))
    assert problems(raw) == ()
    assert [each.rule for each in warnings(raw)] == ["mentioned"]
    assert judge(read_raw(raw)) == (problems(raw), warnings(raw))


def test_a_refusal_names_file_table_id_field_and_remedy() -> None:
    refusal = first_refusal(read_raw(event(quotes=())), Path("my.json"))
    assert str(refusal) == (
        "my.json: events/hire, field “quotes”: no quote supports it. "
        "Cite the quote that says so, or remove the event."
    )


def test_every_problem_is_listed_also_where_records_cannot_be_read() -> None:
    root = dict(raw_of(*SOUND).root)
    root["people"] = {"1": encode(make_person()), "2": 7, "x": {"name": ["Eve"], "aliases": [1]}}
    root["events"] = {"1": encode(HIRE) | {"status": "over", "claim": {"grade": 3}, "quotes": [1]}}
    found = {(each.rule, each.table, each.id, each.field) for each in problems(Raw(root))}
    assert found == {
        ("shape", "people", "#x", ""),
        ("shape", "people", "#2", ""),
        ("shape", "people", "#x", "id"),
        ("shape", "people", "#x", "name"),
        ("shape", "people", "#x", "aliases[0]"),
        ("shape", "events", "hire", "claim.grade"),
        ("shape", "events", "hire", "quotes[0]"),
        ("word", "events", "hire", "status"),
    }


def test_where_the_length_of_a_source_cannot_be_read_no_quote_is_blamed() -> None:
    root = dict(raw_of(*SOUND).root)
    root["sources"] = {"1": encode(make_source()) | {"length": "long"}}
    assert [each.rule for each in problems(Raw(root))] == ["shape"]


def test_a_data_file_is_quoted_as_long_as_its_rows_are() -> None:
    long = changed(make_quote(exact=LONG))
    for name in ("rows.CSV", "items.jsonl"):
        raw = sound_but(long, changed(make_source(), file=name, length=300))
        assert found_in(raw) == []


def test_overlapping_quotes_count_once_towards_the_share_of_a_source() -> None:
    twice = changed(HIRE, quotes=("q1", "q2"))
    text = changed(make_source(), length=30)
    assert found_in(sound_but(twice, text, make_quote("q2", start=1, exact="da joined"))) == []
    apart = sound_but(twice, text, make_quote("q2", start=20, exact="or else"))
    assert [each.rule for each in found_in(apart)] == ["share"]


def test_a_ring_of_companies_is_found_for_each_of_its_members_and_no_other() -> None:
    ring = [
        make_company("a", parent="b"),
        make_company("b", parent="c"),
        make_company("c", parent="b"),
    ]
    found = [each for each in problems(raw_of(*SOUND, *ring)) if each.rule == "parent"]
    assert [each.id for each in found] == ["b", "c"]
    assert "b in c in b" in found[0].message


def test_a_very_long_line_of_companies_is_judged_at_once() -> None:
    last = 3000
    line = [make_company(f"c{at}", parent=f"c{at + 1}") for at in range(last)]
    material = of_records(make_records(*line, make_company(f"c{last}")))
    assert list(parents_end(material)) == []


def test_ties_that_stand_on_both_sides_are_sound() -> None:
    pair = (changed(HIRE, disputes=("no",), same_as=("no",)), changed(DENIAL, same_as=("hire",)))
    assert found_in(sound_but(*pair)) == []


def test_someone_is_mentioned_as_speaker_relay_or_parent_too() -> None:
    said = changed(HIRE, claim=Claim("stated", by_id="person/eve", via=("company/paper",)))
    raw = sound_but(
        said,
        make_person("eve"),
        make_company("paper", parent="group"),
        make_company("group"),
        changed(make_quote(), speech="direct", speaker="person/bob"),
        make_person("bob"),
    )
    assert found_in(raw) == []


def test_figures_must_be_finite_before_they_are_written() -> None:
    infinite = changed(HIRE, amount=Amount("all", "USD", max=float("inf")))
    records = make_records(*SOUND, infinite)
    found, _ = judge(of_records(records))
    assert [(each.rule, each.field) for each in found] == [("finite", "amount.max")]


def test_no_id_is_offered_that_is_nothing_like_the_one_that_was_written() -> None:
    found = problems(event(disputes=("nope",), roles=(Role("to", "company", "x"),)))
    assert "did you mean" not in " ".join(each.message for each in found)


def test_raw_tables_hold_what_is_an_object_and_skip_the_rest() -> None:
    raw = Raw({"people": {"1": {"id": "ada"}, "2": 5}, "notes": [], "extra": {"1": {"a": 1}}})
    assert raw.tables == {"people": {"1": {"id": "ada"}}, "extra": {"1": {"a": 1}}}
    assert raw.documents("notes") == {}
