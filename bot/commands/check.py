"""``check``: everything that can be wrong before running, all at once."""

import asyncio
from collections.abc import Iterator
from importlib.util import find_spec

import aiosmtplib
import typer

from bot.assembly import policy
from bot.config import Config
from bot.core.rule_checks import lint, self_test
from bot.edge import map_check
from bot.edge.access_answer import Page
from bot.edge.build import letter_folders, open_letters, open_mailbox, open_postman, open_store, rule_folders
from bot.edge.rule_files import load, load_map
from bot.errors import BotError, ConfigError


async def check(config: Config, *, offline: bool) -> None:
    """Print one line for each thing that is right; ConfigError with all that is wrong."""
    problems = [*_files(config)]
    if not offline:
        problems += [*_store(config), *await _servers(config)]
    if problems:
        raise ConfigError(problems)
    typer.echo("everything that was checked is right")


def _files(config: Config) -> Iterator[str]:
    try:
        rules = load(*rule_folders(config))
        yield from self_test(rules)
        yield from lint(rules)
        yield from map_check.problems(load_map(*rule_folders(config)))
        yield from open_letters(config).check()
        Page.load(*letter_folders(config))
        policy(config)
        if config.http.public_url and find_spec("starlette") is None:
            yield "http.public_url: pip install privacy-bot[http]"
    except ConfigError as problem:
        yield from problem.problems
        return
    typer.echo(f"rules: {len(rules.rules)} with their examples; letters in four languages; data map")


def _store(config: Config) -> Iterator[str]:
    try:
        open_store(config).engine.dispose()
    except ConfigError as problem:
        yield from problem.problems
    except BotError as problem:
        yield f"paths.database: {problem}"
    else:
        typer.echo("database: opened and up to date")


async def _servers(config: Config) -> list[str]:
    problems: list[str] = []
    mailbox = open_mailbox(config)
    try:
        await mailbox.uidvalidity(config.imap.folder)
        typer.echo("IMAP: logged in")
    except BotError as problem:
        problems.append(f"imap: {problem}")
    await mailbox.close()
    postman = open_postman(config)
    try:
        await asyncio.wait_for(postman.check(), config.smtp.timeout_seconds)
        typer.echo("SMTP: connected")
    except (aiosmtplib.SMTPException, OSError, TimeoutError, BotError) as problem:
        problems.append(f"smtp: {problem}")
    await postman.close()
    return problems
