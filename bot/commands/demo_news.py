"""The newsletter of the demo: written and approved by mail, left in the middle, and counted to the last mail."""

from typing import Protocol

from bot.core.newsletter import Issue
from bot.edge.leaving import token
from bot.edge.subject_tables import Contact, EmailAddress, Subscription
from bot.stage import PRIVACY, STAFF, Stage

LEAVER, GONE = "lezer@krant.example", "parti@journal.example"
#: Settings of the stage that the newsletter needs: an editor, and a relay slow enough to leave in the middle.
SETTINGS = {"newsletter": {"editors": [STAFF[0]], "rate": {"per_minute": 6}, "connections": 1}}
_MARKDOWN = """+++
name = "hiver"
topic = "news"
subject = { fr = "Nos nouvelles de l'hiver", nl = "Ons winternieuws" }
+++ fr
# L'hiver arrive

Nos bureaux ferment à 16 h 30 jusqu'au 28 février.
+++ nl
# De winter komt

Tot 28 februari sluiten onze kantoren om 16.30 uur.
"""
_REPORT = """From: MAILER-DAEMON@mx.journal.example
To: {privacy}
Subject: Undelivered Mail
Message-ID: <report-1@mx.journal.example>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="part"

--part
Content-Type: text/plain

The address below does not exist.
--part
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.journal.example

Final-Recipient: rfc822; {gone}
Action: failed
Status: 5.1.1
--part
Content-Type: text/rfc822-headers

{head}
--part--
"""


class Play(Protocol):
    """What the scene needs of the play."""

    stage: Stage

    def scene(self, title: str) -> None: ...
    def tell(self, text: str) -> None: ...
    async def write(self, sender: str, subject: str, text: str, *, to: str = "") -> None: ...
    async def reply(self, sender: str, text: str) -> None: ...
    async def later(self, **period: float) -> None: ...


async def newsletter(play: Play) -> None:
    """A newsletter in two languages, with one reader who leaves in the middle and one address that bounces."""
    play.scene("A newsletter in two languages, approved by mail")
    stage = play.stage
    await stage.bot.on_store(lambda: _subscribe(stage))
    await play.write(STAFF[0], "Newsletter", _MARKDOWN)
    await play.reply(STAFF[0], "APPROUVER")
    play.tell(await stage.bot.on_store(lambda: _balance(stage)))
    leave = stage.config.leave_mailbox(token(stage.bot.store.keys, stage.bot.store.keys.mark(LEAVER), "news"))
    await play.write(LEAVER, "unsubscribe", "", to=leave)
    for _ in range(3):
        await play.later(minutes=1)
    play.tell(f"MAILER-DAEMON@mx.journal.example -> {PRIVACY}: {GONE} does not exist")
    await stage.deliver(_report(stage.letters(GONE)[-1]), envelope_sender="")
    play.tell(await stage.bot.on_store(lambda: _balance(stage)))


def _report(newsletter: bytes) -> bytes:
    """What the server of a reader says when a mail that it took cannot be delivered after all (RFC 3464)."""
    head = newsletter.partition(b"\r\n\r\n")[0].decode("ascii")
    return _REPORT.format(privacy=PRIVACY, gone=GONE, head=head).replace("\r\n", "\n").replace("\n", "\r\n").encode()


def _subscribe(stage: Stage) -> None:
    readers = ((GONE, "fr"), ("lectrice@journal.example", "fr"), ("lezeres@krant.example", "nl"), (LEAVER, "nl"))
    with stage.bot.store.session() as session:
        for address, language in readers:
            contact = Contact(language=language)
            session.add(contact)
            session.flush()
            session.add(EmailAddress(contact_id=contact.id, address=address))
            session.add(Subscription(contact_id=contact.id, address=address, topic="news", basis="consent"))


def _balance(stage: Stage) -> str:
    with stage.bot.store.transaction() as tx:
        issue: Issue | None = tx.news.find("hiver")
        balance = tx.news.balance(issue.id) if issue else {}
    parts = " + ".join(f"{count} {state}" for state, count in sorted(balance.items()))
    return f"audience {sum(balance.values())} = {parts}"
