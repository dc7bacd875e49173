"""Parts of an address that a mail tells apart from the others: "119, not 19", "still at 46", "in Pelt"."""

import re
from collections.abc import Iterator
from itertools import islice

from bot.core.belgium import is_place, is_postcode, named_place
from bot.core.flat import flat
from bot.core.near import Span
from bot.core.values import Age, Value

_HOUSE = r"[1-9]\d{0,2} ?(?:bis|ter)\b|[1-9]\d{0,2}(?: ?[a-z]\b)?(?!\d)"
_SAY = r"(?:(?:le|au|op|at|auf|in|a|n°|nr\.?|no\.?|numero|nummer|number|huisnummer|hausnummer|number is) ?){0,3}"
_NOT = r"(?:(?:et|en|and|und|mais) )?(?:(?:ce n'est|c'est|is|ist) )?(?:pas|non(?: pas)?|niet|nie?|not|nicht)"
_BUT = r"(?:mais|maar|but|sondern|il faut lire|moet zijn|should be)"
_END = r"(?![\w/°€%-]|[.,:]\d| \d| ?(?:euro|%|h\b|uur|uhr|jaar|ans\b|years?|jahre))"
_START = r"(?<![\w/.+€-])(?<!\d )(?<!\d, )"
#: "119, pas 19", "op 118 en niet op 181".
_NEW_NOT_OLD = re.compile(rf"{_START}(?P<new>{_HOUSE}),? (?:\w+ )?{_NOT} {_SAY}(?P<old>{_HOUSE}){_END}")
#: "not 19 but 119".
_NOT_OLD_NEW = re.compile(
    rf"\b{_NOT} (?:\w+ )?{_SAY}{_START}(?P<old>{_HOUSE}),? {_BUT} (?:wel |bien |je suis |ik woon |i live )?"
    rf"{_SAY}(?P<new>{_HOUSE}){_END}"
)
#: "not Kerkstraat 19 but 119": the street stands once, with the wrong number.
_NOT_STREET_NEW = re.compile(
    rf"\b{_NOT} [^.;:!?\d\n]{{5,45}}? (?P<old>{_HOUSE}),? {_BUT} (?:wel |bien |plutot |au contraire )?"
    rf"{_SAY}(?P<new>{_HOUSE})(?! ?(?:rue|avenue|[a-z]+(?:straat|laan|strasse|weg))\b){_END}"
)
#: "vous avez 7 mais c'est 71": what is on file, and what is right.
_YOURS = re.compile(
    r"\b(?:vous avez(?: mis| note| ecrit)?|vous ecrivez|u (?:hebt|heeft|schrijft)|jullie (?:hebben|schrijven)|"
    r"bij (?:u|jullie) staat|you have|you wrote|you put|sie haben|sie schreiben) "
    rf"{_SAY}(?P<old>{_HOUSE})(?: \w+)?,? (?:{_BUT} )?(?:c'est(?: le)?|het is|'t is|dat is|it's|it is|es ist|"
    rf"je suis|ik woon|i live|we are|wij wonen)(?: bien| wel)? {_SAY}(?P<new>{_HOUSE}){_END}"
)
#: "C'est au 53", "we hebben nummer 22", and a sentence of nothing but "Het is 51."
_MINE = re.compile(
    r"\b(?:c'est(?: bien)? au|(?:nous sommes|nous habitons|j'habite|je suis|on est) (?:bien )?au|nous c'est le|"
    r"(?:wij|we|ik) (?:hebben|heb|wonen op|woon op|zitten op|zit op)(?: nu)? nummer|"
    r"(?:we are|we live|i live|i am|i'm|we're) at(?: no\.?| number)?|"
    r"(?:wir wohnen|ich wohne|wir sind)(?: jetzt| nun)? (?:in|auf)(?: nr\.?| nummer| hausnummer)|"
    rf"tragt die (?:haus)?nummer) (?P<number>{_HOUSE}){_END}"
    rf"|(?:^|[.:!] )(?:het is|'t is|c'est(?: le)?|it is|it's|es ist(?: die)?) (?P<alone>{_HOUSE})(?=[.!])",
    re.MULTILINE,
)
#: "Chez moi c'est 14 (rue Lairesse, ...)": the number of the street in the brackets.
_OF_ASIDE = re.compile(
    r"\b(?:c'est(?: bien)?(?: le| au)?|il faut(?: lire)?|doit etre(?: le)?|(?:het|dat|dit) is(?: nummer)?|"
    r"moet(?: het)?(?: zijn)?|(?:it|that)(?:'s| is)|should be|is|es ist|ist(?: es)?(?: die)?|"
    r"(?:muss|ware)(?: die)?) "
    rf"(?P<number>{_HOUSE}) ?\((?=[^()\n]{{0,40}}(?:\b(?:rue|avenue|chaussee|place|quai|boulevard|allee|chemin)\b|"
    r"\w(?:straat|laan|steenweg|lei|plein|strasse|weg)\b))"
)
#: "De straat blijft de Markt": a name that does not say itself that it is a street.
_STREET_STAYS = re.compile(
    r"\b(?i:straat(?:naam)?|rue|street(?: name)?|stra(?:ß|ss)e(?:nname)?)\s(?:blijft|reste|stays|remains|bleibt|"
    r"is (?:nog (?:steeds|altijd)|still)|est toujours|ist (?:weiterhin|nach wie vor))\s"
    r"(?:(?:wel|bien|toujours|gewoon)\s)?(?:(?:de|het|la|le|the|die|der)\s|l['’])?(?P<name>[A-ZÀ-Ý][\w'’-]+(?:\s[A-ZÀ-Ý][\w'’-]+){0,3})"
)
#: Digits of something else that is told apart in the same way.
_OF_OTHERS = re.compile(
    r"\b(?:chiffres?|cijfers?|digits?|ziffern?|prefix\w*|vorwahl|indicatif|iban|compte|rekening\w*|konto\w*|tel\w*|"
    r"gsm|phone|mobile|fax|code postal|postcode|plz|postleitzahl|ans|jaar|years?|fini\w*|termin\w*|eindig\w*|"
    r"end(?:s|et|ing)?|boite|bte|bus|box|briefkasten|etage|verdieping|floor|tva|btw|vat|mwst|facture|factuur|"
    r"invoice|rechnung|fois|keer|times|mal|geboren|born|nee?)\b"
)
_CONTRASTS = (_NEW_NOT_OLD, _NOT_OLD_NEW, _NOT_STREET_NEW, _YOURS)
_ABOUT = re.compile(
    r"\b(?:\w*adres\w*|anschrift|huisn\w+|hausn\w+|house|maison|habit\w+|woon|wonen|wohn\w+|lives?|\w*straat|\w*laan|"
    r"rue|avenue|\w*strasse|street|buren|voisin\w*|neighbou?r\w*|nachbar\w*|facteur|postbode|postman|postbote|"
    r"\w*steenweg|chaussee)\b"
)
_STILL = re.compile(
    r"\b(?:toujours|still|nog (?:steeds|altijd)|immer noch|weiterhin|nach wie vor) "
    r"(?:(?:le|au|op|at|auf|in|het|die|the|a) )?"
    r"(?:(?:n°|nr\.?|no\.?|numero|nummer|number|hausnummer|huisnummer) )?"
    rf"(?P<number>{_HOUSE})(?P<alone>(?!))?(?=[ ,.;)!]|$){_END}",
)
_CITY = r"(?P<city>[A-ZÀ-Ý'’][A-Za-zÀ-ÿ'’-]+(?: [A-ZÀ-Ý][A-Za-zÀ-ÿ'’-]+){0,2})"
_KINDS_OF_PLACE = r"(?i:gemeente|commune|localit[ée]|ville|village|town|city|stad|stadt|dorp|dorf|ort|gemeinde|plaats)"
#: "the village (Deurne)", "Dorenstraat in Pelt".
_TOWN = re.compile(
    rf"(?:\b{_KINDS_OF_PLACE}\s?(?:(?:is|est|ist|de|d['’]|von|of|blijft|reste|stays|remains|bleibt)\s)?[(:,]?\s?|"
    r"\b(?:(?i:rue|avenue|chauss[ée]e|place|quai)\s[\w'’ -]{3,30}|"
    r"[A-ZÀ-Ý][\w'’-]+(?:straat|laan|lei|steenweg|weg|plein|dreef|stra(?:ß|ss)e))"
    rf"(?:\s\d{{1,4}}[A-Za-z]?)?(?:,?\s(?:in|te|à|at)|,)\s){_CITY}"
)
_CODE = re.compile(
    r"(?:^|[,;(:]\s?|\b(?:in|te|à|a|at)\s)(?:B-)?(?P<postcode>[1-9]\d{3})(?=\s?(?:[,.;)!]|$))", re.MULTILINE
)
#: A place that is in no table, behind a postcode that is.
_UNKNOWN = re.compile(
    rf"(?:^|[,.;(:]\s?|\b(?:in|te|à|a|at)\s)(?:B-)?(?P<postcode>[1-9]\d{{3}})\s{_CITY}(?=\s?(?:[,.;()!\n]|$))",
    re.MULTILINE,
)
#: The place behind two numbers of a house: "118, not 181 (Leuven)".
_BEHIND_HOUSES = re.compile(
    rf"{_START}(?:{_HOUSE}),? (?:\w+ )?{_NOT} {_SAY}(?:{_HOUSE})(?:,? ?\(|, ?| )(?:(?:in|te|a|"
    rf"at) )?(?P<city>[a-z'][a-z'-]+(?: [a-z'-]+){{0,2}})"
)
_MOST, _NEAR = 6, 60  # matches; characters before one


