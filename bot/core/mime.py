"""Safe accessors over a parsed message (compat32): headers and bodies as text, whatever their bytes say."""

import re
import unicodedata
from collections.abc import Iterator
from email import message_from_bytes
from email.header import decode_header
from email.message import Message
from email.policy import compat32
from quopri import decodestring

MOST_PARTS = 500
MOST_DEPTH = 30
HEAD_BYTES = 256_000
HEADER_CHARS = 32_000
TEXT_CHARS = 1_000_000
MOST_HEADERS = 500

_ALIASES = {
    "unicode-1-1-utf-7": "utf-7",
    "iso-8859-8-i": "iso-8859-8",
    "iso-8859-1": "cp1252",
    "us-ascii": "utf-8",
    "ascii": "utf-8",
    "latin1": "cp1252",
    "x-user-defined": "cp1252",
    "unknown-8bit": "utf-8",
    "ansi_x3.110-1983": "cp1252",
}
_ONE_BYTE = frozenset({"iso-8859-1", "iso-8859-15", "latin1", "windows-1252", "cp1252"})
#: Those that the parser would undo, and the old ones that it would try to, not always in vain.
_ENCODINGS = frozenset({"quoted-printable", "base64", "x-uuencode", "uuencode", "uue", "x-uue"})
_BARE_CR = re.compile(rb"\r(?!\n)")
_LOOSE_FROM = re.compile(rb"(?im)^from[ \t]+:")
_FIELD = re.compile(rb"[!-9;-~]+[ \t]*:|[ \t]|$")  # a field, its continuation, or the end of the block
_MARKED_FROM = re.compile(rb"\A>From [^\r\n]*\r?\n")  # the first line in a mailbox file, marked by another program
_FOLD = re.compile(r"\r?\n[ \t]*")
_ENCODED = re.compile(r"=\?[^?\s]{1,40}\?[bBqQ]\?")
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\u00ad]")


class TooComplex(ValueError):
    """More or deeper parts than any mail program makes."""


def parse(raw: bytes) -> Message:
    """Return the message; TooComplex when its structure is an attack. The header block is cut at 256 kB."""
    head, body = _split(raw)
    head = _MARKED_FROM.sub(b"", head)  # the parser would end the header block there
    if len(head) > HEAD_BYTES:
        head = head[:HEAD_BYTES].rpartition(b"\n")[0] + b"\n\n"
    if body.count(b"oundary=") > MOST_DEPTH * 4 or len(re.findall(rb"(?i)\ncontent-type:", body)) > MOST_PARTS:
        raise TooComplex("too many parts")
    try:
        return message_from_bytes(head + body, policy=compat32)
    except RecursionError:
        raise TooComplex("parts nested too deeply") from None


def head_only(raw: bytes) -> Message:
    """Return the message with its header block and no body."""
    return message_from_bytes(_MARKED_FROM.sub(b"", _split(raw)[0])[:HEAD_BYTES], policy=compat32)


def _split(raw: bytes) -> tuple[bytes, bytes]:
    found = re.search(rb"\r?\n\r?\n", raw)
    return (raw, b"") if found is None else (raw[: found.end()], raw[found.end() :])


def body_at(raw: bytes) -> int:
    """Return where the header block of a mail ends."""
    return len(_split(raw)[0])


def head_doubt(raw: bytes) -> str:
    """Return why two programs could see different fields in the header block of a mail, "" when they cannot.

    One of them might see another From field than we: a bare CR ends a line for some (RFC 5322 section 2.3), some take
    blanks before the colon (section 4.5), and some read on below a line that is no field, or beyond a length.
    """
    head = _split(raw)[0]
    if len(head) > HEAD_BYTES:
        return "a header too long to be read whole"
    if _BARE_CR.search(head):
        return "a bare CR in the header"
    if head[:1] in {b" ", b"\t"} or _LOOSE_FROM.search(head):
        return "From field with blanks beside its name"
    lines = iter(head.splitlines())
    first = next(lines, b"")
    fields = first.startswith((b"From ", b">From ")) or _FIELD.match(first)
    if fields and all(_FIELD.match(line) for line in lines):
        return ""
    return "a line in the header that is no field" if head.strip() else ""


