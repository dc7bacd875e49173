"""Which languages a text is written in, told by its commonest words: quick, and content with a sentence."""

import re
from collections.abc import Mapping

_WORD = re.compile(r"\w+")
_SURE = 3  # so many different words are no chance; fewer of all languages tell nothing
_SHARE = 4  # nor is a quarter of what the language with most words has


class Tongues:
    """Knows common words of each language (folded, see core.folding)."""

    def __init__(self, words: Mapping[str, frozenset[str]]) -> None:
        self._words = words

    def silent(self, text: str) -> frozenset[str]:
        """Return the languages that a folded text is not written in; none when its words tell nothing."""
        there = frozenset(_WORD.findall(text))
        found = {language: len(words & there) for language, words in self._words.items()}
        most = max(found.values(), default=0)
        if most < _SURE:
            return frozenset()
        enough = min(_SURE, -(-most // _SHARE))
        return frozenset(language for language, count in found.items() if count < enough)
