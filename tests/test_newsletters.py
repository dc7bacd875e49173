"""Whole issues over real SMTP: everybody once, nobody who left, and an exact balance whatever happens meanwhile."""

import asyncio
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping
from datetime import timedelta
from email import message_from_bytes
from email.policy import SMTP
from pathlib import Path

import pytest
from sqlmodel import select

from bot.app import Bot
from bot.config import Config, load
from bot.core.newsletter import Issue
from bot.edge.build import letter_folders
from bot.edge.leaving import leaving
from bot.edge.ledger import Ledger
from bot.edge.news_build import rendered
from bot.edge.news_tables import Bounced
from bot.edge.newsletter_files import find
from bot.edge.newsletter_files import load as load_newsletter
from bot.edge.subject_tables import Contact, EmailAddress, Service, Subscription, Suppression
from tests import servers
from tests.conftest import missing
from tests.relay import Relay
from tests.sent_news import CONFIG

ROOT = Path(__file__).parent.parent
READERS = 300
KILLS = int(os.environ.get("PRIVACY_BOT_KILLS", "5"))
EDITOR, OTHER = "sofie@crm.example", "karim@crm.example"


def config(folder: Path, relay: Relay, more: str = "") -> Config:
    (folder / "config.toml").write_text(CONFIG.format(port=relay.port, connections=4, more=more), encoding="utf-8")
    return load(folder / "config.toml")


def address(number: int) -> str:
    return f"reader{number}@{'gmail' if number % 10 == 0 else 'maison'}.example"


def fill(bot: Bot, readers: int = READERS) -> None:
    with bot.store.session() as session:
        people = [Contact(first_name=f"R{n}", language="nl" if n % 2 else "fr") for n in range(readers)]
        session.add_all(people)
        session.flush()
        for number, person in enumerate(people):
            session.add(EmailAddress(contact_id=person.id, address=address(number)))
            session.add(Subscription(contact_id=person.id, address=address(number), topic="news", basis="consent"))
            session.add(Service(contact_id=person.id, sort="hosting", name="x", since=bot.office.tick().today))


def schedule(bot: Bot, slug: str = "winter", later: timedelta = timedelta()) -> Issue:
    newsletter = load_newsletter(find(letter_folders(bot.config), slug))
    bodies, now = rendered(bot.config, newsletter), bot.office.clock()
    with bot.store.transaction() as tx:
        return tx.news.add(newsletter, bodies, state="scheduled", editor=EDITOR, now=now, starts_at=now + later)


def balance(bot: Bot, issue: Issue) -> Mapping[str, int]:
    return Ledger(bot.store.engine, bot.store.keys).balance(issue.id)


def state(bot: Bot, issue: Issue) -> Issue:
    with bot.store.transaction() as tx:
        return tx.news.get(issue.id)


def letters(bot: Bot) -> list[str]:
    """Names of the letters that wait for the editor, in order."""
    return [mail.letter for mail in bot.store.claim(bot.office.clock() + timedelta(minutes=1), 100)]


def closing(bot: Bot) -> str:
    """Text of the last letter that says that an issue is done."""
    waiting = [message_from_bytes(mail.raw, policy=SMTP) for mail in bot.store.claim(bot.office.clock(), 100)]
    bot.store.release_claims()
    return [str(mail.get_content()) for mail in waiting if "envoyée" in str(mail["subject"])][-1]


async def test_everybody_gets_it_once_in_his_language_with_his_own_way_out(tmp_path: Path, relay: Relay) -> None:
    bot = Bot(config(tmp_path, relay))
    fill(bot)
    issue = schedule(bot)
    await bot.news()
    assert Counter(recipient for recipient, _ in relay.accepted) == {address(n): 1 for n in range(READERS)}
    assert balance(bot, issue) == {"sent": READERS} and state(bot, issue).state == "done"
    assert relay.connections == 4
    for recipient, raw in relay.accepted[:20]:
        mail = message_from_bytes(raw, policy=SMTP)
        number = int(recipient.partition("@")[0].removeprefix("reader"))
        text = mail.get_body(("plain",)).get_content().replace("\r\n", "\n")  # type: ignore[union-attr]
        assert text.startswith(f"{'Dag' if number % 2 else 'Bonjour'} R{number},\n")
        way_out = str(mail["list-unsubscribe"]).partition("+u-")[2].partition("@")[0]
        found = leaving(bot.store.keys, way_out)
        assert found is not None and found.mark == bot.store.keys.mark(recipient) and found.topic == "news"
        assert way_out in text and str(mail["to"]) == recipient
    assert letters(bot) == ["news_started", "news_done"]
    await bot.news()
    assert len(relay.accepted) == READERS


