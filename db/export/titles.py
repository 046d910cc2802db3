"""A name for every note: readable, unique in any file system, and safe as a path and as a link.

Names come from outside. What a file system, a shell or a wiki link would read as its own is left
out, what a system reserves is marked, and no two names are the same without regard to case. Where
two records have one name, each has its id behind it.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from itertools import count
from typing import Final

from db.export.selection import Selection
from db.records import TABLES, Kind

NAMED: Final[tuple[Kind, ...]] = ("person", "company", "source")
"""The kinds that have notes."""

LETTERS: Final = 100
"""The most letters of a name."""

BYTES: Final = 140
"""The most bytes of a name in UTF-8: with an id and a suffix it stays below 255."""

_INSTEAD: Final = str.maketrans({
    "/": "-", "\\": "-", "|": "-", ":": "-", "<": "(", ">": ")", "[": "(", "]": ")", '"': "'",
    **dict.fromkeys("*?#^`", ""),
})  # fmt: skip
_EMPHASIS: Final = re.compile(r"(?<![^\W_])_+|_+(?![^\W_])")
"""Underscores at the edge of a word: `_x_` is set in italics, `a_b` is not."""

_RESERVED: Final = re.compile(
    r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|con(?:in|out)\$)\s*(\.|$)", re.IGNORECASE
)
"""What Windows takes for a device, with any ending."""


class Titles:
    """The names of the notes of a selection."""

    def __init__(self, selection: Selection) -> None:
        """Name everyone and every source."""
        self._shown = {
            f"{kind}/{name}": clean(title) or clean(name) for kind, name, title in _named(selection)
        }
        self._titles = _unique(self._shown)

    def title(self, reference: str) -> str:
        """Return the name of a note, without a suffix."""
        return self._titles[reference]

    def path(self, reference: str) -> str:
        """Return the file of a note: `people/Jason Wei.md`."""
        kind = next(each for each in NAMED if reference.startswith(f"{each}/"))
        return f"{TABLES[kind]}/{self.title(reference)}.md"

    def link(self, reference: str, part: str = "") -> str:
        """Return a link to a note, or to a part of it, that shows the name alone."""
        title, shown = self._titles.get(reference), self._shown.get(reference)
        if title is None or shown is None:
            return reference
        target = f"{title}#^{part}" if part else title
        return f"[[{title}]]" if target == shown else f"[[{target}|{shown}]]"


def clean(name: str) -> str:
    """Return a name as a file may bear it on any system; empty where nothing is left."""
    visible = "".join(each for each in unicodedata.normalize("NFC", name) if _is_seen(each))
    plain = _EMPHASIS.sub("", visible.translate(_INSTEAD).replace("%%", "%"))
    plain = " ".join(plain.split()).strip(". ")
    short = plain[:LETTERS].encode()[:BYTES].decode(errors="ignore").strip(". ")
    device = _RESERVED.match(short)
    return f"{device[1]}-{short[device.end(1) :]}" if device else short


def _is_seen(letter: str) -> bool:
    return letter.isspace() or unicodedata.category(letter)[0] != "C"


def _named(selection: Selection) -> Iterator[tuple[Kind, str, str]]:
    records = selection.records
    for person in records.people.values():
        yield "person", person.id, person.name
    for company in records.companies.values():
        yield "company", company.id, company.name
    for source in records.sources.values():
        yield "source", source.id, source.title


def _unique(shown: dict[str, str]) -> dict[str, str]:
    """Give each of several alike its id, and what is still alike its kind too."""
    alike: dict[str, list[str]] = defaultdict(list)
    for reference, title in shown.items():
        alike[_key(title)].append(reference)
    titles = {each: shown[each] for group in alike.values() if len(group) == 1 for each in group}
    taken = {_key(title) for title in titles.values()}
    for reference in (each for group in alike.values() if len(group) > 1 for each in group):
        titles[reference] = next(
            each for each in _candidates(shown[reference], reference) if _key(each) not in taken
        )
        taken.add(_key(titles[reference]))
    return titles


def _candidates(title: str, reference: str) -> Iterator[str]:
    kind, _, identifier = reference.partition("/")
    short = identifier if len(identifier) <= BYTES // 2 else f"{identifier[: BYTES // 2]}…"
    yield f"{title} ({short})"
    yield f"{title} ({kind} {short})"
    yield from (f"{title} ({kind} {short} {number})" for number in count(2))


def _key(title: str) -> str:
    """Return what two names have in common that some file system takes for one."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", title).casefold())
