"""One way to read one line: what it changes, and by how much the line is less odd for it.

A candidate comes from a pair of encodings, or from ftfy, which knows more ways for a line to be
damaged than one pair at a time but not where in the line it changed what.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Container, Iterable
from collections.abc import Sequence as Row
from dataclasses import dataclass
from math import log

from db.repair import letters, signs
from db.repair.letters import KNOWN, Languages
from db.repair.oddness import oddness
from db.repair.pairs import Pair, Parsed, Sequence, parse

UNKNOWN = "\ufffd"
"""Stands where a character was and nothing tells which."""

_SURE = 0.5
"""The share of the weight that one candidate must have to be shown rather than `UNKNOWN`."""
_GREEK = "\u0370"
"""Where the scripts other than Latin begin."""
_FOREIGN = 0.2
"""How much each letter of another script than Latin speaks against a reading: "Ø±" is a sign."""
_USUAL_SIGNS = frozenset("¡¿£§©ª®±²³´µ¶·¹º¼½¾×÷")
_WHOLE = 2.0
"""The gain that a reading without loose ends is worth, when readings are compared."""
_CONTEXT = 500
"""How far back a guess looks in its line, in characters."""
_DEPTH = 3
"""How often one text may have been damaged in the same way."""
_PRIOR = Languages({})
_ENDING_IN_NBSP = frozenset(char for char in KNOWN if char.encode().endswith(b"\xa0"))


@dataclass(frozen=True, slots=True)
class Edit:
    """A stretch of a line and the one or more characters it reads as."""

    start: int
    """Where the stretch begins in the line."""
    end: int
    """Where it ends, exclusive."""
    text: str
    """What it reads as."""
    is_guess: bool = False
    """Whether that was chosen rather than read."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """A candidate reading of one line."""

    text: str
    """The line as it would read."""
    edits: tuple[Edit, ...]
    """What would be changed, in order."""
    gain: float
    """How much less odd the line would be."""
    pair: Pair | None = None
    """Where it comes from; None for ftfy."""
    usual: float = 0.0
    """How usual the letters restored are in any language, to decide between equal gains."""
    is_whole: bool = False
    """Whether all that is not ASCII in the line is UTF-8 of usual letters, nothing lost."""

    @property
    def score(self) -> float:
        """The gain, with what it says for a pair that nothing has to be guessed under it."""
        return self.gain + (_WHOLE if self.is_whole else 0.0)


def by_pair(line: str, parsed: Parsed, pair: Pair, languages: Languages) -> Attempt | None:
    """Read a line under one pair, as often over as that makes it less odd."""
    best: Attempt | None = None
    edits: tuple[Edit, ...] = ()
    text, cost, odd = line, 0.0, oddness(line)
    for depth in range(_DEPTH):
        under_pair = parse(text, pair) if depth else parsed
        text, later, step = _apply(text, under_pair, pair, languages)
        if not later:
            break
        edits, cost = _composed(edits, later), cost + step
        rest = oddness(text)
        if best is None or odd - rest - cost > best.gain:
            usual = sum(log(_PRIOR.often(char)) for edit in edits for char in edit.text)
            is_certain = not any(edit.is_guess for edit in edits)
            is_whole = is_certain and cost <= _FOREIGN * len(edits) + 0.01
            best = Attempt(text, edits, odd - rest - cost, pair, usual, is_whole)
        if not rest:
            break
    return best


def _apply(
    line: str, parsed: Parsed, pair: Pair, languages: Languages
) -> tuple[str, tuple[Edit, ...], float]:
    """Replace the sequences of a line; return it with the edits and what speaks against them."""
    against = 1.0 * parsed.strays + 0.5 * parsed.foreign
    done, edits, place = "", [], 0
    whole: set[str] = set()
    for sequence in parsed.sequences:
        done += line[place : sequence.start]
        char = sequence.char or _guess(sequence, done[-_CONTEXT:], line, pair, languages)
        place = sequence.end
        if sequence.lost and char in _ENDING_IN_NBSP and line[place : place + 2] == "  ":
            place += 1  # the no-break space was not dropped but turned into a plain one
        if char is None:
            done += line[sequence.start : place]
            against += 1.0
            continue
        done += char
        if not sequence.lost:
            whole.add(char)
        elif char == UNKNOWN and not sequence.is_wide:
            against += 1.0
        edits.append(Edit(sequence.start, place, char, is_guess=sequence.char is None))
    against += sum(rarity(char) for char in whole)
    return done + line[place:], tuple(edits), against


def _guess(
    sequence: Sequence, done: str, line: str, pair: Pair, languages: Languages
) -> str | None:
    """Choose the character that lost bytes; None where it was hardly damaged at all."""
    left, after = line[sequence.start : sequence.end], line[sequence.end : sequence.end + 2]
    choice = pair.remains.get(left, ())
    weights = {
        **letters.weights(_only(choice, KNOWN), done, after, languages),
        **signs.weights(_only(choice, signs.FITS), done, after, languages),
    }
    total = sum(weights.values())
    if total > 0:
        best = max(weights, key=weights.__getitem__)
        return best if weights[best] >= _SURE * total else UNKNOWN
    return UNKNOWN if sequence.is_wide or len(left) > 1 else None


def _only(chars: Iterable[str], known: Container[str]) -> list[str]:
    return [char for char in chars if char in known]


def rarity(char: str) -> float:
    """How much a restored character speaks against the way in which it was read."""
    if char in KNOWN:
        return 0.0 if char < _GREEK or "\u1e00" <= char < "\u1f00" else _FOREIGN
    if char in signs.FITS or char in _USUAL_SIGNS or char > "\u2fff":
        return 0.0 if unicodedata.category(char) != "Cn" else 1.0
    if char < _GREEK:
        return 0.5
    return _FOREIGN if unicodedata.category(char)[0] in "LMNP" else 1.0


def applied(line: str, edits: Iterable[Edit]) -> str:
    """Return a line with its edits made."""
    parts, place = [], 0
    for edit in edits:
        parts += [line[place : edit.start], edit.text]
        place = edit.end
    return "".join([*parts, line[place:]])


def _composed(first: Row[Edit], second: Row[Edit]) -> tuple[Edit, ...]:
    """Join two rounds of edits into one; those of the first read as one character each."""
    if not first:
        return tuple(second)
    joined: list[Edit] = []
    waiting = list(first)
    shift = 0
    for edit in second:
        while waiting and waiting[0].start - shift < edit.start:
            early = waiting.pop(0)
            joined.append(early)
            shift += early.end - early.start - 1
        start, is_guess = edit.start + shift, edit.is_guess
        while waiting and waiting[0].start - shift < edit.end:
            inner = waiting.pop(0)
            shift += inner.end - inner.start - 1
            is_guess = is_guess or inner.is_guess
        joined.append(Edit(start, edit.end + shift, edit.text, is_guess))
    return (*joined, *waiting)
