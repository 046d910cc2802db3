"""What a measurement found: the median of several runs with its spread, and what was aimed at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median, quantiles


@dataclass(frozen=True, slots=True)
class Figure:
    """One number that was measured several times."""

    values: tuple[float, ...]
    """Every run."""

    @classmethod
    def of(cls, values: Sequence[float]) -> Figure:
        """Take the runs."""
        return cls(tuple(values))

    @property
    def middle(self) -> float:
        """The median."""
        return median(self.values)

    @property
    def spread(self) -> tuple[float, float]:
        """Where the middle half of the runs lies."""
        low, _, high = quantiles(self.values, n=4, method="inclusive")
        return low, high


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table."""

    what: str
    """What was measured."""
    value: float
    """The median, or the ratio of two medians."""
    unit: str
    """ms, bytes, or × for a ratio."""
    spread: tuple[float, float]
    """Where the middle half of the runs lies, in the same unit."""
    aim: float | None = None
    """The most it should be."""

    @classmethod
    def of(cls, what: str, figure: Figure, unit: str, aim: float | None = None) -> Row:
        """Make a row of one figure; seconds become milliseconds."""
        scale = 1000 if unit == "ms" else 1
        low, high = figure.spread
        return cls(what, figure.middle * scale, unit, (low * scale, high * scale), aim)

    @classmethod
    def ratio(cls, what: str, figure: Figure, base: Figure, aim: float | None = None) -> Row:
        """Make a row of the ratio of two figures that were taken in turns."""
        low, high = figure.spread
        middle = base.middle
        return cls(what, figure.middle / middle, "×", (low / middle, high / middle), aim)

    @property
    def is_met(self) -> bool | None:
        """Whether the aim is met; None without one."""
        return None if self.aim is None else self.value <= self.aim

    def __str__(self) -> str:
        """Return the line."""
        digits = 2 if self.unit == "×" else 0 if self.unit == "bytes" else 1
        number = f"{self.value:,.{digits}f} {self.unit}"
        spread = f"{self.spread[0]:,.{digits}f}–{self.spread[1]:,.{digits}f}"
        aim = "" if self.aim is None else f"≤ {self.aim:,g} {self.unit}"
        verdict = {True: "met", False: "NOT MET", None: ""}[self.is_met]
        return f"{self.what:<58}{number:>13}  {spread:>15}  {aim:>13}  {verdict}".rstrip()


HEAD = f"{'':<58}{'median':>13}  {'middle half':>15}  {'aim':>13}"
"""The first line of the table."""
