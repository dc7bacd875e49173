"""Functions: what a person says his function, or that of a new contact person, now is."""

import re
from collections.abc import Iterator, Set

from bot.core.company_values import FORM_WORD
from bot.core.effective import MONTHS
from bot.core.flat import flat
from bot.core.plain_values import WITH_US
from bot.core.values import Age, Value

#: "Head of Sales and Marketing": what is joined belongs to the title when it ends the sentence and has a capital.
_JOINED = r"(?!\s[A-ZÀ-Ý][\w-]+(?:\s[A-ZÀ-Ý][\w-]+)?\s*(?:$|[\n.,;:!?()]))"
_END = (
    r"\s*(?=$|[\n.,;:!?()|\"»”]|\s(?:en|et|and|und)\b" + _JOINED + r"|\s(?:now|nu|jetzt|nun|maintenant|désormais|"
    r"voortaan|ernannt|befördert|benoemd|moet|pas|not|niet|nicht|chez|bij|at|bei|sinds|depuis|since|seit|"
    r"de la société|van (?:de|onze) (?:firma|zaak|vennootschap)|of (?:the|our) (?:company|firm)|der (?:firma|"
    r"gesellschaft)|"
    r"ben|bin|instead|rather(?: than)?|in plaats|plutôt|statt|au lieu|ipv|i\.p\.v|voor de rest|was|geworden|au \d|"
    r"au 1er|le \d|op \d|per \d|on \d|zum|as of|ab \d|vanaf|ici|hier|here)\b)"
)
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
    r"jobtitel)"
)
_OWN = r"(?:mijn|haar|zijn|ma|mon|sa|son|my|her|his|meine|ihre|seine|la|de|the|die)"
_SHOW_ME = (
    r"(?:show|list|note|put|enter|register|record|have) me (?:down )?as|"
    r"(?:noteer|vermeld|zet|registreer) (?:mij|me) (?:\w+ )?als|"
    r"(?:notez|indiquez|inscrivez|enregistrez)-moi (?:\w+ )?comme|(?:führen|vermerken|notieren) Sie mich (?:\w+ )?als"
)
_FUNCTIONS = tuple(
    re.compile(shape + _TITLE_TEXT + _END, re.MULTILINE)
    for shape in (
        rf"(?:^|[.!?:,;(]\s)\W*(?i:{_LABEL})\s*[:=]\s*[^\n>→]{{2,40}}?\s*(?:->|=>|→)\s*",
        r"(?i:\b(?:vroeger|voorheen|avant|auparavant|before|previously|früher|bisher|vorher)\s*:[^\n.!?]{2,50}[.,;\n]"
        r"\s*(?:nu|now|maintenant|jetzt|voortaan|désormais)\s*:\s*)",
        rf"(?i:{_SHOW_ME})\s(?!(?:(?:the|your|our|le|la|de|het|uw|der|die|Ihr\w*)\s)?"
        r"(?i:new |nieuwe? |nouve\w+ |neue\w* )?(?i:contact|kontakt|ansprech|aanspreek|interlocut|personne|point))"
        r"(?:an?\s|een\s|une?\s)?",
        r"(?i:(?:\bals (?:functie|titel)|as (?:my )?(?:job )?title|comme (?:fonction|titre)|als (?:Funktion|Titel)|"
        r"in (?:Ihrem|Ihrer|der) (?:Verzeichnis|Kartei|Kundenkartei|Adressbuch|Datenbank))"
        r"\s(?:bitte |graag |svp |please )?)[\"“„«]\s?(?=[^\"”»\n]{3,50}[\"”»])",
        rf"(?:^|[.!?:,;()]\s)\W*(?:\w{{1,2}}[).] *)?(?i:(?:nouvelle |nieuwe |new |neue )?{_LABEL})"
        r"(?:\s*:|\s+=|=(?=\s))\s*",
        r"(?i:je suis|ik ben|i am|i['’]m|ich bin)\s(?i:an? |een |une? )?(?=[^.!?\n]{3,40},?\s(?:geen|pas|"
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
        r"(?i:(?:I['’]m|I am) now|they['’]ve made me|made me|promoted to|"
        r"my (?:new )?(?:job )?title is(?: now)?|appointed(?: as)?)\s(?:an?\s|the\s)?",
        r"(?i:(?:ich )?bin (?:jetzt|nun|nunmehr|seit \w+)|befördert zur?m?|bin ich (?:jetzt|nun))\s(?:die\s|der\s)?",
    )
)  # fmt: skip
_NO_FUNCTION = re.compile(
    r"^(?:je suis|ik ben|ich bin|i am|i'?m|leiten?|dirige|gere|manage|"
    r"niet|pas|plus|not|no|nicht|kein\w*|geen|seit|sinds|depuis|since|joignable|bereikbaar|reachable|"
    r"erreichbar|verhuisd|moved|"
    r"umgezogen|demenag\w*|getrouwd|married|verheiratet|mariee?|called|at|in|op|a|te|bei|sur|living|wonen|"
    r"pensionee?s?|retraitee?|retired|gepensioneerd|met|der|die|das|het|nog|still|toujours|alleen|enkel|"
    r"nur|only|ok|correct|als|comme|as|new|nieuw|neu|nouve\w+|wrong|fout|falsch|fausse|faux|incorrect\w*|changed|"
    r"gewijzigd|veranderd|geandert|"
    r"vanaf|from|ab|a partir|des|back|happy|divorced|available|ready|sure|glad|away|out|"
    r"weg|terug|blij|klaar|zurueck|zuruck|froh|bereit|sicher|de retour|contente?|heureu\w+|in der|im|an|auf|zu|chez|"
    r"en|dans|"
    r"uw|jullie|votre|your|ihr\w*|contact\w*|ansprech\w*|interlocut\w*|madame|monsieur|mevrouw|meneer|frau|herr|"
    r"ne[e]? |geboren|born|the same|dezelfde|la meme|le meme|dieselbe|inchange\w*|ongewijzigd|unchanged|"
    r"unverandert)(?!\w)"
)
_BEFORE = 80  # characters
_BEHIND_NAME = re.compile(
    r"(?:\s\((?:avant|was|vroeger|voorheen|statt|i\.?p\.?v\.?)[^)\n]{0,40}\))?\s?[,(]\s?(?:notre |onze |our |unsere? )?"
    r"(?P<value>[A-Za-zÀ-ÿ][\w'’&/-]{2,}(?:\s[A-Za-zÀ-ÿ&][\w'’&/-]*){0,3})\s?(?=[,)]\s?(?:\S+@|\+|0|\(|[Tt][eé]l|"
    r"[Gg][Ss][Mm]|[Mm]ob|"
    r"[Ee]-?mail|[Mm]ail|[Ff]on|[Pp]hone|[Hh]andy|[Bb]üro)|[.)]?\s*(?:\n|$))"
)
_TITLE_IS_NEW = re.compile(
    r"\b(?:fonction|functie|titel|titre|title|job|role|funktion|position)\b[^.!?\n]{0,60}\b(?:new|nieuw\w*|nouve\w+|"
    r"neu\w*|"
    r"chang\w*|gewijzigd|veranderd|geandert|change)\b|"
    r"\b(?:new|nieuwe?|nouve\w+|neue?\w*) (?:\w+ )?(?:fonction|functie|titel|titre|title|role|funktion|position)\b"
)
_CARD = re.compile(
    r"^[ \t]*(?P<name>[A-ZÀ-Ý][\w'’ .-]{3,40}?)[ \t]*\n"
    r"[ \t]*(?P<value>[A-ZÀ-Ýa-z][\w'’&/ -]{2,50}?)[ \t]*\n[^\n]*[\d@]",
    re.MULTILINE,
)


