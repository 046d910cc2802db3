"""Documents -> sources, one reader a kind: the door."""

from db.documents.adding import add_document, add_documents, attach_document
from db.documents.offered import Offered, from_path, from_stream
from db.documents.reading import Given, ReadDocument, read_document
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
    "attach_document",
    "from_path",
    "from_stream",
    "read_document",
]
