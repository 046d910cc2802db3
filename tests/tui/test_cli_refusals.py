"""Every database that is not what it should be: one sentence, exit 2, nothing overwritten."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest

from tests import small
from tests.running import Runner

Spoil = Callable[[Path], object]


def _changed(change: Callable[[small.Documents], object]) -> Spoil:
    def spoil(path: Path) -> None:
        content = small.documents()
        change(content)
        path.write_text(json.dumps(content))

    return spoil


def _replaced(known: str, new: str) -> Spoil:
    """Put into the file what Python's own JSON writer would not write."""

    def spoil(path: Path) -> None:
        content = small.documents()
        content["events"]["1"]["amount"] = 1
        path.write_text(json.dumps(content).replace(known, new))

    return spoil


def _holding(data: bytes) -> Spoil:
    def spoil(path: Path) -> None:
        path.write_bytes(data)

    return spoil


def _truncated(path: Path) -> None:
    path.write_text(json.dumps(small.documents(), indent=1)[:1000])


def _cut_in_a_letter(path: Path) -> None:
    data = json.dumps(small.documents(), ensure_ascii=False).encode()
    path.write_bytes(data[: data.index("ë".encode()) + 1])


BAD: dict[str, tuple[Spoil, tuple[str, ...]]] = {
    "missing": (Path.exists, ("base.json",)),
    "empty": (_holding(b""), ("base.json", "empty")),
    "blank": (_holding(b" \n"), ("base.json", "empty")),
    "truncated": (_truncated, ("base.json", "line")),
    "cut in a letter": (_cut_in_a_letter, ("base.json",)),
    "directory": (Path.mkdir, ("base.json", "folder")),
    "binary": (_holding(bytes(range(256)) * 8), ("base.json",)),
    "a list": (_holding(b"[]"), ("base.json",)),
    "a number": (_holding(b"1"), ("base.json",)),
    "not a number": (_holding(b'{"a": NaN}'), ("base.json",)),
    "nested": (_holding(b"[" * 100_000), ("base.json",)),
    "table is a list": (_changed(lambda c: c.update(people=cast("Any", []))), ("people",)),
    "document is a list": (
        _changed(lambda c: c["people"].update({"9": cast("Any", [])})),
        ("people",),
    ),
    "no schema": (_changed(lambda c: c.pop("meta")), ("schema",)),
    "wrong schema": (_changed(lambda c: c["meta"]["1"].update(schema="one")), ("schema",)),
    "a number twice": (
        _replaced('"people": {', '"people": {"1": {"id": "bo", "name": "Bo"}, '),
        ("base.json", "people/#1", "twice"),
    ),
    "a table twice": (
        _replaced('"people": {', '"people": {}, "people": {'),
        ("base.json", "people", "twice"),
    ),
    "newer schema": (_changed(lambda c: c["meta"]["1"].update(schema=99)), ("99", "Upgrade")),
    "dangling person": (
        _changed(lambda c: c["events"]["1"]["roles"][0].update(id="nobody")),
        ("events", "ada-to-globex", "roles", "nobody"),
    ),
    "dangling quote": (
        _changed(lambda c: c["events"]["1"].update(quotes=["gone"])),
        ("events", "ada-to-globex", "quotes", "gone"),
    ),
    "dangling source": (
        _changed(lambda c: c["quotes"]["1"].update(source="gone")),
        ("quotes", "left-acme", "source", "gone"),
    ),
    "event without a quote": (
        _changed(lambda c: c["events"]["1"].update(quotes=[])),
        ("events", "ada-to-globex", "quotes"),
    ),
    "event without the field quotes": (
        _changed(lambda c: c["events"]["1"].pop("quotes")),
        ("events", "ada-to-globex", "quotes"),
    ),
    "a date that is none": (
        _changed(lambda c: c["events"]["1"]["date"].update(earliest="2024-02-30")),
        ("events", "ada-to-globex", "date", "2024-02-30"),
    ),
    "a date that ends before it begins": (
        _changed(lambda c: c["events"]["1"]["date"].update(latest="2023-01-01")),
        ("events", "ada-to-globex", "date"),
    ),
    "duplicate id": (
        _changed(lambda c: c["people"].update({"9": {"id": "eve", "name": "Another Eve"}})),
        ("people", "eve", "id"),
    ),
    "no id": (_changed(lambda c: c["people"]["1"].pop("id")), ("people", "id")),
    "a name that is a number": (
        _changed(lambda c: c["people"]["1"].update(name=7)),
        ("people", "zoe-ada", "name"),
    ),
    "a quote longer than its place": (
        _changed(lambda c: c["quotes"]["1"].update(end=3)),
        ("quotes", "left-acme", "end"),
    ),
    "a quote beyond any text": (
        _changed(lambda c: c["quotes"]["1"].update(start=2**63, end=2**63 + 31)),
        ("quotes", "left-acme", "end"),
    ),
    "a source beyond any text": (
        _changed(lambda c: c["sources"]["1"].update(length=10**200)),
        ("sources", "gazette", "length"),
    ),
    "a sample beyond any number": (
        _changed(
            lambda c: c["events"]["1"].update(
                amount={"text": "all", "unit": "USD", "sample": -(2**70)}
            )
        ),
        ("events", "ada-to-globex", "amount.sample"),
    ),
    "an amount that JSON cannot write": (
        _replaced('"amount": 1', '"amount": {"text": "all", "unit": "USD", "max": 1e999}'),
        ("base.json", "1e999", "line 1"),
    ),
    "an unknown grade": (
        _changed(lambda c: c["events"]["1"]["claim"].update(grade="maybe")),
        ("events", "ada-to-globex", "grade"),
    ),
}


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


