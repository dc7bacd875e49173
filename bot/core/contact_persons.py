"""The contact person of a company, and what stands with him."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.core.company_values import FORM_WORD
from bot.core.flat import flat
from bot.core.function_values import behind_name
from bot.core.mail import Mail
from bot.core.people import PARTICLE, TITLE, WORD, Self, alike, bare, writer
from bot.core.removal_cues import TAKEN_AWAY
from bot.core.roles import aged, sentences
from bot.core.values import Age, Value, apart

_BEFORE = 60  # characters
_LONGEST_TITLE = 14
_TWO = 2  # a first and a last name

_CONTACT = re.compile(
    r"\b(?:personne de contact|contact(?: principal| facturation| unique| chez nous)|interlocut(?:eur|"
    r"rice)s?|nouveau contact|nouvelle contact|contactpers(?:oon|onen)|aanspreekp(?:unt|ersoon)|"
    r"contact ?person|point of contact|(?:main|new|your|my) contact|successor|"
    r"ansprechpartner(?:in)?|ansprechperson|kontaktperson|opvolg(?:er|ster)|successeur\w*|"
    r"(?:change|modif\w+|changer|wijzig\w*|ander\w*|verander\w*) (?:the|our|le|notre|de|het|ons|onze|den|unseren) "
    r"(?:contact|kontakt)|personne a contacter|remplacee? par|vervangen door|replaced by|ersetzt durch|opgevolgd door|"
    r"contact (?:changes|is now|will be|wordt|devient|wird)|(?:billing|technical|sales|accounts? payable) contact|"
    r"(?:neue|nieuwe|nouvelle|nouveau|new) (?:buchhalter(?:in)?|boekhoud(?:er|ster)|comptable|bookkeeper|secretar\w+|"
    r"sekretar\w*|verantwoordelijke|responsable)|"
    r"(?:please|gelieve|veuillez|merci de|bitte) contact\w*|a ma place|in mijn plaats|in my place|an meiner stelle|"
    r"succeeded by|volgt? (?:\w+ ){1,5}op|"
    r"adresse[rz] (?:\w+ ){0,3}a (?:mon|ma|notre) (?!comptable)|"
    r"(?:send|address) (?:\w+ ){0,4}to my (?!accountant)|to my (?:colleague|successor)|"
    r"(?:bij|naar|tot) mijn collega|a mon collegue|"
    r"an mein\w* kolleg\w+|adressees? a|adresser a|(?:everything|correspondence|mails?) to|zustandig fur|"
    r"verantwoordelijk voor|in charge of|richten aan|richten tot|wenden (?:\w+ ){0,5}an|s'adresser a|"
    r"adressez-vous (?:\w+ )?a|"
    r"contacter|remplacante?|"
    r"nachfolger(?:in)?|me remplace|me succede|takes? over|taking over|neemt (?:\w+ ){0,4}over|reprend\w*|"
    r"ubernimmt|vervangt mij|replaces me|contact(?=\s*:)|"
    r"(?:als|comme|as) (?:(?:neuen?|nouveau|nouvelle|the|our|your|notre|votre) )?(?:kontakt|contact)|kontakt(?=\s*:)|"
    r"(?:the|de|le|der|notre|onze|our|unser) (?:contact|kontakt) (?:is|est|ist))\b"
)
_NO_SURNAME = (
    r"(?:Ihr|Sie|Er|Il|Elle|Hij|Zij|Ze|She|He|Uw|Votre|Vous|Jouw|Jullie|Your|You|Our|Notre|Nos|Onze|Unser|Ich|"
    r"Ik|Je|I|Tel|Tél|GSM|T|M|E)"
)
_PERSON = re.compile(
    rf"(?<![\w@.-])(?:{TITLE}\s+)?"
    rf"(?P<name>{WORD}\s(?!{_NO_SURNAME}\b)(?:{PARTICLE}[ ])*{WORD}(?:[ ](?!{_NO_SURNAME}\b){WORD})?)(?![\w@])"
)
_NO_PERSON = re.compile(
    r"(?:mag|kan|kunt|wil|zou|is|heeft|puis|peut|pourriez|may|can|could|will|please|kann|konnen|bitte|darf|"
    r"ihr\w*|unser\w*|mein\w*|sein\w*|dies\w*|all\w*|kein\w*|jede\w*|ab|vanaf|vana|des|depuis|from|since|"
    r"seit|guten|gute|goeden?|good|bon|bonne|bonjour|hallo|hello|hi|dag|beste|dear|cher|chere|viele|"
    r"met|bien|votre|onze|notre|our|your|uw|jullie|ihr|ihre|unser|sehr|mit|kind|best|nouvelle|nouveau|"
    r"nieuwe|new|neue|la|le|de|het|the|der|die|das|"
    r"sinds|op|on|am|le|vous|voor|pour|for|fur|contact|gelieve|merci|bedankt|thanks|danke|as|i|we|if|when|while)\b"
)
_RELATION = re.compile(
    r"^(?:Apotheker(?:in|es)?|Pharmacienn?e?|Architecte?|Architektin?|Notaris|Notaire|Notar(?:in)?|Advocaat|Avocate?|"
    r"Ingenieur|"
    r"Ing[ée]nieure?|Manager|Director|Directeur|Directrice|Tochter|Sohn|Bruder|Schwester|Frau|Mann|Kolleg(?:e|in)|"
    r"Mitarbeiter(?:in)?|Nachfolger(?:in)?|"
    r"Assistent(?:in)?|Partner(?:in)?|Chef(?:in)?|Leiter(?:in)?|Fräulein|"
    r"Collègue|Collega|Colleague|Ms|Mr)\s"
)
#: A sentence that goes on about the person of the one before.
_PRONOUN = re.compile(r"\W*(?:elle|il|zij|ze|hij|she|he|sie|er|c'est (?:elle|lui)|hem|haar)\b")
_TITLED = re.compile(rf"(?:^|\W){TITLE}\s$")
#: "Please enter her as contact person": she was named in the sentence before.
_OBJECT = re.compile(
    r"\b(?:haar|hem|her|him|ihn|sie (?:bitte |nun |jetzt |kunftig )*(?:als|zu)|sie sie|"
    r"(?:la|le|l') ?(?:noter|indiquer|mettre|enregistrer|inscrire|encoder|reprendre|contacter|considerer|ajouter))\b"
)
#: Before a name that is no person's: "contact person for Voss Cabinets".
_OF_A_FIRM = re.compile(r"\b(?:for|pour|voor|fur|bij|chez|bei|at|firma|firm|company|societe|zaak|bedrijf)\s[\"']?$")
_PUT = re.compile(
    r"\b(?:mettre|mettez|inscrire|inscrivez|noter|notez|zetten|zet|noteren|noteer|put|enter|list|add|tragen sie|"
    r"setzen sie|"
    r"notieren sie|vermelden)\s(?:(?:plutot|bitte|nu|now|mij|moi|me|mich|de|het|la|le|the)\s|,\s)*(?:m\.|mme|mr|mrs|"
    r"ms|frau|herrn?)?\s?$"
)
_LISTED = re.compile(r"\s*(?:[^\n]*\S[^\n]*(?:\n|$)){1,4}")
_SUCCEEDS = re.compile(
    r"\b(?:(?:successor|successeur\w*|opvolg(?:er|ster)|nachfolger(?:in)?|remplacante?|vervang(?:er|ster)) (?:is|est|"
    r"ist|wordt|wird|"
    r"sera|will be)(?: now| nu| jetzt)?|adressez-vous (?:desormais |dorenavant )?a|(?:vervangen|opgevolgd) door|"
    r"remplacee? par|"
    r"replaced by|succeeded by|ersetzt durch) (?:m\.|mme|mr|mrs|ms|frau|herrn?|mevrouw|de heer)? ?$"
)
_HAS_LEFT = re.compile(
    r"\s(?:(?:has|have|is|hat|heeft|a|ne|fait|werkt|travaille|works|arbeitet) )*(?:left|retired|gone|quitte\w*|"
    r"verlaten|verlaat|ausgeschieden|leaves|"
    r"(?:gaat )?met pensioen|verlasst|in rente|plus|niet meer|nicht mehr|no longer|part(?:i|ie)?\b)"
)
_CLAUSE = re.compile(r"\b(?:et|en|and|und|mais|maar|but|sondern)\b|[,;:]")
_NOUN = (
    r"(?:contactpersoon|aanspreek(?:punt|persoon)|personne de contact|interlocut(?:eur|rice)|contact ?person|"
    r"point of contact|contact|ansprechpartner(?:in)?|ansprechperson|kontakt(?:person)?)\b"
)
_I = (
    r"(?:je (?:deviens|serai|suis)|ik (?:ben|word)|(?:ben|word) ik|i(?:'m| am|'ll be| will be)|ich (?:bin|werde)|"
    r"(?:bin|werde) ich|(?:noteer|zet|noter|notez|put|note|list|enter|tragen sie|notieren sie) (?:mij|me|moi|mich)|"
    r"notez-moi|"
    r"c'est moi|that(?:'s| is) me|i\.e\. me|dat ben ik|das bin (?:wohl )?ich|je (?:reprends|prends)|ik neem|i take|"
    r"ich ubernehme)"
)
_MYSELF = re.compile(rf"\b{_I}\b")
_I_AM_IT = re.compile(rf"\b{_I} [^.!?\n:]{{0,40}}?\b{_NOUN}")
#: "May Jo be replaced as contact person by me?"
_BY_ME = re.compile(
    rf"\b{_NOUN}[^.!?\n]{{0,60}}\b(?:vervang|remplac|replac|ersetz)\w*(?: worden| werden| zu)? (?:door mij|par moi|"
    rf"by me)\b|\b{_NOUN}[^.!?\n]{{0,60}}\bdurch mich (?:zu )?(?:ersetz|ausgetausch)\w*|"
    rf"\b(?:vervang|remplac|replac|ersetz)\w*[^.!?\n]{{0,40}}\b{_NOUN}[^.!?\n]{{0,20}}\b(?:door mij|par moi|by me|"
    rf"durch mich)\b"
)
_FROM_NOW = re.compile(
    r"\b(?:nouve\w+|new|nieuwe?|neue?\w*|desormais|dorenavant|vanaf|voortaan|from|now|ab|jetzt|kunftig|nun|deviens|"
    r"word|werde|"
    r"serai|will be|nu)\b"
)
_DENIED = re.compile(r"\b(?:niet|geen|plus|pas|no longer|not|nicht|kein\w*)\b")


def contacts(text: str, mail: Mail, others: Sequence[Value]) -> list[Value]:
    """Return the new contact person, and the others' values that stand with him as new ones."""
    who = writer(mail)
    found = [one for one in _persons(text) if not any(o.start < one.end and one.start < o.end for o in others)]
    seen = aged(text, apart([*others, *found])) if found else ()
    persons = [one for one in seen if one.field == "contact_person"]
    chosen = _chosen(text, persons, who) or _misspelt(text, persons) or _himself(text, who)
    if chosen is None:
        return list(others)
    title = behind_name(text, chosen.end)
    titled = [] if title is None or any(one.field == "job_title" for one in others) else [title]
    return [*(_theirs(one, chosen, text) for one in others), *titled, chosen]


