"""Chromium without a window, told what to do over its DevTools protocol: for pictures and tests.

It is Debian's package `chromium` or whatever of that family is on the path, with flags for a
machine that has no network, no graphics and only a superuser.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import os
import shutil
import signal
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any, Final

import aiohttp
import pyte

PATIENCE: Final = 60.0
"""Seconds after which what was waited for is taken not to come."""

WIDE: Final = (500, 200)
"""The terminal in memory that takes what the page does: as large as any."""

_BINARY: Final = 2
_NAMES: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_FLAGS: Final = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--hide-scrollbars",
    "--remote-debugging-port=0",
)
_KEYS: Final = {
    "Enter": (13, "\r"),
    "Escape": (27, ""),
    "Backspace": (8, ""),
    "Tab": (9, ""),
    "ArrowDown": (40, ""),
    "ArrowUp": (38, ""),
}


def found() -> str | None:
    """Return the path of the program, if there is one."""
    return next((path for name in _NAMES if (path := shutil.which(name))), None)


class Tab:
    """One page, what it has asked of the network, and what its console says is wrong."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        """Listen to a page over its socket."""
        self._socket, self._number = socket, 0
        self._answers: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self.addresses: list[str] = []
        """Every address that the page asked for, WebSockets too."""
        self.errors: list[str] = []
        """What the console and the page's code complained of."""
        self._screen = pyte.Screen(*WIDE)
        self._stream = pyte.ByteStream(self._screen)
        self._listener = asyncio.create_task(self._listen())

    async def ask(self, method: str, **given: object) -> dict[str, Any]:
        """Have the browser do something, and return its answer."""
        self._number += 1
        number, answer = self._number, asyncio.get_running_loop().create_future()
        self._answers[number] = answer
        await self._socket.send_json({"id": number, "method": method, "params": given})
        return await asyncio.wait_for(answer, PATIENCE)

    @property
    def text(self) -> str:
        """What the terminal in the page shows, as lines of text."""
        return "\n".join(line.rstrip() for line in self._screen.display).rstrip()

    async def shows(self, words: str) -> None:
        """Wait until words stand on the terminal in the page."""
        await self.until(lambda: words in self.text, f"{words!r} did not come.")

    async def open(self, address: str, *, size: tuple[int, int] = (1280, 800)) -> None:
        """Open an address in a window of a given size in pixels."""
        width, height = size
        for each in ("Page", "Runtime", "Network", "Log"):
            await self.ask(f"{each}.enable")
        given = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        await self.ask("Emulation.setDeviceMetricsOverride", **given)
        await self.ask("Page.navigate", url=address)

    async def run(self, code: str) -> Any:
        """Run JavaScript in the page, and return what it comes to."""
        given = {"expression": code, "awaitPromise": True, "returnByValue": True}
        answer = await self.ask("Runtime.evaluate", **given, userGesture=True)
        return answer["result"].get("value")

    async def type(self, text: str) -> None:
        """Type letters, one key after the other."""
        for letter in text:
            for kind in ("keyDown", "keyUp"):
                typed = {"text": letter} if kind == "keyDown" else {}
                await self.ask("Input.dispatchKeyEvent", type=kind, key=letter, **typed)

    async def press(self, *keys: str) -> None:
        """Press keys that are no letters, by the names that browsers give them."""
        for key in keys:
            code, text = _KEYS[key]
            for kind in ("keyDown", "keyUp"):
                typed = {"text": text} if text and kind == "keyDown" else {}
                given = {"key": key, "code": key, "windowsVirtualKeyCode": code, **typed}
                await self.ask("Input.dispatchKeyEvent", type=kind, **given)

    async def pasted(self) -> str:
        """Return what the browser's clipboard holds, as its reader would find out."""
        await self.run("document.body.append(document.createElement('textarea'))")
        await self.run("document.body.lastElementChild.focus()")
        given = {"key": "v", "code": "KeyV", "modifiers": 2, "commands": ["paste"]}
        await self.ask("Input.dispatchKeyEvent", type="keyDown", **given)
        field = "document.body.lastElementChild"
        return str(await self.run(f"{field}.value + ({field}.remove(), '')"))

    async def until_page(self, code: str) -> None:
        """Wait until JavaScript in the page comes to something true."""
        async with asyncio.timeout(PATIENCE):
            while not await self.run(code):
                await asyncio.sleep(0.02)

    async def until(self, test: Callable[[], bool], words: str) -> None:
        """Wait until something is so; raises `AssertionError` with `words` where it never is."""
        try:
            async with asyncio.timeout(PATIENCE):
                while not test():
                    await asyncio.sleep(0.02)
        except TimeoutError:
            raise AssertionError(f"{words}\nThe console: {self.errors}\n{self.text}") from None

    async def picture(self) -> bytes:
        """Return the page as it is seen, as PNG."""
        answer = await self.ask("Page.captureScreenshot", format="png", optimizeForSpeed=False)
        return base64.b64decode(answer["data"])

    async def _listen(self) -> None:
        async for message in self._socket:
            told = message.json()
            if "id" in told:
                answer = self._answers.pop(told["id"])
                if "error" in told:
                    answer.set_exception(RuntimeError(told["error"]["message"]))
                else:
                    answer.set_result(told["result"])
            else:
                self._hear(told["method"], told["params"])

    def _hear(self, method: str, told: dict[str, Any]) -> None:
        match method:
            case "Network.requestWillBeSent":
                self.addresses.append(told["request"]["url"])
            case "Network.webSocketCreated":
                self.addresses.append(told["url"])
                self._screen.reset()
            case "Network.webSocketFrameReceived" if told["response"]["opcode"] == _BINARY:
                self._stream.feed(base64.b64decode(told["response"]["payloadData"]))
            case "Runtime.exceptionThrown":
                self.errors.append(str(told["exceptionDetails"]))
            case "Runtime.consoleAPICalled" if told["type"] in ("error", "assert"):
                self.errors.append(str(told["args"]))
            case "Log.entryAdded" if told["entry"]["level"] == "error":
                self.errors.append(str(told["entry"]))


@contextlib.asynccontextmanager
async def chromium(program: str, *flags: str) -> AsyncIterator[Callable[[], Awaitable[Tab]]]:
    """Start the browser, with more flags if need be; what it yields makes another tab."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        async with (
            _started([program, *flags], Path(folder)) as port,
            aiohttp.ClientSession() as session,
        ):

            async def tab() -> Tab:
                address = f"http://127.0.0.1:{port}/json/new?about:blank"
                async with session.put(address) as answer:
                    socket = (await answer.json())["webSocketDebuggerUrl"]
                return Tab(await session.ws_connect(socket, max_msg_size=0))

            yield tab


@contextlib.asynccontextmanager
async def _started(command: list[str], profile: Path) -> AsyncIterator[str]:
    """Start the browser, and end it with all of its processes; yield the port it listens on."""
    nowhere = asyncio.subprocess.DEVNULL
    process = await asyncio.create_subprocess_exec(
        *command,
        *_FLAGS,
        f"--user-data-dir={profile}",
        "about:blank",
        stdin=nowhere,
        stdout=nowhere,
        stderr=nowhere,
        start_new_session=True,
    )
    try:
        yield await _port(profile / "DevToolsActivePort")
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        await process.wait()


async def _port(file: Path) -> str:
    """Return the port that the browser listens on, once it has written it down."""
    async with asyncio.timeout(PATIENCE):
        while not (file.exists() and (lines := file.read_text().splitlines())):
            await asyncio.sleep(0.02)
    return lines[0]
