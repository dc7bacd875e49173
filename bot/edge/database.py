"""Opens the database: SQLite in one file, or PostgreSQL by URL; brings its tables to the newest form."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import (
    ArgumentError,
    DatabaseError,
    DBAPIError,
    InterfaceError,
    NoSuchModuleError,
    OperationalError,
)
from sqlmodel import create_engine

from bot.errors import ConfigError, PermanentError, TemporaryError

_PRAGMAS = (
    "journal_mode=WAL",
    "foreign_keys=ON",
    "busy_timeout=10000",
    "synchronous=FULL",  # an outcome that was reported must survive a power cut
    "secure_delete=ON",  # what is erased must not stay in free pages
)


#: An error of the database goes into the log: the values, which name people, stay out of it.
_DISCREET = {"hide_parameters": True}


def open_engine(url: str) -> Engine:
    """Return an engine for the database at ``url``; ConfigError when the URL cannot be used.

    On both makes transactions run one after the other in effect: SQLite locks, PostgreSQL aborts one of two that
    cannot be put in an order (a TemporaryError: it is tried again). The journal chain and the counters rest on it.
    """
    try:
        parsed = make_url(url)
        if parsed.get_backend_name() == "postgresql":
            driver = parsed.set(drivername="postgresql+psycopg")
            return create_engine(driver, pool_pre_ping=True, isolation_level="SERIALIZABLE", **_DISCREET)
        engine = create_engine(parsed, connect_args={"check_same_thread": False, "isolation_level": None}, **_DISCREET)
    except (ArgumentError, NoSuchModuleError, ImportError) as problem:
        raise ConfigError([f"paths.database: {problem}"]) from None
    if engine.dialect.name != "sqlite" or not parsed.database or parsed.database == ":memory:":
        raise ConfigError(["paths.database: must be sqlite:///FILE or postgresql://..."])
    _private(Path(parsed.database))
    event.listen(engine, "connect", _tune)
    event.listen(engine, "begin", _write_lock)
    return engine


def _private(path: Path) -> None:
    """Nobody but the owner reads the file; SQLite gives its -wal and -shm files the same mode."""
    try:
        path.touch(mode=0o600, exist_ok=True)
        path.chmod(0o600)
    except OSError as problem:
        raise ConfigError([f"paths.database: {path}: {problem.strerror}"]) from None


def _tune(connection: DBAPIConnection, _record: object) -> None:
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _write_lock(connection: Connection) -> None:
    """Take the write lock at the start, so that two processes wait for each other and never deadlock."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def upgrade(engine: Engine) -> None:
    """Bring the tables to the newest form; safe to repeat."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent.parent / "migrations"))
    with storage_errors(), engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def tidy(engine: Engine) -> None:
    """Empty SQLite's write-ahead log: what was deleted must not stay in its old pages. PostgreSQL vacuums by itself."""
    if engine.dialect.name != "sqlite":
        return
    connection = engine.raw_connection()
    try:
        connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()


@contextmanager
def storage_errors() -> Iterator[None]:
    """Turn "cannot do it now" (locked, full, away) into TemporaryError, a damaged file into PermanentError."""
    try:
        yield
    except (OperationalError, InterfaceError) as problem:
        raise TemporaryError(f"database: {problem.orig}") from problem
    except DBAPIError as problem:
        if problem.connection_invalidated:
            raise TemporaryError(f"database: {problem.orig}") from problem
        if type(problem) is DatabaseError:
            raise PermanentError(f"database: {problem.orig}") from problem
        raise


@contextmanager
def driver_errors(engine: Engine) -> Iterator[None]:
    """Do the same for statements that are given to the driver itself."""
    driver = engine.dialect.loaded_dbapi
    try:
        yield
    except (driver.OperationalError, driver.InterfaceError) as problem:
        raise TemporaryError(f"database: {problem}") from problem
    except driver.DatabaseError as problem:
        if type(problem) is driver.DatabaseError:
            raise PermanentError(f"database: {problem}") from problem
        raise
