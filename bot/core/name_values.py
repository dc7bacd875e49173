"""Names, companies, salutations, languages and the like: only where a mail says plainly what they are."""

import re
from collections.abc import Iterator, Mapping

from bot.core.folding import fold
from bot.core.values import Value

_WORD = r"[A-ZÀ-Ý][\w'’À-ÿŒœ-]*"
_SURNAME = rf"(?:(?:[Vv]an|[Vv]on|[Dd]e|[Dd]en|[Dd]er|[Dd]u|[Ll]e|[Ll]a|El|Vande|Vanden|Ter|Ten)\s)*{_WORD}"
_QUOTE = r"[\"“”«»„‘']?\s?"
_SPELLING = re.compile(
    rf"(?:(?:s['’]écrit|s['’]orthographie|schrijf je|schrijft men|schrijf ik|is spelt|is spelled|schreibt sich|wird geschrieben|"
    rf"[Ii]l faut lire|should read|should be|moet zijn|[Cc]['’]est|is eigenlijk|[Hh]et is|[Ii]t['’]s|juist is|richtig (?:ist|wäre|heißt es))\s*:?\s*(?:en fait |als |wel |richtig )?{_QUOTE})"
    rf"(?P<name>{_SURNAME}(?:\s{_WORD})?)"
)
_ABOUT_NAME = re.compile(
    r"\b(?:nom|prenom|voornaam|vorname|naam|name|familienaam|nachname|surname|patronyme|achternaam)\b"
)
_NOW_CALLED = re.compile(
    rf"(?:je m['’]appelle (?:désormais|maintenant|dorénavant)|nom d['’]épouse (?:est)?|mon nouveau nom (?:est|:)|"
    rf"ik heet (?:nu|voortaan)|mijn nieuwe (?:familie|achter)?naam is|nieuwe (?:familie)?naam\s*:|"
    rf"my (?:new|married) (?:sur|last )?name is(?: now)?|(?:so )?I['’]?(?:m| am) now|"
    rf"(?:ich )?hei(?:ß|ss)e (?:jetzt|nun|ab sofort)|mein neuer (?:Nach|Familien)?name (?:ist|lautet))\s*:?\s*{_QUOTE}"
    rf"(?P<first>{_WORD}\s(?={_WORD}|[Vv]an|[Dd]e))?(?P<name>{_SURNAME})"
)
_LABELLED: Mapping[str, re.Pattern[str]] = {
    "last_name": re.compile(r"^\W*(?:nom|naam|familienaam|achternaam|last name|surname|nachname|name)\s*[:=]\s*(?P<value>[^\n,;(]+)", re.I | re.M),
    "first_name": re.compile(r"(?:^|\W)(?i:prénom|voornaam|first name|vorname)\s*(?:[:=]|is|est)\s*(?P<value>[A-ZÀ-Ý][\w'’-]+)"),
    "company": re.compile(
        r"^\W*(?:soci[ée]t[ée]|entreprise|d[ée]nomination|raison sociale|bedrijf(?:snaam)?|firma(?:name)?|company(?: name)?|firmenname)\s*[:=]\s*"
        r"(?P<value>[^\n;(]+)", re.I | re.M),
    "contact_person": re.compile(r"^\W*(?:personne de contact|contactpersoon|contact(?: person)?|ansprechpartner(?:in)?)\s*[:=]\s*(?P<value>[^\n,;(]+)", re.I | re.M),
    "job_title": re.compile(r"^\W*(?:fonction|functie|function|job title|title|funktion|position)\s*[:=]\s*(?P<value>[^\n,;(]+)", re.I | re.M),
}  # fmt: skip
_ABOUT_CONTACT = re.compile(r"\b(?:personne de contact|contactpersoon|contact person|ansprechpartner\w*)\b")
_CONTACT_IS = re.compile(
    r"(?:[Pp]ersonne de contact|[Cc]ontactpersoon|[Cc]ontact person|[Aa]nsprechpartner(?:in)?)\b[^.\n]{0,60}?\b(?:est|is|wordt|ist|wird|becomes)"
    rf"(?: désormais| voortaan| nu| now| jetzt| dorénavant)?\s+(?:Mme|M\.|Mr|Mrs|Madame|Monsieur|mevrouw|de heer|Frau|Herr)?\s*(?P<name>{_WORD}(?:\s(?:van|de|von|der|den))?\s{_SURNAME})"
)
_NOT_BUT = re.compile(
    rf"(?:niet|pas|not|nicht|non)\s+{_QUOTE}{_SURNAME}\s?[\"“”«»']?,?\s+(?:maar|mais|but|sondern)\s+(?:wel\s|bien\s)?{_QUOTE}(?P<name>{_SURNAME})"
)
_REPLACE = re.compile(
    rf"(?:[Rr]emplacer|[Vv]ervang(?:en)?|[Rr]eplace|[Ee]rsetzen)\s+{_QUOTE}(?P<first>{_WORD})\s(?P<last>{_SURNAME})\s?[\"“”«»']?\s+"
    rf"(?:par|door|by|with|durch)\s+{_QUOTE}(?P<new_first>{_WORD})\s(?P<new_last>{_SURNAME})"
)
_NAME_EQUALS = re.compile(rf"\b[Nn](?:om|aam|ame)\s*=\s*(?P<name>{_SURNAME})")
_ARROW = re.compile(r"\s*(?:->|=>|→|>>)\s*")
_COMPANY_FORM = r"(?:SA|SRL|SPRL|BV|BVBA|NV|VOF|ASBL|VZW|GmbH|AG|CV|SC|SCRL|SNC|Ltd|PGmbH|SCS|COMMV|EESV)"
_COMPANY_NOW = re.compile(
    r"(?:(?:porte|prend|devient|s['’]appelle|s['’]intitule)\s+(?:désormais|maintenant|dorénavant)?\s*(?:le nom (?:de )?|la dénomination )?|"
    r"(?:de naam|voortaan|heet nu|heten nu|wordt|is nu)\s+|is now called\s+|(?:is|are) now\s+|has become\s+|hei(?:ß|ss)t (?:jetzt|nun)\s+|firmiert (?:jetzt|nun) als\s+)"
    rf"{_QUOTE}(?P<value>(?:[A-ZÀ-Ý&][\w&'’.-]*\s){{0,5}}{_COMPANY_FORM})\b"
)
_SALUTATION = re.compile(
    r"(?:je suis|or je suis|il faut|ik ben|i am|i'm|ich bin)\s+(?:une?\s+|een\s+|a\s+)?"
    r"(?P<value>madame|monsieur|mevrouw|mijnheer|meneer|mrs|mr|ms|miss|frau|herr|femme|homme|vrouw|man|woman)\b"
)
_WRITTEN: Mapping[str, str] = {
    "madame": "Madame", "femme": "Madame", "monsieur": "Monsieur", "homme": "Monsieur", "mevrouw": "Mevrouw",
    "vrouw": "Mevrouw", "mijnheer": "Mijnheer", "meneer": "Mijnheer", "man": "Mijnheer", "mrs": "Mrs", "ms": "Ms",
    "miss": "Miss", "mr": "Mr", "woman": "Ms", "frau": "Frau", "herr": "Herr",
}  # fmt: skip
_LANGUAGES = {
    "fr": r"(?:francais|frans|french|franzosisch|fr)", "nl": r"(?:neerlandais|nederlands|dutch|niederlandisch|nl)",
    "de": r"(?:allemand|duits|german|deutsch|de)", "en": r"(?:anglais|engels|english|englisch|en)",
}  # fmt: skip
_WRITE_IN = (
    r"(?:ecrire|communiquer|correspondre|recevoir (?:\w+ ){0,4}|schrijven|communiceren|aanschrijven|write(?: to (?:us|me))?|"
    r"schreiben|langue(?: de correspondance)?|taal|language|sprache|donc|dus)\W*(?:(?:en|in|het|auf|im|est|is|:|le)\s+){0,3}"
)
_BIRTH = re.compile(r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>(?:19|20)\d\d)")
_MUST = re.compile(r"\b(?:moet|doit etre|est ne|should be|correct|juist|richtig|c'est|muss|is)\b")


