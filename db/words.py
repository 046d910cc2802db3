"""Folding and tokens, with offsets back into the original.

What a reader types and what an article prints meet in one folded form: NFKD, combining marks
dropped, casefold, a small table for letters that Unicode does not decompose, NFC last. Both sides
are folded by this module and by nothing else, so "Tromso" finds "Tromsø" and the reverse.

Folding changes lengths ("ß" becomes "ss", "ﬁ" becomes "fi"), so `Folded` remembers where each
folded character came from: a match found in folded text is marked in the original.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

_LETTERS = {
    "ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d",
    "ŋ": "n", "ħ": "h", "ŧ": "t", "ĸ": "k", "ƀ": "b", "ɓ": "b", "ɖ": "d", "ɗ": "d",
    "ƒ": "f", "ɠ": "g", "ɨ": "i", "ƙ": "k", "ƚ": "l", "ɲ": "n", "ƞ": "n", "ɵ": "o",
    "ƥ": "p", "ƭ": "t", "ʈ": "t", "ʉ": "u", "ƴ": "y", "ƶ": "z", "ǥ": "g", "ȷ": "j",
    "ə": "e", "ǝ": "e",
    "‘": "'", "’": "'", "‚": "'", "‛": "'", "ʼ": "'", "ʻ": "'", "`": "'",
    "“": '"', "”": '"', "„": '"', "‟": '"', "«": '"', "»": '"',
    "‐": "-", "‒": "-", "–": "-", "—": "-", "―": "-", "−": "-",
    "ـ": "",
}  # fmt: skip
"""Letters, quotation marks and dashes that stand for others and that NFKD leaves alone."""

_KEPT_MARKS = frozenset("\u3099\u309a")
"""The voicing marks of kana: が is another letter than か, not an accented one."""

_SINGLE = (
    "\u0e00-\u0eff"  # Thai, Lao
    "\u0f00-\u109f"  # Tibetan, Myanmar
    "\u1780-\u17ff"  # Khmer
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3041-\u309f\u30a0-\u30ff\u3100-\u312f"
    "\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uf900-\ufaff"
    "\U0001b000-\U0001b16f\U00020000-\U0003ffff"
)
"""Scripts written without spaces: each character is a token, a run of them a phrase."""

_SIGNS = "\u0900-\u0963\u0966-\u0dff\u200c\u200d"
"""Vowel signs of the Indic scripts, which are inside a word though they are no letters."""

_ODD = re.compile(r"[^ -_a-~]")
"""What does not fold to itself in lower case, as all other characters of ASCII do."""

_PLAIN_WORD = re.compile(r"[^\W_]+")
_FIRST_BEYOND, _BLANK_BEYOND, _AGAIN_BEYOND = "\u0900", "\u200e", "\u2e80"
"""Where the characters of `_SIGNS` and `_SINGLE` begin, pause and go on."""

_SLUG_LENGTH = 80


class Folded(NamedTuple):
    """A folded text that knows where each of its characters stood in the original."""

    text: str
    """The folded text, the same as `fold` returns."""
    starts: Sequence[int]
    """For each folded character, where its original begins."""
    ends: Sequence[int]
    """For each folded character, where its original ends, dropped marks included."""
    length: int
    """The length of the original."""

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the original that a folded span came from.

        It covers whole original characters: half of a folded "ss" is the whole "ß".
        """
        if start >= end:
            place = self.starts[start] if start < len(self.starts) else self.length
            return place, place
        return self.starts[start], self.ends[min(end, len(self.ends)) - 1]


@lru_cache(maxsize=8192)
def _fold_character(character: str) -> str:
    """Fold one character to the zero or more characters it is compared as."""
    if character.isspace():
        return " "
    folded = character
    while (once := _folded_once(folded)) != folded:
        folded = once  # casefold and the table can each bring letters that fold again
    return folded


def _folded_once(text: str) -> str:
    """Decompose, drop marks, casefold, and look the rest up."""
    kept = (part for part in unicodedata.normalize("NFKD", text) if not _is_dropped(part))
    return "".join(_LETTERS.get(part, part) for part in "".join(kept).casefold())


def _is_dropped(character: str) -> bool:
    """Whether a decomposed character is an accent or an invisible mark."""
    if character in _KEPT_MARKS:
        return False
    return unicodedata.combining(character) != 0 or unicodedata.category(character) == "Cf"


def fold(text: str) -> str:
    """Return the form in which texts are compared; folding it again changes nothing."""
    if text.isascii() and text.isprintable() and "`" not in text:
        return text.lower()
    folded = _ODD.sub(_fold_found, text)
    if folded.isascii():
        return folded.lower()
    return unicodedata.normalize("NFC", "".join(map(_fold_character, text)))


