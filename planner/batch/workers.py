"""Who does the work of a batch: this process, several processes of this machine, or a cluster.

Results come back in the order of the work, and only a little of it is under way at once, so memory stays flat.
"""

import gc
import logging
import os
import socket
import ssl
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from multiprocessing import current_process, get_context, parent_process
from multiprocessing.connection import wait
from threading import Thread
from typing import Any, TypeVar
from urllib.parse import urlsplit

from planner.frozen import refuse_unready
from planner.outputs.stores import is_local_host
from planner.problems import InputError, OutputError, Problem

LOG = logging.getLogger("planner")
T = TypeVar("T")
R = TypeVar("R")
_Waiting = deque[tuple[T, int, Future[R]]]
"""Items that are worked on, each with its home."""
TRIES = 2
"""How often a piece of work is tried again after its worker died."""
TASKS_PER_WORKER = 2
"""Pieces of work under way for each worker: the next one is waiting when the first is done."""
ANSWERS_WITHIN = 10
"""Seconds in which a scheduler has to answer."""
PATIENCE = 60.0
"""Seconds without any result after which the workers of a cluster count as lost: a piece of work takes one or two."""
CLOSES_WITHIN = 5
"""Seconds in which a scheduler that is lost is left."""
LONGEST_GREETING = 100_000
"""Bytes of the first message of a scheduler; they are a few hundred."""
NOT_GUARDED = Problem(
    text="the processes of a batch with jobs end before they begin",
    advice='each reads the program\'s file again: call make_all below `if __name__ == "__main__":`, or with jobs=1',
)
ROWS_PER_PROCESS = 150
"""Fewer rows are not worth a process, which starts, reads the library, and lays out what its rows share."""


class LostError(Exception):
    """All workers are lost, or whoever hands out their work: no new ones can be started."""


class Workers:
    """Hand out work, and collect the results in order.

    Whoever hands it out may choose its home, so that work of one kind always comes to the same worker, who has most of
    it ready.
    """

    def __init__(
        self,
        start: Callable[[], Executor],
        count: int,
        lost: tuple[type[Exception], ...] = (),
        *,
        homes: int = 1,
        patience: float | None = None,
    ) -> None:
        """Start count workers in so many homes, each with start, which is called again for one whose workers are lost.

        lost: errors that mean that too. patience: for how many seconds a result may not come until all count as lost.
        """
        self.homes: int = homes
        self._start, self._ahead = start, TASKS_PER_WORKER * count
        self._lost: tuple[type[Exception], ...] = (BrokenExecutor, CancelledError, *lost)
        self._patience = patience
        self._begun = False  # whether any worker has ever done anything
        self._executors = [start() for _ in range(homes)]

    def map(
        self, work: Callable[[T], R], items: Iterable[T], home: Callable[[T], int] = lambda _: 0
    ) -> Iterator[tuple[T, R] | tuple[T, None]]:
        """Yield each item with its result; with None if its worker died each time that it was tried.

        home: says, from 0, where an item is worked on. Raise the exception that the work itself raises, and LostError
        when nobody works any more.
        """
        waiting: _Waiting[T, R] = deque()
        for item in items:
            at = home(item)
            waiting.append((item, at, self._submit(work, item, at)))
            if len(waiting) >= self._ahead:
                yield self._next(work, waiting)
        while waiting:
            yield self._next(work, waiting)

    def close(self) -> None:
        """Stop the workers, and drop the work that they have not begun."""
        for home in range(self.homes):
            self._drop(home, wait=True)

    def _next(self, work: Callable[[T], R], waiting: _Waiting[T, R]) -> tuple[T, R] | tuple[T, None]:
        item, home, future = waiting.popleft()
        try:
            return item, self._result(future)
        except self._lost:
            made = self._retry(work, item, home)  # alone, to see whether it is this item that kills its worker
        for n, (other, at, _) in enumerate(waiting):
            if at == home:
                waiting[n] = other, at, self._submit(work, other, at)
        return (item, None) if made is None else (item, made)

    def _retry(self, work: Callable[[T], R], item: T, home: int) -> R | None:
        """Try an item again with new workers, TRIES times; None if they die too."""
        for _ in range(TRIES):
            self._restart(home)
            try:
                return self._result(self._submit(work, item, home))
            except self._lost:
                continue
        self._restart(home)
        return None

    def _result(self, future: "Future[R]") -> R:
        """Wait for a result. Raise LostError if it does not come in time."""
        try:
            result = future.result(self._patience)
        except TimeoutError:
            if self._patience is None or future.done():  # the work itself ran out of time
                raise
            raise LostError(f"nothing has come from its workers for {self._patience:.0f} seconds") from None
        self._begun = True
        return result

    def _submit(self, work: Callable[[T], R], item: T, home: int) -> "Future[R]":
        try:
            return self._executors[home].submit(work, item)
        except self._lost:  # they died since the last result
            self._restart(home)
            return self._executors[home].submit(work, item)

    def _restart(self, home: int) -> None:
        """Replace the workers of a home by new ones."""
        LOG.warning("workers have died; new ones begin")
        self._drop(home, wait=False)
        self._executors[home] = self._start()
        if not self._begun:
            self._see_begin(self._executors[home])

    def _see_begin(self, executor: Executor) -> None:
        """Raise InputError unless a process of this machine begins at all: others would be started for ever."""
        try:
            if isinstance(executor, ProcessPoolExecutor):
                executor.submit(int).result()
        except BrokenExecutor:
            raise InputError(NOT_GUARDED) from None
        self._begun = True

    def _drop(self, home: int, *, wait: bool) -> None:
        """Stop the workers of this machine; those of a cluster are stopped by whoever has started them."""
        executor = self._executors[home]
        if isinstance(executor, ProcessPoolExecutor):
            executor.shutdown(wait=wait, cancel_futures=True)


