"""A yes as mail programs lay it out: what confirms, and what only looks like it. Every layout goes through the bot."""

from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping
from html import escape
from pathlib import Path

import pytest

from bot.core.letter import COMMON, LANGUAGES, PERSON, Letter
from bot.edge.build import shipped
from bot.edge.letters import Letters
from bot.stage import PRIVACY, body, parsed
from tests.attacks.world import ASK, OWNER
from tests.quick import Quick

ANSWER = "Vos données à caractère personnel"
UNCLEAR = "Nous n'avons pas compris votre réponse"
WROTE = f"Le mar. 3 mars 2026 à 10:00, CRM <{PRIVACY}> a écrit :"
OUTLOOK = f"De : CRM <{PRIVACY}>\nEnvoyé : mardi 3 mars 2026 10:00\nÀ : {OWNER}\nObjet : Votre demande\n"

Layout = Callable[[str, str], tuple[str, str]]  # what is said, the letter -> the text and its type


def plain(text: str) -> tuple[str, str]:
    return text, "plain"


def html(text: str) -> tuple[str, str]:
    return f"<html><head><style>p {{margin:0}}</style></head><body>{text}</body></html>", "html"


def marked(letter: str, sign: str = "> ") -> str:
    return "\n".join(f"{sign}{line}".rstrip() for line in letter.splitlines())


def lines(letter: str, tag: str = "div") -> str:
    return "".join(f"<{tag}>{escape(line) or '<br>'}</{tag}>" for line in letter.splitlines())


def broken(letter: str) -> str:
    return escape(letter).replace("\n", "<br>\n")


def gmail_html(said: str, letter: str) -> tuple[str, str]:
    head = f'<div dir="ltr" class="gmail_attr">{escape(WROTE)}<br></div>'
    quote = f'<blockquote class="gmail_quote" style="margin:0 0 0 .8ex">{broken(letter)}</blockquote>'
    return html(f'<div dir="ltr">{said}</div><br><div class="gmail_quote">{head}{quote}</div>')


def outlook_html(said: str, letter: str) -> tuple[str, str]:
    head = "".join(
        f"<b>{line.partition(':')[0]}:</b>{escape(line.partition(':')[2])}<br>" for line in OUTLOOK.splitlines()
    )
    rule = f'<div style="border:none;border-top:solid #E1E1E1 1.0pt"><p class="MsoNormal">{head}</p></div>'
    own = f'<p class="MsoNormal">{said}<o:p></o:p></p><p class="MsoNormal"><o:p>&nbsp;</o:p></p>'
    return html(f'<div class="WordSection1">{own}{rule}{lines(letter, "p")}</div>')


def outlook_web(said: str, letter: str) -> tuple[str, str]:
    head = f'<div id="appendonsend"></div><hr><div id="divRplyFwdMsg">{broken(OUTLOOK)}</div>'
    return html(f"<div>{said}</div>{head}{lines(letter)}")


def apple_html(said: str, letter: str) -> tuple[str, str]:
    quote = f'<blockquote type="cite">{escape(WROTE)}<br><br></blockquote>'
    quote += f'<blockquote type="cite">{lines(letter)}</blockquote>'
    return html(f'{said}<br><br><div dir="ltr">Envoyé de mon iPhone</div><div dir="ltr"><br>{quote}</div>')


def thunderbird_below(said: str, letter: str) -> tuple[str, str]:
    head = f'<div class="moz-cite-prefix">{escape(WROTE)}<br></div>'
    return html(f'{head}<blockquote type="cite" cite="mid:1@x">{lines(letter)}</blockquote><p>{said}</p>')


