"""Where the writer's own name stands in his letter, in any case of letters, and in which form of it."""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise

from bot.core import name_cues, relatives, said_names
from bot.core.flat import flat
from bot.core.people import PARTICLE, Self, alike
from bot.core.values import SHAPED, Age, Value

_MOST_WORDS = 5
_SHORTEST = 2  # letters
_SLACK = 3  # letters
_LONG = 7  # letters
_SURE = 4  # letters
_FURTHEST = 20  # letters
_NEAR = 60  # characters
_WORD = re.compile(r"(?<![\w@.])[^\W\d_](?:[\w'’-]*\w)?(?![\w@])")
_NO_LETTER = re.compile(r"[\W_]")
_NOTHING = "\0"  # in place of other values
GAP = re.compile(r"[ \u00a0]{1,2}")
_SPELLED = re.compile(r"(?:\w-){2,}\w")
_LINK = re.compile(rf"{PARTICLE}$")
_GENITIVE = re.compile(r"['’]s$")
_ELSEWHERE = SHAPED | {"job_title", "contact_person", "birth_date"}


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where the writer's name stands.

    ``sort``: right; twin, but for accents and blanks; wrong, a spelling of it; far, what only begins like it; part, one
    of a double name; more, the name in a double one; other, what follows his first name in its place.
    """

    part: str
    sort: str
    words: str
    start: int
    end: int
    age: Age = Age.PLAIN
    whole: bool = False  # first and last name stand together


def mentions(text: str, who: Self, others: Sequence[Value]) -> Iterator[Mention]:
    """Yield each place of the name, the longest reading of it; not in another value, nor where the writer signs."""
    for other in others:
        if other.field in _ELSEWHERE or (other.field == "company" and other.age in {Age.NEW, Age.OLD}):
            text = f"{text[: other.start]}{_NOTHING * (other.end - other.start)}{text[other.end :]}"
    lower, words = flat(text), [*_WORD.finditer(text, 0, _letter_end(text, who))]
    keys = {letters(name) for own in (who.last, who.first) for name in (own, *re.split(r"[ -]", own))} - {""}
    place = 0
    while place < len(words):
        most = _most(lower[words[place].start() : words[place].end()], keys)
        read = _readings(text, words[place : place + most], who) if most else ()
        found = max(read, key=lambda one: one[0], default=None)
        if found is None:
            place += 1
            continue
        yield found[1]
        place += found[0]
        if found[1].part == "first_name" and not any(_readings(text, words[place : place + _MOST_WORDS], who)):
            yield from _other(text, words, place)


def _most(word: str, keys: Set[str]) -> int:
    """How many words a form of the name may have that begins with this one; 0 where none does."""
    if word in said_names.SMALL or any(key.startswith(word) for key in keys):
        return _MOST_WORDS
    first, near = word[0], (word[1:3], word[:2])
    begun = any(key[0] == first or key[1:3] in near or word.endswith(key) for key in keys)
    return 1 if begun and not _SPELLED.fullmatch(word) else 0


def _other(text: str, words: Sequence[re.Match[str]], place: int) -> Iterator[Mention]:
    """The surname that is not the writer's, right behind his first name."""
    start = words[place - 1].end()
    line = [word for word in words[place : place + _SURE] if "\n" not in text[start : word.start()]]
    count = next((number for number, word in enumerate(line) if not _LINK.match(word[0])), len(line))
    if count == len(line) or any(
        not GAP.fullmatch(text[left.end() : right.start()])
        for left, right in pairwise([words[place - 1], *line[: count + 1]])
    ):
        return
    name, lower = line[count], words[place - 1][0][0].islower()
    if flat(name[0]) in name_cues.NO_NAME | said_names.COMMON or not (
        name[0][0].isupper() or (lower and len(name[0]) > _SURE)
    ):
        return
    begin = line[0].start()
    yield Mention(part="last_name", sort="other", words=text[begin : name.end()], start=begin, end=name.end())


def _signs(word: str, own: Set[str]) -> bool:
    """Whether a word is one of the writer's names, its initial or its short form."""
    return len(word) == 1 or word in own or (len(word) > 2 and any(name.startswith(word) for name in own))