@contextmanager
def workers_for(patients: int, jobs: int = 1, executor: str | None = None) -> Iterator[Workers | None]:
    """Provide workers: the cluster at executor, or up to jobs processes, or None if this process had better do it.

    Raise InputError or OutputError as cluster does.
    """
    jobs = min(jobs, patients // ROWS_PER_PROCESS)
    if executor:
        with cluster(executor) as workers:
            yield workers
    elif jobs > 1:
        with processes(jobs) as workers:
            yield workers
    else:
        yield None


@contextmanager
def processes(count: int) -> Iterator[Workers]:
    """Provide processes of this machine, each a home, which look for garbage as little as the command does."""
    refuse_unready("a batch with jobs")
    if getattr(current_process(), "_inheriting", False):  # a new process that reads the program's file: see NOT_GUARDED
        raise SystemExit(str(NOT_GUARDED))
    context = get_context("spawn")  # a fork would copy locks and open files
    os.environ["PYTHONSAFEPATH"] = "1"  # a new process imports nothing from the folder where somebody works
    workers = Workers(lambda: ProcessPoolExecutor(1, context, initializer=_begin), count, homes=count)
    try:
        yield workers
    finally:
        workers.close()


def _begin() -> None:
    """Begin the life of a process: without looking for garbage, and ending when the process that started it does."""
    gc.disable()
    if parent := parent_process():
        Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    """Wait until the parent is gone, however it ended, and end at once: nobody would take the result."""
    wait([sentinel])
    os._exit(1)


@contextmanager
def cluster(address: str, timeout: int = ANSWERS_WITHIN, patience: float = PATIENCE) -> Iterator[Workers]:
    """Provide the workers of a Dask scheduler. They need the same version of planner, and must see the clinic's folder.

    What they send back is unpickled: whoever runs the scheduler can run code here. Raise InputError for an address that
    must not be used, OutputError if nothing answers within timeout seconds. Without a result for patience seconds, all
    workers count as lost.
    """
    check_address(address)
    if find_spec("distributed") is None:
        raise InputError("--executor needs Dask: pip install 'planner[cluster]'")
    from distributed import KilledWorker

    with _silent("distributed", "tornado", "asyncio"):  # they would print what they were given
        client = _connected(address, timeout)
        try:
            count = max(1, len(client.scheduler_info(n_workers=-1)["workers"]))

            def start() -> Executor:
                if client.status not in ("running", "connecting"):
                    raise LostError(f"the scheduler at {address} has gone")
                executor: Executor = client.get_executor(retries=TRIES, pure=False)
                return executor

            yield Workers(start, count, (KilledWorker,), patience=patience)
        finally:
            with suppress(Exception):  # it may have gone
                client.close(timeout=CLOSES_WITHIN)


def _connected(address: str, timeout: int) -> Any:  # noqa: ANN401 - Dask has no types
    """Return a client of a scheduler. Raise OutputError unless it is there within timeout seconds."""
    from distributed import Client

    _greeted(address, timeout)
    found: list[Any] = []

    def connect() -> None:
        try:
            found.append(Client(address, timeout=timeout, set_as_default=False))
        except Exception as error:  # noqa: BLE001 - whatever a peer that is no scheduler brings about
            found.append(error)

    waiting = Thread(target=connect, daemon=True)
    waiting.start()
    waiting.join(timeout)
    if not found:
        raise OutputError(f"{address}: no scheduler answers there within {timeout} seconds")
    if isinstance(found[0], Exception):
        raise OutputError(f"{address}: no scheduler answers there: {type(found[0]).__name__}")
    return found[0]


def _greeted(address: str, timeout: int) -> None:
    """Look whether a scheduler is there: it greets whoever connects. Raise OutputError for anything else.

    Dask itself would wait for ever for a peer that says nothing, and take what another one says for a length of memory.
    """
    parts = urlsplit(address)
    context = _tls(address) if parts.scheme == "tls" else None
    try:
        port = parts.port or 8786
        with socket.create_connection((parts.hostname or "", port), timeout) as plain:
            peer = context.wrap_socket(plain) if context else plain
            peer.settimeout(timeout)
            length = int.from_bytes(peer.recv(8), "little")
    except TimeoutError:
        raise OutputError(f"{address}: no scheduler answers there within {timeout} seconds") from None
    except (OSError, ValueError) as error:
        raise OutputError(f"{address}: no scheduler answers there: {error}") from None
    if not 0 < length <= LONGEST_GREETING:
        raise OutputError(f"{address}: no scheduler answers there, but something else")


def _tls(address: str) -> ssl.SSLContext:
    """Return how Dask is told to encrypt. Raise InputError if it is told nothing, or names files that are not there."""
    from distributed.security import Security

    try:
        security: Any = Security  # it has no types
        context: ssl.SSLContext | None = security().get_connection_args("client").get("ssl_context")
    except (OSError, ValueError, TypeError) as error:
        raise InputError(f"{address}: Dask's certificates cannot be used: {error}") from None
    if context is None:
        advice = "set DASK_DISTRIBUTED__COMM__TLS__CA_FILE, and CLIENT__CERT and CLIENT__KEY beside it, to your files"
        raise InputError(f"{address}: needs certificates: {advice}")
    return context


@contextmanager
def _silent(*libraries: str) -> Iterator[None]:
    """Keep libraries from logging."""
    known = [name for name in logging.root.manager.loggerDict if name.partition(".")[0] in libraries]
    logs = [logging.getLogger(name) for name in {*libraries, *known}]
    before = [log.level for log in logs]
    for log in logs:
        log.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for log, level in zip(logs, before, strict=True):
            log.setLevel(level)


def check_address(address: str) -> None:
    """Raise InputError unless the address is on this machine or encrypted: patients' data goes there."""
    parts = urlsplit(address)
    if parts.scheme not in ("tcp", "tls") or not parts.hostname:
        raise InputError(f'--executor: "{address}": write tcp://127.0.0.1:8786, or tls://host:8786 for another machine')
    if parts.scheme == "tcp" and not is_local_host(parts.hostname):
        raise InputError(f'--executor: "{address}": patients\' data leaves this machine only encrypted; use tls://')