def _fold_found(found: re.Match[str]) -> str:
    return _fold_character(found[0])


def folded_with_map(text: str) -> Folded:
    """Fold a text and remember where each folded character came from."""
    if not _ODD.search(text):
        size = len(text)
        return Folded(text.lower(), range(size), range(1, size + 1), size)
    characters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for place, character in enumerate(text):
        folded = _fold_character(character)
        if not folded and ends:
            ends[-1] = place + 1
        for part in folded:
            joined = unicodedata.normalize("NFC", characters[-1] + part) if characters else part
            if characters and len(joined) == 1:
                characters[-1], ends[-1] = joined, place + 1
                continue
            characters.append(part)
            starts.append(place)
            ends.append(place + 1)
    return Folded("".join(characters), tuple(starts), tuple(ends), len(text))


def tokens(folded: str) -> list[tuple[str, int, int]]:
    """Cut folded text into words with their places; one character each where no spaces part words.

    Words of Han, kana, Thai and their like are not parted by spaces: there, a typed run is found
    as consecutive single characters.
    """
    return [(found[0], *found.span()) for found in _word_of(folded).finditer(folded)]


def words(folded: str) -> list[str]:
    """Cut folded text into words, without their places."""
    return _word_of(folded).findall(folded)


def runs(folded: str) -> list[str]:
    """Cut folded text into words, but leave together what is written without spaces.

    So an index has a name of Han or Thai as one word, which is then found by any part of it.
    """
    return (_any_run() if _is_beyond(folded) else _PLAIN_WORD).findall(folded)


def is_unspaced(word: str) -> bool:
    """Whether a word is of a script without spaces, so that it has no beginning of its own."""
    return _is_beyond(word) and _any_unspaced().fullmatch(word) is not None


def _word_of(folded: str) -> re.Pattern[str]:
    """Return what cuts this text: most texts need not know of every script."""
    return _any_word() if _is_beyond(folded) else _PLAIN_WORD


def _is_beyond(folded: str) -> bool:
    """Whether a text may hold characters of `_SIGNS` or `_SINGLE`."""
    if folded.isascii() or max(folded) < _FIRST_BEYOND:
        return False
    return any(_FIRST_BEYOND <= each < _BLANK_BEYOND or each >= _AGAIN_BEYOND for each in folded)


@cache
def _any_word() -> re.Pattern[str]:
    """Build the pattern for all scripts when a text needs it, as that takes milliseconds."""
    return re.compile(rf"[{_SINGLE}](?<=[\w{_SINGLE}])|(?:(?![{_SINGLE}])(?!_)[\w{_SIGNS}])+")


@cache
def _any_run() -> re.Pattern[str]:
    """Build the pattern for words and runs, as above."""
    return re.compile(rf"(?:[{_SINGLE}](?<=[\w{_SINGLE}]))+|(?:(?![{_SINGLE}])(?!_)[\w{_SIGNS}])+")


@cache
def _any_unspaced() -> re.Pattern[str]:
    return re.compile(rf"[{_SINGLE}]+")


def slug(text: str) -> str:
    """Return the id that a name suggests: `a-z 0-9 -`, never empty.

    A letter without a Latin form stands as its code point, so that no name is left without an id.
    """
    joined = re.sub(r"-+", "-", "-".join(map(_spelled, words(fold(text))))).strip("-")
    if len(joined) > _SLUG_LENGTH:
        joined = joined[:_SLUG_LENGTH].rpartition("-")[0] or joined[:_SLUG_LENGTH]
    return joined.strip("-") or "unnamed"


def type_from(text: str) -> str:
    """Return the type that words suggest: their slug, or the words where that would spell none.

    Unlike an id a type is read, so that `選挙` is `選挙` and no row of code points.
    """
    folded = fold(text)
    if any(words(folded)) and all(map(str.isascii, words(folded))):
        return slug(text)
    return " ".join(folded.split())[:_SLUG_LENGTH].strip() or "unnamed"


def _spelled(token: str) -> str:
    """Spell a token in the letters an id may have."""
    plain = (part if part.isascii() and part.isalnum() else f"-u{ord(part):x}-" for part in token)
    return "".join(plain)


def unique_slug(text: str, taken: Container[str]) -> str:
    """Return the id that a name suggests, with `-2`, `-3` … where it is taken."""
    wanted = slug(text)
    if wanted not in taken:
        return wanted
    number = 2
    while f"{wanted}-{number}" in taken:
        number += 1
    return f"{wanted}-{number}"
