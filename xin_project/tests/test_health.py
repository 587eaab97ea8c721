"""Health for the one who restarts it, metrics for the one who watches it."""

from typing import Any

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_it_lives_without_asking_anybody(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        assert Client().get("/healthz").content == b"ok"


def test_it_is_ready_with_its_real_parts() -> None:
    assert Client().get("/readyz").json() == {"ready": True, "database": True, "redis": True}


def test_it_is_ready_without_redis_and_says_so(settings: Any) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:1"
    answer = Client().get("/readyz")
    assert (answer.status_code, answer.json()["redis"]) == (200, False)


def test_it_counts_what_waits() -> None:
    text = Client().get("/metrics").content.decode()
    assert "xin_conversations_with_work 0.0" in text
    assert "django_http_requests_total_by_method_total" in text


@pytest.mark.parametrize(
    ("extra", "status"),
    [
        ({}, 200),
        ({"REMOTE_ADDR": "203.0.113.7"}, 403),
        ({"HTTP_X_FORWARDED_FOR": "203.0.113.7"}, 403),
        ({"REMOTE_ADDR": "203.0.113.7", "HTTP_AUTHORIZATION": "Bearer wrong"}, 403),
        ({"REMOTE_ADDR": "203.0.113.7", "HTTP_AUTHORIZATION": "Bearer right"}, 200),
    ],
)
def test_it_shows_metrics_to_the_loopback_or_a_token(
    settings: Any, extra: dict[str, Any], status: int
) -> None:
    settings.XIN_METRICS_TOKEN = "right"
    assert Client().get("/metrics", **extra).status_code == status
