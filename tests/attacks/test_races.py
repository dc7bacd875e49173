"""Attacks by order and repetition: a record that changes hands between question and answer, robots, machines that say
yes, and who goes on after a no."""

import pytest

from bot.core.case import Case, Item, State
from bot.flow import carry
from bot.stage import STAFF, Stage, body, parsed
from tests.attacks.world import ASK, OTHER, OWNER, THIEF, held, leaked, subjects
from tests.conftest import Staging

ANSWER = "Vos données à caractère personnel"
LAWYER = "m@cabinet.example"
CHALLENGE = "Votre demande : merci de confirmer"


async def changed(stage: Stage, address: str, **fields: object) -> None:
    """Staff write new values into a record by another way than a mail."""

    def write() -> None:
        with stage.bot.store.transaction() as tx:
            contact = tx.find(address)[0].contact_id
            tx.subjects.change(contact, fields, once=f"desk/{fields}", source="phone", now=stage.clock())

    await stage.bot.on_store(write)


def decide_letters(stage: Stage, member: str = STAFF[0]) -> list[bytes]:
    """The mails in which a member of staff is asked to decide."""
    return [raw for raw in stage.letters(member) if "À décider" in str(parsed(raw)["subject"])]


async def test_an_address_that_left_the_record_confirms_nothing(stage: Stage) -> None:
    await stage.write(OWNER, "Données", ASK)
    await changed(stage, OWNER, email="anna@nouveau.example")
    await stage.reply(OWNER, "OUI")
    assert ANSWER not in subjects(stage, OWNER)
    assert "n'est plus celle de la fiche" in body(parsed(decide_letters(stage)[-1]))
    await stage.reply(STAFF[0], "APPROUVER", to=decide_letters(stage)[-1])
    assert ANSWER not in subjects(stage, OWNER), "data went to an address that is not on file"
    assert "Quelque chose a échoué" in subjects(stage, STAFF[0]) and not leaked(stage)


async def test_an_erasure_that_waits_is_held_when_the_address_left_the_record(stage: Stage) -> None:
    await stage.write(OTHER, "Delete", "Please delete all my personal data.")
    await stage.reply(OTHER, "YES")
    await changed(stage, OTHER, email="carol@new.example")
    await stage.later(days=4)
    assert await held(stage, "carol@new.example") == 1
    assert "Quelque chose a échoué" in subjects(stage, STAFF[0])


async def test_a_record_that_changed_since_the_question_meets_staff(stage: Stage) -> None:
    await stage.write(OWNER, "Données", ASK)
    await changed(stage, OWNER, phone="+3242523100")
    await stage.reply(OWNER, "OUI")
    assert ANSWER not in subjects(stage, OWNER) and "moins de 30 jours" in body(parsed(decide_letters(stage)[-1]))
    await stage.reply(STAFF[0], "APPROUVER", to=decide_letters(stage)[-1])
    assert subjects(stage, OWNER).count(ANSWER) == 1
    await stage.later(days=31)
    await stage.write(OWNER, "Données", ASK)
    await stage.reply(OWNER, "OUI")
    assert subjects(stage, OWNER).count(ANSWER) == 2, "after thirty days it is as before"


async def test_staff_who_say_the_kind_do_not_lift_the_reasons(stage: Stage) -> None:
    """A mail that the rules did not understand keeps what speaks against its sender."""
    await stage.write(
        THIEF, "Numéro de client K-1001", "Mon numéro de client est K-1001. C'est au sujet de mes données."
    )
    await stage.reply(STAFF[0], "TYPE accès", to=decide_letters(stage)[-1])
    assert subjects(stage, OWNER)[-1] == CHALLENGE
    await stage.reply(OWNER, "OUI")
    assert ANSWER not in subjects(stage, OWNER)
    assert "L'expéditeur n'est pas" in body(parsed(decide_letters(stage)[-1]))


