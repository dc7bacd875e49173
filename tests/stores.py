"""Opens a store with the shipped data map and the sample people, for the tests of what stands in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlmodel import Session, col, select

from bot.edge import samples
from bot.edge.access_answer import Page
from bot.edge.build import shipped
from bot.edge.database import open_engine, upgrade
from bot.edge.journal import chain_hash
from bot.edge.keys import Keys
from bot.edge.rule_files import load_map
from bot.edge.store import Store
from bot.edge.tables import Journal
from bot.edge.transaction import Holdings, Transaction

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
TODAY = NOW.date()
ANNA, CAROL, FAMILY = "anna.lefevre@maison.example", "carol.smith@house.example", "famille@maison.example"
FOLDERS = ("opened", "joined", "flagged", "ignored", "processed", "answered")


@contextmanager
def opened(url: str, folder: Path) -> Iterator[Store]:
    """Yield a store with the sample people; its key file stands in the folder."""
    engine = open_engine(url)
    upgrade(engine)
    holdings = Holdings(
        datamap=load_map(shipped("rules")),
        keys=Keys.create(folder / "keys"),
        page=Page.load(shipped("templates")),
        folders={name: f"P/{name}" for name in FOLDERS},
        domain="crm.example",
    )
    store = Store(engine, holdings)
    with store.session() as session:
        samples.load(session)
    try:
        yield store
    finally:
        engine.dispose()


def contact(tx: Transaction, address: str) -> int:
    """Return the one record behind an address."""
    (match,) = tx.find(address)
    return match.contact_id


def chain_again(session: Session, first: str = "") -> None:
    """Make all hashes of the journal anew, as whoever can write the database may: they need no secret. ``first`` is
    what the first line says from now on."""
    previous = ""
    for row in session.exec(select(Journal).order_by(col(Journal.seq))):
        row.line = first if first and not previous else row.line
        row.previous, row.hash = previous, chain_hash(previous, row.at, row.case_number, row.line)
        previous = row.hash
        session.add(row)
