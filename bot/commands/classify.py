"""``classify``: explains one mail, a folder, or an mbox."""

import json
import mailbox
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import typer
from rich.console import Console
from rich.table import Table

from bot.config import Config
from bot.core.classify import languages_of
from bot.core.finding import Finding, Kind
from bot.core.records import Seen
from bot.core.report import failed_recipient
from bot.edge.build import rule_folders
from bot.edge.sorter import open_sorter
from bot.errors import PermanentError

_ANYBODY = "privacy@localhost.example"
_STAND = frozenset({"spam", "change_of_details", "complex"})  # even where a list sent it
_KINDS = {
    "receipt": "autoreply",
    "loop": "autoreply",
    "list": "other",
    "complaint": "unsubscribe",
    "malformed": "unsure",
}


def classify(paths: Iterable[Path], *, as_json: bool, config: Config | None) -> None:
    """Print a table, or one JSON line a mail."""
    sort = open_sorter(rule_folders(config), config.own_addresses if config else (_ANYBODY,))
    console = Console()
    for name, raw in _mails(paths):
        line = explain(name, sort(raw))
        if as_json:
            typer.echo(json.dumps(line, ensure_ascii=False, default=str))
        else:
            console.print(_table(line))


def explain(name: str, seen: Seen) -> dict[str, object]:
    """Return the line of the contract for one mail."""
    finding = seen.finding or Finding(kind=Kind.UNSURE)
    kind = str(finding.kind)
    if seen.screening is not None and kind not in _STAND:
        kind = _KINDS.get(seen.screening.kind, seen.screening.kind)
    return {
        "file": name,
        "kind": kind,
        "language": finding.language or next(iter(languages_of(seen.mail)), ""),
        "confidence": 1.0 if seen.screening else round(finding.confidence, 2),
        "fields": dict(finding.fields),
        "flags": list(finding.flags),
        "reasons": list(seen.screening.reasons) if seen.screening else list(finding.reasons),
        "disposition": _disposition(seen, kind),
        "target_email": failed_recipient(seen.mail) if kind == Kind.BOUNCE else finding.target_email,
        "kinds": [str(one) for one in finding.kinds],
        "old": dict(finding.old),
        "effective": finding.effective,
        "likely": dict(finding.likely),
        "hits": [_hit(hit) for hit in finding.hits],
    }


def _hit(hit: object) -> dict[str, object]:
    names = ("rule", "kind", "weight", "where", "words", "why", "vetoed_by")
    return {name: getattr(hit, name) for name in names}


def _disposition(seen: Seen, kind: str) -> str:
    if seen.screening is not None:
        return seen.screening.disposition
    if kind in {"spam", "autoreply", "bounce"}:
        return "ignored"
    staff = seen.finding is not None and seen.finding.staff
    return "flagged" if staff or kind in {"other", "complex", "unsure"} else "opened"


def _mails(paths: Iterable[Path]) -> Iterator[tuple[str, bytes]]:
    for path in paths:
        try:
            yield from _of(path)
        except OSError as problem:
            raise PermanentError(f"{path}: {problem.strerror}") from problem


def _of(path: Path) -> Iterator[tuple[str, bytes]]:
    if path.is_dir():
        for file in sorted(path.rglob("*.eml")):
            yield file.name, file.read_bytes()
        return
    raw = path.read_bytes()
    if raw.startswith(b"From "):
        box = mailbox.mbox(path, create=False)
        for place, key in enumerate(box.keys(), start=1):
            yield f"{path.name}:{place}", box.get_bytes(key)
        return
    yield path.name, raw


def _table(line: Mapping[str, object]) -> Table:
    table = Table(title=str(line["file"]), show_header=False, title_justify="left")
    for name in (
        "kind",
        "kinds",
        "language",
        "confidence",
        "flags",
        "fields",
        "old",
        "effective",
        "disposition",
        "reasons",
    ):
        if line[name]:
            table.add_row(name, str(line[name]))
    hits = line["hits"]
    for hit in hits if isinstance(hits, list) else []:
        veto = f", taken away by {hit['vetoed_by']}" if hit["vetoed_by"] else ""
        table.add_row(str(hit["rule"]), f"{hit['weight']} for {hit['kind']} in {hit['where']}: {hit['words']!r}{veto}")
    return table
