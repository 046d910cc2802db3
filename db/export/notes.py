"""Markdown: a note a person, company and source, linked by name, for Obsidian and its like.

Below each fact stand the words that say so, with a link to their source; a source's note has all of
its quotes, and below each what it supports. Everything from outside is escaped.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from db.cite import OURS, escaped, one_line
from db.export.formats import Document
from db.export.left_out import LeftOut
from db.export.selection import Selection
from db.export.titles import Titles
from db.records import Company, Event, Person, Quote, Role, Source

_UNDATED: Final = "undated"
_OWN: Final = re.compile(r"(?<!\\)[%={}]")
"""What Obsidian and its templates read as theirs, beside what Markdown does."""
_UNSAFE: Final = re.compile(r"[\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")
"""What may not stand in YAML as it is."""


def write(selection: Selection, left: LeftOut) -> Iterator[Document]:
    """Yield a note for each person, company and source."""
    notes = _Notes(selection)
    records = selection.records
    for quote in records.quotes.values():
        left.note("quotes", "prefix", bool(quote.prefix))
        left.note("quotes", "suffix", bool(quote.suffix))
    for event in records.events.values():
        left.note("events", "date.basis", sum(1 for each in (event.date, event.until) if each))
        figures = sum(1 for each in (event.amount, event.duration) if each)
        left.note("events", "figures of amounts and durations", figures)
    for source in records.sources.values():
        left.note("sources", "original", bool(source.original))
    for person in records.people.values():
        yield notes.document(f"person/{person.id}", notes.party(person))
    for company in records.companies.values():
        yield notes.document(f"company/{company.id}", notes.party(company))
    for source in records.sources.values():
        yield notes.document(f"source/{source.id}", notes.source(source))


class _Notes:
    """Writes notes that link to each other."""

    def __init__(self, selection: Selection) -> None:
        self._selection, self._titles = selection, Titles(selection)

    def document(self, reference: str, lines: Iterable[str]) -> Document:
        return Document(self._titles.path(reference), (f"{line}\n" for line in lines))

    def party(self, party: Person | Company) -> Iterator[str]:
        """Yield the note of a person or company."""
        kind = "company" if isinstance(party, Company) else "person"
        reference = f"{kind}/{party.id}"
        yield from _matter({
            "id": reference,
            "aliases": list(dict.fromkeys((party.name, *party.aliases))),
            "tags": [f"wherefrom/{kind}"],
        })  # fmt: skip
        yield from ("", f"# {in_line(party.name)}")
        if party.description:
            yield from ("", text(party.description))
        facts = [*self._about_company(party)] if isinstance(party, Company) else []
        facts += [f"- {text(each.scheme)}: {text(each.value)}" for each in party.identifiers]
        for link in party.links:
            facts.append(f"- {text(link.url)}{f' – {text(link.note)}' if link.note else ''}")
        yield from (["", *facts] if facts else ())
        events = self._selection.events_about(reference)
        yield from ("", "## History") if events else ()
        for event in events:
            yield from self._event(event)

    def source(self, source: Source) -> Iterator[str]:
        """Yield the note of a source: what it is, and its quotes with what they support."""
        told = (source.author, source.publisher, source.published or _UNDATED)
        yield from _matter({
            "id": f"source/{source.id}", "aliases": [source.title], "tags": ["wherefrom/source"],
            "lang": source.lang, "published": source.published, "file": source.file,
            "sha256": source.sha256, "length": source.length,
        })  # fmt: skip
        yield from ("", f"# {in_line(source.title)}")
        yield from ("", ", ".join(text(each) for each in told if each))
        for each in (source.url, source.note):
            yield from ("", text(each)) if each else ()
        if source.cites:
            yield from ("", "Cites:", "")
            yield from (f"- {text(each)}" for each in source.cites)
        quotes = self._selection.quotes_in(source.id)
        yield from ("", "## Quotes") if quotes else ()
        anchored: set[str] = set()
        for quote in quotes:
            yield from ("", f"### {quote.start}–{quote.end}", "", *self._words(quote, cited=False))
            for event in self._selection.events_citing(quote.id):
                yield from ("", f"#### {_heading(event)}", "", text(event.summary), "")
                yield from self._particulars(event)
                if event.id not in anchored:
                    yield from ("", f"^{event.id}")
                anchored.add(event.id)

    def _about_company(self, company: Company) -> Iterator[str]:
        yield f"- {text(company.kind)}"
        if company.parent:
            yield f"- part of {self._titles.link(f'company/{company.parent}')}"

    def _event(self, event: Event) -> Iterator[str]:
        """Yield one fact with everything that is known of it, and the words that say so."""
        yield from ("", f"### {_heading(event)}", "", text(event.summary), "")
        yield from self._particulars(event)
        for quote in self._selection.quotes_of(event):
            yield from ("", *self._words(quote, cited=True))

    def _particulars(self, event: Event) -> Iterator[str]:
        """Yield what is told of an event as a list."""
        for role in event.roles:
            yield f"- {in_line(role.role)}: {self._party_of(role)}"
        yield f"- {self._claim(event)}"
        for name, value in (
            ("date", event.date.text if event.date else None),
            ("until", _until(event)),
            ("for", event.duration.text if event.duration else None),
            ("title", event.title),
            ("amount", event.amount.text if event.amount else None),
            ("read by", event.extracted_by),
            ("checked by", event.reviewed_by),
        ):
            if value:
                yield f"- {name}: {text(value)}"
        for words, others in (("disputed by", event.disputes), ("told too", event.same_as)):
            for other in others:
                yield f"- {words}: {self._link_to(other)}"

    def _claim(self, event: Event) -> str:
        """Say how it is put, who says so, and who passes it on."""
        claim, parts = event.claim, [event.status, event.claim.grade]
        if claim.by or claim.by_id:
            names = [text(claim.by or ""), self._titles.link(claim.by_id) if claim.by_id else ""]
            parts.append(f"by {' '.join(filter(None, names))}")
        parts += [f"via {self._titles.link(each)}" for each in claim.via]
        if claim.said:
            parts.append(f"said {text(claim.said.label or claim.said.text)}")
        return ", ".join(parts)

    def _party_of(self, role: Role) -> str:
        known = self._titles.link(role.reference) if role.reference else ""
        return " ".join(filter(None, (known, text(role.text or ""))))

    def _link_to(self, name: str) -> str:
        """Return a link to where an event stands in the note of its first source."""
        event = self._selection.records.events.get(name)
        quotes = self._selection.quotes_of(event) if event else []
        if event is None or not quotes:
            return name
        return f"{text(event.summary)} {self._titles.link(f'source/{quotes[0].source}', name)}"

    def _words(self, quote: Quote, *, cited: bool) -> Iterator[str]:
        """Yield a quote as a block, our translation below it, and who speaks where."""
        paragraphs = [text(quote.exact)]
        if quote.translation:
            paragraphs.append(f"{OURS}: {text(quote.translation)}")
        about = [self._titles.link(f"source/{quote.source}")] if cited else []
        if quote.speaker:
            about.append(f"said by {self._titles.link(quote.speaker)}")
        if quote.speech != "none":
            about.append(f"{quote.speech} speech")
        paragraphs.append(f"— {', '.join([*about, text(quote.lang)])}")
        for line in "\n\n".join(paragraphs).split("\n"):
            yield f"> {line}" if line else ">"


def text(words: str) -> str:
    """Return a text from outside that a note shows letter for letter."""
    return _OWN.sub(r"\\\g<0>", escaped(words))


def in_line(words: str) -> str:
    """Return the same in one line, for a heading."""
    return text(one_line(words))


def _heading(event: Event) -> str:
    """Return when something happened, as far as it is known, and what."""
    date = event.date
    when = in_line(date.label or date.text) if date else _UNDATED
    return f"{when} · {in_line(event.type)}"


def _until(event: Event) -> str | None:
    if event.until is None:
        return None
    label = event.until.label
    return f"{event.until.text} ({label})" if label else event.until.text


def _matter(fields: Mapping[str, object]) -> Iterator[str]:
    """Yield the properties at the top of a note, in YAML that is JSON too."""
    yield "---"
    for name, value in fields.items():
        if value is not None:
            plain = json.dumps(value, ensure_ascii=False)
            safe = _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", plain)
            yield f"{name}: {safe}"
    yield "---"
