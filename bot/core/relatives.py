"""Sentences about other people: whose name and whose birthday they tell."""

from bot.core.wording import any_word

_WHOSE = r"(?:mon|ma|mes|notre|nos|mijn|m'n|onze|ons|my|our|mein\w*|unser\w*)"
_RELATIVE = (
    r"(?:\w+ )?(?:fils|fille|enfants?|mari|femme|epou(?:x|se)|conjoint\w*|compagn\w+|mere|pere|soeur|frere|collegues?|"
    r"associe\w*|employe\w*|voisin\w*|zoon|zonen|dochters?|kind(?:eren|er|es)?|man|vrouw|echtgeno\w+|partner\w*|moeder|"
    r"vader|zus|broer|collega\w*|buur\w*|sons?|daughters?|child(?:ren)?|baby|husband|wife|mother|father|sister|brother|"
    r"colleagues?|neighbours?|sohn\w*|tochter|mann(?:es)?|frau|mutter|vater|schwester|bruder|kolleg\w+|nachbar\w*)"
)
#: Somebody who is not the writer is spoken of.
OTHERS = any_word(
    rf"{_WHOSE} {_RELATIVE}|(?:vater|mutter|father|mother|vader|moeder|mama|papa|pere|mere|parents?|ouders?|"
    r"eltern) (?:von|van|of|de|d')"
)
#: The name of somebody else, or what stands on a door.
NAMED = any_word(
    rf"(?:(?:pre)?noms?(?: de famille)?|\w*na(?:am|men?)|\w*names?) (?:de|d'|van|of|von) {_WHOSE} {_RELATIVE}\b(?!,)|"
    rf"{_WHOSE} {_RELATIVE}(?:,? \w+)? (?:s'appelle|se nomme|heet|is called|heisst)|"
    rf"{_WHOSE} {_RELATIVE}'s? (?:\w+ )?name|"
    r"(?:vor|nach)?name mein\w* (?:mannes|frau|sohnes|tochter|kindes|kolleg\w+)|"
    r"(?:noms?|na(?:am|men)|names?) (?:du|de la|de l'|de notre|van (?:de|het|ons|onze)|of (?:the|our)|des|der|"
    r"unser\w*) ?(?:wifi|wlan|"
    r"reseau|chien|chat|hond|kat|maison|huis|haus\w*|villa|residence|immeuble|produit|product\w*|site|domaine|rue|"
    r"straat|street|"
    r"strasse|bateau|boot|projet|project|projekt\w*|salle|ecole|school|schule|dog|cat|house|network|building)|"
    r"(?:bail|huur\w*|lease|mietvertrag|colis|pakket\w*|parcel|badge) (?:\w+ ){0,3}(?:au nom|op (?:de )?naam|"
    r"in the name|"
    r"auf (?:den )?namen)|"
    r"sonnette|boite aux lettres|(?:deur)?bel|brievenbus|door ?bell|letter ?box|klingel\w*|briefkasten"
)
