"""What two names share: the keys under which a name is found, and what sharing one of them says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, Literal, NamedTuple

from db.likeness.names import Form

Sign = Literal["same", "order", "joined", "sound", "core", "typo", "longer", "initials", "acronym"]
"""How two names are alike."""


class Weight(NamedTuple):
    """What it says that two names are alike in a way."""

    score: int
    """How much, of 100."""
    words: str
    """The same in words; `names` stands for both."""


WEIGHTS: Final[Mapping[Sign, Weight]] = {
    "same": Weight(60, "the same name, {names}"),
    "order": Weight(56, "the same words in another order, {names}"),
    "joined": Weight(54, "the same letters, {names}"),
    "sound": Weight(50, "the same name in another spelling, {names}"),
    "core": Weight(44, "the same name but for a general word, {names}"),
    "longer": Weight(44, "one name has a word more, {names}"),
    "typo": Weight(44, "names one letter apart, {names}"),
    "initials": Weight(42, "initials that fit, {names}"),
    "acronym": Weight(40, "an acronym that fits, {names}"),
}
"""The ways in which names are alike, the surest first."""

_MISTYPED: Final = range(8, 65)
"""So many letters has a name of which one may be mistyped; longer ones have too many keys."""

_SHORTENED: Final = range(3, 9)
"""So many words has a name that may have lost one."""

_ACRONYM: Final = range(3, 7)
_BETWEEN: Final[tuple[Sign, ...]] = ("longer", "initials", "acronym")


class Key(NamedTuple):
    """Something that a name has in common with those that are like it."""

    sign: Sign
    """What it says."""
    text: str
    """What is shared."""
    side: int = 0
    """Of a key that a full and a short name share: 1 the full, 2 the short one; else 0."""


def keys(form: Form, *, is_person: bool) -> Iterator[Key]:
    """Return the keys of a name."""
    yield Key("order", form.ordered)
    yield Key("sound", " ".join(sorted(form.sounds)))
    yield Key("joined", "".join(form.sounds))
    yield Key("joined", "".join(form.words))
    if not is_person:
        yield Key("core", " ".join(form.core or form.words))
    yield from _mistyped(" ".join(form.words))
    yield from _in_short(form, is_person=is_person)


def _in_short(form: Form, *, is_person: bool) -> Iterator[Key]:
    """Return what a full name shares with a short one."""
    words = form.words
    yield Key("longer", form.ordered, 2)
    if len(words) in _SHORTENED:
        for left_out in range(len(words)):
            rest = words[:left_out] + words[left_out + 1 :]
            yield Key("longer", " ".join(sorted(rest)), 1)
    if is_person:
        yield from initials(words)
    else:
        yield from _acronyms(form)


def _mistyped(text: str) -> Iterator[Key]:
    """Return a name with each of its letters left out, as two one edit apart share one such."""
    if len(text) in _MISTYPED:
        yield Key("typo", text)
        yield from (Key("typo", text[:at] + text[at + 1 :]) for at in range(len(text)))


def initials(words: tuple[str, ...]) -> Iterator[Key]:
    """Return a person's last name with the first letter of the first one, in either order."""
    if len(words) < 2:
        return
    for given, family in ((words[0], words[-1]), (words[-1], words[0])):
        if len(family) > 1:
            yield Key("initials", f"{given[0]} {family}", 2 if len(given) == 1 else 1)


def _acronyms(form: Form) -> Iterator[Key]:
    if len(form.words) == 1 and len(form.words[0]) in _ACRONYM:
        yield Key("acronym", form.words[0], 2)
    if len(form.words) >= _ACRONYM.start and len(form.initials) in _ACRONYM:
        yield Key("acronym", form.initials, 1)


def sign_of(one: Form, other: Form, *, is_person: bool) -> Sign | None:
    """Return the surest way in which two names are alike; None where they are not."""
    if one.figures != other.figures:
        return None
    if one.words == other.words:
        return "same"
    if one.ordered == other.ordered:
        return "order"
    if "".join(one.words) == "".join(other.words):
        return "joined"
    if sorted(one.sounds) == sorted(other.sounds) or "".join(one.sounds) == "".join(other.sounds):
        return "sound"
    if not is_person and (one.core or one.words) == (other.core or other.words):
        return "core"
    return _shared(one, other, is_person=is_person)


def _shared(one: Form, other: Form, *, is_person: bool) -> Sign | None:
    """Return the way in which names are alike that share a key without being the same."""
    if _is_typo(one.words, other.words):
        return "typo"
    sides = (
        {key[:2]: key.side for key in _in_short(form, is_person=is_person)} for form in (one, other)
    )
    mine, theirs = sides
    signs = {key[0] for key in mine.keys() & theirs.keys() if mine[key] != theirs[key]}
    if _have_other_initials(one.words, other.words):
        signs.discard("initials")
    return next((sign for sign in _BETWEEN if sign in signs), None)


def _have_other_initials(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two names of as many words differ in a first letter: J. R. Wei and Jason K. Wei."""
    initials = [sorted(word[0] for word in words) for words in (one, other)]
    return len(one) == len(other) and initials[0] != initials[1]


def _is_typo(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether names are one edit apart, in a word that is long enough for a slip."""
    lengths = {len(" ".join(words)) for words in (one, other)}
    if len(one) != len(other) or not all(length in _MISTYPED for length in lengths):
        return False
    differing = [pair for pair in zip(one, other, strict=True) if pair[0] != pair[1]]
    if len(differing) != 1 or min(map(len, differing[0])) < 4:
        return False
    from rapidfuzz.distance import OSA

    return OSA.distance(*differing[0], score_cutoff=1) == 1
