"""One source of a corpus in the making: events are added to it, each with its words."""

from __future__ import annotations

import hashlib
from datetime import date
from random import Random
from typing import Final

from db.words import slug
from tests.bench import happenings
from tests.bench.happenings import GRADES, HEDGES, STATUSES, Story
from tests.bench.names import Document, title
from tests.bench.parties import Cast, Party
from tests.bench.prose import Language, languages

_TITLED: Final = {"appointment", "position", "hire"}
_SHOWN_AT_MOST: Final = 0.6  # of a text, in quotes; the rules allow two thirds


class Article:
    """A source whose text exists as far as it is quoted."""

    def __init__(self, rng: Random, cast: Cast, number: int, day: date) -> None:
        """Begin an article that comes out on a day."""
        self._rng, self._cast = rng, cast
        self._language: Language = languages().one(rng)
        self._outlet = rng.choice(cast.outlets)
        self._id = slug(f"{self._outlet.name} {day.year} {number + 1}")
        self._reached = self._shown = 0
        self.day = day
        """When it comes out."""
        self.events: list[Document] = []
        """What it tells."""
        self.quotes: list[Document] = []
        """The words that say so, in their order."""

    def source(self) -> Document:
        """Return the record of the article as it is now."""
        rng = self._rng
        words = self._language.words.several(rng, rng.randint(4, 9))
        length = max(self._reached + rng.randint(50, 900), int(self._shown / _SHOWN_AT_MOST) + 1)
        document: Document = {
            "id": self._id,
            "title": " ".join([rng.choice(self._cast.companies).name, *words]),
            "lang": self._language.tag,
            "sha256": hashlib.sha256(self._id.encode()).hexdigest(),
            "length": length,
            "url": f"https://example.org/{self._id}",
        }
        if rng.random() < 0.7:
            document["author"] = rng.choice(self._cast.people).name
        if rng.random() < 0.85:
            document["publisher"] = self._outlet.name
        if rng.random() < 0.9:
            document["published"] = self.day.isoformat()[: rng.choice((10, 10, 10, 7, 4))]
        if rng.random() < 0.1:
            document["cites"] = [rng.choice(self._cast.outlets).name]
        return document

    def tell(self, number: int, story: Story) -> Document:
        """Add an event with the quote that says so; some lean on the quote before as well."""
        rng, kind = self._rng, story.kind
        before = self.quotes[-1]["id"] if self.quotes and rng.random() < 0.08 else None
        grade = "denied" if kind.type == "denial" else GRADES.one(rng)
        job = title(rng)
        event: Document = {
            "id": f"{story.who.id[:50].strip('-')}-{kind.type}-{number + 1}",
            "type": kind.type,
            "summary": kind.summary(story, HEDGES.get(grade, ""), job),
            "claim": self._claim(grade, story),
            "quotes": [self._quote(story), *([before] if before else [])],
            "roles": happenings.roles(rng, story),
            "extracted_by": rng.choice(("hand", "model")),
        }
        if kind.type in _TITLED and (kind.names("title") or rng.random() < 0.2):
            event["title"] = job
        _detail(rng, event, story)
        self.events.append(event)
        return event

    def _claim(self, grade: str, story: Story) -> Document:
        """Say how it is put, by whom, and who relays it."""
        rng = self._rng
        claim: Document = {"grade": grade}
        chance = rng.random()
        if chance < 0.35:
            claim["by"] = rng.choice(("the article", happenings.unnamed(rng)))
        elif chance < 0.5:
            claim |= {"by": story.who.name, "by_id": f"person/{story.who.id}"}
        elif chance < 0.6:
            outlet = rng.choice(self._cast.outlets)
            claim |= {"by": outlet.name, "by_id": f"company/{outlet.id}"}
        if rng.random() < 0.12:
            claim["via"] = [f"company/{rng.choice(self._cast.outlets).id}"]
        if rng.random() < 0.06 and (said := happenings.when(rng, self.day)):
            claim["said"] = said
        return claim

    def _quote(self, story: Story) -> str:
        """Add a quote and return its id."""
        rng = self._rng
        who = _called(rng, story.who)
        where = story.place.name if rng.random() < 0.6 else None
        passage = self._language.passage(rng, who, where, story.kind.sense)
        start = self._reached + rng.randint(len(passage.prefix), 400)
        end = start + len(passage.exact)
        self._reached = end + len(passage.suffix)
        self._shown += len(passage.prefix) + len(passage.exact) + len(passage.suffix)
        speech = rng.choice(("none", "none", "reported", "direct"))
        quote: Document = {
            "id": f"{self._id}-{len(self.quotes) + 1}",
            "source": self._id,
            **passage._asdict(),
            "start": start,
            "end": end,
            "speech": speech,
            "lang": self._language.tag,
        }
        if speech != "none" and rng.random() < 0.7:
            quote["speaker"] = f"person/{story.who.id}"
        if self._language.tag != "en" and rng.random() < 0.65:
            quote["translation"] = happenings.in_english(rng, who, where, story.kind.sense)
        self.quotes.append(quote)
        return str(quote["id"])


def _called(rng: Random, who: Party) -> str | None:
    """Return what a passage calls somebody, if it does."""
    chance = rng.random()
    return who.name if chance < 0.45 else who.short if chance < 0.75 else None


def _detail(rng: Random, event: Document, story: Story) -> None:
    """Add what not every event has: a status, dates, an amount, a reviewer."""
    status = STATUSES.one(rng)
    if status != "done":
        event["status"] = status
    date_ = happenings.when(rng, story.day)
    if date_ is not None:
        event["date"] = date_
    if story.kind.type == "position" and rng.random() < 0.5:
        until = happenings.ending(rng, date_)
        if until is not None:
            event["until"] = until
    if story.kind.type == "departure" and rng.random() < 0.15:
        event["duration"] = happenings.lasting(rng)
    if story.kind.amount and rng.random() < 0.7:
        event["amount"] = happenings.amount(rng, story.kind.amount)
    if rng.random() < 0.1:
        event["reviewed_by"] = "hand"
