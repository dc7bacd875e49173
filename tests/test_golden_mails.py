"""Whole mails as real programs write them, named by situation, in four languages."""

import tomllib
from pathlib import Path

import pytest

from bot.core.classify import classify
from bot.core.read import read
from bot.core.rules import RuleSet
from bot.core.screen import Own, screen
from bot.edge.build import shipped
from bot.edge.rule_files import load

MAILS = sorted((Path(__file__).parent / "mails").glob("*/*.eml"))
OWN = Own(addresses=frozenset({"privacy@crm.example"}), domain="crm.example")


@pytest.fixture(scope="module")
def rules() -> RuleSet:
    return load(shipped("rules"))


def test_there_are_enough_of_them() -> None:
    assert len(MAILS) >= 60 and {path.parent.name for path in MAILS} == {"fr", "nl", "en", "de"}


@pytest.mark.parametrize("path", MAILS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_mail_is_read_as_a_person_reads_it(path: Path, rules: RuleSet) -> None:
    expected = tomllib.loads(path.with_suffix(".toml").read_text(encoding="utf-8"))
    mail = read(path.read_bytes())
    assert mail.text == expected["text"]
    assert mail.subject == expected["subject"]
    assert mail.sender is not None and mail.sender.address == expected["sender"]
    assert bool(mail.quoted) == expected["quoted"]
    assert {str(mark) for mark in mail.marks} == set(expected["marks"])
    assert screen(mail, OWN) is None
    finding = classify(mail, rules)
    assert (finding.kind, finding.language) == (expected["kind"], expected["language"])
