"""From Markdown to the two parts of a mail, and what an issue is refused for."""

import re
import tomllib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path

import pytest

from bot.core.letter import LANGUAGES
from bot.core.news_head import HEADS
from bot.core.news_lint import RULES, Setting, lint, sentence
from bot.core.newsletter import LEAVE, NAME, Body, Fault, Newsletter, Readers
from bot.core.providers import provider
from bot.edge.build import shipped
from bot.edge.newsletter_files import find, load, parse
from bot.edge.newsletter_render import Layout, render
from bot.errors import ConfigError

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
GOLDEN = Path(__file__).parent / "newsletters"
LAYOUT = Layout.load((shipped("templates"),), company="CRM", privacy_address="privacy@crm.example")


@pytest.fixture
def winter() -> Newsletter:
    return load(find((shipped("templates"),), "winter"))


def faults(
    newsletter: Newsletter, bodies: dict[str, Body], overridden: frozenset[str] = frozenset(), **more: object
) -> list[str]:
    options = {"readers": Readers(languages={"fr": 3}), "sender_suppressed": False, "one_click": False, "now": NOW}
    found = lint(newsletter, bodies, Setting(**{**options, **more}), overridden)
    assert all(sentence(fault) for fault in found)
    return [fault.rule for fault in found]


@pytest.mark.parametrize("language", ["fr", "nl", "en", "de"])
def test_a_newsletter_reads_as_it_was_accepted(winter: Newsletter, language: str) -> None:
    body = render(winter, LAYOUT)[language]
    assert body.text == (GOLDEN / f"winter.{language}.txt").read_text(encoding="utf-8")
    assert body.html == (GOLDEN / f"winter.{language}.html").read_text(encoding="utf-8")
    assert faults(winter, {language: body}) == []


def test_all_shipped_newsletters_are_fit_to_leave() -> None:
    for folder in sorted((shipped("templates") / "newsletters").iterdir()):
        if folder.is_dir():
            newsletter = load(folder)
            assert (
                faults(
                    newsletter,
                    dict(render(newsletter, LAYOUT)),
                    readers=Readers(languages=dict.fromkeys(newsletter.languages, 1)),
                )
                == []
            )


def test_what_an_author_writes_is_text_and_no_program() -> None:
    text = "# T\n\n<script>alert(1)</script> {{ 7*7 }} [x](javascript:alert(1)) <img src=x onerror=alert(1)>\n"
    newsletter = Newsletter(slug="x", topic="news", subjects={"fr": "<b>{{ 1 }}"}, bodies={"fr": text})
    html = render(newsletter, LAYOUT)["fr"].html
    assert "<script" not in html and "javascript:" not in html.replace("[x](javascript:alert(1))", "")
    assert "{{ 7*7 }}" in html and "onerror=alert" not in html.replace("&lt;img src=x onerror=alert(1)&gt;", "")
    assert "<title>&lt;b&gt;{{ 1 }}</title>" in html


@pytest.mark.parametrize(
    ("rule", "spoil"),
    [
        ("no-unsubscribe", lambda body: replace(body, text=body.text.replace(LEAVE, ""))),
        ("no-unsubscribe", lambda body: replace(body, html=body.html.replace(LEAVE, ""))),
        ("subject-missing", lambda body: replace(body, subject=" ")),
        ("html-too-big", lambda body: replace(body, html=body.html + "x" * 90_000)),
        ("heading-missing", lambda body: replace(body, html=body.html.replace("<h1", "<h2"))),
        ("alt-missing", lambda body: replace(body, html=body.html + '<img src="cid:a" alt="">')),
        ("alt-missing", lambda body: replace(body, html=body.html + '<img src="cid:a" alt=" ">')),
        ("alt-missing", lambda body: replace(body, html=body.html + '<IMG src="cid:a">')),
        ("tracking", lambda body: replace(body, html=body.html + '<img src="https://x.example/a?u=1" alt="a">')),
    ],
)
def test_a_text_that_breaks_a_rule_is_refused_by_its_name(winter: Newsletter, rule: str, spoil) -> None:
    bodies = dict(render(winter, LAYOUT))
    bodies["fr"] = spoil(bodies["fr"])
    assert faults(winter, bodies) == [rule]
    assert faults(winter, bodies, overridden=frozenset({rule})) == []


