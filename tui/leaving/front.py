"""Whose turn it is on a terminal that a shell hands from one job to another, and how to give way.

Only the job in front may draw on the terminal and set it; any other is stopped by the kernel when
it tries to. A process that is stopped that way hears no signal but SIGCONT, and a shell that has
just sent that takes it to run. So whoever comes back does not try but looks, and waits, and can be
ended meanwhile.
"""

from __future__ import annotations

import os
from errno import ENOTTY
from time import sleep

TYPE_CHECKING = False
if TYPE_CHECKING:  # this is imported before the first frame
    from typing import Final

LOOK_EVERY: Final = 0.1
"""Seconds between two looks at whose turn it is, of which nobody tells."""


class Front:
    """The front of a terminal, where one job at a time may be."""

    def __init__(self, terminal: int) -> None:
        """Take down whether it is the terminal of our session."""
        self._terminal = terminal
        try:
            os.tcgetpgrp(terminal)
        except OSError:
            self._is_ours = False
        else:
            self._is_ours = True

    @property
    def is_elsewhere(self) -> bool:
        """Whether another job is in front, as a shell that has suspended us; it is theirs then."""
        try:
            return os.tcgetpgrp(self._terminal) != os.getpgrp()
        except OSError as problem:
            return self._is_lost(problem)

    def wait(self) -> None:
        """Wait until we are in front, or the terminal is gone; a signal ends the wait as ever."""
        while self.is_elsewhere:
            self._hang_up_if_lost()
            sleep(LOOK_EVERY)

    def _is_lost(self, problem: OSError) -> bool:
        """Whether the session has given up the terminal, as it does when its shell has ended.

        One that was never that of our session has no other job in front, nor one that is gone.
        """
        return self._is_ours and problem.errno == ENOTTY

    def _hang_up_if_lost(self) -> None:
        """End as if the terminal had gone with the shell: nobody can bring us to the front."""
        try:
            os.tcgetpgrp(self._terminal)
        except OSError as problem:
            if self._is_lost(problem):
                from signal import SIGHUP

                os.kill(os.getpid(), SIGHUP)


def has_shell() -> bool:
    """Whether there is a shell behind this process that could bring it back.

    There is none behind the first job of a session, such as that of `ssh -t host wherefrom`.
    """
    return os.getsid(0) != os.getpgrp()


def stop() -> None:
    """Stop until somebody lets us go on, to be called in the main thread.

    The signal goes to this thread, which so does not take another step before it is stopped.
    """
    import signal
    import threading

    signal.pthread_kill(threading.get_ident(), signal.SIGSTOP)


def stop_job() -> None:
    """Stop, with whoever has started us and waits, such as a script: the shell waits for both."""
    if os.getpgid(os.getppid()) == os.getpgrp():
        import signal

        usual = signal.signal(signal.SIGTSTP, signal.SIG_IGN)  # we stop by ourselves
        os.killpg(os.getpgrp(), signal.SIGTSTP)
        signal.signal(signal.SIGTSTP, usual)
    stop()
