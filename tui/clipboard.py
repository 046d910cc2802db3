"""Where a copied text goes, so that the reader can paste it, and a sentence that says where.

In tmux that is the tmux buffer, which sends it on to the terminal. Over SSH a clipboard tool would
fill the clipboard of the wrong machine, so the terminal is asked (OSC 52). Elsewhere it is the tool
that the system has. `plan` decides and touches nothing; `copy` carries it out. A restricted session
starts no program and writes no file: it has the terminal alone.
"""

from __future__ import annotations

import base64
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from db.errors import BadFile, Refused
from tui.web.sign import is_browser

TERMINAL_LIMIT: Final = 74_994
"""The most bytes that a terminal is sent: with base64 and frame they are 100,000, which is as long
a sequence as common terminals take."""

SCREEN_CHUNK: Final = 240
"""The most characters in one frame for GNU screen, which shows what does not fit on the screen."""

SCREEN_SKIPS: Final = 760
"""The most characters of a bare sequence that GNU screen skips; it would show the rest."""

SECONDS: Final = 2.0
"""How long a tool may take."""

FILE: Final = "copied.txt"
"""The name of the file that takes what no clipboard takes."""

_ESC, _BEL, _END = "\x1b", "\x07", "\x1b\\"
_NO_CLIPBOARD: Final = ("linux", "dumb", "vt100", "vt102", "vt220")
"""Values of `TERM` for terminals that are known to have no clipboard."""
_TOOLS: Final[tuple[tuple[str, tuple[str, ...], str], ...]] = (
    ("WAYLAND_DISPLAY", ("wl-copy", "--type", "text/plain"), "utf-8"),
    ("DISPLAY", ("xclip", "-selection", "clipboard", "-in"), "utf-8"),
    ("DISPLAY", ("xsel", "--clipboard", "--input"), "utf-8"),
    ("", ("pbcopy",), "utf-8"),
    ("", ("clip.exe",), "utf-16"),
)
"""The variable without which a tool has no clipboard to fill, its command, what it reads."""

Which = Callable[[str], str | None]
"""Finds the path of a program by its name."""


@dataclass(frozen=True, slots=True)
class Step:
    """One way to place a text."""

    name: str
    """The program, or what else is asked: `terminal`, `file`."""
    words: str
    """What the reader is told when it has worked, as a part of a sentence."""
    command: tuple[str, ...] = ()
    """The program and its arguments; it reads the text from its standard input."""
    encoding: str = "utf-8"
    """How the program wants the text."""
    frame: str = ""
    """What stands between us and the terminal: `tmux`, `screen`, `maybe-screen` or nothing."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is tried, and in which order."""

    places: tuple[tuple[Step, ...], ...] = ()
    """The places to fill, all of them, and the ways to fill each: the first that works will do."""
    resort: tuple[Step, ...] = ()
    """What is tried, one after the other, where no place could be filled."""


@dataclass(frozen=True, slots=True)
class Copied:
    """What has become of a text."""

    where: str
    """A sentence for the reader that says where it went."""


def copy(
    text: str, environ: Mapping[str, str], folder: Path | None, write: Callable[[str], None]
) -> Copied:
    """Place a text where this terminal's reader can paste it; `write` reaches the terminal.

    Without a folder the terminal alone is asked. Raises `BadFile` where neither a clipboard took it
    nor a file in `folder` could be written, `Refused` where there is no folder.
    """
    size = len(text.encode(errors="surrogatepass"))
    if folder is None:
        return _to_terminal(text, environ, size, write)
    todo = plan(environ, size, lambda name: shutil.which(name, path=environ.get("PATH", "")))
    done: list[Step] = []
    failed: list[Step] = []

    def do_first(steps: tuple[Step, ...]) -> None:
        for step in steps:
            works = _do(step, text, environ, folder, write)
            (done if works else failed).append(step)
            if works:
                return

    for steps in todo.places:
        do_first(steps)
    if not done:
        do_first(todo.resort)
    said = ", ".join(step.words.format(file=folder / FILE) for step in done)
    names = dict.fromkeys(step.name for step in failed)
    missed = [f"; {name} failed" for name in names if name not in {step.name for step in done}]
    return Copied(f"{said[:1].upper()}{said[1:]}{''.join(missed)}.")


def plan(environ: Mapping[str, str], size: int, which: Which) -> Plan:
    """Decide where a text of `size` bytes goes, by what the environment tells."""
    fits = size <= TERMINAL_LIMIT
    is_remote = is_browser(environ) or bool(environ.get("SSH_TTY") or environ.get("SSH_CONNECTION"))
    tools = () if is_remote else _tools(environ, which)
    has_clipboard = environ.get("TERM", "") not in _NO_CLIPBOARD
    terminal = (_terminal(environ, size),) if fits and has_clipboard else ()
    reason = "" if fits else "too large for a terminal's clipboard, "
    file = Step("file", f"{reason}written to {{file}}")
    if environ.get("TMUX") and (tmux := which("tmux")):
        buffers = _tmux(tmux, fits=fits)
        return Plan((buffers, tools) if tools else (buffers,), (*terminal, file))
    if is_remote and terminal:
        return Plan((terminal,), (file,))
    return Plan((tools,) if tools else (), (*terminal, file))


