"""Editors by mail: proof, approval, halt, and who may say so."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from email.message import EmailMessage
from email.policy import SMTP

import pytest
from sqlmodel import col, select

from bot.core.newsletter import SLOTS
from bot.edge.news_tables import Delivery, NewsIssue
from bot.edge.subject_tables import Contact, Subscription
from bot.edge.tables import Inbox, Journal
from bot.stage import PRIVACY, Stage, body

EDITOR, OTHER = "sofie@crm.example", "karim@crm.example"
ANNA, BRAM, READER = "anna.lefevre@maison.example", "bram.peeters@huis.example", "lecteur@journal.example"
HEAD = '+++\nname = "hiver"\ntopic = "news"\nsubject = { fr = "Hiver", nl = "Winter" }\n'
TEXT = HEAD + "+++ fr\n# L'hiver arrive\n\nNos bureaux ferment tôt.\n+++ nl\n# De winter komt\n\nWij sluiten vroeg.\n"


@pytest.fixture
async def desk(staging: Callable[..., Awaitable[Stage]]) -> Stage:
    return await staging(newsletter={"editors": [EDITOR]})


def issue(stage: Stage, slug: str = "hiver") -> NewsIssue:
    with stage.bot.store.session() as session:
        return session.exec(select(NewsIssue).where(NewsIssue.slug == slug)).one()


def issue_names(stage: Stage) -> list[str]:
    with stage.bot.store.session() as session:
        return list(session.exec(select(NewsIssue.slug)))


def issues(stage: Stage) -> int:
    with stage.bot.store.session() as session:
        return len(session.exec(select(NewsIssue)).all())


def journal(stage: Stage) -> str:
    with stage.bot.store.session() as session:
        return "\n".join(row.line for row in session.exec(select(Journal)))


def outcomes(stage: Stage) -> list[str]:
    with stage.bot.store.session() as session:
        return [row.disposition for row in session.exec(select(Inbox).order_by(col(Inbox.id)))]


def received(stage: Stage, *addresses: str) -> Mapping[str, int]:
    """How many newsletters people have; letters have no List-Id."""
    return {one: sum(b"\nList-Id:" in mail for mail in stage.letters(one)) for one in addresses}


async def test_from_markdown_to_every_reader(desk: Stage) -> None:
    await desk.write(EDITOR, "Newsletter", TEXT)
    proof = desk.last(EDITOR)
    assert "À approuver" in str(proof["subject"]) and "2026-N0001" in str(proof["subject"])
    text = body(proof)
    assert "Destinataires : 3" in text and "fr: 2" in text.replace(" :", ":") and "nl: 1" in text.replace(" :", ":")
    names = [part.get_filename() for part in proof.iter_attachments()]
    assert names == ["hiver.fr.html", "hiver.fr.txt", "hiver.nl.html", "hiver.nl.txt"]
    for part in proof.iter_attachments():
        content = part.get_content()
        assert not any(slot in content for slot in SLOTS) and EDITOR in content
    assert issue(desk).state == "proof" and received(desk, ANNA, BRAM, READER) == {ANNA: 0, BRAM: 0, READER: 0}

    await desk.reply(EDITOR, "APPROUVER")
    assert received(desk, ANNA, BRAM, READER) == {ANNA: 1, BRAM: 1, READER: 1}
    assert issue(desk).state == "done" and outcomes(desk) == ["processed", "decided"]
    names = {str(one["subject"]).partition(" [")[0] for one in desk.parsed_letters(EDITOR)}
    assert {"La newsletter hiver part", "Newsletter hiver envoyée"} < names
    assert "newsletter approve by=editor:sofie@crm.example" in journal(desk)


async def test_an_attached_file_is_read_and_a_signature_is_no_part_of_it(desk: Stage) -> None:
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"], mail["Subject"], mail["Message-ID"] = EDITOR, PRIVACY, "Voici", "<md@crm.example>"
    mail.set_content("La newsletter est en annexe.\n\n-- \nSofie\n")
    mail.add_attachment(TEXT.encode(), maintype="text", subtype="markdown", filename="hiver.md")
    await desk.deliver(mail.as_bytes())
    assert issue(desk).state == "proof"
    await desk.write(EDITOR, "Newsletter", TEXT.replace("hiver", "sign") + "\n-- \nSofie, CRM\n")
    with desk.bot.store.transaction() as tx:
        texts = tx.news.bodies(issue(desk, "sign").id or 0)
    assert all("Sofie" not in text.text for text in texts.values())


async def test_a_text_without_front_matter_is_asked_for_it(desk: Stage) -> None:
    await desk.write(EDITOR, "Newsletter", "# L'hiver arrive\n\nNos bureaux ferment tôt.")
    assert issues(desk) == 0 and outcomes(desk) == ["refused"]
    assert 'subject = { fr = "' in body(desk.last(EDITOR))


MISTAKES = (
    ('topic = "news"', 'topic = "gossip"', "topic : l'un de news, product"),
    ('nl = "Winter"', 'de = "Winter"', "subject.nl : manque"),
    ('topic = "news"', 'topic = "news"\ncron = "every day"', "cron : every day n'est pas"),
    ('topic = "news"', 'topic = "news"\nsubjct = 1', "subjct : inconnu"),
    ('topic = "news"', 'topic = "news"\ndate = "demain"', "date : un jour"),
    ('topic = "news"', 'topic = "news"\nservices = "hosting"', "services : une liste"),
    ('topic = "news"', 'topic = "news"\nlanguages = ["de"]', "languages : une liste"),
    ("+++ nl", "+++ xx", "xx : ce n'est pas l'une de fr"),
    ('name = "hiver"', 'name = "Hiver 2026"', "name : des minuscules"),
    ('name = "hiver"', "name = hiver", "ligne 2, colonne 8"),
    ('nl = "Winter" }', 'nl = "Winter"', "ce n'est pas du TOML"),
    ("L'hiver", SLOTS[0], "que le programme se réserve"),
)


async def test_what_cannot_be_read_is_named(desk: Stage) -> None:
    for old, new, named in MISTAKES:
        await desk.write(EDITOR, "Newsletter", TEXT.replace(old, new))
        assert issues(desk) == 0 and outcomes(desk)[-1] == "refused", new
        assert named in body(desk.last(EDITOR)).partition("newsletter :")[2], new
    assert len(desk.letters(EDITOR)) == len(MISTAKES)


async def test_a_fault_is_set_aside_only_by_its_name(desk: Stage) -> None:
    await desk.write(EDITOR, "Newsletter", TEXT.partition("+++ nl")[0])
    assert "language-missing" in body(desk.last(EDITOR))
    proof = desk.letters(EDITOR)[-1]
    await desk.reply(EDITOR, "APPROUVER", to=proof)
    assert issue(desk).state == "proof" and "n'y a pas de texte dans cette langue" in body(desk.last(EDITOR))
    await desk.reply(EDITOR, "APPROUVER alt-missing", to=proof)
    assert issue(desk).state == "proof"
    await desk.reply(EDITOR, "APPROUVER language-missing alt-mising", to=proof)
    assert issue(desk).state == "proof" and "alt-mising" in body(desk.last(EDITOR)), "a misspelt name is said"
    await desk.reply(EDITOR, "APPROUVER language-missing", to=proof)
    assert issue(desk).state == "done" and issue(desk).overridden == ["language-missing"]
    assert "overridden=language-missing" in journal(desk)
    assert received(desk, BRAM) == {BRAM: 1}


async def test_an_issue_for_the_readers_of_one_language_needs_no_other(desk: Stage) -> None:
    narrowed = TEXT.replace('topic = "news"', 'topic = "news"\nlanguages = ["fr"]').partition("+++ nl")[0]
    await desk.write(EDITOR, "Newsletter", narrowed)
    proof = desk.letters(EDITOR)[-1]
    assert " fr : 2\r\n" in body(desk.last(EDITOR)) and "language-missing" not in body(desk.last(EDITOR))
    await desk.reply(EDITOR, "APPROUVER", to=proof)
    assert received(desk, ANNA, BRAM, READER) == {ANNA: 1, BRAM: 0, READER: 1}


async def test_a_new_version_replaces_the_proof_and_spends_its_code(desk: Stage) -> None:
    await desk.write(EDITOR, "Newsletter", TEXT)
    first = desk.letters(EDITOR)[-1]
    await desk.write(EDITOR, "Newsletter", TEXT.replace("tôt", "plus tard"))
    assert issues(desk) == 1
    await desk.reply(EDITOR, "APPROUVER", to=first)
    assert issue(desk).state == "proof" and "déjà servi" in body(desk.last(EDITOR))
    await desk.reply(EDITOR, "APPROUVER", to=desk.letters(EDITOR)[1])
    assert issue(desk).state == "done"
    assert b"plus tard" in desk.letters(ANNA)[-1]
    await desk.write(EDITOR, "Newsletter", TEXT)
    assert issue(desk).state == "done" and outcomes(desk)[-1] == "refused"


IMPOSTORS: Mapping[str, Callable[[Stage, bytes], Awaitable[None]]] = {
    "not authenticated": lambda stage, proof: stage.reply(
        EDITOR, "APPROUVER", to=proof, envelope_sender="x@elsewhere.example"
    ),
    "a forwarded code": lambda stage, proof: stage.reply(OTHER, "APPROUVER", to=proof),
    "a stranger with the code": lambda stage, proof: stage.reply("x@y.example", "APPROUVER", to=proof),
    "no code": lambda stage, proof: stage.write(EDITOR, "hiver", "APPROUVER"),
    "no command": lambda stage, proof: stage.reply(EDITOR, "Très bien !", to=proof),
    "wrong for its state": lambda stage, proof: stage.reply(EDITOR, "CONTINUER", to=proof),
    "nothing in doubt": lambda stage, proof: stage.reply(EDITOR, "RENVOYER", to=proof),
}


async def test_nobody_else_and_nothing_else_approves(desk: Stage) -> None:
    await desk.write(EDITOR, "Newsletter", TEXT)
    proof = desk.letters(EDITOR)[-1]
    for place, (name, act) in enumerate(IMPOSTORS.items(), start=1):
        await act(desk, proof)
        assert issue(desk).state == "proof" and outcomes(desk)[-1] == "refused", name
        assert len(desk.letters(EDITOR)) == 1 + place, f"{name}: the editor on the list hears of it"
        assert "n'a rien changé" in body(desk.last(EDITOR)), name
    assert set(desk.world.everything()) == {EDITOR}, "and whoever wrote hears nothing"
    await desk.reply(EDITOR, "APPROUVER", to=proof)
    assert issue(desk).state == "done", "the true editor still can"


async def test_an_expired_proof_approves_nothing(desk: Stage) -> None:
    await desk.write(EDITOR, "Newsletter", TEXT)
    await desk.later(days=31)
    await desk.reply(EDITOR, "APPROUVER", to=next(m for m in desk.letters(EDITOR) if b"hiver.fr.html" in m))
    assert issue(desk).state == "proof"


async def test_a_spoofed_newsletter_makes_no_proof_and_letters_about_it_are_few(desk: Stage) -> None:
    for number in range(7):
        await desk.write(EDITOR, f"Newsletter {number}", TEXT, envelope_sender="x@elsewhere.example")
    assert issues(desk) == 0 and outcomes(desk) == ["refused"] * 7
    assert len(desk.letters(EDITOR)) == 5 and set(desk.world.everything()) == {EDITOR}


async def test_markdown_of_anybody_else_is_a_mail_like_any_other(desk: Stage) -> None:
    await desk.write(OTHER, "Newsletter", TEXT)
    assert issues(desk) == 0


async def test_stop_and_go(desk: Stage) -> None:
    later = (desk.clock() + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M:%SZ")
    await desk.write(EDITOR, "Newsletter", TEXT.replace('topic = "news"', f'topic = "news"\ndate = {later}'))
    proof = desk.letters(EDITOR)[-1]
    await desk.reply(EDITOR, "APPROUVER")
    assert issue(desk).state == "scheduled"
    await desk.reply(EDITOR, "ARRÊTER", to=proof)
    assert issue(desk).state == "paused", "a used code still halts"
    await desk.later(days=3)
    assert received(desk, ANNA) == {ANNA: 0}
    await desk.reply(EDITOR, "CONTINUER", to=proof)
    assert issue(desk).state == "paused", "but it starts nothing"
    decided = [one for one in desk.parsed_letters(EDITOR) if "hiver" in str(one["subject"])]
    await desk.reply(EDITOR, "CONTINUER", to=decided[-1].as_bytes())
    assert issue(desk).state == "done" and received(desk, ANNA) == {ANNA: 1}


async def test_nobody_is_added_when_a_halted_issue_goes_on(desk: Stage) -> None:
    await desk.write(EDITOR, "Newsletter", TEXT)
    desk.bot.newsroom.throttle.slow(desk.clock() + timedelta(minutes=2))  # the relay has enough of us: it freezes later
    await desk.reply(EDITOR, "APPROUVER")
    issue_id = issue(desk).id or 0
    with desk.bot.store.transaction() as tx:
        tx.news.turn(issue_id, "freezing", now=desk.clock())
        tx.news.turn(issue_id, "running", now=desk.clock())
    await desk.reply(EDITOR, "ARRÊTER")
    await desk.reply(EDITOR, "CONTINUER")
    await desk.later(minutes=5)
    with desk.bot.store.session() as session:
        assert not session.exec(select(Delivery)).all()
    assert issue(desk).state == "done"


async def test_a_late_issue_is_held_until_the_editor_says_go(desk: Stage) -> None:
    later = (desk.clock() + timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
    await desk.write(EDITOR, "Newsletter", TEXT.replace('topic = "news"', f'topic = "news"\ndate = {later}'))
    await desk.reply(EDITOR, "APPROUVER")
    await desk.later(hours=14)
    assert issue(desk).state == "held" and received(desk, ANNA) == {ANNA: 0}
    await desk.reply(EDITOR, "CONTINUER")
    assert issue(desk).state == "done" and received(desk, ANNA) == {ANNA: 1}


async def test_cancel_drops_it(desk: Stage) -> None:
    await desk.write(EDITOR, "Newsletter", TEXT)
    await desk.reply(EDITOR, "ANNULER")
    assert issue(desk).state == "cancelled"
    await desk.later(days=1)
    assert received(desk, ANNA, BRAM) == {ANNA: 0, BRAM: 0}


@pytest.mark.parametrize(("said", "copies"), [("RENVOYER", 2), ("PASSER", 1)])
async def test_what_is_in_doubt_waits_for_the_editors_word(desk: Stage, said: str, copies: int) -> None:
    await desk.write(EDITOR, "Newsletter", TEXT)
    await desk.reply(EDITOR, "APPROUVER")
    mark = desk.bot.store.keys.mark(ANNA)
    with desk.bot.store.session() as session:
        row = session.exec(select(Delivery).where(Delivery.address_hash == mark)).one()
        row.state = "unknown"
        session.add(row)
    await desk.later(hours=1)
    assert received(desk, ANNA) == {ANNA: 1}, "nothing by itself"
    await desk.reply(EDITOR, said)
    assert received(desk, ANNA, BRAM) == {ANNA: copies, BRAM: 1}
    ids = {str(mail["message-id"]) for mail in desk.parsed_letters(ANNA)}
    assert len(ids) == 1, "a second copy is recognised by its Message-ID"


async def test_an_approval_sent_twice_sends_once(desk: Stage) -> None:
    await desk.write(EDITOR, "Newsletter", TEXT)
    proof = desk.letters(EDITOR)[-1]
    for _ in range(2):
        await desk.reply(EDITOR, "APPROUVER", to=proof)
    assert outcomes(desk)[-2:] == ["decided", "refused"]
    assert received(desk, ANNA, BRAM, READER) == {ANNA: 1, BRAM: 1, READER: 1}


async def test_a_recurring_newsletter_makes_an_issue_each_time_and_only_one_of_those_missed(desk: Stage) -> None:
    await desk.write(EDITOR, "Newsletter", TEXT.replace('topic = "news"', 'topic = "news"\ncron = "0 9 * * *"'))
    assert "0 9 * * *" in body(desk.last(EDITOR))
    await desk.reply(EDITOR, "APPROUVER")
    first = issue(desk).starts_at
    assert issue(desk).state == "recurring" and first is not None and first > desk.clock()
    assert received(desk, ANNA) == {ANNA: 0}
    desk.clock.ahead += first - desk.clock() + timedelta(minutes=1)
    await desk.bot.drain()
    assert received(desk, ANNA) == {ANNA: 1} and issues(desk) == 2
    assert issue(desk, f"hiver-{first:%Y%m%d-%H%M}").state == "done"
    assert issue(desk).starts_at is not None and issue(desk).starts_at > desk.clock()
    await desk.later(days=3, hours=-20)
    assert issues(desk) == 3, "the bot was away for days: one issue, and it is asked about"
    assert received(desk, ANNA) == {ANNA: 1}
    await desk.reply(EDITOR, "CONTINUER")
    await desk.bot.drain()
    assert received(desk, ANNA) == {ANNA: 2}


async def test_each_issue_of_a_recurring_newsletter_is_looked_at_again_before_it_goes(desk: Stage) -> None:
    await desk.write(EDITOR, "Newsletter", TEXT.replace('topic = "news"', 'topic = "news"\ncron = "0 9 * * *"'))
    await desk.reply(EDITOR, "APPROUVER")
    with desk.bot.store.session() as session:
        owner = session.exec(select(Subscription.contact_id).where(Subscription.address == ANNA)).first()
        contact = session.get_one(Contact, owner)
        contact.language = "de"
        session.add(contact)
    await desk.later(days=1)
    slug = next(one for one in issue_names(desk) if one != "hiver")
    assert (issue(desk, slug).state, issue(desk, slug).why) == ("held", "faults")
    assert "language-missing : 1 destinataires lisent de" in body(desk.last(EDITOR))
    assert "newsletter held: language-missing" in journal(desk)
    held = desk.letters(EDITOR)[-1]
    await desk.reply(EDITOR, "CONTINUER", to=held)
    assert issue(desk, slug).state == "held" and received(desk, ANNA, BRAM) == {ANNA: 0, BRAM: 0}
    await desk.reply(EDITOR, "CONTINUER language-missing", to=held)
    assert issue(desk, slug).state == "done" and received(desk, ANNA, BRAM) == {ANNA: 1, BRAM: 1}
    assert "newsletter go by=editor:sofie@crm.example overridden=language-missing" in journal(desk)
    assert issue(desk).overridden == [], "the next issue is asked about again"


async def test_a_recurring_newsletter_is_halted_and_resumed(desk: Stage) -> None:
    await desk.write(EDITOR, "Newsletter", TEXT.replace('topic = "news"', 'topic = "news"\ncron = "0 9 * * *"'))
    await desk.reply(EDITOR, "APPROUVER")
    await desk.reply(EDITOR, "ARRÊTER")
    await desk.later(days=2)
    assert issues(desk) == 1
    await desk.reply(EDITOR, "CONTINUER")
    assert issue(desk).state == "recurring" and issues(desk) == 1
