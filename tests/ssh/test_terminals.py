"""Every terminal and locale that a session may come with: drawn whole, in its colours, left."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Final

import pytest

from tests.ssh.server import EXPLORER, Client, Server
from tests.test_end_to_end import (
    MANY_COLOURS,
    TITLE,
    TRUE_COLOUR,
    assert_restored,
    leave_search,
)

LINE: Final = "─" * 80
AFTER_MUCH: Final = ("sh", "-c", 'seq 10000001 10000099; exec "$0" "$@"', *EXPLORER)
"""The program on a screen that was full of something else."""


@pytest.mark.parametrize(
    ("term", "has_many", "has_title"),
    [
        ("xterm", False, True),
        ("xterm-256color", True, True),
        ("screen", False, True),
        ("screen-256color", True, True),
        ("tmux-256color", True, True),
        ("linux", False, False),
        ("vt100", False, False),
        ("a-terminal-of-nobody", False, True),
    ],
)
def test_a_terminal_of_any_name_shows_a_search_and_a_record_whole_and_is_left_clean(
    sshd: Server, term: str, has_many: bool, has_title: bool
) -> None:
    with Client(sshd, *AFTER_MUCH, environ={"TERM": term}) as client:
        client.see("▌ Patrick Bélanger")
        client.press(*"/zhao")
        client.see("1 of 23 people")
        assert LINE in client.text
        assert "100000" not in client.text
        client.press("enter")
        client.see("▌ Shengjia Zhao")
        client.press("enter")
        client.see("quote 1 of")
        client.press("q")
        assert client.end() == 0
        received = bytes(client.received)
        assert not TRUE_COLOUR.search(received)
        assert bool(MANY_COLOURS.search(received)) == has_many
        assert bool(TITLE.search(received)) == has_title
        assert_restored(client)


LOCALES: Final[tuple[dict[str, str], ...]] = (
    {"LANG": "C"},
    {"LANG": "POSIX"},
    {"LANG": "C.UTF-8"},
    {"LANG": "de_XX.UTF-8"},
    {"LANG": "de_XX.UTF-8", "LC_ALL": "C"},
)
"""Nobody has set one, everybody has, and one that the server has never heard of."""


@pytest.mark.parametrize("locale", LOCALES, ids=lambda value: "-".join(value.values()))
def test_a_locale_takes_no_letter_away_and_lines_only_where_it_does_not_name_utf_8(
    sshd: Server, locale: dict[str, str]
) -> None:
    has_lines = "utf" in (locale.get("LC_ALL") or locale["LANG"]).lower()
    marker = "▌" if has_lines else ">"
    with Client(sshd, *EXPLORER, environ=locale) as client:
        client.see(f"{marker} Patrick Bélanger")
        client.see(LINE if has_lines else "-" * 80)
        client.press(*"/bé")
        client.see("/ bé")
        client.see("Benjamin Mann")
        leave_search(client)
        client.see(f"{marker} Patrick Bélanger")
        client.press("q")
        assert client.end() == 0


def test_a_terminal_with_other_letters_is_sent_them_and_marks_where_it_lacks_one(
    sshd: Server, tmp_path: Path
) -> None:
    name, locales = "de_DE.ISO-8859-1", tmp_path / "locales"
    locales.mkdir()
    if not shutil.which("localedef") or not Path("/usr/share/i18n/charmaps").is_dir():
        pytest.skip("no locale can be made (apt install locales)")
    subprocess.run(["localedef", "-i", "de_DE", "-f", "ISO-8859-1", locales / name], check=True)
    words = ("env", f"LOCPATH={locales}", *EXPLORER)
    with Client(sshd, *words, environ={"LANG": name}) as client:
        client.take_letters_as("latin-1")
        client.see("? helps.")
        assert "> Patrick Bélanger" in client.text
        client.press("/")
        client.see("enter to the list")
        client.send("bé".encode("latin-1"))
        client.see("/ bé ")
        client.see("Benjamin Mann")
        leave_search(client)
        client.press("q")
        assert client.end() == 0
        assert "é".encode("latin-1") in client.received
        assert "é".encode() not in client.received
