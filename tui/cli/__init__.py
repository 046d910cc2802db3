"""The command line: `wherefrom`, its commands, its exit codes.

    start.py       main: lets the garbage collector rest, imports the rest and runs it
    surroundings.py  what of the environment a restricted session heeds, cleared before all else
    direct.py      the plainest command lines, which only open the explorer, without click
    exploring.py   opening the explorer, which needs a terminal
    ending.py      how a run ends: an exit code, and every error as a sentence
    program.py     the program as click knows it
    group.py       the group of commands, in which an unknown first word is a view
    chosen.py      the database and the texts that a command works on
    options.py     what every command takes, such as --db, before its name or after it
    restriction.py what is left of a command line where only reading is permitted
    completing.py  what the shell offers after Tab
    output.py      data on stdout, narration on stderr, nothing that rules a terminal
    reading.py     show and search
    signs.py       our own signs in ASCII in what they print, those of data as they are
    exporting.py   export
    verifying.py   verify
    importing.py   import
    sources.py     source
    keeping.py     init
    merging.py     duplicates, merge, unmerge, distinct, decisions
    serving.py     serve

Click is imported at the top of what it reads for, everything else in the command that needs it.
"""

from tui.cli.start import main

__all__ = ["main"]
