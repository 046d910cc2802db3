"""Plain mode while another program writes: what was said holds until something else is said."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from db.library import Library
from tests import small
from tests.tui.listener import Listener
from tui.plain.console import Console
from tui.plain.sitting import KEPT


@pytest.fixture
def own(own_home: Path, tmp_path: Path) -> Listener:
    path = small.write(tmp_path / "base.json")
    return Listener(own_home, Library.open(path), texts=(Path(f"{path}.texts"),))


def rewrite(listener: Listener, content: small.Documents) -> None:
    """Write the database as another program does."""
    listener.session.database.write_text(json.dumps(content))


def with_a_person(name: str) -> small.Documents:
    """The small database with another person in it."""
    base = small.documents()
    base["people"]["9"] = {"id": "another", "name": name}
    return base


def test_a_number_leads_where_it_led_when_it_was_said(own: Listener) -> None:
    before = own.say("sort name")
    at = next(number for number, line in enumerate(before) if "Zoë Ada" in line)
    rewrite(own, with_a_person("Aaron"))
    own.say(str(at))
    assert own.sitting.here.address.id == "zoe-ada"
    assert KEPT in own.errors.getvalue()
    assert own.say("back")[1].startswith("1. Aaron")


def test_a_number_of_a_list_that_stays_as_it_was_said_is_the_new_ones(own: Listener) -> None:
    own.say("sort name")
    rewrite(own, with_a_person("Zz"))
    own.say("open 3")
    assert own.sitting.here.address.id == "another"
    assert KEPT not in own.errors.getvalue()


def test_a_fact_keeps_its_words_where_another_was_written_before_it(own: Listener) -> None:
    page = own.say("go person/zoe-ada")
    numbers = [line.partition(".")[0] for line in page if "Acme" in line]
    before = [own.say(f"quote {each}") for each in numbers]
    base = small.documents()
    base["events"]["9"] = base["events"]["2"] | {"id": "before", "summary": "A thing before it."}
    base["events"] = {key: base["events"][key] for key in ("9", "1", "2")}
    rewrite(own, base)
    assert [own.say(f"quote {each}") for each in numbers] == before
    assert KEPT in own.errors.getvalue()


def test_an_answer_goes_on_as_it_began_while_the_file_changes(
    own: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Console, "room", 2)
    first = own.say("sort name")[1].removeprefix("1. ")
    rewrite(own, with_a_person("Aaron"))
    assert not any(first in line for line in own.say("more"))
    assert "Aaron" in own.say("repeat")[1]


def test_problems_are_looked_up_again_where_the_file_changed(own: Listener) -> None:
    own.say("problems")
    base = small.documents()
    quote = base["quotes"]["1"]
    quote["exact"] = quote["exact"].replace("Globex", "Eve Co")
    rewrite(own, base)
    assert any("quotes/left-acme" in line for line in own.say("where", "repeat"))
    assert own.say("headings")[0].startswith("Headings of ")
