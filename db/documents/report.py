"""What came of adding documents: which sources are new, and what is known of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from db import codec
from db.documents.placing import Placed
from db.records import UNKNOWN_LANGUAGE, Source

State = Literal["added", "attached", "unchanged"]
"""What can become of a document."""


@dataclass(frozen=True, slots=True)
class AddedSource:
    """What became of one document."""

    source: Source
    """Its source, as it stands in the database now."""
    name: str
    """What the document was called."""
    state: State
    """Whether it is new, the text of a source that had none, or was there already."""
    words: int
    """How many words its text has."""
    placed: Placed | None = None
    """What became of the quotes of a source that got its text."""

    def as_text(self) -> str:
        """Return it as a line for a person."""
        view = f"source/{self.source.id}"
        if self.state == "unchanged":
            return f"{self.name} is there already as {view}; nothing was changed."
        known = [
            f"{self.words:,} word{'' if self.words == 1 else 's'}",
            self.source.lang if self.source.lang != UNKNOWN_LANGUAGE else "language not known",
            self.source.published or "undated",
        ]
        if self.state == "attached":
            found = self.placed.as_text() if self.placed else ""
            return f"Attached to {view}: {', '.join(known)}{f'; {found}' if found else ''}."
        return (
            f"Added {view}: {', '.join(known)}; quote it with "
            f"“source”: “{self.source.id}” in a file of facts."
        )


@dataclass(frozen=True, slots=True)
class AddedReport:
    """What came of adding documents, one after the other."""

    items: tuple[AddedSource, ...]
    """Every document, in the order in which they were given."""

    @property
    def is_news(self) -> bool:
        """Whether the database says anything now that it did not say before."""
        return any(each.state != "unchanged" for each in self.items)

    def as_text(self) -> tuple[str, ...]:
        """Return the report as lines for a person, with what should be known of a text below."""
        lines: list[str] = []
        for each in self.items:
            lines.append(each.as_text())
            if each.source.note and each.state != "unchanged":
                lines.append(f"  {each.source.note}")
            lost = each.placed.lost if each.placed else ()
            lines += [f"  not found: quote/{name}" for name in lost]
        return tuple(lines)

    def as_json(self) -> dict[str, object]:
        """Return the report as a document of plain values."""
        return {
            "sources": [
                {
                    "view": f"source/{each.source.id}",
                    "state": each.state,
                    "name": each.name,
                    "words": each.words,
                    "source": codec.encode(each.source),
                    **({"lost": list(each.placed.lost)} if each.placed else {}),
                }
                for each in self.items
            ]
        }