def _end_of_list(text: str, begin: int, end: int) -> int:
    """Where what a line announces with a colon ends: a blank line behind the first lines, or a few lines on."""
    if not text[begin:end].rstrip().endswith(":"):
        return end
    listed = _LISTED.match(text, end)
    return listed.end() if listed else end


def _persons(text: str) -> Iterator[Value]:
    """Persons in sentences that speak of a contact, or in the sentence before one that goes on about him."""
    before = 0
    for begin, end in sentences(text):
        start, before = before, begin
        sentence = flat(text[begin:end])
        if not _CONTACT.search(sentence):
            continue
        here = list(_named(text, begin, _end_of_list(text, begin, end)))
        if _PRONOUN.match(sentence) or (not here and _OBJECT.search(sentence)):
            here = [*_meant(list(_named(text, start, begin))[:1], sentence), *here]
        yield from here


def _meant(persons: Sequence[Value], sentence: str) -> list[Value]:
    """Persons of the sentence before, whom this one may want off the record."""
    return [replace(one, age=Age.OLD) if TAKEN_AWAY.search(sentence) else one for one in persons]


def _named(text: str, begin: int, end: int) -> Iterator[Value]:
    for match in _PERSON.finditer(text, begin, end):
        name = _RELATION.sub("", bare(match["name"]))
        before = flat(text[max(begin, match.start() - _BEFORE) : match.start()])
        firm = _OF_A_FIRM.search(before) or FORM_WORD.match(text, match.end() + 1)
        if firm or len(name.split()) < _TWO or _NO_PERSON.match(flat(name)) or _CONTACT.search(flat(name)):
            continue
        start = match.start("name") + match["name"].index(name)
        gone = _HAS_LEFT.match(flat(text[start + len(name) : end])) or _taken_away(text, begin, start, end)
        age = Age.NEW if _PUT.search(before) or _SUCCEEDS.search(before) else Age.OLD if gone else Age.PLAIN
        yield Value(field="contact_person", value=name, start=start, end=start + len(name), age=age)


