"""The salutation that the writer asks for, where a mail is about how he is addressed."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.core.flat import flat
from bot.core.labels import alone_behind
from bot.core.name_cues import NO_NAME, WRONG
from bot.core.people import alike
from bot.core.said_names import COMMON
from bot.core.values import Age, Value

_SAID_BEFORE = 60  # characters
_SALUTATION = re.compile(
    r"(?<![\w-])(?P<word>(?i:monsieur|madame|mademoiselle|mevrouw|mijnheer|meneer|de heer|heer|mister|miss|"
    r"missus|frau|herrn?|docteur|dokter|doctor|professeur|professor|ma[iî]tre|une femme|un homme|un monsieur|une dame|"
    r"een man|een vrouw|een heer|een dame|a man|a woman|a lady|a gentleman|eine frau|ein mann|eine dame|ein herr)|"
    r"eerwaarde heer|Mme|Mlle|Mr|Mrs|Ms|Mx|Dr|Prof|Dhr|Mevr|"
    r"E\.H|Rev|Jonkheer|Jhr|M)\b\.?(?P<more>(?:\s(?i:dr|prof|ir|ing|dokter|doktor|docteur|"
    r"professor)\b\.?)+)?"
    r"(?P<name>[ ][A-ZÀ-Ý][\w'’-]+)?"
)
_LABELLED = re.compile(
    r"(?:^|\n)\W*(?:civilite|titre|titel|title|aanspreking|aanhef|anrede|salutation|geslacht|sexe|gender)\s?:[ \t]*$"
)
_LONGEST_ABBREVIATION = 4
_SALUTATION_TOPIC = re.compile(
    r"\b(?:aanspre\w+|aanhef|civilite\w*|titre|salutation|anrede\w*|anschreiben|title|form of address|"
    r"address(?:ed)? (?:me )?(?:to|as)|adress\w+ (?:mich|me) als|en tete|begin(?:nen|t|ning)? (?:met|with)|"
    r"commence\w* par|start\w*|"
    r"(?:in front of|before|next to) my name|(?:devant|avant|a cote de) mon nom|voor mijn naam|vor mein\w* name\w*|"
    r"mister|monsieur|madame|mademoiselle|mevrouw|meneer|frau|herr|"
    r"prenom mixte|sexe|geslacht|gender|geschlecht)\b|"
    r"\b(?:i'?m|i am) (?:a )?(?:mrs?|ms|miss|mx)\b|"
    r"\b(?:mrs?|ms|miss|mx|mme|mlle|dhr|mevr|dr)\b\.? (?:to|into|by|with|par|en|door|naar|in|durch|zu)"
    r" (?:mrs?|ms|miss|mx|mme|mlle|dhr|mevr|dr|prof|doct\w+|dokt\w+)\b|"
    r"\b(?:mrs?|ms|miss|mx|mme|mlle|dhr|mevr)\b\.?,? (?:and not|en niet|et non|et pas|not|niet|pas|non)\b|"
    r"[\"'] ?(?:mrs?|ms|miss|mx|dr|doctor|docteur|dokter|doktor|mme|mlle|m|dhr|mevr|prof)\.? ?[\"']"
)
_GREETING = re.compile(
    r"^\W*(?:(?:bonjour|bonsoir|ch[eè]re?s?|beste|dag|hallo|geachte|goedemorgen|dear|hello|hi|"
    r"sehr geehrte[rn]?|liebe[rn]?|guten tag|ma[iî]tre|messieurs|madame|monsieur|"
    r"mesdames)[ ,]*)+(?:[\w, .'’-]{0,40})?$",
    re.IGNORECASE,
)
_WRITTEN = {
    "une femme": "Madame", "un homme": "Monsieur", "un monsieur": "Monsieur", "une dame": "Madame",
    "een man": "Mijnheer", "een vrouw": "Mevrouw", "een heer": "Heer", "een dame": "Mevrouw",
    "a man": "Mr", "a woman": "Ms", "a lady": "Ms", "a gentleman": "Mr", "mister": "Mr",
    "eine frau": "Frau", "ein mann": "Herr", "eine dame": "Frau", "ein herr": "Herr", "herrn": "Herr",
}  # fmt: skip
_QUOTED_BEFORE = re.compile(r"(?<!\w)[\"“„«‘']\s?(?:[\w'’]+\s){0,2}$")
_ADDRESSED = re.compile(
    r"\b(?:krijg\w*|ontvang\w*|recois|receive|get|bekomm\w*|erhalte)\b[^.!?\n]{0,30}\b(?:voor|pour|for|fur|an|aan|als|"
    r"comme|to)\s$|"
    r"\b(?:m'appelez|m'ecrivez|m'adressez|spreekt (?:u )?m(?:ij|e) aan|noemt m|schrijft|aangesproken|"
    r"address(?:ed)? (?:me )?as|call me|schreiben (?:sie )?mich|nennen|commenc\w+|begin\w*|"
    r"debut\w*)\b[^.!?\n]{0,30}$"
)
_MADE = re.compile(
    r"\b(?:d'indiquer|indiquez|utilise\w*|utiliser|gebruik\w*|verwend\w*|use|maak|make|mettez|mettre|put|"
    r"zet|schrijf|write|ecrivez|should|must|moet|doit|devrait|il faut|correct\w*|juist\w*|richtig\w*|bitte|"
    r"gelieve)\b[^.!?\n]{0,30}$"
)
#: "You write": what is done now, where "please write" is a wish.
_YOU_DO = re.compile(
    r"\b(?:(?<!could )(?<!can )(?<!would )(?<!will )you|(?<!-)vous|(?<!kunt )(?<!kan )(?<!wilt )(?<!gelieve )u|"
    r"(?<!kunnen )(?<!willen )jullie|(?<!konnen )(?<!konnten )(?<!wurden )sie) (?:\w+ ){0,2}"
    r"(?:writ\w+|use|put|ecri\w+|utilise\w+|mettez|schrij\w+|gebruik\w*|schreib\w+|verwend\w*)\b[^.!?,;\n]{0,30}$"
)
#: "Please address me as": a wish, where without it the words tell what is done.
_WISH = re.compile(
    r"\b(?:please|kindly|merci de|veuillez|gelieve|bitte|graag|(?:could|would|can|will) you|pourri?ez|pouvez|kunt u|"
    r"kunnen jullie|konn\w+ sie|prefer\w*|would like|souhaite\w*|wens\w*|mochte\w*)\b[^.!?;\n]{0,55}$"
)
_NOT = re.compile(
    r"\b(?:rather than|instead of|not|never(?: been| used)?|plutot que?|au lieu de|non|pas|jamais(?: ete)?|ipv|"
    r"i\.p\.v\.?|in plaats van|niet|geen|nooit|nicht|kein\w*|nie|statt|anstatt)"
    r"\s(?:(?:as|als|comme|de|an?|een|une?|eine?) )?[\"'«“„‘]?\s?$"
)
_NOT_AS = re.compile(
    r"\b(?:niet|not|nicht|ne (?:plus|pas))\b[^.,;!?\n]{0,35}\b(?:met|als|as|comme|par|mit|with)\s[\"'«“„‘]?$"
)
_BUT = re.compile(r"\b(?:maar|mais|but|sondern)\s(?:(?:met|als|as|comme|par|mit|with|wel|bien) ){0,2}[\"'«“„‘]?$")
_THANKED = re.compile(
    r"\b(?:merci|avance|bedankt|dank (?:u|je)(?: wel)?|thanks?|thank you|danke|bonjour|bonsoir|hello|hallo|dag|"
    r"groeten)[ ,]{1,2}$"
)
_WORDS = (
    r"(?:monsieur|madame|mademoiselle|mevrouw|mijnheer|meneer|heer|mister|miss|frau|herrn?|docteur|dokter|doctor|"
    r"mme|mlle|mrs?|ms|mx|dr|dhr|mevr)"
)
#: "Change X to": what stands behind it is the new one.
_INTO = re.compile(
    rf"\b(?:chang|replac|remplac|modif|corrig|correct|wijzig|verander|vervang|pas|ander|ersetz)\w*\b[^.!?;\n]{{0,40}}"
    rf"\b{_WORDS}\b\.?[\"'»”’]? (?:te (?:vervangen|wijzigen) )?"
    rf"(?:to|into|by|with|par|en|door|naar|in|durch|zu) [\"'«“„‘]?$"
)
#: "Meine Frau", "my doctor": a person whom the writer has, and no word of address.
_WHOSE = re.compile(
    r"\b(?:mein|dein|sein|ihr|unser|euer|eur)e?[rnms]?\s$|\b(?:my|your|his|her|our|mijn|onze|mon|notre|zijn|haar)\s$"
)
_I_AM_ONE = re.compile(
    r"\b(?:je suis|ik ben|ben ik|i'm|i am|ich bin|bin ich)(?: (?:un|une|een|an?|the|eine?|de|het|bien|wel|nu|eigenlijk|"
    r"en fait|actually|really|indeed|toch|doch|aber|namlich|ja|echt|bel et bien))*\s$"
)
#: "I am Mrs Hill as of May, no longer Ms Brook".
_FROM_NOW = re.compile(
    r"[^.!?\n]{0,40}\b(?:no longer|niet (?:meer|langer)|ne suis plus|et plus|nicht (?:mehr|langer))\b|"
    r"[^.,;!?\n]{0,30}\b(?:as of|since|sinds|depuis|seit)\b"
)
_PLEASE = re.compile(r",? please\b(?=[ ]*[.!\n]|[ ]*$)")
_SOMEBODY = re.compile(r"\s[A-ZÀ-Ý][\w'’-]+\s(?:(?:van|de|von|der|den|du)\s)*[A-ZÀ-Ý][\w'’-]+")
_FROM = re.compile(r"\b(?:von|vom|van|de|du|from)\W{0,3}$")
_BY_ANOTHER = re.compile(r"[\"”»’' ]{1,3}(?:to|by|with|into|in|naar|door|auf|durch|zu|en|par|vers|à)[\"“„«‘' ]{1,3}")


def salutations(text: str, subject: str, own: str = "") -> Iterator[Value]:
    """Yield the salutations a mail speaks of, when it is about how the person, whose last name is ``own``, is
    addressed."""
    lower = flat(text)
    if not _SALUTATION_TOPIC.search(f"{flat(subject)}\n{lower}"):
        return
    said = [*_spoken(text, lower, own)]
    if _only_labelled(lower, [value for value, _ in said]) and not _SALUTATION_TOPIC.search(flat(subject)):
        return
    gone = {flat(str(value.value)) for value, _ in said if value.age is Age.OLD}
    told = gone and all(hinted or value.age in {Age.OLD, Age.OTHER} for value, hinted in said)
    seen: set[str] = set()
    for value, hinted in said:
        word = flat(str(value.value))
        if value.age is Age.OLD and word in seen:
            continue
        seen |= {word} if value.age is Age.OLD else set()
        meant = hinted and told and word not in gone
        yield replace(value, age=Age.NEW) if meant else value


def _only_labelled(lower: str, found: Sequence[Value]) -> bool:
    """Whether the one salutation stands behind its label on a line, where nothing is called wrong."""
    return alone_behind(_LABELLED, lower, found) and not WRONG.search(lower)


def _spoken(text: str, lower: str, own: str) -> Iterator[tuple[Value, bool]]:
    """Yield each salutation with what is said of it, and whether it is only what the writer says that he is."""
    for found in _SALUTATION.finditer(text):
        begin = text.rfind("\n", 0, found.start()) + 1
        line = text[begin : (text + "\n").index("\n", begin)]
        if _GREETING.match(line) and '"' not in line and "«" not in line and "?" not in line and "!" not in line[:-1]:
            continue
        before = lower[max(0, found.start() - _SAID_BEFORE) : found.start()]
        if _WHOSE.search(before) or _is_called_out(before, lower[found.end() :]):
            continue
        his = bool(found["name"]) and len(found["word"]) > 1 and flat(found["name"].strip()) == flat(own)
        other = found["name"] and not his and not _ends_sentence(found) and _SOMEBODY.match(text, found.start("name"))
        if other and not any(alike(word, own) for word in other[0].split()):
            continue
        word = f"{_WRITTEN.get(found['word'].lower(), found['word'])}{found['more'] or ''}"
        end = found.end("more") if found["more"] else found.end("word")
        age = _age(found, before, text, his=his)
        yield Value(field="salutation", value=word, start=found.start(), end=end, age=age), _is_hint(found, before)


def _is_called_out(before: str, after: str) -> bool:
    """Whether the reader is thanked, or called between commas: "merci Madame", "je vous prie, Madame, de"."""
    between = before.endswith(", ") and after.startswith(",")
    return between or (_THANKED.search(before) is not None and re.match(r"\s*(?:[.!,\n]|$)", after) is not None)


def _age(found: re.Match[str], before: str, text: str, *, his: bool) -> Age:
    """What the words before a salutation say of it; ``his``: the writer's last name stands behind it."""
    named = bool(found["name"]) and not _ends_sentence(found)
    quoted = _QUOTED_BEFORE.search(before) is not None
    made = _MADE.search(before) is not None and not _YOU_DO.search(before)
    made = made and not _replaced(before, text[found.end() :])
    made = made or _is_one(found, before) or _PLEASE.match(text, found.end()) is not None
    addressed = _ADDRESSED.search(before) is not None
    if named and not (his or quoted or addressed or _MADE.search(before)):
        return Age.OTHER
    if his and _I_AM_ONE.search(before) and _FROM_NOW.match(flat(text[found.end() : found.end() + _SAID_BEFORE])):
        return Age.NEW
    if _BUT.search(before):
        return Age.NEW
    if _NOT.search(before) or _NOT_AS.search(before):
        return Age.OLD
    if made or _INTO.search(before) or (addressed and _WISH.search(before)):
        return Age.NEW
    return Age.OLD if (quoted and named) or addressed else Age.PLAIN


def _is_hint(found: re.Match[str], before: str) -> bool:
    """Whether the writer says that he is a man or a woman, in words that nobody is addressed with."""
    return found["word"].lower() in _WRITTEN and _I_AM_ONE.search(before) is not None


def _is_one(found: re.Match[str], before: str) -> bool:
    """Whether the writer says what he is: "je suis Madame"; not "I am Ms Hill", and "a man" only hints at a word."""
    alone = not found["name"] or _ends_sentence(found)
    return alone and found["word"].lower() not in _WRITTEN and _I_AM_ONE.search(before) is not None


def _replaced(before: str, after: str) -> bool:
    """Whether a word stands between the one that goes and the one that comes: "from X to Y", "X" by "Y"."""
    follows = _BY_ANOTHER.match(after)
    return _FROM.search(before) is not None or (
        follows is not None and _SALUTATION.match(after, follows.end()) is not None
    )


def _ends_sentence(found: re.Match[str]) -> bool:
    """Whether the full stop behind a word ends a sentence, as behind a written-out one; the next is no name then."""
    begins = flat(found["name"].strip()) in COMMON | NO_NAME if found["name"] else False
    return "." in found[0] and (begins or len(found["word"]) > _LONGEST_ABBREVIATION)
