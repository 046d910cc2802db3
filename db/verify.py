"""Whether every quote is where its record says, and every record keeps the rules.

Verifying opens anything that is well-formed JSON and goes on to the end: it lists what a strict
reading would refuse, each at its place, and looks up every quote in its source's text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from db.anchor import STATES, Anchoring, State, anchor, context, surely_stands
from db.checks import RULES, Problem, judge
from db.difference import in_brackets, word_diff
from db.errors import BadFile
from db.material import Material, Raw, of_records, read_raw
from db.records import Quote, Records, Source
from db.texts import HeldText, Texts

Hand = Literal["held", "changed", "unreadable", "none"]
"""Whether the text of a source is at hand, and whether it is the one that was quoted."""

HANDS: Final[tuple[Hand, ...]] = ("held", "changed", "unreadable", "none")
"""Every answer to that, from the best to the least known."""

_OF_TEXTS: Final[Mapping[str, str]] = {
    "moved": "A quote stands where its record says.",
    "altered": "The text has the words of a quote, letter for letter.",
    "missing": "The words of a quote are in its text.",
    "surroundings": "The words around a quote are those of the text.",
    "text": "The text of a source can be read.",
    "length": "The length of a source is that of its text.",
    "changed": "The text at hand is the one that was quoted.",
}

_SHOWN: Final = 160
_PLACE: Final = ("source", "exact", "start", "end")
_JUDGED: Final = 0.3
"""How much of the work is done when the rules are judged and the quotes are not."""


@dataclass(frozen=True, slots=True)
class Report:
    """What came of verifying a database."""

    quotes: Mapping[State, int]
    """How many quotes are in each state; those whose record cannot be read are in `problems`."""
    problems: tuple[Problem, ...]
    """Broken rules, and quotes that are not where or what they should be."""
    warnings: tuple[Problem, ...]
    """What may well be right and deserves a look."""
    texts: Mapping[Hand, int]
    """How many sources have their text at hand, another one, or none."""

    @property
    def is_sound(self) -> bool:
        """Whether there is no problem; texts that are not at hand, and warnings, are none."""
        return not self.problems

    def as_json(self) -> dict[str, object]:
        """Return the report in the shape that `verify --json` promises."""
        return {
            "quotes": {state: self.quotes[state] for state in STATES},
            "problems": [each.as_json() for each in self.problems],
            "warnings": [each.as_json() for each in self.warnings],
            "texts": {hand: self.texts[hand] for hand in HANDS},
        }

    def as_text(self) -> tuple[str, ...]:
        """Return the report as lines for a person: each finding, and the counts last."""
        return (
            *(f"problem: {in_words(each)}" for each in self.problems),
            *(f"warning: {in_words(each)}" for each in self.warnings),
            self.quotes_in_words,
            f"{_counted(len(self.problems), 'problem')}, {_counted(len(self.warnings), 'warning')}",
        )

    @property
    def quotes_in_words(self) -> str:
        """How many quotes there are, and in which states: "3 quotes: 2 exact, 1 moved"."""
        states = [f"{self.quotes[state]:,} {state}" for state in STATES if self.quotes[state]]
        return f"{_counted(sum(self.quotes.values()), 'quote')}: {', '.join(states) or 'none'}"


def verify(
    what: Raw | Records, texts: Texts, tell: Callable[[float], None] = lambda _: None
) -> Report:
    """Look up every quote in its source's text, and judge every record by the rules.

    A file as it was read may hold anything; what cannot be read is a problem, and the rest goes
    on being judged. `tell` hears how much is done, from 0 to 1; what it raises ends the work.
    """
    tell(0)
    material = of_records(what) if isinstance(what, Records) else read_raw(what)
    problems, warnings = judge(material, lambda share: tell(_JUDGED * share))
    counts: dict[State, int] = dict.fromkeys(STATES, 0)
    hands: dict[Hand, int] = dict.fromkeys(HANDS, 0)
    found: list[Problem] = []
    changed: list[Problem] = []
    looked_up, every = 0, max(1, len(material.quotes))
    for source, quotes in _by_source(material):
        held, hand = _held(source, texts, found)
        if source:
            hands[hand] += 1
        if source and held:
            changed += _change_of(source, held) if held.is_changed else ()
            found += () if held.is_changed else _length_of(source, held)
        places = []
        for quote in quotes:
            tell(_JUDGED + (1 - _JUDGED) * looked_up / every)
            looked_up += 1
            places.append((quote, anchor(quote, held.text if held else None)))
            counts[places[-1][1].state] += 1
        found += _of_quotes(places, held) if held else ()
    tell(1)
    return Report(counts, (*problems, *found), (*warnings, *changed), hands)


def words_of_rule(rule: str) -> str:
    """Return as a sentence what a rule asks for, whether of records or of texts."""
    of_records = (each.words for each in RULES if each.name == rule)
    return _OF_TEXTS.get(rule) or next(of_records, "")


def in_words(problem: Problem) -> str:
    """Return a problem as one line: where it is, what it is, and the rule that says so."""
    field = f", field “{problem.field}”" if problem.field else ""
    place = "/".join(filter(None, (problem.table, problem.id))) or "the file"
    return f"{place}{field}: {problem.message} ({problem.rule})"


def _by_source(material: Material) -> Iterator[tuple[Source | None, list[Quote]]]:
    """Walk the quotes source by source, so that one text at a time is held.

    A quote whose place cannot be read is left out; its shape is a problem already.
    """
    quotes: dict[str, list[Quote]] = {name: [] for name in material.records.sources}
    for quote in material.quotes:
        if not any(("quotes", quote.id, field) in material.broken for field in _PLACE):
            quotes.setdefault(quote.source, []).append(quote)
    for name, inside in quotes.items():
        yield material.records.sources.get(name), inside


def _held(
    source: Source | None, texts: Texts, found: list[Problem]
) -> tuple[HeldText | None, Hand]:
    """Return the text of a source; add to the problems that it cannot be read."""
    try:
        held = texts.held(source) if source else None
    except BadFile as error:
        found += [Problem("text", "sources", source.id, "file", str(error))] if source else []
        return None, "unreadable"
    if held is None:
        return None, "none"
    return held, "changed" if held.is_changed else "held"


def _of_quotes(places: list[tuple[Quote, Anchoring]], held: HeldText) -> Iterator[Problem]:
    """Find what is wrong with the quotes of one source in the text at hand."""
    asked = STATES if held.is_changed else ("moved",)
    sure = [at.state in asked and surely_stands(quote, at, held.text) for quote, at in places]
    is_fixed = not held.is_changed or all(sure)
    for (quote, at), is_sure in zip(places, sure, strict=True):
        span = at.start, at.end
        if at.state == "exact":
            yield from _surroundings_of(quote, held)
        elif at.state == "moved":
            message = _moved(at, is_sure=is_sure, is_fixed=is_fixed)
            yield Problem("moved", "quotes", quote.id, "start", message, span)
        elif at.state == "altered":
            diff = word_diff(quote.exact, held.text[at.start : at.end])
            message = (
                f"The text reads, at {at.start}–{at.end}: “{in_brackets(diff)}”. "
                "Quote what it says, or keep the old text."
            )
            yield Problem("altered", "quotes", quote.id, "exact", message, span, diff)
        else:
            message = (
                f"The words are no longer in {held.path}. Attach the text that was quoted, "
                "or remove the quote."
            )
            yield Problem("missing", "quotes", quote.id, "exact", message)


def _moved(found: Anchoring, *, is_sure: bool, is_fixed: bool) -> str:
    """Say where a quote stands, and what corrects it; `is_fixed` where `verify --fix` does."""
    place = f"{found.start}–{found.end}"
    if not is_sure:
        words = "The words stand at several places now, most likely at"
        return f"{words} {place}. Correct “start” and “end” by hand."
    if not is_fixed:
        return (
            f"The words stand at {place} now, in a changed text of which it is not certain that "
            "every quote of the source stands in it."
        )
    return f"The words stand at {place} now. To correct it: wherefrom verify --fix."


def _surroundings_of(quote: Quote, held: HeldText) -> Iterator[Problem]:
    """Find a prefix or suffix that the text the source knows does not have; shorter ones may be."""
    if held.is_changed:
        return
    before, after = context(held.text, quote.start, quote.end)
    for field, said, there, agrees in (
        ("prefix", quote.prefix, before, held.text.endswith(quote.prefix, 0, quote.start)),
        ("suffix", quote.suffix, after, held.text.startswith(quote.suffix, quote.end)),
    ):
        if not agrees:
            message = f"It is {_shown(said)} and the text has {_shown(there)}. Correct it."
            yield Problem("surroundings", "quotes", quote.id, field, message)


def _change_of(source: Source, held: HeldText) -> Iterator[Problem]:
    message = (
        f"{held.path} has another SHA-256 than the source and is taken for a changed text. "
        "Attach the text that was quoted, record the new one as a source of its own, or try "
        "verify --fix, which lets the source know it where every quote still stands in it."
    )
    yield Problem("changed", "sources", source.id, "sha256", message)


def _length_of(source: Source, held: HeldText) -> Iterator[Problem]:
    if source.length != len(held.text):
        message = f"It is {source.length} and the text has {len(held.text)} characters. Correct it."
        yield Problem("length", "sources", source.id, "length", message)


def _shown(words: str) -> str:
    return f"“{words[:_SHOWN]}…”" if len(words) > _SHOWN else f"“{words}”"


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
