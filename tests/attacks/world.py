"""What the attacks share: the people, and what nobody but the owner may ever receive."""

from collections.abc import Sequence

from bot.stage import Stage, parsed

OWNER, OTHER, THIEF = "anna.lefevre@maison.example", "carol.smith@house.example", "voleur@mechant.example"
ASK = "Bonjour,\n\nquelles données avez-vous sur moi ?\n"
#: Words that stand in the owner's record and nowhere else.
SECRETS = ("Tilleuls", "3242523188", "252 31 88", "Hosting Partner", "Convention sign")


def subjects(stage: Stage, address: str) -> list[str]:
    """The subjects of all letters to a person, without the reference."""
    return [str(parsed(raw)["subject"]).strip().partition(" [")[0] for raw in stage.letters(address)]


def whole(raw: bytes) -> str:
    """All text of a letter, attachments included."""
    parts = [part.get_content() for part in parsed(raw).walk() if part.get_content_maintype() == "text"]
    return "\n".join(parts)


def leaked(stage: Stage, to: Sequence[str] = ()) -> list[str]:
    """Who received something of the owner's record, but the owner and those named."""
    return [
        address
        for address, mails in stage.world.everything().items()
        if address not in {OWNER, *to}
        for raw in mails
        if any(secret in whole(raw) for secret in SECRETS)
    ]


async def held(stage: Stage, address: str) -> int:
    """How many records hold an address."""

    def count() -> int:
        with stage.bot.store.transaction() as tx:
            return len(tx.find(address))

    return await stage.bot.on_store(count)
