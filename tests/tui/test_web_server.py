"""The server of explorers in a browser: its page, its visits and their end."""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
from asyncio.subprocess import Process
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientWebSocketResponse, WSMsgType, WSServerHandshakeError
from aiohttp.test_utils import TestClient, TestServer

import tui.web
from tests.browsing import DEAF, ECHO, FAILING, PATIENCE, gone, scripted
from tui.web.guard import Guard
from tui.web.server import Server

TOKEN = "a-token_of-24-letters-xx"
OPEN = Guard(None)
OWN = Path(tui.web.__file__).parent

Client = TestClient[Any, Any]
Serve = Callable[..., Awaitable[tuple[Server, Client]]]


@pytest.fixture
async def serve() -> AsyncIterator[Serve]:
    """Serve a script in place of the explorer; every server is ended with its visits."""
    clients: list[Client] = []

    async def one(
        script: str = ECHO, guard: Guard = OPEN, most: int = 3, idle: float | None = None
    ) -> tuple[Server, Client]:
        server = Server(scripted(script), guard, most=most, idle=idle)
        client = TestClient(TestServer(await server._make_app()))
        await client.start_server()
        clients.append(client)
        return server, client

    yield one
    for client in clients:
        await client.close()


async def tab(client: Client, path: str = "/ws?width=80&height=24") -> ClientWebSocketResponse:
    """Open a session as our page does."""
    return await client.ws_connect(path, origin=str(client.make_url("")).rstrip("/"))


async def ending(socket: ClientWebSocketResponse) -> tuple[int | None, str]:
    """Read a session to its end; return its code and reason."""
    while True:
        message = await socket.receive(PATIENCE)
        if message.type is WSMsgType.CLOSE:
            return message.data, message.extra or ""
        assert message.type in (WSMsgType.BINARY, WSMsgType.TEXT)


async def empty(server: Server) -> None:
    """Wait until a server has no visit any more."""
    async with asyncio.timeout(PATIENCE):
        while server.visits:
            await asyncio.sleep(0.01)


async def numbers_of(server: Server, count: int) -> list[int]:
    """Wait until so many visits have begun, and return their processes."""
    async with asyncio.timeout(PATIENCE):
        while True:
            numbers = [visit.number for visit in server.visits.values() if visit is not None]
            found = [number for number in numbers if number is not None]
            if len(found) == count:
                return found
            await asyncio.sleep(0.01)


async def number_of(server: Server) -> int:
    """Wait until the only visit has begun, and return its process."""
    (number,) = await numbers_of(server, 1)
    return number


@pytest.mark.parametrize("name", ["page.html", "page.css", "page.js"])
def test_the_page_names_no_other_host(name: str) -> None:
    assert not re.search(r"//[a-z]+\.|https?://", (OWN / name).read_text(encoding="utf-8"))


async def test_the_page_and_all_that_it_asks_for_comes_from_this_server(serve: Serve) -> None:
    _, client = await serve()
    page = await (await client.get("/")).text()
    asked = re.findall(r'(?:href|src)="([^"]+)"', page)
    style = await (await client.get("/page.css")).text()
    asked += re.findall(r'url\("([^"]+)"\)', style)
    assert "wherefrom · base" in page
    assert len(asked) >= 6
    for each in asked:
        if each != "data:,":
            assert (await client.get(f"/{each}")).status == 200, each


