"""W3C Web Annotations -> quotes of sources, and events of type `annotation` for what they say.

The words that an annotation marks become a quote, placed in the text of their source. What is said
of them is an event: the opinion of whoever made the annotation. The same annotations again change
nothing, whatever became of the quotes since.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from db import storage
from db.dates import PartialDate, is_day
from db.errors import BadRecord
from db.hashes import sha256_of
from db.intake.annotated import Pages, Unplaced, Words
from db.intake.annotations import OURS, Annotation, Found, Target, read_annotations
from db.intake.drafts import LeftOut
from db.intake.importing import Options
from db.intake.merge import collected, merged
from db.intake.outside import OutsideFile
from db.intake.report import ImportReport, Skipped, compare, joined
from db.records import ID_PATTERN, Claim, Event, Quote, Record, Records, Source
from db.rules.passages import LONGEST_QUOTE
from db.texts import Texts
from db.words import slug

TYPE: Final = "annotation"
"""The type of the events that say what annotations say."""

_OWN_QUOTE: Final = f"{OURS}quote:"
_SHOWN_NAME: Final = 40
_SHOWN_HASH: Final = 8
_DAY: Final = len("2025-08-31")


def bring(
    database: Path, files: Sequence[OutsideFile], texts: Texts, options: Options
) -> ImportReport:
    """Import annotations, those of all files or none; return what came in.

    Raises:
        BadFile: a file is no JSON or holds no annotation, or the database cannot be written.
        Locked: another process is writing.
    """
    storage.require_writable(database)
    read = [(file, _read(file)) for file in files]
    reports: list[ImportReport] = []

    def change(before: Records) -> Records:
        after = before
        for file, found in read:
            intake = _Intake(after, texts, options)
            for each in found:
                intake.take(each)
            new = merged(after, collected(intake.changed()))
            reports.append(intake.report(file.name, after, new))
            after = new
        options.tell_of_write(names, sum(len(found) for _, found in read))
        return after if any(report.is_news for report in reports) else before

    names = " and ".join(file.file for file in files)
    storage.update(database, change, what=f"import {names}")
    return joined(reports)


def _read(file: OutsideFile) -> list[Found]:
    """Read a file to its end; raises `BadFile` where it holds nothing like one."""
    found = list(read_annotations(file))
    if all(isinstance(each, LeftOut) and not each.table for each in found):
        raise file.refused("it holds no annotations", "Nothing was changed.")
    return found


class _Intake:
    """Turns the annotations of one file into records."""

    def __init__(self, before: Records, texts: Texts, options: Options) -> None:
        """Begin with what the database has."""
        self.before, self.options = before, options
        self.pages = Pages(before, texts)
        self.quotes: dict[str, Quote] = {}
        self.events: dict[str, Event] = {}
        self.left: list[Skipped] = []
        self.doubts: list[tuple[str, str]] = []
        self.kept: list[str] = []

    def take(self, each: Found) -> None:
        """Take one annotation, or name what is none."""
        if isinstance(each, LeftOut):
            self.left.append(Skipped(each.table, each.place, each.reason))
        elif isinstance(each, Annotation):
            self._take(each)
        else:
            try:
                self.pages.bring(each)
            except BadRecord as error:
                self.left.append(Skipped("sources", each.document.place.words, str(error)))

    def _take(self, annotation: Annotation) -> None:
        by_source: dict[str, list[str]] = {}
        for quote in self._quotes(annotation):
            by_source.setdefault(quote.source, []).append(quote.id)
        every = [name for names in by_source.values() for name in names]
        for name, words in annotation.events if every else ():
            if ID_PATTERN.fullmatch(name):
                self._told(name, words, annotation, every)
        words = _said(annotation)
        for number, cited in enumerate(by_source.values() if words else (), start=1):
            name = _name_of(annotation)
            claim = Claim("opinion", by=annotation.creator, said=_said_on(annotation))
            self._event(f"{name}-{number}" if number > 1 else name, words, claim, cited)

    def changed(self) -> Iterator[Record]:
        """Walk the records that are new, or say something else than they did."""
        cited = {quote.source for quote in self.quotes.values()}
        yield from (each for each in self.pages.new.values() if each.id in cited)
        yield from self.quotes.values()
        yield from self.events.values()

    def report(self, name: str, before: Records, after: Records) -> ImportReport:
        """Say what came of it."""
        read = collected(self.changed())
        report = compare(name, read, before, after, tuple(self.left))
        return dataclasses.replace(report, doubts=tuple(self.doubts), kept=tuple(self.kept))

    def _quotes(self, annotation: Annotation) -> Iterator[Quote]:
        """Walk the quotes that an annotation marks, one for each of its targets."""
        for number, target in enumerate(annotation.targets, start=1):
            more = f"-{number}" if number > 1 else ""
            source = self.pages.source_of(annotation, target)
            name = f"{self._quote_name(annotation, source)}{more}"
            known = self.quotes.get(name) or self.before.quotes.get(name)
            if known is None:
                known = self._new_quote(name, annotation, target, source)
            elif target.exact and not _is_same(target.exact, known.exact):
                self.kept.append(f"quote/{name}")
            if known is not None:
                self.quotes[name] = known
                yield known

    def _quote_name(self, annotation: Annotation, source: Source) -> str:
        """Return the id of a quote: of one of ours its own, unless another has that here."""
        own = (annotation.id or "").removeprefix(_OWN_QUOTE)
        if own != annotation.id and ID_PATTERN.fullmatch(own):
            known = self.quotes.get(own) or self.before.quotes.get(own)
            if known is None or known.source == source.id:
                return own
        return _name_of(annotation)

    def _new_quote(
        self, name: str, annotation: Annotation, target: Target, source: Source
    ) -> Quote | None:
        """Return a new quote; None where it has no place, which the report says then."""
        try:
            is_ours = (annotation.id or "").startswith(OURS)
            words = self.pages.placed(source, target, is_ours=is_ours)
        except Unplaced as error:
            self.left.append(Skipped("quotes", target.place, str(error)))
            return None
        if len(words.exact) > LONGEST_QUOTE:
            problem = (
                f"it quotes {len(words.exact):,} characters; prose is quoted in {LONGEST_QUOTE}"
            )
            self.doubts.append((target.place, problem))
        return _quote(name, source, words, annotation.own, self.before)

    def _told(self, name: str, words: str, annotation: Annotation, cited: list[str]) -> None:
        """Let a claim that an export of ours tells be here; one that is here is left as it is."""
        known = self.before.events.get(name)
        new = self.events.get(name)
        if known is not None:
            self.events[name] = known
        elif new is not None:
            quotes = tuple(dict.fromkeys([*new.quotes, *cited]))
            self.events[name] = dataclasses.replace(new, quotes=quotes)
        else:
            self._event(name, words, Claim("opinion", by=annotation.creator), cited)

    def _event(self, name: str, words: str, claim: Claim, cited: list[str]) -> None:
        """Let what an annotation says be an event; what is there already is kept."""
        known = self.before.events.get(name)
        if known is None:
            quotes = tuple(dict.fromkeys(cited))
            self.events[name] = Event(name, TYPE, words, claim, quotes, extracted_by="import")
        elif self.options.update:
            self.events[name] = dataclasses.replace(known, summary=words, claim=claim)
        else:
            self.events[name] = known
            if (known.summary, known.claim) != (words, claim):
                self.kept.append(f"event/{name}")


def _quote(
    name: str, source: Source, words: Words, own: Mapping[str, object], before: Records
) -> Quote:
    """Return a quote, with what an export of ours says of it beyond its words."""

    def told(key: str) -> str | None:
        value = own.get(key)
        return value if isinstance(value, str) and value else None

    speaker = told("speaker")
    return Quote(
        id=name,
        source=source.id,
        exact=words.exact,
        prefix=words.prefix,
        suffix=words.suffix,
        start=words.start,
        end=words.start + len(words.exact),
        speech=told("speech") or "none",
        lang=told("lang") or source.lang,
        speaker=speaker if speaker in before else None,
        translation=told("translation"),
    )


def _is_same(one: str, other: str) -> bool:
    """Whether two passages have the same words, whatever white space is between them."""
    return "".join(one.split()) == "".join(other.split())


def _name_of(annotation: Annotation) -> str:
    """Return the id of what an annotation says: the same for the same annotation, for ever."""
    target = annotation.targets[0]
    own = annotation.id or f"{target.page}\n{target.prefix}\n{target.exact}\n{target.start}"
    readable = slug((annotation.id or target.exact or "words").rstrip("/").rpartition("/")[2])
    short = readable[:_SHOWN_NAME].strip("-")
    return f"{short}-{sha256_of(own.encode())[:_SHOWN_HASH]}"


def _said(annotation: Annotation) -> str:
    """Return what an annotation says, in one line, its tags after it."""
    words = " ".join(" ".join(annotation.said).split())
    tags = f"(tags: {', '.join(annotation.tags)})" if annotation.tags else ""
    return " ".join(filter(None, [words, tags]))


def _said_on(annotation: Annotation) -> PartialDate | None:
    """Return when an annotation was made, where it tells so by a day."""
    day = (annotation.created or "")[:_DAY]
    return PartialDate(annotation.created or "", day, day, "source") if is_day(day) else None
