"""The words that keep a value out of the record: it is for questions, for today, or somebody else's.

Everything is matched in folded text (lower case, no accents), in the words before a value or behind it.
"""

import re

#: "If you have questions, reach me at": where somebody can be asked, which is no news of his record.
FOR_QUESTIONS = re.compile(
    r"\b(?:bij|pour|si|if|for|bei|falls|fur|wenn|als|en cas d\w*|in case|mocht\w*|should|in geval)\b[^.;:!?]{0,30}?\b"
    r"(?:questions?|vragen|vraag|fragen|ruckfragen|doubts?|unklar\w*|onduidelijk\w*|probleme?s?|problemen|urgence|emergency|noodgeval|"
    r"(?:plus|davantage) d'info\w*|meer info\w*|(?:more|further) (?:info\w*|details)|weitere\w* (?:info\w*|auskunfte?)|need anything|"
    r"(?:nog )?iets nodig|besoin (?:de|d'))\b[^.;:!?]{0,60}$"
)
#: What makes it news all the same.
NEWS = re.compile(
    r"\b(?:nouve\w*|desormais|dorenavant|maintenant|a (?:partir|compter|dater)|nieuwe?|voortaan|nu|vanaf|new|now|from now on|henceforth|as of|"
    r"instead|neue?[nrsm]?|jetzt|nun|kunftig|ab|statt)\b"
)
#: A day, a week or a stay that ends.
_FOR_NOW = (
    r"(?:aujourd'hui|cet(?:te)? (?:apres-midi|semaine|matinee|nuit)|ce (?:matin|soir|midi|week-?end)|demain|"
    r"jusqu'(?:a|au|en) \w+|en attendant|entre-?temps|pendant (?:mes|nos|les) (?:vacances|conges?)|"
    r"vandaag|vanmiddag|vanavond|vanochtend|deze (?:week|namiddag|voormiddag|middag|ochtend|avond)|morgen|"
    r"tot (?:en met )?(?:\w+dag|het einde|eind|volgende)|intussen|ondertussen|voorlopig|tijdens (?:mijn|onze) \w+|"
    r"today|this (?:morning|afternoon|evening|week|weekend)|tonight|tomorrow|(?:until|till) (?:\w+day|next|the end)|"
    r"in the meantime|meanwhile|for the time being|while (?:i am|i'm|we are|we're) (?:away|abroad|on)|"
    r"heute|diese woche|bis (?:\w+tag|mittwoch|ende|zum|nachste\w*)|einstweilen|inzwischen|vorerst|"
    r"wahrend (?:meines|meiner|unseres) \w+)"
)
_CALL = (
    r"(?:rappele\w*|rappelle\w*|appele\w*|appelle\w*|joindre|joignable\w*|joignez|contact\w*|telephone[rz]|"
    r"bel|belt|bellen|terugbel\w*|opbellen|bereik\w*|call|called|ring|phone me|reach\w*|get (?:me|us|hold)|"
    r"(?:i'm|we're|i am) (?:at|on)|ruf\w*|anruf\w*|erreich\w*|zuruck\w*)"
)
#: A party or a meeting: where it is held is no address of the writer's.
_EVENT = (
    r"(?:\w*party|housewarming|open (?:day|house)|barbecue|bbq|event|\w*feest|opendeur\w*|\w*vergadering|evenement|"
    r"fete|"
    r"cremaillere|portes ouvertes|reunion|assemblee|\w*feier|\w*sitzung|veranstaltung)"
)
#: "Call me today on", "this week you reach me at": where somebody is for so long, which is no news of his record either.
FOR_TODAY = re.compile(
    rf"\b{_FOR_NOW}\b[^.;!?\n]{{0,50}}?\b{_CALL}\b[^.;!?\n]{{0,40}}$|\b{_CALL}\b[^.;!?\n]{{0,30}}?\b{_FOR_NOW}\b[^.;!?\n]{{0,40}}$"
    rf"|\b{_EVENT}\b[^.;!?\n]{{0,40}}$"
)
#: Who moves or changes his number tells by the day when it holds.
OF_A_CHANGE = re.compile(
    r"\b(?:\w*menag\w*|verhui\w*|mov(?:e|ed|ing)|trek(?:ken)?|getrokken|woon|wonen|live|habit\w*|wohn\w*|\w*gezogen|zieh\w*|umzug\w*|umgezogen|chang\w*|wijzig\w*|verander\w*|ander[nt]\w*|"
    r"des (?:aujourd'hui|demain)|depuis|sinds|since|seit)\b"
)
_SOMEBODY = (
    r"(?:ex-?)?(?:femme|mari|epou(?:x|se)|soeur|frere|mere|maman|pere|papa|fille|fils|collegue|voisine?|ami|amie|copain|copine|"
    r"compagn\w+|conjointe?|beau-\w+|belle-\w+|vrouw|man|echtgeno\w+|zus|broer|moeder|mama|vader|dochter|zoon|collega|buur\w*|"
    r"vriend(?:in)?|partner|schoon\w+|wife|husband|sister|brother|mother|mum|father|dad|daughter|son|colleague|neighbou?r|"
    r"friend|girlfriend|boyfriend|flatmate|frau|mann|schwester|bruder|mutter|vater|tochter|sohn|kolleg\w+|nachbar\w*|"
    r"freund(?:in)?|freundes|mannes|bruders|sohnes|vaters|notaire|notaris|comptable|boekhouder|accountant)s?"
)
#: "..., that is my wife's number", "... (gsm d'une collègue)": whose it is, said behind the value.
OF_SOMEBODY = re.compile(
    rf"[\s,(–-]{{1,4}}(?:(?:c'est|cela est|qui est|dat is|dit is|die is|that is|that's|which is|it's|das ist|die ist|est|is|ist) )?"
    r"(?:(?:celui|celle|le|la|het|de|the|die|das|der|dat|that|mon|mijn)? ?(?:numero|n°|gsm\w*|nummer\w*|number|tel\w*|handy\w*|"
    r"portable|mobile|phone|adresse?|adres|mail\w*)? ?(?:de |d'|du |van |of |von |vom )?)?"
    rf"(?:ma|mon|notre|une?|mijn|onze?|een|my|our|a|mein\w*|unser\w*|ein\w*) {_SOMEBODY}\b(?!-)"
)
#: "..., this number is not for your file", said behind the value.
NOT_TO_KEEP = re.compile(
    r"[\s,;:(–-]{1,4}(?:(?:ce|le|het|dit|dat|the|this|that|die|diese|der|das) )?(?:(?:numero|n°|nummer\w*|number|adresse?|adres|address|one|mail\w*)\W{1,2})?"
    r"(?:[\w']+ ){0,4}?(?:(?:a ne pas|ne doit pas|ne doivent pas|pas besoin d[e']|n'est pas a|inutile d[e']|"
    r"not to be|is not for|isn't for|not for|need not be|needn't be|should not be|"
    r"(?:hoeft|hoeven|moet|mag|dient|is) niet|niet (?:te|voor|in)|"
    r"(?:bitte )?nicht (?:zu |in |fur )?|gehort nicht|soll nicht|muss nicht))\b[^.!?\n]{0,30}?"
    r"\b(?:encod\w*|enregistr\w*|not(?:er|e|ee|ez)|reprendre|repris\w*|figurer|conserv\w*|ajout\w*|garder|fiche|dossiers?|fichiers?|"
    r"sav(?:e|ed)|stor(?:e|ed)|kept|record\w*|added|files?|database|customer|bewaar\w*|bewaren|noteren|genoteerd|opgeslagen|opslaan|"
    r"opnemen|opgenomen|bestand\w*|fiche|registreren|speichern|gespeichert|notieren|erfassen|aufnehmen|aufgenommen|akte|kartei|stammdaten)\b"
)
#: "Our bookkeeper Ms Hall is on", "ring the caretaker at": somebody who can be called, and no news of the writer.
BY_SOMEBODY = re.compile(
    rf"(?<!\bavec )(?<!\bmet )(?<!\bwith )(?<!\bmit )(?<!\bchez )(?<!\bbij )(?<!\bbei )\b(?:ma|mon|notre|le|la|mijn|onze?|de|my|our|the|mein\w*|unser\w*|der|die|den|dem) (?:{_SOMEBODY}|"
    r"concierge|gardien\w*|syndic|assistant\w*|secretaire|chef|installateur|plombier|electricien\w*|"
    r"huisbewaarder|syndicus|assistent\w*|secretaresse|baas|loodgieter|elektricien|boekhoudster|"
    r"caretaker|janitor|doorman|landlord|assistant|secretary|boss|bookkeeper|plumber|electrician|"
    r"hausmeister\w*|verwalter\w*|sekretarin|chefin|buchhalter\w*|steuerberater\w*|klempner|elektriker)\b"
    r"(?!-| (?:et|en|and|und) (?:moi|ik|ikzelf|mezelf|i|me|myself|ich))(?P<after>[^.;!?\n]{0,50}?)"
    r"(?:\b(?:au|op|on|unter|via|is|est|ist|die|le|het|nummer|numero|number|gsm|tel\w*|handy|portable|mobile)\W*|[(:,]\s?)$"
)
#: "The mailbox stays, but my direct line is": what stays is another thing; "is still" says so of this one.
BEFORE_BUT = re.compile(
    r"^.*\b(?:reste\w*|change\w*|blij\w+|wijzig\w+|verander\w+|stays?|remains?|bleib\w+|andert|inchange\w*|ongewijzigd|unchanged|"
    r"unverandert)\b[^.;:!?\n]{0,25}[,(–-] ?(?:mais|par contre|en revanche|maar|but|however|aber|jedoch|dafur|dagegen|daarentegen),? "
    r"(?=(?:ma|mon|notre|mijn|onze?|my|our|meine?|unsere?) (?:\w+ ){1,3}(?:est|is|ist|devient|wordt|wird)\b)"
)
