"""Reads the folders of rules; a file in a later folder replaces the shipped one of that place and name."""

import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from bot.core.changes import Change, read_changes
from bot.core.datamap import DataMap
from bot.core.datamap import build as build_map
from bot.core.examples import Example, read_examples
from bot.core.likeness import Likeness
from bot.core.likeness import dump as dump_likeness
from bot.core.likeness import parse as parse_likeness
from bot.core.linear import Linear
from bot.core.linear import dump as dump_linear
from bot.core.linear import parse as parse_linear
from bot.core.meanings import Meanings, read_meanings
from bot.core.needles import Known, Needles, mark, needles
from bot.core.needles import dump as dump_needles
from bot.core.needles import parse as parse_needles
from bot.core.rule_text import Third
from bot.core.rules import RuleSet, build, patterns_of
from bot.core.standing import BITS, CLASSES, Standing
from bot.errors import ConfigError

LEARNED = "learned.bin"  # what `privacy-bot rules learn` made of the examples
VALUES = "values.bin"  # and of the mails of changes
NEEDLES = "needles.json"  # and of the patterns, so that a process starts sooner
_OTHERS = frozenset({"data"})
_One = TypeVar("_One")


def load(*folders: Path) -> RuleSet:
    """Return the rules with the second and third reader; ConfigError with every problem, each naming its file."""
    rules, meanings = load_alone(*folders), load_meanings(*folders)
    likeness = _learned(folders, LEARNED, lambda raw: parse_likeness(raw, meanings))
    return replace(rules, likeness=likeness, standing=_standing(folders, meanings, rules.decision.third))


def load_alone(*folders: Path) -> RuleSet:
    """Return the rules without what was learned; ConfigError as above."""
    tables = {name: content for name, content in _tables(folders).items() if name not in _OTHERS}
    return build(tables, _known(folders))


def keep(folder: Path, rules: RuleSet, likeness: Likeness, values: Linear) -> None:
    """Write what was learned, and what is worked out beforehand, into a folder of rules. OSError as usual."""
    (folder / LEARNED).write_bytes(dump_likeness(likeness))
    (folder / VALUES).write_bytes(dump_linear(values))
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


def _standing(folders: tuple[Path, ...], meanings: Meanings, third: Third) -> Standing | None:
    model = _learned(folders, VALUES, lambda raw: parse_linear(raw, CLASSES, BITS))
    if model is None:
        return None
    return Standing(
        model=model, meanings=meanings, agreed=third.agreed, new=third.new, denied=third.denied, old=third.old
    )


def _learned(folders: tuple[Path, ...], name: str, parse: Callable[[bytes], _One]) -> _One | None:
    """What the last folder that has such a file holds in it."""
    path = next((found for folder in reversed(folders) if (found := folder / name).is_file()), None)
    if path is None:
        return None
    try:
        return parse(path.read_bytes())
    except (OSError, ValueError) as problem:
        raise ConfigError([f"{path}: {problem}"]) from problem


def load_meanings(*folders: Path) -> Meanings:
    """Return what words mean, of each ``meanings.txt``; ConfigError names every wrong file."""
    paths = [path for folder in folders for path in sorted(folder.glob("*/meanings.txt"))]
    return Meanings({path.parent.name: words for path, words in _each(paths, read_meanings)})


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
    return _lines(folders, "examples.txt", read_examples)


def load_changes(*folders: Path) -> tuple[Change, ...]:
    """Return the mails of all ``changes.txt``, own ones beside the shipped; ConfigError as above."""
    return _lines(folders, "changes.txt", read_changes)


def _lines(folders: tuple[Path, ...], name: str, read: Callable[[str], Iterator[_One]]) -> tuple[_One, ...]:
    paths = [path for folder in folders for path in sorted(folder.rglob(name))]
    return tuple(one for _, found in _each(paths, lambda text: list(read(text))) for one in found)


def _each(paths: Sequence[Path], read: Callable[[str], _One]) -> Sequence[tuple[Path, _One]]:
    """What stands in each of some files; ConfigError names every wrong one."""
    problems: list[str] = []
    found: list[tuple[Path, _One]] = []
    for path in paths:
        try:
            found.append((path, read(path.read_text(encoding="utf-8"))))
        except (OSError, ValueError) as problem:
            problems.append(f"{path}: {problem}")
    if problems:
        raise ConfigError(problems)
    return found
