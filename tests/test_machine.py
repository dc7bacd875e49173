"""Any order of mails by an owner, two attackers and a member of staff: nobody else ever gets or moves her data.

The number of mails is ``PRIVACY_BOT_MAILS`` (default 1000); real store and real flow, without servers.
"""

import os
import tempfile
from contextlib import suppress
from pathlib import Path
from unittest import mock

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlmodel import col, select

from bot.core.case import Case
from bot.edge.case_rows import load_case
from bot.edge.subject_tables import Contact, EmailAddress
from bot.edge.tables import CaseRow, Inbox, Outbox
from bot.edge.transaction import Transaction
from bot.stage import parsed
from tests.attacks.world import SECRETS, whole
from tests.quick import Quick

OWNER, THIEF, ROGUE, STAFF = (
    "anna.lefevre@maison.example",
    "voleur@mechant.example",
    "rogue@evil.example",
    "sofie@crm.example",
)
ANNA = 1  # key of her record
PARTNER = "privacy@partner.example"  # to whom her data was disclosed: hears of changes (GDPR art. 19)
MAILS = int(os.environ.get("PRIVACY_BOT_MAILS", "1000"))
STEPS = 50

REQUESTS = st.sampled_from(
    [
        "Quelles données avez-vous sur moi ?",
        "Supprimez toutes mes données.",
        "Désinscrivez-moi de la newsletter.",
        "Mon numéro de téléphone a changé : 04 252 31 00.",
        f"Ma nouvelle adresse e-mail est {THIEF}.",
        f"Mon numéro de client est K-1001. Ma nouvelle adresse e-mail est {ROGUE}.",
        f"Supprimez toutes les données de mon compte {OWNER}.",
        f"Quelles données avez-vous sur moi ? Mon adresse est {OWNER}.",
        "Quelles données avez-vous sur moi ? Mon numéro de client est K-1001.",
        "Supprimez toutes mes données. Numéro de client : K-9001.",
        "Où en est ma demande ?",
        "Merci beaucoup.",
        "OUI",
        "APPROUVER",
        "",
    ]
)
ANSWERS = st.sampled_from(
    ["OUI", "OUI", "OUI", "OUI", "NON", "ANNULER", "STATUT", "Pourquoi ?", "Je suis absent jusqu'à lundi. OUI"]
)
COMMANDS = st.sampled_from(
    ["APPROUVER", "APPROUVER", "TYPE accès", "TYPE suppression", "REFUSER non", "NOTER vu", "DEMANDER quel contrat ?"]
)
SENDERS = st.sampled_from([OWNER, OWNER, THIEF, ROGUE])
EVERYBODY = st.sampled_from([OWNER, THIEF, ROGUE, STAFF])
VERDICTS = st.sampled_from(["pass", "pass", "none", "fail"])
HEADERS = st.sampled_from(["", "", "", "", "Auto-Submitted: auto-replied\r\n", "Auto-Submitted: auto-generated\r\n"])


TWICE = st.sampled_from([1, 1, 1, 2])
RARELY = st.sampled_from([False, False, False, True])
#: What the budgets hold back is tried elsewhere; here as much as can happens.
LIMITS = {"per_recipient_hour": 1000, "per_recipient_day": 1000, "per_case_day": 1000, "per_hour": 100_000}


class PowerCut(BaseException):
    """The process dies before the commit."""


