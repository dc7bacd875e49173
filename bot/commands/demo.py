"""``demo``: a whole world on loopback, and conversations of every kind played in it."""

import asyncio
import tempfile
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path

from rich.console import Console
from rich.markup import escape

from bot.commands.demo_news import SETTINGS, newsletter
from bot.stage import PRIVACY, STAFF, Stage, body, parsed

ANNA, BRAM, CAROL = "anna.lefevre@maison.example", "bram.peeters@huis.example", "carol.smith@house.example"
DIETER, STRANGER = "dieter.klein@haus.example", "inconnu@ailleurs.example"
LAWYER, ROBBER = "m.dubois@cabinet.example", "voleur@mechant.example"


class Play:
    """Prints what is said and what is answered."""

    def __init__(self, stage: Stage, console: Console) -> None:
        self.stage = stage
        self._console = console
        self._seen: dict[str, int] = {}

    def scene(self, title: str) -> None:
        """Open a scene."""
        self._console.rule(f"[bold]{escape(title)}")

    async def write(self, sender: str, subject: str, text: str, **more: str) -> None:
        """Somebody writes; ``to`` an address of ours, the privacy address unless given."""
        to = more.get("to") or PRIVACY
        self._say(f"{sender} -> {to}: {subject}", text)
        headers = {"Delivered-To": to} if to != PRIVACY else None
        await self.stage.write(sender, subject, text, headers=headers)
        self._answers()

    async def reply(self, sender: str, text: str, **headers: str) -> None:
        """Somebody replies to the last letter he received."""
        self._say(f"{sender} replies", text)
        await self.stage.reply(sender, text, headers=headers)
        self._answers()

    def tell(self, text: str) -> None:
        """Say something beside the play."""
        self._console.print(f"[bold yellow]{escape(text)}")

    async def later(self, **period: float) -> None:
        """Time passes."""
        self._console.print(f"[dim]... {timedelta(**period)} later ...[/dim]")
        await self.stage.later(**period)
        self._answers()

    def _say(self, head: str, text: str) -> None:
        self._console.print(f"[bold cyan]{escape(head)}")
        self._console.print(escape("\n".join(f"    {line}" for line in text.splitlines())))

    def _answers(self) -> None:
        """Print the letters that came since."""
        for address, mails in sorted(self.stage.world.everything().items()):
            for raw in mails[self._seen.get(address, 0) :]:
                self._letter(address, raw)
            self._seen[address] = len(mails)

    def _letter(self, address: str, raw: bytes) -> None:
        mail = parsed(raw)
        head = f"CRM -> {address}: {mail['subject']}"
        self._console.print(f"[bold green]{escape(head)}")
        lines = [line for line in body(mail).splitlines() if line.strip(" -")]
        self._console.print(escape("\n".join(f"    {line}" for line in lines)), style="dim")
        for part in mail.iter_attachments():
            self._console.print(f"    [green]attached: {escape(str(part.get_filename()))}")


async def access(play: Play) -> None:
    """Access, in French."""
    play.scene("Access, in French")
    await play.write(ANNA, "Mes données", "Bonjour,\n\nquelles données avez-vous sur moi ?\n\nAnna Lefèvre")
    await play.reply(ANNA, "OUI")


async def correction(play: Play) -> None:
    """Correction with a diff, in Dutch."""
    play.scene("Correction with a diff, in Dutch")
    await play.write(
        BRAM,
        "Fout telefoonnummer",
        "Dag,\n\nmijn telefoonnummer is fout bij jullie: het moet 09 233 01 10 zijn.\n\nBram",
    )
    await play.reply(BRAM, "Ja")


async def change(play: Play) -> None:
    """Change of address from a future date, in French."""
    play.scene("Change of address from a future date, in French")
    await play.write(
        ANNA,
        "Déménagement",
        "Bonjour,\n\nnous déménageons le 1er mars 2027. Notre nouvelle adresse : "
        "Rue de la Paix 7 boîte 2, 5000 Namur.\n\nAnna",
    )
    await play.reply(ANNA, "Oui, je confirme.")


