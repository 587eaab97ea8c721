"""The servers, the product and the bare apps that a bench has for itself."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.dialogue import FLOW
from tests.product import Product, free_port
from xin_project.embedded.data_folder import LOOPBACK, is_free
from xin_project.embedded.processes import allow_many_files, wait_until
from xin_project.embedded.services import current_folder, running_services
from xin_project.environment import PROJECT_ROOT, environment

START_SECONDS = 60


@contextmanager
def private_servers() -> Iterator[None]:
    """Run a Postgres and a Redis in a folder that is gone afterwards.

    What is started in here may hold thousands of sockets.
    """
    allow_many_files()
    with tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_DIR") or None) as folder:
        os.environ["XIN_DATA_DIR"] = folder
        environment.cache_clear()
        with running_services(current_folder()):
            yield


@contextmanager
def served_product(*, with_pages: bool) -> Iterator[Product]:
    """Run web and engine as the product ships, with the demo in them."""
    with tempfile.TemporaryDirectory() as folder:
        product = Product(Path(folder))
        product.prepare(with_pages=with_pages)
        product.start()
        try:
            yield product
        finally:
            product.stop()


@contextmanager
def our_product() -> Iterator[tuple[Product, str]]:
    """Serve the dialogue's flow; give its key.

    The demo's policies are off: no other contender judges what is said.
    """
    with served_product(with_pages=False) as product:
        file = product.folder / "flow.json"
        file.write_text(json.dumps(FLOW))
        product.manage(
            *("flow", "import", str(file), "--publish"),
            *("--tenant", product.demo["tenant_id"], "--channel", product.demo["channel_id"]),
        )
        product.change("UPDATE flows_flow SET enabled = false WHERE purpose = 'policy'")
        yield product, product.demo["tenant_id"]


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
