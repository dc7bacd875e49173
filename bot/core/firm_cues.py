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
#: Behind a name: it is to be put down as the writer's firm, or follows from what was said.
NEW_AFTER = re.compile(
    r"[\"'»”]?\s(?:as (?:my|our) (?:new )?(?:company|employer|firm)|als (?:mijn |onze )?(?:nieuwe? )?(?:werkgever|"
    r"bedrijf|firma)|"
    r"comme (?:ma |notre |mon )?(?:nouve\w+ )?(?:societe|employeur|entreprise)|als (?:meine[nr]? |"
    r"unsere )?(?:neue[nr]? )?"
    r"(?:firma|arbeitgeber|unternehmen)|(?:dus|donc|also|then|so)\s?[.!\n])"
)
#: Right behind a name: it stands in a record so, or is called wrong there.
ON_FILE_AFTER = re.compile(
    r"[\s|\"'»”,(–—-]{0,30}(?:(?:gefuhrt|eingetragen|hinterlegt|gespeichert|vermerkt|erfasst|vermeld|geregistreerd|"
    r"opgenomen|"
    r"genoteerd|ingeschreven)(?! (?:zu )?(?:werden|worden|sein|te worden))|(?:non|nee|no|nein|faux|fout|wrong|falsch|"
    r"incorrect|erreur|niet juist|pas correct|not correct|nicht richtig)\b(?! (?:longer|more|plus)))"
)
#: Right before a name: the firm is on file so.
ON_FILE_BEFORE = re.compile(
    r"\b(?:is|are|was|were|wird|werden|ist|sind|stehen|steht|wordt|worden|staat|staan|zijn|est|sommes|figurons|"
    r"apparaissons|"
    r"appear|appears)\b(?: \w+){0,6} (?:as|als|comme|sous|under|unter|onder)(?: (?:le nom|de naam|the name|dem namen))?"
    r"(?: (?:de|of))?[\s:\"'„“«(]*$|"
    r"\b(?:staat|stond|steht|stand|figure|appears?|il est ecrit|je lis|lees ik|lese ich|vermeldt|mentionne|lists?|"
    r"shows?|"
    r"reads?|says|vous avez (?:note|inscrit|indique|encode|mis|ecrit|enregistre|repris)|(?:jullie|u) (?:noteerden?|"
    r"zetten?))"
    r"(?: (?:er|wel|nog|nu|noch|encore|still|toujours|altijd|immer|foutief|ten onrechte|nous|us|ons|uns|als|as|comme|"
    r"onder|"
    r"bij|chez|la|de|het))*[\s:\"'„“«(]*$"
)
#: Words of a register in which a firm stands with its right name, and of a wish.
_REGISTERS = (
    r"kbo|kruispuntbank|bce|banque-carrefour|staatsblad|moniteur|statut\w*|companies house|chamber|handelsregister|"
    r"firmenbuch|register|kamer|greffe|notar\w*|notaire|gegrundet|founded|opgericht|fondee?|trading|known|bekannt|"
    r"connue?s?"
)
RIGHTLY = re.compile(rf"\b(?:{_REGISTERS}|be|now|nu|voortaan|desormais|maintenant|jetzt|nun|seit|sinds|depuis|since)\b")
#: "A instead of B", of a mistake: the second one is right.
MISTAKE = re.compile(
    r"\b(?:coquille|erreur|faute|typo|mistake|error|misprint|misspel\w+|\w*fout(?:je)?|vergissing|\w*fehler|"
    r"verschrieben)\b"
    r"(?![^.!?\n]*\b(?:moet\w*|faut|doit|should|must|muss|soll\w*|c'est|it is|it's|het is|es ist|correct|juist|"
    r"richtig|merci|"
    r"please|gelieve|graag|bitte|veuillez)\b)[^.!?\n]{0,90}$"
)
INSTEAD = re.compile(
    r"[\"'»”]?\s?,?\s?(?:au lieu d[e']|en lieu et place de|instead of|rather than|in plaats van|ipv|i\.p\.v\.?|statt|"
    r"anstatt|"
    r"anstelle von)\s?[\"'„“«]?"
)
SHOULD_BE = re.compile(
    r"[\"'»”]?\s?,?\s?(?:should (?:be|read)|must (?:be|read)|(?:dat |het )?moet (?:dus )?(?:zijn|worden)|doit (?:etre|"
    r"devenir|se lire)|devrait etre|(?:muss|soll(?:te)?) (?:heissen|lauten|sein)|is to read|il faut lire|lire)"
    r"\s?:?\s?[\"'„“«]?"
)
#: The firm keeps its name, or is not what this is about.
KEPT = re.compile(
    r"\b(?:societe|firme|entreprise|raison sociale|denomination|company(?: name)?|firm|business|employer|bedrijf|"
    r"bedrijfsnaam|firma|firmanaam|vennootschap|werkgever|firmenname|unternehmen|gesellschaft|arbeitgeber|naam|nom|"
    r"name)\b"
    r"(?!ns)[^.!?\n:]{0,25}?(?:\bne change pas(?! de (?!nom))|\breste (?:l[ae] meme|inchange)|\b(?:does|did|"
    r"has)(?:n't| not) "
    r"chang|\b(?:stays|remains) (?:the same|unchanged|as )|\bis unchanged|\bblijft (?:dezelfde|hetzelfde|ongewijzigd|"
    r"gewoon|zoals)|\b(?:verandert|wijzigt) niet|\bbleibt (?:gleich|unverandert|wie|derselbe|dieselbe)|"
    r"\bandert sich nicht)"
)
#: Right before a name: it is the bank's, a landlord's, a supplier's; "your supplier" may be the writer.
SOMEBODY_ELSE = re.compile(
    r"\b(?:rekening\w*|compte\w*|account|konto|iban|bank|banque|lening|pret|loan)\b[^.!?\n]{0,70}"
    r"\b(?:bij|chez|at|with|bei|aupres d[eu])(?: (?:de|la|the|der))?\W*$|"
    r"\b(?:moederbedrijf|moedermaatschappij|maison mere|societe mere|parent company|muttergesellschaft|konzernmutter|"
    r"domain|domein|domaine|hosting|website|server|operateur|operator|anbieter|overstap van|overgestapt van|"
    r"switch\w* from)\b[^.!?\n]{0,40}$|"
    r"(?<!votre )(?<!uw )(?<!jullie )(?<!your )(?<!ihr )(?<!ihre )"
    r"\b(?:fournisseur|leverancier|supplier|lieferant\w*|comptable|boekhouder|accountant|buchhalter\w*|notaire|notaris|"
    r"banque|bank|assureur|verzekeraar|insurer|fiduciaire|boekhoudkantoor|steuerberater\w*|landlord|verhuurder|"
    r"bailleur|"
    r"vermieter\w*|proprietaire|eigenaar|provider|hoster|klant|client|customer|kunde|concurrent|competitor|"
    r"verhuisfirma|demenageur|syndic|courtier|makelaar)"
    r"[\s,:(]{1,3}(?:(?:de|la|the|die|der|firma|societe|is|est|ist) )*[\"'„“«]?$"
)
#: The firm is right as it stands on file.
RIGHT = re.compile(
    r"\b(?:raison sociale|denomination|nom de (?:la |notre )?(?:societe|firme)|company name|business name|firm|"
    r"bedrijfsnaam|"
    r"firmanaam|firmenname|de naam|the name|le nom|der name)\b(?![^.!?\n]{0,20}\b(?:niet|pas|not|"
    r"nicht)\b)[^.!?\n:]{0,30}?"
    r"(?:\b(?:is|est|ist) (?:fine|ok|okay|right|correcte?s?|juist|goed|in orde|bonne?|richtig|korrekt)"
    r"(?=\s*[.,;:!?\n]|\s(?:and|but|en|maar|et|mais|und|aber)\b)|\bklopt\b(?! (?:niet|van))|\bstimmt\b(?! nicht))"
)
#: Right before a name with its past in brackets: the house, bank or street of it.
WITHIN = re.compile(
    r"(?<!naam )(?<!nom )(?<!name )\b(?:van|of|de|du|der|von|bij|via|at|chez|bei|in|from|par|door|by)\s[\"„“«]?$"
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
    r"\b(?:(?:inscrire|inscrivez|enregistre[zr]|notez|registreer|registreren|noteer|put|list|register|fuhren sie|"
    r"tragen sie)\b[^.!?\n]{0,20} (?:sous|als|as|onder|under|unter)|(?:address|invoice|bill|call|list) us as|"
    r"(?:factureer|noem|noteer) ons (?:\w+ )?als|(?:nommez|appelez|facturez)-nous|nennen sie uns(?: \w+)?|"
    r"(?:absorb\w*|repris\w*|rachet\w*) par|opgegaan in|"
    r"overgenomen door|"
    r"(?:merged|absorbed|taken over|acquired) (?:in|into|by)|(?:ubernommen|aufgegangen) (?:von|durch|in)|"
    r"umbenannt in|"
    r"rebaptis\w+|omgedoopt tot|renamed(?: to)?|samengegaan tot|(?:verschmolzen|passed|overgegaan|"
    r"transfere\w*) (?:auf|zu|to|naar|in)|wurde|wird zu|"
    r"(?:wij zijn|zijn wij|nous sommes|we are|we're|wir sind|sind wir) (?:gewoon|simplement|tout simplement|simply|"
    r"just|einfach|"
    r"wel|wel degelijk|bien|altijd|toujours|always|immer|eigenlijk|en fait|actually|eigentlich)(?: (?:de|la|le|die|"
    r"der))?|"
    r"(?:i|i've|i have|and) (?:have )?joined|(?:pour|ai|a) rejoin\w*|"
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
    r"bij) u (?:\w+ )?(?:niets|geen)|is not (?:a client|a customer|your)|ist (?:kein kunde|nicht ihr)|pas cliente?|"
    r"(?:qui|die|who|that|which|das|der) (?:\w+ ){0,3}?(?:pay[ei]\w*|pays|paid|regl\w+|betaal\w*|bezahlt|zahlt|"
    r"recommand\w*|"
    r"conseill\w*|aanbe\w+|recommended|empfohlen))\b"
)

