"""People, companies, events and who said so; runs without a screen.

The door for programs that use the data: `from db import Library, find, parse`. Each name is loaded
when it is first asked for, so that going through the door costs nothing. The functions `search`,
`facets` and `verify` share their names with their modules and are found there:
`from db.search import search`.
"""

from __future__ import annotations

import importlib

TYPE_CHECKING = False  # typing itself takes longer than all that is behind this door at first
if TYPE_CHECKING:
    from db.dates import DaySpan, PartialDate
    from db.decisions import Decision
    from db.errors import (
        BadDecision,
        BadFile,
        BadQuery,
        BadRecord,
        BadTerm,
        BadView,
        NewerSchema,
        NotFound,
        Refused,
        WherefromError,
    )
    from db.facets import Facet, FacetValue
    from db.fields import FIELDS, OPERATORS
    from db.library import Library
    from db.query import Query, Term, describe, parse, unparse
    from db.records import Company, Event, Kind, Person, Quote, Record, Records, Source
    from db.search import Hit, Results, find
    from db.words import fold

__all__ = [
    "FIELDS",
    "OPERATORS",
    "BadDecision",
    "BadFile",
    "BadQuery",
    "BadRecord",
    "BadTerm",
    "BadView",
    "Company",
    "DaySpan",
    "Decision",
    "Event",
    "Facet",
    "FacetValue",
    "Hit",
    "Kind",
    "Library",
    "NewerSchema",
    "NotFound",
    "PartialDate",
    "Person",
    "Query",
    "Quote",
    "Record",
    "Records",
    "Refused",
    "Results",
    "Source",
    "Term",
    "WherefromError",
    "describe",
    "find",
    "fold",
    "parse",
    "unparse",
]

_ROOMS = (
    "db.errors",
    "db.dates",
    "db.decisions",
    "db.records",
    "db.words",
    "db.fields",
    "db.library",
    "db.query",
    "db.search",
    "db.facets",
)
"""Where the names are kept, the light rooms first."""

if not TYPE_CHECKING:  # a type checker would take it for a promise of any name at all

    def __getattr__(name: str) -> object:
        """Fetch a name from the room that keeps it."""
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        rooms = (vars(importlib.import_module(room)) for room in _ROOMS)
        return next(room[name] for room in rooms if name in room)
