"""C07 and C02: "it was not me" after data have left opens a record with its 72 hours, which only staff close."""

from datetime import timedelta

from bot.core.case import Case
from bot.stage import STAFF, Stage, body, parsed
from tests.attacks.world import ASK, OWNER, THIEF, held, leaked, subjects

ANSWER = "Vos données à caractère personnel"
BREACH = "Violation de données possible : 72 heures"


async def only_case(stage: Stage) -> Case:
    """The newest case, as it stands."""

    def read() -> Case:
        with stage.bot.store.transaction() as tx:
            return tx.undecided()[-1]

    return await stage.bot.on_store(read)


async def digests(stage: Stage) -> list[str]:
    """What the digest of the next working day says, if there is one."""
    before = len(stage.letters(STAFF[0]))
    stage.clock.ahead += timedelta(days={4: 3, 5: 2}.get(stage.clock().weekday(), 1))
    await stage.bot.digest()
    await stage.bot.post()
    return [body(parsed(raw)) for raw in stage.letters(STAFF[0])[before:]]


async def test_c07_not_me_after_the_answer_opens_a_record_with_its_hours(stage: Stage) -> None:
    await stage.write(OWNER, "Données", ASK)
    await stage.reply(OWNER, "OUI")
    await stage.later(days=5)
    await stage.reply(OWNER, "CE N'EST PAS MOI")
    await stage.reply(OWNER, "CE N'EST PAS MOI", to=stage.letters(OWNER)[0])
    assert subjects(stage, STAFF[0]).count(BREACH) == 1
    case = await only_case(stage)
    assert case.breach_open and case.breach_at is not None and case.data_left_at is not None
    assert case.breach_at - case.data_left_at > timedelta(days=4), "the hours run from when we know, not from the act"
    assert "VIOLATION" in "".join(await digests(stage))
    await stage.later(days=2)
    assert subjects(stage, STAFF[0]).count(BREACH) == 2, "a day before the end staff are reminded"
    mail = next(raw for raw in stage.letters(STAFF[0]) if BREACH in str(parsed(raw)["subject"]))
    await stage.reply(STAFF[0], "NOTER notifié à l'APD le 3 mars", to=mail)
    assert subjects(stage, STAFF[0])[-1] != "Commande refusée"
    assert await stage.bot.on_store(stage.open_cases) == 0
    assert "VIOLATION" not in "".join(await digests(stage))


async def test_c07_after_a_breach_only_staff_hear_of_what_comes_in_her_name(stage: Stage) -> None:
    await stage.write(OWNER, "Données", ASK)
    await stage.reply(OWNER, "OUI")
    await stage.reply(OWNER, "CE N'EST PAS MOI")
    heard = len(stage.letters(OWNER))
    await stage.later(hours=2)
    await stage.write(THIEF, "Données", f"{ASK} Mon adresse est {OWNER}.")
    assert len(stage.letters(OWNER)) == heard


async def test_c02_the_old_address_says_not_me_within_fourteen_days(stage: Stage) -> None:
    """Somebody in both mailboxes moved the record; the owner is back in hers two weeks later."""
    await stage.write(OWNER, "Adresse", f"Bonjour, ma nouvelle adresse e-mail est {THIEF}.")
    await stage.reply(OWNER, "OUI")
    await stage.reply(THIEF, "OUI")
    decide = [raw for raw in stage.letters(STAFF[0]) if "À décider" in str(parsed(raw)["subject"])][-1]
    await stage.reply(STAFF[0], "APPROUVER", to=decide)
    assert await held(stage, THIEF) == 1
    notice = next(raw for raw in stage.letters(OWNER) if "adresse e-mail a été changée" in str(parsed(raw)["subject"]))
    assert "14 jours" in body(parsed(notice))
    await stage.later(days=13, hours=20)
    await stage.reply(OWNER, "Ce n'est pas moi", to=notice)
    assert BREACH in subjects(stage, STAFF[0]) and (await only_case(stage)).breach_open
    assert subjects(stage, OWNER)[-1] == "Merci de nous avoir prévenus"
    await stage.write(THIEF, "Données", ASK)
    await stage.reply(THIEF, "OUI")
    assert ANSWER not in subjects(stage, THIEF) and not leaked(stage, ("privacy@partner.example",))
    await stage.later(days=10)
    await stage.write(THIEF, "Suppression", "Supprimez toutes mes données.")
    await stage.reply(THIEF, "OUI")
    await stage.later(days=5)
    assert await held(stage, THIEF) == 1, "thirty days of stricter checks"
