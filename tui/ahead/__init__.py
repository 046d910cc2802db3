"""The first frame at once: what a start showed is kept, and shown again before Textual is there.

    tui.cli.direct ── what is asked for ──▶ asked.py    which kept frame could answer that
                                            kept.py     the files of frames: few, one's own
                                            witness.py  whether what a frame shows has changed
                                            stage.py    the terminal: entered, given back
    tui.opening ── the live screen ───────▶ keeping.py  keeps its first frame, once it stands
                                            beginning.py  how a live screen begins without one

All but the last two run before anything else is imported, so they import nothing that takes long:
no `typing`, no `pathlib`, no `dataclasses`. A frame that might be old in anything that it shows is
not shown; whatever stands in the way of one leads to the ordinary start, without a word.
"""
