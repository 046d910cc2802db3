"""A session keeps what its reader chose, tells what it could not keep, and sees its file change."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from db.errors import BadFile
from db.library import Library
from db.storage import BUILT_IN
from db.texts import Texts
from tui.session import GREETINGS, Session

Begin = Callable[..., Session]
MANY_COLOURS = {"TERM": "xterm-256color"}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The folder of the settings and, below it, of the state."""
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


@pytest.fixture
def begin(base: Path, home: Path) -> Begin:
    """Begin a session of one reader, on the small database unless another is named."""

    def begin_one(database: Path = base, environ: Mapping[str, str] = MANY_COLOURS) -> Session:
        return Session(database, Texts(()), home, home / "state", environ)

    return begin_one


def settings(home: Path, words: str) -> None:
    (home / "settings.toml").write_text(words)


def in_the_way(home: Path) -> None:
    """Let the state folder be one that nobody can write in, root included."""
    (home / "state").write_text("a file, not a folder")


# Theme


@pytest.mark.parametrize(
    ("settled", "chosen", "environ", "theme"),
    [
        (None, None, {"TERM": "xterm-256color"}, "dark"),
        (None, None, {"TERM": "xterm", "COLORTERM": "truecolor"}, "dark"),
        (None, None, {"TERM": "xterm"}, "terminal"),
        (None, None, {}, "terminal"),
        (None, "light", {}, "light"),
        (None, "gone-since", MANY_COLOURS, "dark"),
        ("contrast", None, {}, "contrast"),
        ("contrast", "light", {}, "contrast"),
        ("auto", "light", MANY_COLOURS, "dark"),
    ],
)
def test_the_theme_is_that_of_the_settings_then_the_last_then_what_the_terminal_can_show(
    begin: Begin,
    home: Path,
    settled: str | None,
    chosen: str | None,
    environ: dict[str, str],
    theme: str,
) -> None:
    if chosen:
        assert begin().remember_theme(chosen) == f"Theme: {chosen}."
    if settled:
        settings(home, f'theme = "{settled}"')
    assert begin(environ=environ).theme == theme


def test_a_theme_chosen_against_the_settings_lasts_until_one_quits(
    begin: Begin, home: Path
) -> None:
    settings(home, 'theme = "light"')
    session = begin()
    said = session.remember_theme("dark")
    assert said == "Theme: dark, until you quit; the settings file asks for light."
    assert session.theme == "dark"
    assert begin().theme == "light"
    assert not (home / "state").exists()


def test_settings_that_cannot_be_used_stop_the_session_before_it_begins(
    begin: Begin, home: Path
) -> None:
    settings(home, 'them = "light"')
    with pytest.raises(BadFile, match=r"settings\.toml: “them” is no setting"):
        begin()


@pytest.mark.parametrize(
    ("term", "has_title"),
    [("xterm", True), ("tmux-256color", True), ("linux", False), ("dumb", False), ("", False)],
)
def test_a_title_is_set_where_there_is_one(begin: Begin, term: str, has_title: bool) -> None:
    assert begin(environ={"TERM": term}).has_title == has_title


# Greeting


def test_only_the_first_sessions_begin_with_a_greeting(begin: Begin, base: Path) -> None:
    library = Library.open(base)
    said = [begin().greeting(library) for _ in range(GREETINGS + 2)]
    words = "2 people in 1 source: / searches, enter opens, o shows the source, ? helps."
    assert GREETINGS == 3
    assert said == [words] * 3 + ["", ""]


def test_what_went_wrong_is_told_in_place_of_the_greeting_and_once(
    begin: Begin, base: Path, home: Path
) -> None:
    (home / "state").mkdir()
    (home / "state" / "state.json").write_text("{")
    library = Library.open(base)
    assert "the file was damaged and is now" in begin().greeting(library)
    assert begin().greeting(library).startswith("2 people")


def test_a_session_is_counted_once_whatever_else_is_kept(
    begin: Begin, base: Path, home: Path
) -> None:
    session = begin()
    session.greeting(Library.open(base))
    session.mark("a", "people")
    session.mark("b", "events")
    assert json.loads((home / "state" / "state.json").read_text())["starts"] == 1


# Marks


def test_a_mark_is_there_in_the_next_session_of_the_same_database(
    begin: Begin, base: Path, tmp_path: Path
) -> None:
    said = begin().mark("a", "person/zoe-ada")
    assert said == "person/zoe-ada is marked a; ' and a leads back."
    assert begin().marks == {"a": "person/zoe-ada"}
    assert begin(tmp_path / "other.json").marks == {}


