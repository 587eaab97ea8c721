"""Programs by checksum: compiled once, shared by all turns and threads of this process."""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

from apps.flows.engine.compiler import compile_graph
from apps.flows.engine.guarded import Policy, compile_policy
from apps.flows.engine.program import Program
from apps.flows.graph.schema import FlowGraph

MAX_PROGRAMS = 256

Compiled = TypeVar("Compiled")


class ProgramCache(Generic[Compiled]):
    """What was compiled and used last, for any number of threads.

    Args:
        compiler: How a graph is compiled.
        limit: How many are kept.
    """

    def __init__(
        self, compiler: Callable[[FlowGraph], Compiled], limit: int = MAX_PROGRAMS
    ) -> None:
        self._compile = compiler
        self._limit = limit
        self._lock = Lock()
        self._compiled: OrderedDict[str, Compiled] = OrderedDict()

    def get(self, checksum: str, load_graph: Callable[[], FlowGraph]) -> Compiled:
        """Give what a graph compiles to, loading and compiling the graph when it is not here.

        Raises:
            NotRunnable: the graph cannot run.
        """
        compiled = self._held(checksum)
        if compiled is None:
            # Outside the lock: loading may ask a database. Two threads may both compile.
            compiled = self._compile(load_graph())
            self._keep(checksum, compiled)
        return compiled

    def _held(self, checksum: str) -> Compiled | None:
        with self._lock:
            if checksum in self._compiled:
                self._compiled.move_to_end(checksum)
            return self._compiled.get(checksum)

    def _keep(self, checksum: str, compiled: Compiled) -> None:
        with self._lock:
            self._compiled[checksum] = compiled
            while len(self._compiled) > self._limit:
                self._compiled.popitem(last=False)


_PROGRAMS: ProgramCache[Program] = ProgramCache(compile_graph)
_POLICIES: ProgramCache[Policy] = ProgramCache(compile_policy)

get_program = _PROGRAMS.get
get_policy = _POLICIES.get
