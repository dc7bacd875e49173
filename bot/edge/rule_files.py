"""Reads the folders of rules; a file in a later folder replaces the shipped one of that place and name."""

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from bot.core.datamap import DataMap
from bot.core.datamap import build as build_map
from bot.core.examples import Example, read_examples
from bot.core.likeness import Likeness
from bot.core.likeness import dump as dump_likeness
from bot.core.likeness import parse as parse_likeness
from bot.core.meanings import Meanings, read_meanings
from bot.core.needles import Known, Needles, mark, needles
from bot.core.needles import dump as dump_needles
from bot.core.needles import parse as parse_needles
from bot.core.rules import RuleSet, build, patterns_of
from bot.errors import ConfigError

LEARNED = "learned.bin"  # what `privacy-bot rules learn` made of the examples
NEEDLES = "needles.json"  # and of the patterns, so that a process starts sooner
_OTHERS = frozenset({"data"})


def load(*folders: Path) -> RuleSet:
    """Return the rules with the second reader; ConfigError with every problem, each naming its file."""
    return replace(load_alone(*folders), likeness=_likeness(folders))


def load_alone(*folders: Path) -> RuleSet:
    """Return the rules without what was learned from examples; ConfigError as above."""
    tables = {name: content for name, content in _tables(folders).items() if name not in _OTHERS}
    return build(tables, _known(folders))


def keep(folder: Path, rules: RuleSet, likeness: Likeness) -> None:
    """Write what was learned, and what is worked out beforehand, into a folder of rules. OSError as usual."""
    (folder / LEARNED).write_bytes(dump_likeness(likeness))
    texts = {pattern.text for pattern in patterns_of(rules)}
    known = {mark(text): needles(text) for text in texts}
    (folder / NEEDLES).write_text(dump_needles(known), encoding="utf-8")


def _known(folders: tuple[Path, ...]) -> Known:
    known: dict[str, Needles] = {}
    for path in (folder / NEEDLES for folder in folders):
        try:
            known.update(parse_needles(path.read_text(encoding="utf-8")) if path.is_file() else {})
        except (OSError, ValueError) as problem:
            raise ConfigError([f"{path}: {problem}"]) from problem
    return known


def _likeness(folders: tuple[Path, ...]) -> Likeness | None:
    """The second reader of the last folder that has one."""
    path = next((found for folder in reversed(folders) if (found := folder / LEARNED).is_file()), None)
    if path is None:
        return None
    try:
        return parse_likeness(path.read_bytes(), load_meanings(*folders))
    except (OSError, ValueError) as problem:
        raise ConfigError([f"{path}: {problem}"]) from problem


def load_meanings(*folders: Path) -> Meanings:
    """Return what words mean, of each ``meanings.txt``; ConfigError names every wrong file."""
    problems: list[str] = []
    languages: dict[str, Mapping[str, str]] = {}
    for path in (path for folder in folders for path in sorted(folder.glob("*/meanings.txt"))):
        try:
            languages[path.parent.name] = read_meanings(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as problem:
            problems.append(f"{path}: {problem}")
    if problems:
        raise ConfigError(problems)
    return Meanings(languages)


def load_map(*folders: Path) -> DataMap:
    """Return the data map of ``data.toml``; ConfigError with every problem."""
    tables = _tables(folders)
    if "data" not in tables:
        raise ConfigError(["rules/data.toml: missing"])
    return build_map(tables["data"])


def _tables(folders: tuple[Path, ...]) -> Mapping[str, Mapping[str, object]]:
    problems: list[str] = []
    tables: dict[str, Mapping[str, object]] = {}
    for folder in folders:
        if not folder.is_dir():
            problems.append(f"paths.rules: {folder}: no such folder")
        for path in sorted(folder.rglob("*.toml")):
            name = path.relative_to(folder).with_suffix("").as_posix()
            try:
                tables[name] = tomllib.loads(path.read_text(encoding="utf-8"))
            except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
                problems.append(f"{path}: {problem}")
    if problems:
        raise ConfigError(problems)
    return tables


def load_examples(*folders: Path) -> tuple[Example, ...]:
    """Return the examples of all ``examples.txt``, own ones beside the shipped; ConfigError names every wrong file."""
    problems: list[str] = []
    examples: list[Example] = []
    for folder in folders:
        for path in sorted(folder.rglob("examples.txt")):
            try:
                examples += read_examples(path.read_text(encoding="utf-8"))
            except (OSError, ValueError) as problem:
                problems.append(f"{path}: {problem}")
    if problems:
        raise ConfigError(problems)
    return tuple(examples)
