"""The frame of every import: ids, quotes, sources, and one write or none."""

from __future__ import annotations

import dataclasses
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest

from db import storage
from db.errors import BadFile, Refused
from db.intake import Options, Progress, import_files, import_paths
from db.intake.drafts import About, Doubt, Draft, Happening, LeftOut, Part, Party, Unheld
from db.intake.formats import FORMATS, Format, Look
from db.intake.located import LocatedObject, parse
from db.intake.outside import OutsideFile, from_bytes
from db.intake.report import SHOWN, ImportReport, joined
from db.records import Company, Event, Identifier, Person, Records
from db.texts import Texts
from db.verify import verify


def drafts(file: OutsideFile, options: Options, tell: Callable[[float], None]) -> Iterator[Draft]:
    """Read a toy format: a list of parties, jobs, and things of no use."""
    root = parse(file, tell)
    assert isinstance(root, list)
    for each in root:
        assert isinstance(each, LocatedObject)
        if "left" in each:
            yield LeftOut("events", each.place.words, "it is of no use")
            yield Doubt(each.place.words, "odd")
            yield Unheld("left", each.place.words)
        elif "job" in each:
            yield Happening(
                (each.place,),
                "position",
                each["job"],
                (
                    Part("person", "person", each.get("who"), each.get("whom")),
                    Part("to", "company", each.get("at"), each.get("called")),
                ),
                cites=tuple(each.get("urls", ())),
            )
        elif "about" in each:
            yield About(**each["about"])
        else:
            yield Party(
                each["kind"],
                each["id"],
                each.place,
                tuple(each.get("names", ())),
                parent=each.get("parent"),
                identifiers=(
                    (Identifier(each["register"], each["id"]),) if "register" in each else ()
                ),
                is_defined=each.get("defined", True),
            )


ADA = {"kind": "person", "id": "1", "names": ["Ada", " ", "Countess"]}
ACME = {"kind": "company", "id": "1", "names": ["Acme"]}
JOB = {"job": "Ada works at Acme.", "who": "1", "at": "1", "urls": ["https://x.example/1"]}


