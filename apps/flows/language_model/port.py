"""The engine's model port, wired to a workspace: its server, its key and its budgets."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from pydantic import JsonValue

from apps.flows.engine import NO_DELTAS, Deltas
from apps.flows.language_model.server import ask_server
from apps.flows.language_model.settings import NotAllowed, note_use, server_within_budget
from apps.platform.db.units import unit_of_work


@dataclass(frozen=True)
class WorkspaceModel:
    """The workspace's model; ``conversation`` is the one that the tokens are counted for."""

    tenant_id: UUID
    conversation: UUID | None = None

    async def complete(
        self, request: Mapping[str, Any], deltas: Deltas = NO_DELTAS
    ) -> Mapping[str, JsonValue]:
        """Ask the server, if there is one and the budgets allow it."""
        try:
            server = await unit_of_work(server_within_budget)(self.tenant_id, self.conversation)
        except NotAllowed as refused:
            return {"error": refused.reason}
        answer = await ask_server(server, request, deltas)
        read, written = (int(str(answer.get(name, 0))) for name in ("tokens_in", "tokens_out"))
        if read or written:
            await unit_of_work(note_use)(self.tenant_id, self.conversation, read, written)
        return answer
