"""What names of firms look like: those with a legal form, in one stretch of capitalised words or in a longer one."""

import re
from dataclasses import replace
from itertools import islice

from bot.core.effective import MONTHS
from bot.core.flat import flat
from bot.core.values import Value, apart

_FORM = (
    r"(?:S\.?A\.?|S\.?R\.?L\.?|SPRL|B\.?V\.?|BVBA|bvba|bv|nv|vzw|asbl|vof|N\.?V\.?|V\.?O\.?F\.?|"
    r"A\.?S\.?B\.?L\.?|V\.?Z\.?W\.?|GmbH|AG|CV|CVBA|SC|SCRL|SNC|SCS|CommV|Comm\.V|Ltd|Limited|"
    r"S[àa]rl|SARL|SAS|sprl|srl|PGmbH|VoG|e\.?V\.?|KG|OHG|PLC|plc|Inc|LLC|UG|GbR|EESV|AISBL|IVZW)"
)
PIECE = (
    r"(?:[A-ZÀ-Ý0-9][\w&'’.\-À-ÿ]*|&|\+|et|en|and|und|de|du|des|la|le|les|van|der|den|the|of|d['’]\w+|l['’]\w+|"
    r"['’][tsn]|fils|filles|fr[èe]res|s[œo]eurs|zonen|zoon|zn|dochters|broers|sons|söhne|gebr|cie|co)"
)
_ARTICLE = r"(?:La|Le|Les|L['’]|De|Het|The|Die|Das|Der|Une?|Een|Notre|Nos|Onze|Ons|Our|Unsere?|Votre|Uw|Your|Ihre)"
_THAT_IS = (
    r"(?:Aus|On|Seit|Depuis|Sinds|Since|Frau|Herr|It['’]s|That['’]s|['’]t|C['’]est|Het|Das|This|Dit|Dies|Ceci|"
    r"Nous|Wij|We|Wir|(?:We|You|They)['’]re|I['’]m|Namen?|Firma)"
)
#: "Nummer der Roth Bau GmbH", "Transformation de Bois SRL": a noun with a capital before the name of a firm.
_OF_IT = (
    r"(?:\w*[Nn]umm?er|Num[ée]ro|Adres(?:se)?|Anschrift|Umwandlung|Umfirmierung|Umbenennung|Verschmelzung|Übernahme|"
    r"Sitz|Bezeichnung|Konto|Rechnung(?:en)?|Daten|Kontakt|Transform(?:ation|atie)|Conversi(?:on|e)|Omvorming|Fusi(?:on|e)|"
    r"Reprise|Overname|Naamswijziging|Takeover|Merger)\s(?:der|des|von|vom|de|du|van|of)"
)
COMPANY = re.compile(
    rf"(?<![\w@-])(?!(?i:{'|'.join(MONTHS)})\s\d{{4}}|{_ARTICLE}\s{_FORM}|{_THAT_IS}\s|{_OF_IT}\s)(?:(?P<name>(?:[A-ZÀ-Ý]|"
    rf"\d+[A-Za-z])[\w&'’.\-À-ÿ]*(?:[ ]{PIECE}){{0,5}}?[ ]{_FORM}(?:[ ]&[ ]Co\.?[ ]?KG(?:aA)?)?)(?![\w-])|"
    rf"(?P<first>(?:ASBL|VZW|SRL|SPRL|BV|BVBA|NV|SA)[ ][A-ZÀ-Ý][\w&'’.\-À-ÿ]*(?:[ ]{PIECE}){{0,4}}))"
)
FORM_WORD = re.compile(rf"(?<![\w-]){_FORM}(?![\w-])")
QUOTED = re.compile(r"[\"“”„«]\s?(?P<value>[A-ZÀ-Ý][^\"“”„«»\n]{1,60}?)\s?[\"“”»]")
#: Words in small letters that no name goes on behind: verbs, and what links the parts of a sentence.
_ENDS = (
    r"(?:is|est|ist|sont|zijn|sind|are|was|war|were|maar|mais|but|sondern|nu|now|jetzt|niet|pas|not|nicht|plus|"
    r"wordt|devient|"
    r"becomes|wird|heet|heten|hei(?:ß|ss)(?:t|en)|firmier\w+|s['’]appelle|pour|voor|for|für|chez|bij|bei|met|avec|"
    r"mit|"
    r"with|par|door|by|durch|sinds|depuis|since|seit|vanaf|ab|ou|oder|or|que|dat|that|dass|au|in|ipv|instead|"
    r"von|vom|zum|zur|beim|aus|auf|im|am|statt|vers|naar|to|nach|from|sous|onder|unter|under|als|comme|as|hat|heeft|"
    r"has|a|wir|wij|we|nous|ik|ich|je)"
)
#: What a whole name begins behind: a label, an arrow, a quote, "is called", "is", "but".
_OPENS = re.compile(
    r"(?::|->|=>|→|[\"“„«]|\b(?:(?:nous )?appel(?:le|ons)|nomm(?:e|ons)|devient|devenons|wordt|becomes?|"
    r"wird(?: zu)?|het?en|heet|"
    r"hei(?:ss|s)(?:t|en)|firmier(?:t|en)(?: (?:als|unter))?|called|named|renamed to|nous sommes|wij zijn|zijn wij|"
    r"we are|"
    r"we're|wir sind|sind wir|c'est|het is|it is|it's|es ist|sous le nom(?: de)?|onder de naam|"
    r"under the name(?: of)?|"
    r"unter dem namen|mais|maar|but|sondern|est|is|ist)"
    r"(?: (?:maintenant|desormais|dorenavant|nu|voortaan|now|jetzt|nun|bien|wel|donc|dus))?)"
    r"[ ]*[\"“„«]?[ ]?(?:(?:le|la|les|l'|de|het|the|die|das|der)\s)?$"
)
_LONGER = re.compile(rf"(?=.*\s[a-zà-ÿ]{{4,}})[A-ZÀ-Ý][\w&'’.\-À-ÿ]*(?:[ ](?!{_ENDS}[ ])[\w&'’.\-À-ÿ]+){{0,6}}[ ]$")
_LINE = 90  # characters of a line before a name that can belong to it
_SURE_FORM = re.compile(r"(?<=[a-zà-ÿ] )(?:[AS]\.?S\.?B\.?L\.?|VZW|vzw|asbl|SRL|GmbH|Ltd|e\.V\.|SA|NV|BV)(?![\w-])")


