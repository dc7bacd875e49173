"""After every attack: each mail has its one outcome and lies in the folder of that outcome, and nothing of the owner's
record went to anybody else."""

from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence

import pytest
from sqlmodel import col, select

from bot.edge.tables import Inbox
from bot.stage import STAFF, Stage
from tests.attacks.world import leaked
from tests.conftest import Staging

PARTNER = "privacy@partner.example"  # must hear of changes (GDPR art. 19)


@pytest.fixture
async def staging(staging: Staging) -> AsyncIterator[Staging]:
    """Start stages as elsewhere, and look at what the attack has left."""
    stages: list[Stage] = []

    async def start(keys: Mapping[str, bytes] | None = None, **overrides: Mapping[str, object]) -> Stage:
        stages.append(await staging(keys, **overrides))
        return stages[-1]

    yield start
    for stage in stages:
        await _left(stage)


async def _left(stage: Stage) -> None:
    def rows() -> Sequence[Inbox]:
        with stage.bot.store.session() as session:
            return session.exec(select(Inbox).where(col(Inbox.raw).is_not(None))).all()

    recorded = await stage.bot.on_store(rows)
    assert all(row.disposition and row.moved for row in recorded), "a mail has no outcome, or was not moved"
    lie = {name: len(stage.world.folder(name)) for name in stage.bot.folders()}
    assert {name: many for name, many in lie.items() if many} == Counter(row.goes_to for row in recorded)
    assert not leaked(stage, (PARTNER, *STAFF))
