"""Fulfils flow.ports.Press: from what an editor mailed to texts, and how long they take."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from apscheduler.triggers.cron import CronTrigger

from bot.config import Config
from bot.core.dates import BRUSSELS
from bot.core.newsletter import Body, Newsletter, Readers
from bot.edge.news_build import plan, rendered
from bot.edge.newsletter_files import parse


class OwnPress:
    """Renders in the layout of the operator."""

    def __init__(self, config: Config) -> None:
        self._config = config

    @property
    def sender(self) -> str:
        """The address that newsletters come from."""
        return self._config.newsletter.address or self._config.company.privacy_address

    @property
    def one_click(self) -> bool:
        """Whether newsletters carry the way out over https (RFC 8058)."""
        return bool(self._config.http.public_url)

    def read(self, document: str) -> Newsletter:
        """Return the newsletter in a document; ConfigError with every problem."""
        return parse(document)

    def render(self, newsletter: Newsletter) -> Mapping[str, Body]:
        """Return its texts by language; ConfigError when the layout is unfit."""
        return rendered(self._config, newsletter)

    def takes(self, readers: Readers) -> timedelta:
        """Return how long the mails to all of them take at the configured pace."""
        return plan(self._config.newsletter).finish(readers.count, readers.domains)

    def next_time(self, cron: str, after: datetime) -> datetime | None:
        """Return the first moment of a crontab line (in Brussels) after another, aware UTC; None for none."""
        found = CronTrigger.from_crontab(cron, timezone=BRUSSELS).get_next_fire_time(None, after + timedelta(seconds=1))
        return found.astimezone(UTC) if found else None
