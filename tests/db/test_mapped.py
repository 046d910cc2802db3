"""Files of any shape come in by a mapping: what each part makes, what is told of the rest."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.dates import PartialDate
from db.intake.mapped.reading import addresses
from tests.tables import EVENT, MAP, MOVES, bring, bring_json, only, roles


def test_a_row_becomes_an_event_that_quotes_it(tmp_path: Path) -> None:
    brought = bring(tmp_path)
    first, second = brought.records.events.values()
    assert first.summary == "Ada Lovelace was CEO at Acme (2012-03-24 – 2015-04-01)."
    assert roles(first) == [("person", "person/ada-lovelace"), ("to", "company/acme")]
    assert (first.date, first.until) != (None, None)
    assert second.summary == "Bob Stone held a position at Globex (2019-05-13)."
    quotes = [brought.records.quotes[event.quotes[0]] for event in (first, second)]
    assert [quote.exact for quote in quotes] == MOVES.splitlines()[1:]
    (source,) = brought.records.sources.values()
    assert all(MOVES[each.start : each.end] == each.exact for each in quotes)
    assert (tmp_path / "own.json.texts" / "moves.csv").read_text() == MOVES
    assert source.file == "moves.csv"


def test_the_same_file_twice_changes_nothing(tmp_path: Path) -> None:
    once = bring(tmp_path).records
    again = bring(tmp_path)
    assert not again.report.is_news
    assert again.records == once


def test_what_an_edited_mapping_says_otherwise_is_kept_unless_it_is_asked_for(
    tmp_path: Path,
) -> None:
    bring(tmp_path)
    edited = MAP.replace('"position"', '"hire"')
    kept = bring(tmp_path, mapping=edited)
    assert {event.type for event in kept.records.events.values()} == {"position"}
    assert len(kept.report.kept) == 2
    updated = bring(tmp_path, mapping=edited, update=True)
    assert {event.type for event in updated.records.events.values()} == {"hire"}
    assert updated.report.total.added == 0


def test_what_an_edited_mapping_says_of_the_file_is_taken_when_it_is_asked_for(
    tmp_path: Path,
) -> None:
    bring(tmp_path)
    told = MAP + '[source]\ntitle = "Moves"\npublished = 2024\n'
    kept = bring(tmp_path, mapping=told)
    assert kept.report.kept == ("source/moves",)
    assert kept.records.sources["moves"].title == "moves.csv"
    updated = bring(tmp_path, mapping=told, update=True).records.sources["moves"]
    assert (updated.title, updated.published) == ("Moves", "2024")


def test_a_value_may_stand_in_for_a_blank_or_for_any_other(tmp_path: Path) -> None:
    text = "Name,Company,Role\nAda,Acme,\nBob,Acme,ceo\nCy,Acme,x\n"
    title = '{ text = "{Role}", values = { CEO = "boss" }, otherwise = "member" }'
    mapping = f"{EVENT}title = {title}\n"
    events = bring(tmp_path, text, mapping).records.events.values()
    assert [event.title for event in events] == ["member", "boss", "member"]
    plain = EVENT + 'title = { text = "{Role}", otherwise = "member" }\n'
    events = bring(tmp_path, text, plain, update=True).records.events.values()
    assert [event.title for event in events] == ["member", "ceo", "x"]


def test_a_value_that_alone_changes_the_status_is_its_own_type(tmp_path: Path) -> None:
    mapping = EVENT.replace(
        '"position"', '{ text = "{What}", values = { hire = { status = "planned" } } }'
    )
    event = only(bring(tmp_path, "Name,Company,What\nAda,Acme,Hire\n", mapping))
    assert (event.type, event.status) == ("hire", "planned")


def test_several_dates_in_one_place_are_said_and_the_first_is_taken(tmp_path: Path) -> None:
    mapping = EVENT + 'date = "{When}"\n'
    data = [{"Name": "Ada", "Company": "Acme", "When": ["2012", "2013"]}]
    brought = bring_json(tmp_path, data, mapping)
    assert only(brought).date == PartialDate("2012", "2012-01-01", "2012-12-31")
    assert brought.report.doubts == (("/0", "it has 2 dates in one place: the first was taken"),)


def test_several_amounts_or_lengths_in_one_place_are_never_joined(tmp_path: Path) -> None:
    mapping = EVENT + 'amount = { text = "{Paid}", unit = "EUR" }\nduration = "{Long}"\n'
    told = {"Paid": ["100", "200"], "Long": ["2 years", "3 years"]}
    brought = bring_json(tmp_path, [{"Name": "Ada", "Company": "Acme", **told}], mapping)
    amount, duration = only(brought).amount, only(brought).duration
    assert amount is not None
    assert duration is not None
    assert (amount.text, amount.max, duration.text) == ("100", 100, "2 years")
    assert [words for _, words in brought.report.doubts] == [
        "it has 2 lengths of time in one place: the first was taken",
        "it has 2 amounts in one place: the first was taken",
    ]


def test_sentences_stay_short_whatever_a_row_says(tmp_path: Path) -> None:
    mapping = EVENT.replace('"{Name}"', '{ name = "{Name}", split = [";"] }')
    many = ";".join(f"N{number}" for number in range(9))
    text = f"Name,Company\n{many},{'x' * 500}\n"
    event = only(bring(tmp_path, text, mapping))
    assert event.summary == f"N0, N1, N2, N3 and 5 others held a position at {'x' * 199}…."


def test_an_event_without_anybody_is_told_by_its_type(tmp_path: Path) -> None:
    event = only(
        bring(tmp_path, "When\n2012\n", '[[event]]\ntype = "vote-held"\ndate = "{When}"\n')
    )
    assert event.summary == "Vote held (2012)."


def test_columns_that_a_mapping_does_not_take_are_named(tmp_path: Path) -> None:
    report = bring(tmp_path, mapping=EVENT).report
    assert report.unheld == {"Role": 1, "From": 2, "To": 1}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_byte_order_mark_and_any_line_end_are_taken(tmp_path: Path, end: str) -> None:
    text = "\ufeff" + MOVES.replace("\n", end)
    brought = bring(tmp_path, text)
    assert [each.exact for each in brought.records.quotes.values()] == MOVES.splitlines()[1:]
    assert [text[q.start : q.end] == q.exact for q in brought.records.quotes.values()] == [True] * 2


def test_a_row_of_another_width_is_named_with_its_line(tmp_path: Path) -> None:
    text = "Name,Company\nAda\nBob,Acme,extra, \n\n,\nCy,Acme,,\n"
    report = bring(tmp_path, text, EVENT).report
    assert report.doubts == (
        ("line 2", "it has 1 cell, and there are 2: the rest counts as blank"),
    )
    assert [(each.place, each.reason) for each in report.skipped] == [
        ("line 3", "it has 4 cells, and there are 2 columns: “extra”")
    ]
    assert report.tables["events"].added == 3


def test_a_header_may_stand_further_down_and_what_is_above_is_named(tmp_path: Path) -> None:
    text = "Moves of 2012\n\nName;Company\nAda;Acme\n"
    brought = bring(tmp_path, text, '[file]\nheader = 3\ndelimiter = ";"\n' + EVENT)
    assert only(brought).summary == "Ada held a position at Acme."
    assert [each.place for each in brought.report.skipped] == ["line 1"]


def test_columns_without_names_are_named_by_the_mapping(tmp_path: Path) -> None:
    mapping = '[file]\ncolumns = ["Name", "Company"]\n' + EVENT
    assert len(bring(tmp_path, "Ada,Acme\nBob,Acme\n", mapping).records.events) == 2


def test_names_of_columns_that_occur_twice_or_are_blank_are_numbered(tmp_path: Path) -> None:
    mapping = '[[event]]\ntype="hire"\nperson="{Name (2)}"\nto="{column 3}"\ntitle="{Name}"\n'
    event = only(bring(tmp_path, "Name, Name ,\nboss,Ada,Acme\n", mapping))
    assert event.summary == "Ada joined Acme as boss."


def test_a_value_stands_for_a_type_a_status_and_a_grade(tmp_path: Path) -> None:
    text = "Name,Company,What\nA,X,Joined\nB,X,to join\nC,X,hearsay\nD,X,gossip\nE,X,odd\nF,X,\n"
    mapping = (
        EVENT.replace('type = "position"\n', "")
        + """
