"""Outside material -> records, one reader a format: the door."""

from db.intake.facts import Intake, import_facts, read_facts
from db.intake.lines import FactsFile, from_path, from_stream
from db.intake.report import Counts, ImportReport, Skipped

__all__ = [
    "Counts",
    "FactsFile",
    "ImportReport",
    "Intake",
    "Skipped",
    "from_path",
    "from_stream",
    "import_facts",
    "read_facts",
]
