"""`python -m tests.bench.curve RESULTS`: the figures over the sizes as one picture.

Two panels with logarithmic axes, times and memory; each line carries its name at its end. The
colours are those of the reader's page, dark or light.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from math import ceil, floor, log10
from pathlib import Path
from typing import Final, NamedTuple

from tests.bench.figures import Row, load
from tests.bench.plan import ROOT

PICTURE: Final = ROOT / "screenshots" / "scale.svg"
"""Where the picture goes."""

_WIDTH, _HEIGHT = 1080, 460
_TOP, _BOTTOM, _LEFT, _NAMES, _SPACE = 64, 410, 62, 196, 16
_LIGHT: Final = ["#0969da", "#8250df", "#1a7f37", "#bc4c00", "#9a6700", "#cf222e", "#57606a"]
_DARK: Final = ["#4493f8", "#ab7df8", "#3fb950", "#f0883e", "#d29922", "#f85149", "#9198a1"]
_FONT: Final = """
text { font: 13px system-ui, sans-serif }
.title { font-weight: 600; font-size: 15px }
.aside { font-size: 12px }
.ours { stroke-width: 2.5; fill: none }
.other { stroke-width: 1.5; fill: none; stroke-dasharray: 5 4 }
"""


class Series(NamedTuple):
    """One line of the picture."""

    name: str
    """What stands at its end."""
    what: str
    """The row of the table that it shows."""
    is_ours: bool = True
    """Whether it is a figure of this program."""


class Panel(NamedTuple):
    """One of the two halves."""

    title: str
    """What is measured."""
    unit: str
    """In what."""
    series: Sequence[Series]
    """The lines."""


PANELS: Final = (
    Panel(
        "Time",
        "ms",
        (
            Series("search, half of them", "search, found: p50"),
            Series("search, all but 1 of 100", "search, found: p99"),
            Series("a typed letter, drawn", "a typed letter"),
            Series("start", "start, cache warm"),
            Series("facets of everybody", "facets of all (person)"),
            Series("fzf --filter", "  fzf --filter, names and quotes", is_ours=False),
            Series("TinyDB's Query", "  TinyDB's Query, names", is_ours=False),
        ),
    ),
    Panel(
        "Memory",
        "MB",
        (
            Series("explorer, browsed", "memory of the explorer, idle after browsing"),
            Series("first build, at most", "build, most memory at one time"),
            Series("json.load, at most", "  json.load, most memory at one time", is_ours=False),
            Series("TinyDB, loaded", "  TinyDB with all its tables loaded", is_ours=False),
        ),
    ),
)
"""What the picture shows, from left to right."""

_COLOURS: Final[Mapping[str, int]] = {
    series.name: number for panel in PANELS for number, series in enumerate(panel.series)
}
_SCALES: Final[Mapping[str, float]] = {"s": 1000}

Points = Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Axis:
    """A logarithmic axis in whole powers of ten."""

    low: int
    """The power at its beginning."""
    high: int
    """The power at its end."""
    start: float
    """Where it begins in the picture."""
    end: float
    """Where it ends."""

    @classmethod
    def over(cls, values: Iterable[float], start: float, end: float) -> Axis:
        """Make an axis that has room for all values."""
        logs = [log10(value) for value in values]
        low = floor(min(logs))
        return cls(low, max(ceil(max(logs)), low + 1), start, end)

    def place(self, value: float) -> float:
        """Return where a value stands."""
        share = (log10(value) - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)

    @property
    def marks(self) -> list[float]:
        """The powers of ten on it."""
        return [10.0**power for power in range(self.low, self.high + 1)]


def picture(rows: Sequence[Row]) -> str:
    """Draw the figures over the sizes; raises `ValueError` where there are none."""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img">',
        "<title>Time and memory over the number of people</title>",
        f"<style>{_style()}</style>",
    ]
    width = _WIDTH / len(PANELS)
    drawn = 0
    for number, panel in enumerate(PANELS):
        lines = {series: _points(rows, series) for series in panel.series}
        lines = {series: points for series, points in lines.items() if points}
        if lines:
            drawn += 1
            parts += _panel(panel, lines, number * width, width)
    if not drawn:
        raise ValueError("There are no figures over sizes: measure search and memory first.")
    return "\n".join([*parts, "</svg>", ""])


def _style() -> str:
    """Return the rules: colours for a light page, and others where the reader's is dark."""
    light = _colours("#24292f", "#57606a", "#d0d7de", _LIGHT)
    dark = _colours("#e6edf3", "#9198a1", "#3d444d", _DARK)
    return f"{_FONT}{light}\n@media (prefers-color-scheme: dark) {{\n{dark}\n}}\n"


