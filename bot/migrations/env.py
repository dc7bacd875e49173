"""Runs migrations on the connection that edge.database gives."""

from alembic import context
from sqlmodel import SQLModel

import bot.edge.subject_tables
import bot.edge.tables  # noqa: F401

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
