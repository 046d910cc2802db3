"""The smallest search as one types: an input, and rows that were prepared for every prefix.

`python tests/bench/minimal_search.py FILE` searches the lines of a file. The answer is looked up
in a dictionary: what is left is what Textual needs for a letter and a screen of rows.
"""

import sys
from collections import defaultdict
from pathlib import Path

from textual.app import App, ComposeResult
from textual.widgets import Input

from tests.bench.minimal_list import Names

_KEPT = 100
_LONGEST = 8


class MinimalSearch(App[None]):
    """An input and a list."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__()
        self._lines = lines
        self._rows: dict[str, list[str]] = defaultdict(list)
        for line in lines:
            for word in line.lower().split():
                for size in range(1, min(len(word), _LONGEST) + 1):
                    if len(rows := self._rows[word[:size]]) < _KEPT:
                        rows.append(line)

    def compose(self) -> ComposeResult:
        yield Input()
        yield Names(self._lines)

    def on_mount(self) -> None:
        field = self.query_one(Input)
        field.cursor_blink = False
        field.focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show the rows of what was typed."""
        typed = event.value.lower()[:_LONGEST]
        self.query_one(Names).take(self._rows[typed] if typed else self._lines)


if __name__ == "__main__":
    MinimalSearch(Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()).run()
