"""Joining a newsletter: nobody is subscribed before he said so himself, and silence is answered by silence."""

from collections.abc import Sequence

import pytest
from sqlmodel import select

from bot.edge.subject_tables import Contact, Subscription, Suppression
from bot.flow.opening import invite
from bot.stage import Stage, body

NEW, ANNA = "nouvelle@jardin.example", "anna.lefevre@maison.example"


async def ask(stage: Stage, address: str, topics: Sequence[str] = ("news",), language: str = "nl") -> None:
    def work() -> None:
        with stage.bot.store.transaction() as tx:
            invite(stage.bot.office, tx, address, topics, language)

    await stage.bot.on_store(work)
    await stage.bot.drain()


def running(stage: Stage, address: str) -> set[tuple[str, str]]:
    with stage.bot.store.session() as session:
        rows = session.exec(select(Subscription).where(Subscription.address == address)).all()
        return {(row.topic, row.basis) for row in rows if row.ended_at is None}


async def test_an_invited_reader_is_subscribed_when_he_says_yes(stage: Stage) -> None:
    await ask(stage, NEW, ("news", "product"))
    letter = body(stage.last(NEW))
    assert "onze nieuwsbrief ontvangen “nieuws”" in letter and "“producten”" in letter
    assert not running(stage, NEW)
    with stage.bot.store.session() as session:
        people = len(session.exec(select(Contact)).all())
    await stage.reply(NEW, "Ja")
    assert running(stage, NEW) == {("news", "consent"), ("product", "consent")}
    with stage.bot.store.session() as session:
        assert len(session.exec(select(Contact)).all()) == people + 1
        row = session.exec(select(Subscription).where(Subscription.address == NEW)).first()
        assert row.consent_at is not None and "confirmed by reply, 2" in row.evidence
    assert "STOP" in body(stage.last(NEW))


@pytest.mark.parametrize("said", ["Nee", "Dat ben ik niet", "STOP", ""])
async def test_without_a_yes_nothing_is_kept_and_nothing_follows(stage: Stage, said: str) -> None:
    await ask(stage, NEW)
    if said:
        await stage.reply(NEW, said)
    letters = len(stage.letters(NEW))
    for _ in range(4):
        await stage.later(days=3)
    assert not running(stage, NEW) and len(stage.letters(NEW)) == letters, "no reminder, no letter when it expires"
    with stage.bot.store.session() as session:
        assert all(row.language != "nl" or row.first_name == "Bram" for row in session.exec(select(Contact)))


async def test_somebody_else_cannot_say_yes(stage: Stage) -> None:
    await ask(stage, NEW)
    await stage.reply("voleur@mechant.example", "Ja", to=stage.letters(NEW)[-1])
    assert not running(stage, NEW)


async def test_who_left_comes_back_to_what_he_asked_for_and_to_nothing_else(stage: Stage) -> None:
    await stage.write(ANNA, "stop", "stop")
    assert not running(stage, ANNA)
    await ask(stage, ANNA)
    await stage.reply(ANNA, "OUI")
    assert running(stage, ANNA) == {("news", "consent")}
    with stage.bot.store.session() as session:
        left = {row.topic for row in session.exec(select(Suppression)) if row.hash == stage.bot.store.keys.mark(ANNA)}
    assert left == {"product", "service", "operations"}
