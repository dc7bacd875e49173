"""Names of companies: which of those in a text is said to be the name that holds."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice

from bot.core import cues, firm_cues
from bot.core.firm_names import firm_names
from bot.core.firm_pairs import two_names
from bot.core.firm_shapes import COMPANY, FORM_WORD, PIECE, QUOTED, formal, named, of_a_person, whole
from bot.core.firm_told import told_firms
from bot.core.flat import flat
from bot.core.mail import Mail
from bot.core.values import Age, Value, apart

_TWO = 2  # names of companies on one line: what is between them tells them apart
#: Not "your company": that is ours.
_NOT_YOURS = r"(?<!votre )(?<!your )(?<!uw )(?<!jullie )(?<!ihre )(?<!ihr )(?<!ihrer )(?<!ihrem )(?<!ihres )"
_COMPANY_TOPIC = re.compile(
    rf"\b{_NOT_YOURS}(?:denomination\w*|raison sociale|societe|entreprise|nom commercial|firme|benaming|bedrijfsnaam|"
    r"bedrijf|vennootschap\w*|firma\w*|handelsnaam|naamswijziging|legal name|company\w*|business name|"
    r"trading name|rebrand\w*|renam\w*|"
    r"unternehmen\w*|gesellschaft\w*|firmenname\w*|umfirm\w*|omvorming|omgezet|onze (?:zaak|winkel)|"
    r"our (?:business|shop|firm)|notre (?:magasin|commerce)|unser\w* (?:laden|betrieb)|fusi\w*|eenmanszaak|"
    r"independant|einzelunternehmen|merger|merged|"
    r"onder de naam|sous (?:le nom|la denomination)|under the name|unter dem namen|new name|nouveau nom|nieuwe naam|"
    r"neuer name|change de nom|rechtsvorm|forme juridique)\b"
)
_LABEL = (
    r"^\W*(?:(?:et|en|and|und) )?(?:(?:la|notre|de|onze|the|our|die|unsere?) )?"
    r"(?:(?:d[ée]nomination|raison)(?: sociale?| commerciale?)?|nom (?:social|commercial)|soci[ée]t[ée]|entreprise|"
    r"bedrijf(?:snaam)?|benaming|firma(?:name|naam)?|company(?: name)?|legal name|firmenname|organisation|"
    r"organisatie|handelsnaam|naam bedrijf|naam (?:van )?(?:de |het )?(?:firma|zaak|bedrijf)|zaak|business(?: name)?|"
    r"firme?|"
    r"trading (?:name|as)|enseigne|betrieb|unternehmen|gesch[äa]ft|nom de la (?:soci[ée]t[ée]|firme)|"
    r"name der firma)[ \t]*[:=][ \t]*"
)
_COMPANY_LABEL = re.compile(
    rf"{_LABEL}(?P<value>[^\n;(>|]{{2,60}}?)[ \t]*(?=$|[\n;(|]|->|=>|→|,\s(?:pas|niet|not|nicht))",
    re.IGNORECASE | re.MULTILINE,
)
_ARROW = re.compile(
    rf"{_LABEL}[^\n>→]{{2,60}}?(?:->|=>|→)[ \t]*[\"“„«]?(?P<value>[^\n;(|>\"”»]{{2,60}}?)[\"”»]?[ \t]*(?=$|[\n;(|])",
    re.IGNORECASE | re.MULTILINE,
)
_SENTENCE = 160  # characters between the old name and the new one
_NEAR = 60
_LONGEST = 90  # characters of a name
_WAS = re.compile(
    r"\s*\(\s*(?:was|formerly|previously|before|instead of|currently|at present|avant|anciennement|auparavant|"
    r"au lieu d|"
    r"actuellement|vroeger|voorheen|voordien|i\.?p\.?v|in plaats van|nu nog|momenteel|statt|anstelle|bisher|fruher|"
    r"vorher|"
    r"vormals|ehemals|derzeit|noch)\b"
)
_FIRM_WORD = re.compile(
    r"\b(?:denomination|raison sociale|societe|entreprise|firm\w*|bedrijf\w*|vennootschap|company|business|unternehmen|"
    r"gesellschaft|zaak|winkel|commerce|magasin|shop|laden|betrieb|praktijk|praxis|cabinet|enseigne|benaming)\b"
)
_SURNAME = re.compile(
    r"\b(?:patronyme|nom de (?:famille|jeune fille|naissance)|prenom|surname|(?:last|family|maiden|first) name|"
    r"achternaam|"
    r"familienaam|meisjesnaam|voornaam|nachname\w*|familienname\w*|vorname\w*|madchenname\w*|geburtsname\w*|divorc\w*|"
    r"scheiding|gescheiden|scheidung|geschieden|huwelijk|getrouwd|gehuwd|mariage|mariee?|married|heirat\w*|"
    r"verheiratet)\b"
)
_CAPITAL = re.compile(r"[\s:'’]{0,3}(?:(?:de|la|le|het|the|die|der|van) )?[\"“„«]?[A-ZÀ-Ý][\w'’]+[ ][^\d)\n]{2,50}\)")
_MOST = 10
_SIGN = "\ue000"
_SENTENCE_END = re.compile(r"(?<=[a-z0-9)])[.!?;]\s|\n")
_NOW = (
    r"(?:(?i:nu|voortaan|intussen|ondertussen|sinds (?:\w+ ){1,2}|vanaf (?:\w+ ){1,2}|maintenant|désormais|"
    r"dorénavant|à présent|now|"
    r"from now on|henceforth|jetzt|nun|nunmehr|ab sofort|künftig|seit (?:\w+ ){1,2})\s?)?[\s:\"“„«‘'*-]*"
)
_CALLED = re.compile(
    r"(?<!used to be )(?<![\w-])(?i:s['’]appel(?:le|lera|er)|nous appelons|se nomme|sous le nom(?: de)?|s['’]intitule|"
    r"porte (?:\w+ )?le nom(?: de)?|draagt (?:\w+ )?de naam|"
    r"(?:bears|carries) the name(?: of)?|trägt (?:\w+ )?den namen|"
    r"devient|(?:omgevormd|omgedoopt) (?:tot|naar|in)|omgezet in|transformée? en|umgewandelt in|converted (?:in)?to|"
    r"becomes|"
    r"wordt|wird(?: zu)?|devenons|devenue?s?|heten|heet|verder als|onder de naam|trad(?:es?|ing) as|"
    r"(?:is|are|be) (?:now )?(?:called|named|known as)|goes by|(?:as|under) the name(?: of)?|renamed(?: to)?|"
    r"hei(?:ß|ss)(?:t|en)|nennt sich|nennen uns|firmier(?:t|en)(?: unter)?|unter dem namen)\b[\s,:]*" + _NOW
)
#: "Please change: company name X Ltd, VAT ...": a label without a colon behind the verb.
_TO_BE_CALLED = re.compile(
    r"(?<!\w)(?i:änder\w*|ändern|berichtig\w*|korrigier\w*|anpassen|modifi\w*|chang\w*|adapter|corrig\w*|"
    r"rectifi\w*|wijzig\w*|aanpassen|verbeter\w*|update|amend|correct)\b[^.!?\n]{0,60}?(?<!\w)(?i:firmenname|firma|"
    r"firmanaam|bedrijfsnaam|"
    r"company(?: name)?|business name|raison sociale|dénomination(?: sociale)?|"
    r"nom de (?:la )?société)[ ](?=[A-ZÀ-Ý0-9])"
)
_WE_ARE_CALLED = re.compile(
    r"(?<!\w)(?i:wir hei(?:ß|ss)en|unsere?r? (?:firma|laden|betrieb|geschäft|praxis|büro) hei(?:ß|ss)t|wi?j? heten|"
    r"wij noemen|"
    r"on(?:ze|s) (?:zaak|winkel|firma|praktijk|bedrijf) heet|nous nous appelons|"
    r"notre (?:société|magasin|firme|entreprise|commerce|cabinet|atelier|boutique) s['’]appelle|"
    r"we(?:['’]re| are)(?: now)? called|we trade as|our (?:company|firm|business|shop|practice) is(?: now)? called)\s"
    rf"{_NOW}(?P<value>[A-ZÀ-Ý0-9][\w&'’\-À-ÿ]*(?:[ ]{PIECE}){{0,5}}?)"
    r"(?=[,.;:(»”\"]|\n|$|\s(?:et|en|and|und) (?:pas|non|niet|not|nicht)\b)"
)


def companies(text: str, mail: Mail) -> Iterator[Value]:
    """Yield names of companies when the mail is about one's own name as a company."""
    lower = flat(f"{mail.subject}\n{text}")
    about = bool(_COMPANY_TOPIC.search(lower))
    if firm_cues.KEPT.search(lower) or firm_cues.RIGHT.search(lower):
        return
    told = list(told_firms(text))
    called = [*told, *_called(text, about=about)]
    called += [
        replace(named("company", match["value"], match.start("value")), age=Age.NEW) for match in _ARROW.finditer(text)
    ]
    found = called + [
        _labelled(match, text)
        for match in _COMPANY_LABEL.finditer(text)
        if len(FORM_WORD.findall(match["value"])) < _TWO
    ]
    field = "company" if about else "company?"
    found += [_was_another(replace(value, field=field), text) for value in formal(text, _MOST)]
    if about:
        quoted = [named("company", match["value"], match.start("value")) for match in list(QUOTED.finditer(text))[:6]]
        found += [value for value in quoted if not _of_somebody(value, text)]
    found = apart([*told, *two_names(text, mail), *found])
    if not any(value.age is Age.NEW for value in found):
        registered = [value for value in found if FORM_WORD.search(str(value.value))]
        found = apart([*registered, *firm_names(text, mail), *found])
    yield from _founded(text, list(_weighed(text, [_left(value, called) for value in found])))


