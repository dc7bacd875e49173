"""Small facts of the bot itself, inside a transaction: read once, written when first changed and at the end."""

from sqlmodel import Session

from bot.edge import statements


class Settings:
    """Commits nothing; ``write`` is called before the commit."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._values: dict[str, str] = {}
        self._ours: set[str] = set()  # written once by this transaction
        self._changed: set[str] = set()

    def __getitem__(self, name: str) -> str:
        """Return a fact, "" when it was never written."""
        if name not in self._values:
            found = self._session.connection().execute(statements.SETTING, {"which": name}).scalar()
            self._values[name] = found or ""
        return self._values[name]

    def __setitem__(self, name: str, value: str) -> None:
        """Change a fact. The first change is written at once: whoever else changes it has to wait or to start again
        before he uses what he counted."""
        self._values[name] = value
        self._changed.add(name)
        if name not in self._ours:
            self._ours.add(name)
            self.write()

    def write(self) -> None:
        """Write what changed."""
        connection = self._session.connection()
        for name in sorted(self._changed):
            value = self._values[name]
            if not connection.execute(statements.CHANGE_SETTING, {"which": name, "value": value}).rowcount:
                connection.execute(statements.NEW_SETTING, {"name": name, "value": value})
        self._changed.clear()
