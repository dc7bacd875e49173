"""What is said of a firm that has another name, was taken over or is spelled wrong. In folded text, four languages."""

import re

_WAS = (
    r"(?:absorb\w*|fusionn\w*|scind\w*|repris\w*|rachet\w*|dissou\w*|opgegaan|gesplitst|opgesplitst|overgenomen|"
    r"gefuseerd|ontbonden|merged|"
    r"opgeslorpt|samengegaan|gaan samen|zijn samen|joined forces|split|taken over|acquired|absorbed|dissolved|"
    r"zusammengetan|zusammengeschlossen|umbenannt|umgewandelt|ubernommen|verschmolzen|aufgegangen|aufgespalten|"
    r"aufgelost)"
)
#: Behind a name: it was merged, split, renamed; nothing is called so any more.
OLD_AFTER = re.compile(
    rf"[^.;!?\n\ue000]{{0,60}}?\b(?:{_WAS}|disparai\w*|n'existe (?:plus|pas)|bestaat niet|verdwijnt|no longer exists|"
    rf"gibt es (?:\w+ ){{0,2}}nicht|entfallt|"
    r"firmiert|heissen|heisst|heet|heten|s'appelle|se nomme|is (?:now|voortaan|nu)|devient|wordt|becomes|wird|"
    r"(?:sans|zonder|without|ohne) )\b"
)
#: Right before a name: it is what was, or what the record says.
OLD_BEFORE = re.compile(
    r"\b(?:ex|anciennement|ancien\w*|avant|auparavant|tot (?:vorige|deze|vorig) \w+|tot (?:nu|voor kort)|voorheen|"
    r"vroeger|nu nog|formerly|previously|was|until \w+ \w+|"
    r"bisher|bislang|fruher|vormals|so far|jusqu'ici|jusqu'a present|tot dusver|aus|bis (?:vor|zum) \w+ ?\w*|"
    r"au lieu d[e']|a la place d[e']|in plaats van|ipv|instead of|statt|plus|pas|niet(?: meer)?|not|no longer|"
    r"nicht(?: mehr)?|"
    r"vous (?:avez|ecrivez|aviez)|you (?:have|spell|write)|jullie (?:hebben|schrijven)|u (?:hebt|heeft|schrijft)|"
    r"sie (?:haben|schreiben)|"
    r"lisons|lezen wij|lezen we|figure sous le nom|gericht aan|adresse\w* a|addressed to|gerichtet an|dropped|"
    r"abandonne)"
    r"(?: (?:notre firme|our (?:firm|company)|onze (?:firma|zaak)|le nom|de naam|the name|den namen|la|le|de|het|the|"
    r"die|der))*[\s:\"'(]*$"
)
#: Right before a name: it is what holds.
NEW_BEFORE = re.compile(
    r"\b(?:(?:inscri\w+|enregistre\w*|notez|registreer\w*|noteer|put|list|register|fuhren sie|"
    r"tragen sie)[^.!?\n]{0,20} (?:sous|als|as|onder|under|unter)|(?:absorb\w*|repris\w*|rachet\w*) par|opgegaan in|"
    r"overgenomen door|"
    r"(?:merged|absorbed|taken over|acquired) (?:in|into|by)|(?:ubernommen|aufgegangen) (?:von|durch|in)|umbenannt in|"
    r"rebaptis\w+|omgedoopt tot|renamed(?: to)?|samengegaan tot|(?:verschmolzen|passed|overgegaan|"
    r"transfere\w*) (?:auf|zu|to|naar|in)|wurde|wird zu|"
    r"rebranded:?|officially|officieel|offiziell|(?:een|one|une?|eins?|eine) (?:bedrijf|company|firm|societe|"
    r"entreprise|firma|gesellschaft):?|moet"
    r"|"
    r"(?:contract|dossier|compte|account|vertrag) (?:\w+ )?(?:valt onder|loopt bij|est chez|is with|liegt bei)|"
    r"ne (?:font|fait) plus qu'un|gemeinsam|ensemble|samen|together|"
    r"correct|juist|richtig|donc|dus|also|so|desormais|maintenant|voortaan|now|jetzt|nunmehr|it's|c'est|het is|"
    r"es ist)(?: \w+)?[\s:\"'(]*$"
)
#: It is somebody else, or nothing to us.
OTHER_AFTER = re.compile(
    r"[^.;!?\n\ue000]{0,40}?\b(?:n'est pas (?:client\w*|chez vous)|is geen klant|heeft (?:met|"
    r"bij) u (?:\w+ )?(?:niets|geen)|is not (?:a client|a customer|your)|ist (?:kein kunde|nicht ihr)|pas cliente?)\b"
)

#: A person goes on as a company: its name is new, whatever it was called before.
FOUNDED = re.compile(
    r"\b(?:pass\w* en societe|en societe|(?:constitue|cree|fonde)\w* (?:une|ma|notre) (?:societe|srl|sa)|"
    r"personne physique|plus (?:en )?independant|"
    r"(?:via|naar|in|met) een (?:vennootschap|bv)|(?:overgegaan|overgestapt|omgezet|omgevormd) (?:naar|in|"
    r"tot) (?:een )?(?:bv|vennootschap|nv)|eenmanszaak|"
    r"sole trader|self-employed|set up (?:a|my) company|incorporated|einzel(?:firma|unternehmen|unternehmer\w*)|"
    r"gesellschaft gegrundet)\b"
)
#: What stands before a firm that is somebody else's.
OF_ANOTHER = re.compile(
    r"\b(?:fournisseur|leverancier|supplier|lieferant|comptable|boekhouder|accountant|buchhalter|"
    r"notaire|notaris|banque|bank|assureur|verzekeraar|fiduciaire)\b[^.!?\n]*$"
)
