"""Why a member of staff must look as well after the person confirmed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core.address import is_role
from bot.core.auth import Auth
from bot.core.finding import Finding

RECENT = timedelta(days=30)


@dataclass(frozen=True, kw_only=True, slots=True)
class Circumstances:
    """What is known of a request beside its words. ``names`` are those on file, "" for none."""

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


def _risks(finding: Finding, seen: Circumstances, now: datetime) -> Iterable[str]:
    if seen.sender != seen.address:
        yield "sender_differs"
    if "email" in finding.fields:
        yield "email_change"
    if seen.role or is_role(seen.address):
        yield "role_mailbox"
    if seen.changed_at is not None and now - seen.changed_at < RECENT:
        yield "recent_change"
    if seen.auth is Auth.FAIL:
        yield "authentication_failed"
    if seen.disowned:
        yield "disowned_before"
    yield from (flag for flag in finding.flags if flag != "several_rights")
