"""The contact person of a company, and what stands with him."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.core import contact_cues
from bot.core import succession_cues as cues
from bot.core.flat import flat
from bot.core.function_values import beside, own_new
from bot.core.mail import Mail
from bot.core.near import free
from bot.core.people import Self, writer
from bot.core.persons import Person, persons
from bot.core.successions import changes_hands, judge, strangers, successor
from bot.core.values import Age, Value

_BEFORE = 60  # characters
_BESIDE = 60  # characters: as far as that, it is the new contact's even where he is called somebody
_PAUSE = re.compile(r"\n|[.!?;]\s")
_TWO = 2  # characters between a name and the address of the person
_NOUN = (
    r"(?<!en )(?<!in )(?:contactpersoon|aanspreek(?:punt|persoon)|personne de contact|interlocut(?:eur|rice)|"
    r"contact ?person|point of contact|contact|ansprechpartner(?:in)?|ansprechperson|kontakt(?:person)?)\b"
)
_I = (
    r"(?:je (?:deviens|serai|suis)|ik (?:ben|word)|(?:ben|word) ik|i(?:'m| am|'ll be| will be)|ich (?:bin|werde)|"
    r"(?:bin|werde) ich|(?:noteer|zet|noter|notez|put|note|list|enter|tragen sie|notieren sie) (?:mij|me|moi|mich)|"
    r"notez-moi|me (?:mettre|noter|inscrire|indiquer|enregistrer|encoder|renseigner|ajouter)(?=[^.!?\n:]{0,30} (?:"
    r"comme|en tant que|en qualite de) )|(?:u|jullie|je) (?:mij|me)(?=[^.!?\n:]{0,30} als )|"
    r"sie mich(?=[^.!?\n:]{0,30} als )|"
    r"(?:ik|je|moi|i|ich), [^,.!?\n]{3,40},|c'est moi|that(?:'s| is) me|i\.e\. me|dat ben ik|das bin (?:wohl )?ich|"
    r"je (?:reprends|prends)|j'ai (?:repris|"
    r"remplace)|ik neem|i take|i(?:'ve| have) taken over|"
    r"ich ubernehme|ik heb [^.!?\n:]{0,20}overgenomen)"
)
_I_AM_IT = re.compile(
    rf"\b{_I} [^.!?\n:]{{0,40}}?\b{_NOUN}|"
    rf"\b{_NOUN}[^.!?\n:]{{0,60}}\b(?:(?:bin|werde)(?: \w+){{0,3}} ich|(?:ben|word)(?: \w+){{0,3}} ik|"
    rf"c'est (?:\w+ ){{0,2}}moi|"
    r"(?:is|will be)(?: \w+){0,3} me)\b"
)
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
    r"serai|will be|nu|take over|taken over|neem|overgenomen|reprends|repris|ubernehme|moet|should|devez|mussen|"
    r"sollten|person to|me (?:mettre|noter|inscrire|indiquer|enregistrer|encoder|renseigner|ajouter)|"
    r"in (?:his|her|their|zijn|haar|diens) (?:place|plaats)|a (?:sa|leur) place|an (?:seiner|ihrer|deren) stelle|"
    r"instead)\b"
)
_DENIED = re.compile(r"\b(?:niet|geen|plus|pas|no longer|not|nicht|kein\w*)\b")


def contacts(text: str, mail: Mail, others: Sequence[Value]) -> list[Value]:
    """Return the new contact person, and the others' values that stand with him as new ones."""
    who = writer(mail)
    lower = flat(f"{mail.subject}\n{text}")
    people = persons(text, [one for one in others if one.field != "job_title"])
    others = [one for one in others if one.field != "job_title" or not _is_person(one, people)]
    about = cues.TOPIC.search(lower) or contact_cues.told_below(lower)
    if not people:
        return [*others, *(_in_subject(mail, who) if about else ())]
    chosen = None
    if about or any(not one.signs for one in strangers(people, who)):
        judge(text, people, others)
        if about and _nobody(people, lower):
            return [*others, Value(field="contact_person", value=None, start=0, end=0, age=Age.NEW)]
        chosen = successor(people, lower, who) if about or changes_hands(people, lower, who) else None
    himself = _himself(text, who) if chosen is None else None
    if himself is not None:
        chosen = Person(str(himself.value), [(himself.start, himself.end)])
    return list(others) if chosen is None else _with(chosen, text, mail, others)


