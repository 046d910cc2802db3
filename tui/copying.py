"""The forms in which a reader takes something along, and the text of each.

The quote, a citation of it, an annotation that other programs can anchor, or the view string: one
row a form, from which the window that asks, the palette and the help derive.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from db import cite
from db.errors import NotFound
from db.library import Library
from db.records import Quote, Source


@dataclass(frozen=True, slots=True)
class Form:
    """One way to take a quote along."""

    name: str
    """What the program calls it."""
    letter: str
    """The key that chooses it."""
    label: str
    """What the reader is told."""
    text: Callable[[Source, Quote], str]
    """How it is written."""


def _indented(document: Mapping[str, object]) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2)


FORMS: Final[Mapping[str, Form]] = {
    form.name: form
    for form in (
        Form("quote", "q", "the quote", lambda _, quote: quote.exact),
        Form("plain", "p", "a citation, plain text", cite.as_plain),
        Form("markdown", "m", "a citation, Markdown", cite.as_markdown),
        Form("csl", "c", "the source, CSL-JSON", lambda source, _: _indented(cite.as_csl(source))),
        Form(
            "annotation",
            "a",
            "the quote, W3C annotation",
            lambda source, quote: _indented(cite.as_annotation(source, quote)),
        ),
    )
}
"""Every form by its name, in the order in which they are offered."""

VIEW: Final = "view"
"""The form that needs no quote: the view string."""


def text_of(form: str, library: Library, view: str, quote: str | None) -> str:
    """Return what is copied.

    Raises `NotFound` where the form needs a quote and none is shown.
    """
    if form == VIEW:
        return view
    if quote is None:
        raise NotFound("quote to copy in the view", view)
    record = library.quote(quote)
    return FORMS[form].text(library.source(record.source), record)