async def test_what_goes_to_a_large_provider_is_counted_over_the_day_and_said(tmp_path: Path, relay: Relay) -> None:
    bot = Bot(config(tmp_path, relay))
    fill(bot)
    bot.newsroom.budgets.spend({"Gmail": 3_969}, bot.office.clock() - timedelta(hours=20))
    bot.newsroom.budgets.spend({"Gmail": 9_000}, bot.office.clock() - timedelta(hours=26))
    schedule(bot)
    await bot.news()
    assert "Gmail" not in closing(bot)
    bot.newsroom.budgets.spend({"Gmail": 1}, bot.office.clock())
    schedule(bot, "maintenance-hosting")
    await bot.news()
    assert "4030 newsletters sont parties vers Gmail en un jour" in closing(bot)


async def test_a_mail_that_is_tried_again_counts_once_for_its_provider(tmp_path: Path, relay: Relay) -> None:
    bot = Bot(config(tmp_path, relay))
    fill(bot)
    schedule(bot)
    relay.script = lambda command: "451 4.3.0 later" if command.startswith("RCPT") else ""
    await bot.news()
    with bot.store.transaction() as tx:
        assert not relay.accepted and tx.news.lately(bot.office.clock()) == {}


async def test_c11_nobody_gets_it_who_leaves_while_it_runs(tmp_path: Path, relay: Relay) -> None:
    bot = Bot(config(tmp_path, relay))
    fill(bot)
    left: dict[str, int] = {}

    def leave() -> None:
        """The last reader leaves when the fiftieth mail is taken; the relay waits for the commit."""
        if len(relay.accepted) == 50:
            with bot.store.transaction() as tx:
                tx.subjects.suppress([address(READERS - 1)], once="u/1", now=bot.office.clock(), topic="news")
            left["at"] = len(relay.accepted)

    relay.before_answer = leave
    issue = schedule(bot)
    await bot.news()
    assert left and address(READERS - 1) not in {recipient for recipient, _ in relay.accepted}
    assert balance(bot, issue) == {"sent": READERS - 1, "suppressed": 1}


async def test_a_refused_sender_pauses_the_issue_and_counts_against_nobody(tmp_path: Path, relay: Relay) -> None:
    bot = Bot(config(tmp_path, relay))
    fill(bot)
    relay.script = lambda command: "550 5.7.515 Access denied" if command == "." and len(relay.accepted) >= 40 else ""
    issue = schedule(bot)
    await bot.news()
    halted = balance(bot, issue)
    assert state(bot, issue).state == "paused" and "5.7.515" in state(bot, issue).why
    assert halted["sent"] == 40 and "failed" not in halted and sum(halted.values()) == READERS
    assert letters(bot) == ["news_started", "news_paused"]
    with bot.store.session() as session:
        assert not session.exec(select(Bounced)).all() and not session.exec(select(Suppression)).all()
    relay.script = lambda command: ""
    with bot.store.transaction() as tx:
        tx.news.turn(issue.id, "running", now=bot.office.clock())
    await bot.news()
    assert balance(bot, issue) == {"sent": READERS}


async def test_too_many_unknown_addresses_pause_the_issue(tmp_path: Path, relay: Relay) -> None:
    bot = Bot(config(tmp_path, relay))
    fill(bot)
    relay.script = lambda command: "550 5.1.1 nobody" if command.startswith("RCPT") else ""
    issue = schedule(bot)
    await bot.news()
    assert state(bot, issue).why == "failures" and 20 <= balance(bot, issue)["failed"] <= 24


