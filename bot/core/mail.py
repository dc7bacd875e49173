"""What one e-mail says, as plain values; made once by ``read`` so that nobody touches MIME after it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Mark(StrEnum):
    """A fact seen in a mail, not a verdict about it."""

    AUTO = "auto"  # Auto-Submitted, vendor headers, subject openings: a machine wrote it (RFC 3834)
    GENERATED = "generated"  # a machine wrote it by itself, not in answer to a mail (Auto-Submitted: auto-generated)
    NO_ANSWER = "no_answer"  # asks machines not to answer (X-Auto-Response-Suppress), or nobody reads there (noreply@)
    BULK = "bulk"  # List-* headers, Precedence: bulk or list (RFC 2369, RFC 2919)
    BOUNCE = "bounce"  # a delivery report, standard or not (RFC 3464)
    COMPLAINT = "complaint"  # an abuse feedback report (RFC 5965)
    RECEIPT = "receipt"  # a disposition notification (RFC 8098)
    NULL_SENDER = "null_sender"  # Return-Path: <>
    DAEMON = "daemon"  # From is a mailer-daemon or postmaster
    HOPS = "hops"  # more Received fields than a sane route has
    SIGNED = "signed"  # S/MIME or PGP signed
    ENCRYPTED = "encrypted"  # the text cannot be read
    HTML_ONLY = "html_only"
    TWO_TEXTS = "two_texts"  # a short text, and HTML beside it that says something else
    CALENDAR = "calendar"  # an answer to an invitation, or one (RFC 5546)
    FORWARDED = "forwarded"  # a forwarded mail stands in it
    TRUNCATED = "truncated"  # longer than the limits; the rest was not read


@dataclass(frozen=True, kw_only=True, slots=True)
class Mailbox:
    """An RFC 5322 mailbox: display name (may be empty) and address (domain in lower case)."""

    name: str
    address: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Attachment:
    """A part that is not the text: listed, never opened. ``size`` in bytes as encoded."""

    name: str
    content_type: str
    size: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """What a delivery, disposition or abuse report says about one of our own mails."""

    recipient: str = ""  # final recipient, lower case
    action: str = ""  # failed, delayed, delivered, relayed, expanded
    status: str = ""  # enhanced status code, "5.1.1"
    envelope_id: str = ""  # Original-Envelope-Id
    message_id: str = ""  # Message-ID of the returned mail, without angle brackets
    tokens: tuple[str, ...] = ()  # of our List-Unsubscribe field in the returned mail


@dataclass(frozen=True, kw_only=True, slots=True)
class Mail:
    """One mail as read. Text is Unicode without NUL, lines end with ``\\n``; lists are tuples."""

    message_id: str  # without angle brackets; "" when there is none
    sender: Mailbox | None  # only if exactly one From field with one mailbox and no defect
    sender_fault: str = ""  # why ``sender`` is None
    reply_to: tuple[Mailbox, ...] = ()
    to: tuple[str, ...] = ()  # addresses of To, Cc, Delivered-To, X-Original-To
    return_path: str | None = None  # "" for <>, None when absent
    subject: str = ""
    date: datetime | None = None  # the Date field, aware UTC; a claim of the sender
    in_reply_to: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    text: str = ""  # what the person wrote now
    quoted: str = ""  # what was cut: quotes and forwarded mails
    signature: str = ""  # what was cut: signature and disclaimer
    document: str = ""  # the text, or a text file attached, when it is a newsletter in Markdown; uncut
    hidden: str = ""  # what the HTML holds and no reader sees
    struck: tuple[str, ...] = ()  # passages struck through in the HTML (old values, as a rule)
    attachments: tuple[Attachment, ...] = ()
    headers: tuple[tuple[str, str], ...] = ()  # (lower-case name, decoded value), in order, bounded
    marks: frozenset[Mark] = frozenset()
    report: Report | None = None
    defects: tuple[str, ...] = ()  # what was wrong with it and was survived

    def header(self, name: str) -> str:
        """Return the first value of the field ``name`` (lower case), or ""."""
        return next((value for key, value in self.headers if key == name), "")
