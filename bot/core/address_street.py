"""Street, number and box as they lead up to a postcode; what is plainly no street is none."""

import re
from collections.abc import Iterator

from bot.core.address_shapes import BOX, GAP, MONTH, NUMBER, NUMBER_LEADS, STREET_BEFORE, STREET_WORD
from bot.core.belgium import is_place
from bot.core.near import Span

_NO_STREET = re.compile(
    r"^(?:(?i:adres\w*|adress\w*|anschrift|kantoor|bureau|office|b[üu]ro|wohnung|zetel|si[èe]ge|studio|"
    r"praktijk|praxis|maison|"
    rf"{MONTH}|naar|vers|nu|nun|jetzt|nouveau|nieuw\w*|new|neu\w*|now|ist|is|est|from|"
    r"to|dus|donc|so|also|aub|a\.u\.b\.|svp|s\.v\.p\.|stp|graag|gelieve|please|bitte|daarom|maar|mais|aber|but|voil[àa]|"
    r"voici|hier|ici|here|vanaf|depuis|sinds|since|seit|correct|juist|richtig|(?-i:de|het|den))\s)+(?=[A-ZÀ-Ý]|(?i:rue|avenue|chauss|place|quai))"
)
#: An article with a capital letter is a part of the name ("De Keyserlei 5"), but where a sentence begins with it.
_OPENING = re.compile(r"^(?:De|Het|Den|The)\s(?=[A-ZÀ-Ý])")
_BEGINS = re.compile(r"(?:^|[\n.!?])[ \t]*$")
_GOES_ON = re.compile(r",?[ ][a-zà-ÿ]")
#: "rue haute 12 a 1000 bruxelles": no letter of the number, but the place where the street lies.
_PLACED_AT = re.compile(r"\d a\s$")
_DIGIT, _LAST_DIGIT = re.compile(r"\d"), re.compile(r"(?s:.*)\d")
_LINES = 6  # a name, what calls its number by its sort and the number take up four at most, with what may follow it
_FRENCH = re.compile(rf"(?i:{STREET_WORD})\s")
_THERE = re.compile(r"\s(?:à|te|in|at)\s(?P<city>[A-ZÀ-Ý].*)$")
#: The end of a sentence: behind a long word that is no abbreviation, or behind a number that counts nothing.
_ENDED = re.compile(
    r"(?<![\w.-])(?!(?i:boul|burg|prof|past|kard|gebr|stwg|stnwg|steenw|appart|chaus|bldg|verd|bourg)\.)"
    r"(?:\w[\w'’-]{3,}|\d{1,4}[A-Za-z]?|[IVX]{2,4})(?P<stop>[.!?])\s+(?=[A-ZÀ-Ý(\"“«]|['’]t\s)"
    rf"(?!(?i:{MONTH}|[ée]tage|stock|og|obergeschoss|verdieping|floor)\b)"
)
#: A name in lower case that does not say itself that it is a street; only where a known place follows.
_PLAIN_NAME = re.compile(
    r"(?:^|[\n:,;(]\s*|(?<![\w-])(?i:in|op|naar|te|at|to|nach|an|is|adres|adresse|address|anschrift)\s+)"
    r"(?:(?i:de|den|het|le|la|the|der|die|das|dem)\s)?"
    r"(?P<street>(?:(?i:grote|kleine|oude|nieuwe|lange|korte|hoge|lage|grand|petit|vieux|alte|neue)\s)?"
    r"(?!(?:nummer|numero|numéro|huisnummer|hausnummer|number|bus|box|boite|boîte|postbus|postfach|telefoon|phone|telephone|"
    rf"{MONTH})\b)[a-zà-ÿ][a-zà-ÿ'’-]{{3,}}),?\s{NUMBER}\s?{BOX}{GAP}$"
)