def _of_somebody(value: Value, text: str) -> bool:
    """Whether a person's name stands in quotes: the letter is on one, and no word before it is of a firm."""
    if FORM_WORD.search(str(value.value)):
        return False
    lower = flat(text)
    alone = _SURNAME.search(lower) and not _FIRM_WORD.search(lower[max(0, value.start - _NEAR) : value.start])
    return bool(alone) or of_a_person(str(value.value), value.start, text)


def _founded(text: str, found: Sequence[Value]) -> list[Value]:
    """The one firm that a mail names, where a person goes on as a company, is the new name."""
    registered = {
        flat(str(one.value)) for one in found if FORM_WORD.search(str(one.value)) and one.age is not Age.OTHER
    }
    alone = len(registered) == 1 and not any(one.age is Age.OLD for one in found if flat(str(one.value)) in registered)
    if not alone or not firm_cues.FOUNDED.search(flat(text)):
        return list(found)
    return [
        replace(one, field="company", age=Age.NEW)
        if flat(str(one.value)) in registered and not firm_cues.OF_ANOTHER.search(_before(text, one.start))
        else one
        for one in found
    ]


def _weighed(text: str, found: Sequence[Value]) -> Iterator[Value]:
    """The names with what is said of taking over, merging and misspelling; ages that they have stay."""
    lower = list(flat(text))
    for value in found:
        lower[value.start : value.end] = _SIGN * (value.end - value.start)
    skeleton = "".join(lower)
    ends = [0, *(match.end() for match in _SENTENCE_END.finditer(skeleton)), len(text)]
    foreign = -_SENTENCE
    for value in found:
        begin = max(end for end in ends if end <= value.start)
        if not skeleton[begin : value.start].strip("\n") and skeleton[:begin].rstrip().endswith(":"):
            begin = skeleton.rfind("\n", 0, len(skeleton[:begin].rstrip())) + 1
        before = skeleton[begin : value.start][-_SENTENCE:].rpartition(_SIGN)[2]
        age = _age(before, skeleton[value.end : value.end + _SENTENCE].lstrip(_SIGN + " \"'»”)"))
        if age is Age.OTHER:
            foreign = value.end
        elif begin <= foreign <= value.start <= foreign + _NEAR:
            age = Age.OTHER
        settled = value.age is not Age.PLAIN and age is not Age.OTHER
        yield value if age is Age.PLAIN or settled else replace(value, age=age)


