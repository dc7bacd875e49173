"""A spliced mail is the same as one that was built for its recipient alone."""

import re
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.newsletter import LEAVE, LEAVE_URL, NAME, RECIPIENT, Body
from bot.edge.compose import Envelope
from bot.edge.newsletter_mail import Lists, MailForm, Personal
from bot.errors import PermanentError

DATE = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
LISTS = Lists(list_id="news.crm.example", name="CRM news", feedback_id="N0001:news:fr:crm", owner="privacy@crm.example")
SENDER = Envelope(name="CRM – été", address="news@crm.example")
TEXT = f"Bonjour{NAME},\n\nété œuvre = 3 …\n.point\nquitter : mailto:{LEAVE} {LEAVE_URL}\nà {RECIPIENT} \n"
HTML = f'<html lang="fr"><p>Bonjour{NAME} &amp; co</p><a href="mailto:{LEAVE}?x=1">quitter</a>{LEAVE_URL}</html>\n'
BODY = Body(language="fr", subject="Nouvelles d'été, très longues : " + "é" * 70, text=TEXT, html=HTML)
ANNA = Personal(
    recipient="anna@maison.example",
    name="Anna",
    message_id="2026-N0001.0f3a@crm.example",
    leave="u+abcdefgh@crm.example",
    leave_url="https://crm.example/u/abc",
)


def form(body: Body = BODY) -> MailForm:
    return MailForm.build(body, sender=SENDER, lists=LISTS, date=DATE)


def parsed(raw: bytes) -> EmailMessage:
    return message_from_bytes(raw, policy=SMTP)


def part(mail: EmailMessage, kind: str) -> str:
    found = mail.get_body((kind,))
    assert found is not None
    return str(found.get_content())


def usual(text: str, personal: Personal, *, html: bool) -> str:
    """The text as it is when the values are put in before anything is encoded."""
    name = re.sub(r"[\x00-\x1f\x7f\x85\u2028\u2029]+", " ", personal.name).strip()
    for slot, value in (
        (NAME, f" {name}" if name else ""),
        (RECIPIENT, personal.recipient),
        (LEAVE_URL, personal.leave_url),
    ):
        text = text.replace(slot, escape(value) if html else value)
    return text.replace(LEAVE, escape(personal.leave) if html else personal.leave)


def built(personal: Personal, text: str, html: str) -> EmailMessage:
    """The same mail as the standard library makes it."""
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = BODY.subject
    mail.set_content(usual(text, personal, html=False), charset="utf-8", cte="quoted-printable")
    mail.add_alternative(usual(html, personal, html=True), subtype="html", charset="utf-8", cte="quoted-printable")
    return parsed(mail.as_bytes())


names = st.text(max_size=120)
locals_ = st.from_regex(r"[a-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}", fullmatch=True)
domains = st.from_regex(r"[a-z0-9-]{1,60}(\.[a-z]{2,10}){1,2}", fullmatch=True)


@given(name=names, local=locals_, domain=domains, before=st.text(max_size=200), after=st.text(max_size=200))
def test_a_spliced_mail_reads_like_one_made_alone(name: str, local: str, domain: str, before: str, after: str) -> None:
    before, after = (
        re.sub(r"[\r\x00\x0b\x0c\x1c-\x1e\x85\u2028\u2029\ud800-\udfff]", "", one) for one in (before, after)
    )
    name = re.sub(r"[\ud800-\udfff]", "", name)
    text, html = f"{before}{TEXT}{after}\n", f"{before}{HTML}{after}\n"
    personal = Personal(
        recipient=f"{local}@{domain}", name=name, message_id=ANNA.message_id, leave=f"{local[:60]}@{domain}"
    )
    raw = form(Body(language="fr", subject=BODY.subject, text=text, html=html)).fill(personal)
    mail, alone = parsed(raw), built(personal, text, html)
    assert not mail.defects and not any(part.defects for part in mail.walk())
    for kind in ("plain", "html"):
        assert part(mail, kind).rstrip("\n") == part(alone, kind).rstrip("\n")
    assert mail["subject"] == alone["subject"] and mail["to"].addresses[0].addr_spec == personal.recipient
    assert all(len(line) <= 78 for line in raw.partition(b"\r\n\r\n")[2].split(b"\r\n"))
    assert b"\n" not in raw.replace(b"\r\n", b"")


def test_the_headers_are_those_of_a_list_that_can_be_left() -> None:
    mail = parsed(form().fill(ANNA))
    assert {name: str(mail[name]) for name in mail if name not in {"Content-Type", "Subject", "Date", "From"}} == {
        "To": "anna@maison.example",
        "Message-ID": "<2026-N0001.0f3a@crm.example>",
        "List-Unsubscribe": "<https://crm.example/u/abc>, <mailto:u+abcdefgh@crm.example?subject=unsubscribe>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "List-Id": "CRM news <news.crm.example>",
        "Reply-To": "privacy@crm.example",
        "List-Help": "<mailto:privacy@crm.example>",
        "List-Owner": "<mailto:privacy@crm.example>",
        "List-Post": "NO",
        "Precedence": "bulk",
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
        "Feedback-ID": "N0001:news:fr:crm",
        "Content-Language": "fr",
        "MIME-Version": "1.0",
    }
    assert mail["from"].addresses[0].display_name == SENDER.name
    kinds = [one.get_content_type() for one in mail.walk()]
    assert kinds == ["multipart/alternative", "text/plain", "text/html"]


def test_the_uris_are_whole_in_the_raw_header() -> None:
    raw = form().fill(ANNA)
    assert b"<mailto:u+abcdefgh@crm.example?subject=unsubscribe>" in raw and b"<https://crm.example/u/abc>" in raw


def test_without_a_web_address_there_is_no_one_click() -> None:
    mail = parsed(form().fill(Personal(recipient=ANNA.recipient, name="", message_id="a@b", leave=ANNA.leave)))
    assert mail["list-unsubscribe-post"] is None and str(mail["list-unsubscribe"]).startswith("<mailto:")


@pytest.mark.parametrize(
    "bad", ["a@x.example\r\nBcc: b@x.example", "a@x.example>", "a b@x.example", "é@x.example", "a"]
)
def test_no_value_ends_its_header(bad: str) -> None:
    for spoilt in ({"recipient": bad}, {"leave": bad}, {"message_id": bad}, {"leave_url": f"https://{bad} "}):
        values = {"recipient": ANNA.recipient, "name": "", "message_id": ANNA.message_id, "leave": ANNA.leave}
        with pytest.raises(PermanentError):
            form().fill(Personal(**{**values, **spoilt}))


def test_a_name_is_no_markup() -> None:
    mail = form().fill(Personal(recipient=ANNA.recipient, name="<b>&", message_id="a@b", leave=ANNA.leave))
    assert "<b>" not in part(parsed(mail), "html") and "&lt;b&gt;&amp;" in part(parsed(mail), "html")
