"""A copy arrives where the reader can paste it, and the reader is told where that is."""

from __future__ import annotations

import base64
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.errors import BadFile
from tui import clipboard

ALL = ("tmux", "wl-copy", "xclip", "xsel", "pbcopy", "clip.exe")
SSH = {"SSH_TTY": "/dev/pts/1"}
MOSH = {"SSH_CONNECTION": "::1 1 ::1 22"}
TMUX = {"TMUX": "/somewhere/default,1,0"}
DESKTOP = {"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"}
HUGE = clipboard.TERMINAL_LIMIT + 1
HOSTILE = "He [sic]\n\x1b]52;c;ZXZpbA==\x07 \x1b\\ “é” 漢"

Install = Callable[..., Mapping[str, str]]


def there(*names: str) -> Callable[[str], str | None]:
    return lambda name: f"/bin/{name}" if name in names else None


def names(steps: tuple[clipboard.Step, ...]) -> list[str]:
    return [step.name for step in steps]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where a text goes that no clipboard takes; nobody has made it yet."""
    return tmp_path / "state" / "wherefrom"


@pytest.fixture
def install(tmp_path: Path) -> Install:
    """Put programs on a path of their own; each keeps what it reads in a file of its name."""
    programs = tmp_path / "bin"
    programs.mkdir()

    def install_all(**scripts: str) -> Mapping[str, str]:
        for name, script in scripts.items():
            program = programs / name.replace("_", "-")
            program.write_text("#!/bin/sh\n" + script.replace("KEEP", '/bin/cat >"$0.got"') + "\n")
            program.chmod(0o755)
        return {"PATH": str(programs)}

    return install_all


def got(path: Mapping[str, str], name: str) -> str:
    return (Path(path["PATH"]) / f"{name}.got").read_bytes().decode()


class Terminal:
    """A terminal that keeps the sequences it is sent."""

    written = ""

    def write(self, text: str) -> None:
        self.written += text


def refuse(_: str) -> None:
    raise OSError("the terminal is gone")


# What is planned


@pytest.mark.parametrize(
    ("environ", "programs", "places", "resort"),
    [
        (TMUX | DESKTOP | SSH, ALL, [["tmux", "tmux"]], ["terminal", "file"]),
        (TMUX, ("tmux",), [["tmux", "tmux"]], ["terminal", "file"]),
        (
            TMUX | {"DISPLAY": ":0"},
            ("tmux", "xsel"),
            [["tmux"] * 2, ["xsel"]],
            ["terminal", "file"],
        ),
        (TMUX | SSH, (), [["terminal"]], ["file"]),
        (SSH | DESKTOP, ALL, [["terminal"]], ["file"]),
        (MOSH | DESKTOP, ALL, [["terminal"]], ["file"]),
        (
            DESKTOP,
            ("wl-copy", "xclip", "xsel"),
            [["wl-copy", "xclip", "xsel"]],
            ["terminal", "file"],
        ),
        ({"DISPLAY": ":0"}, ("wl-copy", "xsel"), [["xsel"]], ["terminal", "file"]),
        ({}, ("wl-copy", "xclip", "xsel"), [], ["terminal", "file"]),
        ({}, ("pbcopy",), [["pbcopy"]], ["terminal", "file"]),
        ({}, ("clip.exe",), [["clip.exe"]], ["terminal", "file"]),
        ({}, (), [], ["terminal", "file"]),
        ({"TERM": "linux"}, (), [], ["file"]),
        ({"TERM": "dumb"} | SSH, (), [], ["file"]),
    ],
)
def test_the_place_follows_from_where_the_reader_sits(
    environ: dict[str, str], programs: tuple[str, ...], places: list[list[str]], resort: list[str]
) -> None:
    plan = clipboard.plan(environ, 100, there(*programs))
    assert [names(steps) for steps in plan.places] == places
    assert names(plan.resort) == resort


@pytest.mark.parametrize(
    ("environ", "programs", "places"),
    [
        (SSH, ALL, []),
        (TMUX | SSH, ALL, [["tmux"]]),
        ({"DISPLAY": ":0"}, ("xclip",), [["xclip"]]),
        ({}, (), []),
    ],
)
def test_a_terminal_is_never_sent_what_is_too_large_for_it(
    environ: dict[str, str], programs: tuple[str, ...], places: list[list[str]]
) -> None:
    plan = clipboard.plan(environ, HUGE, there(*programs))
    assert [names(steps) for steps in plan.places] == places
    assert names(plan.resort) == ["file"]
    assert not any("-w" in step.command for steps in plan.places for step in steps)


def test_the_largest_text_that_a_terminal_is_sent_makes_a_sequence_of_a_hundred_thousand() -> None:
    assert len(clipboard.sequence(b"x" * clipboard.TERMINAL_LIMIT, "")) == 100_000
    assert names(clipboard.plan(SSH, clipboard.TERMINAL_LIMIT, there()).places[0]) == ["terminal"]


@pytest.mark.parametrize(
    ("environ", "frame"),
    [
        ({}, ""),
        ({"TERM": "xterm-256color"}, ""),
        ({"TERM": "screen-256color", "STY": "1.pts"}, "screen"),
        ({"TERM": "xterm", "STY": "1.pts"}, "screen"),
        ({"TERM": "screen-256color"}, "maybe-screen"),
        ({"TERM": "screen.xterm-256color"}, "screen"),
        ({"TERM": "tmux-256color"}, "tmux"),
        ({"TERM": "screen", **TMUX}, "tmux"),
    ],
)
def test_the_terminal_is_reached_through_what_stands_between(
    environ: dict[str, str], frame: str
) -> None:
    ((step,),) = clipboard.plan(SSH | environ, 1, there()).places
    assert step.frame == frame


# What the terminal is sent


def payload(bare: str) -> bytes:
    assert bare.startswith("\x1b]52;c;")
    assert bare.endswith("\x07")
    return base64.b64decode(bare[7:-1], validate=True)


@given(st.binary(max_size=2000))
def test_nothing_that_is_copied_can_reach_the_terminal_as_a_command(data: bytes) -> None:
    bare = clipboard.sequence(data, "")
    assert payload(bare) == data
    assert bare.count("\x1b") == bare.count("\x07") == 1


@given(st.binary(max_size=2000))
def test_screen_hands_on_the_same_in_pieces_that_it_can_hold(data: bytes) -> None:
    framed = clipboard.sequence(data, "screen")
    assert (framed[:2], framed[-2:]) == ("\x1bP", "\x1b\\")
    pieces = framed[2:-2].split("\x1b\\\x1bP")
    assert payload("".join(pieces)) == data
    assert max(map(len, pieces)) <= clipboard.SCREEN_CHUNK


@given(st.binary(max_size=2000))
def test_tmux_gets_it_both_for_itself_and_to_hand_on(data: bytes) -> None:
    bare, _, wrapped = clipboard.sequence(data, "tmux").partition("\x1bPtmux;")
    assert payload(bare) == data
    assert wrapped.startswith("\x1b\x1b]52")
    assert wrapped.endswith("\x1b\\")
    assert payload(wrapped.removesuffix("\x1b\\").replace("\x1b\x1b", "\x1b")) == data


def test_what_may_be_screen_gets_a_bare_sequence_only_when_it_is_short() -> None:
    for size in (1, 564):
        bare, framed, both = (
            clipboard.sequence(b"x" * size, frame) for frame in ("", "screen", "maybe-screen")
        )
        assert (len(bare) <= clipboard.SCREEN_SKIPS, both) == (True, bare + framed)
    long = b"x" * 565
    assert clipboard.sequence(long, "maybe-screen") == clipboard.sequence(long, "screen")


def test_what_a_tmux_that_calls_itself_screen_does_not_take_is_told() -> None:
    environ = SSH | {"TERM": "screen"}
    few, many = (clipboard.plan(environ, size, there()).places[0][0].words for size in (564, 565))
    assert ("tmux" in few, "TERM is tmux-256color" in many) == (False, True)


# What is done, and said


def test_over_ssh_the_terminal_takes_the_text_and_a_tool_of_the_server_does_not(
    install: Install, folder: Path
) -> None:
    path, terminal = install(xclip="KEEP"), Terminal()
    copied = clipboard.copy(HOSTILE, SSH | DESKTOP | dict(path), folder, terminal.write)
    assert copied.where == "Sent to the terminal's clipboard, which gives no answer."
    assert payload(terminal.written).decode() == HOSTILE
    assert not list(Path(path["PATH"]).glob("*.got"))


def test_a_tool_gets_the_text_letter_for_letter_and_the_terminal_gets_nothing(
    install: Install, folder: Path
) -> None:
    path = install(wl_copy="KEEP", xclip="KEEP")
    copied = clipboard.copy(HOSTILE, DESKTOP | dict(path), folder, refuse)
    assert copied.where == "Copied to the clipboard with wl-copy."
    assert got(path, "wl-copy") == HOSTILE
    assert not folder.exists()


def test_windows_gets_a_text_whose_letters_it_recognises(install: Install, folder: Path) -> None:
    path = install(**{"clip.exe": "KEEP"})
    assert clipboard.copy(HOSTILE, path, folder, refuse).where.endswith("with clip.exe.")
    data = (Path(path["PATH"]) / "clip.exe.got").read_bytes()
    assert data.startswith((b"\xff\xfe", b"\xfe\xff"))
    assert data.decode("utf-16") == HOSTILE


def test_a_tool_that_fails_is_named_and_the_next_one_tried(install: Install, folder: Path) -> None:
    path = install(wl_copy="exit 1", xclip="KEEP")
    copied = clipboard.copy("Ada", DESKTOP | dict(path), folder, refuse)
    assert copied.where == "Copied to the clipboard with xclip; wl-copy failed."
    assert got(path, "xclip") == "Ada"


def test_a_program_that_is_none_is_passed_over(install: Install, folder: Path) -> None:
    path = install(wl_copy="KEEP", xclip="KEEP")
    (Path(path["PATH"]) / "wl-copy").write_bytes(b"#!/nowhere/to/be/found\n")
    copied = clipboard.copy("Ada", DESKTOP | dict(path), folder, refuse)
    assert copied.where == "Copied to the clipboard with xclip; wl-copy failed."


def test_a_tool_that_does_not_read_is_given_up(
    install: Install, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clipboard, "SECONDS", 0.2)
    path, terminal = install(xclip="exec /bin/sleep 60"), Terminal()
    copied = clipboard.copy("x" * 70_000, {"DISPLAY": ":0", **path}, folder, terminal.write)
    said = "Sent to the terminal's clipboard, which gives no answer; xclip failed."
    assert copied.where == said
    assert payload(terminal.written) == b"x" * 70_000


def test_a_tool_that_stays_behind_with_its_output_open_is_not_waited_for(
    install: Install, folder: Path
) -> None:
    path = install(xclip='KEEP\n/bin/sleep 30 & echo $! >"$0.pid"')
    copied = clipboard.copy("Ada", {"DISPLAY": ":0", **path}, folder, refuse)
    os.kill(int((Path(path["PATH"]) / "xclip.pid").read_text()), 15)  # it was still there
    assert copied.where == "Copied to the clipboard with xclip."


def test_a_tool_outlives_the_terminal(install: Install, folder: Path) -> None:
    asks = "import os; print(os.getsid(0) == os.getpid())"
    path = install(xclip=f'exec {sys.executable} -c "{asks}" >"$0.got"')
    clipboard.copy("Ada", {"DISPLAY": ":0", **path}, folder, refuse)
    assert got(path, "xclip") == "True\n"


def test_with_nothing_at_hand_the_terminal_is_asked_and_nothing_is_promised(folder: Path) -> None:
    terminal = Terminal()
    copied = clipboard.copy("Ada", {}, folder, terminal.write)
    assert copied.where == "Sent to the terminal's clipboard, which gives no answer."
    assert payload(terminal.written) == b"Ada"


def test_a_text_too_large_for_the_terminal_goes_to_a_file_that_is_its_owners_alone(
    folder: Path,
) -> None:
    text = "é" * HUGE
    copied = clipboard.copy(text, SSH, folder, refuse)
    path = folder / "copied.txt"
    assert copied.where == f"Too large for a terminal's clipboard, written to {path}."
    assert path.read_text(encoding="utf-8") == text
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_file_holds_the_last_text_alone_and_keeps_to_itself_whatever_stood_there(
    folder: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    other.write_text("mine")
    folder.mkdir(parents=True)
    (folder / "copied.txt").symlink_to(other)
    clipboard.copy("Ada", {"TERM": "linux"}, folder, refuse)
    clipboard.copy("Zoë\r\n", {"TERM": "linux"}, folder, refuse)
    assert other.read_text() == "mine"
    assert (folder / "copied.txt").read_bytes() == "Zoë\r\n".encode()
    assert [path.name for path in folder.iterdir()] == ["copied.txt"]


def test_a_terminal_that_is_gone_leaves_a_file(folder: Path) -> None:
    copied = clipboard.copy("Ada", SSH, folder, refuse)
    assert copied.where == f"Written to {folder / 'copied.txt'}; terminal failed."


def test_a_folder_with_braces_in_its_name_is_named_as_it_is(tmp_path: Path) -> None:
    folder = tmp_path / "{file}{0}"
    copied = clipboard.copy("Ada", {"TERM": "dumb"}, folder, refuse)
    assert copied.where == f"Written to {folder / 'copied.txt'}."


def test_when_even_the_file_cannot_be_written_the_reader_is_told_that_nothing_was_copied(
    tmp_path: Path,
) -> None:
    in_the_way = tmp_path / "state"
    in_the_way.write_text("a file, not a folder")
    with pytest.raises(BadFile, match=r"copied\.txt: it cannot be written .* Nothing was copied"):
        clipboard.copy("Ada", SSH, in_the_way, refuse)


def test_a_letter_that_is_half_a_pair_does_not_stop_the_copy(
    install: Install, folder: Path
) -> None:
    path = install(**{"clip.exe": "KEEP", "pbcopy": "exit 1"})
    copied = clipboard.copy("\ud800", path, folder, refuse)
    assert copied.where == "Copied to the clipboard with clip.exe; pbcopy failed."


# tmux


def test_an_old_tmux_still_fills_its_buffer_and_no_more_is_claimed(
    install: Install, folder: Path
) -> None:
    path = install(tmux='[ "$2" = -w ] && exit 1\nKEEP')
    copied = clipboard.copy("Ada", TMUX | dict(path), folder, refuse)
    assert copied.where == "Copied to the tmux buffer."
    assert got(path, "tmux") == "Ada"


def test_in_tmux_at_a_desktop_both_clipboards_are_filled(install: Install, folder: Path) -> None:
    path = install(tmux="KEEP", wl_copy="KEEP")
    copied = clipboard.copy("Ada", TMUX | DESKTOP | dict(path), folder, refuse)
    said = "Copied to the tmux buffer, sent to the terminal's clipboard"
    assert copied.where == f"{said}, copied to the clipboard with wl-copy."
    assert got(path, "tmux") == got(path, "wl-copy") == "Ada"


def test_a_tmux_that_does_not_answer_leaves_the_terminal(install: Install, folder: Path) -> None:
    path, terminal = install(tmux="exit 1"), Terminal()
    copied = clipboard.copy("Ada", TMUX | dict(path), folder, terminal.write)
    said = "Sent to the terminal's clipboard, which gives no answer; tmux failed."
    assert copied.where == said
    assert "\x1bPtmux;" in terminal.written


@pytest.fixture
def tmux(tmp_path: Path) -> Iterator[Callable[..., str]]:
    """A tmux server of this test alone, or a skip that says why."""
    program = shutil.which("tmux")
    if program is None:
        pytest.skip("tmux is not installed")
    socket = tmp_path / "tmux"

    def run(*words: str) -> str:
        command = [program, "-S", str(socket), "-f", os.devnull, *words]
        return subprocess.run(command, capture_output=True, check=True, timeout=60).stdout.decode()

    run("new-session", "-d", "-s", "reader")
    yield run
    run("kill-server")


@pytest.mark.parametrize("text", [HOSTILE, "x" * (HUGE + 100_000)], ids=["hostile", "huge"])
def test_a_real_tmux_holds_the_text_letter_for_letter(
    tmux: Callable[..., str], folder: Path, text: str
) -> None:
    socket, server = tmux("display-message", "-p", "#{socket_path},#{pid}").strip().split(",")
    environ = {"TMUX": f"{socket},{server},0", "PATH": os.environ["PATH"]}
    copied = clipboard.copy(text, environ, folder, refuse)
    assert copied.where.startswith("Copied to the tmux buffer")
    assert ("too large" in copied.where) == (len(text) > HUGE)
    saved = folder.parent.parent / "saved"
    tmux("save-buffer", str(saved))
    assert saved.read_bytes() == text.encode()
