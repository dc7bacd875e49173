"""What a mail says of a whole kind of value: "e-mail and fax stay the same", "only the telephone number is new"."""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace

from bot.core import cues
from bot.core.flat import flat
from bot.core.sentences import sentences
from bot.core.values import SHAPED, Age, Value

_KINDS = (
    (
        frozenset({"address"}),
        re.compile(
            r"(?<!mail )(?<!mail-)\b(?:(?:post|woon|kantoor|straat)?adres|adresse|address|anschrift|siege(?: social)?|zetel)\b"
            r"(?! ?(?:e-?mail|mail|electronique))"
        ),
    ),
    (frozenset({"address"}), re.compile(r"\b(?:box|bus|busnummer|boite|bte|huisnummer|hausnummer|house number)\b")),
    (frozenset({"email"}), re.compile(r"\b(?:e-?mail\w*|mail(?:adres\w*|address)?|courriel)\b")),
    (frozenset({"phone"}), re.compile(r"\b(?:festnetz\w*|fixe|vaste? (?:lijn|nummer|telefoon\w*)|landline)\b")),
    (
        frozenset({"mobile", "mobile?"}),
        re.compile(r"\b(?:gsm\w*|mobiel\w*|mobil\w*|mobile|handy\w*|portable|cell ?phone)\b"),
    ),
    (
        frozenset({"phone", "mobile", "mobile?"}),
        re.compile(
            r"\b(?:tel|telephone\w*|telefo\w*|phone(?: numbers?)?|"
            r"numeros?(?! (?:(?:de|du) (?:tva|compte|client|bce|fax|contrat)|d'entreprise|perso\w*|prive\w*)))\b"
        ),
    ),
    (frozenset({"fax"}), re.compile(r"\b(?:tele)?fax\w*\b")),
    (frozenset({"vat"}), re.compile(r"\b(?:btw\w*|tva|vat|ondernemingsnummer|enterprise number|mwst\w*|ust\w*)\b")),
    (frozenset({"iban"}), re.compile(r"\b(?:iban|rekening\w*|compte|konto\w*|bank(?: account)?|bankverbindung)\b")),
)
STAY = re.compile(
    r"\b(?:ne chang\w+ (?:donc )?pas|n'(?:a|ont) pas change\w*|inchange\w*|(?<!le )(?<!du )reste(?:nt)?|demeur\w+|ongewijzigd|"
    r"onveranderd|unchanged|unverandert|blijft|blijven|gebleven|hetzelfde|dezelfde|idem|pareil\w*|identi(?:que|ek|cal|sch)\w*|"
    r"(?:wijzigt|verandert|wijzigen|veranderen) niet|niet (?:gewijzigd|veranderd)|stays?|remains?|(?:is|are) the same|"
    r"(?:do|does|did|has|have)(?:n't| not) changed?|moves? with (?:me|us)|bleib(?:t|en)|geblieben|andert sich nichts|"
    r"(?:andert|andern) sich nicht|behalten|sind gleich|ist gleich)\b"
    r"(?! (?:\w+ ){0,2}(?:jusqu\w*|tot|until|till|bis)\b)"
)
_THE_SAME = re.compile(r"\b(?:same|zelfde|memes?|gleiche[nrs]?)(?= (?P<noun>[\w-]+(?: [\w-]+)?))")
_ONLY = re.compile(
    r"\b(?:only|just|enkel|alleen|uniquement|seulement|seule?s?|n'y a que|nur|lediglich)\b(?P<what>[^.!?\n]{2,80}?)\b"
    r"(?:new|nouve\w+|nieuw|neu|chang\w*|differ\w*|wijzigt|wijzigen|gewijzigd|verander\w*|anders|geandert\w*|andert|andern|modifie\w*)\b"
)
_BREAK = re.compile(r"[;:()]|\b(?:mais|maar|but|aber|sondern)\b")
_GIVES = re.compile(r"\d{3}|@")  # what a sentence has that gives a value
_NEW = re.compile(r"\b(?:nouve\w+|nieuwe?|new|neue?\w?)\b")


def stays(values: Sequence[Value], text: str) -> list[Value]:
    """Return the values; those of a kind that is said to stay, or not to be among what alone is new, hold as before.

    A value that its own words call new is new all the same.
    """
    lower = flat(text)
    if not any(words.search(lower) for words in (STAY, _THE_SAME, _ONLY)):
        return [*values]
    spans = [lower[start:end] for start, end in sentences(text)]
    held = frozenset(kind for span in spans for kind in _held(span))
    only = [kinds for span in spans if (kinds := _only(span))]
    if only:
        held |= SHAPED - frozenset().union(*only)
    return (
        [replace(value, age=Age.SAME) if _is_held(value, lower, held) else value for value in values]
        if held
        else [*values]
    )


def _is_held(value: Value, lower: str, held: Set[str]) -> bool:
    if value.field not in held or value.value is None or value.age not in {Age.PLAIN, Age.NEW}:
        return False
    line = re.split(r"[\n!?]|\.\s", lower[max(0, value.start - 80) : value.start])[-1]
    return value.age is Age.PLAIN or not cues.NEW_BEFORE.search(line)


def _held(sentence: str) -> Iterator[str]:
    """The fields of which one sentence says that they stay; one that gives a value speaks of that value alone."""
    if _GIVES.search(sentence):
        return
    for found in STAY.finditer(sentence):
        before = _BREAK.split(sentence[: found.start()])[-1]
        words = before.split(",")[-1] if _NEW.search(before) else before
        yield from kinds_named(words) or (kinds_named(sentence[found.end() :]) if not words.strip(" -*•\n") else ())
    for found in _THE_SAME.finditer(sentence):
        yield from kinds_named(found["noun"])


def _only(sentence: str) -> Set[str]:
    found = None if _GIVES.search(sentence) else _ONLY.search(sentence)
    return kinds_named(found["what"]) if found else frozenset()


def kinds_named(words: str) -> frozenset[str]:
    """Return the fields whose kind of value is named in folded words."""
    return frozenset().union(*(kinds for kinds, noun in _KINDS if noun.search(words)))
