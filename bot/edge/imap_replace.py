"""Puts a mail into a folder and reads it back, and deletes mails: nothing goes before what takes its place is there."""

import re
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256

from imapclient import DELETED, IMAPClient

from bot.core import mime
from bot.core.records import Note
from bot.edge.imap_search import content, meant
from bot.errors import TemporaryError

_APPENDED = re.compile(rb"\[APPENDUID \d+ (\d+)\]", re.IGNORECASE)  # RFC 4315 section 3
_MESSAGE_ID = re.compile(r"<([^<>\s]{1,250})>")


def put(client: IMAPClient, folder: str, raw: bytes, arrived_at: datetime) -> None:
    """Append a mail and compare what the server made of it, byte by byte; safe to repeat.

    TemporaryError when the server keeps it in another form: that one is taken away again.
    """
    since = int(client.select_folder(folder).get(b"UIDNEXT", 1))
    note = Note(id=0, message_id="", size=len(raw), sha256=sha256(raw).hexdigest())
    if meant(client, note):
        return
    said = client.append(folder, raw, msg_time=arrived_at)
    client.select_folder(folder)
    appended = _appended(client, bytes(said or b""), raw, since)
    if any(content(client, uid) == raw for uid in appended) or meant(client, note):
        return
    if len(appended) == 1:
        expunge(client, appended)
    raise TemporaryError("IMAP: the server keeps a mail in another form than it was given")


def _appended(client: IMAPClient, said: bytes, raw: bytes, since: int) -> Sequence[int]:
    """The UID of the mail just appended: the server says it (UIDPLUS), or it is new and has the same Message-ID."""
    if client.has_capability("UIDPLUS") and (found := _APPENDED.search(said)):
        return [int(found[1])]
    name = _MESSAGE_ID.search(str(mime.head_only(raw).get("Message-ID", "")))
    if name is None or not name[1].isascii():
        return []
    return [uid for uid in client.search(["UID", f"{since}:*", "HEADER", "Message-ID", name[1]]) if uid >= since]


def expunge(client: IMAPClient, uids: Sequence[int]) -> None:
    """Delete only these of the selected folder: a bare EXPUNGE would also remove what a person has marked as deleted.

    A server without UIDPLUS knows only the bare one: what others have marked is unmarked meanwhile.
    """
    client.delete_messages(uids, silent=True)
    if client.has_capability("UIDPLUS"):
        client.uid_expunge(uids)
        return
    others = sorted(set(client.search(["DELETED"])) - set(uids))
    if others:
        client.remove_flags(others, [DELETED], silent=True)
    try:
        client.expunge()
    finally:
        if others:
            client.add_flags(others, [DELETED], silent=True)
