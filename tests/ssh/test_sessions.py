"""The explorer in a session of a real sshd: found, read, proved, taken along, and left clean."""

from __future__ import annotations

from tests.ssh.server import EXPLORER, Client, Server
from tests.terminal import see_the_same
from tests.test_end_to_end import find_somebody_read_the_proof_and_take_it_along


def test_a_reader_far_away_finds_a_person_reads_the_proof_and_takes_it_along(sshd: Server) -> None:
    with Client(sshd, *EXPLORER) as client:
        find_somebody_read_the_proof_and_take_it_along(client)


def test_a_command_without_a_terminal_prints_and_a_screen_is_refused(sshd: Server) -> None:
    shown = sshd.run(*EXPLORER, "show", "person/jason-wei")
    assert shown.returncode == 0
    assert "Jason Wei" in shown.stdout
    refused = sshd.run(*EXPLORER)
    assert refused.returncode == 2
    assert "wherefrom show VIEW" in refused.stderr


def test_a_window_that_changes_its_size_is_drawn_as_if_it_had_always_had_it(sshd: Server) -> None:
    with (
        Client(sshd, *EXPLORER, size=(120, 36)) as client,
        Client(sshd, *EXPLORER, size=(132, 43)) as larger,
    ):
        for each in (client, larger):
            each.see("/ searches")
            each.press("j")
            each.see("▌ Mark Zuckerberg")
        client.resize(50, 15)
        client.see(lambda text: "Chaya Nayak" not in text)
        client.resize(132, 43)
        see_the_same(client, larger)
        client.press("q")
        assert client.end() == 0
