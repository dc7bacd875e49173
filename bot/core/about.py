"""Who a mail is about, when that is not its sender: an address or a customer number named in it."""

import re
from collections.abc import Sequence

from bot.core.contact_values import emails
from bot.core.cues_after import OLD_AFTER
from bot.core.flat import flat
from bot.core.folding import fold
from bot.core.mail import Mail, Mark
from bot.core.people import alike
from bot.core.values import Age, Value
from bot.core.wording import begun

_CUSTOMER = re.compile(
    rf"(?:{begun('klant')}(?:nummer|nr)?|{begun('client')}e?(?: n[°o]?)?|{begun('customer')} (?:number|no|id)|"
    rf"{begun('kunde')}(?:nnummer|nnr| nr)?|{begun('account')} number)"
    r"\W{0,4}(?:(?:est|is|ist|c'est)\b\W{0,3}(?:le |"
    r"het |the |die )?)?(?P<number>[a-z]{0,4}-?\d{3,8})\b"
)
_ABOUT_EMAIL = re.compile(r"\b(?:e-?mail\w*|mail\w*|courriel|adresse|adres|address)\b|@")
_THIS = re.compile(
    r"\b(?:celle-ci|cette (?:nouvelle )?adresse(?:-ci)?(?! postale)|dit (?:nieuwe? )?(?:e-?mail ?|"
    r"mail)?adres|deze (?:mail|e-?mail)?(?: ?adres)?(?= is| hier| gebruik|,| voortaan)|dit is mijn nieuwe?|"
    r"this (?:new )?(?:e-?mail )?(?:one|address)|diese (?:neue |hier|mail-?|e-?mail-?)? ?(?:adresse|hier|"
    r"ist)|(?:the|an?) (?:new )?(?:one|address|account|mailbox)(?: that| which)? (?:i(?:'?m| am)(?: now)? (?:writing|mailing|e-?mailing|using)|i (?:now )?(?:write|mail)|"
    r"this (?:mail|e-?mail|message) (?:comes|came|was sent|is sent)) (?:(?:to )?you )?(?:from|with|now)|"
    r"from which (?:i(?:'m| am)(?: now)? (?:writing|mailing)|i (?:now )?write|this (?:mail|e-?mail|message))|"
    r"(?:waarvan|waarmee|vanwaar|van waaruit) ik (?:u |jullie |je |nu |dit |deze mail ){0,3}(?:schrijf|mail|stuur|verstuur)|"
    r"(?:von|mit|aus) (?:der|dem) (?:aus )?ich (?:ihnen |euch |jetzt |gerade |hier |diese mail |dies ){0,3}(?:schreibe|sende|schicke|maile)|"
    r"(?:d'ou|dont|depuis (?:laquelle|lequel)|avec laquelle) (?:part|vient|provient|je vous (?:envoie|adresse)|j'envoie|j'ecris|je t'ecris)|"
    r"(?:l'adresse )?(?:d'ou|dont|depuis laquelle|"
    r"avec laquelle) je vous ecris|"
    r"(?:celle|celui|l'adresse) (?:avec|depuis|a partir de?|sur|de) ?(?:laquelle|lequel|ou|qui)? ?(?:je (?:vous |t')?(?:ecri[st]|envoie)|j'(?:ecris|envoie))|"
    r"(?:als|as(?: the)?|comme|en tant qu[e']) ?(?:absender|afzender|sender|expediteur)|"
    r"(?:the|my|that) (?:e-?mail )?address (?:above|in the header|at the top)|(?:het|dat|mijn) (?:e-?mail ?|mail)?adres (?:hierboven|bovenaan)|"
    r"l'adresse ci-dessus|(?:die|der) (?:e-?mail-?|mail-?)?adresse oben|(?:die|der) obige[nr]? (?:e-?mail-?|mail-?)?adresse|"
    r"(?:celle|celui|dat|that|die|the one) (?:de |van |of |des |in )(?:l'|de |the |dem |diesem? )?(?:expediteur|afzender|sender|absenders?|from(?: field| line)?)|"
    r"zie (?:de )?afzender|voir (?:l')?expediteur|l'adresse d'expedition|see (?:the )?sender|"
    r"(?:this is|c'est|ceci est|voici|dies ist|das ist|hier ist) (?:my|ma|mon|notre|our|meine|unsere) (?:nouvelle|"
    r"new|neue) "
    r"(?:adresse )?(?:e-?mail\w*|mail\w*|adresse (?:e-?mail|mail))|"
    r"(?:gebruik|use|utilisez|verwenden sie) (?:dit|this|diese)(?: one)? (?:voortaan|nu|from now|now|ab)|"
    r"(?:mail|schrijf|ecris|write|writing|mailing|schreibe)\w* (?:\w+ ){0,3}(?:van(?:af|uit|op)?|met|de|depuis|avec|"
    r"from|with|"
    r"von|mit|aus|uit) (?:mijn|ma|mon|my|meine[rm]?) (?:toute )?(?:nieuwe?|nouve\w+|(?:brand )?new|neue[nm]?) "
    r"(?:(?:e-?mail ?-?|mail-?)?(?:adress?e?\w*|box|fach|konto)|boite\b|mailbox|inbox|messagerie|account|compte\b|postfach)|"
    r"siehe absender|zoals (?:je|jullie|u) (?:kan |kunt )?zie[nt]?|comme vous (?:le )?voyez|as you can see|"
    r"wie sie sehen|waarmee ik (?:nu )?(?:schrijf|mail)|von der ich schreibe)"
)
_MEANT_AS_NEW = re.compile(
    r"\b(?:nouve\w+|new|nieuw\w*|neue?\w*|voortaan|desormais|dorenavant|from now on|utilis\w+|use|"
    r"gebruik\w*|verwend\w*|prenez|prendre|take|neem|nehmen|kunftig|ab jetzt|change|changer|changed|aangepast|"
    r"vervang\w*|replac\w*|remplac\w*|ersetz\w*)\b"
)
_NOT_THIS = re.compile(
    r"\b(?:au lieu d[eu]|in plaats van|instead of|statt|anstelle|throw-?away|plus (?:sur|a)|pas|"
    r"niet (?:meer )?(?:op|naar)?|not|nicht|oude?|ancienne|old|alte)\b[^.,;\n]{0,30}$"
)
_NO_LONGER = re.compile(
    r"[\s,(]*(?:et |en |and |und )?(?:non )?(?:plus|pas|niet(?: meer| langer)?|no longer|not|nicht(?: mehr)?)"
    r"(?: (?:a|au|sur|le|la|op|naar|het|de|to|on|at|the|auf|an|die|mon|mijn|my|meine|old|ancien\w*|oude?|alte)){0,3}\s"
)
_STAYS = re.compile(
    r"\b(?:toujours|encore|continue\w*|nog (?:altijd|steeds)|still|weiterhin|nach wie vor|(?:immer )?noch|"
    r"(?:so|as) (?:do|does|is)|moves? with|reste\w*|suit|suivent|inchange\w*|garde\w*|blijf\w*|blijven|verhuist mee|"
    r"behou\w*|stays?|remains?|keep\w*|unchanged|bleib\w*|behalte\w*|zieht mit|ebenso|unverandert)\b"
)
_FORM_SENDER = re.compile(
    r"^(?:no-?reply|ne-?pas-?repondre|formul\w*|form|website|web|contactform\w*|portail|portal)\b|"
    r"@(?:form\w*|portail|portal)"
)
_PASSED_ON = re.compile(r"\s*(?:fwd?|tr|wg|doorst|rv)\s*:", re.IGNORECASE)
_FEW_WORDS, _FEW_LINES = 200, 4000  # characters
_TAKE_OVER = re.compile(
    r"\b(?:ter info\w*|over ?(?:te )?nemen|aan ?(?:te )?passen|zie (?:onder\w*|hieronder|bijgaand)|"
    r"mise? a jour|voir (?:ci-dessous|plus bas)|ci-dessous|a adapter|see below|for your records|"
    r"please update|zur kenntnis|siehe unten|bitte (?:ubernehmen|anpassen))\b"
)
_IN_THE_TEXT = re.compile(
    r"\b(?:dans le texte|dans votre mail|in de tekst|tussen de (?:regels|lijnen)|hieronder|below|inline|"
    r"in the text|im text|unten|zwischen den zeilen|ci-dessous)\b"
)
_ARROW = re.compile(r"->|=>|→")
_VALUE = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+|(?<![\w-])(?:\+|00|0)\d[\d ./()-]{6,15}\d(?!\w)")
_CALLED_NEW = re.compile(r"\b(?:nouve(?:au|l|lle)|nvl?l?e?|nvo|nieuwe?|new|neue?[rs]?)\b")
_SEE_SUBJECT = re.compile(r"\b(?:onderwerp|objet|subject|betreff|titre|titel)\b")


