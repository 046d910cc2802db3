"""What leaves the program: the words letter for letter, and no more than is known."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable
from urllib.parse import unquote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from db import cite
from db.records import Quote, Source
from tests.make import make_quote, make_source

MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])
FULL = make_source(
    "herald",
    "Ada moves",
    author="B. Writer",
    publisher="The Herald",
    published="2024-04-05",
    url="https://herald.example/ada",
)
HOSTILE = st.text(st.sampled_from("ab 12\\`*_{}[]()<>#+-.!|~&$^=:;\"'/—é\t\n\r"), min_size=1)


def words(text: str) -> list[str]:
    return text.split()


def rendered(markdown: str) -> str:
    return str(MARKDOWN.render(markdown))


def shown(markdown: str) -> list[str]:
    """The words that a reader of the rendered Markdown sees."""
    return words(html.unescape(re.sub(r"<[^>]*>", " ", rendered(markdown))))


def tags(markdown: str) -> set[str]:
    return set(re.findall(r"<(\w+)", rendered(markdown)))


def test_a_plain_citation_has_everything_that_is_known_in_one_line() -> None:
    assert cite.as_plain(FULL, make_quote(exact="Ada left")) == (
        "“Ada left” — B. Writer, Ada moves, The Herald, 2024-04-05, https://herald.example/ada"
    )


def test_a_plain_citation_says_undated_and_leaves_out_what_is_not_known() -> None:
    assert cite.as_plain(make_source(title="Ada moves"), make_quote(exact="Ada left")) == (
        "“Ada left” — Ada moves, undated"
    )


@pytest.mark.parametrize("form", [cite.as_plain, cite.as_markdown])
def test_a_translation_is_marked_as_ours(form: Callable[[Source, Quote], str]) -> None:
    text = form(FULL, make_quote(exact="Ada est partie", lang="fr", translation="Ada left"))
    assert "Ada est partie" in text
    assert re.search("Our translation: “?Ada left", text)


@pytest.mark.parametrize("form", [cite.as_plain, cite.as_markdown])
def test_without_a_translation_none_is_spoken_of(form: Callable[[Source, Quote], str]) -> None:
    assert "translation" not in form(FULL, make_quote())


def test_a_plain_citation_keeps_the_line_breaks_of_the_quote_and_not_of_the_title() -> None:
    text = cite.as_plain(make_source(title="Ada\r\n  moves"), make_quote(exact="Ada\nleft"))
    assert text == "“Ada\nleft” — Ada moves, undated"


def test_markdown_is_a_block_quotation_with_a_linked_title() -> None:
    assert cite.as_markdown(FULL, make_quote(exact="He [sic] *left*", translation="x")) == (
        "> He \\[sic\\] \\*left\\*\n"
        ">\n"
        "> Our translation: x\n"
        ">\n"
        "> — B. Writer, [Ada moves](<https://herald.example/ada>), The Herald, 2024-04-05"
    )


@given(HOSTILE)
@example("- a\n- b")
@example("a\n===")
@example("a\n---")
@example("a\n:-:")
@example("a | b\n:- | -:\n1 | 2")
@example("~~a~~")
@example("a <b>")
@example("<!-- a")
@example("<script")
@example("a | b\n| - | - |")
@example("# a")
@example("> a")
@example("__a__")
@example("1. a")
@example("2) a")
@example("    a")
@example("\ta")
@example("a\n\n\n    b")
@example("~~~\na\n~~~")
@example("&copy; &#42;")
@example("![a](b) <b>c</b>\\")
def test_markdown_shows_any_quote_letter_for_letter_and_nothing_of_it_is_obeyed(exact: str) -> None:
    markdown = cite.as_markdown(make_source(title="T"), make_quote(exact=exact))
    assert shown(markdown) == [*words(exact), "—", "T,", "undated"]
    assert tags(markdown) <= {"blockquote", "p", "br"}


@given(HOSTILE, HOSTILE, HOSTILE)
def test_markdown_shows_any_title_author_and_publisher(
    title: str, author: str, publisher: str
) -> None:
    url = "https://herald.example"
    source = make_source(title=title, author=author, publisher=publisher, url=url)
    markdown = cite.as_markdown(source, make_quote(exact="q", translation=title))
    expected = f"q Our translation: {title} — {author} , {title} , {publisher} , undated"
    assert "".join(shown(markdown)) == "".join(words(expected))
    assert tags(markdown) <= {"blockquote", "p", "br", "a"}


@given(HOSTILE)
@example("?a=1&copy;=2")
@example("?a=&#42;")
@example("a\\*b")
@example(")>](b)\n\n# x")
def test_the_link_in_markdown_leads_to_the_address_and_nothing_breaks_out_of_it(end: str) -> None:
    source = make_source(title="T", url=f"https://herald.example/{end}")
    markdown = cite.as_markdown(source, make_quote(exact="q"))
    assert shown(markdown) == ["q", "—", "T", ",", "undated"]
    (href,) = re.findall(r'<a href="(.*?)">', rendered(markdown))
    address = unquote(html.unescape(href))
    assert address == unquote(f"https://herald.example/{end}".strip())
    assert "\n" not in markdown.split("—")[1]


def test_an_address_that_is_no_web_page_is_text_and_not_a_link() -> None:
    markdown = cite.as_markdown(make_source(title="T", url="javascript:alert(1)"), make_quote())
    assert "[T]" not in markdown
    assert "javascript:alert(1)" in " ".join(shown(markdown))


def test_a_line_break_in_the_citation_is_a_space() -> None:
    source = make_source(title="A\r\nmove", author="B.\nWriter", publisher="The\n\nHerald")
    last = cite.as_markdown(source, make_quote()).splitlines()[-1]
    assert last == "> — B. Writer, A move, The Herald, undated"


def test_an_address_with_half_a_pair_in_it_does_not_stop_the_citation() -> None:
    markdown = cite.as_markdown(make_source(url="https://x.example/\ud800"), make_quote())
    assert "(<https://x.example/" in markdown


def test_markdown_keeps_the_lines_of_a_quote() -> None:
    markdown = cite.as_markdown(make_source(title="T"), make_quote(exact="one\r\ntwo\n\nthree"))
    assert markdown.startswith("> one\\\n> two\n>\n> three\n")


def test_a_source_with_an_address_is_a_web_page_in_csl() -> None:
    assert cite.as_csl(FULL) == {
        "id": "herald",
        "type": "webpage",
        "title": "Ada moves",
        "language": "en",
        "author": [{"literal": "B. Writer"}],
        "issued": {"date-parts": [[2024, 4, 5]]},
        "container-title": "The Herald",
        "URL": "https://herald.example/ada",
    }


def test_a_source_without_an_address_is_a_document_in_csl_and_nothing_is_made_up() -> None:
    item = cite.as_csl(make_source("s", "T", publisher="Gate", lang="fr"))
    assert item == {
        "id": "s",
        "type": "document",
        "title": "T",
        "language": "fr",
        "publisher": "Gate",
    }


@pytest.mark.parametrize(
    ("published", "issued"),
    [
        ("2024", {"date-parts": [[2024]]}),
        ("2024-04", {"date-parts": [[2024, 4]]}),
        ("2024-04-05", {"date-parts": [[2024, 4, 5]]}),
        ("spring 2024", {"raw": "spring 2024"}),
        ("2024-13", {"raw": "2024-13"}),
    ],
)
def test_a_date_in_csl_has_the_parts_that_are_known(published: str, issued: object) -> None:
    assert cite.as_csl(make_source(published=published))["issued"] == issued


def test_an_annotation_can_be_anchored_by_words_and_by_place() -> None:
    quote = make_quote("q7", exact="Ada left", start=7, prefix="Then ", suffix=" Acme.")
    assert cite.as_annotation(FULL, quote) == {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": "urn:wherefrom:quote:q7",
        "type": "Annotation",
        "motivation": "highlighting",
        "target": {
            "source": "https://herald.example/ada",
            "selector": [
                {
                    "type": "TextQuoteSelector",
                    "exact": "Ada left",
                    "prefix": "Then ",
                    "suffix": " Acme.",
                },
                {"type": "TextPositionSelector", "start": 7, "end": 15},
            ],
        },
    }


def test_an_annotation_of_a_source_without_an_address_names_its_text_by_hash() -> None:
    annotation = cite.as_annotation(make_source(sha256="ab" * 32), make_quote())
    target = annotation["target"]
    assert isinstance(target, dict)
    assert target["source"] == f"urn:sha256:{'ab' * 32}"


def test_the_translation_in_an_annotation_is_english_and_marked_as_ours() -> None:
    annotation = cite.as_annotation(FULL, make_quote(lang="fr", translation="Ada left"))
    assert annotation["motivation"] == "describing"
    assert annotation["body"] == {
        "type": "TextualBody",
        "value": "Ada left",
        "format": "text/plain",
        "language": "en",
        "purpose": "describing",
        "label": "Our translation",
        "creator": {"type": "Software", "name": "wherefrom"},
    }


@given(HOSTILE)
def test_what_is_meant_for_programs_survives_json(exact: str) -> None:
    annotation = cite.as_annotation(FULL, make_quote(exact=exact, translation=exact))
    assert json.loads(json.dumps(annotation)) == annotation


def test_an_annotation_of_a_text_that_nobody_has_seen_claims_no_place_in_it() -> None:
    source = make_source(sha256="", length=0)
    target = cite.as_annotation(source, make_quote())["target"]
    assert isinstance(target, dict)
    assert target["source"] == "urn:wherefrom:source:s1"
    assert [each["type"] for each in target["selector"]] == ["TextQuoteSelector"]
