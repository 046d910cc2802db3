"""The repaired reading of a damaged text, with a map of offsets into both directions."""

from db.repair.oddness import looks_damaged
from db.repair.reader import read
from db.repair.reading import Piece, Reading

__all__ = ["Piece", "Reading", "looks_damaged", "read"]
