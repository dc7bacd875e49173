"""Tables of words as people write them."""

import re


def any_word(table: str) -> re.Pattern[str]:
    """Return a pattern that finds any of the alternatives as whole words.

    ``table`` holds them as a regular expression, with ``|`` between them; it may be broken behind any ``|``, what a
    line is indented by does not count.
    """
    return re.compile(rf"\b(?:{''.join(line.strip() for line in table.splitlines())})\b")


def whole_words(*groups: str) -> str:
    """Return a regular expression for any of the alternatives that is part of no longer or hyphenated word."""
    return r"(?<![\w-])(?:" + "|".join(groups) + r")(?![\w-])"


def begun(words: str) -> str:
    """Return a regular expression for any of some words, with ``|`` between them, where a word begins.

    It is looked for by its first letters, so that a search skips what begins with none of them.
    """
    return "|".join(rf"{word}(?<=\b{word})" for word in words.split("|"))


def word_set(table: str) -> frozenset[str]:
    """Return the words of a table, which may be broken into lines."""
    return frozenset(table.split())