[event.type]
text = "{What}"
[event.type.values]
joined = "hire"
"to join" = { type = "hire", status = "announced" }
hearsay = { type = "hire", grade = "rumoured" }
gossip = false
"""
    )
    report, records = bring(tmp_path, text, mapping)
    assert [(e.type, e.status, e.claim.grade, e.summary) for e in records.events.values()] == [
        ("hire", "done", "stated", "A joined X."),
        ("hire", "announced", "stated", "Announced: B joined X."),
        ("hire", "done", "rumoured", "Rumoured: C joined X."),
        ("odd", "done", "stated", "Odd: E (person), X (to)."),
        ("event", "done", "stated", "Event: F (person), X (to)."),
    ]
    assert [(each.place, each.reason) for each in report.skipped] == [
        ("line 5", "the mapping leaves out “gossip”")
    ]
    assert [words for _, words in report.doubts] == [
        "the mapping says nothing of “odd”: kept as a type",
        "its type is blank: it was taken as an event",
    ]


def test_all_other_values_of_a_type_may_stand_for_one(tmp_path: Path) -> None:
    text = "Name,Company,What\nA,X,left\nB,X,whatever\nC,X,\n"
    mapping = EVENT.replace(
        'type = "position"',
        'type = { text = "{What}", values = { left = "departure" }, otherwise = "hire" }',
    )
    events = bring(tmp_path, text, mapping).records.events.values()
    assert [event.type for event in events] == ["departure", "hire", "hire"]


def test_a_denial_is_denied_and_a_grade_that_is_none_is_said(tmp_path: Path) -> None:
    text = "Name,G,S,By\nAda,Reported,planned,the Times\nBob,sure,soon,\n"
    mapping = """
