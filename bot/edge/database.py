"""Opens the database: SQLite in one file, or PostgreSQL by URL; brings its tables to the newest form."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, InterfaceError, NoSuchModuleError, OperationalError
from sqlmodel import create_engine

from bot.errors import ConfigError, TemporaryError

_PRAGMAS = (
    "journal_mode=WAL",
    "foreign_keys=ON",
    "busy_timeout=10000",
    "synchronous=FULL",  # an outcome that was reported must survive a power cut
    "secure_delete=ON",  # what is erased must not stay in free pages
)


def open_engine(url: str) -> Engine:
    """Return an engine for the database at ``url``; ConfigError when the URL cannot be used."""
    try:
        parsed = make_url(url)
        if parsed.get_backend_name() == "postgresql":
            return create_engine(parsed.set(drivername="postgresql+psycopg"), pool_pre_ping=True)
        engine = create_engine(parsed, connect_args={"check_same_thread": False})
    except (ArgumentError, NoSuchModuleError, ImportError) as problem:
        raise ConfigError([f"paths.database: {problem}"]) from None
    if parsed.database:
        _private(Path(parsed.database))
    event.listen(engine, "connect", _tune)
    event.listen(engine, "begin", _write_lock)
    return engine


def _private(path: Path) -> None:
    try:
        path.touch(mode=0o600, exist_ok=True)
    except OSError as problem:
        raise ConfigError([f"paths.database: {path}: {problem.strerror}"]) from None


def _tune(connection: object, _record: object) -> None:
    connection.isolation_level = None  # type: ignore[attr-defined]
    cursor = connection.cursor()  # type: ignore[attr-defined]
    for pragma in _PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _write_lock(connection: object) -> None:
    """Take the write lock at the start, so that two processes wait for each other and never deadlock."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")  # type: ignore[attr-defined]


def upgrade(engine: Engine) -> None:
    """Bring the tables to the newest form; safe to repeat."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent.parent / "migrations"))
    with storage_errors(), engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


@contextmanager
def storage_errors() -> Iterator[None]:
    """Turn "the database cannot do it now" (locked, full, away) into TemporaryError."""
    try:
        yield
    except (OperationalError, InterfaceError) as problem:
        raise TemporaryError(f"database: {problem.orig}") from problem
    except DBAPIError as problem:
        if problem.connection_invalidated:
            raise TemporaryError(f"database: {problem.orig}") from problem
        raise
