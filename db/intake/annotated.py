"""The pages that annotations are about: found among the sources, or recorded without a text.

A page is a source if it has the same address, or if its text is named by its hash, or if the very
words stand in the text of a source whose address nobody knows. Words are placed where the text has
them; where there is no text yet, the order in which they came is all that is known of their place.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import PurePath
from typing import Final, NamedTuple, cast
from urllib.parse import unquote, urlsplit

from db import codec
from db.addresses import same_page
from db.anchor import CONTEXT, anchor, context
from db.errors import BadFile
from db.intake.annotations import OURS, Annotation, OwnSource, Target
from db.records import ID_PATTERN, UNKNOWN_LANGUAGE, Quote, Records, Source
from db.seeking import occurrences
from db.texts import Texts
from db.words import unique_slug

_SHA256: Final = "urn:sha256:"
_ENOUGH: Final = 40
"""The least characters, surroundings included, that tell a text from any other."""

_LONGEST_NAME: Final = 1000

LONGEST_SEARCHED: Final = 4_000_000
"""The most characters of a text that is searched without heed of its white space."""


class Unplaced(Exception):
    """The words of a target have no place; says why."""


class Words(NamedTuple):
    """Words with their place in a source."""

    exact: str
    prefix: str
    suffix: str
    start: int


@dataclasses.dataclass(slots=True)
class Pages:
    """The sources of a database while annotations come in."""

    records: Records
    """What the database had."""
    texts: Texts
    """The texts of its sources."""
    new: dict[str, Source] = dataclasses.field(default_factory=dict)
    """Sources that were recorded for pages without one."""
    _known: dict[str, Source] = dataclasses.field(default_factory=dict)
    _held: dict[str, str | None] = dataclasses.field(default_factory=dict)
    _taken: set[str] = dataclasses.field(default_factory=set)
    _reached: dict[str, int] = dataclasses.field(default_factory=dict)

    def __post_init__(self) -> None:
        """Learn by which names the sources go, and how far their quotes reach."""
        self._taken.update(self.records.sources)
        for quote in self.records.quotes.values():
            end = quote.end + len(quote.suffix) + 1
            self._reached[quote.source] = max(end, self._reached.get(quote.source, 0))
        for source in self.records.sources.values():
            for name in _names_of(source):
                self._known.setdefault(name, source)

    def bring(self, own: OwnSource) -> None:
        """Take a source as an export of ours has it, unless it is here; raises `BadRecord`."""
        source = cast("Source", codec.decode("sources", own.document))
        names = [each for each in _names_of(source) if not each.startswith(OURS)]
        known = next((self._known[name] for name in names if name in self._known), None)
        if known is None and not names:
            known = self._called(source)
        if known is None:
            known = dataclasses.replace(source, id=unique_slug(source.id, self._taken))
            self._record(known)
        self._known[f"{OURS}source:{source.id}"] = known

    def _called(self, source: Source) -> Source | None:
        """Return the source that has the id and title of one without address or text."""
        alike = (each for each in self.records.sources.values() if each.title == source.title)
        return next((each for each in alike if each.id.startswith(source.id)), None)

    def source_of(self, annotation: Annotation, target: Target) -> Source:
        """Return the source that a target is about, recorded now if there was none."""
        own = annotation.own.get("source")
        pages = [f"{OURS}source:{own}"] if isinstance(own, str) else []
        names = [same_page(each) for each in (*pages, target.page, *annotation.others)]
        found = next((self._known[name] for name in names if name in self._known), None)
        if found is None:
            found = self._with_words(target) or self._recorded(annotation, target)
            self._known[names[0]] = found
        return found

    def placed(self, source: Source, target: Target, *, is_ours: bool) -> Words:
        """Return the words of a target with their place; raises `Unplaced`.

        `is_ours` is an annotation that was exported from a database like this one, whose
        positions count in the same text.
        """
        if source.is_unseen:
            return self._ordered(source, target)
        text = self.text_of(source)
        if text is not None:
            return _in_text(source, target, text)
        if is_ours and target.exact and target.start is not None and target.fits(source.length):
            return Words(target.exact, *_cut(target), target.start)
        raise Unplaced(
            f"the text of source/{source.id} is not at hand, so that the words have no place. "
            f"Attach it first: wherefrom source attach {source.id} FILE"
        )

    def text_of(self, source: Source) -> str | None:
        """Return the text that a source knows, if it is at hand."""
        if source.id not in self._held:
            try:
                held = self.texts.held(source)
            except BadFile:  # `verify` says what is wrong with it
                held = None
            self._held[source.id] = None if held is None or held.is_changed else held.text
        return self._held[source.id]

    def _with_words(self, target: Target) -> Source | None:
        """Return the source without an address in whose text the very words stand."""
        words = f"{target.prefix}{target.exact}{target.suffix}"
        if target.exact is None or len(words) < _ENOUGH:
            return None
        unnamed = (each for each in self.records.sources.values() if each.url is None)
        return next((each for each in unnamed if words in (self.text_of(each) or "")), None)

    def _recorded(self, annotation: Annotation, target: Target) -> Source:
        """Record a page of which nobody has the text yet."""
        page = target.page.strip()
        own = page.removeprefix(f"{OURS}source:") if page.startswith(f"{OURS}source:") else ""
        is_web = _host(page) is not None
        title = " ".join((annotation.title or "").split())[:_LONGEST_NAME]
        named = title or _spoken(page)
        is_own = bool(ID_PATTERN.fullmatch(own)) and own not in self._taken
        source = Source(
            id=own if is_own else unique_slug(named, self._taken),
            title=title or f"[{named}]",
            lang=target.lang or UNKNOWN_LANGUAGE,
            sha256="",
            length=0,
            url=page if is_web else None,
            cites=() if is_web or page.startswith(OURS) else (page,),
        )
        self._record(source)
        return source

    def _record(self, source: Source) -> None:
        self.new[source.id] = source
        self._taken.add(source.id)

    def _ordered(self, source: Source, target: Target) -> Words:
        """Place words after those that came before, as nobody knows where they stand."""
        if target.exact is None:
            raise Unplaced("it gives a position alone, and nobody has the text of its page")
        prefix, suffix = _cut(target)
        if target.start is not None and target.fits():
            return Words(target.exact, prefix, suffix, target.start)
        start = self._reached.get(source.id, 0) + len(prefix)
        self._reached[source.id] = start + len(target.exact) + len(suffix) + 1
        return Words(target.exact, prefix, suffix, start)


def _host(page: str) -> str | None:
    """Return the host of a web address; None of anything else."""
    try:
        parts = urlsplit(page)
    except ValueError:  # brackets that are no IPv6
        return None
    return parts.hostname if parts.scheme.lower() in {"http", "https"} else None


def _names_of(source: Source) -> Iterator[str]:
    """Walk the names by which annotations may call a source."""
    yield f"{OURS}source:{source.id}"
    if source.url:
        yield same_page(source.url)
    if source.sha256:
        yield f"{_SHA256}{source.sha256}"
    if source.original:
        yield f"{_SHA256}{source.original.sha256}"
    yield from (each for each in source.cites if each.startswith("urn:"))


def _spoken(page: str) -> str:
    """Return what to call a page that nobody named: its host and path."""
    host = _host(page)
    if host is None:
        return (PurePath(unquote(page)).name or page)[:_LONGEST_NAME] or "untitled"
    return f"{host}{unquote(urlsplit(page).path).rstrip('/')}"[:_LONGEST_NAME]


def _cut(target: Target) -> tuple[str, str]:
    """Return what stands around the words, as much of it as is kept."""
    return target.prefix[-CONTEXT:], target.suffix[:CONTEXT]


def _in_text(source: Source, target: Target, text: str) -> Words:
    """Find the words of a target in a text; raises `Unplaced`."""
    where = f"the text of source/{source.id}"
    if target.exact is None:
        if target.start is None or target.end is None or target.end > len(text):
            raise Unplaced(f"its position is not in {where}")
        return _words_at(text, target.start, target.end)
    wanted = _wanted(target)
    places = list(occurrences(target.exact, text))
    at = anchor(wanted, text)
    is_told = target.prefix or target.suffix or (target.start is not None and at.state == "exact")
    if len(places) > 1 and not is_told:
        raise Unplaced(
            f"its words stand at {len(places)} places in {where}, and nothing tells which"
        )
    if at.state in ("exact", "moved"):
        return _words_at(text, at.start, at.end)
    found = _with_other_space(target.exact, text, wanted.start)
    if found is not None:
        return _words_at(text, *found)
    raise Unplaced(f"its words are not in {where}")


def _with_other_space(exact: str, text: str, near: int) -> tuple[int, int] | None:
    """Return where a text has the same words with other white space between them, or none.

    A browser reads a page with its indents and without the ends of its paragraphs.
    """
    letters = "".join(exact.split())
    if not letters or len(text) > LONGEST_SEARCHED:
        return None
    kept = [place for place, letter in enumerate(text) if not letter.isspace()]
    squeezed = "".join(text[place] for place in kept)
    found = [(kept[at], kept[at + len(letters) - 1] + 1) for at in occurrences(letters, squeezed)]
    return min(found, key=lambda span: abs(span[0] - near), default=None)


def _words_at(text: str, start: int, end: int) -> Words:
    return Words(text[start:end], *context(text, start, end), start)


def _wanted(target: Target) -> Quote:
    """Return a target as a quote, to look for."""
    exact, start = target.exact or "", target.start or 0
    return Quote(
        id="wanted",
        source="",
        exact=exact,
        prefix=target.prefix[-CONTEXT:],
        suffix=target.suffix[:CONTEXT],
        start=start,
        end=start + len(exact),
        speech="none",
        lang=UNKNOWN_LANGUAGE,
    )
