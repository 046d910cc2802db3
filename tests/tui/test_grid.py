"""Columns line up at every width, give way by rank, and cut nothing off without a sign."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.records import Kind
from tui import grid
from tui.layout import width_of
from tui.standins import visible
from tui.views.card import Cell, Entry
from tui.views.listed import COLUMNS

KINDS: tuple[Kind, ...] = ("person", "company", "event", "source")
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


def words(kind: Kind, room: int, *cells: str) -> str:
    entries = [Entry(Cell.of(cell)) for cell in cells]
    return "".join(piece.text for piece in grid.lay_entries(COLUMNS[kind], entries, room))


def names(kind: Kind, room: int) -> list[str]:
    return [COLUMNS[kind][at].name for at in grid.widths(COLUMNS[kind], room)]


@given(st.sampled_from(KINDS), st.integers(1, 240), st.lists(TEXT, min_size=9, max_size=9))
def test_a_row_fits_its_room(kind: Kind, room: int, cells: list[str]) -> None:
    columns = COLUMNS[kind]
    entries = [Entry(Cell.of(cell), Cell.of(cell[:3])) for cell in cells[: len(columns)]]
    pieces = grid.lay_entries(columns, entries, room)
    assert width_of(pieces) <= room
    assert all(piece.text == visible(piece.text) for piece in pieces)
    assert width_of(grid.lay_heading(columns, room, "-name")) <= room


@pytest.mark.parametrize("kind", KINDS)
def test_the_wider_the_more_columns_and_the_name_is_never_too_narrow(kind: Kind) -> None:
    before = 0
    for room in range(40, 240):
        here = grid.widths(COLUMNS[kind], room)
        assert len(here) >= before
        before = len(here)
        total = sum(here.values()) + 2 * (len(here) - 1)
        assert total == room
        for at, width in here.items():
            assert width >= (COLUMNS[kind][at].width or COLUMNS[kind][at].least)
    assert before == len(COLUMNS[kind])


def test_columns_give_way_by_rank() -> None:
    assert names("person", 30) == ["name", "events"]
    assert names("person", 50) == ["name", "events", "sources", "disputes"]
    assert names("event", 40) == ["date", "name"]
    assert names("event", 56) == ["date", "type", "name"]
    assert names("event", 120)[-1] == "disputes"


def test_columns_of_two_rows_begin_at_the_same_cell() -> None:
    one = words("company", 100, "Acme", "firm", "", "3", "1", "≠ 1")
    other = words("company", 100, "王小明 and partners", "research lab", "words", "12,345", "9", "")
    wide = len("王小明")  # each of these takes two cells
    assert one.index("firm") == other.index("research lab") + wide
    assert one.index("3") == other.index("12,345") + len("12,34") + wide


def test_what_gave_way_stands_beside_the_name() -> None:
    entries = [
        Entry(Cell.of("2024")),
        Entry(Cell.of("denial")),
        Entry(Cell.of("It is denied"), Cell.of("~")),
        Entry(Cell.of("words")),
        Entry(Cell.of("denied"), Cell.of("✗")),
        Entry(Cell.of("agreed"), Cell.of("agreed:")),
        Entry(Cell.of("2")),
        Entry(Cell.of("≠ 1")),
    ]
    laid = "".join(piece.text for piece in grid.lay_entries(COLUMNS["event"], entries, 58))
    assert laid == "2024            denial        agreed: It is denied ~ ✗ ≠ 1"
    narrow = "".join(piece.text for piece in grid.lay_entries(COLUMNS["event"], entries, 40))
    assert narrow == "2024            denial  agreed:… ~ ✗ ≠ 1"
    wide = "".join(piece.text for piece in grid.lay_entries(COLUMNS["event"], entries, 200))
    told = ["2024", "denial", "It is denied ~", "words", "denied", "agreed", "2", "≠ 1"]
    assert [each.strip() for each in wide.split("  ") if each.strip()] == told


def test_words_beside_a_name_are_left_out_where_they_could_not_be_read() -> None:
    def laid(room: int, told: str) -> str:
        entries = [Entry(Cell.of("Ada Lovelace")), Entry(Cell.of(told)), *[Entry()] * 3]
        pieces = grid.lay_entries(COLUMNS["person"], entries, room)
        return "".join(piece.text for piece in pieces).rstrip()

    assert laid(30, "a long story about her") == "Ada Lovelace"
    assert laid(30, "poet") == "Ada Lovelace  poet"
    assert laid(38, "a long story about her") == "Ada Lovelace  a long story a…"


def test_an_endless_sign_leaves_room_for_the_name() -> None:
    entries = [Entry(Cell.of("Acme")), Entry(Cell.of("endless " * 99)), *[Entry()] * 4]
    laid = "".join(piece.text for piece in grid.lay_entries(COLUMNS["company"], entries, 30))
    assert laid.startswith("Acme endless")
    assert "…" in laid


@pytest.mark.parametrize(
    ("sort", "sign"),
    [
        ("events", "▼events"),
        ("-events", "▲events"),
        ("name", "name▲"),
        ("-name", "name▼"),
        (None, ""),
    ],
)
def test_the_heading_of_the_order_has_a_sign(sort: str | None, sign: str) -> None:
    heading = "".join(piece.text for piece in grid.lay_heading(COLUMNS["person"], 100, sort))
    assert sign in heading
    assert ("▲" in heading or "▼" in heading) == bool(sign)


@pytest.mark.parametrize("kind", KINDS)
def test_every_column_with_a_heading_has_a_letter_of_its_own(kind: Kind) -> None:
    letters = [column.letter for column in COLUMNS[kind] if column.heading]
    assert all(letters)
    assert len(set(letters)) == len(letters)
