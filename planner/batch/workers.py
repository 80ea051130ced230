"""Who does the work of a batch: this process, several processes of this machine, or a cluster.

Results come back in the order of the work, and only a little of it is under way at once, so memory stays flat.
"""

import gc
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from importlib.util import find_spec
from multiprocessing import get_context
from typing import TypeVar
from urllib.parse import urlsplit

from planner.outputs.stores import is_local_host
from planner.problems import InputError, OutputError

T = TypeVar("T")
R = TypeVar("R")
_Waiting = deque[tuple[T, int, Future[R]]]
"""Items that are worked on, each with its home."""
TRIES = 2
"""How often a piece of work is tried again after its worker died."""
TASKS_PER_WORKER = 2
"""Pieces of work under way for each worker: the next one is waiting when the first is done."""
ROWS_PER_PROCESS = 150
"""Fewer rows are not worth a process, which starts, reads the library, and lays out what its rows share."""


class Workers:
    """Hand out work, and collect the results in order.

    Whoever hands it out may choose its home, so that work of one kind always comes to the same worker, who has most of
    it ready.
    """

    def __init__(
        self, start: Callable[[], Executor], count: int, lost: tuple[type[Exception], ...] = (), *, homes: int = 1
    ) -> None:
        """Start count workers in so many homes, each with start, which is called again for one whose workers are lost.

        lost: errors that mean that too.
        """
        self.homes = homes
        self._start, self._ahead = start, TASKS_PER_WORKER * count
        self._lost: tuple[type[Exception], ...] = (BrokenExecutor, CancelledError, *lost)
        self._executors = [start() for _ in range(homes)]

    def map(
        self, work: Callable[[T], R], items: Iterable[T], home: Callable[[T], int] = lambda _: 0
    ) -> Iterator[tuple[T, R] | tuple[T, None]]:
        """Yield each item with its result; with None if its worker died each time that it was tried.

        home: says, from 0, where an item is worked on. Raise the exception that the work itself raises.
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
        for executor in self._executors:
            executor.shutdown(wait=True, cancel_futures=True)

    def _next(self, work: Callable[[T], R], waiting: _Waiting[T, R]) -> tuple[T, R] | tuple[T, None]:
        item, home, future = waiting.popleft()
        try:
            return item, future.result()
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
                return self._submit(work, item, home).result()
            except self._lost:
                continue
        self._restart(home)
        return None

    def _submit(self, work: Callable[[T], R], item: T, home: int) -> "Future[R]":
        try:
            return self._executors[home].submit(work, item)
        except self._lost:  # they died since the last result
            self._restart(home)
            return self._executors[home].submit(work, item)

    def _restart(self, home: int) -> None:
        """Replace the workers of a home by new ones."""
        self._executors[home].shutdown(wait=False, cancel_futures=True)
        self._executors[home] = self._start()


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
    context = get_context("spawn")  # a fork would copy locks and open files
    os.environ["PYTHONSAFEPATH"] = "1"  # a new process imports nothing from the folder where somebody works
    workers = Workers(lambda: ProcessPoolExecutor(1, context, initializer=gc.disable), count, homes=count)
    try:
        yield workers
    finally:
        workers.close()


@contextmanager
def cluster(address: str, timeout: int = 10) -> Iterator[Workers]:
    """Provide the workers of a Dask scheduler. They need the same version of planner, and must see the clinic's folder.

    Raise InputError for an address that must not be used, OutputError if nothing answers within timeout seconds.
    """
    check_address(address)
    if find_spec("distributed") is None:
        raise InputError("--executor needs Dask: pip install 'planner[cluster]'")
    from distributed import Client, KilledWorker

    try:
        client = Client(address, timeout=timeout, set_as_default=False)
    except OSError as error:
        raise OutputError(f"{address}: no scheduler answers there: {error}") from None
    try:
        count = max(1, len(client.scheduler_info(n_workers=-1)["workers"]))
        workers = Workers(lambda: client.get_executor(retries=TRIES, pure=False), count, (KilledWorker,))
        yield workers
    finally:
        client.close()


def check_address(address: str) -> None:
    """Raise InputError unless the address is on this machine or encrypted: patients' data goes there."""
    parts = urlsplit(address)
    if parts.scheme not in ("tcp", "tls") or not parts.hostname:
        raise InputError(f'--executor: "{address}": write tcp://127.0.0.1:8786, or tls://host:8786 for another machine')
    if parts.scheme == "tcp" and not is_local_host(parts.hostname):
        raise InputError(f'--executor: "{address}": patients\' data leaves this machine only encrypted; use tls://')
