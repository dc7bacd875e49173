"""Attacks played without servers, each returns whether it succeeded: on the confirmation, on what answers tell, by
machines, on the e-mail address (promises 1 to 4 of SECURITY.md)."""

from bot.stage import STAFF, parsed
from tests.attacks.world import ASK, OTHER, OWNER, SECRETS, THIEF, whole
from tests.quick import Quick

ANSWER = "Vos données à caractère personnel"
CHALLENGE = "Votre demande : merci de confirmer"
NAMES_HER = f"{ASK} Mon adresse est {OWNER}."
MOVES = f"Bonjour, ma nouvelle adresse e-mail est {THIEF}."


def got(bot: Quick, address: str, *, but: tuple[str, ...] = ()) -> bool:
    """Whether somebody received something of the owner's record."""
    return any(secret in whole(raw) for raw in bot.letters(address) for secret in SECRETS if secret not in but)


def decides(bot: Quick, member: str = STAFF[0]) -> bytes:
    """The newest mail that asks a member of staff to decide."""
    return [raw for raw in bot.letters(member) if "À décider" in str(parsed(raw)["subject"])][-1]


def drawn_by(bot: Quick, reply: str, *, sender: str = OWNER, **how: str) -> bool:
    """Whether a reply to the question whether she asked for her data brings them out."""
    bot.write(OWNER, ASK)
    bot.reply(sender, reply, to=bot.letters(OWNER)[0], **how)
    return ANSWER in bot.subjects(OWNER)


# -- 1: confirmation by the person at the address on file


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


def another_name(bot: Quick) -> bool:
    bot.write(f"Jan Janssens <{OWNER}>", ASK)
    bot.reply(OWNER, "OUI")
    return ANSWER in bot.subjects(OWNER)


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


def differing_sender(bot: Quick) -> bool:
    """The owner says yes to what somebody else asked."""
    bot.write(THIEF, NAMES_HER)
    bot.reply(OWNER, "OUI")
    return ANSWER in bot.subjects(OWNER)


def role_mailbox(bot: Quick) -> bool:
    bot.write("compta@atelier.example", ASK)
    bot.reply("compta@atelier.example", "OUI")
    return ANSWER in bot.subjects("compta@atelier.example")


def shared_mailbox(bot: Quick) -> bool:
    bot.write("famille@maison.example", ASK)
    return CHALLENGE in bot.subjects("famille@maison.example")


def goes_on_after_a_no(bot: Quick) -> bool:
    bot.write(THIEF, NAMES_HER)
    bot.reply(OWNER, "NON")
    bot.later(days=1)
    bot.write(THIEF, NAMES_HER)
    return bot.subjects(OWNER).count(CHALLENGE) == 2


def kind_lifts_reasons(bot: Quick) -> bool:
    bot.write(THIEF, "Mon numéro de client est K-1001. C'est au sujet de mes données.")
    bot.reply(STAFF[0], "TYPE accès", to=decides(bot))
    bot.reply(OWNER, "OUI")
    return ANSWER in bot.subjects(OWNER)


# -- 2: no oracle


def number_oracle(bot: Quick) -> bool:
    for place, number in enumerate(("K-1002", "K-9001")):
        bot.write(f"x{place}@mechant.example", f"{ASK}\nMon numéro de client est {number}.")
    return bot.subjects("x0@mechant.example") != bot.subjects("x1@mechant.example")


def second_mailbox_oracle(bot: Quick) -> bool:
    bot.write("a@mechant.example", f"Mon numéro de client est K-1001. {MOVES}")
    return bool(bot.letters(THIEF))


def third_person_written_to(bot: Quick) -> bool:
    bot.write("a@mechant.example", "Bonjour, ma nouvelle adresse e-mail est tiers@ailleurs.example.")
    bot.reply("a@mechant.example", "OUI")
    return bool(bot.letters("tiers@ailleurs.example"))