def _colours(text: str, aside: str, grid: str, lines: Sequence[str]) -> str:
    plain = f"text {{ fill: {text} }} .aside {{ fill: {aside} }} .grid {{ stroke: {grid} }}"
    return "\n".join(
        [
            plain,
            *(
                f".c{number} path {{ stroke: {each} }} .c{number} * {{ fill: {each} }}"
                f" .c{number} path {{ fill: none }}"
                for number, each in enumerate(lines)
            ),
        ]
    )


def _points(rows: Sequence[Row], series: Series) -> Points:
    """Return size and value of each figure of a line."""
    return sorted(
        (row.people, row.value * _SCALES.get(row.unit, 1))
        for row in rows
        if row.what == series.what and row.people and row.value > 0
    )


def _panel(
    panel: Panel, lines: Mapping[Series, Points], left: float, width: float
) -> Iterator[str]:
    """Draw axes and lines of one half."""
    inner, outer = left + _LEFT, left + width - _NAMES
    across = Axis.over((size for each in lines.values() for size, _ in each), inner, outer)
    up = Axis.over((value for each in lines.values() for _, value in each), _BOTTOM, _TOP)
    yield f'<text class="title" x="{inner:.0f}" y="28">{panel.title}, {panel.unit}</text>'
    for mark in up.marks:
        y = up.place(mark)
        yield f'<path class="grid" d="M{inner:.0f} {y:.1f}H{outer:.0f}"/>'
        yield _text(f"{mark:,g}", inner - 8, y + 4, "aside", "end")
    for mark in across.marks:
        yield _text(_short(mark), across.place(mark), _BOTTOM + 20, "aside", "middle")
    yield _text("people", outer, _BOTTOM + 38, "aside", "end")
    ends = _apart({series.name: up.place(points[-1][1]) for series, points in lines.items()})
    most = max(points[-1][0] for points in lines.values())
    for series, points in lines.items():
        largest, last = points[-1]
        # a figure of another size at the end of the axis would be misread
        label = f"{series.name} {_figure(last)}" if largest == most else series.name
        yield f'<g class="c{_COLOURS[series.name]}">'
        yield from _line(series, [(across.place(x), up.place(y)) for x, y in points])
        yield f"{_text(label, outer + 8, ends[series.name] + 4, 'name', 'start')}</g>"


def _line(series: Series, places: Points) -> Iterator[str]:
    """Draw one line and its points."""
    way = "L".join(f"{x:.1f} {y:.1f}" for x, y in places)
    yield f'<path class="{"ours" if series.is_ours else "other"}" d="M{way}"/>'
    yield from (f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3"/>' for x, y in places)


def _apart(places: Mapping[str, float]) -> dict[str, float]:
    """Move names so far apart that each can be read, without changing their order."""
    ordered = sorted(places, key=lambda name: places[name])
    moved: dict[str, float] = {}
    reached = float(_TOP - _SPACE)
    for name in ordered:
        moved[name] = reached = max(places[name], reached + _SPACE)
    reached = float(_BOTTOM + _SPACE)
    for name in reversed(ordered):
        moved[name] = reached = min(moved[name], reached - _SPACE)
    return moved


def _text(words: str, x: float, y: float, kind: str, anchor: str) -> str:
    at = f'x="{x:.0f}" y="{y:.0f}"'
    return f'<text class="{kind}" {at} text-anchor="{anchor}">{escape(words)}</text>'


def _short(people: float) -> str:
    return f"{people / 1e6:g} M" if people >= 1e6 else f"{people:,.0f}"


def _figure(value: float) -> str:
    return f"{value:,.0f}" if value >= 10 else f"{value:.2g}"


def main() -> None:
    """Draw the picture of some results."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.curve", description=__doc__)
    parser.add_argument("results", type=Path, help="saved by --save")
    parser.add_argument("--picture", type=Path, default=PICTURE, help="where to")
    asked = parser.parse_args()
    asked.picture.write_text(picture(load(asked.results)), encoding="utf-8")
    print(asked.picture)


if __name__ == "__main__":
    main()
