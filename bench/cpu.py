"""What processes cost, read from the kernel."""

import os
from collections.abc import Sequence
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
PAGE_MIB = os.sysconf("SC_PAGE_SIZE") / 2**20


def cpu_seconds(pids: Sequence[int], *, children: bool = False) -> float:
    """Sum user and system time, with that of ended children; on demand of living ones too."""
    chosen = set(pids)
    if children:
        chosen |= {child for child in _all_pids() if _parent(child) in chosen}
    return sum(_times(pid) for pid in chosen)


def memory_mib(pids: Sequence[int]) -> float:
    """Sum the resident memory."""
    return sum(int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE_MIB for pid in pids)


def _times(pid: int) -> float:
    fields = _stat(pid)
    return sum(int(ticks) for ticks in fields[11:15]) / TICKS if fields else 0.0


def _parent(pid: int) -> int:
    fields = _stat(pid)
    return int(fields[1]) if fields else 0


def _stat(pid: int) -> list[str]:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def _all_pids() -> list[int]:
    return [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]
