"""Attacks played without servers, each returns whether it succeeded: on staff, on erasure, by text, by floods, on
tokens, keys, papers and the journal (promises 5 to 19 of SECURITY.md)."""

from base64 import b32encode
from datetime import timedelta
from email.errors import MessageError
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from sqlmodel import select

from bot.core import auth
from bot.core.read import read
from bot.core.records import Outcome, Walk
from bot.edge import access_answer, compose, contact_files, keys, leaving, signatures, smtp
from bot.edge.tables import CaseRow, Inbox, Journal, Outbox, Setting, Token
from bot.errors import BotError
from bot.flow.leaving import leave_by_web
from bot.stage import PRIVACY, STAFF, parsed
from tests.attacks.plays import ANSWER, decides
from tests.attacks.world import ASK, OTHER, OWNER, THIEF
from tests.quick import Quick
from tests.signing import RECORD, key_name, sign
from tests.stores import chain_again

LAWYER = "m@cabinet.example"


# -- 5 and 6: staff


def flagged(bot: Quick) -> bytes:
    bot.write(LAWYER, "Ma cliente demande ses données. Mise en demeure.")
    return bot.letters(STAFF[0])[-1]


def forged_staff(bot: Quick) -> bool:
    bot.reply(STAFF[0], "REFUSER non", to=flagged(bot), verdict="fail")
    return len(bot.letters(LAWYER)) == 2


def stranger_with_a_staff_code(bot: Quick) -> bool:
    bot.reply(THIEF, "REFUSER non", to=flagged(bot))
    return len(bot.letters(LAWYER)) == 2


def old_staff_code(bot: Quick) -> bool:
    old = flagged(bot)
    other = bot.letters(STAFF[1])[-1]
    bot.reply(STAFF[1], "NOTER vu", to=other)
    bot.reply(STAFF[1], "REFUSER non", to=other)
    return len(bot.letters(LAWYER)) == 2 and bool(old)


def case_changed_meanwhile(bot: Quick) -> bool:
    """What she was shown is no longer what it is about: the other has settled half of it."""
    bot.write(f"Jan Janssens <{OWNER}>", ASK)
    first = [bot.reply(OWNER, "OUI"), decides(bot)][1]
    bot.reply(OWNER, "STATUT")
    with bot.store.session() as session:
        row = session.get_one(CaseRow, 1)
        row.body = {**row.body, "address": "autre@maison.example", "contact_id": 2}
        session.add(row)
    outcome = bot.reply(STAFF[0], "APPROUVER", to=first)
    return outcome.disposition == "decided"


def approves_the_unconfirmed(bot: Quick) -> bool:
    bot.write(OTHER, "Please delete all my personal data.")
    bot.reply(OTHER, "Hello, I do not understand this message at all.")
    return bot.reply(STAFF[0], "APPROUVER", to=decides(bot)).disposition == "decided"


def decides_on_himself(bot: Quick) -> bool:
    bot.write(STAFF[0], f"{ASK}\nSinon je porte plainte.")
    mine = [raw for raw in bot.letters(STAFF[0]) if "À décider" in str(parsed(raw)["subject"])]
    return bool(mine) and bot.reply(STAFF[0], "SPAM", to=mine[-1]).disposition == "decided"


def takes_a_record_over(bot: Quick) -> bool:
    """Somebody of the staff who reads her mailbox, and approves that the record moves to his own address."""
    bot.write(OWNER, f"Ma nouvelle adresse e-mail est {STAFF[0]}.")
    bot.reply(OWNER, "OUI")
    challenge = bot.letters(STAFF[0])[-1]
    bot.reply(STAFF[0], "OUI", to=challenge)
    asked = [raw for raw in bot.letters(STAFF[0]) if "À décider" in str(parsed(raw)["subject"])]
    if asked:
        bot.reply(STAFF[0], "APPROUVER", to=asked[-1])
    return bot.held(STAFF[0]) == 1


def two_commands(bot: Quick) -> bool:
    return bot.reply(STAFF[0], "APPROUVER\nREFUSER non", to=flagged(bot)).disposition == "decided"


