"""A hit can say why it stands where it does."""

from __future__ import annotations

import pytest

from db.query import parse
from db.reasons import reasons
from db.records import Kind
from db.search import search
from tests import newsroom


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("", "person", []),
        ("wei", "person", ["“wei”: a word of the name begins with it (80)"]),
        ("inber", "person", ["“inber”: it stands inside a word of the name (60)"]),
        ("meta", "company", ["“meta”: it is the whole name (100)"]),
        ("met", "company", ["“met”: the name begins with it (90)"]),
        ("milliard", "person", ["“milliard”: a word of what is told begins with it (40)"]),
        ("illiard", "person", ["“illiard”: it stands inside a word of what is told (30)"]),
        (
            "zuckreberg",
            "person",
            [
                "“zuckreberg”: read as zuckerberg, for a typing error: "
                "a word of the name begins with it (16)"
            ],
        ),
        (
            "zukerbrg",
            "person",
            [
                "“zukerbrg”: read as zuckerberg, for 2 typing errors: "
                "a word of the name begins with it (12)"
            ],
        ),
        (
            "jason wei",
            "person",
            [
                "“jason”: the name begins with it (90)",
                "“wei”: a word of the name begins with it (80)",
                "all the words together are the name, or it begins with them (100)",
            ],
        ),
        (
            "wei milliard",
            "person",
            [
                "“wei”: a word of the name begins with it (80)",
                "“milliard”: a word of what is told begins with it (40)",
                "60 on average",
            ],
        ),
        (
            "wei -zhao type:hire",
            "person",
            [
                "“wei”: a word of the name begins with it (80)",
                "type:hire: holds of one and the same event",
                "-zhao: it holds none of these",
            ],
        ),
        ("type:stake", "event", ["type:stake: holds"]),
    ],
)
def test_the_best_hit_tells_what_each_word_was_found_in(
    text: str, kind: Kind, expected: list[str]
) -> None:
    query = parse(text)
    assert list(reasons(search(newsroom.library(), query, kind).hits[0], query)) == expected
