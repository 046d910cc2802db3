"""Small sets of records and queries drawn at random, for properties of the search.

The pools are small, so that records share words, names and days, and queries meet them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

from db.dates import PartialDate
from db.records import (
    GRADES,
    STATUSES,
    Amount,
    Claim,
    Company,
    Event,
    Person,
    Quote,
    Records,
    Role,
    Source,
)
from tests.make import make_records

NAMES = (
    "Jason Wei", "Wei Li", "Ada Weinberg", "Søren Ørsted", "Hans Straße", "Anna ﬁnk",
    "Ｍａｒｉａ D", "Дмитрий Йоффе", "Ὀδυσσέας Ἐλύτης", "محمد علي", "שָׁלוֹם כֹּהֵן", "王小明",
    "小明 Wang", "王小明Lab", "정형원", "정 형원", "정lab", "やまだ たろう", "ガンダム",
    "สมชาย ใจดี", "नरेन्द्र मोदी", "C++", "C", "O'Hara", "Meta", "Meta AI", "Metaphor", "Open-AI",
    "!?", "xAI 3", "The Wei of Li",
)  # fmt: skip
"""What people, companies and sources are called, in ten scripts and some signs."""

TEXTS = (
    "Wei joined Meta AI", "he left for Metaphor", "a menacé de démissionner", "王小明加入了公司",
    "정형원 합류", "สมชายลาออก", "joined the Wei of Li", "C++ is what Ada writes", "+5% of it",
    "open AI", "Дмитрий ушёл", "weiß und Straße", "metalab", "", "Li, Wei", "\ue000 wei li",
    "the lab",
)  # fmt: skip
"""What is told."""

WORDS = (
    "wei", "we", "w", "li", "ei", "meta", "metap", "eta", "tap", "ada", "weinberg", "einb",
    "orsted", "ørst", "strass", "fink", "ink", "ma", "maria", "дми", "митр", "оффе", "ελυ", "محم",
    "علي", "שלום", "王", "小明", "明", "王小", "小明lab", "정", "형원", "형", "lab", "la", "합류",
    "원합", "やま", "まだ", "ダム", "สม", "ชาย", "ลาออก", "ด", "नरे", "रे", "c++", "c", "++",
    "!?", "?", "o'hara", "hara", "ai", "3", "joined", "oined", "jo", "lab", "the", "open-ai", "o",
    "\ue000", "hire", "ire", "metta", "weinbrg", "joned", "zzzz", "then", "weiss", "démission",
    "加入", "入了公",
)  # fmt: skip
"""What is typed."""

PHRASES = (
    "wei li", "jason wei", "the wei", "wei joined", "meta ai", "li wei", "王小", "小明 wang",
    "小明", "정 형원", "정lab", "ใจดี", "c++", "meta", "joined meta", "what ada w", "of",
    "weiss und", "明lab", "ชาย ใจ",
)  # fmt: skip
"""What is typed in quotation marks."""

IDS = ("a", "b", "c", "meta", "lab", "wei")
TYPES = ("hire", "departure", "offer", "denial", "statement", "acquisition", "Merger")
LANGS = ("en", "fr", "fr-CA", "pt-BR")
DAYS = (
    "2023-12-31", "2024-01-01", "2024-02-29", "2024-12-31", "2025-07-01", "2025-07-31",
    "2026-03-02",
)  # fmt: skip
SPANS = (
    "2023", "2024", "2025", "2024-02", "2025-07", "2025-07-01", "2024..2025",
    "2024-03..2025-07-15", "..2024", "2025-07..", "2024-12-31..", "1990", "..1990", "1990..",
    "2030..", "..2030", "1990..2030", "1990..2024-01", "2025-12..2030", "2024-02-01..2024-02-29",
    "2024-02-02..2024-02-29",
)  # fmt: skip
FIGURES = (
    ">=100", "<=100", ">100", "<100", "100", "50..200", "50..", "..50", ">=100USD", "€100", "33%",
    ">=1/3", "..50%", "0.3..0.4", "100people", "=5%",
)  # fmt: skip
AMOUNTS = (
    Amount("a hundred", "USD", 100, 100), Amount("up to 100", "EUR", None, 100),
    Amount("over 50", "USD", 50, None), Amount("50 to 200", "USD", 50, 200),
    Amount("a third", "fraction", 1 / 3, 1 / 3), Amount("33 %", "percent", 33, 33),
    Amount("100 staff", "people", 100, 100), Amount("much", "USD"),
)  # fmt: skip
CALLED = (
    "meta", "wei", "Wei Li", "Meta AI", "c", "王", "小明", "lab", "company/lab", "person/wei",
    "b", "spokes", "an aide", "aide", "company/aide", "Jason", "정", "zzz", "open-ai",
)  # fmt: skip
UNNAMED = ("an aide", "a Meta spokesperson", "Wei's aide", "meta")


def some(pool: Sequence[Any], most: int = 3) -> st.SearchStrategy[tuple[Any, ...]]:
    """A few of a pool, in any order."""
    if not pool:
        return st.just(())
    return st.lists(st.sampled_from(pool), max_size=most).map(tuple)


def maybe(pool: Sequence[Any]) -> st.SearchStrategy[Any]:
    """One of a pool, or none."""
    return st.sampled_from((None, None, *pool))


def _party(people: Sequence[str], companies: Sequence[str]) -> st.SearchStrategy[str]:
    """A reference to someone."""
    named = [*(f"person/{each}" for each in people), *(f"company/{each}" for each in companies)]
    return st.sampled_from(named) if named else st.nothing()


def maybe_of(drawn: st.SearchStrategy[str]) -> st.SearchStrategy[str | None]:
    """What is drawn, or none; also where there is nothing to draw."""
    return st.one_of(st.none(), drawn)


@st.composite
def _dates(draw: st.DrawFn) -> PartialDate | None:
    first, last = draw(maybe(DAYS)), draw(maybe(DAYS))
    if first and last and last < first:
        first, last = last, first
    text = draw(st.sampled_from(("then", "last week", "王")))
    return draw(st.sampled_from((None, PartialDate(text, first, last))))


@st.composite
def _roles(draw: st.DrawFn, parties: st.SearchStrategy[str]) -> tuple[Role, ...]:
    roles = []
    for _ in range(draw(st.integers(0, 3)) if not parties.is_empty else 0):
        role = draw(st.sampled_from(("person", "from", "to", "by", "about", "company")))
        kind, _, identifier = draw(parties).partition("/")
        text = draw(maybe(UNNAMED))
        party: dict[str, str] = {"text": text} if text else {"id": identifier}
        roles.append(Role(role, kind, **party))  # type: ignore[arg-type]
    return tuple(roles)


@st.composite
def _events(
    draw: st.DrawFn, identifier: str, quotes: Sequence[str], others: Sequence[str],
    parties: st.SearchStrategy[str],
) -> Event:  # fmt: skip
    claim = Claim(
        draw(st.sampled_from(GRADES[:5])),
        by=draw(maybe(UNNAMED)),
        by_id=draw(maybe_of(parties)),
        via=draw(maybe_of(parties).map(lambda one: (one,) if one else ())),
    )
    others = [each for each in others if each != identifier]
    return Event(
        identifier,
        draw(st.sampled_from(TYPES)),
        draw(st.sampled_from(TEXTS)),
        claim,
        draw(some(quotes)),
        draw(_roles(parties)),
        status=draw(st.sampled_from(STATUSES[:3])),
        date=draw(_dates()),
        until=draw(_dates()),
        title=draw(maybe(("chief", "王", "lab head"))),
        amount=draw(maybe(AMOUNTS)),
        disputes=draw(some(others, 1)),
        same_as=draw(some(others, 1)),
        reviewed_by=draw(maybe(("ed",))),
    )


@st.composite
def worlds(draw: st.DrawFn, *, lost: Sequence[str] = ()) -> Records:
    """A small set of records; some of their references lead to what is `lost`."""
    people, companies = (
        draw(st.lists(st.sampled_from(IDS), unique=True, max_size=4)) for _ in range(2)
    )
    sources, quotes, events = (
        [f"{sign}{number}" for number in range(draw(st.integers(0, most)))]
        for sign, most in (("s", 3), ("q", 4), ("e", 6))
    )
    if not sources and not lost:
        quotes = []
    name = st.sampled_from(NAMES)
    parties = _party([*people, *lost], [*companies, *lost])
    made: list[Person | Company | Source | Quote | Event] = []
    for each in people:
        about = {"description": draw(maybe(TEXTS))}
        made.append(Person(each, draw(name), draw(some(NAMES, 2)), **about))
    for each in companies:
        parent = draw(maybe([*companies, *lost]))
        made.append(Company(each, draw(name), "firm", draw(some(NAMES, 2)), parent))
    for each in sources:
        lang, title = draw(st.sampled_from(LANGS)), draw(name)
        about = {"publisher": draw(maybe(NAMES)), "author": draw(maybe(NAMES))}
        days = {"published": draw(maybe(("2024", "2025-07", *DAYS, "soon")))}
        note = draw(maybe(TEXTS))
        made.append(Source(each, title, lang, "0" * 64, 9, **about, **days, note=note))
    for each in quotes:
        exact, speech = draw(st.sampled_from(TEXTS)), draw(st.sampled_from(("direct", "none")))
        about = {"translation": draw(maybe(TEXTS))}
        source, lang = draw(st.sampled_from([*sources, *lost])), draw(st.sampled_from(LANGS))
        speaker = draw(maybe_of(parties))
        span = (0, len(exact))
        made.append(Quote(each, source, exact, "", "", *span, speech, lang, speaker, **about))
    made += [draw(_events(each, [*quotes, *lost], [*events, *lost], parties)) for each in events]
    return make_records(*made)


def _typed(field: str, values: Sequence[str]) -> st.SearchStrategy[str]:
    return st.sampled_from(values).map(lambda value: f'{field}:"{value}"')


WORD = st.sampled_from(WORDS)
PHRASE = st.sampled_from(PHRASES).map(lambda words: f'"{words}"')

TERMS = st.one_of(
    WORD,
    PHRASE,
    st.one_of(*(_typed(each, CALLED) for each in ("from", "to", "person", "company", "speaker"))),
    st.one_of(*(_typed(each, CALLED) for each in ("to:=", "company:=", "from:="))).map(
        lambda term: term.replace(":=:", ":=")
    ),
    _typed("source", (*NAMES[:6], "s1", "source/s2", "王", "met")),
    _typed("type", ("hire", "moves", "of", "offer", "acquisition", "speech", "merg", "d", "m")),
    st.sampled_from(("type:=moves", "type:=hire", "type:=acq")),
    _typed("lang", ("fr", "en", "fr-ca", "pt", "da")),
    _typed("grade", GRADES[:5]),
    _typed("status", STATUSES[:4]),
    _typed("has", ("amount", "date", "until", "title", "translation", "speaker", "relay", "from",
                   "to", "duration")),
    _typed("is", ("disputed", "undisputed", "dated", "undated", "denied", "unnamed", "retold",
                  "spoken", "reviewed", "unreviewed")),
    _typed("date", SPANS),
    _typed("amount", FIGURES),
)  # fmt: skip
"""One term of a query, as it is typed."""

QUERIES = st.lists(
    st.tuples(st.sampled_from(("", "", "", "-")), TERMS).map("".join), max_size=3
).map(" ".join)
"""A query as it is typed."""
