"""Every table of the store; whoever looks tables up by name imports them here, so that none is left out."""

from sqlmodel import SQLModel

from bot.edge import news_tables, subject_tables, tables

__all__ = ["METADATA", "TABLES", "news_tables", "subject_tables", "tables"]

METADATA = SQLModel.metadata
TABLES = METADATA.tables
