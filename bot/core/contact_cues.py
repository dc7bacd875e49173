"""What a letter on contact persons says beside who comes and who goes. In folded text, four languages."""

import re

from bot.core.wording import any_word

_OF_MINE = (
    r"(?:(?:my|mijn|onze?|mon|ma|notre|our|mein\w*|unser\w*|the|de|der|dem|la|le) (?:\w+ )?(?:success\w+|replacement|"
    r"opvolg\w+|"
    r"vervang\w+|remplac\w+|nachfolg\w+|collega\w*|collegue\w*|colleague\w*|kolleg\w+|predecess\w+|voorgang\w+|"
    r"vorgang\w+)\W+)?"
)
_TITLE = r"(?:m|mme|mlle|mr|mrs|ms|madame|monsieur|mevrouw|mevr|(?:de )?heer|dhr|frau|herrn?|dr|miss)?\W*"
#: Right before a name: what was the writer's number or address is that person's now.
OWNS = re.compile(
    r"\b(?:belongs? to|(?:is|are) (?:now )?(?:used|answered|read|held|taken) by|(?:goes|go|went|passed|reverted|"
    r"redirects?|"
    r"redirected|rings?|lands?|ends? up) (?:now |on |over |straight )?(?:to|with|at|through to)|"
    r"appartien\w+ (?:\w+ )?a|est (?:\w+ )?(?:utilise|repondu|lu|repris)e? par|(?:a|est) (?:\w+ )?ete? (?:attribue|"
    r"donne|"
    r"reattribue|transfere)e? a|(?:est|sont) (?:\w+ )?(?:celui|celle|ceux) de|sonne (?:\w+ )?chez|"
    r"gehor(?:t|en)(?: \w+){0,2}?|(?:wird|werden) (?:\w+ )?(?:genutzt|benutzt|gelesen|verwendet) von|(?:geht|"
    r"gehen) (?:\w+ )?an|"
    r"(?:hat|haben|nutzt|benutzt) (?:jetzt|nun)|"
    r"(?:wordt|worden) (?:\w+ )?(?:gebruikt|gelezen|beantwoord) door|(?:is|zijn) (?:nu|intussen|voortaan|ondertussen|"
    r"inmiddels) van|(?:hoort|behoort|komt|komen|gaat|gaan) (?:\w+ )?(?:toe aan|aan|terecht bij|naar|bij)|"
    r"(?:gegeven|toegewezen|doorgegeven) aan|(?:heeft|gebruikt) (?:nu|intussen|voortaan)|kreeg|"
    r"(?:given|assigned|handed) to)[\s:]+"
    rf"{_OF_MINE}{_TITLE}$"
)
_MAILBOX = (
    r"(?:\w*adress?e?n?|\w*address|e-?mail\w*|mailbox\w*|mail|boite(?: mail)?|courriel|\w*postfach|account|compte|"
    r"konto|"
    r"\w*numm?ern?|number|numero|ligne|gsm|toestel|telefoon\w*|phone|handy|mobile|extension|badge)"
)
#: What is a person's, and no word on the person: "Bart's mailbox will be closed", "l'adresse de Bart sera fermée".
THEIRS_AFTER = re.compile(rf"(?:'s|s|s')? ?(?:zijn |haar |his |her |sein\w* |old |oude |alte )*{_MAILBOX}\b")
THEIRS_BEFORE = re.compile(
    rf"\b{_MAILBOX}(?: \w+@\S+)? (?:d[eu']|of|for|from|van|von|vom|aan|a|an|to|naar) ?(?:(?:onze |our |notre |"
    rf"unser\w* |der |de )?"
    rf"(?:collega|collegue|colleague|kolleg\w+) )?{_TITLE}$"
)
#: Behind a name: the person has what was the writer's.
OWNS_IT = re.compile(
    r"\s(?:now |nu |maintenant |jetzt |intussen )?(?:uses?|has|got|inherited|utilise|a herite d[eu']|a recu|gebruikt|"
    r"heeft|"
    r"kreeg|erfde|nutzt|hat|benutzt)(?: now| nu| maintenant| jetzt| intussen)? (?:my|mijn|mon|ma|mein\w*|that|dat|"
    r"die|ce|"
    r"cette|diese?\w*)(?: old| oude?| ancien\w*| alte\w*)? (?:\w*numm?er\w*|numero|phone|telefoon|toestel|gsm|mobile|"
    r"handy|"
    r"mailbox|adres\w*|address|e-?mail\w*|poste|desk|bureau)\b"
)
#: Behind a name: which languages the person knows.
SPEAKS = re.compile(
    r"[^.;!?\n\ue000]{0,20}\b(?:reads?|speaks?|speak|spreekt|leest|begrijpt|verstaat|parle|comprend|lit|spricht|versteht|"
    r"liest)\b"
)
#: Who comes stands below, behind labels: "replace him by the colleague below".
BELOW = re.compile(
    r"\b(?:vervang\w*|rempla\w+|replac\w+|ersetz\w+|opgevolgd|succed\w+|succeeded|nachfolg\w+|opvolg\w+|wissel\w*|swap|"
    r"(?:nouve\w+|nieuwe?|new|neuer?) (?:collegue|collega|colleague|kolleg\w+|responsable|medewerker|"
    r"employee))\b[^:!?]{0,90}?"
    r"(?:\b(?:onderstaande|volgende|suivante?|ci-dessous|below|following|folgende\w*|untenstehend\w*|hieronder|durch|"
    r"door|par|by|"
    r"is|est|ist)\b[^.:!?\n]{0,40}[.:?]?|:)\s*\n"
)
#: In what says so: it is a person who is replaced.
BELOW_WHO = re.compile(
    r"\b(?:colleague|collega|collegue|kolleg\w+|person\w*|persoon|medewerk\w+|employee|success\w+|opvolg\w+|"
    r"nachfolg\w+|"
    r"contact\w*|ansprech\w*|aanspreek\w*|interlocut\w*|him|her|hem|haar|ihn|me|mij|moi|mich|l[ea] remplacer|"
    r"responsable)\b"
)
#: The label of a name on its line.
NAME_LABEL = re.compile(
    r"(?:^|\n)[^\w\n]*(?:naam(?: en voornaam)?|nom(?: et prenom| complet)?|prenom et nom|(?:full )?name|"
    r"vor- und nachname|"
    r"volledige naam|voornaam en naam|wie|qui|who|wer)\s?[:=]\W*$"
)