_ITS_VALUE = (
    r"(?:e-?mail\w*|\w*mail|courriel|\w*num(?:mer|ber|ero)s?|\w*adress?e?s?|address(?:es)?|anschrift|phone|"
    r"telefoon|telephone|telefon|tel|gsm\w*|mobil\w*|handy\w*|fax\w*|contact\w*|ansprech\w*|aanspreek\w*|"
    r"vat|tva|btw|iban|\w*konto\w*|compte|rekening\w*|account|siege|zetel|sitz|website|facturen?|factures?|"
    r"invoices?|rechnung\w*|inbox|mailbox|postbus)"
)
#: "The e-mail address of X", "the number for our firm X": what is told is not the name.
ITS_BEFORE = re.compile(
    rf"\b{_ITS_VALUE}(?: (?!nom|naam|name)\w+){{0,2}} "
    r"(?:for|of|at|van|voor|bij|de|du|pour|chez|fur|von|vom|bei|der|des)"
    r"(?: (?:our|my|onze|mijn|notre|ma|mon|unsere[rnms]?|meiner?|the|de|la|het|der))?"
    r"(?: (?:company|firm|business|firma|zaak|bedrijf|vennootschap|societe|entreprise|gesellschaft))?\W*$"
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
_YOUR = (
    r"(?:your|our|vos|votre|notre|uw|jullie|je|onze?|ihre[nmrs]?|ihr|unsere[nmrs]?|eure[nmrs]?|de|les|the|la|die|der|"
    r"den|dem)"
)
_RECORD = (
    r"(?:records?|systems?|databases?|customer \w+|files?|invoices?|bills?|portal|listing|crm|letters?|parcels?|"
    r"fichiers?(?: \w+)?|factures?|dossiers?|systeme|base de donnees|fiche|courriers?|portail|espace client|"
    r"factu\w+|\w*bestand|systeem|databank|dossier|klantenfiche|brieven|\w*portaal|"
    r"rechnung\w*|\w*kartei|datenbank|system|\w*akte|schreiben|briefe\w*|\w*portal)"
)
#: In the words before a name: it is what our record, or a bill of ours, says.
RECORDED = re.compile(
    rf"\b(?:{_YOUR} (?:\w+ )?{_RECORD}|chez vous|bij (?:u|jullie)|bei ihnen|with you|"
    r"(?:vous|jullie|u|you|sie) (?:nous |ons |us |still |toujours |encore |nog |noch |m'|l')*(?:ecri\w+|factur\w+|"
    r"nomm\w+|appel\w+|avez|"
    r"spell|write|list|have|call|invoice|bill|address|schrij\w+|noem\w+|hebben|hebt|heeft|schreib\w+|nenn\w+|"
    r"fuhr\w+|haben)|"
    r"(?:schreiben|nennen|fuhren|schrijven|noemen|hebben) (?:jullie|sie)|"
    r"(?:au nom|a l'attention|op naam|ten name|made out|in the name|auf den namen|laute[nt] (?:auf|noch|immer|"
    r"derzeit))\b|"
    r"(?:nous figurons|we appear|staan (?:wij|we)|(?:wij|we) staan|stehen wir|wir stehen|gespeichert|encode\w*|"
    r"geregistreerd|"
    r"registered as|listed as|addressed to|adresse\w* a|gericht aan|gerichtet an))\b[^.!?;\n]{0,70}$"
)
#: Behind a name on file: it is right as it stands.
RIGHT_AFTER = re.compile(
    r"[^.;!?\n]{0,30}?\b(?:(?:is|are|est|sont|ist|sind|zijn|c'est|that's|dat is|das ist)(?: \w+){0,2}? (?:right|"
    r"correct\w*|fine|ok|juste|"
    r"exact\w*|bon|juist|goed|in orde|richtig|korrekt)|klopt|stimmt)\b(?! (?:niet|pas|nicht|not))"
)
#: The writer asks for something, or calls something right: what the record holds is not told here.
WISHED = re.compile(
    r"\b(?:please|kindly|could|would|can you|want|should|must|correct\w*|right|exacte?\w*|juist\w*|richtig\w*|"
    r"gelieve|graag|kunnen|"
    r"kunt|zou\w*|wil\w*|moet\w*|merci de|veuillez|pourr\w+|pouvez|souhait\w*|il faut|doit|devrait|bitte\w*|konn\w+|"
    r"soll\w*|muss|"
    r"mocht\w*|change\w*|chang\w+|modif\w+|corrig\w+|rectif\w+|adapt\w+|aanpass\w*|wijzig\w*|verbeter\w*|ander\w*|"
    r"berichtig\w*|"
    r"korrigier\w*|update|amend|mett\w+|zet\w*|put|enter\w*|appears? correctly)\b[^.!?;\n]*$"
)
#: Right before a name: it is the one of now.
NOW_BEFORE = re.compile(
    r"\b(?:sinds|depuis|since|seit|vanaf|ab|as of|desormais|dorenavant|maintenant|a present|voortaan|intussen|nu|"
    r"now|jetzt|nunmehr|nun|"
    r"(?:nous|on) (?:sommes|est)|(?:wij|we) (?:zijn|heten)|(?:zijn|heten) (?:wij|we)|we(?:'re| are)|(?:wir|"
    r"firma) (?:sind|heissen|"
    r"firmieren)|(?:sind|heissen|firmieren) wir|firmieren|c'est|het is|it is|it's|es ist|moet(?: zijn)?|doit etre|"
    r"should be|muss|"
    r"devenue?s?|geworden|become|became|"
    r"(?:name|naam|nom|benaming|denomination|raison sociale|firma|firmenname)(?: \w+){0,2} "
    r"(?:is|luidt|est|ist|lautet|reads))"
    r"\b[^.!?;\n]{0,60}$"
)


def on_file(before: str, after: str) -> bool:
    """Whether the words around a name say that it is the one of a record, and not of the register of firms."""
    if WISHED.search(before) or RIGHTLY.search(before):
        return False
    return bool(ON_FILE_AFTER.match(after) or ON_FILE_BEFORE.search(before))


def mistaken(before: str, between: str) -> bool:
    """Whether the words before two names and between them call the first one a mistake for the second."""
    return bool(INSTEAD.fullmatch(between) and MISTAKE.search(before))
