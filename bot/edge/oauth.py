"""Access tokens for XOAUTH2: from a command, or by client credentials (RFC 6749 section 4.4)."""

import json
import subprocess
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Sequence
from typing import Protocol

from bot.errors import PermanentError, TemporaryError

_EARLY = 60.0  # seconds before its end a token counts as expired
_LIFETIME = 300.0  # of a token whose source does not say
_TIMEOUT = 20.0


class TokenSource(Protocol):
    """Where access tokens come from."""

    def get(self) -> str:
        """Return a valid access token; blocks. TemporaryError when none can be had now."""


class Cached:
    """Asks its source only when the last token is about to end."""

    def __init__(self, fetch: Callable[[], tuple[str, float]], clock: Callable[[], float] = time.monotonic) -> None:
        self._fetch = fetch
        self._clock = clock
        self._token = ""
        self._until = 0.0

    def get(self) -> str:
        """Return a valid access token."""
        if self._clock() >= self._until:
            self._token, lifetime = self._fetch()
            self._until = self._clock() + max(0.0, lifetime - _EARLY)
        return self._token


def from_command(command: Sequence[str]) -> Cached:
    """Return a source that runs a program which prints the token."""

    def fetch() -> tuple[str, float]:
        try:
            # The command, like the address below, is the configuration's own.
            done = subprocess.run(command, capture_output=True, text=True, timeout=_TIMEOUT, check=True)  # noqa: S603
        except (OSError, subprocess.SubprocessError) as problem:
            raise TemporaryError(f"token_command: {problem}") from problem
        if not done.stdout.strip():
            raise TemporaryError("token_command: printed nothing")
        return done.stdout.strip(), _LIFETIME

    return Cached(fetch)


def from_credentials(url: str, client_id: str, secret: str, scope: str) -> Cached:
    """Return a source that asks a token endpoint."""
    form = {"grant_type": "client_credentials", "client_id": client_id, "client_secret": secret, "scope": scope}

    def fetch() -> tuple[str, float]:
        request = urllib.request.Request(url, data=urllib.parse.urlencode(form).encode())  # noqa: S310
        try:
            with urllib.request.urlopen(request, timeout=_TIMEOUT) as answer:  # noqa: S310
                body = json.load(answer)
            return str(body["access_token"]), float(body.get("expires_in", _LIFETIME))
        except urllib.error.HTTPError as problem:
            if problem.code < 500:
                raise PermanentError(f"token_url: {problem}") from problem
            raise TemporaryError(f"token_url: {problem}") from problem
        except (OSError, ValueError, KeyError) as problem:
            raise TemporaryError(f"token_url: {problem}") from problem

    return Cached(fetch)
