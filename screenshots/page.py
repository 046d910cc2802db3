"""Make the picture of the explorer in a browser: `python -m screenshots.page`, with Chromium.

The browser shows what `wherefrom serve` serves, on a home of its own.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from asyncio.subprocess import PIPE
from pathlib import Path
from typing import Final

from screenshots.chromium import Tab, chromium, found

PICTURE: Final = Path(__file__).with_name("browser.png")
"""What README shows."""

LARGEST: Final = 150_000
"""The most bytes that it may have."""

_SIZE: Final = (1000, 560)


async def read_a_passage(tab: Tab) -> None:
    """Type a name, open the history, and go to a line of it whose passage is then shown."""
    await tab.type("/zhao")
    await tab.shows("1 of 23 people")
    await tab.press("Enter", "Enter")
    await tab.shows("co-creator, ChatGPT")
    await tab.press("ArrowDown", "ArrowDown", "ArrowDown")
    await tab.shows("threatened to")


async def take(home: Path) -> None:
    """Write the picture."""
    program = found()
    if program is None:
        sys.exit("There is no Chromium here. On Debian: apt-get install chromium")
    environ = {**os.environ, "HOME": str(home)}
    environ |= {f"XDG_{name}_HOME": str(home / name) for name in ("CONFIG", "STATE", "CACHE")}
    words = ["-m", "tui", "serve", "--port", "0"]
    server = await asyncio.create_subprocess_exec(sys.executable, *words, stdout=PIPE, env=environ)
    try:
        assert server.stdout is not None  # noqa: S101 — it was asked for
        address = (await server.stdout.readline()).decode().strip()
        async with chromium(program) as new_tab:
            tab = await new_tab()
            await tab.open(address, size=_SIZE)
            await tab.shows("Mark Zuckerberg")
            await read_a_passage(tab)
            picture = await tab.picture()
    finally:
        server.terminate()
        await server.wait()
    if len(picture) > LARGEST:
        sys.exit(f"The picture has {len(picture):,} bytes, more than {LARGEST:,}.")
    PICTURE.write_bytes(picture)
    print(PICTURE.name)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        asyncio.run(take(Path(folder)))
