"""The sender, accepted only when there can be no two opinions about who it is."""

import re
from collections.abc import Sequence

from bot.core.mail import Mailbox
from bot.core.mime import header_text

_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_ADDRESS = re.compile(rf"{_ATOM}(?:\.{_ATOM})*@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z0-9-]{{2,63}}")
_QUOTED = r'"(?:[^"\\\r\n]|\\[^\r\n])*"'
_NAME = rf"(?:{_QUOTED}|[^<>@,;:\"\\\[\]()]|\([^()<>@]*\))*"
_NAMED = re.compile(rf"\s*(?P<name>{_NAME})<\s*(?P<address>[^<>\s]+)\s*>\s*")
_BARE = re.compile(r"\s*(?P<address>[^<>\s()]+)\s*(?:\((?P<name>[^()<>@]*)\))?\s*")
_LONGEST = 2_000


def sender(values: Sequence[str]) -> tuple[Mailbox | None, str]:
    """Return the one mailbox of the From fields (raw values), or None and why not (RFC 5322 section 3.6.2).

    Mail programs disagree about a mail with two From fields, two mailboxes, a group or a malformed address; an
    attacker picks the reading that suits him, so none of them is accepted.
    """
    if len(values) != 1:
        return None, "no From field" if not values else f"{len(values)} From fields"
    value = re.sub(r"\r?\n[ \t]+", " ", values[0])
    if len(value) > _LONGEST or any(ord(sign) < 32 and sign != "\t" for sign in value):
        return None, "From field with control characters or too long"
    found = _NAMED.fullmatch(value) or _BARE.fullmatch(value)
    if found is None:
        return None, "From field is not exactly one mailbox"
    address = found["address"]
    if len(address) > 254 or "=?" in address or not _ADDRESS.fullmatch(address):
        return None, "From field with a malformed address"
    local, _, domain = address.rpartition("@")
    return Mailbox(name=_name(found["name"] or ""), address=f"{local}@{domain.lower()}"), ""


def mailboxes(value: str, most: int = 50) -> tuple[str, ...]:
    """Return the addresses that stand in a To, Cc or Reply-To value, lower case; hints only."""
    return tuple(dict.fromkeys(found.lower() for found in _ADDRESS.findall(value[:32_000])))[:most]


def _name(text: str) -> str:
    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] == '"':
        text = re.sub(r"\\(.)", r"\1", text[1:-1])
    return header_text(text)[:200]
