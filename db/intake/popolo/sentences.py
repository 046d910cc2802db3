"""What a membership or an event says, as a sentence made of names and dates."""

from __future__ import annotations

from typing import Final

from db.dates import PartialDate
from db.intake.popolo.book import Book, Reference, short

_LONGEST: Final = 300


def is_short(words: str) -> bool:
    """Whether a description may stand as a sentence of its own."""
    return len(words) <= _LONGEST


def titled(title: str | None, post: str | None) -> str:
    """Return a title, and the post that it is of, where that has another name."""
    return f"{short(title or '')}{f' ({short(post)})' if post and post != title else ''}"


def years(date: PartialDate | None, until: PartialDate | None) -> str:
    """Return the dates of a sentence, in their own words."""
    if date and until and date.text != until.text:
        return f" ({short(date.text)}–{short(until.text)})"
    if date:
        return f" ({'' if until else 'from '}{short(date.text)})"
    return f" (until {short(until.text)})" if until else ""


def said(
    book: Book,
    parties: tuple[Reference, Reference, Reference],
    area: str | None,
    title: str,
    years: str,
    *,
    is_over: bool,
) -> str:
    """Say a membership in a sentence."""
    who, where, behalf = map(book.called, parties)
    what = f"{title or 'a member'}{' of ' if where else ''}{where}"
    for_whom = f", on behalf of {behalf}" if behalf else ""
    for_area = f", for {short(area)}" if area else ""
    return f"{who or 'Somebody'} {'was' if is_over else 'is'} {what}{for_whom}{for_area}{years}."


def told(name: str | None, host: str, kind: str | None, described: str | None, years: str) -> str:
    """Say an event in a sentence: as the file describes it, else by name and kind."""
    if described and is_short(described):
        return " ".join(described.split())
    what = short(name or kind or "An event")
    of_kind = f", {short(kind)}" if kind and name and not _says(name, kind) else ""
    when = "" if years.strip(" ()") in what else years  # “… election, 1924” says both
    return f"{what}{of_kind}{f' of {host}' if host else ''}{when}."


def _says(name: str, kind: str) -> bool:
    """Whether a name tells what it is the name of: an election, a session."""
    return kind.split()[-1].casefold() in name.casefold()
