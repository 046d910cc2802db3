"""The walls of the house, at run time: who imports whom, how large files are, what is left out."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import small

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = {"db", "tui", "tests", "screenshots"}
MADE = {"venv", "dist", "build", "__pycache__"}
"""Folders that tools make, which git ignores."""

HOMELESS = {"utils", "helpers", "manager", "base", "common", "misc"}
LONGEST_FILE = 400
LONGEST_FUNCTION = 40
BROWSER = ("textual_serve", "aiohttp", "jinja2")
SCREEN = ("textual", "rich")


def _files(*folders: str) -> list[Path]:
    return sorted(
        path
        for folder in folders
        for path in (ROOT / folder).rglob("*.py")
        if "__pycache__" not in path.parts
    )


CODE = _files("db", "tui")
ALL = _files(*FOLDERS)


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def _as_ruff_sorts(name: str) -> tuple[bool, bool, str]:
    """Constants first, then classes, then functions."""
    return not name.isupper(), not name[0].isupper(), name


def _imports(path: Path) -> Iterator[str]:
    """Every module that a file imports, anywhere in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def _roots(path: Path) -> set[str]:
    return {name.partition(".")[0] for name in _imports(path)}


def _loaded(script: str, *, without: tuple[str, ...]) -> list[str]:
    """Run a script in an interpreter of its own; return which of `without` it has loaded."""
    probe = f"""
import sys
{script}
roots = {{name.partition(".")[0] for name in sys.modules}}
print("loaded", *sorted(roots & set({without!r})))
"""
    ran = subprocess.run(
        [sys.executable, "-c", probe],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=True,
    )
    return ran.stdout.splitlines()[-1].split()[1:]


def test_db_loads_no_screen() -> None:
    modules = [
        _name(path).removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        for path in _files("db")
        if path.name != "__main__.py"
    ]
    assert _loaded(f"import {', '.join(modules)}", without=(*SCREEN, "tui")) == []


@pytest.mark.parametrize("path", _files("db"), ids=_name)
def test_db_names_no_screen(path: Path) -> None:
    assert not _roots(path) & {*SCREEN, "tui"}


@pytest.mark.parametrize("words", [["search", "ada"], ["search", "ada", "--json"]], ids=" ".join)
def test_a_search_loads_no_screen_and_no_tinydb(tmp_path: Path, words: list[str]) -> None:
    line = [*words, "--db", str(small.write(tmp_path / "base.json"))]
    script = f"from tui.cli import main\nassert main({line!r}) == 0"
    assert _loaded(script, without=(*SCREEN, *BROWSER, "tinydb", "ftfy", "platformdirs")) == []


@pytest.mark.parametrize(
    "words", [["show", "people"], ["show", "person/zoe-ada"], ["verify"], ["source", "list"]]
)
def test_no_command_loads_textual(tmp_path: Path, words: list[str]) -> None:
    line = [*words, "--db", str(small.write(tmp_path / "base.json"))]
    script = f"from tui.cli import main\nassert main({line!r}) == 0"
    assert _loaded(script, without=("textual", *BROWSER)) == []


def test_plain_mode_loads_no_screen(tmp_path: Path) -> None:
    line = ["--plain", "--db", str(small.write(tmp_path / "base.json"))]
    lines = "people\nopen 1\nhistory\nquote 1\nsource\ntext\nfacets\nhelp\nproblems\nsave x\n"
    script = f"""
import io
sys.stdin = io.StringIO({lines!r})
from tui.cli import main
assert main({line!r}) == 1
"""
    assert _loaded(script, without=SCREEN) == []


def test_only_storage_knows_tinydb() -> None:
    assert {_name(path) for path in CODE if "tinydb" in _roots(path)} <= {"db/storage.py"}


def test_only_the_library_knows_sqlite() -> None:
    strangers = [
        _name(path)
        for path in CODE
        if "sqlite3" in _roots(path) and ROOT / "db" / "library" not in path.parents
    ]
    assert strangers == []


@pytest.mark.parametrize("path", ALL, ids=_name)
def test_a_file_is_short_and_its_functions_are(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= LONGEST_FILE
    long = {
        node.name: node.end_lineno - node.lineno + 1
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno is not None
        and node.end_lineno - node.lineno >= LONGEST_FUNCTION
    }
    assert long == {}


@pytest.mark.parametrize("path", ALL, ids=_name)
def test_a_file_has_a_noun_for_a_name(path: Path) -> None:
    assert path.stem not in HOMELESS


@pytest.mark.parametrize("path", CODE, ids=_name)
def test_a_file_says_first_why_it_exists(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    if text.strip():
        words = ast.get_docstring(ast.parse(text))
        assert words
        assert len(words.splitlines()[0]) >= 20


@pytest.mark.parametrize("path", CODE, ids=_name)
def test_what_a_door_lets_through_is_sorted(path: Path) -> None:
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            names = ast.literal_eval(node.value)
            assert names == sorted(set(names), key=_as_ruff_sorts)


LAST_TO_HEAR = "tui/cli/start.py"
"""The one place above which there is nothing but Python."""


@pytest.mark.parametrize("path", CODE, ids=_name)
def test_nothing_catches_everything_and_keeps_it(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ExceptHandler) and ast.unparse(node.body[-1]) != "raise":
            assert node.type is not None
            is_last = _name(path) == LAST_TO_HEAR
            assert is_last or not re.search(r"\b(Base)?Exception\b", ast.unparse(node.type))


def test_nothing_stands_at_the_top_but_the_four_rooms() -> None:
    folders = {
        path.name
        for path in ROOT.iterdir()
        if path.is_dir() and not path.name.startswith(".") and not path.name.endswith(".egg-info")
    }
    assert folders - MADE == FOLDERS


def test_the_makefile_and_the_continuous_integration_run_the_same_checks() -> None:
    verbs = re.findall(r"^\t\$\(BIN\)/(.+)$", (ROOT / "Makefile").read_text(), re.MULTILINE)
    run = (ROOT / ".ci" / "run").read_text()
    checks = [verb for verb in verbs if not verb.startswith("python") and "--fix" not in verb]
    checks.remove("ruff format .")
    assert checks
    assert [verb for verb in checks if f".venv/bin/{verb}\n" not in run] == []


def test_constraints_are_names_and_versions_only() -> None:
    lines = (ROOT / "constraints.txt").read_text().splitlines()
    assert all(re.fullmatch(r"[a-z0-9-]+==[0-9][0-9a-z.]*|# .*", line) for line in lines)
    assert lines[1:] == sorted(lines[1:], key=lambda line: line.partition("==")[0])
