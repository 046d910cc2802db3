"""Spells as bars, and dated events in order with the long gaps between them named.

A bar stands on one axis with the others as far as dates allow. `?` is an end of it that no claim
dates, `›` one that no claim tells of; a dotted bar has no place on the axis.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final

from db.dates import PartialDate
from db.library import Library
from db.records import Event
from tui.views import labels, telling
from tui.views.card import Cell, Column, Line, Piece, Section
from tui.views.spells import Spell, gathered
from tui.views.telling import Telling

WIDTH: Final = 20
"""The cells that a bar's axis takes."""

LONG_GAP: Final = 2
"""From how many whole years on a gap between dated events is named."""

SPELL_COLUMNS: Final = (
    Column(most=28),
    Column(keep=2),
    Column(share=1, least=16, wraps=True),
    Column(),
    Column(),
)
"""Company, bar, when in words, grade if it is not stated, dispute mark."""

NO_WORKPLACES: Final = ("product", "platform", "model")
"""Kinds of company record that somebody makes or founds, and is never at."""

_LEAD: Final = 4
_UNPLACED: Final = 10
_DAYS_A_YEAR: Final = 365.25


def spells(library: Library, events: Iterable[Event]) -> Section | None:
    """Draw where a person was, one line a stay, or None where no claim tells of any."""
    stays = [stay for stay in gathered(events) if _is_workplace(library, stay)]
    if not stays:
        return None
    axis = _axis(stays)
    lines = tuple(_spell_line(library, stay, axis) for stay in stays)
    drawn = "".join(line.cells[1].text for line in lines)
    signs = [
        "? not known" if "?" in drawn else "",
        "› no end told" if "›" in drawn else "",
    ]
    return Section(lines, labels.joined("spells", *signs), SPELL_COLUMNS)


def history(library: Library, tellings: Sequence[Telling], seen_from: str) -> Iterator[Section]:
    """Yield dated tellings in order with gaps named, then the undated ones in their own band."""
    dated = [each for each in tellings if each.is_placed]
    if dated:
        yield Section(tuple(_in_order(library, dated, seen_from)), "history", telling.COLUMNS)
    undated = tuple(
        telling.line(library, each, seen_from, dated=False)
        for each in tellings
        if not each.is_placed
    )
    if undated:
        yield Section(undated, labels.UNDATED, telling.COLUMNS)


def _in_order(library: Library, dated: list[Telling], seen_from: str) -> Iterator[Line]:
    before: PartialDate | None = None
    for each in dated:
        here = each.event.date if not each.event.is_undated else each.event.until
        if gap := _gap(before, here):
            yield Line((Cell(), Cell(), Cell.of(gap, "dim")))
        yield telling.line(library, each, seen_from)
        before = here


def _gap(before: PartialDate | None, after: PartialDate | None) -> str:
    """Name the time between two dates, if it is certainly long; "" if not."""
    if before is None or after is None or before.latest is None or after.earliest is None:
        return ""
    years = int((_day(after.earliest) - _day(before.latest)) / _DAYS_A_YEAR)
    return f"… {years} years without a dated event …" if years >= LONG_GAP else ""


def _is_workplace(library: Library, stay: Spell) -> bool:
    """Whether one can be at a company, rather than work on it."""
    kind, _, identifier = stay.company.partition("/")
    known = kind == "company" and library.has(stay.company)
    return not known or library.company(identifier).kind not in NO_WORKPLACES


def _spell_line(library: Library, stay: Spell, axis: tuple[int, int] | None) -> Line:
    is_record = stay.company.startswith("company/")
    name = library.name_of(stay.company) if is_record else stay.company
    cells = (
        Cell.of(name, "link" if is_record else "plain"),
        Cell((Piece(_bar(stay, axis), "bar"),)),
        Cell.of(stay.words, "dim"),
        Cell.of("" if stay.grade == "stated" else stay.grade, labels.grade_ink(stay.grade)),
        Cell.of(labels.disputed(len(stay.disputes)), "warn"),
    )
    return Line(cells, view=stay.company if is_record else None, words=stay.event)


def _axis(stays: Sequence[Spell]) -> tuple[int, int] | None:
    """Return the first and the last day that any spell is dated by."""
    dates = [each for stay in stays for each in (*stay.starts, *stay.ends, *stay.seen)]
    days = [_day(day) for each in dates for day in (each.earliest, each.latest) if day]
    return (min(days), max(days)) if days else None


def _bar(stay: Spell, axis: tuple[int, int] | None) -> str:
    """Draw one spell: `├────┤` where both ends are dated, `?` and `›` where they are not."""
    close = "?" if stay.is_ended else "›"
    known = stay.starts or stay.ends or stay.seen
    if axis is None or not known:
        fill = "─" if axis is None else "·"
        return f"?{fill * (_UNPLACED - 2)}{close}"
    if stay.starts:
        start = _place(stay.starts[0], axis)
        end = _place(stay.ends[-1], axis) if stay.ends else _open_end(stay, start)
    elif stay.ends:
        end = _place(stay.ends[-1], axis)
        start = max(0, end - _LEAD)
    else:
        start = max(0, _place(stay.seen[0], axis) - _LEAD)
        end = _open_end(stay, start + _LEAD)
    left, right = "├" if stay.starts else "?", "┤" if stay.ends else close
    return " " * start + left + "─" * (max(end, start + 1) - start - 1) + right


def _open_end(stay: Spell, start: int) -> int:
    """Return where a bar without a dated end stops: the edge if it goes on, else soon."""
    return min(start + _LEAD, WIDTH - 1) if stay.is_ended else WIDTH - 1


def _place(when: PartialDate, axis: tuple[int, int]) -> int:
    """Return the cell of a date: room is kept on both sides for what is not known."""
    first, last = axis
    known = [_day(day) for day in (when.earliest, when.latest) if day]
    share = (sum(known) / len(known) - first) / max(last - first, 1)
    return _LEAD + round(share * (WIDTH - 2 * _LEAD))


def _day(day: str) -> int:
    return date.fromisoformat(day).toordinal()
