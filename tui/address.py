"""A view as a short string: `person/jason-wei#history`, `events?q=type:hire%20to:meta`.

The same string stands in the window title, in back and forward, in marks, in the palette and on
the command line, so that anything one sees can be named, sent to a colleague and opened again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, get_args
from urllib.parse import parse_qsl, quote, unquote

from db.errors import BadView
from db.records import TABLES, Kind

LISTS: Final[tuple[Kind, ...]] = ("person", "company", "event", "source")
"""The kinds that have a list, in the order of the keys 1 to 4."""

PROBLEMS: Final = "problems"
"""The view of everything that is wrong with the database, which is neither list nor record."""

_KIND_OF_LIST: Final = {TABLES[kind]: kind for kind in LISTS}
_PLAIN: Final = ":/,.!<>=*@"
"""What stands in a query string without percent encoding, so that a view stays readable."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where one is: a list with its query and order, one record and a place in it, or problems."""

    kind: Kind = "person"
    """What the list holds, or what the record is."""
    id: str | None = None
    """The record; None for a list."""
    query: str = ""
    """What the list is narrowed to, as typed."""
    sort: str | None = None
    """The order of the list; None for its own."""
    part: str | None = None
    """The place within a record: the id of a quote or event."""
    page: str = ""
    """`problems`, where it is that view; empty for lists and records."""

    @property
    def is_list(self) -> bool:
        """Whether this is a list of records, and not one record or another view."""
        return self.id is None and not self.page

    @property
    def is_record(self) -> bool:
        """Whether this is one record."""
        return self.id is not None

    @property
    def reference(self) -> str:
        """The record as `kind/id`."""
        return f"{self.kind}/{self.id}"

    def led_to(self, reference: str) -> Address:
        """Return the same place in the record that this one is shown as, given as `kind/id`."""
        return (
            self if reference == self.reference else replace(self, id=reference.partition("/")[2])
        )

    def narrowed(self, query: str) -> Address:
        """Return this list with another query."""
        return replace(self, query=query)

    def __str__(self) -> str:
        """Return the view string."""
        if self.id is not None:
            part = f"#{quote(self.part, safe='')}" if self.part else ""
            return f"{self.kind}/{quote(self.id, safe='')}{part}"
        options = [("q", self.query), ("sort", self.sort or "")]
        asked = "&".join(f"{name}={quote(value, safe=_PLAIN)}" for name, value in options if value)
        return (self.page or TABLES[self.kind]) + (f"?{asked}" if asked else "")


def parse(view: str) -> Address:
    """Read a view string.

    Raises `BadView`, in one sentence that names the lists and shows a record's form.
    """
    path, hash_mark, part = view.strip().partition("#")
    path, question_mark, asked = path.partition("?")
    name, slash, identifier = path.partition("/")
    if slash and name in get_args(Kind) and identifier:
        if question_mark:
            raise BadView(
                f"“{view}”: only a list takes options, a record takes none; leave out “?{asked}”."
            )
        return Address(name, unquote(identifier), part=unquote(part) or None)  # type: ignore[arg-type]
    kind = _KIND_OF_LIST.get(name)
    if (kind is None and name != PROBLEMS) or slash:
        raise BadView(
            f"“{view}” is not a view. Lists are {', '.join(_KIND_OF_LIST)}, and {PROBLEMS}; "
            "a record is its kind, a slash and its id, such as person/jason-wei."
        )
    if hash_mark:
        raise BadView(
            f"“{view}”: only a record has parts, a list has none; leave out “#{part}”,"
            " or write # as %23 in a query."
        )
    options = _options(parse_qsl(asked, keep_blank_values=True))
    query, sort = options.get("q", ""), options.get("sort") or None
    if kind is None:
        if sort:
            raise BadView(f"“{view}”: {PROBLEMS} have no order; leave out “sort=”.")
        return Address(page=PROBLEMS, query=query)
    return Address(kind, query=query, sort=sort)


def _options(asked: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Return the options that a list was asked for; raises `BadView`."""
    options = dict(asked)
    if unknown := sorted(set(options) - {"q", "sort"}):
        raise BadView(f"“{unknown[0]}” is not an option of a list; there are q= and sort=.")
    if len(options) < len(asked):
        twice = next(name for name in options if [key for key, _ in asked].count(name) > 1)
        raise BadView(f"“{twice}=” stands in the view twice; keep one of the two.")
    return options
