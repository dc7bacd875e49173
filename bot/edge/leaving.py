"""The token that leaves a newsletter: it names the address and the topic by itself, so that it works without any row,
for years, and after the person was erased. It does nothing but leave, so it never expires and is not single use."""

import hmac
import re
from base64 import b32decode, b32encode

from bot.core.newsletter import TOPICS
from bot.core.recipient import BOUNCE, LEAVE, Leaving
from bot.edge.keys import MARK, Keys

_VERSION = 1
_TAG = 10  # bytes: 80 bits to guess for the chance of ending one subscription of a stranger
_MARK = MARK // 2
_SHAPE = re.compile(r"[a-z2-7]{44}")


#: What a token is for -> the purpose of its keyed hash: one made for a bounce takes nobody off a list.
_PURPOSES = {LEAVE: "leave", BOUNCE: "bounce"}


def token(keys: Keys, mark: str, topic: str, letter: str = LEAVE) -> str:
    """Return the token of an address (by its mark) and a topic: 44 characters of lower-case base32."""
    head = bytes([_VERSION << 4 | TOPICS.index(topic)]) + bytes.fromhex(mark)
    tag = bytes.fromhex(keys.hash(_PURPOSES[letter], head.hex()))[:_TAG]
    return b32encode(head + tag).decode("ascii").rstrip("=").lower()


def leaving(keys: Keys, text: str, letter: str = LEAVE) -> Leaving | None:
    """Return what a token says, or None when it is none of ours. Upper case counts too: mail programs change it."""
    text = text.strip().lower()
    if not _SHAPE.fullmatch(text):
        return None
    raw = b32decode(text.upper() + "=" * (-len(text) % 8))
    head, tag = raw[: 1 + _MARK], raw[1 + _MARK :]
    good = keys.hashes(_PURPOSES[letter], head.hex())
    known = any(hmac.compare_digest(bytes.fromhex(one)[:_TAG], tag) for one in good)
    if not known or head[0] >> 4 != _VERSION or head[0] & 15 >= len(TOPICS):
        return None
    return Leaving(mark=head[1:].hex(), topic=TOPICS[head[0] & 15])
