"""A case as its row holds it, and back."""

import logging
from collections.abc import Iterable, Sequence
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Row

from bot.core.case import Case
from bot.edge.tables import CaseRow
from bot.errors import PermanentError

log = logging.getLogger(__name__)

_CASE: TypeAdapter[Case] = TypeAdapter(Case)


def load_case(row: CaseRow | Row[*tuple[Any, ...]]) -> Case:
    """Return the case that a row holds; PermanentError, which names nobody, when it holds none."""
    try:
        return _CASE.validate_python({**row.body, "id": row.id})
    except (ValueError, TypeError) as problem:
        raise PermanentError(f"case id {row.id} cannot be read: {type(problem).__name__}") from None


def readable(rows: Iterable[CaseRow]) -> Sequence[tuple[CaseRow, Case]]:
    """Return the cases of some rows; one that cannot be read stops nobody else, and is for the log."""
    found: list[tuple[CaseRow, Case]] = []
    for row in rows:
        try:
            found.append((row, load_case(row)))
        except PermanentError as problem:
            log.error("%s", problem)
    return found


def dump_case(case: Case) -> dict[str, object]:
    """Return a case as its row holds it."""
    body = _CASE.dump_python(case, mode="json")
    return dict(body)
