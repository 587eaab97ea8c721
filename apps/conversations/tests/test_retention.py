"""What is kept long enough is forgotten, and nothing else."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from django.utils import timezone

from apps.channels.models import Channel, InboundEvent
from apps.conversations.models import OutgoingMail, Turn, Upload
from apps.conversations.orchestrator import service
from apps.conversations.orchestrator.retention import LOCK, prune
from apps.conversations.orchestrator.service import Orchestrator
from apps.conversations.tests.conftest import Shop, Visitor
from apps.conversations.tests.test_uploads import PNG, own_files, send
from apps.platform.db.scope import tenant_scope
from apps.platform.db.units import unit_of_work

__all__ = ["own_files"]

NOTHING = {"traces": 0, "mails": 0, "uploads": 0, "events": 0, "files": 0}


def age(shop: Shop, model: Any, days: float, *fields: str) -> None:
    with tenant_scope(shop.tenant):
        then = timezone.now() - timedelta(days=days)
        model.objects.update(**dict.fromkeys(fields, then))


async def forget() -> dict[str, int]:
    told = await unit_of_work(prune)()
    assert told is not None
    return {what: number for what, number in told.items() if number}


async def test_traces_go_after_their_time_and_turns_stay(shop: Shop, visitor: Visitor) -> None:
    await visitor.bot()
    await unit_of_work(age)(shop, Turn, 89, "at")
    assert await forget() == {}
    await unit_of_work(age)(shop, Turn, 91, "at")
    assert await forget() == {"traces": 1}
    assert [turn.trace for turn in await visitor.turns()] == [None]
    assert await forget() == {}


async def test_zero_days_keep_for_ever(shop: Shop, visitor: Visitor, settings: Any) -> None:
    settings.XIN_TRACE_DAYS = 0
    await visitor.bot()
    await unit_of_work(age)(shop, Turn, 9_000, "at")
    assert await forget() == {}


async def test_the_text_of_a_mail_goes_and_to_whom_it_went_stays(
    shop: Shop, visitor: Visitor
) -> None:
    def write() -> None:
        with tenant_scope(shop.tenant):
            for state in OutgoingMail.State:
                OutgoingMail.objects.create(
                    tenant=shop.tenant,
                    conversation_id=visitor.id,
                    to="lena@shop.example",
                    text="Hi",
                    state=state,
                    sent_at=timezone.now() if state == "sent" else None,
                )

    def texts() -> dict[str, str]:
        with tenant_scope(shop.tenant):
            return dict(OutgoingMail.objects.values_list("state", "text"))

    await unit_of_work(write)()
    await unit_of_work(age)(shop, OutgoingMail, 31, "created_at")
    assert await forget() == {"mails": 1}
    assert await unit_of_work(texts)() == {"waiting": "Hi", "sent": "Hi", "failed": ""}

    def send_long_ago() -> None:
        with tenant_scope(shop.tenant):
            then = timezone.now() - timedelta(days=31)
            OutgoingMail.objects.filter(state="sent").update(sent_at=then)

    await unit_of_work(send_long_ago)()
    assert await forget() == {"mails": 1}
    assert await unit_of_work(texts)() == {"waiting": "Hi", "sent": "", "failed": ""}


def files(folder: Path) -> list[Path]:
    return [file for file in folder.rglob("*") if file.is_file()]


def age_files(folder: Path) -> None:
    for file in files(folder):
        os.utime(file, (0, 0))


async def test_a_file_goes_with_its_row(shop: Shop, visitor: Visitor, tmp_path: Path) -> None:
    for name in ("fern.png", "moss.png"):
        await send(visitor, name, PNG)
    age_files(tmp_path)
    assert await forget() == {}

    def one_is_old() -> None:
        with tenant_scope(shop.tenant):
            then = timezone.now() - timedelta(days=366)
            Upload.objects.filter(name="fern.png").update(created_at=then)

    await unit_of_work(one_is_old)()
    assert await forget() == {"uploads": 1, "files": 1}
    assert len(files(tmp_path)) == 1


async def test_a_file_goes_when_its_conversation_is_deleted(
    shop: Shop, visitor: Visitor, tmp_path: Path
) -> None:
    await send(visitor, "fern.png", PNG)

    def delete() -> None:
        with tenant_scope(shop.tenant):
            Upload.objects.all().delete()

    await unit_of_work(delete)()
    assert await forget() == {}, "its row might just be being written"
    age_files(tmp_path)
    assert await forget() == {"files": 1}
    assert files(tmp_path) == []


async def test_words_of_providers_go_once_they_are_taken_in(shop: Shop) -> None:
    def tell() -> None:
        with tenant_scope(shop.tenant):
            channel = Channel.objects.get()
            for state in InboundEvent.State:
                InboundEvent.objects.create(
                    tenant=shop.tenant, channel=channel, provider_id=state, state=state
                )

    await unit_of_work(tell)()
    await unit_of_work(age)(shop, InboundEvent, 31, "at")
    assert await forget() == {"events": 2}


async def test_one_process_prunes_at_a_time(shop: Shop) -> None:
    def while_another_one_does() -> dict[str, int] | None:
        other = connections.create_connection("default")
        try:
            with other.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
            return prune()
        finally:
            other.close()

    assert await unit_of_work(while_another_one_does)() is None
    assert await unit_of_work(prune)() == NOTHING


async def test_the_orchestrator_prunes_when_it_starts(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    orchestrator, times = Orchestrator(), []

    def pruned() -> dict[str, int]:
        times.append(1)
        orchestrator.stop()
        return NOTHING

    monkeypatch.setattr(service, "prune", pruned)
    await orchestrator.run()
    assert times == [1]