def names(text: str, subject: str = "") -> Iterator[Value]:
    """Yield what the text says of names; each field at most once. ``subject`` only tells what it is about."""
    yield from _spelling(text, subject)
    contact = bool(_ABOUT_CONTACT.search(fold(f"{subject}\n{text}")))
    for field, pattern in _LABELLED.items():
        if found := pattern.search(text):
            value = _ARROW.split(found["value"])[-1].strip(" .\"'")
            if value and len(value) <= 80:
                yield _value("contact_person" if contact and field == "last_name" else field, value, found)
    if found := _CONTACT_IS.search(text):
        yield _value("contact_person", found["name"], found)
    yield from _replaced(text)
    found = _NOT_BUT.search(text)
    if found and _ABOUT_NAME.search(fold(f"{subject}\n{text}")):
        first = bool(re.search(r"\b(?:prenom|voornaam|first name|vorname)\b", fold(text)))
        yield _value("first_name" if first else "last_name", found["name"], found)
    if found := _NAME_EQUALS.search(text):
        yield _value("last_name", found["name"], found)
    if found := _COMPANY_NOW.search(text):
        yield _value("company", found["value"].strip(), found)


def _replaced(text: str) -> Iterator[Value]:
    """ "Replace A B by A C": the part that differs is the new one."""
    found = _REPLACE.search(text)
    if found is None:
        return
    if found["first"] != found["new_first"]:
        yield _value("first_name", found["new_first"], found)
    if found["last"] != found["new_last"]:
        yield _value("last_name", found["new_last"], found)


