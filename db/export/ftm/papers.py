"""Sources and quotes -> articles, and notes that say what stands in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from db.export.ftm.entity import Built, Ids
from db.export.left_out import LeftOut
from db.export.selection import Selection
from db.rules.passages import is_data


def papers(
    selection: Selection, parties: Mapping[str, Built], ids: Ids, left: LeftOut
) -> Iterator[Built]:
    """Walk the articles of a selection, each with its quotes.

    The rows of a data file are quotes too. They are entities already, and left out here.
    """
    for source in selection.records.sources.values():
        quotes = selection.quotes_in(source.id)
        if is_data(source):
            left.note("sources")
            left.note("quotes", count=len(quotes))
            continue
        article = Built(ids.make(f"source-{source.id}"), "Article", source.title)
        article.add("title", source.title)
        article.add("author", source.author)
        article.add("publisher", source.publisher)
        article.add("sourceUrl", source.url)
        article.add("fileName", source.file)
        article.add("publishedAt", source.published)
        said = ("id", "title", "author", "publisher", "url", "file", "published", "length")
        left.rest("source", source, said)
        yield article
        for quote in quotes:
            note = Built(ids.make(f"quote-{quote.id}"), "Note")
            note.add("description", quote.exact)
            note.add("proof", article.id)
            note.add("sourceUrl", source.url)
            for event in selection.events_citing(quote.id):
                note.add("entity", *(parties[r].id for r in event.references if r in parties))
            left.rest("quote", quote, ("id", "source", "exact", "start", "end", "speech"))
            yield note
