"""Attacks on who a mail is from (promises 6 and 9 of SECURITY.md)."""

from bot.core import auth
from bot.core.read import read
from bot.core.records import Arrival, Position
from bot.edge import signatures
from bot.stage import PRIVACY, STAFF
from tests.attacks.mutation import Off
from tests.attacks.world import ASK, OWNER, THIEF
from tests.quick import Quick
from tests.signing import RECORD, key_name, sign

BORDER = auth.Border(authserv_id="mx.crm.example")


RECEIVED = ("received", "from x by mx.crm.example")


def planted_below(bot: Quick) -> bool:
    fields = [RECEIVED, ("authentication-results", "mx.crm.example; dmarc=pass")]
    return auth.authenticated(fields, STAFF[0], BORDER) is auth.Auth.ALIGNED


def planted_by_another(bot: Quick) -> bool:
    fields = [("authentication-results", "mx.evil.example; dmarc=pass"), RECEIVED]
    return auth.authenticated(fields, STAFF[0], BORDER) is auth.Auth.ALIGNED


def planted_in_quotes(bot: Quick) -> bool:
    said = 'mx.crm.example; spf=pass smtp.mailfrom="x; dmarc=pass header.from=crm.example ;"@evil.example'
    return auth.authenticated([("authentication-results", said), RECEIVED], STAFF[0], BORDER) is auth.Auth.ALIGNED


def planted_in_a_comment(bot: Quick) -> bool:
    said = "mx.crm.example; spf=pass (of x; dmarc=pass header.from=crm.example ;) smtp.mailfrom=a@evil.example"
    return auth.authenticated([("authentication-results", said), RECEIVED], STAFF[0], BORDER) is auth.Auth.ALIGNED


def signed_though_the_border_says_fail(bot: Quick) -> bool:
    fields = [("authentication-results", "mx.crm.example; dmarc=fail header.from=crm.example"), RECEIVED]
    return auth.authenticated(fields, STAFF[0], BORDER, signed=True) is auth.Auth.ALIGNED


ZONE = signatures.Zone({key_name("crm.example"): RECORD})


PLAIN = b"From: a@crm.example\r\nTo: privacy@crm.example\r\nDate: x\r\nSubject: one\r\n\r\nx\r\n"


ALL = (b"from", b"to", b"date", b"subject")


def signed_without_subject(bot: Quick) -> bool:
    return signatures.signs(b"Subject: two\r\n" + sign(PLAIN, "crm.example", (b"from",)), "crm.example", ZONE)


def signed_in_part(bot: Quick) -> bool:
    """What was added below is not signed (RFC 6376 section 8.2)."""
    return signatures.signs(sign(PLAIN, "crm.example", ALL, length=True) + b"APPROVE\r\n", "crm.example", ZONE)


def signed_by_another(bot: Quick) -> bool:
    zone = signatures.Zone({key_name("evil.example"): RECORD})
    return signatures.signs(sign(PLAIN, "evil.example", ALL), "crm.example", zone)


def two_senders(bot: Quick) -> bool:
    outcome = bot.deliver(f"From: {OWNER}\r\nFrom: {THIEF}\r\nTo: {PRIVACY}\r\n\r\n{ASK}".encode())
    return outcome.disposition != "quarantined"


def hidden_sender(bot: Quick) -> bool:
    """Some programs take blanks before the colon, and see the thief."""
    outcome = bot.deliver(f"From : {THIEF}\r\nFrom: {OWNER}\r\nTo: {PRIVACY}\r\n\r\n{ASK}".encode())
    return outcome.disposition != "quarantined"


def encoded_sender(bot: Quick) -> bool:
    return read(b"From: =?utf-8?q?anna.lefevre?=@maison.example\r\n\r\nx").sender is not None


def reply_goes_elsewhere(bot: Quick) -> bool:
    bot.write(OWNER, ASK, headers=f"Reply-To: {THIEF}\r\n")
    return bool(bot.letters(THIEF))


def display_name_is_believed(bot: Quick) -> bool:
    bot.write(f'"{OWNER}" <{THIEF}>', ASK)
    return bool(bot.letters(OWNER))


def variant_of_her_address(bot: Quick) -> bool:
    bot.write(OWNER.replace("@", "+x@"), ASK)
    return bool(bot.letters(OWNER))


def masked_by_its_message_id(bot: Quick) -> bool:
    """Another mail with the Message-ID of one that is known, when the server has numbered the mailbox anew."""
    for validity, text in enumerate((ASK, "stop"), start=1):
        raw = f"From: {OWNER}\r\nMessage-ID: <same@x.example>\r\nSubject: x\r\n\r\n{text}\r\n".encode()
        position = Position(account="a", folder="INBOX", uidvalidity=validity, uid=1)
        bot.store.record([Arrival(position=position, size=9, arrived_at=bot.now, raw=raw)])
        bot.handle()
    bot.carry()
    return "Vous êtes désinscrit(e)" not in bot.subjects(OWNER)


OFF = (
    Off(
        6,
        "A08",
        planted_below,
        ("core.auth", "            return fields\n    return []", "            pass\n    return fields"),
    ),
    Off(6, "A08", planted_by_another, ("core.auth", " and _said_by(value) == border.authserv_id.lower():", ":")),
    Off(
        6,
        "A08",
        planted_in_quotes,
        ("core.auth", '    for part in plain.split(";")[1:]:', '    for part in value.split(";")[1:]:'),
    ),
    Off(
        6,
        "A08",
        planted_in_a_comment,
        ("core.auth", '    for part in plain.split(";")[1:]:', '    for part in value.split(";")[1:]:'),
    ),
    Off(
        6,
        "C18",
        signed_though_the_border_says_fail,
        ("core.auth", "    if Auth.FAIL in verdicts:", "    if False:"),
    ),
    Off(
        6,
        "C18",
        signed_without_subject,
        ("edge.signatures", '_COVERED = (b"from", b"to", b"date", b"subject")', "_COVERED = ()"),
    ),
    Off(6, "C18", signed_in_part, ("edge.signatures", ' or b"l" in tags', "")),
    Off(6, "C18", signed_by_another, ("edge.signatures", '        if tags[b"d"].lower() != domain or', "        if")),
    Off(9, "A05", two_senders, ("core.sender", "    if len(values) != 1:", "    if not values:")),
    Off(9, "A05", hidden_sender, ("core.read", "    who, fault = (None, doubt) if doubt else ", "    who, fault = ")),
    Off(
        9,
        "A06",
        encoded_sender,
        (
            "core.sender",
            '    if len(address) > 254 or "=?" in address or not _ADDRESS.fullmatch(address):',
            "    if False:",
        ),
    ),
    Off(
        9,
        "A02",
        reply_goes_elsewhere,
        (
            "flow.handle",
            "    sender = normal(mail.sender.address)",
            "    sender = normal((*mail.reply_to, mail.sender)[0].address)",
        ),
    ),
    Off(
        9,
        "A04",
        display_name_is_believed,
        (
            "flow.handle",
            "    sender = normal(mail.sender.address)",
            "    sender = normal(mail.sender.name or mail.sender.address)",
        ),
    ),
    Off(
        9,
        "A07",
        variant_of_her_address,
        ("core.address", '    return f"{_local(local)}@', "    return f\"{_local(local.partition('+')[0])}@"),
    ),
    Off(
        9,
        "C15",
        masked_by_its_message_id,
        (
            "edge.store",
            '"sha256": sha256(arrival.raw).hexdigest(),',
            '"sha256": sha256(arrival.raw.partition(b"Message-ID")[2][:20]).hexdigest(),',
        ),
    ),
)
