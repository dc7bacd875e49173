"""Case + event + tick -> the case as it should now be, the letters to send, a line for the journal."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta

from bot.core.case import FINAL, Case, Decision, Event, Item, State, Tick, What
from bot.core.dates import BRUSSELS, months_after
from bot.core.letter import STAFF, Letter
from bot.core.policy import Policy
from bot.core.table import Row, Turn, step

#: Letters whose reply may confirm while something is still asked.
_SAID_ELSEWHERE = frozenset({"topic", "proved"})  # fields of newsletter items
_CONFIRMS = frozenset({"challenge", "challenge_new_address", "reminder", "joined", "unclear", "status"})
_PROPOSALS = (("lawyer", "mandate_wanted"), ("representative", "mandate_wanted"), ("no_context", "choices"))

#: Letters whose facts or files are in words of one language.
_ONE_LANGUAGE = frozenset({"deletion_planned", "deletion_done", "access_answer"})

#: From the moment at which we know of it (GDPR art. 33(1)).
BREACH_PERIOD = timedelta(hours=72)
_BREACH_REMINDER = timedelta(hours=48)

Said = tuple[str, Item]


def decide(case: Case, event: Event, tick: Tick, policy: Policy) -> Decision:
    """Apply ``event`` to every item it is about. An event that means nothing here gives a decision without letters."""
    before = case
    case = _prepare(case, event, tick)
    turn = Turn(case=case, event=event, tick=tick, policy=policy)
    items: list[Item] = []
    said: list[Said] = []
    told: list[str] = []
    for item in case.items:
        if event.items and item.id not in event.items:
            items.append(item)
            continue
        moved, row = step(item, turn)
        items.append(moved)
        said += [(name, moved) for name in _says(item, moved, row, turn)]
        told += _tells(item, moved, row, turn)
    case = replace(case, items=tuple(items), version=case.version + 1)
    case, clock_said, clock_told = _by_the_clock(_asked_now(case, said, turn), turn)
    letters = _letters(case, said + clock_said, told + clock_told, turn)
    return Decision(case=case, letters=letters, journal=_journal(before, case, event, letters), note=_note(event))


def proposal(case: Case) -> str:
    """Return the name of the letter that staff may send to a flagged case by approving, or ""."""
    return next((letter for flag, letter in _PROPOSALS if flag in case.flags), "")


def next_moment(case: Case, policy: Policy) -> datetime | None:
    """Return when the clock must look at the case again; None when it is over."""
    if not case.open:
        return None
    moments = [item.wait_until for item in case.items if item.state is State.WAITING and item.wait_until]
    if case.asked_at is not None and any(item.state is State.ASKED for item in case.items):
        moments.append(case.asked_at + (policy.expires_after if case.reminded else policy.reminder_after))
    if case.unfinished and not case.warned:
        moments.append(_warn_at(case, policy))
    if case.breach_at is not None and case.breach_open and not case.breach_reminded:
        moments.append(case.breach_at + _BREACH_REMINDER)
    return min(moments, default=None)


def _warn_at(case: Case, policy: Policy) -> datetime:
    return datetime.combine(case.due_on - timedelta(days=policy.warn_days), time(7), tzinfo=BRUSSELS)


def _prepare(case: Case, event: Event, tick: Tick) -> Case:
    if event.what is What.EXTEND and not case.extended and case.unfinished:
        arrived = case.arrived_at.astimezone(BRUSSELS).date()
        return replace(case, extended=True, warned=False, due_on=months_after(arrived, 3))
    if event.what is What.KIND:
        return replace(case, flags=())
    if event.what is What.NO and case.data_left_at is not None and case.breach_at is None:
        return replace(case, breach_at=tick.now)
    if event.what is What.NOTE and case.breach_open:
        return replace(case, breach_noted=True)
    if event.what is What.CARRIED and any(result.disclosed for result in event.results.values()):
        return replace(case, data_left_at=tick.now)
    return case


def _says(before: Item, after: Item, row: Row | None, turn: Turn) -> Iterable[str]:
    """Yield the letters to the person that this step of one item calls for."""
    if row is None:
        return
    if row.say:
        yield proposal(turn.case) or "answer" if row.say == "proposal" else row.say
    elif after.state is not before.state:
        yield from _on_entering(before, after, turn)
    elif after.awaits < before.awaits:
        yield "challenge_new_address"


def _on_entering(before: Item, after: Item, turn: Turn) -> Iterable[str]:
    match after.state:
        case State.ASKED:
            yield "challenge"
        case State.FLAGGED:
            kind = turn.policy.kinds.get(after.kind)
            wants = not turn.case.flags and kind is not None and kind.needs_fields and not after.fields
            yield "details_wanted" if wants else "received"
        case State.REVIEW if before.state is State.ASKED:
            yield "status"
        case State.WAITING:
            yield "deletion_planned" if after.kind == "deletion" else "change_scheduled"
        case State.CLOSED if after.outcome == "expired" and not turn.policy.invited(after.kind):
            yield "expired"
        case _:
            return


def _tells(before: Item, after: Item, row: Row | None, turn: Turn) -> Iterable[str]:
    """Yield the letters to staff that this step of one item calls for."""
    if row is None:
        return
    if row.tell == "staff_breach" and turn.case.breach_at != turn.tick.now:
        yield from () if turn.case.breach_at else ("staff_failure",)
    elif row.tell:
        yield row.tell
    entered = after.state is not before.state
    if after.state in {State.REVIEW, State.FLAGGED} and (entered or after.approvals != before.approvals):
        yield "staff_decide"
    if after.outcome == "disowned" and entered:
        yield "staff_failure"
    if entered and _silent(after, turn.case):
        yield "staff_silent"


def _silent(item: Item, case: Case) -> bool:
    """Whether an address on file never answered what somebody asked from elsewhere: perhaps it is lost to the person,
    and only staff can reach him by other ways."""
    return item.outcome == "expired" and case.contact_id is not None and case.sender != case.address


def _asked_now(case: Case, said: Sequence[Said], turn: Turn) -> Case:
    """A question starts its own period."""
    asks = any(name.startswith("challenge") for name, _ in said)
    return replace(case, asked_at=turn.tick.now, reminded=False) if asks else case


def _by_the_clock(case: Case, turn: Turn) -> tuple[Case, list[Said], list[str]]:
    """Read the clocks of the case as a whole: reminder, warning to staff."""
    now, policy = turn.tick.now, turn.policy
    asked = [item for item in case.items if item.state is State.ASKED]
    said: list[Said] = []
    told: list[str] = []
    if turn.event.what is What.DUE:
        if asked and not case.reminded and case.asked_at and now >= case.asked_at + policy.reminder_after:
            case = replace(case, reminded=True)
            said = [(_reminder(case, item), item) for item in asked if not policy.invited(item.kind)]
        if case.unfinished and not case.warned and now >= _warn_at(case, policy):
            case = replace(case, warned=True)
            told = ["staff_due"]
        if case.breach_at is not None and now >= case.breach_at + _BREACH_REMINDER and not case.breach_reminded:
            case = replace(case, breach_reminded=True)
            told += ["staff_breach"] if case.breach_open else []
    return case, said, told


def _reminder(case: Case, item: Item) -> str:
    return "reminder" if case.address in item.awaits else "challenge_new_address"


def _letters(case: Case, said: Sequence[Said], told: Sequence[str], turn: Turn) -> tuple[Letter, ...]:
    """One letter per name, whatever the number of items it speaks of."""
    names = list(dict.fromkeys(name for name, _ in said))
    letters = [_letter(name, case, [item for other, item in said if other == name], turn) for name in names]
    for result in turn.event.results.values():
        letters.append(
            Letter(
                name=result.letter,
                to=case.address,
                language=case.language,
                facts={"items": [], **result.facts},
                files=result.files,
                reply="reply",
                other_language=_other_language(result.letter, case),
            )
        )
        letters += result.notices
    letters += [_staff_letter(name, case, turn) for name in dict.fromkeys(told)]
    return tuple(letters)


def _letter(name: str, case: Case, items: Sequence[Item], turn: Turn) -> Letter:
    event = turn.event
    facts: dict[str, object] = {
        "items": [item_facts(item, turn.policy) for item in items],
        "received": case.arrived_at.astimezone(BRUSSELS).date(),
        "until": ((case.asked_at or turn.tick.now) + turn.policy.expires_after).astimezone(BRUSSELS).date(),
        "reason": event.text,
        "text": event.text,
        "after": case.data_left_at is not None,
        "choices": list(turn.policy.offered()),
        "effective": next((item.effective for item in items if item.effective), None),
        "when": next((item.wait_until for item in items if item.wait_until), turn.tick.now),
    }
    to = case.address
    if name == "challenge_new_address":
        to = next(address for item in items for address in item.awaits if address != case.address)
        items = [replace(item, fields={"email": to}, old={}) for item in items]  # nothing else that somebody wrote
        facts["items"] = [item_facts(item, turn.policy) for item in items]
    asked = any(item.state is State.ASKED for item in case.items)
    reply = "confirm" if asked and name in _CONFIRMS else "reply"
    return Letter(
        name=name,
        to=to,
        language=case.language,
        facts=facts,
        reply=reply,
        other_language=_other_language(name, case),
    )


def _other_language(name: str, case: Case) -> str:
    return "" if name in _ONE_LANGUAGE else case.other_language


def item_facts(item: Item, policy: Policy) -> dict[str, object]:
    """Return what a letter may say of an item: only what the person wrote, never what the store holds."""
    kind = policy.kinds.get(item.kind)
    return {
        "kind": item.kind,
        "state": str(item.state),
        "topic": str(item.fields.get("topic", "")),
        "fields": [{"field": name, "new": value} for name, value in item.fields.items() if name not in _SAID_ELSEWHERE],
        "old": [{"field": name, "value": value} for name, value in item.old.items()],
        "effective": item.effective,
        "wait_hours": int(policy.erasure_wait.total_seconds() // 3600) if kind is not None and kind.waits else 0,
    }


def shown_to_staff(case: Case) -> dict[str, object]:
    """Return what every letter to staff says of where a case stands."""
    return {
        "state": next((str(item.state) for item in case.items if item.state not in FINAL), "closed"),
        "kinds": [item.kind for item in case.items],
        "flags": list(case.flags),
        "risks": list(case.risks),
        "confirmed": any(item.confirmed_at for item in case.items),
    }


def _staff_letter(name: str, case: Case, turn: Turn) -> Letter:
    facts_of_kind: dict[str, dict[str, object]] = {
        "staff_failure": {
            "what": "carry" if turn.event.what is What.FAILED else "disowned",
            "detail": turn.event.text,
        },
        "staff_brake": {"what": next(item.kind for item in case.items), "limit": turn.event.text},
    }
    facts: dict[str, object] = {
        **shown_to_staff(case),
        "days": (case.due_on - turn.tick.today).days,
        "left": case.data_left_at,
        "asked": case.asked_at,
        "until": (case.breach_at or turn.tick.now) + BREACH_PERIOD,
        **facts_of_kind.get(name, {}),
    }
    return Letter(name=name, to=STAFF, language=case.language, facts=facts, reply="staff")


def _journal(before: Case, after: Case, event: Event, letters: Sequence[Letter]) -> str:
    """One line: what happened, each item's step, the letters. No name, no address, no text."""
    by = event.by if event.by.startswith("staff:") or event.by in {"clock", "carry"} else "person"
    steps = " ".join(f"{new.kind}:{old.state}->{new.state}" for old, new in zip(before.items, after.items, strict=True))
    counts = " ".join(f"{name}={count}" for result in event.results.values() for name, count in result.counts.items())
    sent = ",".join(letter.name for letter in letters)
    return " ".join(part for part in (f"{event.what} by={by}", steps, counts, f"letters={sent}") if part)


def _note(event: Event) -> str:
    return event.text if event.what in {What.NOTE, What.ANSWER, What.ASK, What.REFUSE, What.EXTEND} else ""
