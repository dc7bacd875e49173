"""``keys``: a new key on top of the key file."""

from pathlib import Path
from typing import Annotated

import typer

from bot.commands.opened import configured
from bot.edge.keys import Keys
from bot.errors import PermanentError

app = typer.Typer(no_args_is_help=True)


@app.callback()
def _keys() -> None:
    """Make ``rotate`` a command of its own name."""


@app.command("rotate")
def rotate(config: Annotated[Path | None, typer.Option("--config", "-c")] = None) -> None:
    """Put a new key on top; what the old ones made stays valid. The bot uses it from its next start on."""
    with configured(config) as (settings, store), store.transaction() as tx:
        if any(issue.state == "freezing" for issue in tx.news.all()):
            raise PermanentError("the audience of a newsletter is being written down; rotate when it has begun")
    path = settings.paths.key_file
    Keys.rotate(path)
    typer.echo(f"{path}: a new key is on top; restart the bot, and copy the file to where its copy is kept")
