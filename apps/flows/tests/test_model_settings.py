"""The model of a workspace: its page, its key, its budgets, and what flows are told of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest
from django.test import Client

from apps.flows.language_model.settings import (
    ModelChoice,
    change_model,
    get_model_settings,
    note_use,
    server_of,
    used_today,
)
from apps.flows.models import ModelSettings
from apps.flows.testing import draw
from apps.flows.testing.openai_server import Reply, completion, problem
from apps.flows.versions.bundling import check_bundled
from apps.platform.db.scope import tenant_scope
from apps.tenants.members.roles import Role
from apps.tenants.models import Event, Tenant, User
from apps.tenants.workspaces.queries import export_tenant
from apps.tenants.workspaces.services import add_member, create_tenant

PAGE = "/app/plants/settings/model/"
FORM = {
    "provider": "own",
    "base_url": "https://models.example/v1/",
    "model": "toy",
    "key": "sk-open-sesame",
    "conversation_budget": "100",
    "daily_budget": "1000",
}


@pytest.fixture
def anna(db: None) -> User:
    return User.objects.create_user("anna@plants.example", name="Anna")


@pytest.fixture
def plants(anna: User) -> Tenant:
    return create_tenant("Plants", "plants", anna)


@pytest.fixture
def as_anna(client: Client, anna: User, plants: Tenant) -> Client:
    client.force_login(anna)
    return client


def held(tenant: Tenant) -> ModelSettings:
    settings = get_model_settings(tenant.id)
    assert settings is not None
    return settings


def choice(**changes: Any) -> ModelChoice:
    numbers = {"conversation_budget": 100, "daily_budget": 1000}
    return ModelChoice(**{**FORM, **numbers, **changes})


@contextmanager
def model_server(reply: Reply) -> Iterator[str]:
    """Answer in a thread of its own: a page of Django's asks from another loop."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["content-length"]))
            self.send_response(reply.status)
            self.send_header("content-type", reply.content_type)
            self.send_header("content-length", str(len(reply.body)))
            self.end_headers()
            self.wfile.write(reply.body.encode())

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/v1"
        server.shutdown()


def test_a_model_is_kept_with_its_key_encrypted(as_anna: Client, plants: Tenant) -> None:
    page = as_anna.post(PAGE, FORM, follow=True).text
    assert "Saved." in page
    settings = held(plants)
    assert (settings.base_url, settings.model) == ("https://models.example/v1", "toy")
    assert server_of(settings).key == "sk-open-sesame"
    assert "sk-open-sesame" not in page + settings.encrypted_key + repr(server_of(settings))
    lines: list[str] = []
    export_tenant(plants, lines.append)
    assert "sk-open-sesame" not in "".join(lines)
    with tenant_scope(plants):
        event = Event.objects.get(object_kind="modelsettings")
    assert event.data == {"server": "https://models.example", "model": "toy"}


def test_an_empty_key_keeps_the_old_one_for_the_same_server_only(
    as_anna: Client, plants: Tenant
) -> None:
    as_anna.post(PAGE, FORM)
    as_anna.post(PAGE, FORM | {"key": "", "model": "other"})
    assert server_of(held(plants)).key == "sk-open-sesame"
    as_anna.post(PAGE, FORM | {"key": "", "base_url": "https://elsewhere.example/v1"})
    assert server_of(held(plants)).key == ""


def test_openai_needs_no_address(as_anna: Client, plants: Tenant) -> None:
    as_anna.post(PAGE, FORM | {"provider": "openai", "base_url": ""})
    assert held(plants).base_url == "https://api.openai.com/v1"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("base_url", ""),
        ("base_url", "models.example"),
        ("base_url", "ftp://models.example"),
        ("base_url", "https://me:secret@models.example/v1"),
        ("base_url", "https://[::1"),
        ("model", ""),
        ("key", "two words"),
        ("key", "schlüssel"),
        ("daily_budget", "-1"),
    ],
)
def test_it_rejects_what_cannot_be_used(
    as_anna: Client, plants: Tenant, field: str, value: str
) -> None:
    page = as_anna.post(PAGE, FORM | {field: value}).text
    assert "field-error" in page
    assert get_model_settings(plants.id) is None


def test_it_can_be_removed(as_anna: Client, plants: Tenant) -> None:
    as_anna.post(PAGE, FORM)
    assert "The model is gone." in as_anna.post(PAGE, {"remove": "1"}, follow=True).text
    assert get_model_settings(plants.id) is None


def test_who_may_not_change_settings_does_not_see_it(client: Client, plants: Tenant) -> None:
    ben = User.objects.create_user("ben@plants.example")
    add_member(plants, ben, Role.EDITOR)
    client.force_login(ben)
    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE, FORM).status_code == 403


def test_try_it_shows_what_the_model_answers(
    as_anna: Client, plants: Tenant, anna: User, settings: Any
) -> None:
    settings.XIN_ALLOW_PRIVATE_MODELS = True
    usage = {"prompt_tokens": 12, "completion_tokens": 3}
    with model_server(completion("Hello <Plants>.", usage=usage)) as address:
        change_model(plants, choice(base_url=address), anna)
        page = as_anna.post(PAGE, {"try": "1"}).text
    assert "Hello &lt;Plants&gt;." in page
    assert "12 tokens read, 3 written." in page
    assert "15 of 1000 tokens used today." in page.replace(",", "")


@pytest.mark.parametrize(
    ("reply", "sentence"),
    [
        (problem(401), "does not accept the key"),
        (problem(404), "no model of this name"),
        (Reply(body="<html>", content_type="text/html"), "no answer of a model"),
        (completion(""), "It answered nothing"),
    ],
)
def test_try_it_says_in_plain_words_what_is_wrong(
    as_anna: Client, plants: Tenant, anna: User, settings: Any, reply: Reply, sentence: str
) -> None:
    settings.XIN_ALLOW_PRIVATE_MODELS = True
    with model_server(reply) as address:
        change_model(plants, choice(base_url=address), anna)
        assert sentence in as_anna.post(PAGE, {"try": "1"}).text


def test_try_it_reaches_nothing_in_our_network(as_anna: Client, plants: Tenant, anna: User) -> None:
    with model_server(completion("Hello.")) as address:
        change_model(plants, choice(base_url=address), anna)
        assert "none of the public internet" in as_anna.post(PAGE, {"try": "1"}).text


def test_tokens_of_another_workspace_do_not_count(plants: Tenant, anna: User) -> None:
    ferns = create_tenant("Ferns", "ferns", anna)
    note_use(ferns.id, None, 5, 5)
    assert (used_today(plants), used_today(ferns)) == (0, 10)


def test_the_checker_warns_of_blocks_that_ask_a_model_that_is_not_there(
    plants: Tenant, anna: User
) -> None:
    graph = draw("start -> ask", ask="ask_model")
    warned = [finding for finding in check_bundled(plants.id, graph) if finding.code == "no_model"]
    assert [(finding.node, finding.severity) for finding in warned] == [("ask", "warning")]
    change_model(plants, choice(), anna)
    assert "no_model" not in {finding.code for finding in check_bundled(plants.id, graph)}
