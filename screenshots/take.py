"""Make the pictures of the scenes from the real program: `python -m screenshots.take`.

A picture is the screen as SVG, without the web fonts that Rich would have a reader's browser
fetch, so that it is the same everywhere and asks nobody.
"""

from __future__ import annotations

import asyncio
import re
import sys
import tempfile
from pathlib import Path
from typing import Final

from db.library import Library
from db.storage import BUILT_IN
from screenshots.scenes import SCENES, Scene
from tui.address import parse
from tui.app import Explorer
from tui.session import Session

FOLDER: Final = Path(__file__).parent
_FOREIGN: Final = re.compile(r"\s*(@font-face \{.*?\}|<!-- Generated with .*?-->)\n", re.DOTALL)
"""What names another machine: web fonts, and the address of the program that drew."""

_BLANK: Final = "&#160;"
_CELL: Final = 12.2
"""The width of a cell in Rich's pictures."""

_RUN: Final = re.compile(
    r'(?P<head><text class="[^"]*" )x="(?P<x>[0-9.]+)"(?P<y> y="[^"]*" )'
    r'textLength="(?P<length>[0-9.]+)"(?P<tail>[^>]*>)'
    rf"(?P<left>(?:{_BLANK})*)(?P<words>[^<]*?)(?P<right>(?:{_BLANK})*)</text>"
)
"""A run of text in a picture."""


async def picture(scene: Scene, home: Path) -> str:
    """Return the picture of a scene as SVG; settings and marks are looked for in `home` alone."""
    (home / "state.json").write_text('{"starts": 99}', encoding="utf-8")  # no greeting any more
    session = Session.alone(BUILT_IN, home, theme=scene.theme)
    session.looks = scene.looks
    app = Explorer(Library.open(BUILT_IN), session.texts, parse(scene.view), session)
    async with app.run_test(size=scene.size) as pilot:
        await pilot.pause()
        await pilot.press(*scene.keys)
        await app.workers.wait_for_complete()
        await pilot.pause()
        drawn = app.export_screenshot(title=f"wherefrom {app.title}")
    own = _FOREIGN.sub("\n", drawn).replace("Fira Code, monospace", "monospace")
    return _RUN.sub(_without_edges, own)


def _without_edges(run: re.Match[str]) -> str:
    """Leave out the blanks at both ends of a run: some programs swallow them and shift the rest."""
    left = len(run["left"]) // len(_BLANK)
    right = len(run["right"]) // len(_BLANK)
    if not run["words"]:
        return ""
    place = float(run["x"]) + left * _CELL
    length = float(run["length"]) - (left + right) * _CELL
    measured = f'x="{place:g}"{run["y"]}textLength="{length:g}"'
    return f"{run['head']}{measured}{run['tail']}{run['words']}</text>"


async def take(names: list[str]) -> None:
    """Write the pictures of the scenes named, or of all."""
    with tempfile.TemporaryDirectory() as home:
        for name in names or SCENES:
            path = FOLDER / f"{name}.svg"
            path.write_text(await picture(SCENES[name], Path(home)), encoding="utf-8")
            print(path.name)


if __name__ == "__main__":
    asyncio.run(take(sys.argv[1:]))
