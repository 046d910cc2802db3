"""Mapping files: whatever is wrong with one is told with its file, its place, and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.errors import BadFile
from db.intake.mapped.mapping import FileMap
from db.intake.mapped.parsing import load
from tests.tables import MAP, bring

_EVENT = '[[event]]\ntype = "position"\nperson = "{Name}"\n'
_FILE = "[file]\n"
_TYPE = '[[event]]\ntype.text = "{T}"\n[event.type.values]\n'


def _load(folder: Path, text: str | bytes) -> FileMap:
    path = folder / "map.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return load(path)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "it makes neither people nor companies nor events. Add"),
        ("a = =", r"it is no TOML: .*line 1"),
        ("[[evnt]]\n", "it has the key “evnt”, which is none there. Did you mean event?"),
        ("event = 3\n", r"“event” is no table. Write \[\[event\]\] over its keys"),
        ("[[event]]\n", r"\[event\], type: it is missing. Add one"),
        (
            _EVENT + _EVENT + 'persn = "{Name}"\n',
            r"\[\[event\]\] 2 has the key “persn”, which is none there. Did you mean person?",
        ),
        (_EVENT + 'company = "{C}"\n', r"\[event\] has the key “company”.*Write to = "),
        (_EVENT + 'zzz = "{C}"\n', r"\[event\] has the key “zzz”.* There are: type, person"),
        (_EVENT + "title = 3\n", 'title: it is no text. Write title = "{Column}"'),
        (_EVENT + 'title = "{Role"\n', "“{Role” has a { without the other"),
        (_EVENT + 'title = "{}"\n', "has {} without the name of a column"),
        (_EVENT + 'title = { txt = "{Role}" }\n', "title has the key “txt”.*Did you mean text?"),
        (_EVENT + "title = { values = {} }\n", "title: it has no “text”"),
        (_EVENT + 'status = "announcd"\n', "“announcd” is not known. Did you mean announced?"),
        (_EVENT + 'claim = { grade = "xyz" }\n', "“xyz” is not known. There are: stated"),
        (_EVENT + 'claim = "stated"\n', "claim: it is no table. Write it in braces"),
        (_EVENT + 'to = { kind = "x" }\n', "to, name: it is missing"),
        (_EVENT + 'roles.owner = "{Owner}"\n', "roles, owner: it is no table"),
        (_EVENT + "roles.owner = {}\n", "roles, owner: it names neither a person nor a company"),
        (_EVENT + 'roles.owner.firm = "{O}"\n', "roles, owner has the key “firm”"),
        (_EVENT + 'date = { text = "{D}", format = "%d/%m/%Q" }\n', "“%d/%m/%Q” is no format"),
        (_EVENT + 'date = { text = "{D}", format = "%m/%m/%Y" }\n', "“%m/%m/%Y” is no format"),
        (_EVENT + 'date = { text = "{D}", format = "%d/%m" }\n', "“%d/%m” has no year. Add %Y"),
        (_EVENT + "date = { text = 3 }\n", "date, text: it is no text"),
        (_EVENT + 'amount = { text = "{A}", unit = "euros" }\n', "“euros” is no unit. Write perc"),
        (_EVENT + 'duration = { text = "{A}", unit = "yrs" }\n', "“yrs” is not known. Did you m"),
        (_EVENT + "when = { A = 3 }\n", "when, A: it is no list of texts"),
        (_EVENT + "each = true\n", "each: it is no text"),
        (_EVENT + "links = 3\n", "has the key “links”"),
        ('[[event]]\ntype = { text = "{T}", values = { a = { tpe = "x" } } }\n', "“tpe”, which is"),
        (
            '[[event]]\ntype = { text = "{T}", values = { a = { status = "x" } } }\n',
            "“x” is not kn",
        ),
        ('[[event]]\ntype = "position"\n', "it takes nothing from the file. Write"),
        ("[[person]]\nkey = 3\n", "key: it is no text"),
        ('[[person]]\nnme = "{N}"\n', r"\[person\] has the key “nme”.*Did you mean name?"),
        ("[[person]]\n", r"\[person\], name: it is missing"),
        (_FILE + 'delimiter = ";;"\n' + _EVENT, "delimiter: it is not one sign"),
        (_FILE + 'quote = "ab"\n' + _EVENT, "quote: it is not one sign"),
        (_FILE + "header = -1\n" + _EVENT, "header: it is no line. Write header = 3"),
        (_FILE + "header = true\n" + _EVENT, "header: it is no line"),
        (_FILE + "header = 0\n" + _EVENT, "0 leaves the columns without names"),
        (_FILE + 'columns = ["a", "a"]\n' + _EVENT, "columns: two have one name"),
        (_FILE + 'dates = "abc"\n' + _EVENT, "“abc” has no year"),
        (_FILE + "blank = [1]\n" + _EVENT, "blank: it is no list of texts"),
        ("[[file]]\n[[file]]\n" + _EVENT, r"it has \[file\] twice"),
        ("[source]\ntytle = 'x'\n" + _EVENT, "“tytle”.*Did you mean title?"),
        ("[source]\ntitle = []\n" + _EVENT, "title: it is no text"),
        (b"\xff\xfe", "it is no TOML"),
        (b"#" * (1024 * 1024 + 1), "it is too large for a mapping"),
        ("a = " + "[" * 5000, "it is no TOML"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(
    tmp_path: Path, text: str | bytes, problem: str
) -> None:
    with pytest.raises(BadFile, match=f"map.toml: .*{problem}"):
        _load(tmp_path, text)


def test_a_mapping_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="the mapping cannot be read"):
        load(tmp_path / "none.toml")
    with pytest.raises(BadFile, match="the mapping cannot be read"):
        load(Path("a\0b"))


def test_single_tables_and_lists_of_tables_are_alike(tmp_path: Path) -> None:
    assert (
        _load(tmp_path, MAP).events == _load(tmp_path, MAP.replace("[[event]]", "[event]")).events
    )


def test_days_and_numbers_need_no_quotation_marks_in_what_is_said_of_the_file(
    tmp_path: Path,
) -> None:
    text = "[source]\ntitle = 1984\npublished = 2024-06-01\n" + _EVENT
    about = _load(tmp_path, text).about
    assert (about.title, about.published) == ("1984", "2024-06-01")


@pytest.mark.parametrize(
    ("mapping", "problem"),
    [
        (MAP.replace("{Role}", "{role}"), r"title: moves.csv has no “role”. Did you mean {Role}"),
        (MAP.replace("{Role}", "{Zzz}"), "has no “Zzz”. It has: Name, Company, Role, From, To"),
        (MAP.replace('"{Name}"', '"name"'), '“name” would be the same words.*Write "{Name}"'),
        (MAP + 'when = { Nae = "" }\n', "when, Nae: moves.csv has no “Nae”. Did you mean {N"),
        (MAP.replace("[file]", "[file]\nheader = 9"), "it ends before line 9"),
    ],
)
def test_a_mapping_that_does_not_fit_its_file_changes_nothing(
    tmp_path: Path, mapping: str, problem: str
) -> None:
    with pytest.raises(BadFile, match=problem):
        bring(tmp_path, mapping=mapping)
    assert not (tmp_path / "own.json.texts").exists()


def test_a_column_that_need_not_be_there_is_a_blank(tmp_path: Path) -> None:
    report = bring(tmp_path, mapping=MAP.replace("{Role}", "{?Zzz}")).report
    assert report.total.added
    assert report.unheld == {"Role": 1}


def test_units_may_be_told_apart_from_figures(tmp_path: Path) -> None:
    more = 'amount = { text = "{Role}", unit = "EUR", per = "year" }\n'
    (event,) = _load(tmp_path, _EVENT + more + 'duration = { text = "{T}", unit = "days" }').events
    assert event.amount is not None
    assert event.duration is not None
    assert (event.amount.unit, event.amount.per, event.duration.unit) == ("EUR", "year", "days")


def test_a_path_that_no_record_has_is_refused_and_an_empty_one_is_not(tmp_path: Path) -> None:
    data = '[{"Name": "Ada", "Company": null, "Role": "", "From": [], "To": {}}]'
    assert bring(tmp_path, data, name="a.json").report.total.added
    with pytest.raises(BadFile, match=r"b\.json has no “Company”"):
        bring(tmp_path, data.replace("Company", "x"), name="b.json")
