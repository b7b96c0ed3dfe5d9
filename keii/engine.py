"""Work on a Dask cluster (extra `keii[dask]`): one that is there, or the processors of this machine.

What is to be done stands in `keii.engine_import`; here is only how to reach those who do it.
"""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any, TypeVar

from keii.errors import FAILURES, KeiiError

_T = TypeVar("_T")
_Item = TypeVar("_Item")
OWN = "dask"
"""Named without an address: the scheduler of Dask's configuration, else the processors of this machine."""
_AHEAD = 2
"""Tasks a processor that are under way or done before they are asked for: a bound on what is held."""
_PATIENCE = 10
"""Seconds in which a scheduler must answer and a worker be there."""


class NoEngine(KeiiError):
    """The engine cannot be used as it is."""

    def __init__(self, name: str, reason: str) -> None:
        self.name, self.reason = name, reason
        super().__init__(f"--engine {name}: {reason}")


class EngineLost(KeiiError):
    """The engine went away in the middle; what was kept by then is kept."""

    exit_status = FAILURES


class Engine:
    """A cluster that calls functions of keii."""

    def __init__(self, name: str, client: Any) -> None:
        self.name, self._client = name, client

    @property
    def processors(self) -> int:
        """How many calls run at once."""
        threads: dict[str, int] = self._client.nthreads()
        return max(1, sum(threads.values()))

    def everywhere(self, function: Callable[..., _T], *arguments: object) -> dict[str, _T]:
        """What a function answers on each worker, by the worker's address."""
        try:
            answers: dict[str, _T] = self._client.run(function, *arguments)
        except ImportError as error:
            raise NoEngine(self.name, f"a worker has no keii like this one ({error})") from error
        return answers

    def in_order(self, function: Callable[[_Item], _T], items: Sequence[_Item]) -> Iterator[_T]:
        """What a function answers for each item, in their order; few are worked on before they are asked for."""
        waiting: deque[Any] = deque()
        rest = iter(items)
        while True:
            for item in islice(rest, _AHEAD * self.processors - len(waiting)):
                waiting.append(self._client.submit(function, item, pure=False))
            if not waiting:
                return
            future = waiting.popleft()
            yield self._answer(future)

    def _answer(self, future: Any) -> Any:
        from distributed import CancelledError, KilledWorker
        from distributed.comm.core import CommClosedError

        try:
            return future.result()
        except (KilledWorker, CancelledError, CommClosedError) as error:
            why = (
                "its workers were killed"
                if isinstance(error, KilledWorker)
                else "it does not answer any more"
            )
            raise EngineLost(
                f"--engine {self.name}: {why}; what was done so far is kept, run it again"
            ) from error


@contextmanager
def connected(name: str) -> Iterator[Engine]:
    """The engine of a name: `dask`, or the address of a scheduler (tcp://host:8786). Raises NoEngine."""
    try:
        import dask
        from distributed import Client
    except ImportError:
        raise NoEngine(name, "install keii with its extra: pip install 'keii[dask]'") from None
    if name != OWN and "://" not in name:
        raise NoEngine(name, "name dask, or the address of a scheduler like tcp://scheduler.internal:8786")
    address = dask.config.get("scheduler-address", None) if name == OWN else name
    # Each page is read by a process of its own, which a worker must be allowed to have.
    with dask.config.set(
        {"distributed.worker.daemon": False, "distributed.comm.timeouts.connect": _PATIENCE}
    ):
        cluster = None if address else _own_cluster()
        try:
            client = Client(address or cluster, timeout=_PATIENCE, set_as_default=False)
        except (OSError, ValueError) as error:
            raise NoEngine(name, f"no scheduler answers ({error})") from error
        try:
            _wait(client, name)
            yield Engine(name, client)
        finally:
            client.close()
            if cluster is not None:
                cluster.close()


def _own_cluster() -> Any:
    from distributed import LocalCluster

    from keii.reading import worker_count

    return LocalCluster(
        n_workers=worker_count(), threads_per_worker=1, host="127.0.0.1", dashboard_address="127.0.0.1:0"
    )


def _wait(client: Any, name: str) -> None:
    try:
        client.wait_for_workers(1, timeout=_PATIENCE)
    except TimeoutError as error:
        raise NoEngine(name, f"the scheduler had no worker for {_PATIENCE} s") from error
