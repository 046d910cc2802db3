"""CSL-JSON and BibTeX: every source once, letter for letter, and nothing a program trips over."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given

from db.export.bibtex import entry, escaped
from db.export.formats import BY_NAME, of_name
from db.export.left_out import LeftOut
from db.export.selection import Selection
from db.records import Records
from db.storage import BUILT_IN, read
from tests.make import make_person, make_records, make_source
from tests.strangers import TEXTS, strangers


def written(records: Records, name: str, left: LeftOut | None = None) -> str:
    found = left if left is not None else LeftOut()
    (document,) = BY_NAME[name].documents(Selection(records), found)
    return "".join(document.pieces)


def one_line(text: str) -> str:
    return " ".join(text.split())


def entries(text: str) -> dict[str, dict[str, str]]:
    """Read BibTeX as BibTeX does: keys, and values between braces that balance."""
    found: dict[str, dict[str, str]] = {}
    at = 0
    while start := re.compile(r"\s*@misc\{([^,\s{}]+),\s*").match(text, at):
        fields: dict[str, str] = {}
        at = start.end()
        while field := re.compile(r"(\w+) = ").match(text, at):
            value, at = _value(text, field.end())
            fields[field[1]] = value
            comma = re.compile(r",\s*").match(text, at)
            assert comma
            at = comma.end()
        assert text[at] == "}"
        at += 1
        assert start[1] not in found
        found[start[1]] = fields
    assert text[at:].strip() == ""
    return found


def _value(text: str, at: int) -> tuple[str, int]:
    if text[at] != "{":
        word = re.compile(r"[a-z]+").match(text, at)
        assert word
        return word[0], word.end()
    depth, end = 0, at
    while True:
        depth += {"{": 1, "}": -1}.get(text[end], 0)
        end += 1
        if not depth:
            return text[at + 1 : end - 1], end


def unescaped(value: str) -> str:
    """Read a value as LaTeX sets it."""
    inside = value[1:-1] if value.startswith("{") and value.endswith("}") else value
    names = {"textbackslash": "\\", "textbraceleft": "{", "textbraceright": "}",
             "textasciitilde": "~", "textasciicircum": "^"}  # fmt: skip
    return re.sub(
        r"\\(?:(text[a-z]+)\{\}|([#$%&_]))", lambda it: names[it[1]] if it[1] else it[2], inside
    )


@given(strangers())
def test_bibtex_has_every_source_under_its_id_with_its_words(records: Records) -> None:
    found = entries(written(records, "bibtex"))
    assert list(found) == list(records.sources)
    for name, source in records.sources.items():
        title = re.sub(r"[\x00-\x1f\x7f-\x9f]", "\ufffd", one_line(source.title))
        assert unescaped(found[name]["title"]) == title
        assert found[name].get("year") == (source.published and source.published[:4])
        assert not re.search(r"[{}\\\s]", found[name].get("url", ""))


@given(TEXTS)
def test_what_latex_reads_as_its_own_is_escaped(text: str) -> None:
    plain = re.sub(r"\\text[a-z]+\{\}|\\[#$%&_]", "", escaped(text))
    assert not re.search(r"[\\{}#$%&_~^\x00-\x1f\x7f-\x9f]", plain)


@pytest.mark.parametrize(
    ("published", "fields"),
    [
        (None, {}),
        ("2024", {"year": "2024"}),
        ("2024-06", {"year": "2024", "month": "jun"}),
        ("2024-06-01", {"year": "2024", "month": "jun", "day": "1"}),
        ("last week", {"year": "last week"}),
    ],
)
def test_a_date_says_no_more_than_is_known(published: str | None, fields: dict[str, str]) -> None:
    found = entries(entry(make_source(published=published)))["s1"]
    assert {key: found[key] for key in ("year", "month", "day") if key in found} == fields


def test_an_address_that_no_browser_opens_is_no_link() -> None:
    fields = entries(entry(make_source(url="javascript:alert(1)")))["s1"]
    assert "url" not in fields
    assert fields["howpublished"] == "javascript:alert(1)"
    fields = entries(entry(make_source(url="https://x.y/a b{c}%20_")))["s1"]
    assert fields["url"] == "https://x.y/a%20b%7Bc%7D%20_"


def test_the_sources_of_the_built_in_database_are_entries() -> None:
    found = entries(written(read(BUILT_IN), "bibtex"))
    assert unescaped(found["dk-topfolk"]["author"]) == "Maria"
    assert found["dk-topfolk"]["month"] == "apr"
    assert unescaped(found["belanger-meta-openai"]["author"]) == "Patrick Bélanger"


@given(strangers())
def test_csl_is_a_list_of_every_source_with_its_words(records: Records) -> None:
    items = json.loads(written(records, "csl"))
    assert [each["id"] for each in items] == list(records.sources)
    for item, source in zip(items, records.sources.values(), strict=True):
        assert (item["title"], item.get("note")) == (source.title, source.note)


def test_without_sources_there_is_an_empty_list() -> None:
    assert json.loads(written(make_records(), "csl")) == []
    assert written(make_records(), "bibtex") == ""


@pytest.mark.parametrize("name", ["csl", "bibtex"])
def test_what_a_bibliography_does_not_tell_is_counted(name: str) -> None:
    left = LeftOut()
    written(make_records(make_source(file="a.txt"), make_person()), name, left)
    assert left.as_text() == ("people: 1 whole", "sources: sha256 (1), length (1), file (1)")


def test_names_of_files_tell_bibliographies() -> None:
    told = [of_name(Path(name)) for name in ("a.csl.json", "a.bib", "a.md.zip", "a.zip")]
    assert [form and form.name for form in told] == ["csl", "bibtex", "markdown", None]
