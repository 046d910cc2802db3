"""Documents into text: which kind they are, pages, PDFs, and what is refused in a sentence."""

from __future__ import annotations

import io
import os
import threading
from pathlib import Path

import pytest

from db.documents import apart, read_document
from db.documents.apart import derive_apart
from db.documents.deriving import derive
from db.documents.media import HTML, MARKDOWN, PDF, TEXT, media_of
from db.documents.offered import Offered, from_path, from_stream
from db.errors import BadFile, Cancelled, Refused
from tests import pages


@pytest.mark.parametrize(
    ("name", "data", "media"),
    [
        ("a.txt", b"words", TEXT),
        ("a", b"words", TEXT),
        ("standard input", b"words", TEXT),
        ("a.md", b"words", MARKDOWN),
        ("a.HTM", b"words", HTML),
        ("a", b"\xef\xbb\xbf <!DOCTYPE html><p>", HTML),
        ("a", b"<!-- saved -->\n<html>", HTML),
        ("a", "<html>".encode("utf-16"), HTML),
        ("a.txt", b"%PDF-1.4 ...", PDF),
        ("a.txt", b"the word <html> is not the beginning of a page, but it stands in a text", TEXT),
    ],
)
def test_a_document_is_what_its_bytes_or_its_name_say(name: str, data: bytes, media: str) -> None:
    assert media_of(Offered(name, data)) == media


@pytest.mark.parametrize("asked", ["html", "HTM", "text/html", " xhtml "])
def test_what_somebody_says_a_document_is_it_is(asked: str) -> None:
    assert media_of(Offered("a.txt", b"words"), asked) == HTML


def test_a_kind_that_nobody_reads_is_refused_with_those_that_are() -> None:
    with pytest.raises(Refused, match="txt, md, html, pdf"):
        media_of(Offered("a.txt", b"words"), "docx")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"PK\x03\x04....", "an office file"),
        (b"\x89PNG\r\n", "a picture"),
        (b"{\\rtf1 words}", "RTF"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:0\n", "git lfs pull"),
        (b"\x1f\x8b\x08", "compressed"),
        (b"SQLite format 3\0", "SQLite"),
    ],
)
def test_what_is_no_document_is_named(data: bytes, words: str) -> None:
    with pytest.raises(BadFile, match=words):
        media_of(Offered("a.txt", data))


def test_a_name_makes_no_pdf() -> None:
    with pytest.raises(BadFile, match="no PDF"):
        media_of(Offered("a.pdf", b"words"))


def test_the_main_text_of_a_page_is_without_its_menu_and_footer() -> None:
    found = derive(Offered("a.html", pages.page().encode()))
    assert found.text == "\n".join(["Who went where", *pages.STORY, ""])
    assert found.by.startswith("html 1, trafilatura ")


def test_a_page_may_be_xhtml_in_other_letters() -> None:
    declared = '<?xml version="1.0" encoding="iso-8859-1"?>'
    data = f"{declared}{pages.page(charset='iso-8859-1')}".encode("cp1252")
    found = derive(Offered("a.xhtml", data))
    assert pages.STORY[0] in found.text
    assert found.notes == ("Read as Windows-1252, as it says itself.",)


def test_a_page_never_fetches_what_it_refers_to(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("SECRET")
    entity = f'<!DOCTYPE html [<!ENTITY x SYSTEM "file://{secret}">]>'
    page = pages.page().replace("<!doctype html>", entity).replace("Friday", "&x;")
    assert "SECRET" not in derive(Offered("a.html", page.encode())).text


def test_damage_in_a_page_is_told() -> None:
    body = "".join(f"<p>{each}</p>" for each in pages.STORY).encode().decode("cp1252", "replace")
    found = derive(Offered("a.html", pages.page(body=f"<article>{body}</article>").encode()))
    assert "The text is damaged" in found.notes[0]


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("<html><body><div id=root></div><script>go()</script></body></html>", "no main text"),
        ("<html><body>" + "<div>" * 3000 + "<p>Words.", "nested too deeply"),
        ("<html><body>" + "<br>" * 200_001, "more than 200,000 tags"),
        ("<!-- -->", "no page could be read"),
    ],
    ids=["script", "deep", "many", "comment"],
)
def test_a_page_that_cannot_be_read_is_refused_in_a_sentence(page: str, words: str) -> None:
    with pytest.raises(BadFile, match=words):
        derive(Offered("a.html", page.encode()))


