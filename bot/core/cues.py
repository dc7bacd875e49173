"""The words around a value that call it old, new, unchanged or none of ours, in the four languages.

Everything is matched in folded text (lower case, no accents). ``BEFORE`` tables are searched in the words before a
value, where the nearest one decides. What stands behind it is in ``cues_after``, what stands between two values in
``between``.
"""

import re

from bot.core.effective import WEEKDAYS
from bot.core.wording import whole_words

#: "the old one is", "you have", "the wrong", "no longer": what follows is to be replaced.
OLD_BEFORE = re.compile(
    whole_words(
        # French
        r"ancien(?:ne)?s?|ex|avant|avt|anciennement|auparavant|precedent\w*|jadis|jusqu'(?:ici|a present|alors|"
        r"a maintenant|au)",
        r"jamais|d'ici la|tot dan|until then|till then|bis dahin|nooit|never|niemals|plus(?! (?:facile|simple|vite|"
        r"tard|recent|de mails?))|(?:vous|"
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
        r"(?:jullie|u|je|ge) (?:heb\w*|heeft|gebruik\w*|schrijf\w*|schreven|schreef|vermeld\w*)|er staat|staat er(?! (?:ook )?(?:bij|onder))|"
        r"staat(?! (?:er (?:ook )?(?:bij|onder)|hier|onderaan|beneden|in (?:mijn|de|onze) (?:hand)?tekening))|"
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
        r"left|lived|woonden?|wohnten?|habitai(?:s|t|ent)|habitions|you (?:printed|wrote|typed)",
        r"(?:pou(?:vez|rrez)|peux|faut) (?:donc )?oublier|oubliez|forget|vergeet|vergessen sie",
        # German
        r"alte?[nrsm]?|bisher\w*|fruher\w*|ehemalig\w*|vormals|vorherig\w*|sie (?:haben|"
        r"fuhren|schreiben|verwenden)",
        r"bei ihnen|da steht|dort steht|steht(?! (?:unten|hier|weiter unten|in (?:meiner|der|unserer) signatur))|eingetragen|hinterlegt|gespeichert|falsch\w*|fehlerhaft\w*|"
        r"unrichtig\w*|statt|anstatt|anstelle",
        r"war|waren|ersetzen(?! durch)|verkauft",
        r"(?:u|jullie) bel(?:t|len)|vous (?:m'|nous )?(?:appelez|telephonez)|you (?:keep )?(?:call|ring)(?:ing)?|"
        r"sie rufen",
        # Verbs of taking away
        r"supprime[zr]|efface[zr]|retire[zr]|enleve[zr]|schrap(?:pen)?|verwijder(?:en)?|delete|remove|streichen|"
        r"loschen",
    )
    + r"|\b(?:in|on) your \w+[^\w:]*$"
    r"|\b(?:vervallen|vervalt|supprime\w*|(?:a|te) (?:supprimer|schrappen|wissen)|cancelled|obsolete|entfallt|entfallen|ungultig|"
    r"erloschen|geschrapt)\W*:[^:\n]*$"
)

#: A negation reaches only as far as the next comma.
NOT_BEFORE = re.compile(
    whole_words(
        r"pas|non|ni|plus(?! (?:facile|simple|vite|tard|recent|de))|niet|nie|ni|geen|not|isn't|aren't|nicht|kein\w*"
    )
    + r"(?: ?\((?:meer|plus|mehr)\))?[^,;:.!?()\n]{0,35}$"
)

#: "changed from", "moved from": the value that follows is the old one.
AWAY_FROM = re.compile(
    r"\b(?:\w*wijzig\w*|\w*verander\w*|chang\w*|mov(?:ed|ing)|verhuis\w*|verhuizen|demenag\w*|umgezogen|"
    r"ziehen|passe\w*|transfere\w*)\b[^.!?,;\n]{0,40}"
    r"\b(?:van|(?<!naar )de|du|from|von|vom)\W*(?:het |de |le |la |the |der |die )?$"
)

