"""Contact person and function: what a person is called by others at work."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.core.company_values import FORM_WORD
from bot.core.flat import flat
from bot.core.mail import Mail
from bot.core.people import PARTICLE, TITLE, WORD, bare, writer
from bot.core.roles import aged, sentences
from bot.core.values import Age, Value

_CONTACT = re.compile(
    r"\b(?:personne de contact|contact(?: principal| facturation| unique| chez nous)|interlocut(?:eur|"
    r"rice)s?|nouveau contact|nouvelle contact|contactpers(?:oon|onen)|aanspreekp(?:unt|ersoon)|"
    r"contact ?person|point of contact|(?:main|new|your|my) contact|successor|"
    r"ansprechpartner(?:in)?|ansprechperson|kontaktperson|opvolg(?:er|ster)|successeur\w*|"
    r"personne a contacter|remplacee? par|vervangen door|replaced by|ersetzt durch|opgevolgd door|"
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
    r"contacter|remplacante?|"
    r"nachfolger(?:in)?|me remplace|me succede|takes? over|taking over|neemt (?:\w+ ){0,4}over|reprend\w*|"
    r"ubernimmt|vervangt mij|replaces me|contact(?=\s*:))\b"
)
_NO_SURNAME = (
    r"(?:Ihr|Sie|Er|Il|Elle|Hij|Zij|Ze|She|He|Uw|Votre|Vous|Jouw|Jullie|Your|You|Our|Notre|Nos|Onze|Unser|Ich|"
    r"Ik|Je|I|Tel|Tél|GSM|T|M|E)"
)
_PERSON = re.compile(
    rf"(?<![\w@.-])(?:{TITLE}\s+)?(?P<name>{WORD}\s(?:{PARTICLE}[ ])*{WORD}(?:[ ](?!{_NO_SURNAME}\b){WORD})?)(?![\w@])"
)
_NO_PERSON = re.compile(
    r"(?:mag|kan|kunt|wil|zou|is|heeft|puis|peut|pourriez|may|can|could|will|please|kann|konnen|bitte|darf|"
    r"ihr\w*|unser\w*|mein\w*|sein\w*|dies\w*|all\w*|kein\w*|jede\w*|ab|vanaf|vana|des|depuis|from|since|"
    r"seit|bonjour|hallo|hello|hi|dag|beste|dear|cher|chere|viele|"
    r"met|bien|votre|onze|notre|our|your|uw|jullie|ihr|ihre|unser|sehr|mit|kind|best|nouvelle|nouveau|"
    r"nieuwe|new|neue|la|le|de|het|the|der|die|das|"
    r"sinds|op|on|am|le|vous|voor|pour|for|fur|contact|gelieve|merci|bedankt|thanks|danke|as|i|we|if|when|while)\b"
)
_RELATION = re.compile(
    r"^(?:Tochter|Sohn|Bruder|Schwester|Frau|Mann|Kolleg(?:e|in)|Mitarbeiter(?:in)?|Nachfolger(?:in)?|"
    r"Assistent(?:in)?|Partner(?:in)?|Chef(?:in)?|Leiter(?:in)?|Fräulein|"
    r"Collègue|Collega|Colleague|Ms|Mr)\s"
)
#: A sentence that goes on about the person of the one before.
_PRONOUN = re.compile(r"\W*(?:elle|il|zij|ze|hij|she|he|sie|er|c'est (?:elle|lui)|hem|haar)\b")
_TITLED = re.compile(rf"(?:^|\W){TITLE}\s$")
_END = (
    r"\s*(?=$|[\n.,;:!?()|\"»”]|\s(?:en|et|and|und|pas|not|niet|nicht|chez|bij|at|bei|sinds|depuis|since|seit|"
    r"de la société|van (?:de|onze) (?:firma|zaak|vennootschap)|of (?:the|our) (?:company|firm)|der (?:firma|"
    r"gesellschaft)|"
    r"ben|bin|instead|rather|in plaats|plutôt|statt|au lieu|ipv|i\.p\.v|voor de rest|was|geworden|au \d|"
    r"au 1er|le \d|per \d|on \d|zum|as of|ab \d|vanaf|ici|hier|here)\b)"
)
_TITLE_TEXT = r"(?P<value>(?:[A-Za-zÀ-ÿ][\w'’&/\-À-ÿ]*)(?:\s[A-Za-zÀ-ÿ&][\w'’&/\-À-ÿ]*){0,5}?)"
_FUNCTION_TOPIC = re.compile(
    r"\b(?:fonction|poste|titre|promotion|promu\w*|functie\w*|functietitel|titel|promotie|promoveer\w*|job|"
    r"job title|title|position|role|promoted|funktion|stelle|befordert|beforderung|zaakvoerder|gerante?|"
    r"administrat\w+|bestuurder|directeur|geschaftsfuhrer\w*|"
    r"no longer|niet langer|ne suis plus|nicht mehr|adresboek|carte de visite|visitenkarte)\b"
)
_FUNCTIONS = tuple(
    re.compile(shape + _TITLE_TEXT + _END, re.MULTILINE)
    for shape in (
        r"(?:^|[.!?:]\s)\W*(?i:(?:nouvelle |nieuwe |new |neue )?(?:fonction|functie|function|job title|"
        r"title|titel|funktion|position|poste|beroep|profession))\s*[:=]\s*",
        r"(?i:je suis|ik ben|i am|i['’]m|ich bin)\s(?i:an? |een |une? )?(?=[^.!?\n]{3,40},?\s(?:geen|pas|"
        r"not|nicht|kein|et non|en niet|and not|und nicht)\b)",
        r"(?i:(?:niet (?:meer|langer)|geen|ne \w+ plus|pas|no longer|not|nicht(?: mehr)?|"
        r"kein\w*)\s[^.,;\n]{3,40},?\s(?:sondern|maar|mais|but)\s(?:wel\s|nu\s|now\s|jetzt\s)?)(?:an?\s|"
        r"een\s|une?\s)?",
        r"(?i:(?:seit\s[^,;!?\n]{2,20}\sbin ich|depuis\s[^,;!?\n]{2,20}\sje suis|since\s[^,;!?\n]{2,20}\sI(?:['’]m|"
        r" am| have been)))"
        r"\s(?:(?:an?|the|une?|le|la|die|der)\s)?",
        r"(?i:je suis (?:désormais|maintenant|devenue?|à présent|ici)|devenue?|nommée?|promue?)\s(?:une?\s|"
        r"le\s|la\s|au poste de\s)?",
        r"(?i:werk(?: ik)? (?:nu |voortaan )?als|je travaille (?:désormais |maintenant )?comme|I (?:now )?work as|"
        r"arbeite(?: ich)? (?:jetzt |nun )?als)\s(?:een\s|an?\s)?",
        r"(?i:(?:ben|word) ik (?:hier |daar )?(?:nu |voortaan )?|ik ben (?:hier |nu |voortaan |intussen |"
        r"sinds \w+ )+|dat ik (?:nu|voortaan) )(?:een\s|de\s)?(?!als\b)",
        r"(?i:(?:I['’]m|I am) now|they['’]ve made me|made me|promoted to|"
        r"my (?:new )?(?:job )?title is(?: now)?|appointed(?: as)?)\s(?:an?\s|the\s)?",
        r"(?i:(?:ich )?bin (?:jetzt|nun|nunmehr|seit \w+)|befördert zur?m?|bin ich (?:jetzt|nun))\s(?:die\s|der\s)?",
    )
)  # fmt: skip
_NO_FUNCTION = re.compile(
    r"^(?:niet|pas|plus|not|no|nicht|kein\w*|geen|seit|sinds|depuis|since|joignable|bereikbaar|reachable|"
    r"erreichbar|verhuisd|moved|"
    r"umgezogen|demenag\w*|getrouwd|married|verheiratet|mariee?|called|at|in|op|a|te|bei|sur|living|wonen|"
    r"pensionee?s?|retraitee?|retired|gepensioneerd|met|der|die|das|het|nog|still|toujours|alleen|enkel|"
    r"nur|only|ok|correct|als|comme|as)\b"
)


def functions(text: str, subject: str) -> Iterator[Value]:
    """Yield what the writer says his function now is."""
    if not _FUNCTION_TOPIC.search(flat(f"{subject}\n{text}")):
        return
    for shape in _FUNCTIONS:
        for found in shape.finditer(text):
            value = found["value"].strip(" .")
            if not _NO_FUNCTION.match(flat(value)) and not FORM_WORD.search(value) and len(value) > 2:
                yield Value(
                    field="job_title", value=value, start=found.start("value"), end=found.end("value"), age=Age.NEW
                )
                return


def contacts(text: str, mail: Mail, others: Sequence[Value]) -> list[Value]:
    """Return the new contact person, and the others' values that stand with him as new ones."""
    who = writer(mail)
    found: list[Value] = []
    before = 0
    for begin, end in sentences(text):
        start, before = (before if _PRONOUN.match(flat(text[begin:end])) else begin), begin
        if not _CONTACT.search(flat(text[begin:end])):
            continue
        for match in _PERSON.finditer(text, start, end):
            name = _RELATION.sub("", bare(match["name"]))
            if _NO_PERSON.match(flat(name)) or _CONTACT.search(flat(name)):
                continue
            start = match.start("name") + match["name"].index(name)
            if len(name.split()) > 1 and not any(o.start < start + len(name) and start < o.end for o in others):
                found.append(Value(field="contact_person", value=name, start=start, end=start + len(name)))
    if not found:
        return list(others)
    persons = [one for one in aged(text, [*others, *found]) if one.field == "contact_person"]
    own = flat(f"{who.first} {who.last}")
    new = [one for one in persons if one.age is Age.NEW]
    new = new or [one for one in persons if one.age in {Age.PLAIN, Age.OTHER} and flat(str(one.value)) != own]
    titled = [one for one in new if _TITLED.search(text[max(0, one.start - 14) : one.start])]
    new = titled or new
    if len({str(one.value) for one in new}) != 1:
        return list(others)
    chosen = replace(new[0], age=Age.NEW)
    return [*(_theirs(one, chosen, text) for one in others), chosen]


def _theirs(value: Value, person: Value, text: str) -> Value:
    """The address and number that follow the new contact's name in his paragraph are those to be used."""
    near = person.end <= value.start and "\n\n" not in text[person.end : value.start]
    near = near or (value.field == "email" and _bears(str(value.value), str(person.value)))
    mine = value.field in {"email", "phone", "mobile", "mobile?"} and value.age in {Age.PLAIN, Age.OTHER}
    return replace(value, age=Age.NEW) if near and mine else value


def _bears(address: str, name: str) -> bool:
    """Whether an address is made of the person's name."""
    local = address.partition("@")[0]
    return any(len(word) > 2 and flat(word) in local for word in name.split()[1:])
