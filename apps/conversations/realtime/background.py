"""Coroutines that run while their caller goes on."""

import asyncio
from collections.abc import Coroutine
from typing import Any

_running: set[asyncio.Task[None]] = set()


def run_in_background(coroutine: Coroutine[Any, Any, None]) -> None:
    """Let it run while the caller goes on."""
    task = asyncio.create_task(coroutine)
    _running.add(task)  # the loop itself holds tasks weakly
    task.add_done_callback(_running.discard)


def running_in_background() -> int:
    """Count what runs in the background of this process."""
    return len(_running)
