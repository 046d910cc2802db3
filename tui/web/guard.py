"""Who is let in: by the name of the host, the token in the address, and the page that asks.

A server on 127.0.0.1 is within reach of every page that the reader's browser shows. Such a page can
have a name of its own lead to 127.0.0.1 (DNS rebinding), which the name of the host gives away; and
it can open a WebSocket to any host, which its origin gives away. The token is for everyone else.
"""

from __future__ import annotations

import ipaddress
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import SplitResult, urlsplit

LEAST_TOKEN: Final = 16
"""How many letters a token of one's own has at least."""

_LETTERS: Final = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_")
_PORTS: Final = {"http": 80, "https": 443}


def new_token() -> str:
    """Return a token that nobody guesses."""
    return secrets.token_urlsafe(24)


def is_good_token(token: str) -> bool:
    """Whether a token of one's own is long enough and stands in an address as it is."""
    return len(token) >= LEAST_TOKEN and set(token) <= _LETTERS


def is_own(host: str) -> bool:
    """Whether a host is this machine itself, whatever any name server says."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@dataclass(frozen=True, slots=True)
class Guard:
    """What a request has to show."""

    token: str | None
    """What the address begins with, if anything."""
    any_host: bool = False
    """Whether other names of this machine are right; only where there is a token to guard it."""

    @property
    def prefix(self) -> str:
        """What every path begins with."""
        return f"/{self.token}" if self.token else ""

    def refusal(self, path: str, headers: Mapping[str, str], *, is_socket: bool) -> str:
        """Return why a request is refused, in a sentence for the reader, or nothing."""
        host = _place(f"http://{headers.get('Host', '')}")
        if host is None or not (self.any_host or is_own(host.hostname or "")):
            return "This server answers to the name that it was opened with only."
        if self.token is not None:
            given = path.split("/", 2)[1] if path.startswith("/") else ""
            if not secrets.compare_digest(given.encode(errors="replace"), self.token.encode()):
                return "This address lacks the token. Open the whole line that wherefrom printed."
        if is_socket and not _is_same(headers.get("Origin", ""), host):
            return "Only the page of this server may open a session."
        return ""


def _is_same(origin: str, host: SplitResult) -> bool:
    """Whether a page comes from the host that it asks; its scheme is what a proxy makes it."""
    page = _place(origin)
    if page is None or page.scheme not in _PORTS:
        return False
    usual = _PORTS[page.scheme]
    return (page.hostname, page.port or usual) == (host.hostname, host.port or usual)


def _place(address: str) -> SplitResult | None:
    """Return the parts of a scheme, a host and a port; None where they are more, less or wrong."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return None
    is_more = parts.path or parts.query or parts.fragment or "@" in parts.netloc
    return None if is_more or not parts.hostname or port == 0 else parts
