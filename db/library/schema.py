"""The tables of the read model, part by part.

A BLOB is one of two things: a set of record numbers, as `pyroaring` writes it, or a list of them,
32 bits each in the order of this machine. Text is folded and cut by `db.words` before it comes.
"""

from __future__ import annotations

from collections.abc import Mapping

from db.library.parts import Part
from db.words import is_unspaced

VERSION = 5
"""Counted up whenever a table changes, so that no older cache is taken for one of these."""

BARRIER = "\ue000"
"""A token that no text holds; it keeps a phrase from running from one name into the next."""

UNNAMED = "~ "
"""What a field value begins with when it is words for someone without a record."""

GRAM = 3
"""How many letters inside a word find it, wherever it stands; fewer find names alone."""

DENSE = "\u0e00"
"""Where the scripts begin of which a sign says more than a letter."""

TABLES: Mapping[Part, str] = {
    "records": """
CREATE TABLE span (kind TEXT PRIMARY KEY, first INTEGER NOT NULL, last INTEGER NOT NULL);
CREATE TABLE record (
    seq INTEGER PRIMARY KEY, id TEXT NOT NULL, name TEXT NOT NULL, body BLOB NOT NULL,
    parent TEXT, source INTEGER, fold INTEGER,
    events INTEGER NOT NULL, sources INTEGER NOT NULL, disputes INTEGER NOT NULL,
    quotes INTEGER NOT NULL, told BLOB, cited BLOB, against BLOB
);
CREATE TABLE happening (seq INTEGER PRIMARY KEY, fold INTEGER NOT NULL);
CREATE TABLE merger (gone TEXT PRIMARY KEY, seq INTEGER NOT NULL, name TEXT NOT NULL,
    decision BLOB NOT NULL) WITHOUT ROWID;
""",
    "words": """
CREATE TABLE named (key TEXT NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (key, seq)) WITHOUT ROWID;
CREATE TABLE word (no INTEGER PRIMARY KEY, word TEXT NOT NULL,
    names BLOB NOT NULL, told BLOB NOT NULL, reach BLOB);
CREATE TABLE prefix (prefix TEXT PRIMARY KEY,
    names BLOB NOT NULL, told BLOB NOT NULL, reach BLOB NOT NULL);
CREATE TABLE head (prefix TEXT PRIMARY KEY, numbers BLOB NOT NULL);
CREATE TABLE gram (gram TEXT PRIMARY KEY,
    words BLOB NOT NULL, names BLOB, told BLOB, reach BLOB);
CREATE TABLE text (seq INTEGER PRIMARY KEY, names TEXT NOT NULL, told TEXT NOT NULL);
CREATE TABLE word_column (name TEXT PRIMARY KEY, data BLOB NOT NULL);
""",
    "terms": """
CREATE TABLE term (field TEXT NOT NULL, value TEXT NOT NULL,
    own BLOB NOT NULL, every BLOB NOT NULL, holders BLOB NOT NULL);
CREATE TABLE amount (event INTEGER PRIMARY KEY, low REAL, high REAL, unit TEXT);
CREATE TABLE facet (field TEXT NOT NULL, code INTEGER NOT NULL, value TEXT NOT NULL,
    PRIMARY KEY (field, code)) WITHOUT ROWID;
CREATE TABLE tally (kind TEXT NOT NULL, field TEXT NOT NULL, value TEXT NOT NULL,
    count INTEGER NOT NULL, of INTEGER NOT NULL);
CREATE TABLE term_column (name TEXT PRIMARY KEY, data BLOB NOT NULL);
""",
    "orders": """
CREATE TABLE ordering (kind TEXT NOT NULL, sort TEXT NOT NULL, numbers BLOB NOT NULL,
    PRIMARY KEY (kind, sort));
""",
}
"""What each part consists of.

`record`: `told` are the events about a person or company, of a quote those that cite it, of a
source those it tells, in order; `cited` the quotes of an event or source; `against` what an event
disputes. `happening` has the events that are told more than once, each with the first telling.
`merger` has who was merged into a record, by `kind/id`.
`word`, `prefix`, `gram`: which records have words such as these in their names, which in what is
told of them, and (`reach`) whom those events are about; `head` has whose names begin so. A prefix
or the inside of words has a row of its own where many words share it. `term`: the events of which a
field value holds, themselves or through a parent, and who stands in a list because of them.
"""

INDEXES: Mapping[Part, str] = {
    "records": """
CREATE INDEX record_id ON record (id);
CREATE INDEX record_parent ON record (parent) WHERE parent IS NOT NULL;
CREATE INDEX happening_fold ON happening (fold);
CREATE INDEX merger_seq ON merger (seq);
""",
    "words": "CREATE UNIQUE INDEX word_word ON word (word);",
    "terms": """
CREATE UNIQUE INDEX term_value ON term (field, value);
CREATE INDEX amount_low ON amount (low);
CREATE INDEX tally_kind ON tally (kind);
""",
    "orders": "",
}
"""Built after the rows, which is quicker."""


def is_gram(part: str) -> bool:
    """Whether letters inside a word find it wherever it stands.

    Two syllables of Hangul or letters of Thai say as much as three of Latin; so does one of Han.
    """
    if len(part) >= GRAM or part < DENSE:
        return len(part) >= GRAM
    if len(part) == 1:
        return part >= "\u2e80" and is_unspaced(part)
    return all("\uac00" <= sign <= "\ud7a3" for sign in part) or is_unspaced(part)
