"""Words of one request stand near each other; the same words far apart in a long sentence are chance."""

import pytest

from bot.core.near import together
from bot.core.rules import RuleSet, build

DECISION = {"accept": {}, "ask": 3, "margin": 4, "soft_flags": []}


def rules(within: int) -> RuleSet:
    rule = {"id": "r", "kind": "deletion", "weight": 8, "why": "w", "all": ["erase", "mine"], "within": within}
    return build({"decision": DECISION, "nl/deletion": {"rule": [rule]}})


def speaks(made: RuleSet, text: str) -> bool:
    return bool(made.rules[0].find(made.sieve.clause(text)))


@pytest.mark.parametrize(
    "groups, within, expected",
    [
        ([[(0, 5)], [(6, 10)]], 10, True),
        ([[(0, 5)], [(6, 10)]], 9, False),
        ([[(50, 55), (0, 5)], [(60, 64)]], 14, True),
        ([[(60, 64)], [(50, 55)]], 14, True),
        ([[(0, 5)], []], 90, False),
    ],
)
def test_a_stretch_holds_one_of_each_in_any_order(
    groups: list[list[tuple[int, int]]], within: int, expected: bool
) -> None:
    assert together(groups, within) is expected


def test_a_rule_with_a_reach_is_silent_about_words_far_apart() -> None:
    far = "erase " + "and then some more " * 5 + "mine"
    assert speaks(rules(30), "please erase what is mine") and not speaks(rules(30), far) and speaks(rules(0), far)
