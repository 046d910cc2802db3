"""ftfy as one more reader of a line, kept to encodings alone, with its changes traced back.

ftfy would also straighten quotes, compose letters and unescape HTML; all of that is switched off.
It returns the repaired line and not what it changed, so the two are aligned afterwards.
"""

from __future__ import annotations

from collections.abc import Iterator

from db.repair.attempt import UNKNOWN, Attempt, Edit, applied, rarity
from db.repair.oddness import oddness

_LONGEST = 20_000
"""The longest line that is aligned with what ftfy makes of it, in characters."""


def by_ftfy(line: str) -> Attempt | None:
    """Read a line as ftfy does; None where it leaves the line alone or the line is endless."""
    if len(line) > _LONGEST:
        return None
    import ftfy

    settings = ftfy.TextFixerConfig(
        unescape_html=False,
        remove_terminal_escapes=False,
        fix_latin_ligatures=False,
        fix_character_width=False,
        uncurl_quotes=False,
        fix_line_breaks=False,
        fix_surrogates=False,
        restore_byte_a0=False,
        fix_c1_controls=False,
        remove_control_chars=False,
        normalization=None,
        explain=False,
    )
    text = ftfy.fix_encoding(line, settings)
    # A plain space is never half a letter here: ftfy would read the capital "PÂ EL" as damage.
    edits = tuple(each for each in traced(line, text) if " " not in line[each.start : each.end])
    if not edits:
        return None
    text = applied(line, edits)
    against = sum(rarity(char) for char in {char for edit in edits for char in edit.text})
    return Attempt(text, edits, oddness(line) - oddness(text) - against, usual=-1e9)


def traced(line: str, text: str) -> Iterator[Edit]:
    """Find the edits that lead from a line to its repaired form, as small as can be proved."""
    for start, end, from_text, to_text in _differences(line, text):
        left, repaired = line[start:end], text[from_text:to_text]
        sizes = [len(char.encode("utf-8", "surrogatepass")) for char in repaired]
        if sum(sizes) != len(left):
            sizes, parts = [len(left)], [repaired]
        else:
            parts = list(repaired)
        place = start
        for size, part in zip(sizes, parts, strict=True):
            yield Edit(place, place + size, part, UNKNOWN in part)
            place += size


def _differences(line: str, text: str) -> Iterator[tuple[int, int, int, int]]:
    """Yield the stretches that differ, with neither side empty: start, end in both texts."""
    from rapidfuzz.distance import Levenshtein

    held: tuple[int, int, int, int] | None = None
    for code in Levenshtein.opcodes(line, text):
        if code.tag == "equal":
            continue
        here = (code.src_start, code.src_end, code.dest_start, code.dest_end)
        if held is not None and held[1] >= here[0]:
            held = (held[0], here[1], held[2], here[3])
        else:
            if held is not None:
                yield held
            held = here
        held = _widened(held, line, text)
    if held is not None:
        yield held


def _widened(stretch: tuple[int, int, int, int], line: str, text: str) -> tuple[int, int, int, int]:
    """Take in one equal neighbour where a side is empty, so that nothing maps to nothing."""
    start, end, from_text, to_text = stretch
    if start < end and from_text < to_text:
        return stretch
    if end < len(line) and to_text < len(text):
        return start, end + 1, from_text, to_text + 1
    return start - 1, end, from_text - 1, to_text
