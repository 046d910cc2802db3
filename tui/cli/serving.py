"""The command that shows the explorer in a browser: serve."""

from __future__ import annotations

import math
import os
import socket
from typing import TYPE_CHECKING, Final

import click

from tui.cli import completing, output
from tui.cli.chosen import Chosen
from tui.cli.options import as_text, drawn, everywhere

if TYPE_CHECKING:
    from tui.web.guard import Guard
    from tui.web.server import Server

HOST: Final = "127.0.0.1"
"""Where a server listens unless it is told otherwise: for programs of this machine alone."""

PORT: Final = 8000
"""The usual port."""

SESSIONS: Final = 10
"""How many tabs may be open at once unless it is told otherwise: each is a process of its own."""

MINUTES: Final = 60.0
"""After how long without a key a session is ended unless it is told otherwise."""

_TOKEN: Final = "WHEREFROM_TOKEN"  # noqa: S105 — the name of a variable


def _a_number(_: click.Context, parameter: click.Parameter, value: float) -> float:
    """Return a number that is one; raises `BadParameter` for `nan`, which click lets through."""
    if math.isnan(value):
        raise click.BadParameter(f"{value} is not a number.", param=parameter)
    return value


@click.command("serve")
@click.argument("view", required=False, type=as_text, shell_complete=completing.views)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=PORT,
    show_default=True,
    metavar="N",
    help="The port to listen on; 0 takes a free one.",
)
@click.option(
    "--host",
    default=HOST,
    show_default=True,
    metavar="ADDRESS",
    help="The address to listen on; one of another machine's reach needs --allow-remote.",
)
@click.option("--allow-remote", is_flag=True, help="Let other machines in, who know the token.")
@click.option(
    "--token",
    "needs_token",
    is_flag=True,
    help=f"Ask for a token on this machine too; {_TOKEN} sets one of your own.",
)
@click.option(
    "--writable", is_flag=True, help="Let readers change the database; asks for the token."
)
@click.option(
    "--sessions",
    type=click.IntRange(min=1),
    default=SESSIONS,
    show_default=True,
    metavar="N",
    help="How many tabs may be open at once.",
)
@click.option(
    "--idle",
    type=click.FloatRange(min=0),
    callback=_a_number,
    default=MINUTES,
    show_default=True,
    metavar="MINUTES",
    help="End a session after so long without a key; 0 never does.",
)
@drawn
@everywhere
@click.pass_context
def serve_command(
    context: click.Context,
    view: str | None,
    *,
    port: int,
    host: str,
    allow_remote: bool,
    needs_token: bool,
    writable: bool,
    sessions: int,
    idle: float,
) -> int:
    """Show the explorer in a browser, to read only, on this machine only.

    The address to open goes to standard output. Ctrl-C ends the server and its sessions.
    """
    if view is not None:
        from tui.address import parse

        parse(view)
    guard = _guard(host, allow_remote=allow_remote, needs_token=needs_token or writable)
    _require_extra()
    from tui.web.child import Child
    from tui.web.server import Server

    chosen = Chosen.of(context)
    chosen.held()
    chosen.library().close()  # what is wrong with it is told here, and a large one is prepared once
    texts = chosen.texts and chosen.texts.absolute()
    child = Child(chosen.database.absolute(), texts, view, is_writable=writable, looks=chosen.looks)
    server = Server(child, guard, most=sessions, idle=idle * 60 or None)
    with _door(host, port) as door:
        _run(server, door, _address(host, door.getsockname()[1], guard))
    return 0


def _guard(host: str, *, allow_remote: bool, needs_token: bool) -> Guard:
    """Decide who is let in; raises `UsageError` where others are and nobody allowed it."""
    from tui.web.guard import LEAST_TOKEN, Guard, is_good_token, is_own, new_token

    if not (allow_remote or is_own(host)):
        raise click.UsageError(
            f"{host} is within reach of other machines. "
            f"Leave --host out, or add --allow-remote, which asks for a token in the address."
        )
    token = os.environ.get(_TOKEN) or None
    if token is not None and not is_good_token(token):
        raise click.UsageError(
            f"{_TOKEN} is no good token. "
            f"Give it at least {LEAST_TOKEN} letters, digits, hyphens or underscores."
        )
    if not (allow_remote or needs_token or token):
        return Guard(None)
    return Guard(token or new_token(), any_host=allow_remote)


def _require_extra() -> None:
    """Raise `UsageError` where what serves a browser is not installed."""
    from importlib.util import find_spec

    if missing := [name for name in ("textual_serve", "aiohttp") if find_spec(name) is None]:
        raise click.UsageError(
            f"wherefrom serve needs {missing[0].replace('_', '-')}, which is not installed: "
            "install wherefrom with its extra, as in pip install 'wherefrom[serve]', "
            "or '.[serve]' in a copy of the repository."
        )


def _door(host: str, port: int) -> socket.socket:
    """Open the socket to listen on; raises `UsageError` where that cannot be."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        family, _, _, _, place = min(found, key=lambda each: each[0] != socket.AF_INET)
        return socket.create_server(place[:2], family=family)
    except socket.gaierror as error:
        raise click.UsageError(
            f"{host} is no address of this machine. Leave --host out."
        ) from error
    except OSError as error:
        reason = os.strerror(error.errno).lower() if error.errno else str(error)
        raise click.UsageError(
            f"Nobody can listen on port {port} of {host}: {reason}. "
            "Give another with --port; --port 0 takes a free one."
        ) from error


def _address(host: str, port: int, guard: Guard) -> str:
    """Return what a reader opens."""
    if host in ("0.0.0.0", "::"):  # noqa: S104 — asked for with --allow-remote, beside a token
        host = socket.gethostname()
    return f"http://{f'[{host}]' if ':' in host else host}:{port}{guard.prefix}/"


def _run(server: Server, door: socket.socket, address: str) -> None:
    """Serve until somebody ends it."""
    import asyncio
    import gc

    def tell() -> None:
        output.line(address)
        output.finish()
        may = "read and change" if server.child.is_writable else "read"
        output.say(f"Whoever opens this address may {may} it in a browser. Ctrl-C ends it.")
        if server.guard.any_host:
            output.say(
                "Nothing on the way is encrypted, the token neither: on a network that is not "
                "yours use a tunnel of ssh, or a proxy that speaks https."
            )

    gc.enable()  # the command line began without; a server stays
    asyncio.run(server.listen(door, tell))
