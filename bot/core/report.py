"""Delivery, disposition and abuse reports: which of our mails they are about, and what became of it."""

import re
from collections.abc import Sequence
from email.message import Message

from flufl.bounce import all_failures

from bot.core.contact_values import emails
from bot.core.mail import Mail, Report
from bot.core.mime import TooComplex, body, header_text, leaves
from bot.core.recipient import tokens_in
from bot.core.sender import mailboxes

_MESSAGE_ID = re.compile(r"^message-id:\s*<([^<>\s]{1,250})>", re.IGNORECASE | re.MULTILINE)
_FIELD = re.compile(r"^([A-Za-z-]{2,40}):[ \t]*(.*(?:\n[ \t]+.*)*)", re.MULTILINE)
_STATUS = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")
_FIRST = 3000  # characters in which a report names the address
_LIMIT = 200_000


def report(parts: Sequence[Message]) -> Report | None:
    """Return what a report says, or None when the mail is none (RFC 3464, RFC 8098, RFC 5965).

    ``parts``: its leaves.
    """
    machine = [part for part in parts if part.get_content_type() in _MACHINE]
    texts = [_text(part) for part in machine]
    if not texts:
        return None
    fields = {name.lower(): " ".join(value.split()) for text in texts for name, value in _FIELD.findall(text)}
    recipient = (
        fields.get("final-recipient") or fields.get("original-rcpt-to") or fields.get("original-recipient") or ""
    )
    status = _STATUS.search(fields.get("status", ""))
    returned = [_text(part) for part in parts if part.get_content_type() in _RETURNED]
    return Report(
        recipient=next(iter(mailboxes(header_text(recipient))), ""),
        action=fields.get("action", "").split(" ")[0].lower(),
        status=status[1] if status else "",
        envelope_id=fields.get("original-envelope-id", "")[:200],
        message_id=_returned_id(returned) or fields.get("original-message-id", "").strip("<> ")[:250],
        tokens=tokens_in("\n".join(returned)[:_LIMIT]),
    )


def failed_recipient(mail: Mail) -> str:
    """Return the address that a delivery report is about, lower case: as a standard report says it, else the first in
    the text that is neither the reporter's nor ours, to whom the report was sent; "" when there is none."""
    if mail.report is not None and mail.report.recipient:
        return mail.report.recipient
    known = {address.lower() for address in mail.to} | ({mail.sender.address.lower()} if mail.sender else set())
    named = (str(found.value) for found in emails(mail.text[:_FIRST]))
    return next((address for address in named if address not in known), "")


def loose_report(message: Message) -> Report | None:
    """Return what a delivery report that follows no standard says, or None when no known server writes so.

    Only for mail by a machine; what it is about must still be proved by a Message-ID of ours.
    """
    try:
        temporary, permanent = all_failures(message)
        text = "\n".join(_text(part) for part in leaves(message))[:_LIMIT]
    except (TooComplex, LookupError, ValueError, TypeError, AttributeError, AssertionError):
        return None  # the parsers of strange formats expect those formats
    failed = sorted(permanent or temporary)
    if not failed:
        return None
    status = _STATUS.search(text)
    return Report(
        recipient=failed[0].decode("ascii", "replace").lower(),
        action="failed" if permanent else "delayed",
        status=status[1] if status else "",
        message_id=returned_id(text),
        tokens=tokens_in(text),
    )


_MACHINE = frozenset({"message/delivery-status", "message/disposition-notification", "message/feedback-report"})
#: The returned mail comes as a whole or as its header block.
_RETURNED = frozenset({"message/rfc822", "text/rfc822-headers", "message/rfc822-headers"})


def returned_id(text: str) -> str:
    """Return the Message-ID of a mail whose header stands in a text, "" when there is none."""
    found = _MESSAGE_ID.search(text[:_LIMIT])
    return found[1] if found else ""


def _returned_id(texts: list[str]) -> str:
    return next((found for text in texts if (found := returned_id(text))), "")


def _text(part: Message) -> str:
    payload = part.get_payload()
    if isinstance(payload, list):
        return "\n".join(_flat(child) for child in payload[:20] if isinstance(child, Message))
    return body(part)[:_LIMIT]


def _flat(part: Message) -> str:
    """A message/* part is parsed into blocks of header fields; put them back as text."""
    fields = "\n".join(f"{name}: {value}" for name, value in part.raw_items())
    return f"{fields}\n"[:_LIMIT]
