"""The language of a mail, told from its own words; one of the four, or none."""

import re
from functools import lru_cache

from lingua import Language, LanguageDetector, LanguageDetectorBuilder

from bot.core.wording import word_set

_CODES = {Language.FRENCH: "fr", Language.DUTCH: "nl", Language.ENGLISH: "en", Language.GERMAN: "de"}
_WORDS = re.compile(r"[a-zà-öø-ÿ']+", re.IGNORECASE)
_NOISE = re.compile(r"\S+@\S+|https?://\S+|[\d/.:+()-]{3,}")
_MOST = 1500
_SURE = 0.7  # of the detector's confidence, which is spread over the four languages

#: Small words that only one of the four languages has.
_SMALL = {
    "fr": word_set(
        """je vous votre vos mon mes nous svp bonjour merci veuillez est les des une pas plus dans avec cette sur
        pour mais"""
    ),
    "nl": word_set(
        """ik jullie mijn niet meer graag het een van uw aub gelieve beste dag mij geen ook wij zijn naar voor
        dat met die kan kunnen"""
    ),
    "en": word_set(
        """the you your please my me hello hi thanks of and to are on not from have this we our can thx pls
        plz"""
    ),
    "de": word_set(
        """ich sie ihre meine mein bitte und nicht der das hallo guten tag ist mir wir keine den für zum
        mit"""
    ),
}


@lru_cache(maxsize=1)
def _detector() -> LanguageDetector:
    return LanguageDetectorBuilder.from_languages(*_CODES).with_low_accuracy_mode().build()


def languages(text: str) -> tuple[str, ...]:
    """Return fr, nl, en or de; the two likeliest when the words do not tell them apart; () without any word."""
    text = _NOISE.sub(" ", text)[:_MOST]
    words = [word.lower() for word in _WORDS.findall(text)]
    if not words:
        return ()
    counts = {code: sum(word in small for word in words) for code, small in _SMALL.items()}
    best, second = sorted(counts.values(), reverse=True)[:2]
    if best >= 2 * second + 2:
        return (max(counts, key=lambda code: counts[code]),)
    first, other = _detector().compute_language_confidence_values(" ".join(words))[:2]
    found = (_CODES[first.language], _CODES[other.language])
    return found[:1] if first.value >= _SURE else found
