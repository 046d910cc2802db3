"""Field terms of a query -> conditions that the library can test: names become ids here."""

from __future__ import annotations

from collections.abc import Mapping

from db.dates import parse_span
from db.fields import BY_NAME
from db.library.conditions import Among, Condition, During, Sized
from db.library.index import Index
from db.records import Kind
from db.terms import Term
from db.words import fold

NAMED: Mapping[str, tuple[Kind, ...]] = {
    field.name: field.kinds for field in BY_NAME.values() if field.takes == "name"
}
"""Whom the name in a field can mean, the likelier kind first."""


def condition_of(index: Index, term: Term) -> Condition:
    """Return what a field term asks of one event."""
    takes = BY_NAME[term.field or ""].takes
    if takes == "date":
        return During(parse_span(term.text), is_not=term.is_not)
    if takes == "amount":
        from db.amounts import parse_amount  # late: few queries have an amount

        span = parse_amount(term.text)
        return Sized(span.low, span.high, span.units, is_not=term.is_not)
    if takes == "name":
        return _named(index, term)
    values: tuple[str, ...] = (term.text,)
    if takes == "type":
        values = _types(index, term)
    elif takes == "lang":
        known = index.values("lang")
        values = tuple(each for each in known if _is_language(fold(each), term.text))
    return Among(term.field or "", values, is_own=term.is_exact, is_not=term.is_not)


def _named(index: Index, term: Term) -> Among:
    """Return the condition of a name: whoever is called so, and words for the unnamed.

    Someone without a record ("a spokesperson") is looked for only where no record is called
    exactly so.
    """
    field = term.field or ""
    references, is_exact = index.named(term.text, NAMED[field])
    if term.is_exact and not is_exact:
        references = ()
    words = "" if is_exact or term.is_exact or field == "source" else fold(term.text).strip()
    if field == "source":
        references = tuple(each.partition("/")[2] for each in references)
    return Among(field, references, words, is_own=term.is_exact, is_not=term.is_not)


def _types(index: Index, term: Term) -> tuple[str, ...]:
    """Return the event types or family that a term means; the beginning of one is enough."""
    known = index.values("type")
    same = tuple(each for each in known if fold(each) == term.text)
    if same or term.is_exact:
        return same
    return tuple(each for each in known if fold(each).startswith(term.text))


def _is_language(tag: str, wanted: str) -> bool:
    """Whether a tag is the wanted language or a variety of it."""
    return tag == wanted or tag.startswith(f"{wanted}-")
