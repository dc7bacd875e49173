"""Switches a defence off by changing its line in a copy of the source, in every module that uses it."""

import importlib
import inspect
import sys
from collections.abc import Callable, Iterable, Mapping
from types import FunctionType

import pytest

from bot.core.rules import Rule
from tests.quick import Quick

RULES = "rules"

_SHARED = (str, int, float, bool, tuple, frozenset, type(None))  # equal values of others are no copies of ours


class Off:
    """A defence that is switched off, and the attack that succeeds then.

    ``promise``: the row of SECURITY.md; ``rows``: those of the attack table that it proves, with blanks between them;
    ``attack`` returns whether it succeeded; ``lines``: (module, what stands there, what stands there instead),
    or ("rules", id of a rule that then says nothing, ""); ``settings``: other ones than usual, by part.
    """

    def __init__(
        self,
        promise: int,
        rows: str,
        attack: Callable[[Quick], bool],
        *lines: tuple[str, str, str],
        **settings: Mapping[str, object],
    ) -> None:
        self.promise = promise
        self.rows = frozenset(rows.split())
        self.attack = attack
        self.settings = settings
        self._lines = lines

    def switch(self, patch: pytest.MonkeyPatch) -> None:
        """Let the bot run without the defence."""
        for module in {module for module, _, _ in self._lines} - {RULES}:
            without(patch, module, [(line, instead) for name, line, instead in self._lines if name == module])
        if silent := {line for module, line, _ in self._lines if module == RULES}:
            _silence(patch, silent)


def _silence(patch: pytest.MonkeyPatch, ids: set[str]) -> None:
    find = Rule.find
    patch.setattr(Rule, "find", lambda rule, clause: "" if rule.text.id in ids else find(rule, clause))


def without(patch: pytest.MonkeyPatch, name: str, lines: Iterable[tuple[str, str]]) -> None:
    """Let ``bot.NAME`` run with other text in the place of some, each of which must stand there exactly once."""
    module = importlib.import_module(f"bot.{name}")
    source = inspect.getsource(module)
    for line, instead in lines:
        assert source.count(line) == 1, f"bot/{name}: {line!r} stands there {source.count(line)} times"
        source = source.replace(line, instead)
    copy: dict[str, object] = {"__name__": module.__name__, "__file__": module.__file__}
    exec(compile(source, str(module.__file__), "exec"), copy)
    for key, old in list(vars(module).items()):
        new = copy.get(key)
        if isinstance(old, type) and isinstance(new, type) and old.__module__ == module.__name__:
            copy[key] = old  # what was made before stays of its class
            _methods(patch, old, new)
        elif not key.startswith("__") and new is not old:
            patch.setattr(module, key, new)
            _imported(patch, old, new)


def _methods(patch: pytest.MonkeyPatch, old: type, new: type) -> None:
    for name, method in list(vars(old).items()):
        if isinstance(method, FunctionType | classmethod | staticmethod) and name in vars(new):
            patch.setattr(old, name, vars(new)[name])


def _imported(patch: pytest.MonkeyPatch, old: object, new: object) -> None:
    """A function or a table may have been imported by others under its name."""
    if isinstance(old, _SHARED):
        return
    for module in [one for name, one in sys.modules.items() if name.partition(".")[0] == "bot"]:
        for name, value in list(vars(module).items()):
            if value is old:
                patch.setattr(module, name, new)
            for key in [key for key, one in value.items() if one is old] if isinstance(value, dict) else ():
                patch.setitem(value, key, new)
