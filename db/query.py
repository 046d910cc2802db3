"""What was typed -> Query, and back: terms, filters, and the place of what cannot be read.

A query is words, `"a phrase"` and `field:value`, each of which may be turned round by `-` or `!`.
The fields are the table in `db.fields`; nothing here knows a field by name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from db.dates import parse_span
from db.errors import BadQuery, BadTerm
from db.fields import BY_NAME, FIELDS, LANGUAGES, OPERATORS, Field, Operator
from db.terms import FIELD_START, QUOTES, Query, Term, unparse
from db.words import fold

if TYPE_CHECKING:
    from db.library import Library

__all__ = [
    "FIELDS",
    "OPERATORS",
    "Field",
    "Operator",
    "Query",
    "Term",
    "describe",
    "parse",
    "unparse",
]

MOST_TERMS = 200
"""How many terms one query may have: more than anyone types, fewer than SQLite can join."""

_SPACE = re.compile(r"\s*")
_WORD = re.compile(r"\S+")
_QUOTED = r'(?s)"((?:[^"\\]|\\.)*)"'
_ESCAPED = r"(?s)\\(.)"
_TAG = r"[a-z]{2,3}(-[a-z0-9]{1,8})*"
_NEAR_TYPE = 0.75
_NO_LETTER = "There is no letter or sign here to look for. Write a word."
_AS_WORDS = "To look for it as words, put it in quotation marks."


def parse(text: str) -> Query:
    """Read what was typed; raises `BadQuery`, which marks the place and says what is known."""
    terms: list[Term] = []
    place = _skip(text, 0)
    while place < len(text):
        term = _term(text, place)
        if len(terms) == MOST_TERMS:
            problem = f"A query has {MOST_TERMS} terms at most. Leave out what begins here."
            raise BadQuery(problem, text, term.start, term.end)
        terms.append(term)
        place = _skip(text, term.end)
    return Query(tuple(terms))


def describe(query: Query, library: Library | None = None) -> str:
    """Return what a query asks for, in English; with a library, by the names it has for ids."""
    from db.phrasing import describe as in_words  # late: a search says nothing about itself

    return in_words(query, library)


def _skip(text: str, place: int) -> int:
    """Return where the next term begins."""
    found = _SPACE.match(text, place)
    return found.end() if found else place


def _term(text: str, start: int) -> Term:
    """Read the term that begins here."""
    is_not = text[start] in "-!"
    place = start + is_not
    if place == len(text) or text[place].isspace():
        raise BadQuery(f"“{text[start]}” needs a word right after it.", text, start, place)
    if text[place] in QUOTES:
        phrase, end = _phrase(text, place)
        return Term(phrase, None, is_not, is_phrase=True, start=start, end=end)
    if named := FIELD_START.match(text, place):
        return _field_term(text, start, named, is_not=is_not)
    end = _end_of_word(text, place)
    if not fold(text[place:end]).strip():
        raise BadQuery(_NO_LETTER, text, place, end)
    return Term(text[place:end], None, is_not, start=start, end=end)


def _field_term(text: str, start: int, named: re.Match[str], *, is_not: bool) -> Term:
    """Read a field term, from its colon on."""
    field = BY_NAME.get(named[1].lower())
    if field is None:
        raise BadQuery(_unknown_field(named[1]), text, named.start(), named.end())
    place = named.end()
    is_exact = not field.is_measure and text[place : place + 1] == "="
    place += is_exact
    if text[place : place + 1] in QUOTES and place < len(text):
        value, end = _phrase(text, place)
    else:
        end = _end_of_word(text, place)
        value = text[place:end]
    if not fold(value).strip():
        raise BadQuery(f"“{field.name}:” needs a value, as in {field.example}.", text, start, end)
    try:
        checked = _checked(field, value.strip(), is_exact=is_exact)
    except BadTerm as error:
        raise BadQuery(str(error), text, place, end) from error
    is_name = field.takes in ("name", "type")
    is_exact = is_exact and is_name
    return Term(checked, field.name, is_not, is_exact=is_exact, start=start, end=end)


def _end_of_word(text: str, place: int) -> int:
    """Return where the run of characters that are no space ends."""
    found = _WORD.match(text, place)
    return found.end() if found else place


def _phrase(text: str, place: int) -> tuple[str, int]:
    """Read a phrase in quotation marks; return it and where it ends."""
    closing = QUOTES[text[place]]
    if closing == '"':
        found = re.compile(_QUOTED).match(text, place)
        phrase, end = (re.sub(_ESCAPED, r"\1", found[1]), found.end()) if found else ("", 0)
    else:
        at = text.find(closing, place + 1)
        phrase, end = text[place + 1 : at], at + 1
    if not end:
        raise BadQuery(f"This phrase is not closed: add {closing}.", text, place, len(text))
    if not fold(phrase).strip():
        raise BadQuery("There is nothing between the quotation marks.", text, place, end)
    return phrase, end


def _checked(field: Field, value: str, *, is_exact: bool) -> str:
    """Return a value as the field's table writes it; raises `BadTerm` where it is none."""
    folded = fold(value).strip()
    if field.takes == "date":
        parse_span(value)
    elif field.takes == "amount":
        from db.amounts import parse_amount  # late: few queries have an amount

        parse_amount(value)
    elif field.takes == "lang":
        return _language(folded)
    elif field.takes == "type":
        if not is_exact:
            _refuse_mistyped(folded)
        return folded
    elif field.takes == "choice":
        if folded not in field.values:
            near = _nearest(folded, field.values)
            meant = f" Did you mean {field.name}:{near}?" if near else ""
            listed = ", ".join(field.values)
            raise BadTerm(f"{field.name}: has no value “{value}”.{meant} It takes {listed}.")
        return folded
    return value


def _language(folded: str) -> str:
    """Return the tag of a language from its tag or English name."""
    tags = {fold(name): tag for tag, name in reversed(tuple(LANGUAGES.items()))}
    if folded in tags:
        return tags[folded]
    if re.fullmatch(_TAG, folded):
        return folded
    near = _nearest(folded, tuple(tags))
    meant = f" Did you mean lang:{tags[near]}?" if near else ""
    raise BadTerm(f"“{folded}” is no language here.{meant} Write a tag such as fr, da or en.")


def _refuse_mistyped(folded: str) -> None:
    """Refuse an event type that is nearly a known one; another may come from an import."""
    known = BY_NAME["type"].values
    if any(each.startswith(folded) for each in known):
        return
    near = _nearest(folded, known, _NEAR_TYPE)
    if near:
        raise BadTerm(
            f"There is no event type “{folded}”. Did you mean type:{near}?"
            f" If your data has it, write type:={folded}."
        )


def _unknown_field(name: str) -> str:
    """Say that a field does not exist, and which one was probably meant."""
    near = _nearest(name.lower(), tuple(BY_NAME))
    if near:
        return f"“{name}:” is no field. Did you mean “{near}:”? {_AS_WORDS}"
    return f"“{name}:” is no field. There are {', '.join(BY_NAME)}. {_AS_WORDS}"


def _nearest(typed: str, known: Sequence[str], cutoff: float = 0.6) -> str | None:
    """Return the known word that is most like what was typed, if any is."""
    import difflib  # on the way to an error only

    starting = [each for each in known if len(typed) > 1 and each.startswith(typed)]
    found = starting or difflib.get_close_matches(typed, known, 1, cutoff)
    return found[0] if found else None