class Mailbox(RuleBasedStateMachine):
    """The privacy mailbox, and what left it."""

    @initialize()
    def open(self) -> None:
        """Start with the sample customers and one member of staff."""
        self._folder = tempfile.TemporaryDirectory()
        self.bot = Quick(Path(self._folder.name), staff={"addresses": [STAFF]}, limits=LIMITS)
        self.agreed: set[int] = set()  # cases in which she herself answered yes to a letter of ours

    def teardown(self) -> None:
        """Close the store."""
        if hasattr(self, "bot"):
            self.bot.close()
            self._folder.cleanup()

    @rule(sender=EVERYBODY, text=REQUESTS, verdict=VERDICTS, headers=HEADERS, copies=TWICE, dies=RARELY)
    def write(self, sender: str, text: str, verdict: str, headers: str, copies: int, dies: bool) -> None:
        """Somebody writes, perhaps in another's name; the mail may be delivered twice, and the power may go before the
        commit."""
        self._write(sender, text, verdict, headers, None, copies=copies, dies=dies)

    @rule(sender=SENDERS, text=ANSWERS, back=st.integers(0, 2), copies=TWICE, dies=RARELY)
    def answer(self, sender: str, text: str, back: int, copies: int, dies: bool) -> None:
        """Somebody answers one of the last letters that he got himself."""
        self._write(sender, text, "pass", "", self._letter(back, sender), copies=copies, dies=dies)

    @rule(text=COMMANDS, back=st.integers(0, 2))
    def decide(self, text: str, back: int) -> None:
        """The member of staff answers one of the last letters to her."""
        self._write(STAFF, text, "pass", "", self._letter(back, STAFF))

    @rule(sender=EVERYBODY, text=ANSWERS | COMMANDS, verdict=VERDICTS, headers=HEADERS, back=st.integers(0, 12))
    def steal(self, sender: str, text: str, verdict: str, headers: str, back: int) -> None:
        """Anybody, perhaps in another's name, answers any of the last letters, whoever got it: codes may leak."""
        self._write(sender, text, verdict, headers, self._letter(back))

    def _write(
        self,
        sender: str,
        text: str,
        verdict: str,
        headers: str,
        letter: Outbox | None,
        *,
        copies: int = 1,
        dies: bool = False,
    ) -> None:
        subject = " ".join(f"Re: {parsed(letter.raw)['subject']}".split()) if letter and letter.raw else "bonjour"
        if sender == OWNER and verdict != "fail" and text == "OUI" and letter is not None:
            self.agreed.add(letter.case_id or 0)
        raw = self.bot.mail(sender, text, subject=subject, verdict=verdict, headers=headers)
        for _ in range(copies):
            self.bot.record(raw)
        if dies:
            with mock.patch.object(Transaction, "settle", side_effect=PowerCut), suppress(PowerCut):
                self.bot.handle()
        self.bot.handle()
        self.bot.carry()

    def _letter(self, back: int, to: str = "") -> Outbox | None:
        """One of the last letters (to somebody)."""
        with self.bot.store.session() as session:
            sent = select(Outbox).where(Outbox.state != "silenced", *([Outbox.recipient == to] if to else []))
            return session.exec(sent.order_by(col(Outbox.id).desc()).offset(back).limit(1)).first()

    @rule(hours=st.sampled_from([1, 3, 24, 73, 200, 750]))
    def wait(self, hours: int) -> None:
        """Time passes."""
        self.bot.later(hours=hours)

    @invariant()
    def nobody_else_receives_her_data(self) -> None:
        """Her record stands in no letter but her own, attachments included, and in those of the recipients who must
        hear of a change; unless she moved it, by both addresses and with staff."""
        if not hasattr(self, "bot"):
            return
        with self.bot.store.session() as session:
            mine = session.exec(select(EmailAddress.address).where(EmailAddress.contact_id == ANNA)).all()
            hers = {OWNER, PARTNER, *(mine if self.agreed else ())}
            rows = session.exec(select(Outbox).where(col(Outbox.recipient).not_in(hers)))
            for row in rows:
                text = "" if row.raw is None else whole(row.raw)
                assert not any(secret in text for secret in SECRETS), (row.letter, row.recipient)

    @invariant()
    def every_mail_has_one_outcome_and_every_open_case_a_moment(self) -> None:
        """Nothing waits without a clock, and no mail is left over."""
        if not hasattr(self, "bot"):
            return
        with self.bot.store.session() as session:
            assert session.exec(select(Inbox).where(Inbox.disposition == "")).first() is None
            for row in session.exec(select(CaseRow).where(CaseRow.open)):
                case = load_case(row)
                assert row.next_at is not None or case.warned or case.breach_reminded

    @invariant()
    def nothing_is_done_without_her_yes(self) -> None:
        """What was carried out on her record had her own yes in that very case; leaving the newsletters needs none."""
        if not hasattr(self, "bot"):
            return
        with self.bot.store.session() as session:
            done = [case for row in session.exec(select(CaseRow)) if _acted_on_her(case := load_case(row))]
            assert {case.id for case in done if case.address == OWNER} <= self.agreed, [case.items for case in done]
            if any(case.address != OWNER for case in done):  # only after she had moved her record there
                assert any(case.address == OWNER and case.id in self.agreed for case in done)
            if not self.agreed:
                assert session.exec(select(Contact).where(Contact.customer_number == "K-1001")).first() is not None


def _acted_on_her(case: Case) -> bool:
    return case.contact_id == ANNA and any(
        item.outcome == "carried" and item.kind != "unsubscribe" for item in case.items
    )


TestMailbox = Mailbox.TestCase
TestMailbox.settings = settings(
    max_examples=max(1, MAILS * 5 // (STEPS * 4)),  # a step in five lets time pass
    stateful_step_count=STEPS,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    derandomize=True,
    phases=[Phase.generate],  # shrinking fifty steps over a database takes hours
)
