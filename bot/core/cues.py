"""The words around a value that call it old, new, unchanged or none of ours, in the four languages.

Everything is matched in folded text (lower case, no accents). ``BEFORE`` tables are searched in the words before a
value, where the nearest one decides; ``AFTER`` tables begin at the words behind it. What stands between two values is
in ``between``.
"""

import re

from bot.core.wording import whole_words

#: "the old one is", "you have", "the wrong", "no longer": what follows is to be replaced.
OLD_BEFORE = re.compile(
    whole_words(
        # French
        r"ancien(?:ne)?s?|ex|avant|anciennement|auparavant|precedent\w*|jadis|jusqu'(?:ici|a present|alors|"
        r"a maintenant|au)",
        r"jamais|nooit|never|niemals|plus(?! (?:facile|simple|vite|tard|recent|de mails?))|(?:vous|"
        r"vs) (?:m'|l')?(?:avez|aviez|"
        r"indiquez|affichez|ecrivez|utilisez|mentionnez)",
        r"(?:sur|dans|sous|selon|chez) (?:\w+ ){0,2}vos (?:dossiers|fichiers|documents|factures|lettres|"
        r"courriers|donnees)|chez vous|dans (?:votre|"
        r"vos) \w+|votre (?:fiche|fichier|base|systeme)",
        r"encodee?s?|enregistree?s?|repris\w*|figur\w+|indique(?:e?s?|nt|ait)|disait|(?:c'est|est) (?:ecrit|marque|"
        r"note)|errone\w*|faux|fausse\w*|mauvais\w*|"
        r"fautif|fautive|incorrecte?s?|inexacte?s?",
        r"au lieu|a la place|remplac\w+(?! par)|vendue?s?|sur l'(?:enveloppe|etiquette)|quitte\w*|avons ete|etai(?:t|"
        r"s)|celui que vous avez|"
        r"celle que vous avez|abandonn\w+",
        # Dutch
        r"oude?|ouwe|vroeger\w*|voorheen|vorige?(?! (?:week|maand|jaar|maandag|vrijdag))|voormalig\w*|"
        r"tot nu(?: toe)?|tot voor kort",
        r"(?:jullie|u|je|ge) (?:heb\w*|heeft|gebruik\w*|schrijf\w*|schreven|schreef|vermeld\w*)|er staat|staat er|"
        r"staat|"
        r"stond|stonden|bij (?:jullie|u)",
        r"foute?|foutieve?|verkeerde?|onjuiste?|in plaats|ipv|i\.p\.v\.?|vervang\w*(?! door)|verkocht|was|waren|heette|"
        r"verlaten|ontvingen",
        # English
        r"old|former(?:ly)?|previous(?:ly)?|prior|were|no longer|used to be|you(?:'ve|"
        r" have)(?: got)?(?: me)?(?: down)?",
        r"on file|your (?:records?|files?|systems?|database) (?!to)\w+|(?:list\w*|know) (?:me|us) as|"
        r"in your \w+ (?:it|there|that)|listed|registered|wrong|"
        r"incorrect|"
        r"mistyped|outdated|instead|rather than|replace(?! (?:it )?(?:by|with))|sold",
        r"left",
        # German
        r"alte?[nrsm]?|bisher\w*|fruher\w*|ehemalig\w*|vormals|vorherig\w*|sie (?:haben|"
        r"fuhren|schreiben|verwenden)",
        r"bei ihnen|da steht|dort steht|steht|eingetragen|hinterlegt|gespeichert|falsch\w*|fehlerhaft\w*|"
        r"unrichtig\w*|statt|anstatt|anstelle",
        r"war|waren|ersetzen(?! durch)|verkauft",
        r"(?:u|jullie) bel(?:t|len)|vous (?:m'|nous )?(?:appelez|telephonez)|you (?:keep )?(?:call|ring)(?:ing)?|"
        r"sie rufen",
        # Verbs of taking away
        r"supprime[zr]|efface[zr]|retire[zr]|enleve[zr]|schrap(?:pen)?|verwijder(?:en)?|delete|remove|streichen|"
        r"loschen",
    )
    + r"|\b(?:in|on) your \w+[^\w:]*$"
)

