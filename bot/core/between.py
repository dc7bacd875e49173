"""What the words between two values of the same sort say of them, in the four languages; in folded text."""

import re

from bot.core.wording import whole_words

#: Between two values of which the same is said.
COORDINATED = re.compile(
    r"[\s,;&/+)(]*(?:et|en|and|und|ou|of|or|oder|ainsi que|as well as)?[\s(]*(?:le|la|het|de|the|die|der|"
    r"das|au|sur|op|on|unter|via)?\s*$"
)
#: Between two values of which only one can be meant.
EITHER = re.compile(
    r"[\s,(]*(?:ou(?: bien| alors| encore)?|soit|of(?: anders| wel)?|ofwel|or(?: else)?|oder(?: auch)?)\W{1,3}"
    r"(?:(?:le|au|het|the|die|das)\s)?"
)
#: "Our number becomes X, our fax Y": what is said of the first is said of the second, which has nothing but its label.
ELLIPTIC = re.compile(
    r"\s*(?:,|;|et|en|and|und)\s+(?:(?:et|en|and|und)\s+)?(?:(?:l[ea]|l'|de|het|the|die|das|der|notre|mon|ma|onze?|mijn|our|my|unser\w*|"
    r"meine?)\s?)?(?:fax\w*|gsm\w*|tel\w*|mobil\w*|mobiel\w*|handy\w*|portable|fixe|phone)(?:\s(?:le|het|the|op|au))?\W{0,3}$"
)
#: Between two values: the first is replaced by the second. The words fill the gap but for a few others.
OLD_TO_NEW = re.compile(
    r"^[^.!?]{0,40}?(?:->|=>|→|⇒|>{1,2}|(?<![\w-])(?:devient|deviennent|devenu\w*|wordt|"
    r"(?<!geschrapt )(?<!verwijderd )(?<!gewist )(?<!opgezegd )(?<!afgesloten )worden|werd|"
    r"is (?:nu|voortaan|now)|becomes?|became|wird(?: zu)?|ist jetzt|"
    r"a ete (?:reprise?|rachetee?|absorbee?) par|(?:is|werd|wordt) overgenomen door|"
    r"(?:was|has been) (?:taken over|acquired|absorbed) by|wurde ubernommen (?:von|durch)|"
    r"a ete remplace\w* par|(?:est|sera) remplace\w* (?:[^.!?]{0,50})?par|werd vervangen door|wordt vervangen door|(?:is|was|"
    r"has been) replaced by|wird ersetzt durch|wurde (?:ersetzt durch|zu)|"
    r"doit etre|devrait etre|il faut(?: lire)?|de naam|le nom(?: de| d')?|la denomination|the name|"
    r"den namen|s'appelle|s'intitule|heet|heten|heisst|is called|(?:dat )?moet(?: (?:zijn|worden))?|moest|"
    r"(?:that )?(?:must|has to|ought to) (?:be|read)|should (?:be|read|have been)|muss|sollte|"
    r"c'\s?est|c est|het is|'t is|dat is|it's|it is|es ist|richtig ist|richtig (?:heisst|ware)|(?:le bon|"
    r"la bonne)\b.{0,25} est|mais|maar|but|sondern|or|maintenant|nu|now|jetzt|"
    r"je (?:suis|m'appelle)|ik (?:ben|heet)|i'?m|i am|ich (?:bin|heisse)))(?![\w-])[^.!?\n]{0,25}$"
)
#: The first is the new one, the second what it replaces.
NEW_TO_OLD = re.compile(
    r"^[\s\"'»”,;:(\[-]*(?:(?:c'est |is |and |et |en |und |& )?(?:[\w ]{0,18} )??(?:au lieu|"
    r"en lieu et place|a la place|plutot qu|en remplacement|remplace|i\.?p\.?v\.?|"
    r"in (?:de )?plaats|ter vervanging|takes the place of|(?:tritt |kommt )?an die stelle|vervangt|instead|rather than|in place of|replac(?:es|ing)|statt|anstatt|"
    r"anstelle|ersetzt)"
    r"|(?:(?:from now on|now|voortaan|vanaf nu|nu|desormais|dorenavant|maintenant|a partir de maintenant|ab (?:jetzt|sofort)|"
    r"jetzt|kunftig|svp|please|aub|graag|bitte|s'il vous plait)[ ,;(-]+){0,2}"
    r"(?:(?:muss|soll|sollte|moet|moest|doit|should) (?:es |het |it )?(?:sein|zijn|be|etre)[ ,]*)?"
    r"(?:et |en |and |und |ou |mais )?(?:dus |donc |so |also )?(?:(?:zeker|surtout|bien|certainly|definitely|"
    r"auf keinen fall) )?(?:non(?: pas)?|pas|plus|niet|nie|geen|not|nicht|no longer)\b"
    r"|\(\s*(?:(?:nu )?(?:bij )?(?:jullie|u)|chez vous|vous|you|bei ihnen|sie)\s?:\s*$"
    r"|\(\s*(?:vous (?:avez|aviez|n'avez)|(?:jullie|u) (?:heb\w*|heeft|had\w*)|you (?:have|had)|sie (?:haben|hatten)|fini|termine|gone|"
    r"weg|exit|adieu)\b"
    r"|\(?\s*(?:et |en |and |und |(?:dit |cela |this )?(?:was|war|etait) )?(?:anciennement|auparavant|"
    r"avant|precedemment|jadis|ex|voorheen|vroeger|vorige?|tot nu toe|formerly|previously|before|bisher|"
    r"fruher|vormals|ehemals|"
    r"was|war|etait|used to be|(?<=\()(?:derzeit|momentan|aktuell|currently|at present|presently|actuellement|"
    r"pour l'instant|momenteel|op dit moment|nu nog|noch)(?! (?:erreich|join|bereik))|l'ancien\w*|(?:de |het )?oude?|the old|old|former|die alte|der alte|alt|"
    r"ancien\w*)\b)[^.!?\n]{0,60}$"
)
#: Between two values: the second is what we are said to have.
YOURS = re.compile(
    r"\b(?:in|on) your \w+ (?:it|there|that)\b|\b(?:dans (?:votre|vos) \w+|chez vous|in (?:uw|jullie|ihr\w*) \w+|"
    r"bij (?:u|jullie)|bei ihnen)\b[^,.;]{0,12}$"
)
#: Only when the words before the first one say that something is replaced ("van X naar Y", "replace X by Y").
TO = re.compile(
    r"^[\s\"'»”),]*(?:(?:in|on|dans|sur|bij|op) (?:your|vos|votre|uw|jullie|ihr\w*) (?:\w+ )?\w+ )?(?:naar|vers|a|to|into|nach|zu|auf|in|en|par|door|by|with|durch|gegen|mit|und richtig|"
    r":)[\s\"'«“(]*(?:le |la |het |de |the |den |die |das )?[\s\"'«“:]*$"
)
FROM_BEFORE = re.compile(
    whole_words(
        r"de|du|depuis|van|from|von|remplac\w+|chang\w+|modifi\w+|corrig\w+|vervang\w*|wijzig\w*|"
        r"verander\w*|replace|change|update|correct|ersetzen|andern|"
        r"moved|passe\w*|corriger|rename|renamed|hernoem\w*|verbeter\w*|amend\w*|modify|shorten\w*"
    )
    + r"[^.!?\n]{0,45}$"
)
#: "I made a typo: X instead of Y": which of the two is wrong is not said the way it is elsewhere.
MISTAKE = re.compile(
    r"\b(?:typ ?fout|schrijffout|fout (?:gemaakt|ingegeven|ingevuld)|vergist|me (?:suis )?tromp\w*|fait une (?:faute|"
    r"erreur)|"
    r"faute de frappe|made a (?:typo|mistake)|mistyped|vertippt|tippfehler|fehler gemacht|verschrieben)\b[^.!?\n]*$"
)
#: "You wrote X instead of Y": the first is ours and wrong.
OURS = re.compile(
    r"\b(?:vous (?:m'|l'|nous )?(?:avez|indiquez|utilisez|ecrivez|mettez)|(?:jullie|u) (?:hebben|hebt|heeft|"
    r"gebruik\w*|schrij\w*)|"
    r"you (?:have|put|wrote|write|use|used)|sie (?:haben|schreiben|verwenden)|"
    # "is recorded as X instead of Y", but not "should be recorded as"
    r"(?<!doit )(?<!devrait )(?:est|sont|suis|figure\w*|apparai\w*) (?:(?:bien|actuellement|encore) )?(?:(?:repris|encode|enregistre|note|"
    r"inscrit|indique|mentionne|ecrit|orthographie|renseigne)e?s? )?(?:comme|sous)|"
    r"(?:staat|staan|stond|werd|werden|is (?:geregistreerd|genoteerd|opgeslagen|ingegeven|ingevoerd|gespeld)) (?:\w+ ){0,4}?"
    r"(?:als|met|onder)|"
    r"(?:is|are|was) (?:listed|recorded|registered|entered|stored|saved|spelled|spelt|written|shown|given) as|"
    r"(?:steht|stehen|wurde|wird) (?:\w+ ){0,4}?(?:als|mit|unter))\b[^.!?\n]*$"
)
#: "In my profile it reads X instead of Y": the first is what we have; not "it should read X instead of Y".
SHOWN = re.compile(
    r"(?:^|[,;:(])(?![^,;:(]*\b(?:should|must|ought|needs?|moet\w*|hoort|zou|dient|doit|devrait|faut|faudrait|soll\w*|muss|nouve\w+|nieuwe?|"
    r"new|neue?\w?|desormais|dorenavant|voortaan|now|from now|jetzt|kunftig|nu|maintenant|hieronder|onderaan|below|ci-dessous|unten)\b)"
    r"[^,;:(]*\b(?:staat|stond|staan|figure|figurait|apparai[ts]\w*|affiche\w*|lit|lisais|vois|zie|see|sehe|"
    r"(?:est|etait|ete|suis) (?:\w+ )?(?:note|ecrit|indique|encode|repris|enregistre|orthographie|inscrit|mentionne|marque)e?s?|"
    r"(?:is|was|are|been|got|it's) (?:\w+ )?(?:spelled|spelt|written|listed|recorded|entered|shown|down|given|printed|misspelt|misspelled|registered|typed|noted)|"
    r"reads?|shows?|showed|says?|said|weergegeven|genoteerd|geschreven|geregistreerd|vermeld\w*|ingegeven|opgenomen|"
    r"steht|stand|angezeigt|geschrieben|hinterlegt|eingetragen|erfasst|gefuhrt|gespeichert|notiert|"
    r"(?:affiche|indique|mentionne|encode|shown|listed|displayed|recorded|angezeigt|eingetragen|hinterlegt|gespeichert|getoond|vermeld|geregistreerd)\w* "
    r"[^,;:(]*(?:est|is|ist)|(?:in|on|dans|sur|op|auf) (?:mon|ma|my|mijn|mein\w*|your|votre|vos|jullie|uw|ihre\w*) [^,;:(]*(?:est|is|ist))\b[^,;:(]*$"
)
#: "I wrote X and somebody typed Y": the first is what is right.
WROTE = re.compile(
    r"\b(?:j'ai|j'avais|i|i had|i'd|ik|ich|nous avons|we|wij|wir)\b[^,.;:!?\n]{0,30}\b(?:ecrit|note|indique|donne|rempli|wrote|written|put|gave|given|entered|"
    r"filled in)\b[^,.;:!?\n]{0,25}$|\b(?:schreef|gaf|vulde|noteerde|schrieb|gab|notierte) (?:ik|ich|wij|we|wir)\b[^,.;:!?\n]{0,25}$|"
    r"\b(?:ik|ich|wij|we|wir) (?:schreef|gaf|vulde|noteerde|schrieb|gab|notierte)\b[^,.;:!?\n]{0,25}$"
)
TYPED = re.compile(
    r"^[^.!?\d\n]{0,40}\b(?:(?:on|vous|quelqu'un) (?:a|avez) (?:\w+ )?(?:encode|note|tape|ecrit|enregistre|mis|compris)|(?:somebody|someone|you|it|they) (?:\w+ )?(?:typed|"
    r"recorded|entered|wrote|put|heard|registered|became|was typed|got)|(?:er|het|dat) werd|(?:jullie|u|iemand) (?:hebben|heeft|hebt|typte|noteerde|maakte)|"
    r"(?:erfasst|eingetragen|notiert|getippt) wurde|wurde|(?:sie|jemand) (?:haben|hat))\b[^.!?\d\n]{0,20}$"
)
INSTEAD = re.compile(
    r"^[\s\"'»”,;)]*(?:au lieu d[eu']|a la place d[eu']|in plaats van|i\.?p\.?v\.?|instead of|rather than|plutot que|statt|anstatt|anstelle)"
)
#: "It is X that you should call, no longer Y": a clause about the first, then what is no longer meant.
NO_LONGER = re.compile(
    r"^(?P<clause> [^.;:!?\d\n]{0,50}?)[\s,(–-]{1,4}(?:et |en |and |und |mais |maar |but |aber )?(?:non )?"
    r"(?:plus|pas|niet (?:meer|langer)|niet|no longer|not|nicht(?: mehr|langer)?|not (?:any ?more|any longer))"
    r"(?: (?:a|au|sur|le|la|celui-ci|op|naar|het|de|die|dat|to|on|at|the|auf|unter|an|der|den|das|my|mon|mijn|meine?|old|ancien\w*|oude?|"
    r"alte\w?)){0,3}[\s:]{0,2}$"
)
