"""The key file: secrets outside the database, for keyed hashes of addresses and reply codes."""

import hmac
import os
import secrets
from pathlib import Path

from bot.errors import ConfigError

_SIZE = 32
MARK = 32  # hex digits: 128 bits, short enough for the local part of a mailbox (RFC 5321 section 4.5.3.1.1)


class Keys:
    """The newest key signs, older ones still verify. One key a line: ``id hex``, the newest first."""

    def __init__(self, keys: list[tuple[str, bytes]]) -> None:
        if not keys:
            raise ConfigError(["paths.key_file: holds no key"])
        self._keys = keys

    @classmethod
    def create(cls, path: Path) -> "Keys":
        """Write a new key file that only its owner may read; ConfigError when it exists or cannot be written."""
        _write(path, _line(), os.O_EXCL)
        return cls.load(path)

    @classmethod
    def load(cls, path: Path) -> "Keys":
        """Read a key file; ConfigError when it is missing, malformed, or readable by others."""
        try:
            mode, text = path.stat().st_mode, path.read_text(encoding="ascii", errors="replace")
        except OSError as problem:
            raise ConfigError([f"paths.key_file: {path}: {problem.strerror}"]) from None
        if mode & 0o077:
            raise ConfigError([f"paths.key_file: {path}: readable by others; chmod 600 it"])
        return cls(_parsed(path, text))

    @staticmethod
    def rotate(path: Path) -> None:
        """Put a new key on top; what the old ones made stays valid. The file is replaced whole, or not at all."""
        Keys.load(path)
        draft = path.with_name(f"{path.name}.new")
        _write(draft, _line() + path.read_text(encoding="ascii"), os.O_TRUNC)
        draft.replace(path)

    def hash(self, purpose: str, text: str) -> str:
        """Return the keyed hash of a text under the newest key, for one purpose."""
        return _hash(self._keys[0][1], purpose, text)

    def hashes(self, purpose: str, text: str) -> tuple[str, ...]:
        """Return the keyed hashes of a text under every key, to look it up."""
        return tuple(_hash(key, purpose, text) for _, key in self._keys)

    def mark(self, address: str) -> str:
        """Return the short hash of an address (normal form) by which the newsletters know it: 32 hex digits."""
        return self.hash("address", address)[:MARK]

    def marks(self, address: str) -> tuple[str, ...]:
        """Return the short hashes of an address under every key, to look it up."""
        return tuple(one[:MARK] for one in self.hashes("address", address))


def _parsed(path: Path, text: str) -> list[tuple[str, bytes]]:
    wrong = ConfigError([f"paths.key_file: {path}: every line must be an id and a key of {_SIZE} bytes in hex"])
    try:
        pairs = [line.split() for line in text.splitlines() if line.strip()]
        keys = [(name, bytes.fromhex(key)) for name, key in pairs]
    except ValueError:
        raise wrong from None
    if any(len(key) < _SIZE for _, key in keys) or len({name for name, _ in keys}) < len(keys):
        raise wrong
    return keys


def _write(path: Path, text: str, how: int) -> None:
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | how, 0o600), "w", encoding="ascii") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
    except OSError as problem:
        raise ConfigError([f"paths.key_file: {path}: {problem.strerror}"]) from None


def _line() -> str:
    return f"{secrets.token_hex(4)} {secrets.token_hex(_SIZE)}\n"


def _hash(key: bytes, purpose: str, text: str) -> str:
    return hmac.digest(key, f"{purpose}\x1f{text}".encode(), "sha256").hex()
