"""`python -m tests.room PLACES WORD...`: run a command line, and tell what the recorder noted.

Where it opens the explorer a visitor tries everything in these places, separated by commas, and
needs no terminal. The last line says what was noted, as JSON. `--large` in front has every file
be a large one.
"""

from __future__ import annotations

import sys
from pathlib import Path
from types import CodeType, ModuleType

from tests.room.recorder import Recorder

RECORDER = Recorder()


def main() -> int:
    """Run the words that follow."""
    words = sys.argv[1:]
    if words[0] == "--large":
        import db.library.fingerprint
        import db.library.opening

        db.library.opening.LARGE = 1  # type: ignore[misc]
        db.library.fingerprint.SETTLED = -(10**18)
        words = words[1:]
    places, *words = words
    _let_in_a_visitor(places.split(","))
    from tui.cli import main as wherefrom

    code = wherefrom(words)
    RECORDER.tell()
    return code


def _let_in_a_visitor(places: list[str]) -> None:
    """Have a visitor in place of a terminal, who comes when Textual would be imported.

    Not sooner, as the environment is cleared first; nor is a file of the tests read then, when the
    wall is up.
    """
    from tui.cli import exploring

    path = Path(__file__).with_name("walk.py")
    code, prepare = (
        compile(path.read_text(encoding="utf-8"), path, "exec"),
        exploring._prepare_textual,
    )

    def come() -> None:
        prepare()
        walk = _module(code)
        from tui.app import Explorer

        async def run(app: Explorer, **_: object) -> None:
            app.ending = None  # which would end the process a moment after the key for it
            print("pressed", await walk.visit(app, places))

        Explorer.run_async = run  # type: ignore[method-assign, assignment]

    exploring.has_terminal = lambda: True
    exploring._prepare_textual = come


def _module(code: CodeType) -> ModuleType:
    module = ModuleType("tests.room.walk")
    sys.modules[module.__name__] = module
    exec(code, module.__dict__)
    return module


if __name__ == "__main__":
    RECORDER.begin()
    sys.exit(main())
