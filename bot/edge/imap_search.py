"""Which mails of the selected folder a note means."""

from hashlib import sha256

from imapclient import IMAPClient

from bot.core.records import Note


def meant(client: IMAPClient, note: Note) -> list[int]:
    """Return their UIDs. A sender chooses his Message-ID and may choose that of another mail: where it is known, the
    hash decides, of a mail that was too long to be kept that of its beginning."""
    if not note.sha256:
        return _named(client, note)
    alike = client.search(["LARGER", note.size - 1, "SMALLER", note.size + 1])
    return [uid for uid in alike if sha256(content(client, uid, note.kept)).hexdigest() == note.sha256]


def content(client: IMAPClient, uid: int, most: int = 0) -> bytes:
    """Return the bytes of a mail of the selected folder, the first ``most`` of them when it is not 0; b"" when it is
    gone."""
    answer = client.fetch([uid], [f"BODY.PEEK[]<0.{most}>" if most else "BODY.PEEK[]"])
    return bytes(answer.get(uid, {}).get(b"BODY[]<0>" if most else b"BODY[]") or b"")


def _named(client: IMAPClient, note: Note) -> list[int]:
    """A server looks for a part of the Message-ID, and "@" is a part of each: only the same one counts, and where the
    size is known, only a mail of that size."""
    if not note.message_id:
        return []
    uids = client.search(["HEADER", "Message-ID", note.message_id])
    answer = client.fetch(uids, ["RFC822.SIZE", "BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)]"]) if uids else {}
    name = f"<{note.message_id}>".encode()
    return [
        uid
        for uid, data in answer.items()
        if note.size in {0, data.get(b"RFC822.SIZE")}
        and any(name in bytes(value) for key, value in data.items() if key.startswith(b"BODY["))
    ]
