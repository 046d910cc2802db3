"""A screen with an address: what the explorer can go to, leave and return to."""

from __future__ import annotations

from abc import abstractmethod

from textual.screen import Screen

from tui.address import Address
from tui.state import Place


class Page(Screen[None]):
    """What Browse and the reader have in common, and all that the explorer knows of them."""

    listing: Address = Address("source")
    """The list that a search narrows, and that lies behind a record."""

    @property
    @abstractmethod
    def here(self) -> Place:
        """The place that is shown, whole."""

    @property
    @abstractmethod
    def quote_shown(self) -> str | None:
        """The quote that a copy takes along."""

    @property
    def is_settled(self) -> bool:
        """Whether nothing is on its way that would alter what is shown."""
        return all(each.is_finished for each in self.workers if each.node is self)

    @abstractmethod
    def show(self, place: Place) -> None:
        """Show a place as it was left."""

    @abstractmethod
    def renew(self) -> None:
        """Show the same again, after a choice that changes how it is shown."""

    @abstractmethod
    def translate(self) -> None:
        """Show or hide our translations."""
