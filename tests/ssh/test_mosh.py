"""The explorer through mosh, which keeps a screen of its own and sends what differs."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Sequence

import pytest

from db.storage import BUILT_IN
from tests import readme
from tests.ssh.server import EXPLORER, Server
from tests.ssh.test_windows import AT_QUOTE, QUOTE, copy_at
from tests.ssh.windows import windows
from tests.terminal import Terminal, environment
from tests.test_end_to_end import words_of


class Mosh(Terminal):
    """The mosh client in a pseudo-terminal, called in through a real sshd."""

    def __init__(self, server: Server, *words: str) -> None:
        """Run a program; the server ends by itself where a test fails and leaves it alone."""
        *ssh, where = server.call()
        options: Sequence[str] = (
            "--predict=never",
            "--bind-server=127.0.0.1",
            "--experimental-remote-ip=local",
            "--server=env MOSH_SERVER_NETWORK_TMOUT=20 mosh-server",
            f"--ssh={shlex.join(ssh)}",
        )
        environ = environment(str(server.home))
        super().__init__(["mosh", *options, where, "--", *words], size=(80, 24), environ=environ)


@pytest.fixture
def server(sshd: Server) -> Server:
    """An sshd that can start a mosh server, or a skip."""
    if not shutil.which("mosh"):
        pytest.skip("mosh is not installed")
    return sshd


def test_mosh_shows_a_search_hands_a_copy_on_and_follows_the_size(server: Server) -> None:
    with Mosh(server, *EXPLORER) as client:
        client.see("▌ Patrick Bélanger")
        client.press(*"/zhao")
        client.see("1 of 23 people")
        client.press("enter")
        client.see("▌ Shengjia Zhao")
        client.resize(100, 30)
        client.see("─" * 100)
        client.press("enter")
        client.see("quote 1 of")
        client.press("o")
        (copied,) = copy_at(client)
        assert copied.split()[0] in BUILT_IN.read_text(encoding="utf-8")


def test_mosh_hands_on_what_a_tmux_in_it_copies_if_set_as_readme_says(server: Server) -> None:
    settings = re.sub(
        r"^```.*$",
        "",
        readme.part("mosh", readme.README.read_text(encoding="utf-8")),
        flags=re.MULTILINE,
    )
    with windows("tmux", settings) as made, Mosh(server, *made.start, *AT_QUOTE) as client:
        assert copy_at(client) == [words_of(QUOTE)]
