"""The statements that every mail meets, built once: SQLAlchemy finds their compiled text again by identity.

They are SQLAlchemy Core, not objects: a mail meets about twenty of them, and objects cost ten times as much each.
Parameters that name a column are its new value; all others are named here.
"""

from functools import cache

from sqlalchemy import (
    BindParameter,
    Insert,
    Select,
    Update,
    bindparam,
    case,
    func,
    insert,
    literal,
    or_,
    select,
    update,
)

from bot.core.records import UNKNOWN
from bot.edge.schema import TABLES

INBOX, OUTBOX, CASES = TABLES["inbox"], TABLES["outbox"], TABLES["cases"]
TOKENS, JOURNAL, SETTINGS = TABLES["token"], TABLES["journal"], TABLES["setting"]
CONTACTS, ADDRESSES = TABLES["contact"], TABLES["email_address"]
SUPPRESSIONS, SUBSCRIPTIONS, RECEIPTS = TABLES["suppression"], TABLES["subscription"], TABLES["receipt"]

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
RECORDED = select(INBOX.c.uid).where(
    INBOX.c.account == bindparam("account"),
    INBOX.c.folder == bindparam("folder"),
    INBOX.c.uidvalidity == bindparam("validity"),
    INBOX.c.uid.in_(bindparam("numbers", expanding=True)),
)
#: Mails with the same bytes that were recorded under an earlier UIDVALIDITY.
TWINS = (
    select(INBOX.c.id, INBOX.c.sha256, INBOX.c.arrived_at)
    .where(
        INBOX.c.account == bindparam("account"),
        INBOX.c.folder == bindparam("folder"),
        INBOX.c.uidvalidity != bindparam("validity"),
        INBOX.c.sha256.in_(_HASHES),
    )
    .order_by(INBOX.c.id)
)
RENUMBER = update(INBOX).where(INBOX.c.id == _KEY)
UNDECIDED = (
    select(INBOX.c.id, INBOX.c.size, INBOX.c.attempts)
    .where(INBOX.c.disposition == literal(""), INBOX.c.id > bindparam("after"))
    .order_by(INBOX.c.id)
    .limit(bindparam("most", type_=INBOX.c.id.type))
)
TRIED = update(INBOX).where(INBOX.c.id.in_(_KEYS)).values(attempts=INBOX.c.attempts + 1)
NOT_TRIED = (
    update(INBOX).where(INBOX.c.id.in_(_KEYS), INBOX.c.attempts > literal(0)).values(attempts=INBOX.c.attempts - 1)
)
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
    .where(
        INBOX.c.disposition != literal(""),
        INBOX.c.moved.is_(False),
        INBOX.c.account == bindparam("account"),
        or_(INBOX.c.folder == bindparam("folder"), INBOX.c.uidvalidity == literal(UNKNOWN)),
    )
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

# -- leaving the newsletters

SUPPRESS = insert(SUPPRESSIONS)
SUPPRESS_AGAIN = update(SUPPRESSIONS).where(
    SUPPRESSIONS.c.hash == bindparam("mark"), SUPPRESSIONS.c.topic == bindparam("which")
)
RECEIPT = select(RECEIPTS.c.result).where(RECEIPTS.c.once == _KEY)
NEW_RECEIPT = insert(RECEIPTS)


@cache
def end_subscriptions(*, one_topic: bool) -> Update:
    """Return what ends the running subscriptions of some addresses, to one topic or to all."""
    running = update(SUBSCRIPTIONS).where(
        SUBSCRIPTIONS.c.address.in_(bindparam("addresses", expanding=True)), SUBSCRIPTIONS.c.ended_at.is_(None)
    )
    return running.where(SUBSCRIPTIONS.c.topic == bindparam("which")) if one_topic else running


# -- cases

NEW_CASE = insert(CASES)
CASE = select(CASES.c.id, CASES.c.body).where(CASES.c.id == _KEY)
SAVE_CASE = update(CASES).where(CASES.c.id == _KEY, CASES.c.version == bindparam("before"))
CLOSE_CASE = update(CASES).where(CASES.c.id == _KEY, CASES.c.closed_at.is_(None))
ANNOTATE = update(CASES).where(CASES.c.id == _KEY)
POSTPONE = update(CASES).where(CASES.c.id == _KEY)
NOTES = select(CASES.c.notes).where(CASES.c.id == _KEY)
#: The open ones (a breach keeps a case open), and those that ended lately.
PAST_CASES = (
    select(CASES.c.id, CASES.c.open, CASES.c.body)
    .where(CASES.c.address_hash.in_(_HASHES), or_(CASES.c.open, CASES.c.closed_at >= bindparam("since")))
    .order_by(CASES.c.id)
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


def _unless_known() -> Insert:
    """One letter a Message-ID, however often it is queued."""
    columns = [column for column in OUTBOX.c if column.name not in {"id", "sent_at"}]
    there = select(OUTBOX.c.id).where(OUTBOX.c.message_id == bindparam("message_id", type_=OUTBOX.c.message_id.type))
    row = select(*(bindparam(column.name, type_=column.type) for column in columns)).where(~there.exists())
    return insert(OUTBOX).from_select(columns, row)


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
QUEUE = _unless_known()
WAITING = (
    select(OUTBOX.c.id, OUTBOX.c.case_id, OUTBOX.c.letter, OUTBOX.c.recipient, OUTBOX.c.raw, OUTBOX.c.attempts)
    .where(OUTBOX.c.state.in_(("pending", "deferred")), OUTBOX.c.next_at <= bindparam("now"))
    .order_by(OUTBOX.c.lane.desc(), OUTBOX.c.id)
    .limit(bindparam("most", type_=OUTBOX.c.id.type))
)
CLAIM = (
    update(OUTBOX)
    .where(OUTBOX.c.id.in_(_KEYS), OUTBOX.c.state.in_(("pending", "deferred")))
    .values(state="claimed", attempts=OUTBOX.c.attempts + 1)
)
DELIVERED = (
    update(OUTBOX)
    .where(OUTBOX.c.id == _KEY)
    .values(
        state=bindparam("new_state"),
        error=bindparam("new_error"),
        next_at=bindparam("new_next_at"),
        sent_at=bindparam("new_sent_at"),
    )
)


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
