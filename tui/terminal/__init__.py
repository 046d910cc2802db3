"""What reaches the terminal: the cells that changed, in the fewest bytes, and nothing else.

Textual sends every region that it touched, whole. Here its updates go through a copy of the screen,
and what differs from the copy is sent:

    an update of Textual ── updates.py ──▶ cells ── shadow.py ──▶ rows that differ
        moving.py   a block that only moved is scrolled by the terminal
        drawing.py  what is left, as strokes: cells of a line to be written or erased
        strokes.py  such a stroke, and its parts of one rendition each
        route.py    their order: one colour after the other, each time the nearest
        pen.py      draws them; ways.py is the shortest way from one to the next
        rendition.py   colours and text styles as codes, and the way from one to another
        cells.py    text as cells: wide, combining, blank
        abilities.py   what this terminal understands, by its name

    frame.py    a whole screen as data, to be kept and put up before Textual is there
    answers.py  what a terminal says by itself, taken out of what is typed
    driver.py   how the terminal is entered, left and written to
    difference.py  an update of Textual's that renders as what differs
    thrift.py   what an app inherits to send its screen this way
    held.py     a screen that draws nothing while updates are held back
    failing.py  an app that ends on a mistake without printing all that it knows
    known.py    whether this Textual is one whose insides are as the layer takes them

This is the only room that touches what is private to Textual; `known.py` lists each touch, and
where one is not as it was, the app writes as Textual does.
"""