def functions(text: str, subject: str, own: Set[str]) -> Iterator[Value]:
    """Yield what the writer says his function now is; ``own`` are the folded words of his name, which are none."""
    if not _FUNCTION_TOPIC.search(flat(f"{subject}\n{text}")):
        return
    for shape in _FUNCTIONS:
        for found in shape.finditer(text):
            before = flat(text[max(0, found.start() - _BEFORE) : found.start()]).rpartition(":")[2]
            if is_function(found["value"], own) and not WITH_US.search(before):
                yield _new(found)
                return
    yield from _on_a_card(text, own)


def is_function(said: str, own: Set[str]) -> bool:
    """Whether some words can be a function."""
    words = flat(said).split()
    return len(said) > 2 and not (_NO_FUNCTION.match(flat(said)) or FORM_WORD.search(said) or own & set(words))


def behind_name(text: str, place: int) -> Value | None:
    """The function that stands behind a person's name: "Inga Hall, Head of IT, ..."."""
    found = _BEHIND_NAME.match(text, place)
    return _new(found) if found and is_function(found["value"], frozenset()) else None


def _on_a_card(text: str, own: Set[str]) -> Iterator[Value]:
    """The line under the writer's name on a business card, where the title is said to be new."""
    if not _TITLE_IS_NEW.search(flat(text)):
        return
    for found in _CARD.finditer(text):
        name = set(flat(found["name"]).split())
        if len(name) > 1 and name <= own and is_function(found["value"], own):
            yield _new(found)
            return


def _new(found: re.Match[str]) -> Value:
    value = found["value"].strip(" .")
    return Value(field="job_title", value=value, start=found.start("value"), end=found.end("value"), age=Age.NEW)
