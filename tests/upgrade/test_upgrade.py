"""A database that the version of 23 November 2026 has filled opens with today's code.

``version_of_2026_11_23.json.gz`` is its demo: the last migration of each app, and the rows of each
table as ``COPY`` writes them.
"""

import gzip
import json
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql

from tests.product import Product

BEFORE: dict[str, Any] = json.loads(
    gzip.decompress((Path(__file__).parent / "version_of_2026_11_23.json.gz").read_bytes())
)

_MIGRATE = """
from django.core.management import call_command
for app, name in {migrations!r}:
    call_command("migrate", app, name, verbosity=0)
"""

_READ_STEPS = """
import json
from apps.conversations.console.steps import list_steps
from apps.conversations.models import Conversation
from apps.platform.db.scope import system_scope
with system_scope("upgrade"):
    known = list(Conversation.objects.values_list("tenant_id", "id"))
print(json.dumps([[len(turn.steps) for turn in list_steps(*one)] for one in known]))
"""


@pytest.fixture(scope="module")
def upgraded(tmp_path_factory: pytest.TempPathFactory) -> Product:
    product = Product(tmp_path_factory.mktemp("upgrade"))
    product.make_database()
    product.manage("shell", "--command", _MIGRATE.format(migrations=BEFORE["migrations"]))
    _restore(product)
    product.manage("migrate", "--verbosity=0")
    return product


def _restore(product: Product) -> None:
    with psycopg.connect(product.database_url) as connection:
        connection.execute("SELECT set_config('app.system', 'test', false)")
        for name, kept in BEFORE["tables"].items():
            table, columns = sql.Identifier(name), sql.SQL(kept["columns"])
            # Row-level security allows no COPY, so the rows go by way of a table without it.
            connection.execute(sql.SQL("CREATE TEMP TABLE kept (LIKE {})").format(table))
            copied = sql.SQL("COPY kept ({}) FROM STDIN").format(columns)
            with connection.cursor().copy(copied) as copy:
                copy.write(kept["rows"])
            insert = sql.SQL("INSERT INTO {} ({}) SELECT {} FROM kept")
            connection.execute(insert.format(table, columns, columns))
            connection.execute("DROP TABLE kept")


def rows_before(table: str) -> int:
    return str(BEFORE["tables"][table]["rows"]).count("\n")


def test_what_is_stored_keeps_its_promises(upgraded: Product) -> None:
    assert json.loads(upgraded.manage("doctor", "--invariants", "--json"))["ok"]


def test_the_demo_is_the_one_that_was_there(upgraded: Product) -> None:
    demo = json.loads(upgraded.manage("demo", "--json"))
    assert upgraded.query("SELECT public_id FROM tenants_tenant") == [(demo["tenant_id"],)]
    (chats,) = upgraded.query("SELECT count(*) FROM conversations_conversation")
    assert chats == (rows_before("conversations_conversation"),)


def test_what_the_bot_did_is_still_told(upgraded: Product) -> None:
    steps = json.loads(upgraded.manage("shell", "--command", _READ_STEPS).splitlines()[-1])
    assert len(steps) == rows_before("conversations_conversation")
    assert all(map(sum, steps)), "every chat began with the bot"


def test_its_flow_still_passes_its_tests(upgraded: Product) -> None:
    demo = json.loads(upgraded.manage("demo", "--json"))
    report = json.loads(upgraded.manage("flow", "test", demo["flow_id"], "--json"))
    assert (report["passed"], report["failed"]) == (6, 0)
