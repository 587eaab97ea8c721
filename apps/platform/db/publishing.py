"""Events within a process: published to a hook once the transaction is committed."""

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from django.db import transaction

from apps.core.hooks import Hook

Event = TypeVar("Event")


def publish_on_commit(subscribers: Hook[Callable[[Event], None]], event: Event) -> None:
    """Call each subscriber with the event; one that fails is logged and stops none behind it."""
    for subscriber in subscribers:
        transaction.on_commit(partial(subscriber, event), robust=True)
