"""Mistakes of ours: a sentence for the reader, a file to pass on, and for strangers nothing."""

from __future__ import annotations

import re
import stat
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from tests.line import Line
from tests.terminal import environment
from tests.tui.explorer import explorer
from tui import faults
from tui.app import Explorer
from tui.cli.ending import FAULT
from tui.terminal.failing import EndedInThread

SECRET: Final = "Held in a variable"
HOSTILE: Final = "of the test \x1b]52;c;ZXZpbA==\x07 and\u202e on"
SCRIPT: Final = f"""
import sys
from tui.app import Explorer
from tui.terminal.driver import Keys

def fail(*_, **__):
    secret = {SECRET!r}
    raise ValueError({HOSTILE!r})

{{how}}
from tui.cli import main
raise SystemExit(main())
"""
IN_A_WORKER: Final = "self.run_worker(fail, thread=True) and None"
AFTER_A_KEY: Final = {
    "in an action": "Explorer.action_theme = fail",
    "in a worker": f"Explorer.action_theme = lambda self: {IN_A_WORKER}",
    "in the thread of keys": "Keys.feed = lambda _, keys: fail() if keys == 'T' else ()",
    "while a worker hangs": (
        "import threading\n"
        "def both(self):\n"
        "    self.run_worker(threading.Event().wait, thread=True)\n"
        "    self.call_later(fail)\n"
        "Explorer.action_theme = both"
    ),
}
AT_THE_START: Final = {
    "before the first frame": "from tui.ahead import kept; kept.read = fail",
    "before the screen": "from tui import opening; opening.Tty = fail",
    "as the screen comes": "Explorer.compose = fail",
    "in the first place": "from tui import rooms; rooms.begin = fail",
    "in a style sheet": "Explorer.CSS = 'Static { nothing: known }'",
}
WITHOUT_A_SCREEN: Final = {
    "in plain mode": ("from tui.plain import opening; opening._greet = fail", "--plain"),
    "in a command": ("from db import search; search.search = fail", "search", "zhao"),
}
EVERYWHERE: Final = {
    **{name: (how, "T") for name, how in AFTER_A_KEY.items()},
    **{name: (how, "") for name, how in AT_THE_START.items()},
}


def written(home: Path) -> list[Path]:
    """The files of mistakes."""
    return sorted(home.rglob("faults/*"))


def failed(line: Line, key: str) -> str:
    """Have it fail, and return all that it has told in the end."""
    if key:
        line.see("Zuckerberg")
        line.settle()
        line.press(key)
    assert line.gone() == FAULT
    assert line.modes() == line.before
    line.rest()
    received = line.received.decode()
    return received[received.rfind("\x1b[?1049l") + 1 :]


@pytest.mark.parametrize("where", EVERYWHERE)
def test_a_mistake_is_a_sentence_and_a_file(own_home: Path, where: str) -> None:
    how, key = EVERYWHERE[where]
    words = [sys.executable, "-c", SCRIPT.format(how=how)]
    with Line(words, size=(300, 24), environ=environment(str(own_home))) as line:
        told = failed(line, key)
    assert "because of a mistake in it" in told
    assert "Traceback" not in told
    (file,) = written(own_home)
    assert str(file) in told
    kept = file.read_text(encoding="utf-8")
    assert "Traceback (most recent call last)" in kept
    assert "style" in where or "of the test" in kept
    assert SECRET not in kept.replace(f"secret = {SECRET!r}", "")


@pytest.mark.parametrize("where", EVERYWHERE)
def test_a_stranger_is_told_no_more_than_that_it_has_ended(own_home: Path, where: str) -> None:
    how, key = EVERYWHERE[where]
    words = [sys.executable, "-c", SCRIPT.format(how=how), "--restricted"]
    with Line(words, size=(300, 24), environ=environment(str(own_home))) as line:
        assert_says_little(failed(line, key))
    assert not written(own_home)


