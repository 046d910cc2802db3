"""Files from outside: what is text is read letter for letter, the rest is refused in a sentence."""

from __future__ import annotations

import hashlib
import io
import os
from pathlib import Path

import pytest

from db.errors import BadFile
from db.intake.outside import from_bytes, from_path, from_stream
from db.texts import LARGEST_TEXT


def test_a_file_keeps_its_bytes_name_and_hash(tmp_path: Path) -> None:
    path = tmp_path / "Some People.v2.JSON"
    path.write_bytes("\ufeff[“é”]\r\n".encode())
    file = from_path(path)
    assert (file.text, file.kept) == ("\ufeff[“é”]\r\n", path.read_bytes())
    assert file.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert (file.file, file.stem, file.suffix) == ("Some People.v2.JSON", "Some People", ".json")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_a_byte_order_mark_tells_the_encoding(encoding: str) -> None:
    file = from_bytes("[“é”]".encode(encoding), "x.json", "x.json")
    assert (file.text, file.kept) == ("[“é”]", "[“é”]".encode())


def test_another_encoding_is_read_where_it_is_named() -> None:
    data = "é;ø".encode("cp1252")
    file = from_bytes(data, "x.csv", "x.csv", "cp1252")
    assert (file.text, file.encoding, file.kept) == ("é;ø", "cp1252", "é;ø".encode())
    with pytest.raises(BadFile, match="--encoding"):
        from_bytes(data, "x.csv", "x.csv")


def test_a_stream_and_a_pipe_are_read_to_their_end(tmp_path: Path) -> None:
    assert from_stream(io.BytesIO(b"[]")).name == "standard input"
    read, write = os.pipe()
    os.write(write, b"[1]")
    os.close(write)
    assert from_path(Path(f"/dev/fd/{read}")).text == "[1]"
    os.close(read)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "it is empty"),
        (b" \n", "it is empty"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:0\n", "a Git LFS pointer"),
        (b"\x89PNG\r\n\x1a\n", "it is a picture"),
        (b"PK\x03\x04", "an archive or office document"),
        (b"%PDF-1.7", "wherefrom source add"),
        (b"\x1f\x8b\x08", "Unpack it first"),
        (b"SQLite format 3\0", "an SQLite database"),
        (b"a\0b", "it is binary"),
        (b"\xff\xfe\x00\xd8", "utf-16"),
        (b"\xe9", "is not UTF-8"),
    ],
)
def test_what_is_no_data_is_refused_for_what_it_is(data: bytes, words: str) -> None:
    with pytest.raises(BadFile) as refusal:
        from_bytes(data, "thing", "thing")
    assert words.lower() in str(refusal.value).lower()


def test_an_encoding_that_is_none_is_refused() -> None:
    with pytest.raises(BadFile, match="“klingon” is no encoding"):
        from_bytes(b"x", "x", "x", "klingon")


@pytest.mark.parametrize("encoding", ["undefined", "punycode", "utf-7"])
def test_an_encoding_that_does_not_fit_is_refused(encoding: str) -> None:
    with pytest.raises(BadFile, match=f"is not {encoding.upper()}"):
        from_bytes(b'[{"id": "+/+"}]', "x", "x", encoding)


def test_half_a_character_is_no_text() -> None:
    with pytest.raises(BadFile, match="what is no text"):
        from_bytes(b'["\\ud800"]', "x", "x", "unicode_escape")


def test_gigabytes_of_zeros_are_refused_before_they_are_read(tmp_path: Path) -> None:
    path = tmp_path / "zeros.json"
    with path.open("wb") as file:
        file.truncate(2 * 1024**3)
    with pytest.raises(BadFile, match="2,048 MiB"):
        from_path(path)


def test_a_stream_without_an_end_is_given_up() -> None:
    class Zeros(io.RawIOBase):
        def readable(self) -> bool:
            return True

        def read(self, size: int | None = -1) -> bytes:
            assert size == LARGEST_TEXT + 1
            return bytes(size)

    with pytest.raises(BadFile, match="it has more than 64 MiB"):
        from_stream(Zeros())  # type: ignore[arg-type]


def test_what_cannot_be_opened_is_named(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none", Path("a\0b")):
        with pytest.raises(BadFile):
            from_path(path)
