"""Damage that leaves hardly a trace: lines such as "Itâs Metaâs", made of sound letters alone.

Only the places of the letters tell. Each of them has to stand where a mark belongs and no letter
does, or else be part of a whole letter of UTF-8, and the text as a whole has to bear it out, before
such a line is read as damaged.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from db.repair import signs
from db.repair.attempt import Attempt, Edit, by_pair, rarity
from db.repair.letters import KNOWN, Languages
from db.repair.pairs import PAIRS, Pair, parse

_ENOUGH = 3
"""How many such places a text without other damage must have."""
_MANY = 6
"""How many places must speak for it to each one that does not."""
_MOST = 3
"""How many places of one line must speak for it to each one that does not."""
_OFTEN = 0.05
"""Letters in a thousand from which on a letter is usual in a language."""
_VOWELS = frozenset("aeiouyhœæ")
_CUT = frozenset("cdjlmnst")
_CUT_ENDS = ("qu", "ll", "un")
"""What is left of words that French, Italian and Catalan cut short before a vowel."""
_TAILS = frozenset({"s", "t", "m", "d", "re", "ve", "ll"})
_USUAL = tuple(pair for pair in PAIRS if pair.read_as == "latin-1")


def explain_plain(
    lines: Mapping[int, str], pairs: Iterable[Pair], languages: Languages, *, is_trusted: bool
) -> dict[int, Attempt]:
    """Read the lines that show too little alone, under the pairs that the others speak for.

    Where those are not to be trusted, the lines have to agree among themselves.
    """
    found: dict[int, Attempt] = {}
    good = bad = 0
    for number, line in lines.items():
        attempt = _borne_out(line, tuple(pairs) or _USUAL, languages, is_trusted=is_trusted)
        if attempt is None:
            bad += sum(char > "\x7f" for char in line)
        else:
            good += len(attempt.edits)
            found[number] = attempt
    return found if is_trusted or (good >= _ENOUGH and good >= _MANY * bad) else {}


def _borne_out(
    line: str, pairs: Iterable[Pair], languages: Languages, *, is_trusted: bool
) -> Attempt | None:
    """Read a line under the first pair by which every place in it makes sense."""
    for pair in pairs:
        attempt = by_pair(line, parse(line, pair), pair, languages)
        if attempt is None or not _is_complete(line, attempt):
            continue
        rest = [e for e in attempt.edits if not (is_trusted and _is_usual(line, e, languages))]
        placed = sum(_is_placed(line, edit, is_trusted=is_trusted) for edit in rest)
        dashes = sum(edit.text in "–—" for edit in rest)  # "â" is a word in Welsh
        if not rest or placed >= max(1, _MOST * (len(rest) - placed - dashes)):
            return attempt
    return None


def _is_complete(line: str, attempt: Attempt) -> bool:
    """Whether all that is not ASCII is accounted for, and what is opened is closed."""
    damaged = sum(char > "\x7f" for edit in attempt.edits for char in line[edit.start : edit.end])
    opened = sum(edit.text in "“„" for edit in attempt.edits if edit.is_guess)
    closed = sum(edit.text == "”" for edit in attempt.edits if edit.is_guess)
    return opened == closed and damaged == sum(char > "\x7f" for char in line)


def _is_usual(line: str, edit: Edit, languages: Languages) -> bool:
    """Whether a letter that the text would use has all its bytes, or is the capital of a word."""
    if languages.often(edit.text) < _OFTEN and (edit.text in KNOWN or rarity(edit.text)):
        return False
    last, following = line[edit.start - 1 : edit.start], line[edit.end : edit.end + 1]
    is_capital = edit.text.isupper() and following.islower() and not last.isalpha()
    return is_capital or not edit.is_guess


def _is_placed(line: str, edit: Edit, *, is_trusted: bool) -> bool:
    """Whether a mark stands where no letter of a word would."""
    last, following = line[edit.start - 1 : edit.start], line[edit.end : edit.end + 1]
    if edit.text in "“”„":
        return True
    if edit.text in "àÀ":
        return not last.strip() and not following.strip()
    if edit.end - edit.start > 1:
        return edit.text in signs.FITS and not (last.isalpha() and following.isalpha())
    head, tail = _letters_before(line, edit.start), _letters_after(line, edit.start + 1)
    if edit.text != "’" or not head or not tail:
        return False
    return (len(head) >= 2 and tail in _TAILS) or (is_trusted and _is_elision(head, tail))


def _is_elision(head: str, tail: str) -> bool:
    """Whether a word that can be cut short stands before a vowel, as in "l’été"."""
    head = head.lower()
    is_cut = head in _CUT or head.endswith(_CUT_ENDS)
    return is_cut and (tail[0].lower() in _VOWELS or tail[0].isupper())


def _letters_before(line: str, place: int) -> str:
    start = place
    while start and line[start - 1].isalpha() and line[start - 1] < "\x80":
        start -= 1
    return line[start:place]


def _letters_after(line: str, place: int) -> str:
    end = place
    while end < len(line) and line[end].isalpha() and line[end] < "\x80":
        end += 1
    return line[place:end]
