"""The tables of Popolo: what a document may hold, how tables nest, and what a bare record is.

A file may be one document of tables, a list of records without a word on what they are, or a single
one. What a record is shows in the fields that only such a record has; one that has a name alone is
what the others of its list are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Literal

from db.intake.located import LocatedObject

Table = Literal["persons", "organizations", "posts", "memberships", "events", "areas"]
"""A table that is read."""

TABLES: Final[Mapping[str, Table]] = {
    "persons": "persons", "people": "persons", "person": "persons",
    "organizations": "organizations", "organisations": "organizations",
    "organization": "organizations",
    "posts": "posts", "memberships": "memberships", "events": "events", "areas": "areas",
}  # fmt: skip
"""The keys of a document that hold a table."""

UNREAD: Final[Mapping[str, str]] = {
    "motions": "motions", "votes": "votes", "vote_events": "votes", "voteevents": "votes",
    "speeches": "speeches", "counts": "counts of votes", "group_results": "results of votes",
}  # fmt: skip
"""Tables that no record holds, in words."""

WRAPPERS: Final = ("result", "results", "items", "objects")
"""The keys under which an answer of a web service holds its records."""

OWNED: Final = ("memberships", "posts", "children")
"""The keys of nested rows that belong to the row around them."""

NESTED: Final[Mapping[Table, Mapping[str, Table]]] = {
    "persons": {"memberships": "memberships"},
    "organizations": {
        "memberships": "memberships", "posts": "posts", "children": "organizations",
        "parent": "organizations",
    },
    "posts": {"memberships": "memberships", "organization": "organizations", "area": "areas"},
    "memberships": {
        "person": "persons", "member": "persons", "organization": "organizations",
        "on_behalf_of": "organizations", "post": "posts", "area": "areas",
        "legislative_period": "events",
    },
    "events": {"organization": "organizations", "attendees": "persons", "children": "events"},
    "areas": {"children": "areas"},
}  # fmt: skip
"""The keys of each table under which rows of another one may stand."""

_MARKS: Final[Sequence[tuple[Table | None, frozenset[str]]]] = (
    (None, frozenset({"voter_id", "option", "group_results", "motion_id", "vote_event_id"})),
    ("memberships", frozenset({"person_id", "person", "member", "post_id", "post",
                               "on_behalf_of_id", "on_behalf_of", "legislative_period_id"})),
    ("organizations", frozenset({"founding_date", "dissolution_date", "posts", "abstract"})),
    ("persons", frozenset({"given_name", "family_name", "birth_date", "death_date", "gender",
                           "sort_name", "honorific_prefix", "national_identity", "biography",
                           "email", "patronymic_name", "additional_name"})),
    ("events", frozenset({"attendees", "location"})),
    ("posts", frozenset({"label", "other_label", "role"})),
    ("events", frozenset({"start_date", "end_date"})),
    ("organizations", frozenset({"classification", "parent_id", "parent", "children"})),
)  # fmt: skip
"""Fields that tell a record, in the order in which they are looked for."""

_TYPES: Final = ("@type", "_type", "type")
_WORDS: Final[Mapping[Table, tuple[str, ...]]] = {
    "organizations": ("organi", "compan", "part", "group", "committee", "council"),
    "persons": ("person", "people", "member", "politician"),
    "memberships": ("membership",), "posts": ("post",), "events": ("event",), "areas": ("area",),
}  # fmt: skip


def is_document(value: LocatedObject) -> bool:
    """Whether an object holds tables, and is no record itself."""
    tables = [key for key in TABLES if isinstance(value.get(key), list | dict)]
    if not {"name", "label", "id", "given_name", "family_name", "other_names"} & value.keys():
        has_ends = {"organization_id", "person_id", "post_id", "role", "start_date"} & value.keys()
        return not has_ends and bool(tables or UNREAD.keys() & value.keys())
    return any(key in ("persons", "people", "organizations", "organisations") for key in tables)


def tables_of(records: Sequence[LocatedObject], name: str) -> list[Table | None]:
    """Tell of a list of records what each is; None for a vote or motion.

    `name` is what the file is called, for those that have no field to tell them by.
    """
    told = [_told(each) for each in records]
    named = _named(name)
    likely = next((each for each in told if each in ("persons", "organizations")), named)
    return [each if each != "" else likely or "persons" for each in told]


def is_organization(record: LocatedObject) -> bool:
    """Whether the member of an organization is an organization itself."""
    return _told(record) == "organizations"


def _told(record: LocatedObject) -> Table | Literal[""] | None:
    """Tell a record by its type or fields; "" where nothing tells."""
    for key in _TYPES:
        if isinstance(kind := record.get(key), str) and (table := TABLES.get(_plural(kind))):
            return table
    for table, fields in _MARKS:
        if fields & record.keys():
            return _sure(table, record)
    inside = record.get("memberships")
    first = inside[0] if isinstance(inside, list) and inside else None
    if isinstance(first, dict):
        return "organizations" if {"person_id", "person"} & first.keys() else "persons"
    return ""


def _sure(table: Table | None, record: LocatedObject) -> Table | None:
    """Tell posts from organizations with a label, and sessions from organizations with dates."""
    if table == "posts" and "name" in record:
        return "organizations" if "classification" in record else "persons"
    return table


def _plural(kind: str) -> str:
    return f"{kind.rpartition('/')[2].rpartition('#')[2].lower().removesuffix('s')}s"


def _named(name: str) -> Table | None:
    """Tell what the records of a file are by what it is called."""
    low = name.lower()
    for table in reversed([*_WORDS]):
        if any(word in low for word in _WORDS[table]):
            return table
    return None