def test_pictures_inside_a_saved_page_do_not_count() -> None:
    picture = f'<img src="data:image/svg+xml,{"<" * 300_000}">'
    found = derive(Offered("a.html", pages.page(pages.HEAD + picture).encode()))
    assert pages.STORY[1] in found.text


def test_the_words_of_a_pdf_are_those_of_its_pages() -> None:
    found = derive(Offered("a.pdf", pages.pdf()))
    assert found.text == f"{pages.STORY[0]}\n\n{pages.STORY[1]}\n"
    assert found.by.startswith("pdf 1, pypdf ")


def test_the_day_on_which_a_pdf_was_made_is_no_date_of_publication() -> None:
    info = "/Title (Who went) /Author (Jane Roe) /CreationDate (D:20240602120000Z)"
    found = derive(Offered("a.pdf", pages.pdf(info=info, root="/Lang (en-GB)")))
    told = found.told
    assert (told.title, told.author, told.lang) == ("Who went", "Jane Roe", "en-GB")
    assert told.published is None
    assert found.notes == ("The PDF was made on 2024-06-02.",)


@pytest.mark.parametrize("title", ["Microsoft Word - draft", "untitled", "who.docx"])
def test_a_title_that_a_program_made_up_is_none(title: str) -> None:
    assert derive(Offered("a.pdf", pages.pdf(info=f"/Title ({title})"))).told.title is None


def test_a_pdf_may_say_when_it_was_published() -> None:
    described = "<x><prism:publicationDate>2024-06-01</prism:publicationDate></x>"
    data = pages.pdf(info="/CreationDate (D:20250101)", described=described)
    found = derive(Offered("a.pdf", data))
    assert (found.told.published, found.notes) == ("2024-06-01", ())


def test_pages_that_are_pictures_are_counted() -> None:
    found = derive(Offered("a.pdf", pages.pdf([pages.STORY[0], ""])))
    assert found.notes == ("1 of its 2 pages has no words, as a picture has none.",)


def _locked(password: str) -> bytes:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pages.pdf())))
    writer.encrypt(password, "owner", algorithm="RC4-128")
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def test_a_pdf_that_only_its_owner_may_change_can_be_read() -> None:
    assert pages.STORY[0] in derive(Offered("a.pdf", _locked(""))).text


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (pages.pdf(["", ""]), "no words were found"),
        (pages.pdf()[:700], "damaged"),
        (b"%PDF-1.7\n", "damaged"),
        (b"%PDF-1.4\n" + bytes(range(256)) * 50, "damaged"),
        (_locked("secret"), "needs a password"),
        (pages.pdf().replace(b"/Kids [3 0 R", b"/Kids [2 0 R"), "damaged|no words"),
    ],
    ids=["scanned", "cut", "head", "junk", "locked", "circle"],
)
def test_a_pdf_that_cannot_be_read_is_refused_in_a_sentence(data: bytes, words: str) -> None:
    with pytest.raises(BadFile, match=words):
        derive(Offered("a.pdf", data))


def test_an_encryption_that_is_not_known_is_said() -> None:
    unknown = "/Filter /Standard /V 5 /R 6 /Length 256 /O () /U () /P 0 /Perms ()"
    data = pages.pdf().replace(b"trailer\n<<", f"trailer\n<< /Encrypt << {unknown} >>".encode())
    with pytest.raises(BadFile, match=r"it is encrypted\. Save a copy"):
        derive(Offered("a.pdf", data))


@pytest.mark.parametrize("data", [b"\xff\xfe", "\ufeff\n".encode()], ids=["mark", "blank"])
def test_a_document_without_a_word_is_refused(data: bytes) -> None:
    with pytest.raises(BadFile, match="no words"):
        derive(Offered("a.txt", data))


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.html", pages.page().encode()), ("a.pdf", pages.pdf()), ("a.txt", b"words")],
)
def test_reading_apart_makes_the_same_of_a_document(name: str, data: bytes) -> None:
    assert derive_apart(Offered(name, data)) == derive(Offered(name, data))


def test_what_is_refused_apart_is_refused_here() -> None:
    with pytest.raises(BadFile, match="no words were found in it"):
        derive_apart(Offered("a.pdf", pages.pdf([""])))
    with pytest.raises(Refused, match="klingon"):
        derive_apart(Offered("a.html", pages.page().encode()), None, "klingon")


def _stuck(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "_START", f"{code} # {{path}} {{seconds}}")


