"""The explorer in a session of a real sshd: found, read, proved, taken along, and left clean."""

from __future__ import annotations

import base64

from tests.ssh.server import EXPLORER, Client, Server
from tests.test_end_to_end import OSC_52, assert_restored, quote_in_title, words_of


def test_a_reader_far_away_finds_a_person_reads_the_proof_and_takes_it_along(sshd: Server) -> None:
    with Client(sshd, *EXPLORER) as client:
        client.see("/ searches, enter opens, o shows the source, ? helps")
        client.press(*"/zhao")
        client.see("1 of 23 people")
        client.press("enter", "enter")
        client.see(lambda text: "threat" in text and "to leave Meta" in text)
        client.press("j", "j", "o")
        exact = words_of(quote_in_title(client))
        client.see(exact.split()[0])
        client.press("y")
        client.see("sent to the terminal's clipboard")
        copied = [base64.b64decode(each).decode() for each in OSC_52.findall(client.received)]
        assert copied == [exact]
        client.press("backspace")
        client.see("to leave Meta")
        client.press("escape")
        client.see("▌ Shengjia Zhao")
        client.settle()
        client.press("q")
        assert client.end() == 0
        assert_restored(client)


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
            each.settle()
        client.resize(50, 15)
        client.see(lambda text: "Chaya Nayak" not in text)
        client.resize(132, 43)
        client.see(larger.text)
        client.press("q")
        assert client.end() == 0
