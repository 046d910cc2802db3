"""The benchmark measures what it says: the same corpus every time, every kind of query, sums."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from random import Random
from xml.etree import ElementTree

import pytest

from db import checks, storage
from db.facets import facets
from db.library import Library
from db.query import parse
from db.records import FAMILIES, GRADES, STATUSES, Records
from db.rules import careers
from db.search import search
from db.texts import Texts
from db.verify import verify
from tests.bench import corpus, curve, figures, processes, verifying
from tests.bench.__main__ import arguments
from tests.bench.figures import Figure, Missing, Row
from tests.bench.lots import crowd, nth
from tests.bench.minimal_list import MinimalList, Names
from tests.bench.minimal_search import MinimalSearch
from tests.bench.names import Names as NameMaker
from tests.bench.workload import GROUPS, mistyped, queries

PEOPLE = 400
SCRIPTS = {
    "LATIN", "GREEK", "CYRILLIC", "ARABIC", "HEBREW", "CJK", "HANGUL", "HIRAGANA", "THAI",
    "DEVANAGARI",
}  # fmt: skip
TRAITS = (
    "is_disputed", "is_undated", "same_as", "until", "duration", "title", "amount", "reviewed_by",
)  # fmt: skip
ACCENTS = set("øßłéçşñćžðơ")


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return corpus.corpus(tmp_path_factory.mktemp("corpora"), PEOPLE)


@pytest.fixture(scope="module")
def records(path: Path) -> Records:
    return storage.read(path)


@pytest.fixture(scope="module")
def library(path: Path) -> Iterator[Library]:
    library = Library.open(path)
    yield library
    library.close()


def script(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0]


def test_a_corpus_has_as_much_of_everything_as_its_size_asks_for(records: Records) -> None:
    assert len(records.people) == PEOPLE
    assert len(records.companies) == PEOPLE // 20
    assert len(records.events) == len(records.quotes) == PEOPLE * 3
    assert len(records.sources) == PEOPLE // 5


def test_a_corpus_is_the_same_every_time(path: Path, tmp_path: Path) -> None:
    assert corpus.corpus(tmp_path, PEOPLE).read_bytes() == path.read_bytes()


def test_a_corpus_is_made_once_and_again_after_the_generator_has_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = corpus.corpus(tmp_path, 20)
    first = path.stat().st_ino
    assert corpus.corpus(tmp_path, 20).stat().st_ino == first
    before = path.read_bytes()
    monkeypatch.setattr(corpus, "VERSION", corpus.VERSION + 1)
    assert corpus.corpus(tmp_path, 20).read_bytes() != before
    assert [each.name for each in tmp_path.iterdir()] == ["people-20.json"]


@pytest.mark.parametrize("people", [0, 10, 1010])
def test_a_size_that_cannot_be_shared_out_is_refused(tmp_path: Path, people: int) -> None:
    with pytest.raises(ValueError, match="multiple of 20"):
        corpus.corpus(tmp_path, people)


def test_a_corpus_keeps_every_rule(path: Path) -> None:
    raw = storage.read_raw(path)
    assert checks.problems(raw) == ()
    of_careers = {rule.name for rule in checks.RULES if rule.find.__module__ == careers.__name__}
    assert {each.rule for each in checks.warnings(raw)} <= of_careers  # lives made up at random


def test_a_corpus_can_be_read_a_table_at_a_time(path: Path, records: Records) -> None:
    for table in ("people", "quotes", "sources"):
        ids = [each["id"] for each in corpus.documents(path, table)]
        assert ids == list(getattr(records, table))


def test_names_stand_in_ten_scripts_and_with_accents(records: Records) -> None:
    names = "".join(person.name for person in records.people.values())
    assert {script(letter) for letter in names} >= SCRIPTS
    assert len(ACCENTS & set(names.casefold())) > 5


def test_given_names_repeat_and_most_family_names_are_rare() -> None:
    names, rng = NameMaker(20_000), Random(1)
    drawn = [names.one(rng) for _ in range(20_000)]
    latin = [name for name in drawn if name.script == "Latin"]
    given = Counter(name.own.split()[0] for name in latin)
    families = Counter(name.family for name in latin)
    assert len(families) > 5 * len(given)
    assert sum(bearers <= 20 for bearers in families.values()) > 0.95 * len(families)
    assert max(families.values()) > 60


def test_events_are_of_every_kind(records: Records) -> None:
    events = records.events.values()
    known = {each for types in FAMILIES.values() for each in types}
    assert {event.type for event in events} > known
    assert {event.claim.grade for event in events} == set(GRADES)
    assert {event.status for event in events} == set(STATUSES)
    for trait in TRAITS:
        assert any(getattr(event, trait) for event in events), trait
    assert any(role.text for event in events for role in event.roles)
    assert any(len(event.quotes) > 1 for event in events)
    assert {event.date.precision for event in events if event.date} >= {
        "day", "month", "year", "range", "before", "after", "unknown",
    }  # fmt: skip
    units = {event.amount.unit for event in events if event.amount}
    assert units >= {"USD", "EUR", "percent", "people"}


def test_quotes_are_sentences_in_many_languages_and_some_are_translated(records: Records) -> None:
    quotes = records.quotes.values()
    assert len({quote.lang for quote in quotes}) > 10
    assert any(quote.translation for quote in quotes)
    words = {word for quote in quotes for word in quote.exact.split()}
    assert len(words) > 5000


def test_a_crowd_has_everybody_in_it_and_a_few_very_often() -> None:
    assert sorted(nth(place, 60) for place in range(60)) == list(range(60))
    rng = Random(1)
    drawn = [crowd(rng, 100, 2.0) for _ in range(2000)]
    often = max(drawn.count(each) for each in set(drawn))
    assert often > 100
    assert len(set(drawn)) > 95


def test_every_group_of_queries_can_be_asked_and_is_drawn_alike(library: Library) -> None:
    drawn = queries(library, 1)
    assert set(drawn) == set(GROUPS)
    assert drawn == queries(library, 1)
    assert drawn != queries(library, 2)
    for group, asked in drawn.items():
        assert asked, group
        totals = [search(library, parse(each.text), each.kind).total for each in asked[:12]]
        assert any(totals) != (group == "no hit"), group


@pytest.mark.parametrize("turn", range(20))
def test_a_slip_changes_a_word_by_one_edit_and_not_its_first_letter(turn: int) -> None:
    from rapidfuzz.distance import OSA

    word = mistyped(Random(turn), "ashlingsham")
    assert OSA.distance(word, "ashlingsham") == 1
    assert word[0] == "a"


def test_the_facets_of_a_corpus_can_be_counted(library: Library) -> None:
    found = facets(library, search(library, parse("type:hire"), "event"))
    assert {"grade", "to", "date"} <= {facet.field for facet in found}


def test_a_figure_is_a_median_with_the_middle_half() -> None:
    figure = Figure.of([4, 1, 3, 2, 5])
    assert figure.middle == 3
    assert figure.spread == (2, 4)
    assert Figure.of([7]).spread == (7, 7)


def test_a_percentile_is_taken_of_each_round() -> None:
    rounds = [list(range(100)), list(range(100, 200))]
    assert Figure.shares(rounds, 0.99).values == (99, 199)
    assert Figure.shares(rounds, 0.5).middle == 100


def test_a_row_says_whether_its_aim_is_met() -> None:
    slow = Row.of("a key", Figure.of([0.02, 0.03, 0.04]), "ms", 25, people=1000)
    assert slow.is_met is False
    assert re.fullmatch(r"a key · 1,000 +30\.00 ms +25\.00–35\.00 +≤ 25 ms  NOT MET", str(slow))
    assert Row.of("found", Figure.of([0.97]), "%", 95).is_met is True
    ratio = Row.ratio("start", Figure.of([3, 3]), Figure.of([2, 2]), 2)
    assert (ratio.value, ratio.is_met) == (1.5, True)
    assert Row.of("plain", Figure.of([1]), "bytes").is_met is None


def test_what_is_missing_is_named_with_how_to_have_it() -> None:
    assert re.search(
        r"^fzf +missing  \(apt install fzf\)$", str(Missing("fzf", "(apt install fzf)"))
    )


def test_saved_figures_come_back_and_new_ones_take_the_place_of_old(tmp_path: Path) -> None:
    path = tmp_path / "results.json"
    old = [row("search, found: p50", 1000, 2.0), row("start, cache warm", 1000, 9.0)]
    figures.save(path, old)
    assert list(figures.load(path)) == old
    new = row("search, found: p50", 1000, 1.0)
    figures.save(path, [new])
    assert list(figures.load(path)) == [new, old[1]]


def test_the_curve_is_a_picture_that_names_every_line() -> None:
    rows = [
        row(series.what, people, 0.5 * people**0.3)
        for panel in curve.PANELS
        for series in panel.series
        for people in (1000, 10_000, 100_000)
    ]
    svg = curve.picture(rows)
    root = ElementTree.fromstring(svg)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    words = "\n".join(each.text or "" for each in root.iter("{http://www.w3.org/2000/svg}text"))
    for panel in curve.PANELS:
        assert all(series.name in words for series in panel.series)
    assert "prefers-color-scheme: dark" in svg
    assert "100,000" in words


def test_names_at_the_ends_of_lines_do_not_cover_each_other() -> None:
    series = curve.PANELS[0].series
    rows = [row(each.what, people, 1.0) for each in series for people in (1000, 10_000)]
    root = ElementTree.fromstring(curve.picture(rows))
    names = [each for each in root.iter() if each.get("class") == "name"]
    heights = sorted(float(each.get("y", "0")) for each in names)
    assert len(heights) == len(series)
    assert all(below - above >= 15 for above, below in pairwise(heights))


def test_a_curve_of_nothing_says_what_to_measure() -> None:
    with pytest.raises(ValueError, match="measure search and memory first"):
        curve.picture([Row.of("start", Figure.of([1.0]), "ms")])


@pytest.mark.skipif(not processes.can_be_told(), reason="only Linux tells memory, in /proc")
def test_the_memory_of_a_program_is_counted_with_that_of_its_children() -> None:
    child = "held = bytes([1]) * 60_000_000; print('ready', flush=True); input()"
    code = f'held = {child!r}; import subprocess, sys; subprocess.run([sys.executable, "-c", held])'
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        assert 65e6 < processes.resident(process.pid) < 200e6
        process.communicate("\n")
    assert process.returncode == 0


def test_what_is_measured_says_its_figures_and_ends_the_run_where_it_breaks() -> None:
    environ = dict(os.environ)
    ran = processes.run("import sys; print('done', sys.argv[1])", "well", environ=environ)
    assert ran.said == ["done well"]
    with pytest.raises(SystemExit, match="exit 3"):
        processes.run("raise SystemExit(3)", environ=environ)


async def test_the_minimal_list_moves_its_cursor_and_turns_pages() -> None:
    app = MinimalList([f"line {number}" for number in range(1000)])
    async with app.run_test(size=(40, 10)) as pilot:
        names = app.query_one(Names)
        names.focus()
        await pilot.press("j", "j", "k", "pagedown")
        assert names.cursor == 11
        assert names.scroll_offset.y == 10
        assert names.render_line(1).text.rstrip() == "line 11"


async def test_the_minimal_search_shows_what_begins_with_what_was_typed() -> None:
    app = MinimalSearch(["Ada Weinberg", "Jason Wei", "Zoe Ada"])
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.press("w", "e", "i")
        assert app.query_one(Names).lines == ["Ada Weinberg", "Jason Wei"]
        await pilot.press("n")
        assert app.query_one(Names).lines == ["Ada Weinberg"]


@pytest.mark.parametrize(
    ("words", "remedy"),
    [("--sizes 1010", "multiples of 20"), ("--only speed", "no part “speed”; there are start,")],
)
def test_what_cannot_be_measured_is_refused_with_what_can(
    words: str, remedy: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        arguments().parse_args(words.split())
    assert remedy in capsys.readouterr().err


def row(what: str, people: int, value: float) -> Row:
    return Row(what, value, "ms", (value, value), people=people)


def test_the_quotes_to_verify_stand_in_every_state_and_most_of_them_stand(tmp_path: Path) -> None:
    base = verifying.make(tmp_path, 600)
    report = verify(storage.read_raw(base.database), Texts((base.texts,)))
    assert sum(report.quotes.values()) == 600
    assert all(report.quotes[state] for state in ("exact", "moved", "altered", "missing"))
    assert report.quotes["exact"] + report.quotes["moved"] > 400
    assert {each.rule for each in report.problems} <= {"moved", "altered", "missing"}
