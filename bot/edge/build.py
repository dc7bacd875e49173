"""From the config to the things at the edge, each made in one place."""

from pathlib import Path

from bot.config import Config, Imap, Login, Smtp
from bot.edge import map_check
from bot.edge.access_answer import Page
from bot.edge.database import open_engine, upgrade
from bot.edge.imap import ImapMailbox, ImapSettings
from bot.edge.keys import Keys
from bot.edge.letters import Letters
from bot.edge.oauth import TokenSource, from_command, from_credentials
from bot.edge.rule_files import load_map
from bot.edge.smtp import Postman, SmtpSettings
from bot.edge.store import Store
from bot.edge.transaction import Holdings
from bot.errors import ConfigError

_HERE = Path(__file__).resolve().parent.parent

#: Outcome of a mail -> folder below the archive folder.
_FOLDERS = {
    "opened": "Requests",
    "joined": "Requests",
    "confirmed": "Answers",
    "disowned": "Answers",
    "withdrawn": "Answers",
    "answered": "Answers",
    "decided": "Staff",
    "refused": "Staff",
    "flagged": "Flagged",
    "processed": "Processed",
    "ignored": "Ignored",
    "quarantined": "Quarantine",
}


def shipped(name: str) -> Path:
    """Return the shipped folder ``templates`` or ``rules``: package data, or the source tree."""
    packed = _HERE / name
    return packed if packed.is_dir() else _HERE.parent / name


def rule_folders(config: Config | None) -> tuple[Path, ...]:
    """Return the shipped rules, then the operator's own."""
    own = config.paths.rules if config else None
    return (shipped("rules"), own) if own else (shipped("rules"),)


def letter_folders(config: Config) -> tuple[Path, ...]:
    """Return the shipped letters, then the operator's own."""
    own = config.paths.templates
    return (shipped("templates"), own) if own else (shipped("templates"),)


def open_letters(config: Config) -> Letters:
    """Return the letters; ConfigError with every problem."""
    return Letters.load(*letter_folders(config))


def open_store(config: Config) -> Store:
    """Open the database and bring it to its newest form; the key file is made when there is none."""
    paths = config.paths
    keys = Keys.load(paths.key_file) if paths.key_file.exists() else Keys.create(paths.key_file)
    datamap = load_map(*rule_folders(config))
    if problems := tuple(map_check.problems(datamap)):
        raise ConfigError(problems)  # a table that the map forgets would survive an erasure
    holdings = Holdings(
        datamap=datamap,
        keys=keys,
        page=Page.load(*letter_folders(config)),
        folders={name: f"{config.imap.archive}/{folder}" for name, folder in _FOLDERS.items()},
        domain=config.company.privacy_address.rpartition("@")[2],
    )
    engine = open_engine(paths.database)
    upgrade(engine)
    return Store(engine, holdings)


def imap_settings(imap: Imap) -> ImapSettings:
    """Return how to reach the mailbox; ConfigError when a secret cannot be read."""
    return ImapSettings(
        host=imap.host,
        port=imap.port,
        user=imap.user,
        tls=imap.tls,
        password=imap.password(),
        token=_token(imap),
        ca_file=imap.ca_file,
        timeout=imap.timeout_seconds,
    )


def smtp_settings(smtp: Smtp) -> SmtpSettings:
    """Return how to reach the relay; ConfigError when a secret cannot be read."""
    return SmtpSettings(
        host=smtp.host,
        port=smtp.port,
        user=smtp.user,
        tls=smtp.tls,
        password=smtp.password(),
        token=_token(smtp),
        ca_file=smtp.ca_file,
        timeout=smtp.timeout_seconds,
        connections=smtp.connections,
    )


def open_mailbox(config: Config) -> ImapMailbox:
    """Return the privacy mailbox, not yet connected."""
    return ImapMailbox(imap_settings(config.imap))


def open_postman(config: Config) -> Postman:
    """Return the relay, not yet connected."""
    return Postman(smtp_settings(config.smtp))


def _token(login: Login) -> TokenSource | None:
    if login.token_command:
        return from_command(login.token_command)
    if login.token_url:
        return from_credentials(login.token_url, login.client_id, login.client_secret(), login.scope)
    return None
