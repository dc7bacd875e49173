"""Functions: what a person says his function, or that of a new contact person, now is."""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from itertools import chain

from bot.core.effective import MONTHS
from bot.core.flat import flat
from bot.core.function_shapes import ENDS, is_function, trimmed
from bot.core.mail import Mail
from bot.core.plain_values import WITH_US
from bot.core.title_values import told
from bot.core.values import Age, Value
from bot.core.wording import word_set

_TITLE_TEXT = r"(?P<value>(?:[A-Za-zÀ-ÿ][\w'’&/\-À-ÿ]*)(?:\s[A-Za-zÀ-ÿ&][\w'’&/\-À-ÿ]*){0,5}?)"
_FUNCTION_TOPIC = re.compile(
    r"\b(?:fonctions?|function|berufsbezeichnung|jobtitel|contact ?person|personne de contact|contactpersoon|"
    r"ansprechpartner\w*|"
    r"interlocut\w*|poste|titre|promotion|promu\w*|functie\w*|functietitel|titel|promotie|promoveer\w*|job|"
    r"job title|title|position|role|promoted|funktion|stelle|befordert|beforderung|zaakvoerder|gerante?|"
    r"administrat\w+|bestuurder|directeur|geschaftsfuhrer\w*|"
    r"no longer|niet langer|ne suis plus|nicht mehr|adresboek|adressbuch|benoemd|bevorderd|ernannt|nommee?|appointed|"
    r"address book|carnet d'adresses|carte de visite|visitenkarte)\b"
)
_ADVERB = (
    r"(?:nu|voortaan|intussen|now|currently|maintenant|désormais|dorénavant|à présent|jetzt|nun|nunmehr|künftig|hier|"
    r"daar|here|dort|ici)"
)
_ARTICLE = r"(?i:(?:an?|the|een|de|het|une?|le|la|l['’]|der|die|das|als|comme)\s|l['’])?"
_MONTH = "|".join(MONTHS)
_SINCE = (
    r"(?:seit|sinds|depuis|since|vanaf|ab)\s(?:(?:dem|le|de|the|den)\s)?"
    rf"(?:\d[\d./-]*(?:er|st|nd|rd|th)?(?:\s(?:{_MONTH}))?(?:\s\d{{4}})?|(?:{_MONTH})(?:\s\d{{4}})?|"
    r"(?:kurzem|kort|peu|hier|gisteren|gestern|yesterday|heute|vandaag|today|aujourd['’]hui)|"
    r"(?:letzt\w*|dies\w*|vorige?|deze|last|this|cette|ce)\s\w+),?"
)
_LABEL = (
    r"(?:fonction|functie|function|job ?title|title|titel|titre|funktion|position|poste|beroep|profession|rôle|role|"
    r"jobtitel|rol|rolle)"
)
_OWN = r"(?:mijn|haar|zijn|ma|mon|sa|son|my|her|his|meine|ihre|seine|la|de|the|die)"
_MINE = r"(?:mijn|ma|mon|my|meine?m?|job)"
_SHOW_ME = (
    r"(?:show|list|note|put|enter|register|record|have) me (?:down )?as|"
    r"(?:noteer|vermeld|zet|registreer) (?:mij|me) (?:\w+ )?als|"
    r"(?:notez|indiquez|inscrivez|enregistrez)-moi (?:\w+ )?comme|(?:führen|vermerken|notieren) Sie mich (?:\w+ )?als"
)
_SHOWING = (
    rf"(?i:{_SHOW_ME})\s(?!(?:(?:the|your|our|le|la|de|het|uw|der|die|Ihr\w*)\s)?"
    r"(?i:new |nieuwe? |nouve\w+ |neue\w* )?(?i:contact|kontakt|ansprech|aanspreek|interlocut|personne|point))"
    r"(?:an?\s|een\s|une?\s)?"
)
_FUNCTIONS = tuple(
    re.compile(shape + _TITLE_TEXT + ENDS, re.MULTILINE)
    for shape in (
        rf"(?i:\b{_LABEL})\s*[:=]\s*(?i:bisher|bislang|avant|vroeger|voorheen|was|before|"
        rf"anciennement)\s[^\n,;/]{{2,40}}\s?[,;/–-]\s?"
        r"(?i:(?:et |en |and |und )?(?:is )?(?:neu|jetzt|nun|maintenant|désormais|nu|now|nouveau|nieuw|new))\s?:?\s",
        rf"(?i:\b{_LABEL})\s*[:=]\s*[^\n()]{{2,40}}\((?i:faux|fausse|fout|verkeerd|wrong|falsch|ancien\w*|oud|old|"
        rf"alt)\)\s?[,;/–-]?\s?",
        rf"(?:^|[.!?:,;(]\s)\W*(?i:{_LABEL})\s*[:=]\s*[^\n>→]{{2,40}}?\s*(?:->|=>|→)\s*",
        r"(?i:\b(?:vroeger|voorheen|avant|auparavant|before|previously|früher|bisher|vorher)\s*:[^\n.!?]{2,50}[.,;\n]"
        r"\s*(?:nu|now|maintenant|jetzt|voortaan|désormais)\s*:\s*)",
        rf"(?i:\b(?:{_MINE} (?:\w+ )?{_LABEL}|{_LABEL} \w+ {_MINE} (?:naam|nom|"
        rf"namen?))\b[^.!?\n]{{0,40}}?(?:\s(?:van|de|from|von)\s|"
        rf"\sd['’])(?![^.!?\n]{{0,40}}\d)[^.,;!?\n]{{3,40}}?"
        r"\s(?:naar|à|to|auf|zu)\s|"
        r"(?:promoted|bevorderd|gepromoveerd|promue?|befördert|(?:moved|overgestapt|passée?|gewechselt) (?:internally|"
        r"intern|en interne))\W{1,2}"
        r"(?:from|van|de|von) [^.,;!?\n]{3,40}? (?:to|naar|tot|à|au poste de|zum|zur|zu) )(?:an? |een |une? |la |le |"
        r"de )?",
        _SHOWING,
        r"(?i:(?:\bals (?:functie|titel)|as (?:my )?(?:job )?title|comme (?:fonction|titre)|als (?:Funktion|Titel)|"
        r"in (?:Ihrem|Ihrer|der) (?:Verzeichnis|Kartei|Kundenkartei|Adressbuch|Datenbank))"
        r"\s(?:bitte |graag |svp |please )?)[\"“„«]\s?(?=[^\"”»\n]{3,50}[\"”»])",
        rf"(?:^|[.!?:,;()]\s)\W*(?:\w{{1,2}}[).] *)?(?i:(?:{_OWN} )?(?:nouvelle |nouveau |nieuwe |new |neuer? )?"
        rf"{_LABEL}(?: (?:a changé|is gewijzigd|is veranderd|has changed|hat sich geändert|wurde geändert))?)"
        r"(?:\s*:|\s+=|=(?=\s))\s*",
        r"(?i:je suis|ik ben|i am|i['’]m|ich bin)\s(?i:an? |een |une? )?[\"“„«]?\s?(?=[^.!?\n]{3,40},?\s(?:geen|pas|"
        r"not|nicht|kein|et non|en niet|and not|und nicht)\b)",
        r"(?i:(?:niet (?:meer|langer)|geen|ne \w+ plus|pas|no longer|not|nicht(?: mehr)?|"
        r"kein\w*)\s[^.,;\n]{3,40},?\s(?:sondern|maar|mais|but)\s(?:wel\s|nu\s|now\s|jetzt\s)?)(?:an?\s|"
        r"een\s|une?\s)?",
        rf"(?i:(?:seit\s[^,;!?\n]{{2,20}}\sbin ich|depuis\s[^,;!?\n]{{2,20}}\sje suis|"
        rf"since\s[^,;!?\n]{{2,20}}\sI(?:['’]m|"
        rf" am| have been)|sinds\s[^,;!?\n]{{2,20}}\sben ik))\s(?:{_ADVERB}\s)?{_ARTICLE}",
        rf"(?i:(?:ich bin|ik ben|je suis|I['’]ve been|I have been|bin|ben)\s{_SINCE}\s){_ARTICLE}",
        rf"(?i:(?:I['’]m|I am|ik ben|ich bin|je suis)\s)(?=[^.!?,;\n]{{3,40}}\s{_ADVERB}\b){_ARTICLE}",
        r"(?i:je suis (?:désormais|maintenant|devenue?|à présent|ici)|devenue?|nommée?|promue?)\s(?:une?\s|"
        r"le\s|la\s|au poste de\s)?",
        r"(?i:(?:occup\w*|exerc\w*|repren\w*|assum\w*)\s(?:\w+\s){0,2}(?:le poste|la fonction|les fonctions|"
        r"le rôle)\s)(?:de la\s|"
        r"du\s|d['’]\s?|de l['’]|de\s)",
        r"(?i:in (?:de|een) (?:\w+ )?(?:functie|rol) van|in the (?:\w+ )?(?:role|position|capacity) of|"
        r"(?:dans|à) (?:la fonction|le poste|le rôle) (?:de|d['’])|als functie|en qualité (?:de|d['’])|"
        r"in der (?:Funktion|Rolle) (?:als|einer|eines|des|der)|(?:the|a) (?:position|role|post) of|"
        r"die Stelle (?:als|der|des)|"
        r"de functie van)\s?",
        rf"(?i:\b{_LABEL}\b[^\n]{{3,90}}?(?:should (?:be|read)|moet(?: zijn)?|doit être|devrait être|il faut lire|muss|"
        r"richtig ist|correct is)\s)[\"“„«]?\s?",
        r"(?i:(?:benoemd|bevorderd|gepromoveerd) tot|aangesteld als|nommée?|promue?|wurde(?: ich)? (?:\w+ )?zu[rm]|"
        r"bin (?:\w+ )?zu[rm])\s"
        r"(?=[^.!?\n]{3,60})(?:een\s|de\s|la\s|le\s)?",
        rf"(?i:\b{_OWN} (?:\w+ )?{_LABEL} (?:is|est|ist|wordt|lautet|sera|becomes|devient)(?: {_ADVERB})?)[\s:\"“„«]+",
        r"(?i:werk(?: ik)? (?:nu |voortaan )?als|je travaille (?:désormais |maintenant )?comme|I (?:now )?work as|"
        r"arbeite(?: ich)? (?:jetzt |nun )?als)\s(?:een\s|an?\s)?",
        r"(?i:(?:ben|word) ik (?:hier |daar )?(?:nu |voortaan )?|ik ben (?:hier |nu |voortaan |intussen |"
        r"sinds \w+ )+|dat ik (?:nu|voortaan) )(?:een\s|de\s)?(?!als\b)",
        r"(?i:(?:I['’]m|I am) now|they['’]ve made me|(?<!you )made me|promoted to|"
        r"my (?:new )?(?:job )?title is(?: now)?|appointed(?: as)?)\s(?:an?\s|the\s)?",
        r"(?i:(?:ich )?bin (?:jetzt|nun|nunmehr|seit \w+)|befördert zur?m?|bin ich (?:jetzt|nun))\s(?:die\s|der\s)?",
    )
)  # fmt: skip
_BEFORE = 80  # characters
#: "You have me as", "Bisher führen Sie mich als": no wish, but what our record says.
_STILL = re.compile(
    r"(?:^|\W)(?<!could )(?<!can )(?<!would )(?<!will )(?<!should )(?<!ask )(?<!want )(?<!like )(?<!need )you"
    r"(?: (?:still|always|currently|now|also|just|do|only|have|had|keep))*\W$|"
    r"\b(?:bisher|bislang|derzeit|aktuell|momentan|noch|zurzeit|zur zeit|heute|warum|weshalb)\W$"
)
_LONGEST_TITLE = 14  # characters of "de heer" and the like before a name
_SHORT_TITLE = (
    r"(?P<value>[A-Za-zÀ-ÿ][\w'’&/-]+(?:\s?&\s?|"
    r"\s)?(?:(?<=[\s&])[A-Za-zÀ-ÿ][\w'’&/-]*(?:\s[A-Za-zÀ-ÿ&][\w'’&/-]*){0,4}?)?)"
)
_AFTER_TITLE = r"\s?(?=[,.;)\n(]|$|\s[-–]\s|\s(?:en|et|and|und|avec|met|with|mit|qui|die|who|der)\s)"
_A_TITLE = r"(?:ons |onze |notre |our |unser\w* |the |de |le |la |een |an? |une? |l['’])?" + _SHORT_TITLE + _AFTER_TITLE
_BEHIND_NAME = re.compile(
    r"(?:\s\((?:avant|was|vroeger|voorheen|statt|i\.?p\.?v\.?)[^)\n]{0,40}\))?(?:\s?[,(]|\s[-–])\s?(?:notre |onze |"
    r"our |unsere? |uns\w* |the |de |le |la |een |an? |une? |(?:nieuwe?|nouve\w+|new|neue\w*) )*"
    + _SHORT_TITLE
    + _AFTER_TITLE
)
_BELOW_NAME = re.compile(r"[ \t]*\n[ \t]*(?:[*•-] ?)?" + _SHORT_TITLE + r"[ \t]*(?=\n|$)")
_IS = re.compile(r"\s(?:is|est|ist)\s" + _A_TITLE)
_HE_IS = re.compile(
    r"(?<!\w)(?:[Hh]ij|[Zz]ij|[Zz]e|[Ee]lle|[Ii]l|[Ss]he|[Hh]e|[Ss]ie|[Ee]r)\s(?:is|est|ist|werkt als|travaille comme|"
    r"works as|arbeitet als)\s" + _A_TITLE
)
#: What stands behind a name or "she is" and is no function.
_NO_TITLE = re.compile(
    r"\b(?:tel\w*|gsm|fax|mail|e-?mail\w*|mobil\w*|phone|handy|direct|durchwahl|ext\w*|toestel|poste|reachable|"
    r"bereikbaar|joignable|erreichbar|"
    r"te bereiken|mijn|mon|ma|my|mein\w*|sinds|depuis|since|seit|vanaf|from|des|ab|hier|ici|here|ziek|malade|sick|"
    r"krank|weg|parti\w*|left|gone|"
    r"zoon|dochter|fils|fille|son|daughter|sohn|tochter|broer|zus|frere|soeur|brother|sister|bruder|schwester|man|"
    r"vrouw|mari|femme|husband|wife|mann|frau|"
    r"qui|auparavant|bisher|bislang|au lieu|lieu|voorheen|vroeger|formerly|previously|avant|devient|wordt|becomes|wird|"
    r"collega|collegue|colleague|kolleg\w*|opvolg\w*|success\w*|nachfolg\w*|remplac\w*|vervang\w*|replac\w*|"
    r"inchange\w*|ongewijzigd|unchanged|unverandert|"
    r"avec|met|with|mit|dont|whose|wiens|deren|dessen|wie|comme|zoals|as|als|d'accord|akkoord|op de hoogte|au courant|"
    r"informed|nu|now|maintenant|jetzt|"
    r"ihr\w*|uw|votre|your|jullie|contact\w*|kontakt\w*|ansprech\w*|aanspreek\w*|interlocut\w*|personne|persoon|"
    r"person|not|niet|pas|nicht|no|geen|"
    r"and|et|en|und|ou|of the|svp|please|bitte|graag|merci|bedankt|thanks|danke|[a-z]{0,3}\d\S*|the one|celle|celui|"
    r"degene|est|is|ist|sont|zijn|are|sind|"
    r"has|have|heeft|hebben|a|ont|hat|haben|will|zal|sera|wird|kan|peut|can|kann)\b"
)
TITLE_STOP = re.compile(r"[@\d]")
_TITLE_IS_NEW = re.compile(
    r"\b(?:fonction|functie|titel|titre|title|job|role|funktion|position)\b[^.!?\n]{0,60}\b(?:new|nieuw\w*|nouve\w+|"
    r"neu\w*|chang\w*|gewijzigd|veranderd|geandert|change)\b|"
    r"\b(?:signature|handtekening|signatur)\b[^.!?\n]{0,40}\b(?:modifie\w*|nouve\w+|aangepast\w*|nieuwe?|changed|new|"
    r"updated|geandert\w*|neue?)\b|"
    r"\b(?:modifie\w*|nouve\w+|aangepast\w*|nieuwe?|changed|new|updated|geandert\w*|neue?)\s(?:signature|handtekening|"
    r"signatur)\b|"
    r"\b(?:new|nieuwe?|nouve\w+|neue?\w*) (?:\w+ )?(?:fonction|functie|titel|titre|title|role|funktion|position)\b"
)
#: One of them stands in all that says so; in most letters none does.
_TITLES = word_set("fonction functie titel titre title job role funktion position signatur handtekening")
_TWO = 2  # words of a name
_OF_NAMES = re.compile(
    r"\b(?:heisse?|heet|heette|m'appelle|called|heten|s'appelle|se nomme|heissen|heisst|mein name|"
    r"(?<!sous )(?<!derriere )"
    r"(?<!apres )mon nom|(?<!onder )(?<!achter )(?<!naast )(?<!bij )mijn naam|"
    r"(?<!under )(?<!behind )(?<!beside )(?<!after )"
    r"my name)\b[^.!?]*$"
)
_CARD = re.compile(
    r"^[ \t]*(?P<name>[A-ZÀ-Ý][\w'’ .-]{3,40}?)[ \t]*\n"
    r"[ \t]*(?:[A-ZÀ-Ý][\w'’&/ -]{2,40}\s\((?i:nouveau|nouvelle|nieuw|new|neu|jetzt|nu|"
    r"now)\s?:?\s(?=[^\n]*\)))?(?:\W{0,2}(?i:nieuw|new|neu|nouveau)\W{1,3}\s)?"
    r"(?P<value>[A-ZÀ-Ýa-z][\w'’&/ -]{2,50}?)[ \t]*(?:\)|\([^)\n]*\))?[ \t]*(?=\n|$)",
    re.MULTILINE,
)


