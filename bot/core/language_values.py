"""The language of letters that a mail asks for."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.core.flat import flat
from bot.core.language_told import of_answer, told
from bot.core.values import Age, Value

_LANGUAGES = {
    "fr": r"francais\w*|frans(?:e|talig\w*)?|french|franzosisch\w*|francophone\w*|fr",
    "nl": r"neerlandais\w*|flamand|nederlands\w*|nederlandstalig\w*|dutch|niederlandisch\w*|neerlandophone\w*|"
    r"nl|n(?!\s?[°º])",
    "de": r"allemand\w*|duits(?:talig\w*)?|german|deutsch(?!land)\w*|germanophone\w*|de(?=\b[^a-z]*$)",
    "en": r"anglais\w*|engels(?:talig\w*)?|english|englisch\w*|anglophone\w*|en(?=\b[^a-z]*$)",
}
_LANGUAGE = re.compile("|".join(rf"(?P<{code}>\b(?:{words})\b)" for code, words in _LANGUAGES.items()), re.MULTILINE)
#: Before a capital: "Regine L'Allemand", "Marc Anglais" are people.
_IN_A_NAME = re.compile(r"(?:L['’]|[«\"“„]\s?(?:[A-ZÀ-Ý][\w'’-]+\s)+)$")
_LANGUAGE_TOPIC = re.compile(
    r"\b(?:langue\w*|taal\w*|language\w*|sprach\w*|\w*brie(?:f|ven)|post|lettres?|letters?|courriers?|"
    r"factures?|facturen|invoices?|rechnung\w*|ecri\w+|schrijf\w*|schreib\w*|write|writing|"
    r"mails?|e-mails?|[ck]orrespond\w*|briefwisseling|umstellen|communi\w*|newsletter\w*|nieuwsbrie\w+|aangeschreven|documents?)\b"
)
_CODE_CUE = re.compile(
    r"(?:(?:\b(?:langue|taal|language|sprache|code|passer|en|in|auf|donc|dus|francophone|is)|:|«|\"|->|=>|→)\W*){1,3}$"
)
_WANTED = re.compile(
    r"\b(?:s'?il vous plait|svp|please|graag|bitte|merci|liever|prefer\w*|preferen\w*|plutot|kunnen|kunt|"
    r"kan|kann|can|alstublieft|aub|a\.u\.b|bitten|switch|"
    r"konnen|konnten|pourr\w+|possible|mogelijk|moglich|can you|could|wilt u|zodat|passer|willen|voudrais|souhait\w*|"
    r"zou|pouvez|pouvons|chang\w*|\w*wijzig\w*|aanpassen|adapter|modifier|umstellen|andern|anders|"
    r"voortaan|desormais|dorenavant|a l'avenir|in het vervolg|in future|in zukunft|from now|kunftig|"
    r"ab jetzt|moet|should|doit|vanaf nu|ab sofort|"
    r"vragen|verzoeken|demandons|wensen|wunsch\w*)\b"
)
_WRONG_LANGUAGE = re.compile(
    r"\b(?:arriv(?:e|ent|aient|ait)|reco(?:is|it|ivent|ivons)|recoi\w+|envoyez(?!-)|envoyiez|vous (?:m'|"
    r"nous )?ecrivez|on m'ecrit|krijg\w*|krijgen|"
    r"ontvang(?:t|en)?|stuurt|sturen|schrijft (?:u )?(?:mij|me|ons)|schrijven jullie|(?:keep|am|"
    r"are) getting|i get|we get|i receive|we receive|got|come|kwam(?:en)?|kom(?:t|en)|keep sending|"
    r"(?:but|yet|and|still) (?:\w+ )?(?:get|receive)|"
    r"(?:vos|votre|your|uw|jullie|ihre?) (?:\w+ ){1,2}(?:sont|est|are|is|zijn|sind|ist|staan|viennent)|"
    r"wrote|schreef|schrieb|sent|bekomm\w*|erhalte\w*|kommen|gerait|gere|faisait|faisais|aangekomen|toegekomen|"
    r"war|waren|was|were|avant|vroeger|previously|fruher|"
    r"from(?! (?:now|today|this|next|\d))|van het|depuis le)\b[^.!?\n]{0,45}$"
)
_ASKED = re.compile(
    r"\b(?:je|nous|ik|wij?|i|we|ich|wir) (?:prefer\w*|souhait\w*|voudrions|voudrais|verkies\w*|"
    r"would (?:like|prefer)|mochte\w*)\b[^.!?\n]{0,50}\b(?:in|en|auf)\s(?:het )?$|"
    r"\b(?:(?:ecrivez|envoyez|adressez|repondez|parlez)-(?:moi|nous)|(?:send|write|address)(?: to)? (?:me|us)|"
    r"(?:schick\w*|send\w*|schreib\w*) sie (?:mir|uns)|(?:schrijf|stuur|bezorg) (?:me|mij|ons))\b"
    r"[^.!?\n]{0,50}\b(?:in|en|auf)\s(?:het )?$|"
    r"\b(?:would|could|can|please|kunt|kunnen|kan|graag|gelieve|wilt|pourr\w+|merci de|veuillez|bitte|"
    r"konn\w+)\b[^.!?\n]{0,60}\b(?:in|en|auf|het|le|l')\s?(?:het |le |l')?$"
)
#: What was chosen once, where another language is asked for now.
_CHOSEN = re.compile(
    r"\b(?:tick\w*|chose|selected|opted for|coche\w*|avais (?:\w+ )?choisi|duidde|vinkte|koos|aangeduid|"
    r"aangevinkt|gekozen|angekreuzt|gewahlt|ausgewahlt|"
    r"(?:file|record|profile|account|system)s? (?:says|has|shows))\b[^.!?\n]{0,25}$"
)
_CONTRAST = re.compile(
    r"\b(?:alors qu\w*|obwohl|terwijl|hoewel|although|though|while|or je|nochtans|mais|maar|but|aber|"
    r"sondern)\b[^.!?\n]{0,45}$"
)
_SPEAKER = re.compile(r"[- ](?:speaking|speakers?|spoken)(?: \w+)? here\b")
#: "Bekomme aber": the verb says what comes, the word behind it that it should not.
_COMES_BUT = re.compile(
    r"(\b(?:bekomm\w*|erhalte\w*|krijg\w*|ontvang\w*|recois|recevons|get|receive))(?: \w+)? "
    r"(?:aber|jedoch|maar|echter|but|mais)\b"
)
#: "Could they come in English": a wish.
_SHALL_COME = re.compile(
    r"\b(?:could|can|may|should|must|kunnen|mogen|moeten|konnen|sollen|mochten) [^.!?\n]{0,30}\b(?:come|komen|kommen)\b"
)
#: The language of this very mail, or how well somebody speaks one: "I write in English", "my French is poor".
_THIS_MAIL = re.compile(
    r"\b(?:i(?:'m| am|'ll| will)? (?:writ\w+|continu\w+|answer\w*)|"
    r"(?:j'|je (?:vous )?(?:r)?)ecri[st]|je continue|ik (?:\w+ )?schrijf|schrijf ik|"
    r"ich (?:\w+ )?schreibe|schreibe ich|sorry (?:for|voor)|"
    r"(?:rest van (?:de|deze)|rest of (?:the|this)|reste d[eu] (?:ce |cet )?|deze|this|diese|ce) (?:e-?mail|mail|"
    r"message|bericht|courriel)|"
    r"excus\w+|pardon|entschuldig\w+)\b[^.!?,;\n]{0,30}$"
)
_ABILITY = re.compile(r"\b(?:my|mijn|mon|mein|our|ons|notre|unser)\s$")
_IS_SO = re.compile(r"\s(?:(?:\w+ )?(?:is|isn't|est|n'est|ist|was|etait|war|gets|improv\w+)\b)")
#: "Our French branch": what is French is no letter.
_ELSE_BEHIND = re.compile(
    r"\s(?:vestiging|collega\w*|kantoor|klant\w*|leverancier\w*|nummer|adres|rekening\w*|bank|filiaal|partner\w*|markt|"
    r"branch\w*|offices?|colleagues?|customers?|clients?|suppliers?|number|address|account|subsidiary|market|team|"
    r"department|entity|"
    r"niederlassung|kolleg\w+|kunde\w*|lieferant\w*|adresse|konto|tochter\w*|entite|collegue\w*|filiale)\b"
)
#: "The German parent", "our Dutch site": behind an article an adjective, but for what is written.
_ADJECTIVE = re.compile(
    r"\b(?:our|the|an?|my|your|their|his|her|onze|ons|de|een|uw|mijn|jullie|unser\w*|die|der|den|dem|eine?[nrm]?|"
    r"mein\w*|ihre?[nrm]?)\s$"
)
_OF_WRITING = re.compile(
    r"(?!\s[a-z])|\s(?:\w*(?:language|taal|sprache|version|versie|letters?|brie(?:f|ven)|invoices?|factu\w+|"
    r"rechnung\w*|newsletter\w*|"
    r"nieuwsbrie\w+|mails?|mailing\w*|post|correspond\w*|communi\w*|documents?|documenten|dokument\w*|texts?|"
    r"tekst\w*|texte?|"
    r"cop(?:y|ies)|one|ones|edition|editie|ausgabe|schreiben|berichte?n?|messages?|notices?|reminders?|templates?|"
    r"fassung))\b|"
    r"\s(?:please|graag|bitte|thanks|instead|not|niet|nicht|is|ist|was|war|will|would|zijn|moet|and|en|und|or|of|"
    r"oder|in|as|als|"
    r"from|van|von|for|voor|fur|to|te|zu|aub|svp|merci|speak\w*|krijg\w*|ontvang\w*|bekomm\w*|erhalt\w*|wil\w*|"
    r"mocht\w*|nodig|needed|"
    r"instell\w*|einstell\w*|zet\w*|krijgen|sturen|gestuurd|geschickt|senden|schicken)\b"
)
_ELSE_BEFORE = re.compile(
    r"\b(?:filiale|numero|adresse|collegues?|succursale|clients?|fournisseurs?|compte|equipe|banque|bureau|entite|"
    r"partenaires?)\s$"
)
_NOT_SPOKEN = re.compile(
    r"\b(?:(?:parl|compren|compri|li[st]|maitris)\w* (?:pas|guere|plus|mal|aucun mot d[e'u])|"
    r"(?:sprek\w*|spreek\w*|versta\w*|begrijp\w*|lees\w*|lezen|kent?|kennen|kan|kunnen) (?:\w+ )?(?:geen|amper|"
    r"nauwelijks|onvoldoende|niet goed)|"
    r"(?:do|does|did|can|could)(?:n't| ?not)(?: really| actually)? (?:speak|read|understand|know|write)|"
    r"(?:speaks?|reads?|understands?|knows?) (?:no|little|hardly any)|"
    r"(?:versteh\w*|spr[ei]ch\w*|les\w*|liest|kann|konnen|beherrsch\w*) (?:\w+ )?(?:kein\w*|kaum|nicht gut))"
    r"\s(?:bien )?(?:le |l'|d[e'] ?|du )?$"
)
#: On a labelled line two languages are the old and the new one, whatever else the mail says.
_LANGUAGE_LABEL = re.compile(
    r"^\W*(?:\w{1,2}[).] *)?(?:langue|taal|language|sprache|code langue|taalcode|voertaal)\b[^:\n]{0,25}:", re.MULTILINE
)
_FIRST_NAME = re.compile(r"\s[A-ZÀ-Ý]")
_OWN_LANGUAGE = re.compile(
    r"\b(?:voertaal|moedertaal|langue maternelle|mother tongue|muttersprache)\b[^.!?\n]{0,25}$|"
    r"\b(?:je (?:suis|parle)|nous sommes|ik (?:ben|spreek)|wij zijn|i(?:'m| am| speak)|we are|ich (?:bin|"
    r"spreche)|wir sind)\b[^.!?\n]{0,25}$"
)
_STOPPED = re.compile(r"\b(?:stop|cease|arretez|stoppen|horen sie auf)\b[^.!?;,\n]*$")
_CODE = 2  # letters
_SAID_OF_LANGUAGE = 70  # characters before its name


def languages(text: str, subject: str) -> Iterator[Value]:
    """Yield the languages a mail speaks of, when it is about the language of letters; where it does not say that it
    wants one, none is meant (Age.OTHER)."""
    lower = flat(text)
    found = [(str(one.lastgroup), one.start(), one.end()) for one in _LANGUAGE.finditer(lower) if len(one[0]) > _CODE]
    place = told(lower, found) if found else None
    about = _LANGUAGE_TOPIC.search(f"{flat(subject)}\n{lower}") is not None
    if place is None and not about:
        return
    values = _asked_first(lower, list(_spoken(text, lower)))
    asked = [value for value in values if value.span == place]
    if asked:
        yield replace(asked[0], age=Age.NEW)
        yield from (replace(value, age=Age.OLD) for value in values if value.value != asked[0].value)
        return
    if not about:
        return
    if _only_labelled(lower, values) and not (_WANTED.search(lower) or _LANGUAGE_TOPIC.search(flat(subject))):
        return
    sure = _WANTED.search(lower) or any(value.age is not Age.PLAIN for value in values) or _labelled(lower, values)
    yield from values if sure else (replace(value, age=Age.OTHER) for value in values)


def _only_labelled(lower: str, values: Sequence[Value]) -> bool:
    """Whether the one language stands behind its label on a line."""
    lines = [lower[lower.rfind("\n", 0, value.start) + 1 : value.start] for value in values]
    return len({value.value for value in values}) == 1 and all(_LANGUAGE_LABEL.match(line) for line in lines)


def _asked_first(lower: str, values: Sequence[Value]) -> list[Value]:
    """Who speaks one language, or once chose it, and asks for letters in another one has asked for that."""
    around = [(lower[max(0, one.start - _SAID_OF_LANGUAGE) : one.start], lower[one.end :]) for one in values]
    own = [_is_own(*sides) for sides in around]
    chosen = [_CHOSEN.search(before) is not None for before, _ in around]
    asked = {
        value.value
        for value, his, once in zip(values, own, chosen, strict=True)
        if value.age is Age.NEW and not (his or once)
    }
    return [
        replace(value, age=Age.OLD if once else Age.OTHER)
        if (his or once) and asked and value.value not in asked
        else value
        for value, his, once in zip(values, own, chosen, strict=True)
    ]


def _labelled(lower: str, values: Sequence[Value]) -> bool:
    """Whether two languages stand on one line that is called the line of the language."""
    for label in _LANGUAGE_LABEL.finditer(lower):
        end = (lower + "\n").index("\n", label.end())
        if len({value.value for value in values if label.end() <= value.start < end}) > 1:
            return True
    return False


def _spoken(text: str, lower: str) -> Iterator[Value]:
    last = 0
    for found in _LANGUAGE.finditer(lower):
        code, word = str(found.lastgroup), found[0]
        before = _SHALL_COME.sub("can ", lower[max(last, found.start() - _SAID_OF_LANGUAGE) : found.start()])
        before = _COMES_BUT.sub(r"\1", before)
        last = found.end()
        if text[found.start()].isupper() and _in_a_name(text, found):
            continue
        if len(word) <= _CODE and not (_CODE_CUE.search(before) and text[found.start()].isupper()):
            continue
        wrong, contrast = _WRONG_LANGUAGE.search(before), _CONTRAST.search(before)
        behind = lower[found.end() : found.end() + _SAID_OF_LANGUAGE]
        if _beside(before, lower[found.end() :]) or of_answer(re.split(r"[.!?;]", before)[-1], behind):
            continue
        if (
            _NOT_SPOKEN.search(before)
            or _STOPPED.search(before)
            or (wrong and (not contrast or contrast.start() <= wrong.start()))
        ):
            age = Age.OLD
        elif _ASKED.search(before) or contrast or _is_own(before, lower[found.end() :]):
            age = Age.NEW
        else:
            age = Age.PLAIN
        yield Value(
            field="language",
            value=code,
            start=found.start(),
            end=found.end(),
            age=age,
        )


def _is_own(before: str, after: str) -> bool:
    """Whether it is the writer's own language: "I am a Dutch speaker", or "Dutch speaker here" at the beginning."""
    begins = not before.rpartition(".")[2].rpartition(",")[2].rpartition("\n")[2].strip()
    return bool(_OWN_LANGUAGE.search(before) or (begins and _SPEAKER.match(after)))


def _beside(before: str, after: str) -> bool:
    """Whether a language is that of this mail, what somebody speaks badly, or that of a branch or a number."""
    able = _ABILITY.search(before) and _IS_SO.match(after)
    adjective = _ADJECTIVE.search(before) and not _OF_WRITING.match(after)
    else_ = _ELSE_BEHIND.match(after) or _ELSE_BEFORE.search(before)
    return bool(able or adjective or else_ or _THIS_MAIL.search(before))


def _in_a_name(text: str, found: re.Match[str]) -> bool:
    """ "L'Allemand" is a surname; "Frans Peeters" has a first name that is no language."""
    first = found[0] == "frans" and bool(_FIRST_NAME.match(text[found.end() : found.end() + 2]))
    return first or bool(_IN_A_NAME.search(text[: found.start()][-40:]))
