"""Keys of parents in the tables that every message writes to, where each index costs."""

from typing import Any

from django.conf import settings
from django.db import models


def key_of_busy_table(parent: type[models.Model], *, checked: bool = True) -> Any:
    """Give the key of a parent in a table that each message writes to; no index of its own.

    Another index begins with it, or it is never asked for alone. One more would cost each message,
    and mislead a statement that was planned before the table was filled. Without ``checked`` the
    database does not look whether the parent is there: to look, it locks the parent's row, and a
    workspace's row would be locked by every message in it.
    """
    return models.ForeignKey(
        parent,
        on_delete=models.CASCADE,
        related_name="+",
        db_index=False,
        db_constraint=checked,
    )


def key_of_person() -> Any:
    """Give the key of a member, if any; only the few rows that have one belong in an index."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        db_index=False,
    )
