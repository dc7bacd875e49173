"""From the config to what the flow works with: the office, the newsroom, the periods, the web."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.config import Config
from bot.core.auth import Border
from bot.core.policy import Policy
from bot.edge.budgets import Budgets
from bot.edge.build import letter_folders, open_letters, smtp_settings
from bot.edge.bulk import BulkLine
from bot.edge.compose import Envelope
from bot.edge.keys import Keys
from bot.edge.leaving import leaving
from bot.edge.ledger import Ledger
from bot.edge.news_build import PersonalForm, envelope_sender, open_audience, plan
from bot.edge.newsletter_render import leave_page
from bot.edge.press import OwnPress
from bot.edge.store import Store
from bot.edge.writer import Pen
from bot.errors import ConfigError
from bot.flow.newsroom import Newsroom, Throttle
from bot.flow.office import Limits, Office
from bot.kinds import KINDS

if TYPE_CHECKING:
    from bot.edge.web import Web


def build_office(config: Config, store: Store, clock: Callable[[], datetime]) -> Office:
    """Return what the flow shares, as the config says."""
    letters = open_letters(config)
    company, staff, limits, trust = config.company, config.staff, config.limits, config.trust
    common = {
        "company": company.name,
        "privacy_address": company.privacy_address,
        "policy_url": company.policy_url,
    }
    return Office(
        store=store,
        writer=Pen(letters=letters, sender=Envelope(name=company.name, address=company.privacy_address), common=common),
        words=letters.words,
        policy=policy(config),
        clock=clock,
        own=company.privacy_address,
        staff=tuple(staff.addresses),
        editors=tuple(config.newsletter.editors),
        press=OwnPress(config),
        language=company.language,
        staff_language=staff.language,
        keep=timedelta(days=config.periods.mail_days),
        border=Border(authserv_id=trust.authserv_id, received_by=trust.received_by),
        trust_staff_unauthenticated=trust.staff_without_authentication,
        limits=Limits(
            per_recipient_hour=limits.per_recipient_hour,
            per_recipient_day=limits.per_recipient_day,
            per_case_day=limits.per_case_day,
            per_hour=limits.per_hour,
            carried_per_day=limits.carried_per_day,
            mail_bytes=limits.mail_megabytes * 1_000_000,
        ),
    )


def build_newsroom(config: Config, store: Store, halted: Callable[[], bool]) -> Newsroom:
    """Return what the newsletter loop works with; no connection is made yet."""
    news, keys = config.newsletter, store.keys
    smtp = smtp_settings(config.smtp)
    return Newsroom(
        ledger=Ledger(store.engine, keys),
        audience=open_audience(config, store),
        budgets=Budgets(store.engine),
        line=lambda: BulkLine(smtp),
        forms=lambda issue, bodies: {
            language: PersonalForm(config, keys, issue, body) for language, body in bodies.items()
        },
        plan=plan(news),
        envelope_sender=envelope_sender(config, keys),
        throttle=Throttle(most=news.connections, connections=news.connections),
        late=timedelta(hours=news.late_hours),
        halted=halted,
    )


def build_web(
    config: Config, keys: Keys, leave: Callable[[str], Awaitable[bool]], alive: Callable[[], bool]
) -> "Web | None":
    """Return the https way out, None when it is off; ConfigError when it is not installed or its port is taken."""
    if not config.http.public_url:
        return None
    try:
        from bot.edge.web import Web, application
    except ImportError as problem:
        raise ConfigError([f"http.public_url: pip install privacy-bot[http] ({problem})"]) from None
    company = config.company
    page = leave_page(letter_folders(config), company=company.name, privacy_address=company.privacy_address)
    app = application(leave, lambda text: leaving(keys, text) is not None, alive, page)
    return Web(app, config.http.host, config.http.port)


def policy(config: Config) -> Policy:
    """Return the periods of the conversation."""
    periods = config.periods
    return Policy(
        kinds=KINDS,
        erasure_wait=timedelta(hours=periods.erasure_wait_hours),
        reminder_after=timedelta(hours=periods.reminder_hours),
        expires_after=timedelta(days=periods.expiry_days),
        warn_days=periods.warn_days,
        four_eyes=config.staff.four_eyes,
    )