def _age(before: str, after: str) -> Age:
    if firm_cues.OTHER_AFTER.match(after) or firm_cues.SOMEBODY_ELSE.search(before):
        return Age.OTHER
    if firm_cues.ITS_BEFORE.search(before):
        return Age.SAME
    if firm_cues.OLD_BEFORE.search(before) or firm_cues.on_file(before, after):
        return Age.OLD
    if firm_cues.NEW_BEFORE.search(before) or firm_cues.NEW_AFTER.match(after):
        return Age.NEW
    return Age.OLD if firm_cues.OLD_AFTER.match(after) else Age.PLAIN


def _was_another(value: Value, text: str) -> Value:
    """A name with a bracket behind it that says what it was, is the new one: "X Ltd (formerly Y)"."""
    was = _WAS.match(flat(text[value.end : value.end + _NEAR]))
    named_so = (
        was and _CAPITAL.match(text, value.end + was.end()) and not firm_cues.WITHIN.search(_before(text, value.start))
    )
    return replace(value, field="company", age=Age.NEW) if named_so else value


def _labelled(found: re.Match[str], text: str) -> Value:
    """The value behind a label; it is the new one where a bracket behind it says what it was."""
    value = named("company", found["value"], found.start("value"))
    return replace(value, age=Age.NEW) if _WAS.match(flat(text[value.end : value.end + _NEAR])) else value


