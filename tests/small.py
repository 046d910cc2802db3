"""A small database as plain documents, as a person with plain `tinydb` would write it.

Two people, two companies, two claims that dispute each other, one source whose text is known. One
name carries markup and an escape sequence, as data from outside may.
"""

from __future__ import annotations

import copy
import hashlib
import json
from pathlib import Path
from typing import Any, Final

Documents = dict[str, dict[str, dict[str, Any]]]

TEXT = "Zoë Ada left Acme for Globex in May 2024. “She never came”, says Globex’s Eve.\n"
HOSTILE = "Eve [/red] \x1b]52;c;ZXZpbA==\x07 \u202eevE"


def _quote(name: str, exact: str, **more: str) -> dict[str, Any]:
    start = TEXT.index(exact)
    end = start + len(exact)
    return {
        "id": name,
        "source": "gazette",
        "exact": exact,
        "prefix": TEXT[max(0, start - 32) : start],
        "suffix": TEXT[end : end + 32],
        "start": start,
        "end": end,
        "lang": "en",
        **more,
    }


_DOCUMENTS: Final[Documents] = {
    "_default": {},
    "people": {
        "1": {"id": "zoe-ada", "name": "Zoë Ada", "aliases": ["Z. Ada"]},
        "2": {"id": "eve", "name": HOSTILE},
    },
    "companies": {
        "1": {"id": "acme", "name": "Acme", "kind": "firm"},
        "2": {"id": "globex", "name": "Globex", "kind": "firm"},
    },
    "events": {
        "1": {
            "id": "ada-to-globex",
            "type": "move",
            "summary": "Zoë Ada left Acme for Globex.",
            "date": {
                "text": "in May 2024",
                "earliest": "2024-05-01",
                "latest": "2024-05-31",
                "basis": "quote",
            },
            "roles": [
                {"role": "person", "kind": "person", "id": "zoe-ada"},
                {"role": "from", "kind": "company", "id": "acme"},
                {"role": "to", "kind": "company", "id": "globex"},
            ],
            "claim": {"grade": "stated"},
            "quotes": ["left-acme"],
            "disputes": ["ada-never-came"],
        },
        "2": {
            "id": "ada-never-came",
            "type": "denial",
            "summary": "Eve says that Zoë Ada never came to Globex.",
            "roles": [
                {"role": "by", "kind": "person", "id": "eve"},
                {"role": "about", "kind": "person", "id": "zoe-ada"},
                {"role": "about", "kind": "company", "id": "globex"},
            ],
            "claim": {"grade": "denied", "by_id": "person/eve"},
            "quotes": ["never-came"],
            "disputes": ["ada-to-globex"],
        },
    },
    "quotes": {
        "1": _quote("left-acme", "left Acme for Globex in May 2024", speech="none"),
        "2": _quote("never-came", "She never came", speech="direct", speaker="person/eve"),
    },
    "sources": {
        "1": {
            "id": "gazette",
            "title": "Who went where",
            "publisher": "The Gazette",
            "published": "2024-06-01",
            "file": "gazette.txt",
            "lang": "en",
            "sha256": hashlib.sha256(TEXT.encode()).hexdigest(),
            "length": len(TEXT),
        }
    },
    "meta": {"1": {"schema": 1}},
}


def documents() -> Documents:
    """A fresh copy, to be changed at will."""
    return copy.deepcopy(_DOCUMENTS)


def write(path: Path, content: Documents | None = None) -> Path:
    """Write documents as TinyDB does, and the text of the source beside them."""
    path.write_text(json.dumps(documents() if content is None else content), encoding="utf-8")
    texts = path.with_name(f"{path.name}.texts")
    texts.mkdir(exist_ok=True)
    (texts / "gazette.txt").write_text(TEXT, encoding="utf-8", newline="")
    return path
