"""What names of firms look like: those with a legal form, in one stretch of capitalised words or in a longer one."""

import re
from dataclasses import replace
from itertools import islice

from bot.core.effective import MONTHS
from bot.core.flat import flat
from bot.core.values import Value, apart

_FORM = (
    r"(?:S\.?A\.?|S\.?R\.?L\.?|SPRL|B\.?V\.?|BVBA|bvba|bv|nv|vzw|asbl|vof|N\.?V\.?|V\.?O\.?F\.?|"
    r"A\.?S\.?B\.?L\.?|V\.?Z\.?W\.?|GmbH|GesmbH|AG|CV|CVBA|SC|SCRL|SNC|SCS|SCA|SComm|CommV|Comm\.V|"
    r"Ltd|Limited|S\.?[ ]?[àa]\.?[ ]?r\.?[ ]?l\.?|SARL|SASU?|EURL|sprl|srl|PGmbH|VoG|e\.?[ ]?[VK]\.?|eG|KGaA|KG|OHG|"
    r"PLC|plc|LLP|Inc|LLC|Corp|UG|GbR|EESV|AISBL|IVZW)"
)
PIECE = (
    r"(?:[A-ZÀ-Ý0-9][\w&'’.\-À-ÿ]*|&|\+|et|en|and|und|de|du|des|la|le|les|van|der|den|the|of|d['’]\w+|l['’]\w+|"
    r"['’][tsn]|fils|filles|fr[èe]res|s[œo]eurs|zonen|zoon|zn|dochters|broers|sons|söhne|gebr|cie|co)"
)
#: "Zo'n NV", "Cette SRL": a kind of firm, and no name of one.
_ARTICLE = (
    r"(?:La|Le|Les|L['’]|De|Het|The|Die|Das|Der|Une?|Een|Notre|Nos|Onze|Ons|Our|Unsere?|Votre|Uw|Your|Ihre|Zo['’]n|"
    r"Geen|"
    r"Dat|Deze|Dezelfde|Elke|Welke|Als|Mijn|Cette|Aucune|Quelle|Toute|Même|Ma|En|This|That|Such|No|An?|Another|As|My|"
    r"Eine?r?|Keine?r?|Diese[rn]?|Jede|Welche|Solche?|Meine|Zur|Tot|Pas)"
)
_THAT_IS = (
    r"(?:Aus|On|Seit|Depuis|Sinds|Since|Frau|Herr|It['’]s|That['’]s|['’]t|C['’]est|Het|Das|This|Dit|Dies|Ceci|"
    r"Nous|Wij|We|Wir|Unsere?|Meine?|(?:We|You|They)['’]re|I['’]m|Namen?|Firma|Gründung|Umwandlung|Fusion|Eintragung|Anfang|Beginn|"
    r"Jahr|Jahresbeginn|Handelsregister|Gesellschaftsvertrag|Vertrag|Briefkopf|Unternehmen|Betrieb|Bezeichnung|"
    r"Firmenname|"
    r"Monat|Frühjahr|Sommer|Herbst|Rechnungen|Rechnung|System|Kartei|Datenbank|Lieferant|"
    r"Vermieter|Kunde|Provider|Hoster|Steuerberater|Muttergesellschaft|Tochtergesellschaft|Nachbar|Leverancier|Klant|"
    r"Supplier|Landlord|Client|Customer|Fournisseur|Moederbedrijf|Verhuurder)"
)
#: "Nummer der Roth Bau GmbH", "Transformation de Bois SRL": a noun with a capital before the name of a firm.
_OF_IT = (
    r"(?:\w*[Nn]umm?er|Num[ée]ro|Adres(?:se)?|Anschrift|Umwandlung|Umfirmierung|Umbenennung|Verschmelzung|Übernahme|"
    r"Sitz|Bezeichnung|Konto|Rechnung(?:en)?|Daten|Kontakt|Transform(?:ation|atie)|Conversi(?:on|e)|Omvorming|"
    r"Fusi(?:on|e)|"
    r"Reprise|Overname|Naamswijziging|Takeover|Merger)\s(?:der|des|von|vom|de|du|van|of)"
)
COMPANY = re.compile(
    rf"(?<![\w@-])(?!(?i:{'|'.join(MONTHS)})\s\d{{4}}|{_ARTICLE}\s{_FORM}|{_THAT_IS}\s|"
    rf"{_OF_IT}\s|(?<=\n)(?:Pour|Voor|For|Für|Namens)\s)(?:(?P<name>(?:[A-ZÀ-Ý]|"
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
    r"(?: (?:maintenant|desormais|dorenavant|nu|voortaan|now|jetzt|nun|bien|wel|donc|dus|wij|we|wir|nous|ab sofort|"
    r"gewoon|simplement|simply|einfach))?)"
    r"[ ]*[\"“„«]?[ ]?(?:(?:le|la|les|l'|de|het|the|die|das|der)\s)?$"
)
_LONGER = re.compile(
    rf"(?!.*[a-zà-ÿ]{{4,}}\.\s)(?=.*\s[a-zà-ÿ]{{4,}})[A-ZÀ-Ý][\w&'’.\-À-ÿ]*"
    rf"(?:[ ](?!{_ENDS}[ ])[\w&'’.\-À-ÿ]+){{0,6}}[ ]$"
)
#: "Delhaye, Moens & Associés SRL": the partners before the last two, where the name's own part joins two.
_PARTNERS = re.compile(r"(?:[A-ZÀ-Ý][\w'’\-À-ÿ]*(?:[ ][A-ZÀ-Ý][\w'’\-À-ÿ]*)?,[ ]){1,3}$")
_JOINED = re.compile(r"\s(?:&|\+|en|et|and|und)\s")
#: From the opening quote on: what stands between the quotes is the whole name.
_QUOTE_OPEN = re.compile(r"(?<![^\s(\[:])[\"“„«]\s?(?P<name>[A-ZÀ-Ý0-9][^\"“”„«»\n;:!?]{0,50})$")
_SENTENCE = re.compile(r"[a-zà-ÿ]{4,}\.\s(?=.*\s)")
_LINE = 90  # characters of a line before a name that can belong to it
_SURE = r"(?:[AS]\.?S\.?B\.?L\.?|VZW|vzw|asbl|SRL|GmbH|Ltd|e\.V\.|SA|NV|BV)"
_SURE_FORM = re.compile(rf"(?<=[a-zà-ÿ] ){_SURE}(?![\w-])")
#: What every name with a legal form holds; most letters hold none, which this tells much sooner than the shapes.
_HOLDS_FORM = re.compile(rf"[^\w-](?:{_FORM}|{_SURE})(?![\w-])")


