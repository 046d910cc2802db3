"""The table of commands is complete: each has an action, words, a key that every terminal sends."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from tui import commands
from tui.app import Explorer
from tui.commands import COMMANDS, Command
from tui.screens.ask import Dialog
from tui.screens.browse import Browse
from tui.screens.problems import Problems
from tui.screens.reader import Reader
from tui.widgets.facets import FacetPane
from tui.widgets.frequency import FrequencyTable
from tui.widgets.lines import Lines
from tui.widgets.search_bar import SearchBar

OWNERS: dict[str, type] = {
    "app": Explorer,
    "browse": Browse,
    "reader": Reader,
    "problems": Problems,
    "lines": Lines,
    "facets": FacetPane,
    "frequency": FrequencyTable,
    "search": SearchBar,
    "dialog": Dialog,
}
PLAIN = re.compile(
    r"[A-Za-z0-9]|ctrl\+[a-z]|f[0-9]+|enter|escape|tab|space|backspace|up|down|left|right|home|end"
    r"|page(up|down)|slash|minus|colon|question_mark|apostrophe|(left|right)_square_bracket"
)


def _id(command: Command) -> str:
    return command.id


def test_every_place_has_an_owner() -> None:
    assert set(OWNERS) == set(commands.NODES)


@pytest.mark.parametrize("command", COMMANDS, ids=_id)
def test_a_command_has_an_action_where_it_is_bound(command: Command) -> None:
    action = command.action.partition("(")[0]
    owner = Explorer if action.startswith("app.") else OWNERS[command.node]
    assert hasattr(owner, f"action_{action.removeprefix('app.')}")


@pytest.mark.parametrize("command", COMMANDS, ids=_id)
def test_a_command_has_a_key_that_every_terminal_sends(command: Command) -> None:
    assert any(PLAIN.fullmatch(key) for key in command.keys.split(","))


@pytest.mark.parametrize("command", COMMANDS, ids=_id)
def test_a_command_is_told_in_a_sentence(command: Command) -> None:
    assert command.label
    assert re.fullmatch(r"[A-Z].*\.", command.help)
    assert "." not in command.help[:-1]


def test_a_command_has_a_name_of_its_own() -> None:
    assert [name for name, count in Counter(map(_id, COMMANDS)).items() if count > 1] == []


@pytest.mark.parametrize("node", OWNERS)
def test_no_two_commands_of_a_place_share_a_key(node: str) -> None:
    keys = [key for each in COMMANDS if each.node == node for key in each.keys.split(",")]
    assert [key for key, count in Counter(keys).items() if count > 1] == []


@pytest.mark.parametrize("node", OWNERS)
def test_a_place_binds_the_commands_of_its_rows(node: str) -> None:
    bound = {each.id for each in OWNERS[node].BINDINGS if each.id}  # type: ignore[attr-defined]
    assert {each.id for each in COMMANDS if each.node == node} <= bound


def test_a_letter_typed_into_the_search_bar_stays_a_letter() -> None:
    keys = [key for each in COMMANDS if each.node == "search" for key in each.keys.split(",")]
    assert [key for key in keys if len(key) == 1] == []