#: A negation reaches only as far as the next comma.
NOT_BEFORE = re.compile(
    whole_words(
        r"pas|non|ni|plus(?! (?:facile|simple|vite|tard|recent|de))|niet|nie|ni|geen|not|isn't|aren't|nicht|kein\w*"
    )
    + r"[^,;:.!?\n]{0,35}$"
)
#: "changed from", "moved from": the value that follows is the old one.
AWAY_FROM = re.compile(
    r"\b(?:\w*wijzig\w*|\w*verander\w*|chang\w*|mov(?:ed|ing)|verhuis\w*|verhuizen|demenag\w*|umgezogen|"
    r"ziehen|passe\w*|transfere\w*)\b[^.!?,;\n]{0,40}"
    r"\b(?:van|de|du|from|von|vom)\W*(?:het |de |le |la |the |der |die )?$"
)
#: A contrast calls a value new only where nothing stronger speaks.
BUT_BEFORE = re.compile(whole_words(r"mais|or|donc|maar|wel|dus|but|so|aber|also") + r"[^,;.!?\n]{0,12}$")
#: "not ... but": what stands right behind the contrast is new, whatever was said before it.
NOT_BUT = re.compile(
    whole_words(r"pas|plus|niet|nie|geen|not|no longer|isn't|nicht|kein\w*")
    + r"[^.;:!?\n]{2,90}?\b(?:mais|maar|but|sondern)(?: (?:bien|plutot|wel|nu|now|rather|desormais|jetzt))?"
    r"(?: (?:au|a|la|le|de|het|die|das|der|dem|op|in|im|at|auf|als|en|the|n°|numero|nummer|number))*\W*$"
)
#: "is" alone calls a value new only where nothing stronger speaks.
IS_BEFORE = re.compile(whole_words(r"est|is|ist|sont|zijn|are|sind|lautet") + r"[^,;.!?\n]{0,12}$")
#: What is said of the other, old value in passing: it says nothing of the value itself.
OLD_ASIDE = re.compile(
    r"[,(;-]?\s*(?:et |en |and |und |car |want |as |da )?(?:l'?(?:ancien\w*|autre)|'?t oud\w*|(?:the|het|de|die|das|"
    r"der) (?:other|andere)\w*(?: one)?|(?:la|le|de|het|die|das|der|the|mon|mijn|my|meine?) (?:oude?|"
    r"vorige|alte\w*|old|former|ancien\w*|precedent\w*)(?: one| (?:gsm-?)?nummer| number| numero| adresse?|"
    r" adres| e?-?mail\w*)?)"
    r" [^,.;:()\n]{0,45}?\b(?:plus|niet(?: meer)?|ni meer|weg|no longer|gone|nicht(?: mehr)?|raus|loschen|"
    r"streichen|vervalt|disconnected|supprime\w*|geschrapt|verwijder\w*|delete\w*|remove\w*|effac\w*|"
    r"vervallen|dead|morte?|kapot|tot)\b[^,.;:()\n]{0,20}"
)

