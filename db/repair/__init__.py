"""The repaired reading of a damaged text, with a map of offsets into both directions.

Each name is loaded when it is first asked for: whether a text is damaged is known long before, and
far more often than, it has to be read.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from db.repair.oddness import looks_damaged
    from db.repair.reader import read
    from db.repair.reading import Piece, Reading

__all__ = ["Piece", "Reading", "looks_damaged", "read"]

_PLACES = {"Piece": "reading", "Reading": "reading", "looks_damaged": "oddness", "read": "reader"}


if not TYPE_CHECKING:  # a type checker would take it for a promise of any name at all

    def __getattr__(name: str) -> object:
        """Load a name from where it is."""
        if name not in _PLACES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(importlib.import_module(f"db.repair.{_PLACES[name]}"), name)