def _taken_away(text: str, begin: int, place: int, end: int) -> bool:
    """Whether the clause around a name wants it off the record."""
    before, after = flat(text[begin:place]), flat(text[place:end])
    return bool(TAKEN_AWAY.search(_CLAUSE.split(before)[-1]) or TAKEN_AWAY.search(_CLAUSE.split(after)[0]))


def _chosen(text: str, persons: Sequence[Value], who: Self) -> Value | None:
    """The one person called new; else the only one of whom nothing is said, the writer only if he speaks of himself."""
    own = flat(f"{who.first} {who.last}")
    himself = _MYSELF.search(flat(text)) or any(one.age is Age.OLD for one in persons)
    new = [one for one in persons if one.age is Age.NEW]
    plain = [one for one in persons if one.age in {Age.PLAIN, Age.OTHER}]
    new = new or [one for one in plain if flat(str(one.value)) != own] or (plain if himself else [])
    new = [one for one in new if _TITLED.search(text[max(0, one.start - _LONGEST_TITLE) : one.start])] or new
    return replace(new[0], age=Age.NEW) if len({str(one.value) for one in new}) == 1 else None


def _misspelt(text: str, persons: Sequence[Value]) -> Value | None:
    """Only the wrong name of the contact stands with the word for it: another spelling elsewhere is the right one."""
    wrong = [one for one in persons if one.age is Age.OLD]
    if not wrong or len(wrong) < len(persons):
        return None
    said = {flat(str(one.value)) for one in wrong}
    other = {
        str(one.value): one
        for one in _named(text, 0, len(text))
        if flat(str(one.value)) not in said and any(_spelling(str(one.value), str(old.value)) for old in wrong)
    }
    return replace(next(iter(other.values())), age=Age.NEW) if len(other) == 1 else None


