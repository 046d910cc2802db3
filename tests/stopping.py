"""A builder that stops or ends itself at a step: a signal from outside may come too late."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from unittest.mock import patch

from db.library import preparing
from db.library.preparing import Preparation
from db.library.telling import Step

PATIENCE: Final = 60.0
"""Seconds after which a builder is taken not to stop."""

_START: Final = """
import os, sys
sys.path[:] = {path!r}
from db.library.builder import end_with_reader, main
from db.library.telling import Voice
tell, told = Voice.at, []
def at(voice, step, done):
    tell(voice, step, done)
    if step == "STEP" and not told:
        told.append(step)
        os.killpg(os.getpgrp(), NUMBER)
Voice.at = at
end_with_reader(1)
sys.exit(main({words!r}))
"""


@contextmanager
def builders_that_get(number: signal.Signals, step: Step) -> Iterator[None]:
    """Have every builder that is started now get a signal as soon as it has told of a step."""
    script = _START.replace("STEP", step).replace("NUMBER", str(int(number)))
    with patch.object(preparing, "_START", script):
        yield


def wait_until_stopped(preparation: Preparation) -> None:
    """Wait until a builder stands still."""
    until = time.monotonic() + PATIENCE
    stat = Path(f"/proc/{preparation.number}/stat")
    while stat.read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "T":
        assert time.monotonic() < until, "the builder does not stop"
        time.sleep(0.01)
