"""Ordinary mail: the two questions with a fixed answer, what is left to a person, and the language of an answer."""

import pytest

from bot.core.classify import languages_of
from bot.core.read import read
from bot.stage import Stage, body

ANNA, STRANGER = "anna.lefevre@maison.example", "inconnu@ailleurs.example"


async def test_a_question_on_the_policy_gets_the_pointer_once_a_day_and_opens_no_case(stage: Stage) -> None:
    await stage.write(STRANGER, "Cookies", "Bonjour,\n\nquels cookies votre site utilise-t-il ?\n\nMerci\nPaul")
    assert "https://www.crm.example/privacy" in body(stage.last(STRANGER))
    await stage.write(STRANGER, "Cookies", "Bonjour,\n\nquels cookies votre site utilise-t-il ?\n\nMerci\nPaul")
    assert len(stage.letters(STRANGER)) == 1 and stage.open_cases() == 0
    assert set(stage.world.everything()) == {STRANGER}


async def test_where_is_my_request_is_answered_to_the_address_of_the_case_only(stage: Stage) -> None:
    await stage.write(ANNA, "Mes données", "Bonjour,\n\nquelles données avez-vous sur moi ?\n\nAnna")
    await stage.write(STRANGER, "Statut", f"Bonjour,\n\noù en est ma demande ? Mon adresse est {ANNA}.")
    assert stage.letters(STRANGER) == [] and len(stage.letters(ANNA)) == 1
    await stage.write(ANNA, "Statut", "Bonjour,\n\noù en est ma demande ?\n\nAnna")
    status = body(stage.last(ANNA))
    assert "accéder à vos données" in status and "au plus tard le" in status
    assert len(stage.letters(ANNA)) == 2


async def test_a_word_that_is_of_no_language_is_answered_in_two(stage: Stage) -> None:
    await stage.write(STRANGER, "stop", "stop")
    letter = stage.last(STRANGER)
    assert "vous ne recevrez plus" in body(letter) and "u krijgt onze nieuwsbrieven niet meer" in body(letter), (
        "not in two languages"
    )
    assert str(letter["subject"]).count("[") == 1 and " / " in str(letter["subject"])


@pytest.mark.parametrize(
    "subject, text, spoken",
    [
        ("Mijn gegevens verwijderen aub", "zie onderwerp", ("nl",)),
        ("", "Bonjour, je ne veux plus de vos mails, merci", ("fr",)),
        ("", "Bitte löschen Sie meine Daten", ("de",)),
        ("", "please stop sending me this", ("en",)),
    ],
)
def test_the_subject_helps_where_the_words_are_few(subject: str, text: str, spoken: tuple[str, ...]) -> None:
    head = f"From: a@x.example\r\nSubject: {subject}\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
    assert languages_of(read(f"{head}{text}".encode())) == spoken
