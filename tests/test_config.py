"""The configuration: every problem at once, and an example that documents every key."""

import re
import tomllib
from pathlib import Path

import pytest
from pydantic import BaseModel

from bot.config import Config, load, parse
from bot.errors import ConfigError

EXAMPLE = Path(__file__).parent.parent / "config.example.toml"


def test_the_example_is_a_configuration() -> None:
    assert load(EXAMPLE).company.language == "fr"


def test_the_example_documents_every_key() -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    for section, part in Config.model_fields.items():
        model = part.annotation
        assert isinstance(model, type) and issubclass(model, BaseModel)
        body = text.partition(f"[{section}]")[2].partition("\n[")[0]
        for key in model.model_fields:
            if section == "smtp" and "as above" in body and key in body:
                continue
            assert re.search(rf"^(?:# )?{key} = ", body, re.MULTILINE), f"{section}.{key}"


def test_all_problems_are_named_at_once() -> None:
    data = tomllib.loads(EXAMPLE.read_text(encoding="utf-8"))
    data["company"]["privacy_address"] = "nobody"
    data["imap"]["port"] = 0
    data["staff"]["addresses"] = []
    data["surprise"] = {}
    with pytest.raises(ConfigError) as raised:
        parse(data, Path())
    keys = {problem.partition(":")[0] for problem in raised.value.problems}
    assert keys == {"company.privacy_address", "imap.port", "staff.addresses", "surprise"}


def test_a_missing_secret_is_named(tmp_path: Path) -> None:
    data = tomllib.loads(EXAMPLE.read_text(encoding="utf-8"))
    del data["imap"]["password_env"]
    data["imap"]["password_file"] = "gone"
    with pytest.raises(ConfigError, match="password_file: .*gone"):
        parse(data, tmp_path).imap.password()


def test_two_ways_to_log_in_are_one_too_many() -> None:
    data = tomllib.loads(EXAMPLE.read_text(encoding="utf-8"))
    data["imap"]["token_command"] = ["x"]
    with pytest.raises(ConfigError, match="imap: only one of"):
        parse(data, Path())
