"""A PDF: the words of its pages, and what its own description says of it.

A PDF says when it was made, and seldom when its text was published, so that the day of its making
is told in a note and never taken for a date. A page that is a picture holds no words.
"""

from __future__ import annotations

import contextlib
import io
import logging
import re
import warnings
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from db.documents.derived import Derived
from db.documents.media import PDF
from db.documents.offered import Offered
from db.documents.told import Told, address_of, date_of, language_of, words_of
from db.errors import BadFile

if TYPE_CHECKING:
    from pypdf import PdfReader

_VERSION: Final = 1
_DATE: Final = re.compile(r"(?:D:)?([0-9]{4})([0-9]{2})?([0-9]{2})?")
_ISSUED: Final = re.compile(
    r"(?:prism:publicationDate|prism:coverDate|dcterms:issued)[^>\"']{0,40}[>\"']\s*([0-9-]{4,10})"
)
_NO_TITLE: Final = re.compile(r"(?i)(microsoft word - .*|untitled.*|.*\.(docx?|indd|pdf|tex|qxd))")
_LARGEST_DESCRIPTION: Final = 262_144
_UNENCRYPTED: Final = "Save a copy without a password, and give that."
_SOUND: Final = "Give a sound copy, or the words as a text file."
_SCANNED: Final = "Its pages may be scanned pictures: have them read (OCR) first."


def derive(offered: Offered) -> Derived:
    """Return the words of a PDF; raises `BadFile` where it has none, or will not be opened."""
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, PyPdfError

    with _quietly():
        try:
            reader = PdfReader(io.BytesIO(offered.data))
            _open(reader, offered)
            pages = [page.extract_text() for page in reader.pages]
            told, notes = _told(reader)
        except (BadFile, MemoryError):
            raise
        except DependencyError as error:
            raise offered.refused("it is encrypted", _UNENCRYPTED) from error
        except (PyPdfError, *_FAILINGS) as error:
            problem = f"it is damaged and cannot be read ({type(error).__name__})"
            raise offered.refused(problem, _SOUND) from error
    text = _joined(pages)
    if not text:
        raise offered.refused("no words were found in it", _SCANNED)
    empty = sum(not page.strip() for page in pages)
    if empty:
        notes += (_wordless(empty, len(pages)),)
    return Derived(text, PDF, _by(), told, notes)


_FAILINGS: Final = (
    ArithmeticError, AssertionError, AttributeError, LookupError, NotImplementedError, OSError,
    RecursionError, TypeError, ValueError,
)  # fmt: skip
"""What the library stumbles with over a PDF that is not what it says."""


@contextlib.contextmanager
def _quietly() -> Iterator[None]:
    """Keep the remarks of the library to itself: they are about bytes, not about words."""
    log = logging.getLogger("pypdf")
    before = log.disabled
    log.disabled = True
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        log.disabled = before


def _open(reader: PdfReader, offered: Offered) -> None:
    """Open what has no password, or an empty one; raises `BadFile` for any other."""
    if reader.is_encrypted and not reader.decrypt(""):
        raise offered.refused("it is encrypted, and needs a password", _UNENCRYPTED)


def _joined(pages: list[str]) -> str:
    """Return the words of all pages, a blank line between two of them."""
    every = (page.encode("utf-8", "replace").decode().replace("\0", "").strip() for page in pages)
    text = "\n\n".join(filter(None, every))
    return f"{text}\n" if text else ""


def _wordless(empty: int, pages: int) -> str:
    if empty == 1:
        return f"1 of its {pages:,} pages has no words, as a picture has none."
    return f"{empty:,} of its {pages:,} pages have no words, as pictures have none."


def _told(reader: PdfReader) -> tuple[Told, tuple[str, ...]]:
    """Return what a PDF says of itself, and what a reader should know of its date."""
    about = {key: str(value) for key, value in (reader.metadata or {}).items()}
    described = _description(reader)
    title = words_of(about.get("/Title"))
    issued = _ISSUED.search(described)
    told = Told(
        title=None if title is None or _NO_TITLE.fullmatch(title) else title,
        author=words_of(about.get("/Author")),
        published=date_of(issued[1]) if issued else None,
        lang=language_of(_language(reader)),
        publisher=words_of(about.get("/Publisher")),
        url=address_of(about.get("/URL") or about.get("/Source")),
    )
    made = _DATE.match(about.get("/CreationDate", ""))
    day = date_of("-".join(filter(None, made.groups()))) if made else None
    return told, () if told.published or not day else (f"The PDF was made on {day}.",)


def _description(reader: PdfReader) -> str:
    """Return the XML in which some PDFs describe themselves, as text: it is only searched."""
    stream = reader.root_object.get("/Metadata")
    held = stream.get_object() if stream is not None else None
    data = held.get_data() if held is not None and hasattr(held, "get_data") else b""
    return bytes(data[:_LARGEST_DESCRIPTION]).decode("utf-8", "replace")


def _language(reader: PdfReader) -> str:
    found = reader.root_object.get("/Lang")
    return str(found) if found is not None else ""


def _by() -> str:
    from importlib.metadata import version

    return f"pdf {_VERSION}, pypdf {version('pypdf')}"
