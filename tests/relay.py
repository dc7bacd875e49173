"""A relay that keeps what it accepts and misbehaves on demand: for everything a real one does only on bad days."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from bot.edge.smtp import SmtpSettings

#: What to answer to a command line; "" for the usual, "drop" to close the connection.
Script = Callable[[str], str]


@dataclass
class Relay:
    """``script`` may answer MAIL, RCPT, DATA, and "." (the end of the content) in its own way."""

    extensions: tuple[str, ...] = ("PIPELINING", "DSN", "8BITMIME")
    script: Script = lambda command: ""
    port: int = 0
    accepted: list[tuple[str, bytes]] = field(default_factory=list)  # recipient, content
    commands: list[str] = field(default_factory=list)
    connections: int = 0
    before_answer: Callable[[], None] = lambda: None  # after the content was kept, before the 250

    @property
    def settings(self) -> SmtpSettings:
        return SmtpSettings(host="127.0.0.1", port=self.port, tls="none", timeout=5)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            with suppress(ConnectionError, asyncio.IncompleteReadError, EOFError):
                await self._talk(reader, writer)
        finally:
            writer.transport.abort()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 relay\r\n")
        recipient = ""
        while True:
            line = (await reader.readuntil(b"\r\n")).decode("ascii").strip()
            self.commands.append(line)
            verb = line.partition(" ")[0].upper()
            answer = self.script(line)
            if answer == "drop":
                return
            if not answer:
                answer = self._usual(verb, recipient)
            if verb == "RCPT" and answer[0] == "2":
                recipient = line.partition("<")[2].partition(">")[0]
            writer.write(f"{answer}\r\n".encode())
            if answer.startswith("421") or verb == "QUIT":
                return
            if answer.startswith("354"):
                end = await self._content(reader, recipient)
                if end == "drop":
                    return
                writer.write(f"{end}\r\n".encode())
                recipient = ""
            await writer.drain()

    def _usual(self, verb: str, recipient: str) -> str:
        if verb == "EHLO":
            return "\r\n".join([f"250-{name}" for name in ("relay", *self.extensions)] + ["250 SIZE 50000000"])
        if verb == "DATA":
            return "354 go on" if recipient else "503 5.5.1 no valid recipients"
        return "221 bye" if verb == "QUIT" else "250 2.0.0 ok"

    async def _content(self, reader: asyncio.StreamReader, recipient: str) -> str:
        lines: list[bytes] = []
        while (line := await reader.readuntil(b"\r\n")) != b".\r\n":
            lines.append(line[1:] if line.startswith(b".") else line)
        answer = self.script(".") or "250 2.0.0 queued"
        if answer.startswith("250") and recipient:
            self.accepted.append((recipient, b"".join(lines)))
            self.before_answer()
        return answer


@contextmanager
def running(relay: Relay) -> Iterator[Relay]:
    """Serve on a free loopback port from a thread of its own."""
    ready, loop = threading.Event(), asyncio.new_event_loop()

    async def main() -> None:
        server = await asyncio.start_server(relay.serve, "127.0.0.1", 0, limit=1_000_000)
        relay.port = server.sockets[0].getsockname()[1]
        stop = relay_stop = asyncio.Event()
        relay.stop = lambda: loop.call_soon_threadsafe(relay_stop.set)  # type: ignore[attr-defined]
        ready.set()
        await stop.wait()
        server.close()

    thread = threading.Thread(target=loop.run_until_complete, args=(main(),))
    thread.start()
    ready.wait(10)
    try:
        yield relay
    finally:
        relay.stop()  # type: ignore[attr-defined]
        thread.join(10)
        for task in asyncio.all_tasks(loop):
            task.cancel()
        loop.run_until_complete(asyncio.sleep(0.01))
        loop.close()