_TITLE = re.compile(
    r"(?:(?:dear|beste|geachte|chere?|liebe[rs]?|sehr geehrter?|hello|hallo|bonjour) )?(?:de |la |le |the )?"
    r"(?:m|mr|mrs|ms|mx|miss|mme|mlle|dr|prof|dhr|mevr|monsieur|madame|mademoiselle|mevrouw|meneer|mijnheer|heer|frau|"
    r"herrn?|docteur|dokter|doktor|doctor|professeur|professor|maitre|ing|ir)\b.*"
)
#: "Rue de la Loi", "Kerkstraat 5", "4700 Eupen": a place.
_PLACE = re.compile(
    r"(?:rue|avenue|av\.?|boulevard|chaussee|place|quai|square|impasse|allee|chemin|route|clos|sentier|dreve|"
    r"an der|auf der|road|street|lane) .*|.*?(?:straat|laan|lei|plein|steenweg|dreef|weg|kaai|strasse|platz|gasse|"
    r"street|road|avenue|lane)(?: \d.*)?|\d{4,5} .*|.*@.*|[\d\s./+-]+"
)
#: What a letter is about, and no name.
_FIELD = re.compile(
    r".*\b(?:contact\w*|kontakt\w*|ansprech\w*|aanspreek\w*|interlocut\w*|adress?e?n?|address|anschrift|e-?mail\w*|"
    r"telefoon\w*|telephone|telefon\w*|nummer|numero|number|gsm|fax|factu(?:re|ur)\w*|invoice\w*|rechnung\w*|geachte|"
    r"bonjour|"
    r"hallo|hello|dear|correct\w*|wijzig\w*|change\w*|update|mise a jour|berichtigung|anderung\w*|naam|nom|names?|"
    r"btw|tva|vat|"
    r"iban|iemand|monsieur|mevrouw)\b.*"
)
_I_AM = re.compile(
    r"\b(?:i'm|i am|je suis|ik ben|ben ik|ich bin|bin ich|je m'appelle|ik heet|ich heisse|call me|"
    r"my (?:first |last |job )?(?:name|title)|mon (?:pre)?nom|mijn (?:voor|achter)?naam|mein (?:vor|nach)?name|"
    r"ansprechp\w+|kontaktperson|contactpersoon|aanspreek\w+|personne de contact|interlocut\w+|contact(?: person)?\s?:|"
    r"fonction|functie|funktion|job title|civilite|anrede|aanspreking|aanhef|salutation)\b[^.!?\n]{0,25}$"
)


