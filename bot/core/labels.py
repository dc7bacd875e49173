"""Labels of a form that stand on a line of their own, with the value on the next one or with none."""

import re
from collections.abc import Sequence

from bot.core.flat import flat
from bot.core.values import Value

_NEW_OR_OLD = (
    r"(?:(?:nouve\w+|nieuwe?|new|neue?\w*|ancien\w*|oude?|old|alte?\w*|votre|mon|ma|uw|mijn|your|my|ihre?|meine?) )?"
)
_DIGITS = (
    r"tel(?:e?f|ephone|efoon|efon)?\w*(?: (?:fixe|prive|bureau|vast|mobile|mobil|work|home))?|phone(?: number)?|"
    r"gsm\w*(?: |-)?(?:nummer|nr|numero)?|mobi\w*(?: (?:phone|number|nummer))?|handy\w*|portable|(?:tele)?fax\w*|"
    r"num(?:ero|mer) (?:de (?:telephone|gsm|fax|tva|compte)|d'entreprise)|n° (?:de )?(?:tva|gsm|tel\w*|fax|compte)|"
    r"ligne fixe|vaste lijn|festnetz\w*|landline|tva|btw(?:-?\w*)?|vat(?: (?:no|nr|number))?|ust\w*|mwst\w*|"
    r"ondernemingsnummer|iban|compte(?: bancaire)?|(?:bank)?rekening(?:nummer)?|bank account|konto\w*|"
    r"(?:date de naissance|ne\(?e?\)? le)|geboorte(?:datum|dag)|date of birth|birth ?date|geburts(?:datum|tag)|"
    r"huis(?:nummer|nr)|hausnummer|house number|n°|nr|boite|bte|bus(?:nummer)?|box|"
    r"code postal|cp|post(?:al )?code|plz|postleitzahl|zip(?: code)?|"
    r"(?:code postal|cp|post(?:al )?code|plz|postleitzahl|zip(?: code)?)\W{1,3}(?:(?:et|en|and|und) )?"
    r"(?:localite|ville|commune|gemeente|plaats|woonplaats|stad|city|town|(?:wohn)?ort|stadt)|"
    r"(?:rue|straat|street|strass?e|adresse?)\W{1,3}(?:(?:et|en|and|und) )?"
    r"(?:n°|no|nr|numero|(?:huis)?nummer|hausnummer|(?:house )?number)"
)
_MAIL = r"(?:adresse )?e?-?mail\w*(?: ?adress?e?| address)?|courriel|mailadres"
_WORDS = (
    r"nom|nom de famille|prenom|nom et prenom|prenom et nom|naam|achternaam|familienaam|voornaam|name|surname|"
    r"last name|first name|full name|nachname|familienname|vorname|vor- und nachname|rue|straat(?:naam)?|street|"
    r"strass?e|localite|commune|ville|gemeente|plaats|woonplaats|stad|city|town|ort|wohnort|stadt|pays|land|country|"
    r"societe|entreprise|denomination(?: sociale)?|bedrijf(?:snaam)?|firma(?:name|naam)?|company(?: name)?|"
    r"organisation|fonction|functie|job title|funktion|langue|taal|language|sprache|civilite|aanspreking|salutation|"
    r"anrede|personne de contact|contactpersoon|contact person|ansprechpartner(?:in)?"
)
_LABEL = re.compile(
    rf"^[ \t>*•-]*{_NEW_OR_OLD}(?:(?P<digits>{_DIGITS})|(?P<mail>{_MAIL})|(?P<words>{_WORDS}))"
    r"(?: ?\([^)\n]*\)| ?\*)?[ \t]*:[ \t]*$"
)
_OTHER_LABEL = re.compile(r"^[ \t>*•-]*[\w .'/°()-]{1,40}:(?:\s|$)")
_SENTENCE = re.compile(r"[.!?,;:]\s*$")
_LONGEST_VALUE = 70


#: "Name: "Maier" - richtig: Meier": the wrong value and the right one on one labelled line.
_PUT_RIGHT = re.compile(
    r"^(?P<wrong>\W*[^\W\d][\w /.'-]{1,25}:[ \t]*[^\n:]{2,60}?)[ \t]*(?:[,;(–—]|(?<=\s)-)[ \t]*"
    r"(?:richtig|juist|korrekt|correct|"
    r"exact|right|goed)(?: (?:ist|is|est|wäre))?[ \t]*:[ \t]*(?=\S)",
    re.IGNORECASE,
)
#: "Name: Mayer -> should read: Maier": what is said between the arrow and the right value.
_READS = (
    r"(?:(?:et )?(?:lire|lisez|lees|lies|read|(?:il )?faut(?: lire| écrire| mettre)?|(?:doit|devrait) (?:être|"
    r"devenir)|"
    r"(?:dat )?(?:moet|moest)(?: (?:zijn|worden|luiden))?|(?:should|must|ought to) (?:be|read)|"
    r"(?:soll|muss|sollte)(?: (?:heißen|heissen|lauten|sein))?|richtig(?: (?:ist|wäre))?|korrekt|correct(?: is)?|"
    r"juist(?: is)?|exact|right|goed|wordt|devient|becomes|wird))"
)
_ARROW_SAYS = re.compile(
    rf"(?P<arrow>->|=>|→|⇒)[ \t]*(?:(?i:{_READS})[ \t]*:[ \t]*(?=\S)|{_READS}[ \t]+(?=[\"“„«A-ZÀ-Ý0-9]))"
)


def filled(text: str) -> str:
    """Put each value that stands under its label behind it, and an arrow between a wrong one and the right one.

    A label with nothing under it that could be its value stays alone: no other line is taken for it.
    """
    lines = text.split("\n")
    made: list[str] = []
    place = 0
    while place < len(lines):
        line, place = lines[place], place + 1
        under = _under(line, lines[place : place + 2])
        if under:
            line, place = f"{line.rstrip()} {lines[place + under - 1].strip()}", place + under
        made.append(_ARROW_SAYS.sub(r"\g<arrow> ", _PUT_RIGHT.sub(r"\g<wrong> -> ", line)))
    return "\n".join(made)


def _under(line: str, below: list[str]) -> int:
    """How many lines below a label its value stands; 0 for none. Only what is no prose is looked for further down."""
    label = _LABEL.match(flat(line))
    if label is None or not below:
        return 0
    sort = str(label.lastgroup)
    if _fits(below[0], sort):
        return 1
    further = sort != "words" and not below[0].strip() and len(below) > 1
    return 2 if further and _fits(below[1], sort) else 0


def _fits(value: str, sort: str) -> bool:
    """Whether a line can be the value of a label of digits, of a mail address, or of words."""
    bare = value.strip()
    if not bare or len(bare) > _LONGEST_VALUE or _OTHER_LABEL.match(bare):
        return False
    if sort == "digits":
        return bool(re.search(r"\d", bare))
    if sort == "mail":
        return "@" in bare
    return not _SENTENCE.search(bare)


def alone_behind(label: re.Pattern[str], lower: str, values: Sequence[Value]) -> bool:
    """Whether all values are one, and each stands right behind a label that ``label`` finds in the folded text."""
    return len({value.value for value in values}) == 1 and all(label.search(lower, 0, one.start) for one in values)
