"""Attacks on the confirmation by the person at the address on file (promise 1 of SECURITY.md)."""

from base64 import b32encode
from dataclasses import replace

from bot.stage import STAFF, parsed
from tests.attacks.mutation import Off
from tests.attacks.plays import ANSWER, CHALLENGE, MOVES, NAMES_HER, drawn_by, got
from tests.attacks.world import ASK, OTHER, OWNER, THIEF
from tests.quick import Quick

GONE = (
    ("flow.carry", "    return not here and tx.subjects.exists(case.contact_id)", "    return False"),
    ("flow.answering", "    new = since_asked(", "    new = () if case else since_asked("),
)


def no_question(bot: Quick) -> bool:
    bot.write(OWNER, ASK, verdict="fail")
    return ANSWER in bot.subjects(OWNER)


def asks_the_thief(bot: Quick) -> bool:
    bot.write(THIEF, NAMES_HER)
    if CHALLENGE not in bot.subjects(THIEF):
        return False
    bot.reply(THIEF, "OUI", to=bot.letters(THIEF)[0])
    if (decide := [one for one in bot.letters(STAFF[0]) if "À décider" in str(parsed(one)["subject"])]) and decide:
        bot.reply(STAFF[0], "APPROUVER", to=decide[-1])
    return got(bot, THIEF)


def forwarded_code(bot: Quick) -> bool:
    return drawn_by(bot, "OUI", sender=THIEF)


def forged_yes(bot: Quick) -> bool:
    return drawn_by(bot, "OUI", verdict="fail")


def same_yes_twice(bot: Quick) -> bool:
    """The second yes, to a case that asks again: of the same letter."""
    bot.write(OWNER, MOVES)
    first = bot.letters(OWNER)[0]
    bot.reply(OWNER, "OUI", to=first)
    return bot.reply(OWNER, "OUI", to=first).disposition == "confirmed"


def yes_to_an_answer(bot: Quick) -> bool:
    """A letter that asks nothing has a code too, for no and cancel."""
    bot.write(OWNER, "Mon numéro de téléphone a changé.")
    letters = [raw for raw in bot.letters(OWNER) if CHALLENGE not in str(parsed(raw)["subject"])]
    return bot.reply(OWNER, "OUI", to=letters[0]).disposition == "confirmed"


def more_than_its_letter_asked(bot: Quick) -> bool:
    """She was asked about her data; that they shall be erased came to the case since, and is asked by itself."""
    bot.write(OTHER, "What data do you hold about me?")
    with bot.store.transaction() as tx:
        (case,) = tx.undecided()
        items = (*case.items, replace(case.items[0], id=f"{case.number}/2", kind="deletion"))
        tx.save(replace(case, items=items, version=case.version + 1), next_at=None, note="", now=bot.now)
    bot.reply(OTHER, "YES")
    bot.later(days=4)
    return bot.held(OTHER) == 0


def another_answers(bot: Quick) -> bool:
    """She asks, and somebody else in her house answers."""
    return drawn_by(bot, "OUI", sender=f"Jan Janssens <{OWNER}>")


def moved(bot: Quick, address: str = OWNER, new: str = "anna@nouveau.example") -> None:
    """Staff write another address into the record by another way than a mail."""
    with bot.store.transaction() as tx:
        contact = tx.find(address)[0].contact_id
        tx.subjects.change(contact, {"email": new}, once=new, source="phone", now=bot.now)


def left_the_record(bot: Quick) -> bool:
    bot.write(OWNER, ASK)
    moved(bot)
    bot.reply(OWNER, "OUI")
    return got(bot, OWNER)


def erased_by_the_old_address(bot: Quick) -> bool:
    bot.write(OTHER, "Please delete all my personal data.")
    bot.reply(OTHER, "YES")
    moved(bot, OTHER, "carol@new.example")
    bot.later(days=4)
    return bot.held("carol@new.example") == 0


def old_address_hears_nothing(bot: Quick) -> bool:
    """Somebody who says that he lost her mailbox, and asks from another one."""
    bot.write(THIEF, NAMES_HER)
    return CHALLENGE not in bot.subjects(OWNER)


def owner_is_not_warned(bot: Quick) -> bool:
    bot.write(OWNER, ASK)
    bot.reply(THIEF, "OUI", to=bot.letters(OWNER)[0])
    return "Une réponse est venue d'une autre adresse" not in bot.subjects(OWNER)


def guessed_code(bot: Quick, code: bytes) -> bool:
    """A yes in her name, which no server vouches for, with a code that nobody was given."""
    bot.write(OWNER, ASK)
    text = b32encode(code).decode().rstrip("=").lower()
    bot.write(OWNER, "OUI", subject=f"Re: [2026-0001 {text}]", verdict="none")
    return ANSWER in bot.subjects(OWNER)


def predictable_code(bot: Quick) -> bool:
    return guessed_code(bot, b"\0\0\0\0\0\0\0\1" * 2)


def any_code_will_do(bot: Quick) -> bool:
    return guessed_code(bot, bytes(16))


OFF = (
    Off(
        1,
        "A01",
        no_question,
        (
            "core.table",
            "    return replace(item, state=State.ASKED, awaits=",
            "    return replace(item, state=State.READY, awaits=",
        ),
    ),
    Off(
        1,
        "A03 A09",
        asks_the_thief,
        (
            "flow.opening",
            "address=subject.address, sender=incoming.sender, arrived_at",
            "address=incoming.sender, sender=incoming.sender, arrived_at",
        ),
        ("flow.opening", "address=incoming.sender if subject.lost else subject.address,", "address=incoming.sender,"),
        *GONE,
    ),
    Off(1, "B06", forwarded_code, ("flow.handle", "        if code.address == sender:", "        if True:")),
    Off(1, "A01 B06", forged_yes, ("flow.answering", "    if incoming.auth is Auth.FAIL:", "    if False:")),
    Off(1, "B05", same_yes_twice, ("flow.answering", "not code.used and", "")),
    Off(1, "B05", yes_to_an_answer, ("flow.answering", 'code.purpose == "confirm" and bool(code.items) and', "")),
    Off(
        1,
        "B05",
        more_than_its_letter_asked,
        ("flow.answering", "items=frozenset(code.items) if said is What.YES else frozenset()", "items=frozenset()"),
    ),
    Off(
        1,
        "B06",
        another_answers,
        ("flow.answering", "incoming.sender == case.address and another_name(", "False and another_name("),
    ),
    Off(1, "C07", left_the_record, *GONE),
    Off(1, "C07", erased_by_the_old_address, *GONE[:1]),
    Off(
        1,
        "A03",
        old_address_hears_nothing,
        ("flow.opening", "address=incoming.sender if subject.lost else subject.address,", "address=incoming.sender,"),
    ),
    Off(
        1,
        "B06",
        owner_is_not_warned,
        ("flow.handle", '    if code.purpose == "confirm" and not code.used and', "    if False and"),
    ),
    Off(
        1,
        "B03 B04",
        predictable_code,
        (
            "edge.transaction",
            "b32encode(secrets.token_bytes(16))",
            'b32encode(case.id.to_bytes(8, "big") + case.version.to_bytes(8, "big"))',
        ),
    ),
    Off(
        1,
        "B04 B10",
        any_code_will_do,
        ("edge.statements", "select(TOKENS).where(TOKENS.c.hash.in_(_HASHES))", "select(TOKENS)"),
    ),
)