def test_a_document_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    _stuck("import time; time.sleep(600)", monkeypatch)
    monkeypatch.setattr(apart, "SECONDS", 0.01)
    with pytest.raises(BadFile, match="takes too long"):
        derive_apart(Offered("a.pdf", pages.pdf()))


def test_a_reader_whom_nobody_waits_for_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    _stuck("import time; time.sleep(600)", monkeypatch)

    def still() -> None:
        raise Cancelled("It was given up.")

    with pytest.raises(Cancelled):
        read_document(Offered("a.pdf", pages.pdf()), None, still)


def test_a_reader_that_is_ended_or_fails_leaves_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    _stuck("import os, signal; os.kill(os.getpid(), signal.SIGXCPU)", monkeypatch)
    with pytest.raises(BadFile, match="took too long"):
        derive_apart(Offered("a.pdf", pages.pdf()))
    _stuck("raise SystemExit(3)", monkeypatch)
    with pytest.raises(BadFile, match="failed"):
        derive_apart(Offered("a.pdf", pages.pdf()))


def test_a_reader_that_cannot_be_started_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", "/nowhere/python")
    with pytest.raises(BadFile, match="no process"):
        derive_apart(Offered("a.pdf", pages.pdf()))


def test_a_reader_that_needs_too_much_memory_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def greedy(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(apart, "derive", greedy)
    answer = apart._answer(apart._Task("a.pdf", b"", PDF, None))
    assert "gigabyte" in answer.problem


def test_the_time_of_the_processor_ends_a_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    code = "import sys; sys.path[:] = {path!r}; from db.documents.apart import _limit; _limit(1)\n"
    monkeypatch.setattr(apart, "_START", f"{code}while True: pass # {{seconds}}")
    with pytest.raises(BadFile, match="took too long"):
        derive_apart(Offered("a.pdf", pages.pdf()))


def test_a_file_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"words")
    assert from_path(path) == Offered(str(path), b"words")
    assert from_path(path).file == "a.txt"


def test_a_pipe_stands_for_a_file(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    writer = threading.Thread(target=path.write_bytes, args=(b"words",))
    writer.start()
    assert from_path(path).data == b"words"
    writer.join()


def test_what_comes_by_a_stream_has_no_name_of_a_file() -> None:
    assert from_stream(io.BytesIO(b"words")).file == ""


@pytest.mark.parametrize(
    ("data", "words"), [(b"", "empty"), (b" \n", "empty"), (b"\0" * 9000, "only zeros")]
)
def test_nothing_is_no_document(data: bytes, words: str) -> None:
    with pytest.raises(BadFile, match=words):
        from_stream(io.BytesIO(data))


def test_a_document_has_a_largest_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("db.documents.offered.LARGEST_TEXT", 10)
    with pytest.raises(BadFile, match="more than"):
        from_stream(io.BytesIO(b"eleven bytes"))


@pytest.mark.parametrize(
    ("name", "words"), [("gone", "no such file"), (".", "folder"), ("a\0b", "no path")]
)
def test_what_cannot_be_opened_is_said(tmp_path: Path, name: str, words: str) -> None:
    with pytest.raises(BadFile, match=words):
        from_path(tmp_path / name)


def test_a_device_is_no_document() -> None:
    with pytest.raises(BadFile, match="no plain file"):
        from_path(Path("/dev/zero"))


def test_a_document_larger_than_a_pipe_is_read_however_late_its_reader_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(apart, "_LOOK_EVERY", 0.001)  # long before an interpreter has started
    words = "".join(f"<p>{each}</p>" for each in pages.STORY)
    page = f"<html><body><article>{words}{'<!-- x -->' * 30_000}</article></body></html>"
    assert pages.STORY[0] in derive_apart(Offered("a.html", page.encode())).text


@pytest.mark.parametrize(
    "line",
    ["title: W" + "[" * 60_000, "title: W" + " " * 60_000 + "x", "a" + " " * 60_000 + "b"],
    ids=["brackets", "blanks in a value", "blanks in a name"],
)
def test_no_line_of_front_matter_takes_long_to_read(line: str) -> None:
    found = derive_apart(
        Offered("a.md", f"---\n{line}\n---\n\n# Who left #\n\nAda left.\n".encode())
    )
    assert "Ada left." in found.text
    assert (found.told.title or "").startswith("W")


def test_a_heading_of_many_blanks_takes_no_longer_than_another() -> None:
    heading = "# Who" + " " * 60_000 + "left"
    assert derive_apart(Offered("a.md", f"{heading}\n".encode())).told.title == "Who left"