def headers(message: Message) -> Iterator[tuple[str, str]]:
    """Yield (lower-case name, decoded value) in order, bounded in number and length."""
    for place, (name, value) in enumerate(message.raw_items()):
        if place == MOST_HEADERS:
            return
        yield str(name).lower(), header_text(str(value))


def header_text(value: str) -> str:
    """Return a header value as text: unfolded, encoded words decoded, no control characters (RFC 2047)."""
    text = _FOLD.sub(" ", value[:HEADER_CHARS])
    text = decode(text.encode("utf-8", "surrogateescape"), "utf-8") if not text.isascii() else text
    if _ENCODED.search(text):
        text = _decoded_words(text)
    return clean(text).replace("\n", " ").replace("\t", " ").strip()


def _decoded_words(text: str) -> str:
    try:
        parts = decode_header(text)
    except (ValueError, LookupError):
        return text
    return "".join(part if isinstance(part, str) else decode(part, charset or "ascii") for part, charset in parts)


def decode(data: bytes, charset: str) -> str:
    """Return text for bytes: the declared charset, its alias, UTF-8, cp1252, and at last latin-1, which never fails."""
    declared = charset.strip().strip("\"'").lower()
    if declared in _ONE_BYTE and not data.isascii() and (utf8 := _as_utf8(data)) is not None:
        return utf8
    for name in (_ALIASES.get(declared, declared), "utf-8", "cp1252"):
        try:
            return data.decode(name)
        except (LookupError, UnicodeError, ValueError):
            continue
    return data.decode("latin-1")


def _as_utf8(data: bytes) -> str | None:
    """What is valid UTF-8 is UTF-8, whatever one-byte charset a web form declared for it."""
    try:
        return data.decode("utf-8")
    except UnicodeError:
        return None


def clean(text: str) -> str:
    """Return text in NFC with ``\\n`` line ends, without NUL, control, invisible and direction characters."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ").replace("\u202f", " ")
    return unicodedata.normalize("NFC", _UNSEEN.sub("", text))


def leaves(message: Message) -> Iterator[Message]:
    """Yield the parts that hold something, in order; a forwarded message/rfc822 is one leaf."""
    stack = [(message, 0)]
    seen = 0
    while stack:
        part, depth = stack.pop()
        seen += 1
        if seen > MOST_PARTS or depth > MOST_DEPTH:
            raise TooComplex("too many parts")
        children = part.get_payload() if part.get_content_maintype() == "multipart" else None
        if isinstance(children, list):
            stack.extend((child, depth + 1) for child in reversed(children) if isinstance(child, Message))
        else:
            yield part


def body(part: Message) -> str:
    """Return the text of a leaf, at most a million characters."""
    if part.is_multipart():
        return ""
    return clean(decode(_bytes(part), charset_of(part)))[:TEXT_CHARS]


def _bytes(part: Message) -> bytes:
    """The text as it was sent, its transfer encoding undone (RFC 2045 section 6)."""
    encoding = str(part.get("Content-Transfer-Encoding", "")).strip().lower()
    if encoding not in _ENCODINGS:
        # As text it would come decoded, with the charset that the part declares, which may be wrong.
        sent = part.get_payload(decode=True)
        return sent[: TEXT_CHARS * 4] if isinstance(sent, bytes) else b""
    raw = str(part.get_payload())[: TEXT_CHARS * 4].encode("utf-8", "surrogateescape")
    if encoding == "quoted-printable":
        return decodestring(raw)
    if encoding == "base64":
        cut = Message(policy=compat32)
        cut["Content-Transfer-Encoding"] = "base64"
        cut.set_payload(raw.decode("ascii", "replace"))
        decoded = cut.get_payload(decode=True)
        return decoded if isinstance(decoded, bytes) else b""
    return raw


def charset_of(part: Message) -> str:
    """Return the declared charset, "utf-8" when there is none or it cannot be read."""
    try:
        return str(part.get_content_charset() or "utf-8")
    except (LookupError, ValueError, TypeError, AttributeError):
        return "utf-8"


def filename_of(part: Message) -> str:
    """Return the file name of a part, "" when it has none."""
    try:
        return header_text(str(part.get_filename() or ""))[:200]
    except (LookupError, ValueError, TypeError, AttributeError):
        return ""
