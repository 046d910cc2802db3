"""Names of people and companies: ten scripts, common names and a long tail of rare ones."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from math import prod
from pathlib import Path
from random import Random
from typing import Any, Final, NamedTuple

from tests.bench.lots import Lots

Document = dict[str, Any]

_COMMON: Final = 0.22  # of a hundred people, so many have one of the few common family names
_BEARERS: Final = 5  # of a rare family name, on average


class Name(NamedTuple):
    """What somebody is called, in their own script and in Latin letters."""

    own: str
    """The whole name, in its own script."""
    latin: str
    """The whole name in Latin letters; the same where its script is Latin."""
    family: str
    """The family name, in its own script."""
    family_latin: str
    """The family name in Latin letters."""
    script: str
    """The script of its own."""


class _Word(NamedTuple):
    own: str
    latin: str


class _Culture:
    """How names are made in one place: given names, common family names, and rare ones."""

    def __init__(self, name: str, form: Mapping[str, Any], people: int) -> None:
        rng = Random(f"family names, {name}")  # the same ones every time
        self.script: str = form["script"]
        self.is_family_first: bool = form.get("family_first", False)
        self._own_glue = "" if form.get("joined") else " "
        self._latin_glue = form.get("glue_given", "")
        self._given = [each.split() for each in form["given"]]
        self._common = Lots.zipf([_word([piece]) for piece in form["common"].split()])
        self._rare = _rare([each.split() for each in form["family"]], people // _BEARERS, rng)

    def name(self, rng: Random) -> Name:
        """Make one name."""
        given = _word([rng.choice(pieces) for pieces in self._given], self._latin_glue)
        family = self._family(rng)
        if self.script == "Latin":
            given, family = _adorned(rng, given, family, self)
        pair = (family, given) if self.is_family_first else (given, family)
        return Name(
            self._own_glue.join(each.own for each in pair),
            " ".join(each.latin for each in pair),
            family.own,
            family.latin,
            self.script,
        )

    def _family(self, rng: Random) -> _Word:
        if rng.random() < _COMMON:
            return self._common.one(rng)
        return self._rare[int(len(self._rare) * rng.random() ** 1.6)]

    def second(self, rng: Random) -> _Word:
        """Return a family name for the other half of a double one."""
        return self._family(rng)


class Names:
    """People's names for a corpus of a given size: the larger, the more rare names there are."""

    def __init__(self, people: int) -> None:
        """Prepare the family names that so many people need."""
        forms: Mapping[str, Mapping[str, Any]] = lexicon()["names"]
        whole = sum(form["share"] for form in forms.values())
        self._cultures = Lots(
            {
                _Culture(name, form, int(people * form["share"] / whole)): form["share"]
                for name, form in forms.items()
            }
        )

    def one(self, rng: Random) -> Name:
        """Make one name."""
        return self._cultures.one(rng).name(rng)


def company_name(rng: Random, kind: str) -> str:
    """Make a name for an organisation of a kind."""
    words = lexicon()["companies"]
    start, end = (rng.choice(_split(words[part])) for part in ("starts", "ends"))
    after = rng.choice(_split(words[kind])).replace("_", " ")
    stem = "" if end == "-" else end
    return f"{start}{stem} {after}" if after != "-" else f"{start}{stem}"


def title(rng: Random) -> str:
    """Draw a job title."""
    return str(rng.choice(lexicon()["titles"].split())).replace("_", " ")


@cache
def lexicon() -> Any:  # a file of word lists; each reader knows its own part
    """Read the pieces that names, words and sentences are made of."""
    return json.loads(Path(__file__).with_name("lexicon.json").read_text(encoding="utf-8"))


@cache
def _split(words: str) -> tuple[str, ...]:
    return tuple(words.split())


def _rare(pieces: Sequence[Sequence[str]], wanted: int, rng: Random) -> list[_Word]:
    """Make so many family names, or all there are."""
    every = prod(map(len, pieces))
    numbers = rng.sample(range(every), max(min(wanted, every), min(20, every)))
    return [_word(_pieces(pieces, number)) for number in numbers]


def _pieces(pieces: Sequence[Sequence[str]], number: int) -> list[str]:
    """Choose one piece of each, as the digits of a number."""
    chosen = []
    for each in pieces:
        number, digit = divmod(number, len(each))
        chosen.append(each[digit])
    return chosen


def _word(pieces: Sequence[str], glue: str = "") -> _Word:
    """Put pieces such as `王=Wang` together; `-` is nothing, `_` a space."""
    pairs = [piece.partition("=") for piece in pieces if piece != "-"]
    own = glue.join(pair[0] for pair in pairs).replace("_", " ")
    latin = glue.join(pair[2] or pair[0] for pair in pairs).replace("_", " ")
    return _Word(own, latin[:1].upper() + latin[1:])


def _adorned(rng: Random, given: _Word, family: _Word, culture: _Culture) -> tuple[_Word, _Word]:
    """Give some people a middle initial, and some a double family name."""
    chance = rng.random()
    if chance < 0.09:
        given = _word([f"{given.own} {rng.choice('ABCDEFGHJKLMNPRSTVW')}."])
    elif chance < 0.13:
        family = _word([f"{family.own}-{culture.second(rng).own}"])
    return given, family
