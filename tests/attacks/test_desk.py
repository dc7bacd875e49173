"""Attacks on staff, and by them: C18, C19, four eyes."""

import pytest
from sqlmodel import select

from bot.edge.tables import Journal
from bot.stage import STAFF, Stage, body, parsed
from tests.attacks.world import ASK, OTHER, OWNER, THIEF, held, subjects
from tests.conftest import Staging


@pytest.mark.parametrize("who", [THIEF, STAFF[1]])
async def test_c18_a_staff_code_counts_only_from_its_own_member(stage: Stage, who: str) -> None:
    await stage.write("m@cabinet.example", "Cliente", "Ma cliente demande ses données. Mise en demeure.")
    await stage.reply(who, "REFUSER non", to=stage.letters(STAFF[0])[0])
    assert len(stage.letters("m@cabinet.example")) == 1
    assert subjects(stage, STAFF[0])[-1] == "Commande refusée"


async def test_c18_an_old_staff_code_is_refused(stage: Stage) -> None:
    await stage.write("m@cabinet.example", "Cliente", "Ma cliente demande ses données. Mise en demeure.")
    decide = stage.letters(STAFF[0])[0]
    await stage.reply(STAFF[0], "NOTE vu", to=decide)
    await stage.reply(STAFF[0], "REFUSER non", to=decide)
    assert len(stage.letters("m@cabinet.example")) == 1


async def test_c18_a_stale_code_brings_a_new_letter_to_the_member_alone_and_nothing_to_a_forger(stage: Stage) -> None:
    await stage.write("m@cabinet.example", "Cliente", "Ma cliente demande ses données. Mise en demeure.")
    old = stage.letters(STAFF[1])[0]
    await stage.reply(STAFF[0], "PROLONGER le dossier est complexe")
    before = [len(stage.letters(member)) for member in STAFF]
    await stage.reply(STAFF[1], "REFUSER non", to=old, envelope_sender=THIEF)
    assert subjects(stage, STAFF[1])[1:] == ["Commande refusée"], "a forger made us write a code"
    await stage.reply(STAFF[1], "REFUSER non", to=old)
    assert sorted(subjects(stage, STAFF[1])[2:]) == ["Commande refusée", "À décider : votre message"]
    assert len(stage.letters(STAFF[0])) == before[0] and len(stage.letters("m@cabinet.example")) == 2
    fresh = next(raw for raw in stage.letters(STAFF[1])[2:] if "décider" in str(parsed(raw)["subject"]))
    await stage.reply(STAFF[1], "REFUSER non", to=fresh)
    assert subjects(stage, "m@cabinet.example")[-1] == "Réponse à votre demande"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Non.\n\n> APPROUVER", "unknown_command"),
        ("Bonjour Sofie, APPROUVER ?", "unknown_command"),
        ("APPROUVER\nREFUSER non", "several_commands"),
        ("APPROUVER mais pas tout de suite", "several_commands"),
        ("REFUSER", "unknown_command"),
    ],
)
async def test_c18_only_one_clear_command_in_the_own_text_counts(stage: Stage, text: str, why: str) -> None:
    await stage.write("m@cabinet.example", "Cliente", "Ma cliente demande ses données. Mise en demeure.")
    await stage.reply(STAFF[0], text)
    assert len(stage.letters("m@cabinet.example")) == 1
    assert subjects(stage, STAFF[0])[-1] == "Commande refusée"

    def lines() -> list[str]:
        with stage.bot.store.session() as session:
            return [row.line for row in session.exec(select(Journal))]

    assert f"staff command refused: {why}" in await stage.bot.on_store(lines)


async def test_c18_a_command_with_a_greeting_and_a_signature_counts(stage: Stage) -> None:
    await stage.write("m@cabinet.example", "Cliente", "Ma cliente demande ses données. Mise en demeure.")
    await stage.reply(STAFF[0], "APPROUVER, merci\n\nSofie Martin\nService clients")
    assert len(stage.letters("m@cabinet.example")) == 2


async def test_c19_nobody_decides_on_himself(stage: Stage) -> None:
    await stage.write(STAFF[0], "Données", f"{ASK}\nSinon je porte plainte.")
    decide = [raw for raw in stage.letters(STAFF[0]) if "décider" in str(parsed(raw)["subject"])]
    assert not decide, "a member of staff was asked about his own case"
    assert any("À décider" in subject for subject in subjects(stage, STAFF[1]))


async def test_c19_nobody_approves_that_a_record_becomes_his(stage: Stage) -> None:
    await stage.write(OWNER, "Adresse", f"Bonjour, ma nouvelle adresse e-mail est {STAFF[0]}.")
    await stage.reply(OWNER, "OUI")
    await stage.reply(STAFF[0], "OUI")
    assert not any("À décider" in subject for subject in subjects(stage, STAFF[0]))
    other = next(raw for raw in stage.letters(STAFF[1]) if "À décider" in str(parsed(raw)["subject"]))
    await stage.reply(STAFF[0], "APPROUVER", to=other)
    assert await held(stage, STAFF[0]) == 0


async def test_four_eyes_for_an_erasure(staging: Staging) -> None:
    stage = await staging(staff={"four_eyes": True}, periods={"erasure_wait_hours": 0})
    await stage.write(OTHER, "Delete", "Please delete all my personal data.")
    await stage.reply(OTHER, "YES")
    first = [raw for raw in stage.letters(STAFF[0]) if "décider" in str(parsed(raw)["subject"])][-1]
    await stage.reply(STAFF[0], "APPROUVER", to=first)
    assert await held(stage, OTHER) == 1
    again = [raw for raw in stage.letters(STAFF[0]) if "décider" in str(parsed(raw)["subject"])][-1]
    await stage.reply(STAFF[0], "APPROUVER", to=again)
    assert await held(stage, OTHER) == 1, "one person approved twice"
    assert "deuxième personne" in body(stage.last(STAFF[0]))
    second = [raw for raw in stage.letters(STAFF[1]) if "décider" in str(parsed(raw)["subject"])][-1]
    await stage.reply(STAFF[1], "APPROUVER", to=second)
    assert await held(stage, OTHER) == 0
