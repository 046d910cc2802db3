"""Quotes that have moved, put where they stand now: `verify --fix`.

Offsets are counted in the text that the source knows. So where the text at hand is another one,
the source comes to know that one, and only if every quote of it still stands there; then and only
then does any offset change. Words are never touched.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from db import storage
from db.anchor import Anchoring, agreements, anchor, context, is_sure, surely_stands
from db.errors import BadFile
from db.records import Quote, Records, Source
from db.texts import HeldText, Texts

_SEVERAL = "the words stand at several places"


class Mended(NamedTuple):
    """A record that was put right, or one that was left as it is."""

    table: str
    """The table of the record."""
    id: str
    """Its id."""
    message: str
    """What was done, or why nothing was, in a sentence."""
    span: tuple[int, int] | None = None
    """Of a quote that was put right: where it stands now."""

    def as_json(self) -> dict[str, object]:
        """Return it in the shape that `verify --fix --json` promises."""
        told: dict[str, object] = {"table": self.table, "id": self.id, "message": self.message}
        return told | ({"start": self.span[0], "end": self.span[1]} if self.span else {})


@dataclass(frozen=True, slots=True)
class Mending:
    """What can be put right of a database, and what cannot."""

    quotes: Mapping[str, Quote]
    """The quotes that change, as they become."""
    sources: Mapping[str, Source]
    """The sources that come to know another text, as they become."""
    fixed: tuple[Mended, ...] = ()
    """What was put right, in words."""
    left: tuple[Mended, ...] = ()
    """What was not, and why."""

    @property
    def is_news(self) -> bool:
        """Whether anything changes."""
        return bool(self.quotes or self.sources)

    def applied(self, records: Records) -> Records:
        """Return the records as they become."""
        return replace(
            records,
            quotes={**records.quotes, **self.quotes},
            sources={**records.sources, **self.sources},
        )

    def as_json(self) -> dict[str, object]:
        """Return what `verify --fix --json` adds to the report."""
        return {
            "fixed": [each.as_json() for each in self.fixed],
            "not-fixed": [each.as_json() for each in self.left],
        }

    def as_text(self) -> tuple[str, ...]:
        """Return it as lines for a person."""
        return (
            *(f"fixed: {each.table}/{each.id}: {each.message}" for each in self.fixed),
            *(f"not fixed: {each.table}/{each.id}: {each.message}" for each in self.left),
        )


def fix(path: Path, texts: Texts, tell: Callable[[float], None] = lambda _: None) -> Mending:
    """Put every moved quote of a database where it stands, in one write, or in none.

    A database in which nothing has moved is not written at all. `tell` hears how much is done,
    from 0 to 1; what it raises ends the work before anything is written. Raises what
    `storage.update` raises.
    """
    storage.writable(path)  # before time is spent on what nobody may write
    before = storage.read(path)
    found = mending(before, texts, tell)
    if not found.is_news:
        return found

    def change(now: Records) -> Records:
        nonlocal found
        if now != before:  # another process wrote meanwhile
            found = mending(now, texts)
        return found.applied(now)

    storage.update(path, change, what="verify --fix")
    return found


def mending(
    records: Records, texts: Texts, tell: Callable[[float], None] = lambda _: None
) -> Mending:
    """Work out what can be put right of some records, source by source."""
    quotes: dict[str, list[Quote]] = {name: [] for name in records.sources}
    for quote in records.quotes.values():
        quotes[quote.source].append(quote)
    several = []
    for number, (name, inside) in enumerate(quotes.items()):
        tell(number / len(quotes))
        several.append(_of_source(records.sources[name], inside, texts))
    tell(1)
    return Mending(
        dict(chain.from_iterable(each.quotes.items() for each in several)),
        dict(chain.from_iterable(each.sources.items() for each in several)),
        tuple(chain.from_iterable(each.fixed for each in several)),
        tuple(chain.from_iterable(each.left for each in several)),
    )


def _of_source(source: Source, quotes: list[Quote], texts: Texts) -> Mending:
    try:
        held = texts.held(source)
    except BadFile:  # `verify` says what is wrong with it
        held = None
    found = [(quote, anchor(quote, held.text)) for quote in quotes] if held else []
    moved = [(quote, at) for quote, at in found if at.state == "moved"]
    if held is None or not moved:
        return Mending({}, {})
    if held.is_changed:
        why = _hindrance(found, held.text)
        if why:
            return Mending({}, {}, (), tuple(_left(quote, why) for quote, _ in moved))
        return _followed(source, held, found)
    left = tuple(_left(quote, _SEVERAL) for quote, _ in moved if not is_sure(quote, held.text))
    unsure = {each.id for each in left}
    put = [(quote, at) for quote, at in moved if quote.id not in unsure]
    fixed = tuple(_fixed(quote, at) for quote, at in put)
    return Mending({quote.id: _placed(quote, at, held.text) for quote, at in put}, {}, fixed, left)


def _hindrance(found: list[tuple[Quote, Anchoring]], text: str) -> str:
    """Say why a source cannot come to know a changed text; empty where it can."""
    lost = sum(at.state not in ("exact", "moved") for _, at in found)
    if lost:
        return f"{lost} of {len(found)} quotes of its source are not in the changed text"
    unsure = next((quote for quote, at in found if not surely_stands(quote, at, text)), None)
    return f"of “{unsure.id}” in the same source {_SEVERAL}" if unsure else ""


def _followed(source: Source, held: HeldText, found: list[tuple[Quote, Anchoring]]) -> Mending:
    """Let a source know a changed text in which every quote of it stands.

    The document that the old text was derived from is not the origin of this one.
    """
    known = replace(source, sha256=held.sha256, length=len(held.text), original=None)
    placed = {quote.id: _placed(quote, at, held.text) for quote, at in found}
    changed = {quote.id: placed[quote.id] for quote, _ in found if placed[quote.id] != quote}
    message = f"It knows the text in {held.path} now, in which every quote of it stands."
    fixed = [_fixed(quote, at) for quote, at in found if at.state == "moved"]
    return Mending(changed, {source.id: known}, (*fixed, Mended("sources", source.id, message)))


def _placed(quote: Quote, at: Anchoring, text: str) -> Quote:
    """Return a quote at its place; other surroundings than it had are kept as wide as those."""
    width = max(len(quote.prefix), len(quote.suffix))
    before, after = context(text, at.start, at.end, width)
    has_prefix, has_suffix = agreements(quote, at, text)
    return replace(
        quote,
        start=at.start,
        end=at.end,
        prefix=quote.prefix if quote.prefix and has_prefix else before,
        suffix=quote.suffix if quote.suffix and has_suffix else after,
    )


def _fixed(quote: Quote, at: Anchoring) -> Mended:
    words = f"It stood at {quote.start}–{quote.end} and stands at {at.start}–{at.end} now."
    return Mended("quotes", quote.id, words, (at.start, at.end))


def _left(quote: Quote, why: str) -> Mended:
    return Mended("quotes", quote.id, f"It has moved, but {why}.")
