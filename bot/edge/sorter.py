"""The work of the worker process: bytes -> read, screened and classified mail."""

from collections.abc import Callable
from pathlib import Path

from bot.core.classify import classify
from bot.core.language import detect
from bot.core.read import read
from bot.core.records import Seen
from bot.core.screen import Own, screen
from bot.edge.rule_files import load


def open_sorter(folders: tuple[Path, ...], privacy_address: str, *others: str) -> Callable[[bytes], Seen]:
    """Load the rules once and return the function that is called for each mail.

    ``others``: addresses beside the privacy address from which we send (newsletters)."""
    rules = load(*folders)
    detect("lorem ipsum")  # the models load at the first use, and that must not count against the first mail
    own = Own(addresses=frozenset({privacy_address, *others}), domain=privacy_address.rpartition("@")[2])

    def sort(raw: bytes) -> Seen:
        mail = read(raw)
        screening = screen(mail, own)
        settled = screening is not None and screening.kind != "list"
        return Seen(mail=mail, screening=screening, finding=None if settled else classify(mail, rules))

    return sort
