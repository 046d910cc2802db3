"""A file from outside: its bytes, its text, and what keeps it from being read at all.

Spans are counted in the text, and the text is kept beside the database as the source of the facts
that come from it, so that it has to be one: UTF-8, or what a byte order mark or the reader names.
Pictures, archives, pointers to files kept elsewhere and files of zeros are refused here, before any
format looks at them, and large ones before they are read.
"""

from __future__ import annotations

import hashlib
import re
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from db.errors import BadFile
from db.records import Original
from db.texts import LARGEST_TEXT

_SIGNATURES: Final[Mapping[bytes, str]] = {
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"RIFF": "a picture or sound",
    b"%PDF": "a PDF",
    b"PK\x03\x04": "an archive or office document",
    b"\x1f\x8b": "a compressed file",
    b"BZh": "a compressed file",
    b"\xfd7zXZ": "a compressed file",
    b"\x28\xb5\x2f\xfd": "a compressed file",
    b"SQLite format 3": "an SQLite database",
}
"""How files begin that are no text, and what they are in words."""

STANDARD_INPUT: Final = "standard input"
"""What a file without a name is called in messages."""

_REMEDIES: Final[Mapping[str, str]] = {
    "a PDF": "A document is added with wherefrom source add.",
    "an archive or office document": "Unpack it, or save it as CSV, and give the files inside.",
    "a compressed file": "Unpack it first.",
    "an SQLite database": "Export its tables as CSV first.",
}
_POINTER = b"version https://git-lfs.github.com/spec/"
_MARKS: Final = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_MEDIA: Final[Mapping[str, str]] = {
    ".csv": "text/csv",
    ".tsv": "text/tab-separated-values",
    ".json": "application/json",
}
_HALVES: Final = re.compile("[\ud800-\udfff]")
_LOOKED_AT = 8192
_FORMATS = "wherefrom import --help names the formats that can be read."


@dataclass(frozen=True, slots=True)
class OutsideFile:
    """A file of data, read whole."""

    name: str
    """What to call it in a message: the path as it was given, or `standard input`."""
    file: str
    """Its name alone, which its source keeps; `standard-input` for what has none."""
    data: bytes
    """What it holds; also what is kept, where that is UTF-8."""
    text: str
    """Its text, in the code points that spans count; a byte order mark of UTF-8 stays in it."""
    encoding: str = "utf-8"
    """What its bytes were read as."""

    @property
    def kept(self) -> bytes:
        """The bytes of the text as it is kept beside the database: UTF-8."""
        return self.data if self.encoding == "utf-8" else self.text.encode("utf-8")

    @property
    def original(self) -> Original | None:
        """What the text was derived from; None where the bytes are the text as it is kept."""
        if self.encoding == "utf-8":
            return None
        path = Path(self.file)
        return Original(
            sha256=hashlib.sha256(self.data).hexdigest(),
            file=f"{path.stem}.original{path.suffix}",
            media=_MEDIA.get(self.suffix, "text/plain"),
            by=f"decoded from {self.encoding}",
        )

    @property
    def sha256(self) -> str:
        """The SHA-256 of what is kept, in hex."""
        return hashlib.sha256(self.kept).hexdigest()

    @property
    def stem(self) -> str:
        """The name without what follows its first dot, for an id."""
        return self.file.partition(".")[0] or self.file

    @property
    def suffix(self) -> str:
        """The last suffix of the name, in lower case with its dot; "" for none."""
        return Path(self.file).suffix.lower()

    def refused(self, problem: str, remedy: str) -> BadFile:
        """Return the refusal of this file."""
        return BadFile(self.name, problem, remedy)

    def line_of(self, offset: int) -> int:
        """Return the number of the line, from 1, on which a character stands."""
        return self.text.count("\n", 0, offset) + 1


def from_path(path: Path, encoding: str | None = None) -> OutsideFile:
    """Read a file of data.

    Raises `BadFile` where there is none, or it is too large, no text, or not in its encoding.
    """
    try:
        about = path.stat()
        if stat.S_ISDIR(about.st_mode):
            raise BadFile(path, "it is a folder", "Give the files inside it.")
        _require_size(str(path), about.st_size)
        with path.open("rb") as file:  # a pipe too, which tells no size and may never end
            data = file.read(LARGEST_TEXT + 1)
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise BadFile(path, f"it cannot be read ({reason})", "Check the path.") from error
    except ValueError as error:  # a NUL in the path
        raise BadFile(repr(str(path)), "it is no path of a file", "Check the path.") from error
    return from_bytes(data, str(path), path.name, encoding)


def from_stream(stream: BinaryIO, encoding: str | None = None) -> OutsideFile:
    """Read data from a stream to its end, such as another program's output.

    Raises `BadFile` as `from_path` does, `OSError` where the stream cannot be read.
    """
    data = stream.read(LARGEST_TEXT + 1)
    return from_bytes(data, STANDARD_INPUT, "standard-input", encoding)


def from_bytes(data: bytes, name: str, file: str, encoding: str | None = None) -> OutsideFile:
    """Take bytes as a file of data; raises `BadFile` where they are none."""
    _require_size(name, len(data))
    if not data.strip():
        raise BadFile(name, "it is empty", "Give a file with data in it.")
    if data.startswith(_POINTER):
        remedy = "Fetch the file itself with git lfs pull, and import that."
        raise BadFile(name, "it is a Git LFS pointer, which only names the file", remedy)
    marked = next((known for mark, known in _MARKS if data.startswith(mark)), None)
    if encoding is None and marked is None:
        _require_text(name, data)
    chosen = encoding or marked or "utf-8"
    try:
        text = data.decode(chosen)
    except UnicodeError as error:  # some encodings do not say at which byte
        at = f"byte {error.start:,}" if isinstance(error, UnicodeDecodeError) else "what it holds"
        remedy = "Save it as UTF-8, or name its encoding: --encoding cp1252."
        raise BadFile(name, f"{at} is not {chosen.upper()}", remedy) from error
    except LookupError as error:
        raise BadFile(name, f"“{chosen}” is no encoding", "Give one such as cp1252.") from error
    if _HALVES.search(text):  # some encodings let them through
        raise BadFile(name, f"it holds what is no text in {chosen}", "Save it as UTF-8.")
    file = _HALVES.sub("\ufffd", file)  # a name that is no UTF-8
    is_plain = chosen.lower().replace("_", "-") in {"utf-8", "utf8", "ascii", "us-ascii"}
    return OutsideFile(name, file, data, text, "utf-8" if is_plain else chosen)


def _require_size(name: str, size: int) -> None:
    if size > LARGEST_TEXT:
        most = LARGEST_TEXT // 1024 // 1024
        has = f"{size / 1024 / 1024:,.0f}" if size > LARGEST_TEXT + 1 else f"more than {most}"
        problem = f"it has {has} MiB, and a file of data has at most {most} MiB"
        raise BadFile(
            name,
            problem,
            "Split it into smaller files. A database of ours: --format wherefrom.",
        )


def _require_text(name: str, data: bytes) -> None:
    """Refuse what is no text, and say what it is where its beginning tells."""
    kind = next((words for head, words in _SIGNATURES.items() if data.startswith(head)), None)
    if kind is not None:
        raise BadFile(name, f"it is {kind}, no file of data", _REMEDIES.get(kind, _FORMATS))
    if b"\0" in data[:_LOOKED_AT]:
        raise BadFile(name, "it is binary, no file of data", _FORMATS)
