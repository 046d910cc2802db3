"""Who is let in to an explorer in a browser: hosts, tokens, origins."""

from __future__ import annotations

import secrets

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.web.guard import Guard, is_good_token, is_own, new_token

TOKEN = "a-token_of-24-letters-xx"
OPEN = Guard(None)
GUARDED = Guard(TOKEN)
REMOTE = Guard(TOKEN, any_host=True)


def refusal(guard: Guard, path: str = "/", *, is_socket: bool = False, **headers: str) -> str:
    return guard.refusal(path, headers, is_socket=is_socket)


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost:9000", "[::1]:8000", "127.0.0.1"])
def test_this_machine_is_let_in_under_its_own_names(host: str) -> None:
    assert refusal(OPEN, Host=host) == ""


@pytest.mark.parametrize(
    "host",
    [
        "evil.example:8000",
        "127.0.0.1.evil.example",
        "localhost.evil.example:8000",
        "localhost.",
        "evil.example#127.0.0.1",
        "evil.example/@127.0.0.1",
        "evil@127.0.0.1",
        "0.0.0.0:8000",
        "192.0.2.7:8000",
        "127.0.0.1:99999",
        "[::1",
        "",
    ],
)
def test_a_name_that_somebody_else_had_lead_here_is_refused(host: str) -> None:
    assert "name" in refusal(OPEN, Host=host)
    assert "name" in refusal(GUARDED, f"/{TOKEN}/", Host=host)


def test_no_host_at_all_is_refused() -> None:
    assert refusal(OPEN)


@pytest.mark.parametrize(
    "origin",
    [
        "http://evil.example",
        "http://evil.example:8000",
        "http://127.0.0.1:8001",
        "http://127.0.0.1",
        "http://localhost:8000",
        "http://127.0.0.1:8000.evil.example",
        "http://127.0.0.1:8000@evil.example",
        "http://evil.example/127.0.0.1:8000",
        "https://127.0.0.1",
        "file://",
        "null",
        "",
    ],
)
def test_a_page_of_another_origin_opens_no_session(origin: str) -> None:
    words = refusal(OPEN, "/ws", is_socket=True, Host="127.0.0.1:8000", Origin=origin)
    assert words == "Only the page of this server may open a session."


def test_what_sends_no_origin_opens_no_session() -> None:
    assert refusal(OPEN, "/ws", is_socket=True, Host="127.0.0.1:8000")


@pytest.mark.parametrize(
    ("host", "origin"),
    [
        ("127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("localhost:9000", "http://localhost:9000"),
        ("[::1]:8000", "http://[::1]:8000"),
        ("127.0.0.1", "http://127.0.0.1"),
    ],
)
def test_our_own_page_opens_one(host: str, origin: str) -> None:
    assert refusal(OPEN, "/ws", is_socket=True, Host=host, Origin=origin) == ""


def test_a_page_behind_a_proxy_that_speaks_https_opens_one() -> None:
    names = {"Host": "people.example", "Origin": "https://people.example"}
    assert refusal(REMOTE, f"/{TOKEN}/ws", is_socket=True, **names) == ""
    assert refusal(GUARDED, f"/{TOKEN}/ws", is_socket=True, **names)


@pytest.mark.parametrize("guard", [GUARDED, REMOTE])
@pytest.mark.parametrize(
    "path",
    ["/", "", TOKEN, "/ws", f"/{TOKEN[:-1]}/", f"/{TOKEN}x/", f"//{TOKEN}/", f"/x/{TOKEN}/", "/ü/"],
)
@pytest.mark.parametrize("is_socket", [True, False])
def test_without_the_token_nothing_is_had(guard: Guard, path: str, *, is_socket: bool) -> None:
    names = {"Host": "127.0.0.1:8000", "Origin": "http://127.0.0.1:8000"}
    assert "token" in refusal(guard, path, is_socket=is_socket, **names)


def test_with_the_token_the_page_is_had() -> None:
    assert refusal(GUARDED, f"/{TOKEN}/", Host="127.0.0.1:8000") == ""
    assert refusal(REMOTE, f"/{TOKEN}/page.js", Host="people.example") == ""


def test_a_token_is_compared_in_constant_time(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[tuple[bytes, bytes]] = []

    def compare(given: bytes, right: bytes) -> bool:
        compared.append((given, right))
        return False

    monkeypatch.setattr(secrets, "compare_digest", compare)
    assert refusal(GUARDED, f"/{TOKEN}/", Host="localhost")
    assert compared == [(TOKEN.encode(), TOKEN.encode())]


@given(st.text(), st.text(), st.text(), st.booleans())
def test_whatever_is_asked_gets_an_answer_and_no_stranger_in(
    path: str, host: str, origin: str, is_socket: bool
) -> None:
    words = refusal(GUARDED, path, is_socket=is_socket, Host=host, Origin=origin)
    assert words or path.startswith(f"/{TOKEN}")


def test_a_new_token_is_a_good_one_and_another_each_time() -> None:
    tokens = {new_token() for _ in range(50)}
    assert len(tokens) == 50
    assert all(is_good_token(token) and len(token) >= 32 for token in tokens)


@pytest.mark.parametrize(
    "token", ["short", "a b c d e f g h i j k l", "x" * 20 + "/", "ü" * 20, ""]
)
def test_a_token_that_an_address_changes_or_anybody_guesses_is_none(token: str) -> None:
    assert not is_good_token(token)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "example.org", "", "127.1"])
def test_what_others_reach_is_not_this_machine_alone(host: str) -> None:
    assert not is_own(host)