def somebody_else(wish: Value, text: str, mail: Mail, others: Sequence[Value]) -> bool:
    """Whether a letter that wants the contact person taken out names one who does not go: then it does not tell."""
    people = persons(text, [one for one in others if one.field != "job_title"])
    judge(text, people, others)
    ends = [place for place in (text.find(sign, wish.end) for sign in ".;\n") if place >= 0]
    spoken = (wish.start, min(ends, default=len(text)))
    return any(
        not one.called(Age.OLD) and not one.signs and free(one.places[0], [spoken])
        for one in strangers(people, writer(mail))
    )


def _with(chosen: Person, text: str, mail: Mail, others: Sequence[Value]) -> list[Value]:
    """The new contact with his function and numbers."""
    person = Value(field="contact_person", value=chosen.name, start=0, end=0, age=Age.NEW)
    made = list(others)
    for start, end in chosen.places:
        person = replace(person, start=start, end=end)
        made = [_theirs(one, person, text) for one in made]
    if not any(one.field == "job_title" for one in others):
        places = chosen.places or [(0, 0)]
        below = [found.span() for found in re.finditer(re.escape(chosen.name), mail.text)]
        house = mail.sender.address.partition("@")[2].rpartition(".")[0] if mail.sender else ""
        known = f"{chosen.name} {re.sub(r'[-.]', ' ', house)}"
        made += beside(text, known, places) or beside(mail.text, known, below)
        if set(flat(chosen.name).split()) <= writer(mail).words() and not any(one.field == "job_title" for one in made):
            made += own_new(text, writer(mail).words())
    return [*made, replace(person, start=chosen.places[0][0], end=chosen.places[0][1])]


def _is_person(value: Value, people: Sequence[Person]) -> bool:
    """Whether a value is the name of a person."""
    full = [place for one in people if " " in one.name for place in one.places]
    return not free(value.span, full)


def _in_subject(mail: Mail, who: Self) -> list[Value]:
    """The new contact whom only the subject names."""
    people = persons(mail.subject, ())
    judge(mail.subject, people, ())
    one = successor(people, flat(f"{mail.subject}\n{mail.text}"), who)
    return [] if one is None else [Value(field="contact_person", value=one.name, start=0, end=0, age=Age.NEW)]


def _nobody(people: Sequence[Person], lower: str) -> bool:
    """Whether the one goes and nobody comes in his place."""
    goes = any(one.called(Age.OLD) for one in people) and not any(one.called(Age.NEW) for one in people)
    return goes and bool(cues.NOBODY.search(lower)) and not contact_cues.LATER.search(lower)


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
    before = re.split(r"[.,;:!?\n]", lower[max(0, found.start() - _BEFORE) : found.start()])[-1]
    said = before + found[0] + re.split(r"[.,;:!?\n]", lower[found.end() : found.end() + _BEFORE])[0]
    return bool(_FROM_NOW.search(said) and not _DENIED.search(said))


def _theirs(value: Value, person: Value, text: str) -> Value:
    """The address and number that follow the new contact's name in his paragraph are those to be used."""
    bears = value.field == "email" and _bears(str(value.value), str(person.value))
    near = bears or (person.end <= value.start and "\n\n" not in text[person.end : value.start])
    beside = value.start - person.end <= _BESIDE and not _PAUSE.search(text[person.end : value.start])
    unsaid = value.age in {Age.PLAIN, Age.OTHER} or (value.age is Age.APART and beside)
    unsaid = unsaid or (bears and 0 <= value.start - person.end <= _TWO)
    mine = value.field in {"email", "phone", "mobile", "mobile?"} and unsaid
    return replace(value, age=Age.NEW) if near and mine else value


def _bears(address: str, name: str) -> bool:
    """Whether an address is made of the person's name."""
    local = address.partition("@")[0]
    return any(len(word) > 2 and flat(word) in local for word in name.split()[1:])
