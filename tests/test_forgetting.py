"""The bot's own copies after an erasure and after their time: words, letters, raw mails. On both makes of database."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from bot.core.case import Case, Item, State
from bot.core.records import Arrival, Outcome, Outgoing, Position
from bot.edge.case_rows import load_case
from bot.edge.store import Store
from bot.edge.tables import CaseRow, Inbox, Journal, Outbox, Token
from tests.stores import ANNA, CAROL, FAMILY, NOW, TODAY, contact, opened

KEEP = timedelta(days=365)
LATER = NOW + timedelta(days=1)


@pytest.fixture
def store(database_url: str, tmp_path: Path) -> Iterator[Store]:
    with opened(database_url, tmp_path) as store:
        yield store


def mail(store: Store, sender: str, uid: int, *, case_id: int | None, at: datetime = NOW) -> int:
    """Let a mail come in and have its outcome; return its id."""
    raw = (
        f"Received: by mx.crm.example\r\nMessage-ID:\r\n <mail-{uid}@client.example>\r\n"
        f"From: Somebody\r\n <{sender}>\r\nSubject: x\r\n\r\nMessage-ID: <inner@body.example>\r\nFrom: {CAROL}\r\n"
    ).encode()
    position = Position(account="a", folder="INBOX", uidvalidity=1, uid=uid)
    store.record([Arrival(position=position, size=len(raw), arrived_at=at, raw=raw)])
    with store.transaction() as tx:
        row = tx.session.exec(select(Inbox).where(Inbox.uid == uid)).one()
        outcome = Outcome(disposition="opened" if case_id else "ignored", reasons=(f"from {sender}",), case_id=case_id)
        tx.settle(row.id or 0, outcome, NOW)
        return row.id or 0


def letter(store: Store, recipient: str, case_id: int | None, *, state: str = "sent", at: datetime = NOW) -> str:
    """Queue a letter that has got that far; return its Message-ID."""
    with store.transaction() as tx:
        message_id = tx.outbox.message_id(recipient, case_id, state, at)
        raw = f"To: {recipient}\r\n\r\nhello".encode()
        tx.outbox.send(Outgoing(case_id=case_id, letter="x", recipient=recipient, message_id=message_id, raw=raw), at)
        row = tx.session.exec(select(Outbox).where(Outbox.message_id == message_id)).one()
        row.state, row.error = state, f"550 <{recipient}> unknown"
        return message_id


def finished(store: Store, address: str, *, kind: str = "access", contact_id: int | None, at: datetime = NOW) -> int:
    """Write a finished case with its mail, its letter and a reply code; return its id."""
    with store.transaction() as tx:
        item = Item(id="1-1", kind=kind, state=State.DONE, outcome="carried", fields={"phone": "+3242"})
        new = Case(
            id=0,
            number="",
            language="fr",
            address=address,
            sender=address,
            arrived_at=at,
            due_on=TODAY,
            contact_id=contact_id,
            items=(item,),
            subject="mes données",
            words=f"je suis {address}",
            thread="thread@client.example",
        )
        new = replace(new, number=tx.number(at), version=1)
        case = tx.save(new, next_at=None, note=f"called {address}", now=at)
        tx.mint(case, purpose="confirm", address=address, digest="", expires_at=LATER)
        tx.journal(case.number, "carried", at)
    letter(store, address, case.id, at=at)
    return case.id


def held(store: Store) -> str:
    """Return everything that the bot's own tables hold, as text."""
    with store.session() as session:
        rows = [row for table in (CaseRow, Inbox, Outbox, Token, Journal) for row in session.exec(select(table))]
        return "\n".join(repr(row.model_dump()) for row in rows)


def erase(store: Store, address: str) -> None:
    """Finish a deletion of the person at an address."""
    with store.transaction() as tx:
        person = contact(tx, address)
        tx.subjects.erase(person, once="e/1", now=NOW, today=TODAY)
    case_id = finished(store, address, kind="deletion", contact_id=person)
    mail(store, address, 100 + case_id, case_id=case_id)


def test_after_an_erasure_no_copy_holds_the_address(store: Store) -> None:
    with store.transaction() as tx:
        anna, carol = contact(tx, ANNA), contact(tx, CAROL)
    earlier = finished(store, ANNA, contact_id=anna)
    mail(store, ANNA, 1, case_id=earlier)
    mail(store, ANNA, 2, case_id=None)
    others = finished(store, CAROL, contact_id=carol)
    mail(store, CAROL, 3, case_id=others)
    mail(store, CAROL, 4, case_id=None)
    erase(store, ANNA)
    assert ANNA in held(store)
    assert store.forget(LATER, KEEP) == 3, "two cases and a mail without a case"
    assert ANNA not in held(store)
    assert CAROL in held(store)
    assert {note.message_id for note in store.leftovers(10)} == {"mail 1", "mail 2", "mail 5"}
    assert all(note.sha256 for note in store.leftovers(10)), "a Message-ID can be forged; a hash cannot"
    assert store.forget(LATER, KEEP) == 0


def test_what_is_left_of_a_forgotten_case_can_still_be_counted_and_proved(store: Store) -> None:
    erase(store, ANNA)
    store.forget(LATER, KEEP)
    with store.session() as session:
        row = session.exec(select(CaseRow)).one()
        case = load_case(row)
        assert (case.number, case.items[0].kind, case.items[0].outcome) == (row.number, "deletion", "carried")
        assert session.exec(select(Journal)).one().line == "carried"
        assert session.exec(select(Inbox)).one().disposition == "opened"


