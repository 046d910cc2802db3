"""`python -m db verify | search "…"`: proof that no screen is needed.

Both print one JSON document, in plain ASCII, so that nothing in the data can rule a terminal.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from db.errors import NotFound, WherefromError
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
    except NotFound as error:
        print(ascii(str(error))[1:-1], file=sys.stderr)
        return 1
    except WherefromError as error:
        print(ascii(str(error))[1:-1], file=sys.stderr)
        return 2
    print(json.dumps(document, indent=2))
    return 0 if is_fine else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m db", description=__doc__)
    parser.add_argument("--db", type=Path, default=BUILT_IN, help="the database (the built-in one)")
    commands = parser.add_subparsers(dest="command", required=True)
    verifying = commands.add_parser("verify", help="check every quote and every rule")
    verifying.add_argument("--texts", type=Path, help="the folder of source texts")
    searching = commands.add_parser("search", help="find records of all kinds")
    searching.add_argument("query")
    searching.add_argument("--limit", type=int, default=50)
    return parser


def _verify(asked: argparse.Namespace) -> tuple[object, bool]:
    report = verify(read_raw(asked.db), Texts.for_database(asked.db, asked.texts))
    return report.as_json(), report.is_sound


def _search(asked: argparse.Namespace) -> tuple[object, bool]:
    hits = find(Library.open(asked.db), parse(asked.query), asked.limit)
    found = [{"kind": hit.kind, "id": hit.id, "name": hit.name} for hit in hits]
    return found, bool(found)


if __name__ == "__main__":
    sys.exit(main())