[[event]]
type = "denial"
person = "{Name}"
[[event]]
type = "hire"
person = "{Name}"
status = "{S}"
claim = { grade = "{G}", by = "{By}" }
summary = "{Name} was hired, {By} says"
"""
    report, records = bring(tmp_path, text, mapping)
    found = [(e.type, e.claim.grade, e.claim.by, e.status) for e in records.events.values()]
    assert found == [
        ("denial", "denied", None, "done"),
        ("hire", "reported", "the Times", "planned"),
        ("denial", "denied", None, "done"),
        ("hire", "stated", None, "done"),
    ]
    assert [words.partition(":")[0].split(" is none")[0] for _, words in report.doubts] == [
        "“soon”",
        "“sure”",
    ]
    assert list(records.events.values())[1].summary == "Ada was hired, the Times says"


def test_a_row_may_tell_several_events_under_conditions(tmp_path: Path) -> None:
    text = "Name,Company,Left,Kind\nA,X,2012,ok\nB,X,,ok\nC,X,2013,draft\nD,X,2014,OLD\n"
    mapping = """
[file]
skip = { Kind = ["draft", "nothing"] }
[[event]]
type = "hire"
person = "{Name}"
to = "{Company}"
unless = { Kind = "old" }
[[event]]
type = "departure"
person = "{Name}"
from = "{Company}"
date = "{Left}"
when = { "{Left}" = "*" }
"""
    report, records = bring(tmp_path, text, mapping)
    assert [event.summary for event in records.events.values()] == [
        "A joined X.",
        "A left X (2012).",
        "B joined X.",
        "D left X (2014).",
    ]
    assert [(each.place, each.reason) for each in report.skipped] == [
        ("line 4", "the mapping skips it by its “Kind”")
    ]
    assert len(records.quotes) == 3


def test_a_relation_is_kept_with_one_end_and_not_with_none(tmp_path: Path) -> None:
    report, records = bring(tmp_path, "Name,Company,x\nAda,,1\n,Acme,1\n,,1\n", EVENT)
    assert [roles(event) for event in records.events.values()] == [
        [("person", "person/ada")],
        [("to", "company/acme")],
    ]
    assert [(each.table, each.place) for each in report.skipped] == [("events", "line 4")]


def test_other_roles_may_be_of_a_person_or_a_company(tmp_path: Path) -> None:
    text = "Owner,Sort,Firm,Share\nAda,p,Acme,25%\nGlobex,c,Acme,10\n"
    mapping = """
