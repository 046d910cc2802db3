"""The server: hands out the page, and gives every tab a visit of its own.

It is `textual-serve`'s, with a guard in front of every path, no more visits than were allowed for,
and an end to those that nobody looks at.
"""

from __future__ import annotations

import asyncio
import errno
import html
import json
import logging
import signal
import socket
from collections.abc import Callable
from pathlib import Path
from string import Template
from typing import Any, Final

from aiohttp import WSCloseCode, WSMsgType, web
from aiohttp.http_exceptions import HttpProcessingError
from aiohttp.typedefs import Handler
from textual_serve.server import Server as StockServer

from db.errors import WherefromError
from tui.address import parse
from tui.cli import output
from tui.standins import visible
from tui.web.child import Child
from tui.web.guard import Guard
from tui.web.visit import COLUMNS, ROWS, Visit, size_within

HEARTBEAT: Final = 15.0
"""Seconds between questions whether the browser is still there."""

SECONDS: Final = 1.0
"""How long the server waits for a browser that does not answer its good-bye."""

MOST_TYPED: Final = 1 << 20
"""The most bytes that a page may send at once: a large text that is pasted."""

_OWN: Final = Path(__file__).parent
_KINDS: Final = {".html": "text/html", ".css": "text/css", ".js": "text/javascript"}
_HEADERS: Final = {
    "Server": "wherefrom",
    "Cache-Control": "private, no-cache",
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; connect-src 'self'; "
    "style-src 'self' 'unsafe-inline'; font-src 'self'; img-src 'self' data:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "clipboard-read=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
"""What a browser is told of every answer: load nothing from elsewhere, tell nobody the address."""

_OVER: Final = "You left the explorer."
_IDLE: Final = "No key was pressed for {:g} minutes, so the session was ended."
_STOPPED: Final = "wherefrom serve was stopped."
_FAILED: Final = "The explorer ended by itself."


class Server(StockServer):
    """Serves one database to browsers."""

    def __init__(self, child: Child, guard: Guard, *, most: int, idle: float | None) -> None:
        """Serve what `child` opens to whom `guard` lets in, `most` at once, `idle` seconds each."""
        super().__init__("", title=f"wherefrom · {visible(child.database.stem)}")
        self.child, self.guard, self.most, self.idle = child, guard, most, idle
        self.visits: dict[web.WebSocketResponse, Visit | None] = {}
        """Every tab that is open, with its process once it has one."""

    @property
    def full(self) -> str:
        """What those are told who come when no visit is left."""
        many = "its only session is" if self.most == 1 else f"all {self.most} sessions are"
        return f"wherefrom serve is full: {many} in use. Close a tab, or try again later."

    async def _make_app(self) -> web.Application:
        """Lay out what there is behind the guard."""
        app = web.Application(middlewares=[self._let_in])
        prefix = self.guard.prefix
        app.add_routes(
            [
                web.get(f"{prefix}/", self.handle_index),
                web.get(f"{prefix}/ws", self.handle_websocket),
                web.get(f"{prefix}/{{name:page\\.(?:js|css)}}", self._own_file),
                web.static(f"{prefix}/static", self.statics_path),
            ]
        )
        if prefix:
            app.router.add_get(prefix, _with_slash)
        app.on_response_prepare.append(_add_headers)
        app.on_shutdown.append(self.on_shutdown)
        return app

    @web.middleware
    async def _let_in(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Let a request past the guard, or tell why not."""
        is_socket = request.headers.get("Upgrade", "").lower() == "websocket"
        is_socket = is_socket or request.path.endswith("/ws")
        if words := self.guard.refusal(request.path, request.headers, is_socket=is_socket):
            raise web.HTTPForbidden(text=f"{words}\n")
        try:
            return await handler(request)
        except OSError as problem:
            if problem.errno == errno.ENAMETOOLONG:  # so there is no such file
                raise web.HTTPNotFound from problem
            raise

    async def handle_index(self, request: web.Request) -> Any:  # noqa: ARG002 — aiohttp gives it
        """Hand out the page, or say that there is no visit left."""
        is_full = len(self.visits) >= self.most
        page = Template((_OWN / "page.html").read_text(encoding="utf-8")).substitute(
            title=html.escape(self.title),
            state="-refused" if is_full else "",
            words=html.escape(self.full) if is_full else "",
        )
        return web.Response(text=page, content_type="text/html", status=503 if is_full else 200)

    async def _own_file(self, request: web.Request) -> web.Response:
        path = _OWN / request.match_info["name"]
        return web.Response(text=path.read_text(encoding="utf-8"), content_type=_KINDS[path.suffix])

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """Give a tab its visit, from its first frame to its end."""
        tab = web.WebSocketResponse(heartbeat=HEARTBEAT, max_msg_size=MOST_TYPED, timeout=SECONDS)
        if len(self.visits) >= self.most:
            return await _refused(tab, request, WSCloseCode.TRY_AGAIN_LATER, self.full)
        self.visits[tab] = None
        try:
            size, view = _wanted(request)
            await tab.prepare(request)
            await self._visit(tab, view, size)
        except WherefromError as problem:
            return await _refused(tab, request, WSCloseCode.POLICY_VIOLATION, str(problem))
        except OSError as problem:  # no more processes or files, or the tab is gone already
            await _close(tab, WSCloseCode.INTERNAL_ERROR, f"{_FAILED} {problem.strerror or ''}")
        finally:
            await asyncio.shield(asyncio.create_task(self._leave(tab)))
        return tab

    async def _visit(
        self, tab: web.WebSocketResponse, view: str | None, size: tuple[int, int]
    ) -> None:
        """Run an explorer for a tab until one of them ends, or nobody has typed for long."""

        async def close() -> None:
            await _close(tab, WSCloseCode.OK, _FAILED if visit.problem else _OVER)

        visit = self.visits[tab] = Visit(self.child, view, write=tab.send_bytes, close=close)
        await visit.start(*size)
        limit = asyncio.timeout(self.idle)
        try:
            async with limit:
                await self._listen(tab, visit, limit)
        except TimeoutError:
            if not limit.expired():
                raise
            await _close(tab, WSCloseCode.GOING_AWAY, _IDLE.format((self.idle or 0) / 60))

    async def _leave(self, tab: web.WebSocketResponse) -> None:
        """End a visit; its place is free once its process is gone."""
        try:
            if visit := self.visits[tab]:
                await visit.stop()
        finally:
            del self.visits[tab]

    async def _listen(
        self, tab: web.WebSocketResponse, visit: Visit, limit: asyncio.Timeout
    ) -> None:
        """Do what a page asks for; one that asks for what there is not is not ours."""
        async for message in tab:
            if message.type is not WSMsgType.TEXT:
                continue
            match _asked(message.data):
                case ["stdin", str(keys)]:
                    if self.idle is not None:
                        limit.reschedule(asyncio.get_running_loop().time() + self.idle)
                    await visit.send_bytes(keys.encode("utf-8", "replace"))
                case ["resize", {"width": int(width), "height": int(height)}]:
                    await visit.set_terminal_size(*size_within(width, height))
                case ["ping", str(told)]:
                    await tab.send_json(["pong", told])
                case ["focus"]:
                    await visit.focus()
                case ["blur"]:
                    await visit.blur()
                case _:
                    await _close(tab, WSCloseCode.POLICY_VIOLATION, "This page is not ours.")

    async def on_shutdown(self, app: web.Application) -> None:  # noqa: ARG002 — aiohttp gives it
        """End every visit, all at once."""
        await asyncio.gather(
            *(_close(tab, WSCloseCode.GOING_AWAY, _STOPPED) for tab in self.visits),
            *(visit.stop() for visit in self.visits.values() if visit is not None),
        )

    async def listen(self, door: socket.socket, ready: Callable[[], None]) -> None:
        """Serve on a socket until a signal ends it; `ready` is called once readers can come."""
        app = await self._make_app()
        runner = web.AppRunner(app, access_log=None, logger=_log(), shutdown_timeout=SECONDS)
        await runner.setup()
        stop = asyncio.Event()
        loop = asyncio.get_running_loop()
        for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            if signal.getsignal(each) is not signal.SIG_IGN:  # as nohup has it
                loop.add_signal_handler(each, stop.set)
        try:
            await web.SockSite(runner, door).start()
            ready()
            await stop.wait()
        finally:
            await runner.cleanup()


class _Told(logging.Handler):
    """Tells in a line what went wrong here; what is wrong with a request, its sender is told."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write a line."""
        problem = record.exc_info[1] if record.exc_info else None
        if not isinstance(problem, HttpProcessingError):
            output.say(f"{record.getMessage()}{f': {problem!r}' if problem else ''}")


def _log() -> logging.Logger:
    """Return where aiohttp complains; never with a traceback, nor in the reader's own words."""
    logger = logging.Logger("wherefrom serve", logging.ERROR)
    logger.addHandler(_Told())
    return logger


def _wanted(request: web.Request) -> tuple[tuple[int, int], str | None]:
    """Return the size and the view that a page asks for; raises what a view raises that is none."""
    given = request.query
    sizes = (given.get("width", ""), given.get("height", ""))
    width, height = (int(each[:9]) if each.isdecimal() else 0 for each in sizes)
    if view := given.get("view"):
        parse(view)
    return size_within(width or COLUMNS, height or ROWS), view or None


def _asked(text: str) -> object:
    """Return what a page says, which is JSON if the page is ours."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


async def _refused(
    tab: web.WebSocketResponse, request: web.Request, code: int, words: str
) -> web.WebSocketResponse:
    """Open a socket for no more than to say why it is closed again."""
    if not tab.prepared:
        await tab.prepare(request)
    await _close(tab, code, words)
    return tab


async def _close(tab: web.WebSocketResponse, code: int, words: str) -> None:
    """Close a tab's socket, if it is one yet, with a reason, which has room for 123 bytes."""
    if not tab.prepared:
        return
    reason = visible(words).encode("utf-8", "replace")
    if len(reason) > 123:
        reason = f"{reason[:120].decode('utf-8', 'ignore')}…".encode()
    await tab.close(code=code, message=reason)


async def _with_slash(request: web.Request) -> web.StreamResponse:
    raise web.HTTPFound(f"{request.path}/")


async def _add_headers(_: web.Request, response: web.StreamResponse) -> None:
    response.headers.update(_HEADERS)
