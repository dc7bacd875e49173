"""The work of the worker process: bytes -> read, screened and classified mail."""

from collections.abc import Callable, Sequence
from pathlib import Path

from bot.core.address import normal
from bot.core.classify import classify
from bot.core.finding import REQUESTS, Finding, Kind
from bot.core.language import languages
from bot.core.mail import Mail
from bot.core.papers import papers
from bot.core.read import read
from bot.core.records import Seen
from bot.core.screen import Own, screen
from bot.edge.rule_files import load
from bot.edge.signatures import DnsLookup, Lookup, signs

_ONLY_A_WORD = ("no_context",)  # "Yes.", without what it answers
_HALF = 0.5


def _asks(finding: Finding | None) -> bool:
    """Whether a mail asks for something, or a rule or most of the examples say so; a notice of absence that answers our
    question ("I am away. Yes.") does not."""
    if finding is None:
        return False
    doubted = bool(finding.kinds) or sum(finding.likely.get(kind, 0.0) for kind in REQUESTS) >= _HALF
    if finding.kind is Kind.COMPLEX:
        return finding.flags != _ONLY_A_WORD
    return finding.kind in REQUESTS or (finding.kind is Kind.UNSURE and doubted)


def open_sorter(
    folders: tuple[Path, ...], own: Sequence[str], deciding: frozenset[str] = frozenset(), lookup: Lookup | None = None
) -> Callable[[bytes], Seen]:
    """Load the rules once and return the function that is called for each mail.

    ``own``: the addresses from which we send, the privacy address first. ``deciding``: whose mails may be commands, so
    that their signatures are checked, with the keys that ``lookup`` finds (the DNS when None).
    """
    rules = load(*folders)
    languages("lorem ipsum")  # the models load at the first use, and that must not count against the first mail
    ours = Own(addresses=frozenset(own), domain=own[0].rpartition("@")[2])
    keys = lookup or DnsLookup()

    def sort(raw: bytes) -> Seen:
        mail = read(raw)
        screening = screen(mail, ours)
        settled = screening is not None and screening.kind != "list" and screening.sure
        finding = None if settled else classify(mail, rules)
        if screening is not None and not screening.sure:
            screening, finding = (None, finding) if _asks(finding) else (screening, None)
            settled = screening is not None
        certain = not settled and signed(mail, raw)
        return Seen(mail=mail, screening=screening, finding=finding, signed=certain, papers=papers(mail, raw))

    def signed(mail: Mail, raw: bytes) -> bool:
        sender = normal(mail.sender.address) if mail.sender else ""
        return sender in deciding and signs(raw, sender.rpartition("@")[2], keys)

    return sort
