"""Everything that is wrong with a database, gathered by rule: a page one can go on from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from db.anchor import STATES
from db.checks import Problem
from db.verify import Report, words_of_rule
from db.words import fold
from tui.views import labels
from tui.views.card import Card, Cell, Column, Line, Piece, Section

Lead = Callable[[Problem], str | None]
"""Says where the record of a problem is to be seen."""

MOST: Final = 200
"""The most problems of one rule that are shown."""

VIEW: Final = "problems"

_COLUMNS: Final = (Column(most=34, keep=2), Column(share=1, least=24, wraps=True))
_BAR: Final = 30


def narrowed(report: Report, query: str) -> Report:
    """Return what is left of a report where all words of a query stand: rule, record or message."""
    words = fold(query).split()
    if not words:
        return report

    def has_all(problem: Problem, weight: str) -> bool:
        said = fold(f"{weight} {problem.rule} {_place(problem)} {problem.field} {problem.message}")
        return all(word in said for word in words)

    return replace(
        report,
        problems=tuple(each for each in report.problems if has_all(each, "problem")),
        warnings=tuple(each for each in report.warnings if has_all(each, "warning")),
    )


def problems_card(report: Report, query: str, lead: Lead, most: int = MOST) -> Card:
    """Return the page of a report, narrowed by a query."""
    left = narrowed(report, query)
    about = Section(tuple(Line((Cell.of(each, "dim"),)) for each in _about(report)))
    is_empty = not left.problems and (not left.warnings or left is report)
    nothing = Section((Line((Cell.of(_nothing(report, query), "strong"),)),))
    sections = (
        *((nothing,) if is_empty else ()),
        about,
        *_sections(left.problems, "problem", lead, most),
        *_sections(left.warnings, "warning", lead, most),
    )
    shown = tuple(section for section in sections if section.lines)
    return Card("Problems", report.quotes_in_words, shown, VIEW)


def counts(report: Report) -> str:
    """Return how many problems and warnings there are."""
    return labels.joined(
        labels.counted(len(report.problems), "problem"),
        labels.counted(len(report.warnings), "warning"),
    )


def waiting_card(share: float) -> Card:
    """Return the page while quotes are being looked up."""
    full = int(_BAR * share)
    bar = (Piece("━" * full, "accent"), Piece("─" * (_BAR - full), "rule"), Piece(f" {share:4.0%}"))
    lines = (
        Line((Cell(bar),)),
        Line((Cell.of("Every quote is looked up in its text, every rule is judged.", "dim"),)),
    )
    return Card("Problems", "verifying", (Section(lines),), VIEW)


def failed_card(words: str) -> Card:
    """Return the page where the file could not be read."""
    return Card("Problems", "not verified", (Section((Line((Cell.of(words, "warn"),)),)),), VIEW)


def _about(report: Report) -> Iterator[str]:
    """Say what could not be looked up."""
    if absent := report.texts["none"]:
        yield (
            f"Not at hand, so that nothing can be looked up: the text of "
            f"{labels.counted(absent, 'source')}. "
            "Attach it: wherefrom source attach ID FILE, or start with --texts DIR."
        )


def _nothing(report: Report, query: str) -> str:
    if query.strip():
        return f"Nothing here has “{query.strip()}”. esc clears the words."
    if report.warnings:
        return "No problem. What follows may well be right, and deserves a look."
    if not sum(report.quotes.values()):
        return "Nothing is wrong: every rule is kept. There is no quote to look up."
    if report.quotes["no-text"]:
        return "Nothing is wrong as far as the texts are at hand, and every rule is kept."
    return "Nothing is wrong: every quote stands where its record says, and every rule is kept."


def _sections(problems: Sequence[Problem], weight: str, lead: Lead, most: int) -> Iterator[Section]:
    rules: dict[str, list[Problem]] = {}
    for each in problems:
        rules.setdefault(each.rule, []).append(each)
    for rule, inside in rules.items():
        heading = labels.joined(rule, labels.counted(len(inside), weight), words_of_rule(rule))
        yield Section(tuple(_lines(inside, lead, most)), heading, _COLUMNS)


def _lines(problems: Sequence[Problem], lead: Lead, most: int) -> Iterator[Line]:
    for each in problems[:most]:
        view = lead(each)
        has_field = each.field and each.rule not in STATES
        field = (Piece(f"{each.field}: ", "dim"),) if has_field else ()
        cells = (
            Cell.of(_place(each), "link" if view else "plain"),
            Cell((*field, Piece(each.message))),
        )
        quote = each.id if view and each.table == "quotes" else None
        yield Line(cells, view, quote=quote, name=f"{each.rule} {_place(each)} {each.field}")
    if len(problems) > most:
        rest = f"… {len(problems) - most:,} more. Type words to narrow, or: wherefrom show {VIEW}"
        yield Line((Cell(), Cell.of(rest, "dim")))


def _place(problem: Problem) -> str:
    return "/".join(filter(None, (problem.table, problem.id))) or "the file"
