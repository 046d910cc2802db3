"""A name in comparable words: folded, spelled in Latin letters, without titles and legal forms."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice
from typing import Final, NamedTuple

from db.records import Company, Person
from db.words import fold, words

_TITLES: Final = frozenset(
    {
        "mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "sir", "dame", "lord", "lady",
        "hon", "rev", "ing", "phd", "md", "mba", "esq",
    }
)  # fmt: skip
"""What stands beside a name of a person and is no part of it."""

_FORMS: Final = frozenset(
    {
        "inc", "incorporated", "corp", "corporation", "co", "company", "ltd", "limited", "llc",
        "llp", "lp", "plc", "gmbh", "mbh", "ag", "kg", "se", "sa", "sas", "sarl", "srl", "spa",
        "bv", "nv", "ab", "as", "aps", "oy", "oyj", "kk", "pty", "pte", "pvt", "zrt", "kft", "sro",
        "doo", "ooo", "oao", "zao", "ao", "the",
    }
)  # fmt: skip
"""What stands beside a name of a company and is no part of it."""

_GENERAL: Final = frozenset(
    {
        "group", "holding", "holdings", "international", "global", "worldwide", "technology",
        "technologies", "tech", "platform", "platforms", "systems", "solutions", "services",
        "partners", "ventures", "enterprises", "industries", "labs", "lab",
    }
)  # fmt: skip
"""What a company's name may have or lack."""

_SMALL: Final = frozenset(
    {
        "of", "the", "and", "for", "de", "du", "des", "la", "le", "et", "und", "der", "von",
        "y", "e",
    }
)  # fmt: skip

_LETTERS: Final = {
    "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "е": "e", "є": "ye", "ж": "zh",
    "з": "z", "и": "i", "і": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p",
    "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh",
    "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya", "ђ": "dj", "ј": "j",
    "љ": "lj", "њ": "nj", "ћ": "c", "џ": "dz",
    "α": "a", "β": "v", "γ": "g", "δ": "d", "ε": "e", "ζ": "z", "η": "i", "θ": "th", "ι": "i",
    "κ": "k", "λ": "l", "μ": "m", "ν": "n", "ξ": "x", "ο": "o", "π": "p", "ρ": "r", "σ": "s",
    "ς": "s", "τ": "t", "υ": "y", "φ": "f", "χ": "ch", "ψ": "ps", "ω": "o",
}  # fmt: skip
"""How letters of Cyrillic and Greek are spelled in Latin ones; they come folded."""

_SPELLINGS: Final = tuple(
    (re.compile(written), heard)
    for written, heard in (
        ("shch|sch|sh|sz", "S"),
        ("tsch|tch|cz|ch", "C"),
        ("zh", "Z"),
        ("kh|gh", "h"),
        ("ph", "f"),
        ("th", "t"),
        ("ts|tz", "z"),
        ("ck|c|q", "k"),
        ("ks", "x"),
        ("w", "v"),
        ("ou", "u"),
        ("(?<=[aou])e", ""),
        ("[yj]", "i"),
        ("^ie", "e"),
        (r"(.)\1+", r"\1"),
    )
)
"""Letters that one sound is written in, by languages and by those who transcribe them."""


_GENITIVE: Final = re.compile(r"['’]s\b")


_COMPARED: Final = 100
"""So many names of one record are compared, the first ones."""


class Form(NamedTuple):
    """One name of a record, as it is compared."""

    text: str
    """The name as it is written."""
    words: tuple[str, ...]
    """Its words, without titles or legal forms."""
    ordered: str
    """The words in the order of the alphabet."""
    sounds: tuple[str, ...]
    """The words as they are heard: the same for several ways to write them."""
    figures: tuple[str, ...]
    """The words with digits in them, which tell a first fund from a second."""

    @property
    def initials(self) -> str:
        """The first letters of its words, small words left out."""
        return "".join(word[0] for word in self.words if word not in _SMALL)

    @property
    def core(self) -> tuple[str, ...]:
        """Its words without those that many companies have."""
        return tuple(word for word in self.words if word not in _GENERAL)


def forms(record: Person | Company) -> tuple[Form, ...]:
    """Return the names of a record as they are compared, each once."""
    apart = _TITLES if isinstance(record, Person) else _FORMS
    names = dict.fromkeys((record.name, *record.aliases))
    every = (_form(name, apart) for name in islice(names, _COMPARED))
    return tuple({form.words: form for form in every if form.words}.values())


def _form(name: str, apart: frozenset[str]) -> Form:
    every = tuple(filter(None, map(spelled, words(fold(_GENITIVE.sub("", name))))))
    kept = tuple(word for word in every if word not in apart) or every
    figures = sorted(word for word in kept if any(map(str.isdigit, word)))
    return Form(name, kept, " ".join(sorted(kept)), tuple(map(heard, kept)), tuple(figures))


@lru_cache(1 << 16)
def spelled(word: str) -> str:
    """Spell a folded word in Latin letters, as far as it is Cyrillic or Greek."""
    return word if word.isascii() else "".join(_LETTERS.get(letter, letter) for letter in word)


@lru_cache(1 << 16)
def heard(word: str) -> str:
    """Return a word as it is heard, whichever way it is written: Sergey, Sergei, Сергей."""
    for written, sound in _SPELLINGS:
        word = written.sub(sound, word)
    return word
