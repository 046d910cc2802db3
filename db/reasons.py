"""Why a row stands where it stands: what each word of the query was found in, and its worth."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from db.library.match import Place
from db.terms import Query

if TYPE_CHECKING:
    from db.hits import Hit

_PLACES: Mapping[Place, str] = {
    Place.EXACT: "it is the whole name",
    Place.PREFIX: "the name begins with it",
    Place.WORD: "a word of the name begins with it",
    Place.WITHIN: "it stands inside a word of the name",
    Place.PROSE: "a word of what is told begins with it",
    Place.PROSE_WITHIN: "it stands inside a word of what is told",
}
"""Each place in words; an event's name is its summary, a source's its title."""


class Reason(NamedTuple):
    """How a record holds one word of the query."""

    word: str
    """The word or phrase as it was typed."""
    place: Place
    """The best place it was found in."""
    score: float
    """What that is worth, 100 at the most."""
    edits: int
    """How many typing errors were supposed."""
    read_as: Sequence[str]
    """The words that it was taken for; itself where it was found as typed."""

    def __str__(self) -> str:
        """Say it in one line."""
        told = _PLACES[self.place]
        if self.edits:
            errors = "a typing error" if self.edits == 1 else f"{self.edits} typing errors"
            told = f"read as {' or '.join(self.read_as)}, for {errors}: {told}"
        return f"“{self.word}”: {told} ({self.score:g})"


def reasons(hit: Hit, query: Query) -> Iterator[str]:
    """Say in a few lines why a hit is there and what its score is made of."""
    yield from map(str, hit.why)
    average = round(sum(reason.score for reason in hit.why) / len(hit.why), 1) if hit.why else 0.0
    if len(hit.why) > 1 and hit.score != average:
        yield f"all the words together are the name, or it begins with them ({hit.score:g})"
    elif len(hit.why) > 1:
        yield f"{hit.score:g} on average"
    left_out = [str(term) for term in query.words if term.is_not]
    if query.fielded:
        of_one = "" if hit.kind == "event" else " of one and the same event"
        yield f"{' '.join(map(str, query.fielded))}: holds{of_one}"
    if left_out:
        yield f"{' '.join(left_out)}: it holds none of these"
