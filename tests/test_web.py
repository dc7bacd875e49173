"""The https way out: POST leaves, everything else only looks; also in a real browser."""

import asyncio
import subprocess
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing
from html.parser import HTMLParser
from http.client import HTTPConnection
from pathlib import Path

import pytest
from sqlmodel import select

from bot.edge.leaving import token
from bot.edge.subject_tables import Subscription, Suppression
from bot.errors import ConfigError
from bot.stage import Stage, body
from tests import servers
from tests.conftest import missing

ANNA = "anna.lefevre@maison.example"
SETTINGS = {"public_url": "https://news.crm.example", "port": 0}


@pytest.fixture
async def site(staging: Callable[..., Awaitable[Stage]]) -> Stage:
    return await staging(http=SETTINGS)


@pytest.fixture
async def serving(site: Stage) -> "Iterator[int]":
    web = site.bot.listen()
    assert web is not None
    task = asyncio.create_task(web.serve())
    await asyncio.sleep(0.2)
    yield web.port
    web.stop()
    await task


async def ask(port: int, method: str, path: str, text: str = "") -> tuple[int, str, dict[str, str]]:
    def work() -> tuple[int, str, dict[str, str]]:
        with closing(HTTPConnection("127.0.0.1", port, timeout=20)) as connection:
            connection.request(method, path, text.encode(), {"Content-Type": "application/x-www-form-urlencoded"})
            answer = connection.getresponse()
            return answer.status, answer.read().decode(), {name.lower(): value for name, value in answer.getheaders()}

    return await asyncio.to_thread(work)


def way(stage: Stage, topic: str = "news") -> str:
    keys = stage.bot.store.keys
    return f"/u/{token(keys, keys.mark(ANNA), topic)}"


def ended(stage: Stage) -> set[tuple[str, str]]:
    with stage.bot.store.session() as session:
        return {(row.address, row.topic) for row in session.exec(select(Subscription)) if row.ended_at}


async def test_one_click_leaves_and_is_acknowledged(site: Stage, serving: int) -> None:
    for _ in range(2):
        code, page, _ = await ask(serving, "POST", way(site), "List-Unsubscribe=One-Click")
        assert code == 200 and "C'est fait" in page.replace("&#39;", "'") and "Erledigt" in page
    assert ended(site) == {(ANNA, "news")}
    await site.bot.drain()
    assert len(site.letters(ANNA)) == 1 and "STOP" in body(site.last(ANNA))


async def test_a_click_needs_no_cookie_no_form_and_no_redirect(site: Stage, serving: int) -> None:
    """RFC 8058 section 3.2: mail programs post urlencoded or multipart, and follow nothing."""
    multipart = '--b\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--b--\r\n'
    for text in ("List-Unsubscribe=One-Click", multipart, "", "x" * 200_000):
        code, _, headers = await ask(serving, "POST", way(site), text)
        assert code == 200 and "set-cookie" not in headers and "location" not in headers
    assert ended(site) == {(ANNA, "news")}


@pytest.mark.parametrize("method", ["GET", "HEAD"])
async def test_looking_changes_nothing(site: Stage, serving: int, method: str) -> None:
    for _ in range(100):  # scanners and previews look again and again
        code, _, headers = await ask(serving, method, way(site))
        assert code == 200
    assert not ended(site)
    assert headers["cache-control"] == "no-store" and headers["referrer-policy"] == "no-referrer"
    assert "default-src 'none'" in headers["content-security-policy"]
    with site.bot.store.session() as session:
        assert not session.exec(select(Suppression)).all()


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS"])
async def test_other_methods_are_refused(site: Stage, serving: int, method: str) -> None:
    code, _, _ = await ask(serving, method, way(site))
    assert code == 405 and not ended(site)


@pytest.mark.parametrize("path", ["/u/", "/u/abc", "/u/" + "a" * 44, "/u/../healthz", "/", "/u/%C3%A9", "/docs"])
async def test_what_is_no_token_changes_nothing(site: Stage, serving: int, path: str) -> None:
    for method in ("GET", "POST"):
        code, _, _ = await ask(serving, method, path)
        assert code in {404, 405, 400}
    assert not ended(site)


async def test_a_token_for_bounces_is_no_way_out(site: Stage, serving: int) -> None:
    keys = site.bot.store.keys
    code, _, _ = await ask(serving, "POST", f"/u/{token(keys, keys.mark(ANNA), 'news', 'b')}")
    assert code == 404 and not ended(site)


async def test_a_sign_of_life(site: Stage, serving: int) -> None:
    assert (await ask(serving, "GET", "/healthz"))[:2] == (200, "ok\n")
    site.bot._failures = 1
    assert (await ask(serving, "GET", "/healthz"))[0] == 503


async def test_the_newsletter_carries_it(site: Stage) -> None:
    from bot.core.newsletter import Newsletter
    from bot.edge.news_build import rendered

    source = Newsletter(slug="x", topic="news", subjects={"fr": "x"}, bodies={"fr": "# x"})
    with site.bot.store.transaction() as tx:
        texts = rendered(site.config, source)
        tx.news.add(source, texts, state="scheduled", editor="", now=site.clock(), starts_at=site.clock())
    await site.bot.drain()
    mail = site.last(ANNA)
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert str(mail["List-Unsubscribe"]).startswith(f"<https://news.crm.example{way(site)}>,")
    assert f"https://news.crm.example{way(site)}" in body(mail)


async def test_a_port_that_is_taken_is_named(site: Stage, tmp_path: Path) -> None:
    from bot.edge.web import Web, application

    web = site.bot.listen()
    assert web is not None
    app = application(site.bot.leave, lambda text: False, lambda: True, None)  # type: ignore[arg-type]
    with pytest.raises(ConfigError, match=r"http\.port"):
        Web(app, "127.0.0.1", web.port)


class Outline(HTMLParser):
    """What a screen reader goes by: the language of each section, headings, buttons."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"h1", "h2", "button", "section", "form"}:
            self.seen.append(tag + "".join(f" {value}" for name, value in attrs if name == "lang"))


def browser(tmp_path: Path, address: str) -> str:
    program = servers.program("chromium")
    if program is None:
        missing("chromium")
    done = subprocess.run(
        [str(program), "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'profile'}",
         "--no-first-run", "--disable-background-networking", "--dump-dom", address],
        capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    return done.stdout


async def test_a_browser_sees_the_page_and_its_button_leaves(site: Stage, serving: int, tmp_path: Path) -> None:
    there = f"http://127.0.0.1:{serving}{way(site)}"
    page = await asyncio.to_thread(browser, tmp_path, there)
    outline = Outline()
    outline.feed(page)
    sections = [f"section {language}" for language in ("fr", "nl", "en", "de")]
    assert outline.seen == ["h1", *(part for one in sections for part in (one, "h2", "form", "button"))]
    assert not ended(site)
    press = tmp_path / "press.html"
    press.write_text(
        f'<form method="post" action="{there}"></form><script>document.forms[0].submit()</script>', encoding="utf-8"
    )
    await asyncio.to_thread(browser, tmp_path, press.as_uri())
    assert ended(site) == {(ANNA, "news")}