def one_pair_of_eyes(bot: Quick) -> bool:
    bot.write(OTHER, "Please delete all my personal data.")
    bot.reply(OTHER, "YES")
    bot.reply(STAFF[0], "APPROUVER", to=decides(bot))
    bot.reply(STAFF[0], "APPROUVER", to=decides(bot))
    bot.later(days=4)
    return bot.held(OTHER) == 0


def says_the_kind_of_two_records(bot: Quick) -> bool:
    bot.write("famille@maison.example", ASK)
    return bot.reply(STAFF[0], "TYPE accès", to=decides(bot)).disposition == "decided"


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


# -- 7: erasure


def no_wait(bot: Quick) -> bool:
    bot.write(OTHER, "Please delete all my personal data.")
    bot.reply(OTHER, "YES")
    return bot.held(OTHER) == 0


def cannot_be_stopped(bot: Quick) -> bool:
    no_wait(bot)
    bot.reply(OTHER, "CANCEL")
    bot.later(days=4)
    return bot.held(OTHER) == 0


def comes_back(bot: Quick) -> bool:
    no_wait(bot)
    bot.later(days=4)
    with bot.store.transaction() as tx:
        row = {"email": OTHER.upper(), "last_name": "Smith"}
        contact_files.take_in(tx.session, tx.subjects, [row], source="form", today=bot.now.date())
    return bot.held(OTHER) == 1


def copies_survive(bot: Quick) -> bool:
    no_wait(bot)
    bot.later(days=4)
    with bot.store.session() as session:
        for row in session.exec(select(Outbox)):  # the letters have left
            row.state = "sent"
    bot.store.forget(bot.now, bot.office.keep)
    files = Path(bot.store.engine.url.database or "").parent.glob("privacy-bot.sqlite3*")
    return any(OTHER.encode() in path.read_bytes() for path in files)


# -- 8: text from outside


def composed(bot: Quick, subject: str) -> bytes:
    """A letter of ours with some subject."""
    who = compose.Envelope(name="CRM", address=PRIVACY)
    return compose.compose(who, "a@x.example", subject, "x", message_id="1@x", references=(), files=(), now=bot.now)


def second_recipient(bot: Quick) -> bool:
    raw = composed(bot, "x")
    try:
        smtp.check_outgoing(
            raw.replace(b"Subject:", b"Bcc: v@evil.test\r\nSubject:", 1), sender=PRIVACY, recipient="a@x.example"
        )
    except BotError:
        return False
    return True


def line_break_in_a_subject(bot: Quick) -> bool:
    try:
        raw = composed(bot, "x\r\nBcc: v@evil.test")
    except (ValueError, MessageError):  # the library's own guard
        return True
    return parsed(raw)["bcc"] is not None


def runs_in_a_page(bot: Quick) -> bool:
    with bot.store.transaction() as tx:
        contact = tx.find(OWNER)[0].contact_id
        tx.subjects.change(contact, {"last_name": "<img src=x>"}, once="x", source="phone", now=bot.now)
        page = tx.subjects.answer(contact, language="fr", number="2026-0001", today=bot.now.date())[0].data
    return b"<img src=x>" in page


def computes(bot: Quick) -> bool:
    return not access_answer.safe('=HYPERLINK("x")').startswith("'")


def more_than_the_map(bot: Quick) -> bool:
    with bot.store.transaction() as tx:
        contact, fields = tx.find(OWNER)[0].contact_id, {"customer_number": "VIP"}
        return bool(tx.subjects.change(contact, fields, once="x", source="mail", now=bot.now).changes)


# -- 9: broken mail


def two_senders(bot: Quick) -> bool:
    outcome = bot.deliver(f"From: {OWNER}\r\nFrom: {THIEF}\r\nTo: {PRIVACY}\r\n\r\n{ASK}".encode())
    return outcome.disposition != "quarantined"


def hidden_sender(bot: Quick) -> bool:
    """Some programs take blanks before the colon, and see the thief."""
    outcome = bot.deliver(f"From : {THIEF}\r\nFrom: {OWNER}\r\nTo: {PRIVACY}\r\n\r\n{ASK}".encode())
    return outcome.disposition != "quarantined"


