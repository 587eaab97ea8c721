"""Is the process alive, can it do its work, and how is it doing."""

import ipaddress
import os
import secrets
from collections.abc import Iterator

import redis
from django.conf import settings
from django.db import Error as DatabaseError
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector

from apps.conversations.models import Conversation
from apps.conversations.orchestrator.sweeper import oldest_work_seconds
from apps.conversations.orchestrator.watch import read_watched
from apps.conversations.outbound.deliveries import oldest_delivery_seconds
from apps.platform.db.scope import system_scope


def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers; says nothing about what it needs."""
    return HttpResponse("ok", content_type="text/plain")


def readyz(request: HttpRequest) -> HttpResponse:
    """Can a visitor be served? Without Redis yes, only slower, so it is reported and forgiven."""
    parts = {"database": _database_answers(), "redis": _redis_answers()}
    ready = parts["database"]
    return JsonResponse({"ready": ready, **parts}, status=200 if ready else 503)


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def _redis_answers() -> bool:
    try:
        with redis.Redis.from_url(
            settings.REDIS_URL, socket_timeout=1, socket_connect_timeout=1
        ) as client:
            return bool(client.ping())
    except redis.RedisError:
        return False


def metrics(request: HttpRequest) -> HttpResponse:
    """Prometheus' text format, for the loopback or a bearer of the metrics token."""
    if not _may_read_metrics(request):
        return HttpResponse("Metrics are for the loopback or a token.", status=403)
    registry = REGISTRY
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        registry = CollectorRegistry()
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    body = generate_latest(registry) + generate_latest(_work_registry())
    return HttpResponse(body, content_type=CONTENT_TYPE_LATEST)


def _may_read_metrics(request: HttpRequest) -> bool:
    token = settings.XIN_METRICS_TOKEN
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if token and secrets.compare_digest(given.encode(), token.encode()):
        return True
    # Behind a proxy everybody comes from the loopback, and the header tells.
    proxied = "X-Forwarded-For" in request.headers or "Forwarded" in request.headers
    return not proxied and ipaddress.ip_address(request.META["REMOTE_ADDR"]).is_loopback


def _work_registry() -> CollectorRegistry:
    registry = CollectorRegistry()
    registry.register(_Work())
    return registry


class _Work:
    """What waits, read from Postgres at each scrape: true for all processes together."""

    def collect(self) -> Iterator[Metric]:
        """Give the gauges."""
        with system_scope("metrics"):
            work = Conversation.objects.filter(work_since__isnull=False).count()
            people = Conversation.objects.filter(
                handled_by=Conversation.HandledBy.WAITING, spoke_at__isnull=False
            ).count()
        yield GaugeMetricFamily(
            "xin_conversations_with_work", "Conversations the bot has to see to.", work
        )
        yield GaugeMetricFamily(
            "xin_oldest_work_seconds", "Age of the oldest such work.", oldest_work_seconds()
        )
        yield GaugeMetricFamily(
            "xin_waiting_for_a_person", "Conversations that wait for a person.", people
        )
        yield GaugeMetricFamily(
            "xin_oldest_delivery_seconds",
            "Age of the oldest message that waits for its provider.",
            oldest_delivery_seconds(),
        )
        yield from _watched()


def _watched() -> Iterator[Metric]:
    """Give what an engine asked a few minutes ago; nothing where none asks."""
    watched = read_watched()
    broken = GaugeMetricFamily(
        "xin_broken_invariants", "Rows that break an invariant.", labels=["invariant"]
    )
    for name, rows in watched.broken.items():
        broken.add_metric([name], rows)
    yield broken
    if watched.set_aside is not None:
        yield GaugeMetricFamily(
            "xin_events_set_aside", "Events of providers that were set aside.", watched.set_aside
        )
