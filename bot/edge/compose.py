"""Builds the bytes of an outgoing mail: plain text first, the marks of an automatic reply, attachments."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from bot.core.letter import File

_POLICY = SMTP.clone(max_line_length=78, refold_source="none")
_MESSAGE_ID = re.compile(r"^[^\s<>@]{1,200}@[^\s<>@]{1,200}$")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Envelope:
    """Who writes. ``name`` is shown beside the address."""

    name: str
    address: str


def compose(
    sender: Envelope,
    recipient: str,
    subject: str,
    text: str,
    *,
    message_id: str,
    references: Sequence[str],
    files: Sequence[File],
    now: datetime,
) -> bytes:
    """Return the mail as bytes with CRLF line ends.

    ``message_id`` and ``references`` are without angle brackets; references that are no msg-id are left out.
    Every mail says that a machine wrote it (RFC 3834 section 5) and asks other machines not to answer.
    """
    mail = EmailMessage(policy=_POLICY)
    mail["From"] = Address(display_name=sender.name, addr_spec=sender.address)
    mail["To"] = Address(addr_spec=recipient)
    mail["Subject"] = _CONTROL.sub(" ", subject).strip()
    mail["Date"] = format_datetime(now)
    mail["Message-ID"] = f"<{message_id}>"
    known = [f"<{reference}>" for reference in references if _MESSAGE_ID.match(reference)]
    if known:
        mail["In-Reply-To"] = known[-1]
        mail["References"] = " ".join(known)
    mail["Auto-Submitted"] = "auto-replied"
    mail["X-Auto-Response-Suppress"] = "All"
    mail.set_content(text, charset="utf-8", cte="quoted-printable")
    for file in files:
        _attach(mail, file)
    return mail.as_bytes()


def _attach(mail: EmailMessage, file: File) -> None:
    """A mail goes as octets: a message/rfc822 part would hand its broken bytes to whoever opens ours."""
    kind = "application/octet-stream" if file.content_type == "message/rfc822" else file.content_type
    main, _, sub = kind.partition("/")
    mail.add_attachment(file.data, maintype=main, subtype=sub, filename=file.name)
