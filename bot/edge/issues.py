"""The issues of newsletters inside a transaction: their state, their rendered texts, and the codes of their editors."""

import secrets
from base64 import b32encode
from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import sha256

from sqlalchemy import delete, update
from sqlmodel import Session, col, func, select

from bot.core.address import normal
from bot.core.newsletter import Body, Issue, NewsCode, Newsletter, Readers
from bot.core.providers import PROVIDERS
from bot.edge.audience import circle, readers
from bot.edge.budgets import lately
from bot.edge.keys import Keys
from bot.edge.ledger import balance
from bot.edge.news_tables import Delivery, NewsBody, NewsIssue
from bot.edge.news_tables import NewsCode as CodeRow
from bot.errors import PermanentError

_WAITING = ("scheduled", "recurring")
_GOING = ("freezing", "running")
_ENDED = ("done", "cancelled")


class Issues:
    """All methods work inside the session's transaction and commit nothing."""

    def __init__(self, session: Session, keys: Keys) -> None:
        self._session = session
        self._keys = keys

    def add(
        self,
        newsletter: Newsletter,
        bodies: Mapping[str, Body],
        *,
        state: str,
        editor: str,
        now: datetime,
        starts_at: datetime | None = None,
        overridden: Sequence[str] = (),
    ) -> Issue:
        """Write a new issue with its texts; PermanentError when its name was used before."""
        if self._session.exec(select(NewsIssue.id).where(NewsIssue.slug == newsletter.slug)).first() is not None:
            raise PermanentError(f"newsletter {newsletter.slug}: there is an issue of this name already")
        serial = (self._session.exec(select(func.max(NewsIssue.id))).one() or 0) + 1
        row = NewsIssue(
            number=f"{now.year}-N{serial:04d}",
            slug=newsletter.slug,
            topic=newsletter.topic,
            services=list(newsletter.services),
            place=newsletter.place,
            readers=list(newsletter.readers),
            cron=newsletter.cron,
            state=state,
            editor=editor,
            overridden=list(overridden),
            made_at=now,
            starts_at=starts_at,
        )
        self._session.add(row)
        self._session.flush()
        self.rewrite(row.id or 0, bodies)
        return _issue(row)

    def revise(
        self, issue_id: int, newsletter: Newsletter, bodies: Mapping[str, Body], *, editor: str, now: datetime
    ) -> Issue:
        """Replace an issue that nobody has approved yet; what was said about it before counts no more."""
        row = self._session.get_one(NewsIssue, issue_id)
        row.topic, row.services, row.place = newsletter.topic, list(newsletter.services), newsletter.place
        row.readers = list(newsletter.readers)
        row.cron, row.starts_at, row.editor = newsletter.cron, newsletter.starts_at, editor
        row.overridden = []
        self._session.add(row)
        self.rewrite(issue_id, bodies)
        self.use_codes(issue_id, now)
        return _issue(row)

    def set_aside(self, issue_id: int, rules: Sequence[str]) -> None:
        """Note the lint rules that the editor set aside by name."""
        row = self._session.get_one(NewsIssue, issue_id)
        row.overridden = list(rules)
        self._session.add(row)
        self._session.flush()

    def rewrite(self, issue_id: int, bodies: Mapping[str, Body]) -> None:
        """Replace the texts of an issue."""
        self._session.exec(delete(NewsBody).where(col(NewsBody.issue_id) == issue_id))
        for language, body in bodies.items():
            row = NewsBody(issue_id=issue_id, language=language, subject=body.subject, text=body.text, html=body.html)
            self._session.add(row)
        self._session.flush()

    def get(self, issue_id: int) -> Issue:
        """Return an issue."""
        return _issue(self._session.get_one(NewsIssue, issue_id))

    def find(self, name: str) -> Issue | None:
        """Return the issue with this number or slug."""
        named = select(NewsIssue).where((col(NewsIssue.number) == name.upper()) | (col(NewsIssue.slug) == name.lower()))
        row = self._session.exec(named).first()
        return _issue(row) if row else None

    def all(self) -> Sequence[Issue]:
        """Return all issues, the newest first."""
        return [_issue(row) for row in self._session.exec(select(NewsIssue).order_by(col(NewsIssue.id).desc()))]

    def unfinished(self, editor: str) -> bool:
        """Whether an editor has an issue that still waits for something."""
        rows = select(NewsIssue.id).where(col(NewsIssue.editor) == editor, col(NewsIssue.state).not_in(_ENDED))
        return self._session.exec(rows).first() is not None

    def due(self, now: datetime) -> Sequence[Issue]:
        """Return the issues that have something to do: begun, or their time has come."""
        rows = self._session.exec(
            select(NewsIssue)
            .where(
                col(NewsIssue.state).in_(_GOING)
                | (col(NewsIssue.state).in_(_WAITING) & (col(NewsIssue.starts_at) <= now))
            )
            .order_by(col(NewsIssue.id))
        )
        return [_issue(row) for row in rows]

    def bodies(self, issue_id: int) -> Mapping[str, Body]:
        """Return the texts by language."""
        rows = self._session.exec(
            select(NewsBody).where(NewsBody.issue_id == issue_id).order_by(col(NewsBody.language))
        )
        return {
            row.language: Body(language=row.language, subject=row.subject, text=row.text, html=row.html) for row in rows
        }

    def turn(
        self, issue_id: int, state: str, *, now: datetime, why: str = "", starts_at: datetime | None = None
    ) -> Issue:
        """Bring an issue into a state; the first time it freezes and when it ends are noted."""
        row = self._session.get_one(NewsIssue, issue_id)
        row.state, row.why = state, why[:200]
        row.starts_at = starts_at or row.starts_at
        if state == "freezing":
            row.started_at = row.started_at or now
        if state == "running":
            row.frozen_at = row.frozen_at or now
        row.ended_at = now if state in _ENDED else None
        self._session.add(row)
        self._session.flush()
        return _issue(row)

    # -- recipients

    def lately(self, now: datetime) -> Mapping[str, int]:
        """Return how many newsletters went to which large provider in the last day."""
        return lately(self._session.connection(), PROVIDERS, now)

    def readers(self, newsletter: Newsletter, now: datetime, language: str) -> Readers:
        """Return who would get it now; of whom no language is known reads ``language``."""
        return readers(self._session.connection(), circle(newsletter, now, language)).named(language)

    def balance(self, issue_id: int) -> Mapping[str, int]:
        """Return how many mails stand in each state."""
        return balance(self._session.connection(), issue_id)

    def send_unknown(self, issue_id: int) -> int:
        """Put what is in doubt back into the queue; return how many."""
        return self._again(issue_id, "unknown", state="deferred")

    def send_failed(self, issue_id: int, now: datetime) -> int:
        """Put what failed back into the queue as if new; return how many."""
        return self._again(issue_id, "failed", state="deferred", attempts=0, next_at=now)

    def _again(self, issue_id: int, found: str, **values: object) -> int:
        mine = update(Delivery).where(col(Delivery.issue_id) == issue_id, col(Delivery.state) == found)
        return self._session.exec(mine.values(**values)).rowcount

    # -- codes

    def mint(self, issue: Issue, address: str, expires_at: datetime) -> str:
        """Make a reply code of 128 bits for one editor and what he is shown now; remember its keyed hash."""
        text = b32encode(secrets.token_bytes(16)).decode("ascii").rstrip("=").lower()
        self._session.add(
            CodeRow(
                hash=self._keys.hash("news-code", text),
                issue_id=issue.id,
                address=normal(address),
                digest=self.digest(issue.id),
                expires_at=expires_at,
            )
        )
        return text

    def code(self, text: str) -> NewsCode | None:
        """Return the code that somebody wrote, if it is one of ours."""
        hashes = self._keys.hashes("news-code", text)
        row = self._session.exec(select(CodeRow).where(col(CodeRow.hash).in_(hashes))).first()
        if row is None:
            return None
        return NewsCode(
            hash=row.hash,
            issue_id=row.issue_id,
            address=row.address,
            digest=row.digest,
            expires_at=row.expires_at,
            used=row.used_at is not None,
        )

    def use_codes(self, issue_id: int, now: datetime) -> None:
        """Spend all codes of an issue: after a decision nothing that was said before counts."""
        self._session.exec(
            update(CodeRow).where(col(CodeRow.issue_id) == issue_id, col(CodeRow.used_at).is_(None)).values(used_at=now)
        )

    def digest(self, issue_id: int) -> str:
        """Return the hash of what an editor decides about: texts, audience and overridden rules."""
        row = self._session.get_one(NewsIssue, issue_id)
        shown = [row.slug, row.topic, *row.services, row.place, ",".join(row.readers), row.cron, *row.overridden]
        for body in self.bodies(issue_id).values():
            shown += [body.language, body.subject, body.text, body.html]
        return sha256("\x1f".join(shown).encode()).hexdigest()


def _issue(row: NewsIssue) -> Issue:
    return Issue(
        id=row.id or 0,
        number=row.number,
        slug=row.slug,
        topic=row.topic,
        services=tuple(row.services),
        place=row.place,
        readers=tuple(row.readers),
        cron=row.cron,
        state=row.state,
        why=row.why,
        editor=row.editor,
        made_at=row.made_at,
        starts_at=row.starts_at,
        started_at=row.started_at,
        frozen_at=row.frozen_at,
        ended_at=row.ended_at,
        overridden=tuple(row.overridden),
    )
