"""What is said of a person who is somebody's contact: he leaves, he comes, he stays. In folded text, four languages."""

import re

from bot.core.wording import any_word

#: The mail is about who is to be asked, or who does somebody's work now.
TOPIC = any_word(
    r"""
    (?:neue[rn]?|nieuwe|nouve\w+|new) (?:buchhalt\w+|boekhoud\w+|comptable|bookkeeper|accountant|se[ck]retar\w*|
    responsable|
    gerante?|direct\w+|manager|verantwoordelijke|zaakvoerder|voorzitter|president\w*|chair\w*|vorsitzende\w*|leiter\w*|
    office manager|syndic\w*)|
    personnes? de contact|(?:nouve\w+|votre|notre|le|un|au|comme|en tant que|mon|seul|unique|comptable|technique|
    informatique) contact|
    contacts?(?= ?(?::|=|->|\W*$| principal| technique| facturation| informatique| commercial| comptable| chez nous|
     pour))|
    changement de contact\w*|interlocut\w+|personne a (?:contacter|appeler|joindre)|gestionnaire (?:de|du) (?:notre|
    votre|dossier)|
    success\w+|succede\w*|remplacante?|me remplace\w*|prend(?:ra|s)? (?:sa|ma|la) (?:place|releve|suite)|a (?:sa|ma|
    leur) place|contact ?pers\w*|aanspreek\w+|contacten|(?:nieuw|nieuwe|ons|jullie|uw|als|vast) contact|opvolg\w*|
    volgt (?:\w+ ){1,5}op|
    in (?:zijn|haar|mijn|hun|de|diens) plaats|(?:zijn|haar|mijn|diens|hun) plaats|vervang(?:er|ster)|dossierbeheerder|
    contact ?person\w*|points? of contact|(?:new|main|your|our|my|the|as|list\w*|account|billing|technical|
    primary) contact|success\w+|succeed\w*|tak(?:e|es|en|ing) over|took over|(?:his|her|my|their) (?:place|replacement)|
    ansprechpartner\w*|ansprechperson|kontaktperson\w*|(?:neuer?|als|ihr|unser) kontakt|kontakt(?= ?(?::|\W*$))|
    nachfolg\w*|
    ubernimmt|ubernehmen|ubernommen|an (?:seiner|ihrer|meiner) stelle|(?:seine|ihre|meine) stelle|vertretung|
    responsable (?:local|it|du dossier|de dossier)|verantwoordelijke|zustandig\w*|
    person (?:in charge|you should|to (?:contact|call|deal))|(?:bonne|juiste|right|richtige) person\w*|(?:personne|
    dame|monsieur) a (?:demander|appeler)|a demander|wie neemt het over|
    contact (?:met|with|mit)|adressez-vous|wenden sie sich|(?:please|gelieve|bitte|veuillez) contact\w*|(?:schrijf|
    schrijven|mettre?|put|enter) (?:\w+ ){0,4}(?:plaats|place|stelle)|down instead
    """
)
#: Behind a name: the person is gone, or does it no longer.
GONE_AFTER = re.compile(
    r"[^.;:!?\n\ue000]{0,45}?\b(?P<cue>(?:tot (?:nu|op heden|dusver|vandaag|voor kort)|jusqu'(?:ici|a present|"
    r"a ce jour|alors)|until (?:now|recently)|so far|up to now|bisher\w*|bislang)(?: toe)? (?:uw|jullie|onze|votre|"
    r"notre|"
    r"your|our|ihre?|unsere?|als|comme|as) (?:\w+ )?(?:contact|kontakt|ansprech|aanspreek|interlocut)\w*|"
    r"(?:ne |n')\w+ (?:deja )?plus|fait plus|n'est (?:plus|pas)|plus (?:dans|chez|la|"
    r"joignable)|(?:a|ont|avait|ayant) quitte\w*|quitt(?:e|era|ait|ant)|"
    r"est part(?:i|ie)|part(?:ie?|ira)?(?: (?:a|en|vivre|fin|vers|pour|ce|le|au)\b|$)|s'en va|ne reviendra\w*|"
    r"en (?:pre)?pension|a la (?:pension|retraite)|retraitee?|pensionnee?|deced\w+|"
    r"est mutee?|a demenage|cess\w+|prend sa (?:pension|retraite)|en conge|remplacee? par|etait|l'etait|"
    r"(?:heeft|hebben) [^.;\n]{0,30}verlaten|verla(?:at|ten)|vertr(?:ekt|okken|ek)|(?:met|op|in) (?:\w+ )?pensioen|"
    r"niet (?:meer|langer)|ni meer|is (?:weg|gestopt|overleden|ziek)|stopt(?:e)?|"
    r"met verlof|vervangen (?:door|worden)|houdt (?:het|ermee)|gestopt|was|mag (?:weg|eruit|er ?uit|uit)|"
    r"(?:has |have |had |just |recently |who )+(?:left|retired|moved|gone|resigned|gone|passed)|left|retire[sd]?|"
    r"retiring|leav(?:es|ing)|resigned|no longer|stepp(?:ed|ing) down|"
    r"(?:is|has been) (?:gone|replaced|off)|moved (?:on|to|away)|on leave|"
    r"verlass\w*|verlasst|ausgeschieden|ausscheide\w*|scheidet|gegangen|weggezogen|nicht mehr|(?:in|"
    r"im) (?:\w+ ){0,3}(?:ruhestand|rente|pension|elternzeit)|"
    r"gekundigt|gewechselt|wechselt|abgelost|war|(?:est|is|staat|stond|steht|ist|war|was|figure|"
    r"figurait) (?:\w+ ){0,4}(?:encod|enregistr|inscri|eingetragen|hinterlegt|geregistreerd|genoteerd|vermeld|"
    r"opgenomen|listed|registered|recorded)\w*|eingetragen|(?:que|whom?|that|die|dien|den) (?:vous|you|jullie|u|"
    r"sie)\b(?! (?:moet|devez|should|must|need|can|kan|kunt|pouvez|konnen|best))|"
    r"(?:willen |te |bitte |zu )?(?:schrappen|verwijderen|weghalen|streichen|loschen|entfernen|supprimer|retirer|"
    r"effacer)|(?:te|zu|to be) (?:vervangen|ersetzen|replaced)|a remis|a (?:cede|transmis)|gaf|handed over|ubergeben|"
    r"hat[^.;\n]{0,20}(?:abgegeben|ubergeben)|out(?=\W*$)|can be (?:removed|deleted)|kann (?:weg|raus|geloscht|"
    r"gestrichen))\b"
)
#: Right before a name: he is the one of before, or the one on the record.
GONE_BEFORE = re.compile(
    r"(?:\b(?:(?:c'est|n'est|est|ce n'est|n'etait|suis) (?:donc )?(?:plus|pas)|et (?:plus|non|pas)|ni|plus|ancien\w*|"
    r"ex|au lieu d[e']|a la place d[e']|"
    r"(?:en )?remplacement d[e']|succed\w* a|depart d[e']|remplac\w+(?! par)|avant|avant c'etait|etait|aviez|"
    r"avez(?: encore| toujours)?|chez vous|bij (?:u|jullie)|bei ihnen|with you|mon nom|mijn naam|my name|"
    r"mein\w* namen?|depuis que|"
    r"reprend\w* (?:la place|le poste|les dossiers|les taches|la fonction|la suite) d[e']|prend\w* (?:la place|"
    r"la suite|la releve) d[e']|prend\w* le relais d[e']|"
    r"niet (?:meer|langer)|niet|ni meer|geen|oude?|vroeger\w*|voorheen|vorige|in (?:de )?plaats van|ipv|i\.p\.v\.?|"
    r"ter vervanging van|vervang(?:t|en|ing van|ing)?|"
    r"opvolg(?:er|ster|ing) van|overgenomen van|over van|vertrek van|staat|stond|haal|schrap|verwijder|sinds|"
    r"plaats van|no longer|not|old|former(?:ly)?|previous(?:ly)?|instead of|rather than|in place of|replac(?:e|"
    r"es|ing|ement for)|"
    r"succe(?:eds|eding|ssor (?:of|to))|"
    r"(?:taken|taking|takes?|took) over from|(?:neem(?:t)?|nam|ubernehme|ubernimmt|reprends) (?:\w+ ){0,3}(?:van|von|"
    r"de)|(?:taken|taches|tasks|aufgaben|"
    r"dossiers|duties|role|plaats|functie|job|portefeuille|fonction|poste|stelle) (?:d[e']|of|from|von|van)|"
    r"your (?:list|file|records?|system) (?:still )?(?:has|have|shows?|lists?|says)|departure of|was|remove|delete|"
    r"listed as|entered as|outgoing|"
    r"nicht(?: mehr)?|kein\w*|statt|anstatt|anstelle von|an (?:der )?stelle von|bisher\w*|fruher\w*|ehemalig\w*|"
    r"nachfolge(?:r|rin)? von|ersetz(?:t|en)|abschied von|steht|war|lost|ablost|stelle von|streichen sie|"
    r"effac\w+|supprim\w+|retir\w+|enlev\w+|oubli\w+|vergeet|forget|vergessen sie)"
    r"(?: (?:noch|encore|nog|still|als|as|comme|contact\w*|ansprech\w*|kontakt\w*|de|het|the|den|mon|mijn|my|mein\w*|"
    r"notre|onze|our|unser\w*|onze|collega|collegue|colleague|kolleg\w*|pere|vader|father|vater|frere|broer|brother|"
    r"bruder|soeur|zus|sister|schwester|mere|moeder|mother|mutter|ami|vriend|friend|freund|overbuurvrouw|buurman|"
    r"buurvrouw|voisine?|neighbou?r))*\W{0,3}(?:m\.|mme|mlle|mr\.?|mrs\.?|ms\.?|madame|monsieur|mademoiselle|mevrouw|"
    r"mevr\.?|(?:de )?heer|dhr\.?|frau|herrn?|dr\.?|miss)?\W{0,3})$"
)
#: Behind "he is from May on": he comes, if he is not gone.
_NOT_GONE = (
    r"(?![^.;!?\n]{0,50}\b(?:niet (?:meer|langer)|pensioen|weg|verlof|ziek|vertrokken|uit dienst|plus|retraite|pension|"
    r"parti\w*|conge|no longer|retired|gone|leave|left|away)\b)"
)
#: Behind a name: he comes, or does it from now on.
COMES_AFTER = re.compile(
    r"[^.;:!?\n\ue000]{0,40}?(?<!pas )(?<!plus )\b(?P<cue>prend(?:ra|s)? (?:sa|ma|la|le) (?:place|releve|suite|"
    r"relais)|reprend\w*|(?:a|ont) repris|(?:me|lui) (?:succede\w*|remplace\w*)|remplace(?:ra)?|succede(?:ra)?|"
    r"(?:votre|uw|jullie|your|our|ihr\w*) (?:\w+ )?(?:contact|kontakt|ansprech|aanspreek|interlocut)\w*|"
    r"wil het overnemen|zal|would like to take|"
    r"devien(?:t|dra)|est (?:desormais|maintenant|a present|"
    rf"(?:des \w+|a partir) {_NOT_GONE}|dorenavant|en charge|"
    r"notre|votre|"
    r"l[ea] (?:nouve\w+|personne)|"
    r"responsable)|sera|suit (?:le|notre|votre|les)|s'occupe\w*|gere(?:ra)?|"
    r"qu'il (?:faut|convient)|qui (?:me|le|la|prend|reprend|suit|s'occupe|gere|devient|sera)|"
    r"comme (?:personne de )?contact|est nomm\w+|arrive|recevra|entre en fonction|a ete (?:nomm|engag|elu|design)\w+|"
    r"(?:mij|me|hem|haar) op(?:volgt)?|op(?:volgt)|neemt|nam|overneemt|vervangt|volgt|als (?:\w+ )?(?:contact\w*|"
    r"aanspreek\w*)|wordt (?!vervangen|opgevolgd)|is (?:nu|voortaan|"
    rf"(?:vanaf|sinds) {_NOT_GONE}|onze|ons|jullie|uw|de nieuwe|"
    r"het nieuwe|contact\w*|"
    r"aangesteld|benoemd)|komt|treedt|in de plaats|"
    r"takes? (?:over|his|her|my|the)|(?:has |have )?(?:taken|took|will take|taking) (?:over|his|her|my)|replaces|"
    r"succeeds|becomes|is (?:now|"
    rf"(?:from|as of) {_NOT_GONE}|our|your|the (?:new|contact)|my|"
    r"taking|replacing|succeeding)|will be|"
    r"as (?:\w+ ){0,2}contact|(?:has been|was|is) (?:elected|appointed|named|hired)|steps in|joined|handles|"
    r"looks after|instead|"
    r"ubernimmt|ubernommen|wird(?! (?:\w+ )?(?:ersetzt|abgelost))|ist (?:jetzt|nun|ab|kunftig|unser\w*|ihr\w*|neue\w*|"
    r"zustandig)|tritt|folgt|als (?:\w+ )?(?:ansprech\w*|kontakt\w*)|ersetzt|kommt|an (?:seiner|ihrer|meiner|"
    r"deren) stelle)\b"
)
#: Right before a name: he is to be put down, he is the one.
COMES_BEFORE = re.compile(
    r"(?:\b(?:c'est|c est|est|sera|devient|mais|par|nouve\w+|desormais|dorenavant|maintenant|a present|mett\w+|"
    r"inscri\w+|indique[zr]|note[zr]?|enregistre[zr]|encode[zr]|renseigner|mentionne[zr]|"
    r"success(?:eur|eure|rice)\w*|remplacante?|s'appelle|se nomme|nomination d[e']|adressez-vous a|vous adresser a|"
    r"s'adresser a|contacter|lire|plutot|voici|collegue|elu\w*|arrivee d[e']|releve d[e']|appelez|"
    r"maar|wel|door|nieuwe?|voortaan|vanaf nu|nu|wordt|worden|is|noteer|zet|vermeld|registreer|opvolg(?:er|ster)|"
    r"vervang(?:er|ster)|heet|plaats komt|komt|met|collega|welkom|dus|bij|naar|"
    r"but|by|with|new|now|will be|becomes|should be|put|enter|record|register|list|add|use|successor|replacement|"
    r"called|named|appointed|elected|meet|welcome|hired|colleague|contact|to|so|"
    r"geleid door|leiding van|direction d[e']|(?:led|headed|done|handled) by|leitung von|geleitet von|elu|verkozen|"
    r"gewahlt|(?:introduce|present|vorstellen|voorstellen)\w*|(?:uber|met|avec|with|mit) (?:mon|mijn|my)|sondern|"
    r"durch|neue[rnsm]?|jetzt|nun|kunftig|ab sofort|wird|ist|nachfolger(?:in)?|heisst|an|kollegin|kollegen?|"
    r"tragen sie|notieren sie|setzen sie|hinterlegen sie|nehmen sie|ubernimmt|ubernehmen|folgt|uberge\w+ (?:ich )?an)"
    r"(?: (?:down|neer|desormais|dorenavant|maintenant|a present|plutot|bien|donc|nu|voortaan|dus|wel|now|rather|"
    r"therefore|"
    r"jetzt|nun|kunftig|bitte|a|aan|tot|met|mit|mijn|mon|ma|my|mein\w*|notre|onze|our|unsere?|son|sa|zijn|haar|his|"
    r"her|seine?|ihre?|"
    r"collegue|collega|colleague|kolleg\w*|soeur|frere|fils|fille|zus|broer|zoon|dochter|sister|brother|son|daughter|"
    r"schwester|bruder|sohn|tochter|associe\w*|contact|niece|neveu|nicht|neef|nephew|nichte|neffe|huisgenoot|partner|"
    r"das|dies|es|deshalb|daher|dann|damit|celui de|celle de|die van|dat van|la dame|de dame|"
    r"m\.|mme|mlle|mr\.?|mrs\.?|ms\.?|madame|monsieur|mademoiselle|mevrouw|mevr\.?|de heer|heer|dhr\.?|frau|herrn?|"
    r"dr\.?|miss|l'abbe|maitre|mtr))*\W{0,3})$"
)
#: He stays what he was, or is there for something else.
STAYS = re.compile(
    r"[^.;!?\n\ue000]{0,30}?\b(?:rest(?:e|era|ent|ant)|continu\w*|garde\w*|demeure\w*|conserve\w*|inchange\w*|"
    r"comme (?:toujours|avant)|ne (?:rien |pas )?(?:change|modifi|touche)\w*|toujours|n'est pas concerne\w*|"
    r"blijf\w*|blijven|behoud\w*|ongewijzigd|houdt|nog (?:steeds|altijd)|zoals (?:altijd|voorheen)|verandert niet|"
    r"remains?|stays?|keeps?|still|unchanged|no changes?|pas de changement|geen (?:wijziging|verandering)|"
    r"keine anderung|idem|not? (?:to )?change|don't (?:touch|change)|niet (?:wijzig|"
    r"aanpass|verander)\w*|nicht ander\w*|continues?|as (?:before|always|usual)|not affected|"
    r"bleib\w*|behalt\w*|unverandert|wie (?:bisher|immer|gehabt)|weiterhin|nach wie vor)\b"
)
STAYS_BEFORE = re.compile(
    r"\b(?:reste(?:ra)?|demeure|blijft|remains|stays|bleibt|toujours|nog steeds|still|weiterhin)(?: \w+){0,3}\W*$"
)
#: Nobody comes in his place.
NOBODY = any_word(
    r"""
    (?:ne|n')(?: ?l')?(?:avons|a|est|sera|ai)(?: (?:ete|encore|pas))* (?:pas )?remplace\w*|pas (?:de |
    encore de )?(?:remplac\w+|success\w+)|pas remplace\w*|
    (?:personne|sans) (?:a inscrire|ne (?:le|la|l') ?remplace\w*|remplac\w+|success\w+)|(?:remplac|
    success)\w+ (?:\w+ ){0,3}pas encore|aucune? (?:remplac\w+|success\w+)|
    (?:laisse[rz]|mettre|rester|reste) (?:\w+ ){0,6}(?:vide|blanc)|
    (?:er )?komt (?:er )?niemand|niemand (?:in (?:haar|zijn|de) plaats|anders|vervangt)|geen (?:vervang\w+|opvolg\w+|
    nieuwe contactpersoon)|(?:opvolg\w+|vervang\w+) (?:is |staat |zoeken )?(?:\w+ ){0,2}(?:nog niet|niet bekend)|
    niet vervangen|(?:leeg|blanco) (?:laten|blijven|te laten)|
    (?:mag|mogen|kan) (?:\w+ ){0,4}leeg|(?:laat|laten) (?:\w+ ){0,4}leeg|
    no (?:successor|replacement|new contact)|nobody (?:replaces|has replaced|else|in (?:his|her) place|will replace)|
    no one (?:replaces|has replaced|else|will replace)|not (?:be |been )?replac\w+|not (?:\w+ )?(?:appointed|found|
    hired) (?:anybody|anyone|a \w+)|to be (?:determined|announced|appointed)|
    (?:leave|left|stay) (?:\w+ ){0,6}(?:blank|empty)|
    (?:nachfolg\w*|ersatz)[^.!?\n]{0,20} (?:noch nicht|noch offen)|wer nachfolgt|kein\w* (?:nachfolg\w+|ersatz|
    neue\w* ansprech\w*)|nicht (?:ersetzt|nachbesetzt|neu besetzt)|niemand (?:nach|ersetzt|anderes)|(?:leer|
    frei) (?:lassen|bleiben)|(?:lassen|bleibt) (?:\w+ ){0,5}(?:leer|frei)
    """
)
#: The writer leaves, or is not to be asked any more.
I_GO = any_word(
    r"""
    je (?:quitte|pars|tourne|prends ma (?:pension|retraite)|ne (?:suis|serai|travaille\w*|m'occupe\w*) plus)|(?:mon|
    ma) (?:success\w+|remplac\w+|depart|pension|retraite)|me (?:succede\w*|remplace\w*)|
    a ma place|je (?:cede|remets|transmets)|c'etait moi|(?:plus|pas) moi|ne plus m'(?:inscrire|indiquer|ecrire|
    envoyer|appeler|adresser)|au lieu de moi|
    ik (?:ga (?:\w+ ){0,3}(?:weg|met pensioen)|verlaat|vertrek|stop|ben (?:\w+ )?(?:niet meer|niet langer|
    vertrokken))|ik (?:draag|geef)[^.!?\n]{0,40} (?:over|door|af)|dat was ik|mijn laatste (?:werk)?dag|mijn opvolg\w+|
    volgt mij|vervangt mij|in mijn plaats|niet (?:meer|langer) (?:met |bij |naar )?(?:mij|ik)|
    (?:i'm|i am|i will be|i'll be) (?:leaving|retiring|no longer)|i (?:leave|retire|have left|left)|my last day|
    my (?:successor|replacement)|in my place|replac(?:es|ing) me|handing over|i (?:hand|pass) (?:it |
    the \w+ )?(?:over|on)|(?:that|this) was me|succeeds me|instead of me|not me|
    ich (?:verlasse|gehe|scheide|bin (?:\w+ )?nicht (?:mehr|langer))|ubergebe|gebe[^.!?\n]{0,30} ab|
    das war ich(?! nie)|mein\w* (?:nachfolg\w+|stelle)|statt meiner|an meiner stelle|statt mir|fur mich|gehe ich
    """
)
#: The writer comes himself.
I_COME = any_word(
    r"""
    je (?:reprends|deviens|remplace|succede|prends (?:la releve|sa place|la suite))|j'ai (?:repris|rachete|remplace|
    succede)|c'est (?:desormais |maintenant |donc )?moi|mettez(?:-moi| le mien| la mienne)|inscrivez-moi|notez-moi|
    je suis (?:desormais |maintenant |donc )?(?:votre|le nouve\w+|la nouve\w+)|
    ik (?:neem|nam|word|volg|vervang)|(?:neem|word|volg|vervang) ik|ik (?:heb|ben)[^.!?\n]{0,40}(?:overgenomen|
    opvolg\w+|de nieuwe)|dat ben ik|ikzelf|zet (?:de|het) mijne|van mij nu|zet mij|noteer mij|
    i(?:'m| am) (?:now |taking|replacing|succeeding|the new|your new)|i(?:'ve| have) (?:taken|succeeded|replaced)|
    i (?:take|took) over|is (?:now |again )?me|me again|put mine|(?:put|list|record|register|enter) me|introduce myself|
    ich (?:ubernehme|habe[^.!?\n]{0,40}ubernommen|bin (?:\w+ )?(?:die|der|ihr|jetzt|nun|neue\w*)|werde|folge)|
    mir (?:das|den|die)[^.!?\n]{0,20}ubergeben|(?:setzen|tragen|notieren|nehmen) sie (?:bitte )?mich
    """
)

