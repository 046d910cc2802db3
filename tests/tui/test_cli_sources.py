"""`source`: which texts are at hand, documents that are added, texts that are attached."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from tests import pages, small
from tests.running import Runner


def test_source_list_tells_which_texts_are_at_hand(run: Runner, base: Path, tmp_path: Path) -> None:
    assert "text at hand" in run("source", "list", "--db", base).out
    empty = tmp_path / "none"
    empty.mkdir()
    ran = run("source", "list", "--db", base, "--texts", empty)
    assert "no text" in ran.out
    assert ran.out.startswith("gazette")


def test_a_text_that_cannot_be_read_hides_no_other_source(run: Runner, base: Path) -> None:
    (base.with_name("base.json.texts") / "gazette.txt").write_bytes(b"\xff\xfe")
    ran = run("source", "list", "--db", base)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("gazette  unreadable")


@pytest.mark.parametrize("name", ["gazette", "source/gazette"])
def test_source_attach_keeps_the_text_where_it_is_looked_for(
    run: Runner, base: Path, tmp_path: Path, name: str
) -> None:
    text = base.with_name("base.json.texts") / "gazette.txt"
    text.rename(tmp_path / "found.txt")
    assert "no text" in run("source", "list", "--db", base).out
    ran = run("source", "attach", name, tmp_path / "found.txt", "--db", base)
    assert ran.code == 0, ran.err
    assert "text at hand" in run("source", "list", "--db", base).out


def test_source_attach_refuses_another_text_and_says_so(
    run: Runner, base: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.txt"
    other.write_text("Another article.\n")
    ran = run("source", "attach", "gazette", other, "--db", base)
    assert (ran.code, ran.out) == (2, "")
    assert "SHA-256" in ran.err


def test_source_attach_of_a_source_that_is_not_there_exits_1(run: Runner, base: Path) -> None:
    ran = run("source", "attach", "gazete", base, "--db", base)
    assert ran.code == 1
    assert "gazette" in ran.err


@pytest.fixture
def article(tmp_path: Path) -> Path:
    """A web page that says what it is."""
    path = tmp_path / "article.html"
    path.write_text(pages.page(), encoding="utf-8")
    return path


def _files(base: Path) -> set[str]:
    return {path.name for path in base.with_name("base.json.texts").iterdir()}


def test_source_add_says_what_it_added(run: Runner, base: Path, article: Path) -> None:
    ran = run("source", "add", article, "--db", base)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Added source/who-went-where: ")
    assert " words, en, 2024-06-01; quote it with “source”: “who-went-where”" in ran.out
    assert "text at hand" in run("source", "list", "--db", base).out.splitlines()[-1]
    assert run("verify", "--db", base).code == 0


def test_source_add_as_json_has_the_record(run: Runner, base: Path, article: Path) -> None:
    added = run("source", "add", article, "--json", "--db", base).json["sources"][0]
    assert (added["view"], added["state"]) == ("source/who-went-where", "added")
    assert added["source"]["publisher"] == "The Gazette"
    assert added["source"]["original"]["media"] == "text/html"
    again = run("source", "add", article, "--json", "--db", base).json["sources"][0]
    assert (again["state"], again["source"]) == ("unchanged", added["source"])


def test_source_add_of_the_same_bytes_changes_nothing(
    run: Runner, base: Path, article: Path
) -> None:
    run("source", "add", article, "--db", base)
    before, files = base.read_bytes(), _files(base)
    ran = run("source", "add", article, "--title", "Another", "--db", base)
    assert ran.code == 0
    assert "is there already as source/who-went-where; nothing was changed." in ran.out
    assert (base.read_bytes(), _files(base)) == (before, files)


def test_what_the_options_say_comes_first(run: Runner, base: Path, article: Path) -> None:
    words = ["--title", "Mine", "--author", "Bo", "--date", "2024-07", "--lang", "en_GB"]
    more = ["--publisher", "Me", "--url", "https://me.example/", "--id", "mine"]
    ran = run("source", "add", article, *words, *more, "--json", "--db", base)
    source = ran.json["sources"][0]["source"]
    wanted = ("mine", "Mine", "Bo", "2024-07", "en-GB", "Me", "https://me.example/")
    keys = ("id", "title", "author", "published", "lang", "publisher", "url")
    assert tuple(source[key] for key in keys) == wanted


def test_what_nobody_says_stays_unknown(run: Runner, base: Path, tmp_path: Path) -> None:
    text = tmp_path / "note of a call.txt"
    text.write_text("She left.\n")
    ran = run("source", "add", text, "--db", base)
    assert ran.out.startswith("Added source/note-of-a-call: 2 words, language not known, undated;")
    shown = run("show", "source/note-of-a-call", "--json", "--db", base).json["source"]
    assert (shown["title"], shown["lang"]) == ("[note of a call]", "und")
    assert not {"published", "author", "original"} & set(shown)


def test_source_add_says_how_the_letters_were_read(run: Runner, base: Path, tmp_path: Path) -> None:
    text = tmp_path / "letters.txt"
    text.write_bytes("Zoë a quitté Acmé à Zürich.".encode("latin-1"))
    ran = run("source", "add", text, "--db", base)
    assert "  Read as Windows-1252, to judge by its letters." in ran.out
    named = run("source", "add", text, "--encoding", "cp850", "--json", "--db", base)
    assert named.json["sources"][0]["state"] == "unchanged"


def _typed(monkeypatch: pytest.MonkeyPatch, data: bytes, *, is_terminal: bool = False) -> None:
    stream = io.TextIOWrapper(io.BytesIO(data), encoding="utf-8")
    monkeypatch.setattr("sys.stdin", stream)
    monkeypatch.setattr("tui.cli.sources._is_terminal", lambda: is_terminal)


def test_source_add_reads_standard_input(
    run: Runner, base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _typed(monkeypatch, pages.page().encode())
    assert "Added source/who-went-where" in run("source", "add", "-", "--db", base).out
    _typed(monkeypatch, b"Words without a name.")
    assert "Added source/untitled: 4 words" in run("source", "add", "-", "--db", base).out


def test_on_a_terminal_what_is_not_known_is_asked_for(
    run: Runner, base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = tmp_path / "a.txt"
    text.write_text("She left.\n")
    answers = "Who left\n\nsoon\n2024-06\nfr\n\nnowhere\n\n"
    _typed(monkeypatch, answers.encode(), is_terminal=True)
    ran = run("source", "add", text, "--author", "Bo", "--json", "--db", base)
    source = ran.json["sources"][0]["source"]
    assert (source["id"], source["title"], source["author"]) == ("who-left", "Who left", "Bo")
    assert "“soon” cannot be read as that." in ran.err
    assert "published" not in source
    assert "Language" in ran.err


def test_nothing_is_asked_of_who_does_not_want_it(
    run: Runner, base: Path, article: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _typed(monkeypatch, b"", is_terminal=True)
    text = tmp_path / "a.txt"
    text.write_text("She left.\n")
    assert run("source", "add", text, "--no-ask", "--db", base).code == 0
    ran = run("source", "add", article, "--db", base)
    assert (ran.code, ran.err) == (0, "")


def test_leaving_while_being_asked_adds_nothing(
    run: Runner, base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = tmp_path / "a.txt"
    text.write_text("She left.\n")
    before, files = base.read_bytes(), _files(base)
    _typed(monkeypatch, b"Who", is_terminal=True)
    assert run("source", "add", text, "--db", base).code == 130
    assert (base.read_bytes(), _files(base)) == (before, files)


def test_several_documents_come_in_at_once_or_not_at_all(
    run: Runner, base: Path, article: Path, tmp_path: Path
) -> None:
    picture = tmp_path / "picture.txt"
    picture.write_bytes(b"\x89PNG\r\n" + b"\0" * 50)
    before, files = base.read_bytes(), _files(base)
    ran = run("source", "add", article, picture, "--db", base)
    assert (ran.code, ran.out) == (2, "")
    assert "picture.txt: it is a picture" in ran.err
    assert (base.read_bytes(), _files(base)) == (before, files)
    text = tmp_path / "a.txt"
    text.write_text("She left.\n")
    ran = run("source", "add", article, text, text, "--lang", "en", "--db", base)
    assert [line.split()[0] for line in ran.out.splitlines()] == ["Added", "Added", str(text)]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--date", "soon"], "“soon” is no date"),
        (["--lang", "English"], "“English” is no tag of a language"),
        (["--url", "gazette"], "“gazette” is no web address"),
        (["--id", "Who Went"], "“Who Went” is no id"),
        (["--id", "gazette"], "There is a source/gazette already"),
        (["--title", " "], "--title says nothing"),
        (["--date", ""], "--date says nothing"),
        (["--media", "docx"], "txt, md, html, pdf"),
        (["--encoding", "klingon"], "no encoding"),
        (["--title", "A", "-"], "--title is of one document"),
        (["-", "-"], "once"),
        (["nowhere.txt"], "nowhere.txt: it cannot be read"),
    ],
)
def test_what_cannot_be_meant_is_refused_and_nothing_changes(
    run: Runner, base: Path, article: Path, words: list[str], message: str
) -> None:
    before, files = base.read_bytes(), _files(base)
    ran = run("source", "add", article, *words, "--db", base)
    assert (ran.code, ran.out) == (2, "")
    assert message in ran.err
    assert (base.read_bytes(), _files(base)) == (before, files)


def test_source_add_without_standard_input_is_one_sentence(
    run: Runner, base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", None)
    ran = run("source", "add", "-", "--db", base)
    assert (ran.code, "no standard input" in ran.err) == (2, True)


def test_the_built_in_database_takes_no_source(run: Runner, article: Path) -> None:
    ran = run("source", "add", article)
    assert ran.code == 2
    assert "never written" in ran.err


@pytest.fixture
def unseen(base: Path) -> Path:
    """The base with a source that nobody has the text of, and a quote from it."""
    content = small.documents()
    content["sources"]["2"] = {
        "id": "story", "title": "[story]", "lang": "en", "sha256": "", "length": 0
    }  # fmt: skip
    words = "left Acme for Globex"
    content["quotes"]["3"] = small._quote("story-left", words, speech="none") | {"source": "story"}
    return small.write(base, content)


def test_a_source_without_a_text_is_shown_as_such(run: Runner, unseen: Path) -> None:
    assert "no text yet" in run("source", "list", "--db", unseen).out
    shown = run("show", "source/story", "--db", unseen).out
    assert "not given yet" in shown
    assert "wherefrom source attach story FILE." in shown
    assert "SHA-256" not in shown
    assert "not held" not in run("show", "source/story#story-left", "--db", unseen).out


def test_source_attach_gives_a_source_its_first_text(
    run: Runner, unseen: Path, article: Path
) -> None:
    ran = run("source", "attach", "story", article, "--db", unseen)
    assert (ran.code, ran.out) == (0, "")
    assert "Attached to source/story: " in ran.err
    assert "1 quote was found in it." in ran.err
    verified = run("verify", "--json", "--db", unseen)
    assert (verified.code, verified.json["quotes"]["exact"]) == (0, 3)
    text = next(unseen.with_name("base.json.texts").glob("story-*.txt"))
    text.unlink()
    assert "no text" in run("source", "list", "--db", unseen).out
    assert run("source", "attach", "story", article, "--db", unseen).code == 0
    assert text.exists()


def test_source_attach_reads_a_document_as_it_is_told_to(
    run: Runner, unseen: Path, tmp_path: Path
) -> None:
    path = tmp_path / "a.bin"
    path.write_bytes(pages.page(charset="x").encode("mac_roman"))
    words = ["--media", "html", "--encoding", "macintosh"]
    assert run("source", "attach", "story", path, *words, "--db", unseen).code == 0
    source = run("show", "source/story", "--json", "--db", unseen).json["source"]
    assert source["note"] == "Read as MAC-ROMAN, as was asked for."


def test_nobody_is_asked_about_a_database_that_cannot_be_written(
    run: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = tmp_path / "a.txt"
    text.write_text("She left.\n")
    _typed(monkeypatch, b"", is_terminal=True)
    ran = run("source", "add", text)
    assert (ran.code, "Title" in ran.err) == (2, False)


def test_a_hostile_document_rules_no_terminal(run: Runner, base: Path, tmp_path: Path) -> None:
    page = pages.page(f"<title>{small.HOSTILE}</title>".replace("\x1b", "&#27;"))
    path = tmp_path / "evil\x1b]0;.html"
    path.write_text(page, encoding="utf-8")
    ran = run("source", "add", path, "--db", base)
    again = run("source", "add", path, "--db", base)
    assert (ran.code, again.code) == (0, 0)
    assert "\x1b" not in ran.out + again.out + run("source", "list", "--db", base).out