_MADE = re.compile(r"\bzu([mr])\s$")
_DECLINED = re.compile(r"^([a-zäöüß]{3,}e?)en(?=\s[A-ZÄÖÜ])")
#: "Who becomes Head of IT", "die als Leiterin auch ...": behind a name.
_WHO = re.compile(
    r",?\s(?:qui (?:est|devient|sera|travaille comme|occupe (?:ici )?le poste d[e'’])|die (?:bij ons |bei uns |"
    r"hier )?(?:als|"
    r"werkt als|wordt|is)|der (?:bei uns |hier )?als|who (?:is|becomes|will be|works(?: here)? as|joined(?: us)? as)|"
    r"en (?:tant que|qualité de)|dans (?:son|sa) (?:rôle|fonction) d[e'’])\s?"
    r"(?:désormais |maintenant |également |aussi |nu |voortaan |now |jetzt |nun )?"
    r"(?:ons |onze |notre |our |unser\w* |the |de |le |la |een |an? |une? |die |der |l['’])?(?:nieuwe? |nouve\w+ |"
    r"new |neue\w* )?"
    r"(?P<value>[A-Za-zÀ-ÿ][\w'’&/-]+(?:\s[A-Za-zÀ-ÿ&][\w'’&/-]*){0,4}?)"
    r"\s?(?=[,.;)\n(]|$|\s[-–]\s|\s(?:en|et|and|und|avec|met|with|mit|auch|ook|aussi|also|bei|bij|chez|at|werkt|"
    r"arbeitet|"
    r"tätig|is|wordt|ist|wird|uw|jullie|votre|vos|your|Ihre?|sera|zal|will|l['’]|les?|la|de|die|der)\b)"
)
#: "As treasurer she will also ...": the sentence goes on about the one of the name.
_AS_SUCH = re.compile(
    r"(?:^|[.!?\n]\s)(?:Comme|En tant que|En qualité de|Als|As(?: our)?|In (?:haar|zijn|her|his) (?:rol|functie|"
    r"role) (?:van|als|as|of))\s"
    r"(?:notre |onze |our |unsere? |the |a |an |de |een |la |le )?"
    + _SHORT_TITLE
    + r",?\s(?:elle|il|zal (?:zij|ze|hij)|(?:zij|ze|hij)|she|he|wird (?:sie|er)|(?:sie|er)|is (?:zij|ze|hij)|ist "
    r"(?:sie|er))\b"
)
_I_AM_NEW = re.compile(
    r"(?<!\w)(?i:i['’]m|i am|ik ben|je suis|ich bin)\s(?:intussen |nu |now |maintenant |jetzt )?(?:the new|de nieuwe|"
    r"het nieuwe|le nouveau|la "
    r"nouvelle|der neue|die neue)\s" + _SHORT_TITLE + _AFTER_TITLE
)


