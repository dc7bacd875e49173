"""The https way out of newsletters (RFC 8058) and a sign of life, in the loop of the bot, behind a proxy that does TLS.

POST leaves, whatever its body says. GET and HEAD change nothing, since scanners follow every link; they show one page
in four languages with a button. Tokens stand in the path, so nothing is written into an access log.
"""

import logging
import socket
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager

import uvicorn
from jinja2 import Template
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.errors import ConfigError, TemporaryError

log = logging.getLogger(__name__)

_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}
_AT_ONCE = 50

#: Takes whom a token names off its list; False when the token is none of ours. TemporaryError when it must be repeated.
Leave = Callable[[str], Awaitable[bool]]


def application(leave: Leave, known: Callable[[str], bool], alive: Callable[[], bool], page: Template) -> Starlette:
    """Return the application. ``known`` says whether a token is ours, without the database."""

    def shown(state: str, code: int = 200) -> Response:
        return HTMLResponse(page.render(state=state), status_code=code, headers=_HEADERS)

    async def way_out(request: Request) -> Response:
        token = request.path_params["token"]
        if not known(token):
            return shown("unknown", 404)
        if request.method != "POST":
            return shown("ask")
        try:
            return shown("done") if await leave(token) else shown("unknown", 404)
        except TemporaryError as problem:
            log.warning("a web unsubscription must be repeated: %s", problem)
            return shown("later", 503)

    async def health(_request: Request) -> Response:
        return PlainTextResponse("ok\n") if alive() else PlainTextResponse("failing\n", status_code=503)

    return Starlette(
        routes=[Route("/u/{token:str}", way_out, methods=["GET", "POST"]), Route("/healthz", health, methods=["GET"])]
    )


class _Server(uvicorn.Server):
    """Leaves the signals to the bot."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Catch nothing: the loop of the bot stops the server."""
        yield


class Web:
    """Listens on one address until stopped."""

    def __init__(self, app: Starlette, host: str, port: int) -> None:
        """ConfigError when the address cannot be listened on."""
        try:
            self._socket = socket.create_server((host, port))
        except OSError as problem:
            raise ConfigError([f"http.port: {host}:{port}: {problem.strerror}"]) from None
        config = uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            lifespan="off",
            limit_concurrency=_AT_ONCE,
            server_header=False,
            timeout_graceful_shutdown=5,
        )
        self._server = _Server(config)

    @property
    def port(self) -> int:
        """The port on which it listens."""
        return int(self._socket.getsockname()[1])

    async def serve(self) -> None:
        """Answer until ``stop``."""
        await self._server.serve(sockets=[self._socket])

    def stop(self) -> None:
        """End after the requests that run."""
        self._server.should_exit = True

    def close(self) -> None:
        """Listen no more."""
        self._socket.close()
