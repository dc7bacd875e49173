"""The answer to "what do you hold on me": complete, readable offline, and harmless to open."""

import csv
import io
import json
import re
import shutil
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path

import pytest

from bot.core.letter import LANGUAGES, File
from bot.edge.access_answer import Page, safe, unsafe
from bot.edge.build import shipped
from bot.edge.subject_tables import Contact, Document
from bot.edge.transaction import Transaction
from bot.errors import ConfigError
from tests.stores import ANNA, CAROL, NOW, TODAY, contact, opened


@pytest.fixture
def tx(database_url: str, tmp_path: Path) -> Iterator[Transaction]:
    with opened(database_url, tmp_path) as store, store.transaction() as tx:
        yield tx


def answer(tx: Transaction, address: str = ANNA, language: str = "fr") -> Mapping[str, str]:
    """Return the files of an answer by their ending, as text."""
    files = tx.subjects.answer(contact(tx, address), language=language, number="2026-0007", today=TODAY)
    assert {file.name.partition(".")[0] for file in files} == {"2026-0007"}
    return {file.name.partition(".")[2]: _text(file) for file in files}


def _text(file: File) -> str:
    return file.data.decode("utf-8-sig")


class Outline(HTMLParser):
    """Tags, attributes and table cells of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def test_every_value_on_file_is_in_each_of_the_three_files(tx: Transaction) -> None:
    files = answer(tx)
    assert set(files) == {"html", "json", "csv"}
    for value in ("Lefevre", "K-1001", "Rue des Tilleuls", "lefevre.example", "Hosting Partner SA", "Appel du 14 mars"):
        assert all(value in text for text in files.values()), value
    assert "form of 10 January 2024" in files["html"], "the evidence of a consent belongs to the answer"


def test_nothing_of_anybody_else_is_in_it(tx: Transaction) -> None:
    everything = "".join(answer(tx).values())
    for other in ("Peeters", "Smith", "Klein", "Avenue Louise", "2024-0042", "partner.example"):
        assert other not in everything, other


def test_a_disclosure_under_legal_secrecy_leaves_no_trace(tx: Transaction) -> None:
    with_secret = answer(tx)
    assert not any("Parquet" in text or "judicial" in text or "secret" in text for text in with_secret.values())
    assert len(json.loads(with_secret["json"])["tables"]["disclosure"]["rows"]) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_category_comes_with_its_art_15_block_in_the_language(tx: Transaction, language: str) -> None:
    page = Outline(answer(tx, language=language)["html"])
    sections = sum(tag == "section" for tag, _ in page.tags)
    assert sections == 8, "one for each table that holds something"
    assert sum(tag == "dt" for tag, _ in page.tags) == 5 * sections
    assert ("html", {"lang": language}) in page.tags
    assert "2026-0007" in page.text and "contact@apd-gba.be" in page.text
    assert "None" not in page.text and "{{" not in page.text


def test_codes_are_said_in_the_language_and_kept_for_programs(tx: Transaction) -> None:
    tx.subjects.change(contact(tx, ANNA), {"first_name": "Anne"}, once="c/1", source="case 2026-0003", now=NOW)
    files = answer(tx)
    page = Outline(files["html"]).text
    for said in (
        "enregistrement sonore",
        "nom de domaine",
        "consentement",
        "convention",
        "demande 2026-0003",
        "prénom",
    ):
        assert said in page, said
    assert "2024-01-10 10:00" in page, "the hour in Brussels"
    tables = json.loads(files["json"])["tables"]
    assert tables["document"]["rows"][2]["sort"] == "sound"
    assert tables["subscription"]["rows"][0]["consent_at"] == "2024-01-10T09:00:00+00:00"


@pytest.mark.parametrize(("language", "amount"), [("en", "121.00"), ("nl", "121,00")])
def test_an_amount_is_said_in_euros(tx: Transaction, language: str, amount: str) -> None:
    files = answer(tx, CAROL, language)
    assert f"<td>{amount}</td>" in files["html"]
    assert json.loads(files["json"])["tables"]["invoice"]["rows"][0]["cents"] == 12_100


def test_the_page_opens_offline_and_runs_nothing(tx: Transaction) -> None:
    page = answer(tx)["html"]
    outline = Outline(page)
    assert not {tag for tag, _ in outline.tags} & {"script", "img", "link", "iframe", "object", "form", "base", "a"}
    assert not any(name in {"src", "href"} or name.startswith("on") for _, given in outline.tags for name in given)
    assert "url(" not in page and "@import" not in page and "://" not in page
    assert any(given.get("content", "") == "default-src 'none'; style-src 'unsafe-inline'" for _, given in outline.tags)


def test_the_page_can_be_read_by_a_screen_reader(tx: Transaction) -> None:
    outline = Outline(answer(tx)["html"])
    ids = {given["id"] for _, given in outline.tags if "id" in given}
    assert {given["aria-labelledby"] for tag, given in outline.tags if tag == "section"} <= ids
    assert all(given.get("scope") == "col" for tag, given in outline.tags if tag == "th")
    assert [tag for tag, _ in outline.tags if tag in {"h1", "main", "title"}] == ["title", "h1", "main"]


def test_what_a_record_says_is_text_and_never_markup(tx: Transaction) -> None:
    anna = tx.session.get_one(Contact, contact(tx, ANNA))
    anna.last_name = '<script>alert(1)</script><img src=x onerror="x()">{{ 7 * 7 }}'
    tx.session.flush()
    page = answer(tx)["html"]
    assert "&lt;script&gt;" in page and "<script" not in page and "<img" not in page
    assert "{{ 7 * 7 }}" in page


def test_a_spreadsheet_computes_nothing(tx: Transaction) -> None:
    anna = contact(tx, ANNA)
    for title in ("=1+1", "@SUM(1)", "+1+cmd|'/c calc'!A0", "-2", "\t=1", " =1", "\uff1d1"):
        tx.session.add(Document(contact_id=anna, sort="document", title=title, made_on=TODAY))
    tx.session.flush()
    rows = list(csv.reader(io.StringIO(answer(tx)["csv"])))
    assert rows[0] == ["table", "row", "column", "value"]
    titles = [value for table, _, column, value in rows if (table, column) == ("document", "title")]
    assert titles[3:] == ["'=1+1", "'@SUM(1)", "'+1+cmd|'/c calc'!A0", "'-2", "'\t=1", "' =1", "'\uff1d1"]
    assert ["phone", "1", "number", "+3242523188"] in rows


@pytest.mark.parametrize("text", ["=1", "+a", "-", "@x", "\tx", "'t Huis", "plain", "", "+3242523188", "a=b", "\n=1"])
def test_marking_as_text_can_be_undone(text: str) -> None:
    assert unsafe(safe(text)) == text


# -- own pages of an operator


@pytest.fixture
def own(tmp_path: Path) -> Path:
    shutil.copytree(shipped("templates"), tmp_path / "own")
    return tmp_path / "own"


def problems(folder: Path) -> tuple[str, ...]:
    with pytest.raises(ConfigError) as error:
        Page.load(shipped("templates"), folder)
    return error.value.problems


def test_an_own_page_replaces_the_shipped_one(own: Path) -> None:
    (own / "access.html").write_text("<p>{{ words.title }}</p>", encoding="utf-8")
    assert Page.load(shipped("templates"), own).show([], language="nl", number="1", today=TODAY).startswith("<p>Uw ")


def test_every_missing_word_is_named(own: Path) -> None:
    for language in ("nl", "de"):
        words = own / language / "access.toml"
        words.write_text(re.sub(r"(?m)^(title|sound) = .*\n", "", words.read_text(encoding="utf-8")), encoding="utf-8")
    assert problems(own) == (
        "templates: nl/access.toml: no codes.sound",
        "templates: nl/access.toml: no title",
        "templates: de/access.toml: no codes.sound",
        "templates: de/access.toml: no title",
    )


@pytest.mark.parametrize("layout", ["{{ words.nothing }}", "{% if %}", "{{ ''.__class__.__mro__ }}"])
def test_a_page_that_cannot_be_made_is_named_before_it_is_needed(own: Path, layout: str) -> None:
    (own / "access.html").write_text(layout, encoding="utf-8")
    (problem,) = problems(own)
    assert problem.startswith("templates: access.html: ")


def test_words_that_cannot_be_read_are_named(own: Path) -> None:
    (own / "fr" / "access.toml").write_text("title = ", encoding="utf-8")
    assert problems(own)[0].startswith("templates: fr/access.toml: ")
