"""FollowTheMoney entities for tests, with only the properties that matter, and what they make."""

from __future__ import annotations

import json
from typing import Any

from db.intake import Options
from db.intake.assembling import Assembled, assemble
from db.intake.ftm.drafting import drafts
from db.intake.outside import OutsideFile, from_bytes
from db.records import Event, Records


def entity(identifier: str, schema: str, /, **properties: object) -> dict[str, Any]:
    """An entity; a property is one value or a list of them."""
    lists = {key: each if isinstance(each, list) else [each] for key, each in properties.items()}
    return {"id": identifier, "schema": schema, "properties": lists}


def lines(*values: object) -> str:
    """Values as JSON lines."""
    return "".join(f"{json.dumps(each)}\n" for each in values)


ADA = entity("ada", "Person", name="Ada")
ACME = entity("acme", "Company", name="Acme")


def made_of(text: str | bytes, name: str = "x.jsonl") -> tuple[OutsideFile, Assembled]:
    """What a file makes in an empty database."""
    file = from_bytes(text if isinstance(text, bytes) else text.encode(), name, name)
    found = drafts(file, Options(), lambda _: None)
    return file, assemble(file, found, Records(), suffix=".jsonl")


def records_of(*entities: object) -> Records:
    """The records that entities make."""
    return made_of(lines(*entities))[1].records


def event_of(*entities: object) -> Event:
    """The one event that entities make."""
    (event,) = records_of(*entities).events.values()
    return event


def roles(event: Event) -> dict[str, str | None]:
    """Who takes part, by role."""
    return {each.role: each.id or each.text for each in event.roles}


def job(**properties: object) -> dict[str, Any]:
    """A job of Ada at Acme."""
    return entity("job", "Directorship", director="ada", organization="acme", **properties)
