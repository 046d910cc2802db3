"""Settings, read from one TOML file that the reader writes by hand; the program never does.

    # ~/.config/wherefrom/settings.toml
    theme = "light"
    translation = false
    ascii = true
    colours = "16"

    [keys]
    "app.search" = "slash,ctrl+f"

A mistake is named with the file, the setting and the nearest one there is.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from db.errors import BadFile
from tui.looks import AUTO, DEPTHS, Depth, has_light_ground

SETTINGS: Final = ("theme", "translation", "ascii", "colours", "colors", "keys")
"""The names of all settings; one of them is spelled in two ways."""

THEME_NAMES: Final = ("dark", "light", "contrast", "terminal")
"""The themes, which `tui.themes` paints, in the order in which one goes through them."""


@dataclass(frozen=True, slots=True)
class Config:
    """What a reader can set."""

    theme: str | None = None
    """A theme's name, or `auto`; None where the file does not say."""
    translation: bool = True
    """Whether our English stands below a passage from the start."""
    keys: Mapping[str, str] = field(default_factory=dict)
    """Other keys for commands, by the command's id: `app.search`."""
    is_ascii: bool | None = None
    """Whether to draw without lines and signs; None leaves it to the locale."""
    colours: str = AUTO
    """How many colours there are, or `auto`."""


def load(path: Path, *, themes: Iterable[str], commands: Iterable[str]) -> Config:
    """Read the settings; a file that is not there sets nothing.

    Raises `BadFile` where it cannot be read or sets what there is not.
    """
    found = _read(path)
    _know(path, found, SETTINGS, "setting")
    theme, translation, is_ascii, _, _, keys = (found.get(name) for name in SETTINGS)
    if theme is not None and theme not in (known := (AUTO, *themes)):
        raise BadFile(path, f"theme is {theme!r}", f"There are {', '.join(known)}.")
    for name, value in (("translation", translation), ("ascii", is_ascii)):
        if not isinstance(value, bool | None):
            raise BadFile(path, f"{name} is {value!r}", "Write true or false.")
    if keys is not None and not isinstance(keys, dict):
        raise BadFile(path, "keys is not a table", "Begin it with a line [keys].")
    return Config(
        theme=str(theme) if theme is not None else None,
        translation=translation is not False,
        keys=_keys(path, keys or {}, tuple(commands)),
        is_ascii=is_ascii if isinstance(is_ascii, bool) else None,
        colours=_colours(path, found),
    )


def theme_for(wanted: str, depth: Depth, environ: Mapping[str, str]) -> str:
    """Name the theme to start in: the one asked for, else one that the terminal can show.

    A terminal that does not say that it has 256 colours keeps its own sixteen, which are also
    readable on whatever background it has.
    """
    if wanted in THEME_NAMES:
        return wanted
    if depth != "256":
        return "terminal"
    return "light" if has_light_ground(environ) else "dark"


def _colours(path: Path, found: Mapping[str, object]) -> str:
    """Return how many colours are asked for, in either spelling; a bare number is taken too."""
    asked = {str(found[name]) for name in ("colours", "colors") if name in found}
    wanted = asked.pop() if asked else AUTO
    known = (AUTO, *DEPTHS)
    if wanted not in known:
        raise BadFile(path, f"colours is {wanted!r}", f"There are {', '.join(known)}.")
    if asked:
        raise BadFile(path, "colours and colors differ", "Keep one of the two.")
    return wanted


def _read(path: Path) -> dict[str, object]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except OSError as error:
        reason = (error.strerror or "unreadable").lower()
        raise BadFile(path, f"it cannot be read ({reason})", "Check the file.") from error
    except UnicodeDecodeError as error:
        raise BadFile(path, "it is not UTF-8 text", "Save it as UTF-8.") from error
    import tomllib  # only a reader with settings waits for it

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        remedy = "Put it right, or move the file away."
        raise BadFile(path, f"it is not TOML: {str(error).rstrip('.')}", remedy) from error


def _keys(path: Path, keys: Mapping[str, object], commands: tuple[str, ...]) -> dict[str, str]:
    keys = _flat(keys)
    _know(path, keys, commands, "command under [keys]")
    for name, value in keys.items():
        if not isinstance(value, str) or not value.strip():
            remedy = 'Write keys in quotation marks, such as "slash,ctrl+f".'
            raise BadFile(path, f"the keys of {name} are {value!r}", remedy)
    return {name: str(value) for name, value in keys.items()}


def _flat(keys: Mapping[str, object]) -> dict[str, object]:
    """Return keys by the command's id, which TOML takes apart where it has no quotation marks."""
    flat: dict[str, object] = {}
    for name, value in keys.items():
        parts = value.items() if isinstance(value, dict) else ()
        flat |= {f"{name}.{part}": each for part, each in parts} or {name: value}
    return flat


def _know(path: Path, found: Mapping[str, object], known: tuple[str, ...], what: str) -> None:
    for name in found:
        if name not in known:
            near = difflib.get_close_matches(name, known, 1, 0.4)
            remedy = f"Did you mean {near[0]}?" if near else f"There are {', '.join(known)}."
            raise BadFile(path, f"“{name}” is no {what}", remedy)
