"""Everything that can be done is permitted in a restricted session or refused, and says which."""

from __future__ import annotations

from collections.abc import Iterator

import click
import pytest
from textual.app import App
from textual.binding import Binding
from textual.screen import Screen
from textual.widgets import Input

from tests.tui.test_commands import OWNERS
from tui import permission
from tui.cli.program import wherefrom
from tui.commands import BY_ID, COMMANDS
from tui.screens.opening import OpeningPage


def _commands(group: click.Group, name: str = "") -> Iterator[tuple[str, click.Command]]:
    from tui.cli.reading import open_command

    yield name, group
    if not name:
        yield "open", open_command
    for word in group.list_commands(click.Context(group)):
        command = group.get_command(click.Context(group), word)
        assert command is not None
        path = f"{name} {word}".strip()
        if isinstance(command, click.Group):
            yield from _commands(command, path)
        else:
            yield path, command


LINE = dict(_commands(wherefrom))


def test_every_command_of_the_explorer_is_permitted_or_refused() -> None:
    assert permission.PERMITTED | set(permission.REFUSED) == set(BY_ID)
    assert permission.PERMITTED & set(permission.REFUSED) == set()


def test_every_command_of_the_command_line_is_permitted_or_refused() -> None:
    assert set(permission.LINE) | set(permission.LINE_REFUSED) == set(LINE)


@pytest.mark.parametrize("name", permission.LINE)
def test_every_option_of_a_permitted_command_is_permitted_or_refused(name: str) -> None:
    known = permission.LINE[name] | permission.LINE_REFUSED.get(name, frozenset())
    assert {each.name for each in LINE[name].params} - permission.EVERYWHERE == known


@pytest.mark.parametrize("name", LINE)
def test_every_command_of_the_command_line_takes_the_option(name: str) -> None:
    assert "restricted" in {each.name for each in LINE[name].params}


@pytest.mark.parametrize(
    "owner", [*OWNERS.values(), App, Screen, Input, OpeningPage], ids=lambda each: each.__name__
)
def test_every_key_that_is_bound_anywhere_runs_what_is_permitted_or_refused(owner: type) -> None:
    refused = [permission._parsed(BY_ID[each].action) for each in permission.REFUSED]
    for binding in owner.BINDINGS:  # type: ignore[attr-defined]
        assert isinstance(binding, Binding)
        name, parameters = permission._parsed(binding.action.rpartition("screen.")[2])
        if permission.refusal(name, parameters):
            assert (name, parameters) in refused


def test_what_is_named_nowhere_is_refused() -> None:
    for name in ("screenshot", "command_palette", "push_screen", "simulate_key", "toggle_dark"):
        assert permission.refusal(name, ()) is not None
    assert permission.refusal("window", ("bring", "export")) is not None
    assert permission.refusal("window", ("mark",)) is None
    assert permission.line_refusal("format", {}) is not None
    assert not permission.permits("app.format")


def test_a_refusal_is_one_sentence() -> None:
    told = [
        permission.refusal(*permission._parsed(BY_ID[each].action)) for each in permission.REFUSED
    ]
    told += [permission.line_refusal(each, {}) for each in permission.LINE_REFUSED]
    told += [permission.line_refusal("verify", {"is_to_fix": "--fix"})]
    for words in filter(None, told):
        assert words.startswith("This session is restricted")
        assert words.count(".") == 1


def test_no_two_commands_of_which_one_is_refused_share_an_action() -> None:
    refused = {permission._parsed(BY_ID[each].action) for each in permission.REFUSED}
    permitted = {
        permission._parsed(each.action) for each in COMMANDS if permission.permits(each.id)
    }
    assert refused & permitted == set()
    assert {name for name, _ in refused} & permission.OWN_ACTIONS == set()