#: Words of a sentence that no street is called by; behind the last of them a street may begin.
_OF_A_SENTENCE = re.compile(
    r"(?<![\w'’-])(?:so|as|the|and|we|you|i|please|are|was|were|from|to|with|my|our|your|send|has|have|had|at|its?|there|then|"
    r"until|since|"
    r"niet|maar|wij|ik|jullie|onze?|mijn|uw|werd|wordt|worden|voor|tot|vanaf|sinds|dus|ook|graag|gelieve|hebben|heeft|naartoe|waar|"
    r"lieu|plaats|instead|statt|nous|vous|je|notre|votre|mon|ma|mes|nos|vos|est|sont|était|vers|dans|que|qui|avec|merci|puis|depuis|désormais|"
    r"wir|ich|unsere?[rnms]?|meine?[rnms]?|ist|sind|wird|nicht|sondern|bitte|nach|seit|jetzt|nun|"
    r"(?<!steenweg )(?<!Steenweg )(?<!weg )(?<!Weg )(?<!baan )(?<!Baan )naar)(?=\s)"
)

#: What stands before the rest of a name: "avenue (et non rue) des Tilleuls" is not called Tilleuls.
_CUT_OFF = re.compile(r"(?:\)\s?(?:de\sla|de\sl['’]|du|de|d['’])|\bdes)\s?$")


def blank() -> dict[str, str | None]:
    """Return an address of which nothing is known."""
    return {"street": None, "number": None, "box": None, "postcode": None, "city": None, "country": "BE"}


def in_sentences(text: str) -> str:
    """Return the text, of the same length, with a sign at the end of each sentence that no address reaches over."""
    for found in list(_ENDED.finditer(text)):
        text = f"{text[: found.start('stop')]}?{text[found.end('stop') :]}"
    return text


def leading(left: str, *, known: bool, abroad: bool = False) -> re.Match[str] | None:
    """Return the street that ``left`` ends in; ``known``: the place behind it belongs to its postcode; ``abroad``: it
    lies where numbers stand before streets.

    The groups are street, number, box, slash and, for some, first (a box before the street).
    """
    street = next((match for shape in STREET_BEFORE if (match := next(streets(shape, left), None))), None)
    if street is None and (known or abroad):
        street = NUMBER_LEADS.search(left)
        street = street if street and (abroad or street["sign"]) else None
    return street or (_PLAIN_NAME.search(left) if known else None)


def numbered(text: str) -> Span:
    """Return where streets with their numbers can stand: from some lines above the first digit to some below the last
    one. The rest of a letter need not be searched for them."""
    first, last = _DIGIT.search(text), _LAST_DIGIT.match(text)
    if first is None or last is None:
        return 0, 0
    above, below = text[: first.start()].rsplit("\n", _LINES), text[last.end() :].split("\n", _LINES)
    return len(above[0]) if len(above) > _LINES else 0, len(text) - (len(below[-1]) if len(below) > _LINES else 0)


def streets(shape: re.Pattern[str], text: str, within: Span | None = None) -> Iterator[re.Match[str]]:
    """Yield the matches of a shape; one that holds words of a sentence is looked for again behind them, the
    rest of a name is none. ``within``: what ``numbered`` says of the text; a box may stand beyond it."""
    at, end = within or (0, len(text))
    while begins := shape.search(text, at, end):
        found = begins if end == len(text) else shape.match(text, begins.start()) or begins
        words = [word.end() for word in _OF_A_SENTENCE.finditer(text, *found.span("street"))]
        if words:
            at = words[-1]
            continue
        if not _CUT_OFF.search(text[max(0, found.start("street") - 8) : found.start("street")]):
            yield found
        at = max(found.end(), at + 1)


def street_parts(found: re.Match[str]) -> dict[str, str | None]:
    """Return street, number and box of a match of one of the shapes."""
    name = _NO_STREET.sub("", found["street"])
    if _BEGINS.search(found.string[: found.start("street")]) and _GOES_ON.match(found.string, found.end("number")):
        name = _OPENING.sub("", name)
    name = " ".join(name.split()).strip(" ,")
    there = _THERE.search(name)
    if there and is_place(there["city"]):
        name = name[: there.start()]
    number = _joined(found["number"])
    if _PLACED_AT.search(found.string, found.start("number")) and _FRENCH.match(name):
        number = number.rstrip("a")
    box = found["box"] or found["slash"] or found.groupdict().get("first")
    return {"street": name, "number": number, "box": box}


def _joined(number: str) -> str:
    return re.sub(r"\s+(?=[A-Za-z]$)", "", number.strip())
