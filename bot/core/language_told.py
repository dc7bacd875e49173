"""Which language of letters a mail asks for in so many words: by a wish, or as the one that was chosen at the start
where another one comes. In folded text, four languages."""

import re
from collections.abc import Sequence
from itertools import pairwise

_SAID_BEFORE = 90  # characters
_SAID_BEHIND = 40
_IN = r"(?:in|en|auf|op|naar|au|to|into|zu|a|het|le|l')\s?(?:het |le |l'|l' )?[\"'«“„]?\s?$"
#: "Please write to us in", "graag alle post in het", "from now on everything in".
_WISHED = re.compile(
    r"\b(?:(?:ecrivez|envoyez|adressez|parlez|mettez|passez)(?:-(?:moi|nous|le|la|les))?|merci d(?:e|'\w*)|veuillez|"
    r"(?:pourri?ez|pouvez)[- ]vous|je (?:prefer\w*|souhait\w*|voudrais|desire\w*|veux|aimerais)|"
    r"nous (?:prefer\w*|souhait\w*|voudrions|desir\w*|aimerions)|"
    r"a partir de (?:maintenant|ce jour|janvier)|desormais|dorenavant|a l'avenir|"
    r"graag|gelieve|wil(?:t|len)? (?:je|jullie|u|ik|we|wij)|kun(?:t|nen)? (?:je|jullie|u)|(?:ik|we|wij) (?:wil\w*|"
    r"verkies\w*|wens\w*|zou\w*)|"
    r"schrijf|stuur|zet|mag|mogen|vanaf nu|voortaan|in het vervolg|"
    r"please|kindly|(?:could|can|would) (?:you|we|i)|will you|(?:i|we)(?:'d| would) (?:like|prefer)|(?:i|we) (?:prefer|"
    r"want)|(?<!you )(?<!you'll )(?<!to )(?:send|write|switch)|from now on|in future|"
    r"bitte|(?:konnten|konnen|wurden) sie|(?:ich|wir) (?:mochte\w*|hatte\w*|bevorzug\w*|wunsch\w*)|schreiben sie|"
    r"schicken sie|kunftig|ab jetzt|ab sofort|in zukunft)\b(?P<said>[^.!?;:()\n]{0,70})\b" + _IN
)
#: Behind the language: "in het Frans graag", "stellen Sie es auf Englisch um".
_WISHED_BEHIND = re.compile(
    r"[\"'»”]?,?\s(?:aub|a\.u\.b|svp|s'il vous plait|please|graag|alstublieft|alsjeblieft|bitte)\b|"
    r"[\"'»”]? (?:um|umstellen|umzustellen|umgestellt)\b"
)
#: "From Dutch to French": between two languages.
_FROM_ONE_TO = re.compile(r"[\"'»”]?\s(?:au|vers le|to|into|naar(?: het)?|auf|zu)\s[\"'«“„]?")
#: "No longer in Dutch but in French".
_BUT_IN = re.compile(r"[^.!?,]{0,20},?\s(?:maar(?: wel)?|sondern|mais(?: bien)?|but) (?:in|en|auf) (?:het )?")
_NO_LONGER = re.compile(
    r"\b(?:(?:ne|n'\w+|de ne) plus|niet (?:meer|langer)|geen|no longer|any ?more|stop\w*|"
    r"kein\w*|nicht (?:mehr|langer))\b"
)
#: "In Dutch and in French": none of the two is meant alone.
_BOTH = re.compile(
    r"[\"'»”]?\s(?:and|et|en|und|or|ou|of|oder)\s(?:also |ook |aussi |auch )?(?:(?:in|en|auf) )?(?:het |le |l')?"
)
_IN_IT = re.compile(rf"\b{_IN}")
#: Of the answer to this mail alone, or of what is, and not of what shall be.
_OF_AN_ANSWER = re.compile(
    r"\b(?:answer\w*|repl(?:y|ies)|respon\w*|repond\w*|repons\w*|antwoord\w*|beantwoord\w*|antwort\w*|call|bel|appel\w*|"
    r"translat\w*|traduc\w*|traduir\w*|vertaal\w*|vertal\w*|ubersetz\w*|cours\w*|lessen|lesson\w*|manual|handleiding|"
    r"site\w*|website|app|page|pagina|seite|formation|opleiding|training|not|niet|pas|plus|nicht|geen|"
    r"this|deze|dit|ce|cette|diese\w*|explain|expliqu\w*|uitleg\w*|leren|learn|apprend\w*|lernen|kopie|copy|copie|"
    r"help\w*|support|ook|aussi|also|too|auch|blijven|blijf|continu\w*|keep|rest\w*|bleib\w*|"
    r"vous parl\w*|speak|spreken|sprechen|kein\w*|geen|stop\w*|no longer|never|n[ao]am|nom|names?)\b"
)
_ANSWERED = re.compile(
    r"\b(?:answer(?:ing)?|reply(?:ing)?|repondre|repondez|antwoord(?:en)?|beantwoorden|antworten|explain|expliquer|uitleggen|"
    r"keep (?:on )?(?:writing|sending)|continue[rz]?|blijven|weiterhin)\b"
)
_ALWAYS = re.compile(
    r"\b(?:from now|always|in future|desormais|dorenavant|toujours|a l'avenir|voortaan|vanaf nu|altijd|"
    r"kunftig|in zukunft|immer|ab jetzt)\b"
)
#: What was chosen once: before the language, and behind it.
_CHOSEN = re.compile(
    r"\b(?:tick\w*|chose|chosen|picked|selected|opted for|put down|filled in|entered|coche\w*|choisi\w*|indique|"
    r"selectionne|rempli|mis|duidde|vinkte|koos|aangeduid|aangevinkt|aangekruist|gekozen|opgegeven|ingevuld|"
    r"angekreuzt|gewahlt|ausgewahlt|angegeben)\b(?: \w+){0,2}? ?[\"'«“„]?\s?$"
)
_CHOSEN_BEHIND = re.compile(
    r"[\"'»”]? (?:\w+ )?(?:aangeduid|aangevinkt|aangekruist|gekozen|opgegeven|ingevuld|angekreuzt|gewahlt|"
    r"ausgewahlt|angegeben)\b"
)
_BY_WRITER = re.compile(r"\b(?:i|we|je|j'(?=\w)|nous|ik|wij|ich|wir|i'd|i've|j'avais|j'ai)\b")
_BY_MISTAKE = re.compile(
    r"\b(?:by mistake|wrongly|accident\w*|par erreur|sans faire expres|per ongeluk|per vergissing|verkeerd\w*|"
    r"versehentlich|irrtumlich|aus versehen|falschlich\w*)\b"
)
#: What comes, or what the record says.
_COMES = re.compile(
    r"\b(?:(?:everything|all|alles|tout|letters?|mails?|e-mails?|invoices?|brie(?:f|ven)|post|factu\w+|"
    r"courriers?|lettres?|rechnung\w*|newsletters?)\b[^.!?\n]{0,40}\b(?:in|en|auf)|"
    r"(?:comes?|came|arriv\w*|kom(?:t|en)|get|receive|recois|recevons|krijg\w*|ontvang\w*|bekomm\w*|erhalt\w*|"
    r"kommen)\b[^.!?\n]{0,40}\b(?:in|en|auf)|"
    r"(?:it|file|record|profile|account|system|screen|there) (?:says|has|shows|is|was|reads)|"
    r"il est (?:indique|mis|note|ecrit)|il y a|figure|indique|vous avez|you have|u heeft|jullie hebben|sie haben|"
    r"staat(?: er)?|er staat|steht|set (?:to|as)|reglee? sur|(?:in|on|to) )"
    r"\s?(?:het |le |l')?(?:\w+ )?[\"'«“„]?\s?$"
)


