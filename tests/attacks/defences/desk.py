"""Attacks on staff, and by them (promise 5 of SECURITY.md)."""

from sqlmodel import select

from bot.edge.subject_tables import EmailAddress
from bot.edge.tables import CaseRow
from bot.stage import STAFF, parsed
from tests.attacks.mutation import Off
from tests.attacks.plays import decides
from tests.attacks.world import ASK, OTHER, OWNER, THIEF
from tests.quick import Quick

LAWYER = "m@cabinet.example"


def flagged(bot: Quick) -> bytes:
    bot.write(LAWYER, "Ma cliente demande ses données. Mise en demeure.")
    return bot.letters(STAFF[0])[-1]


def forged_staff(bot: Quick) -> bool:
    bot.reply(STAFF[0], "REFUSER non", to=flagged(bot), verdict="fail")
    return len(bot.letters(LAWYER)) == 2


def stranger_with_a_staff_code(bot: Quick) -> bool:
    bot.reply(THIEF, "REFUSER non", to=flagged(bot))
    return len(bot.letters(LAWYER)) == 2


def old_staff_code(bot: Quick) -> bool:
    old = flagged(bot)
    other = bot.letters(STAFF[1])[-1]
    bot.reply(STAFF[1], "NOTER vu", to=other)
    bot.reply(STAFF[1], "REFUSER non", to=other)
    return len(bot.letters(LAWYER)) == 2 and bool(old)


def case_changed_meanwhile(bot: Quick) -> bool:
    """What she was shown is no longer what it is about: the other has settled half of it."""
    bot.write(f"Jan Janssens <{OWNER}>", ASK)
    first = [bot.reply(OWNER, "OUI"), decides(bot)][1]
    bot.reply(OWNER, "STATUT")
    with bot.store.session() as session:
        row = session.get_one(CaseRow, 1)
        row.body = {**row.body, "address": "autre@maison.example", "contact_id": 2}
        session.add(row)
    outcome = bot.reply(STAFF[0], "APPROUVER", to=first)
    return outcome.disposition == "decided"


def approves_the_unconfirmed(bot: Quick) -> bool:
    bot.write(OTHER, "Please delete all my personal data.")
    bot.reply(OTHER, "Hello, I do not understand this message at all.")
    return bot.reply(STAFF[0], "APPROUVER", to=decides(bot)).disposition == "decided"


def decides_on_himself(bot: Quick) -> bool:
    bot.write(STAFF[0], f"{ASK}\nSinon je porte plainte.")
    mine = [raw for raw in bot.letters(STAFF[0]) if "À décider" in str(parsed(raw)["subject"])]
    return bool(mine) and bot.reply(STAFF[0], "SPAM", to=mine[-1]).disposition == "decided"


def decides_on_his_own_record(bot: Quick) -> bool:
    """She asked from her private mailbox; the address that she has as staff is one of the same record."""
    with bot.store.session() as session:
        mine = session.exec(select(EmailAddress).where(EmailAddress.address == OWNER)).one()
        other = {"contact_id": mine.contact_id, "source": mine.source, "collected_on": mine.collected_on}
        session.add(EmailAddress(address=STAFF[0], main=False, **other))
    bot.write(OWNER, f"{ASK}\nSinon je porte plainte.")
    return bot.reply(STAFF[0], "SPAM", to=decides(bot)).disposition == "decided"


def takes_a_record_over(bot: Quick) -> bool:
    """Somebody of the staff who reads her mailbox, and approves that the record moves to his own address."""
    bot.write(OWNER, f"Ma nouvelle adresse e-mail est {STAFF[0]}.")
    bot.reply(OWNER, "OUI")
    challenge = bot.letters(STAFF[0])[-1]
    bot.reply(STAFF[0], "OUI", to=challenge)
    asked = [raw for raw in bot.letters(STAFF[0]) if "À décider" in str(parsed(raw)["subject"])]
    if asked:
        bot.reply(STAFF[0], "APPROUVER", to=asked[-1])
    return bot.held(STAFF[0]) == 1


def two_commands(bot: Quick) -> bool:
    return bot.reply(STAFF[0], "APPROUVER\nREFUSER non", to=flagged(bot)).disposition == "decided"


def one_pair_of_eyes(bot: Quick) -> bool:
    bot.write(OTHER, "Please delete all my personal data.")
    bot.reply(OTHER, "YES")
    bot.reply(STAFF[0], "APPROUVER", to=decides(bot))
    bot.reply(STAFF[0], "APPROUVER", to=decides(bot))
    bot.later(days=4)
    return bot.held(OTHER) == 0


def says_the_kind_of_two_records(bot: Quick) -> bool:
    bot.write("famille@maison.example", ASK)
    return bot.reply(STAFF[0], "TYPE accès", to=decides(bot)).disposition == "decided"


OFF = (
    Off(
        5,
        "C18",
        forged_staff,
        (
            "flow.deciding",
            "    if incoming.auth is not Auth.ALIGNED and not office.trust_staff_unauthenticated:",
            "    if False:",
        ),
    ),
    Off(
        5,
        "C18",
        stranger_with_a_staff_code,
        (
            "flow.deciding",
            "    if code.address not in office.staff or code.address != incoming.sender:",
            "    if False:",
        ),
    ),
    Off(5, "C18", old_staff_code, ("flow.deciding", "    if code.used or office.clock()", "    if office.clock()")),
    Off(5, "C18", case_changed_meanwhile, ("flow.deciding", " or code.digest != digest(case):", ":")),
    Off(5, "B08", approves_the_unconfirmed, ("core.desk", "    if str(what) in commands(case):\n", "    if True:\n")),
    Off(
        5,
        "C19",
        decides_on_himself,
        ("flow.deciding", "    if _own(tx, case, code.address):", "    if False:"),
        ("flow.commit", " if case is None or normal(member) not in concerned(case)]", "]"),
    ),
    Off(
        5,
        "C19",
        decides_on_his_own_record,
        ("flow.deciding", "    return case.contact_id is not None and any(", "    return False and any("),
    ),
    Off(
        5,
        "C19",
        takes_a_record_over,
        (
            "core.desk",
            "(case.address, case.sender, *(to for to in new if isinstance(to, str)))",
            "(case.address, case.sender)",
        ),
    ),
    Off(
        5,
        "C18",
        two_commands,
        (
            "flow.deciding",
            '    return "several_commands" if office.words.several_commands(mail.text) else ""',
            '    return ""',
        ),
    ),
    Off(
        5,
        "C01",
        one_pair_of_eyes,
        ("core.desk", "    if what is What.APPROVE and any(by in", "    if False and any(by in"),
        ("core.table", "and len(item.approvals) < 2:", "and len(item.approvals) < 1:"),
        staff={"four_eyes": True},
    ),
    Off(
        5,
        "C07",
        says_the_kind_of_two_records,
        ("core.desk", '    if what is What.KIND and "several_records" in case.flags:', "    if False:"),
    ),
)
