"""Markdown: its marks stay in the text, its front matter and first heading say what it is.

Notes are quoted as they are written, so that the text is the file itself. Front matter is read as
far as it is `key: value` and lists, in YAML or TOML; all else in it belongs to other programs.
"""

from __future__ import annotations

import contextlib
import dataclasses
import re
import tomllib
from collections.abc import Iterable, Mapping
from typing import Final

from db.documents import plain
from db.documents.derived import Derived
from db.documents.media import MARKDOWN
from db.documents.offered import Offered
from db.documents.told import Told, address_of, date_of, language_of, words_of

_KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    "title": ("title",),
    "author": ("author", "authors", "by", "creator"),
    "published": ("published", "publishdate", "date", "pubdate", "date_published"),
    "lang": ("lang", "language", "locale"),
    "publisher": ("publisher", "publication", "site", "site_name", "website"),
    "url": ("url", "canonical", "canonical_url", "source", "source_url", "link", "original_url"),
}
"""What programs that write front matter call what we look for, the likelier name first."""

_YAML: Final = re.compile(r"\ufeff?---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*\r?$", re.S | re.M)
_TOML: Final = re.compile(r"\ufeff?\+\+\+[ \t]*\r?\n(.*?)^\+\+\+[ \t]*\r?$", re.S | re.M)
_LINE: Final = re.compile(r"([A-Za-z](?:[\w -]*[\w-])?)[ \t]*:(?:[ \t]+(.*))?")
_ITEM: Final = re.compile(r"\s*-[ \t]+(.*)")
_HEADING: Final = re.compile(r"^#[ \t]+(.+)$|^([^\n#>*+\- \t`~|][^\n]*)\n=+[ \t]*$", re.MULTILINE)
_WIKI: Final = re.compile(r"\[\[(?:[^\[\]|]*\|)?([^\[\]]*)\]\]")
_FENCE: Final = re.compile(r"^(```|~~~).*?^\1", re.S | re.M)
_HEAD: Final = 65_536


def derive(offered: Offered, encoding: str | None = None) -> Derived:
    """Return Markdown as a text, with what it says of itself; raises `BadFile`."""
    found = plain.derive(offered, encoding)
    head = found.text[:_HEAD].replace("\r\n", "\n")
    said, body = _front_matter(head)
    told = _told(said)
    title = told.title or words_of(_heading(body))
    return dataclasses.replace(found, media=MARKDOWN, told=dataclasses.replace(told, title=title))


def _front_matter(head: str) -> tuple[dict[str, list[str]], str]:
    """Return what stands in the block at the beginning, and all that follows it."""
    if found := _YAML.match(head):
        return _yaml(found[1].splitlines()), head[found.end() :]
    if found := _TOML.match(head):
        with contextlib.suppress(tomllib.TOMLDecodeError):
            return _toml(tomllib.loads(found[1])), head[found.end() :]
    return {}, head


def _yaml(lines: Iterable[str]) -> dict[str, list[str]]:
    """Read the values and lists of the outermost level."""
    said: dict[str, list[str]] = {}
    last = ""
    for line in lines:
        if found := _LINE.fullmatch(line.rstrip()):
            last = found[1].lower()
            said[last] = _values(found[2] or "")
        elif last and (item := _ITEM.fullmatch(line)):
            said[last].append(_unquoted(item[1]))
        elif line[:1] not in (" ", "\t", ""):
            last = ""
    return said


def _values(written: str) -> list[str]:
    """Return what a value says, one or several between square brackets."""
    value = written.strip()
    if value.startswith("[") and value.endswith("]") and not value.startswith("[["):
        return [_unquoted(each) for each in value[1:-1].split(",")]
    return [_unquoted(value)] if value and value[0] not in "|>&*!{" else []


def _unquoted(written: str) -> str:
    value = written.strip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        value = value[1:-1]
    else:
        value = re.sub(r"(?<!\s)\s+#.*", "", value)
    return _WIKI.sub(r"\1", value)


def _toml(read: Mapping[str, object]) -> dict[str, list[str]]:
    lists = {key: value if isinstance(value, list) else [value] for key, value in read.items()}
    return {key.lower(): [str(each) for each in value] for key, value in lists.items()}


def _told(said: Mapping[str, list[str]]) -> Told:
    def first(field: str) -> list[str]:
        return next((said[key] for key in _KEYS[field] if said.get(key)), [])

    def one(field: str) -> str:
        return " ".join(first(field)[:1])

    return Told(
        title=words_of(one("title")),
        author=words_of(", ".join(first("author"))),
        published=date_of(one("published")),
        lang=language_of(one("lang")),
        publisher=words_of(one("publisher")),
        url=next(filter(None, (address_of(said[k][0]) for k in _KEYS["url"] if said.get(k))), None),
    )


def _heading(body: str) -> str:
    found = _HEADING.search(_FENCE.sub("", body))
    if not found:
        return ""
    return found[1].rstrip(" \t#") if found[1] else found[2].rstrip()