_TITLE = (
    r"(?:m\.|mme|mlle|mr\.?|mrs\.?|ms\.?|madame|monsieur|mademoiselle|mevrouw|mevr\.?|(?:de )?heer|dhr\.?|frau|"
    r"fr\.|hr\.|herrn?|dr\.?|miss)"
)
#: Right before a name: the label of the contact person.
LABEL = re.compile(
    r"\b(?:personne de contact|contact(?:pers\w*| ?person\w*)?|interlocut\w+|aanspreek\w+|ansprech\w+|"
    r"kontakt(?:person\w*)?|point of contact)"
    rf"(?: [^:=\n]{{0,50}}?)?\s?(?:[:=]|\b(?:est|is|ist|wordt|sera|devient|becomes|wird)(?: \w+){{0,4}}|,? c'est|"
    rf"(?:\s*-+>|=+>))\W*(?:{_TITLE}\W*)?$"
)
#: "X replaces Y": the first one comes, the second one goes.
INSTEAD_OF = re.compile(
    r"(?:[^.;!?\n]{0,30}?[\s(,:])?(?:(?:qui )?remplace(?:ra)?|(?:qui )?succede(?:ra)? a|(?:en |"
    r"pour )?remplacement d[e']|au lieu d[e']|(?:a|en lieu et) (?:la )?place d[e']|plutot que|et (?:non|plus|"
    r"pas)(?: plus)?|plus|pas|avant c'etait|(?:was|avant|auparavant|anciennement|ex|ancien\w*|precedemment)(?: :)?|"
    r"(?:prend|reprend) (?:la place|la suite|le relais|la releve|le poste|les dossiers) d[e']|"
    r"vervangt|ter vervanging van|in (?:de )?plaats van|ipv|i\.p\.v\.?|(?:en )?niet (?:meer|langer)|en niet|niet|"
    r"ni meer|voorheen|vroeger|volgt|neemt (?:\w+ ){0,3}over van|die|"
    r"replac(?:es|ing)|succeed(?:s|ing)?|instead of|in place of|rather than|(?:and )?no(?:t| longer)|formerly|"
    r"previously|(?:takes|took|taking|taken) over from|"
    r"ersetzt|statt|anstatt|anstelle von|an (?:der )?stelle von|(?:und )?nicht(?: mehr)?|bislang|bisher|fruher|"
    r"vormals|der|die|lost)"
    rf"(?:\W+(?:{_TITLE}|als|comme|as))*\W*$"
)
#: "remplacer X par Y", and "der Dieter Franssen ablöst".
REPLACE = re.compile(
    r"\b(?:rempla\w+|vervang\w*|replac\w+|ersetz\w+|chang\w+|wijzig\w*|ander\w*|modifi\w+|tausch\w*|"
    r"swap)\b[^.!?]{0,40}$"
)
BY = re.compile(
    rf"\W*(?:(?!\b(?:par|door|by|with|durch)\b)[^.!?\n]){{0,40}}\b(?:par|door|by|with|durch)\W*(?:{_TITLE}\W*)?$"
)
TAKES_FROM = re.compile(r"\b(?:vous (?:avez|aviez)|jullie hebben|u hebt|you have|sie haben)\W*$")
REPLACED_BY = re.compile(
    r"(?:[ .]{3,})?[^.;!?\n]{0,40}?(?:\b(?:remplacee? par|succede par|vervangen door|opgevolgd door|overgenomen door|"
    r"replaced by|succeeded by|taken over by|ersetzt durch|abgelost (?:von|durch)|moet(?: dus)?|doit (?:etre|"
    r"s'ecrire)|should (?:be|read)|muss|a remplacer par|te vervangen door|to be replaced by|zu ersetzen durch|"
    r"mais|maar|but|sondern|wel|devient|wordt|becomes|wird)\b|->|=>|\u2192)"
    rf"(?: (?:bien|wel|plutot|nu|now|rather|desormais|jetzt|door|par|by|zu|c'est))*\W*(?:{_TITLE}\W*)?$"
)
#: "Jo replaces me", "replaces Jo me": the person before comes.
FOR_ME = re.compile(
    r" (?:mij|me|mich|moi|hem|haar|ihn)\b|"
    r"\W+(?:et |en |and |und )?(?:plus|niet meer|no longer|nicht mehr|pas|not|au lieu de|a la place de|instead of|"
    r"statt|in plaats van|ipv) (?:a )?(?:moi|mij|ik|me|ich|mir)\b"
)
PRONOUN = re.compile(
    r"\W*(?:(?:c'est|c'est donc|that's|it's|dat is|das ist) )?(?:elle|il|lui|zij|ze|hij|hem|haar|she|he|her|him|sie|"
    r"er|ihn|ihm)\b|"
    r"[^.!?\n]*(?:\b(?:her|him|hem|haar|ihn|(?<!en )sie (?:bitte )?als|zu)\b|\b(?:la|le|l')(?: |\b)?(?:noter|indiquer|"
    r"inscrire|enregistrer|encoder|mettre|ajouter)|(?:note|inscrive|indique|enregistre|encode|mette|ajoute)z-l[ea]\b)"
)
IS_IT = re.compile(
    r"\b(?:contact\w*|interlocut\w+|aanspreek\w+|ansprech\w+|kontakt\w*|succed\w*|remplace|vervangt|volgt|opvolg\w*|"
    r"replaces|succeeds|takes|neemt|prend|reprend|ubernimmt|ersetzt|(?:la|le) noter|notez-l[ea]|inscrivez-l[ea]|"
    r"mettez-l[ea]|in de plaats|an (?:seiner|ihrer|meiner) stelle|instead|a (?:sa|ma) place)\b"
)

#: The label of the one before, and of the next one: "Kontaktperson alt:", "Responsable (ancien) :".
OLD_LABEL = re.compile(
    r"\b(?:alt|ancien\w*|oude?|old|outgoing|sortant\w*|vorige|former|precedent\w*|fruher\w*|avant|was|voorheen|"
    r"bisher\w*|bislang|actuel\w*|current|huidige?)\b[^:\n]{0,30}:\W*$"
)
NEW_LABEL = re.compile(
    r"\b(?:neue?r?|nouve\w+|nieuwe?|new|incoming|wordt|now|nu|jetzt|maintenant|a present|apres|"
    r"after)\b[^:\n]{0,30}:\W*$"
)
#: What was done by a person: "was followed up by", "werd opgevolgd door".
WAS_DONE_BY = re.compile(
    r"\b(?:was|were|werden?|wurden?|etai(?:t|ent))\b(?![^.!?\n]*\b(?:repris\w*|taken|overgenomen|ubernommen|elected|"
    r"elu\w*|verkozen|gewahlt|benannt|appointed)\b)[^.!?\n]{0,40}\b(?:par|door|by|von)\W*$"
)
