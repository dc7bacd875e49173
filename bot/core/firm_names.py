"""Names of firms without a legal form: what a house is called from now on, and how its name is spelled."""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, islice

from bot.core import firm_cues
from bot.core.firm_shapes import of_a_person
from bot.core.flat import flat
from bot.core.mail import Mail
from bot.core.people import alike_each, writer
from bot.core.trades import TRADES
from bot.core.values import Age, Value
from bot.core.wording import any_word, word_set

_MOST = 30
_BEFORE = 60  # characters
_TWO = 2  # words
_HOUSE = any_word(
    TRADES
    + r"""|
    cabinet|bureau|salon|\w*frituur|frituur|brasserie|cafe|restaurant|\w*bakkerij|boulangerie|boite|magasin|\w*winkel|
    boutique|praktijk|praxis|zaak|enseigne|
    opti(?:ek|que|cien)\w*|pharmacie|apothe\w+|kantoor|kanzlei|\w*school|ecole|\w*instituut|institut|academie|hotel|
    garage|atelier|\w*architect\w*|agence|agentur|firm\w*|
    societe|entreprise|bedrijf|company|business|shop|store|practice|studio|\w*laden|betrieb|geschaft|trading name|
    trade name|commerce|handelsnaam|raison sociale|denomination|
    uithangbord|boven de deur|logo|vereniging|vzw|asbl|association|verein|club|consult\w*
    """
)
_NAME = (
    r"[A-ZÀ-Ý0-9][\w&'’.\-À-ÿ]*(?:,?[ ](?:[A-ZÀ-Ý][\w&'’\-À-ÿ]*|&|\||\+|et|en|and|und|de|du|des|la|le|les|van|der|"
    r"den|the|of|d['’]\w+|l['’]\w+|chez)){0,5}?"
)
_NAME_END = (
    r"(?=[\"”»’]?\s?(?:[.,;:!?()\n]|$|\s(?:maintenant|nu|now|jetzt|à présent|désormais|heten|heißen|plus|niet|"
    r"not|pas|nicht|from|vanaf|depuis|sinds|since|seit|ab|à partir)\b))"
)
_NOW = (
    r"(?:nu|voortaan|intussen|vanaf nu|vanaf \w+(?: \w+)?|maintenant|désormais|dorénavant|à présent|"
    r"à partir d\w+ \w+|now|from now on|jetzt|nun|künftig|ab sofort|ab \w+(?: \w+)?)"
)
_CALLED = (
    r"(?:s['’]appelle(?:ra)?|se nomme(?:ra)?|s['’]intitule|appelons|nommons|heet|heten|hei(?:ß|ss)(?:t|en)|"
    r"(?:is|are|be) called|trades? as|porte le nom(?: de)?|draagt de naam|trägt den namen|devient|devenue?s?|wordt|"
    r"becomes|wird(?: zu)?)"
)
_RENAMED = tuple(
    re.compile(
        shape + rf"(?:[\"“”„«]\s?(?P<quoted>[^\"“”„«»\n]{{2,60}}?)\s?[\"“”»]|"
        rf"['‘]?(?P<value>{_NAME}){_NAME_END})"
    )
    for shape in (
        rf"(?<![\w'’])(?i:{_CALLED}\s(?:donc\s|dus\s|also\s)?{_NOW}|{_NOW}\s{_CALLED})\s",
        r"(?<![\w'’])(?i:rebaptis\w+|renommée?|omgedoopt (?:tot|in)|herdoopt (?:tot|in)|hernoemd (?:tot|naar|in)|"
        r"renamed(?: to)?|rebranded (?:as|to)|umbenannt in|umgetauft in|gaan verder als|verder onder de naam|"
        r"continue sous le nom(?: de)?)\s",
        rf"(?<![\w'’])(?i:(?:{_CALLED}|heet (?:ons|onze|de|het) \w+|is)\s(?:niet (?:meer|langer)|plus|no longer|"
        rf"nicht (?:mehr|länger))\s)[^.;!?\n]{{3,50}}?,?\s(?i:maar|mais|but|sondern)\s(?i:wel |bien |nu |now |jetzt |"
        rf"désormais )?",
    )
)
#: "The name of my business is X", from somebody who has just begun one.
_BEGUN = any_word(
    r"""
    zelfstandige?|student-zelfstandige|(?:in|bij)beroep|eigen zaak|zaak (?:gestart|begonnen|geopend|opgestart)|
    opgestart|
    independante?|auto-?entrepreneur\w*|me (?:lance|suis lancee?|mets a mon compte)|a mon compte|m'installer|
    ouvert (?:mon|ma|un|une)|cree (?:mon|ma)|self[- ]employed|sole trader|(?:set up|started|opened|launched|
    starting) (?:my|a|an|our) (?:own )?\w+|
    own business|freelancer?|selbst(?:st)?andige?r?|gewerbe (?:an)?gemeldet|freiberuf\w*|eroffnet|gegrundet
    """
)
_MINE = (
    r"(?:zaak|winkel|praktijk|atelier|salon|bedrijf|eenmanszaak|studio|commerce|magasin|entreprise|activité|"
    r"boutique|cabinet|enseigne|"
    r"business|shop|company|practice|firm|Laden|Betrieb|Geschäft|Praxis|Firma|Unternehmen|Gewerbe)"
)
_FIRST_NAMED = re.compile(
    r"(?<![\w'’])(?:(?i:de (?:handels)?naam|le nom(?: commercial)?|the (?:trading |business )?name|"
    r"der (?:Firmen)?name)"
    rf"(?:\s(?i:van|de|of|meine[rs]|du|für)\s?(?:\w+\s)?{_MINE}s?)?\s(?:is|est|ist|wordt|sera|wird)|"
    rf"(?i:mijn|onze?|ons|mon|ma|notre|my|our|meine?|unsere?)\s(?:\w+\s)?{_MINE}\s(?:heet|s['’]appelle|is called|"
    rf"heißt|heisst)|"
    r"(?i:het heet|ça s['’]appelle|elle s['’]appelle|il s['’]appelle|it['’]s called|it is called|(?:es|er|"
    r"sie) hei(?:ß|ss)t))[ ]?:?[ ]"
    rf"(?:[\"“”„«]\s?(?P<quoted>[^\"“”„«»\n]{{2,60}}?)\s?[\"“”»]|['‘]?(?P<value>{_NAME}){_NAME_END})"
)
_WORDS = re.compile(
    r"(?<![\w@.'’-])[A-ZÀ-Ý][\w'’\-À-ÿ]*(?:[ ](?:[A-ZÀ-Ý][\w'’\-À-ÿ]*|&|et|en|and|und|de|du|des|la|le|van|der|den|El|"
    r"of|[dl]['’]\w+|['’][tsn])){0,5}(?![\w@])"
)
_TOLD_WRONG = any_word(
    r"""
    vous (?:avez )?ecri\w+|you (?:spell|write|have|spelled)\w*|(?:jullie|u) schrij\w+|sie schreiben|figure sous|
    s'ecrit|orthograph\w*|faute\w*|coquille\w*|erreur|mange|sans|avec|
    spel\w*|tikfout\w*|schrijffout\w*|typo\w*|fout\w*|verbeter\w*|letter\w*|gericht aan|adresse\w* a|addressed|
    correct\w*|schreib\w*|tippfehler|falsch\w*|buchstab\w*|niet|pas|not|nicht|trop|te veel|too many
    """
)


