"""Which mails of the selected folder a note means."""

from hashlib import sha256

from imapclient import IMAPClient

from bot.core.records import Note


def meant(client: IMAPClient, note: Note) -> list[int]:
    """Return their UIDs. A sender chooses his Message-ID and may choose that of another mail: where it is known, the
    hash decides."""
    if not note.sha256:
        return list(client.search(["HEADER", "Message-ID", note.message_id]))
    alike = client.search(["LARGER", note.size - 1, "SMALLER", note.size + 1])
    return [uid for uid in alike if sha256(content(client, uid)).hexdigest() == note.sha256]


def content(client: IMAPClient, uid: int) -> bytes:
    """Return the bytes of a mail of the selected folder, b"" when it is gone."""
    answer = client.fetch([uid], ["BODY.PEEK[]"])
    return bytes(answer.get(uid, {}).get(b"BODY[]") or b"")
