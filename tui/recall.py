"""Walking through the queries that were used before, as one does through the lines of a shell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Recall:
    """Where one is among earlier queries; what was being typed stands after the last of them."""

    lines: tuple[str, ...]
    """The earlier queries, the oldest first, and the draft at the end."""
    at: int
    """Which of them is shown."""

    @classmethod
    def begin(cls, earlier: Sequence[str], draft: str) -> Recall:
        """Begin at the draft; a query that says the same as the draft is not met again."""
        lines = list(earlier)
        while lines and lines[-1] == draft:
            lines.pop()
        return cls((*lines, draft), len(lines))

    @property
    def text(self) -> str:
        """What is shown."""
        return self.lines[self.at]

    @property
    def is_draft(self) -> bool:
        """Whether that is what was being typed."""
        return self.at == len(self.lines) - 1

    def older(self) -> Recall:
        """Return one step back; the oldest stays."""
        return replace(self, at=max(self.at - 1, 0))

    def newer(self) -> Recall:
        """Return one step towards the draft, which stays."""
        return replace(self, at=min(self.at + 1, len(self.lines) - 1))
