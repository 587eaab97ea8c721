"""A workspace with one published flow on its website, and people of every role."""

from collections.abc import Callable

import pytest
from django.test import Client

from apps.channels.models import Channel
from apps.channels.services import create_web_channel, create_webhook_channel
from apps.flows.models import Flow
from apps.flows.tests.sample_graphs import greeting
from apps.flows.versions.services import import_flow
from apps.platform.db.scope import tenant_scope
from apps.tenants.members.roles import Role
from apps.tenants.models import Tenant, User
from apps.tenants.workspaces.services import add_member, create_tenant


@pytest.fixture
def anna(db: None) -> User:
    return User.objects.create_user("anna@plants.example", name="Anna")


@pytest.fixture
def plants(anna: User) -> Tenant:
    return create_tenant("Plants", "plants", anna)


@pytest.fixture
def flow(plants: Tenant) -> Flow:
    return import_flow(plants, greeting(), publish=True)[0]


@pytest.fixture
def website(plants: Tenant, flow: Flow) -> Channel:
    with tenant_scope(plants):
        return create_web_channel(plants, "Website", flow)


@pytest.fixture
def till(plants: Tenant, anna: User, flow: Flow) -> Channel:
    """The signed webhook of a system of the workspace's own."""
    return create_webhook_channel(plants, "Till", "https://till.example/chat", anna, flow=flow)


@pytest.fixture
def client_of(plants: Tenant) -> Callable[[Role], Client]:
    def client_of_role(role: Role) -> Client:
        person = User.objects.create_user(f"{role}@plants.example")
        add_member(plants, person, role)
        client = Client(raise_request_exception=False)
        client.force_login(person)
        return client

    return client_of_role
