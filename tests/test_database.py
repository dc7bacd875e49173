"""Opening a database: who may read it, what it promises, and what its errors become."""

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from bot.edge.database import open_engine, storage_errors, upgrade
from bot.edge.tables import Setting
from bot.errors import ConfigError, PermanentError, TemporaryError


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "store.sqlite3"


def sqlite(file: Path) -> Engine:
    return open_engine(f"sqlite:///{file}")


def test_only_the_owner_reads_the_file_and_what_stands_beside_it(file: Path) -> None:
    file.touch(mode=0o644)
    engine = sqlite(file)
    upgrade(engine)
    with engine.begin() as connection:
        connection.execute(text("insert into setting (name, value) values ('a', 'b')"))
        modes = {path.name: path.stat().st_mode & 0o777 for path in file.parent.iterdir()}
    engine.dispose()
    assert len(modes) == 3, "no -wal or -shm file"
    assert set(modes.values()) == {0o600}


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("foreign_keys", 1), ("synchronous", 2), ("secure_delete", 1), ("busy_timeout", 10_000)],
)
def test_every_connection_keeps_the_promises(file: Path, pragma: str, value: object) -> None:
    engine = sqlite(file)
    with engine.connect() as connection:
        assert connection.execute(text(f"pragma {pragma}")).scalar_one() == value
    engine.dispose()


@pytest.mark.parametrize(
    "url",
    ["nonsense", "sqlite://", "sqlite:///:memory:", "oracle://x/y", "mysql://x/y", "sqlite:////nowhere/at/all.db"],
)
def test_a_url_that_cannot_be_used_is_a_matter_of_configuration(url: str) -> None:
    with pytest.raises(ConfigError) as error:
        open_engine(url)
    assert all(problem.startswith("paths.database: ") for problem in error.value.problems)


def test_a_locked_database_is_a_temporary_error(file: Path) -> None:
    engine = sqlite(file)
    upgrade(engine)
    with engine.connect() as connection:
        connection.exec_driver_sql("pragma busy_timeout=1")
    other = sqlite3.connect(file)
    other.execute("begin immediate")
    with pytest.raises(TemporaryError, match="locked"), storage_errors(), Session(engine) as session:
        session.get(Setting, "x")
    other.close()
    engine.dispose()


def test_a_full_disk_is_a_temporary_error_and_leaves_nothing_half(file: Path) -> None:
    engine = sqlite(file)
    upgrade(engine)
    with engine.connect() as connection:
        pages = connection.exec_driver_sql("pragma page_count").scalar_one()
        connection.exec_driver_sql(f"pragma max_page_count={pages}")
    with pytest.raises(TemporaryError, match="full"), storage_errors(), Session(engine) as session, session.begin():
        for number in range(200):
            session.add(Setting(name=f"n{number}", value="x" * 4_000))
    with Session(engine) as session:
        assert session.get(Setting, "n0") is None
    engine.dispose()


def test_a_file_that_is_no_database_is_a_permanent_error(file: Path) -> None:
    file.write_bytes(b"this is a letter, not a database" * 100)
    engine = sqlite(file)
    with pytest.raises(PermanentError, match="not a database"):
        upgrade(engine)
    engine.dispose()


def test_a_server_that_is_away_is_a_temporary_error() -> None:
    engine = open_engine("postgresql://bot@127.0.0.1:1/nothing")
    with pytest.raises(TemporaryError):
        upgrade(engine)
    engine.dispose()


def test_a_broken_rule_of_the_tables_stays_a_bug(database_url: str) -> None:
    engine = open_engine(database_url)
    upgrade(engine)
    with pytest.raises(IntegrityError), storage_errors(), engine.begin() as connection:
        connection.execute(text("insert into phone (contact_id, line, number, source) values (99, 'fax', '+32', '')"))
    engine.dispose()


def test_of_two_postgresql_transactions_that_cannot_be_ordered_one_is_tried_again(postgresql: str) -> None:
    engine = open_engine(postgresql)
    upgrade(engine)
    with Session(engine) as session, session.begin():
        session.merge(Setting(name="serial", value="1"))
    with Session(engine) as one, Session(engine) as other:
        first, second = one.get_one(Setting, "serial"), other.get_one(Setting, "serial")
        first.value, second.value = "2", "2"
        one.commit()
        with pytest.raises(TemporaryError), storage_errors():
            other.commit()
    engine.dispose()
