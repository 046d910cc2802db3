"""A table of a mapping file, read key by key, so that whatever is wrong is told with its place."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from db.errors import BadFile
from db.intake.mapped.mapping import Condition, Given, Said, Use
from db.intake.mapped.templates import Column, Template, column, template
from db.words import fold

_T = TypeVar("_T")


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the word that was likely meant, whatever its case; None where none is near."""
    by_fold = {fold(each): each for each in known}
    found = difflib.get_close_matches(fold(word), by_fold, 1, 0.6)
    return by_fold[found[0]] if found else None


@dataclass(frozen=True, slots=True)
class Entry:
    """One table of a mapping."""

    path: Path
    """The file of the mapping."""
    where: str
    """How the table is called there."""
    table: Mapping[str, Any]
    """Its keys and values."""
    uses: list[Use] = field(default_factory=list)
    """Where columns are taken, for all tables of the mapping together."""

    def wrong(self, key: str, problem: str, remedy: str) -> BadFile:
        """Return the refusal of a key of this table."""
        return BadFile(self.path, f"{self.at(key)}: {problem}", remedy)

    def at(self, key: str) -> str:
        """Return how a key of this table is called."""
        return ", ".join(filter(None, (self.where, key)))

    def allow(self, known: Collection[str], remedies: Mapping[str, str] | None = None) -> None:
        """Refuse keys that are not known here, and name the nearest that is."""
        for key in self.table:
            if key in known:
                continue
            near = nearest(key, known)
            remedy = (remedies or {}).get(key) or (
                f"Did you mean {near}?" if near else f"There are: {', '.join(known)}."
            )
            place = f"{self.where} has" if self.where else "it has"
            raise BadFile(self.path, f"{place} the key “{key}”, which is none there", remedy)

    def inner(self, key: str, value: object) -> Entry:
        """Return a table inside this one."""
        if not isinstance(value, Mapping):
            raise self.wrong(key, "it is no table", 'Write it in braces: { text = "{Column}" }.')
        return Entry(self.path, self.at(key), value, self.uses)

    def tables(self, key: str) -> Iterator[Entry]:
        """Walk the tables of one name, `[key]` or any number of `[[key]]`."""
        value = self.table.get(key, [])
        each = value if isinstance(value, list) else [value]
        for number, table in enumerate(each, start=1):
            where = f"[[{key}]] {number}" if len(each) > 1 else f"[{key}]"
            if not isinstance(table, Mapping):
                raise BadFile(self.path, f"“{key}” is no table", f"Write [[{key}]] over its keys.")
            yield Entry(self.path, where, table, self.uses)

    def words(self, key: str) -> str | None:
        """Return a text without columns; numbers and days count as text."""
        value = self.table.get(key)
        if value is None or isinstance(value, str):
            return value
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, int | float) and not isinstance(value, bool):
            return str(value)
        raise self.wrong(key, "it is no text", f'Write {key} = "…".')

    def many(self, key: str) -> tuple[str, ...]:
        """Return one text or a list of them."""
        value = self.table.get(key, [])
        every = value if isinstance(value, list) else [value]
        if not all(isinstance(each, str) for each in every):
            raise self.wrong(key, "it is no list of texts", f'Write {key} = ["…", "…"].')
        return tuple(every)

    def template(self, key: str, text: object, *, is_name: bool = False) -> Template:
        """Read a text with columns; `is_name` says that the name of a column would be odd in it."""
        if not isinstance(text, str):
            raise self.wrong(key, "it is no text", f'Write {key} = "{{Column}}".')
        try:
            read = template(text)
        except ValueError as error:
            raise self.wrong(key, str(error), "Correct it.") from error
        words = text if is_name and read.is_constant else ""
        self.uses.append(Use(self.at(key), read.columns, words))
        return read

    def templates(self, key: str) -> tuple[Template, ...]:
        """Return one text with columns or a list of them."""
        return tuple(self.template(key, text) for text in self.many(key))

    def text(self, key: str, *, is_name: bool = False) -> Template | None:
        """Return a text with columns, if there is one."""
        return self.need(key, is_name=is_name) if key in self.table else None

    def said(self, key: str, known: Collection[str] = (), *, is_name: bool = False) -> Said | None:
        """Return a text with columns, or a table that says what its values mean.

        Where `known` has words, those that the mapping itself gives must be among them.
        """
        value = self.table.get(key)
        if value is None:
            return None
        if not isinstance(value, Mapping):
            read = Said(self.template(key, value, is_name=is_name))
        else:
            inside = self.inner(key, value)
            inside.allow(("text", "values", "otherwise"))
            values = inside.meanings(lambda entry, name: entry.words(name) or "")
            text = inside.need("text", is_name=is_name)
            read = Said(text, values, inside.words("otherwise"))
        constant = [read.text.text] if read.text.is_constant else []
        for word in [*constant, *read.values.values(), *filter(None, [read.otherwise])]:
            self.require(key, word, known)
        return read

    def need(self, key: str, *, is_name: bool = False) -> Template:
        """Return a text with columns that must be there."""
        if key not in self.table:
            problem = f"it has no “{key}”, which says where its value comes from"
            raise BadFile(self.path, f"{self.where}: {problem}", f'Add {key} = "{{Column}}".')
        return self.template(key, self.table[key], is_name=is_name)

    def meanings(self, read: Callable[[Entry, str], _T]) -> dict[str, _T]:
        """Return what the values of a column mean, by the folded value."""
        table = self.inner("values", self.table.get("values", {}))
        return {fold(key.strip()): read(table, key) for key in table.table}

    def require(self, key: str, word: str, known: Collection[str]) -> None:
        """Refuse a word that is not among those that are known."""
        if known and word not in known:
            near = nearest(word, known)
            remedy = f"Did you mean {near}?" if near else f"There are: {', '.join(known)}."
            raise self.wrong(key, f"“{word}” is not known", remedy)

    def conditions(self, key: str) -> tuple[Condition, ...]:
        """Return what must hold, or not: columns, each with a value or several."""
        table = self.inner(key, self.table.get(key, {}))
        return tuple(table.condition(name) for name in table.table)

    def condition(self, name: str) -> Condition:
        """Return a condition about a column, under its plain name."""
        bare = name.removeprefix("{").removesuffix("}")
        values = frozenset(fold(each.strip()) for each in self.many(name))
        found: Column = column(bare)
        self.uses.append(Use(self.at(name), (found,)))
        return Condition(found, values)

    def given(self) -> Given:
        """Return when the table holds."""
        return Given(self.conditions("when"), self.conditions("unless"))
