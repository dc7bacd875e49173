"""The journal read again from its first line, and the seal that tells whether it was written anew as a whole.

The hashes of the chain need no secret, so whoever can write the database can make them all again. The seal is a keyed
hash of the last line that was found good; its key stands outside the database.
"""

import hmac
from datetime import datetime
from hashlib import sha256

from sqlmodel import Session, col, select

from bot.core.records import Walk
from bot.edge.keys import Keys
from bot.edge.tables import Journal, Setting

_SEAL = "journal:seal"


def chain_hash(previous: str, at: datetime, number: str, line: str) -> str:
    """Return the hash of one journal line, given that of the line before it."""
    return sha256("\x1f".join((previous, at.isoformat(), number, line)).encode()).hexdigest()


def walk(session: Session, keys: Keys, so_far: Walk, most: int) -> Walk:
    """Read at most so many lines more; a break is remembered by the number of its line, and the walk goes on."""
    lines = session.exec(select(Journal).where(col(Journal.seq) > so_far.seq).order_by(col(Journal.seq)).limit(most))
    sealed, digest, ours = _seal(session, keys)
    seq, previous, count, broken = so_far.seq, so_far.hash, so_far.lines, list(so_far.broken)
    for line in lines:
        before, seq, count = seq, line.seq or 0, count + 1
        if before < sealed < seq:
            broken.append(sealed)  # taken out, however well the rest is chained
        right = line.hash == chain_hash(line.previous, line.at, line.case_number, line.line)
        if line.previous != previous or not right or (seq == sealed and line.hash != digest):
            broken.append(seq)
        previous = line.hash
    ended = count < so_far.lines + most
    if ended and seq < sealed:
        broken.append(sealed)  # the end was cut off
    if ended and not ours:
        broken.append(seq)  # nothing up to here is vouched for
    return Walk(seq=seq, hash=previous, lines=count, broken=tuple(dict.fromkeys(broken)), ended=ended)


def seal(session: Session, keys: Keys, walked: Walk) -> None:
    """Remember how far the journal was read, under the newest key."""
    line = f"{walked.seq} {walked.hash}"
    row = session.get(Setting, _SEAL) or Setting(name=_SEAL, value="")
    row.value = f"{line} {keys.hash('journal', line)}"
    session.add(row)


def _seal(session: Session, keys: Keys) -> tuple[int, str, bool]:
    """The number and hash of the last line that was sealed, (0, "") for none; False when a seal is there that is not
    of ours: somebody wrote it, or the key that made it was taken out of the key file."""
    row = session.get(Setting, _SEAL)
    if row is None:
        return 0, "", True
    line, _, mac = row.value.rpartition(" ")
    if not any(hmac.compare_digest(mac.encode(), one.encode()) for one in keys.hashes("journal", line)):
        return 0, "", False
    seq, digest = line.split(" ")
    return int(seq), digest, True
