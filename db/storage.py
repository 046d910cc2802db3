"""The TinyDB file, the truth: read whole, written atomically; the only file that imports tinydb.

Reading takes the JSON as it is and needs no TinyDB, which costs time at every start. Writing goes
through TinyDB over a storage of our own, so that the file is what plain `tinydb` expects; all of
it reaches the disk at once or not at all, and the states before it are kept.
"""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from db import checks, collector, duplicates, material
from db.codec import encode
from db.decisions import DECISIONS
from db.errors import AlreadyThere, BadFile, NewerSchema
from db.material import META, Finding, Raw
from db.records import SCHEMA, TABLES, Records
from db.unknown import merge_unknown

BUILT_IN = Path(__file__).with_name("data") / "talent-war.json"
"""The database that ships with the program; never written."""

_NEW: Mapping[str, Any] = {
    **{table: {} for table in TABLES.values()},
    DECISIONS: {},
    META: {"1": {"schema": SCHEMA}},
}

_DECODED, _TYPED = 0.25, 0.6
"""How much of a reading is done when the JSON is decoded, and when its records are typed."""

_NO_DATABASE = Finding(
    "", "", "", "it is no TinyDB database", "Give a file made by wherefrom init."
)


def read(path: Path, tell: Callable[[float], None] = lambda _: None) -> Records:
    """Read a whole database; `tell` hears how much of it is done, from 0 to 1.

    Raises `BadFile` or `NewerSchema` where the file cannot be read, `BadRecord` where a record
    breaks a rule that refuses.
    """
    tell(0)
    return _sound(path, read_raw(path), tell, forget=True)


def read_raw(path: Path) -> Raw:
    """Read the file as JSON and judge nothing more, for `verify`.

    What was dropped in reading stands in `faults`: a key that stands twice in one object, or all
    of it where it is no object. Raises `BadFile` where it is no JSON.
    """
    return raw_of(path, _bytes_of(path))


def raw_of(path: Path, data: bytes) -> Raw:
    """Read bytes as a file of this path would be; see `read_raw`."""
    with collector.at_rest():
        try:
            root = msgspec.json.decode(data)
            faults = duplicates.findings(data, root)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            from db import damage  # late: only a damaged file needs it

            raise damage.explain(path, data, error) from error
    return Raw(root, faults) if isinstance(root, dict) else Raw({}, (_NO_DATABASE,))


def records_of(path: Path, raw: Raw) -> Records:
    """Return the records of a file that was read as JSON; raises what `read` raises."""
    return _sound(path, raw)


def write(path: Path, records: Records, *, create: bool = False, what: str = "") -> None:
    """Make the file hold exactly these records, unknown fields and tables kept.

    `create` and `what` are those of `update`. Raises what `read` raises, `BadRecord` where the new
    records break a rule, `Locked` where another process writes; then nothing is changed.
    """
    update(path, lambda _: records, create=create, what=what)


def update(
    path: Path, change: Callable[[Records], Records], *, create: bool = False, what: str = ""
) -> Records:
    """Read, change and write under one lock, so that nobody's write is lost; return the result.

    With `create` a missing file is made. The state before is kept, with `what`: the write in a few
    words, such as “import popolo.json”, as undo and the list of kept states say it.
    """
    from db import atomic, generations  # late: a reader needs neither locks nor temporary files

    target = writable(path)
    if not create or target.exists():
        require_file(target)
    with atomic.locked(target):
        if create and not target.exists():
            raw, old = Raw(_NEW), Records()
        else:
            raw = read_raw(target)
            old = _sound(target, raw)
        new = change(old)
        refusal = checks.first_refusal(material.of_records(new))
        if refusal is not None:
            raise refusal
        counts = (generations.Counts.of(old), generations.Counts.of(new))
        data = _json(target, _rewritten(raw, new))
        generations.replace(target, data, generations.Write(what, *counts))
    return new


def require_writable(path: Path) -> None:
    """Refuse a database that no write will go into before long work begins; raises `BadFile`."""
    require_file(writable(path))


def init(path: Path, *, empty: bool) -> None:
    """Make a database of one's own: a copy of the built-in one, or an empty one.

    Raises `AlreadyThere` where something stands at the path.
    """
    from db import atomic  # late: as above

    target = writable(path)
    _require_absent(path)  # before anything is touched
    data = _json(target, _NEW) if empty else _bytes_of(BUILT_IN)
    with atomic.locked(target):
        _require_absent(path)  # again, as another process may have been first
        atomic.replace(target, data)


def writable(path: Path) -> Path:
    """Follow links to the file that will be replaced; raise `BadFile` where none may be."""
    target = owned(path)
    if not target.parent.is_dir():
        raise BadFile(path, "its folder does not exist", "Make the folder first.")
    if target.exists() and not os.access(target, os.W_OK):
        raise BadFile(path, "it is protected against writing", "Ask its owner, or use a copy.")
    return target


def owned(path: Path) -> Path:
    """Follow links to a database of one's own; raise `BadFile` where it never is one."""
    from db import generations  # late: a reader needs none

    try:
        target = path.resolve()
        target.exists()
    except (OSError, RuntimeError, ValueError) as error:
        raise BadFile(repr(str(path)), "it is no path of a file", "Check the path.") from error
    if target == BUILT_IN.resolve():
        remedy = "Make a database of your own with wherefrom init PATH."
        raise BadFile(path, "the built-in database is never written", remedy)
    if generations.is_one(target):
        remedy = "wherefrom restore brings it back; nothing was changed."
        raise BadFile(path, "it is a kept state, which is never written", remedy)
    return target