#: "the new one is", "now", "it should be", "I live at": what follows holds.
NEW_BEFORE = re.compile(
    whole_words(
        r"nouve(?:au|aux|l|lle|lles)|desormais|dorenavant|maintenant|a present|actuel\w*|a (?:partir|"
        r"compter|dater) d\w*|des",
        r"deviennent|devient|sera|c'\s?est|c est|cest|il (?:faut|s'agit)|faut|lire|doit etre|correct\w*|"
        r"exacte?s?|bon(?:ne)?|juste",
        r"domicili\w*|passer (?:sur|au|a)|moi je suis|je suis a|nous sommes a|(?:la|le|les) (?:mienne?s?|notres?)|"
        r"parti(?:s|es|e)?|"
        r"transfere\w*|etabli\w*|j'habite|habitons|demenag\w+|emmenag\w+|installe\w*|trouverez|joindre|"
        r"joignable|s'ecrit|"
        r"s'appelle|remplace par|voici|changer en",
        r"nieuwe?|voortaan|nu|vanaf|wordt|worden|moet(?: zijn)?|moest|juiste?|correcte?|"
        r"verhui[sz]\w*|het is|'t is|tis|(?:een )?ander (?:gsm\w*|nummer|adres|mail\w*)|nouvo|nvo|nv",
        r"add|use|utiliser|(?<!vous )utilisez|gebruik(?:en)?|(?<!sie )verwende\w*|nutzen|toevoegen|(?:we|"
        r"wij|nous) (?:huren|zitten|louons|occupons|rent)|based|located|gelegen|situe\w*|(?:het|"
        r"de) (?:mijne|onze)|woon\w*|wonen|gevestigd|bereikbaar|te bereiken|opnieuw|terug|met ingang",
        r"new|now|from now on|henceforth|as of|should|it's|its|becomes?|right|mov(?:ed|"
        r"ing)(?: house)? to|relocat\w+",
        r"mine|reach(?:ed|able)?|live|update(?:d)? (?:it )?to|change (?:it )?to",
        r"neue?[nrsm]?|jetzt|nun|nunmehr|ab(?: sofort| jetzt)?|kunftig|zukunftig|lautet|wird|sondern|"
        r"richtig\w*|korrekt\w*|heisst|muss",
        r"manque\w*|manquait|oublie\w*|omis|ajout\w+|complet\w*|ontbr\w+|vergeten|toe ?(?:te )?voegen|"
        r"aan ?(?:te )?vullen|missing|forgot\w*|fehlt\w*|hinzufugen|erganz\w*",
        r"(?:reprise?|rachetee?) par|overgenomen door|taken over by|ubernommen (?:durch|von)",
        r"onder de naam|sous (?:le nom|la denomination|la societe)|under the name|unter dem namen|gaat verder als",
        r"(?:depuis|sinds|since|seit)(?: le| dem| the)? \d{1,2}(?:er|st|nd|rd|th|\.)?",
        r"meine ist|zieh(?:e|en|t) nach|(?:um)?gezogen|erreichbar|zu erreichen|erreichen|wohne\w*",
        r"notez|noter|indiquer|enregistrer|encoder|inscri(?:re|vez)|encode[zr]|noteer|zet er|enter|tragen sie|"
        r"eintragen",
    )
    + r"|->|=>|→|>>"
    r"|(?:[,;:.]|^)\W*(?:vs|vous|u|jullie|you|sie) (?:devez|moet\w*|should|sollten)\b"
    r"|\b(?:remplac|vervang|replace|ersetz)\w*[^.!?\n]{0,60}\b(?:par|door|by|with|durch)\W*$"
    r"|\b(?:wijzig\w*|verander\w*|aan te passen|aanpassen|chang\w+|modifi\w+|corrig\w+|update|ander\w*|"
    r"omzetten|umstellen|anpassen|mettre|zetten|adapt\w*)\b[^.!?\n]{0,60}\b(?:in|en|to|naar|auf|zu|vers|"
    r"par|door)\W*$"
)

#: "stays", "the same": the value is only repeated.
SAME_BEFORE = re.compile(
    whole_words(
        r"n'(?:a|ont) pas (?:bouge|change)\w*|(?:is|zijn) niet (?:veranderd|gewijzigd)|(?:has|"
        r"have) not (?:moved|changed)|hat sich nicht|rest(?:e|ent|era|eront)|demeur\w+|gardez|garde|"
        r"conserv\w+|inchange\w*|toujours|meme",
        r"blijf\w*|blijven|behoud\w*|ongewijzigd|zelfde|nog (?:altijd|steeds)|laat|laten staan|hou",
        r"remains?|stays?|still|keep|unchanged|same|bleib\w*|behalte\w*|unverandert\w*|weiterhin|"
        r"gleiche?[nrs]?|nach wie vor|wie (?:gehabt|bisher|immer)|comme (?:avant|toujours)|zoals (?:voorheen|altijd)|"
        r"as (?:before|ever|always)",
    )
)
SAME_AFTER = re.compile(
    r"[\s,;:()=>-]*(?:\w+ ){0,2}?(?:ok|okay|inchange\w*|ongewijzigd|unchanged|unverandert|idem|(?:het|"
    r"de)?zelfde|same|gleich|"
    r"bleib\w*|blijft|blijven|reste(?:nt)?|demeure\w*|remains?|stays?|wie bisher|gilt weiterhin|geldt nog|"
    r"still valid|ne changen?t? pas|"
    r"behalte\w* (?:ich|wir)|behoud\w* (?:ik|wij?|we)|hou\w* (?:ik|wij?|we)|(?:je|nous) (?:l[ea] )?gard\w+|"
    r"(?:i|we)(?:'m|'re| am| are)? keep\w*|(?:wijzigt|verandert|wijzigen) niet|"
    r"pas change\w*|niet (?:veranderd|gewijzigd)|not changed|nicht geandert|"
    r"meme|toujours|(?:is|are) still|(?:does|do)n't change|does not change|mag (?:u |je )?(?:laten staan|"
    r"blijven)|klopt(?! niet)|stimmt(?! nicht))\b"
)

