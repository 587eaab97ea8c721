import asyncio
import signal
from typing import Any

import uvloop
from django.core.management.base import BaseCommand

from apps.conversations.orchestrator.service import Orchestrator
from apps.flows.engine import load_runner
from apps.flows.language_model.server import load_client


class Command(BaseCommand):
    """Run one orchestrator until SIGTERM or SIGINT."""

    help = "Answers visitors: gives each conversation that has work its turn."

    def handle(self, *args: Any, **options: Any) -> None:
        load_runner()  # now, so that the first visitor does not wait for it
        load_client()
        uvloop.run(_serve())


async def _serve() -> None:
    orchestrator = Orchestrator()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, orchestrator.stop)
    await orchestrator.run()