def contrasted(text: str, topic: str) -> Iterator[Value]:
    """Yield the two numbers of a house of which a mail about an address says that one stands for the other."""
    if not _ABOUT.search(topic):
        return
    lower = flat(text)
    found = _first((match for shape in _CONTRASTS for match in shape.finditer(lower)), lower)
    aside = _first(_OF_ASIDE.finditer(lower), lower) if found is None else None
    yield from (
        Value(field="street", value=one["name"], start=one.start("name"), end=one.end(), age=Age.SAME)
        for one in islice(_STREET_STAYS.finditer(text), _MOST)
    )
    if found is not None:
        yield from (_house(text, found.span(name), age) for name, age in (("new", Age.NEW), ("old", Age.OLD)))
        return
    if aside is not None:
        yield _house(text, aside.span("number"), Age.NEW)
        return
    for shape, age in ((_STILL, Age.SAME), (_MINE, Age.PLAIN)):
        for told in list(shape.finditer(lower))[:_MOST]:
            yield _house(text, told.span("number" if told["number"] else "alone"), age)


def _first(matches: Iterator[re.Match[str]], lower: str) -> re.Match[str] | None:
    """The first of some matches that is about no digits of something else."""
    return next((one for one in matches if not _OF_OTHERS.search(lower[max(0, one.start() - _NEAR) : one.end()])), None)


