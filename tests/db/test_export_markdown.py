"""Markdown: notes that link to each other, quote letter for letter, and are safe as files."""

from __future__ import annotations

import json
import re
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from db.export.formats import BY_NAME
from db.export.left_out import LeftOut
from db.export.notes import text
from db.export.selection import Selection
from db.export.titles import Titles, clean
from db.records import Claim, Records
from db.storage import BUILT_IN, read
from tests.make import (
    make_company,
    make_date,
    make_event,
    make_person,
    make_quote,
    make_records,
    make_role,
    make_source,
)
from tests.strangers import NASTY, TEXTS, strangers

PARSER = MarkdownIt("commonmark")
DEVICES = {"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$",
           *(f"{name}{number}" for name in ("COM", "LPT") for number in range(10))}  # fmt: skip


def notes(records: Records, left: LeftOut | None = None) -> dict[str, str]:
    found = left if left is not None else LeftOut()
    made = BY_NAME["markdown"].documents(Selection(records), found)
    return {each.name: "".join(each.pieces) for each in made}


def body(note: str) -> str:
    """A note without its properties."""
    return note.split("\n---\n", 1)[1]


def tokens(note: str) -> list[Token]:
    """What Markdown makes of a note."""
    return [
        inside for token in PARSER.parse(body(note)) for inside in (token, *(token.children or ()))
    ]


def shown(note: str) -> str:
    """What a reader sees of a note: the text alone, with its line ends."""
    ends = {"softbreak": "\n", "hardbreak": "\n"}
    return "".join(
        ends.get(each.type, each.content * (each.type == "text")) for each in tokens(note)
    )


def is_safe(path: str) -> bool:
    """Whether every system takes a path for a file in a folder, and for nothing else."""
    folder, *rest = path.split("/")
    if folder not in ("people", "companies", "sources") or len(rest) != 1:
        return False
    name = rest[0]
    stem = name.removesuffix(".md")
    return (
        stem != name
        and len(name.encode()) <= 255
        and not re.search(r'[\\:*?"<>|#^\[\]\x00-\x1f\x7f-\x9f]', stem)
        and stem == stem.strip(" .")
        and stem != ""
        and stem.partition(".")[0].strip().upper() not in DEVICES
        and not any(unicodedata.category(each)[0] == "C" for each in stem)
    )


@given(strangers())
def test_every_record_has_a_note_under_a_name_that_is_safe_everywhere(records: Records) -> None:
    found = notes(records)
    assert len(found) == len(records.people) + len(records.companies) + len(records.sources)
    assert [path for path in found if not is_safe(path)] == []
    stems = [path.rpartition("/")[2] for path in found]
    alike = {unicodedata.normalize("NFC", each).casefold() for each in stems}
    assert len(alike) == len(stems)


@given(st.lists(st.one_of(TEXTS, st.sampled_from(NASTY)), max_size=12))
@example(
    ["Ada", "ada", "Ada (p0)", "ADA (person p0)", "CON", "con", "con.md", "../x", "É", "E\u0301"]
)
@example(["x" * 300, "x" * 301, "é" * 300, "", " ", ".", "..", "\u202e", "/"])
def test_names_that_some_system_takes_for_one_are_told_apart(names: list[str]) -> None:
    records = make_records(
        *(make_person(f"p{number}", name or "?") for number, name in enumerate(names)),
        *(make_company(f"p{number}", name or "?") for number, name in enumerate(names)),
    )
    titles = Titles(Selection(records))
    paths = [titles.path(f"{kind}/{record.id}") for kind, record in records]
    assert [path for path in paths if not is_safe(path)] == []
    stems = [path.rpartition("/")[2] for path in paths]
    assert len({unicodedata.normalize("NFC", each).casefold() for each in stems}) == len(stems)


def test_a_very_long_id_leaves_a_name_that_fits() -> None:
    ids = ["a" * 250, "a" * 249 + "b", "a" * 249 + "c"]
    records = make_records(*(make_person(each, "é" * 200) for each in ids))
    titles = Titles(Selection(records))
    assert all(is_safe(titles.path(f"person/{each}")) for each in ids)
    assert len({titles.path(f"person/{each}") for each in ids}) == 3


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("Jason Wei", "Jason Wei"),
        ("AC/DC: [live]", "AC-DC- (live)"),
        ("../../etc/passwd", "-..-etc-passwd"),
        ("con", "con-"),
        ("NUL.txt", "NUL-.txt"),
        ("console", "console"),
        ("_x_ a_b", "x a_b"),
        ("王小明", "王小明"),
        ("\x1b[31mEve\u202e", "(31mEve"),
        ("...", ""),
    ],
)
def test_a_name_stays_readable(name: str, title: str) -> None:
    assert clean(name) == title


def links(note: str) -> list[tuple[str, str]]:
    """Every link to a note: its name, and the part of it that is meant."""
    found = re.findall(r"(?<!\\)\[\[([^\]|#]+)(?:#\^([^\]|]+))?(?:\|[^\]]*)?\]\]", body(note))
    return [(title, part) for title, part in found]


@given(strangers())
def test_every_link_leads_to_a_note_and_to_a_part_that_it_has(records: Records) -> None:
    found = notes(records)
    by_title = {path.rpartition("/")[2].removesuffix(".md"): note for path, note in found.items()}
    for note in found.values():
        assert body(note).count("[[") == len(links(note))
        for title, part in links(note):
            assert title in by_title
            if part:
                assert len(re.findall(rf"^\^{part}$", by_title[title], re.MULTILINE)) == 1


