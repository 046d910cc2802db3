"""Tables, JSON and JSON lines of any shape, by a mapping that says what is what: the door."""

from db.intake.mapped.parsing import encoding_of
from db.intake.mapped.reading import drafts

__all__ = ["drafts", "encoding_of"]
