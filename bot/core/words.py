"""The words of a reply: yes, no, cancel, status, stop from a person; commands from a member of staff."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_BARE = frozenset({"approve", "spam"})  # commands that stand alone
_LETTERS = re.compile(r"[^a-z0-9]+")
_MOST = 80


def fold(text: str) -> str:
    """Return text in lower case without accents and punctuation, words one space apart."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("ß", "ss").replace("œ", "oe"))
    return _LETTERS.sub(" ", "".join(sign for sign in plain if not unicodedata.combining(sign))).strip()


@dataclass(frozen=True, kw_only=True, slots=True)
class Words:
    """The words of all languages together. Every phrase is folded; ``polite`` are greetings, thanks and closings."""

    replies: Mapping[str, str]  # phrase -> yes, no, cancel, status, stop
    commands: Mapping[str, str]  # phrase -> approve, refuse, ...
    kinds: Mapping[str, str]  # phrase -> request kind
    news: Mapping[str, str]  # phrase -> approve, stop, go, resend, skip, cancel
    polite: frozenset[str]

    def reply(self, text: str, writer: str = "") -> str:
        """Return what a person's own new text says: one word, or "" when it says more or something else.

        Greetings and closings are passed over, and the writer's name beside or below them (``writer``: the words
        of his display name and address). A phrase counts only when it is a whole sentence or line, when all such
        sentences say the same, and when nothing else is said: "oui, mais ..." is a letter, and a person reads it.
        """
        said: set[str] = set()
        sentences = [fold(part) for part in re.split(r"[\n.!;,]+", text[:2000])]
        names = set(fold(writer).split())
        spoken = [part for part in sentences if not self._courtesy(part, names)]
        for part in self._whole(text, spoken):
            if part not in self.replies:
                return self._first_line(text)
            said.add(self.replies[part])
        if said == {"yes"} and "?" in text:
            return ""  # "yes?" asks
        return said.pop() if len(said) == 1 else ""

    def _courtesy(self, part: str, names: set[str]) -> bool:
        """Whether a sentence is empty, a greeting, a closing, the writer's name, or a greeting or closing with it."""
        words = part.split()
        while words and words[-1] in names:
            words.pop()
        return not words or " ".join(words) in self.polite

    def _whole(self, text: str, spoken: list[str]) -> list[str]:
        """A phrase with a comma in it ("non, ce n'est pas moi") is tried as a whole first."""
        whole = fold(text[:_MOST])
        return [whole] if whole in self.replies else spoken

    def _first_line(self, text: str) -> str:
        """A bare NO, CANCEL or STOP on the first line counts whatever follows: stopping is the safe side."""
        line = next((folded for part in text.splitlines() if (folded := fold(part)) and folded not in self.polite), "")
        word = self.replies.get(line, "")
        return word if word in {"no", "cancel"} else ""

    def command(self, text: str) -> tuple[str, str]:
        """Return the command on the first line and what follows it; ("", "") when there is none.

        For ``kind`` the rest is the request kind itself, "" when it is none.
        """
        first, _, below = text.lstrip("\n ").partition("\n")
        verb, rest = _verb(self.commands, first)
        if not verb:
            return "", ""
        rest = "\n".join(part for part in (rest.strip(), below.strip()) if part)
        return (verb, self.kinds.get(fold(rest.partition("\n")[0]), "")) if verb == "kind" else (verb, rest)

    def several_commands(self, text: str) -> bool:
        """Whether a command that takes no text has some, greetings apart, or another command stands below it."""
        first, _, below = text.lstrip("\n ").partition("\n")
        verb, rest = _verb(self.commands, first)
        if verb not in _BARE:
            return False
        return (
            bool(fold(rest))
            and fold(rest) not in self.polite
            or any(_verb(self.commands, line)[0] for line in below.splitlines())
        )

    def news_command(self, text: str) -> tuple[str, str]:
        """Return the command of an editor on the first line and what follows it there; ("", "") for none."""
        return _verb(self.news, text.lstrip("\n ").partition("\n")[0])


def _verb(commands: Mapping[str, str], line: str) -> tuple[str, str]:
    for length in (3, 2, 1):
        parts = line.split(maxsplit=length)
        if len(parts) >= length and (verb := commands.get(fold(" ".join(parts[:length])))):
            return verb, parts[length].lstrip(":,- ") if len(parts) > length else ""
    return "", ""


def build(tables: Iterable[Mapping[str, Mapping[str, object]]]) -> Words:
    """Return the words of several languages, each as in its words.toml; ValueError when a phrase says two things."""
    replies: dict[str, str] = {}
    commands: dict[str, str] = {}
    kinds: dict[str, str] = {}
    news: dict[str, str] = {}
    polite: set[str] = set()
    for table in tables:
        _collect(replies, table.get("reply", {}))
        _collect(commands, table.get("staff", {}))
        _collect(kinds, table.get("kind_words", {}))
        _collect(news, table.get("news", {}))
        polite |= {fold(phrase) for phrase in _phrases(table.get("polite", {}).get("phrases", []))}
    return Words(replies=replies, commands=commands, kinds=kinds, news=news, polite=frozenset(polite))


def _collect(into: dict[str, str], table: Mapping[str, object]) -> None:
    for meaning, phrases in table.items():
        for phrase in _phrases(phrases):
            if into.setdefault(fold(phrase), meaning) != meaning:
                raise ValueError(f"{phrase!r} means both {into[fold(phrase)]} and {meaning}")


def _phrases(value: object) -> list[str]:
    return [str(phrase) for phrase in value] if isinstance(value, list) else []