[[event]]
type = "ownership"
amount = { text = "{Share}", unit = "percent" }
roles.owner.person = { name = "{Owner}", when = { Sort = "p" } }
roles.owner.company = { name = "{Owner}", when = { Sort = "c" } }
roles.asset.company = "{Firm}"
"""
    first, second = bring(tmp_path, text, mapping).records.events.values()
    assert roles(first) == [("owner", "person/ada"), ("asset", "company/acme")]
    assert first.summary == "Ownership: Ada (owner), Acme (asset), 25%."
    assert roles(second)[0] == ("owner", "company/globex")
    assert second.amount is not None
    assert (second.amount.min, second.amount.unit) == (10, "percent")


def test_odd_amounts_dates_and_lengths_are_said(tmp_path: Path) -> None:
    text = (
        "Name,Company,A,D,U,L\nAda,Acme,much,04/03/2012,2011,long\nBob,Acme,5%,2012,2011,3 years\n"
    )
    mapping = EVENT + 'amount="{A}"\ndate="{D}"\nuntil="{U}"\nduration="{L}"\n'
    report, records = bring(tmp_path, text, mapping)
    assert [words.partition(":")[0] for _, words in report.doubts] == [
        "“04/03/2012” may be two days",
        "“long” is no length of time",
        "“much” is no amount that can be read",
        "it ends “2011” and begins “2012”, which is later",
    ]
    second = list(records.events.values())[1]
    assert second.duration is not None
    assert (second.duration.min, second.duration.unit) == (3, "years")


def test_formats_of_dates_are_tried_in_their_order(tmp_path: Path) -> None:
    mapping = MAP.replace('dates = "%d/%m/%Y"', 'dates = ["%d.%m.%Y", "%d/%m/%Y"]').replace(
        'until = "{To}"', 'until = { text = "{To}", format = "%m/%d/%Y" }'
    )
    first = next(iter(bring(tmp_path, mapping=mapping).records.events.values()))
    assert first.date is not None
    assert first.until is not None
    assert (first.date.earliest, first.until.earliest) == ("2012-03-24", "2015-01-04")


def test_every_address_in_a_row_is_cited_by_the_source(tmp_path: Path) -> None:
    text = (
        "Name,Company,Link,Note\nA,X,https://a.example/1,see (https://b.example/2).\nB,X,a paper,\n"
    )
    mapping = "[source]\ntitle = 'T'\npublisher = 'P'\nlang = 'en'\n" + EVENT + 'cites="{Link}"\n'
    report, records = bring(tmp_path, text, mapping)
    (source,) = records.sources.values()
    assert set(source.cites) == {"https://a.example/1", "https://b.example/2", "a paper"}
    assert (source.title, source.publisher, source.lang) == ("T", "P", "en")
    assert report.unheld == {"Note": 1}


@pytest.mark.parametrize(
    ("words", "url"),
    [
        ("https://a.example/Mercury_(planet)", "https://a.example/Mercury_(planet)"),
        ("(https://a.example/Mercury_(planet)).", "https://a.example/Mercury_(planet)"),
        ("[https://a.example/1]!", "https://a.example/1"),
        ("https://a.example/((1)).)", "https://a.example/((1))"),
    ],
)
def test_a_bracket_that_an_address_opened_is_its_own(words: str, url: str) -> None:
    assert addresses(words) == [url]


def test_values_that_stand_for_a_blank_are_blank(tmp_path: Path) -> None:
    mapping = '[file]\nblank = ["-", "N/A"]\n' + EVENT
    assert roles(only(bring(tmp_path, "Name,Company\nAda,n/a\n-,-\n", mapping)))[1:] == []
    nested = [{"Name": ["-", "Ada"], "Company": {"x": "-"}}]
    brought = bring_json(tmp_path, nested, mapping.replace("{Company}", "{Company.x}"))
    assert brought.report.tables["events"].added == 1


def test_a_type_in_another_script_is_kept_as_it_came(tmp_path: Path) -> None:
    mapping = EVENT.replace('type = "position"', 'type = "{What}"')
    (event,) = bring(tmp_path, "Name,Company,What\nA,X,選挙\n", mapping).records.events.values()
    assert event.type == "選挙"
