"""Rows that a transaction writes at its end, together: a statement for many rows costs each a fraction of its own."""

from collections.abc import Mapping

from sqlalchemy import Insert, Update
from sqlmodel import Session


class Waiting:
    """Rows for one statement. Until ``write`` the database does not have them: who reads their table calls it first."""

    def __init__(self, session: Session, statement: Insert | Update) -> None:
        self.rows: list[Mapping[str, object]] = []
        self._session = session
        self._statement = statement

    def add(self, row: Mapping[str, object]) -> None:
        """Let a row wait; all rows name the same columns."""
        self.rows.append(row)

    def write(self) -> int:
        """Write what waits; return how many rows of the table that made or changed."""
        if not self.rows:
            return 0
        rows, self.rows = self.rows, []
        return self._session.connection().execute(self._statement, rows).rowcount