@pytest.mark.parametrize(
    ("rule", "more"),
    [
        ("language-missing", {"readers": Readers(languages={"fr": 1, "it": 2})}),
        ("audience-empty", {"readers": Readers(languages={})}),
        ("sender-suppressed", {"sender_suppressed": True}),
        (
            "one-click-missing",
            {"readers": Readers(languages={"fr": 9000}, domains={"gmail.com": 4000, "x.example": 5000})},
        ),
        (
            "one-click-missing",
            {"readers": Readers(languages={"fr": 4000}, domains={"hotmail.be": 1000, "live.be": 3000})},
        ),
    ],
)
def test_an_issue_that_should_not_go_is_refused(winter: Newsletter, rule: str, more: dict[str, object]) -> None:
    assert faults(winter, dict(render(winter, LAYOUT)), **more) == [rule]


def test_one_click_is_wanted_only_of_those_who_send_much_to_one_provider(winter: Newsletter) -> None:
    bodies = dict(render(winter, LAYOUT))
    few = Readers(languages={"fr": 8000}, domains={"gmail.com": 3999, "yahoo.fr": 3999})
    many = Readers(languages={"fr": 8000}, domains={"gmail.com": 8000})
    assert faults(winter, bodies, readers=few) == []
    assert faults(winter, bodies, readers=many, one_click=True) == []
    assert faults(winter, bodies, readers=few, lately={"Gmail": 1, "Outlook.com": 9000}) == ["one-click-missing"]


@pytest.mark.parametrize(
    ("domain", "name"),
    [
        ("gmail.com", "Gmail"),
        ("yahoo.co.uk", "Yahoo"),
        ("outlook.be", "Outlook.com"),
        ("hotmail.com", "Outlook.com"),
        ("crm.example", ""),
        ("mygmail.example", ""),
    ],
)
def test_the_large_providers_are_known_in_every_country(domain: str, name: str) -> None:
    assert provider(domain) == name


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_problem_of_a_head_has_its_sentence_in_every_language(language: str) -> None:
    words = tomllib.loads((shipped("templates") / language / "words.toml").read_text(encoding="utf-8"))["heads"]
    assert {name: re.findall(r"{\w+}", words[name]) for name in words} == {
        name: re.findall(r"{\w+}", english) for name, english in HEADS.items()
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_has_its_sentence_in_every_language_and_its_line_in_the_guide(language: str) -> None:
    words = tomllib.loads((shipped("templates") / language / "words.toml").read_text(encoding="utf-8"))
    guide = (shipped("templates") / "newsletters" / "README.md").read_text(encoding="utf-8")
    assert set(words["faults"]) == set(RULES)
    for rule, english in RULES.items():
        placeholders = set(re.findall(r"{\w+}", english))
        assert set(re.findall(r"{\w+}", words["faults"][rule])) == placeholders, rule
        assert f"| {rule} |" in guide
        assert sentence(Fault(rule=rule, facts={one.strip("{}"): "x" for one in placeholders}))


def test_a_stale_date_is_refused(winter: Newsletter) -> None:
    late = replace(winter, starts_at=NOW - timedelta(hours=13))
    assert faults(late, dict(render(late, LAYOUT))) == ["date-stale"]
    soon = replace(winter, starts_at=NOW - timedelta(hours=11))
    assert faults(soon, dict(render(soon, LAYOUT))) == []


MAILED = """+++
name = "zomer"
topic = "service"
subject = { nl = "Zomer", fr = "Été" }
services = ["hosting"]
languages = ["nl"]
date = 2026-12-01T10:00:00
+++ nl
# Zomer
Dag
+++ fr
# Été
"""


def test_a_mailed_document_is_a_newsletter() -> None:
    made = parse(MAILED.replace("\n", "\r\n"))
    assert (made.slug, made.topic, made.services, made.readers) == ("zomer", "service", ("hosting",), ("nl",))
    assert made.languages == ("fr", "nl") and made.bodies["nl"] == "\n# Zomer\nDag\n"
    assert made.starts_at is not None and made.starts_at.astimezone(UTC).hour == 9, "Brussels time in winter"


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("+++\nname", "name", "no front matter"),
        ('"service"', '"spam"', "topic: one of news"),
        ('fr = "Été"', 'fr = ""', "subject.fr: missing"),
        ("+++ fr", "+++ it", "it: not one of"),
        ('name = "zomer"', 'name = "../etc"', "name: lower-case"),
        ("services", "colour", "colour: unknown"),
        ('["hosting"]', '"hosting"', "services: a list"),
        ('["nl"]', '"nl"', "languages: a list"),
        ('["nl"]', '["nl", "de"]', "languages: a list"),
        ("2026-12-01T10:00:00", '"soon"', "date: a date"),
        ("# Été", f"# {NAME}", "keeps for itself"),
        ("# Été", f"# {LEAVE}", "keeps for itself"),
        ("services", 'cron = "every day"\nservices', "cron: "),
        ("topic =", "topic", "newsletter: "),
    ],
)
def test_what_is_wrong_in_a_document_is_named(old: str, new: str, problem: str) -> None:
    with pytest.raises(ConfigError) as error:
        parse(MAILED.replace(old, new, 1))
    assert any(problem in one for one in error.value.problems), error.value.problems


