"""Every error of the API has one shape, and the API says what it offers."""

from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client

from apps.tenants.models import User

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("get", "/api/v1/workspaces/nowhere/flows", 401),
        ("get", "/api/v1/nothing", 404),
        ("get", "/api/", 404),
        ("post", "/api/v1/widget/config", 405),
        ("get", "/api/v1/widget/config", 422),
        ("get", "/api/v1/widget/config?key=unknown", 404),
        ("post", "/api/v1/widget/messages", 422),
    ],
)
def test_it_gives_every_error_one_shape(method: str, path: str, status: int) -> None:
    answer = getattr(Client(), method)(path, content_type="application/json")
    assert answer.status_code == status
    assert set(answer.json()) - {"fields"} == {"code", "message"}


def test_a_wrong_method_still_says_which_are_right() -> None:
    answer = Client().put("/api/v1/widget/messages")
    assert set(answer["Allow"].split(", ")) == {"GET", "POST"}
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert answer["Content-Length"] == str(len(answer.content))


def test_a_host_that_is_not_ours_is_told_so_in_the_same_shape() -> None:
    answer = Client(raise_request_exception=False).get(
        "/api/v1/widget/config", HTTP_HOST="evil.example"
    )
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_request")


def test_pages_keep_their_own_errors() -> None:
    assert Client().get("/nothing")["Content-Type"].startswith("text/html")


def test_it_refuses_a_change_without_the_csrf_token(admin_user: User) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(admin_user)
    answer = browser.post("/api/v1/workspaces/x/flows", {}, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (403, "csrf_failed")


def test_it_says_that_the_database_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: Any) -> None:
        raise OperationalError("server closed the connection")

    monkeypatch.setattr("apps.conversations.widget.api.let_site_in", away)
    answer = Client().get("/api/v1/widget/config?key=x")
    assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")
    assert "server closed" not in answer.content.decode()


def test_it_describes_itself() -> None:
    schema = Client().get("/api/v1/openapi.json").json()
    assert "/api/v1/widget/messages" in schema["paths"]
    assert all(
        operation.get("description")
        for path in schema["paths"].values()
        for operation in path.values()
    )
