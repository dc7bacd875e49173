"""What a request kind is: three facts for the conversation and one function that carries it out."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.core.case import Carried, Case, Item, Tick
from bot.core.letter import Letter
from bot.kinds.port import Change, Recipient, SubjectData

Carry = Callable[[SubjectData, Case, Item, Tick], Carried]


@dataclass(frozen=True, kw_only=True, slots=True)
class RequestKind:
    """``carry`` is called once per item, inside the transaction that records its result; see core.policy.KindRules."""

    name: str
    carry: Carry
    identity: bool = True
    waits: bool = False
    needs_fields: bool = False
    invited: bool = False


def no_data() -> Carried:
    """The confirmed address belongs to nobody in the store: say so (GDPR art. 12(3))."""
    return Carried(letter="no_data", counts={"held": 0})


def recipient_letters(
    recipients: tuple[Recipient, ...], *, act: str, person: str, changes: tuple[Change, ...] = ()
) -> tuple[Letter, ...]:
    """Return a letter for each recipient that has an address (GDPR art. 19)."""
    return tuple(
        Letter(
            name="recipient_notice",
            to=recipient.address,
            language=recipient.language,
            facts={
                "recipient": recipient.name,
                "act": act,
                "person": person,
                "changes": [{"field": one.field, "old": one.old, "new": one.new} for one in changes],
            },
        )
        for recipient in recipients
        if recipient.address
    )
