"""FollowTheMoney comes in: what each relation becomes, and what is left out or refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from db import storage
from db.errors import BadFile
from db.intake import Options, import_files
from db.intake.outside import from_bytes
from db.records import Records
from db.texts import Texts
from db.verify import verify
from tests.entities import ACME, ADA, entity, event_of, job, lines, made_of, records_of, roles


@pytest.mark.parametrize(
    ("relation", "type_", "parts", "summary"),
    [
        (
            job(role="chair", startDate="2012", endDate="2015-03"),
            "position",
            {"person": "ada", "to": "acme"},
            "Ada was chair of Acme (2012–2015-03).",
        ),
        (
            entity("r", "Employment", employee="ada", employer="acme", startDate="2012"),
            "position",
            {"person": "ada", "to": "acme"},
            "Ada is employed by Acme (from 2012).",
        ),
        (
            entity("r", "Employment", employee="ada", employer="acme", status="Ended"),
            "position",
            {"person": "ada", "to": "acme"},
            "Ada was employed by Acme.",
        ),
        (
            entity("r", "Employment", employee="ada", employer="acme", status=["ended", "current"]),
            "position",
            {"person": "ada", "to": "acme"},
            "Ada is employed by Acme.",
        ),
        (
            entity("r", "Membership", member="ada", organization="acme", endDate="2012"),
            "position",
            {"person": "ada", "to": "acme"},
            "Ada was a member of Acme (until 2012).",
        ),
        (
            entity("r", "Membership", member="acme", organization="acme"),
            "membership",
            {"person": "acme", "to": "acme"},
            "Acme is a member of Acme.",
        ),
        (
            entity("r", "Ownership", owner="ada", asset="acme", percentage="25.5"),
            "stake",
            {"by": "ada", "about": "acme"},
            "Ada owns 25.5% of Acme.",
        ),
        (
            entity("r", "Payment", payer="acme", beneficiary="ada", amount="10", currency="EUR"),
            "payment",
            {"by": "acme", "to": "ada"},
            "Acme paid 10 EUR to Ada.",
        ),
        (
            entity("r", "Family", person="ada", relative="byron", relationship="father"),
            "family",
            {"person": "ada", "about": "byron"},
            "byron is father of Ada.",
        ),
        (
            entity("r", "Succession", predecessor="acme", successor="new", date="2001-02"),
            "succession",
            {"from": "acme", "to": "new"},
            "Acme was succeeded by new (2001-02).",
        ),
        (
            entity("r", "Sanction", entity="ada", authority="OFAC", program="SDN"),
            "sanction",
            {"about": "ada", "by": "OFAC"},
            "Ada is under sanctions of OFAC (SDN).",
        ),
        (
            entity("r", "Event", name="The ball", involved="ada", organizer="acme"),
            "event",
            {"about": "ada", "by": "acme"},
            "The ball",
        ),
        (
            entity("r", "Note", description="She counts.", entity="ada"),
            "note",
            {"about": "ada"},
            "She counts.",
        ),
        (
            entity("r", "Event", description="long\ntext", involved="ada", name="x" * 500),
            "event",
            {"about": "ada"},
            "x" * 80 + "…",
        ),
        (
            entity("r", "Directorship", organization="acme", role="chair"),
            "position",
            {"to": "acme"},
            "Somebody is chair of Acme.",
        ),
        (
            entity("r", "Directorship", director="ada", summary="She was the first of them."),
            "position",
            {"person": "ada"},
            "Ada is a director of an organisation: She was the first of them.",
        ),
        (
            entity("r", "UnknownLink", subject="ada", object="acme", description="a\nb"),
            "link",
            {"by": "ada", "about": "acme"},
            "Ada is linked to Acme.",
        ),
        (
            entity("r", "Debt", debtor="ada", creditor="acme", amountUsd="5", currency="USD"),
            "debt",
            {"by": "ada", "to": "acme"},
            "Ada owes 5 USD to Acme.",
        ),
        (
            entity("r", "Post", holder="ada", organization="The Court", role="judge"),
            "position",
            {"person": "ada", "to": "The Court"},
            "Ada is judge at The Court.",
        ),
    ],
)
def test_a_relation_becomes_an_event(
    relation: dict[str, Any], type_: str, parts: dict[str, str], summary: str
) -> None:
    event = event_of(ADA, ACME, relation)
    assert (event.type, roles(event), event.summary) == (type_, parts, summary)


@pytest.mark.parametrize(
    ("post", "title", "body"),
    [
        (entity("p", "Position", name="Mayor", organization="acme"), "Mayor", "acme"),
        (entity("p", "Position", name="Mayor", organization="Town Hall"), "Mayor", "town-hall"),
        (entity("p", "Position", name="Mayor", country="gb"), "Mayor", "GB"),
        (entity("p", "Position", name="Mayor", country=["gb", "fr"]), "Mayor", None),
        (entity("p", "Position"), "p", None),
        (entity("p", "Vessel"), None, None),
        (ADA, "p", None),
    ],
)
def test_a_post_becomes_a_title_and_the_body_it_belongs_to(
    post: dict[str, Any], title: str | None, body: str | None
) -> None:
    event = event_of(ADA, ACME, entity("o", "Occupancy", holder="ada", post="p"), post)
    assert (event.title, roles(event).get("to")) == (title, body)


def test_of_many_at_one_end_the_first_are_named_and_all_take_part() -> None:
    owners = [f"o{number}" for number in range(1000)]
    event = event_of(ACME, entity("w", "Ownership", owner=owners, asset="acme"))
    assert event.summary == "o0 and o1 and o2 and 997 more owns Acme."
    assert len(event.in_role("by")) == 1000


def test_an_occupancy_quotes_the_post_too() -> None:
    post = entity("p", "Position", name="Mayor")
    event = event_of(ADA, entity("o", "Occupancy", holder="ada", post="p"), post)
    assert len(event.quotes) == 2


def test_a_post_that_every_occupancy_repeats_is_quoted_no_more_often_than_needed() -> None:
    post = entity("p", "Position", name="Mayor")
    held = [entity(f"o{n}", "Occupancy", holder="ada", post=post) for n in range(4)]
    events = records_of(ADA, *held).events.values()
    assert [len(each.quotes) for each in events] == [1, 2, 2, 2]


@pytest.mark.parametrize(
    ("value", "least", "most", "bound"),
    [
        ("49", 49, 49, None),
        ("49.5 %", 49.5, 49.5, None),
        ("25-50%", 25, 50, "range"),
        ("50-25", None, None, None),
        ("1,000", 1000, 1000, None),
        ("25,5", None, None, None),
        ("a majority", None, None, None),
        ("9" * 70, None, None, None),
        ("", 0, 0, "no amount"),
        ("x" * 500, 0, 0, "no amount"),
    ],
)
def test_a_percentage_is_read_where_it_is_one(
    value: str, least: float | None, most: float | None, bound: str | None
) -> None:
    amount = event_of(
        ADA, ACME, entity("w", "Ownership", owner="ada", asset="acme", percentage=value)
    ).amount
    if bound == "no amount":
        assert amount is None
    else:
        assert amount is not None
        assert (amount.text, amount.unit) == (value, "percent")
        assert (amount.min, amount.max, amount.bound) == (least, most, bound)


@pytest.mark.parametrize(
    ("properties", "text"),
    [
        ({"amount": "1,000.50", "currency": "EUR"}, "1,000.50 EUR"),
        ({"amount": "10", "currency": "euros"}, None),
        ({"amount": "10", "currency": "euros", "amountEur": "10"}, "10 EUR"),
        ({"amount": "10"}, None),
        ({"amount": "12,50", "currency": "EUR"}, None),
        ({"amount": "9" * 400, "currency": "EUR"}, None),
        ({"amount": "ten", "currency": "EUR"}, None),
        ({"amount": ["10", "20"], "currency": ["EUR", "USD"]}, None),
        ({"amount": ["10", "20"], "currency": "EUR"}, None),
        ({"amount": "10", "currency": ["EUR", "USD"]}, None),
        ({"amount": "10", "currency": ["EUR", "USD"], "amountEur": "10"}, "10 EUR"),
        ({"amountUsd": ["10", "20"]}, None),
    ],
)
def test_a_payment_has_an_amount_where_figure_and_currency_are_known(
    properties: dict[str, object], text: str | None
) -> None:
    amount = event_of(ACME, entity("p", "Payment", payer="acme", **properties)).amount
    assert (amount.text if amount else None) == text


def test_figures_and_currencies_that_cannot_be_told_together_are_named() -> None:
    paid = entity("p", "Payment", payer="acme", amount=["10", "20"], currency=["EUR", "USD"])
    assert made_of(lines(ACME, paid))[1].aside.unheld == {
        "Payment.amount": 2, "Payment.currency": 2
    }  # fmt: skip


def test_a_second_post_is_named_as_one_that_is_held_too() -> None:
    posts = [entity(each, "Position", name=each) for each in ("Mayor", "Judge")]
    made = made_of(
        lines(ADA, entity("o", "Occupancy", holder="ada", post=["Mayor", "Judge"]), *posts)
    )
    assert [each.title for each in made[1].records.events.values()] == ["Mayor"]
    reason = "held beside another post at once, of which one title alone is kept"
    assert [each.reason for each in made[1].aside.left_out] == [f"Position “Judge”: {reason}"]


def test_a_relation_leads_to_whom_an_id_was_joined_into() -> None:
    found = records_of({**ADA, "referents": ["old"]}, ACME, {**job(), "id": "j"})
    again = records_of(
        {**ADA, "referents": ["old"]},
        ACME,
        entity("j", "Directorship", director="old", organization="acme"),
    )
    assert set(found.people) == set(again.people) == {"ada"}


def test_a_publisher_says_so_and_addresses_are_cited() -> None:
    made = made_of(
        lines(
            ADA,
            job(publisher="The Register", sourceUrl="https://r.example/1"),
            entity("a", "Article", title="News", sourceUrl="https://n.example"),
        )
    )[1]
    (event,) = made.records.events.values()
    assert event.claim.by == "The Register"
    assert made.source.cites == ("https://n.example", "https://r.example/1")
    assert [(each.table, each.place) for each in made.aside.left_out] == [("sources", "line 3")]


def test_what_has_no_place_is_named_value_by_value() -> None:
    made = made_of(
        lines(
            {
                **entity("ada", "Person", name="Ada", topics=["a", "b"], gender="f"),
                "datasets": ["d"],
            },
            entity("v", "Vessel", name="Boat"),
            entity("p", "Position", name="Nobody's"),
            entity("w", "Ownership", owner="ada", asset="v", summary="x" * 500),
            entity("d", "Directorship", role="chair"),
        )
    )[1]
    assert made.aside.unheld == {
        "Person.topics": 2, "Person.gender": 1, "datasets": 1, "Ownership.asset": 1,
        "Ownership.summary": 1,
    }  # fmt: skip
    assert [(each.place, each.reason) for each in made.aside.left_out] == [
        ("line 2", "Vessel “Boat”: no person, company or event"),
        ("line 3", "Position “Nobody's”: nobody in the file holds it"),
        ("line 5", "Directorship: it names nobody"),
    ]


def test_what_is_owned_is_named_where_it_is_no_company() -> None:
    boat = entity("v", "Vessel", name="Boat")
    event = event_of(ADA, boat, entity("w", "Ownership", owner="ada", asset="v"))
    assert (event.summary, roles(event)) == ("Ada owns Boat.", {"by": "ada"})


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        ("v.jsonl", lines(entity("v", "Vessel", name="Boat")), "holds no people"),
        ("v.json", json.dumps([entity("v", "Vessel")] * 3), "holds no people"),
        ("p.csv", "entity_id,prop,value\n", "holds no people"),
        ("c.csv", "name,place\nAda,London\n", "no table of FollowTheMoney"),
        ("q.csv", 'entity_id,prop,value\nx,y\rz,1\n', "line 2 is no row"),
        ("b.jsonl", lines(ADA) + "{bad\n", "line 2"),
    ],
)  # fmt: skip
def test_what_holds_none_of_it_is_refused_in_one_sentence(
    database: Path, name: str, text: str, problem: str
) -> None:
    before = database.read_bytes()
    file = from_bytes(text.encode(), name, name)
    with pytest.raises(BadFile, match=problem):
        import_files(database, [file], Texts((database.parent,)), Options(form="ftm"))
    assert database.read_bytes() == before


def test_the_same_file_twice_changes_nothing_and_two_files_do_not_merge(database: Path) -> None:
    text = lines(ADA, ACME, job(role="chair"), entity("w", "Ownership", owner="ada", asset="acme"))
    texts = Texts((database.parent / "kept",))
    first = from_bytes(text.encode(), "a.jsonl", "a.jsonl")
    assert import_files(database, [first], texts, Options()).is_news
    before = database.read_bytes()
    assert not import_files(database, [first], texts, Options()).is_news
    assert database.read_bytes() == before
    second = from_bytes(f"{text}\n".encode(), "b.jsonl", "b.jsonl")
    import_files(database, [second], texts, Options())
    found = storage.read(database)
    assert set(found.people) == {"ada", "ada-2"}
    assert set(found.companies) == {"acme", "acme-2"}
    assert not list(verify(found, texts).problems)


def test_25_000_entities_come_in_by_one_write(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    writes: list[object] = []
    update = storage.update

    def counted(*args: Any, **more: Any) -> Records:
        writes.append(args)
        return update(*args, **more)

    monkeypatch.setattr(storage, "update", counted)
    text = lines(
        *(entity(f"c{each}", "Company", name=f"Firm {each}") for each in range(1000)),
        *(entity(f"w{each}", "Ownership", owner=f"c{each % 999}", asset=f"c{each % 1000}")
          for each in range(24_000)),
    )  # fmt: skip
    file = from_bytes(text.encode(), "many.jsonl", "many.jsonl")
    report = import_files(database, [file], Texts((database.parent,)), Options())
    assert (report.tables["companies"].added, report.tables["events"].added) == (1000, 24_000)
    assert len(writes) == 1
