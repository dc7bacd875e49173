"""Each row of the attack table has a test that bears its name, and a defence that was switched off; or a reason why it
needs none."""

import re
from pathlib import Path

from tests.attacks.defences import OFF

HERE = Path(__file__).parent
ROWS = {f"{letter}{number:02d}" for letter, most in (("A", 13), ("B", 12), ("C", 20)) for number in range(1, most + 1)}


def test_every_row_has_a_test_or_a_reason() -> None:
    named = set()
    for path in HERE.parent.rglob("test_*.py"):
        for name in re.findall(r"(?m)^(?:async )?def (test_\w+)", path.read_text(encoding="utf-8")):
            named |= {part.upper() for part in re.findall(r"(?<=_)[abc]\d\d(?=_)", name)}
    table = (HERE / "README.md").read_text(encoding="utf-8")
    without = set(re.findall(r"(?m)^\| ([ABC]\d\d) \| – \| \w.+ \|$", table))
    assert named <= ROWS, "a name of no row"
    assert named | without == ROWS and not named & without


def test_every_row_has_a_defence_that_was_switched_off_or_a_reason() -> None:
    named = {row for off in OFF for row in off.rows}
    table = (HERE / "README.md").read_text(encoding="utf-8")
    without = set(re.findall(r"(?m)^\| ([ABC]\d\d) \| \w[^|]+ \|$", table))
    assert named <= ROWS, "a name of no row"
    assert named | without == ROWS and not named & without
