"""The bytes of a letter say what was meant, whatever stands in its subject, name, text and files."""

from datetime import UTC, datetime
from email.errors import HeaderParseError
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.letter import File
from bot.edge.compose import Envelope, compose
from bot.edge.smtp import check_outgoing
from bot.stage import parsed

ANNA, PRIVACY = "anna.lefevre@maison.example", "privacy@crm.example"
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def composed(
    subject: str = "x", text: str = "x\n", name: str = "CRM", files: tuple[File, ...] = (), to: str = ANNA
) -> bytes:
    return compose(
        Envelope(name=name, address=PRIVACY),
        to,
        subject,
        text,
        message_id="1@crm.example",
        references=("one@maison.example", "no id", "one@müller-pc.example", "a@b.example\n", "a\x00@b.example"),
        files=files,
        now=NOW,
    )


@given(
    st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), max_size=120),
    st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=300),
)
def test_any_subject_and_text_arrive_and_the_mail_may_leave(subject: str, text: str) -> None:
    raw = composed(subject, text)
    check_outgoing(raw, sender=PRIVACY, recipient=ANNA)
    mail = parsed(raw)
    assert str(mail["subject"]).split() == subject.split()
    assert mail.get_content().replace("\r\n", "\n").rstrip("\n") == text.rstrip("\n")


def test_a_subject_cannot_add_a_field() -> None:
    mail = parsed(composed("x\r\nBcc: thief@evil.example\n\nbody"))
    assert mail["bcc"] is None and "Bcc" in mail["subject"]
    with pytest.raises((ValueError, HeaderParseError)):
        composed(to=f"{ANNA}\r\nBcc: thief@evil.example")


def test_a_name_with_accents_or_a_comma_is_one_sender() -> None:
    for name in ("CRM, SA", "Société Été, SA"):
        (sender,) = parsed(composed(name=name))["from"].addresses
        assert (sender.display_name, sender.addr_spec) == (name, PRIVACY)


def test_an_answer_to_a_person_is_an_answer_and_no_list() -> None:
    """RFC 3834 section 5, RFC 2369: what a mail program shows as a list must not be a letter about somebody's data."""
    mail = parsed(composed())
    assert mail["auto-submitted"] == "auto-replied" and mail["x-auto-response-suppress"] == "All"
    assert not [name for name in mail if name.lower().startswith("list-") or name.lower() == "precedence"]


def test_references_that_are_none_are_left_out() -> None:
    mail = parsed(composed())
    assert (mail["references"], mail["in-reply-to"]) == ("<one@maison.example>", "<one@maison.example>")


def test_files_keep_their_names_and_bytes_and_a_mail_goes_as_octets() -> None:
    page = File(name="données.html", content_type="text/html", data="é".encode())
    mail = parsed(
        composed(text="voilà\n", files=(page, File(name="o.eml", content_type="message/rfc822", data=b"\0m")))
    )
    body = mail.get_body(("plain",))
    assert isinstance(body, EmailMessage) and body.get_content() == "voilà\r\n"
    found = [(part.get_filename(), part.get_content_type()) for part in mail.iter_attachments()]
    assert found == [("données.html", "text/html"), ("o.eml", "application/octet-stream")]
    assert [part.get_payload(decode=True) for part in mail.iter_attachments()] == [page.data, b"\0m"]
