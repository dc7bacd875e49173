"""What becomes of an address of which only parts were said."""

import pytest

from bot.core.postal import PARTS, merged


def address(*parts: str | None) -> dict[str, object]:
    return dict(zip(PARTS, parts, strict=True))


HOME = address("Rue des Tilleuls", "12", "3", "4000", "Liège", "BE")


@pytest.mark.parametrize(
    ("said", "becomes"),
    [
        (
            address("Rue Neuve", "7", None, "5000", "Namur", "BE"),
            ("Rue Neuve", "7", None, "5000", "Namur", "BE"),
        ),
        (address("Rue Neuve", "7", None, None, None, "BE"), ("Rue Neuve", "7", None, "4000", "Liège", "BE")),
        (address(None, "21", None, None, None, "BE"), ("Rue des Tilleuls", "21", "3", "4000", "Liège", "BE")),
        (address(None, None, "5", None, None, "BE"), ("Rue des Tilleuls", "12", "5", "4000", "Liège", "BE")),
        (address(None, None, None, "5000", "Namur", "BE"), ("Rue des Tilleuls", "12", "3", "5000", "Namur", "BE")),
        (address(None, None, None, "5000", None, "BE"), ("Rue des Tilleuls", "12", "3", "5000", None, "BE")),
        (address(None, None, None, None, "Seraing", "BE"), ("Rue des Tilleuls", "12", "3", None, "Seraing", "BE")),
        (address("Damrak", "1", None, "1012", "Amsterdam", "NL"), ("Damrak", "1", None, "1012", "Amsterdam", "NL")),
        (address(None, None, None, None, None, None), tuple(HOME.values())),
    ],
)
def test_the_unsaid_stays_where_it_still_belongs(said: dict[str, object], becomes: tuple[str | None, ...]) -> None:
    assert merged(HOME, said) == address(*becomes)


def test_a_house_number_does_not_move_a_foreign_address_to_belgium() -> None:
    abroad = address("Damrak", "1", None, "1012", "Amsterdam", "NL")
    assert merged(abroad, address(None, "2", None, None, None, "BE")) == {**abroad, "number": "2"}


def test_where_nothing_was_on_file_only_the_said_is() -> None:
    assert merged(None, {"city": "Gent"}) == address(None, None, None, None, "Gent", "BE")
