"""Sound records full of what no format expects: markup, formulas, controls, paths for names."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from db.dates import PartialDate
from db.records import (
    Amount,
    Claim,
    Company,
    Duration,
    Event,
    Identifier,
    Link,
    Original,
    Person,
    Quote,
    Records,
    Role,
    Source,
)
from tests.make import make_records

NASTY = (
    "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =cmd|' /C calc'!A0", "＝1", "＋1", "－1",
    "＠x", "\u200b=1", "\ufeff@x", "'=1", "'", "−5", "a | b", "a\\", "\\|", "|", ";=1", '"', "a,b",
    "a\r\nb", "   ", "a\n\n# b",
    "../../etc/passwd", "..", ".", "con", "NUL.txt", "aux.", "a/b\\c:d", "x" * 300, "é" * 300,
    "[[x]]", "![[x]]", "]]", "a|b", "#tag", "^block", "%%hidden%%", "==x==", "<script>x</script>",
    "<!--", "**x**", "_x_", "`x`", "$x$", "{{x}}", "<% x %>", "1. x", "- x", "> x", "---", "```",
    "    code", "[x](javascript:alert(1))", "&lt;", "http://x.y", "{", "}", "\\input{x}", "100%",
    "\x1b]52;c;ZXZpbA==\x07", "\x00", "\x85", "\u2028", "\u202e", "\ufffe", "王小明", "👩\u200d🔬",
    "CON", "Con", "ﬁ", "Ｍ", "ß", "SS", "É", "E\u0301", "a", "A", "same", "same",
)  # fmt: skip
"""Texts that mean something to somebody."""

LETTERS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
TEXTS = st.one_of(st.sampled_from(NASTY), LETTERS)
FILLED = TEXTS.filter(bool)
MAYBE = st.one_of(st.none(), FILLED)
NUMBERS = st.one_of(st.none(), st.integers(-(10**6), 10**12).map(float), st.just(0.5))


def some(texts: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(texts, max_size=3).map(tuple)


DATES = st.one_of(
    st.none(),
    st.builds(PartialDate, FILLED, st.sampled_from((None, "2024-02-29")), st.none()),
    st.builds(PartialDate, FILLED, st.just("2024-01-01"), st.just("2024-12-31")),
)


@st.composite
def strangers(draw: st.DrawFn) -> Records:
    """A sound set of records; what is text in them is anything."""
    people = [f"p{number}" for number in range(draw(st.integers(0, 3)))]
    companies = [f"c{number}" for number in range(draw(st.integers(0, 3)))]
    parties = [*(f"person/{each}" for each in people), *(f"company/{each}" for each in companies)]
    party = st.sampled_from(parties) if parties else st.none()
    about = {
        "aliases": some(TEXTS),
        "description": MAYBE,
        "links": some(st.builds(Link, FILLED, MAYBE)),
        "identifiers": some(st.builds(Identifier, FILLED, TEXTS)),
    }
    made: list[Any] = [draw(st.builds(Person, st.just(each), FILLED, **about)) for each in people]
    for number, each in enumerate(companies):
        parent = st.sampled_from([None, *companies[:number]])
        company = st.builds(Company, st.just(each), FILLED, FILLED, parent=parent, **about)
        made.append(draw(company))
    made.append(draw(_source("s0")))
    made.append(draw(_source("s1")))
    quotes = [f"q{number}" for number in range(draw(st.integers(1, 3)))]
    made += [draw(_quote(each, party)) for each in quotes]
    events = [f"e{number}" for number in range(draw(st.integers(0, 3)))]
    made += [draw(_event(each, quotes, events, party)) for each in events]
    return make_records(*made)


def _source(name: str) -> st.SearchStrategy[Source]:
    published = st.sampled_from((None, "2024", "2024-06", "2024-06-01"))
    return st.builds(
        Source, st.just(name), FILLED, st.just("en"), st.just("0" * 64), st.just(100),
        author=MAYBE, publisher=MAYBE, url=MAYBE, file=MAYBE, published=published,
        cites=some(FILLED), note=MAYBE,
        original=st.one_of(
            st.none(), st.builds(Original, st.just("1" * 64), FILLED, FILLED, FILLED)
        ),
    )  # fmt: skip


@st.composite
def _quote(draw: st.DrawFn, name: str, party: st.SearchStrategy[Any]) -> Quote:
    exact, start = draw(FILLED), draw(st.integers(0, 9))
    speaker, speech = draw(party), draw(st.sampled_from(("direct", "none")))
    source = draw(st.sampled_from(("s0", "s1")))
    end = start + len(exact)
    return Quote(name, source, exact, "", "", start, end, speech, "en", speaker, draw(MAYBE))


@st.composite
def _event(
    draw: st.DrawFn, name: str, quotes: list[str], events: list[str], party: st.SearchStrategy[Any]
) -> Event:
    roles = []
    for reference in draw(some(party)):
        kind, _, identifier = (reference or "person/").partition("/")
        said = None if identifier and draw(st.booleans()) else draw(FILLED)
        role = draw(st.sampled_from(("person", "from", "to", "by", "heard-by", "a=b", "=x")))
        roles.append(Role(role, kind, identifier or None, said))  # type: ignore[arg-type]
    via = tuple(each for each in draw(some(party)) if each)
    claim = Claim(draw(st.sampled_from(("stated", "denied"))), draw(MAYBE), draw(party), via)
    others = [each for each in events if each != name]
    return Event(
        name, draw(st.sampled_from(("hire", "move", "departure", "offer", "=odd"))), draw(FILLED),
        claim, tuple(draw(st.lists(st.sampled_from(quotes), min_size=1, max_size=2, unique=True))),
        tuple(roles), "done", draw(DATES), draw(DATES),
        draw(st.one_of(st.none(), st.builds(Duration, FILLED, st.just("years"), NUMBERS))),
        draw(MAYBE),
        draw(st.one_of(st.none(), st.builds(Amount, FILLED, st.just("USD"), NUMBERS, NUMBERS))),
        tuple(others[:1]), tuple(others[1:]), draw(MAYBE), draw(MAYBE),
    )  # fmt: skip
