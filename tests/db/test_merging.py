"""Merging, parting and taking back: one decision each, rows untouched, or a sentence why not."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import storage
from db.decided import decided
from db.decisions import Decision, redirects
from db.errors import BadDecision, BadFile
from db.merging import Signature, merge, merged, part, parted, unmerge, unpart
from db.records import Records
from tests.bases import SOUND, root_of
from tests.make import make_company, make_person, make_records

NOW = datetime(2026, 3, 2, 14, 5, 0, 9, tzinfo=UTC)
SIGNED = Signature("zoe", "one face", NOW)
RECORDS = make_records(
    *(each for _, each in SOUND),
    *(make_person(each) for each in ("eve", "zoe", "acme")),
    make_company("acme-2"),
)


@pytest.fixture
def base(path: Path) -> Path:
    storage.write(path, RECORDS)
    return path


def test_a_merge_is_one_decision_and_leaves_the_rows_alone(base: Path) -> None:
    before = root_of(base)
    (made,) = merge(base, "person/ada", ["person/eve"], SIGNED)
    assert made == Decision(
        "eve-is-ada", "merge", "person", "ada", "eve", "2026-03-02T14:05:00Z", "zoe", "one face"
    )
    assert storage.read(base).decisions == {"eve-is-ada": made}
    after = root_of(base)
    assert {name: after[name] for name in before if name != "decisions"} == {
        name: before[name] for name in before if name != "decisions"
    }


def test_taking_a_merge_back_leaves_the_file_as_it_was(base: Path) -> None:
    before = base.read_bytes()
    merge(base, "ada", ["eve", "zoe"])
    assert unmerge(base, "eve").gone == "person/eve"
    assert unmerge(base, "person/zoe").gone == "person/zoe"
    assert base.read_bytes() == before


def test_several_are_merged_in_one_write_or_none_of_them(base: Path) -> None:
    before = base.read_bytes()
    with pytest.raises(BadDecision):
        merge(base, "ada", ["eve", "nobody"])
    assert base.read_bytes() == before
    made = merge(base, "ada", ["eve", "zoe"])
    assert [each.gone for each in made] == ["person/eve", "person/zoe"]


def test_two_are_decided_to_be_different_and_open_again(base: Path) -> None:
    before = base.read_bytes()
    made = part(base, "ada", "eve", SIGNED)
    assert (made.id, made.action, made.by) == ("eve-is-not-ada", "distinct", "zoe")
    assert unpart(base, "eve", "ada") == made
    assert base.read_bytes() == before


def test_a_second_decision_of_the_same_name_gets_a_number(base: Path) -> None:
    part(base, "person/ada", "person/acme")
    merge(base, "company/acme", ["company/acme-2"])
    assert merged(RECORDS, "person/zoe", "person/eve").id == "eve-is-zoe"
    taken = dataclasses.replace(RECORDS, decisions={"eve-is-zoe": storage_decision(base)})
    assert merged(taken, "person/zoe", "person/eve").id == "eve-is-zoe-2"


def storage_decision(base: Path) -> Decision:
    return next(iter(storage.read(base).decisions.values()))


def _merge(*words: str) -> Callable[[Path], object]:
    return lambda base: merge(base, words[0], words[1:])


REFUSED: list[tuple[Callable[[Path], object], str]] = [
    (_merge("person/ada", "person/ada"), "person/ada cannot be merged into itself."),
    (_merge("person/ada", "company/acme"), "person/ada and company/acme are of different kinds."),
    (
        _merge("acme-2", "company/acme-3"),
        "no company/acme-3 in this database. Did you mean company/acme-2?",
    ),
    (_merge("person/ada", "person/x-y-z"), "no person/x-y-z in this database. wherefrom search"),
    (_merge("ada", "event/ada-hire"), "“event/ada-hire” is neither a person nor a company."),
    (_merge("ada", "acme"), "“acme” may be person/acme or company/acme. Write which"),
    (_merge("ada", "person/"), "There is no person/ in this database."),
    (_merge("ada", "\x00\ud800"), "There is no "),
    (_merge("ada", "eve", "eve"), "person/eve is merged into person/ada already."),
    (lambda base: unmerge(base, "ada"), "person/ada is not merged into another record."),
    (lambda base: part(base, "ada", "ada"), "person/ada cannot be different from itself."),
    (lambda base: part(base, "ada", "company/acme"), "are of different kinds"),
    (lambda base: unpart(base, "ada", "eve"), "was not decided that person/ada and person/eve"),
]


@pytest.mark.parametrize(("act", "words"), REFUSED)
def test_what_cannot_be_is_refused_in_a_sentence(
    base: Path, act: Callable[[Path], object], words: str
) -> None:
    before = base.read_bytes()
    with pytest.raises(BadDecision) as caught:
        act(base)
    assert words in str(caught.value)
    assert base.read_bytes() == before


def test_no_merge_goes_in_a_circle(base: Path) -> None:
    merge(base, "ada", ["eve"])
    merge(base, "zoe", ["ada"])
    with pytest.raises(BadDecision, match="person/eve is merged into person/zoe, so that"):
        merge(base, "eve", ["zoe"])


def test_who_was_merged_is_not_merged_again(base: Path) -> None:
    merge(base, "ada", ["eve"])
    with pytest.raises(BadDecision, match=r"merged into person/ada already\. wherefrom unmerge"):
        merge(base, "zoe", ["eve"])
    with pytest.raises(BadDecision, match="Merged into it: person/eve; name one of those"):
        unmerge(base, "ada")


def test_a_merge_into_one_that_is_gone_follows_it(base: Path) -> None:
    merge(base, "ada", ["eve"])
    merge(base, "eve", ["zoe"])
    assert list(decided(storage.read(base)).people) == ["ada", "acme"]
    unmerge(base, "eve")
    assert list(decided(storage.read(base)).people) == ["ada", "eve", "acme"]


def test_what_was_decided_to_be_two_is_not_merged_by_a_detour_either(base: Path) -> None:
    part(base, "ada", "eve")
    words = "distinct --undo person/ada person/eve takes that back"
    with pytest.raises(BadDecision, match=words):
        merge(base, "eve", ["ada"])
    merge(base, "zoe", ["eve"])
    with pytest.raises(BadDecision, match=words):
        merge(base, "zoe", ["ada"])


def test_what_is_merged_is_not_decided_to_be_two(base: Path) -> None:
    merge(base, "ada", ["eve"])
    with pytest.raises(BadDecision, match=r"are merged\. wherefrom unmerge person/eve takes"):
        part(base, "ada", "eve")
    with pytest.raises(BadDecision, match="unmerge person/eve"):
        part(base, "eve", "ada")


def test_what_was_decided_is_not_decided_again(base: Path) -> None:
    part(base, "ada", "eve")
    with pytest.raises(BadDecision, match="decided to be different already"):
        part(base, "eve", "ada")


def test_the_built_in_database_takes_no_decisions() -> None:
    with pytest.raises(BadFile, match="wherefrom init"):
        merge(storage.BUILT_IN, "company/meta", ["company/openai"])


def test_an_empty_signature_is_none() -> None:
    made = merged(RECORDS, "person/ada", "person/eve", Signature("", ""))
    assert (made.by, made.reason) == (None, None)
    assert datetime.fromisoformat(made.at).tzinfo is not None


NAMES = ("ada", "eve", "zoe", "acme")
STEPS = st.lists(
    st.tuples(st.sampled_from((merged, parted)), st.sampled_from(NAMES), st.sampled_from(NAMES)),
    max_size=8,
)


@given(STEPS)
def test_whatever_is_decided_one_after_the_other_keeps_the_rules(
    steps: list[tuple[Callable[[Records, str, str], Decision], str, str]],
) -> None:
    from db.checks import judge
    from db.material import of_records

    records = RECORDS
    for act, one, other in steps:
        try:
            made = act(records, f"person/{one}", f"person/{other}")
        except BadDecision:
            continue
        records = dataclasses.replace(records, decisions={**records.decisions, made.id: made})
    problems, _ = judge(of_records(records))
    assert [each for each in problems if each.table == "decisions"] == []
    leads = redirects(records.decisions.values())
    assert len(decided(records).people) == len(RECORDS.people) - len(leads)
