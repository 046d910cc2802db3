"""Rules about quotes and sources: spans that fit, short ones, and a text to check them against."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from db.dates import span_of_iso
from db.errors import BadTerm
from db.material import Finding, Material
from db.records import SPEECH, Quote, Source

LONGEST_QUOTE = 240
"""The most characters of prose that one quote may take."""

LONGEST_CONTEXT = 32
"""The most characters of context that stand on either side."""

LARGEST_SHARE = 2 / 3
"""The share of a source that its quotes may show, context included."""

_DATA = {".json", ".jsonl", ".ndjson", ".csv", ".tsv", ".xml", ".yaml", ".yml"}
_LARGEST_PLACE = 2**53
_SHA256 = r"[0-9a-f]{64}"


def offsets_fit(material: Material) -> Iterator[Finding]:
    """Find quotes whose length is not `end - start`."""
    for quote in material.quotes:
        length, width = len(quote.exact), quote.end - quote.start
        if width != length:
            problem = f"end - start is {width} and the quote has {length} characters"
            yield _at(quote, "end", problem, "Count code points, or let import find the place.")
        elif quote.start < 0:
            problem = f"it begins at {quote.start}, before its source"
            yield _at(quote, "start", problem, "Count from 0 at the first character.")
        elif quote.end > _LARGEST_PLACE:
            problem = f"it ends at {quote.end}, after the end of any text"
            yield _at(quote, "end", problem, "Count code points, or let import find the place.")
        elif not quote.exact:
            yield _at(quote, "exact", "it quotes nothing", "Write the words that say so.")


def lengths_sound(material: Material) -> Iterator[Finding]:
    """Find sources with more characters than any text has, which the read model cannot hold."""
    for source in material.sources:
        if abs(source.length) > _LARGEST_PLACE:
            remedy = "Write the number of code points of the text."
            yield Finding("sources", source.id, "length", "no text is that long", remedy)


def inside_source(material: Material) -> Iterator[Finding]:
    """Find quotes that end after their source."""
    for quote in material.quotes:
        source = material.records.sources.get(quote.source)
        if source is None or source.is_unseen or _is_broken(material, source, "length"):
            continue
        if quote.end > source.length:
            problem = f"it ends at {quote.end} and its source has {source.length} characters"
            yield _at(quote, "end", problem, "Check the source's length and the quote's place.")


def quotes_short(material: Material) -> Iterator[Finding]:
    """Find quotes from prose that are longer than a fact needs."""
    for quote in material.quotes:
        source = material.records.sources.get(quote.source)
        if len(quote.exact) > LONGEST_QUOTE and not (source and is_data(source)):
            problem = f"it has {len(quote.exact)} characters; prose is quoted in {LONGEST_QUOTE}"
            yield _at(quote, "exact", problem, "Shorten it, or split it into two quotes.")


def context_short(material: Material) -> Iterator[Finding]:
    """Find context that is longer than a selector keeps."""
    for quote in material.quotes:
        for field, words in (("prefix", quote.prefix), ("suffix", quote.suffix)):
            if len(words) > LONGEST_CONTEXT:
                problem = f"it has {len(words)} characters and may have {LONGEST_CONTEXT}"
                yield _at(quote, field, problem, "Keep the characters next to the quote.")


def speech_known(material: Material) -> Iterator[Finding]:
    """Find quotes whose kind of speech the format does not know."""
    for quote in material.quotes:
        if quote.speech not in SPEECH:
            problem = f"“{quote.speech}” is not one of its values"
            yield _at(quote, "speech", problem, f"Use one of: {', '.join(SPEECH)}.")


def speaker_speaks(material: Material) -> Iterator[Finding]:
    """Find quotes that have a speaker and are not speech."""
    for quote in material.quotes:
        if quote.speaker and quote.speech == "none":
            remedy = "Set “speech” to direct or reported, or remove the speaker."
            yield _at(quote, "speaker", "it has a speaker and is marked as no speech", remedy)


def published_sound(material: Material) -> Iterator[Finding]:
    """Find publication dates that are none."""
    for source in material.sources:
        if source.published is None:
            continue
        try:
            span_of_iso(source.published)
        except BadTerm:
            problem = f"“{source.published}” is no date"
            remedy = "Write an ISO day, month or year, such as 2025-08-31 or 2025-08."
            yield Finding("sources", source.id, "published", problem, remedy)


def text_named(material: Material) -> Iterator[Finding]:
    """Find sources whose text could never be recognised."""
    for source in material.sources:
        if source.is_unseen:
            continue
        if not re.fullmatch(_SHA256, source.sha256):
            remedy = "Write the SHA-256 of the text's bytes as 64 hex digits, in lower case."
            yield Finding("sources", source.id, "sha256", "it is no SHA-256", remedy)
        if source.length < 0:
            remedy = "Write the number of code points of the text."
            yield Finding("sources", source.id, "length", "it is less than nothing", remedy)
        if source.original and not re.fullmatch(_SHA256, source.original.sha256):
            remedy = "Write the SHA-256 of the document's bytes as 64 hex digits, in lower case."
            yield Finding("sources", source.id, "original.sha256", "it is no SHA-256", remedy)


def text_seen(material: Material) -> Iterator[Finding]:
    """Find sources whose text nobody has given, so that their quotes cannot be looked up."""
    for source in material.sources:
        broken = any(_is_broken(material, source, field) for field in ("sha256", "length"))
        if source.is_unseen and not broken:
            remedy = f"Give it with wherefrom source attach {source.id} FILE."
            yield Finding("sources", source.id, "sha256", "nobody has given its text yet", remedy)


def share_small(material: Material) -> Iterator[Finding]:
    """Find sources of prose of which the quotes show more than a fair share."""
    quotes: dict[str, list[Quote]] = {}
    for quote in material.quotes:
        quotes.setdefault(quote.source, []).append(quote)
    for source in material.sources:
        shown = _shown(quotes.get(source.id, ()))
        if not source.is_unseen and not is_data(source) and shown > source.length * LARGEST_SHARE:
            problem = f"its quotes show {shown} of its {source.length} characters, context included"
            remedy = "Shorten quotes until they show at most two thirds."
            yield Finding("sources", source.id, "length", problem, remedy)


def is_data(source: Source) -> bool:
    """Whether a source is a data file, whose rows are quoted whole, and not prose."""
    names = (source.file, source.url)
    return any(name and PurePosixPath(name).suffix.lower() in _DATA for name in names)


def _at(quote: Quote, field: str, problem: str, remedy: str) -> Finding:
    """Make a finding about a quote."""
    return Finding("quotes", quote.id, field, problem, remedy)


def _is_broken(material: Material, source: Source, field: str) -> bool:
    """Whether a stand-in is in the place of a source's field."""
    return ("sources", source.id, field) in material.broken


def _shown(quotes: Iterable[Quote]) -> int:
    """Count the characters that quotes with their context cover, each once."""
    shown, reached = 0, 0
    spans = ((q.start - len(q.prefix), q.end + len(q.suffix)) for q in quotes)
    for start, end in sorted(spans):
        shown += max(0, end - max(start, reached))
        reached = max(reached, end)
    return shown
