"""What the attacks share that are played without servers (``defences/``)."""

from bot.stage import PRIVACY, STAFF, parsed
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


def returned(raw: bytes, address: str) -> bytes:
    """A report that a letter could not be delivered (RFC 3464)."""
    head = raw.partition(b"\r\n\r\n")[0].decode()
    return (
        f"From: MAILER-DAEMON@mx.example\r\nTo: {PRIVACY}\r\nSubject: Undelivered Mail\r\n"
        "MIME-Version: 1.0\r\nAuto-Submitted: auto-replied\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nYour message could not be delivered.\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n"
        f"Final-Recipient: rfc822; {address}\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n"
        f"--b\r\nContent-Type: text/rfc822-headers\r\n\r\n{head}\r\n\r\n--b--\r\n"
    ).encode()
