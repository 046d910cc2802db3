"""What a measurement found: the median of several runs with its spread, and what was aimed at."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from statistics import median, quantiles
from typing import Final

_SCALES: Final[Mapping[str, float]] = {"ms": 1000, "MB": 1e-6, "%": 100}
_DIGITS: Final[Mapping[str, int]] = {"×": 2, "bytes": 0, "ms": 2, "s": 2, "MB": 0}


@dataclass(frozen=True, slots=True)
class Figure:
    """One number that was measured several times."""

    values: tuple[float, ...]
    """Every run."""

    @classmethod
    def of(cls, values: Sequence[float]) -> Figure:
        """Take the runs."""
        return cls(tuple(values))

    @classmethod
    def shares(cls, rounds: Sequence[Sequence[float]], share: float) -> Figure:
        """Take the same percentile of each of several rounds: 0.99 for p99."""
        return cls(tuple(percentile(values, share) for values in rounds))

    @property
    def middle(self) -> float:
        """The median."""
        return median(self.values)

    @property
    def spread(self) -> tuple[float, float]:
        """Where the middle half of the runs lies."""
        if len(self.values) == 1:
            return self.values[0], self.values[0]
        low, _, high = quantiles(self.values, n=4, method="inclusive")
        return low, high


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value that so large a share of all values does not exceed."""
    ordered = sorted(values)
    return ordered[min(int(share * len(ordered)), len(ordered) - 1)]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table."""

    what: str
    """What was measured."""
    value: float
    """The median, or the ratio of two medians."""
    unit: str
    """ms, s, MB, bytes, %, or × for a ratio."""
    spread: tuple[float, float]
    """Where the middle half of the runs lies, in the same unit."""
    aim: float | None = None
    """The most it should be; the least, where more is better."""
    people: int | None = None
    """The size of the database, where sizes are compared."""

    @classmethod
    def of(
        cls,
        what: str,
        figure: Figure,
        unit: str,
        aim: float | None = None,
        people: int | None = None,
    ) -> Row:
        """Make a row of one figure; seconds become milliseconds, bytes megabytes."""
        scale = _SCALES.get(unit, 1)
        low, high = figure.spread
        return cls(what, figure.middle * scale, unit, (low * scale, high * scale), aim, people)

    @classmethod
    def ratio(
        cls,
        what: str,
        figure: Figure,
        base: Figure,
        aim: float | None = None,
        people: int | None = None,
    ) -> Row:
        """Make a row of the ratio of two figures that were taken in turns."""
        low, high = figure.spread
        middle = base.middle
        spread = low / middle, high / middle
        return cls(what, figure.middle / middle, "×", spread, aim, people)

    @property
    def is_met(self) -> bool | None:
        """Whether the aim is met; None without one."""
        if self.aim is None:
            return None
        return self.value >= self.aim if self.unit == "%" else self.value <= self.aim

    def __str__(self) -> str:
        """Return the line."""
        digits = _DIGITS.get(self.unit, 1)
        number = f"{self.value:,.{digits}f} {self.unit}"
        spread = f"{self.spread[0]:,.{digits}f}–{self.spread[1]:,.{digits}f}"
        sign = "≥" if self.unit == "%" else "≤"
        aim = "" if self.aim is None else f"{sign} {self.aim:,g} {self.unit}"
        verdict = {True: "met", False: "NOT MET", None: ""}[self.is_met]
        what = f"{self.what} · {self.people:,}" if self.people else self.what
        return f"{what:<64}{number:>13}  {spread:>17}  {aim:>11}  {verdict}".rstrip()


@dataclass(frozen=True, slots=True)
class Missing:
    """A line for what could not be measured here."""

    what: str
    """What it is."""
    why: str
    """Why not, and how to have it."""

    def __str__(self) -> str:
        """Return the line."""
        return f"{self.what:<64}      missing  {self.why}"


Line = Row | Missing

HEAD: Final = f"{'':<64}{'median':>13}  {'middle half':>17}  {'aim':>11}"
"""The first line of the table."""


def save(path: Path, rows: Iterable[Row]) -> None:
    """Write rows as JSON, for the picture; those of an earlier run that were not measured stay."""
    kept = {(row.what, row.people): row for row in (load(path) if path.exists() else ())}
    kept |= {(row.what, row.people): row for row in rows}
    lines = ",\n".join(json.dumps(asdict(row), ensure_ascii=False) for row in kept.values())
    path.write_text(f"[\n{lines}\n]\n", encoding="utf-8")


def load(path: Path) -> tuple[Row, ...]:
    """Read rows back."""
    rows = (Row(**fields) for fields in json.loads(path.read_text(encoding="utf-8")))
    return tuple(replace(row, spread=(row.spread[0], row.spread[1])) for row in rows)