def encoded_sender(bot: Quick) -> bool:
    return read(b"From: =?utf-8?q?anna.lefevre?=@maison.example\r\n\r\nx").sender is not None


# -- 10: the log


def named_in_an_error(bot: Quick) -> bool:
    try:
        for _ in range(2):
            with bot.store.session() as session:
                session.add(Token(hash="1", case_id=1, purpose="reply", address=OTHER, expires_at=bot.now))
    except Exception as problem:
        return OTHER in f"{problem} {problem.__cause__}"
    return False


# -- 11: loops and floods


def flood(bot: Quick) -> bool:
    for number in range(6):
        bot.write(OWNER, f"{ASK} Mon numéro de téléphone a changé : 04 252 31 0{number}.")
    return len(bot.letters(OWNER)) > 3


def flood_of_many(bot: Quick) -> bool:
    for number in range(6):
        bot.write(f"x{number}@mechant.example", ASK)
    return bool(bot.letters("x4@mechant.example"))


def robot(bot: Quick) -> bool:
    bot.write(OWNER, ASK)
    for _ in range(2):
        bot.reply(OWNER, "Bonjour, je suis le robot de cette boîte.", to=bot.letters(OWNER)[0])
    return len(bot.letters(OWNER)) > 2


def robot_at_once(bot: Quick) -> bool:
    bot.write(OWNER, ASK)
    bot.now -= timedelta(seconds=55)
    bot.reply(OWNER, "Bonjour, nous avons bien reçu votre message.")
    return len(bot.letters(OWNER)) > 1


def case_without_end(bot: Quick) -> bool:
    bot.write(OWNER, ASK)
    for _ in range(12):
        bot.later(minutes=110)
        bot.reply(OWNER, "STATUT", to=bot.letters(OWNER)[0])
    return len(bot.letters(OWNER)) > 10


def staff_robot(bot: Quick) -> bool:
    flagged(bot)
    for _ in range(12):
        bot.reply(STAFF[0], "Votre ticket 4711 a été créé.")
    return len(bot.letters(STAFF[0])) > 8


def staff_buried(bot: Quick) -> bool:
    bot.write(THIEF, ASK)
    for number in range(14):
        bot.reply(THIEF, f"Encore une question, la numéro {number}.", to=bot.letters(THIEF)[0])
    return len(bot.letters(STAFF[0])) > 10


# -- 12: the brake


def mass_of_acts(bot: Quick) -> bool:
    for who, text, word in ((OWNER, ASK, "OUI"), (OTHER, "What data do you hold about me?", "YES")):
        bot.write(who, text)
        bot.reply(who, word)
    return ANSWER in bot.subjects(OWNER) and "Your personal data" in bot.subjects(OTHER)


def strangers_use_it_up(bot: Quick) -> bool:
    for number in range(2):
        bot.write(f"x{number}@mechant.example", ASK)
        bot.reply(f"x{number}@mechant.example", "OUI")
    bot.write(OWNER, ASK)
    bot.reply(OWNER, "OUI")
    return ANSWER not in bot.subjects(OWNER)


# -- 13 and 14: tokens and reports


def guessed_token(bot: Quick) -> bool:
    mark = bot.store.keys.mark(OWNER)
    made = b32encode(bytes([1 << 4]) + bytes.fromhex(mark) + b"0123456789").decode().rstrip("=").lower()
    return leave_by_web(bot.office, made)


def bounce_token_leaves(bot: Quick) -> bool:
    made = leaving.token(bot.store.keys, bot.store.keys.mark(OWNER), "news", "b")
    return leave_by_web(bot.office, made)


def made_up_complaint(bot: Quick) -> bool:
    raw = (
        f"From: fbl@provider.example\r\nTo: {PRIVACY}\r\nSubject: abuse\r\nMIME-Version: 1.0\r\n"
        "Content-Type: multipart/report; report-type=feedback-report; boundary=b\r\n\r\n"
        "--b\r\nContent-Type: text/plain\r\n\r\nabuse\r\n--b\r\nContent-Type: message/feedback-report\r\n\r\n"
        f"Feedback-Type: abuse\r\nOriginal-Rcpt-To: {OWNER}\r\n\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n"
        f"From: {PRIVACY}\r\nTo: {OWNER}\r\nMessage-ID: <made@up.example>\r\n\r\nx\r\n--b--\r\n"
    )
    bot.deliver(raw.encode())
    with bot.store.transaction() as tx:
        return tx.subjects.suppressed(OWNER)


