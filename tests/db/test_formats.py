"""Which format a file is of: told by how it looks, or refused for what it looks like."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.errors import BadFile
from db.intake.formats import Look, format_of
from db.intake.outside import from_bytes, from_path


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ('{"resources": [], "name": "x"}', "a data package"),
        ("[1, 2]", "holds no objects"),
        ('{"votes": []}', "its format cannot be told (it has votes)"),
        ("plain words", "its format cannot be told"),
        ('{"persons": [\n{"name": "A"},\n', "line 3, column 1 is no JSON"),
        ('[{"name": "A"} {"name": "B"}]', "line 1, column 16 is no JSON"),
    ],
)
def test_a_file_of_no_format_is_told_what_it_looks_like(content: str, words: str) -> None:
    with pytest.raises(BadFile) as refusal:
        format_of(from_bytes(content.encode(), "x.json", "x.json"), None, has_map=False)
    assert words in str(refusal.value)


def test_lines_of_json_are_told_from_one_document() -> None:
    assert Look(from_bytes(b'{"a": 1}\n{"b": 2}', "x", "x")).is_lines
    assert not Look(from_bytes(b'{"a": 1}\n', "x", "x")).is_lines
    assert not Look(from_bytes(b'{"a":\n 1}\n', "x", "x")).is_lines


def test_a_path_that_is_read_by_suffix_needs_no_format(tmp_path: Path) -> None:
    path = tmp_path / "facts.jsonl"
    path.write_text("# nothing yet\n")
    assert format_of(from_path(path), None, has_map=False).name == "facts"
