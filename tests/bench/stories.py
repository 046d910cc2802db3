"""Sources of a corpus with the events they tell and the words that say so.

A few sources at a time tell of the same things, so that ties between events (the same happening
told elsewhere, a claim and its denial) stand on both sides before anything is written.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random
from typing import Final, NamedTuple

from tests.bench import happenings
from tests.bench.articles import Article
from tests.bench.happenings import KINDS, TYPES, Story
from tests.bench.lots import crowd, nth
from tests.bench.names import Document
from tests.bench.parties import Cast

TOLD: Final = 15
"""How many events, and how many quotes, one source has."""

_TOGETHER: Final = 5  # sources that know of each other's events
_PER_PERSON: Final = 3
_PER_COMPANY: Final = 60
_FIRST_DAY: Final = date(happenings.FIRST_YEAR, 1, 1)
_DAYS: Final = 30 * 365
_BY_TYPE: Final = {kind.type: kind for kind in KINDS}
_PERSON_LEAN: Final = 2.0
_COMPANY_LEAN: Final = 2.5


class Told(NamedTuple):
    """One source with everything in it."""

    source: Document
    """The source."""
    events: Sequence[Document]
    """Its events."""
    quotes: Sequence[Document]
    """Its quotes, as they stand in it."""


class _Telling(NamedTuple):
    """An event that another source, or a denial, can refer to."""

    story: Story
    event: Document
    group: list[Document]  # all events that tell the same happening


def tell(rng: Random, cast: Cast, sources: int) -> Iterator[Told]:
    """Make sources that mention everyone in the cast at least once."""
    for first in range(0, sources, _TOGETHER):
        articles, known = [], list[_Telling]()
        for number in range(first, min(first + _TOGETHER, sources)):
            day = _FIRST_DAY + timedelta(days=int(_DAYS * rng.random() ** 0.6))
            article = Article(rng, cast, number, day)
            before = tuple(known)
            for place in range(TOLD):
                known.append(_event(rng, cast, article, number * TOLD + place, before, known))
            articles.append(article)
        for telling in known:
            ids = [event["id"] for event in telling.group if event is not telling.event]
            if ids:
                telling.event["same_as"] = ids
        for article in articles:
            yield Told(article.source(), article.events, article.quotes)


def _event(
    rng: Random,
    cast: Cast,
    article: Article,
    number: int,
    before: Sequence[_Telling],
    known: Sequence[_Telling],
) -> _Telling:
    """Add an event to an article: a new one, one told before, or one against another."""
    is_new = number % _PER_PERSON == 0
    if before and not is_new and rng.random() < 0.08:
        told = rng.choice(before)
        if told.story.kind.type != "denial" and told.event["claim"]["grade"] != "denied":
            event = article.tell(number, told.story)
            told.group.append(event)
            return _Telling(told.story, event, told.group)
    story = _story(rng, cast, number, article.day)
    against = next((each for each in reversed(known) if each.story.kind.type != "denial"), None)
    if story.kind.type == "denial" and against is not None:
        story = story._replace(to=against.story.to)
    elif story.kind.type == "denial":
        story = story._replace(kind=_BY_TYPE["statement"])
    elif rng.random() > 0.015:
        against = None
    event = article.tell(number, story)
    if against is not None:
        _oppose(event, against.event)
    return _Telling(story, event, [event])


def _oppose(one: Document, other: Document) -> None:
    """Let two events dispute each other."""
    one.setdefault("disputes", []).append(other["id"])
    other.setdefault("disputes", []).append(one["id"])


def _story(rng: Random, cast: Cast, number: int, published: date) -> Story:
    """Draw who does what; everyone has a turn in which nobody else can be drawn."""
    kind = TYPES.one(rng)
    people, companies = len(cast.people), len(cast.companies)
    who, to = crowd(rng, people, _PERSON_LEAN), crowd(rng, companies, _COMPANY_LEAN)
    is_certain = number % _PER_PERSON == 0
    if is_certain:
        who = nth(number // _PER_PERSON, people)
        kind = kind if kind.names("who") else _BY_TYPE["hire"]
    if number % _PER_COMPANY == 0:
        to = nth(number // _PER_COMPANY, companies)
        kind = kind if kind.names("to") else _BY_TYPE["hire"]
    return Story(
        kind,
        cast.people[who],
        cast.companies[crowd(rng, companies, _COMPANY_LEAN)],
        cast.companies[to],
        published - timedelta(days=int(3600 * rng.random() ** 3)),
        is_certain,
    )
