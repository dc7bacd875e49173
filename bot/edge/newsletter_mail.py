"""The mail of an issue in one language, made once and split at the places of its personal parts; then only joined.

Every personal part stands between soft line breaks of its own (RFC 2045 section 6.7), so that no encoder can cut it and
no value makes a line too long. Building a message anew for each recipient would cost a hundred times as much.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.quoprimime import body_encode
from email.utils import format_datetime
from hashlib import sha256
from html import escape

from bot.core.newsletter import LEAVE, LEAVE_URL, NAME, RECIPIENT, Body
from bot.core.recipient import LOOP
from bot.edge.compose import Envelope
from bot.errors import PermanentError

_POLICY = SMTP.clone(max_line_length=78, refold_source="none")
_SLOT = re.compile("|".join(map(re.escape, (LEAVE_URL, LEAVE, NAME, RECIPIENT))))
_PLAIN = re.compile(r"[\x21-\x3c\x3e-\x7e]{1,70}")  # needs no encoding and fits a line
_MAILBOX = re.compile(r"[\x21-\x3b\x3d\x3f\x41-\x7e]{1,64}@[A-Za-z0-9.-]{1,253}")
_MESSAGE_ID = re.compile(r"[A-Za-z0-9.-]{1,200}@[A-Za-z0-9.-]{1,253}")
_URL = re.compile(r"https://[\x21-\x3b\x3d\x3f-\x7e]{1,900}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")

Piece = bytes | str  # bytes stand as they are, a str names a slot


@dataclass(frozen=True, kw_only=True, slots=True)
class Personal:
    """What differs from mail to mail. ``message_id`` is without brackets; ``leave`` the mailbox that unsubscribes."""

    recipient: str
    name: str
    message_id: str
    leave: str
    leave_url: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Lists:
    """What the list headers say (RFC 2369, RFC 2919): stable for each topic. ``owner`` is a mailbox."""

    list_id: str
    name: str
    feedback_id: str
    owner: str


class MailForm:
    """``fill`` returns the complete mail to one person."""

    def __init__(self, head: bytes, text: Sequence[Piece], html: Sequence[Piece], boundary: bytes) -> None:
        self._head = head
        self._text = text
        self._html = html
        self._boundary = boundary

    @classmethod
    def build(cls, body: Body, *, sender: Envelope, lists: Lists, date: datetime) -> "MailForm":
        """Return the form of one language."""
        mail = EmailMessage(policy=_POLICY)
        mail["From"] = Address(display_name=sender.name, addr_spec=sender.address)
        if sender.address != lists.owner:
            mail["Reply-To"] = lists.owner  # a STOP by reply must reach the mailbox that is read
        mail["Subject"] = _CONTROL.sub(" ", body.subject).strip()
        mail["Date"] = format_datetime(date)
        mail["List-Id"] = f"{_phrase(lists.name)} <{lists.list_id}>"
        mail["List-Help"] = f"<mailto:{lists.owner}>"
        mail["List-Owner"] = f"<mailto:{lists.owner}>"
        mail["List-Post"] = "NO"
        mail["Precedence"] = "bulk"
        mail["Auto-Submitted"] = "auto-generated"
        mail["X-Auto-Response-Suppress"] = "All"
        mail["Feedback-ID"] = lists.feedback_id
        mail["Content-Language"] = body.language
        head = mail.as_bytes().removesuffix(b"\r\n")
        boundary = f"=_{sha256(f'{body.text}{body.html}'.encode()).hexdigest()[:40]}".encode()
        return cls(head, _pieces(body.text), _pieces(body.html), boundary)

    def fill(self, personal: Personal) -> bytes:
        """Return the mail (bytes with CRLF); PermanentError when a value could break its header."""
        _check(personal)
        name = _CONTROL.sub(" ", personal.name).strip()
        values: Mapping[str, str] = {
            NAME: f" {name}" if name else "",
            RECIPIENT: personal.recipient,
            LEAVE: personal.leave,
            LEAVE_URL: personal.leave_url,
        }
        edge = b"--" + self._boundary
        return b"".join(
            (
                self._head,
                _headers(personal),
                b'MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary="' + self._boundary + b'"\r\n\r\n',
                edge,
                b"\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n",
                *_filled(self._text, values, _same),
                b"\r\n" + edge,
                b"\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n",
                *_filled(self._html, values, escape),
                b"\r\n" + edge + b"--\r\n",
            )
        )


def _check(personal: Personal) -> None:
    """The values that stand in headers; whatever else they hold could end the field and begin another."""
    for value, shape in (
        (personal.recipient, _MAILBOX),
        (personal.leave, _MAILBOX),
        (personal.message_id, _MESSAGE_ID),
    ):
        if not shape.fullmatch(value):
            raise PermanentError("newsletter: an address or Message-ID that cannot stand in a header")
    if personal.leave_url and not _URL.fullmatch(personal.leave_url):
        raise PermanentError("newsletter: an unsubscribe URL that cannot stand in a header")


def _headers(personal: Personal) -> bytes:
    """One-click goes first where there is an https address (RFC 8058 section 3.1); mailto is always there."""
    web = f"<{personal.leave_url}>,\r\n " if personal.leave_url else ""
    click = "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" if personal.leave_url else ""
    return (
        f"To: <{personal.recipient}>\r\nMessage-ID: <{personal.message_id}>\r\n{LOOP}: <{personal.message_id}>\r\n"
        f"List-Unsubscribe: {web}<mailto:{personal.leave}?subject=unsubscribe>\r\n{click}"
    ).encode("ascii")


def _phrase(name: str) -> str:
    """A display phrase that needs no quoting; anything else would have to be encoded inside a structured field."""
    return re.sub(r"[^A-Za-z0-9 -]", "", name).strip() or "newsletter"


def _pieces(text: str) -> tuple[Piece, ...]:
    """Encode what stands between the slots; each slot gets a line of its own that decoding takes away again."""
    text = text.replace("\r\n", "\n")
    pieces: list[Piece] = []
    last = 0
    for slot in _SLOT.finditer(text):
        pieces += [_encoded(text[last : slot.start()]) + b"=\r\n", slot[0], b"=\r\n"]
        last = slot.end()
    return (*pieces, _encoded(text[last:]))


def _filled(pieces: Sequence[Piece], values: Mapping[str, str], form: Callable[[str], str]) -> list[bytes]:
    return [piece if isinstance(piece, bytes) else _value(form(values[piece])) for piece in pieces]


def _value(text: str) -> bytes:
    return text.encode("ascii") if _PLAIN.fullmatch(text) else _encoded(text)


def _encoded(text: str) -> bytes:
    return body_encode(text.encode("utf-8").decode("latin-1"), maxlinelen=76, eol="\r\n").encode("ascii")


def _same(text: str) -> str:
    return text
