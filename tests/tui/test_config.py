"""Settings are read as the reader wrote them, and a mistake is named where it stands."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from db.errors import BadFile
from tui import commands, config
from tui.looks import AUTO
from tui.themes import THEMES

Load = Callable[[str | bytes], config.Config]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "settings.toml"


@pytest.fixture
def load(path: Path) -> Load:
    """Read settings from a file with these contents."""

    def load_one(contents: str | bytes) -> config.Config:
        path.write_bytes(contents.encode() if isinstance(contents, str) else contents)
        return config.load(path, themes=THEMES, commands=commands.BY_ID)

    return load_one


def refusal(load: Load, contents: str | bytes) -> str:
    with pytest.raises(BadFile) as refused:
        load(contents)
    return str(refused.value)


def test_without_a_file_nothing_is_set_and_no_file_is_made(path: Path) -> None:
    assert config.load(path, themes=THEMES, commands=commands.BY_ID) == config.Config()
    assert list(path.parent.iterdir()) == []


def test_an_empty_file_sets_nothing(load: Load) -> None:
    assert load("") == config.Config(theme=None, translation=True, keys={})


def test_every_setting_is_read(load: Load) -> None:
    found = load('theme = "light"\ntranslation = false\n[keys]\n"app.search" = "slash,ctrl+f"\n')
    assert found == config.Config("light", False, {"app.search": "slash,ctrl+f"})


@pytest.mark.parametrize("theme", [AUTO, *THEMES])
def test_every_theme_can_be_asked_for(load: Load, theme: str) -> None:
    assert load(f'theme = "{theme}"').theme == theme


@pytest.mark.parametrize("command", commands.BY_ID)
def test_every_command_can_have_other_keys(load: Load, command: str) -> None:
    assert load(f'[keys]\n"{command}" = "f9"').keys == {command: "f9"}


@pytest.mark.parametrize(
    ("contents", "words"),
    [
        ('them = "light"', "“them” is no setting. Did you mean theme?"),
        (
            "xyz = 1",
            "“xyz” is no setting. There are theme, translation, ascii, colours, colors, keys.",
        ),
        ("[key]\n", "“key” is no setting. Did you mean keys?"),
        ('theme = "lihgt"', "theme is 'lihgt'. There are auto, dark, light, contrast, terminal."),
        ("theme = 3", "theme is 3. There are auto, dark, light, contrast, terminal."),
        ('theme = ["dark"]', "theme is ['dark']. There are auto, dark,"),
        ('translation = "no"', "translation is 'no'. Write true or false."),
        ("translation = 0", "translation is 0. Write true or false."),
        ('keys = "q"', "keys is not a table. Begin it with a line [keys]."),
        ("keys = []", "keys is not a table. Begin it with a line [keys]."),
        ('keys = ""', "keys is not a table. Begin it with a line [keys]."),
        (
            '[keys]\n"app.searchh" = "x"',
            "“app.searchh” is no command under [keys]. Did you mean app.search?",
        ),
        ('[keys]\n"app.search" = 3', "the keys of app.search are 3. Write keys in quotation"),
        ('[keys]\n"app.search" = " "', "the keys of app.search are ' '. Write keys in"),
        ("[keys]\napp.searchh = 'x'", "Did you mean app.search?"),
        ("[keys]\n[keys.browse]", "“browse” is no command under [keys]."),
        ("theme = light", "it is not TOML:"),
        ('theme = "a"\ntheme = "b"', "it is not TOML:"),
        (b'theme = "\xff"', "it is not UTF-8 text. Save it as UTF-8."),
    ],
)
def test_a_mistake_is_named_with_the_file_and_what_to_do(
    load: Load, path: Path, contents: str | bytes, words: str
) -> None:
    message = refusal(load, contents)
    assert message.startswith(f"{path}: ")
    assert words in message


def test_a_file_that_is_not_toml_is_named_with_its_line(load: Load) -> None:
    assert "line 2" in refusal(load, 'theme = "dark"\ntranslation = maybe')


def test_a_mark_that_some_editors_put_before_utf_8_is_no_mistake(load: Load) -> None:
    assert load('theme = "light"'.encode("utf-8-sig")).theme == "light"


def test_a_folder_in_place_of_the_file_is_a_file_that_cannot_be_read(path: Path) -> None:
    path.mkdir()
    with pytest.raises(BadFile, match=r"settings\.toml: it cannot be read \(is a directory\)"):
        config.load(path, themes=THEMES, commands=commands.BY_ID)


def test_a_file_that_cannot_even_be_looked_for_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match=r"it cannot be read \(file name too long\)"):
        config.load(tmp_path / ("x" * 300), themes=THEMES, commands=commands.BY_ID)


@pytest.mark.parametrize(
    "contents",
    [
        '[keys]\n"app.search" = "f3"\n"lines.down" = "n"',
        '[keys]\napp.search = "f3"\nlines.down = "n"',
        '[keys.app]\nsearch = "f3"\n[keys.lines]\ndown = "n"',
    ],
)
def test_a_command_is_known_however_toml_spells_its_name(load: Load, contents: str) -> None:
    assert load(contents).keys == {"app.search": "f3", "lines.down": "n"}


def test_a_settings_file_below_a_file_sets_nothing(path: Path) -> None:
    path.write_text("")
    assert config.load(path / "below", themes=(), commands=()) == config.Config()
