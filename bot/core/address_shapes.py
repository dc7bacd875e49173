"""How streets, numbers, boxes, postcodes and places are written, in the four languages; see ``address_values``."""

import re

STREET_WORD = (
    r"(?:rue|avenue|av\.?|ave\.?|boulevard|boul\.?|bd\.?|bld\.?|chauss[ée]e|ch[ée]e\.?|(?<!à la )place|pl\.|quai|"
    r"route|rte\.?|chemin|all[ée]e|impasse|square|sq\.|sentier|"
    r"clos|cours|dr[èe]ve|venelle|voie|ruelle|faubourg|rond-point|montagne|galerie|passage|parc|zoning|"
    r"zone (?:artisanale|industrielle|commerciale|[ée]conomique|d['’]activit[ée]s)|rempart|r[ée]sidence|hameau|"
    r"esplanade|promenade|cit[ée]|thier|"
    r"tienne|cour|digue|parvis|grand[- ]?(?:rue|route|place)|grand'?rue)"
)
MONTH = (
    r"(?:janvier|f[ée]vrier|mars|avril|mai|juin|juillet|ao[uû]t|septembre|octobre|novembre|d[ée]cembre|"
    r"januari|februari|maart|april|mei|juni|juli|augustus|"
    r"september|oktober|november|december|january|february|march|may|june|july|august|october|januar|"
    r"februar|m[äa]rz|dezember)"
)
_ROOM_WORD = (
    r"(?i:chambre|ch\.|kamer|zimmer|zi\.|room|rm\.?|local|lokaal|porte|deur|t[üu]r|studio|unit|suite|kot|bureau|b[üu]ro|office|"
    r"escalier|trap|bloc|blok|block)"
)
_WORD = r"(?!\d{1,4}[A-Za-z]? (?:in|at|te|à)\s)(?!(?:m[êe]me|is|pas|non|mais|ipv|niet|not|nicht|sondern|maar|but|was|now|nu|nous|vous|sommes|suis|avons|toujours|j['’]\w+|qui|habitons|alors|c['’]est|dont|puisque|parce|tandis|lorsque|quand|wij|zijn|hebben|wohnen|sind|terwijl|omdat|want|dus|hoewel|because|while|whereas|although|when|weil|denn|obwohl|während|dass)\b)[A-Za-zÀ-ÿŒœ0-9'’][\w'’.\-]*"
NUMBER = (
    r"(?!\d+(?:er?|[èe]me|de|ste)\s(?:avenue|rue|boulevard|laan|straat))"
    r"(?i:(?:(?:au|op|at|auf)\s)?(?:(?:haus|huis)?nummer\s|(?:haus|huis)nr\.?\s|(?:house\s)?number\s|num[ée]ro\s)|"
    r"n[°ºo]?\.?\s?|nr\.?\s?)?"
    rf"(?P<number>\d{{1,4}}(?:[-–]\d{{1,3}})?(?:\s?(?:bis|ter)\b)?(?:[ -]?[A-Za-z](?![\w'’]|\.\w|[ ]?\.?\d))?)"
    rf"(?!\d|[.,]\d|(?<=\d\d\d\d)\s[A-ZÀ-Ý]|\s?(?:er\s)?(?i:{MONTH})\b|(?:e|th|st|nd|rd|ste|de|er|[èe]me)\b|\s?%|\s?(?:ans|jaar|years|jahre|"
    r"euro|€|h\b|uur|uhr))"
)
_BOX_VALUE = r"(?:[0-9]{1,4}(?:[./][0-9]{1,3})?[A-Za-z]?|[A-Za-z][0-9]{0,3})(?![\w])"
_BOX_WORD = r"(?i:bo[iî]te(?:\s(?:postale|aux lettres))?|bte|bt|bus|box|bx|bk|briefkasten|brievenbus|postbus|bfk|wohnung|whg|app(?:t|artement)?|apt|b)\b\.?"
#: "..., and then it is box 5".
_THEN = (
    r"(?i:et|en|and|und|dan|then|alors|dann|da|is|est|ist|c'est|it's|het|it|es|la|le|the|die|der|de|met|avec|with|mit)"
)
_FLOOR = (
    r"(?i:\s*[,(/-]?\s*(?:(?:(?:appartement|appart\.?|apt\.?|appt?\.?|logement|flat|wohnung)\s)?(?:au\s|"
    r"op de\s|on the\s|im\s)?(?:\d{1,2}|premier|deuxi[èe]me|troisi[èe]me|eerste|tweede|derde|first|"
    r"second|third)\.?\s?(?:er|e|[èe]me|de|ste|st|nd|rd|th|\.)?\s?"
    r"(?:[ée]tage|[ée]t\.|verdiep(?:ing)?|verd\.|floor|stock|og|obergeschoss)\b|rez(?:-de-chauss[ée]e)?\b|"
    r"\d{1,2}[ºª]\s?[A-Za-z]?(?!\w)|gelijkvloers\b|ground floor\b|erdgeschoss\b)\)?)?"
)
BOX = (
    rf"{_FLOOR}(?:\s*[,(/–-]?\s*(?:{_THEN}\s){{0,5}}{_BOX_WORD}\s*(?:n[°r]\.?\s*)?(?P<box>{_BOX_VALUE})\)?|"
    rf"\s?/\s?(?P<slash>{_BOX_VALUE}))?{_FLOOR}"
)
#: The box between the number and the street behind it: "33/2, rue ...", "33 bte 2, rue ...".
_BOX_FIRST = rf"(?:(?:/|,?\s?{_BOX_WORD}\s)(?P<first>{_BOX_VALUE}))?"
#: A building or a room: no box, and nothing that is kept.
_BUILDING = (
    rf"(?:[,\s(–-]+(?:(?:b[âa]timent|b[âa]t\.|gebouw|building|geb\u00e4ude)\s[\w]{{1,4}}|{_ROOM_WORD}\s(?:n[°r]\.?\s?)?"
    r"(?:\d{1,4}(?:[./]\d{1,3})?[A-Za-z]?|[A-Z]\d{0,3})(?![\w])\)?)){0,2}"
)
_FRENCH = rf"(?P<street>(?i:{STREET_WORD})[ ](?:{_WORD}[ ]){{0,6}}?{_WORD})[ ]?[, ][ ]?"
_BEGIN = r"(?<![\w-])(?:(?<=\b[lLdD]['’])|(?<!['’]))"  # "l'avenue ..." too
#: Behind its number; a street that ends in a number has that one ("Zone 3, rue de l'Eau 25").
_FRENCH_AFTER = rf"(?P<street>(?i:{STREET_WORD})[ ](?:{_WORD}[ ]){{0,5}}?{_WORD})(?<!\s[àa])(?<!\s(?:in|en|te|at))(?<!\s\d)(?<!\s\d\d)(?<!\s\d\d\d)"
_SUFFIX = (
    r"(?:straat|str\.|laan|steenweg|stwg\.?|stnwg|weg|plein|dreef|lei|baan|kaai|dijk|hof|pad|plaats|markt|"
    r"veld|berg|kade|singel|gracht|heide|kouter|"
    r"vest|park|wijk|akker|lane|road|street|square|steeg|wegel|boulevard)"
)
_GERMAN = (
    r"(?:(?:Alte|Neue|Obere|Untere|Sankt|St\.|Am|Im|An de[rmn]|Auf de[rmn]|In de[rn]|Zum|Zur)[ -])?(?i:[A-Za-zÀ-ÿ][\w'’\-]*(?:stra(?:ß|ss)e|str\.|gasse|platz|"
    r"allee|ring|ufer|damm|weg)|"
    r"(?!(?:dies|uns|eur|ihr|mein|dein|sein|ein|kein|jed|welch|ander)er)[a-zäöüß]{3,}er[ ](?:stra(?:ß|ss)e|str\.|weg|platz|allee))"
)
_PARTICLE = r"(?:van|de|den|der|het|ten|ter|'t|’t|op|aan|dem|an|im|in|zum|zur|am|auf|la|le|les|du|des|l'|d'|aux|à|-|und|en|y|del|della|dei|di|da|do|dos|las|los|el)"
_CAP = r"[A-ZÀ-ÝŒ0-9'’][\w'’.\-]*"
_NAMED = (
    rf"(?P<street>(?<![\w'’-])(?!(?i:{_BOX_WORD}|code|postcode|tel|fax|gsm|num[ée]ro|(?:huis|haus)?nummer|number|"
    rf"n[°r])\s)(?:C/[ ]?|(?:[Oo]ude[ ])?(?:[Ss]teenweg|[Bb]aan|[Ww]eg)[ ](?:naar|op)[ ](?:den?[ ])?)?{_CAP}(?:[ ](?:{_PARTICLE}[ ]){{0,2}}{_CAP}){{0,4}}),?\s"
)
_GERMANIC = (
    rf"(?P<street>(?<![\w'’-])(?:{_GERMAN}|(?:(?i:steenweg|stwg\.?|baan|weg|laan)[ ](?:op|naar)[ ](?:de[n]?[ ])?)?"
    rf"(?:[A-ZÀ-Ý][\w.\-]*[ ](?:(?:[A-ZÀ-Ý][\w.\-]*|van|en|de|den|der|dem|het|ten|ter|'t)[ ]){{0,3}}?)?(?i:[A-Za-zÀ-ÿ][\w'’.\-]*{_SUFFIX}))"
    r"(?:[ ](?i:oost|west|noord|zuid))?),?\s"
)
_GERMANIC_TWO = (
    r"(?P<street>(?<![\w'’-])(?:[A-ZÀ-Ý][\w'’.\-]*[ ]){1,3}(?i:stra(?:ß|ss)e|weg|platz|allee|gasse|ring|"
    r"laan|straat|steenweg|plein|dreef|lei|kaai|baan|str\.|street|road|lane|avenue))(?![\w-]),?\s"
)
#: Words that lead from a street to its place in a sentence: "..., also here in 1000 Brussels", "and the town is ...".
_LEADING = (
    r"(?i:(?:ebenfalls|auch|ook|aussi|also|toujours|still|nog|noch|hier|ici|here|in|im|te|at|à|a|dans|et|en|and|und|la|le|de|het|"
    r"the|der|die|das|town|city|village|commune|ville|gemeente|stad|stadt|gemeinde|ort|code postal|postcode|plz|postleitzahl|lautet|luidt|is|"
    r"est|ist|naar|nach|vers)[\s:,]+)"
)
GAP = rf"(?:[\s\"“”»'’)]*[,;·|/•–—-]?\s*(?:\n[\s>]*){{0,2}}(?:{_LEADING}{{1,6}}|,)?\s*\(?)"
_PREFIX = r"(?:(?:B|BE|L|LU|D|DE|F|FR|NL|CH)\s?[-–]\s?|(?:BE|LU|FR|NL|B|L|D|F)[ ])?"
PLACE = re.compile(
    rf"(?<![\w./+@-])(?P<prefix>{_PREFIX})(?P<postcode>[1-9]\d{{3}}[ ]?(?!SA|SD|SS)[A-Z]{{2}}(?![\wÀ-ÿ])|"
    rf"\d{{4}}-\d{{3}}|\d{{5}}|[1-9]\d{{3}}(?![ ](?!SA|SD|SS|NV|BV)[A-Z]{{2}}(?!\w|[.]\w)))(?P<join>[ \t,]{{1,3}}|\s?\n\s*)"
    r"(?P<city>[^\n\d,;:()|/<>\"“”„«»@!?\t]{2,60})"
)
_TAIL = rf"\s?{BOX}{_BUILDING}{GAP}$"
STREET_BEFORE = tuple(
    re.compile(shape + _TAIL)
    for shape in (
        rf"(?<![\w/-])(?!\d+(?:er?|[èe]me)\s)(?:{NUMBER}{_BOX_FIRST},?\s(?:bis\s)?(?:de\sla\s|de\sl['’]|du\s|de\s)?){_FRENCH_AFTER}",
        rf"(?<![\w-]){NUMBER},\s(?P<street>(?i:op|um|an|am|im|beim|zum|zur)\s(?:(?:der|dem|de|den)\s)?{_CAP})(?=,?\s)",
        rf"{_BEGIN}{_FRENCH}{NUMBER}",
        rf"{_GERMANIC_TWO}{NUMBER}",
        rf"{_GERMANIC}{NUMBER}",
        rf"{_NAMED}{NUMBER}",
    )
)
STREET_ALONE = tuple(
    re.compile(rf"{shape}{NUMBER}\s?{BOX}") for shape in (rf"{_BEGIN}{_FRENCH}", _GERMANIC_TWO, _GERMANIC)
)
#: The number before a street that says itself that it is one: "91, rue des Combattants".
NUMBER_FIRST = re.compile(
    rf"(?<![\w/.+€-])(?<!\d )(?!\d+(?:er?|[èe]me)\s){NUMBER}{_BOX_FIRST}(?P<slash>(?!))?(?P<box>(?!))?,?\s"
    rf"(?P<street>(?i:{STREET_WORD})[ ](?:(?:de|du|des|la|le|les|l['’]|d['’]|aux|à)[ ]?){{0,3}}(?:(?:[A-ZÀ-Ý]\.)+[ ]?)?"
    r"[A-ZÀ-Ý][\w'’À-ÿ-]*(?:[ ](?:(?:de|du|des|la|le|d['’])[ ]?){0,2}[A-ZÀ-Ý][\w'’À-ÿ-]*){0,3})(?!\s\d)"
)
#: Before or behind a place in Luxembourg or France, where any name will do.
NUMBER_FIRST_ANY = re.compile(
    rf"{NUMBER}{_BOX_FIRST}(?P<slash>(?!))?(?P<box>(?!))?,?\s(?P<street>{_CAP}(?:[ ](?:{_PARTICLE}[ ]){{0,2}}{_CAP}){{0,4}})"
)
#: The same before the place: the number begins its line, or a sign or a small word stands before it.
NUMBER_LEADS = re.compile(
    rf"(?:(?:^|[\n:;,(–])[ ]?|(?<=[a-zà-ÿ][ ])(?=[\w/]+,)){NUMBER}{_BOX_FIRST}(?P<slash>(?!))?(?P<box>(?!))?(?P<sign>,)?[ ]"
    rf"(?P<street>{_CAP}(?:[ ](?:{_PARTICLE}[ ]){{0,2}}{_CAP}){{0,4}}){GAP}$"
)
#: A name that stands with two numbers: a street whose houses were numbered anew, or a number put right.
TWICE = re.compile(
    rf"{_NAMED}(?!\d{{4}})(?P<number>\d{{1,3}}[A-Za-z]?)(?![\w/%€]|[.,:]\d| \d)(?=[\s\S]{{1,80}}?(?<![\w-])(?P=street),?[ ]\d)"
)
#: A name with a capital letter, for a number that is known: "Kirchenbusch 12" where "Kirchweg 12" is wrong.
NAMED = re.compile(rf"{_NAMED}(?P<number>\d{{2,5}})(?![\w/%€]|[.,:]\d| \d)\s?{BOX}")
#: A street that is known, with its number, at a place of a text.
STREET_AT = re.compile(rf"(?P<street>[^\n]{{2,80}}?),?\s{NUMBER}\s?{BOX}")
#: The name of a street without its number: only names that say themselves that they are streets.
SHORT_STREET = re.compile(
    r"(?<![\w'’-])(?:(?i:rue|avenue|boulevard|chauss[ée]e|quai|chemin|all[ée]e|impasse|(?<!à la )place|clos|square|dr[èe]ve|sentier|"
    r"venelle|ruelle|route|faubourg|digue|tienne|thier)\s(?:(?:de|du|des|"
    r"la|le|les|l['’]|d['’])\s?){0,3}(?:(?:[A-ZÀ-Ý]\.)+\s?)?[A-ZÀ-Ý][\w'’À-ÿ\-]*(?:\s(?:(?:de|du|des|la|van)\s)?[A-ZÀ-Ý][\w'’À-ÿ\-]*){0,3}"
    r"|(?:[A-ZÀ-Ý][\w.À-ÿ\-]*\s){0,2}[A-ZÀ-Ý][\w'’À-ÿ\-]*(?:straat|laan|steenweg|dreef|plein|stra(?:ß|ss)e|"
    r"gasse|allee|(?<=[a-z]{4})(?:vest|lei|kaai|dijk|baan|weg|wegel|singel))(?!\w)"
    r"|[A-ZÀ-Ý][\w'’À-ÿ\-]{3,}\s(?:Straat|Laan|Dreef|Steenweg|Stra(?:ß|ss)e)(?!\w)"
    r"|(?<=[\s,])(?!dezelfde|zelfde|nieuwe|deze|onze)[a-zà-ÿ]{4,}(?:straat|laan|steenweg|dreef|stra(?:ß|ss)e)(?!\w)"
    r"|[A-ZÀ-Ý][\w'’À-ÿ\-]*(?:er|se)\s(?:[Ss]tra(?:ß|ss)e|[Ss]teenweg|[Bb]aan|[Ww]eg)(?!\w))"
)
