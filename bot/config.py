"""config.toml -> one frozen model, or every problem at once, each with its key."""

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

from email_validator import EmailNotValidError, validate_email
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from bot.errors import ConfigError

Language = Literal["fr", "nl", "en", "de"]


def _address(value: str) -> str:
    try:
        checked = validate_email(value, check_deliverability=False, test_environment=True)
    except EmailNotValidError as problem:
        raise ValueError(str(problem)) from None
    return f"{checked.local_part.lower()}@{checked.domain.lower()}"


Address = Annotated[str, AfterValidator(_address)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Login(_Part):
    """A login by password (from a file or an environment variable) or by XOAUTH2."""

    user: str = ""
    password_file: Path | None = None
    password_env: str = ""
    token_command: list[str] = Field(default_factory=list)
    token_url: str = ""
    client_id: str = ""
    client_secret_file: Path | None = None
    scope: str = ""

    @model_validator(mode="after")
    def _one_way(self) -> "Login":
        ways = [bool(self.password_file), bool(self.password_env), bool(self.token_command), bool(self.token_url)]
        if sum(ways) > 1:
            raise ValueError("only one of password_file, password_env, token_command, token_url")
        if self.token_url and not (self.client_id and self.client_secret_file):
            raise ValueError("token_url needs client_id and client_secret_file")
        if self.token_url and not self.token_url.startswith("https://"):
            raise ValueError("token_url must start with https://")
        return self

    def password(self) -> str | None:
        """Return the password, None when another way of login is configured; ConfigError when it cannot be had."""
        if self.password_file is not None:
            return _secret(self.password_file, "password_file")
        if self.password_env:
            try:
                return os.environ[self.password_env]
            except KeyError:
                raise ConfigError([f"password_env: {self.password_env} is not set"]) from None
        return None

    def client_secret(self) -> str:
        """Return the secret of the client credentials flow."""
        if self.client_secret_file is None:
            raise ConfigError(["client_secret_file: not set"])
        return _secret(self.client_secret_file, "client_secret_file")


def _secret(path: Path, key: str) -> str:
    try:
        return path.read_text(encoding="utf-8").strip()
    except OSError as problem:
        raise ConfigError([f"{key}: {path}: {problem.strerror}"]) from None


class Imap(Login):
    """The privacy mailbox."""

    host: str
    port: int = Field(default=993, ge=1, le=65535)
    tls: Literal["implicit", "starttls", "none"] = "implicit"
    ca_file: Path | None = None
    folder: str = "INBOX"
    archive: str = "Privacy"  # outcomes are folders below it
    poll_seconds: float = Field(default=60, ge=1, le=3600)
    timeout_seconds: float = Field(default=30, ge=1, le=300)


class Smtp(Login):
    """The relay that takes outgoing mail."""

    host: str
    port: int = Field(default=587, ge=1, le=65535)
    tls: Literal["implicit", "starttls", "none"] = "starttls"
    ca_file: Path | None = None
    connections: int = Field(default=2, ge=1, le=10)
    timeout_seconds: float = Field(default=30, ge=1, le=300)


class Company(_Part):
    """Who answers."""

    name: str
    privacy_address: Address
    policy_url: str
    language: Language = "fr"


class Staff(_Part):
    """Who is told and decides."""

    addresses: list[Address] = Field(min_length=1)
    language: Language = "fr"
    four_eyes: bool = False
    digest_hour: int = Field(default=8, ge=0, le=23)


class Periods(_Part):
    """How long things take."""

    erasure_wait_hours: int = Field(default=72, ge=0, le=24 * 14)
    reminder_hours: int = Field(default=48, ge=1)
    expiry_days: int = Field(default=7, ge=1, le=21)
    warn_days: int = Field(default=3, ge=1, le=14)
    mail_days: int = Field(default=365, ge=31)  # raw mails and closed cases are forgotten after it


class Brakes(_Part):
    """How much the bot does by itself."""

    per_recipient_hour: int = Field(default=3, ge=1)
    per_recipient_day: int = Field(default=8, ge=1)
    per_case_day: int = Field(default=10, ge=1)
    per_hour: int = Field(default=500, ge=1)
    carried_per_day: int = Field(default=20, ge=1)
    mail_megabytes: int = Field(default=25, ge=1, le=100)


class Trust(_Part):
    """Whose word about a sender counts."""

    authserv_id: str = ""  # of the one server whose Authentication-Results are believed
    received_by: str = ""  # its name in the Received field that it writes, when that differs
    staff_without_authentication: bool = False  # only where no mail from outside can reach the mailbox


class Rate(_Part):
    """How many mails may go in any minute, hour, day; 0: no limit."""

    per_minute: int = Field(default=0, ge=0)
    per_hour: int = Field(default=0, ge=0)
    per_day: int = Field(default=0, ge=0)


class Newsletters(_Part):
    """Who sends newsletters, as whom, and how fast."""

    editors: list[Address] = Field(default_factory=list)
    name: str = ""  # beside the address; the company's when empty
    address: Address | None = None  # of From; the privacy address when not set
    leave_mailbox: Address | None = None  # takes "+TOKEN"; the privacy mailbox with "+u-TOKEN" when not set
    verp: bool = False  # an envelope sender "+b-TOKEN" for each mail, where the relay lets us and plus addresses arrive
    relay: Literal["office365", "gmail", "generic"] = "generic"  # what it allows
    rate: Rate = Rate()  # instead of what the relay allows, where not 0
    domains: dict[str, Rate] = Field(default_factory=dict)  # of receivers
    reserve_percent: int = Field(default=10, ge=0, le=90)  # of each limit, for replies to persons
    connections: int = Field(default=4, ge=1, le=20)
    late_hours: int = Field(default=12, ge=1, le=24 * 14)  # an issue that is later is held, and its editor asked


class Http(_Part):
    """The https way out of newsletters and /healthz; needs ``pip install privacy-bot[http]``."""

    public_url: str = Field(default="", pattern=r"^(https://[A-Za-z0-9.:/_-]{1,200}[A-Za-z0-9])?$")  # "": off
    host: str = "127.0.0.1"  # behind a proxy that does TLS and hands this on
    port: int = Field(default=8080, ge=0, le=65535)


class Paths(_Part):
    """Where things are kept."""

    database: str = "sqlite:///privacy-bot.sqlite3"
    key_file: Path = Path("privacy-bot.keys")
    templates: Path | None = None  # own letters, override the shipped ones file by file
    rules: Path | None = None


class Config(_Part):
    """All of config.toml."""

    company: Company
    imap: Imap
    smtp: Smtp
    staff: Staff
    periods: Periods = Periods()
    limits: Brakes = Brakes()
    trust: Trust = Trust()
    newsletter: Newsletters = Newsletters()
    http: Http = Http()
    paths: Paths = Paths()

    @model_validator(mode="after")
    def _no_loop(self) -> "Config":
        if self.company.privacy_address in self.staff.addresses:
            raise ValueError("staff.addresses: the privacy address itself cannot be staff")
        if {self.company.privacy_address, self.newsletter.address} & set(self.newsletter.editors):
            raise ValueError("newsletter.editors: an address of the bot itself cannot be an editor")
        if len(self.leave_mailbox("x" * 44).partition("@")[0]) > 64:
            raise ValueError("newsletter.leave_mailbox: its local part is too long to carry the token")
        return self

    @property
    def own_addresses(self) -> tuple[str, ...]:
        """The addresses from which we send, the privacy address first."""
        news = self.newsletter.address
        return (self.company.privacy_address, news) if news else (self.company.privacy_address,)

    def leave_url(self, token: str) -> str:
        """Return the page that unsubscribes the person of a token, "" without http."""
        return f"{self.http.public_url}/u/{token}" if self.http.public_url else ""

    def bounce_mailbox(self, token: str) -> str:
        """Return the envelope sender that tells whose mail came back (VERP)."""
        local, _, domain = self.company.privacy_address.partition("@")
        return f"{local}+b-{token}@{domain}"

    def leave_mailbox(self, token: str) -> str:
        """Return the mailbox that unsubscribes the person of a token."""
        own = self.newsletter.leave_mailbox
        local, _, domain = (own or self.company.privacy_address).partition("@")
        return f"{local}+{'' if own else 'u-'}{token}@{domain}"


def load(path: Path) -> Config:
    """Return the configuration in a file; ConfigError with every problem, each with its key."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as problem:
        raise ConfigError([f"{path}: {problem.strerror}"]) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise ConfigError([f"{path}: {problem}"]) from None
    return parse(data, path.resolve().parent)


def parse(data: Mapping[str, object], base: Path) -> Config:
    """Return the configuration in a mapping; relative paths are taken from ``base``."""
    try:
        config = Config.model_validate(data)
    except ValidationError as problem:
        raise ConfigError([_sentence(error["loc"], error["msg"]) for error in problem.errors()]) from None
    return _anchored(config, base)


def _sentence(where: tuple[int | str, ...], message: str) -> str:
    return f"{'.'.join(map(str, where)) or 'config'}: {message.removeprefix('Value error, ')}"


def _anchored(config: Config, base: Path) -> Config:
    """Make relative paths absolute, so that the working directory does not matter."""

    def at(path: Path | None) -> Path | None:
        return None if path is None else base / path

    paths = config.paths
    database = paths.database
    if database.startswith("sqlite:///") and not database.startswith("sqlite:////"):
        database = f"sqlite:///{base / database.removeprefix('sqlite:///')}"
    paths = paths.model_copy(
        update={
            "database": database,
            "key_file": base / paths.key_file,
            "templates": at(paths.templates),
            "rules": at(paths.rules),
        }
    )
    secrets = ("password_file", "client_secret_file", "ca_file")
    imap = config.imap.model_copy(update={name: at(getattr(config.imap, name)) for name in secrets})
    smtp = config.smtp.model_copy(update={name: at(getattr(config.smtp, name)) for name in secrets})
    return config.model_copy(update={"paths": paths, "imap": imap, "smtp": smtp})
