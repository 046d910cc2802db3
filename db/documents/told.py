"""What a document says of itself, or somebody says of it: title, author, date, language.

Nothing is guessed. A date is a day, month or year that the document gives as the one on which it
was published: when a file was made or changed is another matter.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from email.utils import parsedate_to_datetime
from typing import Final
from urllib.parse import urlsplit

from db.dates import span_of_iso
from db.errors import BadTerm

_ISO: Final = re.compile(r"([0-9]{4})(?:([-/.])([0-9]{1,2})(?:\2([0-9]{1,2}))?)?(?=$|[T\s,;])")
_IN_WORDS: Final = re.compile(
    r"(?:[a-z]+,? )?(?:(?P<before>[a-z]{3,9})\.? (?P<late>[0-9]{1,2})(?:[a-z]{2})?"
    r"|(?P<early>[0-9]{1,2})(?:[a-z]{2})?\.? (?P<after>[a-z]{3,9})),? (?P<year>[0-9]{4})\b",
    re.IGNORECASE,
)
_MONTHS: Final = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
_NO_DATE: Final = {"0001-01-01", "1970-01-01"}
"""What programs write where they have no date."""
_TAG: Final = re.compile(r"([A-Za-z]{2,3})((?:[-_][A-Za-z0-9]{2,8})*)(?:\..*)?")
_REGION: Final = 2
_LONGEST: Final = 1000


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of a document; what is None is not."""

    title: str | None = None
    """Its title."""
    author: str | None = None
    """Who signs it."""
    published: str | None = None
    """The ISO day, month or year of publication."""
    lang: str | None = None
    """The BCP 47 tag of its language."""
    publisher: str | None = None
    """Who publishes it."""
    url: str | None = None
    """Where it was found."""

    def or_else(self, other: Told) -> Told:
        """Return the same, with what is not known taken from elsewhere."""
        return Told(
            *(getattr(self, each.name) or getattr(other, each.name) for each in fields(self))
        )


def words_of(text: str | None) -> str | None:
    """Return words in one line, or None where there are none."""
    return " ".join((text or "").split())[:_LONGEST] or None


def address_of(text: str | None) -> str | None:
    """Return a web address, or None where it is none that leads anywhere."""
    words = (text or "").strip()
    try:
        parts = urlsplit(words)
    except ValueError:  # brackets that are no IPv6
        return None
    is_web = parts.scheme.lower() in {"http", "https"} and bool(parts.hostname)
    return words if is_web and not re.search(r"\s", words) and len(words) <= _LONGEST else None


def language_of(text: str | None) -> str | None:
    """Return a language tag as BCP 47 writes it: `fr_FR` is `fr-FR`."""
    found = _TAG.fullmatch((text or "").strip())
    if found is None:
        return None
    parts = [part for part in re.split("[-_]", found[2]) if part]
    more = (part.upper() if len(part) == _REGION else part for part in parts)
    return "-".join([found[1].lower(), *more])


def date_of(text: str | None) -> str | None:
    """Return the ISO day, month or year that a date says, and no more than that.

    A time keeps the day that is written with it. What cannot be read is not a date.
    """
    words = " ".join((text or "").split())
    if found := _ISO.match(words):
        parts = [found[1], *(part.zfill(2) for part in (found[3], found[4]) if part)]
    elif found := _IN_WORDS.match(words):
        month = _month(found["before"] or found["after"])
        parts = [found["year"], month, (found["late"] or found["early"]).zfill(2)]
    else:
        parts = _of_a_letter(words)
    day = "-".join(parts)
    try:
        span_of_iso(day)
    except BadTerm:
        return None
    return None if day in _NO_DATE else day


READERS: Final[Mapping[str, Callable[[str | None], str | None]]] = {
    "title": words_of,
    "author": words_of,
    "published": date_of,
    "lang": language_of,
    "publisher": words_of,
    "url": address_of,
}
"""What reads each field, as a person types it or a document says it."""


def _month(name: str) -> str:
    """Return the number of an English month, 00 for any other word."""
    started = name.lower()
    numbers = (n for n, month in enumerate(_MONTHS, start=1) if month.startswith(started))
    return f"{next(numbers, 0):02}"


def _of_a_letter(words: str) -> list[str]:
    """Read a date as the head of a letter or a feed gives it."""
    try:
        return [parsedate_to_datetime(words).date().isoformat()]
    except ValueError:
        return []