def told(lower: str, found: Sequence[tuple[str, int, int]]) -> tuple[int, int] | None:
    """Return where the language stands that the mail asks for; None where that is not said, or of more than one.

    ``found``: code, beginning and end of every language that the folded text ``lower`` names.
    """
    around = [
        (code, (begin, end), *_around(lower, begin, end, max((e for _, _, e in found if e <= begin), default=0)))
        for code, begin, end in found
    ]
    joined = {place for one, other in pairwise(around) if _BOTH.fullmatch(other[2]) for place in (one[1], other[1])}
    wished = {
        code: place
        for code, place, before, after in reversed(around)
        if place not in joined and (_is_wished(before, after) or _is_left_for(lower[: place[0]], before))
    }
    if wished:
        return next(iter(wished.values())) if len(wished) == 1 else None
    chosen = {code: place for code, place, before, after in reversed(around) if _is_chosen(before, after)}
    comes = {code for code, _, before, after in around if _COMES.search(before) and not _is_chosen(before, after)}
    return next(iter(chosen.values())) if len(chosen) == 1 and comes - set(chosen) and not comes & set(chosen) else None


def _around(lower: str, begin: int, end: int, last: int) -> tuple[str, str]:
    """What stands before a language in its sentence, from the language before it on, and what stands behind it."""
    before = re.split(r"[.!?;]\s|\n\s*\n", lower[max(last, begin - _SAID_BEFORE) : begin])[-1]
    return before, re.split(r"[.!?;]\s|\n", lower[end : end + _SAID_BEHIND])[0]


def of_answer(before: str, after: str) -> bool:
    """Whether a language is that of the answer to this mail alone, or stays what it is."""
    said = f"{before}_{re.split(r'[.!?;,]', after[:_SAID_BEHIND])[0]}"
    return bool(_ANSWERED.search(said)) and not _ALWAYS.search(said)


def _is_left_for(text: str, before: str) -> bool:
    """Whether a language stands behind one that is no longer wanted: "no longer in French but in Dutch"."""
    return bool(_BUT_IN.fullmatch(before) and _NO_LONGER.search(text[-_SAID_BEFORE:]))


def _is_wished(before: str, after: str) -> bool:
    if _OF_AN_ANSWER.search(before) or of_answer(before, after) or _CHOSEN.search(before):
        return False
    if _FROM_ONE_TO.fullmatch(before):
        return True
    return bool(_WISHED.search(before) or (_IN_IT.search(before) and _WISHED_BEHIND.match(after)))


def _is_chosen(before: str, after: str) -> bool:
    """Whether the writer says that he chose this language himself, and not by mistake."""
    said = _CHOSEN.search(before) or _CHOSEN_BEHIND.match(after)
    return bool(said and _BY_WRITER.search(before) and not _BY_MISTAKE.search(f"{before} {after}"))
