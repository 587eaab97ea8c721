import pytest
from django.core.management import call_command
from django.core.management.commands import migrate
from django.db import connection

from xin_project.management.commands.migrate import PATIENCE


def lock_timeout() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SHOW lock_timeout")
        return str(cursor.fetchone()[0])


@pytest.mark.django_db
def test_a_migration_waits_for_no_lock_for_long(monkeypatch: pytest.MonkeyPatch) -> None:
    before, during = lock_timeout(), []
    monkeypatch.setattr(migrate.Command, "handle", lambda *_, **__: during.append(lock_timeout()))
    call_command("migrate")
    assert during == [PATIENCE]
    assert lock_timeout() == before != PATIENCE
