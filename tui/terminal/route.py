"""The order in which strokes are drawn: it costs most to change colours, then to move.

Strokes of one rendition are drawn together, line by line or column by column. Blanks look the same
in many renditions, so that they are drawn on the way from one stroke to another, where that is
least out of the way.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from operator import itemgetter
from typing import Final

from tui.terminal.pen import Pen
from tui.terminal.rendition import on_blank
from tui.terminal.strokes import Stroke
from tui.terminal.ways import Place

_AHEAD: Final = 2
"""How many of the next strokes are looked at for the nearest."""


def shortest(pen: Pen, strokes: Iterable[Stroke]) -> Iterator[Stroke]:
    """Return strokes of one rendition each in an order that is short for a pen."""
    texts, blanks = dict[str, list[Stroke]](), dict[str, list[Stroke]]()
    for stroke in strokes:
        if stroke.is_rest or not stroke.text.strip(" "):
            blanks.setdefault(on_blank(stroke.rendition), []).append(stroke)
        else:
            texts.setdefault(stroke.rendition, []).append(stroke)
    route = _Route(pen)
    rendition = pen.rendition
    while texts:
        rendition = min(texts, key=lambda other: len(pen.step(rendition, other)))
        route.draw(texts.pop(rendition))
    for ground, group in blanks.items():
        route.take_in(group, ground)
    return route.strokes()


@dataclass(slots=True, eq=False)
class _Stop:
    """A stroke on the route."""

    stroke: Stroke | None
    """Nothing where the route begins."""
    ground: str
    """What blanks look like that are drawn next."""
    after: Place
    """Where the pen is then."""
    following: _Stop | None = None


class _Route:
    """Strokes in order, each of which knows the next."""

    def __init__(self, pen: Pen) -> None:
        """Begin where a pen is."""
        self._pen = pen
        self._start = self._end = _Stop(None, on_blank(pen.rendition), pen.place)
        self._on_line: defaultdict[int, list[_Stop]] = defaultdict(list)
        self._last = {self._start.ground: self._start}

    def strokes(self) -> Iterator[Stroke]:
        """Return the strokes in order."""
        stop = self._start.following
        while stop is not None and stop.stroke is not None:
            yield stop.stroke
            stop = stop.following

    def draw(self, group: list[Stroke]) -> None:
        """Draw strokes of one rendition after all others, line by line or column by column."""
        ground = on_blank(group[0].rendition)
        by_column = sorted(group, key=lambda stroke: (stroke.start, stroke.line))
        _, order = min(map(self._nearest, (group, by_column)), key=itemgetter(0))
        for stroke in order:
            self._put(self._end, stroke, ground)

    def _nearest(self, group: list[Stroke]) -> tuple[int, list[Stroke]]:
        """Return how far it is along strokes, where the nearest of the next is next, and these."""
        here, length, order, rest = self._end.after, 0, list[Stroke](), group[:]
        while rest:
            ways = [self._way(here, stroke) for stroke in rest[:_AHEAD]]
            least = min(ways)
            order.append(stroke := rest.pop(ways.index(least)))
            here, length = self._pen.after(stroke), length + least
        return length, order

    def take_in(self, blanks: list[Stroke], ground: str) -> None:
        """Draw blanks of one ground, each where it is least out of the way."""
        if ground not in self._last:
            self.draw([blanks.pop(0)])
        for blank in blanks:
            after, line = self._pen.after(blank), blank.line
            beside = chain.from_iterable(self._on_line[each] for each in (line - 1, line, line + 1))
            near = [stop for stop in beside if stop.ground == ground]
            ways = [self._detour(stop, blank, after) for stop in near]
            self._put(near[ways.index(min(ways))] if near else self._last[ground], blank, ground)

    def _detour(self, stop: _Stop, blank: Stroke, after: Place) -> int:
        """Return how much longer the route gets where blanks are drawn after a stop."""
        there = self._way(stop.after, blank)
        if stop.following is None or (following := stop.following.stroke) is None:
            return there
        return there + self._way(after, following) - self._way(stop.after, following)

    def _way(self, start: Place, stroke: Stroke) -> int:
        return len(self._pen.way(start, stroke.line, stroke.start))

    def _put(self, before: _Stop, stroke: Stroke, ground: str) -> None:
        stop = _Stop(stroke, ground, self._pen.after(stroke), before.following)
        before.following = stop
        if before is self._end:
            self._end = stop
        if self._last.get(ground) in (None, before):
            self._last[ground] = stop
        self._on_line[stroke.line].append(stop)
