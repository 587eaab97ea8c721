"""Programs by checksum: compiled once, shared by all turns and threads of this process."""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

from apps.flows.engine.compiler import compile_graph
from apps.flows.engine.program import Program
from apps.flows.graph import FlowGraph

MAX_PROGRAMS = 256


class ProgramCache:
    """The programs used last, for any number of threads.

    Args:
        limit: How many are kept.
    """

    def __init__(self, limit: int = MAX_PROGRAMS) -> None:
        self._limit = limit
        self._lock = Lock()
        self._programs: OrderedDict[str, Program] = OrderedDict()

    def get(self, checksum: str, load_graph: Callable[[], FlowGraph]) -> Program:
        """Give the program of a graph, loading and compiling the graph when it is not here.

        Raises:
            NotRunnable: the graph cannot run.
        """
        program = self._held(checksum)
        if program is None:
            # Outside the lock: loading may ask a database. Two threads may both compile.
            program = compile_graph(load_graph())
            self._keep(checksum, program)
        return program

    def _held(self, checksum: str) -> Program | None:
        with self._lock:
            if checksum in self._programs:
                self._programs.move_to_end(checksum)
            return self._programs.get(checksum)

    def _keep(self, checksum: str, program: Program) -> None:
        with self._lock:
            self._programs[checksum] = program
            while len(self._programs) > self._limit:
                self._programs.popitem(last=False)


_CACHE = ProgramCache()

get_program = _CACHE.get
