"""What raises the bar beside the words of a request."""

import pytest

from bot.core.risk import another_name
from bot.stage import Stage
from tests.attacks.world import ASK, OWNER, leaked, subjects


@pytest.mark.parametrize(
    ("written", "another"),
    [
        ("Jan Janssens", True),
        ("Dr. Jan-Piet Janssens", True),
        ("Anna Lefèvre", False),
        ("LEFEVRE A.", False),
        ("Anna Vandenberghe", False),
        ("Hosting Partner - Service achats", False),
        ("info", False),
        ("jan.janssens@elders.example", False),
        ("", False),
        ("X 12", False),
    ],
)
def test_a_full_name_without_a_word_of_the_record(written: str, another: bool) -> None:
    assert another_name(written, ("Anna", "Lefèvre", "Hosting Partner")) is another


def test_a_record_without_names_cannot_differ() -> None:
    assert not another_name("Jan Janssens", ())


async def test_another_name_beside_the_address_on_file_meets_staff(stage: Stage) -> None:
    await stage.write(f"Jan Janssens <{OWNER}>", "Données", ASK)
    await stage.reply(OWNER, "OUI")
    assert "Vos données à caractère personnel" not in subjects(stage, OWNER)
    assert "nom ne correspond pas" in stage.last("sofie@crm.example").get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert not leaked(stage)


async def test_the_own_name_needs_nobody_else(stage: Stage) -> None:
    await stage.write(f"LEFÈVRE Anna <{OWNER}>", "Données", ASK)
    await stage.reply(OWNER, "OUI")
    assert subjects(stage, OWNER)[-1] == "Vos données à caractère personnel"
