"""Records -> documents for other programs, one file a format.

    selection.py   what goes out: records that need none but themselves, and their links
    choosing.py    a whole database, or what a query finds and all that it needs
    stored.py      the documents as they stand in the file, fields of a later version included
    formats.py     the table of formats; a row names the file that writes it
    left_out.py    what a format has no place for, counted by field
    delivery.py    documents -> a file, a folder or a zip; whole or not at all

A writer is a function `write(selection, left_out)` in a file of its own. It walks the records and
yields text; what it cannot say it counts in `left_out`, so that nothing is lost without a word.
"""
