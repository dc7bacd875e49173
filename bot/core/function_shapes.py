"""What words for a function look like, and where they end."""

import re
from collections.abc import Set

from bot.core.belgium import is_place
from bot.core.firm_shapes import FORM_WORD
from bot.core.flat import flat
from bot.core.wording import any_word

_TWO = 2  # letters

#: "Head of Sales and Marketing": what is joined belongs to the title when it ends the sentence and has a capital.
_JOINED = r"(?!\s[A-ZÀ-Ý][\w-]+(?:\s[A-ZÀ-Ý][\w-]+)?\s*(?:$|[\n.,;:!?()]))"
ENDS = (
    r"\s*(?=$|[\n.,;:!?()|\"»”]|\s[-–—]\s|\s(?:en(?! chef)|et|and|und)\b"
    + _JOINED
    + r"|\s(?:geändert|angepasst|gewijzigd|aangepast|changed|werden|now|nu|jetzt|nun|maintenant|désormais|"
    r"voortaan|ernannt|befördert|benoemd|moet|pas|not|niet|nicht|chez|bij|at|bei|sinds|depuis|since|seit|"
    r"de la société|van (?:de|onze) (?:firma|zaak|vennootschap)|of (?:the|our) (?:company|firm)|der (?:firma|"
    r"gesellschaft)|"
    r"ben|bin|instead|rather(?: than)?|in plaats|plutôt|statt|au lieu|ipv|i\.p\.v|voor de rest|was|geworden|"
    r"à dater|with effect|effective|met ingang|avec effet|mit Wirkung|au \d|au 1er|le \d|op \d|per \d|on \d|zum|"
    r"as of|ab \d|vanaf|ici|hier|here)\b)"
)
_NO_FUNCTION = re.compile(
    r"^(?:one (?:in|who|that|to|of)|celui|celle|degene|diejenige|derjenige|in charge|responsible|"
    r"heel|erg|zeer|tres|very|sehr|quite|tevreden|satisf\w+|zufrieden|"
    r"baas|boss|patronn?e?$|"
    r"je suis|ik ben|ich bin|i am|i'?m|leiten?|dirige|gere|manage|"
    r"nooit|ooit|jamais|never|ever|nie|niemals|(?:person|personne|persoon|one|the one) (?:to|who|a|qui|die)|"
    r"niet|pas|plus|not|no|nicht|kein\w*|geen|seit|sinds|depuis|since|joignable|bereikbaar|reachable|"
    r"erreichbar|verhuisd|moved|"
    r"umgezogen|demenag\w*|getrouwd|married|verheiratet|mariee?|called|at|in|op|a|te|bei|sur|living|wonen|"
    r"pensionee?s?|retraitee?|retired|gepensioneerd|met|der|die|das|het|nog|still|toujours|alleen|enkel|"
    r"nur|only|ok|correct|als|comme|as|new|nieuw|neu|nouve\w+|wrong|fout|falsch|fausse|faux|incorrect\w*|changed|"
    r"gewijzigd|veranderd|geandert|vanaf|from|ab|a partir|des|back|happy|divorced|available|ready|sure|glad|away|out|"
    r"weg|terug|blij|klaar|zurueck|zuruck|froh|bereit|sicher|de retour|contente?|heureu\w+|in der|im|an|auf|zu|chez|"
    r"en|dans|"
    r"uw|jullie|votre|your|ihr\w*|contact\w*|ansprech\w*|interlocut\w*|madame|monsieur|mevrouw|meneer|frau|herr|"
    r"ne[e]? |geboren|born|the same|dezelfde|la meme|le meme|dieselbe|inchange\w*|ongewijzigd|unchanged|"
    r"unverandert)(?!\w)"
)
#: Where somebody works: no part of what he does there.
_HOUSE = (
    r"(?:[ÉéÀà]?(?i:crèche|école|entreprise|société|boîte|boite|asbl|vzw|maison|institut|institution|centre|service|"
    r"section|bureau|cabinet|magasin|commune|club|paroisse|pharmacie|fondation|association|groupe|établissement|"
    r"hôpital|"
    r"musée|résidence|clinique|polyclinique|bibliothèque|librairie|fédération|coopérative|mutuelle|banque|hôtel|"
    r"restaurant|théâtre|orchestre|chorale|fanfare|harmonie|ferme|domaine|château|boulangerie|brasserie|imprimerie|"
    r"lycée|"
    r"collège|athénée|université|académie|foyer|home|copropriété|usine|fabrique|filiale|agence|étude|ong|"
    r"intercommunale|"
    r"firma|zaak|bedrijf|vennootschap|\w*winkel|kantoor|gemeente|stad|\w*praktijk|groep|stichting|vereniging|"
    r"\w*ziekenhuis|"
    r"\w*bibliotheek|woonzorg\w+|wzc|rusthuis|\w*kliniek|\w*school|kinderdagverblijf|museum|federatie|universiteit|"
    r"bank|"
    r"mutualiteit|brouwerij|bakkerij|boekhandel|hotel|theater|koor|orkest|fabriek|\w*centrum|parochie|residentie|"
    r"crèche|"
    r"company|firm|shop|practice|office|group|foundation|association|\w*hospital|museum|library|(?:nursing|care) home|"
    r"residence|clinic|charity|university|college|council|trust|theatre|brewery|bakery|bookshop|plant|branch|"
    r"gesellschaft|betrieb|praxis|kanzlei|\w*verein|gruppe|krankenhaus|bücherei|\w*schule|\w*heim|\w*klinik|"
    r"\w*stiftung|"
    r"bibliothek|residenz|werkstatt|bäckerei|brauerei|buchhandlung|genossenschaft|hochschule|akademie|pfarrei|"
    r"stadt|zentrum|werk|filiale))"
)
#: Behind the function: the house that one has it in, the time, the sequel of the sentence.
_TAIL = re.compile(
    r"\s(?:"
    r"(?:à|a) (?:la|l['’]|partir|compter|temps|mi-temps|nouveau|plein)\b.*|(?:au sein|auprès|dès|depuis|pendant|dans|"
    r"chez|ici|dorénavant|désormais|svp|s['’]il)\b.*|"
    r"(?:du|de la|de l['’]|de notre|de cette|de mon|de ma|des|van de|van het|van ons|van onze|bij de|bij het|of the|"
    r"of our|at the|at our|for the|der|des|im|in der|am|beim|bei der|in de|in het|in the|dans la|dans le|au|aux|vom|"
    r"unserer?s?|einer?s?)\s?"
    rf"(?:\w+\s){{0,1}}?{_HOUSE}\b.*|"
    rf"(?:van|bij|of|at|de|d['’]|von|bei)\s?{_HOUSE}\s[A-ZÀ-Ý].*|"
    r"(?:du|de la|de l['’]|des|van|bij|bei|beim|chez|at|von|d['’])\s?(?!IT\b|HR\b|RH\b|ICT\b)[A-ZÀ-Ý]\w.*|"
    r"(?:op|per|ab|vanaf|as of|from|since|sinds|depuis|seit|le|on)\s\d.*|(?:op|an|ein|auf|aan|geworden|benoemd|sein|"
    r"zijn|worden|être|be|te|zu)$)"
)
_OF_A_FIRM = re.compile(r"\s(?:de |d['’]|van |of |bei |bij |at |von |chez |der |for )\s?[A-ZÀ-Ý].*")
#: Before the function: an article, or the verb that brought it.
_LEAD = re.compile(
    r"^(?:(?:an?|the|een|de|het|une?|le|la|der|die|das|als|comme|as|nu|now|jetzt|désormais|maintenant|voortaan|neu|"
    r"nieuw|new|bien|wieder|weer|passée?|devenue?|gewoon|gewone?|simple|einfacher?|simplement|just|simply|einfach|"
    r"bisher|avant|vroeger|"
    r"teruggekeerd als|werkzaam als|tätig als|working as|plutôt|eerder|rather)\s|l['’])+",
    re.IGNORECASE,
)


