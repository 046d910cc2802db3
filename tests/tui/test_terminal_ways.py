"""Each way leads to the cell that it should lead to, whatever the terminal can do."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.emulated import Emulator
from tui.terminal.ways import NOWHERE, Moves, Place, way

WIDTH, HEIGHT = 130, 40
lines, columns = st.integers(0, HEIGHT - 1), st.integers(0, WIDTH - 1)
moves = st.builds(Moves, st.booleans(), st.booleans())


def reached(line: int, column: int, sequence: str) -> tuple[int, int]:
    """Return where a way leads from a cell."""
    emulator = Emulator(WIDTH, HEIGHT)
    emulator.feed(f"\x1b[{line + 1};{column + 1}H{sequence}")
    return emulator.screen.cursor.y, emulator.screen.cursor.x


@given(lines, columns, lines, columns, moves)
def test_a_way_leads_to_its_cell(
    line: int, column: int, to_line: int, to_column: int, moves: Moves
) -> None:
    found = way(Place(line, column), to_line, to_column, moves)
    assert reached(line, column, found) == (to_line, to_column)
    assert len(found) <= len(f"\x1b[{to_line + 1};{to_column + 1}H")


@given(lines, columns, lines, columns, moves, columns)
def test_a_way_to_another_line_leads_to_its_cell_from_a_column_that_is_not_sure(
    line: int, column: int, to_line: int, to_column: int, moves: Moves, truly: int
) -> None:
    start = Place(line, column, is_sure=False)
    if line != to_line:
        assert reached(line, truly, way(start, to_line, to_column, moves)) == (to_line, to_column)


@given(lines, columns, lines, columns, moves)
def test_a_way_leads_to_its_cell_from_a_place_of_which_less_is_known(
    line: int, column: int, to_line: int, to_column: int, moves: Moves
) -> None:
    for start in (Place(), Place(line, NOWHERE)):
        found = way(start, to_line, to_column, moves)
        assert reached(line, column, found) == (to_line, to_column)


def test_the_way_to_where_one_is_is_none() -> None:
    assert way(Place(3, 4), 3, 4, Moves(can_go_to_column=True, can_feed=True)) == ""
