"""What an import or a document brought, as a page: counts first, then what deserves a look."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from tui.address import Address
from tui.views.card import Card, Cell, Column, Line, Section
from tui.views.labels import counted

if TYPE_CHECKING:
    from db.documents import AddedReport
    from db.intake import Counts, ImportReport

_COUNTS: Final = (Column(), *(Column(align="right") for _ in range(4)), Column(share=1))
_HEADS: Final = ("", "added", "changed", "unchanged", "left out")
MOST: Final = 200
"""The most remarks of one kind that are shown: a file may give cause for tens of thousands."""

_PLACED: Final = (Column(most=30), Column(share=1, least=30, wraps=True))


def import_card(report: ImportReport) -> Card:
    """Return the page of an import; lines about a record lead to it."""
    sections = [
        Section(tuple(_counts(report.tables)), "", _COUNTS),
        _section("To read it", [line for each in report.sources for line in _records_of(each)]),
        _placed("Left out", [(each.place, each.reason) for each in report.skipped]),
        _placed("Deserves a look", report.doubts),
        _named("Mentioned, not defined", report.mentioned),
        _named("Changed", report.changed),
        _named("Kept, though it differs", report.kept),
        _placed(
            "No place for these fields",
            [(name, counted(number, "time")) for name, number in report.unheld.items()],
        ),
    ]
    aside = "" if report.is_news else "nothing new: the database is as it was"
    title = f"Imported {report.name}"
    return Card(title, aside, tuple(each for each in sections if each.lines))


def added_card(report: AddedReport) -> Card:
    """Return the page of documents that were added."""
    lines: list[Line] = []
    for each in report.items:
        lines.append(_leading(f"source/{each.source.id}", each.as_text()))
        if each.source.note and each.state != "unchanged":
            lines.append(Line((Cell.of(each.source.note, "dim"),)))
        lost = each.placed.lost if each.placed else ()
        lines += [_leading(f"quote/{name}", f"not found: quote/{name}") for name in lost]
    title = "Added" if report.is_news else "There already"
    return Card(title, counted(len(report.items), "document"), (Section(tuple(lines)),))


def problem_card(title: str, words: str) -> Card:
    """Return a page for a sentence that says why something was not done."""
    line = Line((Cell.of(words, "warn"),))
    return Card(title, "nothing was changed", (Section((line,)),))


def _counts(tables: Mapping[str, Counts]) -> Iterator[Line]:
    """Tell table by table what became of it."""
    yield Line(tuple(Cell.of(head, "dim") for head in (*_HEADS, " ")))
    for table, counts in tables.items():
        numbers = (counts.added, counts.changed, counts.unchanged, counts.skipped)
        cells = (Cell.of(f"{number:,}", "strong" if number else "dim") for number in numbers)
        yield Line((Cell.of(table), *cells))


def _records_of(source: str) -> Iterator[Line]:
    """Lead to the source that a file became, and to what is told in it."""
    yield _leading(source, f"{source}, the file itself with all that is quoted from it")
    query = f"source:={source.removeprefix('source/')}"
    yield _leading(str(Address("event", query=query)), "the events that it tells")


def _leading(view: str, words: str) -> Line:
    return Line((Cell.of(words, "link"),), view=view)


def _section(heading: str, lines: Iterable[Line]) -> Section:
    return Section(tuple(lines), heading)


def _named(heading: str, views: Sequence[str]) -> Section:
    """Lead to each of some records."""
    lines = (_leading(view, view) for view in views[:MOST])
    return Section((*lines, *(Line((words,)) for words in _rest(views))), heading)


def _placed(heading: str, rows: Sequence[tuple[str, str]]) -> Section:
    """Lay out places with what is to be said of each."""
    told = ((Cell.of(place, "dim"), Cell.of(words)) for place, words in rows[:MOST])
    lines = (Line(cells, name=row[0]) for cells, row in zip(told, rows, strict=False))
    more = (Line((Cell(), words)) for words in _rest(rows))
    return Section((*lines, *more), heading, _PLACED)


def _rest(every: Sequence[object]) -> Iterator[Cell]:
    """Say how many more there are than are shown, if any."""
    if len(every) > MOST:
        words = f"… {len(every) - MOST:,} more. The same import again with --json lists all."
        yield Cell.of(words, "dim")
