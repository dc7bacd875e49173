"""What stands in the log of an error: kinds and places, and no word of a person."""

import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.edge.log_lines import Discreet
from bot.errors import TemporaryError

ROOT = Path(__file__).parent.parent
NAMED = "anna.lefevre@maison.example"


def line(error: BaseException) -> str:
    record = logging.LogRecord("bot", logging.ERROR, "x.py", 1, "mail in %d", (7,), (type(error), error, None))
    return Discreet("%(message)s").format(record)


def raised(error: Exception) -> BaseException:
    """Raised while another one was handled that names her as well."""
    with pytest.raises(type(error)) as caught:
        try:
            {}[NAMED]
        except KeyError as problem:
            raise error from problem
    return caught.value


def test_a_foreign_error_is_told_by_its_kind_and_places_alone() -> None:
    told = line(raised(ValueError(f"invalid: {NAMED}")))
    assert NAMED not in told and "builtins.ValueError" in told and "builtins.KeyError" in told
    assert told.startswith("mail in 7\n") and "test_log_lines.py" in told


def test_an_error_of_the_bot_says_what_it_is_and_what_led_to_it_names_nobody() -> None:
    told = line(raised(TemporaryError("database: locked")))
    assert "bot.errors.TemporaryError: database: locked" in told and NAMED not in told


def test_each_error_of_several_loops_is_told() -> None:
    told = line(ExceptionGroup("loops", [ValueError(NAMED), TemporaryError("away")]))
    assert "builtins.ValueError" in told and "TemporaryError: away" in told and NAMED not in told


ENDS = f"""
import sys, bot.__main__
class Bot:
    def __init__(self, config):
        raise ValueError("invalid: {NAMED}")
bot.__main__.Bot = Bot
bot.__main__.app(["run", "--once", "--config", sys.argv[1]])
"""


def test_what_ends_the_bot_names_nobody_either() -> None:
    """As the service manager writes it into the journal of the machine."""
    secrets = {"IMAP_PASSWORD": "x", "SMTP_PASSWORD": "x"}
    command = [sys.executable, "-c", ENDS, str(ROOT / "config.example.toml")]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env={**os.environ, **secrets})
    assert done.returncode == 1 and "the bot ended" in done.stderr and "builtins.ValueError" in done.stderr
    assert NAMED not in done.stderr + done.stdout
