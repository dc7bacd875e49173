"""``check auth``: two mails to ourselves, one honest and one with planted results; what became of them on the way."""

import asyncio
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

import typer

from bot.app import utc_now
from bot.config import Config
from bot.core.auth import Auth, Border, authenticated
from bot.core.read import read
from bot.core.records import Note
from bot.edge.build import open_mailbox, open_postman
from bot.edge.imap import ImapMailbox
from bot.edge.signatures import DnsLookup, Lookup, signs
from bot.errors import BotError, ConfigError, TemporaryError

_STRANGER = "planted.example"  # a domain that the planted result vouches for, and nobody else ever would
_ONE_CLICK = (b"list-unsubscribe", b"list-unsubscribe-post")
_BYTES = 1_000_000
_STEP = 0.5  # seconds between two looks


async def check_auth(config: Config, *, seconds: float, lookup: Lookup | None = None) -> None:
    """Print what was seen. ConfigError when a planted result counts or staff could not prove themselves;
    TemporaryError when the mails do not arrive within ``seconds``."""
    mailbox = open_mailbox(config)
    probes = {False: _write(config, planted=False), True: _write(config, planted=True)}
    try:
        above = await _newest(mailbox, config.imap.folder)
        await _send(config, probes.values())
        wanted = {planted: _id(mail) for planted, mail in probes.items()}
        found = await _arrived(mailbox, config.imap.folder, above, wanted, seconds)
        problems = [*_honest(config, found[False], lookup or DnsLookup()), *_planted(config, found[True])]
    finally:
        with suppress(BotError):  # what is left is our own mail, which the bot files away
            for mail in probes.values():
                await mailbox.erase([config.imap.folder], Note(id=0, message_id=_id(mail)))
        await mailbox.close()
    if problems:
        raise ConfigError(problems)
    typer.echo("commands of staff can be told from forged ones")


def _write(config: Config, *, planted: bool) -> EmailMessage:
    own, trust = config.company.privacy_address, config.trust
    mail = EmailMessage(policy=SMTP)
    if planted:  # as a forger would: above everything that he writes himself
        by = trust.received_by or trust.authserv_id
        mail["Authentication-Results"] = f"{trust.authserv_id}; dmarc=pass header.from={_STRANGER}"
        mail["Received"] = f"from {_STRANGER} by {by} with ESMTP; {format_datetime(utc_now())}"
    mail["From"], mail["To"], mail["Date"] = own, own, format_datetime(utc_now())
    mail["Subject"] = "privacy-bot check auth"
    mail["Message-ID"] = f"<check-{int(planted)}-{utc_now():%Y%m%d%H%M%S%f}@{own.rpartition('@')[2]}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail["List-Unsubscribe"] = f"<mailto:{config.leave_mailbox('check')}>"
    mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    mail.set_content("privacy-bot looks at what becomes of this mail on its way, and deletes it.\n")
    return mail


def _id(mail: EmailMessage) -> str:
    return str(mail["Message-ID"]).strip("<>")


async def _send(config: Config, mails: Iterable[EmailMessage]) -> None:
    own = config.company.privacy_address
    postman = open_postman(config)
    try:
        for mail in mails:
            answer = await postman.send(mail.as_bytes(), sender=own, recipient=own)
            if answer.outcome != "sent":
                raise TemporaryError(f"smtp: the relay did not take a mail to ourselves: {answer.code} {answer.text}")
    finally:
        await postman.close()


async def _newest(mailbox: ImapMailbox, folder: str) -> int:
    await mailbox.uidvalidity(folder)
    return max((one.uid for one in await mailbox.list_new(folder, 0)), default=0)


async def _arrived(
    mailbox: ImapMailbox, folder: str, above: int, wanted: Mapping[bool, str], seconds: float
) -> Mapping[bool, bytes]:
    """Return the raw mails as they arrived; they are ours by their Message-ID."""
    found: dict[bool, bytes] = {}
    until = asyncio.get_running_loop().time() + seconds
    while len(found) < len(wanted):
        for one in await mailbox.list_new(folder, above):
            above = max(above, one.uid)
            (raw,) = await mailbox.fetch(folder, [one.uid], _BYTES)
            message_id = read(raw).message_id
            found.update({planted: raw for planted, known in wanted.items() if known == message_id})
        if asyncio.get_running_loop().time() > until:
            raise TemporaryError(
                f"check auth: the mails to ourselves did not arrive in {folder} within {seconds:.0f} seconds "
                "(a running bot files them away: stop it for this check)"
            )
        await asyncio.sleep(_STEP)
    return found


def _honest(config: Config, raw: bytes, lookup: Lookup) -> Iterator[str]:
    own, trust = config.company.privacy_address, config.trust
    domain = own.rpartition("@")[2]
    said = authenticated(read(raw).headers, own, _border(config))
    names = sorted({value.split(";")[0].strip() for value in _results(raw)})
    signed = signs(raw, domain, lookup)
    one_click = signed and signs(raw, domain, lookup, also=_ONE_CLICK)
    typer.echo(f"border server {trust.authserv_id or '(none configured)'}: {said}; the fields come from {names}")
    typer.echo(f"DKIM: {domain} signed From, To, Date, Subject and the whole body: {'yes' if signed else 'no'}")
    typer.echo(f"DKIM: it covers the unsubscribe fields (RFC 8058 section 4): {'yes' if one_click else 'no'}")
    if said is not Auth.ALIGNED and not signed and not trust.staff_without_authentication:
        yield (
            f"trust.authserv_id: an honest mail of {own} to itself is not authenticated; commands of staff would be "
            "refused, unless their mails take another way than this one"
        )


def _planted(config: Config, raw: bytes) -> Iterator[str]:
    """The planted result must count nothing; that it is taken out on the way is better still."""
    kept = any(_STRANGER in value for value in _results(raw))
    typer.echo(f"a planted result is {'left in' if kept else 'taken out'} by the border server")
    if authenticated(read(raw).headers, f"x@{_STRANGER}", _border(config)) is Auth.ALIGNED:
        yield (
            "trust.received_by: a planted result counts, because no Received field of that name stands above it; "
            "set the name that your border server writes after 'by'"
        )


def _border(config: Config) -> Border:
    return Border(authserv_id=config.trust.authserv_id, received_by=config.trust.received_by)


def _results(raw: bytes) -> list[str]:
    return [value for name, value in read(raw).headers if name == "authentication-results"]
