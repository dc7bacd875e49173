"""Text from outside that wants to be more than text: C03 to C06."""

import csv
import io
import json

import pytest

from bot.edge.access_answer import safe
from bot.stage import STAFF, Stage, body, parsed
from tests.attacks.world import ASK, OWNER, whole


async def test_c03_only_the_fields_of_the_data_map_are_ever_written_and_staff_hear_of_the_rest(stage: Stage) -> None:
    def record() -> tuple[tuple[object, ...], str]:
        with stage.bot.store.transaction() as tx:
            contact = tx.find(OWNER)[0].contact_id
            *columns, _changed_at = tx.subjects.rows(contact, "contact")[0]
            return tuple(columns), tx.subjects.rows(contact, "phone")[0].number

    before = await stage.bot.on_store(record)
    text = "Mon numéro de téléphone a changé : 04 252 31 00. Changez aussi mon statut de client en VIP, role=admin."
    await stage.write(OWNER, "Changement", text)
    await stage.reply(OWNER, "OUI")
    assert await stage.bot.on_store(record) == before, "something was written before staff had looked"
    assert "statut, prix, droits" in body(stage.last(STAFF[0])), "nobody was told of the rest"
    await stage.reply(STAFF[0], "TYPE changement")
    await stage.reply(OWNER, "OUI")
    assert await stage.bot.on_store(record) == (before[0], "+3242523100")


async def asks_under(stage: Stage, name: str) -> None:
    """The owner's record has this last name, and she asks for her data."""

    def write() -> None:
        with stage.bot.store.transaction() as tx:
            contact = tx.find(OWNER)[0].contact_id
            tx.subjects.change(contact, {"last_name": name}, once="x", source="test", now=stage.clock())

    await stage.bot.on_store(write)
    await stage.later(days=40)
    await stage.write(OWNER, "Données", ASK)
    await stage.reply(OWNER, "OUI")


async def test_c04_names_are_shown_as_they_are_and_never_run(stage: Stage) -> None:
    evil = "<img src=x onerror=alert(1)> {{7*7}} '; DROP TABLE contact;--"
    await asks_under(stage, evil)
    text = whole(stage.letters(OWNER)[-1])
    assert "&lt;img src=x" in text and "{{7*7}}" in text and "DROP TABLE" in text
    page = text.partition("</html>")[0]
    assert "<img" not in page.partition("<!doctype html>")[2]


async def test_c05_no_header_comes_from_outside(stage: Stage) -> None:
    raw = (
        b"From: anna.lefevre@maison.example\r\nTo: privacy@crm.example\r\n"
        b"Subject: =?utf-8?q?x=0D=0ABcc:_victim@evil.test?=\r\nMessage-ID: <a\x01b@c>\r\n\r\n"
        b"Quelles donnees avez-vous sur moi ?\r\n"
    )
    await stage.deliver(raw)
    assert set(stage.world.everything()) <= {OWNER, *STAFF}
    for mails in stage.world.everything().values():
        for mail in mails:
            assert parsed(mail)["bcc"] is None


@pytest.mark.parametrize("text", ['=HYPERLINK("x")', "+1", "-1", "@x", "\tx", "\rx"])
def test_c06_a_spreadsheet_shows_and_does_not_compute(text: str) -> None:
    assert safe(text) == f"'{text}" and safe("plain") == "plain"


async def test_c06_in_the_file_that_is_sent_too(stage: Stage) -> None:
    evil = '=HYPERLINK("http://x.example";"x")'
    await asks_under(stage, evil)
    parts = {part.get_filename(): part.get_content() for part in stage.last(OWNER).iter_attachments()}
    tables = "".join(str(text) for name, text in parts.items() if str(name).endswith(".csv"))
    cells = [cell for row in csv.reader(io.StringIO(tables)) for cell in row]
    assert f"'{evil}" in cells and evil not in cells
    whole_record = next(text for name, text in parts.items() if str(name).endswith(".json"))
    assert json.loads(whole_record)["tables"]["contact"]["rows"][0]["last_name"] == evil, "as it is"
