"""Damaged files break no promise: some hundred here, as many as one likes with `make fuzz`."""

from __future__ import annotations

import random

from tests.fuzz.__main__ import run
from tests.fuzz.case import Case
from tests.fuzz.mutation import mutated

COUNT = 400


def test_damaged_databases_files_and_documents_are_refused_in_a_sentence() -> None:
    first = random.randrange(10**9)  # other cases every time; the numbers of broken ones are told
    assert run(first, COUNT, batch=COUNT // 2) == []


def test_a_case_is_made_again_from_its_number() -> None:
    assert [Case.of(number) for number in range(50)] == [Case.of(number) for number in range(50)]


def test_damage_is_the_same_for_the_same_random_numbers() -> None:
    data = b'{"a": [1, {"b": "c"}]}\nx'
    made = [mutated(data, random.Random(number)) for number in range(200)]
    assert made == [mutated(data, random.Random(number)) for number in range(200)]
    assert len(set(made)) > 150
