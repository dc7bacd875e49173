"""Mails without the copies of identity documents that came with them."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    with op.batch_alter_table("inbox", schema=None) as batch_op:
        batch_op.add_column(sa.Column("redacted", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("inbox", schema=None) as batch_op:
        batch_op.alter_column("redacted", server_default=None)


def downgrade() -> None:
    """Go back."""
    with op.batch_alter_table("inbox", schema=None) as batch_op:
        batch_op.drop_column("redacted")