SAME_LATER = re.compile(
    r"[^.!?\n]{0,120}\b(?:(?:blijven|blijft|restent|reste|bleiben|bleibt|remains?|"
    r"stays?) (?:\w+ ){0,2}(?:ongewijzigd|inchange\w*|identiques?|unverandert|unchanged|the same|gleich|"
    r"les memes|dieselben|hetzelfde|dezelfde|wat het was)|"
    r"(?:wijzigen|veranderen|wijzigt|verandert) (?:dus )?niet|ne changent? (?:donc )?pas|andern sich nicht|"
    r"do(?:es)? not change|don't change|treffen zu|trifft zu|"
    r"(?:mag|mogen) (?:u |je |jullie )?(?:blijven|laten) staan|laten staan|behouden|restent? (?:valables?|"
    r"d'application|actif))\b"
)

#: Somebody else's value, or one not to be kept.
OTHER_BEFORE = re.compile(
    whole_words(
        r"(?:son|sa|leur) (?:numero|n°|adresse|mail|gsm|tel\w*)|(?:haar|zijn|hun) (?:nummer|adres|mail\w*|"
        r"gsm|telefoon\w*)",
        r"(?:her|his|their) (?:(?:own|mobile|phone|direct) )?(?:number|address|e-?mail|mobile|phone)|"
        r"(?:ihre|seine) (?:handy)?nummer ist",
        r"desinscri\w+|desabonn\w+|uitschrijv\w+|opt[- ]out|unsubscribe|abmeld\w+|du compte|van (?:mijn|"
        r"de) account|of the account|des kontos",
        r"mon mari|ma femme|mon epouse|mijn man|mijn vrouw|my (?:husband|wife|mother|father|son|daughter)|"
        r"mein mann|meine (?:frau|mutter)|ma mere|mon pere|mijn (?:moeder|vader|zoon|dochter|boekhouder)|"
        r"mon comptable|(?:mon|notre|mijn|onze|my|our|mein|unser) (?:notaire|avocat\w*|notaris|advoca\w+|"
        r"lawyer|solicitor|notar|anwalt|steuerberater)|my accountant",
        r"provisoire\w*|temporaire\w*|tijdelijke?|temporar\w+|vorubergehend\w*|vorlaufig\w*",
        r"livr(?:er|ez|ee?s?)|geleverd|te leveren|levering|delivered|geliefert|lieferung|op de werf|"
        r"sur (?:le )?chantier|"
        r"livraison|leveringsadres|leveradres|delivery address|lieferadresse|lieferanschrift|questions? ?\?.{0,30}",
        r"(?:mon|ma) (?:voisin|voisine|soeur|frere|collegue|fille|fils)|mes collegues|mijn (?:buur\w*|zus|"
        r"broer|collega's?)|"
        r"my (?:neighbou?r|sister|brother|colleagues?)|meine? (?:nachbar\w*|schwester|bruder|kolleg\w+|tochter)",
    )
)
OTHER_AFTER = re.compile(
    r"\s*\(?(?:niet voor jullie|pas pour vous|not for you|nicht fur sie)|"
    r"[^.!?\n]{0,60}\b(?:(?:brauchen|mussen) sie (?:\w+ ){0,3}nicht (?:zu )?(?:speichern|notieren)|"
    r"(?:ne (?:pas|devez pas|faut pas)|inutile de) (?:\w+ ){0,3}(?:enregistrer|conserver|noter|encoder)|"
    r"(?:hoeft|hoeven|moet|mag) (?:\w+ ){0,4}niet (?:\w+ ){0,2}(?:bewaren|op te slaan|noteren|te noteren)|"
    r"(?:no need to|don't|do not|needn't) (?:save|store|keep|record|note)|"
    r"(?:uniquement|seulement) pour (?:cette|la) livraison|enkel voor deze levering|only for this (?:delivery|order))"
)