def _spelling(text: str, subject: str) -> Iterator[Value]:
    if found := _NOW_CALLED.search(text):
        yield _value("last_name", found["name"], found)
        return
    found = _SPELLING.search(text)
    lower = fold(f"{subject}\n{text}")
    if found and _ABOUT_NAME.search(lower) and not re.search(r"\d|@", found["name"]):
        words = found["name"].split()
        if len(words) == 2 and words[0][0].isupper() and ("prenom" in lower or "voornaam" in lower or "name" in lower):
            yield _value("first_name", words[0], found)
            yield _value("last_name", words[1], found)
        else:
            first = re.search(r"\b(?:prenom|voornaam|first name|vorname)\b", lower)
            yield _value("first_name" if first else "last_name", found["name"], found)


def plain(text: str) -> Iterator[Value]:
    """Yield salutation, language and date of birth."""
    lower = fold(text)
    if found := _SALUTATION.search(lower):
        yield _value("salutation", _WRITTEN[found["value"]], found)
    for code, words in _LANGUAGES.items():
        if found := re.search(rf"{_WRITE_IN}{words}\b", lower):
            yield _value("language", code, found)
            break
    if re.search(r"\b(?:geboortedatum|date de naissance|date of birth|birth date|geburtsdatum|geburtstag)\b", lower):
        yield from _birth(lower)


def _birth(lower: str) -> Iterator[Value]:
    """The last date that stands behind a word of correction: the day comes first, as Belgians write."""
    right = [
        found for found in _BIRTH.finditer(lower) if _MUST.search(lower[max(0, found.start() - 25) : found.start()])
    ]
    if right:
        found = right[-1]
        if int(found["month"]) <= 12 and int(found["day"]) <= 31:
            yield _value("birth_date", f"{found['year']}-{int(found['month']):02d}-{int(found['day']):02d}", found)


def _value(field: str, value: str, found: re.Match[str]) -> Value:
    return Value(field=field, value=value, start=found.start(), end=found.end())
