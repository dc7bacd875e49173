"""How fast a mail is read and sorted, against the standard library's parser alone; and the memory it takes."""

import resource
import statistics
import time
from collections.abc import Callable, Sequence
from email import message_from_bytes
from pathlib import Path

from bot.edge.build import shipped
from bot.edge.sorter import open_sorter

CORPUS = Path(__file__).parent.parent / "corpus"
PADDING = "\r\n".join(
    [
        "-- ",
        "Service clientèle, rue Haute 1, 1000 Bruxelles",
        *[f"La ligne {number} de ce pied de page ne dit rien de plus." for number in range(55)],
    ]
)


def mails() -> list[bytes]:
    """Mails of about three kilobytes: requests and ordinary mail in four languages."""
    found = []
    for name in ("requests.txt", "passing.txt"):
        for line in (CORPUS / name).read_text(encoding="utf-8").splitlines():
            head, _, text = line.rpartition("|")
            raw = f"From: a@x.example\r\nTo: privacy@crm.example\r\nSubject: {head.rpartition('|')[2]}\r\n"
            raw += f"Date: Mon, 2 Feb 2026 10:00:00 +0100\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n{PADDING}\r\n"
            found.append(raw.encode())
    return found


def timed(work: Callable[[bytes], object], raws: Sequence[bytes]) -> list[float]:
    """CPU seconds for each mail."""
    spent = []
    for raw in raws:
        began = time.process_time()
        work(raw)
        spent.append(time.process_time() - began)
    return spent


def main() -> None:
    """Print the figures."""
    raws = mails()
    sort = open_sorter((shipped("rules"),), ["privacy@crm.example"])
    first = timed(sort, raws)  # patterns are compiled when a mail first needs them
    raws *= 3
    ours, peer = timed(sort, raws), timed(message_from_bytes, raws)
    size = statistics.median(len(raw) for raw in raws)
    print(f"{len(raws)} mails, median {size:.0f} bytes")
    for what, spent in (("read, screen and classify", ours), ("the first time", first)):
        print(f"{what}: {len(spent) / sum(spent):.0f} mails a second and core, slowest {max(spent) * 1000:.0f} ms")
    print(f"against the standard library's parser alone: {sum(ours) / sum(peer):.1f} times its time")
    print(f"memory of this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB at most")


if __name__ == "__main__":
    main()
