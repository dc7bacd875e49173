"""The words around names: what calls them by their sort, what is said of their spelling, what is no name."""

import re

from bot.core.wording import any_word

_SPELT = (
    r"s'ecrit|orthograph\w*|\w*spel(?:d|t|ling|fout|led)\w*|schrijf\w*|schreven|schreef|geschreven|schreib\w*|"
    r"geschrieben|epel\w*|epell\w*|j'epelle|ik spel\w*|spellen|spell(?:ing)?|buchstabier\w*"
)
_SIGNS = (
    r"accent\w*|trema|umlaut|tiret|trait d'union|bindestrich|koppelteken|hyphen\w*|i\.p\.v|ipv|in plaats van|"
    r"au lieu de|instead of|statt"
)
_WED = (
    r"mari(?:age|ee?s?)|epouse|huwelijk|getrouwd|gehuwd|trouw\w*|married|marriage|wedding|heirat\w*|geheiratet|"
    r"verheiratet|divorc\w*|scheiding|gescheiden|geschieden|scheidung"
)
_TURNED = (
    r"invers\w*|invert\w*|omgewisseld|verwisseld|omgekeerd|omgedraaid|swapped|switched|mixed up|reversed|vertauscht|"
    r"verdreht"
)
TOPIC = re.compile(
    r"\b(?:nom|noms|prenom\w*|patronyme|naam|namen|voornaam|achternaam|familienaam|name|names|surname|"
    rf"first name|vorname|nachname|familienname|{_SPELT}|m'appelle|heet|"
    r"heisse?n?|getauft|meisjesnaam|maiden|madchenname|geburtsname|jeune fille|hochzeit|schreibweise|"
    rf"{_WED}|{_SIGNS})\b|->"
)
#: What is said of a name and its spelling, beyond a label that merely calls it by its sort.
SPOKEN = any_word(
    rf"""
    {_SPELT}|written|m'appelle[zr]?|noem\w*|nenn\w*|call(?:ed|ing)? me|heet|heisse?n?|getauft|meisjesnaam|maiden|
    madchenname|geburtsname|jeune fille|typo|hochzeit|{_WED}|{_SIGNS}|{_TURNED}
    """
)
WRONG = any_word(
    r"""
    faute\w*|erreur\w*|errone\w*|fout\w*|fehler\w*|wrong|incorrect\w*|mal|verkeerd\w*|falsch\w*|juist\w*|
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
    {_TURNED}|a l'envers|interverti\w*|wrong (?:way|order)|the other way|verwechselt
    """
)
MARRIED = any_word(rf"{_WED}|maiden|meisjesnaam|jeune fille")
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
    r"\b(?:ancien(?:ne)?|precedent|actuel|oude?|vorige|huidige?|old|former|previous|current|alter?|fruherer?|bisheriger?)\s$"
)
LETTERS = re.compile(
    r"\b(?:mit|met|avec|with|has|takes|sans|zonder|without|ohne)\s(?:(?:un|une|een|an?|one|two|deux|twee|"
    r"zwei|dubbele|double|doppel\w*|ein\w*|le|de)\s)?[\"'(]?(?:[a-z](?:'?s)?|ss|accent\w*|trema|umlaut|"
    r"tiret|koppelteken|hyphen|bindestrich|points? sur|dots?(?: on| over)|puntjes|punt(?:en)? op|punkte?n? (?:auf|"
    r"uber))\b|"
    r"\b(?:deux|two|twee|zwei|un seul|maar een|only one|nur ein|double|dubbele|doppel\w*)\s[a-z](?:'?s)?\b(?!-)|"
    r"\b(?:no|pas de|geen|kein)\s[a-hj-tv-z]\b(?!-)|"
    r"\b(?:moet|hoort|should be|doit s'ecrire|gehort|muss) (?:\w+ )?(?:met|with|avec|mit) [a-z]{1,2}\b"
)
GREETING = re.compile(
    r"^\W*(?:bonjour|bonsoir|salut|cher|chere|chers|madame|monsieur|messieurs|beste|dag|hallo|hoi|geachte|"
    r"goeie\w*|goede\w*|dear|hello|hi|hey|good|sehr|liebe\w*|guten|moin)\b.{0,50}$"
)
NO_NAME = frozenset(
    """
    bonjour merci bien monsieur madame je nous vous mon ma mes le la les un une il c'est cela sur depuis pour dans
    beste dag hallo hoi ik wij mijn het de een dat dit er uw jullie gelieve graag met mvg alvast hello hi dear i my
    the it's it is please thanks that this there your since regards from and for in on sehr ich wir mein meine der
    die das es bitte danke mit und sie ihre richtig correct from now crm niet pas not nicht u vanaf ce ni or on at
    """.split()  # noqa: SIM905
)
