"""The files of an access answer: a page that opens offline, the same as JSON, and as CSV that no program executes."""

import csv
import io
import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment

from bot.core.datamap import DataMap
from bot.core.dates import BRUSSELS
from bot.core.letter import LANGUAGES, File
from bot.errors import ConfigError

Rows = Sequence[Mapping[str, object]]
_SCHEMA = "privacy-bot access answer 1"
#: Columns that hold a code and not a word of the person; ``[codes]`` of access.toml says it in his language.
_CODED = frozenset({"source", "sort", "line", "basis", "language", "field"})

_FORMULA = re.compile(r"[\t\r\n]|\s*[=+\-@\uff1d\uff0b\uff0d\uff20]")
_NUMBER = re.compile(r"\+[0-9]{6,15}")


class Page:
    """The page and its words in each language: ``access.html`` and ``<lang>/access.toml`` of the letters folders."""

    def __init__(self, layout: str, words: Mapping[str, Mapping[str, Any]]) -> None:
        environment = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined, trim_blocks=True)
        self._template = environment.from_string(layout)
        self._words = words

    @classmethod
    def load(cls, *folders: Path) -> "Page":
        """Read layout and words; a file in a later folder replaces the earlier one. ConfigError with all problems."""
        words: dict[str, Mapping[str, Any]] = {}
        problems: list[str] = []
        for language in LANGUAGES:
            try:
                words[language] = tomllib.loads(_newest(f"{language}/access.toml", folders).read_text(encoding="utf-8"))
            except (OSError, ValueError) as problem:
                problems.append(f"templates: {language}/access.toml: {problem}")
        problems += _unequal(words)
        if problems:
            raise ConfigError(problems)
        try:
            page = cls(_newest("access.html", folders).read_text(encoding="utf-8"), words)
            for language in LANGUAGES:
                page.show([], language=language, number="", today=date.min)
        except (OSError, ValueError, TemplateError) as problem:
            raise ConfigError([f"templates: access.html: {problem}"]) from None
        return page

    def render(self, datamap: DataMap, data: Mapping[str, Rows], *, language: str, number: str, today: date) -> str:
        """Return the page: for each table that holds rows the answers to art. 15(1)(a)-(h) and the rows."""
        words = self._words[language]
        sections = [_section(datamap, name, rows, language, words) for name, rows in data.items() if rows]
        return self.show(sections, language=language, number=number, today=today)

    def show(self, sections: Sequence[Mapping[str, object]], *, language: str, number: str, today: date) -> str:
        """Return the page with these sections."""
        return self._template.render(
            words=self._words[language], language=language, number=number, today=today.isoformat(), sections=sections
        )


def _unequal(words: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Every language must have the same words."""
    wanted = {key for language in words.values() for key in _keys(language)}
    return [
        f"templates: {language}/access.toml: no {key}"
        for language, own in words.items()
        for key in sorted(wanted - _keys(own))
    ]


def _keys(words: Mapping[str, Any]) -> set[str]:
    codes = words.get("codes", {})
    return {*words, *(f"codes.{code}" for code in codes)}


def _newest(name: str, folders: Sequence[Path]) -> Path:
    return next((folder / name for folder in reversed(folders) if (folder / name).exists()), folders[0] / name)


def _section(datamap: DataMap, name: str, rows: Rows, language: str, words: Mapping[str, Any]) -> dict[str, object]:
    rule = datamap.tables[name]
    facts = [(words[what], datamap.text(getattr(rule, what), language)) for what in ("purpose", "basis", "source")]
    facts += [
        (words["recipients"], datamap.text(rule.recipients, language)),
        (words["retention"], rule.retention[language]),
    ]
    return {
        "id": name,
        "title": rule.label[language],
        "facts": facts,
        "columns": [rule.columns[column][language] for column in rule.columns],
        "rows": [[_said(column, row[column], language, words) for column in rule.columns] for row in rows],
    }


def files(
    page: Page, datamap: DataMap, data: Mapping[str, Rows], *, language: str, number: str, today: date
) -> Sequence[File]:
    """Return HTML, JSON and CSV of the same rows. ``data`` holds the rows of each table of the map, by column."""
    html = page.render(datamap, data, language=language, number=number, today=today)
    return (
        File(name=f"{number}.html", content_type="text/html", data=html.encode()),
        File(
            name=f"{number}.json", content_type="application/json", data=_json(datamap, data, language, number, today)
        ),
        File(name=f"{number}.csv", content_type="text/csv", data=_csv(data)),
    )


def _json(datamap: DataMap, data: Mapping[str, Rows], language: str, number: str, today: date) -> bytes:
    tables = {
        name: {
            "label": datamap.tables[name].label[language],
            "purpose": datamap.text(datamap.tables[name].purpose, language),
            "basis": datamap.text(datamap.tables[name].basis, language),
            "retention": datamap.tables[name].retention[language],
            "rows": [dict(row) for row in rows],
        }
        for name, rows in data.items()
    }
    answer = {"schema": _SCHEMA, "case": number, "date": today.isoformat(), "language": language, "tables": tables}
    return json.dumps(answer, ensure_ascii=False, indent=2, default=_text).encode()


def _csv(data: Mapping[str, Rows]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(("table", "row", "column", "value"))
    for name, rows in data.items():
        for place, row in enumerate(rows, start=1):
            for column, value in row.items():
                writer.writerow((name, place, column, safe(_text(value))))
    return "\ufeff".encode() + out.getvalue().encode()


def safe(text: str) -> str:
    """Return a cell that a spreadsheet shows and does not compute; a telephone number cannot be computed into harm."""
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def unsafe(text: str) -> str:
    """Return the text of a cell that ``safe`` made."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text[1:]) else text


def _text(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    return "" if value is None else str(value)


def _said(column: str, value: object, language: str, words: Mapping[str, Any]) -> str:
    """Return a value as people read it: words for codes, euros for cents, local time."""
    if isinstance(value, bool):
        return str(words["yes"] if value else words["no"])
    if isinstance(value, datetime):
        return value.astimezone(BRUSSELS).strftime("%Y-%m-%d %H:%M")
    if column == "cents" and isinstance(value, int):
        amount = f"{value / 100:.2f}"
        return amount if language == "en" else amount.replace(".", ",")
    text = _text(value)
    if column in _CODED:
        code, space, rest = text.partition(" ")
        return f"{words['codes'].get(code, code)}{space}{rest}"
    return text
