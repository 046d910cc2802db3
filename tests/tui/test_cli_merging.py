"""`merge`, `unmerge`, `distinct`, `decisions`: what they say, and what a reader sees afterwards."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from db import storage
from tests import small
from tests.running import Runner
from tests.tui.explorer import explorer


def test_a_merge_says_how_to_take_it_back(run: Runner, base: Path) -> None:
    before = storage.read(base)
    ran = run("merge", "company/acme", "company/globex", "--by", "zoe", "--db", base)
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == (
        "Merged company/globex into company/acme. To undo: wherefrom unmerge company/globex\n"
    )
    assert run("unmerge", "company/globex", "--db", base).err == (
        "company/globex is a record of its own again, apart from company/acme.\n"
    )
    assert storage.read(base) == before


def test_the_page_of_who_was_merged_is_that_of_who_is_kept(run: Runner, base: Path) -> None:
    run("merge", "acme", "globex", "--by", "zoe", "--reason", "one [firm]", "--db", base)
    ran = run("show", "company/globex", "--db", base)
    assert ran.code == 0
    assert ran.err == "company/globex is merged into company/acme, which is shown here.\n"
    assert ran.out.startswith("Acme ")
    page = " ".join(ran.out.split())
    assert "also Globex" in page
    assert "merged from Globex (company/globex), by zoe" in page
    assert "one [firm]; to undo: wherefrom unmerge company/globex" in page


def test_the_document_of_who_is_kept_names_the_decision(run: Runner, base: Path) -> None:
    assert "merged_from" not in run("show", "company/acme", "--json", "--db", base).json
    run("merge", "acme", "globex", "--db", base)
    found = run("show", "company/globex", "--json", "--db", base).json
    assert (found["view"], found["company"]["id"]) == ("company/acme", "acme")
    (merged,) = found["merged_from"]
    assert (merged["view"], merged["name"]) == ("company/globex", "Globex")
    assert merged["decision"]["action"] == "merge"


def test_a_search_lists_who_is_kept_once(run: Runner, base: Path) -> None:
    run("merge", "acme", "globex", "--db", base)
    found = run("search", "globex", "--kind", "company", "--json", "--db", base).json
    assert [item["id"] for item in found["items"]] == ["acme"]


def test_different_ones_stay_apart_until_that_is_taken_back(run: Runner, base: Path) -> None:
    assert run("distinct", "acme", "globex", "--db", base).err == (
        "company/acme and company/globex are different. "
        "To undo: wherefrom distinct --undo company/acme company/globex\n"
    )
    assert run("merge", "acme", "globex", "--db", base).code == 2
    ran = run("distinct", "--undo", "globex", "acme", "--db", base)
    assert (ran.code, "open again whether company/acme" in ran.err) == (0, True)
    assert run("merge", "acme", "globex", "--db", base).code == 0


def test_decisions_are_listed_with_who_made_them_and_why(
    run: Runner, base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran = run("decisions", "--db", base)
    assert (ran.code, ran.out) == (0, "")
    assert "Nothing was decided yet" in ran.err
    monkeypatch.setenv("WHEREFROM_BY", "zoe")
    run("merge", "acme", "globex", "--reason", "one register", "--db", base)
    run("distinct", "zoe-ada", "eve", "--by", "", "--db", base)
    lines = run("decisions", "--db", base).out.splitlines()
    assert any(
        line.endswith(
            "company/globex (Globex)  merged into  company/acme (Acme)  by zoe: one register"
        )
        for line in lines
    )
    assert any("different from  person/zoe-ada (Zoë Ada)" in line for line in lines)
    assert "\x1b" not in "".join(lines)
    found = run("decisions", "--json", "--db", base).json
    assert found["total"] == 2
    assert {each["action"] for each in found["items"]} == {"merge", "distinct"}


@pytest.fixture
def alike(tmp_path: Path) -> Path:
    """A base of three people of one name, which carries markup and a sequence."""
    content = small.documents()
    content["people"] |= {
        str(at): {"id": f"eve-{at}", "name": small.HOSTILE, "description": "a poet"}
        for at in (3, 4)
    }
    return small.write(tmp_path / "alike.json", content)


def test_who_may_be_one_is_listed_with_reasons_until_it_is_decided(
    run: Runner, alike: Path
) -> None:
    ran = run("duplicates", "--db", alike)
    assert ran.code == 0
    lines = ran.out.splitlines()
    assert lines[0].startswith(" 67  person/eve-3  Eve [/red] ␛]52")
    assert lines[1].startswith("     person/eve-4  Eve [/red]")
    assert lines[2].startswith("       for the same name, Eve [/red]")
    assert "       for the same description, a poet" in lines
    assert "\x1b" not in ran.out
    assert "To decide: wherefrom merge KEEP GONE, or wherefrom distinct ONE OTHER." in ran.err
    run("merge", "eve-3", "eve-4", "--db", alike)
    run("distinct", "eve-3", "eve", "--db", alike)
    ran = run("duplicates", "--db", alike)
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == "Nobody here is likely to be somebody else.\n"


def test_a_list_of_the_likely_is_cut_off_with_a_word(run: Runner, alike: Path) -> None:
    ran = run("duplicates", "--limit", "1", "--kind", "person", "--db", alike)
    assert sum(line.startswith(" 67") for line in ran.out.splitlines()) == 1
    assert ran.err.startswith("2 more: --limit 3 shows them all.\n")
    found = run("duplicates", "--limit", "2", "--json", "--db", alike).json
    assert (found["total"], found["returned"]) == (3, 2)
    assert run("duplicates", "--kind", "company", "--db", alike).out == ""


def test_doubts_stand_below_the_reasons_and_a_crowd_is_told(
    run: Runner, alike: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran = run("duplicates", "--db", alike)
    assert "against" not in ran.out
    root = json.loads(alike.read_text())
    root["people"]["3"]["description"] = "the dean"
    alike.write_text(json.dumps(root))
    assert "   against descriptions with no word" in run("duplicates", "--db", alike).out
    monkeypatch.setattr("db.likeness.blocks.CROWD", 2)
    assert "1 name is so frequent" in run("duplicates", "--db", alike).err


def test_what_cannot_be_merged_is_told_in_a_sentence(run: Runner, base: Path) -> None:
    before = base.read_bytes()
    for words in (("acme", "acme"), ("acme", "zoe-ada"), ("acme", "nobody"), ("event/x", "acme")):
        ran = run("merge", *words, "--db", base)
        assert (ran.code, ran.out) == (2, "")
        assert ran.err.startswith("wherefrom: ")
        assert len(ran.err.splitlines()) == 1
    assert base.read_bytes() == before


async def test_the_explorer_leads_from_who_was_merged_to_who_is_kept(
    own_home: Path, run: Runner, base: Path
) -> None:
    from db.library import Library
    from tui.address import parse
    from tui.messages import Open

    run("merge", "acme", "globex", "--db", base)
    async with explorer(own_home, "company/globex", library=Library.open(base)) as seat:
        assert seat.view == "company/acme"
        assert "merged from" in seat.text
        seat.page.post_message(Open(parse("company/globex")))
        await seat.settle()
        assert seat.view == "company/acme"
        assert "company/globex is merged into company/acme." in seat.text


async def test_a_merge_by_another_program_leads_the_reader_on(
    own_home: Path, run: Runner, base: Path
) -> None:
    from db.library import Library

    async with explorer(own_home, "company/globex", library=Library.open(base)) as seat:
        run("merge", "acme", "globex", "--db", base)
        seat.app.watch_file.take_over(Library.open(base))
        await seat.settle()
        assert seat.view == "company/acme"
        assert "company/globex is merged into company/acme." in seat.text
