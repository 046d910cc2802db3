"""Lists: searching them, counting them, ordering them; numbers lead on or narrow."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import replace

from db.errors import WherefromError
from db.frequency import Column
from db.query import describe, unparse
from db.query import parse as parse_query
from db.records import TABLES, Kind
from db.search import Results
from db.search import find as find_everywhere
from tui import ordering
from tui.address import Address
from tui.plain.sitting import Sitting, Unsayable
from tui.plain.wording import cell, listed, sentence, worded
from tui.standins import typable
from tui.views import labels, tally
from tui.views.card import Line
from tui.views.finding import WHOLE, facet_of

MOST = 40
"""How many records of all kinds are listed."""


def search(sitting: Sitting, words: str) -> None:
    """Search the list that one is in; from a record, the list of its kind."""
    here = sitting.here.address
    if here.page:
        sitting.do("judging.problems", words)
        return
    _list(sitting, here.kind, words, here.sort)


def people(sitting: Sitting, words: str) -> None:
    """List people."""
    _list(sitting, "person", words)


def companies(sitting: Sitting, words: str) -> None:
    """List companies."""
    _list(sitting, "company", words)


def events(sitting: Sitting, words: str) -> None:
    """List events."""
    _list(sitting, "event", words)


def sources(sitting: Sitting, words: str) -> None:
    """List sources."""
    _list(sitting, "source", words)


def _list(sitting: Sitting, kind: Kind, words: str, sort: str | None = None) -> None:
    query = typable(words).strip()
    known = sitting.here.address.is_list and sitting.here.address.kind == kind
    sitting.visit(Address(kind, query=query, sort=sort if known else None))
    remember(sitting, query)


def remember(sitting: Sitting, query: str) -> None:
    """Keep a query that can be read; where that cannot be written, the session goes on."""
    with contextlib.suppress(WherefromError):
        if parse_query(query).terms and sitting.session.used(query):
            sitting.session.write()


def find(sitting: Sitting, words: str) -> None:
    """Search all four lists at once."""
    library = sitting.desk.library
    asked = parse_query(typable(words))
    hits = find_everywhere(library, asked, MOST)
    if not hits:
        raise Unsayable(f"Nothing is found for “{words}”.")
    sitting.number([Line(view=hit.view) for hit in hits], f"what “{words}” finds")
    more = f", the best {MOST}" if len(hits) == MOST else ""
    rows = (
        listed(f"{hit.kind}: {hit.name}", hit.snippet and f"where it says: {hit.snippet}")
        for hit in hits
    )
    head = f"Found for “{words}”: {labels.counted(len(hits), 'record')}{more}."
    sitting.say([head, *(f"{number}. {row}" for number, row in enumerate(rows, start=1))])


def results_of(sitting: Sitting) -> Results:
    """Return what the list that one is in has found."""
    results = sitting.page.results
    if results is None:
        raise Unsayable("There is no list here; people, companies, events and sources are lists.")
    return results


def facets(sitting: Sitting, words: str) -> None:
    """Count what is listed; a number narrows, or takes a value out again."""
    card = sitting.desk.facets(sitting.here.address, results_of(sitting))
    sections = [each for each in card.sections if not words or _is_named(each.heading, words)]
    if not sections:
        names = ", ".join(each.heading for each in card.sections if each.heading)
        raise Unsayable(f"There is no facet “{words}”. There are: {names or 'none here'}.")
    lines, targets = [f"Facets of {sitting.page.name}: {worded(card.aside)}."], []
    for section in sections:
        if section.heading:
            lines.append(f"{section.heading}:")
        for line in section.lines:
            count, sign, label = (*(cell(each) for each in line.cells), "", "")[:3]
            told = listed(label.removeprefix(f"{WHOLE} ") or count, count if label else "", sign)
            if line.can_be_landed_on:
                targets.append(line)
                told = f"{len(targets)}. {told}"
            lines.append(told)
    sitting.number(targets, "the facets", lambda line: _narrow(sitting, line))
    sitting.say(lines)


def _is_named(heading: str, words: str) -> bool:
    return heading.casefold().startswith(words.casefold())


def _narrow(sitting: Sitting, line: Line) -> None:
    """Go where a value leads, or count all the values of its facet."""
    if line.view is not None:
        from tui.address import parse

        sitting.visit(parse(line.view))
        return
    label = facet_of(line.name)
    kind = sitting.here.address.kind
    _count(sitting, next(each for each in sitting.desk.countable(kind) if each.label == label))


def frequency(sitting: Sitting, words: str) -> None:
    """Count the values of a column, or say which columns there are."""
    kind = sitting.here.address.kind
    name = words.removesuffix("by value").strip()
    columns = sitting.desk.countable(kind)
    if not name:
        rows = (f"{each.name}: {each.label}" for each in columns)
        head = f"Columns of the {TABLES[kind]} that can be counted; say frequency and a name:"
        sitting.say([head, *rows])
        return
    for each in columns:
        if name.casefold() in (each.name, each.label.casefold()):
            _count(sitting, each, by_value=words.endswith("by value"))
            return
    known = ", ".join(each.name for each in columns)
    raise Unsayable(f"There is no column “{name}”. There are: {known}.")


def _count(sitting: Sitting, column: Column, *, by_value: bool = False) -> None:
    results = results_of(sitting)
    counted = sitting.desk.frequency(results, column.name)
    order = tally.BY_VALUE if by_value else tally.BY_COUNT
    values = tally.ordered(counted, order)
    lines = [f"{sentence(worded(tally.heading(counted, order))).removesuffix('.')}."]
    targets = []
    for number, value in enumerate(values, start=1):
        entry = tally.entries(counted, value, 1, 1)
        label, count, share = (each.cell for each in entry[:3])
        name = label.text.removeprefix("✓ ")
        words = listed(name, count.text, cell(share), "chosen" if value.is_active else "")
        lines.append(f"{number}. {words}" if column.field else words)
        if column.field:
            query = unparse(results.query.with_toggled(column.field, value.value))
            targets.append(Line(view=str(sitting.here.address.narrowed(query))))
    if column.field:
        sitting.number(targets, f"the values of {column.label}")
    sitting.say(lines)


def sort(sitting: Sitting, words: str) -> None:
    """Order the list, or say how it is ordered and how it can be."""
    here, results = sitting.here.address, results_of(sitting)
    orders = sitting.desk.library.sorts(here.kind)
    if not words:
        _, now = sitting.desk.order(here, results)
        rows = [f"{each.name}: {each.words}" for each in ordering.offered(here.kind, orders)]
        if ordering.has_words(results.query):
            rows.insert(0, f"best: {ordering.BEST_FIRST}")
        head = f"The list stands {now}. Say sort and one of these, or a - before it to turn it:"
        sitting.say([head, *rows])
        return
    key = words.casefold()
    if key.removeprefix("-") not in orders and key != "best":
        raise Unsayable(f"There is no order “{words}”. There are: {', '.join(orders)}.")
    sitting.visit(replace(here, sort=None if key == "best" else key))


def widen(sitting: Sitting, _: str) -> None:
    """Take the last term out."""
    here = sitting.here.address
    wider = sitting.desk.widened(here)
    if wider is None:
        raise Unsayable("Nothing narrows this list; it is shown whole.")
    dropped = here.query[len(wider.query) :].strip()
    sitting.note(f"Without {dropped}.")
    sitting.visit(wider)


def clear(sitting: Sitting, _: str) -> None:
    """Take the whole query out."""
    sitting.visit(sitting.here.address.narrowed(""))


def queries(sitting: Sitting, _: str) -> None:
    """List the queries that were used, the last one first."""
    used = list(_used(sitting))
    if not used:
        raise Unsayable("No query was used in this database yet.")
    kind = sitting.here.address.kind
    sitting.number(
        [Line(view=str(Address(kind, query=each))) for each in used], "the queries used before"
    )
    head = f"Queries used before, {len(used)}; open N asks for one again in the {TABLES[kind]}:"
    rows = (listed(each, _meaning(each, kind)) for each in used)
    sitting.say([head, *(f"{number}. {row}" for number, row in enumerate(rows, start=1))])


def _used(sitting: Sitting) -> Iterator[str]:
    yield from dict.fromkeys(reversed(sitting.session.queries))


def _meaning(query: str, kind: Kind) -> str:
    """Say a query in English, where it can be read and says more than its words."""
    with contextlib.suppress(WherefromError):
        asked = parse_query(query)
        return describe(asked, None, TABLES[kind]) if asked.fielded else ""
    return ""
