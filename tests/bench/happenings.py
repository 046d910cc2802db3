"""What events of a corpus say: types, summaries, dates, amounts, who takes part."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from random import Random
from typing import Final, NamedTuple

from db.records import FAMILIES
from tests.bench.lots import Lots
from tests.bench.names import Document, lexicon
from tests.bench.parties import Party
from tests.bench.prose import english

FIRST_YEAR: Final = 1996
"""The first of thirty years."""


class Kind(NamedTuple):
    """One type of event, and how it is told."""

    type: str
    """The type."""
    share: float
    """How many of a hundred events are of it."""
    sense: str
    """come, go or say: which verb a quote has."""
    words: str
    """The summary; `who`, `to`, `from_` and `title` stand for names."""
    amount: str | None = None
    """What an amount of it counts: money, share, people."""

    def names(self, whom: str) -> bool:
        """Whether an event of it names somebody in this place."""
        return f"{{{whom}}}" in self.words

    def summary(self, story: Story, hedge: str, title: str) -> str:
        """Tell a story in one English sentence."""
        return self.words.format(
            who=story.who.name,
            to=story.to.name,
            from_=story.from_.name,
            hedge=hedge,
            title=title,
        )


class Story(NamedTuple):
    """Who does what: what more than one source can tell."""

    kind: Kind
    """What happens."""
    who: Party
    """The person."""
    from_: Party
    """Where they come from, or whom it is about."""
    to: Party
    """Where they go, or who does it."""
    day: date
    """When it happens, which no source need know."""
    is_certain: bool
    """Whether the person must be named, and not be somebody without a record."""

    @property
    def place(self) -> Party:
        """The company that matters most."""
        return self.to if self.kind.names("to") else self.from_


KINDS: Final = (
    Kind("hire", 22, "come", "{who} {hedge}joined {to} from {from_}."),
    Kind("departure", 13, "go", "{who} {hedge}left {from_}."),
    Kind("appointment", 9, "come", "{to} {hedge}made {who} {title}."),
    Kind("position", 8, "come", "{who} {hedge}worked at {to} as {title}."),
    Kind("move", 6, "come", "{who} {hedge}went from {from_} to {to}."),
    Kind("return", 2, "come", "{who} {hedge}went back to {to}."),
    Kind("founding", 2, "come", "{who} {hedge}founded {to}."),
    Kind("offer", 4, "come", "{to} {hedge}made {who} an offer.", "money"),
    Kind("offer-declined", 1.5, "say", "{who} {hedge}declined an offer of {to}.", "money"),
    Kind("threat-to-leave", 1, "go", "{who} {hedge}threatened to leave {from_}."),
    Kind("recruitment-campaign", 1.5, "come", "{to} {hedge}courted people of {from_}.", "people"),
    Kind("stake", 3, "say", "{to} {hedge}bought a share of {from_}.", "share"),
    Kind("reorganisation", 2, "say", "{to} {hedge}merged two teams.", "people"),
    Kind("launch", 3, "say", "{to} {hedge}brought out a product."),
    Kind("pay", 2, "say", "{to} {hedge}paid {who} more than before.", "money"),
    Kind("staff-change", 2, "say", "{to} {hedge}let people go.", "people"),
    Kind("statement", 7, "say", "{who} said what {to} would do next."),
    Kind("denial", 2.5, "say", "{who} denied that this was so."),
    Kind("criticism", 2.5, "say", "{who} found fault with {to}."),
    Kind("finding", 1.5, "say", "{who} found that {to} grew faster than others.", "share"),
    Kind("opinion", 2.5, "say", "{who} thinks that {to} will change course."),
    Kind("award", 2, "say", "{to} {hedge}gave {who} a prize.", "money"),
)
"""Every known type, and one that only an import brings."""

TYPES: Final = Lots({kind: kind.share for kind in KINDS})
"""The types by how often they come."""

GRADES: Final = Lots(
    {
        "stated": 46.0, "reported": 26, "alleged": 6, "rumoured": 8, "denied": 3, "opinion": 4,
        "implied": 7,
    }
)  # fmt: skip
"""How a source puts it, by how often."""

STATUSES: Final = Lots(
    {"done": 76.0, "announced": 10, "agreed": 4, "planned": 5, "attempted": 3, "refused": 2}
)
"""How far it has come, by how often."""

HEDGES: Final[Mapping[str, str]] = {
    "reported": "reportedly ",
    "alleged": "allegedly ",
    "rumoured": "is rumoured to have ",
    "implied": "apparently ",
}
"""How a summary hedges as its source does."""

_PARTS: Final[Mapping[str, Mapping[str, str]]] = {
    "moves": {"who": "person", "from_": "from", "to": "to"},
    "offers": {"who": "person", "from_": "from", "to": "by"},
    "company": {"who": "person", "from_": "about", "to": "by"},
    "speech": {"who": "by", "from_": "about", "to": "about"},
    "other": {"who": "person", "from_": "about", "to": "by"},
}
"""The role that each place of a story has, by the family of its type."""

_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_MONEY: Final = Lots({"USD": 60.0, "EUR": 18, "GBP": 7, "DKK": 4, "JPY": 5, "INR": 4, "PLN": 2})
_BOUNDS: Final = Lots({None: 40.0, "up_to": 15, "over": 18, "about": 15, "range": 12})
_BASES: Final = Lots({"quote": 70.0, "source": 15, "derived": 15})


def roles(rng: Random, story: Story) -> list[Document]:
    """Say who takes part: mostly records, now and then somebody unnamed."""
    family = _PARTS.get(family_of(story.kind.type), _PARTS["other"])
    named = []
    for place, role in family.items():
        if story.kind.names(place):
            party: Party = getattr(story, place)
            kind = "person" if place == "who" else "company"
            named.append({"role": role, "kind": kind, "id": party.id})
    if not story.is_certain and family["who"] == "by" and rng.random() < 0.2:
        named[0] = {"role": "by", "kind": "person", "text": unnamed(rng)}
    elif rng.random() < 0.05:
        named.append({"role": "heard-by", "kind": "person", "text": unnamed(rng)})
    return named


def family_of(type_: str) -> str:
    """Return the family of a type of event."""
    return next((name for name, types in FAMILIES.items() if type_ in types), "other")


def in_english(rng: Random, who: str | None, where: str | None, sense: str) -> str:
    """Make a translation of a passage."""
    return english().sentence(rng, who, where, sense)


def unnamed(rng: Random) -> str:
    """Draw words for somebody without a record."""
    return str(rng.choice(lexicon()["unnamed"].split())).replace("_", " ")


def when(rng: Random, day: date) -> Document | None:
    """Say when something happened as well as an article knows: to the day, or not at all."""
    document = _DATES.one(rng)(rng, day)
    if document is not None:
        document["basis"] = _BASES.one(rng)
    return document


def ending(rng: Random, began: Document | None) -> Document | None:
    """Say when something ended that began then; nothing where that side is open."""
    if began is None or "latest" not in began:
        return None
    first = date.fromisoformat(began["latest"])
    return _to_month(rng, first + timedelta(days=rng.randint(40, 3000)))


def lasting(rng: Random) -> Document:
    """Say how long it lasted."""
    count = rng.randint(2, 20)
    unit = rng.choice(("years", "months", "weeks"))
    return {"text": f"after {count} {unit}", "unit": unit, "min": count, "max": count}


def amount(rng: Random, counted: str) -> Document:
    """Draw an amount of money, a share or a number of people."""
    return _AMOUNTS[counted](rng)


def _to_day(rng: Random, day: date) -> Document:
    text = f"on {day.day} {_MONTHS[day.month - 1]} {day.year}"
    return {"text": text, "earliest": day.isoformat(), "latest": day.isoformat()}


def _to_month(rng: Random, day: date) -> Document:
    last = (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    text = f"in {_MONTHS[day.month - 1]} {day.year}"
    return {"text": text, "earliest": f"{day:%Y-%m}-01", "latest": last.isoformat()}


def _to_year(rng: Random, day: date) -> Document:
    year = day.year
    return {"text": f"in {year}", "earliest": f"{year}-01-01", "latest": f"{year}-12-31"}


def _to_season(rng: Random, day: date) -> Document:
    last = day + timedelta(days=90)
    return {"text": "that spring", "earliest": day.isoformat(), "latest": last.isoformat()}


def _after(rng: Random, day: date) -> Document:
    return {"text": f"since {day.year}", "earliest": day.isoformat()}


def _before(rng: Random, day: date) -> Document:
    return {"text": f"before {day.year + 1}", "latest": day.isoformat()}


def _unplaced(rng: Random, day: date) -> Document:
    return {"text": rng.choice(("recently", "some time ago", "last week", "by then"))}


def _untold(rng: Random, day: date) -> Document | None:
    return None


_DATES: Final[Lots[Callable[[Random, date], Document | None]]] = Lots(
    {
        _to_day: 38.0, _to_month: 24, _to_year: 15, _to_season: 4, _after: 3, _before: 3,
        _unplaced: 5, _untold: 8,
    }
)  # fmt: skip


def _money(rng: Random) -> Document:
    unit = _MONEY.one(rng)
    figure = float(rng.randint(1, 99)) * 10 ** rng.randint(3, 9)
    per = rng.choice((None, None, "year", "offer, over several years"))
    return _bounded(rng, figure, unit, f"{figure:,.0f} {unit}") | ({"per": per} if per else {})


def _share(rng: Random) -> Document:
    if rng.random() < 0.2:
        return {"text": "a third", "unit": "fraction", "min": 0.3333, "max": 0.3333}
    figure = rng.randint(1, 95) / 2
    return _bounded(rng, figure, "percent", f"{figure:g} percent")


def _people(rng: Random) -> Document:
    figure = float(rng.randint(3, 900))
    document = _bounded(rng, figure, "people", f"{figure:g} people")
    if rng.random() < 0.1:
        document |= {"statistic": "average", "sample": rng.randint(5, 400)}
    return document


def _bounded(rng: Random, figure: float, unit: str, words: str) -> Document:
    """Put bounds around a figure, as the words of the source do."""
    bound = _BOUNDS.one(rng)
    document: Document = {"text": words, "unit": unit, "min": figure, "max": figure}
    if bound is None:
        return document
    if bound == "range":
        return document | {"text": f"{words} or twice that", "bound": bound, "max": figure * 2}
    if bound in ("up_to", "over"):
        del document["min" if bound == "up_to" else "max"]
    return document | {"text": f"{bound.replace('_', ' ')} {words}", "bound": bound}


_AMOUNTS: Final[Mapping[str, Callable[[Random], Document]]] = {
    "money": _money,
    "share": _share,
    "people": _people,
}
