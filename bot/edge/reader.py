"""Reads mails in a worker process under limits of time and memory: a poison mail costs one try, not the bot."""

import asyncio
import multiprocessing
import resource
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from struct import Struct
from threading import Event
from typing import Generic, TypeVar

T = TypeVar("T")

_MEMORY = 2_000_000_000  # bytes of address space of the worker
_START_SECONDS = 60.0
_SMALL = 50_000  # bytes of a mail that may wait in the pipe: a larger one fills it, and both sides would wait for ever
_PLACE = Struct("!I")  # goes before each mail and comes back with its result


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
        """The worker has the next mail at hand when it is done with one, and need not wait until we are free."""
        results: list[T | Fault] = []
        given = 0
        for place, raw in enumerate(raws):
            if given == place:
                if stop.is_set():
                    results.append(Fault(reason="not begun"))
                    given += 1
                    continue
                self._give(place, raw)
                given += 1
            if self._worker and given < len(raws) and len(raws[given]) <= _SMALL and not stop.is_set():
                self._give(given, raws[given])
                given += 1
            results.append(self._taken(place))
            if self._worker is None:
                given = place + 1  # what a dead worker was given as well goes to the next one
        return results

    def _give(self, place: int, raw: bytes) -> None:
        connection = self._ready()
        with suppress(OSError):  # it died over the mail before, which is told when that is taken
            if connection is not None:
                connection.send_bytes(_PLACE.pack(place) + raw)

    def _taken(self, place: int) -> T | Fault:
        if self._worker is None:
            return Fault(reason="the worker did not start")
        connection = self._worker[1]
        try:
            if not connection.poll(self._limit):
                self._end()
                return Fault(reason=f"not read within {self._limit:.0f} seconds")
            answered, result = connection.recv()
        except (EOFError, OSError):
            self._end()
            return Fault(reason="the worker died")
        if answered != place:
            self._end()
            return Fault(reason="the worker answered for another mail")
        made: T | Fault = result
        return made

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
            given = connection.recv_bytes()
        except EOFError:
            return
        place, raw = _PLACE.unpack_from(given)[0], given[_PLACE.size :]
        try:
            connection.send((place, work(raw)))
        except Exception as problem:  # what ended the process would be printed with its message, which may name people
            connection.send((place, Fault(reason=type(problem).__name__)))
