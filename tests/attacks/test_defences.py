"""Each defence switched off once: the attack it stands against must then succeed, or its test proves nothing."""

import pytest

from bot.core import auth, desk, table
from bot.core.auth import Auth
from bot.core.words import Words
from bot.flow import answering, commit, deciding, handle, opening
from bot.stage import STAFF, Stage, parsed
from tests.attacks.world import ASK, OTHER, OWNER, THIEF, held, leaked, subjects

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
    from dataclasses import replace

    from bot.core.case import State

    monkeypatch.setattr(table, "_ask_or_do", lambda item, turn: replace(item, state=State.READY))
    await stage.write(OWNER, "Données", ASK, envelope_sender=THIEF)
    assert ANSWER in subjects(stage, OWNER)


async def test_without_the_address_on_file_the_thief_is_asked(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    found = opening._subject

    def to_the_sender(tx: object, incoming: object) -> object:
        from dataclasses import replace

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
