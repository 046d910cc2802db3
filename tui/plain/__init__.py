"""Plain mode: the explorer line by line, for screen readers, braille lines, dumb terminals, pipes.

    opening.py     from a database to a session, and to an exit code
    console.py     where it hears and answers: a terminal with readline, a dumb one, a pipe
    commands.py    every command once: help, completion and README derive from it; everywhere.py
                   has those that hold everywhere, command.py says what one is
    sitting.py     where one is, what the numbers are of, what is said next
    pages.py       an address -> a page in words, with what its numbers lead to
    cards.py       a card -> lines; rows.py a list, each row when it is said (lazy.py); deeds.py a
                   fact; wording.py signs in words; progress.py how far something is
    places.py listing.py evidence.py keeping.py judging.py changing.py explaining.py
                   what the commands do, a room for each group
    completing.py  what Tab offers

It shows the same views as the screens, from the same cards, and imports neither Textual nor Rich.
No sequence moves the cursor, nothing is drawn, nothing is coloured or written over.

A line is written whole, however long it is. A screen reader reads what the program calls a line:
one that was broken at the width of the screen is read as several, with a pause in the middle of a
sentence, and a braille display of 20 to 80 cells breaks it a second time, in other places. The
terminal itself wraps what does not fit.

In a pipe every answer is said to its end, and nothing is asked. What is wrong with a line is told
on stderr; the session goes on, and ends with exit code 1, so that a script can tell.
"""

from tui.plain.opening import run

__all__ = ["run"]
