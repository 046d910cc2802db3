"""The texts of sources as a reader sees them: held or not, raw or repaired; read once each."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from db.errors import BadFile
from db.records import Source
from db.texts import HeldText, Texts

if TYPE_CHECKING:
    from db.repair import Reading


class Shelf:
    """Keeps what has been read of the texts, so that moving about stays instant."""

    def __init__(self, texts: Texts, tell: Callable[[str], None] = lambda _: None) -> None:
        """Begin with nothing read; what cannot be read is told once, and counts as not held."""
        self.texts = texts
        """Where texts are looked for."""
        self._tell = tell
        self._held: dict[str, HeldText | None] = {}
        self._readings: dict[str, Reading] = {}
        self._damaged: dict[str, bool] = {}

    def held(self, source: Source) -> HeldText | None:
        """Return the text of a source, where there is one at hand."""
        if source.id not in self._held:
            self._held[source.id] = self._read(source)
        return self._held[source.id]

    def forget(self) -> None:
        """Read every text anew when it is asked for: files may have come or changed."""
        self._held, self._readings, self._damaged = {}, {}, {}

    def _read(self, source: Source) -> HeldText | None:
        try:
            return self.texts.held(source)
        except BadFile as problem:
            self._tell(str(problem))
            return None

    def is_damaged(self, source: str, text: Callable[[], str]) -> bool:
        """Whether the text of a source looks damaged; it is fetched at the first question."""
        from db.repair.oddness import looks_damaged  # not needed for the first list

        if source not in self._damaged:
            self._damaged[source] = looks_damaged(text())
        return self._damaged[source]

    def reading(self, text: str) -> Reading:
        """Return the repaired reading of a text or a part of one."""
        from db import repair  # brings ftfy, which only damaged texts need

        if text not in self._readings:
            self._readings[text] = repair.read(text)
        return self._readings[text]
