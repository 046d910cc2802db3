"""GraphML: a graph that keeps the rules of its schema, and an edge for each move."""

from __future__ import annotations

import re
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given

from db.export.formats import BY_NAME
from db.export.left_out import LeftOut
from db.export.selection import Selection
from db.records import FAMILIES, Claim, Duration, Records
from db.storage import BUILT_IN, read
from tests.make import (
    make_company,
    make_date,
    make_event,
    make_person,
    make_quote,
    make_records,
    make_role,
    make_source,
)
from tests.strangers import strangers

SPACE = "{http://graphml.graphdrawing.org/xmlns}"
TYPES: dict[str, Any] = {"string": str, "int": int, "boolean": {"true": True, "false": False}.get}
Graph = tuple[dict[str, dict[str, Any]], dict[str, dict[str, Any]]]


def written(records: Records, left: LeftOut | None = None) -> str:
    found = left if left is not None else LeftOut()
    (document,) = BY_NAME["graphml"].documents(Selection(records), found)
    return "".join(document.pieces)


def parsed(text: str) -> Graph:
    """Read a graph as strictly as its schema: declared keys, typed data, ends that exist."""
    root = ElementTree.fromstring(text)
    assert root.tag == f"{SPACE}graphml"
    assert [each.tag for each in root][-1] == f"{SPACE}graph"
    keys = {each.attrib["id"]: each.attrib for each in root.iter(f"{SPACE}key")}
    assert len(keys) == len(list(root.iter(f"{SPACE}key")))
    graph = root.find(f"{SPACE}graph")
    assert graph is not None
    assert graph.attrib["edgedefault"] == "directed"
    found: dict[str, dict[str, dict[str, Any]]] = {"node": {}, "edge": {}}
    for each in graph:
        kind = each.tag.removeprefix(SPACE)
        name = each.attrib["id"]
        assert re.fullmatch(r"[\w.:-]+", name)  # what XML calls a NMTOKEN
        assert name not in found[kind]
        found[kind][name] = dict(each.attrib)
        for data in each:
            key = keys[data.attrib["key"]]
            assert key["for"] == kind
            assert key["attr.name"] not in found[kind][name]
            found[kind][name][key["attr.name"]] = TYPES[key["attr.type"]](data.text or "")
    nodes, edges = found["node"], found["edge"]
    assert {end for edge in edges.values() for end in (edge["source"], edge["target"])} == set(
        nodes
    )
    return nodes, edges


def edges_of(*records: Any) -> list[tuple[str, str, str | None]]:
    base = make_records(*PARTIES, *records, make_quote(), make_source())
    _, edges = parsed(written(base))
    return [(each["source"], each["target"], each.get("name")) for each in edges.values()]


PARTIES = (make_person("ada", "Ada"), make_person("bo", "Bo"), make_company("acme"),
           make_company("globex", parent="acme"))  # fmt: skip


@given(strangers())
def test_any_records_make_a_graph_that_keeps_the_rules(records: Records) -> None:
    nodes, edges = parsed(written(records))
    for edge in edges.values():
        event = records.events[edge["event"]]
        assert event.type in FAMILIES["moves"]
        assert (edge["grade"], edge["quotes"]) == (event.claim.grade, len(event.quotes))
    for node in nodes.values():
        assert node["view"] in records


def test_the_built_in_database_makes_a_graph() -> None:
    nodes, edges = parsed(written(read(BUILT_IN)))
    wei = next(each for each in edges.values() if each["event"] == "wei-openai-to-meta")
    assert (wei["source"], wei["target"]) == ("company:openai", "company:meta")
    assert (wei["person"], wei["name"]) == ("person/jason-wei", "Jason Wei")
    assert (wei["disputed"], wei["quotes"], wei["sources"]) == (False, 2, 1)
    assert nodes["company:openai"]["label"] == "OpenAI"


@pytest.mark.parametrize(
    ("roles", "wanted"),
    [
        ({"person": "person/ada", "from": "company/acme", "to": "company/globex"},
         [("company:acme", "company:globex", "Ada")]),
        ({"person": "person/ada", "to": "company/globex"},
         [("person:ada", "company:globex", "Ada")]),
        ({"person": "person/ada", "from": "company/acme"},
         [("company:acme", "person:ada", "Ada")]),
        ({"person": "person/ada", "from": "a start-up", "to": "company/acme"},
         [("person:ada", "company:acme", "Ada")]),
        ({"person": "an engineer", "from": "company/acme", "to": "company/globex"},
         [("company:acme", "company:globex", "an engineer")]),
        ({"from": "company/acme", "to": "company/globex"},
         [("company:acme", "company:globex", None)]),
        ({"person": "an engineer", "to": "company/acme"}, []),
        ({"person": "person/ada"}, []),
        ({"to": "company/acme"}, []),
    ],
)  # fmt: skip
def test_a_move_is_an_edge_from_where_it_began_to_where_it_ended(
    roles: dict[str, str], wanted: list[tuple[str, str, str | None]]
) -> None:
    assert edges_of(make_event(roles=roles)) == wanted


def test_several_people_who_move_together_are_several_edges() -> None:
    roles = (make_role("person", "person/ada"), make_role("person", "person/bo"),
             make_role("from", "company/acme"), make_role("to", "company/globex"))  # fmt: skip
    assert [name for *_, name in edges_of(make_event(roles=roles))] == ["Ada", "Bo"]


def test_an_edge_tells_when_and_how_the_source_puts_it() -> None:
    event = make_event(
        roles={"person": "person/ada", "to": "company/globex"},
        date=make_date("2024-05-01", "2024-05-31", "in May"),
        title="head",
        grade="rumoured",
    )
    _, edges = parsed(written(make_records(*PARTIES, event, make_quote(), make_source())))
    edge = edges["event:ada-hire:1"]
    assert (edge["date"], edge["earliest"], edge["latest"]) == (
        "2024-05",
        "2024-05-01",
        "2024-05-31",
    )
    assert (edge["grade"], edge["title"]) == ("rumoured", "head")
    assert edge["label"] == "hire: Ada"


def test_what_the_graph_does_not_say_is_counted() -> None:
    left = LeftOut()
    told = make_event(
        roles={"person": "person/ada", "to": "company/globex", "about": "company/acme"},
        claim=Claim("stated", by="a friend", via=("person/bo",), said=make_date("2024")),
        duration=Duration("a year", "years"),
    )
    alone = make_event("alone", roles={"person": "person/ada"})
    other = make_event("other", "denial")
    written(make_records(*PARTIES, told, alone, other, make_quote(), make_source()), left)
    assert left.as_json() == {
        "events": {"duration": 1, "claim.by": 1, "claim.via": 1, "claim.said": 1,
                   "other roles": 1, "moves with one end alone": 1, "other than moves": 1},
        "people": {"those without a move": 1},
        "companies": {"those without a move": 1},
        "quotes": {"*": 1},
        "sources": {"*": 1},
    }  # fmt: skip