def test_a_copy_waits_until_the_last_letter_has_left(store: Store) -> None:
    erase(store, ANNA)
    with store.transaction() as tx:
        letter_id = tx.session.exec(select(Outbox)).one()
        letter_id.state = "deferred"
    assert store.forget(LATER, KEEP) == 0
    with store.transaction() as tx:
        tx.session.exec(select(Outbox)).one().state = "failed"
    assert store.forget(LATER, KEEP) == 1


def test_a_mail_is_struck_off_only_when_told(store: Store) -> None:
    erase(store, ANNA)
    store.forget(LATER, KEEP)
    (note,) = store.leftovers(10)
    assert store.leftovers(10) == [note]
    store.erased(note)
    assert store.leftovers(10) == []


def test_the_cases_of_another_person_at_the_same_address_stay(store: Store) -> None:
    with store.transaction() as tx:
        emma, felix = sorted(match.contact_id for match in tx.find(FAMILY))
        tx.subjects.erase(emma, once="e/1", now=NOW, today=TODAY)
    finished(store, FAMILY, kind="deletion", contact_id=emma)
    finished(store, FAMILY, kind="access", contact_id=felix)
    assert store.forget(LATER, KEEP) == 1
    with store.session() as session:
        assert [load_case(row).words for row in session.exec(select(CaseRow).order_by(CaseRow.id))] == [
            "",
            f"je suis {FAMILY}",
        ]


def test_a_case_that_outlived_the_erasure_is_forgotten_when_it_ends(store: Store) -> None:
    with store.transaction() as tx:
        anna, carol = contact(tx, ANNA), contact(tx, CAROL)
    outlived = finished(store, "lawyer@firm.example", contact_id=anna)
    others = finished(store, CAROL, contact_id=carol)
    with store.transaction() as tx:
        case = tx.case(outlived)
        waiting = tuple(replace(item, state=State.FLAGGED, outcome="") for item in case.items)
        tx.save(replace(case, items=waiting, version=2), next_at=None, note="", now=NOW)
    erase(store, ANNA)
    assert store.forget(LATER, KEEP) == 1
    assert "lawyer@firm.example" in held(store), "staff still work on it"
    with store.transaction() as tx:
        tx.save(replace(case, version=3), next_at=None, note="", now=NOW)
    assert store.forget(LATER, KEEP) == 1
    assert "lawyer@firm.example" not in held(store)
    with store.transaction() as tx:
        assert tx.case(others).words == f"je suis {CAROL}"


def test_after_a_change_of_keys_the_person_is_still_the_same(store: Store) -> None:
    finished(store, ANNA, contact_id=None)
    with store.session() as session:
        row = session.exec(select(CaseRow)).one()
        row.address_hash = "made with an older key"
    erase(store, ANNA)
    store.forget(LATER, KEEP)
    assert ANNA not in held(store)


def test_old_copies_go_and_newer_ones_stay(store: Store) -> None:
    long_ago = NOW - KEEP - timedelta(days=1)
    mail(store, "x@old.example", 1, case_id=finished(store, "x@old.example", contact_id=None, at=long_ago))
    mail(store, "y@old.example", 2, case_id=None, at=long_ago)
    letter(store, "z@old.example", None, at=long_ago)
    letter(store, "w@old.example", None, at=long_ago, state="deferred")
    mail(store, "x@new.example", 3, case_id=finished(store, "x@new.example", contact_id=None))
    letter(store, "z@new.example", None)
    assert store.forget(NOW, KEEP) == 3
    text = held(store)
    assert not any(f"{one}@old.example" in text for one in "xyz")
    assert all(f"{one}@new.example" in text for one in "xz") and "w@old.example" in text


def test_an_open_case_is_never_forgotten(store: Store) -> None:
    case_id = finished(store, ANNA, contact_id=None, at=NOW - 3 * KEEP)
    with store.transaction() as tx:
        case = tx.case(case_id)
        open_items = tuple(replace(item, state=State.FLAGGED, outcome="") for item in case.items)
        tx.save(replace(case, items=open_items, version=2), next_at=None, note="", now=NOW)
    store.forget(NOW, KEEP)
    with store.transaction() as tx:
        assert tx.case(case_id).words == f"je suis {ANNA}"


def test_a_mail_without_an_outcome_is_never_forgotten(store: Store) -> None:
    position = Position(account="a", folder="INBOX", uidvalidity=1, uid=1)
    store.record([Arrival(position=position, size=3, arrived_at=NOW - 3 * KEEP, raw=b"abc")])
    store.forget(NOW, KEEP)
    assert [one.raw for one in store.begin(10)] == [b"abc"]


def test_nothing_of_an_erased_person_stays_in_the_files(tmp_path: Path) -> None:
    with opened(f"sqlite:///{tmp_path / 'store.sqlite3'}", tmp_path) as store:
        erase(store, ANNA)
        store.forget(LATER, KEEP)
        files = {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.name.startswith("store")}
    assert "store.sqlite3-wal" in files
    for name, data in files.items():
        assert ANNA.encode() not in data and b"Tilleuls" not in data, name


def test_a_mail_whose_card_is_gone_here_alone_is_still_known_by_what_lies_on_the_server(store: Store) -> None:
    """Its bytes here are fewer: a Message-ID that anybody may choose must not stand in for its hash."""
    mail_id = mail(store, ANNA, 1, case_id=None, at=NOW - KEEP - timedelta(days=1))
    with store.transaction() as tx:
        row = tx.session.get_one(Inbox, mail_id)
        size, known = row.size, row.sha256
        tx.redact(mail_id, b"Message-ID: <chosen@x.example>\r\n\r\nless")
    store.forget(NOW, KEEP)
    (note,) = store.leftovers(10)
    assert (note.size, note.sha256) == (size, known)
