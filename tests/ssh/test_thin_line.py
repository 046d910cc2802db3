"""Ten letters through a thin line: what they need of it, counted; the bench measures the time."""

from __future__ import annotations

from tests.ssh.line import RATE, ROUND_TRIP, Line
from tests.ssh.server import EXPLORER, Client, Server

LETTERS = "shengjia z"


def test_ten_letters_appear_within_a_round_trip_and_a_second_of_a_thin_line(sshd: Server) -> None:
    with Line(sshd.port) as line, Client(sshd, *EXPLORER, port=line.port) as client:
        client.see("? helps.")
        client.press("/")
        client.see("enter to the list")
        client.settle()
        before = line.down
        client.press(*LETTERS)
        client.see("1 of 23 people")
        assert f"/ {LETTERS}" in client.text
        client.settle()
        needed = ROUND_TRIP + (line.down - before) / RATE
        assert needed <= ROUND_TRIP + 1
        client.press("escape", "escape")
        client.see("▌ Patrick Bélanger")


def test_a_letter_alone_needs_less_than_a_second_of_a_thin_line(sshd: Server) -> None:
    with (
        Line(sshd.port, rate=float("inf"), round_trip=0) as line,
        Client(sshd, *EXPLORER, port=line.port) as client,
    ):
        client.see("? helps.")
        client.press("/")
        client.see("enter to the list")
        client.settle()
        for typed in range(1, len(LETTERS) + 1):
            before = line.down
            client.press(LETTERS[typed - 1])
            client.see(f"/ {LETTERS[:typed].rstrip()}")
            client.settle()
            assert ROUND_TRIP + (line.down - before) / RATE < 1


def test_a_line_hands_on_every_byte_both_ways(sshd: Server) -> None:
    with Line(sshd.port, rate=1e6, round_trip=0.001) as line:
        words = ("sh", "-c", "head -c 100000 /dev/zero | tr '\\0' x; echo end")
        with Client(sshd, *words, port=line.port) as client:
            assert client.end() == 0
            assert client.received.count(b"x") == 100_000
            assert line.down > 100_000
            assert line.up > 0
