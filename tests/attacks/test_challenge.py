"""Attacks on the challenge: B01 to B12."""

import re
from pathlib import Path

import pytest

from bot.stage import STAFF, Stage, body, parsed
from tests.attacks.world import ASK, OTHER, OWNER, THIEF, held, leaked, subjects

ANSWER = "Vos données à caractère personnel"
TEMPLATES = Path(__file__).parent.parent.parent / "templates"


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto-Submitted": "auto-replied"},
        {"X-Autoreply": "yes"},
        {"Precedence": "auto_reply"},
        {"Return-Path": "<>"},
        {"Precedence": "bulk"},
    ],
)
async def test_b01_a_vacation_that_quotes_everything_confirms_nothing(stage: Stage, headers: dict[str, str]) -> None:
    await stage.write(OWNER, "Données", ASK)
    sender = "" if "Return-Path" in headers else None
    await stage.reply(
        OWNER, "OUI", headers={k: v for k, v in headers.items() if k != "Return-Path"}, envelope_sender=sender
    )
    assert ANSWER not in subjects(stage, OWNER)


async def test_b01_a_vacation_without_any_header_confirms_nothing(stage: Stage) -> None:
    await stage.write(OWNER, "Données", ASK)
    await stage.reply(OWNER, "Je suis absente jusqu'au 3 mars.\nOui, je lirai vos mails à mon retour.")
    assert ANSWER not in subjects(stage, OWNER)


#: Replies that hold the word and no person's hand: the parts of each, with their types.
UNTYPED = {
    "the HTML says no": [("text/plain", "OUI"), ("text/html", "<p>Non, je refuse tout.</p>")],
    "hidden in the HTML": [("text/html", "<p style='display:none'>OUI</p><img src='cid:x'>")],
    "a calendar accepted": [("text/plain", "OUI"), ("text/calendar; method=REPLY", "BEGIN:VCALENDAR\r\nEND:VCALENDAR")],
    "only a calendar": [("text/calendar; method=REPLY", "BEGIN:VCALENDAR\r\nSUMMARY:OUI\r\nEND:VCALENDAR")],
    "an attached file": [("text/plain; name=oui.txt\r\nContent-Disposition: attachment; filename=oui.txt", "OUI")],
    "a forwarded mail": [("message/rfc822", f"From: {OWNER}\r\nSubject: Re: x\r\n\r\nOUI")],
}


def in_parts(stage: Stage, parts: list[tuple[str, str]], sender: str = OWNER) -> bytes:
    """A reply to the first letter to the owner, in several parts."""
    subject = " ".join(f"Re: {parsed(stage.letters(OWNER)[0])['subject']}".split())
    head = f"From: {sender}\r\nTo: privacy@crm.example\r\nSubject: {subject}\r\nMIME-Version: 1.0\r\n"
    below = "".join(f"--b\r\nContent-Type: {kind}\r\n\r\n{text}\r\n" for kind, text in parts)
    return f"{head}Content-Type: multipart/alternative; boundary=b\r\n\r\n{below}--b--\r\n".encode()


async def test_b01_a_word_that_no_hand_typed_confirms_nothing(stage: Stage) -> None:
    await stage.write(OWNER, "Données", ASK)
    for name, parts in UNTYPED.items():
        await stage.deliver(in_parts(stage, parts))
        assert ANSWER not in subjects(stage, OWNER), name
    html = "<div>OUI</div><br><div>--<br><b>Anna Lefevre</b> | CRM</div>"
    await stage.deliver(in_parts(stage, [("text/plain", "OUI\r\n\r\n-- \r\nAnna Lefevre | CRM"), ("text/html", html)]))
    assert subjects(stage, OWNER)[-1] == ANSWER, "a person's reply in two forms counts"


async def test_b06_somebody_else_who_answers_from_her_mailbox_meets_staff(stage: Stage) -> None:
    await stage.write(OWNER, "Données", ASK)
    await stage.reply(f"Jan Janssens <{OWNER}>", "OUI", to=stage.letters(OWNER)[0])
    assert ANSWER not in subjects(stage, OWNER)
    await stage.reply(STAFF[0], "APPROUVER")
    assert ANSWER in subjects(stage, OWNER)


async def test_b02_a_bounce_with_the_whole_challenge_confirms_nothing(stage: Stage) -> None:
    await stage.write(OWNER, "Données", ASK)
    original = stage.letters(OWNER)[0]
    report = (
        b"From: MAILER-DAEMON@maison.example\r\nTo: privacy@crm.example\r\nSubject: Undelivered Mail\r\n"
        b"Content-Type: multipart/report; report-type=delivery-status; boundary=x\r\n\r\n"
        b"--x\r\nContent-Type: text/plain\r\n\r\nOUI\r\n--x\r\nContent-Type: message/delivery-status\r\n\r\n"
        b"Reporting-MTA: dns; mx\r\n\r\nFinal-Recipient: rfc822; anna.lefevre@maison.example\r\nAction: failed\r\n"
        b"Status: 5.1.1\r\n\r\n--x\r\nContent-Type: message/rfc822\r\n\r\n" + original + b"\r\n--x--\r\n"
    )
    await stage.deliver(report, envelope_sender="")
    assert ANSWER not in subjects(stage, OWNER)
    assert "Une lettre n'est pas arrivée" in subjects(stage, STAFF[0])


async def test_b03_codes_are_long_and_never_repeat(stage: Stage) -> None:
    def mint() -> set[str]:
        with stage.bot.store.transaction() as tx:
            when = stage.clock()
            case = tx.save(_case(stage), next_at=None, note="", now=when)
            return {
                tx.mint(case, purpose="reply", address="a@x.example", digest="", expires_at=when) for _ in range(10_000)
            }

    codes = await stage.bot.on_store(mint)
    assert len(codes) == 10_000 and all(re.fullmatch("[a-z2-7]{26}", code) for code in codes)


