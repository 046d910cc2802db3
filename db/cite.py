"""A quote and its source as a citation: plain text, Markdown, CSL-JSON, a W3C Web Annotation.

What leaves the program is pasted into somebody's article, so each form keeps the words letter for
letter, says no more of the source than is known, and marks a translation as ours.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final
from urllib.parse import quote as percent_encoded

from db.dates import span_of_iso
from db.errors import BadTerm
from db.records import UNKNOWN_LANGUAGE, Quote, Source

OURS: Final = "Our translation"
"""What stands before a translation, which is never the source's."""

UNDATED: Final = "undated"
"""What stands in place of a date that the source does not tell."""

CONTEXT: Final = "http://www.w3.org/ns/anno.jsonld"
"""The JSON-LD context of the Web Annotation Data Model."""

_SPECIAL: Final = re.compile(r"[\\`*_\[\]<>#|~&$^]")
"""What Markdown reads as its own anywhere in a line."""
_LINE_END: Final = re.compile(r"\r\n|\r|\n")
_LINE_START: Final = re.compile(r"([ \t]*)([0-9]*(?=[.)])|)([-+=:.)]?)")
"""What Markdown reads as an indent, a list, a heading or a table, at the start of a line alone."""
_ENTITY: Final = re.compile(r"&(?=#?\w+;)")
_URL_SAFE: Final = "!#$%&'()*+,/:;=?@[]~"
"""What an address between angle brackets keeps as it is."""


def as_plain(source: Source, quote: Quote) -> str:
    """Return the quotation with its citation, and below them our translation."""
    parts = (source.author, source.title, source.publisher, source.published or UNDATED, source.url)
    cited = f"“{quote.exact}” — {', '.join(one_line(part) for part in parts if part)}"
    return f"{cited}\n{OURS}: “{quote.translation}”" if quote.translation else cited


def as_markdown(source: Source, quote: Quote) -> str:
    """Return a block quotation with its citation, everything that comes from outside escaped."""
    before, after = (source.author,), (source.publisher, source.published or UNDATED)
    cited = [
        *(escaped(one_line(part)) for part in before if part),
        _linked(source),
        *(escaped(one_line(part)) for part in after if part),
    ]
    paragraphs = [escaped(quote.exact), f"— {', '.join(cited)}"]
    if quote.translation:
        paragraphs.insert(1, f"{OURS}: {escaped(quote.translation)}")
    lines = "\n\n".join(paragraphs).split("\n")
    return "\n".join(f"> {line}" if line else ">" for line in lines)


def as_csl(source: Source) -> dict[str, object]:
    """Return the source as one CSL-JSON item, for Zotero, Pandoc and their like.

    A publisher is the site of a web page and the publisher of anything else; `article` is not
    used, since CSL means a preprint by it.
    """
    is_page = source.url is not None
    item: dict[str, object] = {
        "id": source.id,
        "type": "webpage" if is_page else "document",
        "title": source.title,
    }
    if source.lang != UNKNOWN_LANGUAGE:
        item["language"] = source.lang
    if source.author:
        item["author"] = [{"literal": source.author}]
    if source.published:
        item["issued"] = _issued(source.published)
    if source.publisher:
        item["container-title" if is_page else "publisher"] = source.publisher
    if source.url:
        item["URL"] = source.url
    return item


def as_annotation(source: Source, quote: Quote) -> dict[str, object]:
    """Return a W3C Web Annotation (JSON-LD) that other programs can anchor.

    The target is the address of the source or, where it has none, its text by SHA-256. Positions
    count code points of that text; without one there are none.
    """
    selectors: list[dict[str, object]] = [
        {
            "type": "TextQuoteSelector",
            "exact": quote.exact,
            "prefix": quote.prefix,
            "suffix": quote.suffix,
        }
    ]
    if not source.is_unseen:
        selectors.append({"type": "TextPositionSelector", "start": quote.start, "end": quote.end})
    annotation: dict[str, object] = {
        "@context": CONTEXT,
        "id": f"urn:wherefrom:quote:{quote.id}",
        "type": "Annotation",
        "motivation": "describing" if quote.translation else "highlighting",
        "target": {"source": source.url or _name_of(source), "selector": selectors},
    }
    if quote.translation:
        annotation["body"] = _translation(quote.translation)
    return annotation


def _name_of(source: Source) -> str:
    """Return a name for a source without an address: its text, or itself where there is none."""
    named = f"urn:wherefrom:source:{source.id}"
    return named if source.is_unseen else f"urn:sha256:{source.sha256}"


def _translation(words: str) -> dict[str, object]:
    """Return the body of an annotation that holds our translation, and says that it is ours."""
    return {
        "type": "TextualBody",
        "value": words,
        "format": "text/plain",
        "language": "en",
        "purpose": "describing",
        "label": OURS,
        "creator": {"type": "Software", "name": "wherefrom"},
    }


def _issued(published: str) -> dict[str, object]:
    """Return a date as CSL has it: as many parts as are known, or the words themselves."""
    try:
        span_of_iso(published)
    except BadTerm:
        return {"raw": published}
    return {"date-parts": [[int(part) for part in published.split("-")]]}


def one_line(text: str) -> str:
    """Return a text of the citation with every run of white space as one space."""
    return " ".join(text.split())


def _linked(source: Source) -> str:
    """Return the title as a link; an address that no browser opens stands beside it as text."""
    title = escaped(one_line(source.title))
    if source.url is None:
        return title
    if not source.url.lower().startswith(("http://", "https://")):
        return f"{title}, {escaped(one_line(source.url))}"
    address = percent_encoded(source.url.strip(), safe=_URL_SAFE, errors="replace")
    return f"[{title}](<{_ENTITY.sub('&amp;', address)}>)"


def escaped(text: str) -> str:
    """Return a text that Markdown shows letter for letter, its line ends as hard breaks."""
    lines = [_escaped_line(line) for line in _LINE_END.split(text)]
    ends = ["\\\n" if line and after else "\n" for line, after in pairwise(lines)]
    return "".join(map("".join, zip(lines, [*ends, ""], strict=True)))


def _escaped_line(line: str) -> str:
    start = _LINE_START.match(line)
    indent, digits, sign = start.groups() if start else ("", "", "")
    rest = _SPECIAL.sub(r"\\\g<0>", line[len(indent + digits + sign) :])
    kept = "".join(f"&#{ord(space)};" for space in indent)
    return f"{kept}{digits}{chr(92) if sign else ''}{sign}{rest}"
