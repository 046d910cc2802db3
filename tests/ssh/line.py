"""A thin line between a client and a server: so many bytes a second, and so long on their way."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import Future
from contextlib import suppress
from threading import Thread
from types import TracebackType
from typing import Any, Final, Self

from tests.terminal import PATIENCE

RATE: Final = 8000
"""Bytes a second, each way: 64 kbit."""

ROUND_TRIP: Final = 0.150
"""Seconds from a question to its answer, before anything is sent or thought."""

_PIECE: Final = 256  # bytes that arrive together, as on a line with small packets


class Line:
    """A port of 127.0.0.1 that leads to another one, slowly, till the end of the `with`."""

    def __init__(self, port: int, rate: float = RATE, round_trip: float = ROUND_TRIP) -> None:
        """Lead to a port; what comes from there is `down`."""
        self._target, self._rate, self._delay = port, rate, round_trip / 2
        self.up = self.down = 0
        """Bytes that have been taken, each way."""
        self._loop = asyncio.new_event_loop()
        self._tasks: set[asyncio.Task[None]] = set()
        self._thread = Thread(target=self._loop.run_forever, daemon=True)

    def __enter__(self) -> Self:
        """Begin to listen."""
        self._thread.start()
        self._server = self._do(asyncio.start_server(self._take, "127.0.0.1", 0)).result(PATIENCE)
        self.port = int(self._server.sockets[0].getsockname()[1])
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Cut every connection."""
        self._do(self._cut()).result(PATIENCE)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(PATIENCE)
        self._loop.close()

    def _do(self, work: Coroutine[Any, Any, Any]) -> Future[Any]:
        return asyncio.run_coroutine_threadsafe(work, self._loop)

    async def _cut(self) -> None:
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _take(self, ours: asyncio.StreamReader, answers: asyncio.StreamWriter) -> None:
        """Connect one caller with the port behind the line."""
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        theirs, requests = await asyncio.open_connection("127.0.0.1", self._target)
        try:
            with suppress(asyncio.CancelledError, ConnectionError):
                await asyncio.gather(
                    self._carry(ours, requests, is_up=True), self._carry(theirs, answers)
                )
        finally:
            requests.close()
            answers.close()
            self._tasks.discard(task)

    async def _carry(
        self, source: asyncio.StreamReader, target: asyncio.StreamWriter, *, is_up: bool = False
    ) -> None:
        """Take what comes at the pace of the line, and deliver each piece after its way."""
        free = 0.0
        while piece := await source.read(_PIECE):
            if is_up:
                self.up += len(piece)
            else:
                self.down += len(piece)
            free = max(free, self._loop.time()) + len(piece) / self._rate
            await asyncio.sleep(free - self._loop.time())
            self._loop.call_at(free + self._delay, self._deliver, target, piece)
        self._loop.call_at(max(free, self._loop.time()) + self._delay, target.close)

    @staticmethod
    def _deliver(target: asyncio.StreamWriter, piece: bytes) -> None:
        if not target.is_closing():
            target.write(piece)
