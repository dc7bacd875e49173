"""The second reader: it learns from examples, says the same everywhere, and its word is worth less than a rule's."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from bot.core.classify import classify
from bot.core.examples import Example, of_rules, read_examples
from bot.core.finding import Finding, Kind
from bot.core.likeness import KINDS, dump, parse
from bot.core.read import read
from bot.core.rule_checks import stale
from bot.core.rules import RuleSet, build
from bot.edge.build import shipped
from bot.edge.learning import learn
from bot.edge.rule_files import load, load_examples
from bot.errors import ConfigError

EXAMPLES = [Example(Kind.DELETION, f"please wipe my file, number {place}") for place in range(20)] + [
    Example(Kind.OTHER, f"please send the printer of order {place}") for place in range(20)
]
RULES = {
    "decision": {"accept": dict.fromkeys([*map(str, KINDS[:5]), "spam", "other"], 6), "ask": 3, "margin": 4},
    "en/x": {
        "rule": [
            {"id": "strong", "kind": "deletion", "weight": 8, "why": "w", "match": ["erase"]},
            {"id": "hint", "kind": "deletion", "weight": 3, "why": "w", "match": ["wipe"]},
            {"id": "trade", "kind": "other", "weight": 6, "why": "w", "match": ["printer"]},
        ],
        "veto": [{"id": "not", "kinds": ["deletion"], "why": "w", "match": ["never"]}],
    },
}
SECOND = {"withdraw": 0.2, "confirm": 0.6, "alone": 0.8, "doubt": 0.8, "valueless": 0.7}


@pytest.fixture(scope="module")
def rules() -> RuleSet:
    decision = {**RULES["decision"], "soft_flags": [], "second": SECOND}
    return replace(build({**RULES, "decision": decision}), likeness=learn(EXAMPLES))


def found(rules: RuleSet, text: str) -> Finding:
    return classify(read(f"From: a@x.example\r\n\r\n{text}\r\n".encode()), rules)


@pytest.mark.parametrize(
    "text, kind, why",
    [
        ("please wipe my file", Kind.DELETION, "a suspicion that the examples bear out"),
        ("please never wipe my file", Kind.UNSURE, "a rule spoke against it"),
        ("please wipe my file from the printer", Kind.OTHER, "a rule of ordinary mail speaks"),
        ("erase the printer order, please send", Kind.UNSURE, "a request that the examples do not know"),
    ],
)
def test_its_word_is_worth_less_than_a_rule(rules: RuleSet, text: str, kind: Kind, why: str) -> None:
    assert found(rules, text).kind in {kind, Kind.UNSURE}, why
    if kind is not Kind.OTHER:
        assert found(rules, text).kind is kind, why


def test_without_a_second_reader_a_suspicion_stays_one(rules: RuleSet) -> None:
    alone = replace(rules, likeness=None)
    assert found(alone, "please wipe my file").kind is Kind.UNSURE and not found(alone, "please wipe my file").likely


def test_a_model_survives_its_file_and_a_damaged_one_is_refused(rules: RuleSet) -> None:
    model = rules.likeness
    assert model is not None
    again = parse(dump(model))
    assert again.of("", "please wipe my file") == model.of("", "please wipe my file")
    assert sum(again.of("", "please wipe my file").values()) == pytest.approx(1)
    assert again.of("", "...") == {}
    head = {"kinds": ["x"], "bits": 16, "scale": 1, "bias": [0], "fingerprint": ""}
    for raw in (b"", b"{}\n", dump(model)[:-1], json.dumps(head).encode() + b"\n"):
        with pytest.raises(ValueError):
            parse(raw)


def test_the_same_examples_teach_the_same(rules: RuleSet) -> None:
    assert rules.likeness == learn(EXAMPLES) != learn(EXAMPLES[:30])


def test_the_shipped_reader_has_learned_from_the_shipped_examples() -> None:
    folder = shipped("rules")
    assert load(folder).likeness is not None and stale(load(folder), load_examples(folder)) == ()


def test_a_wrong_line_and_a_damaged_file_are_named(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="line 2"):
        list(read_examples("# a comment\nsinging | la la\n"))
    (tmp_path / "examples.txt").write_text("deletion without a bar\n", encoding="utf-8")
    with pytest.raises(ConfigError) as raised:
        load_examples(tmp_path)
    assert "examples.txt" in raised.value.problems[0]
    (tmp_path / "learned.bin").write_bytes(b"x")
    with pytest.raises(ConfigError) as raised:
        load(shipped("rules"), tmp_path)
    assert "learned.bin" in raised.value.problems[0]


def test_rules_teach_by_their_hits(rules: RuleSet) -> None:
    file = {"kind": "deletion", "rule": [{"id": "a", "weight": 8, "why": "w", "match": ["x"], "hits": ["x it"]}]}
    assert list(of_rules(build({"decision": {**RULES["decision"], "soft_flags": []}, "y": file}))) == [
        Example(Kind.DELETION, "x it")
    ]