async def test_every_answer_tells_the_browser_to_load_nothing_from_elsewhere(serve: Serve) -> None:
    _, client = await serve()
    for path in ("/", "/page.js", "/static/js/textual.js", "/nothing"):
        told = (await client.get(path)).headers
        assert "default-src 'none'" in told["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in told["Content-Security-Policy"]
        assert told["Referrer-Policy"] == "no-referrer"
        assert told["Server"] == "wherefrom"


@pytest.mark.parametrize(
    "path",
    [
        *("/static/", "/static/..%2fserver.py", f"/static/{'a' * 300}"),
        *("/page.html", "/page.py", "/download/x", "/x"),
    ],
)
async def test_there_is_nothing_else_to_be_had(serve: Serve, path: str) -> None:
    _, client = await serve()
    assert (await client.get(path)).status in (403, 404)


@pytest.mark.parametrize("path", ["/", "/ws", "/page.js", "/static/js/textual.js"])
async def test_another_name_of_the_host_gets_nothing(serve: Serve, path: str) -> None:
    _, client = await serve()
    answer = await client.get(path, headers={"Host": "evil.example"})
    assert answer.status == 403
    assert await answer.text() == (
        "This server answers to the name that it was opened with only.\n"
    )


@pytest.mark.parametrize("origin", ["http://evil.example", "http://127.0.0.1:1", "null", None])
async def test_a_page_elsewhere_opens_no_session(serve: Serve, origin: str | None) -> None:
    server, client = await serve()
    with pytest.raises(WSServerHandshakeError) as refused:
        await client.ws_connect("/ws?width=80&height=24", origin=origin)
    assert refused.value.status == 403
    assert server.visits == {}


@pytest.mark.parametrize("prefix", ["", "/wrong", f"/{TOKEN[:-1]}"])
async def test_without_the_token_neither_page_nor_session_is_had(serve: Serve, prefix: str) -> None:
    server, client = await serve(guard=Guard(TOKEN))
    for path in ("/", "/page.js", "/static/js/textual.js", f"/?token={TOKEN}"):
        assert (await client.get(f"{prefix}{path}")).status == 403
    with pytest.raises(WSServerHandshakeError) as refused:
        await tab(client, f"{prefix}/ws?width=80&height=24")
    assert refused.value.status == 403
    assert server.visits == {}


@pytest.mark.parametrize("path", [f"/{TOKEN}", f"/{TOKEN}/"])
async def test_with_the_token_both_are(serve: Serve, path: str) -> None:
    _, client = await serve(guard=Guard(TOKEN))
    assert (await client.get(path)).status == 200
    socket = await tab(client, f"/{TOKEN}/ws?width=80&height=24")
    assert await socket.receive_bytes() == b"size 80x24"


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ("width=120&height=36", b"size 120x36"),
        ("width=1000000000&height=1000000000", b"size 500x200"),
        ("width=0&height=-5", b"size 80x24"),
        ("width=wide", b"size 80x24"),
        (f"width={'9' * 5000}&height=36", b"size 500x36"),
    ],
)
async def test_a_size_is_one_that_a_screen_can_have(serve: Serve, asked: str, given: bytes) -> None:
    _, client = await serve()
    socket = await tab(client, f"/ws?{asked}")
    assert await socket.receive_bytes() == given


async def test_keys_sizes_and_focus_reach_the_explorer(serve: Serve) -> None:
    _, client = await serve()
    socket = await tab(client)
    assert await socket.receive_bytes() == b"size 80x24"
    for asked, heard in (
        (["stdin", "ø\x1b[A\ud800"], "D ø\x1b[A?"),
        (["resize", {"width": 10**9, "height": 0}], None),
        (["focus"], 'M {"type": "focus"}'),
        (["blur"], 'M {"type": "blur"}'),
    ):
        await socket.send_json(asked)
        answer = (await socket.receive_bytes()).decode()
        if heard is not None:
            assert answer == heard
        else:
            assert json.loads(answer[2:]) == {"type": "resize", "width": 500, "height": 1}
    await socket.send_json(["ping", "12"])
    assert await socket.receive_json() == ["pong", "12"]


@pytest.mark.parametrize(
    "text",
    [
        "no json",
        "[" * 100_000,
        "{}",
        "[]",
        '["stdin", 5]',
        '["stdin"]',
        '["resize", {"width": "80", "height": 24}]',
        '["resize", {"width": 1e9, "height": 24}]',
        '["deliver_chunk_request"]',
    ],
)
async def test_a_page_that_is_not_ours_is_closed(serve: Serve, text: str) -> None:
    server, client = await serve()
    socket = await tab(client)
    await socket.receive_bytes()
    number = await number_of(server)
    await socket.send_str(text)
    assert await ending(socket) == (1008, "This page is not ours.")
    await gone(number)