def _to_terminal(
    text: str, environ: Mapping[str, str], size: int, write: Callable[[str], None]
) -> Copied:
    """Ask the terminal, or say in a sentence why it cannot be asked."""
    if size > TERMINAL_LIMIT:
        problem = f"{size:,} bytes are more than a terminal's clipboard takes"
    elif environ.get("TERM", "") in _NO_CLIPBOARD:
        problem = "this terminal has no clipboard"
    else:
        step = _terminal(environ, size)
        write(sequence(text.encode(errors="surrogatepass"), step.frame))
        return Copied(f"{step.words[:1].upper()}{step.words[1:]}.")
    raise Refused(f"Nothing was copied: {problem}, and a restricted session writes no file.")


def sequence(data: bytes, frame: str) -> str:
    """Return what tells a terminal to take some bytes (OSC 52), through what stands between.

    Base64 leaves nothing in it that a terminal could obey. tmux wants each ESC twice; screen wants
    short pieces, and hands on what is in them.
    """
    bare = f"{_ESC}]52;c;{base64.b64encode(data).decode()}{_BEL}"
    if frame == "tmux":
        return f"{bare}{_ESC}Ptmux;{bare.replace(_ESC, _ESC * 2)}{_END}"
    if not frame:
        return bare
    pieces = (bare[at : at + SCREEN_CHUNK] for at in range(0, len(bare), SCREEN_CHUNK))
    framed = "".join(f"{_ESC}P{piece}{_END}" for piece in pieces)
    is_both = frame == "maybe-screen" and _is_skipped(len(data))
    return f"{bare}{framed}" if is_both else framed


def _is_skipped(size: int) -> bool:
    """Whether so many bytes may be sent bare to GNU screen."""
    return len(f"{_ESC}]52;c;{_BEL}") + 4 * -(-size // 3) <= SCREEN_SKIPS


def _tmux(path: str, *, fits: bool) -> tuple[Step, ...]:
    """Return the ways to fill the tmux buffer; before tmux 3.2 it cannot send it on."""
    alone = Step("tmux", "copied to the tmux buffer", (path, "load-buffer", "-"))
    if not fits:
        return (Step("tmux", f"{alone.words} (too large for the terminal)", alone.command),)
    words = f"{alone.words}, sent to the terminal's clipboard"
    return Step("tmux", words, (path, "load-buffer", "-w", "-")), alone


def _tools(environ: Mapping[str, str], which: Which) -> tuple[Step, ...]:
    """Return the clipboard tools that are there and have a clipboard to fill."""
    return tuple(
        Step(
            command[0], f"copied to the clipboard with {command[0]}", (path, *command[1:]), encoding
        )
        for variable, command, encoding in _TOOLS
        if (not variable or environ.get(variable)) and (path := which(command[0]))
    )


def _terminal(environ: Mapping[str, str], size: int) -> Step:
    """Return the step that asks the terminal, which never answers whether it did.

    A tmux on the reader's own machine may call itself screen, as it does unless it is told better,
    and takes only what is bare; only GNU screen has a dot in its name.
    """
    term = environ.get("TERM", "")
    words = "sent to the terminal's clipboard, which gives no answer"
    if environ.get("TMUX") or term.startswith("tmux"):
        frame = "tmux"
    elif environ.get("STY") or term.startswith("screen."):
        frame = "screen"
    else:
        frame = "maybe-screen" if term.startswith("screen") else ""
        if frame and not _is_skipped(size):
            words += "; a tmux takes so much only where TERM is tmux-256color"
    if is_browser(environ):  # whose page tells where it was refused
        words = "sent to the browser's clipboard"
    return Step("terminal", words, frame=frame)


def _do(
    step: Step,
    text: str,
    environ: Mapping[str, str],
    folder: Path,
    write: Callable[[str], None],
) -> bool:
    """Carry out a step; whether it worked."""
    data = text.encode(step.encoding, errors="surrogatepass")
    if step.name == "file":
        _write_file(folder / FILE, data)
        return True
    try:
        if step.command:
            return _run(step.command, data, environ) == 0
        write(sequence(data, step.frame))
    except (OSError, subprocess.SubprocessError):
        return False
    return True


def _run(command: tuple[str, ...], data: bytes, environ: Mapping[str, str]) -> int:
    """Run a tool on some bytes; return its exit code.

    xclip and wl-copy stay behind to serve the clipboard: they must not hold a pipe that is waited
    for, nor end with the terminal.
    """
    return subprocess.run(  # noqa: S603 - no shell, and a fixed list of programs
        command,
        input=data,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**environ, "LC_CTYPE": "UTF-8"} if command[0].endswith("pbcopy") else dict(environ),
        timeout=SECONDS,
        check=False,
        start_new_session=True,
    ).returncode


def _write_file(path: Path, data: bytes) -> None:
    """Write the file, its owner's alone; raise `BadFile` where that cannot be done."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(name).replace(path)
        finally:
            Path(name).unlink(missing_ok=True)
    except OSError as error:
        problem = f"it cannot be written ({(error.strerror or 'unwritable').lower()})"
        raise BadFile(path, problem, "Nothing was copied: there is no clipboard either.") from error
