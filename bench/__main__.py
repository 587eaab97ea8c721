"""Run the bench and print its tables in Markdown."""

import argparse
import os
from urllib.parse import urlsplit

from bench import canvas, history, idle
from bench.contenders import echo_over_http, echo_over_sockets, ours_over_http, ours_over_sockets
from bench.measuring import HEADINGS, Row, measure, print_table
from bench.servers import our_product, private_servers, served
from tests.product import Product

VISITORS = (1, 16, 64)


def run(product: Product, key: str, seconds: float) -> list[Row]:
    """Measure every contender at every number of visitors."""
    rows: list[Row] = []
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


def as_lines(rows: list[Row]) -> list[str]:
    """Give the table's lines, each beside the floor of its way and crowd."""
    floors = {(row.name, row.visitors): row.rate for row in rows}
    ways = [row.name.split(", ")[1] for row in rows]
    return [
        row.as_markdown(floors[f"floor, {way}", row.visitors])
        for row, way in zip(rows, ways, strict=True)
    ]


def main() -> None:
    """Start private servers, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=10, help="of load per line")
    seconds = parser.parse_args().seconds
    with private_servers():
        with our_product() as (product, key):
            rows = run(product, key, seconds)
            print_table(HEADINGS, as_lines(rows))
            idle.print_tables(idle.run(product, key))
            history.print_tables(history.run(product, key, seconds))
        canvas.print_table(canvas.run())
    print(f"\nLoad of the machine at the end: {os.getloadavg()[1]:.1f} on {os.cpu_count()} cores.")


if __name__ == "__main__":
    main()
