"""Migrations of busy tables build their indexes while visitors write."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.migrations import Migration
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import AddIndex

BUSY = {
    "conversations": {"conversation", "message", "turn", "delivery"},
    "chat_channels": {"inboundevent"},
}
BEFORE_THE_RULE = {"conversations": 9, "chat_channels": 4}
"""The last migration of each app that may have built an index while its table was locked."""


def blocking_indexes(migration: Migration) -> list[str]:
    """Name the indexes of busy tables that a migration builds while nobody can write there."""
    busy = BUSY.get(migration.app_label, set())
    return [
        operation.index.name
        for operation in migration.operations
        if isinstance(operation, AddIndex)
        and operation.model_name.lower() in busy
        and (migration.atomic or not isinstance(operation, AddIndexConcurrently))
    ]


def new_migrations() -> Iterator[Migration]:
    """Give the migrations that the rule is for."""
    for (label, name), migration in MigrationLoader(None).disk_migrations.items():
        if label in BUSY and int(name[:4]) > BEFORE_THE_RULE[label]:
            yield migration


def test_new_migrations_build_indexes_of_busy_tables_concurrently() -> None:
    assert {
        str(one): blocking_indexes(one) for one in new_migrations() if blocking_indexes(one)
    } == {}


def test_the_busy_tables_are_tables() -> None:
    for label, names in BUSY.items():
        assert names <= {
            model._meta.model_name for model in apps.get_app_config(label).get_models()
        }


@pytest.mark.parametrize(
    ("operation", "atomic", "refused"),
    [
        (AddIndexConcurrently, False, []),
        (AddIndexConcurrently, True, ["by_seq"]),
        (migrations.AddIndex, False, ["by_seq"]),
    ],
)
def test_an_index_that_locks_a_busy_table_is_found(
    operation: type[AddIndex], atomic: bool, refused: list[str]
) -> None:
    index = models.Index(fields=["seq"], name="by_seq")
    of = {"atomic": atomic, "operations": [operation("Message", index)]}
    migration = type("Migration", (Migration,), of)("0010_by_seq", "conversations")
    assert blocking_indexes(migration) == refused
