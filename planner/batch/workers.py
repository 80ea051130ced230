"""Who does the work of a batch: this process, several of this machine, or a cluster.

Whoever it is, work comes back in the order in which it was handed out, with only so much of it under way at once.
"""

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
_Waiting = deque[tuple[T, Future[R]]]
TRIES = 2
"""So often work is handed out again that somebody died over."""
TASKS_PER_WORKER = 2
"""Pieces of work for each worker, so that none waits for the next one."""
ROWS_PER_PROCESS = 300
"""Patients in whose time a process starts, reads the library and lays out what booklets share."""


class Workers:
    """Hands out work."""

    def __init__(self, start: Callable[[], Executor], count: int, lost: tuple[type[Exception], ...] = ()) -> None:
        """Begin makes the workers, and makes new ones when all are gone; died: how it is said that one died."""
        self._start, self._ahead = start, TASKS_PER_WORKER * count
        self._lost: tuple[type[Exception], ...] = (BrokenExecutor, CancelledError, *lost)
        self._executor = start()

    def map(self, work: Callable[[T], R], items: Iterable[T]) -> Iterator[tuple[T, R] | tuple[T, None]]:
        """The items with what was made of them; nothing for one over which whoever worked on it died again and again.

        An exception of the work itself is raised.
        """
        waiting: _Waiting[T, R] = deque()
        for item in items:
            waiting.append((item, self._submit(work, item)))
            if len(waiting) >= self._ahead:
                yield self._next(work, waiting)
        while waiting:
            yield self._next(work, waiting)

    def close(self) -> None:
        """Let everybody go; work that was not asked for is dropped."""
        self._executor.shutdown(wait=True, cancel_futures=True)

    def _next(self, work: Callable[[T], R], waiting: _Waiting[T, R]) -> tuple[T, R] | tuple[T, None]:
        item, future = waiting.popleft()
        try:
            return item, future.result()
        except self._lost:
            made = self._retry(work, item)  # so that it is clear over what they die
        for n, (other, _) in enumerate(waiting):
            waiting[n] = other, self._submit(work, other)
        return (item, None) if made is None else (item, made)

    def _retry(self, work: Callable[[T], R], item: T) -> R | None:
        """With new workers, several times."""
        for _ in range(TRIES):
            self._restart()
            try:
                return self._submit(work, item).result()
            except self._lost:
                continue
        self._restart()
        return None

    def _submit(self, work: Callable[[T], R], item: T) -> "Future[R]":
        try:
            return self._executor.submit(work, item)
        except self._lost:  # since the last time that anybody looked
            self._restart()
            return self._executor.submit(work, item)

    def _restart(self) -> None:
        """New workers for those that are gone."""
        self._executor.shutdown(wait=False, cancel_futures=True)
        self._executor = self._start()


@contextmanager
def workers_for(patients: int, jobs: int = 1, executor: str | None = None) -> Iterator[Workers | None]:
    """Who does the work: the cluster at executor, processes (up to jobs) where they are worth their start, or nobody.

    Raises as cluster does.
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
    """Processes of this machine."""
    context = get_context("spawn")  # a fork would take locks and open files along
    workers = Workers(lambda: ProcessPoolExecutor(count, context), count)
    try:
        yield workers
    finally:
        workers.close()


@contextmanager
def cluster(address: str, timeout: int = 10) -> Iterator[Workers]:
    """The workers of a Dask scheduler. They need the same version of planner, and to see the clinic's folder.

    Raises InputError for an address that must not be used, OutputError if nobody answers within timeout seconds.
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
    """Raise InputError unless an address is on this machine or encrypted: what goes there is about patients."""
    parts = urlsplit(address)
    if parts.scheme not in ("tcp", "tls") or not parts.hostname:
        raise InputError(f'--executor: "{address}": write tcp://127.0.0.1:8786, or tls://host:8786 for another machine')
    if parts.scheme == "tcp" and not is_local_host(parts.hostname):
        raise InputError(f'--executor: "{address}": patients\' data leaves this machine only encrypted; use tls://')
