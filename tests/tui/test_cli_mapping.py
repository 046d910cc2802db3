"""`wherefrom import --suggest` and `--map`: a table of one's own from the command line."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from db import storage
from db.records import Records
from tests.running import Runner
from tests.tables import MAP, MOVES


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty database, in the folder that commands run in."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "own.json"
    storage.write(path, Records(), create=True)
    return path


def test_a_suggestion_is_a_mapping_that_import_takes(run: Runner, own: Path) -> None:
    Path("moves.csv").write_text(MOVES)
    suggested = run("import", "--suggest", "moves.csv")
    assert (suggested.code, suggested.err) == (0, "")
    Path("map.toml").write_text(suggested.out)
    taken = run("import", "moves.csv", "--map", "map.toml", "--db", own, "--json")
    assert taken.code == 0
    assert taken.json["tables"]["events"]["added"] == 2
    again = run("import", "moves.csv", "--map", "map.toml", "--db", own)
    assert (again.code, again.err) == (0, "Nothing new: the database is as it was.\n")


def test_a_suggestion_shows_no_sign_that_rules_a_terminal(run: Runner, own: Path) -> None:
    Path("a.csv").write_text("Name,\x1b]52;c\x07,\u202eevil\nAda,\x1b[2J,\u202e\n")
    suggested = run("import", "--suggest", "a.csv")
    assert suggested.code == 0
    assert all(each.isprintable() for each in suggested.out.splitlines())


def test_odd_names_of_columns_survive_a_suggestion(run: Runner, own: Path) -> None:
    Path("a.csv").write_text('"Name \u202e ""q"" \\",Company\nAda,Acme\n', encoding="utf-8")
    Path("map.toml").write_text(run("import", "--suggest", "a.csv").out, encoding="utf-8")
    assert run("import", "a.csv", "--map", "map.toml", "--db", own).code == 0
    assert list(storage.read(own).people) == ["ada"]


@pytest.mark.parametrize("where", ["option", "mapping"])
def test_an_encoding_may_be_an_option_or_stand_in_the_mapping(
    run: Runner, own: Path, where: str
) -> None:
    Path("moves.csv").write_bytes(MOVES.replace("Ada", "Zoë").encode("cp1252"))
    is_option = where == "option"
    Path("map.toml").write_text(
        MAP if is_option else MAP.replace("[file]", '[file]\nencoding = "cp1252"')
    )
    words = ["--encoding", "cp1252"] if is_option else []
    taken = run("import", "moves.csv", "--map", "map.toml", "--db", own, *words)
    assert taken.code == 0, taken.err
    assert "zoe-lovelace" in storage.read(own).people


def test_a_suggestion_keeps_the_encoding_that_it_was_given(run: Runner, own: Path) -> None:
    Path("moves.csv").write_bytes(MOVES.replace("Ada", "Zoë").encode("cp1252"))
    assert "byte" in run("import", "--suggest", "moves.csv").err
    suggested = run("import", "--suggest", "moves.csv", "--encoding", "cp1252")
    assert 'encoding = "cp1252"' in suggested.out


def test_a_suggestion_is_made_of_standard_input_too(
    run: Runner, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stdin = io.TextIOWrapper(io.BytesIO(MOVES.encode()))
    monkeypatch.setattr("sys.stdin", stdin)
    assert 'person = "{Name}"' in run("import", "--suggest", "-").out


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (["--suggest", "a.csv", "b.csv"], "looks at one FILE"),
        (["--suggest", "a.csv", "--update"], "and no other option"),
        (["--suggest", "none.csv"], "it cannot be read"),
        (["a.csv", "--map", "none.toml"], "the mapping cannot be read"),
        (["a.csv", "--map", "bad.toml"], "Did you mean {Name}?"),
        (["a.csv", "--format", "csv"], "it needs a mapping"),
        (["a.csv", "--format", "facts", "--map", "bad.toml"], "not for facts"),
        (["a.csv", "--format", "wherefrom", "--map", "bad.toml"], "not for wherefrom"),
        (["a.csv"], "wherefrom import --suggest FILE writes a first one"),
    ],
)
def test_what_does_not_fit_is_refused_in_a_sentence_and_changes_nothing(
    run: Runner, own: Path, words: list[str], problem: str
) -> None:
    Path("a.csv").write_text("Name,Company\nAda,Acme\n")
    Path("bad.toml").write_text('[[person]]\nname = "{Nae}"\n')
    before = own.read_bytes()
    refused = run("import", *words, "--db", own)
    assert refused.code == 2
    assert problem in refused.err
    assert refused.out == ""
    assert own.read_bytes() == before


def test_a_file_whose_name_is_no_utf_8_comes_in(run: Runner, own: Path) -> None:
    path = Path("moves \udcff.csv")
    try:
        path.write_text(MOVES)
    except (OSError, UnicodeError):
        pytest.skip("this file system has names of UTF-8 alone")
    Path("map.toml").write_text(run("import", "--suggest", path).out, encoding="utf-8")
    taken = run("import", path, "--map", "map.toml", "--db", own)
    assert taken.code == 0, taken.err
    (source,) = storage.read(own).sources.values()
    assert source.file == "moves \ufffd.csv"
