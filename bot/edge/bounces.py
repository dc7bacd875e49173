"""Bounces inside a transaction: which newsletters came back, and how an address stands."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from bot.core.bounce import Standing
from bot.core.recipient import Refused
from bot.edge.news_tables import Bounced, Delivery

_AT_ONCE = 500


class Bounces:
    """Fulfils flow.ports.Bounces; commits nothing."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def refused(self, issue_id: int) -> Sequence[Refused]:
        """Return mails of an issue that the relay refused for good and that were not counted yet, some at a time."""
        rows = self._session.exec(
            select(Delivery)
            .where(Delivery.issue_id == issue_id, Delivery.state == "failed", col(Delivery.counted).is_(False))
            .limit(_AT_ONCE)
        )
        return [Refused(id=row.id or 0, mark=row.address_hash, status=row.status) for row in rows]

    def fail(self, delivery_id: int, status: str) -> None:
        """Write that a mail did not arrive, and that this was counted."""
        row = self._session.get_one(Delivery, delivery_id)
        row.state, row.status, row.counted = "failed", status or row.status, True
        self._session.add(row)

    def standing(self, mark: str) -> Standing:
        """Return how an address stands."""
        row = self._session.get(Bounced, mark)
        if row is None:
            return Standing()
        return Standing(
            score=row.score, last_at=row.last_at, probe=row.probe, probed_at=row.probed_at, disabled=row.disabled
        )

    def save(self, mark: str, standing: Standing) -> None:
        """Write how an address stands."""
        self._session.merge(
            Bounced(
                address_hash=mark,
                score=standing.score,
                last_at=standing.last_at,
                probe=standing.probe,
                probed_at=standing.probed_at,
                disabled=standing.disabled,
            )
        )
        self._session.flush()

    def probed(self, message_id: str) -> str:
        """Return the mark of the address that a probe went to, "" when the mail is no probe."""
        found = select(Bounced.address_hash).where(Bounced.probe == message_id)
        return (self._session.exec(found).first() or "") if message_id else ""