@pytest.mark.parametrize("name", BAD)
@pytest.mark.parametrize(
    "words",
    [
        ["show", "people"],
        ["show", "person/zoe-ada", "--json"],
        ["search", "ada"],
        ["import", "new.jsonl"],
        ["source", "list"],
    ],
    ids=lambda words: words[0],
)
def test_a_bad_database_is_refused_in_words_and_left_alone(
    run: Runner,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    words: list[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("new.jsonl").write_text('{"table": "people", "id": "bo", "name": "Bo"}\n')
    spoil, mentioned = BAD[name]
    path = tmp_path / "base.json"
    spoil(path)
    before, beside = _bytes(path), set(tmp_path.iterdir())
    ran = run(*words, "--db", path)
    assert (ran.code, ran.out) == (2, "")
    assert len(ran.err.strip().splitlines()) == 1
    assert "Traceback" not in ran.err
    assert all(word in ran.err for word in mentioned), ran.err
    assert _bytes(path) == before
    assert set(tmp_path.iterdir()) == beside


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads every file")
def test_an_unreadable_database_is_refused(run: Runner, base: Path) -> None:
    base.chmod(0)
    ran = run("show", "people", "--db", base)
    assert (ran.code, ran.out) == (2, "")
    assert "base.json" in ran.err


def test_a_database_that_the_system_does_not_let_us_read_is_refused(
    run: Runner, base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Path, *_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    monkeypatch.setattr(Path, "open", refuse)
    monkeypatch.setattr(Path, "read_text", refuse)
    ran = run("show", "people", "--db", base)
    assert (ran.code, ran.out) == (2, "")
    assert "base.json" in ran.err
    assert len(ran.err.strip().splitlines()) == 1


@pytest.mark.parametrize("name", ["missing", "empty", "truncated", "directory", "binary"])
def test_verify_refuses_only_what_is_no_json(run: Runner, tmp_path: Path, name: str) -> None:
    path = tmp_path / "base.json"
    BAD[name][0](path)
    ran = run("verify", "--db", path)
    assert (ran.code, ran.out) == (2, "")


@pytest.mark.parametrize(
    "name", ["dangling person", "event without a quote", "a date that is none", "duplicate id"]
)
def test_verify_lists_what_is_wrong_with_the_records(
    run: Runner, tmp_path: Path, name: str
) -> None:
    path = tmp_path / "base.json"
    BAD[name][0](path)
    ran = run("verify", "--db", path)
    assert ran.code == 1
    assert all(word in ran.out for word in BAD[name][1]), ran.out


@pytest.mark.parametrize("words", ["search", "source", "source attach", "show people --nonsense"])
def test_wrong_usage_says_where_the_right_one_stands(run: Runner, words: str) -> None:
    ran = run(*words.split())
    assert (ran.code, ran.out) == (2, "")
    command = " ".join(each for each in words.split() if each not in ("people", "--nonsense"))
    assert ran.err.endswith(f" See wherefrom {command} --help.\n")
    assert len(ran.err.splitlines()) == 1


def test_wrong_usage_is_told_in_whole_sentences(run: Runner) -> None:
    told = "Got unexpected extra argument (people). See wherefrom people --help."
    assert run("people", "people").err == f"wherefrom: {told}\n"
