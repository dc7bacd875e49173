"""The ways in which a name stands in a text: in quotes, behind "my name is", behind a label, after a "not"."""

import re

from bot.core import name_cues
from bot.core.people import NAME, PARTICLE, TITLE, WORD
from bot.core.wording import begun

QUOTED = re.compile(rf"[\"“”„«‘'‚]\s?(?P<name>{NAME})\s?[\"“”»’'‘]")
PLAIN = re.compile(rf"(?<![\w@.'’-])(?P<name>{NAME})(?![\w@])")
CALLED = re.compile(
    r"(?:[Jj]e m['’]appelle(?: donc| en fait| désormais| maintenant| à nouveau| de nouveau| officiellement|"
    r" aussi){0,3}|(?:[Ii] am|I['’]m)(?: now)? called|"
    r"s['’](?:écrit|orthographie)|"
    r"(?:[Nn]om|[Pp]rénom|[Pp]atronyme)(?: d['’]épouse| de jeune fille| de famille)? (?:est|:)|"
    r"(?:(?:[Ii]k|^|\n) ?heet(?: ik)?|[Hh]eet ik|"
    r"(?<!die )(?<!dat )(?<!hij )(?<!zij )(?<!ze )(?<!Ze )(?<!Zij )(?<!Hij )(?<!Het )(?<!het )(?<!Die )(?<!Dat "
    r")heet)(?: nu| voortaan| eigenlijk| dus| sinds \w+(?: \w+)?){0,2}"
    r"(?: weer| opnieuw| terug)?|[Nn]aam\s?(?:is|:|wordt)(?: nu| voortaan)?|"
    rf"[Vv]oornaam (?:is|:)|back to being|(?:known|registered) as|[Mm]y (?:\w+ ){{0,2}}(?:sur)?name is(?: now)?|"
    r"(?:I['’]m|I am) now|"
    r"[Hh]ei(?:ß|ss)e(?: ich)?(?: jetzt| nun| also| seit \w+(?: \w+)?){0,2}"
    r"(?: wieder)?|[Nn]ame (?:ist|lautet)(?: jetzt| nun)?|schreib(?:e|"
    r"t) (?:mich|sich)|geschrieben wird er|spelled|spelt|written)"
    r"(?: (?:gewoon|simplement|tout simplement|simply|just|einfach|eigenlijk|en fait|eigentlich|actually))?"
    rf"\s*:?\s*[\"“„«‘']?\s?(?:{TITLE}\s)?(?P<name>{NAME})"
)
#: A former name that is taken up again.
AGAIN = re.compile(
    r"\b(?:repren\w+|repris|retrouvée?|neem|draag|gebruik|(?:go|going|gone|went|been) back to|using|use|"
    r"(?:take|taken|taking|took) back|reverted to|reverting to|resum(?:ed|ing)|nehme|trage|führe)\b[^.!?\n]{0,30}"
    r"\b(?:nom de jeune fille|meisjesnaam|maiden name|Mädchenname\w*|Geburtsname\w*)(?: (?:wieder|terug|"
    r"opnieuw))?(?: an)?,?:?"
    rf"\s(?P<name>{NAME})"
)
#: The same, with the verb behind the name, and what became of another one.
AGAIN_BEHIND = re.compile(
    r"(?:meinen (?:Mädchen|Geburts)namen|mijn (?:meisjes|geboorte|eigen )naam)[,:]?"
    rf"\s(?P<name>{NAME})\s(?:wieder |terug |opnieuw |weer )?(?:angenommen|an\b|aangenomen|terug\b|aan\b)"
)
BECAME = re.compile(rf"\b[Aa]us (?P<old>{NAME}) (?:wurde|wird)(?: nun| jetzt)? (?P<name>{NAME})")
BY = re.compile(
    rf"\b(?:(?i:remplac\w+|vervang\w*|replace|change|ersetzen Sie)|(?i:(?:vor|nach|familien)?name[ns]?|"
    rf"(?:pré)?noms?|surname|"
    rf"(?:voor|achter|familie)?naam)\b[^.!?\n]{{0,60}}\s(?:from|de|van|von))"
    rf"\s(?P<old>{NAME})\s(?:par|door|by|with|to|durch|en|naar|in|zu)\s"
    rf"(?P<name>{NAME})"
)
#: "No longer X but Y".
NOT_BUT = re.compile(
    rf"\b(?:nicht(?: mehr)?|niet(?: meer| langer)?|not|no longer|plus|"
    rf"pas)\s[\"“„«‘']?\s?(?P<old>{NAME})[\"”»’']?,?\s(?:sondern|maar|but|"
    rf"mais)\s(?:(?:wel|nu|now|rather|jetzt|désormais|bien)\s)?[\"“„«‘']?\s?(?P<name>{NAME})"
)
BECOMES = re.compile(
    rf"(?i:\b(?:achternaam|familienaam|voornaam|naam|nom(?: de famille)?|prénom|surname|name|nachname|"
    rf"vorname))\s(?P<old>{NAME})\s"
    rf"(?:wordt|devient|becomes|wird(?: zu)?)\s(?P<name>{NAME})"
)
_BECOMES = (
    r"(?:becomes|is now|wordt|is nu|is voortaan|heet nu|devient|est (?:maintenant|désormais|devenue?)|"
    r"s['’]appelle désormais|wird|ist (?:jetzt|nun)|heißt (?:jetzt|nun|ab))"
)
#: "Ann Hill on your books becomes Ann Mills", "Peggy Hill is now Margaret Hill".
WHOLE = re.compile(
    rf"(?<![\w'’-])(?P<old>(?P<first>{WORD})\s(?:(?>{PARTICLE}[ ])){{0,3}}{WORD})\s"
    rf"(?:[^.,;:!?\n]{{1,25}}\s)?{_BECOMES}\s(?:[^.,;:!?\n]{{1,25}}\s)?"
    rf"(?P<name>(?P=first)\s{NAME})"
)
WHOLE_FIRST = re.compile(
    rf"(?<![\w'’-])(?P<old>{WORD}\s(?P<last>{WORD}))\s{_BECOMES}\s(?P<name>{WORD}\s(?P=last))(?![\w'’-])"
)
#: "Neither A nor B but C".
NEITHER = re.compile(
    rf"\b(?:weder|ni|neither|noch)\s(?P<old>{NAME})\s(?:noch|ni|nor)\s{NAME}\b[^.;!?\n]{{0,50}}?\b(?:sondern|mais|"
    rf"but|maar)"
    rf"\s(?:\w+\s){{0,2}}?(?P<name>{NAME})"
)
#: "Since Saturday I am Mrs Mills"; not the one of a department.
TITLED = re.compile(
    rf"(?<![\w'’-])(?i:i['’]m|i am|ben ik|ik ben|je suis|bin ich|ich bin|word ik|ik word|je deviens)\s"
    rf"(?i:(?:now|officially|legally|nu|officieel|voortaan|eindelijk|désormais|maintenant|officiellement|enfin|donc|"
    rf"dus|jetzt|nun|"
    rf"offiziell|endlich)\s){{0,3}}{TITLE}\s(?P<name>{NAME})(?<!['’]s)(?![\w'’])(?!\s(?:van|from|of|de|du|von|vom|"
    rf"bei|bij|"
    rf"chez|at|en|in)\s)"
)
#: "Shorten my surname to X", "meinen Namen X in Y ändern": the verb stands before or behind it.
_CHANGE = (
    r"(?:chang\w*|shorten\w*|amend\w*|correct\w*|update|modif\w*|raccourci\w*|corrig\w*|wijzig\w*|verander\w*|"
    r"inkort\w*|in te korten|verkort\w*|aanpassen|pas|änder\w*|kürz\w*|korrigier\w*)"
)
_MY_NAME = (
    r"(?i:my (?:double |full )?(?:sur|last |family )?name|mon (?:double )?nom(?: de famille)?|"
    r"mijn (?:dubbele )?(?:achter|familie)?naam|meinen (?:Nach|Familien|Doppel)?namen)"
)
_INTO = r"(?:to|into|en|in|naar|tot|auf|zu)\s[\"“„«‘']?\s?"
CHANGED = re.compile(
    rf"\b{_CHANGE}\s(?:\w+\s){{0,2}}?{_MY_NAME}\s(?:(?:from|de|van|von)\s)?(?:(?P<old>{NAME})\s)?"
    rf"(?:{_CHANGE}\s|aan\s)?{_INTO}(?P<name>{NAME})"
)
CHANGED_BEHIND = re.compile(
    rf"{_MY_NAME}\s(?:(?:de|van|von|from)\s)?(?:(?P<old>{NAME})\s)?(?=(?:{_CHANGE}\s)?{_INTO}{NAME})"
    rf"(?:{_CHANGE}\s{_INTO}|{_INTO}(?={NAME}[\"”»’']?\s(?:zu\s|te\s)?{_CHANGE}))(?P<name>{NAME})"
)
#: "My surname has changed to X", "I bear the name of my husband, X".
CHANGED_TO = re.compile(
    rf"{_MY_NAME}\s(?:(?:has|is|a|est|ist|hat sich|werd|wurde)\s)?(?:(?:now|nu|désormais|nun)\s)?(?:changed|become|"
    rf"changé|devenu|"
    rf"gewijzigd|veranderd|geändert|geworden)\s(?:from\s(?P<old>{NAME})\s)?(?:(?:to|into|en|in|naar|zu|"
    rf"auf)\s)?(?P<name>{NAME})"
)
BEARS = re.compile(
    rf"(?i:\b(?:je|ik|ich|i)\s(?:[^.,;!?\n]{{1,30}}?\s)?(?:porte(?:rai)?|prends|draag|neem|gebruik|trage|führe|"
    rf"nehme|bear|carry|use|"
    rf"take)|\b(?:draag|neem|gebruik|trage|führe|nehme)\s(?:ik|ich)|\bj['’]ai pris|\bi(?:['’]ve| have)? t(?:ook|"
    rf"aken))\s"
    rf"(?:[^.,;!?\n]{{1,25}}?\s)?(?i:de (?:achter|familie)?naam|den (?:nach|familien|ehe)?namen|"
    rf"le nom(?: de famille)?(?: de)?|"
    rf"the (?:sur|last |family )?name(?: of)?)\s(?i:(?:(?:de|van|of) )?(?:mon|mijn|my|meines|meiner) (?:mari|époux|"
    rf"épouse|man|vrouw|"
    rf"echtgenoot|husband|wife|spouse|mannes|frau|ehemannes),?\s)?[\"“„«‘']?\s?(?P<name>{NAME})"
)
_BORN_WITH = r"(?:nom de (?:naissance|jeune fille)|meisjesnaam|(?:maiden|birth) name|Mädchenname\w*|Geburtsname\w*)"
NAMELY = re.compile(
    rf"{_BORN_WITH},? ?(?:à savoir|c['’]est-à-dire|soit|donc|namelijk|zijnde|dus|namely|that is|i\.e\.|nämlich|"
    rf"also|:|-|–),?"
    rf"\s(?P<name>{NAME})"
)
OWN = re.compile(
    rf"(?P<name>{WORD})[\"”»’']?\s(?:(?:est|is|ist)\s(?:mon|mijn|my|mein|le|de|the|der)\s|(?:mon|mijn|my|"
    rf"mein)\s)(?P<label>(?i:{name_cues.FIRST}|{name_cues.LAST}|prénom|nom de famille))"
)
NEGATED = re.compile(
    rf"(?:{begun('pas|niet|not|nicht|non|geen|plus|no longer|nicht mehr|niet meer|niet langer')}|"
    r"au lieu de|à la place de|in plaats van|i\.?p\.?v\.?|instead of|statt|was|were)\s(?:(?:mevrouw|"
    rf"meneer|Madame|Monsieur|Frau|Herr|Mrs|Mr|Ms)\s)?(?P<name>{NAME})"
)
STRESSED = re.compile(
    r"(?:[Ii]l faut(?: lire| écrire)?|[Cc]['’]\s?est|[Hh]et is|['’]t is|[Ii]t['’]s|[Ii]t is|should (?:be|"
    r"read)|moet(?: het)?(?: zijn)?|[Rr]ichtig (?:ist|heißt es|wäre)|"
    r"[Jj]uist is|[Cc]orrect is|(?:is|ist|est) (?:eigenlijk|eigentlich|en fait|"
    rf"actually))\s*:?\s*[\"“„«‘']?\s?(?P<name>{NAME})"
)
NOT_THE_NEXT = re.compile(
    rf"(?<![\w@.'’-])(?P<name>{NAME})\s?[\"”»’']?,?\s(?:en |et |and |und |dus |donc )?(?:niet|pas|non|not|"
    r"nicht|in plaats van|au lieu de|à la place de|instead of|i\.?p\.?v\.?|statt|anstatt|rather than|plutôt que)\b"
)
_OLD_WORD = r"old|former|previous|oude?|vorige|ancien(?:ne)?|précédent|alter?|früherer?|bisheriger?"
_NEW_WORD = r"new|nieuwe?|nouve\w+|neue?r?"
#: "Nachname bisher Falk, jetzt Adler".
FORMER_NOW = re.compile(
    rf"(?i:\b(?:{name_cues.LAST}|nom|naam|name|prénom|voornaam|vorname|first name))\s(?i:bisher|früher|vorher|oud|"
    rf"vroeger|voorheen|"
    rf"avant|anciennement|formerly|previously|was)\s?:?\s(?P<old>{NAME}),?\s(?i:jetzt|nun|neu|nu|voortaan|nieuw|"
    rf"maintenant|désormais|"
    rf"now|after)\s?:?\s(?P<name>{NAME})"
)
LINE = re.compile(
    rf"(?:^|[.,;]\s)\W*(?:(?:(?P<new>{_NEW_WORD})|(?P<old>{_OLD_WORD}))\s)?(?P<label>{name_cues.FIRST}|prénom|"
    rf"{name_cues.LAST}|"
    rf"nom|naam|name|"
    rf"family name)(?:[ \t](?:from now on|now|as of \w+|désormais|dorénavant|vanaf nu|nu|voortaan|ab jetzt|"
    rf"ab sofort|jetzt)|\s(?P<new_behind>nieuw|new|nouveau|neu)|\s(?P<old_behind>oud|old|ancien|alt)|"
    rf"\s?\([^()\n]{{1,20}}\))?[ \t]*[:=]"
    rf"[ \t]*(?P<name>[A-Za-zÀ-ÿ][\w'’À-ÿ -]{{1,40}}?)[ \t]*(?=$|[,;(\n]|->|=>|→|"
    rf"\s(?:in plaats van|i\.?p\.?v|au lieu de|à la place de|instead of|rather than|statt|anstatt|anstelle)\b)",
    re.IGNORECASE | re.MULTILINE,
)
WHOLE_NEW = (WHOLE, WHOLE_FIRST, NEITHER)
#: What is called the new name in so many words, some with the old one beside it.
BECOME_NEW = (
    *WHOLE_NEW,
    CHANGED_TO,
    BEARS,
    FORMER_NOW,
    AGAIN,
    AGAIN_BEHIND,
    BECAME,
    NAMELY,
    CHANGED,
    CHANGED_BEHIND,
    BY,
    BECOMES,
)