def functions(text: str, mail: Mail, own: Set[str]) -> Iterator[Value]:
    """Yield what the writer says his function now is; ``own`` are the folded words of his name, which are none."""
    made = _shaped(text, mail.subject, own) or told(text, mail.subject, own)
    if made is not None:
        yield made
    else:
        yield from _on_a_card(f"{mail.text}\n{mail.signature}", own)


def _shaped(text: str, subject: str, own: Set[str]) -> Value | None:
    if not _FUNCTION_TOPIC.search(flat(f"{subject}\n{text}")):
        return None
    for shape in _FUNCTIONS:
        for found in shape.finditer(text):
            before = flat(text[max(0, found.start() - _BEFORE) : found.start()]).rpartition(":")[2]
            if is_function(trimmed(found["value"], own), own) and not (
                WITH_US.search(before)
                or (shape.pattern.startswith(_SHOWING) and _STILL.search(before))
                or _OF_NAMES.search(before + flat(found[0]))
            ):
                return _new(found, own)
    return None


def beside(text: str, name: str, places: Sequence[tuple[int, int]]) -> list[Value]:
    """The function that stands beside a person's name, by which he is called at ``places``: "Inga Hall, Head of IT"."""
    for start, end in places:
        before = text[text.rfind("\n", 0, start) + 1 : start]
        shapes = [_BEHIND_NAME.match(text, end), _BELOW_NAME.match(text, end) if len(before) < _LONGEST_TITLE else None]
        shapes += [_IS.match(text, end), _WHO.match(text, end)]
        for found in shapes:
            if found and _is_beside(trimmed(found["value"]), name):
                return [_new(found)]
    first = min((start for start, _ in places), default=len(text))
    for found in chain(_HE_IS.finditer(text, first), _AS_SUCH.finditer(text, first)):
        if _is_beside(trimmed(found["value"]), name):
            return [_new(found)]
    return []


