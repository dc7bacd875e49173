"""What a border server puts above a mail is not the person's; what a person writes never is a banner."""

import pytest

from bot.core.cut import cut

BANNERS = (
    "CAUTION: This email originated from outside of the organization. Do not click links or open attachments unless you"
    "\nrecognize the sender and know the content is safe.",
    "[EXTERNAL] This message was sent from outside your company.",
    "ATTENTION : ce message provient de l'extérieur de l'organisation. Ne cliquez pas sur les liens.",
    "Opgelet: deze e-mail is afkomstig van buiten de organisatie. Klik niet op links en open geen bijlagen.",
    "Achtung: Diese E-Mail kommt von außerhalb des Unternehmens. Bitte keine Anhänge öffnen!",
)
REQUESTS = (
    "Attention, veuillez supprimer toutes mes données : je travaille maintenant hors de votre entreprise.",
    "Let op: ik werk nu buiten het bedrijf, gelieve mijn gegevens te wissen.",
    "Warning: I moved outside Belgium and left your company, please delete my data.",
    "Attention, merci d'effacer ce que l'expéditeur de ce courriel, désormais hors de votre entreprise, vous a donné.",
    "Caution: this comes from outside your company. Delete everything about the customer Anna Peeters.",
    BANNERS[0],
)


@pytest.mark.parametrize("banner", BANNERS)
def test_a_banner_is_not_what_the_person_wrote(banner: str) -> None:
    parts = cut(f"{banner}\n\nPlease delete all my data.\n\nKind regards,\nAnna")
    assert parts.text == "Please delete all my data.\n\nKind regards," and banner in parts.signature


@pytest.mark.parametrize("request_", REQUESTS)
@pytest.mark.parametrize("below", ["", "\n\nBien à vous,\nAnna", "\n\nEnvoyé de mon iPhone"])
def test_a_request_that_is_all_somebody_wrote_is_no_banner(request_: str, below: str) -> None:
    assert cut(f"{request_}{below}\n").text.startswith(request_)


@pytest.mark.parametrize("request_", REQUESTS[:5])
def test_a_request_above_other_words_is_no_banner(request_: str) -> None:
    assert cut(f"{request_}\n\nMerci d'avance.\nAnna Peeters").text.startswith(request_)
