"""Decisions about who is one and who is two, made inside the explorer."""

from __future__ import annotations

from pathlib import Path

import pytest

from db import storage
from tests import small
from tests.make import make_person, make_records
from tests.tui.explorer import explorer
from tests.tui.test_bringing import page, sitting
from tui.screens.ask import Find


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return small.write(tmp_path / "base.json")


async def test_two_records_are_merged_and_parted_again(own_home: Path, base: Path) -> None:
    async with sitting(own_home, base, "person/zoe-ada") as seat:
        await seat.press("M", "m")
        await seat.type("eve")
        await seat.press("enter")
        assert "U takes it back" in seat.message
        assert len(storage.read(base).decisions) == 1
        assert "merged from" in seat.text
        await seat.press("M", "1")
        assert not storage.read(base).decisions
        assert "merged from" not in seat.text


async def test_two_records_are_decided_to_be_different(own_home: Path, base: Path) -> None:
    async with sitting(own_home, base) as seat:
        await seat.press("M", "d")
        await seat.type("eve")
        await seat.press("enter")
        assert "different" in seat.message
        (decision,) = storage.read(base).decisions.values()
        assert decision.action == "distinct"


async def test_only_people_and_companies_are_merged(own_home: Path, base: Path) -> None:
    async with sitting(own_home, base, "events") as seat:
        await seat.press("M")
        assert "Only people and companies" in seat.message


async def test_a_decision_that_cannot_be_is_told(own_home: Path, base: Path) -> None:
    async with sitting(own_home, base, "person/zoe-ada") as seat:
        for _ in range(2):
            await seat.press("M", "d")
            await seat.type("eve")
            await seat.press("enter")
        assert "different already" in page(seat)


async def test_the_built_in_database_is_not_asked_about(own_home: Path) -> None:
    async with explorer(own_home, "person/jason-wei") as seat:
        await seat.press("M")
        assert "wherefrom init" in page(seat)


async def test_who_has_the_same_name_is_offered_before_a_letter_is_typed(
    own_home: Path, tmp_path: Path
) -> None:
    people = (make_person("ada", 'Ada "Al" Holm'), make_person("holm", "Holm, Ada Al"))
    base = tmp_path / "two.json"
    storage.write(base, make_records(*people, make_person("eve")), create=True)
    async with sitting(own_home, base, "person/ada") as seat:
        await seat.press("M", "m")
        assert isinstance(seat.app.screen, Find)
        assert [each.answer for each in seat.app.screen.choices.choices] == ["person/holm"]
