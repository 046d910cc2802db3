"""A page with a list: what takes longer than a key may is done aside, and shown when it comes.

A list of some thousand records is searched at once, and a record of some hundred events read at
once; handing them to another thread would take longer.
"""

from __future__ import annotations

import time
from abc import abstractmethod
from dataclasses import dataclass
from typing import Final

from textual import on, work
from textual.message import Message
from textual.reactive import var
from textual.worker import get_current_worker

from db.errors import BadQuery, Superseded, WherefromError
from db.library import Library
from db.search import Results
from tui.address import Address
from tui.desk import Desk
from tui.messages import Say
from tui.screens.page import Page
from tui.state import Place
from tui.views.card import Card

AT_ONCE: Final = 150
"""Up to so many events a record is read sooner than it is handed to another thread."""

REST: Final = 0.03
"""Seconds that the cursor rests on a record with much to tell before it is read."""


class Searching(Page):
    """What the main screen is besides its panes: a query, and the last answer to one."""

    shows_facets: var[bool] = var(default=False, toggle_class="-facets")

    @dataclass
    class Found(Message):
        """A search came to its end."""

        place: Place
        """The list and the place in it that were asked for."""
        answer: Results | BadQuery
        """What was found."""
        number: int
        """Which search it was; only the last one is shown."""
        facets: Card | None = None
        """Its counts, where they are shown."""

    @dataclass
    class Read(Message):
        """A record with much to tell was read."""

        address: Address
        """The record."""
        card: Card
        """What there is to tell."""

    def __init__(self, desk: Desk) -> None:
        """Begin with nothing found."""
        super().__init__()
        self.desk = desk
        self.answer: Results | None = None
        self._searches = 0
        self._at_hand: tuple[Library, Card] | None = None

    @property
    def is_settled(self) -> bool:
        """Whether no search and no record is on its way, and something was found already."""
        return self.answer is not None and super().is_settled

    @abstractmethod
    def take(self, found: Found) -> None:
        """Show what was found."""

    def search(self, place: Place) -> None:
        """Search at once where that is quick, else in a thread that a later search ends."""
        self._searches += 1  # before the one that runs is stopped, so that it knows why
        self.desk.library.index.interrupt()
        if self.desk.is_quick(place.address, with_facets=self.shows_facets):
            self.take(self._found(place, self._searches))
        else:
            self._search_aside(place, self._searches)

    @work(thread=True, exclusive=True, group="search")
    def _search_aside(self, place: Place, number: int) -> None:
        worker = get_current_worker()
        facets, is_wanted = self.shows_facets, lambda: not worker.is_cancelled
        if not self.desk.wait_for(place.address, is_wanted, with_facets=facets):
            return
        try:
            with self.desk.library.index.giving_way(lambda: number != self._searches):
                found = self._found(place, number)
        except Superseded:
            return
        if not worker.is_cancelled:
            self.post_message(found)

    def _found(self, place: Place, number: int) -> Found:
        answer = self.desk.search(place.address)
        counted = self.answer if isinstance(answer, BadQuery) else answer
        if not self.shows_facets or counted is None:
            return self.Found(place, answer, number)
        return self.Found(place, answer, number, self.desk.facets(place.address, counted))

    @on(Found)
    def _take(self, found: Found) -> None:
        """Show what was found, unless the reader has typed on or the file was written since."""
        if found.number == self._searches:
            self.take(found)

    @work(thread=True, exclusive=True, group="record")
    def read_aside(self, address: Address) -> None:
        """Read a record unless the cursor goes on at once, so that moving never waits for it."""
        worker = get_current_worker()
        time.sleep(REST)
        if worker.is_cancelled:
            return
        try:
            card = self.card_of(address)
        except WherefromError as problem:
            self.post_message(Say(str(problem), is_problem=True))
        else:
            self._at_hand = self.desk.library, card
            self.post_message(self.Read(address, card))

    def card_of(self, address: Address) -> Card:
        """Return what there is to tell of a record; what was read aside last is at hand.

        Raises `NotFound`.
        """
        if self._at_hand is not None:
            library, card = self._at_hand
            if library is not self.desk.library:  # which is to be let go
                self._at_hand = None
            elif card.view == address.reference:
                return card
        return self.desk.card(address)
