"""Lines of the log that name nobody: of an error that is not the bot's own only the kind and the places are written.

The messages of libraries and databases hold values (a key that is there already, a text that cannot be encoded), and
those name people. The bot's own errors are worded so that they name nobody.
"""

import logging
import sys
from collections.abc import Iterator
from traceback import extract_tb
from types import TracebackType

from bot.errors import BotError

_FORMAT = "%(asctime)s %(levelname)s %(name)s %(message)s"
_Raised = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class Discreet(logging.Formatter):
    """Formats a record, and the error in it without the message of a foreign error."""

    def formatException(self, ei: _Raised) -> str:
        """Return the errors that led to this one, the first one first, each with its places."""
        return "\n".join(_told(ei[1])) if ei[1] is not None else ""


def to_stderr(level: int) -> None:
    """Let the whole process write its log like this."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Discreet(_FORMAT))
    logging.basicConfig(level=level, handlers=[handler])


def _told(error: BaseException) -> Iterator[str]:
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None:
        yield from _told(before)
    for one in error.exceptions if isinstance(error, BaseExceptionGroup) else ():
        yield from _told(one)
    yield f"{type(error).__module__}.{type(error).__qualname__}" + (f": {error}" if isinstance(error, BotError) else "")
    for frame in extract_tb(error.__traceback__):
        yield f"  {frame.filename}:{frame.lineno} {frame.name}"
