"""The tables of the read model, and the orders in which a list can stand.

Rows are numbered by kind and then in file order, so that a kind is a range of numbers. Full text
is folded and cut by `db.words` before it comes here; SQLite's own folding misses ø ł đ ı ß æ.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from db.records import Kind

BARRIER = "\ue000"
"""A token that no text holds; it keeps a phrase from running from one name into the next."""

UNNAMED = "~ "
"""What a field value begins with when it is words for someone without a record."""

TABLES = """
CREATE TABLE record (
    seq INTEGER PRIMARY KEY, kind TEXT NOT NULL, id TEXT NOT NULL,
    name TEXT NOT NULL, key TEXT NOT NULL, body BLOB NOT NULL,
    parent TEXT, form TEXT, grade TEXT, status TEXT, lang TEXT,
    day TEXT, last TEXT, fold INTEGER,
    events INTEGER NOT NULL DEFAULT 0, sources INTEGER NOT NULL DEFAULT 0,
    disputes INTEGER NOT NULL DEFAULT 0, quotes INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE link (event INTEGER NOT NULL, party INTEGER NOT NULL, part INTEGER NOT NULL);
CREATE TABLE cite (event INTEGER NOT NULL, quote INTEGER NOT NULL, source INTEGER,
    position INTEGER NOT NULL);
CREATE TABLE passage (quote INTEGER PRIMARY KEY, source INTEGER, start INTEGER NOT NULL);
CREATE TABLE dispute (event INTEGER NOT NULL, other INTEGER NOT NULL);
"""
"""The records and their links. `link.part`: see `PARTS`."""

INDEXES = """
CREATE UNIQUE INDEX record_id ON record (kind, id);
CREATE INDEX record_parent ON record (parent) WHERE parent IS NOT NULL;
CREATE INDEX record_fold ON record (fold) WHERE fold IS NOT NULL;
CREATE INDEX link_party ON link (party, part, event);
CREATE INDEX link_event ON link (event, part, party);
CREATE INDEX cite_event ON cite (event, position);
CREATE INDEX cite_quote ON cite (quote, event);
CREATE INDEX cite_source ON cite (source, event);
CREATE INDEX passage_source ON passage (source, start);
CREATE INDEX dispute_event ON dispute (event, other);
"""
"""Built after the rows, which is quicker."""

WORD_TABLES = """
CREATE TABLE named (seq INTEGER NOT NULL, key TEXT NOT NULL, name TEXT NOT NULL);
CREATE VIRTUAL TABLE words USING fts5(names, prose, content='', columnsize=0, prefix='1 2 3',
    tokenize="unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc Me'");
CREATE VIRTUAL TABLE vocabulary USING fts5vocab(words, 'col');
"""
"""What typed words are looked for in."""

WORD_INDEXES = """
CREATE INDEX named_key ON named (key, seq);
CREATE INDEX named_seq ON named (seq);
"""

TERM_TABLES = """
CREATE TABLE term (field TEXT NOT NULL, value TEXT NOT NULL, event INTEGER NOT NULL,
    own INTEGER NOT NULL);
CREATE TABLE fact (event INTEGER PRIMARY KEY, first TEXT, final TEXT,
    low REAL, high REAL, unit TEXT);
"""
"""What the field terms of a query ask for; `fact` has dates and amounts."""

TERM_INDEXES = """
CREATE INDEX term_value ON term (field, value, own, event);
CREATE INDEX term_event ON term (event, field);
"""

COUNTS = """
UPDATE record SET
    events = (SELECT count(DISTINCT event) FROM link WHERE party = seq AND part < 3),
    sources = (SELECT count(DISTINCT cite.source) FROM link JOIN cite USING (event)
        WHERE party = seq AND part < 3),
    disputes = (SELECT count(*) FROM (SELECT DISTINCT min(event, other), max(event, other)
        FROM link JOIN dispute USING (event) WHERE party = seq AND part < 3))
WHERE kind IN ('person', 'company');
UPDATE record SET
    events = (SELECT count(DISTINCT event) FROM cite WHERE source = seq),
    quotes = (SELECT count(*) FROM passage WHERE source = seq),
    disputes = (SELECT count(*) FROM (SELECT DISTINCT min(event, other), max(event, other)
        FROM cite JOIN dispute USING (event) WHERE cite.source = seq))
WHERE kind = 'source';
UPDATE record SET
    events = (SELECT count(*) FROM record AS told WHERE told.fold = record.fold),
    sources = (SELECT count(DISTINCT cite.source) FROM record AS told JOIN cite
        ON cite.event = told.seq WHERE told.fold = record.fold),
    quotes = (SELECT count(*) FROM cite WHERE cite.event = record.seq),
    disputes = (SELECT count(DISTINCT other) FROM dispute WHERE dispute.event = record.seq)
WHERE kind = 'event';
"""
"""How often each record occurs; of an event, how often and by how many sources it is told."""

PARTS: Mapping[str, int] = {"role": 0, "says": 1, "relays": 2, "speaks": 3}
"""How a party is tied to an event: takes part, answers for the claim, relays it, speaks a quote."""


class Sort(NamedTuple):
    """One order of a list."""

    words: str
    """What comes first, in a few words."""
    rising: str
    """The SQL order."""
    falling: str
    """The same turned round; what is undated stays last, names stay in order."""


_TIES = "key, name, seq"
_NAME = Sort("by name", _TIES, "key DESC, name DESC, seq")
_DATE = Sort(
    "by date, undated last",
    "day IS NULL, day, last, seq",
    "day IS NULL, day DESC, last DESC, seq",
)


def _most(column: str, words: str) -> Sort:
    """Sort by a count, the largest first."""
    return Sort(words, f"{column} DESC, {_TIES}", f"{column}, {_TIES}")


def _by(column: str, words: str, ties: str = _TIES) -> Sort:
    """Sort by a text, what has none last."""
    empty = f"{column} IS NULL OR {column} = ''"
    return Sort(words, f"{empty}, {column}, {ties}", f"{empty}, {column} DESC, {ties}")


_EVENTS = _most("events", "most events first")
_SOURCES = _most("sources", "most sources first")
_DISPUTES = _most("disputes", "most disputes first")
_QUOTES = _most("quotes", "most quotes first")
_BY_DATE = "day IS NULL, day, last, seq"

SORTS: Mapping[Kind, Mapping[str, Sort]] = {
    "person": {
        "events": _EVENTS,
        "name": _NAME,
        "sources": _SOURCES,
        "disputes": _DISPUTES,
    },
    "company": {
        "events": _EVENTS,
        "name": _NAME,
        "kind": _by("form", "by kind"),
        "sources": _SOURCES,
        "disputes": _DISPUTES,
    },
    "event": {
        "date": _DATE,
        "name": _NAME,
        "type": _by("form", "by type", _BY_DATE),
        "grade": _by("grade", "by grade", _BY_DATE),
        "status": _by("status", "by status", _BY_DATE),
        "sources": _SOURCES,
        "disputes": _DISPUTES,
    },
    "source": {
        "date": _DATE,
        "name": _NAME,
        "publisher": _by("form", "by publisher"),
        "lang": _by("lang", "by language"),
        "events": _EVENTS,
        "quotes": _QUOTES,
    },
    "quote": {"source": Sort("as they stand in their sources", "seq", "seq DESC")},
}
"""The orders of each list; the first is the one a list opens with."""
