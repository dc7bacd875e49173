"""What machines send back after a newsletter: nothing of it is answered, and nothing of it counts by mistake."""

import os
from collections import Counter
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest
from sqlmodel import col, select

from bot.app import Bot
from bot.config import Config, load
from bot.core.newsletter import Newsletter
from bot.core.records import Arrival, Position
from bot.edge import samples
from bot.edge.build import shipped
from bot.edge.news_build import rendered
from bot.edge.news_tables import Bounced, Delivery
from bot.edge.sorter import open_sorter
from bot.edge.subject_tables import Subscription
from bot.edge.tables import Inbox
from bot.flow.handle import handle
from bot.flow.office import Limits
from bot.stage import PRIVACY, STAFF, Stage
from tests import servers
from tests.conftest import missing
from tests.relay import Relay
from tests.sent_news import CONFIG, Sent, newsletter, sent
from tests.test_bounces import LOOSE, dsn

ANNA, READER = "anna.lefevre@maison.example", "lecteur@journal.example"
#: How many reports come back; PRIVACY_BOT_STORM=10000 for the whole storm.
STORM = int(os.environ.get("PRIVACY_BOT_STORM", "300"))
THROUGH_IMAP = max(60, STORM // 5 if STORM < 10_000 else STORM)
FLAGGED = Limits().strange_reports_day

MACHINES = {
    "vacation": {"Auto-Submitted": "auto-replied", "Subject": "Absence du bureau : Les nouvelles"},
    "vacation of old": {"X-Autoreply": "yes", "Precedence": "bulk", "Subject": "Re: Les nouvelles"},
    "challenge-response": {
        "Auto-Submitted": "auto-generated",
        "Subject": "Please confirm your message: Les nouvelles",
        "Precedence": "bulk",
    },
    "read receipt": {"Auto-Submitted": "auto-replied", "Subject": "Lu : Les nouvelles"},
    "ticket": {"X-Auto-Response-Suppress": "All", "Auto-Submitted": "auto-generated", "Subject": "[#4711] Re: news"},
}


def machine(one: Sent, name: str) -> bytes:
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"] = one.address, PRIVACY
    mail["In-Reply-To"], mail["Message-ID"] = f"<{one.message_id}>", f"<{name.replace(' ', '')}@x.example>"
    for field, value in MACHINES[name].items():
        mail[field] = value
    mail.set_content(
        "Je suis absent. Votre demande sera traitée. OUI STOP\n\n> " + "\n> ".join(newsletter(one).split("\r\n"))
    )
    return mail.as_bytes()


@pytest.mark.parametrize("name", MACHINES)
async def test_a_machine_that_answers_a_newsletter_is_not_answered(stage: Stage, name: str) -> None:
    with stage.bot.store.session() as session:
        one = sent(session, stage.bot.store.keys, ANNA)
    await stage.deliver(machine(one, name), envelope_sender="")
    with stage.bot.store.session() as session:
        assert [row.disposition for row in session.exec(select(Inbox))] == ["ignored"]
        assert not [row for row in session.exec(select(Subscription)) if row.ended_at]
    assert not stage.world.everything()


@pytest.mark.parametrize("said", ["newsletter", "answer"])
async def test_two_bots_do_not_talk_to_each_other(stage: Stage, said: str) -> None:
    """What another company's bot of the same make sends us: a newsletter, or the answer to a mail of ours."""
    if said == "newsletter":
        source = Newsletter(slug="x", topic="news", subjects={"fr": "Les nouvelles"}, bodies={"fr": "# Les nouvelles"})
        with stage.bot.store.transaction() as tx:
            bodies, now = rendered(stage.config, source), stage.clock()
            tx.news.add(source, bodies, state="scheduled", editor="", now=now, starts_at=now)
        await stage.bot.drain()
    else:
        await stage.write(ANNA, "Mes donnees", "Quelles donnees avez-vous sur moi ?")
    (theirs,) = stage.letters(ANNA)
    before = {address for address in stage.world.everything() if address not in STAFF}
    await stage.deliver(theirs.replace(b"crm.example", b"other.example").replace(ANNA.encode(), PRIVACY.encode()))
    await stage.bot.drain()
    with stage.bot.store.session() as session:
        found = session.exec(select(Inbox.disposition).order_by(col(Inbox.id).desc())).first()
    assert found == ("flagged" if said == "newsletter" else "ignored"), "what a machine made may still ask something"
    assert {address for address in stage.world.everything() if address not in STAFF} == before, "and staff say what"
    assert len(stage.letters(ANNA)) == 1


def report(ours: Sent, number: int) -> bytes:
    """A report about others' mails, about a mail that we never sent, a delayed one; a few are about one of ours."""
    raw = dsn(ours).replace(b"Sorry.", f"Sorry {number}.".encode())
    stranger = raw.replace(ours.mark.encode(), f"{number:032x}".encode())
    return (
        stranger,
        stranger.replace(b"@crm.example>", b"@elsewhere.example>"),
        (LOOSE + newsletter(ours)).replace(ours.mark, f"{number:032x}").encode(),
        dsn(ours, action="delayed", status="4.4.7"),
        dsn(ours, known="nothing"),
        raw if number % 100 == 5 else stranger,
    )[number % 6]


async def test_a_storm_of_reports_is_answered_by_nothing_and_matches_only_what_is_ours(stage: Stage) -> None:
    sort = open_sorter((shipped("rules"),), [PRIVACY])
    store, now = stage.bot.store, stage.clock()
    with store.session() as session:
        ours = sent(session, store.keys, READER)
        sent(session, store.keys, ANNA)
    raws = [report(ours, number) for number in range(STORM)]
    arrivals = [
        Arrival(
            position=Position(account="x", folder="INBOX", uidvalidity=1, uid=uid),
            size=len(raw),
            raw=raw,
            arrived_at=now,
        )
        for uid, raw in enumerate(raws, start=1)
    ]
    store.record(arrivals)
    found: Counter[tuple[str, str]] = Counter()
    while batch := store.begin(100):
        for pending in batch:
            with store.transaction() as tx:
                outcome = handle(stage.bot.office, tx, pending, sort(pending.raw))
            found[outcome.disposition, outcome.kind] += 1
    assert found == {("flagged", "bounce"): FLAGGED, ("processed", "bounce"): STORM - FLAGGED}
    await stage.bot.drain()
    assert not stage.world.everything()
    with store.session() as session:
        states = {row.address_hash: row.state for row in session.exec(select(Delivery))}
        assert states == {ours.mark: "failed", store.keys.mark(ANNA): "sent"}
        assert [
            (row.address_hash, row.score) for row in session.exec(select(Bounced).order_by(col(Bounced.score)))
        ] == [(ours.mark, 1.0)]


async def test_the_storm_comes_in_through_a_real_mailbox(tmp_path: Path, relay: Relay) -> None:
    """The same storm, fetched from Dovecot and filed there: all of it in one folder, nothing deleted, nothing sent."""
    program = servers.program("dovecot")
    if program is None:
        missing("dovecot-imapd")
        return
    with servers.dovecot(program, tmp_path / "dovecot") as server:
        async with Bot(config(tmp_path, server, relay)) as bot:
            with bot.store.session() as session:
                samples.load(session)
                ours = sent(session, bot.store.keys, READER)
                sent(session, bot.store.keys, ANNA)
            with server.client() as client:
                for number in range(THROUGH_IMAP):
                    client.append("INBOX", report(ours, number))
                client.append("INBOX", machine(ours, "vacation"))
                client.append("INBOX", machine(ours, "challenge-response"))
            await bot.intake.run_once()
            await bot.carry()
            await bot.post()
            with bot.store.session() as session:
                found = Counter(session.exec(select(Inbox.disposition)))
                assert found == {"flagged": FLAGGED, "processed": THROUGH_IMAP - FLAGGED, "ignored": 2}
                states = {row.address_hash: row.state for row in session.exec(select(Delivery))}
                assert states == {ours.mark: "failed", bot.store.keys.mark(ANNA): "sent"}
                assert [row.score for row in session.exec(select(Bounced))] == [1.0]
        assert not relay.accepted
        with server.client() as client:
            counts = [
                client.folder_status(name)[b"MESSAGES"]
                for name in ("INBOX", "Privacy.Flagged", "Privacy.Processed", "Privacy.Ignored")
            ]
        assert counts == [0, FLAGGED, THROUGH_IMAP - FLAGGED, 2], "all is filed, nothing is deleted"


def config(folder: Path, server: servers.Server, relay: Relay) -> Config:
    text = CONFIG.format(port=relay.port, connections=2, more="")
    imap = f'host = "127.0.0.1"\nport = {server.settings.port}\nuser = "privacy"\npassword_file = "secret"'
    (folder / "secret").write_text(server.settings.password or "", encoding="utf-8")
    old = 'host = "127.0.0.1"\nport = 1\nuser = "u"\npassword_env = "PATH"'
    assert old in text
    (folder / "config.toml").write_text(text.replace(old, imap), encoding="utf-8")
    return load(folder / "config.toml")
