"""The fields of the query language as a table: parser, errors, English and help derive from it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

from db.library.terms import HAS, IS
from db.records import FAMILIES, GRADES, STATUSES

Takes = Literal["choice", "type", "name", "lang", "date", "amount"]
"""What a field's value is: one of a list, an event type, somebody's name, a language …"""


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
    """The values there are, where there is a list."""
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

FIELDS: tuple[Field, ...] = (
    Field("type", "what happened", "type:hire", "type", (*TYPES, *FAMILIES), is_single=True),
    Field("from", "where someone or something left", "from:openai", "name"),
    Field("to", "where someone or something went", "to:meta", "name"),
    Field("person", "a person who takes part, speaks or relays", "person:zhao", "name"),
    Field("company", "an organisation that takes part, speaks or relays", "company:meta", "name"),
    Field("source", "the article or document that says so", "source:gate", "name", is_single=True),
    Field("lang", "the language of the quote", "lang:fr", "lang", tuple(LANGUAGES), is_single=True),
    Field("grade", "how the source puts it", "grade:denied", "choice", GRADES, is_single=True),
    Field("status", "how far it has come", "status:agreed", "choice", STATUSES, is_single=True),
    Field("speaker", "whose claim or words it is", "speaker:altman", "name"),
    Field("has", "what the record holds", "has:amount", "choice", tuple(HAS)),
    Field("is", "what the claim is", "is:disputed", "choice", tuple(IS)),
    Field("date", "when it can have happened", "date:2025-07..2025-08", "date", is_single=True),
    Field("amount", "money, share or head count", "amount:>=100M", "amount", is_single=True),
)
"""Every field, in the order in which help lists them."""

OPERATORS: tuple[Operator, ...] = (
    Operator(" ", "all terms must match, in any order", "zhao threat"),
    Operator('"…"', "these words, whole and in this order", '"papers signed"'),
    Operator("-", "without it", "-openai"),
    Operator("!", "without it, the same as -", "!openai"),
    Operator(":=", "that one alone, without its labs and teams", "to:=meta"),
    Operator("..", "from … to …, either end may be open", "date:2025-07.."),
    Operator(">=", "at least; also > < <= and =", "amount:>=100M"),
)
"""Every sign besides, in the order in which help lists them."""

BY_NAME: Mapping[str, Field] = {field.name: field for field in FIELDS}
"""The fields by name."""
