"""A document read and not yet added: what is given of it, what it says, and its text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from db.documents.apart import derive_apart
from db.documents.derived import Derived
from db.documents.offered import Offered
from db.documents.told import Told, address_of, date_of, language_of
from db.errors import Refused
from db.hashes import sha256_of
from db.records import ID_PATTERN


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody says of a document, before what it says of itself."""

    told: Told = field(default_factory=Told)
    """Title, author, date, language, publisher, address."""
    id: str | None = None
    """The id that its source is to have."""
    media: str | None = None
    """What kind of document it is."""
    encoding: str | None = None
    """Which encoding its bytes are in."""

    def checked(self) -> Given:
        """Return the same, its date and language as they are written; raises `Refused`."""
        told = self.told
        published = _read(told.published, date_of, "no date", "Write 2025, 2025-07 or 2025-07-31.")
        lang = _read(told.lang, language_of, "no tag of a language", "Write one such as fr, pt-BR.")
        url = _read(told.url, address_of, "no web address", "It begins with https:// or http://.")
        if self.id is not None and not ID_PATTERN.fullmatch(self.id):
            raise Refused(f"“{self.id}” is no id. An id is made of a-z, 0-9 and single hyphens.")
        said = Told(told.title, told.author, published, lang, told.publisher, url)
        return Given(said, self.id, self.media, self.encoding)


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A document that is read and not yet added."""

    offered: Offered
    """Its bytes, and its name."""
    derived: Derived
    """Its text."""
    told: Told
    """What is known of it: what somebody says, and else what it says of itself."""
    id: str | None = None
    """The id that its source is to have; None lets its title decide."""

    @property
    def sha256(self) -> str:
        """The SHA-256 of its bytes."""
        return sha256_of(self.offered.data)


def read_document(
    offered: Offered, given: Given | None = None, still: Callable[[], None] = lambda: None
) -> ReadDocument:
    """Read a document without adding it; raises `Refused`.

    `still` is called now and then, and gives the reading up by what it raises.
    """
    said = (given or Given()).checked()
    derived = derive_apart(offered, said.media, said.encoding, still)
    return ReadDocument(offered, derived, said.told.or_else(derived.told), said.id)


def _read(
    said: str | None, read: Callable[[str | None], str | None], problem: str, remedy: str
) -> str | None:
    """Return what somebody says as it is written; raises `Refused` where it cannot be read."""
    if said is None:
        return None
    found = read(said)
    if found is None:
        raise Refused(f"“{said}” is {problem}. {remedy}")
    return found
