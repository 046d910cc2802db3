"""`python -m db verify | search "…"`: proof that no screen is needed.

Both print one JSON document, in plain ASCII, so that nothing in the data can rule a terminal.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from db.errors import BadFile, WherefromError
from db.library import Library
from db.query import parse
from db.search import find
from db.storage import BUILT_IN, read_raw
from db.texts import Texts
from db.verify import verify


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return 0, 1 for nothing found or problems, 2 for what was refused."""
    asked = _parser().parse_args(arguments)
    try:
        document, is_fine = _verify(asked) if asked.command == "verify" else _search(asked)
        print(json.dumps(document, indent=2), flush=True)
    except WherefromError as error:
        _say(str(error))
        return 2
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # the end of the run must not fail again
        if isinstance(error, BrokenPipeError):
            return 0
        _say(f"The output cannot be written: {error.strerror}.")
        return 2
    return 0 if is_fine else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m db", description=__doc__)
    parser.add_argument("--db", type=Path, default=BUILT_IN, help="the database (the built-in one)")
    commands = parser.add_subparsers(dest="command", required=True)
    verifying = commands.add_parser("verify", help="check every quote and every rule")
    verifying.add_argument("--texts", type=Path, help="the folder of source texts")
    searching = commands.add_parser("search", help="find records of all kinds")
    searching.add_argument("query")
    searching.add_argument("--limit", type=_count, default=50)
    return parser


def _count(typed: str) -> int:
    """Read how many hits are wanted; raises `ValueError`, which argparse puts into words."""
    number = int(typed)
    if number < 1:
        raise ValueError(typed)
    return number


def _say(words: str) -> None:
    """Write a line of narration in plain ASCII."""
    print(ascii(words)[1:-1], file=sys.stderr)


def _verify(asked: argparse.Namespace) -> tuple[object, bool]:
    if asked.texts is not None and not asked.texts.is_dir():
        raise BadFile(asked.texts, "this is not a folder of texts", "Give --texts a folder.")
    report = verify(read_raw(asked.db), Texts.for_database(asked.db, asked.texts))
    return report.as_json(), report.is_sound


def _search(asked: argparse.Namespace) -> tuple[object, bool]:
    hits = find(Library.open(asked.db), parse(asked.query), asked.limit + 1)
    if len(hits) > asked.limit:
        _say(f"There are more than these {asked.limit}: give a larger --limit.")
    found = [{"kind": hit.kind, "id": hit.id, "name": hit.name} for hit in hits[: asked.limit]]
    return found, bool(found)


if __name__ == "__main__":
    sys.exit(main())
