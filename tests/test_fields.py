"""Values as people give them, in four languages and many layouts; see the files in tests/fields."""

import tomllib
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from bot.core.fields import Found, extract
from bot.core.read import read

CASES: list[dict[str, Any]] = [
    case
    for path in sorted((Path(__file__).parent / "fields").glob("*.toml"))
    for case in tomllib.loads(path.read_text("utf-8"))["case"]
]
_PARTS = ("street", "number", "box", "postcode", "city", "country")
_ABOUT = frozenset({"name", "from", "subject", "text", "effective", "may_be_left_out", "target"})


def found_in(text: str, subject: str = "", sender: str = "Ann Test <ann@test.example>", html: str = "") -> Found:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, "privacy@crm.example", subject
    mail["Date"] = "Mon, 12 Jan 2026 10:00:00 +0100"
    mail.set_content(html or text, subtype="html" if html else "plain")
    return extract(read(mail.as_bytes()), changing=True)


def expected(case: dict[str, Any]) -> dict[str, Any]:
    fields = {name: None if value == "none" else value for name, value in case.items() if name not in _ABOUT}
    if "address" in fields:
        parts = [part.strip() for part in fields["address"].split(" / ")]
        fields["address"] = {name: None if part == "-" else part for name, part in zip(_PARTS, parts, strict=True)}
    return fields


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_value_is_read_as_it_is_meant(case: dict[str, Any]) -> None:
    found = found_in(case["text"], case["subject"], case["from"])
    if not found.fields and case.get("may_be_left_out"):
        return
    assert dict(found.fields) == expected(case)
    if "effective" in case:
        assert found.effective.endswith(case["effective"])
