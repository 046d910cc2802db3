"""A table of rules a set of records must keep, and what breaks them.

Each rule is one row: its name, the sentence a reader is shown, its weight, its function. Loading
stops at the first finding of a rule that refuses; `verify` lists the findings of all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal, NamedTuple

from db.difference import Change
from db.errors import BadRecord
from db.material import META, Finding, Material, Raw, read_raw
from db.records import SCHEMA
from db.rules import careers, claims, decisions, links, naming, passages

Weight = Literal["refuses", "problem", "warning"]
"""What a finding means: the file does not load, `verify` fails, or `verify` mentions it."""


class Problem(NamedTuple):
    """One rule broken at one place; the shape is that of `verify --json`."""

    rule: str
    """The name of the rule."""
    table: str
    """The table of the record."""
    id: str
    """The record's id, or `#` and its TinyDB number where it has none."""
    field: str
    """The path of the field."""
    message: str
    """What is wrong and what to do, in full sentences."""
    span: tuple[int, int] | None = None
    """Of a quote: where the text at hand has its words, or what became of them."""
    diff: tuple[Change, ...] = ()
    """Of an altered quote: how its words became those of the text at hand."""

    def as_json(self) -> dict[str, object]:
        """Return the problem in the shape that `verify --json` promises."""
        told: dict[str, object] = dict(zip(self._fields[:5], self[:5], strict=True))
        if self.span is not None:
            told |= {"start": self.span[0], "end": self.span[1]}
        if self.diff:
            told["diff"] = [change._asdict() for change in self.diff]
        return told


class Rule(NamedTuple):
    """One row of the table."""

    name: str
    """A short name, stable for scripts."""
    words: str
    """The rule as a sentence."""
    weight: Weight
    """What a finding means."""
    find: Callable[[Material], Iterator[Finding]]
    """Lists the places where the rule is broken."""

    @property
    def refuses(self) -> bool:
        """Whether a file that breaks the rule does not load."""
        return self.weight == "refuses"


def _shape(material: Material) -> Iterator[Finding]:
    """List what could not be read."""
    return iter(material.faults)


def _schema(material: Material) -> Iterator[Finding]:
    """Find a schema number that is not ours."""
    found = material.schema
    if type(found) is not int or found != SCHEMA:
        problem = "there is no schema number" if found is None else f"schema {found!r} is unknown"
        yield Finding(
            META, "", "schema", problem, f'The table holds one document {{"schema": {SCHEMA}}}.'
        )


