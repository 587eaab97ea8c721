from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID, uuid4

import pytest

from apps.flows.models import FlowVersion
from apps.flows.tests.sample_graphs import greeting
from apps.flows.versions.programs import load_program
from apps.flows.versions.services import import_flow
from apps.platform.db.units import close_connections
from apps.tenants.models import User
from apps.tenants.workspaces.services import create_tenant

pytestmark = pytest.mark.django_db(transaction=True)


@dataclass(frozen=True)
class Name:
    id: UUID
    checksum: str


@pytest.fixture(autouse=True)
def no_connection_is_left() -> Iterator[None]:
    yield
    close_connections()


@pytest.fixture
def version(transactional_db: None) -> FlowVersion:
    plants = create_tenant("Plants", "plants", User.objects.create_user("anna@plants.example"))
    _, version = import_flow(plants, greeting(f"Hello {uuid4()}"), publish=True)
    assert version is not None
    return version


async def test_a_program_is_read_once_and_then_kept(version: FlowVersion) -> None:
    program = await load_program(version.tenant_id, version)
    assert await load_program(version.tenant_id, Name(uuid4(), version.checksum)) is program


async def test_a_version_of_another_workspace_is_not_read(version: FlowVersion) -> None:
    with pytest.raises(FlowVersion.DoesNotExist):
        await load_program(uuid4(), version)
