"""Errors: one tree, and messages that name the place and the remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from db import errors
from db.errors import BadFile, BadQuery, BadRecord, NewerSchema, NotFound, Refused, WherefromError
from db.records import TABLES, Kind


def test_every_error_of_the_tree_is_in_the_drawing_and_has_one_root() -> None:
    found = [each for each in vars(errors).values() if isinstance(each, type)]
    raised = [each for each in found if issubclass(each, Exception)]
    assert len(raised) > 10
    for each in raised:
        assert issubclass(each, WherefromError)
        assert each.__name__ in (errors.__doc__ or "")


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (errors.BadFact("f.jsonl", 3, "No such key."), "f.jsonl, line 3: No such key."),
        (
            errors.BadFact("f.jsonl", 3, "No such key.", (5, 8)),
            "f.jsonl, line 3: No such key. More lines at fault: 5, 8.",
        ),
        (NotFound("person", "adda", "ada"), "There is no person “adda” here. Did you mean ada?"),
        (
            NotFound("person", "x"),
            "There is no person “x” here. wherefrom show people lists them.",
        ),
        (NotFound("way", "x"), "There is no way “x” here."),
        (BadFile("a.json", "it is empty", "Restore it."), "a.json: it is empty. Restore it."),
        (
            NewerSchema("a.json", 3, 1),
            "a.json: it has schema 3 and this program knows 1. Upgrade wherefrom to open it.",
        ),
        (
            BadRecord("events", "e", "date", "“x” is no date", "Write a day."),
            "events/e, field “date”: “x” is no date. Write a day.",
        ),
        (
            BadRecord("people", "", "", "it is no table", "Restore it.", Path("a.json")),
            "a.json: table “people”: it is no table. Restore it.",
        ),
    ],
)
def test_a_message_names_place_and_remedy(error: WherefromError, message: str) -> None:
    assert str(error) == message


@pytest.mark.parametrize("kind", TABLES)
def test_where_no_id_is_near_a_message_says_where_all_are_listed(kind: Kind) -> None:
    assert " lists " in str(NotFound(kind, "x"))


def test_refusals_leave_material_as_it_was_and_are_one_branch() -> None:
    for each in (BadFile, NewerSchema, BadRecord, errors.Locked, errors.AlreadyThere):
        assert issubclass(each, Refused)


@pytest.mark.parametrize(("start", "end", "mark"), [(5, 8, "     ^^^"), (8, 8, "        ^")])
def test_a_wrong_query_is_marked_at_its_place(start: int, end: int, mark: str) -> None:
    assert (
        BadQuery("No such field.", "ada kind:hire", start, end).marked == f"ada kind:hire\n{mark}"
    )
