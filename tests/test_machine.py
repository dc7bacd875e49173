"""Any order of mails by an owner, two attackers and a member of staff: nobody else ever gets or moves her data.

The number of mails is ``PRIVACY_BOT_MAILS`` (default 1000); real store and real flow, without servers.
"""

import os
import tempfile
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest import mock

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlmodel import col, select

from bot.assembly import build_office
from bot.config import parse
from bot.core.records import Arrival, Position
from bot.edge import samples
from bot.edge.build import open_store, shipped
from bot.edge.sorter import open_sorter
from bot.edge.subject_tables import Contact
from bot.edge.tables import CaseRow, Inbox, Outbox
from bot.edge.transaction import Transaction, load_case
from bot.flow.carry import carry_case
from bot.flow.handle import handle
from bot.stage import parsed

OWNER, THIEF, ROGUE, STAFF = (
    "anna.lefevre@maison.example",
    "voleur@mechant.example",
    "rogue@evil.example",
    "sofie@crm.example",
)
SECRETS = ("Tilleuls", "3242523188", "252 31 88", "Hosting Partner", "Convention sign")
MAILS = int(os.environ.get("PRIVACY_BOT_MAILS", "1000"))
STEPS = 50

TEXTS = st.sampled_from(
    [
        "Quelles données avez-vous sur moi ?",
        "Supprimez toutes mes données.",
        "Désinscrivez-moi de la newsletter.",
        "Mon numéro de téléphone a changé : 04 252 31 00.",
        f"Ma nouvelle adresse e-mail est {THIEF}.",
        f"Supprimez toutes les données de mon compte {OWNER}.",
        f"Quelles données avez-vous sur moi ? Mon adresse est {OWNER}.",
        "OUI",
        "NON",
        "ANNULER",
        "Où en est ma demande ?",
        "APPROUVER",
        "REFUSER non",
        "Merci beaucoup.",
        "Je suis absent jusqu'à lundi. OUI",
        "",
    ]
)
SENDERS = st.sampled_from([OWNER, THIEF, ROGUE, STAFF])
SORT = open_sorter((shipped("rules"),), ["privacy@crm.example"])
CONFIG = {
    "company": {"name": "CRM", "privacy_address": "privacy@crm.example", "policy_url": "https://www.crm.example/p"},
    "imap": {"host": "127.0.0.1", "user": "u"},
    "smtp": {"host": "127.0.0.1"},
    "staff": {"addresses": [STAFF]},
    "trust": {"authserv_id": "mx.crm.example"},
}


class PowerCut(BaseException):
    """The process dies before the commit."""


class Mailbox(RuleBasedStateMachine):
    """The privacy mailbox, and what left it."""

    @initialize()
    def open(self) -> None:
        """Start with the sample customers."""
        self._folder = tempfile.TemporaryDirectory()
        config = parse(CONFIG, Path(self._folder.name))
        self.now = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
        self.store = open_store(config)
        self.office = build_office(config, self.store, lambda: self.now)
        self.uid = 0
        self.owner_said_yes = False
        with self.store.session() as session:
            samples.load(session)

    def teardown(self) -> None:
        """Close the store."""
        if hasattr(self, "store"):
            self.store.engine.dispose()
            self._folder.cleanup()

    @rule(
        sender=SENDERS,
        text=TEXTS,
        forged=st.booleans(),
        letter=st.none() | st.integers(0, 30),
        copies=st.sampled_from([1, 1, 1, 2]),
        dies=st.sampled_from([False, False, False, True]),
    )
    def write(self, sender: str, text: str, forged: bool, letter: int | None, copies: int, dies: bool) -> None:
        """Somebody writes, perhaps in another's name, perhaps with the subject of any letter that ever left; the mail
        may be delivered twice, and the power may go before the commit."""
        subject = self._subject(letter)
        verdict = "fail" if forged else "pass"
        self.owner_said_yes |= sender == OWNER and not forged and "OUI" in text
        raw = (
            f"Authentication-Results: mx.crm.example; dmarc={verdict} header.from={sender.rpartition('@')[2]}\r\n"
            f"Received: from x by mx.crm.example; Mon, 2 Mar 2026 10:00:00 +0100\r\nFrom: {sender}\r\n"
            f"To: privacy@crm.example\r\nSubject: {subject}\r\nMessage-ID: <{self.uid}@x.example>\r\n"
            f"Date: Mon, 2 Mar 2026 10:00:00 +0100\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n"
        ).encode()
        for _ in range(copies):
            self.uid += 1
            position = Position(account="a", folder="INBOX", uidvalidity=1, uid=self.uid)
            self.store.record([Arrival(position=position, size=len(raw), arrived_at=self.now, raw=raw)])
        if dies:
            with mock.patch.object(Transaction, "settle", side_effect=PowerCut), suppress(PowerCut):
                self._handle()
        self._handle()
        self._carry()

    def _handle(self) -> None:
        while batch := self.store.begin(5):
            with self.store.transaction() as tx:
                for pending in batch:
                    with tx.attempt():
                        handle(self.office, tx, pending, SORT(pending.raw))

    def _subject(self, letter: int | None) -> str:
        with self.store.session() as session:
            raws = session.exec(select(Outbox.raw).order_by(col(Outbox.id))).all()
        if letter is None or not raws:
            return "bonjour"
        raw = raws[letter % len(raws)]
        return f"Re: {parsed(raw)['subject']}".replace("\n", " ").replace("\r", " ") if raw else "bonjour"

    @rule(hours=st.integers(1, 200))
    def wait(self, hours: int) -> None:
        """Time passes."""
        self.now += timedelta(hours=hours)
        self._carry()

    def _carry(self) -> None:
        for _ in range(3):
            for case_id in self.store.due(self.now, 50):
                carry_case(self.office, case_id)

    @invariant()
    def nobody_else_receives_her_data(self) -> None:
        """Her record stands in no letter but her own, and those of the recipients who must hear of a change."""
        if not hasattr(self, "store"):
            return
        with self.store.session() as session:
            rows = session.exec(select(Outbox).where(col(Outbox.recipient).in_([THIEF, ROGUE, STAFF]))).all()
            for row in rows:
                text = "" if row.raw is None else str(parsed(row.raw).get_body(("plain",)).get_content())
                assert not any(secret in text for secret in SECRETS), (row.letter, row.recipient)

    @invariant()
    def every_mail_has_one_outcome_and_every_open_case_a_moment(self) -> None:
        """Nothing waits without a clock, and no mail is left over."""
        if not hasattr(self, "store"):
            return
        with self.store.session() as session:
            assert session.exec(select(Inbox).where(Inbox.disposition == "")).first() is None
            for row in session.exec(select(CaseRow).where(CaseRow.open)):
                assert row.due_on is not None
                assert row.next_at is not None or load_case(row).warned

    @invariant()
    def nothing_is_done_before_she_said_yes(self) -> None:
        """Her record stays as it is until she has said yes at least once, from her own mailbox."""
        if not hasattr(self, "store") or self.owner_said_yes:
            return
        with self.store.session() as session:
            assert session.exec(select(Contact).where(Contact.customer_number == "K-1001")).first() is not None
            letters = session.exec(select(Outbox.letter).where(Outbox.recipient == OWNER)).all()
            assert not {"access_answer", "change_done", "deletion_done"} & set(letters)


TestMailbox = Mailbox.TestCase
TestMailbox.settings = settings(
    max_examples=max(1, MAILS // STEPS),
    stateful_step_count=STEPS,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    derandomize=True,
    phases=[Phase.generate],  # shrinking fifty steps over a database takes hours
)
