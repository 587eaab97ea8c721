"""What happens to running chats when a draft is published: the rule of every turn, told before.

A chat moves when the place where it waits stands unchanged in the new version; else it finishes
on the version it is on. Chats of channels that follow another flow by now are not concerned.
"""

import json
from asyncio import to_thread
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, F
from django.db.models.fields.json import KeyTextTransform

from apps.conversations.models import Conversation
from apps.flows.engine import NotRunnable, Position, Program, same_position
from apps.flows.graph.files import read_graph
from apps.flows.models import Flow
from apps.flows.versions.bundling import bundled
from apps.flows.versions.programs import compile_draft, load_program
from apps.platform.db.scope import tenant_scope
from apps.platform.db.units import unit_of_work


@dataclass(frozen=True)
class RunningChats:
    """How many chats wait for their visitor or a person, and what becomes of them."""

    total: int
    move: int
    finish_on_old: int


@dataclass(frozen=True)
class _Waiting:
    """Chats that wait at one node of one version."""

    id: UUID
    checksum: str
    node: str
    stack: str | None
    chats: int

    @property
    def position(self) -> Position:
        """Where they wait; what they counted is no part of the place."""
        return Position.from_json({"node": self.node, "stack": json.loads(self.stack or "[]")})


async def count_running(flow: Flow) -> RunningChats:
    """Count open chats that wait in the flow, by what publishing its draft would do to them.

    Raises:
        Invalid: the draft cannot run; its fields are node ids.
    """
    places = await unit_of_work(_waiting_places)(flow)
    draft = await _compiled_draft(flow) if places else None
    move = sum([place.chats for place in places if await _moves(flow, place, draft)])
    total = sum(place.chats for place in places)
    return RunningChats(total, move, total - move)


async def _compiled_draft(flow: Flow) -> Program:
    drawing = read_graph(flow.draft)
    whole = await unit_of_work(bundled)(flow.tenant_id, drawing, own=flow.id)
    return await to_thread(compile_draft, whole)


def _waiting_places(flow: Flow) -> list[_Waiting]:
    with tenant_scope(flow.tenant_id):
        rows: Any = (
            Conversation.objects.filter(
                flow_version__flow=flow,
                channel__default_flow=flow,
                status=Conversation.Status.OPEN,
                position__isnull=False,
                spoke_at__isnull=False,
            )
            .values(
                "flow_version_id",
                "flow_version__checksum",
                node=F("position__node"),
                stack=KeyTextTransform("stack", "position"),
            )
            .annotate(chats=Count("id"))
            .values_list("flow_version_id", "flow_version__checksum", "node", "stack", "chats")
        )
        return [_Waiting(*row) for row in rows]


async def _moves(flow: Flow, place: _Waiting, draft: Program | None) -> bool:
    """Decide as a turn would; what cannot run here any more goes on in the new version."""
    try:
        current = await load_program(flow.tenant_id, place)
    except NotRunnable:
        return True
    return draft is not None and same_position(current, draft, place.position)
