"""Automatic mail recognised from all signals: it is filed, and never answered."""

import re
from dataclasses import dataclass

from bot.core.finding import REQUESTS, Finding, Kind
from bot.core.mail import Mail, Mark
from bot.core.recipient import LEAVE, tokens

_ABSENT = re.compile(
    r"\b(?:je suis (?:actuellement )?(?:absente?|en congé|en conge|en vacances|hors du bureau)|"
    r"serai (?:de retour|absente?)|"
    r"ik ben (?:momenteel |op dit moment |tijdelijk )?(?:afwezig|niet op kantoor|met (?:verlof|vakantie))|"
    r"i am (?:currently )?(?:out of (?:the )?office|on (?:leave|holiday|vacation)|away)|"
    r"i(?:'m| am) out of (?:the )?office|"
    r"ich bin (?:derzeit |momentan |zurzeit )?(?:nicht im (?:b(?:ü|ue)ro|haus)|abwesend|im urlaub)"
    r")\b",
    re.IGNORECASE,
)
_MACHINE = re.compile(
    r"\b(?:(?:ceci|cet? (?:message|courriel|mail|e-?mail)) (?:est|a été) "
    r"(?:un message |généré |envoyé )?automatique(?:ment)?|"
    r"dit is een automatisch (?:gegenereerd )?(?:bericht|antwoord)|"
    r"(?:dit bericht|deze e-?mail) (?:is|werd) automatisch|"
    r"this is an automat(?:ic|ed)|this (?:message|e-?mail) (?:is|was) (?:sent |generated )?automatically|"
    r"dies ist eine automatische|diese (?:nachricht|e-?mail) wurde automatisch)\b",
    re.IGNORECASE,
)
_NOTICE = 900  # characters; absence notices are shorter
_TICKED = re.compile(r"\[ ?[xX✓✔] ?\]|[☒☑]")  # a choice on a form: the person's own word
_BOUNCE_SUBJECT = re.compile(
    r"\b(?:undeliver(?:able|ed)|delivery status notification|delivery (?:has )?fail(?:ed|ure)|returned mail|"
    r"mail delivery (?:failed|subsystem|system)|failure notice|non remis|échec de (?:la )?(?:remise|distribution)|"
    r"non[- ]délivr|n'a pas été (?:délivré|distribué|remis)|not (?:yet )?been delivered|"
    r"(?:message|mail|courriel|bericht|nachricht) (?:was |wurde |werd |a été )?"
    r"(?:blocked|rejected|stopped|rejeté|bloqué|refusé|geweigerd|geblokkeerd|zurückgewiesen|abgewiesen|abgelehnt)|"
    r"niet worden (?:bezorgd|afgeleverd)|wacht(?:en)? (?:nog )?op (?:aflevering|bezorging)|"
    r"[45]\d\d[ -]#?[45]\.\d{1,3}\.\d{1,3}|code:? [45]\.\d{1,3}\.\d{1,3}|"
    r"onbestelbaar|niet (?:bezorgd|afgeleverd)|bezorging (?:is )?mislukt|unzustellbar|"
    r"zustellung (?:fehlgeschlagen|nicht möglich)|"
    r"delayed|retardé|vertraagd|verzögert|non-distribution|n'a pas pu être (?:distribué|remis)|niet te bezorgen|"
    r"niet aangekomen|konnte nicht zugestellt)\b",
    re.IGNORECASE,
)
_LEAVE_WORD = (
    r"(?:unsubscribe|afmelden|af te melden|uitschrijven|uit te schrijven|(?:se )?d[ée]sabonner|d[ée]sabonnement|"
    r"(?:se )?d[ée]sinscrire|d[ée]sinscription|abmelden|abzumelden|abbestellen|abzubestellen)"
)
_PRESSED = r"(?:clicked|pressed|geklikt|gedrukt|cliqu[ée]|geklickt|gedr[üu]ckt|gew[äa]hlt)"
#: What mail programs write when their own button to leave was pressed; the mail is a machine's, the wish a person's.
_CLICKED = re.compile(
    rf"\b{_PRESSED}\b.{{0,15}}\b{_LEAVE_WORD}\b|\b{_LEAVE_WORD}\b.{{0,15}}\b{_PRESSED}\b|"
    rf"\bapple mail\b.{{0,80}}\b{_LEAVE_WORD}\b",
    re.IGNORECASE | re.DOTALL,
)
_ONLY_A_WORD = ("no_context",)  # "Yes.", without what it answers
_HALF = 0.5
_CLICKED_CHARS = 700
_ONE_CLICK = re.compile(r"^(?:unsubscribe|u)[-+.][^@]+@|^[^@]+[+-]unsubscribe[^@]*@|^unsubscribe@", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Own:
    """Our own addresses (lower case) and the domain of our Message-IDs."""

    addresses: frozenset[str]
    domain: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Screening:
    """Why a mail needs no answer: disposition ignored, processed or quarantined; what kind; and the reasons.

    ``sure``: whether more than its words say so. A person may write "I am on holiday, but please erase my data": what
    is only worded like a machine's mail is read, and filed when it asks for nothing.
    """

    disposition: str
    kind: str
    reasons: tuple[str, ...]
    sure: bool = True


def screen(mail: Mail, own: Own) -> Screening | None:
    """Return how an automatic or malformed mail is filed, or None for a mail by a person."""
    for look in (_reported, _one_click, _looped, _bounced, _malformed, _automatic, _listed):
        found = look(mail, own)
        if found is not None:
            return found
    return None


def asks(finding: Finding) -> bool:
    """Whether a mail that is only worded like a machine's asks for something, or a rule or most of the examples say so.

    A notice of absence that answers our question ("I am away. Yes.") does not.
    """
    if finding.kind is Kind.COMPLEX:
        return finding.flags != _ONLY_A_WORD
    if finding.kind is Kind.UNSURE:
        return bool(finding.kinds) or sum(finding.likely.get(kind, 0.0) for kind in REQUESTS) >= _HALF
    return finding.kind in REQUESTS


def _reported(mail: Mail, own: Own) -> Screening | None:
    if Mark.COMPLAINT in mail.marks:
        return Screening(disposition="processed", kind="complaint", reasons=("abuse report (RFC 5965)",))
    if Mark.RECEIPT in mail.marks:
        return Screening(disposition="ignored", kind="receipt", reasons=("disposition notification (RFC 8098)",))
    if Mark.BOUNCE in mail.marks:
        return Screening(disposition="processed", kind="bounce", reasons=("delivery report (RFC 3464)",))
    return None


def _one_click(mail: Mail, own: Own) -> Screening | None:
    """A mail to the address of our List-Unsubscribe field is an unsubscription whatever else it says (RFC 2369), and so
    is what a mail program writes when its own button was pressed.

    With a token in the address it needs no sender: the token says who leaves.
    """
    if tokens(mail, LEAVE) or mail.sender is not None and any(_ours_to_leave(address, own) for address in mail.to):
        return Screening(disposition="processed", kind="unsubscribe", reasons=("to the unsubscribe address",))
    if mail.sender is not None and _pressed(mail):
        return Screening(disposition="processed", kind="unsubscribe", reasons=("the mail program's way out",))
    return None


def _ours_to_leave(address: str, own: Own) -> bool:
    """Somebody else's newsletter has an unsubscribe address too."""
    domains = {own.domain, *(one.rpartition("@")[2] for one in own.addresses)}
    return bool(_ONE_CLICK.match(address)) and address.rpartition("@")[2].lower() in domains


def _pressed(mail: Mail) -> bool:
    """A short mail that says it was written by a program because somebody chose to leave."""
    text = mail.text
    written = _MACHINE.search(text[:300]) or re.match(r"\W*apple mail\b", text, re.IGNORECASE)
    if not written or len(text) > _CLICKED_CHARS:
        return False
    return bool(_CLICKED.search(text)) or mail.subject.strip().lower().startswith("unsubscribe")


def _looped(mail: Mail, own: Own) -> Screening | None:
    if mail.sender is not None and mail.sender.address.lower() in own.addresses:
        return Screening(disposition="ignored", kind="loop", reasons=("from ourselves",))
    if Mark.HOPS in mail.marks:
        return Screening(disposition="ignored", kind="loop", reasons=("too many hops",))
    return None


def _bounced(mail: Mail, own: Own) -> Screening | None:
    """Reports that follow no standard: a daemon or the null sender, and words of delivery."""
    machine = mail.marks & {Mark.DAEMON, Mark.NULL_SENDER}
    if machine and _BOUNCE_SUBJECT.search(f"{mail.subject}\n{mail.text[:500]}"):
        return Screening(disposition="processed", kind="bounce", reasons=("delivery report without a standard",))
    return None


def _malformed(mail: Mail, own: Own) -> Screening | None:
    if mail.sender is None:
        return Screening(disposition="quarantined", kind="malformed", reasons=(mail.sender_fault or "no sender",))
    return None


def _automatic(mail: Mail, own: Own) -> Screening | None:
    """What a machine sends by itself may still carry a request (a form, a mandate platform): the rules read it."""
    if Mark.GENERATED in mail.marks and Mark.NULL_SENDER not in mail.marks and not _ABSENT.search(mail.text[:1500]):
        return None
    reasons = [str(mark) for mark in (Mark.AUTO, Mark.NULL_SENDER) if mark in mail.marks]
    if Mark.DAEMON in mail.marks and not mail.reply_to:
        reasons.append("from a daemon")
    sure = bool(reasons)
    if not sure and _says_so(mail.text):
        reasons.append("says that it is automatic or that the person is away")
    if reasons:
        return Screening(disposition="ignored", kind="autoreply", reasons=tuple(reasons), sure=sure)
    return None


def _says_so(text: str) -> bool:
    """Whether a text tells that a machine wrote it, or that the person is away; a filled form is a person's, and so is
    a long letter that mentions a holiday."""
    absent = len(text) < _NOTICE and _ABSENT.search(text)
    return bool(absent or _MACHINE.search(text[:300]) and not _TICKED.search(text[:3000]))


def _listed(mail: Mail, own: Own) -> Screening | None:
    if Mark.BULK in mail.marks and Mark.GENERATED not in mail.marks:
        return Screening(disposition="ignored", kind="list", reasons=("list or bulk mail (RFC 2369)",))
    return None
