"""What words mean, whatever their language: what is learned from the mails of one language then helps in the others."""

import re
from collections.abc import Mapping, Sequence

_LINE = re.compile(r"(?P<key>[a-z_]+): (?P<words>[a-z0-9']+(?: [a-z0-9']+)*)")


class Meanings:
    """The dictionaries of the languages: folded word (core.folding) -> meaning, the same key in every language."""

    def __init__(self, languages: Mapping[str, Mapping[str, str]]) -> None:
        self._languages = tuple(dict(words) for _, words in sorted(languages.items()))

    def of(self, words: Sequence[str]) -> list[str]:
        """Return the meanings of folded words in their order, in the language that knows most of them.

        Words without a meaning are left out.
        """
        return [meaning for meaning in self.each(words) if meaning]

    def each(self, words: Sequence[str]) -> list[str]:
        """Return the meaning of every word, "" for none, in the language that knows most of them."""
        known = max(
            (_known(words, one) for one in self._languages),
            key=lambda told: sum(map(bool, told)),
            default=[""] * len(words),
        )
        return list(known)

    def lines(self) -> list[str]:
        """Return all that is known, a line for each word, always in the same order."""
        return sorted(f"{place} {word} {key}" for place, one in enumerate(self._languages) for word, key in one.items())


def _known(words: Sequence[str], dictionary: Mapping[str, str]) -> list[str]:
    return [dictionary.get(word, "") for word in words]


def read_meanings(text: str) -> dict[str, str]:
    """Return word -> meaning of a file: ``key: word word`` lines, a key on as many as it needs; ``#`` begins a comment.

    ValueError for a wrong line, or a word that stands twice.
    """
    found: dict[str, str] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        parts = _LINE.fullmatch(line.strip())
        if parts is None:
            raise ValueError(f"line {number}: must be KEY: WORD WORD, of small letters without accents")
        for word in parts["words"].split():
            if found.setdefault(word, parts["key"]) != parts["key"]:
                raise ValueError(f"line {number}: {word!r} already means {found[word]!r}")
    return found
