"""A reader's session: settings, what is remembered, the clipboard, the file that is watched.

Everything that reaches outside the library and the screen goes through here, each path given once,
so that a test or a picture has a session of its own and touches nobody's home.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from threading import Lock
from typing import Self

from db.errors import BadFile, WherefromError
from db.library import Library
from db.texts import Texts
from tui import commands, config, looks, remembered
from tui.leaving.places import Places
from tui.looks import AUTO, UNASKED, Wanted
from tui.views.labels import counted
from tui.web.sign import is_browser

GREETINGS = 3
"""How many sessions begin with a line that says where one is and which keys to know."""

SETTINGS = "settings.toml"
"""The file of settings in their folder."""

STATE = "state.json"
"""The file of what is remembered in its folder."""

UNTIL_QUIT = "It is kept until you quit."
"""What a restricted session says of what it is to remember."""

Fingerprint = tuple[int, int, int]


def user_folders() -> tuple[Path, Path]:
    """Return the user's own folders of settings and of state."""
    import platformdirs

    folder = platformdirs.user_config_dir("wherefrom")
    return Path(folder), Path(platformdirs.user_state_dir("wherefrom"))


class Session:
    """What the explorer knows of its reader and of its file."""

    def __init__(
        self,
        database: Path,
        texts: Texts,
        folder: Path | None,
        state: Path | None,
        environ: Mapping[str, str],
        wanted: Wanted = UNASKED,
    ) -> None:
        """Read the settings in `folder` and what is remembered in `state`.

        Without a folder there are no settings, without a state all is forgotten in the end: such a
        session is restricted. Raises `BadFile` where the settings cannot be read.
        """
        self.database, self.texts, self.environ = database, texts, environ
        self.restricted = state is None
        """Whether it only reads, on an account that others share."""
        self.config = _settings(folder / SETTINGS) if folder else config.Config()
        self.looks = looks.chosen(wanted, self.config, environ, _encoding())
        """How the terminal is drawn on."""
        self._state = state
        self._database = str(database.resolve())
        self._guard, self._writing = Lock(), Lock()
        self.places: Places | None = None
        """Where this session is, and where others broke off; None where nothing is kept."""
        self._memory, self.notice = remembered.Remembered(), ""
        if state is not None:
            self._memory, self.notice = remembered.load(state / STATE)
        self._unsaved: list[remembered.Change] = []
        self._theme = self.config.theme or self._memory.theme or AUTO
        self._seen = self._fingerprint()

    @classmethod
    def of_user(cls, database: Path, texts: Texts, wanted: Wanted = UNASKED) -> Self:
        """Begin a session with the user's own folders."""
        folder, state = user_folders()
        session = cls(database, texts, folder, state, dict(os.environ), wanted)
        session.places = Places(state / "sessions", session._database)
        return session

    @classmethod
    def of_reading_room(cls, database: Path, texts: Texts, wanted: Wanted = UNASKED) -> Self:
        """Begin a restricted session, which knows nobody's folders and leaves nothing behind."""
        return cls(database, texts, None, None, dict(os.environ), wanted)

    @classmethod
    def alone(cls, database: Path, home: Path, theme: str = AUTO, *texts: Path) -> Self:
        """Begin a session that knows nothing but `home`: for tests and pictures."""
        session = cls(database, Texts(texts), home, home, {})
        session._theme, session.looks = theme, looks.FULL
        return session

    @property
    def theme(self) -> str:
        """The theme to start in."""
        return config.theme_for(self._theme, self.looks.depth, self.environ)

    @property
    def has_title(self) -> bool:
        """Whether the terminal has a title to set; a console would print the sequence."""
        return not is_browser(self.environ) and self.environ.get("TERM", "") not in (
            "",
            "dumb",
            "linux",
            "vt100",
        )

    def remember_theme(self, name: str) -> str:
        """Keep a theme for the next session, and say so."""
        self._theme = name
        if self.config.theme is not None:
            return f"Theme: {name}, until you quit; the settings file asks for {self.config.theme}."
        return self._keep(lambda memory: replace(memory, theme=name), f"Theme: {name}.")

    def greeting(self, library: Library, how: str = "") -> str:
        """Return the line for a newcomer, in the first few sessions, or what has to be told.

        `how` says what to do where that is not by keys.
        """
        if self.notice or self._memory.starts >= GREETINGS:
            return self.notice
        self._keep(lambda memory: replace(memory, starts=memory.starts + 1), "")
        keys = (
            f"{self.key_of('app.search')} searches, {self.key_of('lines.open')} opens, "
            f"{self.key_of('browse.source')} shows the source, {self.key_of('app.help')} helps."
        )
        return (
            f"{counted(library.count('person'), 'person')} in "
            f"{counted(library.count('source'), 'source')}: {how or keys}"
        )

    def key_of(self, command: str) -> str:
        """Return the first key of a command, as the reader has set it."""
        return commands.spoken(self.keys_of(command)[0])

    def keys_of(self, command: str) -> list[str]:
        """Return all keys of a command, as the reader has set them and as Textual names them."""
        keys = self.config.keys.get(command, commands.BY_ID[command].keys)
        return [key.strip() for key in keys.split(",")]

    @property
    def queries(self) -> tuple[str, ...]:
        """The queries that were used in this database, the oldest first."""
        return self._memory.history_of(self._database)

    def used(self, query: str) -> bool:
        """Take a query into the history; say whether there is something to `write` now."""
        query = query.strip()
        if query and self._memory.with_query(self._database, query) is not self._memory:
            self._change(lambda memory: memory.with_query(self._database, query))
        return bool(self._unsaved)

    @property
    def saved(self) -> Mapping[str, str]:
        """The view strings that are saved for this database, by name."""
        return self._memory.saved_of(self._database)

    def save(self, name: str, view: str, back: str = "") -> str:
        """Save a view under a name, and say so; `back` is what leads to it where no key does."""
        if name not in self.saved and len(self.saved) >= remembered.MOST_SAVED:
            return f"{remembered.MOST_SAVED} queries are saved; forget one first."
        before = self.saved.get(name, view)
        instead = "" if before == view else f" It was the name of {before}."
        number = [*self.saved, name].index(name)
        quick = commands.SAVED[number : number + 1]
        key = self.key_of(quick[0].id) if quick else ""
        leads = f"{key} leads back" if key else f"{self.key_of('app.palette')} finds it"
        leads = f"{back} leads back" if back else leads
        words = f"Saved as “{name}”; {leads}.{instead}"
        return self._keep(lambda memory: memory.with_saved(self._database, name, view), words)

    def forget(self, name: str) -> str:
        """Forget a saved query, and say so."""
        words = f"“{name}” is not saved any more."
        return self._keep(lambda memory: memory.without_saved(self._database, name), words, "")

    @property
    def marks(self) -> Mapping[str, str]:
        """The view strings that have a mark in this database, by letter."""
        return self._memory.marks_of(self._database)

    def mark(self, letter: str, view: str, back: str = "") -> str:
        """Set a mark, and say so; `back` is what leads to it where no key does."""
        before = self.marks.get(letter, view)
        instead = "" if before == view else f" It was the mark of {before}."
        leads = back or f"' and {letter}"
        words = f"{view} is marked {letter}; {leads} leads back.{instead}"
        return self._keep(lambda memory: memory.with_mark(self._database, letter, view), words)

    def _keep(self, change: remembered.Change, words: str, till_then: str = UNTIL_QUIT) -> str:
        self._change(change)
        return f"{words} {till_then if self.restricted else self.write()}".strip()

    def _change(self, change: remembered.Change) -> None:
        with self._guard:
            self._memory = change(self._memory)
            if not self.restricted:
                self._unsaved.append(change)

    def write_down(self) -> None:
        """Write in the last moment what is not written yet."""
        if self._unsaved:
            self.write()
        if self.places is not None:
            self.places.write()

    def write(self) -> str:
        """Write what is not written yet, from any thread; return a line where that fails."""
        if self._state is None:
            return ""
        with self._writing:
            changes = list(self._unsaved)
            try:
                memory = remembered.update(self._state / STATE, changes)
            except WherefromError as problem:
                return str(problem)
            with self._guard:
                del self._unsaved[: len(changes)]
                for change in self._unsaved:  # made while the file was written
                    memory = change(memory)
                self._memory = memory
        return ""

    def copy(self, text: str, write: Callable[[str], None]) -> str:
        """Copy a text where this terminal's reader can paste it, and say where that is."""
        from tui import clipboard

        return clipboard.copy(text, self.environ, self._state, write).where

    def file_has_changed(self) -> bool:
        """Whether another program has written the database since it was looked at last."""
        now = self._fingerprint()
        if now is None or now == self._seen:
            return False
        self._seen = now
        return True

    def _fingerprint(self) -> Fingerprint | None:
        try:
            found = self.database.stat()
        except OSError:  # between two names, while it is replaced
            return None
        return found.st_ino, found.st_size, found.st_mtime_ns


def _settings(path: Path) -> config.Config:
    found = config.load(path, themes=config.THEME_NAMES, commands=commands.BY_ID)
    if clash := commands.clash(found.keys):
        problem = f"the key {clash[0]} is given to both {clash[1]} and {clash[2]}"
        raise BadFile(path, problem, "Give one of them another key.")
    return found


def _encoding() -> str:
    """Return what text is sent to the terminal in: that of the stream which Textual writes to."""
    return (sys.__stderr__.encoding if sys.__stderr__ else "") or "utf-8"
