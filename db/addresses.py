"""Web addresses: when two of them lead to one page.

Nothing is asked of the network. What a browser, a newsletter or a share button adds to an address
does not make it another page; what follows a question mark may well.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

_PORTS: Final = {80, 443, None}
_ADDED: Final = (
    "utm_", "fbclid", "gclid", "dclid", "msclkid", "mc_cid", "mc_eid", "igshid", "yclid", "wt_mc",
    "ref_src", "cmpid", "_ga",
)  # fmt: skip
"""How the parameters begin that only tell who sent the reader."""


def same_page(address: str) -> str:
    """Return what all addresses of one page have in common; of what is no address, itself."""
    words = address.strip()
    try:
        parts = urlsplit(words)
        port = parts.port
    except ValueError:  # brackets that are no IPv6, or a port that is no number
        return words
    if parts.scheme.lower() not in {"http", "https"} or not parts.hostname:
        return words
    host = parts.hostname.removeprefix("www.")
    asked = sorted(
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if not name.lower().startswith(_ADDED)
    )
    path = unquote(parts.path).rstrip("/")
    query = f"?{urlencode(asked)}" if asked else ""
    return f"//{host}{'' if port in _PORTS else f':{port}'}{path}{query}"