def signs_another_off(bot: Quick) -> bool:
    bot.write(THIEF, f"Désinscrivez {OWNER} de votre newsletter.")
    with bot.store.transaction() as tx:
        return tx.subjects.suppressed(OWNER)


# -- 15 and 16: editors, crashes


def forged_editor(bot: Quick) -> bool:
    text = '+++\nname = "hiver"\ntopic = "news"\nsubject = { fr = "Hiver" }\n+++ fr\n# Bonjour\n\nAchetez.'
    return bot.write(STAFF[0], text, verdict="fail").disposition == "processed"


def lost_in_a_crash(bot: Quick) -> bool:
    bot.write(OWNER, ASK)
    bot.store.claim(bot.now, 10)  # and the power goes
    bot.store.release_claims()
    return not bot.store.claim(bot.now, 10)


def two_outcomes(bot: Quick) -> bool:
    bot.write(OWNER, ASK)
    try:
        with bot.store.transaction() as tx:
            tx.settle(1, Outcome(disposition="ignored"), bot.now)
    except RuntimeError:
        return False
    return True


# -- 17: keys


def readable_key(bot: Quick) -> bool:
    path = Path(bot.store.engine.url.database or "").parent / "other.key"
    keys.Keys.create(path)
    path.chmod(0o644)
    try:
        keys.Keys.load(path)
    except BotError:
        return False
    return True


def own_letter_comes_back(bot: Quick) -> bool:
    """A mailbox redirects our letter to us and writes itself into From; a list took the marks of a machine away."""
    bot.write(OWNER, ASK)
    bot.later(minutes=2)
    lines = bot.letters(OWNER)[0].replace(b"From: CRM <privacy@crm.example>", f"From: {OWNER}".encode()).split(b"\r\n")
    bot.deliver(b"\r\n".join(line for line in lines if not line.lower().startswith((b"auto-sub", b"x-auto"))))
    return len(bot.letters(OWNER)) == 2


# -- 18: identity documents


def kept_identity_card(bot: Quick) -> bool:
    """Looked for in the store while the case is open."""
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"], mail["Subject"] = OTHER, PRIVACY, "delete"
    mail.set_content("Please delete all my data.")
    mail.add_attachment(b"PASSPORT", maintype="image", subtype="png", filename="passport.png")
    bot.deliver(mail.as_bytes())
    with bot.store.session() as session:
        return b"UEFTU1BPUlQ" in (session.exec(select(Inbox.raw)).one() or b"")


# -- 19: the journal


def journal_made_anew(bot: Quick) -> bool:
    """The first line is another one, and all hashes fit."""
    bot.write(OWNER, ASK)
    bot.store.seal_journal(bot.store.walk_journal(Walk(), 100))
    with bot.store.session() as session:
        chain_again(session, first="forged")
    return not bot.store.walk_journal(Walk(), 100).broken


def sealed_line_removed(bot: Quick) -> bool:
    """What the seal vouches for is gone, and all other hashes fit."""
    bot.write(OWNER, ASK)
    sealed = bot.store.walk_journal(Walk(), 100)
    bot.store.seal_journal(sealed)
    bot.write(OTHER, ASK)
    with bot.store.session() as session:
        session.delete(session.get_one(Journal, sealed.seq))
        session.flush()
        chain_again(session)
    return not bot.store.walk_journal(Walk(), 100).broken


def seal_of_somebody_else(bot: Quick) -> bool:
    """The journal is made anew with a seal that any key could have made."""
    journal_made_anew(bot)
    with bot.store.session() as session:
        session.merge(Setting(name="journal:seal", value=f"1 {'0' * 64} {'0' * 64}"))
    return not bot.store.walk_journal(Walk(), 100).broken
