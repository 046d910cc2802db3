"""The garbage collector rests while records are made, in one thread or in several at once."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from db.collector import at_rest


@pytest.fixture(params=[True, False], ids=["collects", "rests"])
def before(request: pytest.FixtureRequest) -> Iterator[bool]:
    was_enabled = gc.isenabled()
    (gc.enable if request.param else gc.disable)()
    yield request.param
    (gc.enable if was_enabled else gc.disable)()


def test_it_goes_on_as_it_was_after_a_rest_and_after_a_mistake(before: bool) -> None:
    with at_rest():
        assert not gc.isenabled()
    assert gc.isenabled() == before
    with pytest.raises(ValueError, match="of the test"), at_rest():
        raise ValueError("of the test")
    assert gc.isenabled() == before


def test_it_rests_till_the_last_of_several_threads_has_done_whoever_began(before: bool) -> None:
    first, second = ExitStack(), ExitStack()
    first.enter_context(at_rest())
    second.enter_context(at_rest())
    first.close()
    assert not gc.isenabled()
    third = ExitStack()
    third.enter_context(at_rest())
    second.close()
    assert not gc.isenabled()
    third.close()
    assert gc.isenabled() == before


def test_who_lets_it_collect_meanwhile_is_not_overruled_at_the_end(before: bool) -> None:
    with at_rest():
        gc.enable()
    assert gc.isenabled()
