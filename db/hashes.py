"""SHA-256 of files, remembered between runs: which file of a folder is which text.

A folder of ten thousand articles is hashed once. The memory only says where to look: whoever
opens a text hashes the bytes that were read, so a wrong memory costs time and never truth.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

_SETTLED = 2_000_000_000
"""Nanoseconds after which a file's time tells its contents; sooner, a second write may hide."""

_Entry = tuple[int, int, str]


def sha256_of(data: bytes) -> str:
    """Return the SHA-256 of some bytes, in hex."""
    import hashlib

    return hashlib.sha256(data).hexdigest()


@dataclass(frozen=True, slots=True)
class HashCache:
    """What is remembered, in one JSON file: path, size, time of change, hash."""

    path: Path | None
    """The file; None remembers nothing."""

    def of(self, files: Iterable[tuple[Path, os.stat_result]]) -> dict[Path, str]:
        """Return the hash of each file, reading those that are new or changed.

        Files that cannot be read are left out. A memory that cannot be read or written is done
        without: it is only there for speed.
        """
        known = self._load()
        hashes: dict[Path, str] = {}
        fresh: dict[str, _Entry] = {}
        for path, about in files:
            entry = known.get(str(path))
            if entry is None or entry[:2] != (about.st_size, about.st_mtime_ns):
                with contextlib.suppress(OSError):  # not readable by us: not a text we hold
                    entry = (about.st_size, about.st_mtime_ns, _digest(path))
                    hashes[path] = entry[2]
                    if time.time_ns() - about.st_mtime_ns > _SETTLED:
                        fresh[str(path)] = entry
            else:
                hashes[path] = entry[2]
        if fresh:
            self._save({**known, **fresh}, hashes)
        return hashes

    def _load(self) -> dict[str, _Entry]:
        import json

        if self.path is None:
            return {}
        try:
            content = json.loads(self.path.read_bytes())
        except (OSError, ValueError):  # none yet, or damaged: start anew
            return {}
        if not isinstance(content, dict):
            return {}
        return {path: entry for path, raw in content.items() if (entry := _entry(raw))}

    def _save(self, entries: dict[str, _Entry], present: dict[Path, str]) -> None:
        """Write what is known, without the files that have gone from the folders just seen."""
        import json

        if self.path is None:
            return
        folders = {path.parent for path in present}
        kept = {
            name: entry
            for name, entry in entries.items()
            if Path(name) in present or Path(name).parent not in folders
        }
        temporary = self.path.with_name(f"{self.path.name}.{os.getpid()}")
        with contextlib.suppress(OSError):  # a read-only home: hashing again is only slower
            self.path.parent.mkdir(parents=True, exist_ok=True)
            temporary.write_text(json.dumps(kept), encoding="utf-8")
            temporary.replace(self.path)


def _digest(path: Path) -> str:
    import hashlib

    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _entry(raw: object) -> _Entry | None:
    match raw:
        case [int(size), int(changed_at), str(sha256)]:
            return size, changed_at, sha256
    return None
