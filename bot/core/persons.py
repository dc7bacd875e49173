"""The persons whom a text names: by full name, by a part of it, or by a title and the last name."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from bot.core import name_cues
from bot.core.effective import WEEKDAYS
from bot.core.firm_shapes import FORM_WORD
from bot.core.flat import flat
from bot.core.near import Span, free
from bot.core.people import PARTICLE, TITLE, bare
from bot.core.trades import TRADES
from bot.core.values import Age, Value
from bot.core.wording import any_word

_SHORTEST = 3
_TWO = 2  # a first and a last name
_MOST = 40  # of each way to name a person; a mail that names more is a list
_SIGNED = 60  # characters below a name at the end of a letter
_WORD = r"[A-ZÀ-ÝŒĀ-ſ][\w'’-]*"
_NO_SURNAME = (
    r"(?:Ihr|Sie|Er|Il|Elle|Hij|Zij|Ze|She|He|Uw|Votre|Vous|Jouw|Jullie|Your|You|Our|Notre|Nos|Onze|Unser|Ich|"
    r"Ik|Je|I|Tel|Tél|GSM|T|M|E)"
)
_FULL = re.compile(
    rf"(?<![\w@.-])(?:{TITLE}[ ]+)?"
    rf"(?P<name>{_WORD}[ ](?!{_NO_SURNAME}\b)(?:{PARTICLE}[ ])*{_WORD}(?:[ ](?!{_NO_SURNAME}\b){_WORD})?)(?![\w@])"
)
#: "Ansprechpartnerin Frau Judith Schröder": in German any noun may stand before a name.
_TITLE_INSIDE = re.compile(rf"[ ](?={TITLE}[ ])")
_PART = re.compile(rf"(?<![\w@.-]){_WORD}(?![\w@-]|\.\w)")
_TITLED = re.compile(rf"(?<![\w@.-]){TITLE}[ ]+(?P<name>{_WORD})(?![\w@])")
_LABELLED = re.compile(
    r"^[ \t*•-]*(?:[\w/ ]{0,40}\b)?(?:contact\w*|interlocut\w+|aanspreek\w+|ansprech\w+|"
    r"kontakt\w*)[\w/ ]{0,25}\s?[:=]\s*"
    r"(?P<name>[^\W\d_]{2,}(?: [^\W\d_][\w'’-]*){1,3})[ \t]*(?=$|[,(\n])",
    re.MULTILINE | re.IGNORECASE,
)
#: Words that begin a sentence, with which no name begins.
_BEGINS = any_word(
    r"""
    mag|kan|kunt|wil|zou|is|heeft|puis|peut|pourriez|may|can|could|will|would|please|kann|konnen|bitte|darf|
    ihr\w*|unser\w*|mein\w*|sein\w*|dies\w*|all\w*|kein\w*|jede\w*|ab|vanaf|vana|des|depuis|from|since|
    seit|guten|gute|goeden?|good|bon|bonne|bonjour|hallo|hello|hi|dag|beste|dear|cher|chere|viele|
    met|bien|votre|onze|ons|notre|nos|our|your|uw|jullie|sehr|mit|kind|best|nouvelle|nouveau|
    nieuwe?|new|neue\w*|la|le|les|de|het|the|der|die|das|den|l'\w+|c'est|c'etait|put|so|niet|not|pas|plus|at|
    sinds|op|on|am|vous|voor|pour|for|fur|contact\w*|gelieve|merci|bedankt|thanks|danke|as|i|we|if|when|while|
    anstelle|statt|zet|noteer|notez|mettez|inscrivez|tragen|setzen|wenden|liebe\w*|lieber|grusse?|gruss|groeten|
    cordialement|salutations|regards|enkel|nur|only|seulement|maar|mais|but|sondern|et|en|and|und|donc|dus|also|
    technische\w*|als|sie|drei|two|twee|deux|zwei|zum|zur|im|in|an|dans|sur|par|door|by|durch|von|van|chez|bij|bei|
    avant|voorheen|was|
    it's|that's|there's|here's|
    mr|mrs|ms|mme|monsieur|madame|mevrouw|frau|herrn?|m|ancien\w*|oude|old|alte\w*|ook|aussi|too|auch|
    januar[iy]?|janvier|februar[iy]?|fevrier|maart|marz|march|avril|juni|juin|juli|juillet|july|augustus|aout|
    septemb\w+|oktober|octob\w+|novemb\w+|de[cz]emb\w+|
    vriendelijke|freundliche\w*|kollege|kollegin|collega|collegue|colleague|
    """
    + WEEKDAYS
)
_ALSO_NAMES = frozenset({"An", "Will", "May"})
#: Words that no name of a person contains: of houses, streets and firms, of functions.
_NEVER = any_word(
    TRADES
    + r"""|
    residen[ct]\w*|caves?|harmonie|fanfare|studio|\w*school|ecole|institut\w*|choir|foods?|events?|verhuur|brasserie|
    \w*bakkerij|
    boulangerie|hotel|clinique|klinik|\w*kliniek|garage|scierie|copropriete|syndic|vme|acp|asbl|vzw|cent(?:re|rum|er)|
    \w*club|
    bureau|buro|jahres(?:ende|wechsel|anfang|beginn)|monats(?:ende|wechsel|anfang|beginn)|cabinet|\w*kantoor|\w*kanzlei|groupe?|groep|gruppe|consulting|solutions|services?|\w*dienste?|secretariaa?t|
    sekretariat|direction|directie|administratie|administration|boekhouding|compta\w*|hr|it|rh|logistics|transports?|
    meubelen|
    interim|ziekenhuis|hopital|hospital|union|network|federation|commune|gemeente|stad|ville|universit\w+|college|lycee|
    athenee|academie|fond\w+|foundation|stichting|restaurant|cafe|salon|pharmacie|apothe\w+|imprimerie|drukkerij|
    druckerei|menuiserie|team|company|fils|zonen|sons|sohne|heim|\w*haus|house|huis|street|\w*stra(?:ss|b)e|\w*straat|
    \w*laan|rue|
    avenue|chaussee|\w*steenweg|place|\w*plein|quai|boulevard|sankt|saint|kunden|\w*chor|verein|\w*betrieb|firma|
    firme|societe|
    \w*manager|director|directeur|directrice|officer|coordinat\w+|general|secretary|secretaire|president\w*|head|
    chief|analyst|assistant\w*|
    engineer|controller|consultant|lead|representative|executive|partner|senior|junior|technicien\w*|advis\w+|
    specialist\w*|architect\w*|developer|planner|buyer|trainer|assistent\w*|medewerker|bediende|hoofd|chef|responsable|
    verantwoordelijke|
    conseiller\w*|employe\w*|gerante?|vorsitzende\w*|\w*leiter(?:in)?|geschaftsfuhrer\w*|fragen|facturation|invoices?|
    facturen|
    rechnung\w*|update|company|e-mail|email|mail|telefoon|telephone|fax|gsm|btw|tva|vat|iban|adresse?|adres|klant\w*|
    client\w*|
    customer|nummer|contact\w*|kontakt\w*|ansprech\w*|scomm|sca|optique|optiek|optik|numero|data|gegevens|donnees|
    sales|marketing|finance|financial|accounts?|business|product|project|operations|operational|quality|legal|office|
    owner|associate|supervisor|expert|agent|clerk|intern|trainee|stagiair\w*|praktikant\w*|referent\w*|receptionist\w*|
    secretaris|boekhouder|comptable|accountant|juriste?|vertrieb|einkauf|verkauf|aankoop|verkoop|buchhaltung|achats|
    ventes|
    human|resources|technical|purchasing|department|abteilung|afdeling|departement|
    details|agm|ok|name|nom|naam|role|rol|fonction|functie|function|funktion|tel|
    """
    + WEEKDAYS
)
_RELATION = re.compile(
    r"^(?:Apotheker(?:in|es)?|Pharmacienn?e?|Architecte?|Architektin?|Notaris|Notaire|Notar(?:in)?|Advocaat|Avocate?|"
    r"Ingenieur|Abbé|"
    r"Ing[ée]nieure?|Manager|Director|Directeur|Directrice|Tochter|Sohn|Bruder|Schwester|Neffe|Nichte|Enkel|Frau|Mann|"
    r"Kolleg(?:e|in)|Mitarbeiter(?:in)?|Nachfolger(?:in)?|"
    r"Assistent(?:in)?|Partner(?:in)?|Chef(?:in)?|[\w-]*[Ll]eiter(?:in)?|Fräulein|Collègue|Collega|Colleague|Ms|Mr)\s"
)
#: Before a name that is no person's: "contact person for Voss Cabinets", "the Caves".
_OF_A_FIRM = re.compile(
    r"\b(?:for|pour|voor|fur|bij|chez|bei|at|firma|firm|company|societe|zaak|bedrijf|les|the|la|een|une?|das|"
    r"hotel)\s[\"']?$|"
    r"\b(?:your|votre|vos|uw|jullie|ihre?[mnrs]?) (?:\w+ )?(?:colleagues?|collegues?|collega|kolleg\w+|employee|"
    r"medewerk\w+|mitarbeiter\w*|technici\w+|technieker|techniker\w*|delegue\w*|vertegenwoordiger|representative|"
    r"vendeu\w+|verkoper|verkoopster)\s(?:\w+\.? )?$|"
    r"\b(?:societe|firm\w*|company|bedrijf\w*|entreprise|raison sociale|denomination|organisation|employer|"
    r"werkgever)\b[^:\n]{0,20}:[^:\n]*$"
)
_BEFORE = 40  # characters


@dataclass(slots=True)
class Person:
    """A person whom a letter names: ``places`` where it does, and what is said of him there."""

    name: str
    places: list[Span] = field(default_factory=list)
    said: list[Age] = field(default_factory=list)
    signs: bool = False  # his name stands alone on a line below the text, and nowhere else

    def called(self, age: Age) -> bool:
        """Whether that is said of him anywhere."""
        return age in self.said


def persons(text: str, others: Sequence[Value]) -> list[Person]:
    """Return the persons of a text in order, with all their mentions, outside of the other values."""
    taken = [one.span for one in others if one.value is not None and _holds(one)]
    made: dict[str, Person] = {}
    for name, span in (*islice(_full(text), _MOST), *islice(_lower(text), _MOST)):
        if free(span, [*taken, *_spans(made.values())]):
            made.setdefault(flat(name), Person(name)).places.append(span)
    for name, span in islice(_titled(text), _MOST):
        if free(span, [*taken, *_spans(made.values())]):
            known = [one for key, one in made.items() if flat(name) in key.split()]
            (known[0] if known else made.setdefault(flat(name), Person(name))).places.append(span)
    _by_parts(text, list(made.values()), taken)
    for one in made.values():
        one.places = [span for span in one.places if not _greeted(text, *span)]
        one.signs = len(one.places) == 1 and _below(text, *one.places[0])
    return [one for one in made.values() if one.places]


def _lower(text: str) -> Iterator[tuple[str, Span]]:
    """Names in small letters behind a label for the contact."""
    for found in _LABELLED.finditer(text):
        if found["name"].islower() and not _NEVER.search(flat(found["name"])):
            yield found["name"], found.span("name")


def _titled(text: str) -> Iterator[tuple[str, Span]]:
    for found in _TITLED.finditer(text):
        word = flat(found["name"])
        if not (_BEGINS.fullmatch(word) or _NEVER.fullmatch(word)):
            yield found["name"], found.span("name")


def _holds(value: Value) -> bool:
    """Whether no person can stand in a value; what is in quotes may be a company or a person."""
    return not value.field.startswith("company") or bool(FORM_WORD.search(str(value.value)))


def _full(text: str) -> Iterator[tuple[str, Span]]:
    place = 0
    while found := _FULL.search(text, place):
        name = _RELATION.sub("", bare(found["name"]))
        start = found.start("name") + found["name"].index(name)
        if titled := _TITLE_INSIDE.search(name):
            place = start + titled.end()
            continue
        first, _, rest = name.partition(" ")
        if _opens(text, first, start) or _NEVER.fullmatch(flat(first)):
            place = start + len(first) if rest else found.end()
            continue
        place = found.end()
        before = flat(text[max(0, start - _BEFORE) : start])
        firm = _OF_A_FIRM.search(before) or FORM_WORD.match(text, start + len(name) + 1) or FORM_WORD.search(name)
        if (
            not firm
            and len(name.split()) >= _TWO
            and not _NEVER.search(flat(name))
            and not text[found.end() :].startswith(" &")
        ):
            yield name, (start, start + len(name))


def _opens(text: str, first: str, start: int) -> bool:
    """Whether a word only begins a sentence; "An", "Will" and "May" are names behind a small letter."""
    inside = first in _ALSO_NAMES and text[max(0, start - 2) : start].strip(" ,")[-1:].islower()
    return not inside and bool(_BEGINS.fullmatch(flat(first)))


def _by_parts(text: str, people: Sequence[Person], taken: Sequence[Span]) -> None:
    """Add where persons are called by a part of their names that no other one shares."""
    parts: dict[str, list[Person]] = {}
    for one in people:
        for word in set(one.name.split()) if " " in one.name else ():
            if len(word) >= _SHORTEST and word[0].isupper():
                parts.setdefault(word, []).append(one)
    known = [*taken, *_spans(people)]
    for found in islice((one for one in _PART.finditer(text) if one[0] in parts), 2 * _MOST):
        if len(parts[found[0]]) == 1 and free(found.span(), known) and not _in_a_house(text, found.start()):
            parts[found[0]][0].places.append(found.span())


def _in_a_house(text: str, place: int) -> bool:
    """Whether a last name belongs to a firm's: "Garage Peeters"."""
    before = text[max(0, place - _BEFORE) : place].split(" ")
    return len(before) > 1 and before[-2][:1].isupper() and bool(_NEVER.fullmatch(flat(before[-2])))


def _greeted(text: str, start: int, end: int) -> bool:
    """Whether the line only greets the person; below a colon he is named: "your contact is:"."""
    if text[: text.rfind("\n", 0, start) + 1].rstrip().endswith(":"):
        return False
    line = text[text.rfind("\n", 0, start) + 1 :].partition("\n")[0]
    behind = text[end:].partition("\n")[0].strip(" ,!.")
    return not behind and bool(name_cues.GREETING.match(flat(line)))


def _below(text: str, start: int, end: int) -> bool:
    """Whether a name begins a line, behind an empty one or a greeting, below which little stands."""
    above = text[:start].rstrip(" \t")
    return above.endswith(("\n\n", ",\n")) and not above.rstrip().endswith(":") and len(text[end:].strip()) < _SIGNED


def _spans(people: Iterable[Person]) -> list[Span]:
    return [span for one in people for span in one.places]