async def test_staff_cannot_say_the_kind_where_nobody_knows_who_is_meant(stage: Stage) -> None:
    await stage.write("famille@maison.example", "Données", ASK)
    await stage.reply(STAFF[0], "TYPE accès", to=decide_letters(stage)[-1])
    assert subjects(stage, STAFF[0])[-1] == "Commande refusée"
    assert "Réponse à votre demande" not in subjects(stage, "famille@maison.example"), (
        "a family heard that it is unknown"
    )


async def test_a_yes_that_a_machine_wrote_by_itself_counts_for_nothing(stage: Stage) -> None:
    await stage.write(OWNER, "Données", ASK)
    reference = str(stage.last(OWNER)["subject"])
    await stage.write(OWNER, f"Re: {reference}", "OUI", headers={"Auto-Submitted": "auto-generated"})
    assert subjects(stage, OWNER) == [CHALLENGE]


async def test_a_machine_that_asks_for_somebody_gets_no_word(stage: Stage) -> None:
    text = f"{ASK} Mon adresse est {OWNER}."
    await stage.write("robot@portail.example", "Demande", text, headers={"Auto-Submitted": "auto-generated"})
    assert subjects(stage, OWNER) == [CHALLENGE] and not stage.letters("robot@portail.example")


async def test_b06_the_owner_hears_that_another_address_answered(stage: Stage) -> None:
    await stage.write(OWNER, "Données", ASK)
    challenge = stage.letters(OWNER)[0]
    for _ in range(3):
        await stage.reply(THIEF, "OUI", to=challenge)
    assert subjects(stage, OWNER) == [CHALLENGE, "Une réponse est venue d'une autre adresse"]
    assert not stage.letters(THIEF)
    await stage.reply(OWNER, "OUI")
    assert subjects(stage, OWNER)[-1] == ANSWER
    await stage.reply(THIEF, "OUI", to=challenge)
    assert subjects(stage, OWNER)[-1] == ANSWER, "what is over needs no warning"


async def test_b12_after_a_no_only_staff_hear_of_what_others_ask_in_her_name(stage: Stage) -> None:
    text = f"{ASK} Mon adresse est {OWNER}."
    await stage.write(THIEF, "Données", text)
    await stage.reply(OWNER, "CE N'EST PAS MOI")
    heard, told = len(stage.letters(OWNER)), len(stage.letters(STAFF[0]))
    for day in range(5):
        await stage.write(THIEF, f"Données {day}", text)
        await stage.write(OWNER, f"Données {day}", ASK, envelope_sender=THIEF)
        await stage.later(days=1)
    assert len(stage.letters(OWNER)) == heard, "she is written to again"
    assert len(decide_letters(stage)) == 2, "one case for each who goes on, and not one for each mail"
    assert len(stage.letters(STAFF[0])) > told and not leaked(stage)
    await stage.write(OWNER, "Données", ASK)
    assert subjects(stage, OWNER)[-1] == CHALLENGE, "she herself is not locked out"
    await stage.reply(OWNER, "OUI")
    assert ANSWER not in subjects(stage, OWNER), "staff look as well"
    await stage.write(OWNER, "stop", "stop", envelope_sender=THIEF)
    assert "Vous êtes désinscrit(e)" in subjects(stage, OWNER)


async def test_b12_after_thirty_days_it_is_as_before(stage: Stage) -> None:
    await stage.write(THIEF, "Données", f"{ASK} Mon adresse est {OWNER}.")
    await stage.reply(OWNER, "NON")
    await stage.later(days=31)
    await stage.write(THIEF, "Données", f"{ASK} Mon adresse est {OWNER}.")
    assert subjects(stage, OWNER)[-1] == CHALLENGE


async def test_a_robot_in_the_mailbox_of_a_member_of_staff_comes_to_rest(stage: Stage) -> None:
    await stage.write(LAWYER, "Cliente", "Ma cliente demande ses données. Mise en demeure.")
    seen = 0
    for _ in range(40):
        letters = stage.letters(STAFF[0])
        if len(letters) == seen:
            break
        seen = len(letters)
        await stage.reply(STAFF[0], "Votre ticket 4711 a été créé.", to=letters[-1])
    assert len(stage.letters(STAFF[0])) <= 7


