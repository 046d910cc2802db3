"""Web Annotations: the shapes they come in, where their words are placed, and twice is once."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import storage
from db.errors import BadFile
from db.intake import Options, import_files
from db.intake.annotations import Annotation, read_annotations
from db.intake.formats import Look, format_of
from db.records import Event
from db.texts import Texts
from db.verify import verify
from tests import annotations as make
from tests import small
from tests.annotations import bring, new_quotes


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return make.small_base(tmp_path)


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    return make.empty_base(tmp_path)


def notes(base: Path) -> list[Event]:
    return [event for event in storage.read(base).events.values() if event.type == "annotation"]


SHAPES: dict[str, object] = {
    "one": make.annotation(),
    "list": [make.annotation()],
    "page": {"@context": make.MODEL, "type": "AnnotationPage", "items": [make.annotation()]},
    "collection": {
        "type": "AnnotationCollection",
        "total": 1,
        "first": {"type": "AnnotationPage", "items": [make.annotation()]},
    },
    "graph": {"@context": make.MODEL, "@graph": [make.annotation()]},
    "rows": {"total": 1, "rows": [make.row()]},
    "export": {"client_version": "1", "export_userid": "x", "annotations": [make.row()]},
    "selector alone": make.annotation() | {
        "target": {"source": make.PAGE, "selector": make.quote()}
    },
    "target list": make.annotation() | {
        "target": [{"source": {"id": make.PAGE}, "selector": [make.quote()]}]
    },
    "choice": make.annotation() | {
        "target": {
            "type": "Choice",
            "items": [{"source": make.PAGE, "selector": make.quote()}],
        }
    },
    "refined": make.annotation(
        {"type": "FragmentSelector", "value": "main", "refinedBy": make.quote()}
    ),
    "narrowed": make.annotation(
        make.quote("Zoë Ada left Acme for Globex in May", refinedBy=make.quote())
    ),
    "old names": {
        "@type": "oa:Annotation",
        "@id": "x",
        "hasTarget": {
            "source": make.PAGE,
            "oa:hasSelector": {
                "@type": "oa:TextQuoteSelector",
                "oa:exact": {"@value": make.LEFT},
                "oa:prefix": "Ada ",
                "oa:suffix": " in May",
            },
        },
    },
    "own": make.annotation(make.quote(), page="urn:wherefrom:source:gazette"),
    "elsewhere": make.annotation(page="https://mirror.example/copy")
    | {"document": {"link": [{"href": make.PAGE}, {"rel": "x"}, "y"]}},
}  # fmt: skip


@pytest.mark.parametrize("content", SHAPES.values(), ids=SHAPES)
def test_every_shape_becomes_a_quote_in_the_source_of_its_page(base: Path, content: object) -> None:
    report = bring(base, content)
    (quote,) = new_quotes(base)
    start = small.TEXT.index(make.LEFT)
    assert (quote.source, quote.exact) == ("gazette", make.LEFT)
    assert (quote.start, quote.end) == (start, start + len(make.LEFT))
    assert quote.prefix == small.TEXT[max(0, start - 32) : start]
    assert report.skipped == ()
    assert verify(storage.read(base), Texts.for_database(base)).is_sound


@pytest.mark.parametrize("content", SHAPES.values(), ids=SHAPES)
def test_a_file_of_annotations_is_told_by_its_look(content: object) -> None:
    assert format_of(make.file(content), None, has_map=False).name == "w3c"


@pytest.mark.parametrize("content", [{"persons": []}, [], [3], "words", {"table": "people"}])
def test_other_files_do_not_look_like_annotations(content: object) -> None:
    from db.intake.formats import FORMATS

    assert not FORMATS["w3c"].fits(Look(make.file(content)))


def test_what_an_annotation_says_is_an_opinion_of_who_made_it(base: Path) -> None:
    bring(base, make.row())
    (event,) = notes(base)
    assert event.summary == "Which May? Ask her. (tags: to check, moves)"
    assert (event.claim.grade, event.claim.by) == ("opinion", "Jane Roe")
    assert event.claim.said is not None
    assert (event.claim.said.earliest, event.claim.said.basis) == ("2024-06-03", "source")
    assert event.quotes == (new_quotes(base)[0].id,)


@pytest.mark.parametrize(
    ("fields", "summary", "by"),
    [
        ({"bodyValue": "Yes"}, "Yes", None),
        ({"body": make.said("Yes"), "creator": "acct:bo@hypothes.is"}, "Yes", "bo@hypothes.is"),
        ({"body": [make.said("Yes"), make.said("No")]}, "Yes No", None),
        ({"body": {"type": "TextualBody", "text": "Yes"}}, "Yes", None),
        ({"body": {"@type": "cnt:ContentAsText", "chars": "Yes"}}, "Yes", None),
        ({"body": {"type": "SpecificResource", "source": make.said("Yes")}}, "Yes", None),
        ({"body": "https://a.example/more"}, "https://a.example/more", None),
        ({"body": make.said("moves", purpose="tagging")}, "(tags: moves)", None),
        ({"body": {"type": "oa:Tag", "chars": "moves"}}, "(tags: moves)", None),
        ({"bodyValue": "Yes", "creator": {"nickname": "bo"}}, "Yes", "bo"),
        ({"bodyValue": "Yes", "creator": [{"name": "Bo"}, "x"]}, "Yes", "Bo"),
        ({"bodyValue": "Yes", "creator": 3, "user": "acct:bo"}, "Yes", "bo"),
    ],
)
def test_bodies_and_makers_come_in_many_shapes(
    base: Path, fields: dict[str, Any], summary: str, by: str | None
) -> None:
    bring(base, make.annotation(**fields))
    (event,) = notes(base)
    assert (event.summary, event.claim.by, event.claim.said) == (summary, by, None)


@pytest.mark.parametrize("body", [None, [], "", {"type": "TextualBody", "value": " "}, [3], {}])
def test_an_annotation_that_says_nothing_is_a_quote_alone(base: Path, body: object) -> None:
    bring(base, make.annotation(body=body))
    assert len(new_quotes(base)) == 1
    assert notes(base) == []


def test_the_same_annotations_again_change_nothing(base: Path) -> None:
    other = make.annotation(make.quote("Zoë Ada")) | {"id": None}
    content = [make.row(), make.annotation(bodyValue="Yes"), other, other]
    assert bring(base, content).is_news
    before = base.read_bytes()
    report = bring(base, content)
    assert not report.is_news
    assert report.total.added == report.total.changed == 0
    assert base.read_bytes() == before


def test_an_annotation_that_says_something_else_now_is_kept_unless_it_is_asked_for(
    base: Path,
) -> None:
    bring(base, make.annotation(bodyValue="Yes"))
    (event,) = notes(base)
    changed = make.annotation(make.quote("Zoë Ada"), bodyValue="No")
    report = bring(base, changed)
    assert not report.is_news
    assert len(report.kept) == 2
    assert notes(base) == [event]
    assert bring(base, changed, update=True).changed == (f"event/{event.id}",)
    assert notes(base)[0].summary == "No"


def test_targets_in_several_sources_are_claims_in_each(base: Path) -> None:
    targets = [
        {"source": make.PAGE, "selector": make.quote()},
        {"source": make.PAGE, "selector": make.quote("Zoë Ada")},
        {"source": "https://other.example/b", "selector": {**make.quote(), "exact": "It did"}},
    ]
    bring(base, make.annotation(bodyValue="Yes") | {"target": targets})
    first, second = notes(base)
    assert (len(first.quotes), len(second.quotes)) == (2, 1)
    assert second.id == f"{first.id}-2"


@pytest.mark.parametrize(
    ("selector", "exact"),
    [
        (make.quote(prefix="", suffix=""), make.LEFT),
        (make.quote("left Acme  for\n Globex", prefix="Ada", suffix="in"), make.LEFT),
        (make.quote("leftAcmeforGlobex"), make.LEFT),
    ],
)
def test_words_are_found_whatever_white_space_a_browser_saw(
    base: Path, selector: dict[str, Any], exact: str
) -> None:
    bring(base, make.annotation(selector))
    assert new_quotes(base)[0].exact == exact


def test_a_position_alone_is_enough_where_the_text_is_at_hand(base: Path) -> None:
    bring(base, make.annotation(make.position(0, 7)))
    assert new_quotes(base)[0].exact == "Zoë Ada"


def test_a_position_tells_which_of_several_places(base: Path, tmp_path: Path) -> None:
    start = small.TEXT.rindex("Globex")
    again = make.quote("Globex", prefix="", suffix="")
    bring(base, make.annotation(again, make.position(start, start + 6)))
    assert new_quotes(base)[0].start == start


@pytest.mark.parametrize(
    ("content", "place", "reason"),
    [
        (make.annotation(make.quote("Globex", prefix="", suffix="")), "/target", "at 2 places"),
        (make.annotation(make.quote("Nothing of it")), "/target", "are not in the text of"),
        (make.annotation(make.position(5, 9999)), "/target", "its position is not in"),
        (make.annotation({"type": "SvgSelector", "value": "<svg>"}), "/", "a part that is no text"),
        (make.annotation() | {"target": make.PAGE}, "/", "all of a page"),
        (make.annotation() | {"target": {"id": make.PAGE}}, "/", "all of a page"),
        (make.annotation() | {"target": []}, "/", "it has no page"),
        (make.annotation() | {"target": [3, None]}, "/", "it has no page"),
        (make.row(target=[]), "/", "all of a page"),
        (make.row(target=[{"source": make.PAGE}], references=["a"]), "/", "answers another"),
        (make.annotation(make.position(3, 3)), "/", "no quote or position"),
        (make.annotation(make.quote(""), page=""), "/", "no page"),
    ],
)
def test_what_has_no_place_is_named_with_its_pointer(
    base: Path, content: object, place: str, reason: str
) -> None:
    before = base.read_bytes()
    report = bring(base, content)
    (left,) = report.skipped
    assert (left.table, left.place) == ("quotes", place)
    assert reason in left.reason
    assert base.read_bytes() == before


def test_what_is_no_annotation_is_named_beside_those_that_are(base: Path) -> None:
    report = bring(base, [make.annotation(), {"name": "x"}, 3, {"type": "AnnotationPage"}])
    assert [(each.place, each.table) for each in report.skipped] == [("/1", "")]


@pytest.mark.parametrize("content", [[], {"a": 1}, "words", [[[]]], {"items": "https://a"}])
def test_a_file_without_annotations_is_refused(base: Path, content: object) -> None:
    before = base.read_bytes()
    with pytest.raises(BadFile, match="no annotations"):
        bring(base, content)
    assert base.read_bytes() == before


def test_deep_nesting_is_refused_or_passed_over(base: Path) -> None:
    with pytest.raises(BadFile):
        bring(base, b"[" * 100_000)
    deep: object = make.annotation()
    for _ in range(60):
        deep = [deep]
    with pytest.raises(BadFile, match="no annotations"):
        bring(base, deep)
    refined = make.quote()
    for _ in range(60):
        refined = {"type": "FragmentSelector", "refinedBy": refined}
    assert "no quote" in bring(base, make.annotation(refined)).skipped[0].reason


def test_annotations_may_stand_one_on_a_line(base: Path) -> None:
    lines = "\n".join(json.dumps(each) for each in (make.row(), make.annotation()))
    file = make.file(lines.encode(), "notes.jsonl")
    import_files(base, [file], Texts.for_database(base), Options(form="w3c"))
    assert len(new_quotes(base)) == 2


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=5),
        lambda inside: (
            st.lists(inside, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    ["target", "source", "selector", "type", "exact", "start", "end", "body",
                     "items", "rows", "value", "creator", "refinedBy", "uri", "document", "tags",
                     "purpose", "id", "user_info", "references", "wherefrom:quote"]
                ),
                inside,
                max_size=5,
            )
        ),
        max_leaves=25,
    )
)  # fmt: skip
def test_any_json_is_read_without_stumbling(content: object) -> None:
    for each in read_annotations(make.file({"items": [content], "x": 1})):
        assert not isinstance(each, Annotation) or each.targets
