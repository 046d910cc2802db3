"""A real sshd on 127.0.0.1 with keys, settings and a home of its own, and what talks to it.

It runs as whoever runs the tests, root or not, and takes nobody but them. What it starts sees no
variable of ours: a session has the home and the Python of the tests, and what the client sends.
"""

from __future__ import annotations

import grp
import os
import pwd
import shlex
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread
from types import TracebackType
from typing import Final, Self

from tests.terminal import PATIENCE, Terminal, environment

SSHD: Final = "/usr/sbin/sshd"
"""Where Debian keeps it; outside the `PATH` of most people."""

EXPLORER: Final = (sys.executable, "-m", "tui")
"""The program, as a session starts it."""

_TRIES: Final = 5  # another program may take the port between our asking and sshd's binding
_CHROOT: Final = Path("/run/sshd")  # where Debian's sshd locks itself in, when root starts it


def missing() -> str:
    """Say what keeps an sshd from being started here, or nothing."""
    if not (Path(SSHD).exists() and all(map(shutil.which, ("ssh", "ssh-keygen")))):
        return "sshd is not installed (apt install openssh-server openssh-client)"
    if os.geteuid() != 0 and not _gives_terminals():
        return "only root's sshd can give sessions a terminal: /dev/pts is not mounted with gid=tty"
    return ""


class Server:
    """An sshd that is ready to be called, till the end of the `with`."""

    def __init__(self, folder: Path, home: Path, *settings: str) -> None:
        """Make keys in an empty folder and start; more lines of `sshd_config` come last."""
        self.home, self.user = home, pwd.getpwuid(os.getuid()).pw_name
        self.key = folder / "key"
        self._folder, self._settings = folder, settings
        self.log: list[str] = []
        """What sshd has told, for a test that fails."""
        for name in ("host", "key"):
            make = ("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name))
            subprocess.run(make, check=True)
        shutil.copy(folder / "key.pub", folder / "authorized_keys")
        if os.geteuid() == 0:
            _CHROOT.mkdir(mode=0o755, exist_ok=True)
        for _ in range(_TRIES):
            self.port = _free_port()
            if self._start():
                return
        raise AssertionError("sshd does not start:\n" + "\n".join(self.log))

    def __enter__(self) -> Self:
        """Use it in a `with`, so that it and its sessions are gone afterwards."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End sshd, then the sessions that are left; each is a leader of its own."""
        sessions = descendants(self._process.pid)
        self._process.terminate()
        self._process.wait(PATIENCE)
        for number in sessions:
            with suppress(ProcessLookupError):
                os.kill(number, signal.SIGKILL)
        self._reader.join(PATIENCE)
        if self._process.stderr is not None:
            self._process.stderr.close()

    @property
    def number(self) -> int:
        """The number of the process."""
        return self._process.pid

    def call(self, *words: str, port: int | None = None, options: Sequence[str] = ()) -> list[str]:
        """Return the command of a client; words are what the session runs, quoted for its shell."""
        settings = (
            f"IdentityFile={self.key}",
            f"UserKnownHostsFile={self._folder / 'known_hosts'}",
            "HostKeyAlias=wherefrom",
            "StrictHostKeyChecking=yes",
            "IdentitiesOnly=yes",
            "IdentityAgent=none",
            "BatchMode=yes",
            "SendEnv=LANG LC_*",
            *options,
        )
        told = [word for each in settings for word in ("-o", each)]
        where = ["-p", str(port or self.port), f"{self.user}@127.0.0.1"]
        command = [shlex.join(words)] if words else []
        return ["ssh", "-F", "none", *told, *where, *command]

    def run(self, *words: str, lang: str = "C.UTF-8") -> subprocess.CompletedProcess[str]:
        """Run a command in a session without a terminal, and return what came of it."""
        environ = environment(str(self.home), LANG=lang)
        return subprocess.run(
            self.call(*words),
            env=environ,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            stdin=subprocess.DEVNULL,
            check=False,
        )

    def _start(self) -> bool:
        """Start and wait till it listens; whether it does."""
        alias = (self._folder / "host.pub").read_text(encoding="utf-8")
        (self._folder / "known_hosts").write_text(f"wherefrom {alias}", encoding="utf-8")
        config = self._folder / "sshd_config"
        config.write_text("\n".join(self._config()) + "\n", encoding="utf-8")
        self._process = subprocess.Popen(
            [SSHD, "-D", "-e", "-f", str(config)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            env={"PATH": os.environ["PATH"]},
            start_new_session=True,
        )
        self._listens, is_told = False, Event()
        self._reader = Thread(target=self._read, args=(is_told,), daemon=True)
        self._reader.start()
        is_told.wait(PATIENCE)
        if not self._listens:
            self.__exit__(None, None, None)
        return self._listens

    def _read(self, is_told: Event) -> None:
        """Keep what sshd tells; it listens, or has ended."""
        assert self._process.stderr is not None
        for line in self._process.stderr:
            self.log.append(line.rstrip())
            if line.startswith("Server listening"):
                self._listens = True
                is_told.set()
        is_told.set()

    def _config(self) -> list[str]:
        """Return the settings, with what a session finds around it."""
        known = environment(str(self.home))
        kept = {name: known[name] for name in ("HOME", "PATH", "PYTHONPATH")}
        return [
            f"ListenAddress 127.0.0.1:{self.port}",
            f"HostKey {self._folder / 'host'}",
            f"PidFile {self._folder / 'pid'}",
            f"AuthorizedKeysFile {self._folder / 'authorized_keys'}",
            f"AllowUsers {self.user}",
            "AuthenticationMethods publickey",
            "PermitRootLogin prohibit-password",
            "UsePAM no",
            "StrictModes no",
            "PrintMotd no",
            "PrintLastLog no",
            "AcceptEnv LANG LC_*",
            "SetEnv " + " ".join(f'"{name}={value}"' for name, value in kept.items()),
            *self._settings,
        ]


class Client(Terminal):
    """The ssh client in a pseudo-terminal, with a session behind it that has one too."""

    def __init__(
        self,
        server: Server,
        *words: str,
        size: tuple[int, int] = (80, 24),
        environ: Mapping[str, str] | None = None,
        port: int | None = None,
        options: Sequence[str] = (),
    ) -> None:
        """Call the server from a terminal of a size; words are what the session runs.

        What is in `environ` is set at the client, which sends `TERM`, `LANG` and `LC_…`.
        """
        command = server.call(*words, port=port, options=("RequestTTY=force", *options))
        known = environment(str(server.home)) | dict(environ or {})
        super().__init__(command, size=size, environ=known)


def descendants(number: int) -> list[int]:
    """Return the processes that a process has started, and those that these have."""
    parents: dict[int, list[int]] = {}
    for entry in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            told = (entry / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
            parents.setdefault(int(told[1]), []).append(int(entry.name))
    found = list(parents.get(number, ()))
    for child in found:
        found += parents.get(child, ())
    return found


def _gives_terminals() -> bool:
    """Whether a new pseudo-terminal belongs, or can be given, to the group that sshd wants."""
    ours, theirs = os.openpty()
    try:
        return grp.getgrnam("tty").gr_gid in (os.fstat(theirs).st_gid, *os.getgroups())
    except KeyError:  # no such group: sshd leaves it as it is
        return True
    finally:
        os.close(ours)
        os.close(theirs)


def _free_port() -> int:
    """Return a port of 127.0.0.1 that nobody has now."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])
