"""Shows a `db.Library` to a reader, and owns no facts.

One way down, one way up:

    db.Library ── records, results
       │  tui/views/      what will be seen: frozen cards, lines and pieces; no Textual, no Rich
       │  tui/layout.py   a card and a width -> lines of pieces, cut or wrapped to fit
       │  tui/paint.py    lines of pieces -> styled strips and Content
       ▼  tui/widgets/    draw one view, post messages up
    tui/screens/          hold state, answer messages, bind data down

Screens ask `tui/desk.py` for cards; it keeps texts on `tui/shelf.py`. `tui/app.py` is the explorer,
and `tui/windows.py` what opens over a screen. `tui/commands.py` declares every command once;
`tui/plain/` says the same cards line by line, without a screen; `tui/web/` serves the screen to
browsers.
`tui/address.py` reads and writes view strings. `tui/cli/` is the command line, and imports Textual
only to open the explorer. `tui/ahead/` shows the first frame before that.
"""

from db.version import __version__

__all__ = ["__version__"]