def told_below(lower: str) -> re.Match[str] | None:
    """Return where a letter says that who comes in somebody's place stands below; ``lower`` is folded."""
    found = BELOW.search(lower)
    return found if found and BELOW_WHO.search(lower, max(0, found.start() - 40), found.end()) else None


#: A question about who our side's contact is.
ASKED = re.compile(
    r"\W*(?:\w+[,:] )?(?:wie|qui|quel\w*|who|wer|welke|is|are|est-ce|est|ist|was|know who|weet)\b[^?\n]*\?"
)
#: Somebody whom no full name is given of is gone.
SOMEONE_GOES = any_word(
    r"""
    ne (?:travaille|bosse) plus|(?:a|nous) quitt\w+|werkt (?:\w+ ){0,3}niet (?:meer|langer)|heeft (?:ons|
    \w+ ){0,3}verlaten|is vertrokken|
    (?:no longer|doesn't|does not) works?|left us|has left|hat uns verlassen|arbeitet (?:\w+ ){0,3}nicht mehr|
    ausgeschieden
    """
)
#: Who it will be is told later: nothing is to be emptied meanwhile.
LATER = any_word(
    r"""
    laat (?:het |u |je |jullie )*(?:nog )?weten|let you know|tiendrai au courant|tiens au courant|ferai savoir|
    vous informer\w*|
    (?:teile|melde)[^.!?\n]{0,30} mit|gebe[^.!?\n]{0,20} bescheid|melde mich|(?:naam|name|nom) (?:volgt|follows|suit|
    suivra)
    """
)
#: Right before a name: he is the one on the record.
ON_RECORD = re.compile(
    r"\b(?:(?:u|jullie) noteerden?|u had|jullie hadden|vous avez note|you (?:noted|wrote|had)|sie (?:notierten|hatten)|"
    r"you (?:list|have|show|use|put)|vous (?:indiquez|mentionnez|affichez)|(?:u|jullie) (?:vermeldt|vermelden|"
    r"gebruikt|gebruiken)|"
    r"sie (?:fuhren|haben|nennen)|your (?:list|file|records?|system|database) (?:still )?(?:has|have|shows?|lists?|"
    r"says)|vous (?:avez|aviez|"
    r"avez encore|avez toujours)|(?:u|jullie) (?:hebt|hebben|heeft) (?:nog|nog altijd|nog steeds)|"
    rf"(?:sie haben|haben sie) noch|figure (?:encore|toujours)|staat (?:nog|nog altijd|nog steeds)|"
    rf"steht noch)(?: \w+){{0,2}}\W*{_TITLE}$"
)
#: The label of one whose sentence goes on about who left: "our contact has changed: Jo has left, ...".
CHANGED = re.compile(
    r"\b(?:chang\w*|veranderd?|gewijzigd|anders|gewechselt|wechselt|geandert|andert|switched|nouveau|nouveaute)"
    rf"(?: \w+){{0,2}}\s?[:,-]\W*{_TITLE}$"
)
#: Right before a name: who comes where another one goes, with the verb first.
STEPS_IN = re.compile(
    r"\b(?:in|an|a|en) (?:his|her|their|its|de|zijn|haar|hun|diens|wiens|seiner?|ihrer?|deren|dessen|sa|leur|la|whose)"
    r" (?:place|plaats|stelle|remplacement) (?:(?:now|nu|jetzt|nun|vanaf nu|ab sofort|desormais) )?(?:comes?|steps|"
    r"came|komt|kwam|treedt|tritt|kommt|trat|ruckt|vient|arrive|nous avons|we have|hebben we|haben wir)"
    rf"(?: (?:now|in|nu|jetzt|nun|desormais|engage|hired))*\W*(?:(?:our|onze|notre|unser\w*) (?:\w+ )?)?{_TITLE}$"
)
#: Behind a name: it is an address or a number that stays, not the person.
ANOTHER_STAYS = re.compile(
    r"\W{1,3}(?:(?:et|en|and|und|mais|maar|but|aber) )?(?:la|le|l'|les|de|het|the|die|der|das|notre|nos|ons|onze|our|"
    r"unser\w*|mon|ma|mijn|my|mein\w*|son|sa|zijn|haar|his|her|seine?|ihre?) ?(?:[\w-]+ )?(?:numero|nummer|number|"
    r"\w*nummer|"
    r"ligne|lijn|line|boite|bus|mailbox|postfach|adresse?|adres|address|anschrift|e-?mail\w*|mail\w*|telefo\w+|phone|"
    r"telephone|gsm|handy|reste|rest)\b"
)
