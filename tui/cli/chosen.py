"""Which database a command works on, where its texts are, and both opened."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from tui.looks import UNASKED, Wanted

if TYPE_CHECKING:
    import click

    from db.library import Library
    from db.texts import Texts

META: Final = "wherefrom."
"""What click keeps the options under, with their names."""


class Chosen(NamedTuple):
    """Which database a command works on, and where its texts are."""

    database: Path
    """The file; the built-in one where none was named."""
    texts: Path | None
    """The folder that was named, if one was."""
    looks: Wanted = UNASKED
    """What was asked of the drawing."""

    @classmethod
    def of(cls, context: click.Context) -> Chosen:
        """Return what was chosen on a command line that click has read."""
        get = context.meta.get
        looks = Wanted(get(f"{META}colours"), get(f"{META}is_ascii"))
        return cls.named(get(f"{META}db"), get(f"{META}texts"))._replace(looks=looks)

    @classmethod
    def named(cls, database: Path | None, texts: Path | None) -> Chosen:
        """Return what was named; where no database was, the built-in one."""
        if database is None:
            from db.storage import BUILT_IN

            database = BUILT_IN
        return cls(database, texts)

    def library(self) -> Library:
        """Open the database for reading; a large one is prepared first, and told about.

        Raises `Refused` where it is not what it should be.
        """
        from db.library.opening import Opening
        from tui.cli import output

        with Opening(self.database, say=output.say) as opening:
            if opening.is_prepared:
                return opening.library(whole=True)
            from tui.cli.progress import ProgressLine  # late: most databases open at once

            line = ProgressLine(self.database.name)
            opening.hear = line.hear
            try:
                return opening.library(whole=True)
            finally:
                line.clear()

    def held(self) -> Texts:
        """Return the texts of its sources.

        Raises `BadFile` where the named folder is none: otherwise every quote would seem to have
        no text at hand.
        """
        from db.errors import BadFile

        if self.texts is not None and not self.texts.is_dir():
            raise BadFile(self.texts, "this is not a folder of texts", "Give --texts a folder.")
        return self.folders()

    def folders(self) -> Texts:
        """Return the folders of texts, of which the first need not exist yet."""
        from db.texts import Texts

        return Texts.for_database(self.database, self.texts)
