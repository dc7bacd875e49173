"""The letters in ``templates/``: found, rendered in a sandbox, and checked against their sample facts."""

import math
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

import phonenumbers
from jinja2 import DictLoader, StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment

from bot.core import words
from bot.core.dates import BRUSSELS
from bot.core.letter import COMMON, LANGUAGES, LETTERS, Letter
from bot.errors import ConfigError, PermanentError

Table = Mapping[str, Mapping[str, object]]

#: Pieces that several letters share, included by name.
_PIECES = ("items", "closing", "authority")
_BETWEEN = "* * *"  # the two halves of a letter in two languages


class Letters:
    """All letters in all languages, compiled once. ``words`` are those of all languages together."""

    def __init__(self, sources: Mapping[tuple[str, str], str], tables: Mapping[str, Table]) -> None:
        self.words = words.build(tables.values())
        self._environments = {
            language: _environment(table, {name: sources[language, f"_{name}"] for name in _PIECES})
            for language, table in tables.items()
        }
        self._templates = {
            (language, name): self._environments[language].from_string(source)
            for (language, name), source in sources.items()
        }

    @classmethod
    def load(cls, *folders: Path) -> "Letters":
        """Read all letters; a file in a later folder replaces the earlier one. ConfigError with every problem."""
        problems: list[str] = []
        sources: dict[tuple[str, str], str] = {}
        tables: dict[str, Table] = {}
        for language in LANGUAGES:
            for name in (*LETTERS, *(f"_{piece}" for piece in _PIECES)):
                sources[language, name] = _read(f"{language}/{name}.txt", folders, problems)
            try:
                tables[language] = tomllib.loads(_read(f"{language}/words.toml", folders, problems))
            except tomllib.TOMLDecodeError as problem:
                problems.append(f"templates/{language}/words.toml: {problem}")
        if problems:
            raise ConfigError(problems)
        try:
            return cls(sources, tables)
        except (TemplateError, ValueError, KeyError) as problem:
            raise ConfigError([f"templates: {problem}"]) from problem

    def render(self, letter: Letter, common: Mapping[str, object]) -> tuple[str, str]:
        """Return subject and text. PermanentError when a fact is missing: the letter cannot go as it is."""
        subject, text = self._render(letter, letter.language, common)
        if not letter.other_language:
            return subject, text
        other_subject, other_text = self._render(letter, letter.other_language, common)
        reference = str(common["ref"])
        both = f"{subject.replace(reference, '').strip()} / {other_subject}" if reference else subject
        return both, f"{text}\n{_BETWEEN}\n\n{other_text}"

    def _render(self, letter: Letter, language: str, common: Mapping[str, object]) -> tuple[str, str]:
        try:
            text = self._templates[language, letter.name].render({**common, **letter.facts})
        except (TemplateError, TypeError, ValueError, KeyError) as problem:
            raise PermanentError(f"letter {language}/{letter.name}: {problem}") from problem
        head, _, body = text.partition("\n")
        return head.removeprefix("Subject:").strip(), body.strip("\n") + "\n"

    def check(self) -> tuple[str, ...]:
        """Render every letter in every language from its sample facts; return the problems."""
        return tuple(problem for language in LANGUAGES for name in LETTERS for problem in self._check(language, name))

    def _check(self, language: str, name: str) -> Iterable[str]:
        letter = Letter(name=name, to="anna@maison.example", language=language, facts=LETTERS[name])
        try:
            subject, body = self.render(letter, COMMON)
        except PermanentError as problem:
            yield str(problem)
            return
        if "\n\n\n" in body:
            yield f"letter {language}/{name}: two empty lines in a row"
        if not subject or str(COMMON["ref"]) not in subject:
            yield f"letter {language}/{name}: the first line must be a Subject with {{{{ ref }}}}"
        if not body.strip():
            yield f"letter {language}/{name}: no text"