CONFIRMS: Mapping[str, Layout] = {
    "above marked lines": lambda said, letter: plain(f"{said}\n\n{WROTE}\n{marked(letter)}"),
    "below marked lines": lambda said, letter: plain(f"{WROTE}\n{marked(letter)}\n\n{said}\n"),
    "below marked lines, signed": lambda said, letter: plain(f"{WROTE}\n{marked(letter)}\n\n{said}\n\n-- \nAnna\n"),
    "between marked lines": lambda said, letter: plain(
        f"{WROTE}\n{marked(letter[:400])}\n\n{said}\n\n{marked(letter[400:])}\n"
    ),
    "above an unmarked copy": lambda said, letter: plain(f"{said}\n\n{OUTLOOK}\n{letter}"),
    "without any quote": lambda said, letter: plain(said),
    "from a telephone": lambda said, letter: plain(f"{said}\n\nEnvoyé de mon iPhone\n\n{WROTE}\n{marked(letter)}"),
    "from Yahoo": lambda said, letter: plain(f"{said}\n\nEnvoyé depuis Yahoo Mail pour Android\n"),
    "from Windows": lambda said, letter: plain(f"{said}\n\nProvenance : Courrier pour Windows\n\n{OUTLOOK}\n{letter}"),
    "from Samsung": lambda said, letter: plain(
        f"{said}\n\nSent from my Galaxy\n\n\n-------- Message d'origine --------\n{OUTLOOK}\n{letter}"
    ),
    "from GMX": lambda said, letter: plain(
        f"{said}\n\n\nGesendet: Dienstag, 3. März 2026 um 10:00\nVon: CRM <{PRIVACY}>\nAn: {OWNER}\n"
        f"Betreff: x\n\n{letter}"
    ),
    "from Orange": lambda said, letter: plain(
        f"{said}\n\nenvoyé : 3 mars 2026 à 10:00\nde : CRM <{PRIVACY}>\nà : {OWNER}\nobjet : x\n\n{letter}"
    ),
    "from a telephone by Samsung": lambda said, letter: plain(
        f"{said}\n\nEnvoyé à partir de mon smartphone Samsung Galaxy.\n\n{WROTE}\n{marked(letter)}"
    ),
    "from an Android": lambda said, letter: plain(
        f"{said}\n\nVerstuurd van mijn Android apparaat met K-9 Mail. Excuseer mijn beknoptheid.\n"
    ),
    "from Yahoo with its boast": lambda said, letter: plain(f"{said}\n\nYahoo Mail: Search, Organize, Conquer\n"),
    "with her name": lambda said, letter: plain(f"{said}\n\nAnna Lefèvre\n\n{WROTE}\n{marked(letter)}"),
    "with her first name": lambda said, letter: plain(f"Bonjour,\n\n{said}.\n\nAnna\n"),
    "with closing and name on one line": lambda said, letter: plain(f"{said}\n\nMerci Anna\n"),
    "with greeting and closing": lambda said, letter: plain(
        f"Bonjour,\n\n{said}, merci.\n\nBien à vous,\nAnna Lefèvre\nRue X 1\n"
    ),
    "with a disclaimer": lambda said, letter: plain(
        f"{said}\n\nCe message est confidentiel et destiné à son destinataire.\n"
    ),
    "under a banner": lambda said, letter: plain(
        f"ATTENTION : ce message provient de l'extérieur de l'organisation. Ne cliquez pas sur les liens.\n\n{said}\n"
    ),
    "right under a banner": lambda said, letter: html(
        "<table><tr><td>CAUTION: This email originated from outside of the organization. Do not click links.</td></tr>"
        f"</table><p>{said}</p>"
    ),
    "with a smile": lambda said, letter: plain(f"{said} 👍"),
    "Gmail": gmail_html,
    "Outlook": outlook_html,
    "Outlook on the web": outlook_web,
    "Apple Mail": apple_html,
    "Thunderbird, below": thunderbird_below,
    "HTML with spaces": lambda said, letter: html(f"<p>&nbsp;{said}&nbsp;</p><p>&nbsp;</p>"),
    "HTML in capitals by style": lambda said, letter: html(
        f"<b><font size=5><span>{said[0]}</span>{said[1:]}</font></b>"
    ),
}
NOTHING: Mapping[str, Layout] = {
    "only in marked lines": lambda said, letter: plain(f"Je réfléchis encore.\n\n> {said}\n{marked(letter)}"),
    "only in the quote of Gmail": lambda said, letter: gmail_html("Je réfléchis encore.", f"{said}\n{letter}"),
    "only in the quote of Outlook": lambda said, letter: outlook_web("Je réfléchis encore.", f"{said}\n\n{letter}"),
    "hidden": lambda said, letter: html(f'<div style="display:none">{said}</div><p>Qui êtes-vous ?</p>'),
    "white on white": lambda said, letter: html(f'<span style="color:#ffffff">{said}</span><p>Qui êtes-vous ?</p>'),
    "hidden, and nothing else": lambda said, letter: html(f'<div style="font-size:0">{said}</div>'),
    "struck through": lambda said, letter: html(f"<s>{said}</s> <p>Je réfléchis.</p>"),
    "with a condition": lambda said, letter: plain(f"{said}, mais pas avant lundi."),
    "as a bare question": lambda said, letter: plain(f"{said} ?"),
    "struck through, and nothing else": lambda said, letter: html(f"<s>{said}</s>"),
    "in a line of ours that was wrapped": lambda said, letter: plain(
        f"{WROTE}\n{marked(letter)}\n> C'est exact ? Répondez à ce message par le mot\n{said},\n> avant le 9 mars.\n"
    ),
    "in the last line of ours, wrapped": lambda said, letter: plain(
        f"{WROTE}\n{marked(letter)}\n> Répondez à ce message par le seul mot\n{said}\n"
    ),
    "as a question": lambda said, letter: plain(f"{said} ? Je ne comprends pas."),
    "in the signature": lambda said, letter: plain(f"Je vous appelle.\n\n-- \n{said}\n"),
    "in the name of another": lambda said, letter: plain(f"{said}\n\nJean Dupont, avocat\n"),
    "an empty reply": lambda said, letter: plain(f"\n\n{WROTE}\n{marked(letter)}"),
    "our letter without marks": lambda said, letter: plain(letter),
    "our letter as HTML without marks": lambda said, letter: html(lines(letter)),
    "a forwarded letter": lambda said, letter: plain(f"---------- Forwarded message ---------\n{OUTLOOK}\n{letter}"),
}


