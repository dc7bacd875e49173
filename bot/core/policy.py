"""What a decision needs to know of the configuration and of a request kind."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol


class KindRules(Protocol):
    """How a request kind behaves in the conversation."""

    @property
    def identity(self) -> bool:
        """Whether the person at the address on file must confirm first."""

    @property
    def waits(self) -> bool:
        """Whether a waiting period lies between confirmation and act."""

    @property
    def needs_fields(self) -> bool:
        """Whether it cannot be carried out without new values."""

    @property
    def invited(self) -> bool:
        """Whether we asked first: then nobody is reminded, and silence is answered by silence."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Policy:
    """The periods of the conversation, and the request kinds by name."""

    kinds: Mapping[str, KindRules]
    erasure_wait: timedelta = timedelta(hours=72)
    reminder_after: timedelta = timedelta(hours=48)
    expires_after: timedelta = timedelta(days=7)
    warn_days: int = 3  # staff are reminded so many days before the legal due date
    four_eyes: bool = False  # erasures need the approval of two members of staff

    def offered(self) -> tuple[str, ...]:
        """Return the kinds that a person may choose from."""
        return tuple(name for name, kind in self.kinds.items() if not kind.invited)

    def invited(self, name: str) -> bool:
        """Whether items of a kind begin with us and not with the person."""
        kind = self.kinds.get(name)
        return kind is not None and kind.invited
