"""The text of a part comes out as its writer typed it, whatever the charset and the transfer encoding."""

import quopri
from base64 import encodebytes
from collections.abc import Callable

import pytest

from bot.core.read import read

WRITTEN = {
    "utf-8": "Élise Müller, plaß 5 €",
    "iso-8859-1": "Élise Müller",
    "iso-8859-15": "Élise Müller, 5 €",
    "windows-1252": "Élise Müller, “5 €”",
    "iso-8859-2": "Łukasz Wiśniewski",
    "windows-1250": "Łukasz Wiśniewski",
    "windows-1251": "Анна Иванова",
    "koi8-r": "Анна Иванова",
    "iso-8859-9": "Ayşe Yıldız",
}


def text_of(content: bytes, charset: str, encoding: str) -> str:
    kind = f"Content-Type: text/plain{f'; charset={charset}' if charset else ''}\r\n"
    head = f"From: ann@test.example\r\nSubject: x\r\n{kind}Content-Transfer-Encoding: {encoding}\r\n\r\n"
    return read(head.encode() + content).text


@pytest.mark.parametrize(
    ("encoding", "encoded"),
    [
        ("8bit", bytes),
        ("binary", bytes),
        ("8-bit", bytes),
        ("quoted-printable", quopri.encodestring),
        ("base64", encodebytes),
    ],
)
@pytest.mark.parametrize(("charset", "text"), WRITTEN.items())
def test_a_text_is_read_in_the_charset_it_declares(
    charset: str, text: str, encoding: str, encoded: Callable[[bytes], bytes]
) -> None:
    assert text_of(encoded(text.encode(charset)), charset, encoding) == text


@pytest.mark.parametrize("declared", ["", "us-ascii", "unknown-8bit", "klingon"])
@pytest.mark.parametrize("charset", ["utf-8", "windows-1252"])
def test_a_text_without_a_charset_that_is_true_is_utf_8_or_western(charset: str, declared: str) -> None:
    assert text_of("Élise Müller, “5 €”".encode(charset), declared, "8bit") == "Élise Müller, “5 €”"


@pytest.mark.parametrize("encoding", ["x-uuencode", "uuencode"])
def test_a_text_that_no_mail_program_sends_any_more_is_read_as_it_stands(encoding: str) -> None:
    assert text_of(b"begin 644 a\n#!!!!\nend", "utf-8", encoding) == "begin 644 a\n#!!!!\nend"
