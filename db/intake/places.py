"""Facts by hand: where the words of a quote stand in its source's text.

Whoever writes facts gives the words, and the words before them where they occur twice. The
offsets, the surroundings, the hash and the length are counted here, never typed. How much of the
surroundings is kept may be less for a source that can only be quoted sparingly: `context`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from db.anchor import CONTEXT, context
from db.intake.lines import Document, Fact
from db.records import Quote, Source
from db.seeking import nearest_passage, occurrences
from db.texts import HeldText, Texts

_SHOWN = 160
_SHOWN_BEFORE = 24
_SHOWN_PLACES = 3


@dataclass(frozen=True, slots=True)
class PlacedSource:
    """A source, and its text where it is at hand as the source knows it."""

    source: Source
    """The source."""
    text: str | None
    """The text that offsets count in; None where it is not at hand."""
    missing: str = ""
    """Why the text is not at hand, in words."""
    width: int = CONTEXT
    """How many characters around each of its quotes are kept."""


def source_document(fact: Fact, texts: Texts, known: Source | None) -> Document:
    """Return a source's document with the hash and the length of its text.

    Without the text, a source that gives both is taken at its word, and one that the database
    has keeps what it has.

    Raises:
        BadRecord: no text can be found and none is known, or it is not the one that is named.
        BadFile: the text cannot be read.
    """
    width_of(fact)
    document = {key: value for key, value in fact.document.items() if key != "context"}
    file = document.get("file")
    held = texts.named(file) if isinstance(file, str) else None
    if held is not None:
        _check_agreement(fact, {"sha256": held.sha256, "length": len(held.text)}, held)
        return {**document, "sha256": held.sha256, "length": len(held.text)}
    if "sha256" in document and "length" in document:
        return document
    if known is not None and document.get("sha256", known.sha256) == known.sha256:
        return {**document, "sha256": known.sha256, "length": known.length}
    if not isinstance(file, str):
        raise fact.fault("file", "it is missing", "Name the file that has the source's text.")
    raise fact.fault("file", f"there is no “{file}” in {_folders(texts)}", _GIVE_TEXTS)


def width_of(fact: Fact) -> int:
    """Return how many characters around each quote of a source are kept as prefix and suffix.

    Raises:
        BadRecord: it is not a whole number from 0 to 32.
    """
    width = fact.document.get("context", CONTEXT)
    if type(width) is not int or not 0 <= width <= CONTEXT:  # bool is an int too
        shown = json.dumps(width, ensure_ascii=False)
        remedy = f"Write a whole number from 0 to {CONTEXT}, or leave it out for {CONTEXT}."
        raise fact.fault("context", f"{shown} is no number of characters", remedy)
    return width


def placed(source: Source, texts: Texts, width: int = CONTEXT) -> PlacedSource:
    """Return a source with its text, or with the reason why it has none.

    Raises:
        BadFile: the text cannot be read.
    """
    held = texts.held(source)
    if held is None:
        return PlacedSource(source, None, f"its text is not in {_folders(texts)}", width)
    if held.is_changed:
        missing = f"{held.path} is not the text that the source knows: its SHA-256 differs"
        return PlacedSource(source, None, missing, width)
    return PlacedSource(source, held.text, "", width)


def quote_document(fact: Fact, placed: PlacedSource, known: Quote | None) -> Document:
    """Return a quote's document with its offsets, its surroundings and its defaults.

    Without the text, a quote that gives them all is taken at its word, and one that the database
    has keeps what it has.

    Raises:
        BadRecord: the words are not in the text, or are there more than once.
    """
    document = {"lang": placed.source.lang, **fact.document}
    if "speaker" not in document:
        document.setdefault("speech", "none")
    exact = document.get("exact")
    if not isinstance(exact, str) or not exact:
        raise fact.fault("exact", "it is missing", "Give the words, letter for letter.")
    if placed.text is None:
        document |= _unseen(fact, exact, placed, known)
        return {**document, **_shortened(document, placed.width)}
    start = _found(fact, exact, placed.text)
    end = start + len(exact)
    prefix, suffix = context(placed.text, start, end, placed.width)
    _check_agreement(fact, {"start": start, "end": end})
    return {**document, "prefix": prefix, "suffix": suffix, "start": start, "end": end}


_GIVE_TEXTS = "Put it there, or name its folder with --texts DIR."
_COMPUTED = ("prefix", "suffix", "start", "end")


def _unseen(fact: Fact, exact: str, placed: PlacedSource, known: Quote | None) -> Document:
    """Return the place of a quote whose text nobody holds, where it is known already."""
    given = {key: fact.document[key] for key in _COMPUTED if key in fact.document}
    if len(given) == len(_COMPUTED):
        return given
    if known is not None and (known.source, known.exact) == (placed.source.id, exact):
        prefix = str(given.get("prefix", ""))
        if known.prefix.endswith(prefix) or prefix.endswith(known.prefix):
            return {key: getattr(known, key) for key in _COMPUTED}
    raise fact.fault(
        "exact",
        f"its place cannot be found, as {placed.missing}",
        _GIVE_TEXTS,
    )


def _shortened(document: Document, width: int) -> Document:
    """Return the surroundings of a document, cut to the characters that are kept."""
    prefix, suffix = document["prefix"], document["suffix"]
    if isinstance(prefix, str) and isinstance(suffix, str):
        return {"prefix": prefix[max(0, len(prefix) - width) :], "suffix": suffix[:width]}
    return {}


def _found(fact: Fact, exact: str, text: str) -> int:
    """Return the one place where the words stand, or say why it cannot be told."""
    before, after = (str(fact.document.get(key) or "") for key in ("prefix", "suffix"))
    everywhere = list(occurrences(exact, text))
    if not everywhere:
        raise fact.fault("exact", *_not_found(exact, text))
    given = fact.document.get("start")
    places = [
        at
        for at in everywhere
        if text.endswith(before, 0, at)
        and text.startswith(after, at + len(exact))
        and given in (None, at)
    ]
    if len(places) == 1:
        return places[0]
    shown = _leads(text, places or everywhere)
    if places:
        raise fact.fault(
            "exact",
            f"the words stand at {len(places)} places in the text",
            f"Before them stands {shown}: give the right one as “prefix”, or what stands after "
            "as “suffix”.",
        )
    field = "prefix" if before else "suffix" if after else "start"
    raise fact.fault(
        field,
        "the words are in the text, and not at such a place",
        f"Correct it, or leave it out where they stand once; before them stands {shown}.",
    )


def _not_found(exact: str, text: str) -> tuple[str, str]:
    """Say that the words are not there, and what is there instead."""
    span = nearest_passage(exact, text)
    problem = "these words are not in the source's text"
    if span is None:
        return problem, "Copy them from the text, letter for letter."
    passage = text[slice(*span)]
    pairs = enumerate(zip(exact, passage, strict=False))
    shorter = min(len(exact), len(passage))
    at = next((place for place, (one, other) in pairs if one != other), shorter)
    theirs, ours = _named(passage[at : at + 1]), _named(exact[at : at + 1])
    shown = passage if len(passage) <= _SHOWN else f"{passage[:_SHOWN]}…"
    return problem, (
        f"The nearest passage is {_quoted(shown)}, which differs first at character "
        f"{at + 1}: {theirs} in the text, {ours} here."
    )


def _leads(text: str, places: list[int]) -> str:
    leads = [_quoted(text[max(0, at - _SHOWN_BEFORE) : at]) for at in places[:_SHOWN_PLACES]]
    more = ", …" if len(places) > _SHOWN_PLACES else ""
    return ", ".join(leads) + more


def _quoted(words: str) -> str:
    """Return words as they would stand in the file of facts."""
    return json.dumps(words, ensure_ascii=False)


def _named(character: str) -> str:
    """Return a character with its code point, as look-alikes are told apart by it alone."""
    return f"{_quoted(character)} (U+{ord(character):04X})" if character else "the end"


def _check_agreement(
    fact: Fact, computed: Mapping[str, object], held: HeldText | None = None
) -> None:
    """Refuse a fact that says of its text what the text does not bear out."""
    for field, value in computed.items():
        given = fact.document.get(field, value)
        if given != value:
            where = f"in {held.path}" if held else "in the text"
            raise fact.fault(
                field, f"it is {given} here and {value} {where}", "Leave it out; it is counted."
            )


def _folders(texts: Texts) -> str:
    return " or ".join(str(folder) for folder in texts.folders) or "any folder"
