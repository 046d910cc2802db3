"""Popolo of any value: nothing is lost without a word, and nothing but a refusal is raised."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from db import storage
from db.errors import WherefromError
from db.intake.drafts import Happening, Party, Unheld
from db.intake.importing import Options
from db.intake.outside import from_bytes
from db.intake.popolo.drafting import drafts
from db.storage import read
from db.verify import verify
from tests.popolo import ACME, ADA, SEAT, Json, again, brought

_FIELDS = {
    "persons": (
        "id", "name", "other_names", "identifiers", "links", "sources", "birth_date", "summary",
        "given_name", "memberships", "redirect", "name__et",
    ),
    "organizations": (
        "id", "name", "classification", "parent_id", "parent", "children", "founding_date",
        "posts", "memberships",
    ),
    "memberships": (
        "id", "person_id", "person", "member", "organization_id", "organization", "post_id", "post",
        "on_behalf_of_id", "area", "area_id", "legislative_period_id", "role", "label",
        "start_date", "end_date", "sources", "links", "name",
    ),
    "posts": ("id", "label", "role", "organization_id", "organization", "start_date", "area_id"),
    "events": (
        "id", "name", "classification", "start_date", "end_date", "organization_id", "attendees",
        "location", "status", "description", "children",
    ),
    "areas": ("id", "name", "identifier", "children"),
}  # fmt: skip
_ODD: list[Any] = [
    None, True, False, 0, 1, -7, 1.5, "", " ", " p1 ", "p1", "o1", "\u202e[/red]\x00\x1b]52;c;x",
    [], {}, [[]], [None], ["p1", 7, None, {}], {"id": "p1"}, {"id": {}}, {"name": ["x"]},
    {"id": "o1", "name": None}, [{"name": {"en": 1}}], "x" * 5000, "\ud83d", "2012-02-30", "around",
]  # fmt: skip


@pytest.mark.parametrize("odd", _ODD, ids=range(len(_ODD)))
def test_any_value_in_any_field_comes_in_or_is_named(tmp_path: Path, odd: object) -> None:
    document: dict[str, list[Json]] = {
        table: [{field: odd} for field in fields]
        + [{"id": "p1", "name": "A", "label": "A", "person_id": "p1", field: odd}
           for field in fields]
        for table, fields in _FIELDS.items()
    }  # fmt: skip
    document["persons"].insert(0, ADA)
    document["organizations"].insert(0, ACME)
    document["memberships"].insert(0, SEAT)
    text = json.dumps(document)  # half of a surrogate pair can be written escaped alone
    made = brought(tmp_path, text, form="popolo")
    assert made.names >= {"Ada Lovelace", "Acme"}
    assert verify(made.records, made.texts).problems == ()
    assert not again(made.path, text, form="popolo").report.is_news


_values = some.recursive(
    some.none() | some.booleans() | some.integers() | some.text(max_size=5)
    | some.sampled_from(["p1", "o1", "2012", "x"]),
    lambda inner: some.lists(inner, max_size=3)
    | some.dictionaries(
        some.sampled_from(sorted({name for names in _FIELDS.values() for name in names})),
        inner, max_size=4,
    ),
    max_leaves=12,
)  # fmt: skip
_documents = some.dictionaries(some.sampled_from([*_FIELDS, "votes", "meta", "result"]), _values)


@given(document=_documents | some.lists(_values, max_size=4))
def test_documents_of_any_shape_raise_refusals_alone(document: object) -> None:
    file = from_bytes(json.dumps(document).encode(), "x.json", "x.json")
    try:
        found = list(drafts(file, Options(), lambda _: None))
    except WherefromError:
        return
    pointers = [each.place for each in found if isinstance(each, Unheld)]
    assert all(each.startswith("/") for each in pointers)


@settings(
    max_examples=20,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(rows=some.lists(some.dictionaries(some.sampled_from(_FIELDS["memberships"]), _values)))
def test_whatever_memberships_have_the_base_is_sound(rows: list[Json]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        made = brought(Path(folder), {"persons": [ADA], "memberships": rows})
        assert verify(made.records, made.texts).problems == ()


@pytest.mark.parametrize(
    "document",
    [
        {"persons": [], "organizations": [], "memberships": []},
        {"votes": [{"option": "yes"}]},
        [{"option": "yes", "voter_id": "p1"}],
        {"persons": ["Ada"]},
        {"memberships": [{"role": "chair"}]},
        {"areas": [{"id": "a"}]},
        [],
        7,
    ],
)
def test_what_holds_none_of_it_is_refused_and_nothing_changes(
    tmp_path: Path, document: object
) -> None:
    path = tmp_path / "own.json"
    storage.init(path, empty=True)
    before = path.read_bytes()
    with pytest.raises(WherefromError, match=r"holds no people, companies or events.*Nothing was"):
        again(path, document, form="popolo")
    assert path.read_bytes() == before
    assert not path.with_name("own.json.texts").exists()


def test_very_long_words_come_in_whole_and_their_sentences_are_cut(tmp_path: Path) -> None:
    long = "x y" * 350_000
    made = brought(
        tmp_path,
        {"persons": [{"id": "p1", "name": long, "birth_date": long}], "memberships": [
            {**SEAT, "role": long}]},
    )  # fmt: skip
    (person,) = made.records.people.values()
    assert person.name == long
    assert all(len(each.summary) < 1000 for each in made.records.events.values())


def test_many_memberships_are_one_write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    writes: list[Path] = []
    update = storage.update

    def counted(path: Path, *arguments: Any, **more: Any) -> Any:
        writes.append(path)
        return update(path, *arguments, **more)

    monkeypatch.setattr(storage, "update", counted)
    seats = [{"id": n, "person_id": n % 50, "organization_id": n % 7} for n in range(2_500)]
    made = brought(tmp_path, {"memberships": seats})
    assert writes == [made.path]
    assert len(read(made.path).events) == 2_500


def test_progress_grows_while_a_file_is_read() -> None:
    seats = [{"id": n, "person_id": n, "organization_id": 1} for n in range(2_000)]
    file = from_bytes(json.dumps({"memberships": seats}).encode(), "x.json", "x.json")
    shares: list[float] = []
    found = list(drafts(file, Options(), shares.append))
    assert shares == sorted(shares)
    assert shares[0] < 0.5 < shares[-1] <= 1
    assert sum(isinstance(each, Happening) for each in found) == 2_000
    assert not any(isinstance(each, Party) for each in found)
