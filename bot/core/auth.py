"""What the receiving server says about a sender (RFC 8601): evidence, never identity."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

#: A quoted string or a comment (RFC 5322 section 3.2), whichever opens first; comments nest.
_OPAQUE = re.compile(
    r'"(?P<quoted>(?:[^"\\]|\\.)*)"|\((?:[^()\\]|\\.|\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*\))*\)', re.DOTALL
)
_UNCLOSED = re.compile(r'["()]')
_NO_WORD = re.compile(r"[^\w.@+-]")
_RESULT = re.compile(r"^\s*(dmarc|dkim)\s*=\s*([a-z]+)\b(.*)$", re.IGNORECASE | re.DOTALL)
_PROPERTY = re.compile(r"(?<!\S)(header\.(?:from|d|i))\s*=\s*@?([^\s;]+)", re.IGNORECASE)
_BY = re.compile(r"\bby\s+([^\s;()]+)", re.IGNORECASE)


class Auth(StrEnum):
    """Whether the From domain is authenticated; ``NONE`` when no trusted server said anything."""

    ALIGNED = "pass"
    FAIL = "fail"
    NONE = "none"


@dataclass(frozen=True, kw_only=True, slots=True)
class Border:
    """The one server whose word counts: its authserv-id, and its name in the Received field that it writes."""

    authserv_id: str = ""
    received_by: str = ""


def authenticated(headers: Sequence[tuple[str, str]], sender: str, border: Border, *, signed: bool = False) -> Auth:
    """Return what the border server says of the domain of ``sender`` (an address), or, when it says nothing, whether
    that domain ``signed`` the mail.

    ``headers`` are (lower-case name, value) from the top. Only fields above the border's own Received field count:
    what stands below came with the mail and may be forged (RFC 8601 section 1.6 and 5).
    """
    domain = sender.rpartition("@")[2].lower()
    verdicts = [_verdict(value, domain) for value in _trusted(headers, border)] if border.authserv_id else []
    if Auth.FAIL in verdicts:
        return Auth.FAIL
    return Auth.ALIGNED if signed or Auth.ALIGNED in verdicts else Auth.NONE


def _trusted(headers: Sequence[tuple[str, str]], border: Border) -> list[str]:
    fields: list[str] = []
    by = (border.received_by or border.authserv_id).lower()
    for name, value in headers:
        if name == "authentication-results" and _said_by(value) == border.authserv_id.lower():
            fields.append(value)
        if name == "received" and (found := _BY.search(value)) and found[1].lower() == by:
            return fields
    return []


def _said_by(value: str) -> str:
    return re.split(r"[\s;(]", value.strip(), maxsplit=1)[0].lower()


def _plain(value: str) -> str:
    """Return a field without comments, and with quoted strings that are one word: border servers put the envelope
    sender there, and a stranger may write ``;dmarc=pass`` into it. "" when one of them does not end."""
    plain = _OPAQUE.sub(lambda found: " " if found["quoted"] is None else _NO_WORD.sub("_", found["quoted"]), value)
    return "" if _UNCLOSED.search(plain) else plain


def _verdict(value: str, domain: str) -> Auth:
    verdict, plain = Auth.NONE, _plain(value)
    if not plain:
        return Auth.FAIL  # what cannot be read for sure might have been a failure
    for part in plain.split(";")[1:]:
        found = _RESULT.match(part)
        if found is None:
            continue
        method, result = found[1].lower(), found[2].lower()
        properties = {name.lower(): text.lower() for name, text in _PROPERTY.findall(found[3])}
        if method == "dmarc" and properties.get("header.from", domain) == domain:
            if result == "fail":
                return Auth.FAIL
            verdict = Auth.ALIGNED if result == "pass" else verdict
        if method == "dkim" and result == "pass" and properties.get("header.d") == domain:
            verdict = Auth.ALIGNED
    return verdict
