"""Each defence switched off once: with it the attack fails, without it the attack succeeds.

A defence is a line of the source (``Off`` in ``mutation.py``); it belongs to a promise of SECURITY.md and to rows of
the attack table. Where an attack meets two defences in turn, both are switched off.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.attacks.defences import OFF
from tests.attacks.mutation import Off
from tests.quick import Quick


@pytest.fixture
def quick(tmp_path: Path, off: Off) -> Iterator[Callable[[], Quick]]:
    made: list[Quick] = []

    def make() -> Quick:
        folder = tmp_path / str(len(made))
        folder.mkdir()
        made.append(Quick(folder, **off.settings))
        return made[-1]

    yield make
    for one in made:
        one.close()


def test_every_promise_has_a_defence_that_was_switched_off() -> None:
    text = (Path(__file__).parent.parent.parent / "SECURITY.md").read_text(encoding="utf-8")
    promises = {int(number) for number in re.findall(r"(?m)^\| (\d+) \|", text)}
    assert promises and promises == {off.promise for off in OFF}


@pytest.mark.parametrize("off", OFF, ids=lambda off: off.attack.__name__)
def test_a_defence_is_what_stops_its_attack(
    quick: Callable[[], Quick], off: Off, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not off.attack(quick()), "the attack succeeds"
    off.switch(monkeypatch)
    assert off.attack(quick()), "the attack fails even without the defence: its test would prove nothing"
