"""The explorer in a real browser: what a reader does there, and what the browser asks for."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from screenshots.chromium import Tab, chromium, found
from screenshots.page import read_a_passage
from tests.browsing import Served, gone

PROGRAM = found()

pytestmark = pytest.mark.skipif(
    PROGRAM is None, reason="no chromium here (Debian: apt-get install chromium)"
)

CLOSED = "document.body.classList.contains('-closed')"
WORDS = "document.getElementById('words').textContent"


@contextlib.asynccontextmanager
async def tab_at(address: str) -> AsyncIterator[Tab]:
    """Open an address in a browser with a profile of its own."""
    assert PROGRAM is not None
    async with chromium(PROGRAM) as new_tab:
        tab = await new_tab()
        await tab.open(address)
        yield tab


def assert_all_is_well(tab: Tab, address: str) -> None:
    """The browser asked nobody but the server, and complained of nothing."""
    assert tab.addresses
    assert {urlsplit(each).netloc for each in tab.addresses} == {urlsplit(address).netloc}
    assert tab.errors == []


async def test_a_reader_finds_a_person_and_reads_the_passage(tmp_path: Path) -> None:
    with Served(tmp_path, "--token") as served:
        async with tab_at(served.address) as tab:
            await tab.shows("Mark Zuckerberg")
            await read_a_passage(tab)
            assert len(await tab.picture()) > 10_000
            await tab.press("Backspace")
            await tab.shows("1 of 23 people")
            assert_all_is_well(tab, served.address)


async def test_leaving_ends_the_session_and_enter_begins_another(tmp_path: Path) -> None:
    with Served(tmp_path) as served:
        async with tab_at(served.address) as tab:
            await tab.shows("Mark Zuckerberg")
            (number,) = served.children
            await tab.type("q")
            await tab.until_page(CLOSED)
            assert await tab.run(WORDS) == "You left the explorer."
            await gone(number)
            await tab.press("Enter")
            await tab.until(lambda: bool(served.children), "no second session began")
            await tab.shows("Mark Zuckerberg")
            served.end()
            await tab.until_page(CLOSED)
            assert await tab.run(WORDS) == "wherefrom serve was stopped."
            assert_all_is_well(tab, served.address)


async def test_a_closed_tab_leaves_nothing_behind(tmp_path: Path) -> None:
    with Served(tmp_path) as served:
        async with tab_at(served.address) as tab:
            await tab.shows("Mark Zuckerberg")
            (number,) = served.children
            await tab.ask("Page.close")
            await gone(number)


async def test_a_copied_quote_is_in_the_browsers_clipboard(tmp_path: Path) -> None:
    with Served(tmp_path) as served:
        async with tab_at(f"{served.address}#person/jason-wei") as tab:
            await tab.shows("Jason Wei")
            names = ["clipboardReadWrite", "clipboardSanitizedWrite"]
            await tab.ask("Browser.grantPermissions", permissions=names)
            await tab.type("y")
            await tab.shows("The quote: sent to the browser's clipboard.")
            copied = await tab.pasted()
            assert len(copied) > 10
            assert copied in " ".join(tab.text.split())
            assert_all_is_well(tab, served.address)
