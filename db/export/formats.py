"""The table of formats: what each is called, what it is for, and the file that writes it.

A new format is one row here and one file beside this one, with a function `write`. Of a format of
one document it yields the text in pieces; of one of several it yields `Document`s.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from db.export.left_out import LeftOut
    from db.export.selection import Selection

ZIP: Final = ".zip"
"""How the name of a file ends that holds several documents."""


class Document(NamedTuple):
    """One document of an export."""

    name: str
    """The name of its file, with `/` between folders; never more than that."""
    pieces: Iterable[str]
    """Its text, to be taken before the next document is asked for."""


@dataclass(frozen=True, slots=True)
class Format:
    """One row of the table."""

    name: str
    """What `--format` calls it."""
    words: str
    """What it is, and for whom, as the README says it."""
    suffix: str
    """How the name of its file ends; of several documents in a zip, the zip's."""
    room: str
    """The module that has its `write`."""
    is_several: bool = False
    """Whether it makes several documents: a folder, or a zip of them."""
    may_have_mark: bool = False
    """Whether a document may begin with a byte order mark."""
    keeps_unknown: bool = False
    """Whether fields and tables of a later version are in it."""

    def documents(self, selection: Selection, left: LeftOut) -> Iterator[Document]:
        """Write a selection; what the format has no place for is counted in `left` meanwhile."""
        if not self.keeps_unknown and selection.stored is not None:
            records = selection.records
            chosen = {
                "people": records.people,
                "companies": records.companies,
                "events": records.events,
                "quotes": records.quotes,
                "sources": records.sources,
            }
            selection.stored.note_unknown(chosen, left)
        write = import_module(self.room).write
        if self.is_several:
            yield from write(selection, left)
        else:
            yield Document(f"{selection.name}{self.suffix}", write(selection, left))


FORMATS: Final[tuple[Format, ...]] = (
    Format(
        "wherefrom",
        "a database like this one, to open, import or hand on",
        ".json",
        "db.export.ours",
        keeps_unknown=True,
    ),
    Format(
        "jsonl",
        "a record a line, each with its `table`, for programs; `import --format facts` reads it",
        ".jsonl",
        "db.export.lines",
    ),
    Format(
        "w3c",
        "each quote as a W3C Web Annotation, for Hypothesis and other tools of annotation",
        ".jsonld",
        "db.export.w3c",
    ),
    Format(
        "csv",
        "a table a file, for spreadsheets; no cell runs as a formula, `--bom` is for Excel",
        ".csv.zip",
        "db.export.tables",
        is_several=True,
        may_have_mark=True,
    ),
    Format(
        "csl",
        "the sources as CSL-JSON, for Zotero and Pandoc",
        ".csl.json",
        "db.export.csl",
    ),
    Format(
        "bibtex",
        "the sources as BibTeX, for LaTeX",
        ".bib",
        "db.export.bibtex",
    ),
    Format(
        "markdown",
        "a note a person, company and source, linked by `[[name]]`, for Obsidian",
        ".md.zip",
        "db.export.notes",
        is_several=True,
    ),
    Format(
        "popolo",
        "people, organizations, memberships, posts and events, for tools on politicians",
        ".popolo.json",
        "db.export.popolo.document",
    ),
    Format(
        "ftm",
        "FollowTheMoney entities, for Aleph and the tools of OpenSanctions",
        ".ftm.json",
        "db.export.ftm.writing",
    ),
    Format(
        "graphml",
        "the moves between companies as a graph, for Gephi and networkx",
        ".graphml",
        "db.export.graphml",
    ),
)
"""Every format that `export` writes, in the order in which they are told of."""

BY_NAME: Final = {each.name: each for each in FORMATS}
"""The same by name."""


def of_name(path: Path) -> Format | None:
    """Return the format that the name of a file tells: the one with the longest suffix in it."""
    name = path.name.lower()
    fitting = [each for each in FORMATS if name.endswith(each.suffix)]
    return max(fitting, key=lambda each: len(each.suffix), default=None)
