"""Programs that use the API without a socket while something is wrong: what do they get?"""

import asyncio
import json
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Sequence
from typing import Self
from uuid import uuid4

from tests.product import Product

CALLERS = 2
PAUSE_SECONDS = 0.3
PATIENCE_SECONDS = 60
HONEST = {200, 429, 503}
"""Stored, too much, or not stored; anything else tells a program nothing."""

_STORED = """
    SELECT client_msg_id::text FROM conversations_message
    WHERE client_msg_id = ANY(%(ids)s::uuid[])
"""


class Callers:
    """Each begins one conversation after the other as long as the block lasts."""

    def __init__(self, product: Product, doors: Sequence[str]) -> None:
        self._product = product
        self._doors = doors
        self._stopping = asyncio.Event()
        self._calling: list[asyncio.Task[None]] = []
        self._promised: list[str] = []
        self.answers: Counter[int] = Counter()
        self.seconds: list[float] = []

    async def __aenter__(self) -> Self:
        doors = [self._doors[number % len(self._doors)] for number in range(CALLERS)]
        self._calling = [asyncio.create_task(self._call(door)) for door in doors]
        return self

    async def __aexit__(self, *exception: object) -> None:
        self._stopping.set()
        await asyncio.gather(*self._calling)

    def lies(self) -> list[str]:
        """Give the answers that were no plain yes or no, and each yes that was not kept."""
        strange = [f"answered {status}, {n} times" for status, n in self.answers.items()]
        told = [line for line in strange if int(line.split()[1].rstrip(",")) not in HONEST]
        kept = {row[0] for row in self._product.query(_STORED, {"ids": self._promised})}
        return told + [f"200 and not stored: {name}" for name in self._promised if name not in kept]

    async def _call(self, door: str) -> None:
        while not self._stopping.is_set():
            begun = time.monotonic()
            client_msg_id = str(uuid4())
            status = await asyncio.to_thread(self._post, door, client_msg_id)
            self.seconds.append(time.monotonic() - begun)
            self.answers[status] += 1
            if status == 200:
                self._promised.append(client_msg_id)
            await asyncio.sleep(PAUSE_SECONDS)

    def _post(self, door: str, client_msg_id: str) -> int:
        message = {"key": self._product.demo["tenant_id"], "text": "hello"}
        request = urllib.request.Request(
            f"{door}/api/v1/widget/messages",
            data=json.dumps(message | {"client_msg_id": client_msg_id}).encode(),
            headers={"Content-Type": "application/json"},
        )
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE_SECONDS) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code
