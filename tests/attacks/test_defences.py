"""Each defence switched off once: the attack it stands against must then succeed, or its test proves nothing."""

from dataclasses import replace

import pytest

from bot.core import auth, desk, risk, table
from bot.core.auth import Auth
from bot.core.case import State
from bot.core.words import Words
from bot.edge import signatures
from bot.flow import answering, commit, deciding, handle, opening
from bot.stage import STAFF, Stage, parsed
from tests.attacks.world import ASK, OTHER, OWNER, THIEF, held, leaked, subjects
from tests.signing import RECORD, key_name, sign

ANSWER = "Vos données à caractère personnel"


async def test_without_the_sender_check_a_forwarded_code_works(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        handle, "_from_another", lambda office, tx, incoming, code: answering.answer(office, tx, incoming, code)
    )
    await stage.write(OWNER, "Données", ASK)
    await stage.reply(THIEF, "OUI", to=stage.letters(OWNER)[0])
    assert ANSWER in subjects(stage, OWNER)


async def test_without_spending_a_code_counts_twice(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answering, "_counts", lambda office, code: True)
    await stage.write(OWNER, "Données", ASK)
    await stage.reply(OWNER, "OUI", to=stage.letters(OWNER)[0])
    await stage.reply(OWNER, "OUI", to=stage.letters(OWNER)[0])
    assert "Cette confirmation ne peut plus servir" not in subjects(stage, OWNER)


async def test_without_dmarc_a_forged_yes_counts(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handle, "authenticated", lambda headers, sender, border, signed: Auth.NONE)
    await stage.write(OWNER, "Données", ASK)
    await stage.reply(OWNER, "OUI", envelope_sender=THIEF)
    assert ANSWER in subjects(stage, OWNER)


async def test_without_authentication_a_forged_member_of_staff_decides(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handle, "authenticated", lambda headers, sender, border, signed: Auth.ALIGNED)
    await stage.write("m@cabinet.example", "Cliente", "Ma cliente demande ses données. Mise en demeure.")
    await stage.reply(STAFF[0], "REFUSER non", envelope_sender=THIEF)
    assert len(stage.letters("m@cabinet.example")) == 2


async def test_without_the_challenge_data_leave_at_once(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "_ask_or_do", lambda item, turn: replace(item, state=State.READY))
    await stage.write(OWNER, "Données", ASK, envelope_sender=THIEF)
    assert ANSWER in subjects(stage, OWNER)


async def test_without_the_address_on_file_the_thief_is_asked(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    found = opening._subject

    def to_the_sender(tx: object, incoming: object) -> object:
        return replace(found(tx, incoming), address=incoming.sender)

    monkeypatch.setattr(opening, "_subject", to_the_sender)
    await stage.write(THIEF, "Données", f"Bonjour,\n\nquelles données avez-vous sur moi ? Mon adresse est {OWNER}.")
    await stage.reply(THIEF, "OUI")
    assert leaked(stage)


async def test_without_the_budget_a_flood_draws_as_many_letters(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commit, "_within_budget", lambda office, tx, letter, recipient, case, now: True)
    for number in range(6):
        await stage.write(OWNER, f"Données {number}", ASK, envelope_sender=f"x{number}@mechant.example")
    assert len(stage.letters(OWNER)) > 3


async def test_without_the_digest_an_old_staff_code_decides(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (desk, deciding, commit):
        monkeypatch.setattr(module, "digest", lambda case: "same")
    await stage.write("m@cabinet.example", "Cliente", "Ma cliente demande ses données. Mise en demeure.")
    await stage.reply(STAFF[0], "DEMANDER quel contrat ?")
    await stage.reply(STAFF[1], "REFUSER non", to=stage.letters(STAFF[1])[0])
    assert len(stage.letters("m@cabinet.example")) == 3


async def test_without_strict_words_a_vacation_confirms(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Words, "reply", lambda self, text: "yes" if "oui" in text.lower() else "")
    await stage.write(OWNER, "Données", ASK)
    await stage.reply(OWNER, "Oui oui, bonjour, je vous lirai un jour.")
    assert ANSWER in subjects(stage, OWNER)


async def test_without_the_own_data_check_staff_decide_on_themselves(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deciding, "_own", lambda tx, case, member: False)
    monkeypatch.setattr(commit, "_who", lambda office, case: office.staff)
    await stage.write(STAFF[0], "Données", f"{ASK}\nSinon je porte plainte.")
    decide = [raw for raw in stage.letters(STAFF[0]) if "décider" in str(parsed(raw)["subject"])]
    await stage.reply(STAFF[0], "SPAM", to=decide[-1])
    assert "Commande refusée" not in subjects(stage, STAFF[0])


async def test_without_the_wait_an_erasure_is_done_at_once(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "_waits_until", lambda item, turn: turn.tick.now)
    await stage.write(OTHER, "Delete", "Please delete all my personal data.")
    await stage.reply(OTHER, "YES")
    assert await held(stage, OTHER) == 0


def test_without_the_border_a_planted_result_counts() -> None:
    planted = [("received", "from x by mx.crm.example"), ("authentication-results", "mx.crm.example; dmarc=pass")]
    border = auth.Border(authserv_id="mx.crm.example")
    assert auth.authenticated(planted, "a@crm.example", border) is Auth.NONE
    assert auth.authenticated(list(reversed(planted)), "a@crm.example", border) is Auth.ALIGNED
    assert auth.authenticated(list(reversed(planted)), "a@crm.example", auth.Border()) is Auth.NONE


async def test_without_the_names_somebody_else_at_the_address_gets_the_data(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(risk, "another_name", lambda written, names: False)
    await stage.write(f"Jan Janssens <{OWNER}>", "Données", ASK)
    await stage.reply(OWNER, "OUI")
    assert ANSWER in subjects(stage, OWNER)


async def test_without_the_daily_letter_a_robot_draws_one_after_the_other(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commit, "_ONCE_A_DAY", frozenset())
    await stage.write(OWNER, "Données", ASK)
    for _ in range(2):
        await stage.reply(OWNER, "Bonjour, je suis le robot de cette boîte.", to=stage.letters(OWNER)[0])
    assert len(stage.letters(OWNER)) == 3


async def test_without_the_case_budget_a_case_draws_as_many_letters(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commit, "_within_case", lambda office, tx, letter, case, day: True)
    stage.bot.office = replace(stage.bot.office, limits=replace(stage.bot.office.limits, per_case_day=1))
    await stage.write(OWNER, "Données", ASK)
    await stage.reply(OWNER, "STATUT")
    assert len(stage.letters(OWNER)) == 2


async def test_without_one_treatment_of_numbers_they_can_be_guessed(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = opening._among
    monkeypatch.setattr(
        opening, "_among", lambda matches, address, named: found(matches, address, named=named and bool(matches))
    )
    for place, number in enumerate(("K-1002", "K-9001")):
        await stage.write(f"x{place}@mechant.example", "Données", f"{ASK}\nMon numéro de client est {number}.")
    assert subjects(stage, "x0@mechant.example") != subjects(stage, "x1@mechant.example")


def test_without_the_covered_fields_a_signed_mail_gets_another_subject(monkeypatch: pytest.MonkeyPatch) -> None:
    zone = signatures.Zone({key_name("crm.example"): RECORD})
    signed = b"Subject: another\r\n" + sign(
        b"From: a@crm.example\r\nSubject: one\r\n\r\nx\r\n", "crm.example", (b"from",)
    )
    assert not signatures.signs(signed, "crm.example", zone)
    monkeypatch.setattr(signatures, "_COVERED", ())
    assert signatures.signs(signed, "crm.example", zone)
