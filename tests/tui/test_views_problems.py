"""A report as a page: grouped and counted, cut with a sign, and plain where nothing is wrong."""

from __future__ import annotations

from db.anchor import STATES
from db.checks import Problem
from db.verify import HANDS, Report, words_of_rule
from tui.layout import plain
from tui.views.problems import MOST, narrowed, problems_card

SOUND = Report(dict.fromkeys(STATES, 0), (), (), dict.fromkeys(HANDS, 0))


def told(report: Report, query: str = "", most: int = MOST) -> str:
    return plain(problems_card(report, query, lambda _: None, most), 100)


def report_of(*problems: Problem, warnings: tuple[Problem, ...] = ()) -> Report:
    return Report({**SOUND.quotes, "exact": 2}, problems, warnings, SOUND.texts)


def test_problems_stand_by_rule_with_their_number_and_what_the_rule_asks_for() -> None:
    problems = (
        Problem("name", "people", "ada", "name", "It is blank."),
        Problem("moved", "quotes", "q1", "start", "The words stand elsewhere."),
        Problem("name", "people", "bob", "name", "It is blank."),
    )
    lines = [line.strip() for line in told(report_of(*problems)).splitlines()]
    at = lines.index("name · 2 problems · Names, titles and summaries are not blank.")
    assert lines[at + 1].split() == ["people/ada", "name:", "It", "is", "blank."]
    assert lines[at + 2].split() == ["people/bob", "name:", "It", "is", "blank."]
    moved = lines.index("moved · 1 problem · A quote stands where its record says.")
    assert lines[moved + 1].split()[:3] == ["quotes/q1", "The", "words"]


def test_what_concerns_the_whole_file_and_a_rule_nobody_knows_are_told_too() -> None:
    text = told(report_of(Problem("strange", "", "", "", "It is no database.")))
    assert "strange · 1 problem\n" in text
    assert "the file" in text
    assert words_of_rule("strange") == ""


def test_more_than_can_be_shown_is_counted() -> None:
    problems = tuple(Problem("cited", "quotes", f"q{n}", "id", "Nobody.") for n in range(5))
    text = told(report_of(warnings=problems), most=2)
    assert "quotes/q1" in text
    assert "quotes/q2" not in text
    assert "… 3 more. Type words to narrow, or: wherefrom show problems" in text


def test_where_nothing_is_wrong_it_says_what_that_means() -> None:
    assert "There is no quote to look up." in told(SOUND)
    assert "every quote stands where its record says" in told(report_of())


def test_all_words_must_stand_in_a_problem_in_any_spelling() -> None:
    problem = Problem("moved", "quotes", "zoe-1", "start", "Zoë’s words stand elsewhere.")
    warning = Problem("once", "events", "e1", "date", "Twice.")
    report = report_of(problem, warnings=(warning,))
    assert narrowed(report, "ZOE elsewhere").problems == (problem,)
    assert narrowed(report, "zoe twice") == report_of()
    assert narrowed(report, "warning").warnings == (warning,)
    assert narrowed(report, " ") is report