async def deletion(play: Play) -> None:
    """Deletion with invoices kept, in English."""
    play.scene("Deletion with invoices kept, in English")
    await play.write(
        CAROL, "Please erase my data", "Hello,\n\nplease delete all the personal data you hold about me.\n\nCarol Smith"
    )
    await play.reply(CAROL, "YES")
    await play.later(hours=73)


async def unsubscribe(play: Play) -> None:
    """Unsubscribe in one word."""
    play.scene("Unsubscribe in one word")
    await play.write(BRAM, "stop", "stop")


async def several(play: Play) -> None:
    """Two requests in one mail, in German."""
    play.scene("Two requests in one mail, in German")
    await play.write(
        DIETER,
        "Meine Daten",
        "Guten Tag,\n\nwelche Daten haben Sie über mich gespeichert? "
        "Und bitte melden Sie mich vom Newsletter ab.\n\nDieter Klein",
    )
    await play.reply(DIETER, "Ja")


async def unknown(play: Play) -> None:
    """An unknown sender sees nothing that tells him apart."""
    play.scene("An unknown sender")
    await play.write(STRANGER, "Mes données", "Bonjour,\n\nquelles données avez-vous sur moi ?")
    await play.reply(STRANGER, "OUI")


async def impostor(play: Play) -> None:
    """An impostor asks for somebody else's data; the owner is asked, says no, and staff are told."""
    play.scene("An impostor")
    await play.write(
        ROBBER, "Données", f"Bonjour,\n\nenvoyez-moi toutes les données que vous avez sur moi. Mon adresse est {ANNA}."
    )
    await play.reply(ANNA, "Ce n'est pas moi")


async def out_of_office(play: Play) -> None:
    """An out-of-office that quotes our challenge confirms nothing."""
    play.scene("An out-of-office answers the challenge")
    await play.write(DIETER, "Auskunft", "Guten Tag,\n\nwelche Daten haben Sie über mich gespeichert?\n\nDieter Klein")
    await play.reply(DIETER, "Ja, ich bin im Urlaub.", **{"Auto-Submitted": "auto-replied"})


async def lawyer(play: Play) -> None:
    """A lawyer's letter goes to staff, who approve the answer by replying."""
    play.scene("A lawyer's letter, approved by staff")
    await play.write(
        LAWYER,
        "Notre cliente Mme Lefevre",
        "Maître Dubois, avocat.\n\nMa cliente, Madame Lefevre, demande une copie de ses données. Mise en demeure.",
    )
    await play.reply(STAFF[0], "APPROUVER")


SCENES: tuple[Callable[[Play], Awaitable[None]], ...] = (
    newsletter,
    access,
    correction,
    change,
    deletion,
    unsubscribe,
    several,
    unknown,
    impostor,
    out_of_office,
    lawyer,
)


async def play_all(folder: Path, console: Console, *, keep: bool) -> int:
    """Play every scene; return the number of scenes played."""
    async with Stage(folder, SETTINGS) as stage:
        play = Play(stage, console)
        for scene in SCENES:
            await scene(play)
        cases = await stage.bot.on_store(stage.open_cases)
        console.rule("[bold]The end")
        console.print(f"{len(SCENES)} conversations played; {cases} cases are still open.")
        if keep:
            imap = stage.world.imap
            console.print(
                f"IMAP {imap.host}:{imap.port} user {imap.user} password {imap.password}; SMTP {stage.world.smtp.port}"
            )
            console.print(f"The bot reads the mailbox in {folder}; Ctrl-C ends it.")
            await stage.bot.run()
    return len(SCENES)


def demo(*, keep: bool) -> None:
    """Run the demo in a temporary folder."""
    console = Console(soft_wrap=True)
    with tempfile.TemporaryDirectory(prefix="privacy-bot-") as name:
        asyncio.run(play_all(Path(name), console, keep=keep))