async def test_who_writes_in_the_name_of_staff_draws_few_letters(stage: Stage) -> None:
    for number in range(12):
        await stage.write(STAFF[0], f"Re: dossier {number}", "APPROUVER", envelope_sender=THIEF)
    assert subjects(stage, STAFF[0]) == ["Commande refusée"] * 5


async def test_who_goes_on_answering_does_not_bury_staff(stage: Stage) -> None:
    await stage.write(THIEF, "Données", ASK)
    challenge = stage.letters(THIEF)[0]
    for number in range(14):
        await stage.reply(THIEF, f"Encore une question, la numéro {number}.", to=challenge)
    assert len(decide_letters(stage)) <= 10


async def test_strangers_do_not_use_up_the_limit_of_the_day(staging: Staging) -> None:
    stage = await staging(limits={"carried_per_day": 1})
    for number in range(3):
        await stage.write(f"x{number}@mechant.example", "Données", ASK)
        await stage.reply(f"x{number}@mechant.example", "OUI")
    await stage.write(OWNER, "Données", ASK)
    await stage.reply(OWNER, "OUI")
    assert subjects(stage, OWNER)[-1] == ANSWER


async def test_a_new_request_does_not_vanish_into_a_case_that_only_waits_for_another(stage: Stage) -> None:
    await stage.write(OTHER, "Data", "What data do you hold about me? And please delete all my personal data.")
    await stage.reply(OTHER, "YES")
    assert "Your personal data" in subjects(stage, OTHER)
    await stage.later(hours=2)
    await stage.write(OTHER, "Data", "What data do you hold about me?")
    assert subjects(stage, OTHER)[-1] == "Your request: please confirm"


async def test_the_same_person_may_approve_again_what_failed(staging: Staging, monkeypatch: pytest.MonkeyPatch) -> None:
    stage = await staging()
    await stage.write(f"Jan Janssens <{OWNER}>", "Données", ASK)
    await stage.reply(OWNER, "OUI")
    with monkeypatch.context() as broken:
        broken.setattr(carry, "_carried", _fails)
        await stage.reply(STAFF[0], "APPROUVER", to=decide_letters(stage)[-1])
    assert "Quelque chose a échoué" in subjects(stage, STAFF[0])
    await stage.reply(STAFF[0], "APPROUVER", to=decide_letters(stage)[-1])
    assert subjects(stage, OWNER)[-1] == ANSWER


def _fails(*given: object) -> None:
    raise OSError("no space left")


async def test_a_forged_mail_that_came_first_does_not_hold_up_the_owner(stage: Stage) -> None:
    await stage.write(OWNER, "Données", ASK, envelope_sender=THIEF)
    await stage.write(OWNER, "Données", ASK)
    await stage.reply(OWNER, "OUI")
    assert subjects(stage, OWNER)[-1] == ANSWER


async def test_a_yes_counts_only_for_what_its_letter_asked(stage: Stage) -> None:
    """Staff say that the second half of a mail is an erasure; the yes to the first letter does not reach it."""

    def write() -> tuple[str, ...]:
        with stage.bot.store.transaction() as tx:
            items = (Item(id="1", kind="access", state=State.ASKED), Item(id="2", kind="other", state=State.FLAGGED))
            case = tx.save(
                Case(
                    id=0, number="1", language="fr", address=OWNER, sender=OWNER, items=items,
                    arrived_at=stage.clock(), due_on=stage.clock().date(),
                ),
                next_at=None, note="", now=stage.clock(),
            )  # fmt: skip
            text = tx.mint(case, purpose="confirm", address=OWNER, digest="", expires_at=stage.clock())
            code = tx.code(text)
            assert code is not None
            return code.items

    assert await stage.bot.on_store(write) == ("1",)
