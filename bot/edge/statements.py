"""The statements that every mail meets, built once: SQLAlchemy finds their compiled text again by identity.

They are SQLAlchemy Core, not objects: a mail meets about twenty of them, and objects cost ten times as much each.
Parameters that name a column are its new value; all others are named here.
"""

from functools import cache

from sqlalchemy import BindParameter, Select, bindparam, case, func, insert, literal, or_, select, update

from bot.edge.schema import TABLES

INBOX, OUTBOX, CASES = TABLES["inbox"], TABLES["outbox"], TABLES["cases"]
TOKENS, JOURNAL, SETTINGS = TABLES["token"], TABLES["journal"], TABLES["setting"]
CONTACTS, ADDRESSES = TABLES["contact"], TABLES["email_address"]

_KEY: BindParameter[int] = bindparam("key")
_KEYS: BindParameter[int] = bindparam("keys", expanding=True)
_HASHES: BindParameter[str] = bindparam("hashes", expanding=True)

# -- mail in

HIGHEST_UID = select(func.max(INBOX.c.uid)).where(
    INBOX.c.account == bindparam("account"),
    INBOX.c.folder == bindparam("folder"),
    INBOX.c.uidvalidity == bindparam("validity"),
)
RECORD = insert(INBOX)
RECORDED = select(INBOX.c.id).where(
    INBOX.c.account == bindparam("account"),
    INBOX.c.folder == bindparam("folder"),
    INBOX.c.uidvalidity == bindparam("validity"),
    INBOX.c.uid == bindparam("number"),
)
#: A mail recorded under an earlier UIDVALIDITY: the same bytes that came at the same moment.
RENUMBERED = select(INBOX.c.id).where(
    INBOX.c.account == bindparam("account"),
    INBOX.c.folder == bindparam("folder"),
    INBOX.c.uidvalidity != bindparam("validity"),
    INBOX.c.sha256 == bindparam("hash"),
    INBOX.c.arrived_at == bindparam("moment"),
)
RENUMBER = update(INBOX).where(INBOX.c.id == _KEY)
UNDECIDED = (
    select(INBOX.c.id, INBOX.c.size, INBOX.c.attempts)
    .where(INBOX.c.disposition == literal(""), INBOX.c.id > bindparam("after"))
    .order_by(INBOX.c.id)
    .limit(bindparam("most", type_=INBOX.c.id.type))
)
TRIED = update(INBOX).where(INBOX.c.id.in_(_KEYS)).values(attempts=INBOX.c.attempts + 1)
RAWS = (
    select(
        INBOX.c.id,
        INBOX.c.raw,
        INBOX.c.size,
        INBOX.c.arrived_at,
        INBOX.c.attempts,
    )
    .where(INBOX.c.id.in_(_KEYS))
    .order_by(INBOX.c.id)
)
SETTLE = update(INBOX).where(INBOX.c.id == _KEY, INBOX.c.disposition == literal(""))
UNMOVED = (
    select(
        INBOX.c.id,
        INBOX.c.account,
        INBOX.c.folder,
        INBOX.c.uidvalidity,
        INBOX.c.uid,
        INBOX.c.goes_to,
        INBOX.c.arrived_at,
        INBOX.c.size,
        INBOX.c.sha256,
        case((INBOX.c.redacted, INBOX.c.raw), else_=None).label("instead"),
    )
    .where(INBOX.c.disposition != literal(""), INBOX.c.moved.is_(False))
    .limit(bindparam("most", type_=INBOX.c.id.type))
)
MOVED = update(INBOX).where(INBOX.c.id.in_(_KEYS)).values(moved=True)
ASSIGN = update(INBOX).where(INBOX.c.id == _KEY)
REDACT = update(INBOX).where(INBOX.c.id == _KEY).values(redacted=True)
REPLACED = update(INBOX).where(INBOX.c.id == _KEY).values(moved=True)

# -- persons

HOLDERS = (
    select(
        CONTACTS.c.id,
        CONTACTS.c.language,
        CONTACTS.c.role,
        CONTACTS.c.changed_at,
        CONTACTS.c.customer_number,
        CONTACTS.c.first_name,
        CONTACTS.c.last_name,
        CONTACTS.c.company,
    )
    .join(ADDRESSES, ADDRESSES.c.contact_id == CONTACTS.c.id)
    .where(ADDRESSES.c.address == bindparam("held"))
    .distinct()
)

