"""Run the bench and print its table in Markdown."""

import argparse
import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import quantiles
from urllib.parse import urlsplit

from bench import canvas
from bench.contenders import (
    Visit,
    echo_over_http,
    echo_over_sockets,
    load,
    ours_over_http,
    ours_over_sockets,
)
from bench.cpu import cpu_seconds, memory_mib
from bench.dialogue import FLOW
from bench.servers import private_servers, served_product
from tests.product import Product, free_port
from xin_project.embedded.data_folder import LOOPBACK, DataFolder, is_free
from xin_project.embedded.processes import wait_until
from xin_project.environment import PROJECT_ROOT, environment

VISITORS = (1, 16, 64)
HEADINGS = (
    *("contender", "visitors", "messages/s", "of its floor"),
    *("p50 ms", "p95", "p99", "CPU ms", "Postgres CPU ms", "MiB"),
)
START_SECONDS = 60


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


@contextmanager
def served(application: str, database_url: str) -> Iterator[tuple[int, int]]:
    """Run a bare app under uvicorn; give its port and pid."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "uvicorn", application, f"--port={port}", "--log-level=warning"],
        cwd=PROJECT_ROOT,
        env=os.environ | {"BENCH_DATABASE_URL": database_url},
    )
    try:
        wait_until(lambda: not is_free(LOOPBACK, port), START_SECONDS)
        yield port, process.pid
    finally:
        process.terminate()
        process.wait(20)


@contextmanager
def our_product() -> Iterator[tuple[Product, str]]:
    """Serve the dialogue's flow; give its key."""
    with served_product(with_pages=False) as product:
        file = product.folder / "flow.json"
        file.write_text(json.dumps(FLOW))
        product.manage(
            *("flow", "import", str(file), "--publish"),
            *("--tenant", product.demo["tenant_id"], "--channel", product.demo["channel_id"]),
        )
        yield product, product.demo["tenant_id"]


def run(seconds: float) -> list[Row]:
    """Measure every contender at every number of visitors."""
    rows: list[Row] = []
    with our_product() as (product, key):
        database_url, pids = product.database_url, product.pids()
        for visitors in VISITORS:
            with served("bench.floor_app:application", database_url) as (port, pid):
                http = echo_over_http(f"http://127.0.0.1:{port}/")
                sockets = echo_over_sockets(f"ws://127.0.0.1:{port}/")
                rows.append(measure("floor, HTTP", http, visitors, [pid], seconds))
                rows.append(measure("floor, sockets", sockets, visitors, [pid], seconds))
            base = urlsplit(product.shop_url).netloc
            http = ours_over_http(f"http://{base}/api/v1/widget/messages", key)
            sockets = ours_over_sockets(f"ws://{base}/ws/widget", key)
            rows.append(measure("ours, HTTP", http, visitors, pids, seconds))
            rows.append(measure("ours, sockets", sockets, visitors, pids, seconds))
            with served("bench.langgraph_app:application", database_url) as (port, pid):
                sockets = echo_over_sockets(f"ws://127.0.0.1:{port}/", begins=True)
                rows.append(measure("langgraph, sockets", sockets, visitors, [pid], seconds))
    return rows


def main() -> None:
    """Start private servers, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=10, help="of load per line")
    seconds = parser.parse_args().seconds
    with private_servers():
        rows = run(seconds)
        drags = canvas.run()
    print(f"| {' | '.join(HEADINGS)} |")
    print("|---" * len(HEADINGS) + "|")
    for row in rows:
        way = row.name.split(", ")[1]
        floor = next(r for r in rows if r.name == f"floor, {way}" and r.visitors == row.visitors)
        print(row.as_markdown(floor.rate))
    print()
    canvas.print_table(drags)


if __name__ == "__main__":
    main()