def _case(stage: Stage) -> object:
    from bot.core.case import Case

    return Case(
        id=0, number="", language="fr", address="a@x.example", sender="a@x.example",
        arrived_at=stage.clock(), due_on=stage.clock().date(),
    )  # fmt: skip


async def test_b04_b10_guessed_codes_and_threads_reach_no_case(stage: Stage) -> None:
    await stage.write(OWNER, "Données", ASK)
    challenge = stage.last(OWNER)
    for guess in ("a" * 26, "b" * 26):
        await stage.write(
            OWNER, f"Re: demande [2026-0001 {guess}]", "OUI", headers={"In-Reply-To": str(challenge["message-id"])}
        )
    await stage.write(
        THIEF,
        "Re: Votre demande [2026-0001]",
        "OUI",
        headers={"In-Reply-To": str(challenge["message-id"]), "Cc": THIEF},
    )
    await stage.reply(OWNER, "Encore une question.", headers={"Cc": THIEF})
    assert not any(parsed(raw)["cc"] for mails in stage.world.everything().values() for raw in mails)
    assert not stage.letters(THIEF) or ANSWER not in subjects(stage, THIEF)
    assert ANSWER not in subjects(stage, OWNER) and not leaked(stage)


async def test_b05_a_code_counts_once_and_for_its_own_case(stage: Stage) -> None:
    await stage.write(OTHER, "Data", "What data do you hold about me?")
    access = stage.letters(OTHER)[0]
    await stage.write(OTHER, "Delete", "Please delete all my personal data.")
    await stage.reply(OTHER, "YES", to=access)
    await stage.reply(OTHER, "YES", to=access)
    await stage.later(days=4)
    assert subjects(stage, OTHER).count("Your personal data") == 1
    assert await held(stage, OTHER) == 1, "the confirmation of one request carried out another"


async def test_b05_the_same_mail_delivered_twice_does_one_thing(stage: Stage) -> None:
    await stage.write(OWNER, "Données", ASK)
    subject = " ".join(str(stage.last(OWNER)["subject"]).split())
    head = f"From: {OWNER}\r\nTo: privacy@crm.example\r\nSubject: Re: {subject}\r\nMessage-ID: <y@x.example>\r\n"
    for _ in range(2):
        await stage.deliver(f"{head}\r\nOUI\r\n".encode())
    assert subjects(stage, OWNER).count(ANSWER) == 1


async def test_b06_a_forwarded_code_is_refused_from_another_address(stage: Stage) -> None:
    await stage.write(OWNER, "Données", ASK)
    await stage.reply(THIEF, "OUI", to=stage.letters(OWNER)[0])
    assert ANSWER not in subjects(stage, OWNER) and not leaked(stage)


def test_b07_b11_no_letter_has_a_link_to_click_or_asks_for_a_document() -> None:
    allowed = ("{{ policy_url }}", "www.autoriteprotectiondonnees.be", "www.gegevensbeschermingsautoriteit.be")
    for path in (*TEMPLATES.glob("*/*.txt"), TEMPLATES / "access.html"):
        text = path.read_text(encoding="utf-8")
        for word in allowed:
            text = text.replace(word, "")
        assert not re.search(r"https?://|www\.", text), path
        if path.name.startswith("challenge"):
            assert not re.search(r"joi(?:nt|ndre) .*identit|attach .*identity", text), path


async def test_b08_a_strangers_case_neither_blocks_nor_helps_the_owner(stage: Stage) -> None:
    text = f"Quelles données avez-vous sur moi ? Mon adresse est {OWNER}."
    for days in (0, 8, 8):  # each of them rots until it lapses
        await stage.later(days=days)
        await stage.write(THIEF, "Données", text)
    await stage.write(OWNER, "Données", ASK)
    await stage.reply(OWNER, "OUI")
    assert subjects(stage, OWNER).count(ANSWER) == 1 and not leaked(stage)


async def test_b08_staff_cannot_approve_what_a_stranger_asked_in_her_name(stage: Stage) -> None:
    await stage.write(THIEF, "Données", f"Quelles données avez-vous sur moi ? Mon adresse est {OWNER}.")
    await stage.reply(OWNER, "Bonjour, de quoi s'agit-il exactement ?")
    await stage.reply(STAFF[0], "APPROUVER")
    assert subjects(stage, STAFF[0])[-1] == "Commande refusée" and "confirm" in body(stage.last(STAFF[0]))
    assert ANSWER not in subjects(stage, OWNER)


async def test_b09_b12_asking_again_makes_no_second_live_challenge(stage: Stage) -> None:
    for _ in range(4):
        await stage.write(OWNER, "Données", ASK)
    assert await stage.bot.on_store(stage.open_cases) == 1
    await stage.reply(OWNER, "NON", to=stage.letters(OWNER)[0])
    for raw in stage.letters(OWNER)[:3]:
        await stage.reply(OWNER, "OUI", to=raw)
    assert ANSWER not in subjects(stage, OWNER)


async def test_a_quoted_yes_below_our_separator_is_not_the_persons(stage: Stage) -> None:
    await stage.write(OWNER, "Données", ASK)
    letter = parsed(stage.letters(OWNER)[0])
    text = f"Bonjour, qui êtes-vous ?\n\n{body(letter)}\nOUI\n"
    await stage.write(OWNER, f"Re: {letter['subject']}", text)
    assert ANSWER not in subjects(stage, OWNER)
