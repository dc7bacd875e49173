"""From the config to what newsletters need: who gets them, how fast, in which form."""

from collections.abc import Callable, Mapping
from datetime import datetime

from bot.config import Config, Newsletters, Rate
from bot.core.newsletter import Body, Issue, Newsletter
from bot.core.pace import PRESETS, Limits, Plan
from bot.core.recipient import BOUNCE
from bot.edge.audience import Audience
from bot.edge.build import letter_folders
from bot.edge.compose import Envelope
from bot.edge.keys import Keys
from bot.edge.leaving import token
from bot.edge.newsletter_mail import Lists, MailForm, Personal
from bot.edge.newsletter_render import Layout, render
from bot.edge.store import Store


def open_audience(config: Config, store: Store) -> Audience:
    """Return who counts and freezes audiences."""
    return Audience(store.engine, store.keys, config.company.language)


def rendered(config: Config, newsletter: Newsletter) -> Mapping[str, Body]:
    """Return the texts of a newsletter in the layout of the operator; ConfigError when that is unfit."""
    layout = Layout.load(
        letter_folders(config),
        company=config.company.name,
        privacy_address=config.company.privacy_address,
        web=bool(config.http.public_url),
    )
    return render(newsletter, layout)


def plan(news: Newsletters) -> Plan:
    """Return the budgets: what the relay allows, or what is set instead."""
    preset = PRESETS[news.relay]
    own = _limits(news.rate)
    relay = Limits(minute=own.minute or preset.minute, hour=own.hour or preset.hour, day=own.day or preset.day)
    domains = {domain.lower(): _limits(rate) for domain, rate in news.domains.items()}
    return Plan(relay=relay, domains=domains, reserve=news.reserve_percent / 100)


def _limits(rate: Rate) -> Limits:
    return Limits(minute=rate.per_minute, hour=rate.per_hour, day=rate.per_day)


def envelope_sender(config: Config, keys: Keys) -> Callable[[str, str], str]:
    """Return what gives each mail its envelope sender: the privacy mailbox, or one of its own (VERP)."""
    own = config.company.privacy_address
    if not config.newsletter.verp:
        return lambda _mark, _topic: own
    return lambda mark, topic: config.bounce_mailbox(token(keys, mark, topic, BOUNCE))


class PersonalForm:
    """Fulfils flow.newsroom.Form: an issue in one language, with the way out of each person."""

    def __init__(self, config: Config, keys: Keys, issue: Issue, body: Body) -> None:
        news, company = config.newsletter, config.company
        self._config = config
        self._keys = keys
        self._topic = issue.topic
        self._number = issue.number
        self._domain = company.privacy_address.rpartition("@")[2]
        sender = Envelope(name=news.name or company.name, address=news.address or company.privacy_address)
        lists = Lists(
            list_id=f"{issue.topic}.newsletters.{self._domain}",
            name=f"{company.name} {issue.topic}",
            feedback_id=f"{issue.number}:{issue.topic}:{body.language}:privacybot",
            owner=company.privacy_address,
        )
        self._form = MailForm.build(body, sender=sender, lists=lists, date=_date(issue))

    def fill(self, mark: str, address: str, name: str) -> bytes:
        """Return the mail to one person; the same Message-ID and Date whenever it is made."""
        text = token(self._keys, mark, self._topic)
        personal = Personal(
            recipient=address,
            name=name,
            message_id=f"{self._number}.{mark}@{self._domain}",
            leave=self._config.leave_mailbox(text),
            leave_url=self._config.leave_url(text),
        )
        return self._form.fill(personal)


def _date(issue: Issue) -> datetime:
    return issue.started_at or issue.made_at