def this_address(mail: Mail, text: str, found: Sequence[Value]) -> list[Value]:
    """ "The address I write from" as a new value, when it is called new or the other one is said to be gone."""
    lower = flat(text)
    misspelt = _misspelt(mail, found)
    if misspelt:
        return misspelt
    match = _THIS.search(lower)
    if match is None or mail.sender is None or not _ABOUT_EMAIL.search(f"{flat(mail.subject)} {lower}"):
        return []
    own = mail.sender.address.lower()
    before, after = lower[: match.start()], _behind(lower, match.end(), found)
    others = [value for value in found if value.field == "email" and value.value != own]
    gone = any(value.age is Age.OLD for value in others)
    if _NOT_THIS.search(before) or OLD_AFTER.match(after) or any(value.age is Age.NEW for value in others):
        return []
    sentence = re.split(r"[.!?\n]", before)[-1] + re.split(r"[.!?\n]", after)[0]
    if not gone and _STAYS.search(sentence):
        return []
    if not gone and not _MEANT_AS_NEW.search(f"{flat(mail.subject)} {before[-100:]} {after}"):
        return []
    return [Value(field="email", value=own, start=match.start(), end=match.end(), age=Age.NEW)]


def _behind(lower: str, end: int, found: Sequence[Value]) -> str:
    """The words behind "this address"; not those that deny another one: ", no longer old@..."."""
    other = min((value.start for value in found if value.field == "email" and value.start >= end), default=end)
    return "" if _NO_LONGER.fullmatch(lower[end:other]) else lower[end : end + 60]


