"""`show` and `search`: what they print, in words and as JSON, and how they end."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.running import Runner

DANGEROUS = ("\x1b", "\x07", "\u202e")


def test_a_list_is_one_line_a_record_and_begins_with_its_view(run: Runner, base: Path) -> None:
    ran = run("show", "people", "--db", base)
    assert ran.code == 0
    assert {line.split()[0] for line in ran.out.splitlines()} == {"person/zoe-ada", "person/eve"}
    assert "2 people" in ran.err


def test_a_list_as_json_has_the_promised_shape(run: Runner, base: Path) -> None:
    document = run("show", "companies", "--json", "--db", base).json
    assert list(document) == ["view", "query", "total", "returned", "items"]
    assert (document["view"], document["query"]) == ("companies", "")
    assert (document["total"], document["returned"]) == (2, 2)
    first = document["items"][0]
    assert list(first) == ["view", "kind", "id", "name", "snippet", "score"]
    assert (first["view"], first["kind"], first["id"]) == ("company/globex", "company", "globex")


def test_a_list_takes_its_query_and_its_order_from_the_view(run: Runner, base: Path) -> None:
    document = run("show", "people?q=ada&sort=-name", "--json", "--db", base).json
    assert document["view"] == "people?q=ada&sort=-name"
    assert document["query"] == "ada"
    assert [item["id"] for item in document["items"]] == ["zoe-ada", "eve"]
    assert len(run("show", "events?q=type:denial", "--json", "--db", base).json["items"]) == 1


def test_a_person_as_json_tells_the_history_with_quotes(run: Runner, base: Path) -> None:
    document = run("show", "person/zoe-ada", "--json", "--db", base).json
    assert list(document) == ["view", "kind", "person", "history"]
    assert document["person"] == {"id": "zoe-ada", "name": "Zoë Ada", "aliases": ["Z. Ada"]}
    told = document["history"][0]
    assert told["event"]["id"] == "ada-to-globex"
    assert told["quotes"][0]["exact"] == "left Acme for Globex in May 2024"
    assert told["quotes"][0]["source_title"] == "Who went where"


def test_a_company_as_json_tells_its_events(run: Runner, base: Path) -> None:
    document = run("show", "company/acme", "--json", "--db", base).json
    assert list(document) == ["view", "kind", "company", "events"]
    assert [each["event"]["id"] for each in document["events"]] == ["ada-to-globex"]


def test_an_event_as_json_has_its_quotes_and_its_disputes(run: Runner, base: Path) -> None:
    document = run("show", "event/ada-to-globex", "--json", "--db", base).json
    assert list(document) == ["view", "kind", "event", "quotes", "disputes", "same_as"]
    assert [each["id"] for each in document["quotes"]] == ["left-acme"]
    assert document["disputes"][0]["event"]["id"] == "ada-never-came"
    assert document["disputes"][0]["quotes"][0]["id"] == "never-came"


def test_a_source_as_json_has_its_quotes_with_what_they_support(run: Runner, base: Path) -> None:
    document = run("show", "source/gazette", "--json", "--db", base).json
    assert list(document) == ["view", "kind", "source", "quotes"]
    assert [each["id"] for each in document["quotes"]] == ["left-acme", "never-came"]
    told = document["quotes"][1]["events"][0]
    assert told["event"]["id"] == "ada-never-came"
    assert told["quotes"][0]["exact"] == document["quotes"][1]["exact"]
    assert document["quotes"][1]["source_title"] == "Who went where"


def test_a_quote_as_json_has_its_source_and_tells_its_events(run: Runner, base: Path) -> None:
    document = run("show", "quote/never-came", "--json", "--db", base).json
    assert list(document) == ["view", "kind", "quote", "source", "events"]
    assert document["source"]["id"] == "gazette"
    assert [list(each) for each in document["events"]] == [["event", "quotes"]]
    assert document["events"][0]["event"]["id"] == "ada-never-came"


@pytest.mark.parametrize("form", [[], ["--json"]])
@pytest.mark.parametrize(
    ("view", "is_there"),
    [
        ("person/zoe-ada#ada-to-globex", True),
        ("person/zoe-ada#history", True),
        ("source/gazette#never-came", True),
        ("event/ada-never-came#never-came", True),
        ("person/zoe-ada#nope", False),
        ("source/gazette#globex", False),
    ],
)
def test_a_part_that_a_record_does_not_have_is_named_on_stderr(
    run: Runner, base: Path, form: list[str], view: str, is_there: bool
) -> None:
    ran = run("show", view, *form, "--db", base)
    assert ran.code == 0
    assert ran.out
    assert (ran.err == "") == is_there
    assert is_there or f"“{view.partition('#')[2]}”" in ran.err


@pytest.mark.parametrize(
    ("view", "words"),
    [
        ("person/zoe-ada", "Zoë Ada"),
        ("person/zoe-ada#ada-to-globex", "Zoë Ada"),
        ("company/globex", "Globex"),
        ("event/ada-never-came", "She never came"),
        ("source/gazette", "left Acme for Globex in May 2024"),
        ("source/gazette#never-came", "She never came"),
        ("quote/never-came", "She never came"),
    ],
)
def test_a_record_is_printed_as_the_screen_shows_it(
    run: Runner, base: Path, view: str, words: str
) -> None:
    ran = run("show", view, "--db", base)
    assert ran.code == 0, ran.err
    assert words in ran.out


@pytest.mark.parametrize("view", ["person/zoe-adda", "company/acmee", "event/x", "source/x"])
@pytest.mark.parametrize("form", [[], ["--json"]])
def test_a_record_that_is_not_there_exits_1(
    run: Runner, base: Path, view: str, form: list[str]
) -> None:
    ran = run("show", view, *form, "--db", base)
    assert (ran.code, ran.out) == (1, "")
    assert view.partition("/")[2] in ran.err


def test_a_mistyped_id_is_answered_with_the_nearest_one(run: Runner, base: Path) -> None:
    assert "zoe-ada?" in run("show", "person/zoe-adda", "--db", base).err


@pytest.mark.parametrize(
    "words",
    [
        ["show", "people?q=nobody-of-that-name"],
        ["show", "people?q=nobody-of-that-name", "--json"],
        ["search", "nobody-of-that-name"],
        ["search", "nobody-of-that-name", "--json"],
    ],
)
def test_a_query_that_finds_nothing_exits_1(run: Runner, base: Path, words: list[str]) -> None:
    ran = run(*words, "--db", base)
    assert ran.code == 1
    if "--json" in words:
        assert (ran.json["total"], ran.json["items"]) == (0, [])
    else:
        assert ran.out == ""
        assert "nobody-of-that-name" in ran.err


def test_the_words_of_a_query_are_joined(run: Runner, base: Path) -> None:
    document = run("search", "ada", "globex", "--kind", "event", "--json", "--db", base).json
    assert document["query"] == "ada globex"
    assert {item["id"] for item in document["items"]} == {"ada-to-globex", "ada-never-came"}


@pytest.mark.parametrize("without", ["-type:denial", "!type:denial"])
def test_a_term_can_be_ruled_out_with_a_minus_or_a_bang(
    run: Runner, base: Path, without: str
) -> None:
    ran = run("search", "ada", without, "--kind", "event", "--json", "--db", base)
    assert [item["id"] for item in ran.json["items"]] == ["ada-to-globex"]


@pytest.mark.parametrize("word", ["-never", "!never"])
def test_a_query_may_begin_with_a_word_to_leave_out(run: Runner, base: Path, word: str) -> None:
    ran = run("search", word, "--kind", "company", "--json", "--db", base)
    assert ran.json["query"] == word
    assert [item["id"] for item in ran.json["items"]] == ["acme"]


def test_a_search_can_say_why_each_hit_is_there(run: Runner, base: Path) -> None:
    ran = run("search", "ada", "type:move", "--explain", "--db", base)
    assert "“ada”: a word of the name begins with it (80)" in ran.out
    assert "type:move: holds of one and the same event" in ran.out
    item = run("search", "adda", "--kind", "person", "--explain", "--json", "--db", base).json
    assert item["items"][0]["why"] == [
        "“adda”: read as ada, for a typing error: a word of the name begins with it (16)"
    ]
    assert "why" not in run("search", "ada", "--json", "--db", base).json["items"][0]


def test_a_search_goes_over_all_kinds(run: Runner, base: Path) -> None:
    kinds = {item["kind"] for item in run("search", "ada", "--json", "--db", base).json["items"]}
    assert {"person", "event"} <= kinds


def test_what_a_limit_cuts_off_is_counted_on_stderr(run: Runner, base: Path) -> None:
    ran = run("search", "ada", "--limit", "1", "--db", base)
    total = run("search", "ada", "--json", "--db", base).json["total"]
    assert len(ran.out.splitlines()) == 1
    assert total > 1
    assert f"{total - 1} more" in ran.err


def test_json_says_how_many_there_are_and_how_many_it_has(run: Runner, base: Path) -> None:
    ran = run("search", "ada", "--limit", "1", "--json", "--db", base)
    assert ran.json["returned"] == len(ran.json["items"]) == 1
    assert ran.json["total"] > 1
    assert "more" in ran.err


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["search"], "QUERY"),
        (["search", ""], "empty"),
        (["search", "  "], "empty"),
        (["search", "ada", "--lmit", "3"], "--limit"),
        (["search", "ada", "--limit", "0"], "--limit"),
        (["search", "ada", "--limit", "many"], "--limit"),
        (["search", "ada", "--kind", "planet"], "--kind"),
        (["show"], "VIEW"),
        (["show", "planets"], "people"),
        (["show", "person/"], "person/jason-wei"),
        (["show", "people?colour=red"], "colour"),
        (["show", "people?sort=shoe-size"], "shoe-size"),
        (["show", "people", "companies"], "companies"),
        (["frobnicate"], "neither a command nor a view"),
        (["verifyy"], "verify"),
        (["peeple"], "people"),
        (["planet/mars"], "planet/mars"),
        (["--frobnicate"], "--frobnicate"),
        (["source", "add"], "add"),
        (["source"], "command"),
    ],
)
def test_wrong_usage_exits_2_with_one_or_two_sentences(
    run: Runner, base: Path, words: list[str], message: str
) -> None:
    ran = run("--db", base, *words)
    assert (ran.code, ran.out) == (2, "")
    assert message in ran.err
    assert len(ran.err.strip().splitlines()) == 1


@pytest.mark.parametrize(
    "words", [["search", "ada", "date:2025-99"], ["show", "people?q=date:2025-99"]]
)
def test_a_wrong_query_is_shown_with_the_place_marked(
    run: Runner, base: Path, words: list[str]
) -> None:
    ran = run(*words, "--db", base)
    assert (ran.code, ran.out) == (2, "")
    *_, query, marks = ran.err.splitlines()
    start = marks.index("^")
    assert query[start : start + marks.count("^")] in {"date:2025-99", "2025-99"}


@pytest.mark.parametrize(
    "words",
    [
        ["show", "people"],
        ["show", "people", "--json"],
        ["show", "person/eve"],
        ["show", "person/eve", "--json"],
        ["show", "event/ada-never-came"],
        ["search", "eve"],
        ["search", "eve", "--json"],
        ["search", "eve\x1b[31m"],
        ["show", "person/\x1b[31m"],
        ["\x1b[31m"],
    ],
)
def test_text_from_outside_never_rules_the_terminal(
    run: Runner, base: Path, words: list[str]
) -> None:
    ran = run(*words, "--db", base)
    assert not any(mark in ran.out + ran.err for mark in DANGEROUS)


def test_brackets_in_a_name_are_printed_letter_for_letter(run: Runner, base: Path) -> None:
    assert "Eve [/red]" in run("show", "people", "--db", base).out


def test_json_gives_back_dangerous_text_as_it_is(run: Runner, base: Path) -> None:
    from tests.small import HOSTILE

    assert run("show", "person/eve", "--json", "--db", base).json["person"]["name"] == HOSTILE
