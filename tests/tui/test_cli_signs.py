"""What show and search print without signs of ours; what data says stays sign for sign."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from db import storage
from db.library import Library
from db.search import KINDS
from db.storage import BUILT_IN
from tests.make import (
    make_company,
    make_event,
    make_person,
    make_quote,
    make_records,
    make_source,
)
from tests.running import Runner
from tui.drawing import SIGNS, in_ascii

ALL: Final = "".join(SIGNS)
SAID: Final = {
    each: f"{each}: {ALL} end of {each}"
    for each in ("person", "company", "title", "exact", "summary", "publisher", "unnamed")
}
"""What the records of `signs` say, each with every sign of ours in it."""
VIEWS: Final = (
    *("people", "companies", "events", "sources", "person/ada", "company/acme", "event/e1"),
    *("source/s1", "quote/q1", "people?q=person", "events?q=summary"),
)


@pytest.fixture
def signs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A database in which all is full of signs, on a terminal wide enough for it."""
    monkeypatch.setenv("COLUMNS", "900")
    source = make_source("s1", SAID["title"], publisher=SAID["publisher"], length=900)
    quote = make_quote("q1", exact=SAID["exact"], start=40, prefix="It — said: ", suffix=" – so.")
    roles = {"person": "person/ada", "to": "company/acme", "from": SAID["unnamed"]}
    records = make_records(
        *(make_person("ada", SAID["person"]), make_company("acme", SAID["company"])),
        *(source, quote, make_event("e1", roles=roles, summary=SAID["summary"])),
    )
    path = tmp_path / "signs.json"
    storage.write(path, records, create=True)
    return path


def without_data(text: str) -> str:
    """Take out what records say, be it cut; what is left is ours."""
    for said in SAID.values():
        for end in range(len(said), said.index(":"), -1):
            text = text.replace(said[:end], "")
    return text.replace("It — said: ", "").replace(" – so.", "")


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_keeps_the_signs_of_data_and_no_others(run: Runner, signs: Path, view: str) -> None:
    drawn, plain = run("show", view, "--db", signs), run("show", view, "--db", signs, "--ascii")
    assert plain.code == drawn.code == 0
    assert without_data(plain.out).isascii()
    assert in_ascii(plain.out) == in_ascii(drawn.out)
    for said in SAID.values():
        assert plain.out.count(said) == drawn.out.count(said)
    assert any(said in plain.out for said in SAID.values())


def test_so_does_a_search(run: Runner, signs: Path) -> None:
    words = ("search", "end", "--explain", "--db", signs)
    drawn, plain = run(*words), run("--ascii", *words)
    assert not drawn.out.isascii()
    assert without_data(plain.out).isascii()
    assert in_ascii(plain.out) == in_ascii(drawn.out)
    for said in ("person", "company", "summary"):
        assert SAID[said] in plain.out


def every_view() -> Iterator[str]:
    library = Library.open(BUILT_IN)
    yield from ("people", "companies", "events", "sources", "events?q=is:disputed")
    for kind in KINDS:
        yield from [f"{kind}/{each}" for each in library.ids(kind)[:12]]


def test_every_view_of_the_built_in_database_is_the_same_but_for_our_signs(run: Runner) -> None:
    said = BUILT_IN.read_text(encoding="utf-8")
    for view in every_view():
        drawn, plain = run("show", view), run("show", view, "--ascii")
        assert in_ascii(plain.out) == in_ascii(drawn.out)
        assert {each for each in plain.out if not each.isascii()} <= set(said)
        assert not re.search("[─│→≠·▌›]", plain.out), view


@pytest.mark.parametrize("words", [("show", "person/jason-wei"), ("search", "wei", "--explain")])
def test_the_locale_decides_where_nothing_is_said(
    run: Runner, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    full, plain = run(*words), run(*words, "--ascii")
    assert full.out != plain.out
    monkeypatch.setenv("LC_ALL", "C")
    assert run(*words).out == plain.out
    assert run(*words, "--no-ascii").out == full.out
    assert run("--no-ascii", *words).out == full.out


def test_narration_has_no_signs_of_ours_either(run: Runner) -> None:
    assert "·" in run("show", "events?q=type:hire").err
    assert run("show", "events?q=type:hire", "--ascii").err.isascii()
    assert run("search", "zzzzzz", "--ascii").err.isascii()
    assert '"nowhere"' in run("show", "person/jason-wei#nowhere", "--ascii").err


def test_json_is_the_same(run: Runner, signs: Path) -> None:
    for words in (("show", "event/e1"), ("show", "events"), ("search", "end")):
        document = run(*words, "--json", "--db", signs).out
        assert run(*words, "--json", "--ascii", "--db", signs).out == document


def test_a_restricted_session_may_ask_for_it(run: Runner) -> None:
    assert run("show", "people", "--ascii", "--restricted").code == 0
