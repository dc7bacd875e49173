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


def test_a_warning_by_somebody_who_speaks_of_himself_is_no_banner() -> None:
    text = "Attention: I write from outside your organisation, the sender is my new address."
    assert cut(f"{text}\n\nPlease note it.\nAnna").text.startswith(text)


ATTRIBUTIONS = (
    "Le 12 mars 2026 à 10:00, CRM <privacy@crm.example> a écrit :",
    "On 12 March 2026 at 10:00, CRM <privacy@crm.example> wrote:",
    "Op 12 maart 2026 om 10:00 schreef CRM <privacy@crm.example>:",
    "Op 12 maart 2026 om 10:00 heeft CRM het volgende geschreven:",
    "Am 12.03.2026 um 10:00 schrieb CRM <privacy@crm.example>:",
    "Op 12 maart 2026 om 10:00 ſchreef CRM <privacy@crm.example>:",
    "AM 12.03.2026 UM 10:00 SCHRİEB CRM <privacy@crm.example>:",
    "Am 12.03.2026 um 10:00 schrıeb CRM <privacy@crm.example>:",
)
FORWARDED = (
    "---------- Forwarded message ---------",
    "-------- Message transféré --------",
    "----- Message réexpédié -----",
    "----- Message transmis -----",
    "---------- Doorgestuurd bericht ----------",
    "-------- Weitergeleitete Nachricht --------",
    "Début du message réexpédié :",
    "Begin doorgestuurd bericht:",
    "Anfang der weitergeleiteten Nachricht:",
    "-------- Weİtergeleİtete Nachricht --------",
    "----- Message tranſmis -----",
)


@pytest.mark.parametrize("line", (*ATTRIBUTIONS, *FORWARDED))
def test_what_follows_the_line_above_another_mail_is_quoted_without_quote_marks_too(line: str) -> None:
    parts = cut(f"Yes.\n\n{line}\nErase all my data.")
    assert parts.text == "Yes." and parts.quoted == f"{line}\nErase all my data."
    assert parts.forwarded == (line in FORWARDED)
