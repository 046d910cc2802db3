"""The scenes that README shows: a view, a size, the keys pressed, and what is to be seen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from tui.looks import FULL, Looks


@dataclass(frozen=True, slots=True)
class Scene:
    """One picture."""

    name: str
    """The file's name, without `.svg`."""
    size: tuple[int, int]
    """Columns and rows."""
    view: str
    """The view that the explorer opens with."""
    words: str
    """One sentence of what it shows, which is also the picture's text in README."""
    keys: tuple[str, ...] = ()
    """What is pressed, as Textual names keys."""
    theme: str = "dark"
    """The theme."""
    looks: Looks = FULL
    """What the terminal can show."""


SCENES: Final[Mapping[str, Scene]] = {
    scene.name: scene
    for scene in (
        Scene(
            "browse-120x36",
            (120, 36),
            "people",
            "Browse: a list, the record under the cursor, and the words that support it.",
            ("slash", *"zhao", "enter", "tab", "down", "down"),
        ),
        Scene(
            "person-120x36",
            (120, 36),
            "person/rishabh-agarwal",
            "A person's history: spells as bars, then one line for each claim.",
            ("down",),
        ),
        Scene(
            "event-dispute-120x36",
            (120, 36),
            "event/zuckerberg-denies-200m-bonuses",
            "Two claims that cannot both be right, side by side with their quotes.",
        ),
        Scene(
            "source-120x36",
            (120, 36),
            "source/gate-exode",
            "A source with every quote in its place, and the facts that each supports.",
            ("n", "n", "n"),
        ),
        Scene(
            "company-120x36",
            (120, 36),
            "company/meta",
            "A company: who came from where, and who left for where.",
            theme="light",
        ),
        Scene(
            "browse-80x24",
            (80, 24),
            "events?q=grade:denied",
            "The same in 80 columns: the list and the record, the passage one key away.",
        ),
        Scene(
            "list-120x36",
            (120, 36),
            "events?sort=-date",
            "A list alone, in columns; each can be its order, either way round.",
            ("z", "down"),
        ),
        Scene(
            "facets-120x36",
            (120, 36),
            "events",
            "Facets: what the results are made of; Enter narrows.",
            ("f",),
        ),
        Scene(
            "frequency-80x24",
            (80, 24),
            "events",
            "How often each value of a column occurs; Enter narrows the list to it.",
            ("F", "g", "down"),
        ),
        Scene(
            "search-80x24",
            (80, 24),
            "events",
            "The search bar finishes a name from the database; a saved query stands at the top.",
            ("slash", *"type:hire", "enter", "w", "enter", "slash", *" to:me"),
        ),
        Scene(
            "ascii-80x24",
            (80, 24),
            "person/shengjia-zhao",
            "The same without lines and signs.",
            looks=Looks("16", is_ascii=True),
            theme="terminal",
        ),
        Scene("help-80x24", (80, 24), "people", "Help for where one is.", ("question_mark",)),
    )
}
"""Every scene by its name."""