def test_a_database_is_the_same_by_whatever_path_it_is_opened(
    begin: Begin, base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin().mark("a", "people")
    (tmp_path / "link.json").symlink_to(base)
    monkeypatch.chdir(base.parent)
    assert begin(Path(base.name)).marks == {"a": "people"}
    assert begin(tmp_path / "link.json").marks == {"a": "people"}


def test_two_sessions_at_once_do_not_lose_each_others_marks(begin: Begin) -> None:
    one, other = begin(), begin()
    one.mark("a", "people")
    other.mark("b", "events")
    other.remember_theme("light")
    assert begin().marks == other.marks == {"a": "people", "b": "events"}
    assert begin().theme == "light"


# A state folder that cannot be written


def test_where_nothing_can_be_kept_the_session_goes_on_and_says_so(
    begin: Begin, base: Path, home: Path
) -> None:
    in_the_way(home)
    session = begin()
    where = home / "state" / "state.json"
    assert session.notice == (
        f"Marks and saved queries are not at hand: {where} cannot be read (not a directory)."
    )
    said = session.mark("a", "people")
    assert said.startswith("people is marked a; ' and a leads back. ")
    assert "it cannot be written" in said
    assert session.marks == {"a": "people"}
    assert "it cannot be written" in session.remember_theme("light")
    assert session.theme == "light"
    assert session.greeting(Library.open(base)) == session.notice
    assert (home / "state").read_text() == "a file, not a folder"


def test_what_could_not_be_kept_is_kept_as_soon_as_it_can_be(begin: Begin, home: Path) -> None:
    in_the_way(home)
    session = begin()
    session.mark("a", "people")
    (home / "state").unlink()
    assert session.mark("b", "events") == "events is marked b; ' and b leads back."
    assert begin().marks == session.marks == {"a": "people", "b": "events"}


# The file that is watched


def replaced(path: Path, data: bytes) -> None:
    """Replace a file as another program does: a new one takes its name."""
    new = path.with_name("new")
    new.write_bytes(data)
    before = path.stat()
    os.utime(new, ns=(before.st_atime_ns, before.st_mtime_ns))
    new.replace(path)


def test_a_file_that_nobody_wrote_has_not_changed(begin: Begin) -> None:
    session = begin()
    assert not session.file_has_changed()
    assert not session.file_has_changed()


def test_a_file_replaced_by_one_of_the_same_size_and_time_has_changed_once(
    begin: Begin, base: Path
) -> None:
    session = begin()
    replaced(base, base.read_bytes())
    assert session.file_has_changed()
    assert not session.file_has_changed()


def test_a_file_written_in_place_has_changed(begin: Begin, base: Path) -> None:
    session = begin()
    base.write_bytes(base.read_bytes() + b"\n")
    assert session.file_has_changed()


def test_a_file_that_is_gone_for_a_moment_has_changed_when_it_is_back(
    begin: Begin, base: Path
) -> None:
    session, data = begin(), base.read_bytes()
    base.unlink()
    assert not session.file_has_changed()
    base.write_bytes(data + b"\n")
    assert session.file_has_changed()


def test_what_another_program_wrote_is_read_anew(begin: Begin, base: Path) -> None:
    session = begin()
    documents = json.loads(base.read_bytes())
    documents["people"]["1"]["name"] = "Zoë Ada Byron"
    replaced(base, json.dumps(documents).encode())
    assert session.file_has_changed()


# Folders and clipboard


def test_a_session_of_the_user_has_its_files_in_the_users_own_folders(
    base: Path, own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    Session.of_user(base, Texts(())).mark("a", "people")
    assert (own_home / "state" / "wherefrom" / "state.json").exists()
    (own_home / "config" / "wherefrom").mkdir(parents=True)
    settings(own_home / "config" / "wherefrom", 'theme = "light"')
    session = Session.of_user(base, Texts(()))
    assert session.marks == {"a": "people"}
    assert session.theme == "light"


def test_a_session_alone_knows_its_home_and_nothing_else(
    base: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLORTERM", "truecolor")
    assert Session.alone(base, home).theme == "dark"
    assert Session.alone(base, home, "contrast").theme == "contrast"
    assert Session.alone(base, home).environ == {}


def test_a_copy_goes_where_the_environment_of_the_session_says(begin: Begin, home: Path) -> None:
    written: list[str] = []
    said = begin(environ={"SSH_TTY": "/dev/pts/1"}).copy("Ada", written.append)
    assert said == "Sent to the terminal's clipboard, which gives no answer."
    assert written == ["\x1b]52;c;QWRh\x07"]


def test_a_copy_that_no_clipboard_takes_is_a_file_in_the_state_folder(
    begin: Begin, home: Path
) -> None:
    said = begin(environ={"TERM": "linux"}).copy("Ada", pytest.fail)
    assert said == f"Written to {home / 'state' / 'copied.txt'}."
    assert (home / "state" / "copied.txt").read_text() == "Ada"


def test_a_key_given_to_two_commands_of_one_place_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text('[keys]\n"browse.sort" = "f"\n', encoding="utf-8")
    with pytest.raises(BadFile, match=r"the key f is given to both browse\.(sort|facets)"):
        Session.alone(BUILT_IN, tmp_path)


def test_a_key_that_two_places_share_may_be_given(tmp_path: Path) -> None:
    settings = '[keys]\n"reader.next-passage" = "o"\n"app.help" = "f2"\n'
    (tmp_path / "settings.toml").write_text(settings, encoding="utf-8")
    session = Session.alone(BUILT_IN, tmp_path)
    assert session.config.keys["reader.next-passage"] == "o"
    assert "f2 helps" in session.greeting(Library.open(BUILT_IN))


def test_a_mark_that_takes_the_place_of_another_says_so(tmp_path: Path) -> None:
    session = Session.alone(BUILT_IN, tmp_path)
    session.mark("a", "people")
    assert "It was the mark of people." in session.mark("a", "companies")
    assert "It was" not in session.mark("a", "companies")
