"""The words of taking a value off a record: what is called by its sort, what takes it away, what says that it stays.

Everything is matched in folded text (lower case, no accents).
"""

import re

from bot.core.wording import any_word

_FUNCTION = (
    r"fonction|functie(?:titel|omschrijving)?|job ?title|titre professionnel|funktion(?:sbezeichnung)?|"
    r"berufsbezeichnung|"
    r"jobtitel|stellenbezeichnung|intitule de (?:poste|fonction)"
)
_CONTACT = (
    r"personne de contact|contact ?person|contactpersoon|aanspreekp(?:unt|ersoon)|interlocut(?:eur|rice)|"
    r"ansprechpartner(?:in)?|ansprechperson|kontaktperson|(?:als|comme|as|our|the|your) (?:kontakt|contact)"
)
_MAIL = (
    r"(?:adresse |deuxieme |seconde |second )?e?-?mail(?:-?adress?e?n?)?|adresse (?:e-?)?mail|courriel|"
    r"mail-?adres(?:sen)?|e-?mail ?address(?:es)?"
)
_FIELDS = (
    ("fax", r"(?:n° de )?(?:fax\w*|telefax\w*|telecopie\w*)"),
    (
        "mobile",
        r"(?:prive-?|werk)?(?:gsm\w*|mobile|mobiel\w*|mobilnummer|(?:numero de |mon |notre )portable|"
        r"handy\w*|cell(?:ular|phone)?)|numero prive|"
        r"privenummer|prive-?nummer|privat\w*nummer",
    ),
    ("birth_date", r"geboortedatum|date de naissance|date of birth|birth ?date|geburtsdatum"),
    (
        "phone",
        r"(?:ligne |telephone |numero |lijn )?fixe|vaste (?:telefoon)?(?:lijn|nummer|telefoon)|landline\w*|"
        r"festnetz\w*|telefoonnummer|numero de telephone|phone number|telefonnummer",
    ),
    ("job_title", _FUNCTION),
    ("contact_person", _CONTACT),
    ("email", _MAIL),
    (
        "company",
        r"(?:company|business|firm|trading)[ -]name|bedrijfsnaam|firmana\w*|firmenname\w*|firmenbezeichnung|"
        r"raison sociale|"
        r"denomination sociale|nom de (?:la |ma |notre )?(?:societe|firme|l'entreprise)|naam van (?:de|mijn|onze) "
        r"(?:firma|zaak|vennootschap)",
    ),
    (
        "vat",
        r"(?:numero|n°|no) de tva|btw-?\s?nummer|vat[ -](?:number|no)|(?:mwst|ust|umsatzsteuer)\W{0,3}(?:id-?)?"
        r"(?:nummer|nr)|"
        r"ondernemingsnummer|numero d'entreprise|unternehmensnummer",
    ),
)
NOUNS = tuple((field, any_word(noun)) for field, noun in _FIELDS)
#: On a labelled line shorter names will do.
LABELS = (
    *NOUNS,
    ("phone", any_word(r"tel\w*|phone|vast\w*|fix\w*")),
    ("job_title", any_word(r"title|titel|titre")),
    ("fax", any_word("f")),
)
CLAUSE = re.compile(r"[,;:]|\b(?:and|but|et|mais|en|maar|und|aber)\b")
#: Of these another one takes the place as a rule: "delete the old address" is no wish to be left without any.
REPLACED_AS_A_RULE = frozenset({"job_title", "contact_person", "email", "company", "vat"})
#: And of these it must be said that none does.
NEVER_WITHOUT_A_WORD = frozenset({"email"})

