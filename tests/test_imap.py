"""The IMAP edge against Dovecot and pymap: the same suite."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256

import pytest
from imapclient import IMAPClient

from bot.core.records import Note
from bot.edge.imap import ImapMailbox, ImapSettings
from bot.errors import ConfigError, PermanentError, TemporaryError
from tests.servers import Server

MAIL = b"From: a@x.example\r\nTo: privacy@crm.example\r\nMessage-ID: <%d@x.example>\r\nSubject: s\r\n\r\nhello %d\r\n"


def put(server: Server, *numbers: int) -> None:
    with server.client() as client:
        for number in numbers:
            client.append("INBOX", MAIL % (number, number))


async def test_lists_only_what_is_new_and_fetches_without_marking_it_seen(imap_server: Server) -> None:
    put(imap_server, 1, 2)
    mailbox = ImapMailbox(imap_server.settings)
    first = await mailbox.list_new("INBOX", 0)
    assert len(first) == 2 and first[0].size > 50 and first[0].arrived_at.tzinfo is not None
    raw, other = await mailbox.fetch("INBOX", [one.uid for one in first], 1_000_000)
    assert raw.endswith(b"hello 1\r\n")
    assert other.endswith(b"hello 2\r\n")
    assert await mailbox.fetch("INBOX", [first[0].uid], 20) == [raw[:20]]
    with pytest.raises(TemporaryError, match="no longer there"):
        await mailbox.fetch("INBOX", [first[0].uid, 999], 20)
    assert await mailbox.list_new("INBOX", first[1].uid) == []
    put(imap_server, 3)
    assert [one.uid for one in await mailbox.list_new("INBOX", first[1].uid)] == [first[1].uid + 1]
    await mailbox.close()
    with imap_server.client() as client:
        client.select_folder("INBOX", readonly=True)
        assert b"\\Seen" not in client.get_flags([first[0].uid])[first[0].uid]


async def test_moves_to_a_new_folder_and_may_be_repeated(imap_server: Server) -> None:
    put(imap_server, 1, 2)
    mailbox = ImapMailbox(imap_server.settings)
    uids = [one.uid for one in await mailbox.list_new("INBOX", 0)]
    await mailbox.move("INBOX", uids[:1], "Privacy/Requests")
    await mailbox.move("INBOX", uids[:1], "Privacy/Requests")
    assert [one.uid for one in await mailbox.list_new("INBOX", 0)] == uids[1:]
    moved = await mailbox.list_new("Privacy/Requests" if imap_server.name == "pymap" else "Privacy.Requests", 0)
    assert len(moved) == 1
    await mailbox.close()


async def test_moving_leaves_alone_what_a_person_marked_as_deleted(imap_server: Server) -> None:
    put(imap_server, 1, 2)
    mailbox = ImapMailbox(imap_server.settings)
    uids = [one.uid for one in await mailbox.list_new("INBOX", 0)]
    with imap_server.client() as client:
        client.select_folder("INBOX")
        client.delete_messages(uids[1:])
    await mailbox.move("INBOX", uids[:1], "Privacy/Requests")
    assert [one.uid for one in await mailbox.list_new("INBOX", 0)] == uids[1:]
    await mailbox.close()


async def test_puts_other_bytes_in_the_place_of_a_mail_and_may_be_repeated(imap_server: Server) -> None:
    put(imap_server, 1, 2)
    mailbox = ImapMailbox(imap_server.settings)
    first, other = await mailbox.list_new("INBOX", 0)
    instead, came = MAIL % (1, 0), datetime(2026, 3, 1, 8, 30, tzinfo=UTC)
    for _ in range(2):
        await mailbox.replace("INBOX", first.uid, "Privacy/Requests", instead, came)
    assert [one.uid for one in await mailbox.list_new("INBOX", 0)] == [other.uid]
    folder = "Privacy/Requests" if imap_server.name == "pymap" else "Privacy.Requests"
    (there,) = await mailbox.list_new(folder, 0)
    assert there.arrived_at == came, "the legal month is counted from the arrival"
    assert await mailbox.fetch(folder, [there.uid], 1_000_000) == [instead]
    await mailbox.close()


Capable = Callable[[IMAPClient, str], bool]


def without(monkeypatch: pytest.MonkeyPatch, *missing: str) -> None:
    """The server does not offer some capabilities."""
    real: Capable = IMAPClient.has_capability
    monkeypatch.setattr(IMAPClient, "has_capability", lambda self, name: name not in missing and real(self, name))


@pytest.mark.parametrize("missing", [(), ("UIDPLUS", "MOVE")])
async def test_a_server_that_alters_what_it_takes_loses_nothing(
    imap_server: Server, monkeypatch: pytest.MonkeyPatch, missing: Sequence[str]
) -> None:
    def alters(
        self: IMAPClient, folder: str, raw: bytes, flags: Sequence[bytes] = (), msg_time: object = None
    ) -> bytes:
        return real(self, folder, raw.replace(b"hello", b"HELLO"), flags, msg_time)

    real = IMAPClient.append
    without(monkeypatch, *missing)
    put(imap_server, 1, 2)
    mailbox = ImapMailbox(imap_server.settings)
    uids = [one.uid for one in await mailbox.list_new("INBOX", 0)]
    instead, came = MAIL % (1, 0), datetime(2026, 3, 1, 8, 30, tzinfo=UTC)
    with monkeypatch.context() as server:
        server.setattr(IMAPClient, "append", alters)
        for _ in range(2):
            with pytest.raises(TemporaryError, match="another form"):
                await mailbox.replace("INBOX", uids[0], "Privacy/Requests", instead, came)
    folder = "Privacy/Requests" if imap_server.name == "pymap" else "Privacy.Requests"
    assert [one.uid for one in await mailbox.list_new("INBOX", 0)] == uids
    assert await mailbox.list_new(folder, 0) == [], "what the server made of it stayed"
    await mailbox.replace("INBOX", uids[0], "Privacy/Requests", instead, came)
    assert [one.uid for one in await mailbox.list_new("INBOX", 0)] == uids[1:]
    assert len(await mailbox.list_new(folder, 0)) == 1
    await mailbox.close()


async def test_without_uidplus_and_move_only_what_was_meant_goes(
    imap_server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    without(monkeypatch, "UIDPLUS", "MOVE")
    put(imap_server, 1, 2, 3)
    mailbox = ImapMailbox(imap_server.settings)
    uids = [one.uid for one in await mailbox.list_new("INBOX", 0)]
    with imap_server.client() as client:
        client.select_folder("INBOX")
        client.delete_messages(uids[1:2])
    await mailbox.move("INBOX", uids[:1], "Privacy/Requests")
    assert await mailbox.erase(["INBOX"], Note(id=1, message_id="3@x.example")) == 1
    assert [one.uid for one in await mailbox.list_new("INBOX", 0)] == uids[1:2]
    with imap_server.client() as client:
        client.select_folder("INBOX", readonly=True)
        assert b"\\Deleted" in client.get_flags(uids[1:2])[uids[1]], "a person's mark was taken off"
    await mailbox.close()


async def test_refiles_what_lies_in_a_folder_of_ours(imap_server: Server) -> None:
    put(imap_server, 1, 2, 3)
    mailbox = ImapMailbox(imap_server.settings)
    uids = [one.uid for one in await mailbox.list_new("INBOX", 0)]
    raws = await mailbox.fetch("INBOX", uids, 1000)
    notes = [Note(id=1, message_id="", size=len(raw), sha256=sha256(raw).hexdigest()) for raw in raws]
    came, aside, there = datetime(2026, 3, 1, 8, 30, tzinfo=UTC), "Privacy/Quarantine", "Privacy/Requests"
    await mailbox.move("INBOX", uids, aside)
    for _ in range(2):
        await mailbox.refile(aside, notes[0], there, None, came)
    for instead in (b"From: x@x.example\r\n\r\ncut\r\n", raws[2]):
        await mailbox.refile(aside, notes[2], aside, instead, came)
        notes[2] = replace(notes[2], size=len(instead), sha256=sha256(instead).hexdigest())
    await mailbox.refile(aside, notes[2], aside, raws[2], came)
    with pytest.raises(TemporaryError, match="no longer"):
        await mailbox.refile(aside, notes[0], there, b"other", came)
    named = {name: name if imap_server.name == "pymap" else name.replace("/", ".") for name in (aside, there)}
    left = [one.uid for one in await mailbox.list_new(named[aside], 0)]
    assert sorted(await mailbox.fetch(named[aside], left, 1000)) == sorted(raws[1:])
    assert len(await mailbox.list_new(named[there], 0)) == 1
    await mailbox.close()


async def test_erases_by_message_id_in_every_folder(imap_server: Server) -> None:
    put(imap_server, 1, 2)
    mailbox = ImapMailbox(imap_server.settings)
    uids = [one.uid for one in await mailbox.list_new("INBOX", 0)]
    await mailbox.move("INBOX", uids[:1], "Privacy/Requests")
    note = Note(id=1, message_id="1@x.example")
    assert await mailbox.erase(["INBOX", "Privacy/Requests", "Privacy/Missing"], note) == 1
    assert await mailbox.erase(["INBOX", "Privacy/Requests"], note) == 0
    assert len(await mailbox.list_new("INBOX", 0)) == 1
    await mailbox.close()


async def test_a_part_of_a_message_id_names_no_mail(imap_server: Server) -> None:
    """A sender chooses his Message-ID: that of a mail too long to be kept whole must not stand for others."""
    put(imap_server, 1, 2)
    mailbox = ImapMailbox(imap_server.settings)
    size = (await mailbox.list_new("INBOX", 0))[0].size
    for name, long in (("@", 0), ("x.example", 0), ("1@x.example", size + 1), ("", 0)):
        assert await mailbox.erase(["INBOX"], Note(id=1, message_id=name, size=long)) == 0
    assert await mailbox.erase(["INBOX"], Note(id=1, message_id="1@x.example", size=size)) == 1
    await mailbox.close()


async def test_erases_a_mail_without_a_message_id_by_its_hash(imap_server: Server) -> None:
    raw, twin = b"From: a@x.example\r\n\r\none\r\n", b"From: a@x.example\r\n\r\ntwo\r\n"
    with imap_server.client() as client:
        client.append("INBOX", raw)
        client.append("INBOX", twin)
    mailbox = ImapMailbox(imap_server.settings)
    note = Note(id=1, message_id="mail 1", size=len(raw), sha256=sha256(raw).hexdigest())
    assert await mailbox.erase(["INBOX"], note) == 1
    (left,) = await mailbox.list_new("INBOX", 0)
    assert await mailbox.fetch("INBOX", [left.uid], 1000) == [twin]
    await mailbox.close()


async def test_waiting_ends_when_a_mail_comes(imap_server: Server) -> None:
    mailbox = ImapMailbox(imap_server.settings)
    put(imap_server, 1)
    await mailbox.wait("INBOX", 2)
    assert len(await mailbox.list_new("INBOX", 0)) == 1
    await mailbox.close()


async def test_a_server_that_dies_is_a_temporary_error(imap_server: Server) -> None:
    mailbox = ImapMailbox(imap_server.settings)
    await mailbox.uidvalidity("INBOX")
    imap_server.kill()
    with pytest.raises(TemporaryError):
        for _ in range(50):
            await mailbox.uidvalidity("INBOX")
    await mailbox.close()


async def test_a_refused_login_says_so(imap_server: Server) -> None:
    settings = imap_server.settings
    mailbox = ImapMailbox(
        ImapSettings(host=settings.host, port=settings.port, user=settings.user, password="wrong", tls="none")
    )
    with pytest.raises(PermanentError, match="login of privacy refused"):
        await mailbox.uidvalidity("INBOX")
    await mailbox.close()


def test_without_tls_only_on_loopback() -> None:
    with pytest.raises(ConfigError, match="only possible on a loopback address"):
        ImapMailbox(ImapSettings(host="imap.crm.example", port=143, user="u", password="p", tls="none"))


async def test_starttls_that_is_not_offered_is_no_reason_to_go_on_without(imap_server: Server) -> None:
    settings = imap_server.settings
    mailbox = ImapMailbox(
        ImapSettings(host=settings.host, port=settings.port, user=settings.user, password="loopback", tls="starttls")
    )
    with pytest.raises(PermanentError, match="no STARTTLS"):
        await mailbox.uidvalidity("INBOX")
    await mailbox.close()
