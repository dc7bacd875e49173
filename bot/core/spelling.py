"""Key words with a slip of the finger, put right before the rules look: a letter added, left out, wrong or swapped."""

import re
from collections.abc import Iterable, Iterator

_SHORTEST = 8  # in a shorter word one letter makes another word too easily
_ENDING = 2  # a slip so near the end is an inflection: the rules know stems, and "deleted" is not "delete"
_TOKEN = re.compile(rf"[a-z]{{{_SHORTEST - 1},24}}")


class Speller:
    """Knows the key words of the rules (folded, see core.folding)."""

    def __init__(self, words: Iterable[str], stay: Iterable[str] = ()) -> None:
        """Words shorter than eight letters are recognised only as they are. ``stay`` are no key words, but near one."""
        self._words = frozenset(word for word in words if len(word) >= _SHORTEST)
        self._stay = self._words | frozenset(stay)
        self._near: dict[str, set[str]] = {}
        for word in self._words:
            for form in (word, *_without_one(word)):
                self._near.setdefault(form, set()).add(word)
        self._known: dict[str, str] = {}

    def repair(self, text: str) -> str:
        """Return a folded text with misspelt key words put right; what could be two key words stays."""
        return _TOKEN.sub(lambda found: self._one(found[0]), text) if self._words else text

    def _one(self, token: str) -> str:
        """Each distinct word is looked up once in the life of the process, as far as memory is worth it."""
        if token not in self._known:
            if len(self._known) > 50_000:
                self._known.clear()
            self._known[token] = self._look_up(token)
        return self._known[token]

    def _look_up(self, token: str) -> str:
        if token in self._stay:
            return token
        forms = (token, *_without_one(token))
        near = {word for form in forms for word in self._near.get(form, ()) if _one_slip(token, word)}
        return near.pop() if len(near) == 1 else token


def _without_one(word: str) -> Iterator[str]:
    return (word[:place] + word[place + 1 :] for place in range(len(word)))


def _one_slip(token: str, word: str) -> bool:
    """Whether one letter was added, left out, mistaken or swapped with the next; not at the first letter, which
    people hit, nor in the ending."""
    same = next((place for place, (a, b) in enumerate(zip(token, word, strict=False)) if a != b), None)
    if same is None or same == 0 or same >= len(word) - _ENDING:
        return False
    rest, wanted = token[same:], word[same:]
    return (
        rest[1:] == wanted
        or rest == wanted[1:]
        or rest[1:] == wanted[1:]
        or (rest[:2] == wanted[1::-1] and rest[2:] == wanted[2:])
    )
