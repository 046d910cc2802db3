"""A screen with an address: what the explorer can go to, leave and return to."""

from __future__ import annotations

from abc import abstractmethod

from textual import events

from tui.address import Address
from tui.state import Place
from tui.terminal.held import HeldScreen


class Page(HeldScreen[None]):
    """What Browse and the reader have in common, and all that the explorer knows of them."""

    listing: Address = Address("source")
    """The list that a search narrows, and that lies behind a record."""

    _has_stood = False

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

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """Keep the styles at the very first, as everything has just been given them."""
        event.refresh_styles = self._has_stood
        self._has_stood = True

    @abstractmethod
    def show(self, place: Place) -> None:
        """Show a place as it was left."""

    @abstractmethod
    def renew(self) -> None:
        """Show the same again, after a choice that changes how it is shown."""

    @abstractmethod
    def translate(self) -> None:
        """Show or hide our translations."""
