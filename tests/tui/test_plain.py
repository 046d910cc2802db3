"""Plain mode: words in, words out; numbers lead on, and what is wrong is told in a sentence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from db.library import Library
from db.records import Records
from tests.make import (
    make_company,
    make_event,
    make_person,
    make_quote,
    make_records,
    make_source,
)
from tests.tui.explorer import built_in
from tests.tui.listener import Listener
from tui.plain import cards, places
from tui.plain.wording import marked
from tui.views.card import Card, Cell, Line, Piece, Section
from tui.views.telling import MOST


@pytest.fixture
def listener(own_home: Path) -> Listener:
    return Listener(own_home, built_in())


# Reading


def test_a_bare_query_searches_and_a_number_opens(listener: Listener) -> None:
    assert listener.say("shengjia") == [
        "People: 1 of 23 people, 1 filter, best match first.",
        "1. Shengjia Zhao, 6 events, 1 source",
    ]
    assert listener.say("1")[:3] == [
        "Person: Shengjia Zhao",
        "6 events, 1 source.",
        "Spells, 2 stays:",
    ]


def test_a_fact_is_one_line_with_how_sure_when_and_on_what(listener: Listener) -> None:
    told = listener.say("go person/shengjia-zhao")
    assert "6. threatened to leave Meta, stated, undated, 2 quotes" in told
    assert "Undated, 5 events:" in told
    listener.say("go person/devi-parikh")
    assert any("left Meta, stated, before 2024-04" in line for line in listener.say("history"))


def test_a_number_that_could_be_a_year_is_searched_for(listener: Listener) -> None:
    assert listener.say("events", "2024")[0] == "No events found."


def test_a_spell_says_what_its_bar_leaves_open(listener: Listener) -> None:
    told = listener.say("go person/shengjia-zhao")
    assert "2. Meta, start unknown, no end told" in told


def test_the_words_behind_a_fact_are_read_in_their_place(listener: Listener) -> None:
    told = listener.say("go person/shengjia-zhao", "quote 6")
    assert told[0] == "Quote 1 of 2, no text at hand."
    assert told[1].startswith("In: L'exode des talents AGI de Meta")
    assert any(line.startswith("Before, cut off: ") for line in told)
    assert sum(line.startswith("Quote: ") for line in told) == 1
    assert any(line.startswith("Our translation into English: ") for line in told)
    assert listener.say("next")[0] == "Quote 2 of 2, no text at hand."
    assert listener.say("next")[0] == "Quote 1 of 2, no text at hand."
    assert listener.say("previous")[0] == "Quote 2 of 2, no text at hand."


def test_a_row_of_a_list_has_the_words_of_its_first_fact(listener: Listener) -> None:
    assert listener.say("shengjia", "quote 1")[0].startswith("Quote 1 of ")


def test_the_source_of_a_quote_says_what_it_supports(listener: Listener) -> None:
    told = listener.say("go person/shengjia-zhao", "quote 6", "source")
    assert told[0].startswith("Quote 8 of 36")
    assert "What this quote supports, 2 events:" in told
    assert listener.sitting.here.address.kind == "source"
    assert listener.say("next")[0].startswith("Quote 9 of 36")
    text = listener.say("text")
    assert any("(this quote:) " in line for line in text)
    assert any(line.endswith("characters not held") for line in text)


def test_translations_and_repairs_can_be_left_out(listener: Listener) -> None:
    listener.say("go source/belanger-meta", "sources", "open 5")
    listener.say("quote 1")
    assert any("translation into English" in line for line in listener.say("quote"))
    told = listener.say("translation off")
    assert told[0] == "Texts are read as they are on disk, without our translations."
    assert not any("translation into English" in line for line in told)
    told = listener.say("repaired on")
    assert told[0] == "Texts are read repaired, with guesses marked, without our translations."
    assert any("Repaired reading" in line for line in told)
    assert listener.complaint("repaired maybe").startswith("“repaired” takes on or off")


def test_both_sides_of_a_dispute_are_said(listener: Listener) -> None:
    told = listener.say("go event/hassabis-on-researchers-motives")
    assert "Cannot be right together with this claim, 1 of 2:" in told
    assert "stated, 2 quotes, disputed by 2 other claims." in told
    heard = listener.say("headings")
    assert "4. Cannot be right together with this claim, 2 of 2:" in heard
    assert listener.say("headings 4")[0] == "Cannot be right together with this claim, 2 of 2:"


def test_a_merged_record_is_said_to_lead_elsewhere(own_home: Path) -> None:
    from tests.tui.test_hostile import hostile

    listener = Listener(own_home, hostile())
    assert "person/bob is merged into person/ada." in listener.say("go person/bob")


# Lists


def test_facets_have_numbers_that_narrow(listener: Listener) -> None:
    told = listener.say("events type:criticism", "facets grade")
    assert told[:3] == [
        "Facets of the events that “type:criticism” finds: 28 of 168 events, 1 filter.",
        "Grade:",
        "1. opinion, 17",
    ]
    assert listener.say("open 2")[0] == (
        "Events: 8 of 168 events, 2 filters, by date, undated last."
    )
    assert "1. stated, 8, chosen" in listener.say("facets grade")
    assert listener.complaint("facets nonsense").startswith("There is no facet “nonsense”.")


def test_a_frequency_table_narrows_too(listener: Listener) -> None:
    assert "type: Type" in listener.say("events", "frequency")
    told = listener.say("frequency type")
    assert told[0].endswith("most frequent first.")
    assert listener.say("open 1")[0].startswith("Events: ")
    assert listener.say("frequency month by value")[0].endswith("in their own order.")
    assert listener.complaint("frequency nonsense").startswith("There is no column “nonsense”.")


def test_a_list_is_ordered_and_widened(listener: Listener) -> None:
    assert any(line.startswith("name: ") for line in listener.say("sort"))
    assert "by name" in listener.say("sort name")[0]
    assert "turned round" in listener.say("sort -name")[0]
    assert listener.complaint("sort nonsense").startswith("There is no order “nonsense”.")
    told = listener.say("events meta type:hire", "widen")
    assert told[0] == "Without type:hire."
    assert listener.say("clear")[0].startswith("Events: 168 events")
    assert listener.complaint("widen") == "Nothing narrows this list; it is shown whole."


def test_nothing_found_says_what_to_drop(listener: Listener) -> None:
    told = listener.say("people meta xyzzyq")
    assert told[0] == "No people found."
    assert "Opening this number drops it." in told[2]
    assert listener.say("open 1")[0].startswith("People: ")


def test_all_lists_are_searched_at_once(listener: Listener) -> None:
    told = listener.say("find wei")
    assert "1. person: Jason Wei" in told
    assert listener.say("1")[0] == "Person: Jason Wei"


def test_an_empty_database_says_how_to_fill_it(own_home: Path) -> None:
    listener = Listener(own_home, Library.of(Records(), "own"))
    assert listener.say("repeat") == [
        "No people yet.",
        "import FILE brings a file of data in, add FILE a document.",
    ]
    assert listener.say("facets")[1] == "There is nothing here to count."


# Moving about


def test_back_returns_to_the_list_and_says_what_was_opened(listener: Listener) -> None:
    listener.say("events type:hire", "open 2")
    told = listener.say("back")
    assert told[0] == ("Back at the events that “type:hire” finds, where you had opened number 2.")
    assert listener.say("forward")[0].startswith("Event: ")
    assert listener.complaint("forward") == "There is nothing to go forward to."


def test_back_names_no_number_of_another_answer(listener: Listener) -> None:
    listener.say("person/jason-wei", "links")
    assert listener.say("open 2", "back")[0].startswith("Person: Jason Wei")
    listener.say("people", "facets")
    assert listener.say("open 1", "back")[0].startswith("People: ")


@pytest.mark.parametrize("number", ["0000000019", "1000000000", "²", "١"])
def test_a_number_that_is_none_is_no_reason_to_end(listener: Listener, number: str) -> None:
    listener.say("events type:hire", "save one", "person/jason-wei")
    assert "There is no heading" in listener.complaint(f"headings {number}")
    assert "There is no saved query" in listener.complaint(f"saved {number}")


def test_every_line_of_several_under_one_label_has_the_label(listener: Listener) -> None:
    told = listener.say("source/dk-topfolk")
    assert "cites: The Information" in told
    assert "cites: X" in told


def test_no_sentence_has_two_ends(listener: Listener) -> None:
    assert listener.say("people", "frequency name")[0].endswith("they only count.")
    section = Section((Line((Cell.of("x"),)),), "Altered · 1 problem · It is as it was.")
    told = list(cards.spoken(built_in(), Card("Problems", sections=(section,))))
    assert told[1].words == "Altered, 1 problem, It is as it was:"


def test_links_say_where_they_stop(listener: Listener, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "_MOST", 3)
    head = listener.say("people", "links")[0]
    assert head == "Links of the people, 3 records, those of the first 3 numbers of 23:"


def test_back_at_the_beginning_says_so(own_home: Path) -> None:
    listener = Listener(own_home, built_in())
    assert listener.complaint("back").startswith("This is where you began")
    record = Listener(own_home, built_in(), "person/jason-wei")
    assert record.say("back")[0].startswith("People: ")
    assert record.say("forward")[0] == "Person: Jason Wei"


def test_where_one_is_and_what_the_numbers_are_of(listener: Listener) -> None:
    told = listener.say("go person/jason-wei", "quote 1", "where")
    assert told[0] == "You are at person/jason-wei: Jason Wei."
    assert told[1].startswith("Database talent-war: 23 people")
    assert any(line.startswith("The numbers 1 to ") for line in told)
    assert any(line.startswith("The quote is ") for line in told)


def test_a_page_leads_to_records_and_has_headings(listener: Listener) -> None:
    told = listener.say("go person/jason-wei", "links")
    assert "company: OpenAI" in " ".join(told)
    assert listener.say("open 1")[0].startswith(("Company: ", "Person: ", "Event: "))
    assert listener.complaint("headings 99").startswith("There is no heading 99.")


def test_a_view_may_be_typed_as_it_is(listener: Listener) -> None:
    assert listener.say("person/jason-wei")[0] == "Person: Jason Wei"
    assert listener.say("go events?q=type:hire")[0].startswith("Events: ")
    assert listener.complaint("go person/nobody").startswith("There is no person “nobody” here.")
    assert listener.complaint("go nonsense/x").startswith("“nonsense/x” is not a view.")


def test_marks_and_saved_queries_are_kept(listener: Listener) -> None:
    listener.say("events type:hire")
    assert listener.say("save hires")[0].startswith("Saved as “hires”; saved hires leads back.")
    assert listener.say("saved")[1] == "1. hires, events?q=type:hire"
    assert listener.say("saved 1")[0].startswith("Events: ")
    assert listener.say("mark a") == ["events?q=type:hire is marked a; go a leads back."]
    assert listener.say("people", "go a")[0].startswith("Events: ")
    assert listener.say("marks")[1] == "1. a: events?q=type:hire"
    assert listener.say("forget hires") == ["“hires” is not saved any more."]
    assert listener.complaint("saved").startswith("No query is saved here")
    assert listener.complaint("mark aa").startswith("A mark is one letter")


def test_queries_used_before_are_listed(listener: Listener) -> None:
    listener.say("events type:hire")
    assert listener.say("queries")[1].startswith("1. type:hire")
    assert listener.say("open 1")[0].startswith("Events: ")


def test_a_quote_is_cited_and_copied(listener: Listener) -> None:
    listener.say("go person/shengjia-zhao", "quote 6")
    quote = built_in().quote(listener.sitting.quotes.shown or "")
    assert quote.exact in " ".join(listener.say("cite"))
    assert listener.say("copy") == ["The quote: kept by the test."]
    assert listener.session.copied == [quote.exact]
    assert json.loads("".join(listener.say("cite csl")))
    assert listener.say("copy view") == ["The view: kept by the test."]
    assert listener.complaint("copy nonsense").startswith("There is no form “nonsense”.")


def test_what_a_page_leaves_out_is_a_number_away(own_home: Path) -> None:
    people = [make_person(f"p{number}") for number in range(MOST + 3)]
    events = [
        make_event(f"e{number}", "hire", roles={"person": f"person/p{number}", "to": "company/a"})
        for number in range(MOST + 3)
    ]
    known = make_records(make_company("a"), *people, *events, make_quote(), make_source())
    listener = Listener(own_home, Library.of(known, "x"), "company/a")
    told = listener.say("repeat")
    (line,) = (each for each in told if "more; opening this number lists all events" in each)
    assert listener.say(f"open {line.partition('.')[0]}")[0].startswith("Events: 203")


def test_the_history_of_a_row_is_said_without_the_rest(listener: Listener) -> None:
    told = listener.say("shengjia", "history 1")
    assert told[0] == "Shengjia Zhao."
    assert not any(line.startswith("Said of") for line in told)
    assert listener.say("where")[0].startswith("You are at person/shengjia-zhao")
    assert listener.say("back")[0].endswith("where you had opened number 1.")
    listener.say("sources")
    assert listener.complaint("history 1") == "Only people and companies have a history."


def test_a_value_that_stands_for_the_rest_counts_all_of_them(listener: Listener) -> None:
    told = listener.say("events", "facets")
    line = next(each for each in told if "more value" in each)
    assert listener.say(f"open {line.partition('.')[0]}")[0].endswith("most frequent first.")


@pytest.mark.parametrize(
    ("before", "after", "quoted"),
    [("caf", " is", "quoted à (guessed: à)"), ("the ", "le", "é (guessed: é) quoted")],
)
def test_a_guess_at_the_edge_belongs_to_the_quote_unless_it_ends_a_word_outside(
    before: str, after: str, quoted: str
) -> None:
    pieces = (
        Piece(before, "context"),
        Piece("é", "guess"),
        Piece(" quoted ", "quote"),
        Piece("à", "guess"),
        Piece(after, "context"),
    )
    body = Section((Line((Cell(pieces),)),))
    told = list(cards.passage(Card("A source", "quote 1 of 1", (body,))))
    assert told[0] == "Quote 1 of 1."
    assert f"Quote: {quoted}" in told


def test_a_guess_is_told_behind_its_word() -> None:
    guess = Piece("é", "guess")
    text = (Piece("r"), guess, Piece("mun"), guess, Piece("ration ici"))
    assert marked(text) == "rémunération (guessed: éé) ici"
    quoted = (Piece("a "), Piece("caf", "quote"), guess, Piece(" b", "quote"), Piece(" c"))
    assert marked(quoted) == "a (quote:) café (guessed: é) b (end of quote) c"