def of_another(text: str, mention: Mention, who: Self) -> bool:
    """Whether a capitalised word beside a surname makes it that of a firm, or its line names a person to contact."""
    line = text[max(text.rfind("\n", 0, mention.start) + 1, mention.start - _NEAR) : mention.start]
    if said_names.CONTACT.search(flat(line)) or said_names.CONTACT.search(flat(sentence(text, mention))):
        return True
    if mention.sort != "right" and relatives.NAMED.search(flat(sentence(text, mention))):
        return True
    if mention.part != "last_name" or not mention.words[0].isupper():
        return False
    if mention.sort == "more" and "-" not in mention.words and not said_names.COMPLETE.search(flat(text)):
        return True
    after = re.match(r" (?:[&+] )?([A-ZÀ-Ý][\w'’-]+)", text[mention.end : mention.end + 30])
    if re.match(r" [&+] ", text[mention.end :]) or (after and not _own_word(after[1], who)):
        return True
    before = re.search(
        r"(?<=[\w,;:(\"“„«] )([A-ZÀ-Ý][\w'’-]+) $|[\"“„«]([A-ZÀ-Ý][\w'’-]+) $",
        text[max(0, mention.start - 30) : mention.start],
    )
    return before is not None and mention.sort != "other" and not _before_name(before[1] or before[2], who)


def _before_name(word: str, who: Self) -> bool:
    """Whether a capitalised word may stand before a surname: the first name, a title, what calls it a name."""
    return _own_word(word, who) or bool(said_names.BEFORE_NAME.fullmatch(flat(word)))


def sentence(text: str, mention: Mention | Value) -> str:
    """Return the sentence or line of a mention or a value."""
    marks = ("\n", ". ", "! ", "? ")
    begin = max(text.rfind(sign, 0, mention.start) for sign in marks) + 1
    end = min((place for sign in marks if (place := text.find(sign, mention.end)) >= 0), default=len(text))
    return text[begin:end]


def _letter_end(text: str, who: Self) -> int:
    """Where the letter ends above the lines, or behind the last sentence, that are only the writer's name."""
    end = len(text.rstrip())
    own = {flat(word) for word in (*who.first.split(), *who.last.split())}
    while end > 0:
        begin = max(text.rfind(sign, 0, end) for sign in "\n,.!?") + 1
        said = [flat(word) for word in re.findall(r"[^\W\d_][\w'’-]*", text[begin:end])]
        if begin == 0 or any(not _signs(word, own) for word in said):
            return end
        end = len(text[:begin].rstrip(" \n,.!?"))
    return end


def _own_word(word: str, who: Self) -> bool:
    own = {*who.words(), *(flat(part) for part in re.split(r"[ -]", f"{who.first} {who.last}"))}
    return any(alike(word, one) for one in own) or flat(word) in name_cues.NO_NAME


def _readings(text: str, words: Sequence[re.Match[str]], who: Self) -> Iterator[tuple[int, Mention]]:
    """The readings of some words from the first one on: how many words, and what they are."""
    for count, word in enumerate(words, start=1):
        if count > 1 and not GAP.fullmatch(text[words[count - 2].end() : word.start()]):
            return
        start, end = words[0].start(), word.end()
        said = text[start:end]
        for part, own in (("last_name", who.last), ("first_name", who.first)):
            sort = "more" if part == "last_name" and _more(said, who) else _sort(said, own)
            sort = "" if sort == "far" and part == "first_name" else sort
            if sort:
                yield count, Mention(part=part, sort=sort, words=said, start=start, end=end)


def _sort(said: str, own: str) -> str:
    """What some words are of a name: "" for nothing."""
    mine = letters(own)
    if len(mine) < _SHORTEST or abs(len(said) - len(own)) > _FURTHEST:
        return ""
    key = letters(said)
    if _GENITIVE.search(said) and key[:-1] == mine:
        return ""
    if key == mine:
        return "right" if _plain(said) == _plain(own) else "twin"
    if _is_part(said, own):
        return "part"
    if _misread(said, key, own, mine):
        return "wrong"
    same = next(
        (n for n, (left, right) in enumerate(zip(key, mine, strict=False)) if left != right), min(len(key), len(mine))
    )
    return "far" if said[0].isupper() and _one_word(said) and same >= _SURE and 2 * same >= len(mine) else ""


