"""The links at the foot of a newsletter do what they say: each is a mail that the reader only has to send."""

from collections.abc import Mapping
from datetime import timedelta
from email.message import EmailMessage
from email.policy import SMTP
from html.parser import HTMLParser
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from sqlmodel import col, select

from bot.core.letter import LANGUAGES
from bot.core.newsletter import Newsletter
from bot.edge.news_build import rendered
from bot.edge.subject_tables import Contact, EmailAddress, Subscription
from bot.edge.tables import Inbox
from bot.stage import Stage, body

READERS = {language: f"reader-{language}@jardin.example" for language in LANGUAGES}
#: What a reader types below the line that the link to a correction begins with.
WISHES = {
    "fr": "mon téléphone est le 02 345 67 89",
    "nl": "mijn telefoonnummer is 02 345 67 89",
    "en": "my telephone number is 02 345 67 89",
    "de": "meine Telefonnummer ist 02 345 67 89",
}
KINDS = ("unsubscribe", "access", "correction", "deletion")
EXPECTED = {"unsubscribe": "processed", "access": "opened", "correction": "opened", "deletion": "opened"}


class Links(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.found.append(str(dict(attrs)["href"]))


def clicked(link: str, sender: str, wish: str = "") -> bytes:
    """The mail that a mail program makes of a link, with what the reader types; nothing is needed but a correction."""
    parts = urlsplit(link)
    query = parse_qs(parts.query)
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"] = sender, unquote(parts.path)
    mail["Delivered-To"] = unquote(parts.path)
    mail["Subject"] = query.get("subject", [""])[0]
    mail["Message-ID"] = f"<{abs(hash((link, sender)))}@client.example>"
    mail.set_content(f"{query.get('body', [''])[0]}{wish}\n")
    return mail.as_bytes()


def last(stage: Stage) -> Inbox:
    with stage.bot.store.session() as session:
        return session.exec(select(Inbox).order_by(col(Inbox.id).desc())).first()


async def sent(stage: Stage) -> Mapping[str, EmailMessage]:
    """Send an issue in four languages to a reader of each; return what each received."""
    with stage.bot.store.session() as session:
        for language, address in READERS.items():
            person = Contact(language=language)
            session.add(person)
            session.flush()
            session.add(EmailAddress(contact_id=person.id, address=address))
            session.add(Subscription(contact_id=person.id, address=address, topic="news", basis="consent"))
    texts = dict.fromkeys(LANGUAGES, "# x")
    source = Newsletter(slug="x", topic="news", subjects=texts, bodies=texts)
    with stage.bot.store.transaction() as tx:
        bodies = rendered(stage.config, source)
        tx.news.add(source, bodies, state="scheduled", editor="", now=stage.clock(), starts_at=stage.clock())
    await stage.bot.drain()
    return {language: stage.last(address) for language, address in READERS.items()}


async def test_each_link_of_the_footer_is_understood_in_each_language(stage: Stage) -> None:
    for language, mail in (await sent(stage)).items():
        html = mail.get_body(("html",))
        links = Links(html.get_content()).found  # type: ignore[union-attr]
        assert len(links) == len(KINDS) and all(link.startswith("mailto:") for link in links)
        for kind, link in zip(KINDS, links, strict=True):
            stage.clock.ahead += timedelta(hours=2)  # only a few letters an hour go to one address
            before = len(stage.letters(READERS[language]))
            typed = WISHES[language] if kind == "correction" else ""
            await stage.deliver(clicked(link, READERS[language], typed), envelope_sender=READERS[language])
            row = last(stage)
            assert len(stage.letters(READERS[language])) == before + 1, (language, kind)
            assert (row.kind, row.disposition) == (kind, EXPECTED[kind]), language
            assert unquote(urlsplit(link).path) in body(mail), "the text part says where to write, too"


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_reply_with_one_word_leaves_them_all(stage: Stage, language: str) -> None:
    await sent(stage)
    await stage.reply(READERS[language], "STOP")
    with stage.bot.store.session() as session:
        left = [row.address for row in session.exec(select(Subscription)) if row.ended_at]
    assert left == [READERS[language]] and last(stage).kind == "unsubscribe"
