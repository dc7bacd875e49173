"""The command line. Exit codes: 0 done, 1 failed with a clear message, 2 usage, 78 configuration."""

import asyncio
import logging
import sys
from collections.abc import Coroutine
from pathlib import Path
from typing import Annotated, Literal

import typer

from bot.app import Bot, config_path
from bot.commands import audit, cases, contacts, keys, rules
from bot.commands.check import check as run_checks
from bot.commands.check_auth import check_auth
from bot.commands.check_dns import ask, check_dns
from bot.commands.classify import classify as explain
from bot.commands.mails import app as mails_app
from bot.commands.newsletter import app as newsletter_app
from bot.config import load
from bot.edge import log_lines
from bot.errors import BotError, ConfigError

app = typer.Typer(no_args_is_help=True, add_completion=False, help="Answers a company's privacy mailbox.")
app.add_typer(rules.app, name="rules", help="Test the rules.")
app.add_typer(contacts.app, name="contacts", help="Bring contacts in and out.")
app.add_typer(cases.app, name="cases", help="What is open, why, until when.")
app.add_typer(mails_app, name="mail", help="What happened to a mail.")
app.add_typer(newsletter_app, name="newsletter", help="Look at, send, watch and halt newsletters.")
app.add_typer(keys.app, name="keys", help="The key file.")
app.add_typer(audit.app, name="audit", help="The journal.")

ConfigOption = Annotated[Path | None, typer.Option("--config", "-c", help="config.toml; default: here")]
Checked = Literal["all", "auth", "dns"]
_CONFIG_ERROR = 78
log = logging.getLogger(__name__)


@app.command()
def demo(keep: Annotated[bool, typer.Option("--keep", help="leave it running")] = False) -> None:
    """Play real conversations of every kind on loopback servers."""
    from bot.commands.demo import demo as play  # needs the packages of the demo extra

    logging.basicConfig(level=logging.ERROR)
    play(keep=keep)


@app.command()
def check(
    config: ConfigOption = None,
    offline: Annotated[bool, typer.Option("--offline", help="leave out the servers and the database")] = False,
    what: Annotated[
        Checked,
        typer.Argument(help="all; auth: what the way does to mails to ourselves; dns: SPF, DKIM, DMARC of newsletters"),
    ] = "all",
    seconds: Annotated[float, typer.Option(help="how long auth waits for its mails")] = 60.0,
    resolver: Annotated[str, typer.Option(help="the name server that dns asks; the machine's own when none")] = "",
    selector: Annotated[str, typer.Option(help="name of the DKIM key that dns looks at")] = "",
) -> None:
    """Find everything that can be wrong before running."""
    settings = load(config_path(config))
    if what == "auth":
        asyncio.run(check_auth(settings, seconds=seconds))
    elif what == "dns":
        check_dns(settings, ask(resolver), selector=selector)
    else:
        asyncio.run(run_checks(settings, offline=offline))


@app.command()
def run(
    config: ConfigOption = None,
    once: Annotated[bool, typer.Option("--once", help="do all that is due, then stop")] = False,
) -> None:
    """Run the bot."""
    log_lines.to_stderr(logging.INFO)
    logging.getLogger("apscheduler").setLevel(logging.WARNING)
    settings = load(config_path(config))

    async def work() -> int:
        async with Bot(settings) as bot:
            if not once:
                await bot.run()
                return 0
            await bot.drain()
            return await bot.on_store(lambda: _undone(bot))

    raise typer.Exit(_ended(work()))


def _ended(work: Coroutine[None, None, int]) -> int:
    """Return the exit code of the bot; what ends it by mistake is for the log, whose lines name nobody."""
    try:
        return asyncio.run(work)
    except BotError:
        raise
    except Exception:
        log.exception("the bot ended")
        return 1


def _undone(bot: Bot) -> int:
    """Print what stays undone; return the exit code."""
    left = bot.store.undone(bot.office.clock())
    for line in left:
        typer.echo(line, err=True)
    return 1 if left else 0


@app.command()
def classify(
    paths: Annotated[list[Path], typer.Argument(help="mails, folders or mbox files")],
    as_json: Annotated[bool, typer.Option("--json", help="one JSON line a mail")] = False,
    config: ConfigOption = None,
) -> None:
    """Explain mails, without network or database."""
    settings = load(config) if config is not None else None
    explain(paths, as_json=as_json, config=settings)


def main() -> None:
    """Run the command line with the exit codes of the contract."""
    try:
        app(standalone_mode=True)
    except ConfigError as problem:
        for line in problem.problems:
            typer.echo(line, err=True)
        sys.exit(_CONFIG_ERROR)
    except BotError as problem:
        typer.echo(str(problem), err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
