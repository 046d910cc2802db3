"""What a document says of itself: dates, languages, addresses, heads of pages, front matter."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.dates import span_of_iso
from db.documents import markdown
from db.documents.offered import Offered
from db.documents.page import derive
from db.documents.told import Told, address_of, date_of, language_of, words_of
from tests import pages


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("2025-08-31", "2025-08-31"),
        ("2025-08-31T23:30:00-05:00", "2025-08-31"),
        ("2025-08-31 10:00", "2025-08-31"),
        ("2025/8/1", "2025-08-01"),
        ("2025-08", "2025-08"),
        ("2025", "2025"),
        ("31 August 2025", "2025-08-31"),
        ("August 31st, 2025", "2025-08-31"),
        ("Sunday, 31 Aug 2025 at noon", "2025-08-31"),
        ("Sun, 31 Aug 2025 10:00:00 GMT", "2025-08-31"),
        ("31 Foo 2025", None),
        ("2025-13-01", None),
        ("2025-02-30", None),
        ("20250831", None),
        ("12/05/2025", None),
        ("yesterday", None),
        ("0001-01-01T00:00:00Z", None),
        ("1970-01-01T00:00:00Z", None),
        ("", None),
        (None, None),
    ],
)
def test_a_date_says_no_more_than_is_written(said: str | None, read: str | None) -> None:
    assert date_of(said) == read


@given(st.text())
def test_whatever_is_read_as_a_date_is_one(said: str) -> None:
    found = date_of(said)
    assert found is None or span_of_iso(found)


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("fr", "fr"),
        ("FR", "fr"),
        ("fr_FR", "fr-FR"),
        ("pt-br", "pt-BR"),
        ("zh-Hant-TW", "zh-Hant-TW"),
        ("en_US.UTF-8", "en-US"),
        ("English", None),
        ("", None),
        (None, None),
    ],
)
def test_a_language_is_a_tag(said: str | None, read: str | None) -> None:
    assert language_of(said) == read


@pytest.mark.parametrize(
    ("said", "is_one"),
    [
        ("https://a.example/b?c=d", True),
        ("HTTP://A.EXAMPLE", True),
        ("/relative", False),
        ("javascript:alert(1)", False),
        ("file:///etc/passwd", False),
        ("https://", False),
        ("https://[", False),
        ("https://a.example/ b", False),
        (None, False),
    ],
)
def test_an_address_leads_to_the_web(said: str | None, is_one: bool) -> None:
    assert address_of(said) == (said if is_one else None)


def test_words_are_one_line_and_not_endless() -> None:
    assert words_of(" Who\n went  where ") == "Who went where"
    assert words_of(" \n") is None
    assert len(words_of("a" * 5000) or "") == 1000


def test_what_is_known_comes_before_what_the_document_says() -> None:
    said, found = Told(title="Mine"), Told(title="Its own", author="Jane Roe")
    assert said.or_else(found) == Told(title="Mine", author="Jane Roe")


def _told(head: str, **more: str) -> Told:
    return derive(Offered("a.html", pages.page(head, **more).encode())).told


def test_a_page_says_in_its_head_what_it_is() -> None:
    assert _told(pages.HEAD) == Told(
        title="Who went where",
        author="Jane Roe",
        published="2024-06-01",
        lang="en",
        publisher="The Gazette",
        url="https://gazette.example/who-went-where",
    )


def test_a_page_without_a_head_says_its_heading_and_nothing_else() -> None:
    assert _told("", lang="") == Told(title="Who went where")


def test_json_ld_names_authors_publisher_and_day() -> None:
    said = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "WebSite", "name": "Not this"},
            {
                "@type": ["NewsArticle"],
                "headline": "Who left",
                "datePublished": "2024-06-01T08:00:00Z",
                "dateModified": "2024-07-09",
                "inLanguage": "da",
                "author": [{"@type": "Person", "name": "Jane Roe"}, "Bo Hansen"],
                "publisher": {"@type": "Organization", "name": "Avisen"},
            },
        ],
    }
    script = f'<script type="application/ld+json">{json.dumps(said)}</script>'
    assert _told(script, lang="") == Told(
        "Who left", "Jane Roe, Bo Hansen", "2024-06-01", "da", "Avisen"
    )


@pytest.mark.parametrize(
    "script",
    [
        "no json",
        "[" * 100_000,
        "[" * 50 + "]" * 50,
        '{"@type": 3, "datePublished": {"a": []}}',
        '{"@type": "Article", "author": {"name": 3}, "datePublished": 2024, "headline": []}',
        json.dumps([{"a": [{}] * 50}] * 50),
        "",
    ],
    ids=["words", "deep", "nested", "odd", "odder", "many", "empty"],
)
def test_json_ld_that_says_nothing_is_passed_over(script: str) -> None:
    head = f'<script type="application/ld+json">{script}</script>'
    assert _told(head, lang="") == Told(title="Who went where")


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:modified_time" content="2024-06-01">',
        '<meta http-equiv="last-modified" content="Sat, 01 Jun 2024 10:00:00 GMT">',
        '<meta name="date" content="soon">',
    ],
)
def test_a_date_of_change_is_no_date_of_publication(head: str) -> None:
    assert _told(head).published is None


@pytest.mark.parametrize(
    ("body", "day"),
    [
        ('<time itemprop="datePublished" datetime="2024-06-02">2 June</time>', "2024-06-02"),
        ('<time pubdate datetime="2024-06-03T10:00">3 June</time>', "2024-06-03"),
        ('<time datetime="2024-06-04">4 June</time>', None),
    ],
)
def test_a_marked_time_is_a_date_of_publication(body: str, day: str | None) -> None:
    told = "".join(f"<p>{each}</p>" for each in pages.STORY)
    assert _told("", body=f"<article>{body}{told}</article>").published == day


@pytest.mark.parametrize(
    "comment",
    [
        "<!-- saved from url=(0033)https://gazette.example/saved -->",
        "<!--\n Page saved with SingleFile \n url: https://gazette.example/saved \n saved -->",
    ],
)
def test_a_page_that_a_browser_saved_knows_its_address(comment: str) -> None:
    found = derive(Offered("a.html", f"{comment}{pages.page('')}".encode()))
    assert found.told.url == "https://gazette.example/saved"


def test_an_address_is_no_author() -> None:
    head = '<meta property="article:author" content="https://facebook.example/jane">'
    assert _told(head).author is None


def _note(text: str) -> Told:
    return markdown.derive(Offered("note.md", text.encode())).told


def test_front_matter_says_what_a_note_is() -> None:
    told = _note(
        "---\r\ntitle: 'Who went where'\r\nauthor:\r\n  - \"[[people/jane|Jane Roe]]\"\r\n"
        "  - Bo # a pen name\r\npublished: 2024-06-01\r\ncreated: 2025-01-01\r\nlang: en_GB\r\n"
        "site: The Gazette\r\nsource: https://gazette.example/a\r\nnested:\r\n  title: no\r\n"
        "---\r\n# Another\r\n"
    )
    assert told == Told(
        "Who went where", "Jane Roe, Bo", "2024-06-01", "en-GB", "The Gazette",
        "https://gazette.example/a",
    )  # fmt: skip


def test_front_matter_may_be_toml() -> None:
    told = _note('+++\ntitle = "A"\ndate = 2024-06-01T10:00:00Z\nauthors = ["Jane", "Bo"]\n+++\n')
    assert told == Told("A", "Jane, Bo", "2024-06-01")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# Who *went* #\n", "Who *went*"),
        ("Intro.\n\nWho went\n========\n", "Who went"),
        ("Learning C#\n===========\n", "Learning C#"),
        ("```\n# no\n```\n# Yes\n", "Yes"),
        ("Only words.\n", None),
        ("---\ntitle: >\n  folded\n---\n# Yes\n", "Yes"),
        ("---\ntitle: [A, B]\n---\n", "A"),
        ("---\n- odd\n: odder\ntitle:\n---\n# Yes\n", "Yes"),
        ("+++\nno toml\n+++\n# Yes\n", "Yes"),
        ("---\nnever closed\n", None),
    ],
)
def test_a_note_is_called_after_its_front_matter_or_heading(text: str, title: str | None) -> None:
    assert _note(text).title == title


def test_a_note_keeps_its_marks_in_its_text() -> None:
    text = "# Who\n\n[She](https://a.example) **left**.\n"
    assert markdown.derive(Offered("note.md", text.encode())).text == text
