"""What a letter says of the writer's name at all: whether we call him by another one, or he only says who he is."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from bot.core import name_cues, name_shapes, said_names
from bot.core.flat import flat
from bot.core.name_mentions import mentions
from bot.core.people import NAME, TITLE, Self, bare
from bot.core.values import SHAPED, Age, Value
from bot.core.wording import any_word

_MOST = 20
_WE_CALL = (
    r"(?:call(?:s|ed|ing)? me|(?:have|had|has|list(?:s|ed)?|got|put|address(?:es|ed)?|register(?:s|ed)?) me(?: down|"
    r" up)?(?: as)?|"
    r"(?:begins?|starts?|beginnen|begint|beginnt) (?:with|met|mit)|commencent? par|m['’]appelez|"
    r"m['’]a(?:vez)? appelée?|"
    r"writ(?:e|es|ing)(?: to| always| still)*|disent|dit|indiquent?|mentionnent?|"
    r"écri(?:vez|t|vait|viez)(?: toujours| encore| à)*|nannten? mich|nenn(?:en|t)(?: Sie)? mich|"
    r"schreiben(?: Sie)?(?: mir| immer| noch| an)*|"
    r"noem(?:t|en|de)(?: jullie| u)? m(?:e|ij)|schrij(?:ft|ven)(?: jullie| u)?(?: altijd| steeds| nog| aan| me|"
    r" mij)*|"
    r"(?:sta|staat|stond)(?: er| ik| altijd| steeds| nog| als| bij jullie)*|(?:steht|stand)(?: immer| noch|"
    r" bei Ihnen)*|"
    r"(?:says?|reads?)(?: always| still)?)"
)
_CALLED_SO = re.compile(
    rf"(?<![\w'’-])(?i:{_WE_CALL})\s:?\s?[\"“„«‘']?\s?(?:(?i:dear|beste|geachte|ch[eè]re?|lieber?|hallo|hello|hi|"
    rf"dag|bonjour|"
    rf"sehr geehrter?)\s)?(?:{TITLE}\s)?(?P<name>{NAME})(?!\s(?i:from|of|van|de|du|von|bei|bij|chez|at)\s)"
)
_I_AM = (
    r"(?:it['’]s|it is|i['’]m|my (?:first |last )?(?:name|surname)(?: is|['’]s)|should be|het is|['’]t is|ik heet|"
    r"ik ben|"
    r"mijn (?:voor|achter|familie)?naam is|c['’]est|je m['’]appelle|mon (?:pré)?nom(?: de famille)? est|es ist|"
    r"ich heiße|"
    r"ich bin|(?:richtig|korrekt|juist|correct)(?: is| ist)?|mein (?:vor|nach)?name ist|het moet|moet(?: zijn)?|"
    r"il faut(?: lire| écrire)?|doit être)"
)
_UNDER = (
    r"(?<![\w'’-])(?i:au nom de|sous(?: le nom(?: de)?)?|op (?:de )?naam(?: van)?|onder(?: de naam)?|"
    r"(?:under|in(?:to)?)(?: the)? name(?: of)?|under|unter(?: dem namen)?|auf(?: den namen)?|als|as|comme)\s"
)
#: What is put under another name is what we hold of him: no order, no badge.
_OUR_RECORD = any_word(
    r"""
    dossier|compte|fiche|contrat|coordonnees|donnees|account|file|records?|details|contract|gegevens|klantenfiche|klant\w*|
    abonn\w+|subscription|konto|kundenkonto|akte|vertrag|daten|me|mij|mich|moi|inscri\w+
    """
)
_INSTEAD = (
    r"(?:\s(?:zetten|plaatsen|stellen|komen|staan|noteren|registreren|inschrijven|führen|setzen|umstellen|laufen|"
    r"ändern|eintragen))?[\s,(]{1,2}(?i:(?:en |et |and |und )?(?:niet(?: meer| langer)?|(?:et )?(?:non|pas|plus)|not|"
    r"no longer|nicht(?: mehr)?|ipv|i\.p\.v\.?|in plaats van|au lieu de|à la place de|plutôt que(?: de)?|instead of|"
    r"rather than|statt|anstatt|anstelle von))(?:\s(?:op naam van|onder|au nom de|sous|under|unter|auf))?\s"
)
_AND_MINE = re.compile(r"\b(?:et|en|and|und) (?:my|mon|mijn|meinen?) ")  # a list of what he is called
_WRONG = re.compile(rf"{name_cues.WRONG.pattern}|\b(?:errors?|mistakes?|mistaken|vergissing\w*|irrtum\w*|versehen)\b")
_NEGATED = (name_shapes.NEGATED, name_shapes.NOT_THE_NEXT, name_shapes.QUOTED)


def miscalled(text: str, who: Self, *, titled: bool) -> Iterator[Value]:
    """Yield the part of the writer's name that he tells where he says that we call him by another one.

    ``titled``: a salutation is spoken of as well; then only a first name that is called so is meant.
    """
    if titled and not said_names.FIRST.search(flat(text)):
        return
    called = [found["name"] for found in islice(_CALLED_SO.finditer(text), _MOST)]
    strange, namesake = any(_strange(name, who) for name in called), any(_namesake(name, who) for name in called)
    parts = [("first_name", who.first, who.last), ("last_name", who.last, "")]
    for field, own, other in parts[: 2 if strange else int(namesake)] if who.last else ():
        further = rf"(?!\s{re.escape(other)})" if other else ""
        shape = rf"(?<![\w'’-])(?i:{_I_AM})\s?:?\s?[\"“„«‘']?{re.escape(own)}(?![\w'’-]){further}"
        found = re.search(shape, text)
        if found:
            yield Value(field=field, value=own, start=found.end() - len(own), end=found.end(), age=Age.NEW)
            return


def renamed(text: str, who: Self) -> Iterator[Value]:
    """Yield the last name that shall stand in the place of the writer's own one, in a letter on a marriage or divorce.

    "My file in the name of Pieters instead of Claes", from one who still signs as Claes.
    """
    if not who.last or not said_names.RENAMED.search(name_cues.folded(text)):
        return
    old = rf"(?:{re.escape(who.first)}\s)?{re.escape(who.last)}(?![\w'’-])"
    found = re.search(rf"{_UNDER}[\"“„«‘']?\s?(?P<name>{NAME})\s?[\"”»’']?{_INSTEAD}[\"“„«‘']?\s?(?i:{old})", text)
    name = bare(found["name"]).removeprefix(f"{who.first} ") if found else ""
    said = flat(re.split(r"[.!?\n]\s?", text[: found.start()])[-1]) if found else ""
    if (
        found
        and _OUR_RECORD.search(said)
        and flat(name) != flat(who.last)
        and flat(name.split()[0]) not in name_cues.NO_NAME
    ):
        start = found.end("name") - len(name)
        yield Value(field="last_name", value=name, start=start, end=found.end("name"), age=Age.NEW)


def _strange(name: str, who: Self) -> bool:
    """Whether a name has no word of the writer's own, and is one."""
    words = [flat(word) for word in bare(name).split()]
    own = {*who.words(), *flat(f"{who.first} {who.last}").split()}
    return bool(words) and words[0] not in name_cues.NO_NAME and not own & set(words)


