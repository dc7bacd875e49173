"""Letters: complete in every language, and exactly as they were read and accepted."""

from pathlib import Path

import pytest

from bot.core.letter import COMMON, LANGUAGES, LETTERS, Letter
from bot.edge.build import shipped
from bot.edge.letters import Letters
from bot.errors import ConfigError, PermanentError

GOLDEN = Path(__file__).parent / "letters"


@pytest.fixture(scope="module")
def letters() -> Letters:
    return Letters.load(shipped("templates"))


def test_every_letter_in_every_language_renders_from_its_sample(letters: Letters) -> None:
    assert letters.check() == ()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", list(LETTERS))
def test_a_letter_is_as_it_was_accepted(letters: Letters, language: str, name: str) -> None:
    letter = Letter(name=name, to="anna@maison.example", language=language, facts=LETTERS[name])
    subject, text = letters.render(letter, COMMON)
    assert f"{subject}\n\n{text}" == (GOLDEN / language / f"{name}.txt").read_text(encoding="utf-8")


def test_a_missing_letter_language_or_fact_is_named(tmp_path: Path) -> None:
    own = tmp_path / "fr"
    own.mkdir()
    (own / "status.txt").write_text("Subject: x {{ ref }}\n\n{{ surprise }}\n", encoding="utf-8")
    problems = Letters.load(shipped("templates"), tmp_path).check()
    assert len(problems) == 1 and "fr/status" in problems[0] and "surprise" in problems[0]
    with pytest.raises(ConfigError) as raised:
        Letters.load(tmp_path)
    assert any("templates/nl/challenge.txt: missing" in problem for problem in raised.value.problems)


def test_a_letter_without_its_facts_never_goes(letters: Letters) -> None:
    with pytest.raises(PermanentError, match="challenge"):
        letters.render(Letter(name="challenge", to="a@x.example", language="fr"), COMMON)


@pytest.mark.parametrize("name", ["refused", "expired", "no_data"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_ends_without_an_act_names_authority_and_court(letters: Letters, name: str, language: str) -> None:
    _, text = letters.render(Letter(name=name, to="a@x.example", language=language, facts=LETTERS[name]), COMMON)
    assert "contact@apd-gba.be" in text and "1000 " in text
    assert any(word in text for word in ("tribunal", "rechter", "court", "Gericht"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_open_case_shows_its_due_date_and_number(letters: Letters, language: str) -> None:
    facts = LETTERS["challenge"]
    _, text = letters.render(Letter(name="challenge", to="a@x.example", language=language, facts=facts), COMMON)
    assert "2026-0007" in text and "23" in text and "72" in text