@pytest.fixture
def bot(tmp_path: Path) -> Iterator[Quick]:
    made = Quick(tmp_path)
    yield made
    made.close()


def laid_out(bot: Quick, layout: Layout, said: str, *, encoded: bool = False) -> bytes:
    letter = parsed(bot.letters(OWNER)[0])
    text, kind = layout(said, body(letter))
    data = text.replace("\n", "\r\n").encode()
    way = "base64" if encoded else "8bit"
    mail = bot.mail(f"Anna Lefèvre <{OWNER}>", "", subject=f"Re: {letter['subject']}", verdict="pass", headers="")
    head = mail.partition(b"Content-Type:")[0]
    head += f"MIME-Version: 1.0\r\nContent-Type: text/{kind}; charset=utf-8\r\n".encode()
    head += f"Content-Transfer-Encoding: {way}\r\n\r\n".encode()
    return head + (b64encode(data) if encoded else data)


@pytest.mark.parametrize("encoded", [False, True], ids=["8bit", "base64"])
@pytest.mark.parametrize("name", list(CONFIRMS))
def test_a_yes_confirms_wherever_the_program_puts_it(bot: Quick, name: str, encoded: bool) -> None:
    bot.write(OWNER, ASK)
    bot.later(minutes=2)
    bot.deliver(laid_out(bot, CONFIRMS[name], "OUI", encoded=encoded))
    assert bot.subjects(OWNER)[1:] == [ANSWER]


@pytest.mark.parametrize("name", list(NOTHING))
def test_what_only_looks_like_a_yes_confirms_nothing_and_is_heard(bot: Quick, name: str) -> None:
    bot.write(OWNER, ASK)
    bot.later(minutes=2)
    outcome = bot.deliver(laid_out(bot, NOTHING[name], "OUI"))
    assert bot.subjects(OWNER)[1:] == [UNCLEAR] and outcome.disposition == "flagged"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_letter_of_ours_says_yes_when_it_is_sent_back_without_any_mark(language: str) -> None:
    letters = Letters.load(shipped("templates"))
    for name, facts in PERSON.items():
        text = letters.render(Letter(name=name, to=OWNER, language=language, facts=facts), COMMON)[1]
        assert letters.words.reply(text) == ""