def _namesake(name: str, who: Self) -> bool:
    """Whether a name has the writer's last one behind another first one."""
    first, _, last = flat(bare(name)).partition(" ")
    return last == flat(who.last) and first != flat(who.first) and first not in name_cues.NO_NAME


def only_introduced(text: str, subject: str, who: Self, values: Sequence[Value], others: Sequence[Value]) -> bool:
    """Whether the ``values`` are the writer's own name and he only says who he is.

    That is so where nothing speaks of how it is spelled, of a new name, or of another one that we have.
    """
    own = {"first_name": who.first, "last_name": who.last}
    if not values or any(flat(str(value.value)) != flat(own.get(value.field, "")) for value in values):
        return False
    lower = name_cues.folded(text)
    if name_cues.LABEL.search(flat(subject)) or name_cues.LETTERS.search(lower) or name_cues.NAME_WORK.search(lower):
        return False
    if (
        any(shape.search(text) for shape in name_shapes.WHOLE_NEW)
        or name_cues.turned(lower)
        or name_cues.MARRIED.search(lower)
        or said_names.RENAMED.search(_AND_MINE.sub(" ", lower))
        or _faulty(lower, others)
    ):
        return False
    if any(
        one.sort not in {"right", "other"} or one.age is Age.OLD for one in islice(mentions(text, who, others), _MOST)
    ):
        return False
    return not any(_strange(found["name"], who) for found in _other_names(text))


def _faulty(lower: str, others: Sequence[Value]) -> bool:
    """Whether a sentence, or a letter without other values, calls something wrong and a name by its sort."""
    if not any(one.field in SHAPED for one in others) and _WRONG.search(lower) and name_cues.LABEL.search(lower):
        return True
    return any(_WRONG.search(one) and name_cues.LABEL.search(one) for one in re.split(r"[.!?\n]", lower))


def _other_names(text: str) -> Iterator[re.Match[str]]:
    for shape in (*_NEGATED, _CALLED_SO):
        yield from islice(shape.finditer(text), _MOST)
