"""A sentence for an event that a mapping gives none for, made of its names and dates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from db.dates import PartialDate
from db.intake.drafts import Happening

_SENTENCES: Final[Mapping[str, tuple[str, ...]]] = {
    "hire": ("{person} joined {to} as {title}", "{person} joined {to}"),
    "return": ("{person} returned to {to} as {title}", "{person} returned to {to}"),
    "departure": ("{person} left {from} as {title}", "{person} left {from}"),
    "move": (
        "{person} moved from {from} to {to} as {title}",
        "{person} moved from {from} to {to}",
        "{person} moved to {to}",
        "{person} moved from {from}",
    ),
    "appointment": ("{person} was appointed {title} at {to}", "{person} was appointed at {to}"),
    "position": (
        "{person} was {title} at {to}",
        "{person} held a position at {to}",
        "{person} was {title}",
    ),
    "founding": ("{person} founded {to}", "{by} founded {to}"),
    "offer": ("{by} offered {person} {title}", "{by} made {person} an offer"),
    "launch": ("{by} launched {about}",),
    "stake": ("{by} had a stake of {amount} in {about}", "{by} had a stake in {about}"),
}
"""How events of a type are told, the fullest sentence first: that whose names are all there."""

_KEYS: Final = ("person", "from", "to", "by", "about", "title", "amount")
_PLAIN: Final = ("done", "stated")
_MOST: Final = 5
_LONGEST: Final = 200


def sentence(happening: Happening) -> str:
    """Tell an event in one sentence, hedged by its status and grade."""
    parts: dict[str, list[str]] = {}
    for part in happening.parts:
        parts.setdefault(part.role, []).append(_short(part.text or part.key or ""))
    words = {role: _listed(names) for role, names in parts.items()}
    if happening.title:
        words["title"] = _short(happening.title)
    if happening.amount:
        words["amount"] = happening.amount.text
    forms = _SENTENCES.get(happening.type, ())
    fitting = (
        form.format_map(words)
        for form in forms
        if all(f"{{{key}}}" not in form or key in words for key in _KEYS)
    )
    told = next(fitting, None) or _plain(happening.type, words)
    hedges = [each for each in (happening.status, happening.grade) if each not in _PLAIN]
    led = f"{', '.join(hedges).capitalize()}: {told}" if hedges else told
    return f"{led}{_when(happening.date, happening.until)}."


def _plain(kind: str, words: Mapping[str, str]) -> str:
    """Tell what there is no sentence for: what it was, and who took which part."""
    head = kind.replace("-", " ").capitalize()
    rest = ", ".join(
        value if role in ("title", "amount") else f"{value} ({role.replace('-', ' ')})"
        for role, value in words.items()
    )
    return f"{head}: {rest}" if rest else head


def _listed(names: Sequence[str]) -> str:
    """Join names as in a sentence; many are counted."""
    if len(names) > _MOST:
        names = [*names[: _MOST - 1], f"{len(names) - _MOST + 1} others"]
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"


def _when(date: PartialDate | None, until: PartialDate | None) -> str:
    if date and until:
        return f" ({_words(date)} – {_words(until)})"
    if until:
        return f" (until {_words(until)})"
    return f" ({_words(date)})" if date else ""


def _words(date: PartialDate) -> str:
    return date.label or date.text
