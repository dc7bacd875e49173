"""One mail by a person, as the flow looks at it."""

from dataclasses import dataclass
from datetime import datetime

from bot.core.auth import Auth
from bot.core.finding import Finding
from bot.core.letter import LANGUAGES
from bot.core.mail import Mail, Mark
from bot.flow.office import Office

#: Who sent such a mail gets no letter that only answers it.
UNANSWERED = frozenset({Mark.AUTO, Mark.NO_ANSWER})


@dataclass(frozen=True, kw_only=True, slots=True)
class Incoming:
    """A read and classified mail with its accepted sender (normal form of core.address)."""

    mail_id: int
    mail: Mail
    finding: Finding
    sender: str
    arrived_at: datetime
    auth: Auth


def languages(office: Office, incoming: Incoming, stored: str) -> tuple[str, str]:
    """The language of the answer: the one on file, else that of the mail; two when the mail does not tell it."""
    finding = incoming.finding
    if stored or (finding.language and not finding.other_language):
        return stored or finding.language, ""
    likely = (office.language, finding.language, finding.other_language, *LANGUAGES)
    first, second = list(dict.fromkeys(filter(None, likely)))[:2]
    return first, second
