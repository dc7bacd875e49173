"""``check dns`` against a name server on loopback: what large providers want of the domain of newsletters."""

import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from pathlib import Path

import dns.message
import dns.rcode
import dns.rrset
import pytest

from bot.commands.check_dns import ask, check_dns
from bot.config import load
from bot.errors import ConfigError, TemporaryError
from tests.sent_news import CONFIG

Serve = Callable[[Mapping[str, Sequence[str]]], str]
SPF, DMARC = "v=spf1 include:spf.relay.example -all", "v=DMARC1; p=none; rua=mailto:d@crm.example"
KEY = "v=DKIM1; k=rsa; p=MIIBIjANBg"
WHOLE = {"crm.example": [SPF, "other=1"], "s1._domainkey.crm.example": [KEY], "_dmarc.crm.example": [DMARC]}


def answer(query: bytes, zone: Mapping[str, Sequence[str]]) -> bytes:
    """A name that is above one of the zone exists and has no record (RFC 8020)."""
    asked = dns.message.from_wire(query)
    reply = dns.message.make_response(asked)
    name = asked.question[0].name
    texts = zone.get(name.to_text(omit_final_dot=True).lower())
    if texts:
        quoted = [" ".join(f'"{text[at : at + 200]}"' for at in range(0, len(text), 200)) for text in texts]
        reply.answer = [dns.rrset.from_text(name, 60, "IN", "TXT", *quoted)]
    elif not any(one.endswith(f".{name.to_text(omit_final_dot=True)}") for one in zone):
        reply.set_rcode(dns.rcode.NXDOMAIN)
    return reply.to_wire()


@pytest.fixture
def serve() -> Iterator[Serve]:
    """A name server for a zone; it gives "address:port"."""
    with closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)) as door:
        door.bind(("127.0.0.1", 0))
        door.settimeout(0.2)
        stop = threading.Event()

        def start(zone: Mapping[str, Sequence[str]]) -> str:
            def work() -> None:
                while not stop.is_set():
                    with suppress(TimeoutError):
                        query, sender = door.recvfrom(4096)
                        door.sendto(answer(query, zone), sender)

            threads.append(threading.Thread(target=work))
            threads[-1].start()
            return f"127.0.0.1:{door.getsockname()[1]}"

        threads: list[threading.Thread] = []
        yield start
        stop.set()
        for thread in threads:
            thread.join()


def config(tmp_path: Path, **newsletter: str) -> Path:
    more = "\n".join(f'{name} = "{value}"' for name, value in newsletter.items())
    path = tmp_path / "config.toml"
    path.write_text(CONFIG.format(port=25, connections=1, more=more), encoding="utf-8")
    return path


def test_a_domain_with_all_three_is_right(tmp_path: Path, serve: Serve, capsys: pytest.CaptureFixture[str]) -> None:
    texts = ask(serve({**WHOLE, "s2._domainkey.crm.example": [KEY + "A" * 400]}))
    check_dns(load(config(tmp_path)), texts, selector="s2")
    said = capsys.readouterr().out
    assert SPF in said and DMARC in said and "s2._domainkey.crm.example" in said
    check_dns(load(config(tmp_path)), texts)
    assert "there are keys" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "records", "selector", "named"),
    [
        ("crm.example", ["other=1"], "", "0 SPF records"),
        ("crm.example", [SPF, "v=spf1 -all"], "", "2 SPF records"),
        ("crm.example", ["v=spf10 -all"], "", "0 SPF records"),
        ("s1._domainkey.crm.example", [], "", "_domainkey.crm.example: no DKIM key"),
        ("s1._domainkey.crm.example", [], "s1", "s1._domainkey.crm.example: no DKIM key"),
        ("s1._domainkey.crm.example", ["v=DKIM1; p="], "s1", "no usable DKIM key"),
        ("s1._domainkey.crm.example", [KEY, KEY + "A"], "s1", "no usable DKIM key"),
        ("_dmarc.crm.example", [], "", "no DMARC record"),
        ("_dmarc.crm.example", ["v=DMARC1"], "", "no DMARC record"),
        ("_dmarc.crm.example", ["v=DMARC1; rua=mailto:d@crm.example"], "", "no DMARC record"),
        ("_dmarc.crm.example", ["p=none; v=DMARC1"], "", "no DMARC record"),
        ("_dmarc.crm.example", ["v=DMARC10; p=none"], "", "no DMARC record"),
        ("_dmarc.crm.example", [DMARC, DMARC + ";"], "", "2 DMARC records"),
    ],
)
def test_what_is_missing_is_named(
    tmp_path: Path, serve: Serve, name: str, records: list[str], selector: str, named: str
) -> None:
    zone = {key: texts for key, texts in {**WHOLE, name: records}.items() if texts}
    with pytest.raises(ConfigError) as caught:
        check_dns(load(config(tmp_path)), ask(serve(zone)), selector=selector)
    assert len(caught.value.problems) == 1 and named in caught.value.problems[0]


@pytest.mark.parametrize(
    "record",
    ["v=DMARC1; rua=mailto:d@crm.example; p=reject", "v=DMARC1;\\009p=none", "v\\009=\\009DMARC1 ;sp=none; p = none"],
)
def test_the_tags_of_a_dmarc_record_stand_in_any_order_with_any_space(
    tmp_path: Path, serve: Serve, record: str
) -> None:
    check_dns(load(config(tmp_path)), ask(serve({**WHOLE, "_dmarc.crm.example": [record]})))


def test_two_records_of_a_domain_below_hide_that_of_the_one_above(tmp_path: Path, serve: Serve) -> None:
    zone = {**WHOLE, "news.crm.example": [SPF], "s1._domainkey.news.crm.example": [KEY]}
    zone["_dmarc.news.crm.example"] = [DMARC, DMARC + ";"]
    with pytest.raises(ConfigError, match="2 DMARC records"):
        check_dns(load(config(tmp_path, address="letter@news.crm.example")), ask(serve(zone)))


def test_a_domain_below_is_covered_by_the_policy_of_the_one_above(tmp_path: Path, serve: Serve) -> None:
    zone = {**WHOLE, "news.crm.example": [SPF], "s1._domainkey.news.crm.example": [KEY]}
    check_dns(load(config(tmp_path, address="letter@news.crm.example")), ask(serve(zone)))


def test_the_command_says_all_at_once_with_the_code_of_a_wrong_configuration(tmp_path: Path, serve: Serve) -> None:
    server = serve({"crm.example": ["other=1"]})
    command = [sys.executable, "-m", "bot", "check", "dns", "--resolver", server, "-c", str(config(tmp_path))]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 78 and [word in done.stderr for word in ("SPF", "DKIM", "DMARC")] == [True] * 3


def test_a_server_that_does_not_answer_says_nothing_about_the_domain(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.commands.check_dns._SECONDS", 0.2)
    with closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)) as silent:
        silent.bind(("127.0.0.1", 0))
        with pytest.raises(TemporaryError):
            check_dns(load(config(tmp_path)), ask(f"127.0.0.1:{silent.getsockname()[1]}"))


def test_a_resolver_that_is_no_address_is_named() -> None:
    with pytest.raises(ConfigError, match="--resolver"):
        ask("127.0.0.1:dns")
