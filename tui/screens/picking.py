"""Pick a file by typing its path: folders open, files are handed back.

Tab puts what the cursor is on into the field, Enter opens a folder or takes a file. What a folder
holds is shown as it is on disk, except names that no terminal can write.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from textual import events, getters
from textual.widgets import Input

from tui.screens.ask import Choice, Field, Find

MOST = 200
"""How many entries of one folder are offered."""


class Pick(Find):
    """Find a file."""

    DEFAULT_CSS = Find.DEFAULT_CSS.replace("Find {", "Pick {", 1)
    field = getters.query_one("#field", Field)

    def __init__(self, prompt: str, suffixes: Sequence[str] = ()) -> None:
        """Say what to pick; with suffixes, files that end otherwise are not offered."""
        self._suffixes = tuple(suffixes)
        super().__init__(prompt, self.entries)

    def entries(self, typed: str) -> Sequence[Choice]:
        """Return what the typed beginning of a path may become."""
        return list(_limited(_entries(typed, self._suffixes))) or [
            Choice("", "no such file", detail="go on typing, or take something back")
        ]

    def on_key(self, event: events.Key) -> None:
        """Complete by Tab."""
        if event.key == "tab":
            event.stop()
            event.prevent_default()
            self._put(self._chosen())

    def action_accept(self) -> None:
        """Open the folder, or take the file, that the cursor is on."""
        chosen = self._chosen()
        if chosen.endswith(os.sep):
            self._put(chosen)
        elif chosen:
            self.dismiss(str(_at_home(chosen)))

    def choose(self, _: Input.Submitted | None = None) -> None:
        """Take what the cursor is on."""
        self.action_accept()

    def _chosen(self) -> str:
        at = self.choices.cursor
        return "" if at is None else self.choices.choices[at].answer

    def _put(self, path: str) -> None:
        if path:
            self.field.value = path
            self.field.cursor_position = len(path)


def _entries(typed: str, suffixes: tuple[str, ...]) -> Iterator[Choice]:
    """Walk the folder that is typed so far, folders before files; only what begins as typed."""
    folder, _, begun = typed.rpartition(os.sep)
    lead = f"{folder}{os.sep}" if os.sep in typed else ""
    found: list[tuple[bool, str]] = []
    with contextlib.suppress(OSError, ValueError), os.scandir(_at_home(lead or ".")) as entries:
        for entry in entries:
            is_folder = _is_folder(entry)
            fits = entry.name.lower().startswith(begun.lower()) and entry.name.isprintable()
            is_shown = begun.startswith(".") or not entry.name.startswith(".")
            is_wanted = is_folder or not suffixes or entry.name.lower().endswith(suffixes)
            is_shown &= not (is_folder and _is_own(entry, begun))
            if fits and is_shown and is_wanted:
                found.append((not is_folder, entry.name))
    # a file that is typed to its end stands before the folders whose names go on from there
    for is_file, name in sorted(found, key=lambda e: (e != (True, begun), e[0], e[1].lower())):
        shown = f"{name}{'' if is_file else os.sep}"
        yield Choice(f"{lead}{shown}", shown)


def _at_home(path: str) -> Path:
    """Return a path with ~ led home; as it is where nobody has that name."""
    try:
        return Path(path).expanduser()
    except RuntimeError:
        return Path(path)


def _is_own(folder: os.DirEntry[str], begun: str) -> bool:
    """Whether a folder holds the kept states or texts of a database beside it, and is not typed."""
    database, dot, rest = folder.path.rpartition(".")
    is_typed = begun.startswith(f"{Path(database).name}{dot}")
    return rest in ("kept", "texts") and not is_typed and Path(database).is_file()


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _limited(choices: Iterator[Choice]) -> Iterator[Choice]:
    """Offer so many, and say that there are more."""
    for number, choice in enumerate(choices):
        if number == MOST:
            yield Choice("", "…", detail="there are more: go on typing")
            return
        yield choice