def _read(name: str, folders: Sequence[Path], problems: list[str]) -> str:
    for folder in reversed(folders):
        try:
            return (folder / name).read_text(encoding="utf-8")
        except FileNotFoundError:
            continue
        except (OSError, UnicodeDecodeError) as problem:
            problems.append(f"templates/{name}: {problem}")
            return ""
    problems.append(f"templates/{name}: missing")
    return ""


def _environment(table: Table, pieces: Mapping[str, str]) -> SandboxedEnvironment:
    """Letters are plain text, so nothing is escaped; what comes from outside is a value and never a template."""
    environment = SandboxedEnvironment(
        loader=DictLoader(pieces),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
    )
    environment.filters.update(_filters(table))
    return environment


def _filters(table: Table) -> Mapping[str, Callable[..., str]]:
    shape = table["format"]

    def day(value: date) -> str:
        months = shape["months"]
        if not isinstance(months, list):
            raise TypeError("format.months must be a list")
        number = str(shape["first_day"]) if value.day == 1 else str(value.day)
        return str(shape["day"]).format(day=number, month=months[value.month - 1], year=value.year)

    def moment(value: datetime) -> str:
        local = value.astimezone(BRUSSELS)
        return str(shape["moment"]).format(day=day(local.date()), time=f"{local:%H:%M}")

    def value(one: object) -> str:
        if one is None:
            return str(shape["removed"])
        return _postal(one) if isinstance(one, Mapping) else _number(str(one))

    def quoted(text: str) -> str:
        return "\n".join(f"| {line}".rstrip() for line in text.splitlines())

    return {
        "day": day,
        "moment": moment,
        "value": value,
        "quoted": quoted,
        "fault": _faults(table["faults"]),
        "head": _faults(table["heads"]),
        "lasting": _lasting(shape),
        "kind": _names(table["kinds"]),
        "field": _names(table["fields"]),
        "state": _names(table["states"]),
        "reason": _names(table["reasons"]),
        "topic": _names(table["topics"]),
        "verb": _verbs(table["staff"]),
        "news": _names(table["news_names"]),
        "delivery": _names(table["deliveries"]),
    }


def _lasting(shape: Mapping[str, object]) -> Callable[[int], str]:
    """A number of minutes in the unit in which people would say it, rounded up."""

    def lasting(minutes: int) -> str:
        for unit, length in (("days", 24 * 60), ("hours", 60)):
            if minutes >= 2 * length:
                return str(shape[unit]).format(count=math.ceil(minutes / length))
        return str(shape["minutes" if minutes > 1 else "minute"]).format(count=minutes)

    return lasting


def _faults(sentences: Mapping[str, object]) -> Callable[[Mapping[str, object]], str]:
    """What is wrong with a newsletter or its head, from its rule and its facts."""

    def fault(one: Mapping[str, object]) -> str:
        facts = one["facts"]
        if not isinstance(facts, Mapping):
            raise TypeError("facts must be a mapping")
        return str(sentences[str(one["rule"])]).format_map(facts)

    return fault


def _verbs(phrases: Mapping[str, object]) -> Callable[[str], str]:
    """A command of staff as they write it: the first of its phrases."""

    def verb(name: str) -> str:
        found = phrases.get(name)
        return str(found[0]).upper() if isinstance(found, list) and found else name

    return verb


def _names(names: Mapping[str, object]) -> Callable[[str], str]:
    """A name without a translation shows as it is: a new flag of a rule must not stop a letter to staff."""
    return lambda name: str(names.get(name, name))


def _postal(parts: Mapping[str, object]) -> str:
    box = f"/{parts['box']}" if parts.get("box") else ""
    street = " ".join(str(parts[name]) for name in ("street", "number") if parts.get(name)) + box
    place = " ".join(str(parts[name]) for name in ("postcode", "city") if parts.get(name))
    country = str(parts.get("country") or "BE")
    return ", ".join(part for part in (street, place, country if country != "BE" else "") if part)


def _number(text: str) -> str:
    """A telephone number as people write it; any other value as it is."""
    if not (text.startswith("+") and text[1:].isdigit()):
        return text
    try:
        parsed = phonenumbers.parse(text)
    except phonenumbers.NumberParseException:
        return text
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