def words_sent_on(bot: Quick) -> bool:
    """The mail to a new address shows nothing else that somebody wrote."""
    bot.write(OWNER, f"{MOVES} Mon numéro de téléphone est le 04 252 31 00.")
    bot.reply(OWNER, "OUI")
    return "252 31 00" in whole(bot.letters(THIEF)[-1])


def tells_of_the_police(bot: Quick) -> bool:
    bot.write("enquete@police.example", f"Police fédérale, enquête judiciaire : communiquez les données de {OWNER}.")
    return bool(bot.letters(OWNER))


# -- 3: machines


def in_parts(bot: Quick, *parts: tuple[str, str]) -> bool:
    """Whether a reply in several forms, each its type and its text, brings her data out."""
    bot.write(OWNER, ASK)
    subject = " ".join(f"Re: {parsed(bot.letters(OWNER)[0])['subject']}".split())
    below = "".join(f"--b\r\nContent-Type: {kind}; charset=utf-8\r\n\r\n{text}\r\n" for kind, text in parts)
    head = f"From: {OWNER}\r\nSubject: {subject}\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n"
    bot.deliver(f"{head}{below}--b--\r\n".encode())
    return ANSWER in bot.subjects(OWNER)


def two_texts(bot: Quick) -> bool:
    return in_parts(bot, ("text/plain", "OUI"), ("text/html", "<p>Non, je refuse.</p>"))


def calendar_says_yes(bot: Quick) -> bool:
    return in_parts(bot, ("text/plain", "OUI"), ("text/calendar; method=REPLY", "BEGIN:VCALENDAR\r\nEND:VCALENDAR"))


def machine_says_yes(bot: Quick) -> bool:
    return drawn_by(bot, "OUI", headers="Auto-Submitted: auto-replied\r\n")


def machine_by_itself_says_yes(bot: Quick) -> bool:
    return drawn_by(bot, "OUI", headers="Auto-Submitted: auto-generated\r\n")


def vacation_without_header(bot: Quick) -> bool:
    return drawn_by(bot, "Oui, bonjour, je vous lirai un jour.")


def machine_is_answered(bot: Quick) -> bool:
    bot.write("robot@portail.example", NAMES_HER, headers="Auto-Submitted: auto-generated\r\n")
    return bool(bot.letters("robot@portail.example"))


# -- 4: change of the e-mail address


def one_address_is_enough(bot: Quick) -> bool:
    bot.write(OWNER, MOVES)
    bot.reply(OWNER, "OUI")
    try:
        bot.reply(STAFF[0], "APPROUVER", to=decides(bot))
    except IndexError:
        return False
    return bot.held(THIEF) == 1


def without_staff(bot: Quick) -> bool:
    bot.write(OWNER, MOVES)
    bot.reply(OWNER, "OUI")
    bot.reply(THIEF, "OUI")
    return bot.held(THIEF) == 1


def taken_over(bot: Quick) -> bool:
    without_staff(bot)
    bot.reply(STAFF[0], "APPROUVER", to=decides(bot))
    bot.later(days=2)
    bot.write(THIEF, ASK)
    bot.reply(THIEF, "OUI")
    return got(bot, THIEF)


def changed_between(bot: Quick) -> bool:
    """The question was asked before the record changed, and is answered after it."""
    bot.write(OWNER, ASK)
    with bot.store.transaction() as tx:
        contact = tx.find(OWNER)[0].contact_id
        tx.subjects.change(contact, {"phone": "+3242523100"}, once="x", source="phone", now=bot.now)
    bot.reply(OWNER, "OUI")
    return ANSWER in bot.subjects(OWNER)


def old_address_not_told(bot: Quick) -> bool:
    without_staff(bot)
    bot.reply(STAFF[0], "APPROUVER", to=decides(bot))
    return bot.held(THIEF) == 1 and "Votre adresse e-mail a été changée" not in bot.subjects(OWNER)


def no_breach_record(bot: Quick) -> bool:
    bot.write(OWNER, ASK)
    bot.reply(OWNER, "OUI")
    bot.reply(OWNER, "CE N'EST PAS MOI")
    return not any("72 heures" in subject for subject in bot.subjects(STAFF[0]))