def own_new(text: str, own: Set[str]) -> list[Value]:
    """The function of a writer who says "I am the new head of IT"."""
    found = _I_AM_NEW.search(text)
    return [_new(found, own)] if found and is_function(trimmed(found["value"], own), own) else []


def _is_beside(said: str, name: str) -> bool:
    lower = flat(said)
    return is_function(said, set(flat(name).split())) and not _NO_TITLE.search(lower) and not TITLE_STOP.search(lower)


def _on_a_card(text: str, own: Set[str]) -> Iterator[Value]:
    """The line under the writer's name on a business card, where the title is said to be new."""
    lower = flat(text) if len(own) >= _TWO else ""
    if not any(noun in lower for noun in _TITLES) or not _TITLE_IS_NEW.search(lower):
        return
    for found in _CARD.finditer(text):
        name = set(flat(found["name"]).split())
        if len(name) >= _TWO and name <= own and is_function(found["value"], own):
            yield replace(_new(found), start=0, end=0)
            return


def _new(found: re.Match[str], own: Set[str] = frozenset()) -> Value:
    value = trimmed(found["value"], own)
    start = found.start("value") + max(found["value"].find(value), 0)
    return Value(field="job_title", value=_nominative(value, found), start=start, end=start + len(value), age=Age.NEW)


def _nominative(said: str, found: re.Match[str]) -> str:
    """ "Zum stellvertretenden Leiter": what one is made is "stellvertretender Leiter"."""
    case = _MADE.search(found.string, max(0, found.start("value") - len("zum ")), found.start("value"))
    return _DECLINED.sub(r"\1" + ("er" if case[1] == "m" else "e"), said) if case else said
