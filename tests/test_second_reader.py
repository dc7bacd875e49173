"""The second reader: it learns from examples, says the same everywhere, and its word is worth less than a rule's."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.core.classify import classify
from bot.core.examples import Example, fingerprint, lessons, read_examples
from bot.core.finding import REQUESTS, SEVERAL, Finding, Hit, Kind
from bot.core.likeness import KINDS, dump, items, parse
from bot.core.meanings import Meanings, read_meanings
from bot.core.read import read
from bot.core.rule_checks import stale
from bot.core.rule_text import Decision, Second
from bot.core.rules import RuleSet, build
from bot.core.second import weigh
from bot.edge.build import shipped
from bot.edge.learning import learn
from bot.edge.rule_files import load, load_changes, load_examples, load_meanings
from bot.errors import ConfigError

EXAMPLES = [
    *(Example(Kind.DELETION, f"My file . please wipe my file, number {place}") for place in range(20)),
    *(Example(Kind.OTHER, f"please send the printer of order {place}") for place in range(20)),
]
RULES: dict[str, dict[str, object]] = {
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
MEANINGS = Meanings({"en": {"wipe": "delete", "file": "record"}, "nl": {"wis": "delete", "fiche": "record"}})
SECOND = Second(
    withdraw=0.5,
    agreed=0.3,
    confirm=0.6,
    alone=0.7,
    silent=0.8,
    against=0.9,
    instead=0.85,
    single=0.8,
    flagged=0.75,
    doubt=0.2,
    aside=0.9,
    unwanted=0.95,
    valueless=0.7,
)
DECISION = Decision(accept={}, ask=3, margin=4, soft_flags=[], second=SECOND)
HINT = Hit(rule="h", kind="deletion", weight=3, where="text", words="w", why="w")
STRONG = replace(HINT, rule="s", weight=8)
TRADE = Hit(rule="t", kind="other", weight=6, where="text", words="w", why="w")
VETOED = replace(HINT, vetoed_by="v")
TWO = (Kind.DELETION, Kind.ACCESS)


@pytest.fixture(scope="module")
def rules() -> RuleSet:
    made = build({**RULES, "decision": {**RULES["decision"], "soft_flags": [], "second": SECOND.model_dump()}})
    return replace(made, likeness=learn(list(lessons(EXAMPLES, made)), "these", MEANINGS))


def found(rules: RuleSet, text: str) -> Finding:
    return classify(read(f"From: a@x.example\r\n\r\n{text}\r\n".encode()), rules)


def likely(kind: Kind, part: float, rest: Kind = Kind.SPAM) -> dict[Kind, float]:
    return {**dict.fromkeys(KINDS, 0.0), rest: 1 - part, kind: part}


@pytest.mark.parametrize(
    "kind, hits, part, expected",
    [
        (Kind.DELETION, (HINT,), 0.5, Kind.DELETION),
        (Kind.DELETION, (HINT,), 0.4, Kind.UNSURE),
        (Kind.UNSURE, (HINT,), 0.6, Kind.DELETION),
        (Kind.UNSURE, (HINT,), 0.5, Kind.UNSURE),
        (Kind.UNSURE, (VETOED,), 1.0, Kind.UNSURE),
        (Kind.OTHER, (), 0.8, Kind.DELETION),
        (Kind.OTHER, (), 0.7, Kind.UNSURE),
        (Kind.OTHER, (TRADE,), 0.9, Kind.DELETION),
        (Kind.OTHER, (TRADE,), 0.8, Kind.UNSURE),
        (Kind.OTHER, (TRADE,), 0.1, Kind.OTHER),
        (Kind.UNSURE, (HINT,), 0.1, Kind.OTHER),
        (Kind.UNSURE, (HINT,), 0.2, Kind.UNSURE),
        (Kind.SPAM, (), 0.3, Kind.UNSURE),
        (Kind.SPAM, (), 0.1, Kind.SPAM),
        (Kind.SPAM, (), 0.7, Kind.UNSURE),
        (Kind.SPAM, (), 0.8, Kind.DELETION),
    ],
)
def test_the_less_the_rules_suspect_the_surer_the_examples_must_be(
    kind: Kind, hits: tuple[Hit, ...], part: float, expected: Kind
) -> None:
    kinds = (kind,) if kind in REQUESTS else ()
    made = weigh(Finding(kind=kind, kinds=kinds, hits=hits), likely(Kind.DELETION, part), DECISION)
    assert made.kind is expected
    assert made.kinds == ((expected,) if expected in REQUESTS else kinds)


@pytest.mark.parametrize(
    "hits, part, expected",
    [
        ((STRONG,), 0.4, Kind.UNSURE),
        ((STRONG, STRONG), 0.4, Kind.DELETION),
        ((STRONG, STRONG), 0.2, Kind.UNSURE),
        ((STRONG, HINT), 0.4, Kind.UNSURE),
        ((STRONG, replace(STRONG, vetoed_by="v")), 0.4, Kind.UNSURE),
    ],
)
def test_against_several_rules_the_examples_must_be_surer(hits: tuple[Hit, ...], part: float, expected: Kind) -> None:
    told = Finding(kind=Kind.DELETION, kinds=(Kind.DELETION,), hits=hits)
    assert weigh(told, likely(Kind.DELETION, part), DECISION).kind is expected


@pytest.mark.parametrize(
    "best, part, told, expected",
    [
        (Kind.ACCESS, 0.9, {}, Kind.ACCESS),
        (Kind.ACCESS, 0.8, {}, Kind.UNSURE),
        (Kind.ACCESS, 1.0, {"flags": ("bank",)}, Kind.UNSURE),
        (Kind.ACCESS, 1.0, {"hits": (replace(VETOED, kind="access"),)}, Kind.UNSURE),
    ],
)
def test_a_request_unlike_its_examples_is_another_one_only_beyond_doubt(
    best: Kind, part: float, told: dict[str, Any], expected: Kind
) -> None:
    made = Finding(kind=Kind.CORRECTION, kinds=(Kind.CORRECTION,), **told)
    assert weigh(made, likely(best, part), DECISION).kind is expected
    assert weigh(made, likely(Kind.DELETION, 1.0), DECISION).kind is Kind.UNSURE, "an erasure against the rules"


def test_of_several_rights_one_is_meant_only_where_the_examples_leave_no_doubt() -> None:
    several = Finding(kind=Kind.COMPLEX, kinds=TWO, flags=(SEVERAL,))
    one = weigh(several, likely(Kind.DELETION, 0.8), DECISION)
    assert (one.kind, one.kinds, one.flags) == (Kind.DELETION, (Kind.DELETION,), ())
    assert weigh(several, likely(Kind.DELETION, 0.7), DECISION).kind is Kind.COMPLEX
    assert weigh(several, likely(Kind.UNSUBSCRIBE, 1.0), DECISION).kind is Kind.COMPLEX
    assert weigh(several, likely(Kind.DELETION, 0.4), DECISION).kind is Kind.UNSURE  # the rest is like spam


@pytest.mark.parametrize(
    "told, part, expected",
    [
        ({}, 0.95, Kind.SPAM),
        ({}, 0.9, Kind.OTHER),
        ({"kind": Kind.UNSURE, "hits": (HINT, VETOED)}, 0.96, Kind.SPAM),
        ({"hits": (STRONG,)}, 1.0, Kind.OTHER),
        ({"flags": ("phish",)}, 1.0, Kind.OTHER),
        ({"kind": Kind.DELETION, "kinds": (Kind.DELETION,)}, 1.0, Kind.UNSURE),
    ],
)
def test_an_offer_that_no_rule_knows_is_put_away_unless_a_rule_found_a_request_or_a_flag(
    told: dict[str, Any], part: float, expected: Kind
) -> None:
    made = weigh(Finding(**{"kind": Kind.OTHER, **told}), likely(Kind.SPAM, part, Kind.OTHER), DECISION)
    assert made.kind is expected


@pytest.mark.parametrize("kind, enough", [(Kind.ACCESS, 0.7), (Kind.CHANGE, 0.8), (Kind.DELETION, 0.8)])
def test_what_no_rule_suspects_must_be_surer_where_it_is_a_change_or_cannot_be_taken_back(
    kind: Kind, enough: float
) -> None:
    assert weigh(Finding(kind=Kind.OTHER), likely(kind, enough), DECISION).kind is kind
    assert weigh(Finding(kind=Kind.OTHER), likely(kind, enough - 0.1), DECISION).kind is Kind.UNSURE


def test_several_rights_that_a_rule_saw_are_several() -> None:
    seen = replace(STRONG, rule="r", kind=f"flag:{SEVERAL}")
    several = Finding(kind=Kind.COMPLEX, kinds=TWO, flags=(SEVERAL,), hits=(seen,))
    made = weigh(several, likely(Kind.DELETION, 1.0), DECISION)
    assert (made.flags, made.staff) == ((SEVERAL,), True)


@pytest.mark.parametrize("part, expected", [(0.6, Kind.OTHER), (0.8, Kind.DELETION)])
def test_a_question_that_a_rule_knows_is_answered_unless_the_examples_are_sure(part: float, expected: Kind) -> None:
    asked = weigh(Finding(kind=Kind.OTHER, answer="status"), likely(Kind.DELETION, part), DECISION)
    assert asked.kind is expected and bool(asked.answer) is (expected is Kind.OTHER)


@pytest.mark.parametrize("flags", [("lawyer",), ("lawyer", SEVERAL), ("minor",)])
def test_no_example_lifts_the_flag_of_a_rule_but_it_may_tell_what_is_asked(flags: tuple[str, ...]) -> None:
    flagged = Finding(kind=Kind.COMPLEX, kinds=TWO, flags=flags, hits=(HINT,))
    made = weigh(flagged, likely(Kind.DELETION, 0.75), DECISION)
    assert (made.kind, made.kinds, made.flags, made.staff) == (Kind.DELETION, (Kind.DELETION,), flags, True)
    assert weigh(flagged, likely(Kind.DELETION, 0.7), DECISION).kind is Kind.COMPLEX
    assert weigh(replace(flagged, hits=(VETOED,)), likely(Kind.DELETION, 1.0), DECISION).kind is Kind.COMPLEX
    either = replace(flagged, flags=(*flags, "conditional"))  # "or else erase me": two readings
    assert weigh(either, likely(Kind.DELETION, 1.0), DECISION).kind is Kind.COMPLEX


@pytest.mark.parametrize("part, expected", [(0.7, Kind.CORRECTION), (0.6, Kind.CHANGE)])
def test_whether_a_value_was_wrong_or_has_changed_is_for_the_examples(part: float, expected: Kind) -> None:
    change = Finding(kind=Kind.CHANGE, kinds=(Kind.CHANGE,))
    assert weigh(change, likely(Kind.CORRECTION, part, Kind.CHANGE), DECISION).kinds == (expected,)


@pytest.mark.parametrize("part, expected", [(0.95, Kind.DELETION), (0.85, Kind.UNSURE)])
def test_against_a_veto_the_examples_must_leave_no_doubt(part: float, expected: Kind) -> None:
    open_ = Finding(kind=Kind.UNSURE, hits=(replace(STRONG, vetoed_by="v"),))
    decision = DECISION.model_copy(update={"second": SECOND.model_copy(update={"denied": 0.9})})
    assert weigh(open_, likely(Kind.DELETION, part), decision).kind is expected
    assert weigh(open_, likely(Kind.DELETION, 1.0), DECISION).kind is Kind.UNSURE


@pytest.mark.parametrize("part, expected", [(0.3, Kind.UNSURE), (0.2, Kind.DELETION)])
def test_a_request_that_may_be_a_matter_for_staff_is_theirs(part: float, expected: Kind) -> None:
    asked = Finding(kind=Kind.DELETION, kinds=(Kind.DELETION,), hits=(STRONG,))
    decision = DECISION.model_copy(update={"second": SECOND.model_copy(update={"beware": 0.33})})
    assert weigh(asked, likely(Kind.DELETION, 1 - part, Kind.COMPLEX), decision).kind is expected


def test_of_what_several_rules_found_the_examples_must_doubt_more() -> None:
    second = SECOND.model_copy(update={"beware": 0.33, "agreed": 0.5})
    asked = Finding(kind=Kind.DELETION, kinds=(Kind.DELETION,), hits=(STRONG, replace(STRONG, rule="z")))
    decision = DECISION.model_copy(update={"second": second})
    assert weigh(asked, likely(Kind.DELETION, 0.7, Kind.COMPLEX), decision).kind is Kind.DELETION
    assert weigh(asked, likely(Kind.DELETION, 0.6, Kind.COMPLEX), decision).kind is Kind.UNSURE


@pytest.mark.parametrize("part, expected", [(0.2, Kind.UNSURE), (0.1, Kind.CHANGE)])
def test_a_change_that_may_be_a_value_wrong_from_the_start_is_for_staff(part: float, expected: Kind) -> None:
    change = Finding(kind=Kind.CHANGE, kinds=(Kind.CHANGE,))
    decision = DECISION.model_copy(update={"second": SECOND.model_copy(update={"twin": 0.3})})
    told = {**likely(Kind.CHANGE, 0.6), Kind.CORRECTION: part}
    assert weigh(change, told, decision).kind is expected


@pytest.mark.parametrize(
    "text, kind",
    [
        ("please wipe my file", Kind.DELETION),
        ("please never wipe my file", Kind.UNSURE),
        ("please send the printer of the order", Kind.OTHER),
        ("please erase my printer order", Kind.UNSURE),
    ],
)
def test_what_it_learned_is_heard(rules: RuleSet, text: str, kind: Kind) -> None:
    assert found(rules, text).kind is kind


def test_without_a_second_reader_a_suspicion_stays_one(rules: RuleSet) -> None:
    alone = replace(rules, likeness=None)
    assert found(alone, "please wipe my file").kind is Kind.UNSURE and not found(alone, "please wipe my file").likely


def test_a_model_survives_its_file_and_a_damaged_one_is_refused(rules: RuleSet) -> None:
    model = rules.likeness
    assert model is not None
    again = parse(dump(model), MEANINGS)
    parts = again.of("", "please wipe my file", {"deletion": 3})
    assert parts == model.of("", "please wipe my file", {"deletion": 3}) != model.of("", "please wipe my file", {})
    assert sum(parts.values()) == pytest.approx(1)
    assert again.of("", "...", {}) == {}
    head = {"classes": ["x"], "bits": 16, "scale": 1, "bias": [0], "fingerprint": ""}
    numbers: list[dict[str, Any]] = [{"bias": [0.0]}, {"scale": 1e300}, {"scale": float("nan")}]
    senseless = [replace(model, model=replace(model.model, **wrong)) for wrong in numbers]
    for raw in (b"", b"{}\n", dump(model)[:-1], json.dumps(head).encode() + b"\n", *map(dump, senseless)):
        with pytest.raises(ValueError):
            parse(raw, MEANINGS)


def test_the_same_examples_teach_the_same(rules: RuleSet) -> None:
    told = list(lessons(EXAMPLES, rules))
    assert rules.likeness == learn(told, "these", MEANINGS) != learn(told[:30], "these", MEANINGS)


def test_a_lesson_tells_the_subject_apart_and_what_the_rules_say(rules: RuleSet) -> None:
    examples = [Example(Kind.DELETION, "erase . my file"), Example(Kind.DELETION, "my file")]
    first, second = lessons(examples, rules)
    assert first.said["deletion"] == 6 and "deletion" not in second.said  # a subject that no text bears out


def test_another_rule_makes_it_stale(rules: RuleSet) -> None:
    assert rules.likeness is not None
    model = replace(rules.likeness.model, fingerprint=fingerprint(EXAMPLES, rules, MEANINGS))
    fresh = replace(rules, likeness=replace(rules.likeness, model=model))
    assert stale(fresh, EXAMPLES, ()) == () and stale(fresh, EXAMPLES[1:], ()) != ()
    assert stale(replace(fresh, rules=fresh.rules[1:]), EXAMPLES, ()) != ()
    assert fresh.likeness is not None
    assert stale(replace(fresh, likeness=replace(fresh.likeness, meanings=Meanings({}))), EXAMPLES, ()) != ()


def test_what_was_learned_in_one_language_helps_in_another(rules: RuleSet) -> None:
    assert rules.likeness is not None
    deaf = replace(rules.likeness, meanings=Meanings({}))
    understood, words_alone = (model.of("", "wis mijn fiche", {})[Kind.DELETION] for model in (rules.likeness, deaf))
    assert understood > 1.1 * words_alone


def test_meanings_that_stand_near_each_other_make_a_pair_in_any_order() -> None:
    pair = ("&", "delete", "record")
    assert pair in items("", "wipe whatever is in the file", MEANINGS) and pair in items("", "fiche: wis!", MEANINGS)
    assert pair not in items("", "wipe the fiche", MEANINGS)  # the words of one language only
    long_way = Meanings({"en": dict(zip("abcdefg", "tuvwxyz", strict=True))})
    assert ("&", "t", "y") in items("", "a b c d e f g", long_way)
    assert ("&", "t", "z") not in items("", "a b c d e f g", long_way)


def test_a_dictionary_gives_each_word_one_meaning(tmp_path: Path) -> None:
    assert read_meanings("# a comment\nrecord: file files\nrecord: card\n") == dict.fromkeys(
        ["file", "files", "card"], "record"
    )
    for wrong in ("Record: file", "record file", "record: été", "record: file\npaper: file"):
        with pytest.raises(ValueError, match="line"):
            read_meanings(wrong)
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "meanings.txt").write_text("record", encoding="utf-8")
    with pytest.raises(ConfigError) as raised:
        load_meanings(shipped("rules"), tmp_path)
    assert "meanings.txt" in raised.value.problems[0]
    (tmp_path / "en" / "meanings.txt").write_text("paper: qwertz", encoding="utf-8")
    assert load_meanings(shipped("rules"), tmp_path).of(["qwertz", "would"]) == ["paper"]  # it replaces the shipped one


def test_the_shipped_reader_has_learned_from_the_shipped_examples() -> None:
    folder = shipped("rules")
    assert load(folder).likeness is not None and stale(load(folder), load_examples(folder), load_changes(folder)) == ()


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
