"""One decision in the database: cases, reply codes, letters, counters, the journal. On both makes of database."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from bot.core.case import Case, Item, State
from bot.core.records import Outgoing
from bot.edge.database import open_engine
from bot.edge.journal import chain_hash
from bot.edge.keys import Keys
from bot.edge.store import Store
from bot.edge.tables import CaseRow, Journal, Outbox, Token
from bot.edge.transaction import Transaction
from bot.errors import TemporaryError
from tests.stores import ANNA, CAROL, NOW, TODAY, opened

HOUR = timedelta(hours=1)


@pytest.fixture
def store(database_url: str, tmp_path: Path) -> Iterator[Store]:
    with opened(database_url, tmp_path) as store:
        yield store


@pytest.fixture
def tx(store: Store) -> Iterator[Transaction]:
    with store.transaction() as tx:
        yield tx


def new_case(tx: Transaction, address: str = ANNA, *, state: State = State.ASKED, outcome: str = "") -> Case:
    """Write a case with one item and return it."""
    item = Item(
        id="1",
        kind="change_of_details",
        state=state,
        outcome=outcome,
        fields={"phone": None, "address": {"street": "Rue Neuve", "box": None}},
        effective=date(2027, 3, 1),
        awaits=frozenset({ANNA, "new@maison.example"}),
        confirmed_at=NOW,
    )
    blank = Case(
        id=0, number="", language="fr", address=address, sender=address, arrived_at=NOW, due_on=TODAY, items=(item,)
    )
    return tx.save(replace(blank, number=tx.number(NOW), version=1), next_at=NOW + HOUR, note="", now=NOW)


def outgoing(recipient: str, message_id: str, state: str = "pending", case_id: int | None = None) -> Outgoing:
    return Outgoing(case_id=case_id, letter="x", recipient=recipient, message_id=message_id, raw=b"raw", state=state)


# -- cases


def test_a_case_comes_back_as_it_was_written(store: Store) -> None:
    with store.transaction() as tx:
        case = new_case(tx)
    with store.transaction() as tx:
        assert tx.case(case.id) == case


def test_numbers_count_through_the_year_of_brussels(tx: Transaction) -> None:
    assert [new_case(tx).number for _ in range(2)] == ["2026-0001", "2026-0002"]
    new_year = NOW.replace(month=12, day=31, hour=23, minute=30)
    assert tx.number(new_year) == "2027-0001", "half past eleven in London is next year in Brussels"


def test_of_two_who_decide_on_the_same_case_the_second_is_stopped(store: Store) -> None:
    with store.transaction() as tx:
        case = new_case(tx)
    later = replace(case, version=2)
    with store.transaction() as tx:
        tx.save(later, next_at=None, note="", now=NOW)
    with pytest.raises(RuntimeError, match="changed meanwhile"), store.transaction() as tx:
        tx.save(later, next_at=None, note="", now=NOW)


def test_the_clock_sees_what_is_due_and_nothing_that_is_closed(store: Store) -> None:
    with store.transaction() as tx:
        case, closed = new_case(tx), new_case(tx, CAROL)
        done = tuple(replace(item, state=State.CLOSED) for item in closed.items)
        tx.save(replace(closed, items=done, version=2), next_at=None, note="", now=NOW)
    assert store.due(NOW, 10) == []
    assert store.due(NOW + HOUR, 10) == [case.id]
    with store.transaction() as tx:
        tx.postpone(case.id, NOW + 2 * HOUR)
    assert store.due(NOW + HOUR, 10) == []
    assert store.undone(NOW + 2 * HOUR) == [f"case {case.number} is due"]


def test_open_cases_are_found_by_the_person_even_after_a_change_of_keys(store: Store, tmp_path: Path) -> None:
    with store.transaction() as tx:
        case = new_case(tx)
        new_case(tx, CAROL)
    Keys.rotate(tmp_path / "keys")
    newer = Store(store.engine, replace(store._holdings, keys=Keys.load(tmp_path / "keys")))
    with newer.transaction() as tx:
        assert [one.id for one in tx.past("Anna.Lefevre@maison.example", NOW).open_cases] == [case.id]
        assert len(tx.undecided()) == 2


def test_who_lately_said_it_was_not_him_is_known(tx: Transaction) -> None:
    case = new_case(tx, state=State.CLOSED, outcome="disowned")
    assert not case.open
    assert tx.past(ANNA, NOW - HOUR).disowned and not tx.past(ANNA, NOW + HOUR).disowned
    assert not tx.past(CAROL, NOW - HOUR).disowned


# -- reply codes


def test_a_reply_code_is_stored_as_a_hash_and_found_by_its_text(tx: Transaction) -> None:
    case = new_case(tx)
    text = tx.mint(case, purpose="confirm", address=ANNA.upper(), digest="d", expires_at=NOW + HOUR)
    assert len(text) == 26
    code = tx.code(text)
    assert code is not None and (code.case_id, code.purpose, code.address, code.used) == (
        case.id,
        "confirm",
        ANNA,
        False,
    )
    assert (code.items, code.digest, code.expires_at) == (("1",), "d", NOW + HOUR)
    assert text not in tx.session.exec(select(Token.hash)).one()
    assert tx.code(code.hash) is None and tx.code("") is None


def test_spent_codes_stay_spent_and_others_stay_good(tx: Transaction) -> None:
    case, other = new_case(tx), new_case(tx, CAROL)
    spent, kept, elsewhere = (
        tx.mint(one, purpose=purpose, address=address, digest="", expires_at=NOW + HOUR)
        for one, purpose, address in ((case, "staff", ANNA), (case, "staff", CAROL), (other, "staff", ANNA))
    )
    tx.use_codes(case.id, "staff", NOW, ANNA.upper())
    used = {text: code.used for text in (spent, kept, elsewhere) if (code := tx.code(text))}
    assert used == {spent: True, kept: False, elsewhere: False}
    tx.use_codes(case.id, "staff", NOW)
    assert (code := tx.code(kept)) is not None and code.used


# -- mail out


def test_a_message_id_is_the_same_for_the_same_letter_only(tx: Transaction) -> None:
    first = tx.outbox.message_id(1, "challenge", ANNA)
    assert first == tx.outbox.message_id(1, "challenge", ANNA) and first.endswith("@crm.example")
    assert len({first, tx.outbox.message_id(2, "challenge", ANNA), tx.outbox.message_id(1, "challenge", CAROL)}) == 3


@pytest.mark.parametrize("written", (False, True))
def test_the_budget_counts_what_was_sent_and_not_what_was_silenced(tx: Transaction, written: bool) -> None:
    for number, recipient in enumerate((ANNA, ANNA, CAROL)):
        tx.outbox.send(outgoing(recipient, f"{number}@x"), NOW)
    tx.outbox.send(outgoing(ANNA, "silent@x", "silenced"), NOW)
    if written:
        tx.write()
    assert (
        tx.outbox.sent_since(NOW, recipient=ANNA),
        tx.outbox.sent_since(NOW),
        tx.outbox.sent_since(NOW + HOUR, recipient=ANNA),
    ) == (
        2,
        3,
        0,
    )
    assert tx.outbox.recipient("2@x") == CAROL and tx.outbox.recipient("no@x") == ""


@pytest.mark.parametrize("written", (False, True))
def test_one_message_id_is_queued_once(tx: Transaction, written: bool) -> None:
    tx.outbox.send(outgoing(ANNA, "1@x"), NOW)
    if written:
        tx.write()
    tx.outbox.send(outgoing(CAROL, "1@x"), NOW)
    tx.outbox.send(outgoing(CAROL, "2@x"), NOW)
    assert tx.session.exec(select(Outbox.recipient).order_by(Outbox.message_id)).all() == [ANNA, CAROL]


def test_the_letters_of_a_new_case_are_counted(tx: Transaction) -> None:
    case = new_case(tx)
    for number in range(3):
        tx.outbox.send(outgoing(ANNA, f"{number}@x", case_id=case.id), NOW)
        assert tx.outbox.sent_since(NOW, case_id=case.id) == number + 1
        if number == 1:
            tx.write()


def test_a_bounce_finds_its_letter_once(tx: Transaction) -> None:
    case = new_case(tx)
    tx.outbox.send(outgoing(ANNA, "1@x", case_id=case.id), NOW)
    assert tx.outbox.bounced("1@x", NOW) == case.id
    assert tx.outbox.bounced("1@x", NOW) is None and tx.outbox.bounced("other@x", NOW) is None
    assert tx.session.exec(select(Outbox.state)).one() == "bounced"


def test_replies_go_before_newsletters(store: Store) -> None:
    with store.transaction() as tx:
        for number in range(3):
            tx.outbox.send(outgoing(ANNA, f"{number}@x"), NOW)
        tx.session.exec(select(Outbox).where(Outbox.message_id == "0@x")).one().lane = "news"
    assert [mail.id for mail in store.claim(NOW, 2)] == [2, 3]


# -- the journal and small facts


def test_a_line_that_was_altered_breaks_the_chain(store: Store) -> None:
    with store.transaction() as tx:
        for line in ("one", "two", "three"):
            tx.journal("2026-0001", line, NOW)
    assert _chain_holds(store)
    with store.session() as session:
        session.exec(select(Journal).where(Journal.line == "two")).one().line = "2"
    assert not _chain_holds(store)


def _chain_holds(store: Store) -> bool:
    previous = ""
    with store.session() as session:
        for row in session.exec(select(Journal).order_by(Journal.seq)):
            if (row.previous, row.hash) != (previous, chain_hash(previous, row.at, row.case_number, row.line)):
                return False
            previous = row.hash
    return True


def test_counters_and_settings_are_remembered(store: Store) -> None:
    with store.transaction() as tx:
        assert (tx.count("n"), tx.count("n", 2), tx.count("n", 3)) == (0, 2, 5)
        assert tx.setting("brake", "on") == "on" and tx.setting("none") == ""
    with store.transaction() as tx:
        assert (tx.count("n"), tx.setting("brake")) == (5, "on")


def test_the_tally_counts_by_state(tx: Transaction) -> None:
    tx.outbox.send(outgoing(ANNA, "1@x"), NOW)
    tx.outbox.send(outgoing(ANNA, "2@x", "silenced"), NOW)
    assert tx.tally() == {"out:pending": 1, "out:silenced": 1}


def test_two_processes_never_share_a_number_or_fork_the_chain(store: Store, database_url: str) -> None:
    other = Store(open_engine(database_url), store._holdings)

    def work(mine: Store) -> None:
        done = 0
        while done < 10:
            try:
                with mine.transaction() as tx:
                    tx.journal(new_case(tx).number, "opened", NOW)
            except TemporaryError:
                continue
            done += 1

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(work, (store, other)))
    other.engine.dispose()
    with store.session() as session:
        numbers = session.exec(select(CaseRow.number)).all()
    assert sorted(numbers) == [f"2026-{number:04d}" for number in range(1, 21)]
    assert _chain_holds(store)