async def test_an_explorer_that_is_deaf_to_much_text_is_ended_once(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended = []
    monkeypatch.setattr(Process, "kill", lambda self: ended.append(self.pid))
    server, client = await serve(DEAF)
    socket = await tab(client)
    number = await number_of(server)
    for _ in range(8):
        await socket.send_json(["stdin", "x" * 1_000_000])
    await socket.send_json(["ping", "all of it was heard"])
    assert await socket.receive_json() == ["pong", "all of it was heard"]
    assert ended == [number]
    os.kill(number, signal.SIGKILL)
    await gone(number)


async def test_leaving_the_explorer_ends_the_session_and_says_so(serve: Serve) -> None:
    server, client = await serve()
    socket = await tab(client)
    await socket.receive_bytes()
    number = await number_of(server)
    await socket.send_json(["stdin", "q"])
    assert await ending(socket) == (1000, "You left the explorer.")
    await gone(number)


@pytest.mark.parametrize("script", [ECHO, DEAF], ids=["hears", "deaf"])
async def test_a_closed_tab_ends_its_explorer(serve: Serve, script: str) -> None:
    server, client = await serve(script)
    socket = await tab(client)
    number = await number_of(server)
    await socket.close()
    await gone(number)
    await empty(server)


@pytest.mark.parametrize("script", [ECHO, DEAF], ids=["hears", "deaf"])
async def test_the_end_of_the_server_is_the_end_of_every_explorer(
    serve: Serve, script: str
) -> None:
    server, client = await serve(script)
    sockets = [await tab(client) for _ in range(3)]
    numbers = await numbers_of(server, 3)
    await client.server.close()
    for number in numbers:
        await gone(number)
    for socket in sockets:
        assert await ending(socket) == (1001, "wherefrom serve was stopped.")


async def test_more_sessions_than_there_may_be_are_told_so(serve: Serve) -> None:
    server, client = await serve(most=1)
    first = await tab(client)
    words = "wherefrom serve is full: its only session is in use. Close a tab, or try again later."
    page = await client.get("/")
    assert page.status == 503
    assert words in await page.text()
    assert await ending(await tab(client)) == (1013, words)
    await first.close()
    await empty(server)
    again = await tab(client)
    assert await again.receive_bytes() == b"size 80x24"
    await again.close()


async def test_a_session_that_nobody_types_in_is_ended(serve: Serve) -> None:
    server, client = await serve(idle=0.3)
    socket = await tab(client)
    number = await number_of(server)
    code, words = await ending(socket)
    assert (code, words[:24]) == (1001, "No key was pressed for 0")
    await gone(number)


async def test_what_went_wrong_is_shown_in_the_page_and_rules_no_terminal(serve: Serve) -> None:
    _, client = await serve(FAILING)
    socket = await tab(client)
    shown = await socket.receive_bytes()
    assert shown.startswith(b"\x1b[2J\x1b[H\r\nwherefrom: base.json: ")
    assert shown.endswith(b"is no database.")
    assert shown.count(b"\x1b") == 2
    assert await ending(socket) == (1000, "The explorer ended by itself.")


@pytest.mark.parametrize("view", ["nobody/knows", "--db=/etc/passwd", "people&x", "x" * 5000])
async def test_a_view_that_is_none_is_refused_before_anything_starts(
    serve: Serve, view: str
) -> None:
    server, client = await serve()
    path = client.make_url("/ws").with_query(width=80, height=24, view=view)
    code, words = await ending(await tab(client, str(path.relative())))
    assert code == 1008
    assert words
    assert len(words.encode()) <= 123
    await empty(server)
