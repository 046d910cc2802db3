"""Popolo documents for tests, and an import of one into an empty database."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

from db import storage
from db.export.formats import BY_NAME
from db.export.left_out import LeftOut
from db.export.selection import Selection
from db.intake import Options, import_files
from db.intake.assembling import Assembled, assemble
from db.intake.outside import from_bytes
from db.intake.popolo.drafting import drafts
from db.intake.report import ImportReport
from db.records import Company, Event, Person, Records
from db.texts import Texts

Json = dict[str, Any]

ADA: Json = {"id": "p1", "name": "Ada Lovelace"}
ACME: Json = {"id": "o1", "name": "Acme"}
SEAT: Json = {"id": "m1", "person_id": "p1", "organization_id": "o1", "role": "chair"}


class Sheet(NamedTuple):
    """What an import made."""

    report: ImportReport
    records: Records
    path: Path
    texts: Texts

    @property
    def names(self) -> set[str]:
        """Everyone by name."""
        return {each.name for each in self.parties}

    @property
    def parties(self) -> list[Person | Company]:
        return [*self.records.people.values(), *self.records.companies.values()]

    def events(self, kind: str = "position") -> list[Event]:
        return [each for each in self.records.events.values() if each.type == kind]

    def summaries(self, kind: str = "position") -> list[str]:
        return [each.summary for each in self.events(kind)]

    def roles(self, event: Event) -> dict[str, str]:
        """Who takes part in an event, by role, under the name of a record or in words."""
        names = {f"person/{each.id}": each.name for each in self.records.people.values()}
        names |= {f"company/{each.id}": each.name for each in self.records.companies.values()}
        return {
            each.role: names[each.reference] if each.reference else each.text or ""
            for each in event.roles
        }


def brought(folder: Path, *documents: object, form: str | None = None) -> Sheet:
    """Bring documents into an empty database, each as a file of its own."""
    path = folder / "own.json"
    storage.init(path, empty=True)
    return again(path, *documents, form=form)


def again(path: Path, *documents: object, form: str | None = None) -> Sheet:
    """Bring documents into a database; a text stands as it is."""
    texts = Texts((path.with_name("own.json.texts"),))
    files = []
    for number, each in enumerate(documents, start=1):
        text = each if isinstance(each, str) else json.dumps(each, ensure_ascii=False, indent=1)
        files.append(from_bytes(text.encode(), f"data{number}.json", f"data{number}.json"))
    report = import_files(path, files, texts, Options(form=form))
    return Sheet(report, storage.read(path), path, texts)


def assembled(document: object) -> Assembled:
    """Make records of a document, as an import into an empty database does, and write nothing."""
    file = from_bytes(json.dumps(document).encode(), "data1.json", "data1.json")
    return assemble(file, drafts(file, Options(), lambda _: None), Records())


def exported(records: Records, left: LeftOut | None = None) -> Json:
    """Write records as Popolo, and read that as any JSON."""
    found = left if left is not None else LeftOut()
    (document,) = BY_NAME["popolo"].documents(Selection(records), found)
    read: Json = json.loads("".join(document.pieces))
    return read
