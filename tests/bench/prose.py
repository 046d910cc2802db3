"""Sentences for quotes: sixteen languages, words as unevenly frequent as in print."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from itertools import product
from random import Random
from typing import Any, Final, NamedTuple

from tests.bench.lots import Lots
from tests.bench.names import lexicon

LONGEST: Final = 240
"""The most characters of a sentence, as the rules of quoting have it."""

_CONTEXT: Final = 32
_SENSES: Final[Mapping[str, int]] = {"come": 0, "go": 1, "say": 2}


class Passage(NamedTuple):
    """A sentence and the words around it."""

    exact: str
    """The sentence."""
    prefix: str
    """What stands before it."""
    suffix: str
    """What stands after it."""


class Language:
    """The words of one language, a few of them very frequent."""

    def __init__(self, tag: str, form: Mapping[str, Any]) -> None:
        """Make the words from the pieces of the lexicon."""
        self.tag = tag
        """Its BCP 47 tag."""
        self.words = Lots.zipf([*form["head"].split(), *_made(tag, form)])
        """Its words, by how often they come."""
        self._verbs: list[str] = form["verbs"]
        self._glue: str = form.get("glue", " ")

    def passage(self, rng: Random, who: str | None, where: str | None, sense: str) -> Passage:
        """Say in 12 to 30 words that somebody comes, goes or speaks, and what stands around it."""
        before = self._glue.join(self.words.several(rng, 7))
        after = self._glue.join(self.words.several(rng, 7))
        return Passage(
            self.sentence(rng, who, where, sense),
            f"{before}. "[-_CONTEXT:],
            f" {after}"[:_CONTEXT],
        )

    def sentence(self, rng: Random, who: str | None, where: str | None, sense: str) -> str:
        """Say in 12 to 30 words that somebody comes, goes or speaks."""
        words = self.words.several(rng, rng.randint(12, 30))
        place = rng.randrange(5)
        words[place] += ","
        named = [who, self._verbs[_SENSES[sense]], where]
        words[place:place] = [each for each in named if each]
        text = self._glue.join(words)
        text = f"{text[:1].upper()}{text[1:]}."
        return text if len(text) <= LONGEST else _shortened(text)


@cache
def languages() -> Lots[Language]:
    """Return all languages by how much is printed in each."""
    forms: Mapping[str, Mapping[str, Any]] = lexicon()["languages"]
    return Lots({Language(tag, form): form["share"] for tag, form in forms.items()})


@cache
def english() -> Language:
    """Return the language of translations and titles."""
    return next(each for each in languages().values if each.tag == "en")


def _made(tag: str, form: Mapping[str, Any]) -> list[str]:
    """Put words together from pieces, the simple ones first: they are the frequent ones."""
    rng = Random(f"words, {tag}")  # the same ones every time
    every = list(product(*(each.split() for each in form["pieces"])))
    rng.shuffle(every)
    every.sort(key=lambda pieces: -pieces.count("-"))
    words = dict.fromkeys("".join(pieces).replace("-", "") for pieces in every)
    return [word for word in words if word][: form["words"]]


def _shortened(text: str) -> str:
    """Cut a sentence after a whole word, or anywhere where words are not told apart."""
    cut = text[:LONGEST]
    whole = cut.rpartition(" ")[0]
    return whole if len(whole) > LONGEST // 2 else cut
