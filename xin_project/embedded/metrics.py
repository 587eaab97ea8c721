"""One folder in which all processes of a run count, so that web can show the engine's numbers."""

import os
import shutil

from prometheus_client.multiprocess import mark_process_dead

from xin_project.embedded.data_folder import DataFolder

VARIABLE = "PROMETHEUS_MULTIPROC_DIR"


def begin_counting(folder: DataFolder) -> None:
    """Empty the folder and name it to the processes that start from now on."""
    counters = folder.path / "metrics"
    shutil.rmtree(counters, ignore_errors=True)
    counters.mkdir(mode=0o700)
    os.environ[VARIABLE] = str(counters)


def forget_process(pid: int) -> None:
    """Take the gauges of an ended process out of the sums; its counts stay."""
    if VARIABLE in os.environ:
        mark_process_dead(pid)  # type: ignore[no-untyped-call]