def _called(text: str, *, about: bool) -> Iterator[Value]:
    """What a company says it is called now: with its legal form, or where the mail is about the name of one."""
    for verb in islice(chain(_CALLED.finditer(text), _TO_BE_CALLED.finditer(text)), _MOST):
        name = COMPANY.search(text, verb.end(), verb.end() + _LONGEST)
        value = whole(named("company", name[0], name.start()), text) if name else None
        if value and value.start == verb.end() and not cues.OLD_BEFORE.search(_before(text, verb.start())):
            yield replace(value, age=Age.NEW)
    for found in islice(_WE_ARE_CALLED.finditer(text), _MOST if about else 0):
        if not cues.OLD_BEFORE.search(_before(text, found.start())):
            yield replace(named("company", found["value"], found.start("value")), age=Age.NEW)


def _before(text: str, place: int) -> str:
    """The folded words of the sentence before a place."""
    return re.split(r"[.!?;\n]\s", flat(text[max(0, place - _NEAR) : place]))[-1]


def _left(value: Value, called: Sequence[Value]) -> Value:
    """The company that the sentence before speaks of, where a name is said to be its new one, is the old one."""
    name = flat(str(value.value))
    before = any(value.end <= one.start < value.end + _SENTENCE and flat(str(one.value)) != name for one in called)
    same = any(flat(str(one.value)) == name for one in called)
    return replace(value, age=Age.OLD) if before and not same and value.age is Age.PLAIN else value


def addressee(value: Value, text: str, others: Sequence[Value]) -> bool:
    """Whether the name of a company is only the first line of an address, under a heading that speaks of that."""
    if value.field.rstrip("?") != "company" or text[value.end : value.end + 1] != "\n":
        return False
    below = any(one.field == "address" and one.start == value.end + 1 for one in others)
    above = text[: value.start].rstrip().rpartition("\n")[2]
    return below and not text[: value.start].rpartition("\n")[2].strip() and not _COMPANY_TOPIC.search(flat(above))
