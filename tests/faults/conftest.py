"""Two webs and two engines on a Postgres and a Redis that may be killed."""

import asyncio
import fcntl
import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tests.faults.ledger import Ledger
from tests.faults.stored import broken_invariants, differences, settle
from tests.faults.visitors import Visitor
from tests.product import OwnServers, Product
from xin_project.environment import environment

SEEDS = int(os.environ.get("XIN_FAULT_SEEDS", "1"))
"""One seed is the short form, part of every test run; `make faults` gives twenty."""

WEBS = ("web", "web-2")
ENGINES = ("engine", "engine-2")

_ledger = Ledger()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run each fault that takes a seed with as many as were asked for."""
    if "seed" in metafunc.fixturenames:
        metafunc.parametrize("seed", range(SEEDS))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what was counted."""
    if len(lines := _ledger.lines()) > 1:
        terminalreporter.section("faults")
        for line in lines:
            terminalreporter.write_line(line)


@pytest.fixture(scope="session")
def servers() -> Iterator[OwnServers]:
    """Kept in the test data folder, because a cluster takes long to make; one run at a time."""
    servers = OwnServers(environment().data_dir / "faults")
    servers.folder.prepare()
    with servers.folder.open_lock("in-use.lock") as use:
        fcntl.flock(use, fcntl.LOCK_EX)
        servers.start()
        yield servers
        servers.stop()


@pytest.fixture(scope="session")
def whole_product(
    servers: OwnServers, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Product]:
    product = Product(
        tmp_path_factory.mktemp("faults"),
        servers,
        XIN_LEASE_SECONDS="2",
        XIN_STALE_SECONDS="1",
        XIN_SWEEP_SECONDS="0.5",
    )
    product.prepare(with_pages=False)
    product.manage(
        *("flow", "import", str(Path(__file__).parent / "flow.json"), "--publish"),
        *("--tenant", product.demo["tenant_id"], "--channel", product.demo["channel_id"]),
    )
    yield product
    found = json.loads(product.manage("doctor", "--invariants", "--json", check=False))
    product.stop()
    assert found["ok"], found


@pytest.fixture
def product(servers: OwnServers, whole_product: Product) -> Product:
    """Everything runs, whatever the test before has killed."""
    servers.start()
    whole_product.ensure(*WEBS, *ENGINES)
    return whole_product


@pytest.fixture
def doors(product: Product) -> list[str]:
    """The addresses of both web processes."""
    return [product.url(name) for name in WEBS]


@pytest.fixture
def ledger() -> Ledger:
    return _ledger


class Verdict:
    """The end of every fault: what visitors saw, what is stored, and the count of both."""

    def __init__(self, product: Product, ledger: Ledger) -> None:
        self._product = product
        self._ledger = ledger

    async def on(
        self, fault: str, injected: int, visitors: Sequence[Visitor], more: Sequence[str] = ()
    ) -> None:
        """Wait until no work is left; examine, count, and only then complain."""
        await asyncio.to_thread(settle, self._product)
        faults = [*more, *await asyncio.to_thread(differences, self._product, visitors)]
        faults += await asyncio.to_thread(broken_invariants, self._product)
        self._ledger.note(
            fault,
            injected=injected,
            conversations=len(visitors),
            messages=sum(len(visitor.words) for visitor in visitors),
            failures=len(faults),
        )
        assert faults == []


@pytest.fixture
def verdict(product: Product, ledger: Ledger) -> Verdict:
    return Verdict(product, ledger)