_APART = (
    r"take (?:[\w']+ ){0,10}(?:off|out|away)|ha(?:al|len)? (?:\w+ ){0,8}uit (?:het|de|uw|jullie|mijn|ons) \w+|"
    r"uit (?:het|de|uw|jullie|mijn|ons) \w+ (?:te )?halen|"
    r"ha(?:al|len) (?:\w+ ){0,5}(?:eruit|eraf|weg|er (?:\w+ ){0,2}(?:uit|af))|"
    r"doe (?:\w+ ){0,5}(?:weg|eruit)|nehm(?:en|t)? (?:\w+ ){0,8}(?:heraus|raus|weg)|nimm (?:\w+ ){0,6}(?:heraus|raus|"
    r"weg)|"
    r"tragen (?:\w+ ){0,6}aus|eraf halen|eruit halen|aus (?:\w+ ){1,3}(?:heraus)?nehmen|herausnehmen|austragen|"
    r"uitschrijven"
)
_AWAY = (
    rf"supprim\w*|effac\w*|retir\w*|enlev\w*|ray(?:er|ez)|biff\w*|verwijder\w*|(?:ge)?schrap\w*|"
    rf"weg ?(?:te )?doen|weggedaan|te wissen|gewist|uit ?(?:te )?vegen|"
    rf"doorhal\w*|(?:mag|mogen|moet|kan) (?:\w+ ){{0,2}}(?:weg|uit|eruit|eraf|er uit)|weghalen|weglaten|weggelaten|"
    rf"leegmaken|leeg te maken|remov\w*|delet\w*|eras\w*|drop(?:ped)?|strike|get rid|loschen|losch(?:t|en sie)|"
    rf"geloscht|"
    rf"streich\w*|gestrichen|entfern\w*|raus(?:nehmen)?|{_APART}"
)
_LOST = (
    r"oubli\w*|resili\w*|coupe\w*|n'existe plus|ne gardez pas|ne le gardez pas|n'en (?:avons|ai) plus|plus d[e'u]|"
    r"plus aucun\w*|disparait|geen|niet meer|afgeschaft|opgezegd|vervalt|vervallen|opgedoekt|gave up|given up|"
    r"no longer|any ?more|needn't keep|need not keep|got rid|gone|discontinued|disconnected|don't have|entfallt|"
    r"fallt weg|weggefallen|kein\w*|nicht mehr|abgeschafft|abgemeldet|gekundigt|kundige(?:n|t)?|abgeschaltet|giving up|give up|"
    r"(?:jamais eu|never had|nooit (?:gehad )?|nie (?:gehabt )?)(?: (?:de|d'|an?|any|een|ein\w*))? ?(?=(?:ligne |numero |n° )?(?:fixe|fax|tele|gsm|portable|"
    r"landline|mobile|vaste|festnetz|handy))"
)
_EMPTY = (
    r"laiss(?:ez|er|e) (?:\w+ ){0,4}vide|leave (?:\w+ ){0,4}(?:empty|blank)|laat (?:\w+ ){0,4}leeg|leeg ?(?:te )?laten|"
    r"(?:leer|frei) (?:zu )?lassen|lassen sie (?:\w+ ){0,4}(?:leer|frei)"
)
GONE = re.compile(rf"\b(?:{_AWAY}|{_LOST}|{_EMPTY})(?!\w)")
TAKEN_AWAY = re.compile(rf"\b(?:{_AWAY})(?!\w)")
#: Between two nouns of which the same is said.
AND = re.compile(
    r"[\s,]*(?:and|et|en|und|ainsi que|evenals|as well as|sowie|&)\s(?:(?:the|my|our|le|la|les|l'|mon|ma|mes|notre|nos|"
    r"de|het|mijn|ons|onze|der|die|das|mein\w*|unser\w*)\s?)?"
)
#: "Delete it": the noun stands in the sentence before.
POINTED = re.compile(
    r"\b(?:l[ea]|l'|les) ?(?:supprimer|effacer|retirer|enlever|rayer)\b|"
    r"\b(?:supprimez|effacez|retirez|enlevez|rayez)-l[ea]\b|"
    r"\b(?:supprim|effac|retir|enlev|ray)(?:ez|er|e) (?:donc |svp |aussi )?(?:ce|cette|cet) "
    r"(?:numero|n°|ligne|adresse|champ|date|donnee|info\w*|mention)\b|"
    r"\b(?:remove|delete|erase|drop|strike) (?:this|that|the) (?:number|line|address|field|date|entry)\b|"
    r"\blaiss(?:ez|er) (?:donc )?ce (?:champ|numero) vide\b|\bleave (?:that|this|the) (?:field|number) (?:empty|blank)\b|"
    r"\blaat (?:dat|dit|het) veld (?:\w+ )?leeg\b|"
    r"\b(?:losch\w*|streich\w*|entfern\w*) (?:sie )?(?:bitte )?(?:diese?[sn]?|die|das) (?:nummer|leitung|"
    r"adresse|feld|datum|angabe)\b|"
    r"\b(?:schrap|verwijder|wis) (?:dus |aub |a\.u\.b\. )?(?:dat|deze|dit|het|die) (?:nummer|lijn|adres|veld|"
    r"datum|gegeven)\b|"
    r"\b(?:het|hem|haar|die|dat|deze|dit|ze)(?: nummer| veld| lijn)?(?: \w+){0,5} (?:te )?(?:verwijderen|schrappen|"
    r"wissen|"
    r"weghalen|uitschrijven)\b|\b(?:die|dat|dit|deze|het|ze)(?: nummer)? (?:mag|mogen|kan|moet) (?:\w+ ){0,2}(?:weg|"
    r"eruit|eraf)\b|"
    r"\b(?:remove|delete|erase|drop|strike) (?:it|that one|this one|him|her|them)\b|\btake (?:it|that|him|"
    r"her) (?:off|out)\b|"
    r"\b(?:sie|ihn|es|diese|dies|die|das)(?: nummer| angabe)?(?: \w+){0,4} (?:zu )?(?:loschen|streichen|entfernen|"
    r"herausnehmen|raus)\b|\b(?:loschen|streichen|entfernen) sie (?:sie|ihn|es|die|das|diese)\b"
)
#: A word that takes its noun behind it only ("geen fax", "plus de fax").
DETERMINER = re.compile(r"geen|kein|plus (?:d|aucun)|don't have|no longer|n'avons|avons plus|n'ai|ai plus")
STAYS = any_word(
    r"""
    reste\w*|demeur\w*|gard\w*|conserv\w*|blij\w+|behoud\w*|laten|remain\w*|stays?|keep|bleib\w*|behalt\w*|nouve\w+|
    nieuwe?|new|neue\w*|enkel|only|uniquement|nur
    """
)
#: Where a new value is spoken of, the old one is replaced and not only removed.
NEW = re.compile(
    r"\b(?:nouve(?:au|l|lle|aux)|nieuwe?|new|neue?[rsnm]?|devient|wordt vervangen|becomes|wird durch)\b|->|=>|→"
)
NOT = re.compile(
    r"\bne (?:pas )?(?:supprim|effac|retir|enlev)\w*(?! plus)|(?:supprim|effac|retir|enlev)\w+ pas|"
    r"niet (?:verwijder|schrap|wis)\w*|(?:do not|don't|not) (?:remove|delete|erase)|nicht (?:losch|streich|"
    r"entfern)\w*"
)
#: A question is no wish, but where it asks us to do it.
QUESTION = re.compile(r"\?\s*$")
POLITE = re.compile(
    r"\b(?:(?:would|could|can|will) (?:you|u)|(?:vous|vs) (?:pouvez|pourriez|voulez)|tu (?:peux|pourrais)|"
    r"(?:pouvez|pourriez|voulez|peux|pourrais) (?:vous|vs|tu)|(?:wil|wilt|kan|kunt|zou|zoudt) (?:u|je|jij|"
    r"gij)|kunnen jullie|willen jullie|"
    r"(?:pouvez|pourriez|voulez|voudriez)-vous|(?:peux|pourrais)-tu|(?:konnen|konnten|wurden|wollen) sie|"
    r"(?:kannst|konntest) du|please|bitte|svp|s'il vous plait|aub|graag|gelieve)\b"
)
#: Who asks how it is done wants to do it himself.
HOW = re.compile(
    r"\b(?:how (?:can |do |could )?(?:i|we|to)|comment|hoe (?:ik|we|wij|kan|kunnen|moet|je)|wie (?:ich|wir|"
    r"man|kann|konnen))\b"
)
IT = any_word(
    r"""
    (?:dat|dit|ce|cette|that|this|das|dieses?) (?:veld|gegeven|champ|donnee|field|feld|angabe)|
    (?:het|dat|dit|le|ce|the|that|this|die|diese) (?:nummer|numero|number)
    """
)
#: Nothing takes the place of what goes.
NO_OTHER = re.compile(
    r"\b(?:pas d'autres?|aucun(?:e)? autre|n'en (?:ai|avons|a) (?:pas|plus) (?:d')?autre|sans (?:rem|la rem|"
    r"le rem)plac\w*|"
    r"(?:n'est|n'a|ne sera) pas (?:ete )?remplace\w*|pas de (?:remplacant\w*|successeur|remplacement)|"
    r"laiss\w+ (?:\w+ ){0,3}vide|"
    r"(?:l'autre|les autres|celle d'ou|celle dont) .{0,40}(?:gard|conserv|reste)\w*|gard\w+ (?:l'autre|celle)|"
    r"geen (?:ander|nieuw|vervang|opvolg)\w*|niet vervangen|zonder vervang\w*|(?:mag|kan) leeg\w* blijven|"
    r"leeg ?(?:te )?laten|"
    r"(?:de|het) andere .{0,30}(?:behoud|blij|laten|hou)\w*|(?:behoud|hou|bewaar) (?:\w+ )?(?:de|het) andere|"
    r"no (?:new|other|replacement|successor|need for (?:a|another))|(?:nobody|no one) replaces|not (?:be )?replaced|"
    r"without (?:a )?replacement|"
    r"leave (?:\w+ ){0,3}(?:empty|blank)|keep (?:only )?(?:the|my) (?:other|one)|"
    r"(?:keine?n?|kein) (?:neue|ander|ersatz|nachfolg)\w*|ersatzlos|nachfolge\w* gibt es nicht|"
    r"ein\w* neue\w* kommt nicht|(?:eine?n? )?(?:neue|andere|zweite)\w* (?:nummer |adresse )?(?:gibt es|haben wir|habe ich|kommt|"
    r"bekommen wir) (?:\w+ )?(?:nicht|keine)|"
    r"(?:leer|frei) (?:bleiben|lassen)|nicht ersetzt|die andere\w* .{0,20}(?:behalt|bleib)\w*|"
    r"(?:behalt\w*) (?:\w+ )?die andere)\b"
)
#: A word of something that takes the place.
REPLACED = any_word(
    r"""
    remplac\w*|a (?:ma|sa|la|leur) place|au lieu|nouve\w+|desormais|dorenavant|successeur\w*|succed\w+|repren\w*|
    reprise?|
    vervang\w*|in (?:mijn|zijn|haar|de) plaats|in plaats|nieuwe?|voortaan|opvolg\w*|overgenomen|neemt|
    replac\w*|instead|new|from now on|successor|takes? over|taken over|rather|now|
    ersetz\w*|an (?:meiner|seiner|ihrer) stelle|statt|neue?[rsnm]?|kunftig|ab sofort|nachfolg\w*|ubernimmt|ubernommen|
    jetzt
    """
)
NONE = re.compile(
    r"^[^\w\n]*(?P<label>f|[a-z][a-z .'-]{1,25}?)(?:[ \t]*(?::|->|=>|→)+|[ ]{2,}|[ ]*\t)[^\n]{0,60}?(?:(?::|->|=>|→|\()\s*|^|"
    r"\s)(?:none|n/?a|geen|aucune?|neant|keine?[sr]?|nicht mehr|niet meer|entfallt|vervalt|mag weg|"
    r"(?:a |te )?(?:supprim\w*|enlever|effacer|verwijderen|schrappen)|supprime\w*|afgeschaft|loschen|"
    r"geloscht|remov\w*|delete\w*|weg)\b",
    re.MULTILINE,
)
