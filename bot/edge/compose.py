"""Builds the bytes of an outgoing mail: plain text first, the marks of an automatic reply, attachments."""

import re
from base64 import b64encode
from binascii import b2a_qp
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.encoders import encode_base64
from email.header import Header
from email.headerregistry import Address
from email.message import Message
from email.mime.multipart import MIMEMultipart
from email.mime.nonmultipart import MIMENonMultipart
from email.policy import compat32
from email.utils import format_datetime, formataddr
from functools import lru_cache

from bot.core.letter import File
from bot.core.recipient import LOOP

_CRLF = "\r\n"
_WORD = 45  # bytes: 60 characters in base64, 72 with what stands around them
_POLICY = compat32.clone(linesep=_CRLF)
_MESSAGE_ID = re.compile(r"[!-;=?A-~]{1,200}@[!-;=?A-~]{1,200}")  # ASCII without spaces, <, > and @
_CONTROL = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")
#: An address that needs no parser to be seen as one (RFC 5322 section 3.4.1, dot-atoms).
_PLAIN = re.compile(r"[\w!#$%&'*+/=?^`{|}~-]+(\.[\w!#$%&'*+/=?^`{|}~-]+)*@[a-zA-Z0-9-]+(\.[a-zA-Z0-9-]+)*", re.ASCII)
_LINE = 76  # characters, beyond which a field is folded
_TEXT = {"Content-Type": 'text/plain; charset="utf-8"', "Content-Transfer-Encoding": "quoted-printable"}


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
    """Return the mail as bytes with CRLF line ends; ValueError when the recipient is no address.

    The fields are joined by hand: the library parses each when it is set and again when it is written.

    ``message_id`` and ``references`` are without angle brackets; references that are no msg-id are left out.
    Every mail says that a machine wrote it (RFC 3834 section 5) and asks other machines not to answer.
    """
    fields = {
        "From": _sender(sender),
        "To": _encoded("To", _address(recipient)),
        "Subject": _encoded("Subject", _CONTROL.sub(" ", subject).strip()),
        "Date": format_datetime(now),
        "Message-ID": f"<{message_id}>",
        "Auto-Submitted": "auto-replied",
        "X-Auto-Response-Suppress": "All",
        LOOP: f"<{message_id}>",
        "MIME-Version": "1.0",
    }
    known = [f"<{reference}>" for reference in references if _MESSAGE_ID.fullmatch(reference)]
    if known:
        fields |= {"In-Reply-To": known[-1], "References": f"{_CRLF} ".join(known)}
    if not files:
        return _head({**fields, **_TEXT}) + _CRLF.encode() + _quoted(text).replace(b"\n", _CRLF.encode())
    content = _with_files(text, files)
    del content["MIME-Version"]
    return _head(fields) + content.as_bytes(policy=_POLICY)


def _head(fields: Mapping[str, str]) -> bytes:
    """Return the fields as they go; ValueError when a value would begin another field, or is not ASCII."""
    if any(_CONTROL.search(value.replace(f"{_CRLF} ", "")) for value in fields.values()):
        raise ValueError("a line break in a header field")
    return "".join(f"{name}: {value}{_CRLF}" for name, value in fields.items()).encode("ascii")


def _encoded(name: str, value: str) -> str:
    """The value of a field, folded, as encoded words where it is not ASCII (RFC 2047)."""
    if value.isascii() and len(name) + len(": ") + len(value) <= _LINE:
        return value
    if value.isascii():
        return Header(value, header_name=name).encode(linesep=_CRLF)
    return f"{_CRLF} ".join(f"=?utf-8?b?{b64encode(piece).decode('ascii')}?=" for piece in _pieces(value))


def _pieces(value: str) -> Iterator[bytes]:
    """Pieces of a text that make encoded words of at most 75 characters, none of which ends within a letter."""
    piece = b""
    for letter in map(str.encode, value):
        if len(piece) + len(letter) > _WORD:
            yield piece
            piece = b""
        piece += letter
    yield piece


def _address(text: str) -> str:
    """ValueError for what is no address."""
    return text if _PLAIN.fullmatch(text) else Address(addr_spec=text).addr_spec


@lru_cache(maxsize=8)
def _sender(sender: Envelope) -> str:
    if sender.name.isascii():
        return formataddr((sender.name, sender.address))
    return f"{_encoded('From', sender.name)} <{sender.address}>"


def _quoted(text: str) -> bytes:
    """The text in quoted-printable, lines ended by LF."""
    return b2a_qp(b"\n".join(text.encode().splitlines()) + b"\n")


def _text(text: str) -> Message:
    """Return the text as a part."""
    part = Message(policy=_POLICY)
    for name, value in _TEXT.items():
        part[name] = value
    part.set_payload(_quoted(text).decode("ascii"))
    return part


def _with_files(text: str, files: Sequence[File]) -> Message:
    mail = MIMEMultipart("mixed", policy=_POLICY)
    mail.attach(_text(text))
    for file in files:
        mail.attach(_attached(file))
    return mail


def _attached(file: File) -> Message:
    """A mail goes as octets: a message/rfc822 part would hand its broken bytes to whoever opens ours."""
    kind = "application/octet-stream" if file.content_type == "message/rfc822" else file.content_type
    part = MIMENonMultipart(*kind.split("/", 1), policy=_POLICY)
    part.set_payload(file.data)
    encode_base64(part)
    part.add_header("Content-Disposition", "attachment", filename=file.name)
    return part
