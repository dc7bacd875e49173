"""The files of an access answer: a page that opens offline, the same as JSON, and as CSV that no program executes."""

import csv
import io
import json
import tomllib
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment

from bot.core.datamap import DataMap
from bot.core.letter import LANGUAGES, File
from bot.errors import ConfigError

Rows = Sequence[Mapping[str, object]]
_SCHEMA = "privacy-bot access answer 1"


class Page:
    """The page and its words in each language: ``access.html`` and ``<lang>/access.toml`` of the letters folders."""

    def __init__(self, layout: str, words: Mapping[str, Mapping[str, str]]) -> None:
        environment = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined, trim_blocks=True)
        self._template = environment.from_string(layout)
        self._words = words

    @classmethod
    def load(cls, *folders: Path) -> "Page":
        """Read layout and words; a file in a later folder replaces the earlier one. ConfigError with all problems."""
        problems: list[str] = []
        words: dict[str, Mapping[str, str]] = {}
        try:
            layout = _newest("access.html", folders).read_text(encoding="utf-8")
            for language in LANGUAGES:
                words[language] = tomllib.loads(_newest(f"{language}/access.toml", folders).read_text(encoding="utf-8"))
            return cls(layout, words)
        except (OSError, tomllib.TOMLDecodeError, TemplateError) as problem:
            problems.append(f"templates: access answer: {problem}")
        raise ConfigError(problems)

    def render(self, datamap: DataMap, data: Mapping[str, Rows], *, language: str, number: str, today: date) -> str:
        """Return the page: for each table that holds rows the answers to art. 15(1)(a)-(h) and the rows."""
        words = self._words[language]
        sections = [_section(datamap, name, rows, language, words) for name, rows in data.items() if rows]
        return self._template.render(
            words=words, language=language, number=number, today=_text(today), sections=sections
        )


def _newest(name: str, folders: Sequence[Path]) -> Path:
    return next((folder / name for folder in reversed(folders) if (folder / name).exists()), folders[0] / name)


def _section(datamap: DataMap, name: str, rows: Rows, language: str, words: Mapping[str, str]) -> dict[str, object]:
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
        "rows": [[_said(row[column], words) for column in rule.columns] for row in rows],
    }


def files(
    page: Page, datamap: DataMap, data: Mapping[str, Rows], *, language: str, number: str, today: date
) -> Sequence[File]:
    """Return HTML, JSON and CSV of the same rows. ``data`` holds the rows of each table of the map, by column."""
    html = page.render(datamap, data, language=language, number=number, today=today)
    return (
        File(name=f"{number}.html", content_type="text/html", data=html.encode()),
        File(name=f"{number}.json", content_type="application/json", data=_json(datamap, data, number, today)),
        File(name=f"{number}.csv", content_type="text/csv", data=_csv(data)),
    )


def _json(datamap: DataMap, data: Mapping[str, Rows], number: str, today: date) -> bytes:
    tables = {
        name: {
            "purpose": datamap.text(datamap.tables[name].purpose, "en"),
            "basis": datamap.text(datamap.tables[name].basis, "en"),
            "retention": datamap.tables[name].retention["en"],
            "rows": [dict(row) for row in rows],
        }
        for name, rows in data.items()
    }
    answer = {"schema": _SCHEMA, "case": number, "date": today.isoformat(), "tables": tables}
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
    """Return a cell that a spreadsheet shows and does not compute."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def _text(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    return "" if value is None else str(value)


def _said(value: object, words: Mapping[str, str]) -> str:
    if isinstance(value, bool):
        return words["yes"] if value else words["no"]
    return _text(value)
