"""One mail by a person, as the flow looks at it."""

from dataclasses import dataclass
from datetime import datetime

from bot.core.auth import Auth
from bot.core.finding import Finding
from bot.core.mail import Mail


@dataclass(frozen=True, kw_only=True, slots=True)
class Incoming:
    """A read and classified mail with its accepted sender (normal form of core.address)."""

    mail: Mail
    finding: Finding
    sender: str
    arrived_at: datetime
    auth: Auth
