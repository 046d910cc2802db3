"""One tab: an explorer in a process of its own, with its keys, its frames and its end.

`textual-serve` knows the packets. Here the process is started without a shell, its size is one that
a screen can have, what it says where it fails is kept short and harmless, and it is gone a moment
after the tab is.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import re
from asyncio.subprocess import PIPE, Process
from collections.abc import Awaitable, Callable
from typing import Final, TypeVar

from textual_serve.app_service import AppService
from textual_serve.download_manager import DownloadManager

from tui.standins import visible
from tui.web.child import Child

_Asked = TypeVar("_Asked")

SECONDS: Final = 1.5
"""How long a process may take to end when it is asked to."""

WIDEST: Final = 500
"""The most columns that a page is given, whatever it says."""

HIGHEST: Final = 200
"""The most rows."""

COLUMNS: Final = 80
"""The columns of a page that does not say."""

ROWS: Final = 24
"""The rows of a page that does not say."""

_MOST_WORDS: Final = 4096
_MOST_BEHIND: Final = 4 << 20
"""The most bytes that wait for an explorer; one that leaves more of them unread is stuck."""

_SEQUENCE: Final = re.compile(r"\x1b(\[[0-?]*[ -/]*[@-~]|\\)")
"""What an explorer tells a terminal as it ends, which is none here."""

_GREETING: Final = b"__GANGLION__\n"


def _there(what: _Asked | None) -> _Asked:
    """Return what a process that was started has: itself and its pipes."""
    if what is None:
        raise RuntimeError("the process was not started")
    return what


def size_within(width: int, height: int) -> tuple[int, int]:
    """Return a size that a screen can have, from what a page says."""
    return max(1, min(width, WIDEST)), max(1, min(height, HIGHEST))


class Visit(AppService):
    """A process of the explorer, and where its frames go."""

    def __init__(
        self,
        child: Child,
        view: str | None,
        *,
        write: Callable[[bytes], Awaitable[None]],
        close: Callable[[], Awaitable[None]],
    ) -> None:
        """Keep what is to be started, and the two ways back to the page."""

        async def tell(_: str) -> None:
            """Nothing but frames goes to a page: no address to open, no file to take."""

        super().__init__(
            "",
            write_bytes=write,
            write_str=tell,
            close=close,
            download_manager=DownloadManager(),
        )
        self._child, self._view = child, view
        self._words = b""
        self._is_left = self._is_killed = False
        self._ending: asyncio.Task[None] | None = None
        self.problem = ""
        """What the process said, if it ended in failure."""

    @property
    def number(self) -> int | None:
        """The number of the process, once there is one."""
        return self._process.pid if self._process is not None else None

    async def _open_app_process(self, width: int = 80, height: int = 24) -> Process:
        """Start the process, without the shell that the stock one has."""
        self._process = await asyncio.create_subprocess_exec(
            *self._child.command(self._view),
            stdin=PIPE,
            stdout=PIPE,
            stderr=PIPE,
            env=self._child.environment(os.environ, width, height),
            start_new_session=True,  # ctrl+c is for the server, which ends its visits itself
        )
        self._stdin = self._process.stdin
        return self._process

    async def send_bytes(self, data: bytes) -> bool:
        """Send keys, as they were typed."""
        return self._send(self.encode_packet(b"D", data))

    async def send_meta(self, data: dict[str, str | int | bool | None]) -> bool:
        """Send what is no key: a size, the focus, the end."""
        return self._send(self.encode_packet(b"M", json.dumps(data).encode()))

    def _send(self, packet: bytes) -> bool:
        """Leave a packet for the process, and wait for nothing: a tab can be closed at any time."""
        if self.stdin.is_closing():
            return False
        self.stdin.write(packet)
        if self.stdin.transport.get_write_buffer_size() > _MOST_BEHIND:
            self._kill()
        return True

    async def run(self) -> None:
        """Pass frames on till the process ends; one that nobody takes is dropped."""
        process = _there(self._process)
        frames = _there(process.stdout)
        words = asyncio.create_task(self._hear(_there(process.stderr)))
        with contextlib.suppress(asyncio.IncompleteReadError):
            await frames.readuntil(_GREETING)
            while True:
                await self._pass_on(frames)
        code = await process.wait()
        await words
        if code:
            lines = _SEQUENCE.sub("", self._words.decode("utf-8", "replace")).splitlines()
            otherwise = "" if self._is_left else f"exit code {code}"
            self.problem = "\n".join(visible(line) for line in lines) or otherwise
        with contextlib.suppress(ConnectionError):
            await self._tell_problem()
            await self.remote_close()

    async def _pass_on(self, stream: asyncio.StreamReader) -> None:
        """Read one packet, and let the page have it; raises `IncompleteReadError` at the end."""
        kind = await stream.readexactly(1)
        payload = await stream.readexactly(int.from_bytes(await stream.readexactly(4), "big"))
        with contextlib.suppress(ConnectionError):  # the tab is gone; the rest is still read
            if kind == b"D":
                await self.on_data(payload)
            elif kind == b"M" and json.loads(payload).get("type") == "exit":
                self._is_left = True
                asyncio.get_running_loop().call_later(SECONDS, self._kill)

    async def _tell_problem(self) -> None:
        """Show in the page what a process said that failed."""
        if self.problem:
            lines = self.problem.split("\n")
            text = "\r\n".join(["\x1b[2J\x1b[H", *lines])
            await self.remote_write_bytes(text.encode("utf-8", "replace"))

    async def _hear(self, stream: asyncio.StreamReader) -> None:
        """Keep the end of what the process says, which is little unless it fails."""
        while data := await stream.read(_MOST_WORDS):
            self._words = (self._words + data)[-_MOST_WORDS:]

    async def stop(self) -> None:
        """End the process, and wait till it is gone, whatever becomes of whoever waits."""
        if self._ending is None:
            self._ending = asyncio.create_task(self._end())
        await asyncio.shield(self._ending)

    async def _end(self) -> None:
        """Ask the process to end, and where it does not hear, end it by force."""
        if self._task is None:
            self._kill()
            return
        await self.send_meta({"type": "quit"})
        self.stdin.close()
        if not (await asyncio.wait({self._task}, timeout=SECONDS))[0]:
            self._kill()
            await asyncio.wait({self._task}, timeout=SECONDS)
        self._task.cancel()  # where a tab takes nothing and does not go either

    def _kill(self) -> None:
        """End the process by force, once: asking again could take its end away from who waits."""
        if self._process is not None and not self._is_killed:
            self._is_killed = True
            with contextlib.suppress(ProcessLookupError):
                self._process.kill()
