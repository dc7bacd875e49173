"""The key file: who may read it, what old keys still do, and what is refused."""

from pathlib import Path

import pytest

from bot.edge.keys import Keys
from bot.errors import ConfigError


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "keys"


def refused(path: Path) -> str:
    with pytest.raises(ConfigError) as error:
        Keys.load(path)
    assert all(problem.startswith("paths.key_file: ") for problem in error.value.problems)
    return str(error.value)


def test_a_new_key_file_is_read_by_its_owner_only(path: Path) -> None:
    made = Keys.create(path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert Keys.load(path).hash("address", "a@x.example") == made.hash("address", "a@x.example")


def test_keys_that_exist_are_never_overwritten(path: Path) -> None:
    Keys.create(path)
    before = path.read_bytes()
    with pytest.raises(ConfigError, match="exists"):
        Keys.create(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660])
def test_a_key_file_that_others_can_read_is_refused(path: Path, mode: int) -> None:
    Keys.create(path)
    path.chmod(mode)
    assert "chmod 600" in refused(path)


@pytest.mark.parametrize(
    "text",
    [
        "justonefield\n",
        "a nothex\n",
        "a 00ff\n",
        f"a {'00' * 32} b\n",
        f"a {'00' * 32}\na {'11' * 32}\n",
        "\u00e9 \u00e9\n",
    ],
)
def test_a_malformed_key_file_is_refused(path: Path, text: str) -> None:
    Keys.create(path)
    path.write_text(text, encoding="utf-8")
    assert "every line must be" in refused(path)


def test_an_empty_key_file_and_a_missing_one_are_named(path: Path) -> None:
    assert "No such file" in refused(path)
    Keys.create(path)
    path.write_text("\n", encoding="ascii")
    assert "holds no key" in refused(path)


def test_after_a_rotation_the_new_key_signs_and_the_old_one_still_verifies(path: Path) -> None:
    old = Keys.create(path)
    Keys.rotate(path)
    new = Keys.load(path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert new.hash("address", "a") != old.hash("address", "a")
    assert new.hashes("address", "a") == (new.hash("address", "a"), old.hash("address", "a"))
    assert [entry.name for entry in path.parent.iterdir()] == ["keys"]


def test_a_hash_for_one_purpose_says_nothing_about_another(path: Path) -> None:
    keys = Keys.create(path)
    assert keys.hash("address", "x") != keys.hash("code", "x")


def test_no_key_shows_in_a_hash(path: Path) -> None:
    keys = Keys.create(path)
    secret = path.read_text(encoding="ascii").split()[1]
    assert secret not in keys.hash("address", "a") + repr(keys)
