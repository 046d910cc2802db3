"""The commands that hold everywhere: lists, windows, the way back, settings, the end."""

from __future__ import annotations

from typing import Final

from tui.command import Command, in_list

EVERYWHERE: Final[tuple[Command, ...]] = (
    Command("search", "app", "slash", "search", "search", "Search the list.", footer=3),
    Command("people", "app", "1", "list('person')", "people", "Show the people."),
    Command("companies", "app", "2", "list('company')", "companies", "Show the companies."),
    Command("events", "app", "3", "list('event')", "events", "Show the events."),
    Command("sources", "app", "4", "list('source')", "sources", "Show the sources."),
    Command(
        "problems",
        "app",
        "P",
        "view('problems')",
        "problems",
        "List what is wrong with the quotes and the records.",
    ),
    *(
        Command(
            f"saved-{number}",
            "app",
            str(number + 4),
            f"window('saved', '{number}')",
            f"saved query {number}",
            f"Show the {place} saved query.",
            in_palette=False,
        )
        for number, place in enumerate(("first", "second", "third", "fourth", "fifth"), start=1)
    ),
    Command(
        "save",
        "app",
        "w",
        "window('save')",
        "save query",
        "Save this list, with its query and order, under a name.",
        when=in_list,
    ),
    Command(
        "copy",
        "app",
        "y",
        "window('copy', 'quote')",
        "copy",
        "Copy the quote that is shown.",
        footer=4,
    ),
    Command(
        "copy-as",
        "app",
        "Y",
        "window('copy_as')",
        "copy as …",
        "Copy the quote, a citation, an annotation or the view, in the form you choose.",
    ),
    Command(
        "reading",
        "app",
        "r",
        "reading",
        "raw/repaired",
        "Switch between the text as it is on disk and its repaired reading.",
        footer=11,
    ),
    Command(
        "translate",
        "app",
        "t",
        "translate",
        "translation",
        "Show or hide our translation into English.",
    ),
    Command("back", "app", "backspace,left_square_bracket", "back", "back", "Go back.", footer=7),
    Command(
        "forward",
        "app",
        "right_square_bracket",
        "forward",
        "forward",
        "Go forward again, after going back.",
    ),
    Command(
        "import",
        "app",
        "I",
        "window('bring', 'import_file')",
        "import",
        "Import a file of data into this database.",
    ),
    Command(
        "add",
        "app",
        "A",
        "window('bring', 'add_document')",
        "add document",
        "Add a document to this database as a source.",
    ),
    Command(
        "report",
        "app",
        "R",
        "window('bring', 'report')",
        "report",
        "Show again what the last import or document brought.",
    ),
    Command(
        "decide",
        "app",
        "M",
        "window('decide')",
        "merge …",
        "Decide that two records are one, or two, or take that back.",
    ),
    Command(
        "undo",
        "app",
        "U",
        "window('bring', 'undo')",
        "undo",
        "Take the last write to this database back.",
    ),
    Command("mark", "app", "m", "window('mark')", "mark", "Mark this view with a letter."),
    Command(
        "marks",
        "app",
        "apostrophe",
        "window('marks')",
        "marks",
        "Go to a mark; its letter goes straight there.",
    ),
    Command(
        "palette",
        "app",
        "colon,ctrl+p",
        "window('find')",
        "commands",
        "Find a command or a record by a few letters.",
        footer=8,
        in_palette=False,
    ),
    Command(
        "help",
        "app",
        "question_mark,f1",
        "window('tell')",
        "help",
        "Say what can be done here.",
        footer=9,
    ),
    Command("theme", "app", "T", "theme", "theme", "Go to the next theme and remember it."),
    Command("redraw", "app", "ctrl+l", "redraw", "redraw", "Draw the whole screen again."),
    Command(
        "suspend", "app", "ctrl+z", "suspend_process", "suspend", "Go to the shell; fg returns."
    ),
    Command("quit", "app", "q", "quit", "quit", "Leave wherefrom.", footer=10),
)
"""All of them, in the order in which help lists them; they are part of `tui.commands`."""
