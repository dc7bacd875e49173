"""Salutation and date of birth: values out of a small set of words, or dates."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.core.effective import MONTHS
from bot.core.flat import flat
from bot.core.people import alike
from bot.core.values import Age, Value

_SALUTATION = re.compile(
    r"(?<![\w-])(?P<word>(?i:monsieur|madame|mademoiselle|mevrouw|mijnheer|meneer|de heer|heer|mister|miss|"
    r"missus|frau|herrn?|docteur|dokter|doctor|professeur|professor|ma[iî]tre|une femme|un homme|un monsieur|une dame|"
    r"een man|een vrouw|een heer|een dame|a man|a woman|a lady|a gentleman|eine frau|ein mann|eine dame|ein herr)|"
    r"Mme|Mlle|Mr|Mrs|Ms|Mx|Dr|Prof|Dhr|Mevr|M)\b\.?(?P<more>(?:\s(?i:dr|prof|ir|ing|dokter|doktor|docteur|"
    r"professor)\b\.?)+)?"
    r"(?P<name>[ ][A-ZÀ-Ý][\w'’-]+)?"
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
_I_AM_ONE = re.compile(
    r"\b(?:je suis|ik ben|ben ik|i'm|i am|ich bin|bin ich)(?: (?:un|une|een|an?|the|eine?|de|het|bien|wel|nu|eigenlijk|"
    r"en fait|actually|really|indeed|toch|doch|aber|namlich|ja|echt|bel et bien))*\s$"
)
_PLEASE = re.compile(r",? please\b(?=[ ]*[.!\n]|[ ]*$)")
_SOMEBODY = re.compile(r"\s[A-ZÀ-Ý][\w'’-]+\s(?:(?:van|de|von|der|den|du)\s)*[A-ZÀ-Ý][\w'’-]+")
_FROM = re.compile(r"\b(?:von|vom|van|de|du|from)\W{0,3}$")
_BY_ANOTHER = re.compile(r"[\"”»’' ]{1,3}(?:to|by|with|into|in|naar|door|auf|durch|zu|en|par|vers|à)[\"“„«‘' ]{1,3}")
_BIRTH_TOPIC = re.compile(
    r"\b(?:geboortedatum|geboren|date de naissance|nee? le|naissance|date of birth|birth ?(?:date|day)|"
    r"born|dob|geburtsdatum|geburtstag|verjaardag|anniversaire)\b"
)
_BORN = re.compile(
    r"\b(?:suis (?:\w+ )?nee? (?:le|un)|was (?:\w+ )?born (?:on)?|ben (?:ik )?(?:\w+ )?geboren op|"
    r"(?:ich bin|bin ich) (?:\w+ )?(?:am)?|geboren (?:bin ich )?(?:\w+ )?am|born (?:\w+ )?on)\s*(?:the |de )?$"
)
#: "On your form I was born on": the date that we have.
WITH_US = re.compile(
    r"\b(?:(?:chez|selon|d'apres|pour|dans|sur) (?:vous|vos|votre)|vous (?:avez|aviez|indiquez)|avez-vous|"
    r"(?:bij|volgens|voor|in|op) (?:jullie|uw|u)|(?:hebt|heeft) u|u (?:hebt|heeft)|jullie hebben|hebben jullie|"
    r"you(?:'ve| have)?(?: got)? (?:me|my)|have you|(?:according to|in|on) your|your \w+(?: \w+)? (?:has|have|says?|"
    r"shows?|lists?)|"
    r"(?:bei|laut|nach|in|auf) ihne?\w*|haben sie|sie (?:haben|fuhren))\b[^.!?\n]*$"
)
_SAID_OF_DATE = 110  # characters before a date
_DATE = re.compile(
    rf"(?<![\d.])(?P<day>\d{{1,2}})(?:er|st|nd|rd|th|e|\.)?(?:[/.-]|\s(?:of )?)(?P<month>\d{{1,2}}|"
    rf"{'|'.join(sorted(MONTHS, key=len, reverse=True))})\.?[ /.-]\s?(?P<year>(?:19|20)\d\d)(?!\d)"
)


def salutations(text: str, subject: str, own: str = "") -> Iterator[Value]:
    """Yield the salutations a mail speaks of, when it is about how the person, whose last name is ``own``, is
    addressed."""
    lower = flat(text)
    if not _SALUTATION_TOPIC.search(f"{flat(subject)}\n{lower}"):
        return
    for found in _SALUTATION.finditer(text):
        begin = text.rfind("\n", 0, found.start()) + 1
        line = text[begin : (text + "\n").index("\n", begin)]
        if _GREETING.match(line) and '"' not in line and "«" not in line and "?" not in line and "!" not in line[:-1]:
            continue
        before = lower[max(0, found.start() - 60) : found.start()]
        his = bool(found["name"]) and len(found["word"]) > 1 and flat(found["name"].strip()) == flat(own)
        called = his or any(cue.search(before) for cue in (_QUOTED_BEFORE, _MADE, _ADDRESSED))
        other = found["name"] and not his and not _ends_sentence(found) and _SOMEBODY.match(text, found.start("name"))
        if other and not any(alike(word, own) for word in other[0].split()):
            continue
        beside = bool(found["name"]) and not _ends_sentence(found) and not called
        quoted = bool(_QUOTED_BEFORE.search(before)) and bool(found["name"]) and not _ends_sentence(found)
        made = bool(_MADE.search(before)) and not _YOU_DO.search(before) and not _replaced(before, text[found.end() :])
        made = made or _is_one(found, before)
        made = made or _PLEASE.match(text, found.end()) is not None
        age = Age.NEW if made else Age.OLD if quoted or _ADDRESSED.search(before) else Age.PLAIN
        age = Age.OTHER if beside else age
        word = f"{_WRITTEN.get(found['word'].lower(), found['word'])}{found['more'] or ''}"
        end = found.end("more") if found["more"] else found.end("word")
        yield Value(field="salutation", value=word, start=found.start(), end=end, age=age)


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
    """Whether the full stop behind a written-out word ends a sentence; the next word is no name then."""
    return "." in found[0] and len(found["word"]) > _LONGEST_ABBREVIATION


def births(text: str, subject: str) -> Iterator[Value]:
    """Yield dates when the mail is about a date of birth; a day that does not exist can only be the wrong one."""
    lower = flat(text)
    if not _BIRTH_TOPIC.search(f"{flat(subject)}\n{lower}"):
        return
    yield from only_possible(list(_dates(lower)))


def only_possible(values: Sequence[Value]) -> list[Value]:
    """Where one value is impossible and one possible one stands beside it, that one is meant."""
    possible = {value.value for value in values if value.age is not Age.OLD}
    settled = len(possible) == 1 and len(possible) < len({value.value for value in values})
    return [replace(value, age=Age.NEW) if settled and value.age is Age.PLAIN else value for value in values]


def _dates(lower: str) -> Iterator[Value]:
    previous = 0
    for found in _DATE.finditer(lower):
        month = MONTHS.get(found["month"]) or int(found["month"])
        day, year = int(found["day"]), int(found["year"])
        exists = 1 <= month <= 12 and 1 <= day <= _days(month, year)
        yield Value(
            field="birth_date",
            value=f"{year}-{month:02d}-{day:02d}",
            start=found.start(),
            end=found.end(),
            age=_age_of_date(lower, found.start(), previous) if exists else Age.OLD,
        )
        previous = found.end()


def _age_of_date(lower: str, start: int, previous: int) -> Age:
    """What the words since the date before say: what we have, or when the writer was born."""
    before = lower[max(previous, start - _SAID_OF_DATE) : start]
    if WITH_US.search(before):
        return Age.OLD
    return Age.NEW if _BORN.search(before) else Age.PLAIN


def _days(month: int, year: int) -> int:
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 29 if month == 2 and leap else (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]