def customer_number(text: str) -> str:
    """Return the customer number that is called so, in upper case; "" when there is none."""
    found = _CUSTOMER.search(fold(text))
    return found["number"].upper() if found else ""


def _misspelt(mail: Mail, found: Sequence[Value]) -> list[Value]:
    """The sender's own address, when the only one in the text is a wrong spelling of it."""
    own = mail.sender.address.lower() if mail.sender else ""
    others = {str(value.value): value for value in found if value.field == "email" and value.value != own}
    for address, value in others.items():
        if (
            own
            and len(others) == 1
            and value.age is not Age.NEW
            and alike(address.replace(".", ""), own.replace(".", ""))
        ):
            return [Value(field="email", value=own, start=value.end, end=value.end, age=Age.NEW)]
    return []


def sent_by_form(mail: Mail) -> bool:
    """Whether a form on a web site wrote the mail in the person's name."""
    return mail.sender is not None and bool(_FORM_SENDER.search(mail.sender.address.lower()))


def passed_on(mail: Mail) -> bool:
    """Whether a few own words hand over a forwarded letter for its contents."""
    forwarded = Mark.FORWARDED in mail.marks or bool(_PASSED_ON.match(mail.subject))
    return forwarded and len(mail.text) < _FEW_WORDS and bool(_TAKE_OVER.search(flat(mail.text)))


def answered_lines(mail: Mail) -> list[str]:
    """The quoted lines on which the person wrote an answer behind an arrow, when his text says that he did so."""
    if not _IN_THE_TEXT.search(flat(mail.text)):
        return []
    lines = (line.lstrip("> ") for line in mail.quoted[:_FEW_LINES].split("\n"))
    return [line for line in lines if _ARROW.search(line) and ":" in line]


def pointed_at(text: str) -> bool:
    """Whether a short text only points at its subject."""
    return bool(_SEE_SUBJECT.search(fold(text)))


def valued(subject: str, text: str) -> bool:
    """Whether a subject gives a number or an address that the text does not, and one of the two calls it new."""
    found = _VALUE.search(subject)
    return found is not None and found[0] not in text and bool(_CALLED_NEW.search(flat(f"{subject}\n{text}")))


def target(mail: Mail, form: str, text: str) -> str:
    """Return the address meant, lower case, "" for the sender himself; a form's own field comes first."""
    return _one(mail, list(emails(form))) or _one(mail, list(emails(text)))


def _one(mail: Mail, found: Sequence[Value]) -> str:
    """One single other address is the one meant; two are a question for the person."""
    own = mail.sender.address.lower() if mail.sender else ""
    others = {str(value.value) for value in found} - {own} - set(mail.to)
    return others.pop() if len(others) == 1 else ""
