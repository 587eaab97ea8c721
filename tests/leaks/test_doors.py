"""Anna, owner of one workspace, knocks at every door with the names of another one."""

import json
import re
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.db.models import Model
from django.test import Client

from apps.channels.models import WEBHOOK, Channel
from apps.channels.services import create_webhook_channel
from apps.flows.models import Flow, FlowTest
from apps.flows.versions.services import create_flow
from apps.platform.db.scope import tenant_scope
from apps.tenants.workspaces.queries import tenant_models
from tests.leaks.addresses import addresses
from tests.leaks.conftest import Workspace, furnish
from tests.leaks.openapi import Operation, operations

Names = dict[str, Any]

OPERATIONS = list(operations())
MAIL = "/mailbox/{number}/"
"""Is read only, whatever its number."""
MODELS = {f"{model._meta.model_name}_id": model for model in tenant_models()}
MODELS["test_id"] = FlowTest


def names_of(workspace: Workspace, path: str) -> Names:
    """Give what a path asks for: ``slug``, ``<model>_id`` and numbers."""
    names: Names = {}
    for name in re.findall(r"{(\w+)}", path):
        if name == "slug":
            names[name] = workspace.tenant.slug
        elif name == "number":
            names[name] = 1
        elif name in OF_A_KIND:
            names[name] = OF_A_KIND[name](workspace).pk
        else:
            names[name] = workspace.rows[MODELS[name]].pk
    return names


def policy_of(workspace: Workspace) -> Flow:
    """Give a policy of the workspace: a flow with another purpose, so no model of its own."""
    with tenant_scope(workspace.tenant):
        known = Flow.objects.filter(purpose=Flow.Purpose.POLICY).first()
        return known or create_flow(workspace.tenant, "Rule", purpose=Flow.Purpose.POLICY)


def webhook_of(workspace: Workspace) -> Channel:
    """Give the channel of a system of the workspace's own; the other one is a website."""
    with tenant_scope(workspace.tenant):
        known = Channel.objects.filter(kind=WEBHOOK).first()
        url = "https://shop.example/chat"
        return known or create_webhook_channel(workspace.tenant, "Till", url, workspace.owner)


OF_A_KIND: dict[str, Callable[[Workspace], Model]] = {
    "policy_id": policy_of,
    "webhook_id": webhook_of,
}


def missing_names(names: Names) -> Names:
    """Give names that nothing has."""
    return {
        name: value if name == "number" else "nobody" if name == "slug" else uuid4()
        for name, value in names.items()
    }


@pytest.fixture
def anna(plants: Workspace) -> Client:
    return browser_of(plants)


@pytest.fixture
def herbs(committed_db_of_module: None) -> Workspace:
    """A workspace of this test alone, which may change what it likes of it."""
    return furnish(f"herbs-{uuid4().hex[:8]}")


def browser_of(workspace: Workspace) -> Client:
    """Give a browser in which the owner is signed in."""
    client = Client(raise_request_exception=False)
    client.force_login(workspace.owner)
    return client


def call(client: Client, operation: Operation, names: Names) -> Any:
    path = operation.path.format(**names)
    body = {} if operation.body is None else operation.body
    return client.generic(operation.method, path, json.dumps(body), content_type="application/json")


def assert_alike(foreign: Any, missing: Any) -> None:
    assert (foreign.status_code, missing.status_code) == (404, 404), foreign.content
    assert foreign.content == missing.content


@pytest.mark.parametrize("operation", OPERATIONS, ids=str)
def test_the_doors_are_real(operation: Operation, herbs: Workspace) -> None:
    answer = call(browser_of(herbs), operation, names_of(herbs, operation.path))
    assert answer.status_code not in {404, 405, 500}, answer.content


@pytest.mark.parametrize("operation", OPERATIONS, ids=str)
def test_a_foreign_workspace_is_like_a_missing_one_in_the_api(
    operation: Operation, anna: Client, books: Workspace
) -> None:
    names = names_of(books, operation.path)
    assert_alike(call(anna, operation, names), call(anna, operation, missing_names(names)))


@pytest.mark.parametrize(
    "operation",
    [
        operation
        for operation in OPERATIONS
        if set(operation.names) & (MODELS.keys() | OF_A_KIND.keys())
    ],
    ids=str,
)
def test_a_foreign_id_is_like_a_missing_one_in_the_api(
    operation: Operation, anna: Client, plants: Workspace, books: Workspace
) -> None:
    own = {"slug": plants.tenant.slug} if "slug" in operation.names else {}
    names = names_of(books, operation.path)
    foreign = call(anna, operation, names | own)
    assert_alike(foreign, call(anna, operation, missing_names(names) | own))


@pytest.mark.parametrize(
    ("method", "address"),
    [
        (method, address)
        for address in addresses()
        for method in ("GET", "POST")
        if (method, address) != ("POST", MAIL)
    ],
)
def test_a_foreign_workspace_is_like_a_missing_one_on_a_page(
    method: str, address: str, anna: Client, plants: Workspace, books: Workspace
) -> None:
    names = names_of(books, address)
    for own in ({}, {"slug": plants.tenant.slug}):
        if own and set(names) <= {"slug"}:
            continue
        foreign = anna.generic(method, address.format(**(names | own)))
        missing = anna.generic(method, address.format(**(missing_names(names) | own)))
        assert_alike(foreign, missing)
