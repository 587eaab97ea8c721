"""The server of a model, and asking it; its client is imported at the latest when it is asked."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import JsonValue

from apps.flows.engine import NO_DELTAS, Deltas

ModelAnswer = dict[str, JsonValue]


@dataclass(frozen=True)
class ModelServer:
    """Which model answers, and where."""

    base_url: str
    model: str
    key: str = field(default="", repr=False)


async def ask_server(
    server: ModelServer, request: Mapping[str, Any], deltas: Deltas = NO_DELTAS
) -> ModelAnswer:
    """Send a request of the model port and give its answer; whatever goes wrong is one too."""
    ask = await asyncio.to_thread(load_client)
    return await ask(server, request, deltas)


def load_client() -> Callable[[ModelServer, Mapping[str, Any], Deltas], Awaitable[ModelAnswer]]:
    """Give what asks a server. The first call imports the client, which takes seconds."""
    from apps.flows.language_model.client import ask_openai

    return ask_openai
