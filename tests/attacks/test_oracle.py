"""A10: nothing that a stranger can see tells whether an address or a customer number is on file."""

import re
from collections.abc import Sequence
from datetime import timedelta

import pytest
from sqlmodel import col, select

from bot.edge.tables import Inbox, Outbox
from bot.stage import STAFF, Stage, parsed
from tests.attacks.plays import returned
from tests.attacks.world import ASK, OTHER, OWNER, subjects

NOBODY = "personne@maison.example"
ROLE = "compta@atelier.example"
FAMILY = "famille@maison.example"
ERASED = "dieter.klein@haus.example"
READER = "lecteur@journal.example"
ASKS = ASK.rstrip()


def masked(raw: bytes) -> str:
    """A letter with what must differ taken out: code, case number, the moment, the Message-ID."""
    text = raw.decode().replace(str(parsed(raw)["message-id"]), "ID")  # the field for loops repeats it
    text = re.sub(r"\b[a-z2-7]{26}\b", "CODE", text)
    text = re.sub(r"\b2026-\d{4}\b", "NUMBER", text)
    text = re.sub(r"(?m)^Date: .*$", "Date", text)
    return re.sub(r"(?m)^(In-Reply-To|References): .*$", r"\1", text)


async def minutes(stage: Stage, address: str) -> list[int]:
    """How many whole minutes each letter to somebody came after the mail that it answers, by the bot's clock."""

    def read() -> list[int]:
        with stage.bot.store.session() as session:
            arrived = {
                row.case_id: row.arrived_at for row in session.exec(select(Inbox).order_by(col(Inbox.id).desc()))
            }
            rows = session.exec(select(Outbox).where(Outbox.recipient == address)).all()
            return [(row.made_at - arrived[row.case_id]) // timedelta(minutes=1) for row in rows]

    return await stage.bot.on_store(read)


async def test_a10_known_and_unknown_get_the_same_bytes(stage: Stage) -> None:
    """Written from the address itself; the language on file is the one of the mail."""
    shown = []
    for address in (OWNER, NOBODY):
        await stage.write(address, "Données", ASK)
        (raw,) = stage.letters(address)
        shown.append(masked(raw).replace(address, "ADDRESS"))
    assert shown[0] == shown[1]
    assert "CODE" in shown[0] and "NUMBER" in shown[0], "the mask hides what it should"


#: What a stranger asks: with something that is on file, and with something that is not.
PAIRS = {
    "customer": (f"{ASKS} Mon adresse est {OWNER}.", f"{ASKS} Mon adresse est {NOBODY}."),
    "speaks another language": (f"{ASKS} Mon adresse est {OTHER}.", f"{ASKS} Mon adresse est {NOBODY}."),
    "role mailbox": (f"{ASKS} Mon adresse est {ROLE}.", f"{ASKS} Mon adresse est {NOBODY}."),
    "shared mailbox": (f"{ASKS} Mon adresse est {FAMILY}.", f"{ASKS} Mon adresse est {NOBODY}."),
    "customer number": (f"{ASKS} Mon numéro de client est K-1002.", f"{ASKS} Mon numéro de client est K-9001."),
    "erasure": (f"Supprimez mon compte {ERASED} svp.", f"Supprimez mon compte {NOBODY} svp."),
    "unsubscribe": (f"Désinscrivez {READER} svp.", f"Désinscrivez {NOBODY} svp."),
}


@pytest.mark.parametrize("bounces", ["", "refused", "returned"])
async def test_a10_asking_for_another_tells_nothing(stage: Stage, bounces: str) -> None:
    thieves = [
        (name, f"{way}.{place}@mechant.example", PAIRS[name][way == "no"])
        for place, name in enumerate(PAIRS)
        for way in ("yes", "no")
    ]
    if bounces == "refused":
        stage.world.refuse = dict.fromkeys((OWNER, OTHER, ROLE, FAMILY, ERASED, READER, NOBODY), "550 5.1.1 unknown")
    for _ in range(2):
        for _, thief, text in thieves:
            await stage.write(thief, "Demande", text)
        if bounces == "returned":
            await return_all(stage, [thief for _, thief, _ in thieves])
    for days in (2, 6, 30):
        await stage.later(days=days)
    shown = {}
    for name, thief, _ in thieves:
        letters = [masked(raw).replace(thief, "ADDRESS") for raw in stage.letters(thief)]
        waited = await minutes(stage, thief)
        assert letters, f"{name}: nobody is left without a word"
        assert shown.setdefault(name, (letters, waited)) == (letters, waited), name


@pytest.mark.parametrize("number", ["K-1001", "K-9001"])
async def test_a10_the_new_address_of_somebody_elses_account_hears_nothing(stage: Stage, number: str) -> None:
    """A stranger who names his second mailbox as the new address must not see there whether the number is taken."""
    text = f"Mon numéro de client est {number}. Ma nouvelle adresse e-mail est second@mechant.example."
    await stage.write("premier@mechant.example", "Adresse", text)
    await stage.later(days=3)
    assert subjects(stage, "premier@mechant.example") == ["Votre message"]
    assert not stage.letters("second@mechant.example")


NUMBER = "Mon numéro de client est"


@pytest.mark.parametrize(
    ("sender", "number", "asked"),
    [
        ("nouvelle.boite@maison.example", "K-1001", OWNER),  # a new mailbox: the one on file is asked
        (OWNER, "K-1001", OWNER),
        (OWNER, "K-1003", OTHER),  # another's number is about the other
        (FAMILY, "K-1006", FAMILY),  # one of two at a shared mailbox
        (READER, "K-9001", READER),  # no number on file: it says nothing
    ],
)
async def test_a_customer_number_tells_who_is_meant(stage: Stage, sender: str, number: str, asked: str) -> None:
    await stage.write(sender, "Données", f"{ASKS} {NUMBER} {number}.")
    assert [one for one in stage.world.everything() if one != sender or asked == sender] == [asked]
    assert (subjects(stage, sender) == ["Votre message"]) is (asked != sender)


async def test_a_number_that_nobody_has_goes_to_staff(stage: Stage) -> None:
    await stage.write(OWNER, "Données", f"{ASKS} {NUMBER} K-9001.")
    assert subjects(stage, OWNER) == ["Votre message"]
    assert len(stage.letters(STAFF[0])) == 1


async def return_all(stage: Stage, thieves: Sequence[str]) -> None:
    """Let every letter that did not go to a thief come back as undeliverable."""
    for address, mails in stage.world.everything().items():
        for raw in mails if address not in thieves else []:
            await stage.deliver(returned(raw, address), envelope_sender="")
