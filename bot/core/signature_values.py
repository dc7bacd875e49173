"""New details that stand in the signature, where the letter says so: "you find my new number in my signature"."""

import re
from collections.abc import Sequence, Set
from dataclasses import replace

from bot.core.backing import CHANGE
from bot.core.flat import flat
from bot.core.mail import Mail
from bot.core.sentences import sentences
from bot.core.stays import kinds_named, stays
from bot.core.values import Age, Value

_SIGNATURE = re.compile(
    r"\b(?:e-?mail-?)?(?:signature|handtekening|ondertekening|signatur|unterschrift|"
    r"(?:carte de visite|visitekaart\w*|visitenkarte|business card|(?:nouvelle carte|nieuwe? kaart|new card|neue karte)\w*)|"
    r"(?:coordonnees|gegevens|contactgegevens|details|kontaktdaten|daten)\b[^.!?\n]{0,40}\b(?:ci-dessous|hieronder|onderaan|below|unten))\b"
)
_THERE = re.compile(
    r"\b(?:voi[rt]|trouve\w*|figure\w*|reprise?s?|dans|en|zie|vind\w*|staa[tn]|in|onder|onderaan|see|find|as|per|under|below|siehe|"
    r"anbei|hierbij|bijgaand|ci-joint|here is|here's|voici|ci-dessous|hieronder|unten|finden|entnehmen|stehen|steht|unter)\b"
)
_ALL = frozenset({"address", "phone", "mobile", "mobile?", "fax", "email"})


def told_below(text: str) -> Set[str]:
    """Return the fields whose new values the letter says to stand in the signature; none where it does not say so."""
    lower = flat(text)
    for start, end in sentences(text) if _SIGNATURE.search(lower) else ():
        sentence = lower[start:end]
        if _SIGNATURE.search(sentence) and _THERE.search(sentence) and CHANGE.search(sentence):
            return kinds_named(sentence.split(";")[0]) & _ALL or _ALL
    return frozenset()


def from_signature(values: Sequence[Value], told: Set[str], text: str, mail: Mail) -> list[Value]:
    """Return as new those of the signature's values of which the letter ``text`` tells (``told``: the fields), and says
    no kind to stay.

    The sender's own address is the one that he writes from already.
    """
    own = mail.sender.address.lower() if mail.sender else ""
    meant = [value for value in values if value.field in told and value.value != own]
    return [replace(value, age=Age.NEW) for value in stays(meant, text) if value.age in {Age.PLAIN, Age.NEW}]
