"""W3C Web Annotations as they come: JSON-LD of any tool, and what Hypothesis exports.

An annotation says something about words of a page. Tools agree on the model and hardly on its
shape: one value or a list, an address or an object, old names and new ones. Here all of them become
`Annotation`s; what has no words, or is of another kind, is named with its JSON pointer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from db.intake.drafts import LeftOut
from db.intake.located import LocatedObject, parse, parse_lines
from db.intake.outside import OutsideFile

_LISTS: Final = ("items", "rows", "annotations", "@graph", "first", "next")
"""Under which keys a page, a collection or an export keeps its annotations."""

OURS: Final = "urn:wherefrom:"
"""How the names begin that an export of ours gives."""

OWN: Final = "wherefrom:"
"""How the keys begin under which an export of ours says what the model has no word for."""

_OWN_EVENT: Final = f"{OURS}event:"
_MOST_DEEP: Final = 40


@dataclass(frozen=True, slots=True)
class Target:
    """Words of a page that an annotation is about."""

    page: str
    """The address or name of the page."""
    place: str
    """Where the file speaks of it: a JSON pointer."""
    exact: str | None = None
    """The words; None where only a position is given."""
    prefix: str = ""
    """What stands before them."""
    suffix: str = ""
    """What stands after them."""
    start: int | None = None
    """Where they begin, as whoever made the annotation counts."""
    end: int | None = None
    """Where they end, exclusive."""
    lang: str | None = None
    """The language that the page is said to be in."""

    def fits(self, length: int | None = None) -> bool:
        """Whether words and position are of one size, and end inside a text of some length."""
        start, end = self.start or 0, self.end or 0
        return end - start == len(self.exact or "") and end <= (length or end)


@dataclass(frozen=True, slots=True)
class Annotation:
    """What somebody says about words of a page, or that they are worth marking."""

    place: str
    """Where it stands in the file: a JSON pointer."""
    targets: tuple[Target, ...]
    """The words; never empty."""
    id: str | None = None
    """What its maker calls it."""
    creator: str | None = None
    """Who made it, in words."""
    created: str | None = None
    """When, as it is written."""
    said: tuple[str, ...] = ()
    """What it says, in the order in which it says it."""
    tags: tuple[str, ...] = ()
    """The tags that it puts on the words."""
    title: str | None = None
    """The title of the page."""
    others: tuple[str, ...] = ()
    """Other addresses of the page."""
    events: tuple[tuple[str, str], ...] = ()
    """Claims that an export of ours tells with the words: their ids, and what they say."""
    own: Mapping[str, Any] = field(default_factory=dict)
    """What an export of ours says of the quote beyond the model."""


@dataclass(frozen=True, slots=True)
class OwnSource:
    """A source as an export of ours has it."""

    document: LocatedObject
    """Its record."""


Found = Annotation | OwnSource | LeftOut
"""What a file of annotations may hold."""


def read_annotations(file: OutsideFile) -> Iterator[Found]:
    """Walk the annotations of a file, and what it has that is none of ours.

    Raises `BadFile` where it is no JSON.
    """
    if file.suffix in {".jsonl", ".ndjson"}:
        for _, _, value in parse_lines(file):
            yield from _walk(value, 0)
    else:
        yield from _walk(parse(file), 0)


def _walk(value: object, depth: int) -> Iterator[Found]:
    """Walk lists and pages down to the annotations in them."""
    if isinstance(value, list):
        for each in value:
            yield from _walk(each, depth + 1) if depth < _MOST_DEEP else ()
    elif isinstance(value, LocatedObject):
        inside = [value[key] for key in _LISTS if isinstance(value.get(key), list | dict)]
        if _has_target(value):
            yield _annotation(value)
        elif inside:
            sources = (each for each in _every(value.get(f"{OWN}sources")))
            yield from (OwnSource(each) for each in sources if isinstance(each, LocatedObject))
            for each in inside:
                yield from _walk(each, depth + 1) if depth < _MOST_DEEP else ()
        elif not {"AnnotationPage", "AnnotationCollection"} & set(_kinds(value)):
            yield LeftOut("", value.place.words, "it is no annotation: it has no target")


def _has_target(value: LocatedObject) -> bool:
    return any(key in value for key in ("target", "hasTarget", "oa:hasTarget", "uri"))


def _annotation(value: LocatedObject) -> Annotation | LeftOut:
    """Read one annotation, or say why it is not taken."""
    place = value.place.words
    found = [each for each in _targets(value, place) if each.page]
    quoted = tuple(each for each in found if each.exact or each.start is not None)
    if value.get("references"):
        return LeftOut("quotes", place, "it answers another annotation, and quotes nothing itself")
    if not quoted:
        why = "it is about all of a page, or a part that is no text" if found else "it has no page"
        return LeftOut("quotes", place, f"{why}: it has no quote or position of words")
    said, tags, events = _bodies(value)
    own = value.get(f"{OWN}quote")
    document = value.get("document")
    about = document if isinstance(document, dict) else {}
    return Annotation(
        place=place,
        targets=quoted,
        id=_first(value, "id", "@id"),
        creator=_creator(value),
        created=_first(value, "created", "dcterms:created", "oa:annotatedAt", "updated"),
        said=said,
        tags=tags,
        title=next(iter(_strings(about.get("title"))), None),
        others=tuple(
            href for link in _every(about.get("link")) for href in _strings(_get(link, "href"))
        ),
        events=events,
        own=own if isinstance(own, dict) else {},
    )


def _targets(value: LocatedObject, place: str) -> Iterator[Target]:
    """Walk the targets of an annotation, those inside a choice or a list too."""
    page = next(iter(_strings(value.get("uri"))), "")
    waiting: list[tuple[object, int]] = [
        (each, 0)
        for key in ("target", "hasTarget", "oa:hasTarget")
        for each in _every(value.get(key))
    ]
    if not waiting:
        yield Target(page, place)
    while waiting:
        target, depth = waiting.pop(0)
        if isinstance(target, str):
            yield Target(target, place)
        elif isinstance(target, LocatedObject):
            inside = _every(target.get("items"))
            if inside and depth < _MOST_DEEP:
                waiting = [(each, depth + 1) for each in inside] + waiting
            else:
                yield _target(target, page)


def _target(target: LocatedObject, page: str) -> Target:
    """Read one target: which page, and which words of it."""
    source = next(iter(_every(target.get("source") or target.get("oa:hasSource"))), None)
    named = source if isinstance(source, str) else _first(source, "id", "@id")
    quote, position = _selectors(target.get("selector") or target.get("oa:hasSelector"))
    start, end = _number(position.get("start")), _number(position.get("end"))
    is_span = start is not None and end is not None and 0 <= start < end
    return Target(
        page=named or _first(target, "id", "@id") or page,
        place=target.place.words,
        exact=_first(quote, "exact", "oa:exact"),
        prefix=_first(quote, "prefix", "oa:prefix") or "",
        suffix=_first(quote, "suffix", "oa:suffix") or "",
        start=start if is_span else None,
        end=end if is_span else None,
        lang=_first(source, "language") or _first(target, "language"),
    )


def _selectors(value: object) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the selector that quotes, the narrowest one, and the one that counts."""
    quote: dict[str, Any] = {}
    position: dict[str, Any] = {}
    deepest = -1
    waiting = [(each, 0) for each in _every(value)]
    while waiting:
        selector, depth = waiting.pop(0)
        if not isinstance(selector, dict) or depth > _MOST_DEEP:
            continue
        kinds = set(_kinds(selector))
        if "TextQuoteSelector" in kinds and depth > deepest:
            quote, deepest = selector, depth
        if "TextPositionSelector" in kinds and depth == 0:  # deeper ones count inside the others
            position = selector
        inside = [*_every(selector.get("refinedBy")), *_every(selector.get("items"))]
        waiting += [(each, depth + 1) for each in inside]
    return quote, position if deepest <= 0 else {}


