"""Reads mails in a worker process under limits of time and memory: a poison mail costs one try, not the bot."""

import asyncio
import multiprocessing
import resource
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from threading import Event
from typing import Generic, TypeVar

T = TypeVar("T")

_MEMORY = 2_000_000_000  # bytes of address space of the worker
_START_SECONDS = 60.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """Why a mail could not be read."""

    reason: str


class Reader(Generic[T]):
    """``initializer(*args)`` runs once in the worker and returns the function that is called for every mail."""

    def __init__(
        self, initializer: Callable[..., Callable[[bytes], T]], args: tuple[object, ...], *, limit_seconds: float = 10.0
    ) -> None:
        self._start = (initializer, args)
        self._limit = limit_seconds
        self._worker: tuple[BaseProcess, Connection] | None = None
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="reader")

    async def read(self, raws: Sequence[bytes]) -> Sequence[T | Fault]:
        """Return a result or a Fault for each mail, in order."""
        stop = Event()
        try:
            return await asyncio.get_running_loop().run_in_executor(self._pool, self._all, raws, stop)
        finally:
            stop.set()  # nobody waits any more: the thread ends with the mail it has begun

    async def close(self) -> None:
        """End the worker."""
        await asyncio.get_running_loop().run_in_executor(self._pool, self._end)
        self._pool.shutdown()

    def _all(self, raws: Sequence[bytes], stop: Event) -> Sequence[T | Fault]:
        return [Fault(reason="not begun") if stop.is_set() else self._one(raw) for raw in raws]

    def _one(self, raw: bytes) -> T | Fault:
        connection = self._ready()
        if connection is None:
            return Fault(reason="the worker did not start")
        try:
            connection.send_bytes(raw)
            if not connection.poll(self._limit):
                self._end()
                return Fault(reason=f"not read within {self._limit:.0f} seconds")
            result: T | Fault = connection.recv()
        except (EOFError, OSError):
            self._end()
            return Fault(reason="the worker died")
        return result

    def _ready(self) -> Connection | None:
        if self._worker is None:
            context = multiprocessing.get_context("spawn")
            ours, theirs = context.Pipe()
            process = context.Process(target=_work, args=(theirs, *self._start), daemon=True)
            process.start()
            theirs.close()
            self._worker = (process, ours)
            if not ours.poll(_START_SECONDS) or not _said_ready(ours):
                self._end()
                return None
        return self._worker[1]

    def _end(self) -> None:
        if self._worker is not None:
            process, connection = self._worker
            self._worker = None
            process.kill()
            process.join()
            connection.close()


def _said_ready(connection: Connection) -> bool:
    try:
        return bool(connection.recv())
    except (EOFError, OSError):
        return False


def _work(connection: Connection, initializer: Callable[..., Callable[[bytes], T]], args: tuple[object, ...]) -> None:
    work = initializer(*args)
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, resource.RLIM_INFINITY))
    connection.send(True)
    while True:
        try:
            raw = connection.recv_bytes()
        except EOFError:
            return
        try:
            connection.send(work(raw))
        except (
            MemoryError,
            RecursionError,
            TimeoutError,
            ValueError,
            LookupError,
            TypeError,
            AttributeError,
        ) as problem:
            connection.send(Fault(reason=type(problem).__name__))
