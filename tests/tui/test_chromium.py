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

ELSEWHERE = "--host-resolver-rules=MAP *.example 127.0.0.1"
"""Has names lead to this machine, as whoever owns them can."""

NOTE = "document.getElementById('note').textContent"
CLOSED = "document.body.classList.contains('-closed')"
WORDS = "document.getElementById('words').textContent"


@contextlib.asynccontextmanager
async def tab_at(address: str, *flags: str) -> AsyncIterator[Tab]:
    """Open an address in a browser with a profile of its own."""
    assert PROGRAM is not None
    async with chromium(PROGRAM, *flags) as new_tab:
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


async def test_a_browser_that_refuses_its_clipboard_is_told_of(tmp_path: Path) -> None:
    with Served(tmp_path) as served:
        async with tab_at(f"{served.address}#person/jason-wei") as tab:
            await tab.shows("Jason Wei")
            for name in ("clipboard-write", "clipboard-sanitized-write"):
                denied = {"permission": {"name": name}, "setting": "denied"}
                with contextlib.suppress(RuntimeError):  # not every version knows every name
                    await tab.ask("Browser.setPermission", **denied)
            await tab.type("y")
            await tab.until_page(f"{NOTE}.startsWith('The browser did not let the text into')")
            await tab.type("j")
            await tab.until_page(f"{NOTE} === ''")


async def test_a_quote_is_copied_where_a_browser_trusts_the_address_less(tmp_path: Path) -> None:
    with Served(tmp_path, "--allow-remote") as served:
        address = served.address.replace("127.0.0.1", "people.example")
        async with tab_at(f"{address}#person/jason-wei", ELSEWHERE) as tab:
            await tab.shows("Jason Wei")
            assert await tab.run("window.isSecureContext") is False
            await tab.type("y")
            await tab.shows("The quote: sent to the browser's clipboard.")
            assert len(await tab.pasted()) > 10
            assert await tab.run(NOTE) == ""
            assert_all_is_well(tab, address)


async def test_a_name_that_leads_here_shows_nothing(tmp_path: Path) -> None:
    with Served(tmp_path) as served:
        async with tab_at(served.address.replace("127.0.0.1", "evil.example"), ELSEWHERE) as tab:
            await tab.until_page("document.body?.textContent.includes('answers to the name')")
        assert served.children == []


async def test_a_page_of_another_site_opens_no_session_and_reads_nothing(tmp_path: Path) -> None:
    with Served(tmp_path) as served, Served(tmp_path) as other:
        socket = f"{served.address.replace('http', 'ws', 1)}ws?width=80&height=24"
        async with tab_at(f"{other.address}page.css") as tab:
            await tab.until_page("document.readyState === 'complete'")
            policy = "Page.setBypassCSP"  # that page is ours; a stranger's would allow itself all
            await tab.ask(policy, enabled=True)
            await tab.ask("Page.reload")
            await tab.until_page("document.readyState === 'complete'")
            tried = f"""new Promise((say) => {{
                const socket = new WebSocket({socket!r});
                socket.onopen = () => say("open");
                socket.onerror = () => say("refused");
            }})"""
            assert await tab.run(tried) == "refused"
            read = f"fetch({served.address!r}).then(() => 'read', () => 'refused')"
            assert await tab.run(read) == "refused"
        assert served.children == []


async def test_a_browser_without_graphics_shows_it_too(tmp_path: Path) -> None:
    with Served(tmp_path) as served:
        async with tab_at(served.address, "--disable-3d-apis") as tab:
            await tab.shows("Mark Zuckerberg")
            seen = "document.querySelector('.xterm-rows')?.textContent ?? ''"
            await tab.until_page(f"({seen}).includes('Zuckerberg')")
            assert_all_is_well(tab, served.address)


async def test_the_explorer_fills_the_window_whatever_its_size(tmp_path: Path) -> None:
    with Served(tmp_path) as served:
        async with tab_at(served.address) as tab:
            await tab.shows("statement")
            wide = await tab.run("document.querySelector('.xterm-screen').offsetWidth")
            for width in (300, 1600, 700):
                size = {"width": width, "height": 500, "deviceScaleFactor": 1, "mobile": False}
                await tab.ask("Emulation.setDeviceMetricsOverride", **size)
                screen = "document.querySelector('.xterm-screen').offsetWidth"
                await tab.until_page(f"Math.abs({screen} - {width}) < 40")
            assert wide > 1200
            await tab.type("q")
            await tab.until_page(CLOSED)
            assert_all_is_well(tab, served.address)
