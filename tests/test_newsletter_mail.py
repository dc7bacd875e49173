"""A spliced mail is the same as one that was built for its recipient alone."""

import re
from datetime import UTC, datetime
from email import message_from_bytes
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from html import escape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.config import Config, parse
from bot.core.newsletter import LEAVE, LEAVE_URL, NAME, RECIPIENT, TOPICS, Body, Issue
from bot.edge.bulk import BulkLine
from bot.edge.compose import Envelope
from bot.edge.keys import Keys
from bot.edge.news_build import PersonalForm
from bot.edge.newsletter_mail import Lists, MailForm, Personal
from bot.edge.signatures import Zone, signs
from bot.errors import PermanentError
from tests import signing
from tests.relay import Relay

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


ALWAYS = {
    "List-Help": "<mailto:privacy@crm.example>",
    "List-Owner": "<mailto:privacy@crm.example>",
    "List-Post": "NO",
    "Precedence": "bulk",
    "Auto-Submitted": "auto-generated",
    "X-Auto-Response-Suppress": "All",
}


def headers(mail: EmailMessage) -> dict[str, str]:
    """All fields, unfolded; those of the parts are the business of the parts."""
    return {name.lower(): " ".join(str(value).split()) for name, value in mail.items() if name != "Content-Type"}


def built(personal: Personal, text: str, html: str) -> EmailMessage:
    """The same mail as the standard library makes it."""
    mail = EmailMessage(policy=SMTP)
    mail["From"] = Address(display_name=SENDER.name, addr_spec=SENDER.address)
    mail["To"] = f"<{personal.recipient}>"
    mail["Reply-To"], mail["Subject"], mail["Date"] = LISTS.owner, BODY.subject, format_datetime(DATE)
    mail["Message-ID"], mail["Feedback-ID"] = f"<{personal.message_id}>", LISTS.feedback_id
    mail["X-Privacy-Bot-Loop"] = f"<{personal.message_id}>"
    mail["List-Id"] = f"{LISTS.name} <{LISTS.list_id}>"
    mail["List-Unsubscribe"] = f"<mailto:{personal.leave}?subject=unsubscribe>"
    for name, value in ALWAYS.items():
        mail[name] = value
    mail.set_content(usual(text, personal, html=False), charset="utf-8", cte="quoted-printable")
    mail.add_alternative(usual(html, personal, html=True), subtype="html", charset="utf-8", cte="quoted-printable")
    mail["Content-Language"] = BODY.language
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
    assert headers(mail) == headers(alone) and mail["to"].addresses[0].addr_spec == personal.recipient
    assert all(len(line) <= 78 for line in raw.partition(b"\r\n\r\n")[2].split(b"\r\n"))
    assert b"\n" not in raw.replace(b"\r\n", b"")


def test_the_headers_are_those_of_a_list_that_can_be_left() -> None:
    mail = parsed(form().fill(ANNA))
    assert {name: str(mail[name]) for name in mail if name not in {"Content-Type", "Subject", "Date", "From"}} == {
        "To": "anna@maison.example",
        "Message-ID": "<2026-N0001.0f3a@crm.example>",
        "X-Privacy-Bot-Loop": "<2026-N0001.0f3a@crm.example>",
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


ONE_CLICK = (b"list-unsubscribe", b"list-unsubscribe-post")
ZONE = Zone({signing.key_name("crm.example"): signing.RECORD})


async def carried(relay: Relay, raw: bytes) -> bytes:
    """The mail as a relay has it from our own dialogue."""
    line = BulkLine(relay.settings)
    await line.send(raw, sender="n@crm.example", recipient=ANNA.recipient, envelope_id="x")
    await line.close()
    return relay.accepted[0][1]


async def test_a_relays_signature_over_the_unsubscribe_fields_holds_and_breaks_with_them(relay: Relay) -> None:
    """RFC 8058 section 4: both fields are in ``h=`` of a valid signature, here one of RSA with 2048 bits."""
    raw = await carried(relay, form().fill(ANNA))
    signed = signing.sign(raw, "crm.example", (*signing.COVERED, *ONE_CLICK, b"list-id", b"feedback-id"))
    assert signs(signed, "crm.example", ZONE, also=ONE_CLICK)
    assert not signs(signing.sign(raw, "crm.example"), "crm.example", ZONE, also=ONE_CLICK), (
        "a relay that leaves them out"
    )
    for spoilt in (
        signed.replace(b"/u/abc>", b"/u/abd>", 1),
        signed.replace(b"u+abcdefgh", b"u+abcdefgi", 1),
        signed.replace(b"List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n", b"", 1),
        signed.replace(
            b"\r\nList-Unsubscribe: ", b"\r\nList-Unsubscribe: <https://x.example/>\r\nList-Unsubscribe: ", 1
        ),
    ):
        assert spoilt != signed and not signs(spoilt, "crm.example", ZONE, also=ONE_CLICK)


@given(domain=st.from_regex(r"[a-z]{1,20}\.example", fullmatch=True), topic=st.sampled_from(TOPICS))
def test_a_feedback_id_has_four_parts_and_none_of_the_recipient(domain: str, topic: str) -> None:
    """Google wants 5 to 15 characters as the last part, and no value that differs from mail to mail."""
    mails = [
        parsed(PersonalForm(news_config(domain), Keys([("k", b"k" * 32)]), news_issue(topic), BODY).fill(mark, to, ""))
        for mark, to in (("0" * 32, "a@x.example"), ("1" * 32, "b@x.example"))
    ]
    first, second = (str(mail["feedback-id"]) for mail in mails)
    assert first == second and len(first.split(":")) == 4 and 5 <= len(first.split(":")[3]) <= 15
    lists = {str(mail["list-id"]) for mail in mails}
    assert lists == {f"CRM {topic} <{topic}.newsletters.{domain}>"}, "the same for each issue, another for each topic"


def news_config(domain: str) -> Config:
    company = {"name": "CRM", "privacy_address": f"privacy@{domain}", "policy_url": "https://x.example"}
    server = {"host": "x", "password_env": "PATH"}
    data = {"company": company, "imap": server, "smtp": server, "staff": {"addresses": ["s@x.example"]}}
    return parse(data, Path())


def news_issue(topic: str) -> Issue:
    return Issue(
        id=1, number="2026-N0001", slug="x", topic=topic, services=(), place="", readers=(), cron="", state="running",
        why="", editor="", made_at=DATE, starts_at=None, started_at=DATE, frozen_at=None, ended_at=None,
    )  # fmt: skip