def _misread(said: str, key: str, own: str, mine: str) -> bool:
    """Whether some words are a wrong spelling of a name, and no common word that looks like it."""
    if flat(said) in said_names.COMMON:
        return False
    core = letters(_core(own))
    if _turned(said, own) or (
        said[0].isupper() and _one_word(said) and min(len(key), len(mine)) >= _SURE and _ends(key, mine)
    ):
        return True
    begins = key[:1] == core[:1] or key[:1] == mine[:1] or key[1:3] == mine[1:3] or key[:2] == mine[1:3]
    if (
        not begins
        or min(abs(len(key) - len(mine)), abs(len(key) - len(core))) > _SLACK
        or flat(said) in name_cues.NO_NAME
    ):
        return False
    if said[0].islower() and (len(key) < _SURE or (len(key) < _LONG and not _one_letter(key, mine))):
        return False
    return _fit(said, own) and (alike(key, mine) or (len(own.split()) > 1 and alike(key, core)))


def _turned(said: str, own: str) -> bool:
    """Whether the halves of a double name stand in each other's place."""
    return "-" in own and sorted(flat(said).split("-")) == sorted(flat(own).split("-"))


def _one_word(said: str) -> bool:
    return " " not in said


def _ends(key: str, mine: str) -> bool:
    """Whether one form is the end, or all but the end, of the other."""
    return key.endswith(mine) or mine.endswith(key) or (mine.startswith(key) and len(mine) - len(key) <= _SURE)


def _core(name: str) -> str:
    """A name without the small words that it begins with."""
    words = name.split()
    return " ".join(words[next((place for place, word in enumerate(words) if not _LINK.match(word)), 0) :])


def _one_letter(one: str, other: str) -> bool:
    """Whether two words differ in one letter, or in two that stand in each other's place."""
    most = min(len(one), len(other))
    head = next((place for place in range(most) if one[place] != other[place]), most)
    rests = {(one[head + 1 :], other[head:]), (one[head:], other[head + 1 :]), (one[head + 1 :], other[head + 1 :])}
    turned = one[head : head + 2] == other[head : head + 2][::-1] and one[head + 2 :] == other[head + 2 :]
    return turned or any(left == right for left, right in rests)


def _more(said: str, who: Self) -> bool:
    """Whether a longer name begins or ends with the writer's, as that of married people does."""
    small, own = said.lower(), who.last.lower()
    if not own:
        return False
    other = said[len(own) :] if small.startswith(own) else said[: -len(own)] if small.endswith(own) else ""
    if not re.fullmatch(r"-[\w'’-]+|[\w'’-]+-| (?:d['’])?[A-ZÀ-Ý][\w'’-]+", other):
        return False
    name = flat(other.strip(" -"))
    return not any(alike(one, name) for one in who.first.split()) and name not in name_cues.NO_NAME


def _fit(said: str, own: str) -> bool:
    """Whether as many words as the name has, or one without blanks; no common word."""
    return len(said.split()) in {1, len(own.split())} or "".join(said.split()[:-1]).lower() in said_names.SMALL


def _is_part(said: str, own: str) -> bool:
    """Whether some words are one name of a double one."""
    if " " not in own and "-" not in own:
        return False
    names = [name for name in re.split(r"[ -]", own) if not _LINK.match(name)]
    mine = [name for name in re.split(r"[ -]", said) if not _LINK.match(name)]
    flat_names, flat_mine = [flat(name) for name in names], [flat(name) for name in mine]
    if not mine or len(mine) >= len(names) or len(flat(mine[0])) < _SHORTEST:
        return False
    count = len(mine)
    return flat_names[:count] == flat_mine or flat_names[-count:] == flat_mine


def letters(name: str) -> str:
    """Return a name's letters alone, folded."""
    plain = flat(name).replace("ß", "ss")
    return plain if plain.isalnum() else _NO_LETTER.sub("", plain)


def _plain(name: str) -> str:
    return name.lower().replace("’", "'")