#: Words that no function contains: languages, states of life, forms of address, what else a sentence says.
_NOWHERE = any_word(
    r"""
    \w*(?:talige?|phone|sprachige?)|(?:ge)?pension\w*|retraite\w*|retired|rentner\w*|in rente|ruhestand|pensionist\w*|
    (?:d|p)r(?:of)?|prof|mme|mlle|mevr\w*|mevrouw|mr|mrs|ms|
    madame|monsieur|frau|herrn?|meneer|professor emeritus|anybody|anyone|nobody|niemand|personne|somebody|iemand|
    jemand|klant|client\w*|customer|kunde|kundin|
    qui|auparavant|lieu|wie|immer|toujours|always|altijd|erreichbar|bereikbaar|joignable|place|plaats|stelle|that's|
    who|which|dat|que|crm|fichier|bestand|
    ce|cette|dit|deze|this|these|diese\w*|nom|naam|names?|namen|his|her|my|your|their|mijn|uw|zijn|haar|jullie|votre|
    mon|ma|mein\w*|ihr\w*|je|ik|i|ich|wij|we|nous|wir|sans|
    zonder|without|ohne|niets|rien|nothing|nichts|
    m[ae]nn?|woman|homme|femme|vrouw|heer|dame|lady|gentleman|alle|all|tout|tous|privat\w*|particuli\w+|(?:aan|in|
    op) (?:de|het|een)|begonnen|told|professor|docteur|doctor|
    dokter|et puis|anni|jaar|ans|years|jahre|married|divorced|single|marie\w*|gehuwd|gescheiden|verheiratet|ledig|non|
    nee|nein|oui|ja|yes|faux|fout|falsch|wrong|correct|juist|richtig|
    not|niet|geen|nicht|kein\w*|pas|jamais|never|nooit|niemals|
    staat|staan|steht|stehen|figure|est|ist|is|are|sont|hebben|hebt|heeft|avez|avons|haben|have|has|had|wordt|devient|
    becomes|wird|werd|wurde|reste|restent|blijft|bleibt|remains?|stays|moet|doit|muss|should|must|klopt|stimmt|daar|
    dort|vous|you|jullie|cela
    """
)
#: How something is, and no work: an adverb alone, or one that begins what is said.
_ADVERB = re.compile(
    r"^(?!(?:family|supply|assembly|early|jelly|july|monthly|daily|weekly|elderly)\b)\w{3,}ly\b|^\w{3,}(?:mm?ent|"
    r"lich|weise)$|"
    r"^(?:zeker|absoluut|echt|beslist|helemaal|wel|natuurlijk|uiteraard|waarschijnlijk|misschien|eigenlijk|gelukkig|"
    r"jammer|"
    r"vast|stellig|hopelijk|binnenkort|opnieuw|altijd|meestal|eerst|eindelijk|certes|peut-etre|sans doute|bien sur|"
    r"encore|"
    r"bientot|toujours|souvent|deja|enfin|surtout|bestimmt|sicher|naturlich|wirklich|vielleicht|leider|immer|oft|bald|"
    r"schon|gern\w*|wohl|perhaps|maybe|still|already|soon|often|always|indeed|of course|afraid|einfach|eben|gerade|"
    r"derzeit|momenteel|tijdelijk|stets|lieber|liever|plutot)\b"
)
#: Where somebody is from, and what he is to others: nobody's work. "Project leader Belgium" is none of these.
_PERSON = re.compile(
    r"(?:^|\s)(?:belge|belg(?:ische|ier\w*)?|vlaming|vlaamse|flaman(?:d|de|in)|flame|waal(?:se)?|walin|wallone?|"
    r"\w*brusselaar|"
    r"brusselse|bruxellois\w*|zeeuw(?:se)?|limburg(?:er|se)|antwerpenaar|gentenaar|brugge(?:ling|nares)|west-vlaming|"
    r"holland(?:er|se|ais|aise)|nederland(?:er|se)|neerlandaise?|friezin|brabander|francaise?|fransman|"
    r"francaise|bretonne?|normande?|liegeois\w*|namurois\w*|parisien\w*|londoner|scot|scots(?:man|woman)|"
    r"welsh(?:man|woman)|irish(?:man|woman)?|english(?:man|woman)|brit(?:ish)?|american|amerika(?:an|anse|ner\w*)|"
    r"americaine?|deutscher?|allemande?|duitser?|"
    r"german|osterreicher\w*|autrichien\w*|schweizer\w*|suisse|swiss|basler\w*|berliner\w*|hamburger\w*|kolner\w*|"
    r"bayer|bayerin|"
    r"itali(?:aan|aanse|enne?|an|ener\w*)|spanjaard|spaanse|espagnole?|spanier\w*|spaniard|poolse|polonaise?|"
    r"marokkaan\w*|marocaine?|portugees|portugaise?|expat|immigrante?|buitenlander|etranger|etrangere|foreigner|"
    r"auslander\w*|"
    r"(?:groot|grand-?|gross)?(?:moeder|vader|mere|pere|mother|father|mutter|vater|parent|ouder)|mama|papa|oma|opa|"
    r"mum|mom|dad|"
    r"\w{3,}(?:ish|ese)|french|dutch|belgian|italian|american|romanian|bulgarian|ukrainian|russian|moroccan|indian|"
    r"canadian|australian|austrian|hungarian|norwegian|weduwe|weduwnaar|veuf|veuve|widow|widower|witwer?|zwilling|"
    r"tweeling(?:broer|zus)?|jumeau|jumelle|twin|"
    r"buur(?:man|vrouw)?|voisine?|neighbou?r|nachbar(?:in)?|"
    r"abonnee?s?|subscriber|abonnent(?:in)?|reader|lezer|lezeres|lecteur|lectrice|leser(?:in)?|fan|"
    r"vegetari\w+|vegan\w*|huurder|locataire|tenant|mieter(?:in)?|bewoner|bewoonster|habitante?|resident|"
    r"bewohner(?:in)?)"
    r"(?=$|\s(?:van|de|du|of|von|aus|from|uit|met|mit|with|avec|pur)\b)"
)
#: What has happened to somebody or what he does: a participle or a verb in the place of a function.
_HAPPENED = re.compile(
    r"^(?!gerant)(?:(?:auf|aus|ein|um|an|ab|zu)?ge\w{3,}(?:t|en)|(?:be|ver|ont|er|her)\w{2,}(?:rd|rt|ld|ndet|igd|igt|"
    r"nnen|hren|men|gen|ssen|igen)|\w+(?:igen|ieren|iert|ifier|nehmen))$|"
    r"^(?!managing|marketing|engineering|accounting|purchasing|consulting|training|planning|testing|buying|acting|"
    r"nursing|teaching|housing|building|operating|sourcing|pricing)\w+ing\b|"
    r"^(?!head|lead)\w+ed\b|^(?:paid|sent|made|gone|back|into|onto|oude|ancienne?|old|alte\w*|geen|kein\w*|no|een|"
    r"une?|an?)\b|\s(?:gewechselt|geworden|benoemd|gestopt|gekozen)$"
)


def is_function(said: str, own: Set[str]) -> bool:
    """Whether some words can be a function; ``own``: folded words of names that are none."""
    lower = flat(said)
    words = set(re.findall(r"[\w']+", lower))
    if len(said) <= _TWO or _NO_FUNCTION.match(lower) or FORM_WORD.search(said) or own & words or words <= _LINKS:
        return False
    return not is_place(said) and not any(check.search(lower) for check in (_NOWHERE, _ADVERB, _HAPPENED, _PERSON))


def trimmed(said: str, own: Set[str] = frozenset()) -> str:
    """Return the words of a function without an article and without the house, time and place behind them.

    ``own``: folded words of names; "Head of Sales of Okafor & Peeters" ends before them.
    """
    said = _TAIL.sub("", _LEAD.sub("", said.strip(" .\"'«»“”„")))
    if FORM_WORD.search(said):
        said = _OF_A_FIRM.sub("", said)
    words = said.split()
    for place, word in enumerate(words):
        if place > 1 and flat(word) in own and flat(words[place - 1]) in _LINKS:
            return " ".join(words[: place - 1])
    return said.strip(" .,-")


_LINKS = frozenset({"of", "at", "for", "de", "du", "van", "bij", "von", "bei", "chez", "der", "des"})
