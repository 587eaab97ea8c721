"""One line of the message table: what a contender gave under load, and what it cost."""

import asyncio
from dataclasses import dataclass
from statistics import quantiles

from bench.contenders import Visit, load
from bench.cpu import cpu_seconds, memory_mib
from xin_project.embedded.data_folder import DataFolder
from xin_project.environment import environment

HEADINGS = (
    *("contender", "visitors", "messages/s", "of its floor"),
    *("p50 ms", "p95", "p99", "CPU ms", "Postgres CPU ms", "MiB"),
)


@dataclass(frozen=True)
class Row:
    """One line of the table; latencies in milliseconds, CPU in milliseconds per message."""

    name: str
    visitors: int
    rate: float
    p50: float
    p95: float
    p99: float
    cpu: float
    postgres_cpu: float
    memory: float

    def as_markdown(self, floor: float) -> str:
        return (
            f"| {self.name} | {self.visitors} | {self.rate:.0f} | {self.rate / floor:.2f} "
            f"| {self.p50:.1f} | {self.p95:.1f} | {self.p99:.1f} "
            f"| {self.cpu:.2f} | {self.postgres_cpu:.2f} | {self.memory:.0f} |"
        )


def measure(name: str, visit: Visit, visitors: int, pids: list[int], seconds: float) -> Row:
    """Load one contender and read what it cost."""
    asyncio.run(load(visit, visitors, min(seconds, 2)))  # warm up: connections, programs, caches
    postgres = DataFolder(environment().data_dir).living()["postgres"]
    before, before_postgres = cpu_seconds(pids), cpu_seconds([postgres], children=True)
    timings, took = asyncio.run(load(visit, visitors, seconds))
    spent = cpu_seconds(pids) - before
    spent_postgres = cpu_seconds([postgres], children=True) - before_postgres
    messages = len(timings.seconds)
    cuts = [cut * 1000 for cut in quantiles(timings.seconds, n=100)]
    return Row(
        name=name,
        visitors=visitors,
        rate=messages / took,
        p50=cuts[49],
        p95=cuts[94],
        p99=cuts[98],
        cpu=spent / messages * 1000,
        postgres_cpu=spent_postgres / messages * 1000,
        memory=memory_mib(pids),
    )


def print_table(headings: tuple[str, ...], lines: list[str]) -> None:
    """Print a table in Markdown."""
    print(f"| {' | '.join(headings)} |")
    print("|---" * len(headings) + "|")
    print("\n".join(lines), end="\n\n")
