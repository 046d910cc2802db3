"""Requests that several widgets and screens send; what only one sends stands in its own file."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message

from tui.address import Address
from tui.state import Pane


@dataclass
class Open(Message):
    """Show what a view names, and remember where one was."""

    address: Address
    """What to show."""
    pane: Pane = "list"
    """Which pane gets the focus there."""


@dataclass
class Used(Message):
    """Remember a query that was used, so that it can be called back."""

    query: str
    """As it was typed."""


@dataclass
class Say(Message):
    """Tell the reader something in the line at the bottom."""

    words: str
    """One sentence; it may hold text from data."""
    is_problem: bool = False
    """Whether it says that something went wrong."""
