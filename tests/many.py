"""A database with as many people as a test asks for, each with a move of their own."""

from __future__ import annotations

import json
from pathlib import Path

from tests import small


def documents(people: int) -> small.Documents:
    """Return the small database with more people in it."""
    found = small.documents()
    move, quote = found["events"]["1"], found["quotes"]["1"]
    for number in range(100, 100 + people):
        name, key = f"person-{number}", str(number)
        found["people"][key] = {"id": name, "name": f"Reader Number {number}"}
        roles = [{"role": "person", "kind": "person", "id": name}, *move["roles"][1:]]
        found["events"][key] = {
            **move,
            "id": f"{name}-moves",
            "roles": roles,
            "quotes": [f"quote-{number}"],
            "disputes": [],
        }
        found["quotes"][key] = {**quote, "id": f"quote-{number}"}
    return found


def write(path: Path, people: int) -> Path:
    """Write such a database in one step, as a careful program does."""
    temporary = path.with_suffix(".new")
    temporary.write_text(json.dumps(documents(people)), encoding="utf-8")
    temporary.replace(path)
    return path
