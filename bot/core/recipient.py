"""The addresses that we write into our own newsletters: a local part that carries a token, and a Message-ID that says
which mail of which issue it was. Also the values that go with them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.core.mail import Mail

LEAVE, BOUNCE = "u", "b"

#: In all that we send, with its Message-ID: unguessable, and known to us when it comes back.
LOOP = "X-Privacy-Bot-Loop"

#: Where servers note to which mailbox a mail really came, beside To and Cc.
_RECIPIENTS = frozenset({"to", "cc", "delivered-to", "x-original-to", "x-delivered-to", "envelope-to", "apparently-to"})
# Behind a letter, or behind the name of a mailbox of its own, which takes leave; quoted at will (RFC 5321, 4.1.2).
_TOKEN = re.compile(r"(?:(?<![a-z0-9])(?P<letter>[ub])[+-]|\+)(?P<token>[a-z2-7]{44})\"?@", re.IGNORECASE)
_LINK = re.compile(r"/u/(?P<token>[a-z2-7]{44})(?![a-z0-9])", re.IGNORECASE)
_NUMBER = re.compile(r"(?P<number>[0-9]{4}-N[0-9]{4,9})\.(?P<mark>[0-9a-f]{32})", re.IGNORECASE)
_MOST = 10


@dataclass(frozen=True, slots=True)
class Leaving:
    """Whom a token takes off which list: ``mark`` is the keyed hash of the address; topic "" is all of them."""

    mark: str
    topic: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Reader:
    """Who receives newsletters at an address: the address as it stands on file now, and the language.

    ``customer`` when something is sold to the person: losing touch with him is more than a lost reader.
    """

    address: str
    language: str
    contact_id: int | None = None
    customer: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Refused:
    """A mail of an issue that the relay refused for good."""

    id: int
    mark: str
    status: str  # enhanced status code


@dataclass(frozen=True, kw_only=True, slots=True)
class Delivered:
    """A mail of an issue to one reader, as the ledger knows it."""

    id: int
    number: str  # of the issue
    mark: str
    topic: str
    state: str


def tokens(mail: Mail, letter: str) -> tuple[str, ...]:
    """Return the tokens in the recipients of a mail: LEAVE (List-Unsubscribe) or BOUNCE (envelope sender)."""
    return _distinct(token for name, value in mail.headers if name in _RECIPIENTS for token in _plus(value, letter))


def tokens_in(text: str) -> tuple[str, ...]:
    """Return the tokens that leave, as they stand in the header of a newsletter that came back."""
    return _distinct([*_plus(text, LEAVE), *(found["token"] for found in _LINK.finditer(text))])


def delivered(text: str, domain: str = "") -> tuple[str, str] | None:
    """Return issue number and mark from a Message-ID or an envelope id, or None when it is none of a newsletter."""
    head, _, tail = text.strip("<> ").partition("@")
    found = _NUMBER.fullmatch(head)
    if found is None or (domain and tail.lower() != domain):
        return None
    return found["number"].upper(), found["mark"].lower()


def _plus(text: str, letter: str) -> Iterable[str]:
    return (found["token"] for found in _TOKEN.finditer(text) if (found["letter"] or LEAVE).lower() == letter)


def _distinct(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(token.lower() for token in found))[:_MOST]