# -- cases

NEW_CASE = insert(CASES)
CASE = select(CASES.c.body).where(CASES.c.id == _KEY)
SAVE_CASE = update(CASES).where(CASES.c.id == _KEY, CASES.c.version == bindparam("before"))
CLOSE_CASE = update(CASES).where(CASES.c.id == _KEY, CASES.c.closed_at.is_(None))
ANNOTATE = update(CASES).where(CASES.c.id == _KEY)
POSTPONE = update(CASES).where(CASES.c.id == _KEY)
NOTES = select(CASES.c.notes).where(CASES.c.id == _KEY)
OPEN_CASES = select(CASES.c.body).where(CASES.c.open, CASES.c.address_hash.in_(_HASHES)).order_by(CASES.c.id)
#: Those that ended lately, and the open ones: a breach keeps a case open.
ENDED_CASES = select(CASES.c.body).where(
    CASES.c.address_hash.in_(_HASHES), or_(CASES.c.open, CASES.c.closed_at >= bindparam("since"))
)
DUE = (
    select(CASES.c.id)
    .where(CASES.c.open, CASES.c.next_at <= bindparam("now"))
    .order_by(CASES.c.next_at)
    .limit(bindparam("most", type_=CASES.c.id.type))
)

# -- reply codes, the journal, small facts

CODE = select(TOKENS).where(TOKENS.c.hash.in_(_HASHES))
MINT = insert(TOKENS)
LAST_LINE = select(JOURNAL.c.hash).order_by(JOURNAL.c.seq.desc()).limit(1)
WRITE_LINE = insert(JOURNAL)
SETTING = select(SETTINGS.c.value).where(SETTINGS.c.name == bindparam("which"))
CHANGE_SETTING = update(SETTINGS).where(SETTINGS.c.name == bindparam("which"))
NEW_SETTING = insert(SETTINGS)

# -- mail out

LAST_LEFT = (
    select(func.coalesce(OUTBOX.c.sent_at, OUTBOX.c.made_at, type_=OUTBOX.c.made_at.type))
    .where(
        OUTBOX.c.case_id == bindparam("case_id"),
        OUTBOX.c.recipient == bindparam("recipient"),
        OUTBOX.c.state != literal("silenced"),
    )
    .order_by(OUTBOX.c.id.desc())
    .limit(1)
)
QUEUED = select(OUTBOX.c.id).where(OUTBOX.c.message_id == bindparam("message"))
QUEUE = insert(OUTBOX)
WAITING = (
    select(OUTBOX.c.id, OUTBOX.c.case_id, OUTBOX.c.letter, OUTBOX.c.recipient, OUTBOX.c.raw, OUTBOX.c.attempts)
    .where(OUTBOX.c.state.in_(("pending", "deferred")), OUTBOX.c.next_at <= bindparam("now"))
    .order_by(OUTBOX.c.lane.desc(), OUTBOX.c.id)
    .limit(bindparam("most", type_=OUTBOX.c.id.type))
)
CLAIM = (
    update(OUTBOX)
    .where(OUTBOX.c.id == _KEY, OUTBOX.c.state.in_(("pending", "deferred")))
    .values(state="claimed", attempts=OUTBOX.c.attempts + 1)
)
DELIVERED = update(OUTBOX).where(OUTBOX.c.id == _KEY)


@cache
def sent_since(*, recipient: bool, case: bool, letter: bool, but: bool) -> Select[int]:
    """Return the count of mails queued since a moment that were not silenced, under those conditions."""
    count = select(func.count()).where(OUTBOX.c.made_at >= bindparam("since"), OUTBOX.c.state != literal("silenced"))
    if recipient:
        count = count.where(OUTBOX.c.recipient == bindparam("recipient"))
    if case:
        count = count.where(OUTBOX.c.case_id == bindparam("case_id"))
    if letter:
        count = count.where(OUTBOX.c.letter == bindparam("letter"))
    if but:
        count = count.where(OUTBOX.c.recipient.not_in(bindparam("but", expanding=True)))
    return count
