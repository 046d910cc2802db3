"""The fields of the query language as a table: one row each, from which all else derives.

Parser, completion, errors, the help page, README and the English of a query read these rows; to add
a field is to add one. What a field's value is, `takes`, says who reads, offers and tells it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

from db.library.terms import HAS, IS
from db.records import FAMILIES, GRADES, STATUSES, Kind

Takes = Literal["choice", "type", "name", "lang", "date", "amount"]
"""What a field's value is: one of a list, an event type, somebody's name, a language …"""

Standing = Literal["head", "way", "clause"]
"""Where the English of a query says it: as what is listed, right after that, or after a comma."""


class Field(NamedTuple):
    """One field of the query language."""

    name: str
    """What is typed before the colon."""
    words: str
    """What it asks for, in a few words."""
    example: str
    """A whole term that uses it."""
    takes: Takes
    """What its value is."""
    values: tuple[str, ...] = ()
    """The values there are, where there is a list; of an amount, how one can be written."""
    kinds: tuple[Kind, ...] = ()
    """Whom a name can mean, the likelier kind first."""
    english: str = "{value}"
    """How a query is told: `value` stands for its value, `article` for a or an before it."""
    standing: Standing = "clause"
    """Where that is told."""
    is_single: bool = False
    """Whether an event has one value of it, so that choosing another replaces the first."""

    @property
    def is_measure(self) -> bool:
        """Whether a value is a figure or a day, of which `=` is a part, as `>=` is."""
        return self.takes in ("amount", "date")


class Operator(NamedTuple):
    """One sign of the query language that is no field."""

    sign: str
    """How it is written."""
    words: str
    """What it does, in a few words."""
    example: str
    """A term that uses it."""


TYPES = tuple(each for types in FAMILIES.values() for each in types)
"""The event types that this program knows; an import may bring others."""

LANGUAGES: Mapping[str, str] = {
    "ar": "Arabic", "bg": "Bulgarian", "cs": "Czech", "da": "Danish", "de": "German",
    "el": "Greek", "en": "English", "es": "Spanish", "et": "Estonian", "fa": "Persian",
    "fi": "Finnish", "fr": "French", "he": "Hebrew", "hi": "Hindi", "hr": "Croatian",
    "hu": "Hungarian", "id": "Indonesian", "is": "Icelandic", "it": "Italian",
    "ja": "Japanese", "ko": "Korean", "lt": "Lithuanian", "lv": "Latvian", "nb": "Norwegian",
    "nl": "Dutch", "nn": "Nynorsk", "no": "Norwegian", "pl": "Polish", "pt": "Portuguese",
    "ro": "Romanian", "ru": "Russian", "sk": "Slovak", "sl": "Slovenian", "sr": "Serbian",
    "sv": "Swedish", "th": "Thai", "tr": "Turkish", "uk": "Ukrainian", "vi": "Vietnamese",
    "zh": "Chinese",
}  # fmt: skip
"""The English names of languages, by BCP 47 tag."""

_PARTIES: tuple[Kind, ...] = ("company", "person")

FIELDS: tuple[Field, ...] = (
    Field(
        "type", "what happened", "type:hire", "type", (*TYPES, *FAMILIES),
        standing="head", is_single=True,
    ),
    Field(
        "from", "where someone or something left", "from:openai", "name",
        kinds=_PARTIES, english="from {value}", standing="way",
    ),
    Field(
        "to", "where someone or something went", "to:meta", "name",
        kinds=_PARTIES, english="to {value}", standing="way",
    ),
    Field(
        "person", "a person who takes part, speaks or relays", "person:zhao", "name",
        kinds=("person",), english="about {value}",
    ),
    Field(
        "company", "an organisation that takes part, speaks or relays", "company:meta", "name",
        kinds=("company",), english="about {value}",
    ),
    Field(
        "source", "the article or document that says so", "source:gate", "name",
        kinds=("source",), english="in {value}", is_single=True,
    ),
    Field(
        "lang", "the language of the quote", "lang:fr", "lang", tuple(LANGUAGES),
        english="in {value}", is_single=True,
    ),
    Field("grade", "how the source puts it", "grade:denied", "choice", GRADES, is_single=True),
    Field("status", "how far it has come", "status:agreed", "choice", STATUSES, is_single=True),
    Field(
        "speaker", "whose claim or words it is", "speaker:altman", "name",
        kinds=("person", "company"), english="said by {value}",
    ),
    Field(
        "has", "what the record holds", "has:amount", "choice", tuple(HAS),
        english="with {article} {value}",
    ),
    Field("is", "what the claim is", "is:disputed", "choice", tuple(IS)),
    Field("date", "when it can have happened", "date:2025-07..2025-08", "date", is_single=True),
    Field(
        "amount", "money, share or head count", "amount:€50k..1M", "amount",
        (">=100M", "200M..1B", "€50k", "5%", ">=50people"),
        english="amount {value}", is_single=True,
    ),
)  # fmt: skip
"""Every field, in the order in which help lists them."""

NOT = "-!"
"""The signs that turn a term round."""

EXACT = "="
"""The sign before a name that means itself alone."""

OPERATORS: tuple[Operator, ...] = (
    Operator(" ", "all terms must match, in any order", "zhao threat"),
    Operator('"…"', "these words, whole and in this order", '"papers signed"'),
    Operator("-", "without it; ! does the same", "-openai"),
    Operator(":=", "that one alone, without its labs and teams", "to:=meta"),
    Operator("..", "from … to …, either end may be open", "date:2025-07.."),
    Operator(">=", "at least; also > < <= and =, of dates too", "amount:>=100M"),
)
"""Every sign besides, in the order in which help lists them."""

COMPARED: Mapping[str, str] = {
    ">=": "at least ", "<=": "at most ", ">": "over ", "<": "under ", "=": "",
}  # fmt: skip
"""The signs of a comparison, the longer ones first, in words."""

BY_NAME: Mapping[str, Field] = {field.name: field for field in FIELDS}
"""The fields by name, in their order: what all who derive from the table walk through."""
