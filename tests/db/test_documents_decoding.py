"""In which letters a document is written: what is sure, what is said, what is likely."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.documents.decoding import damage_of, declared, decoded
from db.documents.offered import Offered
from db.errors import BadFile, Refused

FRENCH = "Une année après, les équipes « nous partons » sont à nouveau réunies à Zürich, dit-elle."
DANISH = "Hun sagde at København er dejlig, og at årets gæster på øen fik æbler."
POLISH = "Żółta łódź płynęła wzdłuż rzeki, aż dotarła do źródła, które było ciche."
RUSSIAN = "Исследователь покинул компанию и перешёл в другую лабораторию, сообщает газета."
JAPANESE = "彼女は会社を辞めて、新しい研究所に移りました。新聞が報じています。カタカナも使います。"
CHINESE = "她离开了公司，加入了另一家实验室。报纸报道说，这份合同价值一亿美元。"
KOREAN = "그녀는 회사를 떠나 다른 연구소로 옮겼다고 신문이 보도했습니다."
ENGLISH = "“She left,” he said — and that’s all we know. It’s a company’s choice."


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (FRENCH, "latin-1"),
        (FRENCH, "cp1252"),
        (FRENCH, "mac_roman"),
        (ENGLISH, "cp1252"),
        (DANISH, "cp1252"),
        (POLISH, "cp1250"),
        (POLISH, "iso8859-2"),
        (RUSSIAN, "koi8-r"),
        (RUSSIAN, "cp1251"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc-jp"),
        (JAPANESE, "iso2022-jp"),
        (CHINESE, "gb18030"),
        (KOREAN, "euc-kr"),
        (JAPANESE, "utf-16"),
        (FRENCH, "utf-16-le"),
        (FRENCH, "utf-16-be"),
        (FRENCH, "utf-32"),
        ("Zoë a quitté Acme.", "cp1252"),
    ],
)
def test_letters_are_recognised_where_nothing_says_what_they_are(text: str, encoding: str) -> None:
    found = decoded(Offered("a.txt", text.encode(encoding)))
    assert found.text == text
    assert found.notes[0].startswith("Read as ")


@pytest.mark.parametrize("data", [b"plain", FRENCH.encode(), JAPANESE.encode("utf-8-sig")])
def test_utf_8_needs_no_word(data: bytes) -> None:
    found = decoded(Offered("a.txt", data))
    assert (found.text.encode(), found.encoding, found.notes) == (data, "utf-8", ())


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (b'<meta charset="windows-1251">', "cp1251"),
        (b"<meta http-equiv=Content-Type content='text/html; charset=koi8-r'>", "koi8-r"),
        (b'<?xml version="1.0" encoding="ISO-8859-2"?>', "iso8859-2"),
        (b"<meta charset=latin1>", "cp1252"),
        (b"<meta charset=gb2312>", "gb18030"),
        (b"<meta charset=rot13>", None),
        (b"<meta charset=klingon>", None),
        (b"<p>", None),
    ],
)
def test_a_page_says_its_letters_in_its_head(head: bytes, name: str | None) -> None:
    assert declared(head) == name


def test_what_a_page_says_is_believed_where_it_is_no_utf_8() -> None:
    data = b"<meta charset=iso-8859-7>" + "Η εταιρεία".encode("iso8859-7")
    found = decoded(Offered("a.html", data))
    assert found.text.endswith("Η εταιρεία")
    assert found.notes == ("Read as ISO 8859-7, as it says itself.",)


def test_utf_8_is_taken_for_what_it_is_whatever_the_page_says() -> None:
    found = decoded(Offered("a.html", f"<meta charset=latin1>{FRENCH}".encode()))
    assert found.text.endswith(FRENCH)
    assert "though it says Windows-1252" in found.notes[0]


def test_a_few_lost_bytes_of_utf_8_are_counted() -> None:
    found = decoded(Offered("a.txt", FRENCH.encode() + b"\xff\xfe."))
    assert found.text == f"{FRENCH}\ufffd\ufffd."
    assert found.notes == ("2 places could not be read; they stand as \ufffd.",)


def test_a_sign_for_what_is_lost_that_stood_there_before_is_not_counted() -> None:
    found = decoded(Offered("a.txt", f"{FRENCH} \ufffd".encode()))
    assert found.notes == ()


def test_what_somebody_says_overrules_all() -> None:
    found = decoded(Offered("a.txt", FRENCH.encode()), "latin-1")
    assert found.text == FRENCH.encode().decode("cp1252", "replace")
    assert "as was asked for" in found.notes[0]


@pytest.mark.parametrize("name", ["klingon", "rot13", "hex", "unicode_escape", "idna", "a\0b", ""])
def test_an_encoding_that_is_none_is_refused(name: str) -> None:
    with pytest.raises(Refused, match="no encoding"):
        decoded(Offered("a.txt", b"words"), name)


@pytest.mark.parametrize(
    "data",
    [
        b"\x00\x01\x02\x03" * 50,
        bytes(range(256)) * 20,
        b"\x7fELF\x02\x01\x01" + b"\0" * 60,
        b"\x01\x02\x03 words \x04\x05\x06",
        b"words" + b" " * 300_000 + b"\0",
    ],
    ids=["counting", "all bytes", "program", "signs", "late zero"],
)
def test_bytes_that_are_no_words_are_refused(data: bytes) -> None:
    with pytest.raises(BadFile, match="binary"):
        decoded(Offered("a.bin", data))


def test_letters_of_no_known_kind_are_read_as_far_as_they_can_be() -> None:
    found = decoded(Offered("a.txt", b"<meta charset=utf-8>\xe9t\xe9"))
    assert found.text.endswith("été")


def test_damage_is_told_in_words() -> None:
    mangled = FRENCH.encode().decode("cp1252", "replace")
    assert damage_of(mangled).startswith("The text is damaged (UTF-8 read as ")
    assert damage_of(FRENCH) == ""


@given(st.binary(max_size=400))
def test_any_bytes_are_a_text_or_are_refused(data: bytes) -> None:
    try:
        found = decoded(Offered("a.txt", data))
    except BadFile:
        return
    found.text.encode("utf-8")


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_any_text_in_utf_8_comes_back_letter_for_letter(text: str) -> None:
    assert decoded(Offered("a.txt", text.encode())).text == text
