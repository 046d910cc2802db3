"""Outside material -> records, one reader a format: the door."""

from db.intake.facts import Intake, import_facts, read_facts
from db.intake.formats import FORMATS, Format
from db.intake.importing import Options, Progress, import_files, import_paths
from db.intake.lines import FactsFile
from db.intake.report import Counts, ImportReport, Skipped

__all__ = [
    "FORMATS",
    "Counts",
    "FactsFile",
    "Format",
    "ImportReport",
    "Intake",
    "Options",
    "Progress",
    "Skipped",
    "import_facts",
    "import_files",
    "import_paths",
    "read_facts",
]
