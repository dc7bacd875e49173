"""Copies of identity documents (promise 18 of SECURITY.md): in the store, in the folders, and what the sender hears."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any

from sqlmodel import select

from bot.edge import imap_replace
from bot.edge.tables import Inbox
from bot.errors import TemporaryError
from bot.flow.intake import Intake
from bot.stage import PRIVACY, STAFF
from tests.attacks.mutation import Off
from tests.attacks.world import OTHER
from tests.quick import Quick

CARD = b"PASSPORT" * 2000
ENCODED = b"UEFTU1BPUlRQQVNTUE9SV"
DELETE = "Please delete all my data."


def sent(bot: Quick, name: str, text: str) -> bool:
    """Whether the copy that comes with a mail stands in the store while its case is open."""
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"], mail["Subject"] = OTHER, PRIVACY, "delete"
    mail.set_content(text)
    mail.add_attachment(CARD, maintype="image", subtype="png", filename=name)
    bot.deliver(mail.as_bytes())
    with bot.store.session() as session:
        return ENCODED in (session.exec(select(Inbox.raw)).one() or b"")


def kept_identity_card(bot: Quick) -> bool:
    return sent(bot, "passport.png", DELETE)


def card_known_by_its_name(bot: Quick) -> bool:
    return sent(bot, "passport.png", DELETE)


def card_known_by_the_mail(bot: Quick) -> bool:
    return sent(bot, "IMG_2041.png", f"{DELETE} I attached a scan of my identity card.")


def card_without_a_word(bot: Quick) -> bool:
    """Who sent it does not hear that none is needed, and sends it the next time too."""
    kept_identity_card(bot)
    return "No copy of an identity document is needed" not in bot.subjects(OTHER)


class Refusing:
    """A server that does not take the mail without the copy."""

    async def uidvalidity(self, folder: str) -> int:
        return 1

    async def move(self, folder: str, uids: Sequence[int], to: str) -> None: ...

    async def replace(self, folder: str, uid: int, to: str, raw: bytes, arrived_at: datetime) -> None:
        raise TemporaryError("IMAP: over quota")


def left_in_silence(bot: Quick) -> bool:
    """The copy stays on the server, and nobody who could delete it hears of it."""

    async def on_store(work: Callable[[], Any]) -> Any:
        return work()

    async def rounds() -> None:
        for _ in range(3):
            await intake.move()

    kept_identity_card(bot)
    server: Any = Refusing()
    nobody: Any = None
    intake = Intake(bot.office, server, nobody, on_store, account="a", folder="INBOX")
    asyncio.run(rounds())
    return not bot.letters(STAFF[0])


class Rewriting:
    """A folder on a server that adds a line to every mail that it is given."""

    def __init__(self) -> None:
        self.mails: list[bytes] = []

    def select_folder(self, folder: str) -> dict[bytes, int]:
        return {b"UIDNEXT": len(self.mails) + 1}

    def has_capability(self, name: str) -> bool:
        return True

    def search(self, what: Sequence[object]) -> list[int]:
        return list(range(1, len(self.mails) + 1))

    def append(self, folder: str, raw: bytes, msg_time: datetime) -> bytes:
        self.mails.append(b"X-Scanned: yes\r\n" + raw)
        return b"[APPENDUID 1 %d] done" % len(self.mails)

    def fetch(self, uids: Sequence[int], what: Sequence[str]) -> dict[int, dict[bytes, bytes]]:
        return {uid: {b"BODY[]": self.mails[uid - 1]} for uid in uids}

    def delete_messages(self, uids: Sequence[int], *, silent: bool) -> None: ...

    def uid_expunge(self, uids: Sequence[int]) -> None: ...


def replaced_by_another(bot: Quick) -> bool:
    """What the server keeps is not what it was given; the mail whose place it takes would be deleted next."""
    server: Any = Rewriting()
    try:
        imap_replace.put(server, "Privacy/Requests", b"Subject: x\r\n\r\nx", bot.now)
    except TemporaryError:
        return False
    return True


OFF = (
    Off(18, "C09", kept_identity_card, ("flow.papers", "without(pending.raw, seen.papers)", "pending.raw")),
    Off(
        18,
        "C09",
        card_known_by_its_name,
        ("core.papers", "    copies = [part for part in files if _named(part)]", "    copies = []"),
    ),
    Off(
        18,
        "C09",
        card_known_by_the_mail,
        ("core.papers", "    if not copies and _says_so(", "    if False and _says_so("),
    ),
    Off(18, "C09", card_without_a_word, ("flow.handle", "    papers.tell(office, tx, seen, incoming)\n", "")),
    Off(
        18,
        "C09",
        left_in_silence,
        ("flow.intake", "            left_behind(self._office, tx, move.id, move.goes_to)\n", ""),
    ),
    Off(
        18,
        "C09",
        replaced_by_another,
        (
            "edge.imap_replace",
            '    raise TemporaryError("IMAP: the server keeps a mail in another form than it was given")',
            "    return",
        ),
    ),
)