_Words = tuple[str, ...]


def _bodies(value: LocatedObject) -> tuple[_Words, _Words, tuple[tuple[str, str], ...]]:
    """Return what an annotation says, its tags, and the claims of ours that it tells."""
    said = [*_strings(value.get("bodyValue")), *_strings(value.get("text"))]
    tags = _strings(value.get("tags"))
    events: list[tuple[str, str]] = []
    for body in [each for key in ("body", "hasBody") for each in _every(value.get(key))]:
        words = [body] if isinstance(body, str) else _words_of(body)
        named = _first(body, "id") or ""
        if named.startswith(_OWN_EVENT):
            events += [(named.removeprefix(_OWN_EVENT), each) for each in words[:1]]
        elif f"{OWN}quote" not in value:  # there, what is left is our translation
            (tags if _is_tag(body) else said).extend(words)
    return _distinct(said), _distinct(tags), tuple(events)


def _distinct(words: Iterable[str]) -> _Words:
    """Return words without blank ones, each once and in one line."""
    return tuple(dict.fromkeys(line for each in words if (line := " ".join(each.split()))))


def _words_of(body: object) -> list[str]:
    """Return the words of a body, or the address of one that lies elsewhere."""
    for key in ("value", "text", "chars", "rdf:value", "cnt:chars", "source", "id"):
        words = _strings(_get(body, key))
        if words:
            return words
    inside = _get(body, "source")
    return _words_of(inside) if isinstance(inside, dict) else []


def _is_tag(body: object) -> bool:
    purposes = _strings(_get(body, "purpose"))
    return "tagging" in purposes or "Tag" in _kinds(body)


def _creator(value: LocatedObject) -> str | None:
    """Return who made an annotation: a name, or what stands for one."""
    shown = _first(value.get("user_info"), "display_name")
    if shown:
        return shown
    for key in ("creator", "dcterms:creator", "oa:annotatedBy", "user"):
        for each in _every(value.get(key)):
            named = each if isinstance(each, str) else _first(each, "name", "nickname", "id", "@id")
            if named:
                return named.removeprefix("acct:")
    return None


def _kinds(value: object) -> list[str]:
    """Return the types of an object, without their namespace."""
    types = [*_strings(_get(value, "type")), *_strings(_get(value, "@type"))]
    return [each.rpartition(":")[2].rpartition("#")[2] for each in types]


def _get(value: object, key: str) -> Any:
    return value.get(key) if isinstance(value, dict) else None


def _first(value: object, *keys: str) -> str | None:
    """Return the first of some fields that holds words."""
    return next((each for key in keys for each in _strings(_get(value, key)) if each), None)


def _every(value: object) -> list[Any]:
    """Return a value as a list, as JSON-LD writes one of one or of many."""
    if isinstance(value, list):
        return value
    return [] if value is None else [value]


def _strings(value: object) -> list[str]:
    """Return the words in a value: text, language maps, `@value`s."""
    found = []
    for each in _every(value):
        words = each.get("@value", each.get("value")) if isinstance(each, dict) else each
        found += [words] if isinstance(words, str) else []
    return found


def _number(value: object) -> int | None:
    """Return a whole number that can be a place."""
    return value if type(value) is int and 0 <= value < 2**53 else None
