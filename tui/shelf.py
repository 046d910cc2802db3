"""The texts of sources as a reader sees them: held or not, raw or repaired; read once each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.library import Library
from db.records import Source
from db.texts import HeldText, Texts

if TYPE_CHECKING:
    from db.repair import Reading


class Shelf:
    """Keeps what has been read of the texts, so that moving about stays instant."""

    def __init__(self, library: Library, texts: Texts) -> None:
        """Begin with nothing read."""
        self.library = library
        self._texts = texts
        self._held: dict[str, HeldText | None] = {}
        self._readings: dict[str, Reading] = {}

    def held(self, source: Source) -> HeldText | None:
        """Return the text of a source, where there is one at hand."""
        if source.id not in self._held:
            self._held[source.id] = self._texts.held(source)
        return self._held[source.id]

    def reading(self, text: str) -> Reading:
        """Return the repaired reading of a text or a part of one."""
        from db import repair  # brings ftfy, which only damaged texts need

        if text not in self._readings:
            self._readings[text] = repair.read(text)
        return self._readings[text]