#: "What changed is in capitals": which of the values that is, plain text shows of capitals only.
LOOKS = re.compile(
    r"\b(?:modif\w*|chang\w*|nouve\w*|\w*wijzig\w*|nieuw\w*|aangepast\w*|new|updated|geandert\w*|"
    r"neu\w*)\b[^.!?\n]{0,40}\b"
    r"(?:en|in|im)\s(?:gras|rouge|majuscules|vet(?:jes)?|(?:het )?rood|hoofdletters|kapitalen|bold|red|capitals|caps|"
    r"fett\w*|rot|grossbuchstaben|gelb|geel|jaune|yellow)\b"
)
#: Something is to be changed: a value of which nothing else is said counts only where such a word stands.
CHANGE = re.compile(
    r"\b(?:\w*chang\w*|chgt?|desactiv\w*|switch\w*|modif\w*|nouve\w*|\w*correct\w*|corrig\w*|rectif\w*|"
    r"mis(?:e)? a jour|mettre a jour|"
    r"erreur\w*|errone\w*|faute\w*|faux|mauvais\w*|adapt\w*|actualis\w*|incomplet\w*|manqu\w*|demenag\w*|emmenag\w*|"
    r"remplac\w*|"
    r"\w*wijzig\w*|\w*verander\w*|nieuwe?|aan ?(?:te )?pass\w*|fout\w*|juist\w*|verkeerd\w*|onvolledig\w*|"
    r"verhui\w*|vervang\w*|rechtzet\w*|update\w*|new|wrong|amend\w*|mov(?:ed|ing)|incomplete|mistake|typo|"
    r"error|replace\w*|"
    r"\w*ander(?:n|t|ung|ungen)|geandert\w*|neue?[nrsm]?|falsch\w*|berichtig\w*|korr[ie]g\w*|korrekt\w*|"
    r"umzug\w*|umgezogen|unvollstandig\w*|ersetz\w*|fehler\w*|desormais|dorenavant|voortaan|from now|"
    r"kunftig|ab sofort|add|ajout\w*|toevoeg\w*|hinzu\w*|aan ?(?:te )?vullen|noter|noteer|noteren|note)\b|"
    r"->|=>|→"
)

#: What a value is called by, by sort: a value of which nothing else is said counts only near such a word.
NOUNS = {
    "number": re.compile(
        r"\b(?:\w*tel\w*|num|\w*gsm\w*|\w*mobil\w*|mobiel\w*|\w*phone\w*|\w*num(?:er|me)r\w*|number\w*|"
        r"\w*handy\w*|portable|fax\w*|cell(?:ular|phone)?|join(?:dre|able|t)\w*|appel\w*|reach\w*|ring|call\w*|"
        r"bereik\w*|bel|bellen|erreich\w*|anruf\w*|fixe|vaste lijn|lijn|ligne|line|landline|festnetz\w*|"
        r"durchwahl|nr|contact\w*|coord\w*|gegevens|details|daten)\b|n°"
    ),
    "email": re.compile(
        r"\b(?:\w*mail\w*|courriel\w*|adres\w*|address\w*|\w*adresse\w*|boite|mailbox|contact\w*|coord\w*|"
        r"gegevens|details|daten)\b"
    ),
    "address": re.compile(
        r"\b(?:\w*adres\w*|\w*address\w*|anschrift\w*|demenag\w*|emmenag\w*|verhui\w*|mov(?:e|ed|ing)|"
        r"reloc\w*|umzug\w*|um(?:ge)?z[io]\w+|zieh\w*|habit\w*|woon\w*|wonen|live|wohn\w*|rue|straat|street|"
        r"\w*strasse|"
        r"\w*numm?er\w*|numero|boite|bus|box|bte|code postal|postcode|plz|courrier|post|colis|pakket\w*|"
        r"paket\w*|parcel\w*|brieven|letters?|siege|zetel|bureau\w*|kantoor\w*|office\w*|contact\w*|"
        r"coord\w*|gegevens|details|daten)\b"
    ),
}

#: A word of the writer himself: what comes after it is his own again.
SELF = re.compile(
    whole_words(
        r"je|j'ai|nous|mon|ma|mes|notre|nos|moi|moi-meme|la mienne|le mien|ik|wij|we|mijn|onze?|i|my|our|mine|ich|"
        r"wir|meine?[nr]?|unsere?"
    )
    + r"|\bj'"
)

