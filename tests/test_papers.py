"""Copies of identity documents: what is one, what is none, and that all other bytes of a mail stay."""

from base64 import b64encode
from email.message import EmailMessage
from email.policy import SMTP

import pytest

from bot.core import mime
from bot.core.papers import papers, without
from bot.core.read import read

CONTENT = bytes(range(256)) * 80
TYPES = {"pdf": "application/pdf", "docx": "application/msword", "csv": "text/csv"}


def mail(text: str, *names: str, content: bytes = CONTENT, kind: str = "image/jpeg") -> bytes:
    made = EmailMessage(policy=SMTP)
    made["From"], made["Subject"] = "carol@house.example", "my request"
    made.set_content(text)
    for name in names:
        main, sub = (TYPES.get(name.rpartition(".")[2]) or kind).split("/")
        made.add_attachment(content, maintype=main, subtype=sub, filename=name)
    return made.as_bytes()


def kept(raw: bytes) -> list[str]:
    """The names of the attachments that still have content."""
    return [one.name for one in read(without(raw, papers(read(raw), raw))).attachments if one.size]


@pytest.mark.parametrize(
    "name",
    [
        "carte recto.jpg",
        "Carte d'identité (recto).pdf",
        "passport Jan Peeters 2024.jpg",
        "CarteIdentite.pdf",
        "CI_verso.png",
        "permis-de-conduire.jpg",
        "identiteitskaart-voorkant.jpg",
        "rijbewijs.pdf",
        "my passport.jpg",
        "eID_Smith.pdf",
        "driving licence.jpg",
        "Personalausweis.pdf",
        "Führerschein_Rückseite.jpg",
    ],
)
def test_a_name_tells(name: str) -> None:
    assert kept(mail("Hello", name, "facture.pdf")) == ["facture.pdf"]


@pytest.mark.parametrize(
    "name",
    [
        "carte de visite.jpg",
        "facture.pdf",
        "Bescheid.pdf",
        "idea.png",
        "sd-card.jpg",
        "Nachweis.pdf",
        "visitekaart.pdf",
        "mandat avec copie carte identite.pdf",
        "Volmacht en identiteitskaart.pdf",
        "facture passeport.pdf",
        "plainte vol passeport.pdf",
        "passport-policy.docx",
        "passport-policy.pdf",
        "id.csv",
        "passport.csv",
        "card.pdf",
        "carte.jpg",
        "Nachweisausweisung.pdf",
        "passport photo.jpg",
        "our trip by train with one passport.jpg",
    ],
)
def test_other_names_tell_nothing(name: str) -> None:
    raw = mail("Hello", name)
    assert papers(read(raw), raw) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Vous trouverez ci-joint la copie recto-verso de ma carte d'identité.",
        "Voici mon passeport.",
        "In bijlage een kopie van mijn identiteitskaart.",
        "Als bewijs stuur ik mijn rijbewijs mee.",
        "I attached the invoice.\n\nPlease find attached a scan of my passport.",
        "Anbei mein Personalausweis.",
        "My passport is attached.",
        "I attached a scan of my identity card.",
        "Enclosed is a copy of her passport.",
    ],
)
def test_words_tell_where_names_do_not(text: str) -> None:
    assert kept(mail(text, "IMG_1234.jpg", "procuration.pdf")) == ["procuration.pdf"]


def test_which_of_several_is_meant_is_not_guessed() -> None:
    names = ["IMG_1234.jpg", "scan0001.pdf"]
    assert kept(mail("Voici mon passeport.", *names)) == names


@pytest.mark.parametrize(
    "text",
    [
        "Je ne joins pas ma carte d'identité, voici plutôt ma facture.",
        "Dois-je vous envoyer ma carte d'identité ? En annexe, une photo du bureau.",
        "Ik stuur geen kopie van mijn identiteitskaart mee.",
        "Attached is the photo. I lost my passport.",
        "Im Anhang das Foto. Meinen Ausweis schicke ich nicht.",
        "Ci-joint le formulaire de renouvellement de passeport",
        "I attached the invoice for my passport photos",
        "I attached the photos of the office; you asked for my passport.",
        "Here is my request: which passport data do you hold?",
        "Hierbij de foto, u vroeg mijn rijbewijs",
        "In bijlage mijn bewijs van betaling: u vroeg mijn rijbewijs",
        "Voici les documents : je n'ai plus de passeport",
        "Here is the photo: I no longer have my passport.",
        "Attached, a copy of my passport?",
        "Enclosed is my passport correspondence.",
        "Attached my passport photos.",
        "Je vous envoie une copie de ma carte d'identité si nécessaire.",
    ],
)
def test_words_that_say_the_contrary_take_nothing(text: str) -> None:
    assert kept(mail(text, "IMG_1234.jpg")) == ["IMG_1234.jpg"]


def test_a_logo_beside_the_words_stays() -> None:
    assert kept(mail("Voici ma carte d'identité.", "image001.png", content=b"logo" * 100)) == ["image001.png"]


def test_all_other_bytes_stay_and_a_second_look_finds_nothing() -> None:
    raw = mail("Bonjour,\r\n\r\nvoici.", "passeport.jpg", "facture.pdf", "CI verso.jpg")
    spans = papers(read(raw), raw)
    assert len(spans) == 2
    left = without(raw, spans)
    assert len(left) == len(raw) - sum(end - start for start, end in spans)
    assert left.startswith(raw[: spans[0][0]]) and left.endswith(raw[spans[1][1] :])
    assert read(left).text == read(raw).text and papers(read(left), left) == ()


def test_a_text_above_that_holds_the_same_bytes_stays_and_the_copy_goes() -> None:
    content = b64encode(b"card" * 12).decode()
    raw = mail(content, "passport.jpg", "facture.pdf", content=b"card" * 12)
    assert raw.count(content.encode()) == 3
    (span,) = papers(read(raw), raw)
    left = without(raw, (span,))
    assert read(left).text.strip() == content
    assert kept(raw) == ["facture.pdf"]


def test_a_copy_in_a_forwarded_mail_is_found() -> None:
    outer = EmailMessage(policy=SMTP)
    outer["From"], outer["Subject"] = "carol@house.example", "Fwd"
    outer.set_content("see below")
    inner = EmailMessage(policy=SMTP)
    inner.set_content("hello")
    inner.add_attachment(b"IDENTITYCARD" * 500, maintype="image", subtype="png", filename="passport.png")
    outer.add_attachment(inner)
    raw = outer.as_bytes()
    (span,) = papers(read(raw), raw)
    assert span[1] - span[0] > 8000


def test_where_the_content_cannot_be_found_everything_below_the_header_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = mail("Hello", "passport.jpg")
    other = mime.parse(raw.replace(b"AAECAw", b"BBBBBB"))
    monkeypatch.setattr(mime, "parse", lambda _: other)
    left = without(raw, papers(read(raw), raw))
    assert left.endswith(b"\r\n\r\n") and b"Subject: my request" in left and b"Hello" not in left


def test_a_mail_with_too_many_parts_to_be_looked_at_is_put_aside_with_a_reason() -> None:
    raw = b"From: carol@house.example\r\n" + b"Content-Type: message/rfc822\r\n\r\n" * 600 + mail("x", "passport.jpg")
    assert papers(read(raw), raw) == () and read(raw).sender_fault == "too many parts"