@pytest.fixture(autouse=True)
def toy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Add the toy format to those that are read."""
    module = ModuleType("toy")
    module.drafts = drafts  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "toy", module)
    monkeypatch.setitem(FORMATS, "toy", Format("toy", "a toy", "toy", _is_toy))


def _is_toy(look: Look) -> bool:
    return "kind" in look.keys


@pytest.fixture
def base(tmp_path: Path) -> Path:
    path = tmp_path / "own.json"
    storage.init(path, empty=True)
    return path


@pytest.fixture
def texts(base: Path) -> Texts:
    return Texts((base.with_name("own.json.texts"),))


def data(name: str, *rows: object) -> OutsideFile:
    return from_bytes(json.dumps(rows, ensure_ascii=False).encode(), name, name)


def test_a_fact_quotes_the_span_of_the_file_that_says_it(base: Path, texts: Texts) -> None:
    file = data("people.json", ADA, ACME, JOB)
    report = import_files(base, [file], texts)
    assert report.total.added == 5
    records = storage.read(base)
    (event,) = records.events.values()
    (quote,) = records.quotes.values()
    (source,) = records.sources.values()
    assert json.loads(quote.exact) == JOB
    assert file.text[quote.start : quote.end] == quote.exact
    assert [role.reference for role in event.roles] == ["person/ada", "company/acme"]
    assert (source.file, source.sha256, source.cites) == (
        "people.json", file.sha256, ("https://x.example/1",),
    )  # fmt: skip
    assert verify(records, texts).quotes["exact"] == 1


def test_names_that_are_blank_do_not_count_and_others_are_aliases(base: Path, texts: Texts) -> None:
    import_files(base, [data("a.json", ADA, {"kind": "person", "id": "x/7"})], texts)
    people = storage.read(base).people
    assert people["ada"].aliases == ("Countess",)
    assert people["ada"].identifiers == (Identifier("a", "1"),)
    assert people["x-7"].name == "x/7"


def test_the_same_file_twice_changes_nothing(base: Path, texts: Texts) -> None:
    import_files(base, [data("a.json", ADA, ACME, JOB)], texts)
    before = base.read_bytes()
    report = import_files(base, [data("b.json", ADA, ACME, JOB)], texts)
    assert (report.is_news, report.total.unchanged) == (False, 5)
    assert base.read_bytes() == before


def test_the_same_names_and_the_same_ids_of_two_files_stay_two(base: Path, texts: Texts) -> None:
    import_files(base, [data("a.json", ADA)], texts)
    import_files(base, [data("a.json", ADA, ACME)], texts)
    records = storage.read(base)
    assert list(records.people) == ["ada", "ada-2"]
    assert list(records.sources) == ["a", "a-2"]


def test_a_file_is_never_taken_for_a_register_of_its_name(base: Path, texts: Texts) -> None:
    known = {**ADA, "id": "Q7", "register": "wikidata"}
    import_files(base, [data("first.json", known)], texts)
    import_files(base, [data("wikidata.json", {**ACME, "id": "Q7"}, {**ADA, "id": "Q7"})], texts)
    records = storage.read(base)
    assert list(records.people) == ["ada", "ada-2"]
    assert list(records.sources) == ["first", "wikidata-2"]


def test_several_files_are_one_write(
    base: Path, texts: Texts, monkeypatch: pytest.MonkeyPatch
) -> None:
    writes: list[str] = []
    update = storage.update

    def counted(path: Path, change: Callable[[Records], Records], **more: str) -> Records:
        writes.append(more["what"])
        return update(path, change, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(storage, "update", counted)
    report = import_files(base, [data("a.json", ADA), data("b.json", ADA, ACME)], texts)
    assert writes == ["import a.json and b.json"]
    assert report.tables["people"].added == 2


def test_who_is_mentioned_and_never_defined_is_kept_and_named(base: Path, texts: Texts) -> None:
    job = {"job": "Bo works.", "who": "9", "whom": "Bo", "at": "8"}
    named = {"kind": "person", "id": "9", "names": ["Bob"], "defined": False}
    report = import_files(base, [data("a.json", ADA, job, named)], texts)
    records = storage.read(base)
    assert report.mentioned == ("person/bob", "company/8")
    assert isinstance(records.companies["8"], Company)
    assert "not described" in (records.people["bob"].description or "")


def test_a_relation_with_one_end_missing_is_kept_with_the_other(base: Path, texts: Texts) -> None:
    import_files(base, [data("a.json", ADA, {"job": "Ada works.", "who": "1"})], texts)
    (event,) = storage.read(base).events.values()
    assert [role.reference for role in event.roles] == ["person/ada"]


def test_a_party_in_words_stays_in_words(base: Path, texts: Texts) -> None:
    import_files(base, [data("a.json", ADA, {"job": "x", "who": "1", "called": "a firm"})], texts)
    (event,) = storage.read(base).events.values()
    assert event.roles[1].text == "a firm"


def test_parents_that_lead_in_a_circle_are_left_out_with_a_doubt(base: Path, texts: Texts) -> None:
    one = {"kind": "company", "id": "1", "names": ["One"], "parent": "2"}
    two = {"kind": "company", "id": "2", "names": ["Two"], "parent": "1"}
    three = {"kind": "company", "id": "3", "names": ["Three"], "parent": "4"}
    report = import_files(base, [data("a.json", one, two, three)], texts)
    companies = storage.read(base).companies
    assert [each.parent for each in companies.values()] == [None, None, "4", None]
    assert len(report.doubts) == 2


def test_what_was_changed_here_since_is_kept_unless_the_files_word_is_asked_for(
    base: Path, texts: Texts
) -> None:
    file = data("a.json", ADA, ACME, JOB)
    import_files(base, [file], texts)

    def renamed(records: Records) -> Records:
        ada = dataclasses.replace(records.people["ada"], name="Ada King")
        return dataclasses.replace(records, people={"ada": ada})

    storage.update(base, renamed)
    report = import_files(base, [file], texts)
    assert (report.kept, report.is_news) == (("person/ada",), False)
    assert storage.read(base).people["ada"].name == "Ada King"
    report = import_files(base, [file], texts, Options(update=True))
    assert report.changed == ("person/ada",)
    assert storage.read(base).people["ada"].name == "Ada"


def test_what_no_file_says_stays_also_where_its_word_is_asked_for(base: Path, texts: Texts) -> None:
    file = data("a.json", ADA, ACME, JOB, {"job": "Acme denies it.", "at": "1"})
    import_files(base, [file], texts)

    def looked_at(records: Records) -> Records:
        one, other = records.events.values()
        quotes = {
            each.id: dataclasses.replace(each, translation="Ada travaille.")
            for each in records.quotes.values()
        }
        events = (
            dataclasses.replace(one, disputes=(other.id,), reviewed_by="Zoë"),
            dataclasses.replace(other, disputes=(one.id,)),
        )
        return dataclasses.replace(records, events={e.id: e for e in events}, quotes=quotes)

    before = storage.update(base, looked_at)
    for update in (False, True):
        report = import_files(base, [file], texts, Options(update=update))
        assert (report.kept, report.is_news) == ((), False)
        assert storage.read(base) == before


def test_ids_that_others_took_are_passed_over(base: Path, texts: Texts) -> None:
    file = data("a.json", ADA, ACME, JOB)
    import_files(base, [file], texts)
    known = storage.read(base)
    (event,), (quote,) = known.events.values(), known.quotes.values()
    other = base.with_name("other.json")
    storage.init(other, empty=True)
    source = dataclasses.replace(known.sources["a"], id="b", sha256="0" * 64)
    moved = dataclasses.replace(quote, source="b")
    told = dataclasses.replace(event, roles=())
    strange = Records(
        events={event.id: told}, quotes={quote.id: moved}, sources={source.id: source}
    )
    storage.write(other, strange)
    import_files(other, [file], texts)
    records = storage.read(other)
    assert list(records.quotes) == [quote.id, f"{quote.id}-2"]
    assert list(records.events) == [event.id, f"{event.id}-2"]
    before = other.read_bytes()
    import_files(other, [file], texts)
    assert other.read_bytes() == before


def test_what_a_file_says_of_itself_goes_to_its_source(base: Path, texts: Texts) -> None:
    about = {
        "title": "A register",
        "lang": "fr",
        "published": "2020-13",
        "url": "https://x.example",
    }
    report = import_files(base, [data("a.json", ADA, {"about": about})], texts)
    (source,) = storage.read(base).sources.values()
    assert (source.title, source.lang, source.published) == ("A register", "fr", None)
    assert "published" in report.doubts[0][1]


def test_a_file_whose_name_is_no_data_is_kept_under_one_that_is(base: Path, texts: Texts) -> None:
    import_files(base, [data("register", ADA, ACME, JOB)], texts)
    assert storage.read(base).sources["register"].file == "register.json"
    assert verify(storage.read(base), texts).is_sound


def test_what_is_left_out_is_named_in_words_and_in_json(base: Path, texts: Texts) -> None:
    rows = [{"left": 1}] * (SHOWN + 5)
    report = import_files(base, [data("a.json", ADA, *rows)], texts)
    words = "\n".join(report.as_text())
    assert "left out: events, /1: it is of no use" in words
    assert "… 5 more; --json lists all" in words
    assert f"no place for: left ({SHOWN + 5} times)" in words
    assert report.tables["events"].skipped == SHOWN + 5
    document = report.as_json()
    assert len(document["skipped"]) == len(document["doubts"]) == SHOWN + 5  # type: ignore[arg-type]


def test_a_file_that_holds_nothing_of_ours_changes_nothing(base: Path, texts: Texts) -> None:
    before = base.read_bytes()
    file = data("a.json", {"left": 1})
    with pytest.raises(BadFile, match="no people, companies or events"):
        import_files(base, [data("b.json", ADA), file], texts, Options(form="toy"))
    assert base.read_bytes() == before
    assert not texts.folders[0].exists()


def test_where_the_write_is_refused_the_files_are_taken_away_again(
    base: Path, texts: Texts, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise BadFile(base, "the disk is full", "Make room.")

    monkeypatch.setattr("db.generations.replace", full)
    before = base.read_bytes()
    with pytest.raises(BadFile, match="full"):
        import_files(base, [data("a.json", ADA)], texts)
    assert base.read_bytes() == before
    assert not texts.folders[0].exists()


def test_an_interrupt_while_reading_leaves_everything_as_it_was(base: Path, texts: Texts) -> None:
    def stop(_: Progress) -> None:
        raise KeyboardInterrupt

    before = base.read_bytes()
    with pytest.raises(KeyboardInterrupt):
        import_files(base, [data("a.json", ADA)], texts, Options(hear=stop))
    assert base.read_bytes() == before


def test_progress_is_told_from_the_first_file_to_the_write(base: Path, texts: Texts) -> None:
    heard: list[Progress] = []
    rows = [{"kind": "person", "id": str(n)} for n in range(1000)]
    import_files(
        base, [data("a.json", *rows), data("b.json", ADA)], texts, Options(hear=heard.append)
    )
    assert [each.step for each in heard][-3:] == ["joining", "joining", "writing"]
    shares = [each.share for each in heard]
    assert (min(shares), max(shares)) == (0, 1)
    assert shares == sorted(shares)
    assert heard[-1].found == 1001


def test_the_built_in_database_is_refused_before_anything_is_read(texts: Texts) -> None:
    with pytest.raises(BadFile, match="never written"):
        import_files(storage.BUILT_IN, [data("a.json", ADA)], texts)


def test_files_of_ours_and_of_others_are_imported_by_themselves(base: Path, texts: Texts) -> None:
    facts = from_bytes(b'{"table": "people", "id": "bo", "name": "Bo"}', "f.jsonl", "f.jsonl")
    with pytest.raises(Refused, match="facts, toy"):
        import_files(base, [data("a.json", ADA), facts], texts)
    assert import_files(base, [facts], texts).total.added == 1


def test_files_are_read_by_their_paths(base: Path, texts: Texts, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(data("a.json", ADA).data)
    assert import_paths(base, [path], texts).total.added == 2


def test_reports_of_several_imports_are_joined(base: Path, texts: Texts) -> None:
    one = import_files(base, [data("a.json", ADA, {"left": 1})], texts)
    two = import_files(base, [data("b.json", ACME)], texts)
    both = joined([one, two])
    assert isinstance(both, ImportReport)
    assert both.name == "a.json and b.json"
    assert both.total.added == one.total.added + two.total.added
    assert both.unheld == {"left": 1}


def test_a_party_told_twice_is_one(base: Path, texts: Texts) -> None:
    again = {"kind": "person", "id": "1", "names": ["A. King"]}
    import_files(base, [data("a.json", ADA, again)], texts)
    (person,) = storage.read(base).people.values()
    assert isinstance(person, Person)
    assert person.aliases == ("Countess", "A. King")


def test_an_event_is_named_by_its_place(base: Path, texts: Texts) -> None:
    import_files(base, [data("a.json", ADA, JOB, JOB)], texts)
    events = list(storage.read(base).events.values())
    assert all(isinstance(each, Event) and each.id.startswith("a-") for each in events)
    assert len({each.id for each in events}) == 2