#: The value is gone or wrong, said behind it.
OLD_AFTER = re.compile(
    r"[\s)\"',»”]{0,4}(?:->|=>|→|⇒|(?:devient|wordt|becomes|wird)\b)\s*\S|"
    r"[\s)\"',»”.*-]{0,5}(?:[\w' ]{0,22}\b)??(?:n'est (?:plus|pas)|n'existe (?:plus|pas)|ne (?:fonctionne|"
    r"sert|marche) plus|ne sera plus|ne sont plus|"
    r"est (?:donc )?(?:faux|errone\w*|incorrecte?|morte?|supprime\w*|coupe\w*|perimee?|obsolete|"
    r"hors service|resilie\w*|desactive\w*)|"
    r"disparait|s'arrete|prend fin|(?:will )?(?:stops?|ends?|expires?)|stopt|eindigt|endet|lauft aus|sera (?:coupe|"
    r"supprime|ferme|desactive)\w*|peut (?:disparaitre|etre (?:supprim|retir|"
    r"efface)\w*)|ferme le|"
    r"bestaat niet|werkt niet|klopt niet|is niet|(?:is|zijn) (?:fout\w*|verkeerd|opgezegd|vervallen|"
    r"afgesloten|weg)|(?:mag|mogen) (?:weg|eruit|er ?uit|uit|geschrapt)|"
    r"(?:haben|hebben) (?:wir|wij|we) (?:abgeschaltet|abgemeldet|gekundigt|afgesloten|opgezegd)|"
    r"vervalt|verdwijnt|opgezegd|niet meer|afgeschaft|wordt (?:afgesloten|geschrapt|stopgezet|opgeheven)|staat nergens|"
    r"is (?:no longer|wrong|incorrect|gone|dead|closed|out of date|obsolete|not)|no longer|doesn't|"
    r"does not|will (?:be closed|stop|disappear|cease)|"
    r"is going|can (?:go|be (?:deleted|removed))|has been (?:closed|disconnected)|will keep forwarding|"
    r"gibt es nicht|gilt nicht|existiert nicht|ist (?:falsch|nicht|ungultig|veraltet|abgemeldet|gekundigt|"
    r"abgeschaltet)|entfallt|fallt weg|"
    r"stimmt nicht|[^.!?\n]{0,60}(?:effacez-l[ea]|supprimez-l[ea]|ne l'utilisez plus|gebruik dat niet meer|"
    r"delete (?:it|that)|don't use it)|(?:benutze?|nutze?|verwende?) (?:ich|wir) nicht mehr|bitte (?:raus|"
    r"loschen|streichen)|(?:wird|werden) (?:\w+ )?(?:abgeschaltet|geloscht))\b"
    r"|^\s*\((?:[\w ]{0,12} )?(?:ancien\w*|oude?|old|alte?|erronee?|fout|wrong|falsch)\)"
)
#: "X is correct": the value that holds, where no other one is called wrong.
IS_RIGHT = re.compile(
    r"[\s)\"',»”]{0,4}(?:(?:est|is|ist|sont|zijn|are|sind) (?:\w+ )?(?:correct\w*|bon(?:ne)?s?|juste?s?|juist|"
    r"exacte?s?|fine|ok|right|"
    r"richtig|korrekt)|klopt|stimmt)\b"
)
#: "Please use only X": the verb stands behind the value, and nothing denies it before.
USE_AFTER = re.compile(r"[\s)\"',»”]{0,4}(?:zu |te )?(?:benutzen|verwenden|nutzen|gebruiken)\b")
PLEASE = re.compile(
    r"\b(?:bitte|gelieve|graag|kunt|kan|kunnen|konnen|konnten)\b(?![^,;:]*\b(?:nicht|niet|kein\w*|geen)\b)[^,;:]*$"
)
#: The value is called the new or the right one, said behind it.
NEW_AFTER = re.compile(
    r"[\s)\"',»”]{0,4}(?:est (?:desormais|maintenant|dorenavant|a present|mon nouve\w*|notre nouve\w*|"
    r"ma nouve\w*|le nouve\w*|la nouve\w*|le bon|la bonne)|"
    r"is (?:nu|voortaan|mijn nieuwe?|ons nieuwe?|het nieuwe?|now|my new|our new|the new|the right|the correct)|"
    r"ist (?:jetzt|nun|ab jetzt|ab sofort|meine neue|unsere neue|die neue|die richtige)|suffira)\b|"
    r"\s*geworden\b|\s*[(,]\s*(?:vroeger|voorheen|tot nu toe|anciennement|auparavant|avant|precedemment|formerly|"
    r"previously|was|bisher|fruher|vormals|ehemals|avant c'etait)\b|"
    r"^\s*\((?:[\w ]{0,12} )?(?:nouve\w+|nieuwe?|new|neue?|correct|juist)\)"
)