def of_a_person(name: str, start: int, text: str) -> bool:
    """Whether a name that stands at a place is what the writer is called or does or where he is, and none of a firm."""
    if FORM_WORD.search(name):
        return False
    before = flat(text[max(0, start - _LINE) : start])
    return bool(
        _TITLE.fullmatch(flat(name))
        or _PLACE.fullmatch(flat(name))
        or _FIELD.fullmatch(flat(name))
        or _I_AM.search(before)
    )


def formal(text: str, most: int) -> list[Value]:
    """Return the names with a legal form, at most so many; those in small letters only behind a label or "is"."""
    if not _HOLDS_FORM.search(f" {text}"):
        return []
    found = [whole(_begun(one), text) for one in islice(COMPANY.finditer(text), most)]
    for form in islice(_SURE_FORM.finditer(text), most):
        value = whole(named("company", form[0], form.start()), text)
        if value.start < form.start():
            found.append(value)
    return apart(found)


def _begun(found: re.Match[str]) -> Value:
    """A name from behind the end of the sentence that stands before it: not "Peeters. De Smet BV"."""
    ended = max((end.end() for end in _SENTENCE.finditer(found[0])), default=0)
    return named("company", found[0][ended:], found.start() + ended)


def whole(value: Value, text: str) -> Value:
    """Return a name with a legal form from its first word on: "Vrije basisschool De Linde VZW", not "De Linde VZW".

    What stands between its capitalised end and a label, a quote or "is called" belongs to it.
    """
    line = text[max(0, value.start - _LINE) : value.start].rpartition("\n")[2]
    if (quote := _QUOTE_OPEN.search(line)) and not FORM_WORD.search(quote["name"]):
        return _from(value, value.start - len(quote["name"]), text)
    several = _JOINED.search(str(value.value))
    for begin in (
        place for place in range(len(line)) if line[place].isupper() and not line[place - 1 : place].isalnum()
    ):
        longer = (_LONGER.fullmatch(line[begin:]) and not FORM_WORD.search(line[begin:])) or (
            several and _PARTNERS.fullmatch(line[begin:])
        )
        if longer and _OPENS.search(flat(line[:begin])):
            return _from(value, value.start - len(line) + begin, text)
    return value


def _from(value: Value, start: int, text: str) -> Value:
    return replace(value, value=text[start : value.start] + str(value.value), start=start)


def named(field: str, said: str, start: int) -> Value:
    """Return a name as a value, without the full stop of its sentence."""
    name = said.strip()
    if name.endswith(".") and not re.search(r"\.[ ]?\w+\.$", name):
        name = name[:-1]
    start += said.index(name)
    return Value(field=field, value=name, start=start, end=start + len(name))
