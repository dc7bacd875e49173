"""The words around names: what calls them by their sort, what is said of their spelling, what is no name."""

import re
from functools import lru_cache

from bot.core.flat import flat
from bot.core.wording import any_word, word_set

_SPELT = (
    r"s'ecrit|orthograph\w*|\w*spel(?:d|t|ling|fout|led)\w*|schrijf\w*|schreven|schreef|geschreven|schreib\w*|"
    r"geschrieben|epel\w*|epell\w*|j'epelle|ik spel\w*|spellen|spell(?:ing)?|buchstabier\w*"
)
_SIGNS = (
    r"accent\w*|trema|umlaut|tiret|trait d'union|bindestrich|koppelteken|hyphen\w*|i\.p\.v|ipv|in plaats van|"
    r"au lieu de|instead of|statt"
)
_WED = (
    r"mari(?:age|ee?s?)|epouse|huwelijk|getrouwd|gehuwd|trouw(?!ens|e\b)\w*|married|marriage|wedding|heirat\w*|"
    r"geheiratet|"
    r"verheiratet|divorc\w*|scheiding|gescheiden|geschieden|scheidung"
)
_TURNED = (
    r"invers\w*|invert\w*|omgewisseld|verwisseld|omgekeerd|omgedraaid|swapped|switched|mixed up|reversed|vertauscht|"
    r"verdreht"
)
TOPIC = re.compile(
    r"\b(?:nom|noms|prenom\w*|patronyme|naam|namen|voornaam|achternaam|familienaam|name|names|surname|"
    rf"first name|vorname|nachname|familienname|{_SPELT}|m'appelle|heet|"
    r"heiss?e?n?|getauft|meisjesnaam|maiden|madchenname|geburtsname|jeune fille|hochzeit|schreibweise|"
    rf"{_WED}|{_SIGNS})\b|->"
)
#: What is said of a name and its spelling, beyond a label that merely calls it by its sort.
SPOKEN = any_word(
    rf"""
    {_SPELT}|written|m'appelle[zr]?|noem\w*|nenn\w*|call(?:ed|ing)? me|heet|heiss?e?n?|getauft|meisjesnaam|maiden|
    madchenname|geburtsname|jeune fille|typo|hochzeit|{_WED}|{_SIGNS}|{_TURNED}
    """
)
#: A name is spelled or put right, whatever it is.
NAME_WORK = any_word(rf"{_SPELT}|{_SIGNS}|typo|getauft|meisjesnaam|maiden|madchenname|geburtsname|jeune fille")
WRONG = any_word(
    r"""
    faute\w*|faux|fausses?|inexact\w*|onjuist\w*|erreur\w*|errone\w*|fout\w*|fehler\w*|wrong|incorrect\w*|mal|
    verkeerd\w*|falsch\w*|juist\w*|
    correct\w*|richtig\w*|corrig\w*|rectifi\w*
    """
)
FIRST = r"prenom\w*|voornaam|vorname\w*|first name|given name|christian name|forename|roepnaam|rufname"
LAST = (
    r"nom de famille|nom de jeune fille|nom de naissance|double nom|patronyme|achternaam|familienaam|"
    r"meisjesnaam|surname|last name|"
    r"family name|maiden name|birth name|doppelname\w*|dubbele naam|"
    r"nachname\w*|familienname\w*|madchenname\w*|geburtsname"
)
ANY = r"nom|naam|name\w*"
LABEL = re.compile(rf"\b(?:(?P<first>{FIRST})|(?P<last>{LAST})|(?P<any>{ANY}))\b")
TURNED = any_word(
    rf"""
    {_TURNED}|a l'envers|interverti\w*|wrong (?:way|order)|the other way|verwechselt|back to front|
    l'autre sens|bon ordre|
    l'inverse|andersom|(?:juiste|verkeerde|foute) volgorde|(?:right|wrong) order|(?:falsche|
    richtige)[rn]? reihenfolge|
    andersherum|umgekehrt|turn (?:them|it|these) around|(?:om|ver)(?: te)?wissel\w*|(?:ver)?tausch\w*
    """
)
#: What is turned is a number, or the letters of a word.
_SIGNS_TURNED = any_word(
    r"""
    chiffres?|cijfers?|digits?|ziffern?|figures|numeros?|\w*nummer|\w*numbers?|lettres?|letters?|buchstaben|adress\w*|
    adres\w*|e-?mail\w*|iban|code|zahlen|cables?|kabels?|sim\w*|toestel\w*|modems?|routers?
    """
)
MARRIED = any_word(rf"{_WED}|maiden|meisjesnaam|jeune fille")
#: A firm or a family writes.
WE = any_word(r"nous|notre|nos|wij|we|onze|ons|our|us|wir|unser\w*|uns")
#: "I keep my name."
KEEPS = re.compile(
    r"\b(?:gard\w+|conserv\w+|keep\w*|behoud\w*|houd?|behalt\w*) (?:\w+ ){0,2}?(?:mon|my|mijn|m'n|"
    r"meinen?) (?:propre |own |eigen )?"
    r"(?:nom|naam|name|surname|last name|achternaam|familienaam|meisjesnaam|maiden name|(?:nach|familien|madchen|"
    r"geburts)?namen?)\b|"
    r"\b(?:ne change pas de nom|verander niet van naam|(?:not|n't) chang\w+ my (?:sur|last )?name)\b"
)
#: From some day on.
SINCE = any_word(
    r"since|as of|from \d+|no longer|sinds|vanaf|niet meer|niet langer|depuis|a partir|ne suis plus|plus madame|seit|"
    r"ab dem|nicht mehr|officiel\w*|officieel|official\w*|offiziell"
)
ENGLISH = re.compile(r"\b(?:my|the) name\b")
FAULT = re.compile(
    r"\b(?:faute\w*|erreur\w*|fout\w*|typo|fehler\w*|misspel\w*|wrong|mal|verkeerd\w*|falsch\w*)\b[^.!?\n]*$"
)
#: "At yours I am called": the name that we have.
WITH_US = re.compile(
    r"\b(?:chez vous|dans (?:votre|vos) \w+|pour vous|bij (?:u|jullie)|in (?:uw|jullie|your|ihr\w*) \w+|bei ihnen)"
    r"[^.!?\n]{0,15}$"
)
#: Before a label: "ancien nom", "old surname".
FORMER = re.compile(
    r"\b(?:ancien(?:ne)?|precedent|actuel|oude?|vorige|huidige?|old|former|previous|current|alter?|fruherer?|"
    r"bisheriger?)\s$"
)
_SIGN = (
    r"(?:[bcdfghjklmnpqrstvwxz]{1,3}|sch|ij|ei|ie|ae|oe|ue|ai|ay|au|ou|eu|oo|ee|aa|uu|y|accents?|akzent\w*|"
    r"accent\w*|trema\w*|"
    r"umlaut\w*|tirets?|koppelteken\w*|hyphens?|bindestrich\w*|points? sur|dots?(?: on| over)|puntjes|punt(?:en)? op|"
    r"punkte?n? (?:auf|uber)|cedille|cedilla|majuscules?|hoofdletters?|capitals?|grossbuchstaben?|minuscules?|"
    r"kleine letters?|"
    r"apostroph\w*|apostrof\w*|espaces?|spaties?|spaces?|leerzeichen)(?:'?s)?\b(?![.']\w)"
)
_MANY = (
    r"(?:(?:un|une|een|an?|one|two|deux|twee|zwei|trois|drie|three|drei|\d|dubbele?|double|doppel\w*|einem?|einer|"
    r"einen|le|la|de|"
    r"seule?|enkele?|single|only|nur|maar|lange[mn]?|korte|kurze[mn]?|grosse[mn]?|petite?s?) )"
)
_WORDS = (
    r"(?:en|in|als?|as|into) (?:un|une|een|one|a single|ein\w*|1|deux|twee|two|zwei|2|trois|drie|three|drei|3) "
    r"(?:seul |enkel |single |einzigen )?(?:mots?|woord(?:en)?|words?|wort\w*|worter\w*)\b"
)
LETTERS = re.compile(
    rf"\b(?:mit|met|avec|ac|with|has|hat|heeft|takes|sans|zonder|without|"
    rf"ohne)\s(?:{_MANY}{{1,2}}[\"'(]?(?:[a-z](?:'?s)?\b(?!['.-]\w)|"
    rf"{_SIGN})|[\"'(]?{_SIGN}|[\"'][a-z]{{1,3}}[\"'])|"
    r"\b(?:deux|two|twee|zwei|un seul|maar een|only one|nur ein|double|dubbele?|doppel\w*)[ -][a-z](?:'?s)?\b(?!-)|"
    r"\b(?:no|pas de|geen|kein)\s[a-hj-tv-z]\b(?!-)|"
    r"\b(?:moet|hoort|should be|doit s'ecrire|gehort|muss) (?:\w+ )?(?:met|with|avec|mit) [a-z]{1,2}\b|"
    rf"\b{_WORDS}|\b(?:aan elkaar|aaneen\w*|aan een geschreven|los van elkaar|zusammen ?geschrieben|"
    rf"getrennt geschrieben|tout attache|"
    r"en attache|colle)\b|"
    r"\b(?:manque|ontbreekt|fehlt|missing|lacks|forgot|oublie|vergeten|vergessen)\s(?:un|une|le|la|een|de|an?|the|"
    r"ein\w*|das) "
    r"[\"']?[a-z](?:'?s)?\b(?!['.-]\w)|"
    r"\b(?:une?|le|een|the|an?|ein|das|de) [\"']?[a-z][\"']? (?:manque|ontbreekt|fehlt|is missing|too many|en trop|"
    r"te veel|zu viel|"
    r"a la fin|op het einde|op 't einde|at the end|am ende|hinten|achteraan|vooraan|devant|in front|vorne|au milieu|"
    r"in het midden|"
    r"in the middle|in der mitte|tussen|entre|between|zwischen)\b|"
    r"\b(?:ends?|eindigt|finit|termine|endet|begins?|starts?|begint|commence|fangt|beginnt)\b[^.!?\n]{0,12}\b(?:in|"
    r"with|op|met|par|"
    rf"mit|auf|avec)\W{{1,3}}(?:{_MANY}[\"']?[a-z]\b|[\"'][a-z]{{1,5}}[\"']|{_SIGN})"
)
GREETING = re.compile(
    r"^\W*(?:bonjour|bonsoir|salut|cher|chere|chers|madame|monsieur|messieurs|beste|dag|hallo|hoi|geachte|"
    r"goeie\w*|goede\w*|dear|hello|hi|hey|good|sehr|liebe\w*|guten|moin)\b.{0,50}$"
)
NO_NAME = word_set(
    """
    bonjour merci bien monsieur madame je nous vous mon ma mes le la les un une il c'est cela sur depuis pour dans
    beste dag hallo hoi ik wij mijn het de een dat dit er uw jullie gelieve graag met mvg alvast hello hi dear i my
    the it's it is please thanks that this there your since regards from and for in on sehr ich wir mein meine der
    die das es bitte danke mit und sie ihre richtig correct from now crm niet pas not nicht u vanaf ce ni or on at
    aan op bij voor van naar om als ook nog dus maar want over tot uit zu zum zur bei fur als auch noch aber also auf an
    aus     baron baronne graaf comte gravin comtesse jonkheer ridder graf chevalier
    a au aux chez par en et ou mais donc or car to of by as but so
    """
)


#: "Marie" is no marriage, and names of things are nobody's.
_NO_WORD = re.compile(
    r"\bM(?:arie|ARIE)\b|(?i:\b(?:noms? (?:de domaine|d['’]utilisateur|de fichier|d['’]hôte|du projet|du r[ée]seau)|"
    r"(?:domain|user|host|file|network|wifi|project|product|company|business|trading) names?)\b)"
)


@lru_cache(maxsize=4)  # a letter on a name is folded for each of the questions that are asked of it
def folded(text: str) -> str:
    """Return the text as ``flat`` does, with signs in place of what only looks like a word about people's names."""
    return flat(_NO_WORD.sub(lambda found: "_" * len(found[0]), text))


def spoken_of(lower: str) -> bool:
    """Whether a folded text speaks of a name or of letters at all."""
    return bool(TOPIC.search(lower) or LETTERS.search(lower))


def turned(lower: str) -> bool:
    """Whether a folded text says that names stand in each other's place; not so of digits and letters."""
    if not TURNED.search(lower):
        return False
    said = re.split(r"[.!?\n]", lower)
    return any(TURNED.search(one) and (LABEL.search(one) or not _SIGNS_TURNED.search(one)) for one in said)
