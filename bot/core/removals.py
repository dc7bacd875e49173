"""What a person wants taken off his record without a new value: "please delete our fax number"."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.core import removal_cues as cues
from bot.core.flat import flat
from bot.core.folding import fold
from bot.core.values import Age, Value

_TITLE_BEFORE = "".join(rf"|(?<=\b{title})\." for title in ("mr", "ms", "dr", "mrs", "mme", "dhr", "mevr", "st"))
_SENTENCE = re.compile(rf"[^.!?\n]*(?:(?:\.(?=\S){_TITLE_BEFORE})[^.!?\n]*)*[.!?\n]?")
_DIGITS = re.compile(r"\d{2}[ ./]?\d{2}")
#: What stands between the words of a sentence and says nothing of them: numbers, and what is quoted.
_BETWEEN = re.compile(
    r"[\s,(]*(?:(?:be ?(?=[01])|\+)?\d[\d ./()-]{5,}\d|\"[^\"\n]{1,40}\"|(?<!\w)'[^'\n]{2,40}'(?!\w))[\s,)]*"
)
_ADDRESS = re.compile(r"[\s,(]*[^\s(<]+@[^\s,)>]+[\s,)]*")
#: Where the writer can be reached.
_REACHED = re.compile(
    r"\b(?:bereiken|bereikbaar|joignable|joignez|joindre|reach(?:able)?|be reached|erreich(?:en|bar)|appelez|appeler|"
    r"contact(?:ez|er|eren)?|call|ring|bel(?:len)?|rufen|anrufen)\b"
    r"(?:[ -][a-z']+){0,4}? (?:op|au|at|on|unter|via|sur|naar)\b[^\d.!?\n+]{0,25}(?P<number>\+?\(?\d{2})"
)
_STILL = re.compile(
    r"\b(?:toujours|encore|reste\w*|nog|blij\w*|still|remain\w*|stay\w*|noch|weiterhin|nach wie vor|bleib\w*)\b"
    r"[^.;!?\n]*$"
)
_BACK = 2  # sentences in which the noun of "delete it" is looked for


def removals(text: str, subject: str) -> Iterator[Value]:
    """Yield a value None for each field that a sentence or a labelled line wants emptied."""
    lower = flat(text)
    yield from _labelled(lower)
    if not cues.GONE.search(_words(lower)):
        return
    topic = fold(subject)
    earlier: list[re.Match[str]] = []
    for found in _SENTENCE.finditer(lower):
        if not found[0].strip():
            continue
        begin, field = _gone(found, earlier, topic)
        earlier.append(found)
        if field and (field not in cues.REPLACED_AS_A_RULE or _for_good(lower, topic, field)):
            for name in _joined(_words(lower[begin : found.end()]), field):
                yield Value(field=name, value=None, start=begin, end=found.end(), age=Age.NEW)


def replaced_by(text: str, values: Sequence[Value]) -> set[str]:
    """Return the sorts of number ("phone", "mobile", "fax") of which a text tells one where its writer is reached now.

    "I can still be reached at ..." tells of none.
    """
    lower = flat(text)
    told = [
        found.start("number")
        for found in _REACHED.finditer(lower)
        if not _STILL.search(lower[max(0, found.start() - 40) : found.start("number")])
    ]
    return {value.field.rstrip("?") for value in values if any(value.start <= start < value.end for start in told)}


def _joined(said: str, field: str) -> list[str]:
    """A field and those that "and" joins to it: "the company name and the VAT number"."""
    nouns = sorted((match.start(), match.end(), name) for name, noun in cues.NOUNS for match in noun.finditer(said))
    pairs = [
        (one, other)
        for (_, end, one), (start, _, other) in pairwise(nouns)
        if one != other and cues.AND.fullmatch(said, end, start)
    ]
    joined = [field]
    for one, other in (*pairs, *((other, one) for one, other in reversed(pairs))):
        if one in joined and other not in joined:
            joined.append(other)
    return joined


def _words(sentence: str) -> str:
    """The words without the values between them; an address stands for its sort."""
    return _BETWEEN.sub(" ", _ADDRESS.sub(" e-mail ", sentence) if "@" in sentence else sentence)


def _gone(found: re.Match[str], earlier: Sequence[re.Match[str]], topic: str) -> tuple[int, str]:
    """Where what is said begins, and the field that the sentence wants emptied; "" for none."""
    said = _words(found[0])
    asked = cues.QUESTION.search(said) and (cues.HOW.search(said) or not cues.POLITE.search(said))
    if asked or cues.NOT.search(said):
        return 0, ""
    field = _wanted(said) or _by_topic(found[0], said, topic)
    if _replaced(said, field):
        return 0, ""
    if field:
        return found.start(), field
    if not cues.POINTED.search(said):
        return 0, ""
    for sentence in reversed(earlier[-_BACK:]):
        if cues.NEW.search(sentence[0]) and not cues.NO_OTHER.search(sentence[0]):
            return 0, ""
        if field := _noun(_words(sentence[0]), last=True):
            return sentence.start(), field
    return 0, ""


def _replaced(said: str, field: str) -> bool:
    """Whether a sentence speaks of anything new, but of another kind of value: "a new number and no fax"."""
    clauses = [clause for clause in cues.CLAUSE.split(said) if cues.NEW.search(clause)]
    others = [any(name != field and noun.search(clause) for name, noun in cues.LABELS) for clause in clauses]
    named = [any(name == field and noun.search(clause) for name, noun in cues.LABELS) for clause in clauses]
    apart = bool(field) and all(others) and not any(named)
    return bool(clauses) and not apart and not cues.NO_OTHER.search(said)


def _for_good(lower: str, topic: str, field: str) -> bool:
    """Whether nothing comes in the place of what goes: it is said so, or no word of the mail speaks of anything new."""
    if cues.NO_OTHER.search(lower):
        return True
    return field not in cues.NEVER_WITHOUT_A_WORD and not cues.REPLACED.search(f"{topic}\n{lower}")


def _by_topic(sentence: str, said: str, topic: str) -> str:
    """The subject names the kind of number, the sentence only the number."""
    if _noun(said, last=False) or not (_DIGITS.search(sentence) or cues.IT.search(said)) or not cues.GONE.search(said):
        return ""
    field = _noun(topic, last=False)
    return "" if field in cues.REPLACED_AS_A_RULE else field


def _wanted(sentence: str) -> str:
    """The field that a sentence wants emptied: the noun in or behind the verb, else the last one before it."""
    for verb in cues.GONE.finditer(sentence):
        after = re.split(r"[,;]", sentence[verb.end() : verb.end() + 50])[0]
        behind = _noun(verb[0], last=False) or _noun(after, last=False)
        if behind and (behind not in cues.REPLACED_AS_A_RULE or cues.TAKEN_AWAY.search(sentence)):
            return behind
        before = sentence[max(0, verb.start() - 100) : verb.start()]
        named = _noun(before, last=True)
        if named in cues.REPLACED_AS_A_RULE and not cues.TAKEN_AWAY.search(sentence):
            continue
        if named and not cues.DETERMINER.match(verb[0]):
            return named
    return ""


def _noun(words: str, *, last: bool) -> str:
    """The first or last kind of value in the words that is not said to stay."""
    found = sorted((match.start(), match.end(), field) for field, noun in cues.NOUNS for match in noun.finditer(words))
    if not found:
        return ""
    _, end, field = found[-1 if last else 0]
    return "" if cues.STAYS.search(words[end:] if last else words[: found[0][0]]) else field


def _labelled(lower: str) -> Iterator[Value]:
    for found in cues.NONE.finditer(lower):
        for field, noun in cues.LABELS:
            if noun.search(found["label"]):
                yield Value(field=field, value=None, start=found.start(), end=found.end(), age=Age.NEW)
                break
