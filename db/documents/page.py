"""A web page: its main text, without menus, notices and comments.

Trafilatura finds the main text, and never asks the network for anything. The page is counted
before it is parsed, as some pages are made to take all the memory there is.
"""

from __future__ import annotations

import re
import warnings
from typing import TYPE_CHECKING, Final

from db.documents.decoding import damage_of, decoded
from db.documents.derived import Derived
from db.documents.media import HTML
from db.documents.offered import Offered
from db.documents.page_head import told_by

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_VERSION: Final = 1
MOST_TAGS: Final = 200_000
"""The most tags that a page may have; an article of a hundred thousand words has fewer."""

_LIMITS: Final = frozenset({"ERR_RESOURCE_LIMIT", "ERR_INTERNAL_ERROR"})
"""What the parser says where it gives up in the middle of a page."""

_DATA_ADDRESS: Final = re.compile(r"""(["'(])data:[^"')\s]{1024,}""")
_NO_TEXT: Final = "Save the page with its text, or give the words as a text file."


def derive(offered: Offered, encoding: str | None = None) -> Derived:
    """Return the main text of a page; raises `BadFile` where it has none that can be found."""
    found = decoded(offered, encoding)
    page = _DATA_ADDRESS.sub(r"\1data:", found.text)  # pictures that a saved page carries along
    if page.count("<") > MOST_TAGS:
        raise offered.refused(f"it has more than {MOST_TAGS:,} tags", _NO_TEXT)
    tree = _parsed(page, offered)
    told = told_by(tree, page)
    text = _main_text(tree)
    if not text:
        raise offered.refused("no main text was found in it", _NO_TEXT)
    damage = damage_of(text)
    notes = (*found.notes, damage) if damage else found.notes
    return Derived(f"{text}\n", HTML, _by(), told, notes)


def _parsed(page: str, offered: Offered) -> HtmlElement:
    """Read a page without ever asking for what it refers to.

    Raises `BadFile` where only a part of it can be read, as its words would not be all.
    """
    from lxml import etree, html

    parser = html.HTMLParser(encoding="utf-8", no_network=True, recover=True)
    try:
        tree = html.document_fromstring(page.encode("utf-8"), parser=parser)
    except etree.LxmlError as error:
        raise offered.refused("no page could be read in it", _NO_TEXT) from error
    if any(each.type_name in _LIMITS for each in parser.error_log):
        raise offered.refused("its tags are nested too deeply", _NO_TEXT)
    return tree


def _main_text(tree: HtmlElement) -> str:
    """Return the words that the page is about, paragraph by paragraph."""
    import trafilatura

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what its libraries have to say to their authors
        extracted = trafilatura.bare_extraction(
            tree, include_comments=False, include_tables=True, deduplicate=False
        )
    text = getattr(extracted, "text", None)
    return text.strip() if isinstance(text, str) else ""


def _by() -> str:
    from importlib.metadata import version

    return f"html {_VERSION}, trafilatura {version('trafilatura')}"
