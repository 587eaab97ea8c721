"""A provider with three lines to the product: a quick one, a patient one, and a fragile one."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from dataclasses import dataclass

import httpx
import pytest

from tests.faults.agents import Agent
from tests.faults.conftest import Verdict
from tests.faults.ledger import Ledger
from tests.faults.loopback import Loopback
from tests.faults.provider.checks import differences, settle
from tests.faults.provider.people import Mail, Person
from tests.faults.provider.system import Line, System, take_all
from tests.faults.visitors import PATIENCE_SECONDS
from tests.product import Product

KINDS = {"quick": ("webhook", 0), "patient": ("webhook", 400), "fragile": ("fragile", 0)}
"""By the name of a line: what kind of channel it is, and its quiet window in milliseconds."""

_OPEN_LINES = """
import json
from apps.channels.accounts import read_secrets
from apps.channels.models import Channel
from apps.channels.services import create_webhook_channel
from apps.tenants.models import Tenant, User
from apps.platform.db.scope import system_scope, tenant_scope
with system_scope("fault suite"):
    tenant = Tenant.objects.get(public_id={tenant!r})
owner = User.objects.get(email={owner!r})
lines = []
with tenant_scope(tenant):
    flow = Channel.objects.select_related("default_flow").get(public_id={website!r}).default_flow
    for name, (kind, quiet_ms) in {kinds!r}.items():
        line = create_webhook_channel(tenant, name, {url!r} + name, owner, flow=flow)
        Channel.objects.filter(id=line.id).update(kind=kind, quiet_ms=quiet_ms)
        lines.append([name, str(line.id), line.public_id, read_secrets(line)["signing"]])
print(json.dumps(lines))
"""


@pytest.fixture(scope="session")
def all_of_it(whole_product: Product, agent: Agent) -> Iterator[System]:
    """The provider, and its lines in the product, which has its flow by then."""
    loopback, system = Loopback(), System()
    system.url = f"http://127.0.0.1:{loopback.listen(system.serve)}/"
    demo = whole_product.demo
    script = _OPEN_LINES.format(
        tenant=demo["tenant_id"],
        owner=demo["users"][0]["email"],
        website=demo["channel_id"],
        kinds=KINDS,
        url=system.url,
    )
    opened = json.loads(whole_product.manage("shell", "--command", script).splitlines()[-1])
    system.lines = {
        name: Line(name, line_id, public_id, tuple(signing))
        for name, line_id, public_id, signing in opened
    }
    yield system
    loopback.stop()


@pytest.fixture
def system(all_of_it: System) -> System:
    """Kind, whatever the test before has made of it."""
    all_of_it.rule = take_all
    return all_of_it


@pytest.fixture
async def mail(doors: Sequence[str]) -> AsyncIterator[Mail]:
    limits = httpx.Limits(max_connections=None, max_keepalive_connections=0)
    async with httpx.AsyncClient(
        trust_env=False, timeout=PATIENCE_SECONDS, limits=limits
    ) as client:
        yield Mail(client, doors)


NewPerson = Callable[[str], Person]


@pytest.fixture
def new_person(system: System, mail: Mail) -> NewPerson:
    """Make somebody at the line of this name."""
    return lambda line: Person(system, mail, system.lines[line])


@dataclass(frozen=True)
class ProviderVerdict:
    """The end of every fault: what the provider saw, what is stored, and the count of both."""

    product: Product
    system: System
    mail: Mail
    ledger: Ledger
    verdict: Verdict

    async def on(
        self, fault: str, injected: int, people: Sequence[Person], more: Sequence[str] = ()
    ) -> None:
        """Wait until no work is left; examine, count, and only then complain."""
        await asyncio.to_thread(settle, self.product)
        wrong = await asyncio.to_thread(differences, self.product, self.system, self.mail)
        messages = sum(len(person.words) for person in people)
        self.ledger.note(
            fault, injected=0, conversations=len(people), messages=messages, failures=0
        )
        await self.verdict.on(fault, injected, [], [*more, *wrong])


@pytest.fixture
def provider_verdict(
    product: Product, system: System, mail: Mail, ledger: Ledger, verdict: Verdict
) -> ProviderVerdict:
    return ProviderVerdict(product, system, mail, ledger, verdict)
