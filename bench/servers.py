"""The servers and the product that a bench has for itself."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.product import Product
from xin_project.embedded.services import current_folder, running_services
from xin_project.environment import environment


@contextmanager
def private_servers() -> Iterator[None]:
    """Run a Postgres and a Redis in a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_DIR")) as folder:
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
