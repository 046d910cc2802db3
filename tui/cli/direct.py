"""The short way to the explorer: its plainest command lines are read here, without click.

    wherefrom [VIEW] [--db PATH] [--texts DIR] [--ascii] [--colours NUMBER] [--restricted]

Anything else, a single doubt included, is left to click, which also says what is wrong with it.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

from tui.cli.surroundings import COMPLETION

TYPE_CHECKING = False
if TYPE_CHECKING:  # typing itself is not needed before the first frame
    from typing import Final

    from tui.ahead.stage import Stage

VARIABLES: Final = {"--db": "WHEREFROM_DB", "--texts": "WHEREFROM_TEXTS"}
"""The options that are known here and that a variable stands in for."""

COLOURS: Final = "--colours"
"""The option that is known here with few values."""

FLAGS: Final = {
    "--restricted": ("restricted", True),
    "--ascii": ("ascii", True),
    "--no-ascii": ("ascii", False),
}
"""The options without a value that are known here: what each says of what."""

LISTS: Final = ("people", "companies", "events", "sources", "problems")
"""The views of one word that are known here."""

_OTHERWISE: Final = (COMPLETION, "WHEREFROM_PLAIN")
"""The variables that make something else of every command line."""


_DEPTHS: Final = ("auto", "none", "8", "16", "256")
_VIEW: Final = "VIEW"


class Line:
    """What such a command line asks for."""

    __slots__ = ("colours", "database", "is_ascii", "is_restricted", "texts", "view")

    def __init__(
        self,
        view: str | None = None,
        database: str | None = None,
        texts: str | None = None,
        *,
        colours: str | None = None,
        is_ascii: bool | None = None,
        is_restricted: bool = False,
    ) -> None:
        """Keep what was typed, None for what was not."""
        self.view, self.database, self.texts = view, database, texts
        self.colours, self.is_ascii = colours, is_ascii
        self.is_restricted = is_restricted
        """Whether the session may be a restricted one, which click is to see to."""


def read(words: Sequence[str], environ: Mapping[str, str]) -> Line | None:
    """Read a command line; None where it is not one of the plainest."""
    found = _taken_apart(words)
    if found is None or any(each in environ for each in _OTHERWISE):
        return None
    values, flags = found
    is_restricted = "restricted" in flags or "WHEREFROM_RESTRICTED" in environ
    for name, variable in VARIABLES.items():
        if name not in values and not is_restricted and environ.get(variable):
            values[name] = environ[variable]
    texts = values.get("--texts")
    if texts is not None and not (os.path.isdir(texts) and os.access(texts, os.R_OK)):  # noqa: PTH112
        return None
    return Line(
        values.get(_VIEW),
        values.get("--db"),
        texts,
        colours=values.get(COLOURS),
        is_ascii=flags.get("ascii"),
        is_restricted=is_restricted,
    )


def _taken_apart(words: Sequence[str]) -> tuple[dict[str, str], dict[str, bool]] | None:
    """Return values and flags by name; None where one is unknown, or stands there twice."""
    values: dict[str, str] = {}
    flags: dict[str, bool] = {}
    rest = iter(words)
    for word in rest:
        if word in FLAGS:
            name, flag = FLAGS[word]
            if name in flags:
                return None
            flags[name] = flag
            continue
        has_value = word in VARIABLES or word == COLOURS
        name, value = (word, next(rest, "")) if has_value else (_VIEW, word)
        if name in values or not _fits(name, value):
            return None
        values[name] = value
    return values, flags


def run(line: Line, words: list[str], stage: Stage | None) -> int:
    """Open the explorer, and return its exit code."""
    if line.is_restricted:
        from tui.cli.program import run as run_with_click

        return run_with_click(words, stage)
    from contextlib import nullcontext
    from pathlib import Path

    from tui.cli.chosen import Chosen
    from tui.cli.ending import to_exit_code
    from tui.cli.exploring import explore
    from tui.looks import Wanted

    database, texts = (Path(each) if each else None for each in (line.database, line.texts))
    looks = Wanted(line.colours, line.is_ascii)

    def work() -> int:
        with stage or nullcontext():
            chosen = Chosen.named(database, texts)._replace(looks=looks)
            return explore(chosen, line.view, stage=stage)

    return to_exit_code(work)


def _fits(name: str, value: str) -> bool:
    """Whether click could make nothing else of a value: no option, all of it letters, and known."""
    if not value or value[0] == "-" or not value.isprintable():
        return False
    if name == COLOURS:
        return value in _DEPTHS
    return name != _VIEW or value in LISTS or "/" in value or "?" in value
