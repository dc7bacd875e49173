"""The forms the database had, in order; alembic walks through them."""
