"""A first mapping of a file, for its reader to edit: what each column is likely for, as TOML."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from typing import Final

from db.intake.mapped.choosing import Choice, choose
from db.intake.mapped.profile import Dates, Profile, numbered
from db.intake.mapped.rows import Form
from db.intake.mapped.sampling import Sample, sample
from db.intake.mapped.tables import DELIMITERS
from db.intake.mapped.templates import is_nameable
from db.intake.mapped.written import Written, cut, listed, plain, quoted
from db.intake.outside import STANDARD_INPUT, OutsideFile
from db.words import fold

_WIDEST: Final = 34
_HEAD: Final = """\
# What {file} says, column by column: a first mapping, to be edited. To take it:
#   wherefrom import {given} --map MAP.toml --db own.json
#
# "{{Column}}" stands for what a row has in that column; words without braces are the same for
# every row; "{{First}} {{Last}}" joins two. The same name is the same person or company within this
# file, unless a key = "{{Column with an id}}" tells them apart.
#
# The columns, with the first of their values:"""
_TAIL: Final = """
# More that an event may have:
#   status   = "announced"                         or done, agreed, planned, attempted, refused
#   claim    = { grade = "reported", by = "{Who says so}" }
#   summary  = "{Name} joined {Company}."          a sentence of your own
#   roles    = { owner = { person = "{Owner}" } }  parts other than person, from, to
#   when     = { Column = ["value", "other"] }     only for such rows; unless = the reverse
#   amount   = { text = "{Stake}", unit = "percent" }
"""


def suggestion(file: OutsideFile, encoding: str | None = None) -> str:
    """Return a first mapping of a file, with comments; raises `BadFile` where it has no records."""
    seen = sample(file)
    chosen = choose([each for each in seen.profiles if is_nameable(each.name)])
    days = [chosen.columns[key] for key in ("start", "end") if key in chosen.columns]
    dates = numbered([each for profile in days for each in profile.values])
    by_column = {each.name: each.dates for each in days if each.dates} if dates.is_open else {}
    lines = [_HEAD.format(file=plain(file.file), given=_given(file))]
    lines += _columns(seen, chosen)
    if inner := list(_file(seen, dates, encoding)):
        lines += ["", "[file]", *inner]
    lines += ["", "[source]", f"title = {quoted(file.file)}"]
    lines += ['# publisher = "…"', '# url = "https://…"', "# published = 2024-06-01"]
    lines += Written(seen, chosen, by_column).tables()
    return "\n".join([*lines, _TAIL])


def _given(file: OutsideFile) -> str:
    """Return a file as one gives it to a command."""
    return "-" if file.name == STANDARD_INPUT else plain(shlex.quote(file.name))


def _columns(seen: Sample, chosen: Choice) -> Iterator[str]:
    """Walk a line of comment for each column: examples, and what is odd about it."""
    width = min(_WIDEST, max((len(each.name) for each in seen.profiles), default=0) + 2)
    for profile in seen.profiles:
        name = "{" + plain(profile.name) + "}"
        examples = " · ".join(cut(plain(each)) for each in profile.examples) or "(blank)"
        remark = "; ".join(_remarks(profile, chosen, seen.form))
        yield f"#   {name:<{width}}  {examples}{f'  ({remark})' if remark else ''}"


def _remarks(profile: Profile, chosen: Choice, form: Form) -> Iterator[str]:
    if profile.name not in chosen.names:
        yield "not taken"
    if not is_nameable(profile.name):
        remedy = ': name all with columns = ["…"] under [file]' if form == "csv" else ""
        yield f"no name that a mapping can take{remedy}"
    if profile.dates and profile.dates.form:
        yield f"days as {profile.dates.form}"
    if profile.dates and profile.dates.is_open:
        yield "day or month first? its own values do not tell"


def _file(seen: Sample, dates: Dates, encoding: str | None) -> Iterator[str]:
    """Walk the lines that say how the file is read."""
    shape = seen.shape
    if encoding:
        yield f"encoding = {quoted(encoding)}"
    if shape.delimiter not in (None, DELIMITERS[0]):
        yield f"delimiter = {quoted(shape.delimiter or '')}"
    if shape.columns:
        yield f"columns = {listed(shape.columns)}  # the file does not name them"
    elif shape.header > 1:
        yield f"header = {shape.header}  # the line that names the columns"
    if shape.records:
        yield f"records = {quoted(shape.records)}"
    if dates.form:
        yield f"dates = {quoted(dates.form)}"
    if dates.is_open:
        yield '# dates = "%d/%m/%Y"  # or "%m/%d/%Y"? Days that may be two are kept as words alone.'
    blanks = {each for profile in seen.profiles for each in profile.blanks}
    if blanks:
        yield f"blank = {listed(sorted(blanks, key=fold))}"
