"""The work of the worker process: bytes -> read, screened and classified mail."""

from collections.abc import Callable, Sequence
from pathlib import Path

from bot.core.address import normal
from bot.core.classify import classify
from bot.core.finding import Finding
from bot.core.language import languages
from bot.core.mail import Mail
from bot.core.papers import papers
from bot.core.read import read
from bot.core.records import Seen
from bot.core.screen import Own, Screening, asks, screen
from bot.edge.rule_files import load
from bot.edge.signatures import DnsLookup, Lookup, signs


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
        screening, finding = judged(mail)
        certain = finding is not None and signed(mail, raw)
        return Seen(mail=mail, screening=screening, finding=finding, signed=certain, papers=papers(mail, raw))

    def judged(mail: Mail) -> tuple[Screening | None, Finding | None]:
        """What settles a mail, and what is asked in one that is not settled; both of list mail."""
        screening = screen(mail, ours)
        if screening is not None and screening.sure and screening.kind != "list":
            return screening, None
        finding = classify(mail, rules)
        if screening is None or screening.sure:
            return screening, finding
        return (None, finding) if asks(finding) else (screening, None)

    def signed(mail: Mail, raw: bytes) -> bool:
        sender = normal(mail.sender.address) if mail.sender else ""
        return sender in deciding and signs(raw, sender.rpartition("@")[2], keys)

    return sort
