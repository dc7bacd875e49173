"""Each defence switched off once: with it the attack fails, without it the attack succeeds.

A defence is a line of the source (``Off``); the promise it belongs to is a row of SECURITY.md. Where an attack meets
two defences in turn, both are switched off.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.stage import STAFF
from tests.attacks import plays, plays_desk
from tests.attacks.mutation import without
from tests.quick import Quick

Attack = Callable[[Quick], bool]


@dataclass(frozen=True)
class Off:
    """``lines``: (module, line, what stands there instead); ``attack`` returns whether it succeeded."""

    promise: int
    lines: tuple[tuple[str, str, str], ...]
    attack: Attack


GONE = (
    ("flow.carry", "    return not here and tx.subjects.exists(case.contact_id)", "    return False"),
    ("flow.answering", "    new = since_asked(", "    new = () if case else since_asked("),
)
SETTINGS: dict[str, dict[str, dict[str, object]]] = {
    "one_pair_of_eyes": {"staff": {"four_eyes": True}},
    "flood_of_many": {"limits": {"per_hour": 3}},
    "mass_of_acts": {"limits": {"carried_per_day": 1}},
    "strangers_use_it_up": {"limits": {"carried_per_day": 1}},
    "case_without_end": {"limits": {"per_recipient_hour": 100, "per_recipient_day": 100}},
    "forged_editor": {"newsletter": {"editors": [STAFF[0]]}},
    "robot": {"limits": {"per_recipient_hour": 100, "per_recipient_day": 100}},
}

BOTH_AT_ONCE = """            yield "challenge"
            if len(after.awaits) > 1:
                yield "challenge_new_address"
