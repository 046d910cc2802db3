"""Verifying in a process of its own finds the same, tells how far it is, and ends when asked to."""

from __future__ import annotations

from pathlib import Path

import pytest

from db import aside, storage
from db.aside import main, verify_aside
from db.errors import Outdated, Superseded, WherefromError
from db.texts import Texts
from db.verify import verify
from tests import small


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return small.write(tmp_path / "base.json")


@pytest.fixture
def texts(base: Path, tmp_path: Path) -> Texts:
    """Texts of which one has moved words and altered ones."""
    folder = base.with_name("base.json.texts")
    text = f"News. {small.TEXT.replace('never', 'hardly')}"
    (folder / "gazette.txt").write_text(text, encoding="utf-8", newline="")
    return Texts((folder,), tmp_path / "hashes.json")


def test_it_finds_what_verifying_here_finds(base: Path, texts: Texts) -> None:
    shares: list[float] = []
    found = verify_aside(base, texts, shares.append)
    assert found == verify(storage.read_raw(base), texts)
    assert {each.rule for each in found.problems} == {"moved", "altered"}
    assert (shares[0], shares[-1]) == (0, 1)


def test_whoever_waits_no_more_ends_it(base: Path, texts: Texts) -> None:
    def stop(share: float) -> None:
        raise Superseded

    with pytest.raises(Superseded):
        verify_aside(base, texts, stop)


def test_a_file_that_cannot_be_read_is_told_in_the_same_words(tmp_path: Path) -> None:
    with pytest.raises(WherefromError, match="there is no such file"):
        verify_aside(tmp_path / "none.json", Texts(()), lambda _: None)


def test_a_process_that_ends_early_is_told(
    base: Path, texts: Texts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(aside, "_START", "import sys; sys.exit(3)  # {path!r} {words!r}")
    with pytest.raises(Outdated, match="has changed since"):
        verify_aside(base, texts, lambda _: None)


def test_what_it_says_are_lines_of_json(
    base: Path, texts: Texts, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(base), "", str(texts.folders[0])]) == 0
    assert main([f"{base}.none", ""]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == '{"share": 0}'
    assert lines[-2].startswith('{"quotes": {"exact": 0, "moved": 1, "altered": 1,')
    assert lines[-1].startswith('{"refused": "')
