"""What is remembered between sessions: marks, queries, the theme, how often one has been greeted.

One small JSON file in the user's state folder. It is a convenience: where it cannot be read it is
set aside, where it cannot be written the session goes on, and the reader is told in one line.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Self

from db.errors import BadFile

MOST_QUERIES = 200
"""How many queries of a database are remembered."""

LONGEST_QUERY = 2000
"""How long a query may be to be remembered; nobody types more."""

MOST_SAVED = 100
"""How many saved queries a database may have."""

LARGEST = 8_000_000
"""The bytes of a file that can only be damaged, many times what all of this can take."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """The contents of the file, unchangeable; each change makes a new value."""

    theme: str | None = None
    """The theme that was chosen last."""
    starts: int = 0
    """How many sessions have begun with a greeting."""
    marks: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """View strings by letter, by the path of their database."""
    history: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The queries that were used, the oldest first, by the path of their database."""
    saved: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """View strings by the name that the reader gave them, by the path of their database."""

    def marks_of(self, database: str) -> Mapping[str, str]:
        """Return the marks of one database."""
        return self.marks.get(database, {})

    def with_mark(self, database: str, letter: str, view: str) -> Self:
        """Return the same with a mark set."""
        own = {**self.marks_of(database), letter: view}
        return replace(self, marks={**self.marks, database: dict(sorted(own.items()))})

    def history_of(self, database: str) -> tuple[str, ...]:
        """Return the queries that were used in one database, the oldest first."""
        return self.history.get(database, ())

    def with_query(self, database: str, query: str) -> Self:
        """Return the same with a query used last, unless it was already the last one."""
        known = self.history_of(database)
        if known[-1:] == (query,) or len(query) > LONGEST_QUERY:
            return self
        own = (*known, query)[-MOST_QUERIES:]
        return replace(self, history={**self.history, database: own})

    def saved_of(self, database: str) -> Mapping[str, str]:
        """Return the saved queries of one database, in the order in which they were saved."""
        return self.saved.get(database, {})

    def with_saved(self, database: str, name: str, view: str) -> Self:
        """Return the same with a view saved; one of that name is replaced where it stands."""
        own = {**self.saved_of(database), name: view}
        return replace(self, saved={**self.saved, database: own})

    def without_saved(self, database: str, name: str) -> Self:
        """Return the same without a saved query."""
        own = {key: view for key, view in self.saved_of(database).items() if key != name}
        return replace(self, saved={**self.saved, database: own})


_LOST = "Marks and saved queries are not at hand"

Change = Callable[[Remembered], Remembered]
"""What happens to the memory: a mark is set, a theme chosen."""


def load(path: Path) -> tuple[Remembered, str]:
    """Return what is remembered, and a line for the reader where the file had to be set aside."""
    try:
        if path.stat().st_size > LARGEST:
            return Remembered(), _set_aside(path)
        return _decoded(json.loads(path.read_text(encoding="utf-8"))), ""
    except FileNotFoundError:
        return Remembered(), ""
    except OSError as error:
        reason = (error.strerror or "unreadable").lower()
        return Remembered(), f"{_LOST}: {path} cannot be read ({reason})."
    except (ValueError, TypeError, AttributeError, RecursionError):
        return Remembered(), _set_aside(path)


def update(path: Path, changes: Iterable[Change]) -> Remembered:
    """Change what the file says now, which another session may have written, and return it.

    The file is written whole or not at all; raises `BadFile` or `Locked` where it is not.
    """
    from db import atomic  # brings the lock, which only a change needs

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = (error.strerror or "unwritable").lower()
        problem = f"it cannot be written ({reason})"
        raise BadFile(path, problem, "This is remembered until you quit.") from error
    with atomic.locked(path):
        memory, _ = load(path)
        for change in changes:
            memory = change(memory)
        atomic.replace(path, json.dumps(asdict(memory), indent=1).encode())
    return memory


def _decoded(found: object) -> Remembered:
    if not isinstance(found, dict):
        raise TypeError(found)
    theme, starts, marks = found.get("theme"), found.get("starts", 0), found.get("marks", {})
    if not isinstance(theme, str | None) or type(starts) is not int:
        raise TypeError(found)
    saved = _views(found.get("saved", {}))
    return Remembered(
        theme,
        starts,
        _views(marks),
        {database: _queries(used) for database, used in found.get("history", {}).items()},
        {database: dict(list(own.items())[:MOST_SAVED]) for database, own in saved.items()},
    )


def _views(found: Mapping[str, Mapping[str, object]]) -> dict[str, dict[str, str]]:
    """Return view strings by name, by database; raises what a wrong type raises."""
    owned = {database: dict(views.items()) for database, views in found.items()}
    if not all(isinstance(view, str) for views in owned.values() for view in views.values()):
        raise TypeError(found)
    return owned  # type: ignore[return-value]  # every view was just looked at


def _queries(found: object) -> tuple[str, ...]:
    """Return the last queries of a database; raises what a wrong type raises."""
    if not isinstance(found, list) or not all(isinstance(each, str) for each in found):
        raise TypeError(found)
    return tuple(each for each in found if len(each) <= LONGEST_QUERY)[-MOST_QUERIES:]


def _set_aside(path: Path) -> str:
    aside = path.with_name(f"{path.name}.damaged")
    try:
        path.replace(aside)
    except OSError:
        return f"{_LOST}: {path} is damaged."
    return f"{_LOST}: the file was damaged and is now {aside}."
