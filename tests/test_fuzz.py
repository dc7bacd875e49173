"""Fuzzed mails through reading, screening, classifying and routing: no crash, one outcome each, and never a sender
that is in doubt.

Their number is ``PRIVACY_BOT_MAILS`` (default 1000).
"""

import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.commands.classify import explain
from tests.quick import SORT, Quick

MAILS = int(os.environ.get("PRIVACY_BOT_MAILS", "1000"))
NAMES = st.sampled_from(
    ["From", "To", "Subject", "Content-Type", "Content-Transfer-Encoding", "Date", "Message-ID", "Auto-Submitted",
     "Content-Disposition", "References", "Return-Path", "Precedence", "Received"]
)  # fmt: skip
VALUES = st.one_of(
    st.binary(max_size=80),
    st.sampled_from(
        [b"anna.lefevre@maison.example", b"sofie@crm.example",
         b"a@b.example", b"multipart/mixed; boundary=x", b"text/html; charset=utf-8", b"message/rfc822", b"base64",
         b"quoted-printable", b"=?utf-8?q?=00?=", b"=?x-unknown?b?////?=", b"text/plain; charset=utf-16",
         b"multipart/report; boundary=x; report-type=delivery-status", b"<>", b"auto-generated",
         b"attachment; filename*=utf-8''%ff"]
    ),
)  # fmt: skip
BODIES = st.lists(
    st.one_of(
        st.binary(max_size=200),
        st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")),
        st.sampled_from(
            [b"--x", b"--x--", b"", b"> quoted", b"<div><blockquote>", b"Content-Type: text/plain", b"-- ",
             b"Le 3 mars, X <a@b.example> a ecrit :", b"Supprimez mes donnees",
             b"OUI", b"APPROUVER", b"stop", b"De : a@b.example", b"=\n=ZZ",
             b"0470 12 34 56"]
        ),
    ),
    max_size=12,
).map(b"\r\n".join)  # fmt: skip


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Quick]:
    """One bot for all of them: what an earlier mail left behind meets the later ones."""
    made = Quick(tmp_path_factory.mktemp("fuzz"))
    yield made
    made.close()


@given(st.lists(st.tuples(NAMES, VALUES), max_size=8), BODIES)
@example([], b"")
@settings(max_examples=MAILS, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
def test_no_mail_breaks_the_way(bot: Quick, fields: list[tuple[str, bytes]], body: bytes) -> None:
    raw = b"".join(name.encode() + b": " + value + b"\r\n" for name, value in fields) + b"\r\n" + body
    seen = SORT(raw)
    assert explain("x", seen)["kind"]
    froms = sum(name.lower() == "from" for name, _ in seen.mail.headers)
    assert seen.mail.sender is None or froms == 1
    assert bot.deliver(raw).disposition
