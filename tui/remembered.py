"""What is remembered between sessions: marks, the theme, how often one has been greeted.

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


@dataclass(frozen=True, slots=True)
class Remembered:
    """The contents of the file, unchangeable; each change makes a new value."""

    theme: str | None = None
    """The theme that was chosen last."""
    starts: int = 0
    """How many sessions have begun with a greeting."""
    marks: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """View strings by letter, by the path of their database."""

    def marks_of(self, database: str) -> Mapping[str, str]:
        """Return the marks of one database."""
        return self.marks.get(database, {})

    def with_mark(self, database: str, letter: str, view: str) -> Self:
        """Return the same with a mark set."""
        own = {**self.marks_of(database), letter: view}
        return replace(self, marks={**self.marks, database: dict(sorted(own.items()))})


Change = Callable[[Remembered], Remembered]
"""What happens to the memory: a mark is set, a theme chosen."""


def load(path: Path) -> tuple[Remembered, str]:
    """Return what is remembered, and a line for the reader where the file had to be set aside."""
    try:
        return _decoded(json.loads(path.read_text(encoding="utf-8"))), ""
    except FileNotFoundError:
        return Remembered(), ""
    except OSError as error:
        reason = (error.strerror or "unreadable").lower()
        return Remembered(), f"Marks are not at hand: {path} cannot be read ({reason})."
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
    owned = {database: dict(views.items()) for database, views in marks.items()}
    if not all(isinstance(view, str) for views in owned.values() for view in views.values()):
        raise TypeError(found)
    return Remembered(theme, starts, owned)


def _set_aside(path: Path) -> str:
    aside = path.with_name(f"{path.name}.damaged")
    try:
        path.replace(aside)
    except OSError:
        return f"Marks are not at hand: {path} is damaged."
    return f"Marks are not at hand: the file was damaged and is now {aside}."
