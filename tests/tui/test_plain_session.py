"""A session of plain mode: what is wrong, pipes, what changes the database, what Tab offers."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from db import merging, storage
from db.library import Library
from db.records import Person, Records
from tests import small
from tests.running import Runner
from tests.tui.explorer import built_in
from tests.tui.listener import Listener
from tui import permission
from tui.plain import commands
from tui.plain.completing import offers
from tui.plain.console import LONGEST

Sent = pytest.MonkeyPatch


def send(monkeypatch: Sent, *lines: str, encoding: str = "utf-8") -> None:
    """Let stdin be a pipe with these lines."""
    sent = "".join(f"{line}\n" for line in lines).encode(encoding)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(sent), encoding))


@pytest.fixture
def listener(own_home: Path) -> Listener:
    return Listener(own_home, built_in())


# Saying what is wrong


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("open 999", "There is no number 999. They go from 1 to 23."),
        ("open meta", "“open” needs a number. To search for words: search meta"),
        ("open", "“open” needs something after it: open N"),
        ("where now", "“where” takes no words after it. To search for them: search where now"),
        ("people has:nonsense", "The place: “nonsense” in “has:nonsense”."),
        ("text", "There is no source here; source opens that of a quote."),
        ("next", "Nothing is quoted here."),
        ("history", "Only people and companies have a history; open one first."),
        ("help zzzz", "There is no command “zzzz”."),
        ("help facet", "Did you mean facets?"),
        ("report", "Nothing was imported or added in this session."),
        ("merge 1", "“merge” needs two records"),
        ("undo", "the built-in database is never written"),
    ],
)
def test_what_cannot_be_is_told_in_a_sentence(
    listener: Listener, tmp_path: Path, line: str, words: str
) -> None:
    if line.startswith("merge"):
        listener.session.database = small.write(tmp_path / "own.json")
    assert words in listener.complaint(line)
    assert listener.console.has_failed
    assert listener.say("repeat")[0].startswith("People: ")


def test_a_line_that_is_longer_than_any_command_is_refused(run: Runner, monkeypatch: Sent) -> None:
    send(monkeypatch, "x" * (3 * LONGEST), "person/jason-wei")
    ran = run("--plain")
    assert ran.code == 1
    assert ran.err == "This line has more than 10,000 characters. Give a shorter one.\n"
    assert ran.out.startswith("Person: Jason Wei\n")


# A pipe


def test_a_pipe_says_answers_alone_and_all_of_them(run: Runner, monkeypatch: Sent) -> None:
    send(monkeypatch, "events")
    ran = run("--plain")
    assert ran.code == 0
    assert ran.err == ""
    assert len(ran.out.splitlines()) == 169
    assert "wherefrom>" not in ran.out


def test_a_view_that_was_asked_for_is_said_first(run: Runner, monkeypatch: Sent) -> None:
    send(monkeypatch)
    assert run("--plain").out == ""
    send(monkeypatch)
    assert run("person/jason-wei", "--plain").out.startswith("Person: Jason Wei\n")


def test_a_wrong_line_in_a_pipe_is_told_on_stderr_and_the_rest_goes_on(
    run: Runner, monkeypatch: Sent
) -> None:
    send(monkeypatch, "open 999999", "person/jason-wei")
    ran = run("--plain", "people?q=wei")
    assert ran.code == 1
    assert ran.err.startswith("There is no number 999999.")
    assert "Person: Jason Wei" in ran.out


def test_a_wrong_query_at_the_start_gives_way_to_its_list(run: Runner, monkeypatch: Sent) -> None:
    send(monkeypatch)
    ran = run("--plain", "people?q=has:nonsense")
    assert ran.code == 1
    assert "has no value" in ran.err
    assert ran.out.startswith("People: 23 people")


def test_a_start_at_what_there_is_not_is_refused(run: Runner, monkeypatch: Sent) -> None:
    send(monkeypatch)
    assert run("--plain", "person/nobody").code == 1
    assert run("--plain", "people?sort=nonsense").code == 2
    assert run("--plain", "--db", "/nowhere/x.json").code == 2


def test_bytes_that_are_no_text_are_no_reason_to_end(run: Runner, monkeypatch: Sent) -> None:
    stdin = io.TextIOWrapper(io.BytesIO(b"\xff\xfe\x00\n\xe9\nperson/jason-wei\n"), "ascii")
    monkeypatch.setattr(sys, "stdin", stdin)
    assert "Person: Jason Wei" in run("--plain").out


def test_plain_is_for_the_explorer_alone(run: Runner, monkeypatch: Sent) -> None:
    ran = run("--plain", "show", "people")
    assert ran.code == 2
    assert "--plain is for the explorer; leave it out of show." in ran.err
    monkeypatch.setenv("WHEREFROM_PLAIN", "1")
    assert run("show", "people").code == 0
    send(monkeypatch, "person/jason-wei")
    assert run().out.startswith("Person: Jason Wei\n")


def test_without_a_terminal_the_explorer_names_plain_mode(run: Runner) -> None:
    ran = run()
    assert ran.code == 2
    assert "use wherefrom --plain" in ran.err


def test_a_stream_without_signs_of_print_gets_those_it_has(own_home: Path) -> None:
    listener = Listener(own_home, built_in(), encoding="ascii")
    told = "\n".join(listener.say("events", "go event/hassabis-on-researchers-motives"))
    assert '1. "il a dit' in told
    assert "\\u201c" not in told


# Restricted


def test_a_restricted_session_has_what_the_explorer_has_then() -> None:
    for each in commands.COMMANDS:
        if each.screens:
            assert bool(each.needs) == any(name in permission.REFUSED for name in each.screens)


def test_a_restricted_session_has_no_command_that_writes_or_reaches_out(own_home: Path) -> None:
    listener = Listener(own_home, built_in(), is_restricted=True)
    for each in commands.COMMANDS:
        if each.needs:
            assert listener.complaint(f"{each.name} x") == (
                f"There is no “{each.name}” here: this session only reads."
            )
            assert each.name not in offers(listener.sitting, "")
    told = listener.say("help")
    assert not any(line.startswith(("import", "undo", "merge")) for line in told)
    listener.say("events type:hire", "mark a", "save hires")
    assert "kept until you quit" in " ".join(listener.say("mark b"))
    assert not (own_home / "state.json").exists()


# What changes the database


@pytest.fixture
def own(own_home: Path, tmp_path: Path) -> Listener:
    path = small.write(tmp_path / "base.json")
    return Listener(own_home, Library.open(path), texts=(Path(f"{path}.texts"),))


def test_another_program_that_writes_is_told_before_the_next_answer(own: Listener) -> None:
    own.say("go person/zoe-ada")
    base = json.loads(own.session.database.read_text())
    base["people"]["1"]["name"] = "Zoë Stone"
    own.session.database.write_text(json.dumps(base))
    own.errors.truncate(0)
    assert own.say("repeat")[0] == "Person: Zoë Stone"
    assert "The database has changed and was read again." in own.errors.getvalue()
    assert own.sitting.here.address.id == "zoe-ada"


def test_what_another_program_takes_out_gives_way_to_its_list(own: Listener) -> None:
    own.say("go event/ada-never-came", "go source/gazette")
    base = json.loads(own.session.database.read_text())
    base["events"], base["quotes"], base["sources"] = {}, {}, {}
    own.session.database.write_text(json.dumps(base))
    assert own.say("repeat")[0] == "No sources yet."
    assert "source/gazette is in this database no longer." in own.errors.getvalue()
    assert own.say("back")[-1].startswith("No events yet.") or own.say("repeat")


def test_a_database_that_is_broken_meanwhile_stays_as_it_was(own: Listener) -> None:
    own.session.database.write_text("{")
    assert own.say("repeat")[0].startswith("People: 2 people")
    assert "base.json" in own.errors.getvalue()


def test_a_file_is_imported_and_its_report_is_said(own: Listener, tmp_path: Path) -> None:
    file = tmp_path / "own more.json"
    storage.write(file, Records({"max": Person("max", "Max Muster")}), create=True)
    told = own.say(f"import {file}")
    assert told[0] == f"Imported {file}"
    assert any(line.startswith("people: 1 added, 0 changed") for line in told)
    assert own.say("report") == told
    assert own.say("find muster")[1] == "1. person: Max Muster"
    assert own.complaint("import /nowhere/x.json")
    assert own.say("undo")[-1].startswith("Nothing was taken back.")
    own.say("undo yes")
    assert own.complaint("go person/max").startswith("There is no person “max” here.")


def test_a_document_is_added(own: Listener, tmp_path: Path) -> None:
    file = tmp_path / "note.txt"
    file.write_text("Max Muster went to Globex.\n", encoding="utf-8")
    told = own.say(f"add '{file}'")
    assert told[0] == "Added"
    assert own.numbers() == 1


def test_what_a_document_does_not_say_is_asked(own_home: Path, tmp_path: Path) -> None:
    file = tmp_path / "note.txt"
    file.write_text("Max Muster went to Globex.\n", encoding="utf-8")
    path = small.write(tmp_path / "base.json")
    typed = "\n".join(("A note", "", "yesterday", "2025-07", "en", "", "")) + "\n"
    texts = (Path(f"{path}.texts"),)
    listener = Listener(own_home, Library.open(path), typed=typed, texts=texts)
    listener.say(f"add {file}")
    source = next(
        each for each in storage.read(path).sources.values() if each.file != "gazette.txt"
    )
    assert source.published == "2025-07"


def test_two_records_are_merged_parted_and_taken_apart(own: Listener) -> None:
    own.say("people")
    own.say("merge 1 2")
    assert "person/zoe-ada is person/eve now" in own.errors.getvalue() or (
        "person/eve is person/zoe-ada now" in own.errors.getvalue()
    )
    assert own.say("decisions")[0] == "Decided, 1 time, the latest first:"
    gone = next(iter(storage.read(own.session.database).decisions.values())).gone
    own.say(f"unmerge {gone}")
    own.say("people", "distinct 1 2")
    assert "are different" in own.errors.getvalue()
    assert own.say("duplicates") == ["Nobody here is likely to be somebody else."]


def test_records_that_may_be_one_are_listed_with_reasons(own_home: Path, tmp_path: Path) -> None:
    path = tmp_path / "base.json"
    people = {"zoe-ada": Person("zoe-ada", "Zoë Ada"), "z-ada": Person("z-ada", "Z. Ada")}
    storage.write(path, Records(people), create=True)
    told = Listener(own_home, Library.open(path)).say("duplicates")
    assert told[0] == "1 pair that may be one, the likeliest first:"
    assert any(line.startswith("for it: initials that fit") for line in told)


def test_problems_are_said_and_narrowed(own: Listener) -> None:
    Path(f"{own.session.database}.texts", "gazette.txt").write_text("Nothing of it.\n")
    own.sitting.desk.shelf.forget()
    told = own.say("problems")
    assert told[0].startswith("Problems: ")
    assert own.numbers() > 0
    assert own.say("never-came")[0].startswith("Problems: ")
    assert own.say("problems zzzz") == [
        "Nothing among the problems has “zzzz”. problems alone lists them all."
    ]
    assert own.say("verify")[0].startswith("Problems: ")
    assert own.say("disputes")[0].startswith("Events: 2 of 2 events")


# Completion


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("hist", "history"),
        ("go person/jas", "person/jason-wei"),
        ("go peo", "people"),
        ("help ret", None),
        ("help fre", "frequency"),
        ("sort -na", "-name"),
        ("frequency gr", "grade"),
        ("cite mark", "markdown"),
        ("events grade:den", "grade:denied"),
        ("from:open", "from:openai"),
        ("repaired o", "on"),
        ("back ", None),
    ],
)
def test_tab_offers_what_may_follow(listener: Listener, line: str, wanted: str | None) -> None:
    found = [each.casefold() for each in offers(listener.sitting, line)]
    assert wanted in found if wanted else not found


def test_tab_completes_paths_and_saved_names(listener: Listener, tmp_path: Path) -> None:
    (tmp_path / "data.csv").touch()
    (tmp_path / "data.d").mkdir()
    assert offers(listener.sitting, f"import {tmp_path}/data") == [
        f"{tmp_path}/data.csv",
        f"{tmp_path}/data.d/",
    ]
    listener.say("events type:hire", "save hires")
    assert offers(listener.sitting, "forget h") == ["hires"]


def test_help_says_every_command_and_how_to_ask(listener: Listener) -> None:
    told = "\n".join(listener.say("help"))
    for each in commands.COMMANDS:
        assert f"{each.words}: {each.help}" in told
        assert listener.say(f"help {each.name}")[0].startswith(each.words)
    assert any("type:hire" in line for line in listener.say("help fields"))


def test_a_document_is_not_added_where_the_questions_break_off(
    own_home: Path, tmp_path: Path
) -> None:
    file = tmp_path / "note.txt"
    file.write_text("Max Muster went to Globex.\n", encoding="utf-8")
    path = small.write(tmp_path / "base.json")
    listener = Listener(own_home, Library.open(path), typed="A note\n")
    assert listener.complaint(f"add {file}").endswith("Nothing was added.")
    assert len(storage.read(path).sources) == 1


def test_undo_asks_a_person_first(own_home: Path, tmp_path: Path) -> None:
    path = small.write(tmp_path / "base.json")
    merging.merge(path, "person/zoe-ada", ["person/eve"])
    listener = Listener(own_home, Library.open(path), typed="no\nyes\n")
    assert listener.say("undo")[-1].startswith("Nothing was taken back.")
    assert len(storage.read(path).decisions) == 1
    listener.say("undo")
    assert len(storage.read(path).decisions) == 0


def test_closed_streams_are_no_reason_to_fail(run: Runner, monkeypatch: Sent) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert run("--plain", "person/jason-wei").out.startswith("Person: Jason Wei")
    closed = io.StringIO()
    closed.close()
    monkeypatch.setattr(sys, "stdin", closed)
    assert run("--plain", "person/jason-wei").code == 0


def test_an_interrupt_while_something_is_done_says_that_it_stopped(
    own_home: Path, monkeypatch: Sent
) -> None:
    listener = Listener(own_home, built_in(), typed="people\nwhere\n")

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("tui.plain.listing.people", interrupted)
    listener.sitting.run()
    told = listener.heard()
    assert "Stopped." in " ".join(told)
    assert any(line.startswith("You are at people") for line in told)