def firm_names(text: str, mail: Mail) -> Iterator[Value]:
    """Yield new and old names of a house that a mail speaks of, of those that have no legal form."""
    lower = flat(f"{mail.subject}\n{text}")
    own = writer(mail).words()
    if not (_BEGUN.search(lower) or _HOUSE.search(f"{lower}\n{flat(mail.sender.name if mail.sender else '')}")):
        return
    shapes = (*_RENAMED, _FIRST_NAMED) if _BEGUN.search(lower) else _RENAMED
    found = list(_renamed(text, own, shapes))
    yield from found or (_respelled(text, mail, own) if _TOLD_WRONG.search(lower) else ())


def _renamed(text: str, own: set[str], shapes: Sequence[re.Pattern[str]]) -> Iterator[Value]:
    for shape in shapes:
        for found in islice(shape.finditer(text), _MOST):
            part = "quoted" if found["quoted"] else "value"
            name = found[part].strip(" ,")
            words = flat(name).split()
            before = flat(text[max(0, found.start() - _BEFORE) : found.start()])
            if (
                len(name) > _TWO
                and not set(words) <= own
                and not _OF_A_PERSON.search(before)
                and words[0] not in _NO_NAME
            ):
                start = found.start(part)
                yield Value(field="company", value=name, start=start, end=start + len(name), age=Age.NEW)


#: It is a person who is called so, not a house.
_OF_A_PERSON = re.compile(
    r"\b(?:je m|ik|ich|i|moi|fille|fils|dochter|zoon|daughter|son|tochter|sohn|epouse|vrouw|wife|frau|mari|man|"
    r"husband|mann|collegue|collega|colleague|kolleg\w+|"
    r"contact\w*|ansprech\w*|aanspreek\w*|interlocut\w+|gerante?|directeur|directrice|director|manager|rue|straat|"
    r"street|strasse|adresse?|adres|siege|zetel|anschrift|"
    r"numero|nummer|number|mail|e-mail|titel|titre|title|fonction|functie|function|funktion|langue|taal|language|"
    r"sprache)\W*$"
)
_NO_NAME = word_set("le la les de het the der die das a an een un une monsieur madame mevrouw herr frau mr mrs ms")


def _respelled(text: str, mail: Mail, own: set[str]) -> Iterator[Value]:
    """Two spellings of one name: the one that is not called wrong is new; the sender's own name is right."""
    said = [(found[0], found.start()) for found in islice(_WORDS.finditer(text), _MOST)]
    said = [(name, start) for name, start in said if not of_a_person(name, start, text)]
    above = (mail.subject, mail.sender.name if mail.sender else "")
    known = [(found[0], -1) for part in above for found in islice(_WORDS.finditer(part), _MOST)]
    for (one, start), (other, place) in combinations([*said, *known], 2):
        if start < 0 or not _spellings(one, other) or any(_is_person(name, own) for name in (one, other)):
            continue
        if place < 0 or _is_wrong(text, start) != _is_wrong(text, place):
            right, at = (other, place) if place < 0 or _is_wrong(text, start) else (one, start)
            end = at + len(right) if at >= 0 else 0
            yield Value(field="company", value=right, start=max(at, 0), end=end, age=Age.NEW)
            return


def _is_person(name: str, own: set[str]) -> bool:
    """Whether a name is the writer's own, and not that of a house."""
    return set(flat(name).split()) <= own and not _HOUSE.search(flat(name))


def _is_wrong(text: str, place: int) -> bool:
    before = re.split(r"[.!?;\n]\s?", flat(text[max(0, place - _BEFORE) : place]))[-1]
    return bool(firm_cues.OLD_BEFORE.search(before) or firm_cues.ON_FILE_BEFORE.search(before))


def _spellings(one: str, other: str) -> bool:
    """Whether two names of several words are spellings of each other, and not the same one."""
    mine, its = one.split(), other.split()
    return len(mine) >= _TWO and flat(one) != flat(other) and alike_each(mine, its)
