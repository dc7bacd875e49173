"""What staff may do with a case, and the digest that binds a reply code to exactly what they were shown."""

import json
from hashlib import sha256

from bot.core.address import normal
from bot.core.case import FINAL, Case, State, What
from bot.core.decide import proposal
from bot.core.table import TABLE

_VERBS = (
    What.APPROVE,
    What.REFUSE,
    What.ASK,
    What.ANSWER,
    What.EXTEND,
    What.KIND,
    What.SPAM,
    What.NOTE,
)
NEED_TEXT = frozenset({What.REFUSE, What.ASK, What.ANSWER, What.EXTEND, What.KIND, What.NOTE})


def commands(case: Case) -> tuple[str, ...]:
    """Return the commands that would do something now, in the order in which they are offered."""
    states = {item.state for item in case.items}
    return tuple(str(what) for what in _VERBS if any(_may(case, state, what) for state in states))


def _may(case: Case, state: State, what: What) -> bool:
    if (state, what) not in TABLE:
        return False
    if what is What.APPROVE and state is State.FLAGGED:
        return bool(proposal(case))
    if what is What.NOTE and state in FINAL:
        return case.breach_open
    if what is What.KIND and "several_records" in case.flags:
        return False  # nothing says which of them is meant
    return not (what is What.EXTEND and case.extended)


def refusal(case: Case, what: What, by: str) -> str:
    """Return why a member of staff may not do this now, in the words of the letter ``staff_refused``; "" if he may."""
    if what is What.APPROVE and any(by in item.approvals for item in case.items if item.state not in FINAL):
        return "four_eyes"
    if str(what) in commands(case):
        return ""
    unconfirmed = any(item.state is State.ASKED for item in case.items)
    return "not_confirmed" if what is What.APPROVE and unconfirmed else "wrong_state"


def concerned(case: Case) -> frozenset[str]:
    """Return the addresses whose owners must not decide: who asks, who is asked, and who would get the record."""
    new = (item.fields.get("email") for item in case.items)
    return frozenset(map(normal, (case.address, case.sender, *(to for to in new if isinstance(to, str)))))


def digest(case: Case) -> str:
    """Return the hash of all that a decision about this case rests on; a code made for another state does not count."""
    shown = [
        case.number,
        case.address,
        case.contact_id,
        case.extended,
        sorted(case.flags),
        sorted(case.risks),
        [
            [item.id, item.kind, item.state, dict(item.fields), item.effective, sorted(item.approvals)]
            for item in case.items
        ],
    ]
    return sha256(json.dumps(shown, default=str, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