def require_file(path: Path) -> None:
    """Raise `BadFile` where no regular file stands."""
    with _in_words(path):
        mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        raise BadFile(path, "it is a folder", "Give the database file inside it.")
    if not stat.S_ISREG(mode):
        raise BadFile(path, "it is no regular file", "Give a database file.")


class _Held:
    """TinyDB's storage protocol over memory: nothing reaches the disk until all is done."""

    def __init__(self, root: dict[str, Any]) -> None:
        """Start from the tables of the file."""
        self.root = root

    def read(self) -> dict[str, Any]:
        """Hand TinyDB the tables."""
        return self.root

    def write(self, data: dict[str, Any]) -> None:
        """Take the tables back."""
        self.root = data

    def close(self) -> None:
        """Nothing is open."""


def _rewritten(raw: Raw, records: Records) -> Mapping[str, Any]:
    """Return the tables with the records in place of the old ones, through TinyDB."""
    from tinydb import TinyDB  # late: reading must stay light
    from tinydb.table import Document

    held = _Held(dict(raw.root))
    with TinyDB(storage=lambda: held) as database:
        for table, new in _tables_of(records).items():
            if not new and table not in held.root:
                continue
            documents = _documents(raw, table, new)
            database.table(table).truncate()
            database.table(table).insert_multiple(
                Document(document, doc_id=number) for number, document in documents
            )
    return held.root


def _tables_of(records: Records) -> dict[str, dict[str, dict[str, object]]]:
    """Return the documents of every table by id."""
    tables = {
        table: {record.id: encode(record) for record in records.table(kind).values()}
        for kind, table in TABLES.items()
    }
    return {**tables, DECISIONS: {each.id: encode(each) for each in records.decisions.values()}}


def _documents(
    raw: Raw, table: str, new: dict[str, dict[str, object]]
) -> Iterator[tuple[int, dict[str, object]]]:
    """Give documents their numbers: old ones keep number and place, new ones follow."""
    old = raw.tables.get(table, {})
    for number, document in old.items():
        fresh = new.pop(str(document["id"]), None)
        if fresh is not None:
            yield int(number), merge_unknown(table, document, fresh)
    last = max((int(number) for number in old), default=0)
    yield from enumerate(new.values(), start=last + 1)


def _json(path: Path, root: Mapping[str, Any]) -> bytes:
    """Write tables as JSON that a person can read and compare line by line."""
    try:
        return msgspec.json.format(msgspec.json.encode(root), indent=1) + b"\n"
    except UnicodeEncodeError as error:
        problem = f"a text in it cannot be written as UTF-8 ({error.object!r})"
        raise BadFile(path, problem, "Correct the text; nothing was changed.") from error


def _sound(
    path: Path, raw: Raw, tell: Callable[[float], None] = lambda _: None, *, forget: bool = False
) -> Records:
    """Return the records of a file, or raise what keeps it from being loaded."""
    if _NO_DATABASE in raw.faults:
        raise BadFile(path, _NO_DATABASE.problem, _NO_DATABASE.remedy)
    _require_schema(path, raw)
    with collector.at_rest():
        tell(_DECODED)
        candidates = material.read_raw(raw, forget=forget)
        tell(_TYPED)
        refusal = checks.first_refusal(candidates, path)
        if refusal is not None:
            raise refusal
        return candidates.records


def _require_schema(path: Path, raw: Raw) -> None:
    """Raise `NewerSchema` or `BadFile` where the schema is not ours."""
    found = raw.schema
    if type(found) is not int or found < 1:
        problem = "it has no schema number" if found is None else f"it has schema {found!r}"
        remedy = f'Its table “meta” must hold one document {{"schema": {SCHEMA}}}'
        raise BadFile(path, problem, f"{remedy}; wherefrom init PATH makes a database that does.")
    if found > SCHEMA:
        raise NewerSchema(path, found, SCHEMA)


def _bytes_of(path: Path) -> bytes:
    """Read a regular file, or say in a sentence why not."""
    require_file(path)
    with _in_words(path):
        data = path.read_bytes()
    if not data.strip():
        remedy = "Restore it from a copy, or remove it and use wherefrom init PATH."
        raise BadFile(path, "it is empty", _remedy(path, remedy))
    return data


@contextlib.contextmanager
def _in_words(path: Path) -> Iterator[None]:
    """Turn what the system says about reading a file into a `BadFile`."""
    try:
        yield
    except FileNotFoundError as error:
        remedy = "Check the path, or make a database with wherefrom init PATH."
        raise BadFile(path, "there is no such file", _remedy(path, remedy)) from error
    except ValueError as error:
        raise BadFile(repr(str(path)), "it is no path of a file", "Check the path.") from error
    except OSError as error:
        remedy = "Check the path and your permission to read it."
        raise BadFile(path, f"it cannot be read ({_reason(error)})", remedy) from error


def _require_absent(path: Path) -> None:
    """Raise `AlreadyThere` where anything stands, be it a link that leads nowhere."""
    if path.is_symlink() or path.exists():
        raise AlreadyThere(f"{path} exists already. Choose another path, or remove it first.")


def _remedy(path: Path, otherwise: str) -> str:
    """Return what to do about a file that is lost: bring an earlier state back, if one is kept."""
    from db import generations  # late: only a file that cannot be read needs it

    return generations.remedy(path, otherwise)


def _reason(error: OSError) -> str:
    """Return what the system says, without the path."""
    return (error.strerror or type(error).__name__).lower()
