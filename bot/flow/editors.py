"""Letters to the editors of newsletters, and what a newsletter needs before it may go."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from bot.core.letter import STAFF, File, Letter
from bot.core.news_lint import RULES, Setting, lint
from bot.core.newsletter import Body, Fault, Issue, Newsletter, Readers, shown
from bot.core.records import Outgoing
from bot.errors import PermanentError
from bot.flow.commit import queue
from bot.flow.office import Office
from bot.flow.ports import Tx

_CODE_DAYS = timedelta(days=30)
_HALTS = frozenset({"news_paused", "news_held"})
#: What holds an issue by itself when it begins: the lint would only say it a second time.
_HELD_ANYWAY = frozenset({"date-stale", "audience-empty"})


def tell(
    office: Office, tx: Tx, issue: Issue, name: str, facts: Mapping[str, object], files: Sequence[File] = ()
) -> None:
    """Queue a letter to the editor of an issue, with a code by which a reply decides about it.

    An editor who is no longer on the list is followed by the first one who is. Where newsletters go only from the
    command line, staff hear of what halted.
    """
    now = office.clock()
    to = issue.editor if issue.editor in office.editors else next(iter(office.editors), "")
    if not to:
        _tell_staff(office, tx, issue, name)
        return
    facts = {"slug": issue.slug, "topic": issue.topic, **facts}
    code = tx.news.mint(issue, to, now + _CODE_DAYS)
    _queue(office, tx, to, name, facts, files=files, number=issue.number, code=code, serial=now.isoformat())


def _tell_staff(office: Office, tx: Tx, issue: Issue, name: str) -> None:
    doubtful = tx.news.balance(issue.id).get("unknown", 0)
    if name in _HALTS or doubtful:
        said = f"{doubtful} unknown" if name not in _HALTS else issue.why
        facts = {"what": "newsletter", "detail": f"{issue.number} {issue.slug}: {issue.state}, {said}"}
        letter = Letter(name="staff_failure", to=STAFF, language=office.staff_language, facts=facts)
        queue(office, tx, letter, None, serial=f"{issue.number}:{office.clock().isoformat()}")


def tell_why(
    office: Office,
    tx: Tx,
    to: str,
    why: str,
    details: Sequence[str] = (),
    *,
    issue: Issue | None,
    found: Sequence[Fault] = (),
    unfit: Sequence[Fault] = (),
    serial: str,
) -> None:
    """Tell an editor that nothing was done, and why: ``found`` by the lint, or an ``unfit`` head. What failed can be
    said again, so this needs no code."""
    number = issue.number if issue else ""
    facts = {"why": why, "details": list(details), "faults": spelled(found), "unfit": spelled(unfit)}
    _queue(office, tx, to, "news_refused", facts, files=(), number=number, code="", serial=serial)


def _queue(
    office: Office,
    tx: Tx,
    to: str,
    name: str,
    facts: Mapping[str, object],
    *,
    files: Sequence[File],
    number: str,
    code: str,
    serial: str,
) -> None:
    now = office.clock()
    message_id = tx.outbox.message_id(number, name, serial)
    letter = Letter(name=name, to=to, language=office.staff_language, facts=facts, files=tuple(files))
    raw = office.writer.write(
        letter, recipient=to, number=number, due=None, code=code, message_id=message_id, references=(), now=now
    )
    tx.outbox.send(Outgoing(case_id=None, letter=name, recipient=to, message_id=message_id, raw=raw), now)


def as_written(issue: Issue, bodies: Mapping[str, Body]) -> Newsletter:
    """Return an issue as its author wrote it; the texts are rendered ones."""
    return Newsletter(
        slug=issue.slug,
        topic=issue.topic,
        subjects={language: body.subject for language, body in bodies.items()},
        bodies={language: body.text for language, body in bodies.items()},
        starts_at=issue.starts_at,
        cron=issue.cron,
        services=issue.services,
        place=issue.place,
        readers=issue.readers,
    )


def readers(office: Office, tx: Tx, newsletter: Newsletter) -> Readers:
    """Return who would get it now."""
    return tx.news.readers(newsletter, office.clock(), office.language)


def faults(
    office: Office,
    tx: Tx,
    newsletter: Newsletter,
    bodies: Mapping[str, Body],
    to: Readers,
    overridden: Sequence[str] = (),
) -> tuple[Fault, ...]:
    """Return what the newsletter is refused for."""
    setting = Setting(
        readers=to,
        sender_suppressed=tx.recipients.has_left(office.press.sender, newsletter.topic),
        one_click=office.press.one_click,
        now=office.clock(),
        lately=tx.news.lately(office.clock()),
    )
    return lint(newsletter, bodies, setting, frozenset(overridden))


def faults_now(office: Office, tx: Tx, issue: Issue, set_aside: Sequence[str] = ()) -> tuple[Fault, ...]:
    """Return what is wrong with an issue that was approved before and that nobody set aside by name: since then its
    readers, or the program's rules, may have changed. Nothing is wrong with one whose audience is frozen."""
    if issue.frozen_at is not None:
        return ()
    bodies = tx.news.bodies(issue.id)
    newsletter = as_written(issue, bodies)
    aside = (*issue.overridden, *set_aside, *_HELD_ANYWAY)
    return faults(office, tx, newsletter, bodies, readers(office, tx, newsletter), aside)


def hold(office: Office, tx: Tx, issue: Issue, why: str, found: Sequence[Fault] = ()) -> Issue:
    """Keep an issue back and ask its editor. ``why``: late, audience-empty, or faults, those ``found``."""
    held = tx.news.turn(issue.id, "held", now=office.clock(), why=why)
    tell(office, tx, held, "news_held", {"why": why, "starts": held.starts_at, "faults": spelled(found)})
    return held


def spelled(faults: Sequence[Fault]) -> list[Mapping[str, object]]:
    """Return faults as facts of a letter."""
    return [{"rule": one.rule, "facts": one.facts} for one in faults]


def no_rules(names: Sequence[str]) -> tuple[str, ...]:
    """Return the names that are none of a rule: a misspelt one sets nothing aside."""
    return tuple(name for name in names if name not in RULES)


def start_of(office: Office, newsletter: Newsletter | Issue, now: datetime) -> tuple[str, datetime]:
    """Return the state in which an approved newsletter waits, and for which moment.

    PermanentError when its cron line names no moment to come.
    """
    at = max(newsletter.starts_at or now, now)
    if not newsletter.cron:
        return "scheduled", at
    first = office.press.next_time(newsletter.cron, at)
    if first is None:
        raise PermanentError(f"newsletter {newsletter.slug}: its cron line names no moment")
    return "recurring", first


def resumed(office: Office, tx: Tx, issue: Issue) -> Issue:
    """Let a paused, held or finished issue go on: nobody is added to an audience that was frozen."""
    now = office.clock()
    if issue.frozen_at is not None:
        return tx.news.turn(issue.id, "running", now=now)
    state, at = start_of(office, issue, now)
    return tx.news.turn(issue.id, state, now=now, starts_at=at)


def proof_files(office: Office, issue: Issue, bodies: Mapping[str, Body]) -> tuple[File, ...]:
    """Return each language as a reader gets it, as HTML and as plain text."""
    samples = [shown(body, reader=issue.editor, leave=office.own) for body in bodies.values()]
    return tuple(
        File(name=f"{issue.slug}.{body.language}.{ending}", content_type=content_type, data=text.encode())
        for body in samples
        for ending, content_type, text in (("html", "text/html", body.html), ("txt", "text/plain", body.text))
    )
