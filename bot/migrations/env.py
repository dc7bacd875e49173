"""Runs migrations on the connection that edge.database gives."""

from alembic import context

from bot.edge.subject_tables import Contact

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Contact.metadata,
    render_as_batch=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
