"""Popolo in, Popolo out: nothing is lost that the two reports do not name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as some

from db.export.left_out import LeftOut
from db.intake.assembling import Aside
from tests.popolo import Json, assembled, exported


class Statement(NamedTuple):
    """One thing that a document says."""

    table: str
    id: str
    field: str
    value: object


_WORDS = some.text(some.characters(exclude_categories=["Cs", "Cc", "Z"]), min_size=1, max_size=6)
_DATES = some.sampled_from(
    ["2012", "2012-03", "2012-03-04", "2012-03-04T10:00:00Z", "before 2012", "c. 2012", "unknown",
     "2012-02-31", "2012-00-00", "May 2012", "1990s", "2010/2012"]
)  # fmt: skip
_URLS = some.sampled_from(["https://a.example", "https://b.example/x?y=1"])
_KINDS = some.sampled_from(["party", "Legislative session", "hire", "post", "general election"])
_LINKS = some.lists(
    some.fixed_dictionaries({"url": _URLS}, optional={"note": _WORDS}), max_size=2, unique_by=str
)
_NAMES = some.lists(
    some.fixed_dictionaries({"name": _WORDS}, optional={"note": _WORDS, "end_date": _DATES}),
    max_size=2,
)
_REGISTERS = some.lists(
    some.fixed_dictionaries({"identifier": _WORDS}, optional={"scheme": _KINDS}),
    max_size=2, unique_by=str,
)  # fmt: skip


def _ids(prefix: str) -> some.SearchStrategy[str]:
    return some.integers(0, 3).map(lambda number: f"{prefix}{number}")


def _rows(prefix: str, **fields: some.SearchStrategy[object]) -> some.SearchStrategy[list[Json]]:
    row = some.fixed_dictionaries({"id": _ids(prefix)}, optional=fields)
    return some.lists(row, max_size=3, unique_by=lambda each: each["id"])


_SHARED = {"links": _LINKS, "sources": _LINKS, "start_date": _DATES, "end_date": _DATES}
_DOCUMENTS = some.fixed_dictionaries({
    "persons": _rows(
        "p", name=_WORDS, other_names=_NAMES, identifiers=_REGISTERS, links=_LINKS, sources=_LINKS,
        summary=_WORDS, biography=_WORDS, birth_date=_DATES, death_date=_DATES, email=_WORDS,
        given_name=_WORDS, family_name=_WORDS, sort_name=_WORDS,
    ),
    "organizations": _rows(
        "o", name=_WORDS, other_names=_NAMES, identifiers=_REGISTERS, links=_LINKS, sources=_LINKS,
        classification=_KINDS, parent_id=_ids("o"), founding_date=_DATES, dissolution_date=_DATES,
        abstract=_WORDS, description=_WORDS, image=_URLS,
    ),
    "posts": _rows("x", label=_WORDS, role=_WORDS, organization_id=_ids("o"), area_id=_ids("a"),
                   **_SHARED),
    "events": _rows("e", name=_WORDS, classification=_KINDS, organization_id=_ids("o"),
                    location=_WORDS, description=_WORDS, identifiers=_REGISTERS, **_SHARED),
    "areas": _rows("a", name=_WORDS, classification=_KINDS),
    "memberships": _rows(
        "m", person_id=_ids("p"), organization_id=_ids("o"), on_behalf_of_id=_ids("o"),
        post_id=_ids("x"), legislative_period_id=_ids("e"), area_id=_ids("a"), role=_WORDS,
        label=_WORDS, **_SHARED,
    ),
})  # fmt: skip


def _statements(document: Json) -> Iterator[Statement]:
    """Walk all that a document says, row by row; lists an item at a time."""
    for table, rows in document.items():
        for row in rows if table != "meta" else []:
            for field, value in row.items():
                for each in value if isinstance(value, list) else [value]:
                    yield Statement(table, row["id"], field, each)


def _is_said(it: Statement, document: Json, areas: dict[str, str]) -> bool:
    """Whether another document says the same, in the field that it has for it."""
    row: Json = next((each for each in document.get(it.table, ()) if each["id"] == it.id), {})
    names = [row.get("name"), *(each["name"] for each in row.get("other_names", ()))]
    match it.field:
        case "name" if it.table in ("persons", "organizations"):
            return it.value in names
        case "other_names":
            return isinstance(it.value, dict) and it.value["name"] in names
        case "given_name" | "family_name" | "sort_name":
            return str(it.value) in str(names[0])
        case "area_id":
            return row.get("area") == {"name": areas.get(str(it.value), it.value)}
        case "summary" | "biography":
            return row.get("summary") == it.value
        case "abstract" | "description":
            return it.value in (row.get("description"), row.get("name"))
        case "label" | "role":
            return it.value in (row.get("label"), row.get("role"))
        case "sources" | "links" if it.table not in ("persons", "organizations") or (
            it.field == "sources"
        ):
            assert isinstance(it.value, dict)
            urls = [each["url"] for each in row.get("sources", ())]
            return it.value["url"] in [*urls, *document["meta"]["sources"]]
        case _:
            said = row.get(it.field)
            return it.value in said if isinstance(said, list) else it.value == said


def _is_named(it: Statement, aside: Aside, document: Json, left: LeftOut) -> bool:
    """Whether a report says that it is lost, or has it elsewhere."""
    rows = [each["id"] for each in document[it.table]]
    place = f"/{it.table}/{rows.index(it.id)}"
    is_left = any(each.place == place for each in aside.left_out)
    is_doubted = it.field == "parent_id" and any(each.place == place for each in aside.doubts)
    fields = {"events.date", "events.until", "events.date.text", "events.until.text"}
    told = {f"{table}.{name}" for table, names in left.as_json().items() for name in names}
    is_date = it.field.endswith("_date") and bool(fields & told)
    is_area = it.table == "areas" and it.field in ("id", "name")
    return f"{it.table}.{it.field}" in aside.unheld or is_left or is_doubted or is_date or is_area


@settings(max_examples=200)
@given(document=_DOCUMENTS)
def test_nothing_is_lost_that_the_reports_do_not_name(document: Json) -> None:
    made, left = assembled(document), LeftOut()
    out = exported(made.records, left)
    areas = {each["id"]: each.get("name", each["id"]) for each in document["areas"]}
    lost = [
        each
        for each in _statements(document)
        if not _is_said(each, out, areas) and not _is_named(each, made.aside, document, left)
    ]
    assert lost == []


@given(document=_DOCUMENTS)
def test_no_date_is_said_that_the_document_does_not_have(document: Json) -> None:
    own = {(it.table, it.id, it.field) for it in _statements(document)}
    for it in _statements(exported(assembled(document).records)):
        if it.field.endswith("_date"):
            assert (it.table, it.id, it.field) in own
