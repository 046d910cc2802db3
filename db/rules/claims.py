"""Rules about events: sourced, in known words, sound dates and figures, conflicts on both sides."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from db.dates import PartialDate, is_day
from db.material import Finding, Material
from db.records import BOUNDS, GRADES, STATUSES, UNITS, Amount, Duration, Event

_CURRENCY = re.compile(r"[A-Z]{3}")
_LARGEST_SAMPLE = 2**53
_LENGTHS = ("years", "months", "weeks", "days", "hours")


def sourced(material: Material) -> Iterator[Finding]:
    """Find events without a quote."""
    for event in material.events:
        if not event.quotes:
            remedy = "Cite the quote that says so, or remove the event."
            yield _at(event, "quotes", "no quote supports it", remedy)


def known_words(material: Material) -> Iterator[Finding]:
    """Find grades, statuses, bounds and units that the format does not know."""
    for event in material.events:
        amount, duration = event.amount, event.duration
        yield from _one_of(event, "claim.grade", event.claim.grade, GRADES)
        yield from _one_of(event, "status", event.status, STATUSES)
        if amount and amount.bound is not None:
            yield from _one_of(event, "amount.bound", amount.bound, BOUNDS)
        if amount and not _CURRENCY.fullmatch(amount.unit):
            words = (*UNITS, "or a currency code such as USD")
            yield from _one_of(event, "amount.unit", amount.unit, words)
        if duration:
            yield from _one_of(event, "duration.unit", duration.unit, _LENGTHS)


def dates_sound(material: Material) -> Iterator[Finding]:
    """Find dates that are none, or that end before they begin."""
    for event in material.events:
        for field, date in _dates(event):
            for end, day in (("earliest", date.earliest), ("latest", date.latest)):
                if day is not None and not is_day(day):
                    remedy = "Write a day of the calendar as YYYY-MM-DD, or leave it out."
                    yield _at(event, f"{field}.{end}", f"“{day}” is no date", remedy)
            if _is_backwards(date):
                problem = f"it begins on {date.earliest} and ends on {date.latest}"
                yield _at(event, field, problem, "Put the earlier day into “earliest”.")


def ends_after_start(material: Material) -> Iterator[Finding]:
    """Find events whose end lies before their beginning."""
    for event in material.events:
        began = event.date.earliest if event.date else None
        ended = event.until.latest if event.until else None
        if began and ended and ended < began:
            problem = f"it ended by {ended} and began no earlier than {began}"
            yield _at(event, "until", problem, "Check both dates against their quotes.")


def figures_finite(material: Material) -> Iterator[Finding]:
    """Find amounts and durations without an end, which the next rewrite would lose as null.

    And samples of more cases than the read model can count.
    """
    problem, remedy = "it is too large a number", "Write a smaller one, or leave it out."
    for event, field, figures in _figures(material):
        for end, figure in (("min", figures.min), ("max", figures.max)):
            if figure is not None and not math.isfinite(figure):
                yield _at(event, f"{field}.{end}", problem, remedy)
        sample = figures.sample if isinstance(figures, Amount) else None
        if sample is not None and abs(sample) > _LARGEST_SAMPLE:
            yield _at(event, f"{field}.sample", problem, remedy)


def figures_sound(material: Material) -> Iterator[Finding]:
    """Find amounts and durations whose least exceeds their most."""
    for event, field, figures in _figures(material):
        if figures.min is not None and figures.max is not None and figures.min > figures.max:
            problem = f"its least ({figures.min:g}) exceeds its most ({figures.max:g})"
            yield _at(event, field, problem, "Put the smaller figure into “min”.")


def ties_mutual(material: Material) -> Iterator[Finding]:
    """Find disputes and same_as that stand on one side only, or point at the event itself."""
    events = material.records.events
    for event in material.events:
        for field in ("disputes", "same_as"):
            for other in _ties(event, field):
                if other == event.id:
                    yield _at(event, field, "it names the event itself", "Remove it.")
                elif other in events and event.id not in _ties(events[other], field):
                    problem = f"“{other}” does not name “{event.id}” in return"
                    yield _at(event, field, problem, f"Add {event.id} to “{field}” of {other}.")


def denials_denied(material: Material) -> Iterator[Finding]:
    """Find denials of another grade than `denied`."""
    for event in material.events:
        if event.type == "denial" and event.claim.grade != "denied":
            problem = f"a denial has grade denied, not {event.claim.grade}"
            remedy = "Set the grade to denied, or the type to what is claimed."
            yield _at(event, "claim.grade", problem, remedy)


def denials_placed(material: Material) -> Iterator[Finding]:
    """Find denials that name no claim they dispute."""
    for event in material.events:
        if event.type == "denial" and not event.disputes:
            remedy = "Name the claim it disputes, where the database has it."
            yield _at(event, "disputes", "a denial that disputes nothing", remedy)


def _at(event: Event, field: str, problem: str, remedy: str) -> Finding:
    """Make a finding about an event."""
    return Finding("events", event.id, field, problem, remedy)


def _one_of(event: Event, field: str, value: str, words: tuple[str, ...]) -> Iterator[Finding]:
    """Find a word that is not in its list."""
    if value not in words:
        problem = f"“{value}” is not one of its values"
        yield _at(event, field, problem, f"Use one of: {', '.join(words)}.")


def _dates(event: Event) -> Iterator[tuple[str, PartialDate]]:
    """List the dates of an event by field."""
    fields = (("date", event.date), ("until", event.until), ("claim.said", event.claim.said))
    return ((field, date) for field, date in fields if date is not None)


def _figures(material: Material) -> Iterator[tuple[Event, str, Amount | Duration]]:
    """List the amounts and durations of all events by field."""
    for event in material.events:
        for field, figures in (("amount", event.amount), ("duration", event.duration)):
            if figures is not None:
                yield event, field, figures


def _is_backwards(date: PartialDate) -> bool:
    """Whether two sound days stand in the wrong order."""
    first, last = date.earliest, date.latest
    return bool(first and last and is_day(first) and is_day(last) and last < first)


def _ties(event: Event, field: str) -> tuple[str, ...]:
    """Return what an event names in `disputes` or `same_as`."""
    return event.disputes if field == "disputes" else event.same_as