RULES: tuple[Rule, ...] = (
    Rule("schema", "The file says which schema it has, and it is ours.", "refuses", _schema),
    Rule("shape", "Every document has the fields and types of its table.", "refuses", _shape),
    Rule("id", "An id is a readable slug of a-z, 0-9 and hyphens.", "refuses", naming.id_form),
    Rule("unique", "An id stands once in its table.", "refuses", naming.id_unique),
    Rule("sourced", "Every event cites at least one quote.", "refuses", claims.sourced),
    Rule("pointer", "Pointers into several tables say which.", "refuses", links.prefixed_form),
    Rule("reference", "Every reference leads to a record.", "refuses", links.references_found),
    Rule("role", "Every role names someone.", "refuses", links.role_filled),
    Rule("parent", "No company is part of itself.", "refuses", naming.parents_end),
    Rule("word", "Grades, statuses, bounds and units are known.", "refuses", claims.known_words),
    Rule("speech", "The kind of speech of a quote is known.", "refuses", passages.speech_known),
    Rule("finite", "A figure is a number that JSON can write.", "refuses", claims.figures_finite),
    Rule("date", "A date is a day of the calendar, in order.", "refuses", claims.dates_sound),
    Rule("published", "A source's date is a date.", "refuses", passages.published_sound),
    Rule("decision", "A decision is about two records here.", "refuses", decisions.two_found),
    Rule("merge", "A merge leads to one other record.", "refuses", decisions.merges_end),
    Rule("offsets", "A quote is as long as end - start.", "refuses", passages.offsets_fit),
    Rule("long", "A source is no longer than any text.", "refuses", passages.lengths_sound),
    Rule("figures", "A least is no more than its most.", "problem", claims.figures_sound),
    Rule("name", "Names, titles and summaries are not blank.", "problem", naming.name_given),
    Rule("inside", "A quote ends inside its source.", "problem", passages.inside_source),
    Rule("brief", "Prose is quoted in 240 characters at most.", "problem", passages.quotes_short),
    Rule("context", "Context is 32 characters at most.", "problem", passages.context_short),
    Rule("sha256", "A source's text can be recognised.", "problem", passages.text_named),
    Rule("mutual", "Disputes and same_as stand on both sides.", "problem", claims.ties_mutual),
    Rule("denial", "A denial has grade denied.", "problem", claims.denials_denied),
    Rule("apart", "What is decided to be two is not merged.", "problem", decisions.kept_apart),
    Rule("decided", "A decision says when it was made.", "problem", decisions.dated),
    Rule("disputed", "A denial names what it disputes.", "warning", claims.denials_placed),
    Rule("order", "An end does not lie before its beginning.", "warning", claims.ends_after_start),
    Rule("lasting", "A length of time fits its dates.", "warning", careers.lengths_fit),
    Rule("lifetime", "Nobody comes unborn or dead.", "warning", careers.lifetimes_kept),
    Rule("existence", "A company is there to be come to.", "warning", careers.companies_there),
    Rule("coming", "Nobody leaves before coming.", "warning", careers.arrivals_first),
    Rule("once", "What happens once has one date.", "warning", careers.once_only),
    Rule("overlap", "Spells in one post lie apart.", "warning", careers.posts_apart),
    Rule("speaker", "Only speech has a speaker.", "warning", passages.speaker_speaks),
    Rule("seen", "Somebody has given the text of a source.", "warning", passages.text_seen),
    Rule("share", "Quotes show two thirds of prose at most.", "warning", passages.share_small),
    Rule("mentioned", "Someone is here because of an event.", "warning", links.mentioned),
    Rule("cited", "A quote is here because of an event.", "warning", links.cited),
)
"""Every rule, in the order in which they are judged."""


def problems(raw: Raw) -> tuple[Problem, ...]:
    """List every place of a file that breaks a rule, of those that load and those that do not."""
    return judge(read_raw(raw))[0]


def warnings(raw: Raw) -> tuple[Problem, ...]:
    """List every place of a file that may well be right and deserves a look."""
    return judge(read_raw(raw))[1]


def judge(
    material: Material, tell: Callable[[float], None] = lambda _: None
) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
    """Return the problems and the warnings of material that is already read.

    `tell` hears how much is done, from 0 to 1.
    """
    found: dict[bool, list[Problem]] = {False: [], True: []}
    for number, rule in enumerate(RULES, start=1):
        several = (_problem(rule, each) for each in _findings(rule, material))
        found[rule.weight == "warning"].extend(several)
        tell(number / len(RULES))
    return tuple(found[False]), tuple(found[True])


def first_refusal(material: Material, path: Path | None = None) -> BadRecord | None:
    """Return the error that keeps this material from being loaded, or None where it is sound.

    The error names the file where one is given.
    """
    refusing = (rule for rule in RULES if rule.refuses)
    first = next((found for rule in refusing for found in _findings(rule, material)), None)
    if first is None:
        return None
    return BadRecord(first.table, first.id, first.field, first.problem, first.remedy, path)


def _findings(rule: Rule, material: Material) -> Iterator[Finding]:
    """List the findings of one rule; where a stand-in is, only the fault of shape counts."""
    if rule.find is _shape:
        return rule.find(material)
    return (found for found in rule.find(material) if found.place not in material.broken)


def _problem(rule: Rule, found: Finding) -> Problem:
    """Put a finding into the words of a report."""
    message = f"{found.problem[:1].upper()}{found.problem[1:]}. {found.remedy}"
    return Problem(rule.name, found.table, found.id, found.field, message)
