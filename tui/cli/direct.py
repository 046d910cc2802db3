"""The short way to the explorer: its plainest command lines are read here, without click.

    wherefrom [VIEW] [--db PATH] [--texts DIR]

Anything else, a single doubt included, is left to click, which also says what is wrong with it.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

TYPE_CHECKING = False
if TYPE_CHECKING:  # typing itself is not needed before the first frame
    from typing import Final

OPTIONS: Final = {"--db": "WHEREFROM_DB", "--texts": "WHEREFROM_TEXTS"}
"""The options that are known here, with the variables that stand in for them."""

LISTS: Final = ("people", "companies", "events", "sources", "problems")
"""The views of one word that are known here."""

_OTHERWISE: Final = ("_WHEREFROM_COMPLETE", "WHEREFROM_RESTRICTED", "WHEREFROM_PLAIN")
"""The variables that make something else of every command line."""

_VIEW: Final = "VIEW"


class Line:
    """What such a command line asks for."""

    __slots__ = ("database", "texts", "view")

    def __init__(self, view: str | None, database: str | None, texts: str | None) -> None:
        """Keep what was typed, None for what was not."""
        self.view, self.database, self.texts = view, database, texts


def read(words: Sequence[str], environ: Mapping[str, str]) -> Line | None:
    """Read a command line; None where it is not one of the plainest."""
    found: dict[str, str] = {}
    rest = iter(words)
    for word in rest:
        name, value = (word, next(rest, "")) if word in OPTIONS else (_VIEW, word)
        if name in found or not _is_plain(value) or (name == _VIEW and not _is_view(value)):
            return None
        found[name] = value
    if any(name in environ for name in _OTHERWISE):
        return None
    for name, variable in OPTIONS.items():
        if name not in found and environ.get(variable):
            found[name] = environ[variable]
    texts = found.get("--texts")
    if texts is not None and not (os.path.isdir(texts) and os.access(texts, os.R_OK)):  # noqa: PTH112
        return None
    return Line(found.get(_VIEW), found.get("--db"), texts)


def run(line: Line) -> int:
    """Open the explorer, and return its exit code."""
    from pathlib import Path

    from tui.cli.chosen import Chosen
    from tui.cli.ending import to_exit_code
    from tui.cli.exploring import explore

    database, texts = (Path(each) if each else None for each in (line.database, line.texts))
    return to_exit_code(lambda: explore(Chosen.named(database, texts), line.view))


def _is_plain(value: str) -> bool:
    """Whether click could make nothing else of a word: no option, and all of it letters."""
    return bool(value) and value[0] != "-" and value.isprintable()


def _is_view(word: str) -> bool:
    return word in LISTS or "/" in word or "?" in word
