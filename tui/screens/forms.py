"""Which form the main screen has: the classes by which its style sheet knows what is seen."""

from __future__ import annotations

from typing import Final

from textual.geometry import Size

from tui.fitted import HEIGHTS
from tui.state import PANES, Place

BREADTHS: Final = [(0, "-small"), (60, "-middle"), (100, "-wide")]
"""From which width on the screen has which breadth, as Textual takes it."""


def fit(size: Size) -> dict[str, bool]:
    """Return the classes for a size, which Textual itself sets only after the first layout."""
    return _reached(size.width, BREADTHS) | _reached(size.height, HEIGHTS)


def _reached(extent: int, steps: list[tuple[int, str]]) -> dict[str, bool]:
    reached = [name for least, name in steps if extent >= least]
    return {name: name == reached[-1] for _, name in steps}


def form_of(place: Place) -> dict[str, bool]:
    """Return which form the screen has for a place; behind a record the list stays as it is."""
    address = place.address
    rows = {"-long-rows": address.kind in ("event", "source")} if address.is_list else {}
    return {"-record": not address.is_list, **rows}


def seen(pane: str | None) -> dict[str, bool]:
    """Return which pane is the one with the focus; the search bar belongs to the list."""
    seen = "list" if pane == "search" else pane
    return {"-on-search": pane == "search"} | {f"-on-{name}": name == seen for name in PANES}