async def test_a_relay_that_has_enough_is_left_alone_and_nothing_is_lost(tmp_path: Path, relay: Relay) -> None:
    bot = Bot(config(tmp_path, relay))
    fill(bot)
    relay.script = lambda command: "421 4.3.2 slow down" if command.startswith("MAIL") and relay.accepted[10:] else ""
    issue = schedule(bot)
    await bot.news()
    first = len(relay.accepted)
    await bot.news()
    assert len(relay.accepted) == first, "held for a minute"
    assert bot.newsroom.throttle.connections == 2 and state(bot, issue).state == "running"
    assert sum(balance(bot, issue).values()) == READERS and "failed" not in balance(bot, issue)


async def test_the_pace_holds_over_a_restart_and_replies_keep_their_share(tmp_path: Path, relay: Relay) -> None:
    settings = config(tmp_path, relay, 'relay = "office365"\n[newsletter.domains."gmail.example"]\nper_minute = 3')
    bot = Bot(settings)
    fill(bot)
    issue = schedule(bot)
    await bot.news()
    again = Bot(settings)
    await again.news()
    assert len(relay.accepted) <= 27, "thirty a minute, less the reserve"
    assert sum("gmail" in recipient for recipient, _ in relay.accepted) == 2
    assert sum(balance(again, issue).values()) == READERS and state(again, issue).state == "running"


async def test_an_issue_that_is_much_too_late_waits_for_its_editor(tmp_path: Path, relay: Relay) -> None:
    bot = Bot(config(tmp_path, relay))
    fill(bot, 3)
    issue = schedule(bot, later=timedelta(hours=-13))
    await bot.news()
    assert relay.accepted == [] and (state(bot, issue).state, state(bot, issue).why) == ("held", "late")
    assert letters(bot) == ["news_held"]


async def test_without_editors_staff_hear_of_what_halted(tmp_path: Path, relay: Relay) -> None:
    settings = config(tmp_path, relay)
    bot = Bot(settings.model_copy(update={"newsletter": settings.newsletter.model_copy(update={"editors": []})}))
    fill(bot, 3)
    schedule(bot, later=timedelta(hours=-13))
    await bot.news()
    schedule(bot, "maintenance-hosting")
    await bot.news()
    assert letters(bot) == ["staff_failure"], "and of what went well they hear nothing"


async def test_an_editor_who_left_is_followed_by_another(tmp_path: Path, relay: Relay) -> None:
    settings = config(tmp_path, relay)
    bot = Bot(settings.model_copy(update={"newsletter": settings.newsletter.model_copy(update={"editors": [OTHER]})}))
    fill(bot, 3)
    schedule(bot, later=timedelta(hours=-13))
    await bot.news()
    assert [mail.recipient for mail in bot.store.claim(bot.office.clock() + timedelta(minutes=1), 100)] == [OTHER]


async def test_an_issue_waits_for_its_time(tmp_path: Path, relay: Relay) -> None:
    bot = Bot(config(tmp_path, relay))
    fill(bot, 3)
    issue = schedule(bot, later=timedelta(hours=1))
    await bot.news()
    assert relay.accepted == [] and state(bot, issue).state == "scheduled"


async def test_an_issue_for_nobody_is_held(tmp_path: Path, relay: Relay) -> None:
    bot = Bot(config(tmp_path, relay))
    issue = schedule(bot)
    await bot.news()
    assert (state(bot, issue).state, state(bot, issue).why) == ("held", "audience-empty")


async def test_a_mail_whose_answer_never_came_is_in_doubt_and_its_editor_is_told(tmp_path: Path, relay: Relay) -> None:
    bot = Bot(config(tmp_path, relay))
    fill(bot, 12)
    issue = schedule(bot)
    asked: list[int] = []

    def once(command: str) -> str:
        if command == "." and len(relay.accepted) == 5 and not asked:
            asked.append(1)
            return "drop"
        return ""

    relay.script = once
    await bot.news()
    assert balance(bot, issue) == {"sent": 11, "unknown": 1} and state(bot, issue).state == "done"
    assert len(relay.accepted) == 11


async def test_no_relay_costs_nothing_but_time(tmp_path: Path, relay: Relay) -> None:
    settings = config(tmp_path, relay)
    bot = Bot(settings.model_copy(update={"smtp": settings.smtp.model_copy(update={"port": 1})}))
    fill(bot, 20)
    issue = schedule(bot)
    await bot.news()
    waiting = balance(bot, issue)
    assert set(waiting) <= {"pending", "deferred"} and sum(waiting.values()) == 20
    assert state(bot, issue).state == "running"


