"""The pictures in README are what the program shows; `make pictures` makes them anew."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from screenshots.scenes import SCENES
from screenshots.take import FOLDER, picture
from tests.bench.curve import PICTURE

ADDRESS = re.compile(r"[a-z]+://[^\s\"'<>)]+")
NAMESPACES = {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}
REMEDY = "run `make pictures`, look at what has changed, and commit it"
UNIQUE = re.compile(r"terminal-[0-9]+")


def shown(svg: str) -> str:
    """A picture without the number by which Rich tells pictures on one page apart."""
    return UNIQUE.sub("terminal", svg)


@pytest.mark.parametrize("name", SCENES)
async def test_a_picture_matches_its_scene(name: str, tmp_path: Path) -> None:
    path = FOLDER / f"{name}.svg"
    assert path.exists(), f"{path.name} is missing: {REMEDY}"
    now = await picture(SCENES[name], tmp_path)
    is_same = shown(now) == shown(path.read_text(encoding="utf-8"))
    assert is_same, f"{path.name} no longer shows what the program does: {REMEDY}"


def test_every_picture_has_a_scene() -> None:
    drawn = {PICTURE.stem}  # by the benchmark
    assert {path.stem for path in FOLDER.glob("*.svg")} - drawn == set(SCENES)


@pytest.mark.parametrize("name", SCENES)
def test_a_picture_asks_no_other_machine(name: str) -> None:
    path = FOLDER / f"{name}.svg"
    assert path.exists(), f"{path.name} is missing: {REMEDY}"
    svg = path.read_text(encoding="utf-8")
    assert set(ADDRESS.findall(svg)) <= NAMESPACES
    assert not re.search(r"<(script|image|foreignObject)\b|@import|@font-face", svg)
    assert not re.search(r"/(tmp|home|work|root)/", svg)


@pytest.mark.parametrize("name", SCENES)
def test_a_scene_says_in_a_sentence_what_it_shows(name: str) -> None:
    scene = SCENES[name]
    assert name == scene.name
    assert re.fullmatch(r"[A-Z][^<>]*\.", scene.words)
    assert name.endswith(f"-{scene.size[0]}x{scene.size[1]}")
