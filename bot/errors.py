"""The few errors of the bot, as a tree.

    BotError
    ├── ConfigError      the operator must change something; every problem at once; exit code 78
    ├── TemporaryError   later may work: left where it is, tried again with back-off
    └── PermanentError   will not work again: staff are told, no retry

Anything else that is raised is a bug: the mail is quarantined and staff are told.
What a mail *is* (spam, malformed, unclear) is never an error but a value with its reasons.
"""

from collections.abc import Sequence


class BotError(Exception):
    """Base of all errors that the bot raises on purpose."""


class ConfigError(BotError):
    """The configuration, rules, letters or data map cannot be used.

    ``problems`` holds one sentence per problem, each starting with the key or file it is about.
    """

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


class TemporaryError(BotError):
    """A server or disk cannot do it now; the same call may work later."""


class PermanentError(BotError):
    """A server refused for good, or the data cannot be handled; a person has to look."""