#: A contrast calls a value new only where nothing stronger speaks.
BUT_BEFORE = re.compile(whole_words(r"mais|or|donc|maar|wel|dus|but|so|aber|also") + r"[^,;.!?\n]{0,12}$")

#: "not ... but": what stands right behind the contrast is new, whatever was said before it.
NOT_BUT = re.compile(
    whole_words(r"pas|plus|niet|nie|geen|not|no longer|isn't|nicht|kein\w*")
    + r"[^.;:!?\n]{2,90}?\b(?:mais|maar|but|sondern)(?: (?:bien|plutot|wel|nu|now|rather|desormais|jetzt))?"
    r"(?: (?:au|a|la|le|de|het|die|das|der|dem|op|in|im|at|auf|als|en|the|n°|numero|nummer|number|aan|te|bij|an|on|to|"
    r"dans|naar|vers|nach|sur|den))*\W*$"
)

#: "We work only with X now": nothing else is left, which holds in spite of the negation in it.
ONLY_LEFT = re.compile(
    r"\b(?:n'|ne )[^.;:!?\n]{2,40}? plus (?:du tout )?qu(?:e |')(?:[^.;!?\n]{0,40})$|"
    r"\b(?:nur noch|(?:enkel|alleen|slechts) nog(?: maar)?|only (?:the|my|our|by|on|via|at|through)|"
    r"(?:uniquement|seulement|exclusivement|exclusively|uitsluitend|ausschliesslich) (?:avec|sur|au|par|via|on|by|met|op|auf|uber|mit|unter))\b"
    r"[^.;!?\n]{0,40}$"
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
        r"nouve(?:au|aux|l|lle|lles)|desormais|dorenavant|(?<!jusqu'a )maintenant|(?<!jusqu'a )a present|actuel\w*|a (?:partir|"
        r"compter|dater) d\w*|des",
        r"deviennent|devient|sera(?! \w+e[es]?\b)|c'\s?est|c est|cest|c (?=le |la |au )|mtn|mnt|mtnt|il (?:faut|s'agit)|faut|lire|doit (?:etre|y avoir)|correct\w*|"
        r"exacte?s?|bon(?:ne)?|juste",
        r"domicili\w*|passer (?:sur|au|a)|moi je suis|je suis a|nous sommes a|(?:la|le|les) (?:mienne?s?|notres?)|"
        r"parti(?:s|es|e)?|"
        r"transfere\w*|etabli\w*|j'habite|habitons|se trouve|(?:on|nous) (?:le |la |nous )?trouve|bienvenue (?:au|a|dans)|demenag\w+|emmenag\w+|installe\w*|trouverez|joindre|"
        r"(?<!reste )(?<!restent )joignable|s'ecrit|"
        r"s'appelle|remplace par|voici|changer en",
        r"nieuwe?|voortaan|daarna|nadien|in werkelijkheid|ensuite|en realite|in wirklichkeit|(?<!tot )nu|vanaf|wordt|"
        r"worden|moet(?: zijn)?|moest|juiste?|correcte?|"
        r"verhui[sz]\w*|het is|es ist|'t is|tis|(?:een )?ander (?:gsm\w*|nummer|adres|mail\w*)|nouvo|nvo|nv",
        r"add|(?<!not )(?<!n't )(?<!longer )(?<!never )use|(?<!plus )(?<!pas )utiliser|(?<!vous )(?<!n')utilisez|(?<!meer )(?<!niet )gebruik(?:en)?|"
        r"(?<!sie )(?<!mehr )(?<!nicht )verwende\w*|nutzen|toevoegen|(?:we|"
        r"wij|nous) (?:huren|zitten|louons|occupons|rent)|based|located|gelegen|situe\w*|(?:het|"
        r"de) (?:mijne|onze)|woon(?!de)\w*|wonen|gevestigd|intrek|bevindt zich|verplaatst|tegenwoordig|welkom (?:in|op|aan)|(?<!blijft )(?<!blijven )bereikbaar|bereiken|opnieuw|terug|met ingang",
        r"new|(?<!until )(?<!till )(?<!up to )now|from now on|henceforth|as of|in reality|after that|thereafter|"
        r"in (?:the )?future|ought|should|it's|its|becomes?|right|mov(?:ed|"
        r"ing)(?: house)? to|relocat\w+|transferred to|welcome (?:at|in|to)",
        r"mine|(?<!remains )(?<!stays )reach(?:ed|able)?|live|update(?:d)? (?:it )?to|change (?:it )?to",
        r"neue?[nrsm]?|(?<!bis )jetzt|nun|nunmehr|ab(?: sofort| jetzt)?|kunftig|zukunftig|lautet|wird|sondern|"
        r"richtig\w*|korrekt\w*|heisst|muss",
        r"manque\w*|manquait|oublie(?:e?s?|nt)|omis|ajout\w+|complet\w*|komplett\w*|vollstandig\w*|volledige?|in full|en entier|au complet|voluit|ontbr\w+|vergeten|toe ?(?:te )?voegen|"
        r"aan ?(?:te )?vullen|missing|lacks?|lacking|forgot\w*|fehlt\w*|hinzufugen|erganz\w*",
        r"(?:reprise?|rachetee?) par|overgenomen door|taken over by|ubernommen (?:durch|von)",
        r"onder de naam|sous (?:le nom|la denomination|la societe)|under the name|unter dem namen|gaat verder als",
        r"(?:depuis|sinds|since|seit)(?: le| dem| the)? \d{1,2}(?:er|st|nd|rd|th|\.)?(?! (?:ans|jaar|years|jahre))",
        r"(?:depuis|sinds|since|seit) (?:peu|hier|gisteren|yesterday|gestern|kort|recently|kurzem|(?:(?:le|la|cette|ce|vorige?|deze|"
        rf"last|this|letzte[nmr]?|diese[rnm]?) \w+)|{WEEKDAYS})",
        r"meine ist|zieh(?:e|en|t) nach|(?:um)?gezogen|(?<!bleibt )(?<!bleiben )erreichbar|zu erreichen|erreichen|wohne\w*|befindet sich|verlegt|fortan|danach|willkommen in",
        r"notez|noter|indiquer|enregistrer|encoder|inscri(?:re|vez)|encode[zr]|noteer|zet er|enter|tragen sie|"
        r"eintragen",
    )
    + r"|->|=>|→|>>"
    r"|(?:[,;:.]|^)\W*(?:vs|vous|u|jullie|you|sie) (?:devez|moet\w*|should|sollten)\b"
    r"|\b(?:remplac|vervang|replace|ersetz)\w*[^.!?\n]{0,60}\b(?:par|door|by|with|durch)\W*(?:(?:mon|ma|le|la|mijn|my|the|our|onze?|de|het|notre|"
    r"meine?[nm]?|unsere?[nm]?|die|den) (?:\w+\W{1,2}){0,2})?\W*$"
    r"|\b(?:numero|tel\w*|fixe|gsm|mail|adresse|ligne|compte)\b[^.;!?\n]{0,20} passe(?:nt|ra)? (?:au|a)\W*$"
    r"|\b(?:lijn|\w*nummer|adres|gsm|telefoon|mail\w*|line|number|leitung) (?:werd|became|wurde(?: zu)?)\W*$"
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
    + r"|\b(?:kloppen|stimmen|sont (?:bien )?(?:bon\w*|correct\w*|exact\w*|justes?)|are (?:all )?(?:correct|right|fine|ok))\W{0,2}:[^.!?:\n]{0,80}$"
)

