"""What becomes of the explorer at the server when the reader's end of the line is gone."""

from __future__ import annotations

import os
import signal
from contextlib import suppress
from pathlib import Path

import pytest

from tests.line import wait_until_gone
from tests.ssh.server import EXPLORER, Client, Server, descendants, missing

OFFER = "Your last session broke off at person/jason-wei: B goes back there."


def explorers(server: Server) -> list[int]:
    """The processes behind the sessions of a server that are the program."""
    return [each for each in descendants(server.number) if is_the_program(each)]


def is_the_program(number: int) -> bool:
    with suppress(OSError):  # it has ended since it was listed
        return b"-m\0tui\0" in Path(f"/proc/{number}/cmdline").read_bytes()
    return False


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGHUP])
def test_the_explorer_is_gone_with_the_client_and_offers_the_way_back(
    sshd: Server, how: signal.Signals
) -> None:
    with Client(sshd, *EXPLORER, "person/jason-wei") as client:
        client.see("Jason Wei")
        client.settle()
        number = explorers(sshd)[-1]
        os.kill(client.number, how)
        wait_until_gone(number)
    with Client(sshd, *EXPLORER) as client:
        client.see(OFFER)
        client.press("B")
        client.see(lambda text: "Jason Wei" in text and "Zuckerberg" not in text)
        client.press("q")
        assert client.end() == 0


def test_the_explorer_is_gone_when_nobody_answers_for_the_client_any_more(tmp_path: Path) -> None:
    if reason := missing():
        pytest.skip(reason)
    (tmp_path / "sshd").mkdir()
    (tmp_path / "home").mkdir()
    with (
        Server(tmp_path / "sshd", tmp_path / "home", "ClientAliveInterval 1") as server,
        Client(server, *EXPLORER, "person/jason-wei", size=(200, 50)) as client,
    ):
        client.see("Jason Wei")
        client.settle()
        number = explorers(server)[-1]
        client.press(*("1G2G3G" * 40))
        os.kill(client.number, signal.SIGSTOP)  # it reads nothing more, as a train in a tunnel
        wait_until_gone(number)