def _spelling(one: str, other: str) -> bool:
    """Whether each part of a name is a spelling of the other's."""
    mine, its = one.split(), other.split()
    return (
        len(mine) == len(its) and any(alike(a, b) for a, b in zip(mine, its, strict=True)) and mine[0][:1] == its[0][:1]
    )


def _himself(text: str, who: Self) -> Value | None:
    """ "I am your new contact person": the writer, by the name that he writes under."""
    if not who.first or not who.last:
        return None
    lower = flat(text)
    found = next((one for one in _I_AM_IT.finditer(lower) if _is_new(one, lower)), None) or _BY_ME.search(lower)
    if found is None:
        return None
    name = f"{who.first} {who.last}"
    return Value(field="contact_person", value=name, start=found.start(), end=found.end(), age=Age.NEW)


def _is_new(found: re.Match[str], lower: str) -> bool:
    """Whether he says that he is it from now on, and does not deny it."""
    said = found[0] + re.split(r"[.,;:!?\n]", lower[found.end() : found.end() + _BEFORE])[0]
    return bool(_FROM_NOW.search(said) and not _DENIED.search(said))


def _theirs(value: Value, person: Value, text: str) -> Value:
    """The address and number that follow the new contact's name in his paragraph are those to be used."""
    bears = value.field == "email" and _bears(str(value.value), str(person.value))
    near = bears or (person.end <= value.start and "\n\n" not in text[person.end : value.start])
    unsaid = value.age in {Age.PLAIN, Age.OTHER} or (bears and 0 <= value.start - person.end <= _TWO)
    mine = value.field in {"email", "phone", "mobile", "mobile?"} and unsaid
    return replace(value, age=Age.NEW) if near and mine else value


def _bears(address: str, name: str) -> bool:
    """Whether an address is made of the person's name."""
    local = address.partition("@")[0]
    return any(len(word) > 2 and flat(word) in local for word in name.split()[1:])
