"""What the attacks share that are played without servers (``defences/``)."""

from bot.stage import STAFF, parsed
from tests.attacks.world import ASK, OWNER, SECRETS, THIEF, whole
from tests.quick import Quick

ANSWER = "Vos données à caractère personnel"
CHALLENGE = "Votre demande : merci de confirmer"
NAMES_HER = f"{ASK} Mon adresse est {OWNER}."
MOVES = f"Bonjour, ma nouvelle adresse e-mail est {THIEF}."


def got(bot: Quick, address: str, *, but: tuple[str, ...] = ()) -> bool:
    """Whether somebody received something of the owner's record."""
    return any(secret in whole(raw) for raw in bot.letters(address) for secret in SECRETS if secret not in but)


def decides(bot: Quick, member: str = STAFF[0]) -> bytes:
    """The newest mail that asks a member of staff to decide."""
    return [raw for raw in bot.letters(member) if "À décider" in str(parsed(raw)["subject"])][-1]


def drawn_by(bot: Quick, reply: str, *, sender: str = OWNER, **how: str) -> bool:
    """Whether a reply to the question whether she asked for her data brings them out."""
    bot.write(OWNER, ASK)
    bot.reply(sender, reply, to=bot.letters(OWNER)[0], **how)
    return ANSWER in bot.subjects(OWNER)