@pytest.mark.parametrize("slug", ["winter", "maintenance-hosting"])
def test_kill_9_at_any_moment_loses_nobody_and_news_go_once(tmp_path: Path, relay: Relay, slug: str) -> None:
    bot = Bot(config(tmp_path, relay))
    readers = max(READERS, 30 * KILLS)
    fill(bot, readers)
    issue = schedule(bot, slug)
    relay.before_answer = lambda: time.sleep(0.002)
    chance, kills = random.Random(slug), 0
    while True:
        before = len(relay.accepted)
        worker = subprocess.Popen(
            [sys.executable, "-m", "tests.news_worker", str(tmp_path / "config.toml")],
            cwd=ROOT,
            stderr=subprocess.DEVNULL,
        )
        while worker.poll() is None and (kills >= KILLS or len(relay.accepted) < before + readers // (3 * KILLS)):
            time.sleep(0.001)
        time.sleep(chance.random() * 0.02)
        if worker.poll() is not None:
            break
        worker.send_signal(signal.SIGKILL)
        worker.wait()
        kills += 1
    assert worker.returncode == 0 and kills >= KILLS * 3 // 4
    found, arrived = balance(bot, issue), Counter(recipient for recipient, _ in relay.accepted)
    ids = Counter(str(message_from_bytes(raw, policy=SMTP)["message-id"]) for _, raw in relay.accepted)
    assert sum(found.values()) == readers and set(found) <= {"sent", "unknown"}
    doubled = sum(arrived.values()) - len(arrived)
    sys.stdout.write(f"{slug}: {kills} kills, balance {dict(found)}, {doubled} came twice\n")
    assert len(ids) == len(arrived), "a second copy has the same Message-ID"
    if slug == "winter":
        assert max(arrived.values()) == 1, "news never go twice by themselves"
        assert found.get("unknown", 0) <= 4 * kills and len(arrived) >= found["sent"]
        assert len(arrived) + found.get("unknown", 0) >= readers, "who got nothing is listed as in doubt"
    else:
        assert found == {"sent": readers} and len(arrived) == readers
        assert sum(arrived.values()) - readers <= 4 * kills


async def test_a_reply_to_a_person_leaves_while_an_issue_runs(tmp_path: Path, relay: Relay) -> None:
    bot = Bot(config(tmp_path, relay))
    fill(bot)
    schedule(bot)
    loop, begun = asyncio.get_running_loop(), asyncio.Event()

    def slowly() -> None:
        time.sleep(0.001)
        if len(relay.accepted) == 20:
            loop.call_soon_threadsafe(begun.set)

    relay.before_answer = slowly
    sending = asyncio.ensure_future(bot.news())
    await begun.wait()
    await bot.post()
    await bot.postman.close()
    places = [n for n, (recipient, _) in enumerate(relay.accepted) if recipient == EDITOR]
    assert places and places[0] < READERS - 1, "the editor's letter did not wait for the last reader"
    await sending


def rcpt(dumped: Path) -> str:
    """To whom a mail went, as smtp-sink notes it."""
    return str(message_from_bytes(dumped.read_bytes())["x-rcpt-args"]).partition(">")[0].strip("<")


async def test_a_whole_issue_through_postfix(tmp_path: Path) -> None:
    program = servers.program("smtp-sink")
    if program is None:
        missing("smtp-sink")
        return
    with tempfile.TemporaryDirectory() as name, servers.smtp_sink(program, Path(name)) as port:
        (tmp_path / "config.toml").write_text(CONFIG.format(port=port, connections=4, more=""), encoding="utf-8")
        bot = Bot(load(tmp_path / "config.toml"))
        fill(bot)
        issue = schedule(bot)
        await bot.news()
        assert balance(bot, issue) == {"sent": READERS}
        found = Counter(rcpt(path) for path in sorted(await asyncio.to_thread(lambda: [*Path(name).iterdir()])))
    assert found == {address(number): 1 for number in range(READERS)}