"""
ANY_COLUMN = """    rule = datamap.fields["last_name"].model_copy(update={"column": name})"""

OFF = (
    Off(
        10,
        (("edge.database", '_DISCREET = {"hide_parameters": True}', '_DISCREET = {"hide_parameters": False}'),),
        plays_desk.named_in_an_error,
    ),
    Off(
        15,
        (
            (
                "flow.newsdesk",
                "    if not _authenticated(office, incoming):\n        return refuse(",
                "    if False:\n        return refuse(",
            ),
        ),
        plays_desk.forged_editor,
    ),
    Off(
        16,
        (
            (
                "edge.store",
                '.where(col(Outbox.state) == "claimed").values(state="deferred")',
                '.where(col(Outbox.state) == "claimed").values(state="claimed")',
            ),
        ),
        plays_desk.lost_in_a_crash,
    ),
    Off(
        16,
        (
            (
                "edge.transaction",
                "        if self._settled.write() != len(mails):",
                "        if self._settled.write() < 0:",
            ),
        ),
        plays_desk.two_outcomes,
    ),
    Off(
        1,
        (
            (
                "core.table",
                "    return replace(item, state=State.ASKED, awaits=",
                "    return replace(item, state=State.READY, awaits=",
            ),
        ),
        plays.no_question,
    ),
    Off(
        1,
        (
            (
                "flow.opening",
                "address=subject.address, sender=incoming.sender, arrived_at",
                "address=incoming.sender, sender=incoming.sender, arrived_at",
            ),
            (
                "flow.opening",
                "address=incoming.sender if subject.lost else subject.address,",
                "address=incoming.sender,",
            ),
            *GONE,
        ),
        plays.asks_the_thief,
    ),
    Off(1, (("flow.handle", "        if code.address == sender:", "        if True:"),), plays.forwarded_code),
    Off(
        1,
        (("flow.answering", "    if incoming.auth is Auth.FAIL:", "    if False:"),),
        plays.forged_yes,
    ),
    Off(1, (("flow.answering", "not code.used and", ""),), plays.same_yes_twice),
    Off(1, (("flow.answering", 'code.purpose == "confirm" and bool(code.items) and', ""),), plays.yes_to_an_answer),
    Off(
        1,
        (("core.risk", "    if seen.sender == seen.address and another_name(", "    if False and another_name("),),
        plays.another_name,
    ),
    Off(
        1,
        (("flow.answering", "incoming.sender == case.address and another_name(", "False and another_name("),),
        plays.another_answers,
    ),
    Off(1, GONE, plays.left_the_record),
    Off(1, GONE[:1], plays.erased_by_the_old_address),
    Off(1, (("core.risk", "    if seen.sender != seen.address:", "    if False:"),), plays.differing_sender),
    Off(1, (("core.risk", "    if seen.role or is_role(seen.address):", "    if False:"),), plays.role_mailbox),
    Off(1, (("flow.opening", "    if subject.several and", "    if False and"),), plays.shared_mailbox),
    Off(
        1,
        (("flow.opening", "disowned=past.disowned and", "disowned=False and"),),
        plays.goes_on_after_a_no,
    ),
    Off(
        1,
        (("flow.opening", "        risks=tuple(risk for", "        risks=() if flags else tuple(risk for"),),
        plays.kind_lifts_reasons,
    ),
    Off(
        2,
        (
            (
                "flow.opening",
                ", lost=named and not matches)",
                ")",
            ),
        ),
        plays.number_oracle,
    ),
    Off(
        2,
        (
            (
                "core.decide",
                '            yield "challenge"\n',
                BOTH_AT_ONCE,
            ),
        ),
        plays.second_mailbox_oracle,
    ),
    Off(
        2,
        (("flow.opening", " or _asked_by_authority(incoming, subject) or", " or"),),
        plays.tells_of_the_police,
    ),
    Off(
        2,
        (("core.table", "    if awaits and turn.case.contact_id is not None:", "    if awaits:"),),
        plays.third_person_written_to,
    ),
    Off(
        2,
        (
            (
                "core.decide",
                '        items = [replace(item, fields={"email": to}, old={}) for item in items]',
                "        items = list(items)",
            ),
        ),
        plays.words_sent_on,
    ),
    Off(
        3,
        (
            (
                "core.screen",
                '    if reasons:\n        return Screening(disposition="ignored", kind="autoreply"',
                '    if False:\n        return Screening(disposition="ignored", kind="autoreply"',
            ),
            ("flow.answering", "    if Mark.AUTO in incoming.mail.marks:", "    if False:"),
        ),
        plays.machine_says_yes,
    ),
    Off(
        3,
        (("flow.answering", "    if Mark.AUTO in incoming.mail.marks:", "    if False:"),),
        plays.machine_by_itself_says_yes,
    ),
    Off(
        3,
        (("core.words", "                return self._first_line(text)", "                continue"),),
        plays.vacation_without_header,
    ),
    Off(3, (("flow.answering", "    if Mark.TWO_TEXTS in incoming.mail.marks:", "    if False:"),), plays.two_texts),
    Off(
        3,
        (("flow.answering", "    if Mark.CALENDAR in incoming.mail.marks:", "    if False:"),),
        plays.calendar_says_yes,
    ),
    Off(3, (("flow.opening", "    if incoming.mail.marks & UNANSWERED:", "    if False:"),), plays.machine_is_answered),
    Off(
        4,
        (
            (
                "core.table",
                "    return frozenset({case.address, normal(new)} if isinstance(new, str) else {case.address})",
                "    return frozenset({case.address})",
            ),
        ),
        plays.one_address_is_enough,
    ),
    Off(4, (("core.risk", '    if "email" in finding.fields:', "    if False:"),), plays.without_staff),
    Off(4, (("core.risk", "RECENT = timedelta(days=30)", "RECENT = timedelta(0)"),), plays.taken_over),
    Off(
        4,
        (("flow.answering", "    new = since_asked(", "    new = () if case else since_asked("),),
        plays.changed_between,
    ),
    Off(
        4,
        (("kinds.change", '    if any(change.field == "email" for change in done.changes):', "    if False:"),),
        plays.old_address_not_told,
    ),
    Off(
        4,
        (
            (
                "core.decide",
                "    if event.what is What.NO and case.data_left_at is not None and case.breach_at is None:",
                "    if False:",
            ),
        ),
        plays.no_breach_record,
    ),
    Off(
        5,
        (
            (
                "flow.deciding",
                "    if incoming.auth is not Auth.ALIGNED and not office.trust_staff_unauthenticated:",
                "    if False:",
            ),
        ),
        plays_desk.forged_staff,
    ),
    Off(
        5,
        (
            (
                "flow.deciding",
                "    if code.address not in office.staff or code.address != incoming.sender:",
                "    if False:",
            ),
        ),
        plays_desk.stranger_with_a_staff_code,
    ),
    Off(
        5,
        (("flow.deciding", "    if code.used or office.clock()", "    if office.clock()"),),
        plays_desk.old_staff_code,
    ),
    Off(5, (("flow.deciding", " or code.digest != digest(case):", ":"),), plays_desk.case_changed_meanwhile),
    Off(
        5,
        (("core.desk", "    if str(what) in commands(case):\n", "    if True:\n"),),
        plays_desk.approves_the_unconfirmed,
    ),
    Off(
        5,
        (
            ("flow.deciding", "    if _own(tx, case, code.address):", "    if False:"),
            (
                "flow.commit",
                " if case is None or normal(member) not in concerned(case)]",
                "]",
            ),
        ),
        plays_desk.decides_on_himself,
    ),
    Off(
        5,
        (
            (
                "core.desk",
                "(case.address, case.sender, *(to for to in new if isinstance(to, str)))",
                "(case.address, case.sender)",
            ),
        ),
        plays_desk.takes_a_record_over,
    ),
    Off(
        5,
        (
            (
                "flow.deciding",
                '    return "several_commands" if office.words.several_commands(mail.text) else ""',
                '    return ""',
            ),
        ),
        plays_desk.two_commands,
    ),
    Off(
        5,
        (
            ("core.desk", "    if what is What.APPROVE and any(by in", "    if False and any(by in"),
            ("core.table", "and len(item.approvals) < 2:", "and len(item.approvals) < 1:"),
        ),
        plays_desk.one_pair_of_eyes,
    ),
    Off(
        5,
        (("core.desk", '    if what is What.KIND and "several_records" in case.flags:', "    if False:"),),
        plays_desk.says_the_kind_of_two_records,
    ),
    Off(
        6,
        (("core.auth", "            return fields\n    return []", "            pass\n    return fields"),),
        plays_desk.planted_below,
    ),
    Off(6, (("core.auth", " and _said_by(value) == border.authserv_id.lower():", ":"),), plays_desk.planted_by_another),
    Off(
        6,
        (("core.auth", '    for part in plain.split(";")[1:]:', '    for part in value.split(";")[1:]:'),),
        plays_desk.planted_in_quotes,
    ),
    Off(
        6,
        (("edge.signatures", '_COVERED = (b"from", b"to", b"date", b"subject")', "_COVERED = ()"),),
        plays_desk.signed_without_subject,
    ),
    Off(6, (("edge.signatures", ' or b"l" in tags', ""),), plays_desk.signed_in_part),
    Off(
        6,
        (("edge.signatures", '        if tags[b"d"].lower() != domain or', "        if"),),
        plays_desk.signed_by_another,
    ),
    Off(
        7,
        (("core.table", "        return turn.tick.now + turn.policy.erasure_wait", "        return turn.tick.now"),),
        plays_desk.no_wait,
    ),
    Off(
        7,
        (
            (
                "core.table",
                "for state in (S.ASKED, S.REVIEW, S.WAITING, S.FLAGGED) for what, row in _CLOSE.items()",
                "for state in (S.ASKED, S.REVIEW, S.FLAGGED) for what, row in _CLOSE.items()",
            ),
        ),
        plays_desk.cannot_be_stopped,
    ),
    Off(
        7,
        (("edge.contact_files", '        if subjects.erased(row["email"]):', "        if False:"),),
        plays_desk.comes_back,
    ),
    Off(
        7,
        (("edge.forgetting", "    for row, case in ready:\n        _forget_case(session, row, case)\n", ""),),
        plays_desk.copies_survive,
    ),
    Off(
        8,
        (
            (
                "edge.smtp",
                '    if problems:\n        raise PermanentError(f"unfit',
                '    if False:\n        raise PermanentError(f"unfit',
            ),
        ),
        plays_desk.second_recipient,
    ),
    Off(8, (("edge.compose", '_CONTROL.sub(" ", subject).strip()', "subject"),), plays_desk.line_break_in_a_subject),
    Off(
        8,
        (("edge.access_answer", "SandboxedEnvironment(autoescape=True,", "SandboxedEnvironment(autoescape=False,"),),
        plays_desk.runs_in_a_page,
    ),
    Off(
        8,
        (
            (
                "edge.access_answer",
                '    return f"\'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text',
                "    return text",
            ),
        ),
        plays_desk.computes,
    ),
    Off(
        8,
        (
            (
                "edge.changes",
                "    rule = datamap.fields.get(name)",
                ANY_COLUMN,
            ),
        ),
        plays_desk.more_than_the_map,
    ),
    Off(9, (("core.sender", "    if len(values) != 1:", "    if not values:"),), plays_desk.two_senders),
    Off(
        9,
        (("core.read", "    who, fault = (None, doubt) if doubt else ", "    who, fault = "),),
        plays_desk.hidden_sender,
    ),
    Off(
        9,
        (
            (
                "core.sender",
                '    if len(address) > 254 or "=?" in address or not _ADDRESS.fullmatch(address):',
                "    if False:",
            ),
        ),
        plays_desk.encoded_sender,
    ),
    Off(
        11,
        (
            (
                "flow.commit",
                "    if of_hour >= limits.per_recipient_hour or of_day >= limits.per_recipient_day:",
                "    if of_day >= limits.per_recipient_day:",
            ),
        ),
        plays_desk.flood,
    ),
    Off(11, (("flow.commit", "    if letter.name in _ONCE_A_DAY and", "    if False and"),), plays_desk.robot),
    Off(11, (("flow.answering", "left <= _AT_ONCE", "left <= -_AT_ONCE"),), plays_desk.robot_at_once),
    Off(
        11,
        (
            (
                "flow.commit",
                "    return tx.outbox.sent_since(day, case_id=case.id, but=office.staff) < office.limits.per_case_day",
                "    return True",
            ),
        ),
        plays_desk.case_without_end,
    ),
    Off(
        11,
        (
            ("flow.commit", "    if letter.name in _FEW_A_DAY:", "    if False:"),
            (
                "flow.commit",
                "case_id=case.id, letter=letter.name) < office.limits.same_desk_day",
                "case_id=case.id, letter=letter.name) < 1000",
            ),
        ),
        plays_desk.staff_robot,
    ),
    Off(
        11,
        (
            (
                "flow.commit",
                "case_id=case.id, letter=letter.name) < office.limits.same_desk_day",
                "case_id=case.id, letter=letter.name) < 1000",
            ),
        ),
        plays_desk.staff_buried,
    ),
    Off(
        11,
        (("flow.commit", "    if tx.outbox.sent_since(hour) >= limits.per_hour:", "    if False:"),),
        plays_desk.flood_of_many,
    ),
    Off(
        11,
        (("flow.handle", "    if not name or not (tx.outbox", "    if name or not (tx.outbox"),),
        plays_desk.own_letter_comes_back,
    ),
    Off(
        12,
        (("flow.carry", "    if item.approvals or case.contact_id is None or", "    if True or"),),
        plays_desk.mass_of_acts,
    ),
    Off(
        12,
        (("flow.carry", "    if case.contact_id is not None:\n        tx.count(", "    if True:\n        tx.count("),),
        plays_desk.strangers_use_it_up,
    ),
    Off(13, (("edge.leaving", "    known = any(", "    known = True or any("),), plays_desk.guessed_token),
    Off(
        13,
        (
            (
                "edge.leaving",
                '_PURPOSES = {LEAVE: "leave", BOUNCE: "bounce"}',
                '_PURPOSES = {LEAVE: "leave", BOUNCE: "leave"}',
            ),
        ),
        plays_desk.bounce_token_leaves,
    ),
    Off(
        13,
        (("core.table", "identity and turn.case.sender == turn.case.address:", "identity:"),),
        plays_desk.signs_another_off,
    ),
    Off(
        14,
        (
            (
                "flow.leaving",
                "    address = tx.outbox.recipient(seen.mail.report.message_id) if",
                "    address = seen.mail.report.recipient if",
            ),
        ),
        plays_desk.made_up_complaint,
    ),
    Off(17, (("edge.keys", "        if mode & 0o077:", "        if False:"),), plays_desk.readable_key),
    Off(
        18,
        (("flow.papers", "without(pending.raw, seen.papers)", "pending.raw"),),
        plays_desk.kept_identity_card,
    ),
    Off(
        19,
        (("edge.journal", " or (seq == sealed and line.hash != digest)", ""),),
        plays_desk.journal_made_anew,
    ),
    Off(19, (("edge.journal", "if before < sealed < seq:", "if False:"),), plays_desk.sealed_line_removed),
    Off(19, (("edge.journal", "    if ended and not ours:", "    if False:"),), plays_desk.seal_of_somebody_else),
)


@pytest.fixture
def quick(tmp_path: Path, off: Off) -> Iterator[Callable[[], Quick]]:
    made: list[Quick] = []

    def make() -> Quick:
        folder = tmp_path / str(len(made))
        folder.mkdir()
        made.append(Quick(folder, **SETTINGS.get(off.attack.__name__, {})))
        return made[-1]

    yield make
    for one in made:
        one.close()


def test_every_promise_has_a_defence_that_was_switched_off() -> None:
    text = (Path(__file__).parent.parent.parent / "SECURITY.md").read_text(encoding="utf-8")
    promises = {int(number) for number in re.findall(r"(?m)^\| (\d+) \|", text)}
    assert promises and promises == {off.promise for off in OFF}


@pytest.mark.parametrize("off", OFF, ids=lambda off: off.attack.__name__)
def test_a_defence_is_what_stops_its_attack(
    quick: Callable[[], Quick], off: Off, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not off.attack(quick()), "the attack succeeds"
    for module in {module for module, _, _ in off.lines}:
        without(monkeypatch, module, [(line, instead) for name, line, instead in off.lines if name == module])
    assert off.attack(quick()), "the attack fails even without the defence: its test would prove nothing"
