"""Robots that answer every letter, for a day: the bot must be the one that stops."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.stage import PRIVACY, STAFF, Stage, body, parsed
from tests.attacks.world import ASK, OWNER, subjects
from tests.conftest import Staging
from tests.quick import Quick

#: Address of a robot -> its header fields, and what it writes above the quoted letter.
ROBOTS = {
    "rfc3834@robots.example": ({"Auto-Submitted": "auto-replied"}, "OUI"),
    "precedence@robots.example": ({"Precedence": "auto_reply"}, "OUI"),
    "suppress@robots.example": ({"X-Autoreply": "yes"}, "OUI"),
    "vacances@robots.example": ({}, "Je suis absent jusqu'au 12. Oui, je lirai votre mail à mon retour."),
    "verlof@robots.example": ({}, "Ik ben met verlof tot 12 maart. Ja, ik lees uw mail daarna."),
    "ticket@robots.example": ({}, "Thank you for your message, ticket #4711 was opened. We will answer soon."),
    "urlaub@robots.example": ({}, "Vielen Dank für Ihre Nachricht. Wir melden uns so bald wie möglich."),
    "echo@robots.example": ({}, ""),
    "spamwall@robots.example": ({}, "Pour être lu, cliquez ici et confirmez que vous n'êtes pas un robot."),
    "demande@robots.example": ({}, "Nous traitons votre demande. Quelles données avez-vous sur moi ?"),
}


async def test_c16_robots_of_every_make_get_one_letter_in_a_day(stage: Stage) -> None:
    heard = dict.fromkeys(ROBOTS, 0)
    for address in ROBOTS:
        await stage.write(address, "Données", ASK)
    for _ in range(24):
        for address, (headers, text) in ROBOTS.items():
            for raw in stage.letters(address)[heard[address] :]:
                heard[address] += 1
                await _answer(stage, address, headers, text, raw)
        await stage.later(hours=1)
    assert set(heard.values()) == {1}, {name: subjects(stage, name) for name, many in heard.items() if many > 1}
    assert all("Réponse à votre demande" not in subjects(stage, address) for address in ROBOTS), "a robot confirmed"


async def _answer(stage: Stage, address: str, headers: dict[str, str], text: str, raw: bytes) -> None:
    letter = parsed(raw)
    quoted = "\n".join(f"> {line}" for line in body(letter).splitlines())
    whole = f"{text}\n\nLe 3 mars 2026 à 10:00, CRM <{PRIVACY}> a écrit :\n{quoted}\n"
    await stage.write(address, f"Re: {letter['subject']}", whole, headers=headers)


async def test_our_own_letter_that_comes_back_is_recognised_whatever_it_lost_on_its_way(stage: Stage) -> None:
    await stage.write(OWNER, "Données", ASK)
    letter = stage.letters(OWNER)[0].replace(b"From: CRM <privacy@crm.example>", f"From: {OWNER}".encode())
    bare = b"\r\n".join(line for line in letter.split(b"\r\n") if not line.lower().startswith((b"auto-sub", b"x-auto")))
    assert b"X-Privacy-Bot-Loop: <" in bare and OWNER.encode() in bare
    await stage.deliver(bare)
    assert len(stage.letters(OWNER)) == 1 and len(stage.world.folder("Privacy/Ignored")) == 1
    forged = {"X-Privacy-Bot-Loop": "<0000000000000000000000000000000a@crm.example>"}
    await stage.reply(OWNER, "OUI", headers=forged)
    assert subjects(stage, OWNER)[-1] == "Vos données à caractère personnel", "a made-up field silenced somebody"


@pytest.mark.parametrize("field", ["X-Auto-Response-Suppress: OOF, AutoReply", "Reply-To: nobody@x.example"])
async def test_who_asks_machines_not_to_answer_is_not_told_that_his_reply_was_unclear(stage: Stage, field: str) -> None:
    name, _, value = field.partition(": ")
    await stage.write(OWNER, "Données", ASK)
    await stage.reply(OWNER, "Notre équipe examine votre message.", headers={name: value})
    told = "Nous n'avons pas compris votre réponse" in subjects(stage, OWNER)
    assert told is (name == "Reply-To")
    assert any("À décider" in subject for subject in subjects(stage, STAFF[0])), "the words were lost"
    await stage.reply(OWNER, "OUI", to=stage.letters(OWNER)[0], headers={name: value})
    assert subjects(stage, OWNER)[-1] == "Vos données à caractère personnel"


@pytest.mark.parametrize("most", [2, 4])
async def test_a_case_has_a_budget_of_its_own(staging: Staging, most: int) -> None:
    stage = await staging(limits={"per_case_day": most, "per_recipient_hour": 100, "per_recipient_day": 100})
    await stage.write(OWNER, "Données", ASK)
    challenge = stage.letters(OWNER)[0]
    for _ in range(6):
        await stage.reply(OWNER, "STATUT", to=challenge)
    assert len(stage.letters(OWNER)) == most
    await stage.reply(OWNER, "OUI", to=challenge)
    assert subjects(stage, OWNER)[-1] == "Vos données à caractère personnel", "a limit silences answers, not the law"
    await stage.bot.digest()
    await stage.later(hours=1)
    assert any("silenc" in body(parsed(raw)) or "retenu" in body(parsed(raw)) for raw in stage.letters(STAFF[0]))


@pytest.mark.parametrize(("seconds", "answered"), [(-300, True), (-2, False), (5, False), (300, True)])
def test_only_what_follows_our_letter_within_seconds_is_a_robot_s(tmp_path: Path, seconds: int, answered: bool) -> None:
    """A mail that had come before our letter left, while the bot stood still, is a person's like any other."""
    bot = Quick(tmp_path)
    bot.write(OWNER, ASK)
    bot.now += timedelta(seconds=seconds - 60)
    bot.reply(OWNER, "Bonjour, nous avons bien reçu votre message.")
    assert (len(bot.letters(OWNER)) > 1) == answered
    bot.close()
