"""Two webs and two engines on a Postgres and a Redis that may be killed."""

import asyncio
import fcntl
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.faults.agents import Agent
from tests.faults.ledger import Ledger
from tests.faults.loopback import Loopback
from tests.faults.mail_server import MailServer
from tests.faults.model_server import ModelServer
from tests.faults.stored import LEASE_SECONDS, broken_invariants, differences, settle
from tests.faults.visitors import Visitor
from tests.product import OwnServers, Product
from xin_project.environment import environment

SEEDS = int(os.environ.get("XIN_FAULT_SEEDS", "1"))
"""One seed is the short form, part of every test run; `make faults` gives twenty."""

WEBS = ("web", "web-2")
ENGINES = ("engine", "engine-2")

_ledger = Ledger()
_HERE = Path(__file__).parent
_FURNISH = """
from django.core.management import call_command
from django.test import Client
from apps.flows.language_model.settings import ModelChoice, change_model
from apps.flows.models import Flow
from apps.tenants.models import Tenant, User
from apps.platform.db.scope import system_scope, tenant_scope
workspace = ("--tenant", {tenant!r}, "--channel", {channel!r})
call_command("flow", "import", {file!r}, "--publish", *workspace)
with system_scope("fault suite"):
    tenant = Tenant.objects.get(public_id={tenant!r})
    anna, ben = (User.objects.get(email=email) for email in {people!r})
change_model(tenant, ModelChoice("own", {model!r}, "toy", "sk-x", 10**9, 10**9), anna)
with tenant_scope(tenant):
    Flow.objects.filter(purpose="policy").update(enabled=False)
browser = Client()
browser.force_login(ben, "allauth.account.auth_backends.AuthenticationBackend")
print(browser.cookies["sessionid"].value)
"""
"""The flow of the faults, a model whose words no policy stops, and Ben at his console."""


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


@dataclass(frozen=True)
class Neighbours:
    """Servers of others: a model and a mail server."""

    model: ModelServer
    model_url: str
    mails: MailServer
    mail_url: str


@pytest.fixture(scope="session")
def neighbours() -> Iterator[Neighbours]:
    """On this machine, and as kind or as ill as a test wants."""
    loopback, model, mails = Loopback(), ModelServer(), MailServer()
    yield Neighbours(
        model=model,
        model_url=f"http://127.0.0.1:{loopback.listen(model.serve)}/v1",
        mails=mails,
        mail_url=f"smtp+plain://127.0.0.1:{loopback.listen(mails.serve)}",
    )
    loopback.stop()


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
    servers: OwnServers, neighbours: Neighbours, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Product]:
    product = Product(
        tmp_path_factory.mktemp("faults"),
        servers,
        PYTHONPATH=str(_HERE / "plug_in"),
        XIN_LEASE_SECONDS=str(LEASE_SECONDS),
        XIN_STALE_SECONDS="1",
        XIN_SWEEP_SECONDS="0.5",
        XIN_ALLOW_LOOPBACK_HTTP="true",
        XIN_ALLOW_PRIVATE_MODELS="true",
        XIN_EMAIL_URL=neighbours.mail_url,
    )
    try:
        product.prepare(with_pages=False)
        yield product
    finally:
        product.stop()


@pytest.fixture(scope="session")
def agent(whole_product: Product, neighbours: Neighbours) -> Agent:
    """Furnish the workspace, in one go because each command takes long to start, and sign in."""
    demo = whole_product.demo
    script = _FURNISH.format(
        file=str(_HERE / "flow.json"),
        tenant=demo["tenant_id"],
        channel=demo["channel_id"],
        people=[person["email"] for person in demo["users"]],
        model=neighbours.model_url,
    )
    session = whole_product.manage("shell", "--command", script).split()[-1]
    return Agent(whole_product, session)


@pytest.fixture
def product(servers: OwnServers, whole_product: Product, agent: Agent) -> Product:
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
        waits = [wait for visitor in visitors for wait in visitor.waits]
        self._ledger.measure(fault, "ack", waits)
        assert faults == []


@pytest.fixture
def verdict(product: Product, ledger: Ledger) -> Verdict:
    return Verdict(product, ledger)
