"""DKIM as evidence: what counts as signed by the domain itself, and what does not."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from socket import AF_INET, SOCK_DGRAM, socket

import dns.message
import dns.resolver
import dns.rrset
import pytest

from bot.core.auth import Auth, Border, authenticated
from bot.edge.signatures import DnsLookup, Zone, signs
from bot.stage import STAFF
from tests.attacks.world import THIEF, subjects
from tests.conftest import Staging
from tests.signing import RECORD, key_name, sign

DOMAIN = "crm.example"
ZONE = Zone({key_name(DOMAIN): RECORD, key_name("mechant.example"): RECORD})
MAIL = (
    b"From: sofie@crm.example\r\nTo: privacy@crm.example\r\nSubject: Re: dossier\r\n"
    b"Date: Tue, 03 Mar 2026 10:00:00 +0100\r\n\r\nAPPROUVER\r\n"
)


def test_a_signature_of_the_domain_over_all_that_matters_counts() -> None:
    assert signs(sign(MAIL, DOMAIN), DOMAIN, ZONE)


def test_every_signature_is_looked_at() -> None:
    assert signs(sign(sign(MAIL, DOMAIN), "mechant.example"), DOMAIN, ZONE)
    broken = sign(MAIL, DOMAIN).replace(b"bh=", b"bh=AAAA", 1)
    signature, _, _ = broken.partition(b"From: sofie")
    assert signs(signature + sign(MAIL, DOMAIN), DOMAIN, ZONE)


@pytest.mark.parametrize(
    ("why", "raw"),
    [
        ("unsigned", MAIL),
        ("the body was changed", sign(MAIL, DOMAIN).replace(b"APPROUVER", b"REFUSER non")),
        ("another subject was put on top", b"Subject: Re: autre\r\n" + sign(MAIL, DOMAIN)),
        ("another From was put on top", b"From: karim@crm.example\r\n" + sign(MAIL, DOMAIN)),
        ("another domain signed", sign(MAIL, "mechant.example")),
        ("text may be appended", sign(MAIL, DOMAIN, length=True)),
        ("text was appended", sign(MAIL, DOMAIN, length=True) + b"REFUSER\r\n"),
        ("To is not covered", sign(MAIL, DOMAIN, (b"from", b"date", b"subject"))),
        ("Subject is not covered", sign(MAIL, DOMAIN, (b"from", b"to", b"date"))),
        ("the algorithm is broken", sign(MAIL, DOMAIN).replace(b"a=rsa-sha256", b"a=rsa-sha1")),
        ("a bare CR shows our reader other lines", b"X-A: b\rSubject: Re: autre\r\n" + sign(MAIL, DOMAIN)),
        ("a line is too long to be checked in time", sign(MAIL + b" " * 100_000 + b"x\r\n", DOMAIN)),
        ("it is no mail", b" \r\n\x00"),
        ("nothing", b""),
    ],
)
def test_what_is_not_signed(why: str, raw: bytes) -> None:
    assert not signs(raw, DOMAIN, ZONE), why


@pytest.mark.parametrize(
    ("why", "record"),
    [
        ("no key", None),
        ("the key is on trial", RECORD.replace(b"k=rsa;", b"k=rsa; t=s:y;")),
        ("the key was revoked", b"v=DKIM1; k=rsa; p="),
        ("another kind of key", RECORD.replace(b"k=rsa", b"k=ed25519")),
        ("no key at all", b"\xff\xfe"),
    ],
)
def test_a_key_that_says_nothing(why: str, record: bytes | None) -> None:
    zone = Zone({} if record is None else {key_name(DOMAIN): record})
    assert not signs(sign(MAIL, DOMAIN), DOMAIN, zone), why


def test_the_border_has_the_last_word() -> None:
    border = Border(authserv_id="mx.crm.example")
    failed = [("authentication-results", "mx.crm.example; dmarc=fail"), ("received", "from x by mx.crm.example")]
    assert authenticated(failed, STAFF[0], border, signed=True) is Auth.FAIL
    assert authenticated(failed[1:], STAFF[0], border, signed=True) is Auth.ALIGNED
    assert authenticated(failed[1:], STAFF[0], border) is Auth.NONE


async def test_where_no_border_speaks_a_signed_command_counts_and_an_unsigned_does_not(staging: Staging) -> None:
    stage = await staging(ZONE.records, trust={"authserv_id": ""})
    await stage.write("m@cabinet.example", "Cliente", "Ma cliente demande ses données. Mise en demeure.")
    code = str(stage.last(STAFF[0])["subject"])
    for name, raw in (("1", _command(code)), ("2", sign(_command(code), "mechant.example"))):
        await stage.deliver(f"Message-ID: <{name}@mechant.example>\r\n".encode() + raw, envelope_sender=THIEF)
    assert subjects(stage, STAFF[0])[-2:] == ["Commande refusée"] * 2
    assert len(stage.letters("m@cabinet.example")) == 1
    await stage.deliver(sign(_command(code), DOMAIN))
    assert len(stage.letters("m@cabinet.example")) == 2


def _command(subject: str) -> bytes:
    raw = MAIL.replace(b"Re: dossier", f"Re: {subject}".encode("ascii", "replace"))
    return raw.replace(b"APPROUVER", b"REFUSER demande sans mandat")


def test_the_dns_is_asked_and_its_silence_is_no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    name = key_name(DOMAIN)
    texts = {name: [RECORD], key_name("two.example"): [b"v=DKIM1; p=a", b"v=DKIM1; p=b"]}
    with _dns_server(texts) as port:
        resolver = dns.resolver.Resolver(configure=False)
        resolver.nameservers, resolver.port = ["127.0.0.1"], port
        monkeypatch.setattr(dns.resolver, "default_resolver", resolver)
        ask = DnsLookup(seconds=1.0)
        assert ask(name) == RECORD and signs(sign(MAIL, DOMAIN), DOMAIN, ask)
        assert ask(key_name("two.example")) is None
        assert ask(key_name("nobody.example")) is None
        assert ask("x" * 300) is None
    assert DnsLookup(seconds=0.2)(name) is None


@contextmanager
def _dns_server(texts: dict[str, list[bytes]]) -> Iterator[int]:
    """A server of TXT records on a loopback port; what it does not know it does not have."""
    server = socket(AF_INET, SOCK_DGRAM)
    server.bind(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            data, peer = server.recvfrom(4096)
            if data == b"stop":
                return
            question = dns.message.from_wire(data)
            answer = dns.message.make_response(question)
            name = question.question[0].name
            if found := texts.get(str(name)):
                values = [
                    " ".join(f'"{text[at : at + 200].decode()}"' for at in range(0, len(text), 200)) for text in found
                ]
                answer.answer.append(dns.rrset.from_text(name, 60, "IN", "TXT", *values))
            server.sendto(answer.to_wire(), peer)

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield server.getsockname()[1]
    finally:
        server.sendto(b"stop", server.getsockname())
        thread.join()
        server.close()
