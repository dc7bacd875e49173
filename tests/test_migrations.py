"""The migrations make exactly the tables that the classes describe, on both makes."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect, text

from bot import migrations
from bot.edge.database import open_engine, upgrade
from bot.edge.subject_tables import Contact


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    engine = open_engine(database_url)
    yield engine
    engine.dispose()


def config() -> Config:
    made = Config()
    made.set_main_option("script_location", str(Path(migrations.__file__).parent))
    return made


def test_nothing_is_left_to_generate(engine: Engine) -> None:
    upgrade(engine)
    with engine.begin() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, Contact.metadata) == []


def test_an_upgrade_can_be_repeated_and_keeps_what_is_there(engine: Engine) -> None:
    upgrade(engine)
    with engine.begin() as connection:
        connection.execute(text("insert into setting (name, value) values ('a', 'b')"))
    upgrade(engine)
    with engine.begin() as connection:
        assert connection.execute(text("select value from setting")).scalar_one() == "b"


def test_the_way_back_leaves_no_table(engine: Engine) -> None:
    upgrade(engine)
    with engine.begin() as connection:
        way = config()
        way.attributes["connection"] = connection
        command.downgrade(way, "base")
    with engine.begin() as connection:
        assert set(inspect(connection).get_table_names()) <= {"alembic_version"}


def test_there_is_one_newest_form() -> None:
    assert len(ScriptDirectory.from_config(config()).get_heads()) == 1
