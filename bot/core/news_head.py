"""What can be wrong with the head of a newsletter, the lines on top that say what it is and for whom."""

from collections.abc import Mapping, Sequence

from bot.core.newsletter import Fault
from bot.errors import ConfigError

#: Problem -> its sentence; its translations stand under the same names in ``templates/<language>/words.toml``.
HEADS: Mapping[str, str] = {
    "missing": "no front matter between two lines +++",
    "syntax": "line {line}, column {column}: no TOML",
    "unfinished": "the front matter ends in the middle of a value",
    "name": "name: lower-case letters, digits and hyphens, 2 to 60 of them",
    "name-used": "name: {name} was used already",
    "unknown": "{key}: unknown",
    "topic": "topic: one of {topics}",
    "no-text": "no text in any language",
    "language": "{language}: not one of {languages}",
    "subject": "subject.{language}: missing",
    "services": "services: a list of sorts of service",
    "languages": "languages: a list of languages in which it is written",
    "slot": "holds a word that the program keeps for itself",
    "cron": "cron: {cron} is no crontab line of five fields",
    "date": "date: a date or a date and time",
}


class HeadError(ConfigError):
    """A newsletter that cannot be read. ``faults`` holds each problem by its name in ``HEADS``, with its facts."""

    def __init__(self, where: str, faults: Sequence[Fault]) -> None:
        super().__init__([f"{where}: {HEADS[one.rule].format_map(one.facts)}" for one in faults])
        self.faults = tuple(faults)
