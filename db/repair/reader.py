"""Reads a text that may be damaged: line by line, with what the whole of it tells about each.

One text was mostly damaged in one way, but some of its lines may be sound: they came another way.
So each line is judged by itself, and the pair of encodings that explains most of the text is
trusted on less evidence than any other. A line that shows no damage stays as it is; to alter a
sound line is worse than to leave a damaged one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from db.repair.attempt import UNKNOWN, Attempt, by_pair
from db.repair.known import by_ftfy
from db.repair.letters import Languages
from db.repair.oddness import ENOUGH, oddness
from db.repair.pairs import PAIRS, Pair, Parsed, parse
from db.repair.plain import explain_plain
from db.repair.reading import Piece, Reading

_ENOUGH_IN_KEEPING = 0.5
"""The gain that suffices for the pair that explains the rest of the text."""
_NEAR = 0.95
"""The share of the best gain with which another pair is a rival."""
_CLOSE = 0.25
"""The gain by which another reading of a line may fall short and still put it in doubt."""
_STRONG = 4.0
"""The score over a whole text that makes its pair trusted."""


@dataclass(frozen=True, slots=True)
class _Main:
    """The pair that explains most of a text."""

    pair: Pair
    gain: float
    usual: float
    languages: Languages
    near: tuple[Pair, ...] = ()
    """The pairs that explain nearly as much."""

    @property
    def nearest(self) -> tuple[Pair, ...]:
        """The pair and those that explain nearly as much, itself first."""
        return (self.pair, *(pair for pair in self.near if pair is not self.pair))

    @property
    def is_trusted(self) -> bool:
        return self.gain >= _STRONG


def read(text: str) -> Reading:
    """Return the repaired reading of a text; of a sound one, the text itself."""
    if text.isascii():
        return Reading(text, text)
    lines = text.split("\n")
    beyond = {number: frozenset(line) for number, line in enumerate(lines) if not line.isascii()}
    odd = [number for number in beyond if oddness(lines[number]) > 0]
    attempts: dict[int, list[Attempt]] = {number: [] for number in odd}
    main = _try_pairs(lines, attempts, beyond)
    chosen = {number: _chosen(lines[number], attempts[number], main) for number in odd}
    plain = [number for number in beyond if chosen.get(number) is None]
    chosen |= explain_plain(
        {number: lines[number] for number in plain},
        main.nearest if main else (),
        main.languages if main else Languages({}),
        is_trusted=main is not None and main.is_trusted,
    )
    return _joined(text, lines, {n: each for n, each in chosen.items() if each is not None})


def _try_pairs(
    lines: list[str], attempts: dict[int, list[Attempt]], beyond: Mapping[int, frozenset[str]]
) -> _Main | None:
    """Collect what each pair makes of each odd line, and find the pair that explains most."""
    tried: list[_Main] = []
    sound = Counter(char for n in beyond if n not in attempts for char in lines[n] if char > "\x7f")
    parsed = _parse_all({number: lines[number] for number in attempts}, beyond)
    for pair in PAIRS:
        of_pair = parsed.get(pair, {})
        languages = Languages(_letters(of_pair.values(), sound))
        kept: list[Attempt] = []
        for number, under_pair in of_pair.items():
            attempt = by_pair(lines[number], under_pair, pair, languages)
            if attempt is not None and attempt.gain > 0:
                attempts[number].append(attempt)
                kept.append(attempt)
        gain, usual = sum(each.score for each in kept), sum(each.usual for each in kept)
        tried.append(_Main(pair, gain, usual, languages))
    best = max(tried, key=lambda each: (round(each.gain, 1), each.usual))
    near = tuple(each.pair for each in tried if each.gain >= _NEAR * best.gain)
    return replace(best, near=near) if best.gain > 0 else None


def _parse_all(
    lines: Mapping[int, str], beyond: Mapping[int, frozenset[str]]
) -> dict[Pair, dict[int, Parsed]]:
    """Parse each line under the pairs that it may come from, leaving out those far behind."""
    found: dict[Pair, dict[int, Parsed]] = {}
    for number, line in lines.items():
        under = {pair: parse(line, pair) for pair in PAIRS if _is_of(beyond[number], pair)}
        most = max((parsed.evidence for parsed in under.values()), default=0)
        for pair, parsed in under.items():
            if 2 * parsed.evidence >= most and parsed.sequences:
                found.setdefault(pair, {})[number] = parsed
    return found


def _is_of(chars: frozenset[str], pair: Pair) -> bool:
    """Whether at most a quarter of a line's characters cannot come from a pair."""
    outside = [char for char in chars if char > "\x7f"]
    return 4 * sum(char not in pair.bytes_of for char in outside) <= len(outside)


def _letters(parsed: Iterable[Parsed], sound: Mapping[str, int]) -> Counter[str]:
    """Count the letters that are certain: those of sound lines, and those with all their bytes."""
    seen = Counter(sound)
    for line in parsed:
        seen.update(each.char for each in line.sequences if each.char)
    return seen


def _chosen(line: str, attempts: list[Attempt], main: _Main | None) -> Attempt | None:
    """Choose among the attempts at one line; None where it had better stay as it is."""
    known = by_ftfy(line)
    candidates = [*attempts, known] if known else attempts
    if not candidates:
        return None
    best = max(candidates, key=lambda each: (round(each.score, 1), each.usual))
    if main is not None and main.is_trusted:
        kept = next((each for each in attempts if each.pair is main.pair), None)
        if kept is not None and _is_in_keeping(kept, best):
            return _doubted(kept, [each for each in attempts if each.pair in main.near])
    return _doubted(best, attempts) if best.gain >= ENOUGH else None


def _is_in_keeping(kept: Attempt, best: Attempt) -> bool:
    """Whether the reading by the pair of the whole text is good enough against the best."""
    is_legible = any(edit.text != UNKNOWN for edit in kept.edits)
    is_near = kept.gain >= max(_ENOUGH_IN_KEEPING, best.gain - 1)
    return kept.is_whole or (is_legible and is_near)


def _doubted(chosen: Attempt, rivals: list[Attempt]) -> Attempt:
    """Mark as guesses the edits that another reading, hardly worse, makes differently."""
    doubts = [set(each.edits) for each in rivals if each.score >= chosen.score - _CLOSE]
    edits = tuple(
        replace(edit, is_guess=edit.is_guess or any(edit not in each for each in doubts))
        for edit in chosen.edits
    )
    return replace(chosen, edits=edits)


def _joined(text: str, lines: list[str], chosen: Mapping[int, Attempt]) -> Reading:
    """Put the lines together again, with the pieces that differ."""
    pieces: list[Piece] = []
    raw_offset = offset = 0
    for number, line in enumerate(lines):
        attempt = chosen.get(number)
        shift = offset - raw_offset
        for edit in attempt.edits if attempt else ():
            start = raw_offset + edit.start + shift
            raw_start, raw_end = raw_offset + edit.start, raw_offset + edit.end
            pieces.append(Piece(raw_start, raw_end, start, start + len(edit.text), edit.is_guess))
            shift += len(edit.text) - (edit.end - edit.start)
        raw_offset += len(line) + 1
        offset += len(attempt.text if attempt else line) + 1
    repaired = (chosen[n].text if n in chosen else line for n, line in enumerate(lines))
    labels = {each.pair.label if each.pair else None for each in chosen.values()}
    label = labels.pop() if len(labels) == 1 else None
    return Reading(text, "\n".join(repaired), tuple(pieces), label)
