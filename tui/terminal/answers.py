"""What a terminal says by itself, taken out of what is typed before any of it can be a key.

A terminal answers questions late, in pieces, or those of the program that ran before. What it says
has the form of no key, but once such a sequence is not understood, or comes in two halves over a
slow line, its letters would be taken for typed ones, and be commands.
"""

from __future__ import annotations

import re
from typing import Final

LATE: Final = 2.0
"""Seconds after a lone ESC for which the rest of an answer may still come."""

PATIENCE: Final = 5.0
"""Seconds after which the rest of an answer is not waited for any more."""

ALONE: Final = 0.3
"""The same for one of which only so much has come as a person can type: Alt and a bracket."""

_OPEN: Final = "\x1b[200~"
_CLOSE: Final = "\x1b[201~"
"""What a terminal puts around pasted text, in which nothing is an answer, and nothing a key."""

_ANSWER: Final = re.compile(
    r"\x1b\][^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)"  # OSC: a colour, a title, a copied text
    r"|\x1b[P_^X][^\x1b\x9c]*(?:\x1b\\|\x9c)"  # DCS and the like: what it is, what it can do
    r"|\x1b\[[<?>=][\d:;]*[ -/]*[@-~]"  # modes, attributes, a mouse that nobody asked for
    r"|\x1b\[\d[\d:;]*[cghijnopqrstvwxy]"  # state, sizes
)
"""Whole answers; no key has these forms."""

_HALF: Final = re.compile(
    r"\x1b(?:\][^\x07\x1b\x9c]*\x1b?|[P_^X][^\x1b\x9c]*\x1b?"
    r"|\[[<?>=][\d:;]*[ -/]*|\[(?:\d[\d:;]*)?)\Z"
)
"""An answer, or what may become one, that ends with what has come so far."""

_REST: Final = re.compile(r"(?:\[[<?>=][\d:;]*[ -/]*[@-~]|\]\d+;[^\x07\x1b]*(?:\x07|\x1b\\))+")
"""Answers whose ESC came before them, and was taken for the key."""

_KEPT: Final = re.compile(r"\x1b\[(?:\?\d+;\d\$y|48;[\d:;]*t)")
"""Answers that Textual waits for: modes that a terminal has, and its size."""


class Answers:
    """Takes in what comes from a terminal, and hands on what was typed."""

    def __init__(self) -> None:
        """Begin with nothing heard."""
        self._held, self._held_since = "", 0.0
        self._escaped_at: float | None = None
        self._is_pasting = False

    def without(self, text: str, now: float) -> str:
        """Return what of a text is typed or waited for, as far as that is known by now."""
        if self._escaped_at is not None and now - self._escaped_at < LATE and not self._held:
            text = _REST.sub("", text, count=1) if _REST.match(text) else text
        self._escaped_at = None
        out = self._sifted(self._held + text, now)
        if out.endswith("\x1b") and not self._held:
            self._escaped_at = now
        return out

    def late(self, now: float) -> str:
        """Return what was held back for too long to be an answer still: Alt and a bracket."""
        is_alone = len(self._held) <= len("\x1b]")
        if self._is_pasting:  # an end of it that has only begun
            return ""
        if not self._held or now - self._held_since < (ALONE if is_alone else PATIENCE):
            return ""
        held, self._held = self._held, ""
        return held if is_alone else ""

    def _sifted(self, text: str, now: float) -> str:
        """Take whole answers out, and hold back one that has only begun."""
        before, self._held = self._held, ""
        out, rest = "", text
        while rest:
            if self._is_pasting:
                pasted, close, rest = rest.partition(_CLOSE)
                if not close:
                    cut = next((n for n in range(5, 0, -1) if pasted.endswith(_CLOSE[:n])), 0)
                    pasted, self._held = pasted[: len(pasted) - cut], pasted[len(pasted) - cut :]
                    self._held_since = now
                # Textual would take an escape in it for the start of keys, and obey what follows.
                out, self._is_pasting = out + pasted.replace("\x1b", "") + close, not close
                continue
            typed, opened, rest = rest.partition(_OPEN)
            self._is_pasting = bool(opened)
            typed = _ANSWER.sub(lambda found: found[0] if _KEPT.fullmatch(found[0]) else "", typed)
            half = None if opened else _HALF.search(typed)
            if half is not None:
                self._held, typed = half[0], typed[: half.start()]
                self._held_since = self._held_since if before else now
            out += typed + opened
        return out
