"""An entity while it is read: what was taken of it, and what is left."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from db.dates import PartialDate
from db.intake.dating import read_date
from db.intake.drafts import Doubt, Unheld
from db.intake.ftm.gathering import Entity, short
from db.intake.located import Place


class Taking:
    """Takes values out of an entity, and remembers which."""

    def __init__(self, entity: Entity, text: str) -> None:
        """Begin with everything there."""
        self.entity = entity
        self.doubts: list[Doubt] = []
        """What is doubtful of the dates that were taken."""
        self._text = text
        self._left = {name: dict(values) for name, values in entity.values.items()}
        self._taken: list[Place] = []

    def first(self, *names: str) -> str | None:
        """Take the first value of the first property that has any."""
        for name in names:
            if self._left.get(name):
                return self.one(name, next(iter(self._left[name])))
        return None

    def one(self, name: str, value: str) -> str:
        """Take one value of a property."""
        self._taken.append(self._left[name].pop(value))
        return value

    def every(self, *names: str) -> list[str]:
        """Take all values of some properties."""
        return [self.one(name, value) for name in names for value in [*self._left.get(name, ())]]

    def seen(self, *names: str) -> list[str]:
        """Return the values of properties without taking them."""
        return [value for name in names for value in self._left.get(name, ())]

    def date(self, *names: str) -> PartialDate | None:
        """Take the first date."""
        words = self.first(*names)
        return self.read(words) if words else None

    def read(self, words: str) -> PartialDate | None:
        """Read a date, and keep what is doubtful of it."""
        dated = read_date(words)
        if dated and dated.doubt:
            self.doubts.append(Doubt(self.entity.place.words, dated.doubt))
        return dated.date if dated else None

    def places(self) -> tuple[Place, ...]:
        """Return where the file says what was taken."""
        return self.entity.joined(self._taken, self._text)

    def rest(self, but: Iterable[str] = ()) -> Iterator[Unheld]:
        """Walk what was not taken, value by value."""
        for name, values in self._left.items():
            if name not in but:
                for _ in values:
                    yield Unheld(short(f"{self.entity.schema}.{name}"), self.entity.place.words)
