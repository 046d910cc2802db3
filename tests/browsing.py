"""What tests of the explorer in a browser share: a child of a few lines, and a whole server."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import aiohttp
import pyte

from tests.terminal import children_of, environment
from tui.web.child import Child

PATIENCE: Final = 60.0
"""Seconds after which what was waited for is taken not to come."""

SIZE: Final = (120, 36)
"""Columns and rows of a page."""

ECHO: Final = """
import os, sys
def frame(words):
    data = words.encode()
    os.write(1, b"D" + len(data).to_bytes(4, "big") + data)
os.write(1, b"__GANGLION__\\n")
frame("size " + os.environ["COLUMNS"] + "x" + os.environ["ROWS"])
while head := sys.stdin.buffer.read(5):
    said = sys.stdin.buffer.read(int.from_bytes(head[1:], "big"))
    frame(head[:1].decode() + " " + said.decode())
    if said == b"q":
        meta = b'{"type": "exit"}'
        os.write(1, b"M" + len(meta).to_bytes(4, "big") + meta)
        break
    if b'"quit"' in said:
        break
"""
"""An explorer of a few lines: says its size, then everything that it hears; q ends it."""

DEAF: Final = """
import os, signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
os.write(1, b"__GANGLION__\\n")
while True:
    time.sleep(600)
"""
"""One that hears nothing, not even that it should end."""

FAILING: Final = """
import sys
sys.stderr.write("wherefrom: base.json: \\x1b]52;c;ZXZpbA==\\x07 is no database.\\n")
sys.exit(2)
"""
"""One that cannot open its database, and quotes what rules a terminal."""


@dataclass(frozen=True, slots=True)
class Scripted(Child):
    """What starts a script in place of the explorer."""

    script: str = ECHO
    """What is run."""

    def command(self, view: str | None = None) -> list[str]:
        return [sys.executable, "-I", "-c", self.script, *([view] if view else [])]


def scripted(script: str = ECHO) -> Scripted:
    """Return what starts a script, with a database that nobody opens."""
    return Scripted(Path("base.json"), None, None, is_writable=False, script=script)


async def gone(number: int) -> None:
    """Wait until a process is no more; raises `TimeoutError`."""
    async with asyncio.timeout(PATIENCE):
        while is_alive(number):
            await asyncio.sleep(0.01)


def is_alive(number: int) -> bool:
    """Whether a process is at work; one that only waits to be counted is not."""
    try:
        state = Path(f"/proc/{number}/stat").read_text(encoding="utf-8").rpartition(")")[2]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state.split()[0] not in "ZX"


class Served:
    """`wherefrom serve` in a process of its own, on a free port."""

    def __init__(self, home: Path, *words: str | Path, **environ: str) -> None:
        """Start it, and wait for its address."""
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tui", "serve", "--port", "0", *map(str, words)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=environment(str(home), **environ),
        )
        assert self.process.stdout is not None
        self.address = self.process.stdout.readline().strip()
        """What it printed."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.communicate()

    @property
    def children(self) -> list[int]:
        """The processes of its visits."""
        return children_of(self.process.pid)

    def end(self, how: signal.Signals = signal.SIGINT) -> tuple[int, str, str]:
        """End it with a signal; return its exit code and what it had said."""
        os.kill(self.process.pid, how)
        out, err = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, out, err


class Session:
    """A session as a page has it, without the browser."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        """Draw what comes through a socket on a terminal in memory."""
        self.socket = socket
        self.screen = pyte.Screen(*SIZE)
        self._stream = pyte.ByteStream(self.screen)
        self.received = b""

    @property
    def text(self) -> str:
        """The screen as lines of text."""
        return "\n".join(line.rstrip() for line in self.screen.display)

    async def see(self, words: str) -> None:
        """Wait until words are on the screen; raises `AssertionError` where they never are."""
        try:
            async with asyncio.timeout(PATIENCE):
                while words not in self.text:
                    message = await self.socket.receive()
                    assert message.type is aiohttp.WSMsgType.BINARY, f"{message}\n{self.text}"
                    self.received += message.data
                    self._stream.feed(message.data)
        except TimeoutError:
            raise AssertionError(f"{words!r} did not come. The screen:\n{self.text}") from None

    async def press(self, *keys: str) -> None:
        """Send keys, as a terminal does."""
        for key in keys:
            await self.socket.send_json(["stdin", key])

    async def end(self) -> tuple[int | None, str]:
        """Read to the end; return its code and reason."""
        while True:
            message = await self.socket.receive(PATIENCE)
            if message.type is aiohttp.WSMsgType.CLOSE:
                return message.data, message.extra or ""


@contextlib.asynccontextmanager
async def opened(address: str, **query: str) -> AsyncIterator[Session]:
    """Open a session as the page of this address does."""
    origin = "/".join(address.split("/")[:3])
    asked = {"width": str(SIZE[0]), "height": str(SIZE[1]), **query}
    async with (
        aiohttp.ClientSession() as client,
        client.ws_connect(f"{address}ws", params=asked, origin=origin) as socket,
    ):
        yield Session(socket)
