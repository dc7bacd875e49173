"""The configuration: every problem at once, and an example that documents every key."""

import re
import tomllib
from pathlib import Path

import pytest
from pydantic import BaseModel

from bot.config import Config, Rate, load, parse
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
            written = re.search(rf"^(?:# )?{key} = ", body, re.MULTILINE)
            assert written or re.search(rf"^\[{section}\.{key}[.\]]", text, re.MULTILINE), f"{section}.{key}"


@pytest.mark.parametrize("table", ["rate", 'domains."mail.example"'])
def test_every_limit_of_a_rate_is_documented(table: str) -> None:
    body = EXAMPLE.read_text(encoding="utf-8").partition(f"[newsletter.{table}]")[2].partition("\n[")[0]
    assert all(f"\n{key} = " in body for key in Rate.model_fields)


def test_the_mailbox_that_unsubscribes_carries_the_token() -> None:
    data = tomllib.loads(EXAMPLE.read_text(encoding="utf-8"))
    assert parse(data, Path()).leave_mailbox("abc") == "privacy+u-abc@crm.example"
    data["newsletter"]["leave_mailbox"] = "u@crm.example"
    assert parse(data, Path()).leave_mailbox("abc") == "u+abc@crm.example"
    data["newsletter"]["leave_mailbox"] = f"{'u' * 30}@crm.example"
    with pytest.raises(ConfigError, match="leave_mailbox: its local part is too long"):
        parse(data, Path())


def test_the_bot_itself_is_no_editor() -> None:
    data = tomllib.loads(EXAMPLE.read_text(encoding="utf-8"))
    data["newsletter"]["editors"] = [data["company"]["privacy_address"]]
    with pytest.raises(ConfigError, match="cannot be an editor"):
        parse(data, Path())


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