_TITLE = re.compile(
    r"(?:(?:dear|beste|geachte|chere?|liebe[rs]?|sehr geehrter?|hello|hallo|bonjour) )?(?:de |la |le |the )?"
    r"(?:m|mr|mrs|ms|mx|miss|mme|mlle|dr|prof|dhr|mevr|monsieur|madame|mademoiselle|mevrouw|meneer|mijnheer|heer|frau|"
    r"herrn?|docteur|dokter|doktor|doctor|professeur|professor|maitre|ing|ir)\b.*"
)
_I_AM = re.compile(
    r"\b(?:i'm|i am|je suis|ik ben|ben ik|ich bin|bin ich|je m'appelle|ik heet|ich heisse|call me|"
    r"my (?:first |last |job )?(?:name|title)|mon (?:pre)?nom|mijn (?:voor|achter)?naam|mein (?:vor|nach)?name|"
    r"fonction|functie|funktion|job title|civilite|anrede|aanspreking|aanhef|salutation)\b[^.!?\n]{0,25}$"
)


def of_a_person(name: str, start: int, text: str) -> bool:
    """Whether a name that stands at a place is what the writer is called or does, and none of a firm."""
    if FORM_WORD.search(name):
        return False
    before = flat(text[max(0, start - _LINE) : start])
    return bool(_TITLE.fullmatch(flat(name)) or _I_AM.search(before))


def formal(text: str, most: int) -> list[Value]:
    """Return the names with a legal form, at most so many; those in small letters only behind a label or "is"."""
    found = [whole(named("company", one[0], one.start()), text) for one in islice(COMPANY.finditer(text), most)]
    for form in islice(_SURE_FORM.finditer(text), most):
        value = whole(named("company", form[0], form.start()), text)
        if value.start < form.start():
            found.append(value)
    return apart(found)


def whole(value: Value, text: str) -> Value:
    """Return a name with a legal form from its first word on: "Vrije basisschool De Linde VZW", not "De Linde VZW".

    What stands between its capitalised end and a label, a quote or "is called" belongs to it.
    """
    line = text[max(0, value.start - _LINE) : value.start].rpartition("\n")[2]
    for begin in (
        place for place in range(len(line)) if line[place].isupper() and not line[place - 1 : place].isalnum()
    ):
        if _OPENS.search(flat(line[:begin])) and _LONGER.fullmatch(line[begin:]):
            start = value.start - len(line) + begin
            return replace(value, value=text[start : value.start] + str(value.value), start=start)
    return value


def named(field: str, said: str, start: int) -> Value:
    """Return a name as a value, without the full stop of its sentence."""
    name = said.strip()
    if name.endswith(".") and "." not in name.split()[-1][:-1]:
        name = name[:-1]
    start += said.index(name)
    return Value(field=field, value=name, start=start, end=start + len(name))
