"""Single parts of an address that are put right by themselves: postcode and place, house number, box, street name."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.core import cues
from bot.core.address_apart import contrasted, places_alone
from bot.core.address_shapes import SHORT_STREET
from bot.core.belgium import belong_together, contradict, is_place, named_place
from bot.core.flat import flat
from bot.core.folding import fold
from bot.core.near import Span, free
from bot.core.values import Age, Value

_POSTCODE_TOPIC = re.compile(r"\b(?:code[s]? postal\w*|postcode|postnummer|plz|postleitzahl|zip|postal code|cp)\b")
_NUMBER_TOPIC = re.compile(
    r"\b(?:huisnummer\w*|hausnummer|house number|numero (?:de (?:la )?maison|de rue|de porte)|hernummer\w*|"
    r"renumerot\w*|umnummerier\w*|straat|rue|street|strasse)\b"
)
_IN_A_STREET = re.compile(r"\w(?:straat|strasse|laan|steenweg|dreef|lei)\b")
_FOUR = re.compile(
    r"(?<![\w./+-])(?:[BL]-)?(?P<postcode>[1-9]\d{3,4})(?![\w/]|"
    r"[.,]\d)(?:\s\(?(?P<city>(?:Ste?\. ?)?[A-Za-zÀ-ÿ][A-Za-zÀ-ÿ'’ -]{2,30}))?"
)
_HOUSE = re.compile(
    r"(?<![\w/.+-])(?:n°|n[ro]\.?|numéro|numero|nummer|huisnummer|huisnr\.?|hausnummer|hausnr\.?|number|"
    r"house number)\s*:?\s*(?P<is>est |is |ist )?(?:nu |now |jetzt |maintenant |désormais |voortaan )?(?:le |la |die |the )?"
    r"(?P<number>\d{1,4}\s?[A-Za-z]?)(?![\w/]|\.\d| \d)",
    re.IGNORECASE,
)
_TO = re.compile(r"\W{0,3}(?:naar|vers|au|to|nach|devient|wordt|becomes|->|=>|→)\W{0,3}(?:le |the |die |het |la )?")
_BARE = re.compile(
    r"(?<![\w/.+-])(?:die |le |la |het |the )?(?P<number>\d{1,3}[A-Za-z]?)(?![\w/%€]|[.,:]\d| \d| (?:jaar|"
    r"ans|years?|jahre|euro|dagen|jours|days|tage|mois|maanden|months|monate\w?|semaines|weken|weeks|wochen|uur|uhr|h)\b)"
)
#: Behind a street with its number: "..., but we are at 51", "It's 65."
_OTHER_NUMBER = re.compile(
    r"[^\w]{0,5}(?:maar |mais |but |sondern |or |(?:alors|tandis) qu(?:e |')|terwijl |hoewel |whereas |while |wahrend |obwohl |dabei )?"
    r"(?:(?:wij |we |ik |nous |je |j'|i |ich |wir )[\w']+ (?:op|au|at|auf|in|a)|"
    r"(?:het|'t|dat|dit) (?:is|moet(?: zijn)?)|"
    r"c'est(?: le| au)?|it's|(?:it|that) (?:is|should be)|should be|moet(?: zijn)?|ist es(?: die)?|"
    r"(?:het|es)(?= \d{1,4}[a-z]? (?:is|moet|ist|sein))|(?:ik|wij|ich|wir) (?:op|in|auf)(?= \d{1,4}[a-z]? (?:woon|wonen|wohn))|"
    r"(?:il faut(?: lire)?|doit etre)(?: le)?|es ist|(?:richtig|juist|correct) (?:ist|is)|le bon(?: numero)? est|the (?:right|correct) (?:one|number) is|"
    r"sollte|muss)"
    r"(?: (?:le|la|the|die|het|de))?(?: (?:n°|nr\.?|numero|nummer|number|no\.?))? ?(?P<number>\d{1,4}[a-z]?)(?![\w/-]|[.,]\d| \d)"
)
#: A number before its street, of a sentence: "at number 36 in Rue de la Loi", "op 74 van de Genkersteenweg".
_NUMBER_OF = re.compile(
    rf"(?<![\w/.+€-])(?P<number>\d{{1,4}}[A-Za-z]?),? (?:(?:de|of|in|van|der|la|the|het|von) ){{0,2}}(?:{SHORT_STREET.pattern})"
)
_HOUSE_TOPIC = re.compile(
    r"\b(?:huisn(?:ummer|r)s?|hausnummern?|house numbers?|numeros? de (?:la )?maisons?|(?:her|ge)?nummerd)\b"
)
_FROM_TO = re.compile(
    r"\b(?:van|du|de|from|von|vom) (?:n[°r]\.? ?)?(?P<old>\d{1,4}[a-z]?) (?:naar|au|a|to|auf|nach|zu|zur) (?:n[°r]\.? ?)?"
    r"(?P<number>\d{1,4}[a-z]?)(?![\w/:-]|[.,]\d| (?:uur|h|heures|euro|"
    r"januar\w*|febr\w*|maart|april|mei|jun\w*|jul\w*|aug\w*|sept\w*|okt\w*|oct\w*|nov\w*|de[cz]\w*|janvier|fevrier|mars|avril|mai|aout|may|march))"
)
_INSTEAD = re.compile(
    r"\b(?:in plaats van|ipv|i\.p\.v\.|au lieu d[eu]|instead of|statt|pas|niet|not|nicht|geen|maar|mais|"
    r"but|sondern|et non)\b"
)
_BOX = re.compile(
    r"\b(?:boite|bte|bt|bus|box|bk|bfk|briefkasten|brievenbus|busnummer|busnr)\b\.?(?:\s*(?:(?:n°|nr\.?|numero|nummer|number|die|la|le|the|"
    r"ist|est(?: le| la)?|is|:|(?:nu|maintenant|now|jetzt)(?= )|(?P<new>moet|doit etre|devrait etre|should be|must be|muss|sollte|"
    r"wird|devient|wordt|becomes))\s*){0,3})(?P<box>\d{1,4}(?:[./]\d{1,3})?[a-z]?|[a-z]\d{0,2})(?![\w@'])"
)
_RENAMED = re.compile(
    r"\b(?:umbenenn\w*|umbenannt\w*|rebaptis\w*|debaptis\w*|herdoop\w*|hernoem\w*|renam\w*|noms? de (?:la |notre )?rue|straatna\w+|"
    r"street names?|strassenname\w*)\b"
)
_QUOTED = re.compile(r"[\"“„«‘']\s?(?P<name>[A-ZÀ-Ý][\w'’ -]{3,40}?)\s?[\"”“»’'](?!\w)")
_SAME_STREET = re.compile(
    r"\b(?:meme|(?:de)?zelfde|same|selben|gleichen) (?:rue|straat|street|strasse|avenue|laan|steenweg|road|chaussee|gasse)\b"
)


def parts(text: str, subject: str, others: Sequence[Value]) -> Iterator[Value]:
    """Yield values of the fields "place" (postcode, city or None), "number", "box" and "street", outside ``others``.

    A place in a mail that is not about postcodes is a "place?": it completes an address and is none by itself.
    """
    topic = fold(f"{subject}\n{text}")
    found = [*_from_to(text, topic), *_renumbered(text, others), *_places(text, topic), *_boxes(text)]
    found += [*contrasted(text, topic), *_houses(text, topic, others), *_streets(text, topic), *places_alone(text)]
    for value in found:
        if free(value.span, [other.span for other in others]):
            yield value


def _places(text: str, topic: str) -> Iterator[Value]:
    """Postcodes where the mail speaks of one, or that stand beside their place."""
    about = bool(_POSTCODE_TOPIC.search(topic))
    for found in list(_FOUR.finditer(text))[:12]:
        postcode, words = found["postcode"], (found["city"] or "").split()
        words = [word for word in words if word[0].isalpha() or word[0] in "'’"]
        city = next((name for end in (3, 2, 1) if is_place(name := " ".join(words[:end]))), "")
        before = re.search(
            r"([A-Za-zÀ-ÿ'’-]{3,})(?:\s(?:c'?\s?est|is|ist|est|hat|heeft|has|a|=|\()|\s?[:(])?\s?$",
            text[max(0, found.start() - 40) : found.start()],
        )
        named = before[1] if before and is_place(before[1]) else ""
        beside = bool(city and belong_together(postcode, city)) or bool(named and belong_together(postcode, named))
        if not beside and not about:
            continue
        told = city if beside or not contradict(postcode, city) else ""
        end = found.start("city") + len(city) if told else found.end("postcode")
        place = told or (named if beside else named_place(text, postcode)) or None
        yield Value(field="place" if about else "place?", value=(postcode, place), start=found.start(), end=end)


def _from_to(text: str, topic: str) -> Iterator[Value]:
    """ "The houses of our street have other numbers: we went from 25 to 31"."""
    found = _FROM_TO.search(flat(text)) if _HOUSE_TOPIC.search(topic) else None
    if found:
        for name, age in (("old", Age.OLD), ("number", Age.NEW)):
            start, end = found.span(name)
            yield Value(field="number", value=text[start:end], start=start, end=end, age=age)


def _renumbered(text: str, others: Sequence[Value]) -> Iterator[Value]:
    """The number that is put in the place of the one behind, or before, the only street of the mail."""
    lower = flat(text)
    streets = [value for value in others if value.field == "address"]
    first = [*_NUMBER_OF.finditer(text)] if not streets else []
    if len(streets) + len(first) != 1:
        return
    found = _OTHER_NUMBER.match(lower, streets[0].end if streets else first[0].end())
    if found:
        yield _number(text, found.span("number"), Age.NEW)
        yield from (_number(text, one.span("number"), Age.OLD) for one in first)


def _number(text: str, span: Span, age: Age) -> Value:
    start, end = span
    return Value(field="number", value=text[start:end].replace(" ", ""), start=start, end=end, age=age)


def _houses(text: str, topic: str, others: Sequence[Value]) -> Iterator[Value]:
    labelled = list(_HOUSE.finditer(text))[:6]
    moved = any(_TO.fullmatch(flat(text[one.end() : two.start()])) for one, two in pairwise(labelled))
    whole = any(value.field == "address" for value in others)
    if not moved and not _NUMBER_TOPIC.search(topic) and (whole or not _IN_A_STREET.search(topic)):
        return
    for found in labelled:
        number, start = found["number"].replace(" ", ""), found.start()
        said = found["is"] and not cues.OLD_BEFORE.search(
            re.split(r"[.!?]\s|\n", flat(text[max(0, start - 50) : start]))[-1]
        )
        age = Age.NEW if said else Age.PLAIN
        other = _OTHER_NUMBER.match(flat(text), found.end("number"))
        if other:
            yield _number(text, other.span("number"), Age.NEW)
            age = Age.OLD
        yield Value(field="number", value=number, start=start, end=found.end("number"), age=age)
    bare = re.search(r"\b(?:huisnummer|hausnummer|house number|numero de maison)\b", topic) or _SAME_STREET.search(
        topic
    )
    if not labelled and not bare:
        return
    for found in list(_BARE.finditer(text))[:12]:
        line = text[max(0, found.start() - 40) : found.end() + 40]
        if _INSTEAD.search(fold(line)) and all(
            found.end() <= one.start() or one.end() <= found.start() for one in labelled
        ):
            yield Value(field="number", value=found["number"], start=found.start("number"), end=found.end("number"))


def _boxes(text: str) -> Iterator[Value]:
    for found in list(_BOX.finditer(flat(text)))[:6]:
        box = text[found.start("box") : found.end("box")]
        if re.search(r"\d", box) or len(box) == 1 and box.isupper():
            age = Age.NEW if found["new"] else Age.PLAIN
            yield Value(field="box", value=box, start=found.start(), end=found.end(), age=age)


def _streets(text: str, topic: str) -> Iterator[Value]:
    if _RENAMED.search(topic):
        for found in list(_QUOTED.finditer(text))[:6]:
            yield Value(field="street", value=found["name"], start=found.start(), end=found.end())
    for found in list(SHORT_STREET.finditer(text))[:6]:
        yield Value(field="street", value=found[0].strip(), start=found.start(), end=found.end())
