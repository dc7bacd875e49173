"""What the words behind a value say of it, in the four languages; in folded text. See ``cues`` for those before it."""

import re

SAME_AFTER = re.compile(
    r"[\s,;:()=<>-]*(?:(?:que (?:vous|tu)|qui|die (?:u|jullie|je|sie)|that (?:you|we)|which (?:you|we)|das sie|dat (?:u|jullie|je)) "
    r"[^.,;:!?\n]{3,40}?,? (?=(?:peut|mag|kan|may|can|kann|darf|reste|blijft|stays|remains|bleibt)\b))?"
    r"(?:\w+ ){0,2}?(?:ok|okay|(?:peut|mag|kan|may|can|kann|darf) (?:\w+ ){0,2}?(?:rester|blijven|stay|remain|bleiben)|inchange\w*|ongewijzigd|onveranderd|unchanged|unverandert|idem|(?:het|"
    r"de)?zelfde|same|gleich|no changes?|pas de changement|geen (?:wijziging|verandering)|keine anderung|"
    r"(?:as|like) (?:before|ever|always|usual)|comme (?:avant|toujours|d'habitude)|zoals (?:voorheen|vroeger|altijd)|wie (?:immer|gehabt)|"
    r"bleib\w*|blijft|blijven|(?<!le )(?<!du )reste(?:nt)?|pareil\w*|identi\w+|demeure\w*|remains?|stays?|wie bisher|gilt weiterhin|geldt nog|"
    r"still valid|ne changen?t? pas|"
    r"pas de changement|aucun changement|geen wijziging(?:en)?|no changes?|keine anderung(?:en)?|weiter(?:hin)? gultig|gilt weiter|"
    r"ne bouge(?:nt)? pas|n'a pas bouge|still (?:works|applies)|blijft geldig|reste valable|"
    r"behalte\w* (?:ich|wir)|behoud\w* (?:ik|wij?|we)|hou\w* (?:ik|wij?|we)|(?:je|nous) (?:l[ea] )?gard\w+|"
    r"(?:i|we)(?:'m|'re| am| are)? keep\w*|(?:wijzigt|verandert|wijzigen) niet|"
    r"pas change\w*|niet (?:veranderd|gewijzigd)|not changed|nicht geandert|"
    r"meme|toujours|(?:is|are) still|(?:does|do)n't change|does not change|mag (?:u |je )?(?:laten staan|"
    r"blijven)|klopt(?! niet)|stimmt(?! nicht))\b"
)
#: "X, which you have already": the mail only points at what is on file.
KNOWN = re.compile(
    r"[\s,(–-]{1,4}(?:(?:que|qui|die|dat|which|that|das|den|welche\w*|numero que|ce numero) )?(?:(?:ce|dat|die|that|this|het) (?:numero|nummer|number|one)?,? ?)?"
    r"(?:(?:vous|tu|u|jullie|je|you|sie|ihr|ihnen)(?:'ve)? (?:l'|le |la )?(?:ja |doch )?(?:avez|possedez|connaissez|detenez|as|connais|hebt|heeft|hebben|kent|kennen|have|know|haben|"
    r"habt) ?(?:ja )?(?:deja|al|already|schon|bereits|d'ailleurs)?|"
    r"(?:vous|u|jullie|je|you|sie|ihr|ihnen) (?:ja )?(?:deja|al|already|schon|bereits) (?:avez|hebt|heeft|hebben|kent|have|know|haben|habt|kennen|bekannt(?: ist)?)|"
    r"(?:hebben|kennen|kent|hebt|heeft|haben|kennen) (?:jullie|u|je|sie|ihr) (?:ja )?(?:al|schon|bereits)|kent u|kennen (?:jullie|sie)|"
    r"(?:est|is|ist) (?:vous |ihnen |u |jullie |you )?(?:deja|al|already|schon|bereits|ja)? ?(?:connue?|bekend|known|bekannt|(?:chez|bij|in|in your|dans) [^.,;]{2,20})|"
    r"(?:deja|al|already|schon|bereits) (?:connue?|bekend|known|bekannt|en votre possession|in (?:uw|jullie) bezit|dans (?:votre|vos) \w+|in your \w+|bij (?:u|jullie)|bei ihnen))"
    r"(?=\s*(?:\.(?!\.)|[,;!?\n)]|$|,? (?:et|en|and|und|mais|maar|but|aber|merci|bedankt)\b))"
)
SAME_LATER = re.compile(
    r"[^.!?\n]{0,120}\b(?:(?:blijven|blijft|restent|reste|bleiben|bleibt|remains?|"
    r"stays?) (?:\w+ ){0,2}(?:ongewijzigd|inchange\w*|identiques?|unverandert|unchanged|the same|gleich|"
    r"les memes|dieselben|hetzelfde|dezelfde|wat het was)|"
    r"(?:wijzigen|veranderen|wijzigt|verandert) (?:dus )?niet|ne changent? (?:donc )?pas|andern sich nicht|"
    r"do(?:es)? not change|don't change|treffen zu|trifft zu|"
    r"(?:mag|mogen) (?:u |je |jullie )?(?:blijven|laten) staan|laten staan|behouden|restent? (?:valables?|"
    r"d'application|actif)|ne bougent pas|zijn (?:onveranderd|ongewijzigd)|sont inchange\w*|are unchanged|sind unverandert|"
    r"gelten weiter(?:hin)?)\b"
)
OTHER_AFTER = re.compile(
    r"\s*\(?(?:niet voor jullie|pas pour vous|not for you|nicht fur sie)|"
    r"[^.!?\n]{0,60}\b(?:(?:brauchen|mussen) sie (?:\w+ ){0,3}nicht (?:zu )?(?:speichern|notieren)|"
    r"(?:ne (?:pas|devez pas|faut pas)|inutile de) (?:\w+ ){0,3}(?:enregistrer|conserver|noter|encoder)|"
    r"(?:hoeft|hoeven|moet|mag) (?:\w+ ){0,4}niet (?:\w+ ){0,2}(?:bewaren|op te slaan|noteren|te noteren)|"
    r"(?:no need to|don't|do not|needn't) (?:save|store|keep|record|note)|"
    r"(?:uniquement|seulement) pour (?:cette|la) livraison|enkel voor deze levering|only for this (?:delivery|order))"
)
#: The value is gone or wrong, said behind it.
OLD_AFTER = re.compile(
    r"[\s)\"',»”]{0,4}(?:->|=>|→|⇒|(?:devient|wordt|becomes|wird)\b)\s*\S|"
    r"[\s)\"',»”.*-]{0,5}(?:[\w' ]{0,22}\b)??(?:n'est (?:plus|pas)|n'etait qu|est a oublier|war nur|was (?:maar|slechts|enkel|alleen) |n'existe (?:plus|pas)|"
    r"(?:gaat|mag) (?:op|met|in) pensioen|(?:prend|part a) (?:sa|la) retraite|retires|geht in (?:rente|pension)|"
    r"(?:ne )?(?:fonctionne|existe|"
    r"sert|marche) plus|ne sera plus|ne sont plus|"
    r"est (?:donc )?(?:faux|errone\w*|incorrecte?|morte?|supprime\w*|coupe\w*|perimee?|obsolete|"
    r"hors service|resilie\w*|desactive\w*|cloture\w*|annule\w*|fermee?)|"
    r"disparait|s'arrete|prend fin|(?:will )?(?:stops?|ends?|expires?)|stopt|eindigt|endet|lauft aus|sera (?:coupe|"
    r"supprime|ferme|desactive|cloture|resilie)\w*|peut (?:disparaitre|etre (?:supprim|retir|"
    r"efface)\w*)|ferme le|"
    r"bestaat niet|werkt niet|klopt niet|is niet|(?:is|zijn) (?:fout\w*|verkeerd|opgezegd|vervallen|opgeheven|gesloten|stopgezet|"
    r"afgesloten|weg)|(?:mag|mogen) (?:weg|eruit|er ?uit|uit|geschrapt)|"
    r"(?:haben|hebben) (?:wir|wij|we) (?:abgeschaltet|abgemeldet|gekundigt|afgesloten|opgezegd)|"
    r"vervalt|verdwijnt|opgezegd|afgekoppeld|laten (?:afsluiten|schrappen|afkoppelen)|niet meer|afgeschaft|wordt (?:afgesloten|geschrapt|stopgezet|opgeheven)|staat nergens|"
    r"is (?:no longer|wrong|incorrect|gone|dead|closed|out of date|obsolete|not)|no longer|doesn't|"
    r"does not|was only|will (?:be (?:closed|cut|disconnected)|stop|disappear|cease|lapse)|"
    r"is going|can (?:go|be (?:deleted|removed))|(?:is|was|has been) (?:discontinued|cancelled|closed|retired|switched off|disconnected)|will keep forwarding|"
    r"gibt es nicht|gilt nicht|existiert nicht|(?:ist|wird|wurde) (?:falsch|nicht|erloschen|stillgelegt|aufgehoben|geschlossen|ungultig|veraltet|abgemeldet|gekundigt|"
    r"abgeschaltet)|entfallt|fallt weg|"
    r"stimmt nicht|[^.!?\n]{0,60}(?:effacez-l[ea]|supprimez-l[ea]|ne l'utilisez plus|gebruik dat niet meer|"
    r"delete (?:it|that)|don't use it)|(?:benutze?|nutze?|verwende?) (?:ich|wir) nicht mehr|bitte (?:raus|"
    r"loschen|streichen)|(?:wird|werden) (?:\w+ )?(?:abgeschaltet|geloscht))\b"
    r"|^[\w ]{0,15}\b(?:avant|auparavant|before|previously|vroeger|voorheen|fruher|vorher|bisher)\s*\)"
    r"|^\s*\((?:[\w ]{0,12} )?(?:ancien\w*|oude?|old|alte?|erronee?|fout|wrong|falsch)\)"
)
#: "... and no longer in Etterbeek": said of another place, which is told by its name alone.
NO_MORE_THERE = re.compile(
    r"^[\s,)]*(?:and|et|en|und|,)\s*(?:no longer|not|non|plus|pas|niet(?: meer| langer)?|"
    r"nicht(?: mehr)?)\s(?:any ?more )?"
    r"(?:in|at|on|a|au|aux|en|dans|te|op|aan|bei|im|am|an|auf)\s(?!(?:use|usage|service|gebruik|gebrauch|betrieb|"
    r"dienst)\b)"
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
    r"ist (?:jetzt|nun|ab jetzt|ab sofort|meine neue|unsere neue|die neue|die richtige)|suffira)\b|[\s)\"',»”]{0,3}(?:(?:mtn|mnt|mtnt|maintenant|voortaan|desormais|dorenavant|"
    r"from now on|ab jetzt|ab sofort)(?! (?:c|c'est|is|het is|it's|ist)\b)|(?:aan|bij|toe) ?(?:te )?(?:vullen|voegen|zetten)|(?:a )?ajouter|hinzu(?:zu)?fugen|(?:zu )?erganzen)\b|"
    r"\s*geworden\b|[\s)\"',»”]{0,4}(?:(?:zou (?:er )?)?(?:moet(?:en)?|hoort|horen|dient|dienen) (?:er )?(?:te )?staan|te staan|"
    r"(?:doit|devrait) (?:y )?(?:figurer|apparaitre)|(?:should|must|ought to) (?:stand|appear|be(?=\W*(?:$|[.!,;)]|there\b)))|"
    r"stehen (?:muss|sollte|musste))\b|"
    r"\s*[(,]\s*(?:vroeger|voorheen|tot nu toe|anciennement|auparavant|avant|precedemment|formerly|"
    r"previously|was|bisher|fruher|vormals|ehemals|avant c'etait)\b|"
    r"^\s*\((?:[\w ]{0,12} )?(?:nouve\w+|nieuwe?|new|neue?|correct|juist)\)|"
    r",? (?:que|die|dat|which|that|den|das) [^,.;:!?\n]{0,40}\b(?:desormais|dorenavant|voortaan|from now on|kunftig|ab (?:jetzt|sofort))\b|"
    r"[\s)\"',»”]{1,4}(?:remplace|vervangt|replaces|ersetzt|supersedes) (?:donc |dus |also )?(?:l'|(?:le|la|de|het|the|das|die|den|mon|ma|mijn|my|meine?n?|notre|onze?|"
    r"our|unsere?n?) )?(?:ancien\w*|oude?|old|alte\w?|previous|vorige?|precedent\w*|bisherige\w?)\b|"
    r"[\s)\"',»”]{1,4}(?:plutot qu[e']|au lieu d[e']|in plaats van|instead of|rather than|anstatt|statt|anstelle) ?"
    r"(?:(?:vers|a|op|naar|aan|to|an|auf|sur|von) )?(?:cette(?:-ci)?|celle-ci|dit|deze|this|diese[rnm]?)\b"
)
#: What is said behind a value of another one: "..., the fax is gone", "..., all else stays", "..., die Eupener Nummer ist weg".
OF_ANOTHER = re.compile(
    r"(?:^(?!\s*rest)|[,;(–-])\s*(?:et |en |and |und |maar |mais |but |aber )?(?:(?:(?:tout )?(?:le|la|les|de|het|the|die|das|der)|mon|ma|mijn|my|"
    r"meine?|notre|onze?|our|unsere?|all[es]*|tout|everything) |l')?"
    r"(?P<kind>rest\w*|overige\w*|address\w*|adres\w*|anschrift|autres?|else|ubrige\w*|tel\w*|gsm\w*|mobil\w*|handy\w*|fax\w*|e-?mail\w*|mail\w*|phone\w*|"
    r"festnetz\w*|fixe|vaste lijn|landline|btw\w*|tva|vat\w*|iban|rekening\w*|compte|konto\w*|ondernemingsnummer|"
    r"(?!neue|nieuwe|new|gleiche|same|zelfde|juiste|right|richtige)\w{4,} (?:\d{2,4} )?"
    r"(?:(?:handy|telefon|telefoon|gsm-?)?nummer|number|line|lijn|leitung)|"
    r"(?:numero|ligne) (?:de |du |d')?(?!est|sera|reste|n')\w{4,})\b[^,;.!?\n]{0,50}"
)
#: "..., that of my predecessor can go": said of another one's value.
THAT_OF = re.compile(
    r"[,;(–-]\s*(?:et |en |and |und |mais |maar |but |aber )?(?:celui|celle|dat|die|that|the one|der|das) (?:de |d'|du |des |van |of |von |vom )[^.;!?\n]{2,50}"
)
