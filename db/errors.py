"""Every error this package raises, drawn as a tree.

WherefromError
├── NotFound          a view or an id that names nothing here
├── BadView           a view string that cannot be read
├── BadQuery          a query that cannot be read; marks the place
├── BadTerm           a value inside a query (a date, an amount) that is none
├── Superseded        a search that a later one made needless; no reader sees it
├── Cancelled         whoever waited for a database does not want it any more
├── Unprepared        no copy that opens at once can be made of a large database
├── Outdated          a database has changed, and what was asked of it is gone
└── Refused           material that is left exactly as it was
    ├── BadFile       unreadable, empty, truncated, binary, or of another shape
    ├── NoFormat      a file of data that no reader of a format knows
    ├── NewerSchema   written by a later version of this program
    ├── BadRecord     one record breaks a rule: table, id, field
    ├── BadFact       one line of a file of facts cannot become a record
    ├── BadDecision   two records that cannot be merged, or parted, as it was asked
    ├── TextMismatch  a text whose SHA-256 is not its source's
    ├── AlreadyThere  a file that would have been overwritten
    └── Locked        another process is writing

Every message is one or two plain sentences that say what is wrong, where, and what to do. The
command line prints them as they are; the screens show them as a notice.
"""

from __future__ import annotations

from pathlib import Path

_LISTED = {
    "person": "wherefrom show people lists them.",
    "company": "wherefrom show companies lists them.",
    "event": "wherefrom show events lists them.",
    "quote": "wherefrom show source/ID lists the quotes of a source.",
    "source": "wherefrom show sources lists them.",
    "kept state": "wherefrom restore lists them.",
}
"""What to do where no id is near, by what was looked for."""


class WherefromError(Exception):
    """The root: whoever shows errors to a reader catches this one and no other."""


class NotFound(WherefromError):
    """A view or an id names nothing in this database."""

    def __init__(self, what: str, identifier: str, near: str | None = None) -> None:
        """Name what was looked for, and the nearest id that does exist, or where all are listed."""
        listed = _LISTED.get(what)
        hint = f" Did you mean {near}?" if near else f" {listed}" if listed else ""
        super().__init__(f"There is no {what} “{identifier}” here.{hint}")
        self.what, self.identifier, self.near = what, identifier, near


class BadView(WherefromError):
    """A view string cannot be read."""


class BadTerm(WherefromError):
    """A value in a query, such as a date or an amount, cannot be read."""


class Cancelled(WherefromError):
    """Whoever waited for a database does not want it any more."""


class Unprepared(WherefromError):
    """A large database could not be prepared, for want of room, memory or permission."""


class Outdated(WherefromError):
    """A database is another one by now, and what was asked of it was not in memory yet."""

    def __init__(self, path: Path) -> None:
        """Name the file."""
        super().__init__(f"{path}: it has changed since it was opened. Open it again.")


class BadQuery(WherefromError):
    """A query cannot be read; `start` and `end` mark the place in what was typed."""

    def __init__(self, problem: str, text: str, start: int, end: int) -> None:
        """Keep the typed text beside the place, so that any reader can be shown both."""
        super().__init__(problem)
        self.text, self.start, self.end = text, start, end

    @property
    def marked(self) -> str:
        """What was typed, with the place underlined on a second line."""
        width = max(1, self.end - self.start)
        return f"{self.text}\n{' ' * self.start}{'^' * width}"


class Superseded(WherefromError):
    """A search was stopped, as a later one has taken its place."""


class Refused(WherefromError):
    """Material was refused; nothing was changed."""


class BadFile(Refused):
    """A file is missing, unreadable, or not what it should be."""

    def __init__(self, path: Path | str, problem: str, remedy: str) -> None:
        """Join the three parts of a useful message: which file, what, and what to do."""
        super().__init__(f"{path}: {problem}. {remedy}")
        self.path, self.problem, self.remedy = Path(path), problem, remedy


class NoFormat(BadFile):
    """A file of data looks like no format that is read."""


class NewerSchema(BadFile):
    """The file was written by a later version of this program."""

    def __init__(self, path: Path | str, found: int, known: int) -> None:
        """Say both schema numbers."""
        super().__init__(
            path,
            f"it has schema {found} and this program knows {known}",
            "Upgrade wherefrom to open it.",
        )


class BadRecord(Refused):
    """One record breaks a rule of its table."""

    def __init__(
        self,
        table: str,
        identifier: str,
        field: str,
        problem: str,
        remedy: str,
        path: Path | None = None,
    ) -> None:
        """Name the place as a path a person can follow: file if there is one, table, id, field."""
        place = f"{table}/{identifier}" if identifier else f"table “{table}”"
        at = f", field “{field}”" if field else ""
        file = f"{path}: " if path else ""
        super().__init__(f"{file}{place}{at}: {problem}. {remedy}")
        self.table, self.identifier, self.field = table, identifier, field
        self.problem, self.remedy, self.path = problem, remedy, path


class BadFact(Refused):
    """One line of a file of facts cannot become a record."""

    def __init__(self, name: str, line: int, fault: str, others: tuple[int, ...] = ()) -> None:
        """Put the file and line before what is wrong, and after it which other lines are wrong."""
        more = f" More lines at fault: {', '.join(map(str, others))}." if others else ""
        super().__init__(f"{name}, line {line}: {fault}{more}")
        self.name, self.line, self.others = name, line, others


class BadDecision(Refused):
    """Two records cannot be merged, or parted, as it was asked."""


class TextMismatch(Refused):
    """A file was offered as a source's text, and its SHA-256 differs."""


class AlreadyThere(Refused):
    """A file stands where a new one would be written."""


class Locked(Refused):
    """Another process holds the write lock."""
