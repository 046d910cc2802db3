"""Going back returns to a whole place; a new visit drops what lay ahead."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tui.address import Address
from tui.state import LONGEST, Place, Trail

PLACES = [Place(Address("person", name), cursor=name, top=n) for n, name in enumerate("abcd")]


def test_going_back_restores_cursor_and_scroll_as_they_were_left() -> None:
    trail = Trail().leave(PLACES[1])
    assert trail.back(PLACES[2]) == (Trail((), (PLACES[2],)), PLACES[1])


def test_going_forward_undoes_going_back() -> None:
    trail = Trail().leave(PLACES[0])
    step = trail.back(PLACES[1])
    assert step is not None
    behind, place = step
    assert behind.forward(place) == (trail, PLACES[1])


def test_a_visit_after_going_back_drops_what_lay_ahead() -> None:
    step = Trail().leave(PLACES[0]).back(PLACES[1])
    assert step is not None
    assert step[0].leave(PLACES[2]).ahead == ()


def test_at_either_end_there_is_no_step_to_take() -> None:
    assert Trail().back(PLACES[0]) is None
    assert Trail().forward(PLACES[0]) is None


@given(st.lists(st.sampled_from(PLACES), max_size=30))
def test_going_all_the_way_back_retraces_every_visit(visits: list[Place]) -> None:
    trail, here = Trail(), Place()
    for place in visits:
        trail, here = trail.leave(here), place
    seen = []
    while step := trail.back(here):
        trail, here = step
        seen.append(here)
    assert seen == [*reversed(visits[:-1]), Place()][: len(visits)]


def test_a_trail_forgets_what_is_too_far_behind() -> None:
    trail = Trail()
    for number in range(LONGEST + 5):
        trail = trail.leave(Place(top=number))
    assert len(trail.behind) == LONGEST
    assert trail.behind[-1].top == LONGEST + 4
