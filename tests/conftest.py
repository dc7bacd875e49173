"""Fixtures: a stage with real servers, and databases of both makes."""

import os
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from bot.edge.letters import Letters
from bot.stage import Stage
from tests import servers
from tests.relay import Relay, running
from tests.sent_news import Sending, Sent, sent

Staging = Callable[..., Awaitable[Stage]]


@pytest.fixture(scope="session", autouse=True)
def _letters_once() -> Iterator[None]:
    """Two hundred letters are compiled once for all the bots of the tests, as long as their files are the same."""
    load, known = Letters.load, {}

    def again(*folders: Path) -> Letters:
        files = sorted(path for folder in folders for path in folder.rglob("*.t*"))
        key = tuple((str(path), path.stat().st_mtime_ns) for path in files)
        if key not in known:
            known[key] = load(*folders)
        return known[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Letters, "load", again)
        yield


@pytest.fixture
async def staging(tmp_path: Path) -> AsyncIterator[Staging]:
    """Start stages, with settings laid over the usual ones and the DKIM keys of a DNS; all are stopped at the end."""
    async with AsyncExitStack() as stack:

        async def start(keys: Mapping[str, bytes] | None = None, **overrides: Mapping[str, object]) -> Stage:
            return await stack.enter_async_context(Stage(tmp_path, overrides, keys))

        yield start


@pytest.fixture
async def stage(staging: Staging) -> Stage:
    """A stage with the usual settings."""
    return await staging()


@pytest.fixture
def sending(stage: Stage) -> Sending:
    """Write that a mail of an issue was sent to somebody, and return what its header holds."""

    async def send(address: str, **how: str) -> Sent:
        def write() -> Sent:
            with stage.bot.store.session() as session:
                return sent(session, stage.bot.store.keys, address, **how)

        return await stage.bot.on_store(write)

    return send


@pytest.fixture
def relay() -> Iterator[Relay]:
    """A relay that keeps what it accepts."""
    with running(Relay()) as relay:
        yield relay


def missing(server: str) -> None:
    """A server that is not installed is named, and in CI it is a failure."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"{server} is not installed; CI installs it")
    pytest.skip(f"{server} is not installed")


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """URL of a PostgreSQL server with an empty database."""
    found = servers.postgresql_folder()
    if found is None:
        missing("postgresql")
        return
    with servers.postgresql(found, tmp_path_factory.mktemp("postgresql")) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """URL of an empty database, of both makes."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'store.sqlite3'}"
    url: str = request.getfixturevalue("postgresql")
    return servers.fresh_database(url)


@pytest.fixture(params=["dovecot", "pymap"])
def imap_server(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[servers.Server]:
    """An IMAP server of both makes, with a user and an empty mailbox."""
    if request.param == "pymap":
        with servers.pymap() as server:
            yield server
        return
    program = servers.program("dovecot")
    if program is None:
        missing("dovecot-imapd")
        return
    with servers.dovecot(program, tmp_path / "dovecot") as server:
        yield server
