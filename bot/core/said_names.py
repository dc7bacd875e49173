"""What the words around the writer's own name say of it, in the four languages; in folded text."""

import re

from bot.core.wording import any_word, word_set

#: What stands before the last word of a surname, in one word.
SMALL = word_set(
    """
    van vande vander vanden den de dela der von vonder du la le el al di da op opde te ter ten het zu zum zur
    """
)
_YOU = r"vous|vs|chez vous|chez vs|jullie|bij jullie|bij u|u|bij ulder|you|ihr|sie|bei ihnen|bei euch"
_INSTEAD = (
    r"au lieu d|a la place d|en lieu et place|plutot qu|ipv|i\.p\.v|in plaats van|in de plaats van|instead of|"
    r"rather than|"
    r"and not|statt|anstatt|anstelle|"
    r"(?:et |en |and |und |dus |donc |so |also |mais )?(?:surtout |zeker |bien |wel )?(?:pas|non|niet|nie|geen|not|"
    r"nicht|kein)"
)
_BEFORE = (
    r"ex|avant|anciennement|auparavant|ancien nom|jadis|vroeger|voorheen|oude naam|vorige naam|formerly|previously|"
    r"before|"
    r"vorher|fruher|bisher|bis jetzt|until now|so far|tot nu toe|jusqu'ici|jusqu'a present|vormals|ehemals|"
    r"alter name|was|war|etait|heette|hiess?"
)
_NOW = r"maintenant|mtn|desormais|dorenavant|a present|nu|voortaan|intussen|now|from now on|jetzt|nun|ab jetzt|kunftig"
_WRITE = (
    r"ecri\w+|avez\w*|aviez|mett\w+|mis|not\w+|encod\w+|appel\w+|hebben|hebt|heb|heeft|schrij\w+|schre\w+|noem\w+|"
    r"zet\w*|"
    r"have|had|write|wrote|spell\w*|put|call\w*|habt|haben|schreib\w*|nenn\w*|fuhrt|fuhren|macht|maken|make|faites"
)
OLD_BEFORE = re.compile(
    rf"(?:^|[\s(,;])(?:{_YOU})\s?:?\W{{0,3}}$|"
    rf"\b(?:{_YOU}) (?:m'|l'|me |mij |mich |it |le |la |es |het |er )?(?:{_WRITE})\b[^.,;!?:\n]{{0,25}}:?\W{{0,3}}$|"
    rf"\b(?:{_YOU}) [^.;!?:\n]{{0,40}}\b(?:{_WRITE})\W{{0,3}}(?:(?:toujours|encore|steeds|altijd|nog|still|always|"
    rf"immer|noch) )?"
    r"(?:(?:mr|m|mme|madame|monsieur|dhr|mevr|mevrouw|meneer|frau|herr|herrn|mrs|ms|mr)\.? )?\W?$|"
    rf"\b(?:{_BEFORE}|plus|niet meer|no longer|nicht mehr|pas|niet|not|nicht|non|geen|kein)\W{{1,3}}"
    r"(?:(?:c'etait|het was|it was|(?:[a-z]{1,6} ){0,2}(?:nom|naam|name)) )?(?:juste |just |nur |bloss? |enkel |"
    r"maar )?(?:mr |mme |als |as |sous |onder |unter )?\W?$|"
    r"\b(?:au lieu d|a la place d|plutot qu|ipv|i\.p\.v\.?|in plaats van|instead of|rather than|statt|anstatt|"
    r"anstelle)[^.,;!?:\n]{0,15}$|"
    r"\b(?:aus|ex[- ](?:name|nom|naam)\w*|ancien nom|oude naam|old name|alter name)\b[^.,;!?\n]{0,12}$|"
    r"\b(?:stond|staat|steht|stand|figure|lis|lees|(?<!should )(?<!must )(?<!to )read|lese|kende|kent|connai\w+|"
    r"knew|know|kannten|"
    r"kennen)\b[^.!?:\n]{0,35}$|"
    r"\b(?:nur|alleen|enkel|only|just|seulement|uniquement|bloss?|sous|under|unter|onder)\W{1,3}$"
)
NEW_BEFORE = re.compile(
    r"\b(?:(?:j'?|je )?m'? ?appelle|heet|heiss?e?|trage|fuhre|bin|ben|suis|i'm|am|redevien\w+|reprend\w*|repris|"
    r"terug (?:op|naar)|"
    r"(?:back|return\w*) to|wieder|opnieuw|weer|again|a nouveau|meisjesnaam|madchenname\w*|geburtsname\w*|"
    r"maiden name|"
    r"birth name|jeune fille|de naissance|eigen naam|own name|propre nom|eigene\w* name\w*|le mien|porte|draag|bear|"
    r"carry|signerai|teken|mettez|mettre|zet|noteer|noteren|"
    r"notez|inscri\w+|setzt|notier\w+|put me down|list me|eintragen|wordt|devient|becomes?|wird|doppelname\w*|"
    r"double nom|"
    rf"dubbele naam|double name|{_NOW})\b,?[^.,;!?\n]{{0,30}}$|"
    r"\b(?:remplac|vervang|replac|ersetz|chang|\w*wijzig|verander|amend|ander|modif|corrig|"
    r"pass)\w*\b[^.!?\n]{2,90}\b(?:par|door|by|"
    r"durch|in|en|naar|to|into|with|mit|zu|a)\W{1,3}(?:celui de\W{1,3}|die van\W{1,3}|(?:mijn|my|meinen|"
    r"mon) (?:eigen|own|eigenen|propre)?"
    r" ?(?:naam|name\w*|nom)\W{1,3})?$|"
    r"\b(?:sondern|maar|mais|but)\W{1,3}(?:(?:wel|bien|als|as|comme) )?$|"
    r"\b(?:c'est|il faut|het is|moet zijn|it's|it is|should (?:be|read)|must read|moet luiden|il faut lire|"
    r"soll lauten|richtig|juist|correct|es heisst|es ist|doit etre)\b[^.,;!?\n]{0,12}$"
)
BUT_BEFORE = re.compile(r"\b(?:sondern|maar wel|mais bien|but rather|mais|maar|but)\W{1,3}(?:(?:als|as|comme) )?\W?$")
NEW_AFTER = re.compile(
    rf"[\"'»”)\s,(–-]{{0,4}}(?:(?:{_INSTEAD})\b|(?:{_NOW})\b|plus\b|no longer\b|niet meer\b|nicht mehr\b|geworden\b|"
    r"(?:et|en|and|und) (?:plus|niet meer|no longer|nicht mehr)\b|"
    rf"(?:{_BEFORE})\b|[(,;]\s?(?:{_YOU})\b|"
    rf"(?:{_YOU}) (?:{_WRITE})\b|"
    r"(?:est|is|ist) (?:mon|mn|mijn|my|mein|le|de|the|der) (?:nom de|eigen|meisjesnaam|maiden|own|madchen|geburts|"
    r"nouve|nieuw|new|neu))"
)
OLD_AFTER = re.compile(
    r"[\"'»”)\s]{0,3}(?:->|=>|→|(?:devient|wordt|wird|becomes?|werd|wurde)\b|"
    r"(?:bitte |please |svp |graag |aub )?(?:uberall |partout |overal |everywhere )?(?:ersetzen|vervangen|remplacer|"
    r"loschen|streichen|"
    r"schrappen|supprimer)\b|"
    r"(?:volgens|selon|according to|laut) (?:jullie|u|vous|you|ihnen|euch)\b|"
    r"[^.,;!?\n]{0,10}\b(?:valt weg|vervalt|verdwijnt|mag weg|bestaat niet|disparait|tombe|n'existe plus|entfallt|"
    r"fallt weg|can go|"
    r"(?:is|est|ist) (?:gone|history|fini|verleden|vorbei|passe)|no longer exists|existiert nicht|heet ik niet|"
    r"heisse? ich nicht)|"
    r"(?:maintenant|mtn|jetzt|nu|now) (?=\w)|(?:est|is|ist|war|was|etait) (?:mon|mn|mijn|my|mein|le|de|the|"
    r"der) (?:ancien|oud|old|former|alt|nom d'epouse|ex))"
)
SAME_BEFORE = re.compile(
    r"\b(?:je|i|i'm|ik|ich) (?:\w+ )?(?:gard\w+|conserv\w+|keep\w*|behoud\w*|houd?|behalt\w*) (?:aber |toch |wel |"
    r"the name |le nom |"
    r"de naam |den namen )?\W?$"
)
SAME_AFTER = re.compile(
    r"[^.!?\n]{0,25}?\b(?:klopt|stimmt|est (?:bon|bonne|correct\w*|juste|ok)|is (?:right|fine|correct|ok|juist|goed|"
    r"in orde)|"
    r"ist (?:\w+ )?(?:richtig|korrekt|ok)|bleibt|blijft|reste|stays)\b(?! (?:niet|pas|nicht|not))"
)
#: What stands between a right name and a wrong one; behind it a name, not a word.
CONTRASTED = re.compile(
    rf"[\"'»”’)\s,(–-]{{0,4}}(?i:(?:bitte|svp|aub|alstublieft|"
    rf"please))?[.!]?\s?\(?(?i:{_INSTEAD})['e]?\s[\"'«“„‘]?[A-ZÀ-Ý][\w'’-]+[\"'»”’)\s.,;!?]|"
    r"[\"'»”’)\s,(–-]{0,4}(?i:au lieu d|à la place d|ipv|i\.p\.v|in plaats van|instead of|rather than|statt|anstatt)"
)
BUT = re.compile(
    r"(?i:\b(?:pas|niet|non|not|nicht|geen|kein)) [\"'«“„‘]?[A-ZÀ-Ý][\w'’-]+[\"'»”’]?,? (?i:mais|maar|but|"
    r"sondern)(?i: wel| bien)? [\"'«“„‘]?$"
)
#: A double name of which we hold one part.
COMPLETE = any_word(
    r"complet\w*|entier|volledige?|voluit|full|complete\w*|vollstandig\w*|erganz\w*|aanvul\w*|two surnames|deux noms|"
    r"double nom|dubbele naam|double name|doppelname\w*|bindestrich\w*|ontbreekt|manque|missing|fehlt|nur|bloss?|"
    r"alleen|enkel|"
    r"slechts|only|just|seulement|uniquement|incomplet|onvolledig|incomplete|unvollstandig|moitie|helft|half|halfte"
)
#: "X, not Y", where X is not the name in From.
ANOTHER = re.compile(
    r"(?:^|\s)[\"“”„«'‘]?[A-ZÀ-Ý][\w'’-]+[\"”»'’]?,?\s\(?(?:(?:et|en|and|und) )?(?:niet|pas|non|not|nicht|ipv|"
    r"i\.p\.v\.|in plaats van|au lieu de|"
    r"à la place de|instead of|statt)\s[\"“„«'‘]?$"
)
#: The letter speaks of names in so many words.
NAME = any_word(
    r"nom|noms|prenoms?|patronyme|naam|namen|voornaam|achternaam|familienaam|names?|surname|vorname\w*|nachname\w*|"
    r"familienname\w*|s'ecrit|orthograph\w*|\w*spell\w*|spel|spelt|\w*schrijf\w*|schreib\w*|geschrieben|m'appel\w*|"
    r"heet|heiss?e?|"
    r"typo|faute de frappe|tikfout|tippfehler|call(?:ing|ed)? me|noem\w*|nenn\w*"
)
#: Names change by marriage, divorce, and in court.
RENAMED = any_word(
    r"mariage|mari[ee]e?s?|epouse[er]|jeune fille|divorc\w*|nom d'usage|nom d'epouse|dit oui|ja gezegd|zeiden we ja|"
    r"sa(?:id|y) \W?i do|ja gesagt|pacs\w*|adopt\w*|geadopteerd|changement de nom|nouveau nom|huwelijk|huwde|"
    r"getrouwd|gehuwd|trouw(?!ens|e\b)\w*|scheiding|gescheiden|meisjesnaam|naamswijziging|naamsverandering|"
    r"nieuwe (?:achter|familie)?naam|naam terug|married|marriage|"
    r"wedding|hitched|tied the knot|maiden|new (?:sur|last )?name|name change|change of name|heirat\w*|geheiratet|"
    r"verheiratet|scheidung|"
    r"geschieden|hochzeit|\w*madchenname\w*|geburtsname\w*|namensanderung|neuen? name[nr]?|neuer name|doppelname\w*|"
    r"dubbele naam|"
    r"double nom|double name|(?:along with|ainsi que|evenals|sowie|et|en|and|und|also) (?:my|mon|mijn|"
    r"meinen) (?:surname|last name|nom|"
    r"achternaam|familienaam|nachnamen)|"
    rf"(?:m'appelle|heet|heiss?e|name is) (?:{_NOW})"
)
#: Common words that look like names.
COMMON = word_set(
    """
    e-mail email mail mails emails tel gsm fax bitte merci danke bedankt dank thanks thank groet groeten groetjes gruss
    volgens selon
    grusse gruesse mvg best beste bests regards cheers sincerely yours cordialement salutations bien bonne bon alvast
    graag gelieve vriendelijke vriendelijk hartelijke freundliche liebe lieber liebes hallo hello dear geachte bonjour
    madame monsieur mevrouw meneer herr herrn frau
    """
)
#: Before a name that is written out for an envelope or an address.
TITLED = re.compile(
    r"(?:\b(?:m\.|mr|mme|mlle|mrs|ms|miss|monsieur|madame|mevrouw|mevr\.?|dhr\.?|meneer|mijnheer|de heer|frau|"
    r"herrn?|dr)\.? |[\"«“„‘] ?)$"
)
#: The writer speaks of his own name, not of that of a mailbox or a file.
MY_NAME = any_word(
    r"(?:mon|mijn|m'n|my|mein|meine[mnrs]?|notre|onze|our) (?:\w+ )?(?:nom|prenom|naam|voornaam|achternaam|"
    r"familienaam|name|surname|vorname|"
    r"nachname|familienname|namen|vornamen|nachnamen)|nom de famille|achternaam|familienaam|surname|last name|"
    r"first name|nachname|vorname|"
    r"voornaam|prenom|familienname|\w*spell\w*|orthograph\w*|schrijfwijze|schreibweise|m'appelle|ik heet|"
    r"ich heiss?e|my name"
)
FIRST = any_word(r"prenoms?|voornaam|voornamen|first names?|given name|vorname\w*")
FIRST_CHANGED = re.compile(
    r"\b(?:prenom|voornaam|first name|given name|vorname\w*)\b[^.!?\n]{0,40}\b(?:chang|modif|veranderd|gewijzigd|"
    r"geandert|"
    r"officie|offizie)|"
    r"\b(?:chang\w*|modifi\w*|wijzig\w*|verander\w*|gewijzigd|veranderd|ander\w*|"
    r"geandert)\b[^.!?\n]{0,25}\b(?:prenom|voornaam|"
    r"first name|given name|vorname\w*)\b"
)
#: "My surname is right": what is not to be changed.
IS_RIGHT = re.compile(
    r"(?i:\b(?:(?P<any>(?:mon|mijn|m'n|my|mein)(?: eigen| own| propre| eigener)? (?:nom|naam|name)(?: à moi)?|(?:de|"
    r"der|the|le) "
    r"(?:naam|name|nom)(?! de))|"
    r"(?P<last>(?:nom de famille|achternaam|familienaam|surname|last name|family name|nachname|familienname))|"
    r"(?P<first>(?:prénom|voornaam|first name|vorname)))\b(?:,[^,.;:!?\n]{2,25},|"
    r"\s?\([^()\n]{2,30}\))?[^.,;:!?\n]{0,20}?"
    r"(?:\b(?:klopt|stimmt)\b(?! (?:niet|nicht))|"
    r"\b(?:est|is|ist|staat|steht|has been)\b(?! (?:niet|pas|not|nicht))[^.,;:!?\n]{0,25}\b(?:correct\w*|juist|"
    r"richtig|korrekt|right|"
    r"fine|bon|ok|goed|in orde|impeccabl\w*|juste|exact)\b|"
    r"\b(?:(?:darf|kann|mag|kan|peut|can|may) (?:so |zo |ainsi )?(?:bleiben|blijven|rester|stay)|bleibt|blijft|"
    r"reste|stays|remains|"
    r"ne change pas|verandert niet|does not change|ändert sich nicht)\b))(?!:?,?\s[\"«“„]?[A-ZÀ-Ý])"
)
CONTACT = re.compile(
    r"\bcontact(?:s|pers\w*|person\w*)?\b(?! ?formul)|\bansprechpartner\w*|\baanspreekpunt\b|"
    r"\bpersonne de reference\b"
)
#: What belongs to a firm, and not to the person who writes.
FIRM = any_word(
    r"societes?|firma\w*|bureau|cabinet|company|business|trading name|entreprise|enseigne|commerce|\w*bedrijf\w*|"
    r"zaak|winkel|shop|"
    r"salon|\w*kapsalon|boutique|atelier|praktijk|praxis|unternehmen\w*|geschaft|denomination|handelsnaam|"
    r"raison sociale|gmbh|srl|"
    r"sprl|bvba|vzw|asbl|maatschappij|vennootschap|vereniging|association|verein|school|ecole|schule|onderneming|"
    r"vestiging|laden"
)
#: Words that may stand before a surname, in capitals at that.
BEFORE_NAME = re.compile(
    r"m|mr|mme|mlle|mrs|ms|miss|monsieur|madame|mademoiselle|mevrouw|mevr|dhr|heer|meneer|mijnheer|frau|herrn?|dr|"
    r"prof|"
    r"(?:nach|familien|doppel|ehe|madchen|geburts|vor)?namen?s?|nom|naam|name|achternaam|familienaam|meisjesnaam|"
    r"surname|"
    r"schreibweise|familie|famille|family|fam"
)
#: In From: no single person.
NO_PERSON = any_word(
    r"en|et|and|und|e|&|asbl|vzw|srl|bvba|bv|sa|nv|sprl|gmbh|ltd|llp|inc|\w*school|ecole|college|lycee|athenee|"
    r"secretariat|"
    r"secretariaat|sekretariat|cpas|ocmw|magazijn|magasin|dienst|service|services|team|equipe|info|compta\w*|"
    r"boekhouding|"
    r"buchhaltung|accounting|finance|admin\w*|support|contact|\w*verein|club|famille|familie|family|fam|veiling|"
    r"bureau|kantoor|"
    r"pharmacie|apotheek|apotheke|praxis|praktijk|cabinet|boutique|hotel|restaurant|cafe|brasserie|frituur|friterie|"
    r"salon|"
    r"kapsalon|wasserij|drukkerij|druckerei|bouwwerken|events?|verwaltung|haus|buro|bibliotheque|bibliotheek|mairie|"
    r"commune|gemeente|"
    r"ville|stad|paroisse|residence|residentie|syndic|consult\w*|solutions|group|groep|groupe|shop|winkel|magasins|"
    r"studio|"
    r"office|atelier|garage|boulangerie|bakkerij|backerei|backoffice|hr|rh|onthaal|accueil|reception|receptie|"
    r"direction|directie"
)
