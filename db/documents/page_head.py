"""What a web page says of itself: in its meta tags, its JSON-LD, its address, its language.

Only what is said in so many words is taken. Nothing is read out of file times, copyright lines or
the address of the page, and a date of change is no date of publication.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Final

from db.documents.told import Told, address_of, date_of, language_of, words_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_META: Final[Mapping[str, tuple[str, ...]]] = {
    "title": ("og:title", "citation_title", "dc.title", "dcterms.title", "twitter:title"),
    "author": (
        "author", "citation_author", "article:author", "dc.creator", "dcterms.creator",
        "parsely-author", "sailthru.author", "byl",
    ),
    "published": (
        "article:published_time", "og:published_time", "citation_publication_date",
        "citation_date", "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date",
        "dcterms.date", "date", "pubdate", "publishdate", "publish-date", "publication_date",
        "parsely-pub-date", "sailthru.date", "datepublished",
    ),
    "lang": ("dc.language", "dcterms.language", "language", "content-language", "og:locale"),
    "publisher": (
        "og:site_name", "citation_publisher", "citation_journal_title", "dc.publisher",
        "dcterms.publisher", "publisher", "application-name",
    ),
    "url": ("og:url", "citation_public_url", "dc.identifier", "twitter:url"),
}  # fmt: skip
"""The names under which pages say what we look for, the plainer ones first."""

_ARTICLES: Final = (
    "article", "newsarticle", "reportagenewsarticle", "analysisnewsarticle", "opinionnewsarticle",
    "blogposting", "report", "scholarlyarticle", "liveblogposting", "socialmediaposting",
    "webpage",
)  # fmt: skip
"""What JSON-LD calls a page like ours, the plainer ones first."""

_SAVED: Final = re.compile(
    r"(?i)<!--[^>]{0,200}?(?:saved from url=\([0-9]+\)|\burl:)\s*(https?://[^\s>]{1,1000})"
)
"""Where browsers note the address of a page that they save."""

_HEAD: Final = 65_536
_LARGEST_JSON = 1_048_576
_MOST_NODES: Final = 1000
_MOST_DEEP: Final = 6


def told_by(tree: HtmlElement, page: str) -> Told:
    """Return what a page says of itself."""
    meta = _meta(tree)
    linked = _article(tree)
    canonical = tree.xpath("//link[translate(@rel, 'CANOIL', 'canoil') = 'canonical']/@href")
    saved = _SAVED.search(page[:_HEAD])
    return Told(
        title=_first(words_of, meta["title"], [linked.get("headline")], _titles(tree)),
        author=_names(linked.get("author")) or _authors(meta["author"]),
        published=_first(date_of, [linked.get("datePublished")], meta["published"], _times(tree)),
        lang=_first(language_of, _attributes(tree), [linked.get("inLanguage")], meta["lang"]),
        publisher=_first(words_of, meta["publisher"], [_names(linked.get("publisher"))]),
        url=_first(address_of, map(str, canonical), meta["url"], [saved[1] if saved else None]),
    )


def _first(read: Callable[[str | None], str | None], *offered: Iterable[object]) -> str | None:
    """Return the first of many that can be read."""
    every = (each for some in offered for each in some if isinstance(each, str))
    return next(filter(None, map(read, every)), None)


def _meta(tree: HtmlElement) -> dict[str, list[str]]:
    """Collect what the meta tags say, in the order in which we trust their names."""
    said: dict[str, list[str]] = {}
    for tag in tree.iter("meta"):
        names = (tag.get(key) for key in ("name", "property", "itemprop", "http-equiv"))
        for name in filter(None, names):
            said.setdefault(name.strip().lower(), []).append(tag.get("content") or "")
    return {
        field: [value for name in names for value in said.get(name, ())]
        for field, names in _META.items()
    }


def _authors(said: Iterable[str]) -> str | None:
    """Join the names of several authors; an address of one is no name."""
    names = (words_of(each) for each in said if not address_of(each))
    return words_of(", ".join(dict.fromkeys(filter(None, names))))


def _titles(tree: HtmlElement) -> list[str]:
    """Return the heading where there is one alone, and the title of the window."""
    headings = [each.text_content() for each in tree.iter("h1")]
    return [*(headings if len(headings) == 1 else ()), tree.findtext(".//title") or ""]


def _times(tree: HtmlElement) -> list[str]:
    """Return the times that are marked as those of publication."""
    marked = tree.xpath("//*[@itemprop='datePublished']")
    return [str(each.get("datetime") or each.get("content") or "") for each in marked] + [
        str(each.get("datetime") or "") for each in tree.xpath("//time[@pubdate]")
    ]


def _attributes(tree: HtmlElement) -> list[str]:
    root = tree.getroottree().getroot()
    return [str(root.get(name) or "") for name in ("lang", "xml:lang")]


def _article(tree: HtmlElement) -> Mapping[str, object]:
    """Return the JSON-LD of the article, or an empty object."""
    found: dict[str, Mapping[str, object]] = {}
    for script in tree.xpath("//script[contains(@type, 'ld+json')]"):
        for node in _nodes((script.text or "")[:_LARGEST_JSON]):
            for kind in _strings(node.get("@type")):
                found.setdefault(kind.lower(), node)
    return next((found[kind] for kind in _ARTICLES if kind in found), {})


def _nodes(written: str) -> Iterator[Mapping[str, object]]:
    """Walk the objects of a JSON-LD script that may be the page; none where it is no JSON."""
    try:
        waiting: list[tuple[object, int]] = [(json.loads(written, strict=False), 0)]
    except (ValueError, RecursionError):
        return
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        node, depth = waiting.pop(0)
        if isinstance(node, dict):
            yield node
        if depth < _MOST_DEEP:
            parts = list(node.values()) if isinstance(node, dict) else node
            inside = parts if isinstance(parts, list) else []
            waiting += [(each, depth + 1) for each in inside if isinstance(each, dict | list)]


def _names(value: object) -> str | None:
    """Return the names of those whom JSON-LD names: words, objects with a name, lists of both."""
    every = value if isinstance(value, list) else [value]
    named = (each.get("name") if isinstance(each, dict) else each for each in every)
    words = (words_of(each) for name in named for each in _strings(name))
    return words_of(", ".join(dict.fromkeys(each for each in words if each)))


def _strings(value: object) -> list[str]:
    every = value if isinstance(value, list) else [value]
    return [each for each in every if isinstance(each, str)]