def test_all_problems_are_named_at_once() -> None:
    with pytest.raises(ConfigError) as error:
        parse(MAILED.replace("service", "x").replace("zomer", "Z!"))
    assert len(error.value.problems) >= 2


def test_a_newsletter_that_is_not_there_is_named() -> None:
    for slug, named in (("summer", "missing"), ("../winter", "name: lower-case"), ("x", "2 to 60"), ("", "name:")):
        with pytest.raises(ConfigError, match=named):
            find((shipped("templates"),), slug)


class Seen(HTMLParser):
    """The elements as a screen reader and a webmail without style sheets meet them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


AUTHOR = "# T\n\n[x](https://x.example)\n\n![A house](https://x.example/a.png)\n\n| A | B |\n|---|---|\n| 1 | 2 |\n"


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_an_author_writes_is_accessible_also_without_style_sheets(language: str) -> None:
    newsletter = Newsletter(slug="x", topic="news", subjects={language: "S"}, bodies={language: AUTHOR})
    seen = Seen(render(newsletter, LAYOUT)[language].html)
    assert seen.all("html")[0]["lang"] == language
    assert [one["lang"] for one in seen.all("div") if one.get("role") == "article"] == [language], "webmail drops html"
    assert len(seen.all("h1")) == 1 and len(seen.all("table")) == 1, "no table for the layout: none needs a role"
    assert [one["scope"] for one in seen.all("th")] == ["col", "col"]
    assert all("text-decoration: underline" in str(one["style"]) for one in seen.all("a")) and seen.all("a")
    (image,) = seen.all("img")
    assert image["alt"] == "A house" and "max-width: 100%" in str(image["style"])


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_the_contrast_is_enough_in_light_and_in_dark() -> None:
    """WCAG 1.4.3: at least 4.5 to 1."""
    sheet = (shipped("templates") / "newsletters" / "layout.html").read_text(encoding="utf-8")
    light, _, dark = sheet.partition("@media (prefers-color-scheme: dark)")
    for part, ground, most in ((light, "#ffffff", 3), (dark, "#121212", 3)):
        assert f"background: {ground}" in part
        colours = re.findall(r"(?<![-\w])color: (#[0-9a-f]{6})", part)
        assert len(colours) == most
        for colour in colours:
            dim, bright = sorted((luminance(colour), luminance(ground)))
            assert (bright + 0.05) / (dim + 0.05) >= 4.5, colour


def test_a_layout_whose_words_lack_one_is_named(tmp_path: Path) -> None:
    words = (shipped("templates") / "newsletters" / "words.toml").read_text(encoding="utf-8")
    (tmp_path / "newsletters").mkdir()
    (tmp_path / "newsletters" / "words.toml").write_text(words.replace("stop =", "halt =", 1), encoding="utf-8")
    with pytest.raises(ConfigError, match="fr.stop"):
        Layout.load((shipped("templates"), tmp_path), company="CRM", privacy_address="privacy@crm.example")