def assert_says_little(told: str) -> None:
    assert "because of a mistake in it" in told
    for word in ("Traceback", "ValueError", "of the test", SECRET, "/", ".py"):
        assert word not in re.sub(r"\x1b[^a-zA-Z]*[a-zA-Z]", "", told)


@pytest.mark.parametrize("where", WITHOUT_A_SCREEN)
@pytest.mark.parametrize("is_restricted", [False, True])
def test_it_is_the_same_without_a_screen(own_home: Path, where: str, is_restricted: bool) -> None:
    how, *words = WITHOUT_A_SCREEN[where]
    ran = subprocess.run(
        [sys.executable, "-c", SCRIPT.format(how=how), *words] + ["--restricted"] * is_restricted,
        env=environment(str(own_home)),
        input="",
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert ran.returncode == FAULT
    assert ran.stderr.count("\n") == 1
    if is_restricted:
        assert_says_little(ran.stderr)
        assert not written(own_home)
    else:
        assert str(written(own_home)[0]) in ran.stderr


def test_threads_and_finalizers_tell_a_stranger_nothing(own_home: Path) -> None:
    how = (
        "import logging, threading\n"
        "class Failing:\n"
        "    __del__ = fail\n"
        "def later():\n"
        "    thread = threading.Thread(target=fail)\n"
        "    thread.start()\n"
        "    thread.join()\n"
        "    Failing()\n"
        "    logging.getLogger('asyncio').error('the place %s', __file__)\n"
        "    fail()\n"
        "__file__ = '/secret'\n"
        "from tui.cli import start\n"
        "start._run_in = lambda _: later()"
    )
    ran = subprocess.run(
        [sys.executable, "-c", SCRIPT.format(how=how), "--restricted"],
        env=environment(str(own_home)),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert ran.stderr.count("\n") == 1
    assert_says_little(ran.stderr)


def a_mistake(message: str) -> ValueError:
    try:
        raise ValueError(message)
    except ValueError as problem:
        return problem


def test_a_file_is_its_owner_s_and_rules_no_terminal(own_home: Path) -> None:
    told = faults.told(a_mistake(HOSTILE + "x" * 10_000_000 + "\nits end"), is_restricted=False)
    (file,) = written(own_home)
    assert str(file) in told
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    kept = file.read_text(encoding="utf-8")
    assert "␛]52;" in kept
    assert kept.replace("\n", "").isprintable()
    assert len(kept) < 10_000
    assert "its end" in kept


def test_the_newest_few_are_kept(own_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(faults.MOST + 3):
        monkeypatch.setattr("os.getpid", lambda number=number: 1000 + number)
        faults.told(a_mistake(str(number)), is_restricted=False)
    assert [file.stem.rpartition("-")[2] for file in written(own_home)] == [
        str(1000 + number) for number in range(3, faults.MOST + 3)
    ]


def test_a_mistake_that_cannot_be_written_down_is_told_all_the_same(own_home: Path) -> None:
    faults.folder().parent.mkdir(parents=True)
    faults.folder().write_text("no folder")
    told = faults.told(a_mistake("of the test"), is_restricted=False)
    assert "(ValueError)" in told
    assert f"could not be written down in {faults.folder()}: File exists." in told


def test_a_story_of_many_lines_keeps_its_beginning_and_its_end(own_home: Path) -> None:
    faults.told(a_mistake("first\n" * 5_000 + "last"), is_restricted=False)
    lines = written(own_home)[0].read_text().splitlines()
    assert len(lines) < 2_100
    assert lines[1].startswith("Traceback")
    assert lines[-1] == "last"


async def test_a_mistake_fails_the_test_that_drives_the_explorer(
    own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: Explorer) -> None:
        raise ValueError(HOSTILE)

    monkeypatch.setattr(Explorer, "action_theme", fail)
    with pytest.raises(ValueError, match="of the test"):
        async with explorer(own_home) as seat:
            await seat.press("T")
    with pytest.raises(EndedInThread, match="words of a thread"):
        async with explorer(own_home) as seat:
            seat.app.panic("words of a thread")
    assert not written(own_home)
