"""Copies of identity documents: what is one, what is none, and that all other bytes of a mail stay."""

from email.message import EmailMessage
from email.policy import SMTP

import pytest

from bot.core import mime
from bot.core.papers import papers, without
from bot.core.read import read

CONTENT = bytes(range(256)) * 80


def mail(text: str, *names: str, content: bytes = CONTENT, kind: str = "image/jpeg") -> bytes:
    made = EmailMessage(policy=SMTP)
    made["From"], made["Subject"] = "carol@house.example", "my request"
    made.set_content(text)
    for name in names:
        main, sub = ("application", "pdf") if name.endswith(".pdf") else kind.split("/")
        made.add_attachment(content, maintype=main, subtype=sub, filename=name)
    return made.as_bytes()


def kept(raw: bytes) -> list[str]:
    """The names of the attachments that still have content."""
    return [one.name for one in read(without(raw, papers(read(raw), raw))).attachments if one.size]


@pytest.mark.parametrize(
    "name",
    [
        "carte.jpg",
        "Carte d'identité (recto).pdf",
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
    ],
)
def test_words_tell_where_names_do_not(text: str) -> None:
    assert kept(mail(text, "IMG_1234.jpg", "scan0001.pdf", "procuration.pdf")) == ["procuration.pdf"]


@pytest.mark.parametrize(
    "text",
    [
        "Je ne joins pas ma carte d'identité, voici plutôt ma facture.",
        "Dois-je vous envoyer ma carte d'identité ? En annexe, une photo du bureau.",
        "Ik stuur geen kopie van mijn identiteitskaart mee.",
        "Attached is the photo. I lost my passport.",
        "Im Anhang das Foto. Meinen Ausweis schicke ich nicht.",
    ],
)
def test_words_that_say_the_contrary_take_nothing(text: str) -> None:
    assert kept(mail(text, "IMG_1234.jpg")) == ["IMG_1234.jpg"]


def test_a_logo_beside_the_words_stays() -> None:
    assert kept(mail("Voici ma carte d'identité.", "image001.png", content=b"logo" * 100)) == ["image001.png"]


def test_all_other_bytes_stay_and_a_second_look_finds_nothing() -> None:
    raw = mail("Bonjour,\r\n\r\nvoici.", "carte.jpg", "facture.pdf", "verso.jpg")
    spans = papers(read(raw), raw)
    assert len(spans) == 2
    left = without(raw, spans)
    assert len(left) == len(raw) - sum(end - start for start, end in spans)
    assert left.startswith(raw[: spans[0][0]]) and left.endswith(raw[spans[1][1] :])
    assert read(left).text == read(raw).text and papers(read(left), left) == ()


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