@settings(max_examples=30)
@given(strangers())
def test_nothing_from_outside_is_markup(records: Records) -> None:
    for note in notes(records).values():
        kinds = {each.type for each in tokens(note)}
        assert kinds <= {
            "heading_open", "heading_close", "paragraph_open", "paragraph_close", "inline", "text",
            "blockquote_open", "blockquote_close", "bullet_list_open", "bullet_list_close",
            "list_item_open", "list_item_close", "hardbreak", "softbreak", "text_special",
        }  # fmt: skip
        properties = note.split("\n---\n", 1)[0].removeprefix("---\n")
        for line in properties.split("\n"):
            name, _, value = line.partition(": ")
            assert re.fullmatch(r"[a-z0-9]+", name)
            json.loads(value)
            assert not re.search(r"[\x7f-\x9f\u2028\u2029\ufeff]", value)


@given(TEXTS)
def test_a_text_is_shown_letter_for_letter(words: str) -> None:
    page = PARSER.render(f"x {text('y' + words + 'z')}")
    assert "<script" not in page
    assert "%%" not in text(words)
    assert "==" not in text(words)


def test_a_persons_note_has_the_history_with_its_words_and_their_source() -> None:
    found = notes(read(BUILT_IN))
    note = found["people/Jason Wei.md"]
    assert note.startswith('---\nid: "person/jason-wei"\naliases: ["Jason Wei"')
    assert "\n# Jason Wei\n" in note
    assert "- from: [[OpenAI]]" in note
    assert "- to: [[Meta]]" in note
    assert re.search(r"^> .*Jason Wei", note, re.MULTILINE)
    assert "> Our translation: " in note
    assert "> — [[(untitled) Meta vient de recruter" in note


def test_a_sources_note_has_all_of_its_quotes_and_what_they_support() -> None:
    records = read(BUILT_IN)
    found = notes(records)
    (note,) = (each for each in found.values() if 'id: "source/dk-topfolk"' in each)
    mine = [each for each in records.quotes.values() if each.source == "dk-topfolk"]
    assert len(re.findall(r"^### ", note, re.MULTILINE)) == len(mine)
    assert all(each.exact.split("\n")[0][:20] in shown(note) for each in mine)


BASE = make_records(
    make_person("ada", "Ada [x]", aliases=("A. L.",), description="a mathematician"),
    make_person("wei-li", "Wei Li"),
    make_person("wei-li-2", "Wei Li"),
    make_company("acme", "Acme", parent="holding"),
    make_company("holding", "Holding"),
    make_event(
        "hire",
        roles=(make_role("person", "person/ada"), make_role("to", "company/acme"),
               make_role("by", "an aide")),
        quotes=("q1",),
        date=make_date("2024-05-01", "2024-05-31", "in May"),
        until=make_date(None, None, "for now"),
        claim=Claim("reported", "her friend", "person/wei-li", ("person/wei-li-2",),
                    make_date("2024-06-01")),
        disputes=("denial",),
        same_as=("again",),
    ),
    make_event("denial", "denial", quotes=("q2",), grade="denied", disputes=("hire",)),
    make_event("again", quotes=("q3",), same_as=("hire",), until=make_date("2024-01-01")),
    make_quote("q1", "s1", "Ada joined", speaker="person/wei-li", speech="direct",
               translation="She joined"),
    make_quote("q2", "s2", "No"),
    make_quote("q3", "s2", "Yes", start=20),
    make_source("s1", "First", url="https://x.y", note="a note", cites=("Wired",)),
    make_source("s2", "Second", author="Eve", published="2024"),
)  # fmt: skip


def test_a_fact_tells_everything_that_is_known_of_it() -> None:
    note = notes(BASE)["people/Ada (x).md"]
    assert "# Ada \\[x\\]" in note
    assert "a mathematician" in note
    assert "### 2024-05 · hire" in note
    assert "- by: an aide" in note
    assert (
        "- done, reported, by her friend [[Wei Li (wei-li)|Wei Li]], "
        "via [[Wei Li (wei-li-2)|Wei Li]], said 2024-06-01" in note
    )
    assert "- until: for now" in note
    assert "- disputed by: Something happened. [[Second#^denial|Second]]" in note
    assert "- told too: Something happened. [[Second#^again|Second]]" in note
    assert "> — [[First]], said by [[Wei Li (wei-li)|Wei Li]], direct speech, en" in note
    assert "- part of [[Holding]]" in notes(BASE)["companies/Acme.md"]
    assert "- Wired" in notes(BASE)["sources/First.md"]


def test_a_reference_that_leads_nowhere_is_named_as_it_is() -> None:
    lost = make_records(
        make_person("ada"),
        make_event(roles={"person": "person/ada", "to": "company/gone"}, disputes=("lost",)),
    )
    note = notes(lost)["people/Ada.md"]
    assert "- to: company/gone" in note
    assert "- disputed by: lost" in note


def test_what_a_note_does_not_tell_is_counted() -> None:
    left = LeftOut()
    quote = make_quote(prefix="x", suffix="y")
    notes(make_records(make_event(date=make_date("2024-01-01")), quote, make_source()), left)
    assert left.as_json() == {"quotes": {"prefix": 1, "suffix": 1}, "events": {"date.basis": 1}}