def _house(text: str, span: Span, age: Age) -> Value:
    start, end = span
    return Value(field="number", value=text[start:end].replace(" ", ""), start=start, end=end, age=age)


def places_alone(text: str) -> Iterator[Value]:
    """Yield, as field "place?", postcodes whose place stands elsewhere, and places named without a postcode."""
    for found in list(_CODE.finditer(text))[:_MOST]:
        postcode = found["postcode"]
        city = named_place(text, postcode) if is_postcode(postcode) else ""
        if city:
            start, end = found.span("postcode")
            yield Value(field="place?", value=(postcode, city), start=start, end=end)
    for found in list(_UNKNOWN.finditer(text))[:_MOST]:
        postcode, city = found["postcode"], found["city"]
        if is_postcode(postcode) and not is_place(city):
            yield Value(field="place?", value=(postcode, city), start=found.start("postcode"), end=found.end())
    for start, end in _towns(text):
        words = text[start:end].split(" ")
        city = next((name for end in (3, 2, 1) if is_place(name := " ".join(words[:end]))), "")
        if city:
            yield Value(field="place?", value=(None, city), start=start, end=start + len(city))


def _towns(text: str) -> list[Span]:
    """Where words stand that may begin with the name of a place."""
    return [
        found.span("city")
        for found in (*islice(_TOWN.finditer(text), _MOST), *islice(_BEHIND_HOUSES.finditer(flat(text)), _MOST))
    ]
