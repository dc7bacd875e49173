"""Why a member of staff must look as well after the person confirmed."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core.address import is_role
from bot.core.auth import Auth
from bot.core.finding import Finding
from bot.core.folding import fold

RECENT = timedelta(days=30)
ADDRESS_GONE = "address_gone"
_WORD = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Circumstances:
    """What is known of a request beside its words. ``names`` are those on file, empty when none is stored."""

    sender: str
    address: str
    known: bool
    role: bool
    changed_at: datetime | None
    disowned: bool
    auth: Auth
    sender_name: str = ""
    names: tuple[str, ...] = ()


def risks(finding: Finding, seen: Circumstances, now: datetime) -> tuple[str, ...]:
    """Return the reasons, in the words of ``words.toml``; empty when the confirmation is enough."""
    return tuple(_risks(finding, seen, now))


def since_asked(on_file: bool, changed_at: datetime | None, now: datetime) -> tuple[str, ...]:
    """Return what has become a reason since the person was asked: ``on_file``, whether the address that confirms is
    still one of the record; ``changed_at``, when its details last changed."""
    if not on_file:
        return (ADDRESS_GONE,)
    return ("recent_change",) if _recent(changed_at, now) else ()


def _recent(changed_at: datetime | None, now: datetime) -> bool:
    return changed_at is not None and now - changed_at < RECENT


def _risks(finding: Finding, seen: Circumstances, now: datetime) -> Iterable[str]:
    if seen.sender != seen.address:
        yield "sender_differs"
    if "email" in finding.fields:
        yield "email_change"
    if seen.role or is_role(seen.address):
        yield "role_mailbox"
    if _recent(seen.changed_at, now):
        yield "recent_change"
    if seen.auth is Auth.FAIL:
        yield "authentication_failed"
    if seen.disowned:
        yield "disowned_before"
    if seen.sender == seen.address and another_name(seen.sender_name, seen.names):
        yield "name_mismatch"
    yield from (flag for flag in finding.flags if flag != "several_rights")


def another_name(written: str, names: Sequence[str]) -> bool:
    """Whether the full name beside an address has no word of the names on file: somebody else may be writing from it.

    One word, or an address in place of a name, says too little; a new surname beside the old first name is a marriage.
    """
    said = set(_WORD.findall(fold(written)))
    known = {word for name in names for word in _WORD.findall(fold(name))}
    return len(said) > 1 and "@" not in written and bool(known) and not said & known
