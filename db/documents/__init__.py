"""Documents -> sources, one reader a kind: the door."""

from db.documents.adding import (
    Given,
    ReadDocument,
    add_document,
    add_documents,
    read_document,
)
from db.documents.offered import Offered, from_path, from_stream
from db.documents.report import AddedReport, AddedSource
from db.documents.told import Told

__all__ = [
    "AddedReport",
    "AddedSource",
    "Given",
    "Offered",
    "ReadDocument",
    "Told",
    "add_document",
    "add_documents",
    "from_path",
    "from_stream",
    "read_document",
]