#: Somebody else's value, or one not to be kept.
OTHER_BEFORE = re.compile(
    whole_words(
        r"(?:son|sa|leur) (?:numero|n°|adresse|mail|gsm|tel\w*)|(?:haar|zijn|hun) (?:nummer|adres|mail\w*|"
        r"gsm|telefoon\w*)",
        r"(?:her|his|their) (?:(?:own|mobile|phone|direct) )?(?:number|address|e-?mail|mobile|phone)|"
        r"(?:ihre|seine) (?:handy)?nummer ist",
        r"(?:his|hers|theirs) is|(?:le sien|la sienne|le leur) est|(?:het zijne|het hare|(?:die|dat) van (?:hem|haar|hen)) is|"
        r"(?:seine|ihre|deren) (?:ist|lautet)",
        r"desinscri\w+|desabonn\w+|uitschrijv\w+|opt[- ]out|unsubscribe|abmeld\w+|du compte|van (?:mijn|"
        r"de) account|of the account|des kontos",
        r"(?<!rejoint )(?<!rejoindre )mon mari|(?<!rejoint )(?<!rejoindre )ma femme|mon epouse|mijn man|mijn vrouw|my (?:husband|wife|mother|father|son|daughter)|"
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

#: "What changed is in capitals": which of the values that is, plain text shows of capitals only.
LOOKS = re.compile(
    r"\b(?:modif\w*|chang\w*|nouve\w*|\w*wijzig\w*|nieuw\w*|aangepast\w*|new|updated|geandert\w*|"
    r"neu\w*)\b[^.!?\n]{0,40}\b"
    r"(?:en|in|im)\s(?:gras|rouge|majuscules|vet(?:jes)?|(?:het )?rood|hoofdletters|kapitalen|bold|red|capitals|caps|"
    r"fett\w*|rot|grossbuchstaben|gelb|geel|jaune|yellow)\b"
)

#: A word of the writer himself: what comes after it is his own again.
SELF = re.compile(
    whole_words(
        r"je|j'ai|nous|mon|ma|mes|notre|nos|moi|moi-meme|la mienne|le mien|ik|wij|we|mijn|onze?|i|my|our|mine|ich|"
        r"wir|meine?[nr]?|unsere?"
    )
    + r"|\bj'"
)
#: "Please change it in your files": the files are where it is to be changed, and not what stands there now.
IN_YOUR_FILES = re.compile(
    r"\b(?P<verb>changer|adapter|modifier|corriger|rectifier|mettre|noter|enregistrer|encoder|actualiser|(?<!vous )(?:change|"
    r"adapte|modifie|corrige|rectifie|note|enregistre|encode)z|aanpassen|wijzigen|noteren|noteer|verbeteren|zetten|"
    r"(?:please|kindly|to|(?:could|can|would|will) you) (?:\w+ )?(?:change|update|amend|correct|enter|put|record|note|adapt|replace)|"
    r"andern|tragen sie|eintragen|korrigieren|ubernehmen|notieren)"
    r"[^.!?;:\n]{0,60}?\b(?:dans|in|sur|bij|on|im) (?:votre|vos|your|uw|jullie|ihr\w*|eur\w*) \w+"
)
#: A remark in brackets that denies something says nothing of what stands behind it: "A (and no more B), my number is".
#: So does a clause about the thing between commas: "the mobile, which I keep switched off, is".
IN_PASSING = re.compile(
    r",? (?:which|that|qui|que|qu'|dont|die|dat|der|das|den|welche\w*) [^,.;:!?\n]{3,70}, (?=(?:is|est|ist|sera|wordt|will be|wird|lautet)\b)|"
    r"^,? (?:que|qui|die|dat|which|that|den|das) [^,.;:!?\n]{3,60},? (?:et|en|and|und)(?= )|"
    r"\b(?:geschrapt|verwijderd|gewist|weggelaten|afgesloten|opgezegd|geloscht|gestrichen|entfernt) (?:worden|werden)(?=,)|"
    r"\(\s*(?:was|war|etait|voorheen|vroeger|avant|formerly|previously|bisher|fruher)\b\s*:?\s+(?!numero|nummer|number|gsm|tel|mail|adres)"
    r"[^()\n]{2,40}\)(?!\s*:)|"
    r"\((?=[^()\n]* )[^()\n]*\b(?:plus|pas|non|niet|geen|not|no longer|nicht|kein\w*)\b[^()\n]*\)(?!\s*:)"
)
#: "Reachable as ever at": what could be read as news of where somebody is reached is none.
AS_EVER = re.compile(
    r"\b(?:zoals (?:steeds|altijd|voorheen|vanouds|vroeger)|comme (?:toujours|d'habitude|avant|par le passe)|as (?:ever|always|before|usual)|"
    r"wie (?:immer|bisher|gehabt|gewohnt)|nog (?:altijd|steeds)|toujours|still|weiterhin|nach wie vor|immer noch)"
    r"(?: (?!pas |niet |not |nicht )\w+){0,2}? (?:bereikbaar|te bereiken|bereiken|joignables?|joindre|reach(?:able|ed)?|erreichbar|erreichen|zu erreichen)\b|"
    r"\b(?:joignables?|bereikbaar|reachable|erreichbar) (?:comme (?:toujours|d'habitude|avant)|zoals (?:steeds|altijd)|as (?:ever|always)|wie (?:immer|bisher))"
)
#: "Until now based at", "leaves X for": what the adverb says holds, not the verb; the aim is new, not the place left.
ONCE = re.compile(
    r"\b(?:jusqu'(?:ici|a present|alors)|avant|auparavant|anciennement|vroeger|voorheen|tot nu toe|formerly|previously|until now|"
    r"bisher|fruher|vormals) (?:\w+ ){0,2}(?:etabli\w*|situe\w*|installe\w*|domicili\w*|joignable\w*|gevestigd|gelegen|bereikbaar|"
    r"woon\w*|based|located|reachable|ansassig|wohnhaft|erreichbar)"
)
LEFT_FOR = re.compile(
    r"\b(?:quitt\w+|verla(?:at|ten)|leav\w+|left|verlass\w+) [^.,;:!?\d\n]{2,40}? (?:pour|voor|for|richtung)(?= )|"
    r"\b(?<!pas )(?<!not )(?:was|been|ete|werd|is|wurde) (?:replaced|remplacee?|vervangen|ersetzt)\b(?! (?:by|with|par|door|durch))[^.;!?\d\n:]{0,60}:(?=\W*$)"
)
#: "Unchanged" said right before a value, in words that hold a negation.
NOT_CHANGED = re.compile(
    r"\b(?:(?:ne|n') ?(?:chang|bouge|modifi)\w*(?: pas| rien)|(?:niet|not|nicht) (?:wijzig|verander|chang|ander|geander|"
    r"gewijzig)\w*|(?:wijzigt|verandert|wijzigen|veranderen|andert|andern)(?: sich)? (?:niet|nicht)|(?:doesn't|does not|don't) "
    r"change)\b[^,;:.!?\n]{0,25}$"
)
#: "You have A whereas it has always been B": a contrast to what the words before it call wrong.
WHEREAS = re.compile(r"\b(?:alors qu[e']|tandis qu[e']|terwijl|whereas|obwohl|wahrend)(?P<after>[^.;!?\n]{0,60})$")
#: "In your records I live at A": it is what we have, and not where the writer lives.
_WITH_YOU = (
    r"(?:(?:dans|sur|selon|d'apres) (?:votre|vos) \w+(?: \w+)?|chez vous|(?:selon|d'apres) vous|volgens (?:jullie|u|(?:jullie|uw) \w+)|"
    r"bij (?:jullie|u)|in (?:jullie|uw) \w+|(?:according to|in|on) your \w+(?: \w+)?|according to you|"
    r"(?:in|laut|auf) ihr\w+ \w+|bei ihnen|laut ihnen)"
)
_IN_MY_ACCOUNT = (
    r"(?:(?:dans|sur) (?:mon|ma|notre) (?:compte|profil|fiche|dossier|espace \w+)|in (?:mijn|onze) (?:account|profiel|fiche|"
    r"klantenfiche|klantenzone|dossier)|op (?:mijn|onze) (?:account|profiel|fiche)|(?:in|on|under) my (?:account|profile|record|file)|"
    r"in (?:meinem|unserem) (?:konto|profil|kundenkonto|kundenbereich))"
)
_STANDS = (
    r"(?:c'est|c'etait|il y a|je (?:vois|lis)|on (?:voit|lit)|figure|(?:it )?(?:says|reads|shows)|it is|it's|there(?: is|'s)|i (?:see|read)|"
    r"staat|zie ik|lees ik|is het|steht|sehe ich|lese ich|ist es)"
)
_I_AM = (
    r"(?:j'habit\w+|je (?:suis|figure|reside|vis)|nous (?:sommes|habitons)|(?:woon|sta|ben|zit) ik|(?:wonen|staan|zijn|zitten) (?:we|wij)|"
    r"i (?:live|am)|i'm|we (?:live|are)|we're|(?:wohne|bin|stehe) ich|(?:wohnen|sind|stehen) wir)"
)
HELD_BY_YOU = re.compile(
    rf"(?:^|[.:;,!?(] ?|\b(?:et|en|and|und|car|want|que|dat|dass|that) ){_IN_MY_ACCOUNT},? {_STANDS}\b|"
    rf"\b{_WITH_YOU},? (?:(?:encore|toujours|nog|still|noch) ){{0,2}}{_I_AM}\b|\b{_I_AM},? {_WITH_YOU}\b"
)
#: "Your confirmation went to A", "les factures arrivent toujours à A": where things go until now.
_POST = (
    r"(?:confirmations?|e-?mails?|messages?|factures?|courriers?|lettres?|colis|rappels?|bons?|post|brie(?:f|ven)|factu(?:ur|ren)|"
    r"pakje\w*|pakket\w*|bevestiging\w*|herinnering\w*|invoices?|letters?|parcels?|reminders?|rechnung(?:en)?|briefe?|paket\w*|"
    r"bestatigung\w*|mahnung\w*|technicien\w*|technieker\w*|technicians?|techniker\w*|il|elle|he|she|hij)"
)
_WENT = (
    r"(?:(?:est|sont|etai(?:t|ent)) (?:encore |toujours )?(?:parti|arrive|envoye|adresse|expedie|livre|alle)\w*|"
    r"(?:a|ont) (?:ete )?(?:\w+ )?(?:envoye|adresse|expedie|livre|telephone|appele)\w*|continuen?t? (?:\w+ )?(?:a|d[e'])(?: \w+){1,3}|"
    r"(?:vont|va|arrivent?|partent|part) (?:encore|toujours)|went|(?:have|has|had) (?:\w+ )?(?:gone|been sent)|(?:was|were) (?:\w+ )?sent|"
    r"(?:called|phoned|rang)|keeps? (?:going|arriving|coming|being sent)|still (?:go|goes|going|arrives?|comes?|sent|being sent)|"
    r"ging(?:en)?|gaa(?:t|n) (?:nog )?(?:nog|steeds|altijd)|kwam(?:en)?|belden?|kam(?:en)?|geh(?:t|en) (?:immer )?noch|wurden?)"
)
SENT_THERE = re.compile(
    rf"\b{_POST}(?: [\w']+){{0,4}}? {_WENT}(?: [\w']+){{0,2}}? (?:vers|a|au|aux|chez|naar|to|an|nach|op|auf)(?: (?:le|the|l'))?(?= |$)"
)
