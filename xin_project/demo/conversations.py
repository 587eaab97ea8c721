"""The prepared conversations of the demo, run through the real engine.

Each is a script of what a visitor and a person do; what the bot says, and every trace, is what
the engine answers. Then the conversation is moved to when it is told to have been.
"""

import asyncio
import json
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

from asgiref.sync import async_to_sync
from django.utils import timezone
from pydantic import BaseModel, ConfigDict

from apps.channels.queries import WidgetChannel, access_widget_channel
from apps.conversations.demo.samples import mark_sample, move_in_time, remove_samples
from apps.conversations.models import Conversation
from apps.conversations.orchestrator.turns import take_turn
from apps.conversations.thread.accept import accept_within
from apps.conversations.thread.handoff import AgentAt, finish, get_conversation, reply, take_over
from apps.conversations.widget.frames import VisitorInputIn
from apps.conversations.widget.visits import Visit, begin_visit
from apps.flows.graph.files import read_graph
from apps.flows.graph.schema import checksum
from apps.flows.versions.queries import access_flow
from apps.platform.db.scope import tenant_scope
from apps.platform.db.units import unit_of_work
from apps.tenants.models import User
from apps.tenants.workspaces.settings import WorkspaceSettings, change_settings, read_settings
from xin_project.demo.workspace import FLOW_FILE, Demo

SCRIPTS = Path(__file__).parent / "conversations.json"
"""In the workspace's settings: whoever removed the samples does not get them again."""

BOT_SECONDS = 120
"""A bound for what hangs: the first turn imports the engine, which takes long on a busy machine."""
LOOK_AGAIN_SECONDS = 0.02


class SampleStep(BaseModel):
    """One thing that happens; exactly one of the fields is given."""

    model_config = ConfigDict(extra="forbid")

    says: str | None = None
    picks: str | None = None
    taken_over_by: str | None = None
    replies: str | None = None
    finished: bool = False


class SampleScript(BaseModel):
    """A conversation; ``minutes_ago`` is when its last message came."""

    model_config = ConfigDict(extra="forbid")

    name: str
    minutes_ago: float
    language: str = "en"
    steps: tuple[SampleStep, ...]


def ensure_conversations(demo: Demo) -> None:
    """Play the prepared conversations once, unless the flow is not the demo's own any more."""
    tenant = demo.tenant
    if read_settings(tenant.settings).sample_conversations_played or not _follows_own_flow(demo):
        return
    remove_samples(tenant)  # what a run that was killed has left
    async_to_sync(_play_all)(demo)
    change_settings(tenant, WorkspaceSettings(sample_conversations_played=True))


def read_scripts() -> list[SampleScript]:
    """Give the scripts, who moved last foremost."""
    return [
        SampleScript.model_validate(script) for script in json.loads(SCRIPTS.read_text("utf-8"))
    ]


def _follows_own_flow(demo: Demo) -> bool:
    shipped = read_graph(json.loads(FLOW_FILE.read_text("utf-8")))
    live = access_flow(demo.tenant, demo.flow.id).live_version
    return live is not None and live.checksum == checksum(shipped)


async def _play_all(demo: Demo) -> None:
    await asyncio.gather(*(_play(demo, script) for script in read_scripts()))


async def _play(demo: Demo, script: SampleScript) -> None:
    channel = await access_widget_channel(demo.tenant.public_id, demo.channel.public_id, None)
    visit = await unit_of_work(_begin)(demo, script, channel)
    played = _Played(demo, visit)
    await played.settle()
    for step in script.steps:
        await unit_of_work(played.do)(step)
        await played.settle()
    ended_at = timezone.now() - timedelta(minutes=script.minutes_ago)
    await unit_of_work(move_in_time)(demo.tenant, visit.conversation_id, ended_at)


def _begin(demo: Demo, script: SampleScript, channel: WidgetChannel) -> Visit:
    with tenant_scope(demo.tenant):  # no engine sees the visitor before they have a language
        visit = begin_visit(channel)
        mark_sample(demo.tenant, visit.conversation_id, script.name, script.language)
    return visit


class _Played:
    """A conversation that is being played."""

    def __init__(self, demo: Demo, visit: Visit) -> None:
        self._people = {person.email: user for person, user in demo.people}
        self._place = (visit.tenant_id, visit.conversation_id)
        self._agent: User | None = None

    def do(self, step: SampleStep) -> None:
        """Let one thing happen."""
        if step.says is not None:
            accept_within(*self._place, VisitorInputIn(client_msg_id=uuid4(), text=step.says))
        if step.picks is not None:
            accept_within(*self._place, VisitorInputIn(client_msg_id=uuid4(), choice=step.picks))
        if step.taken_over_by is not None:
            self._agent = self._people[step.taken_over_by]
            take_over(self._at(), self._row().owner_epoch)
        if step.replies is not None:
            reply(self._at(), uuid4(), step.replies)
        if step.finished:
            finish(self._at(), self._row().owner_epoch)

    async def settle(self) -> None:
        """Let the bot do what waits; an engine that runs already may be quicker."""
        async with asyncio.timeout(BOT_SECONDS):
            while await unit_of_work(self._waits)():
                if not await take_turn(*self._place):
                    await asyncio.sleep(LOOK_AGAIN_SECONDS)

    def _waits(self) -> bool:
        return self._row().work_since is not None

    def _row(self) -> Conversation:
        tenant_id, conversation_id = self._place
        with tenant_scope(tenant_id):
            return get_conversation(conversation_id)

    def _at(self) -> AgentAt:
        if self._agent is None:
            raise ValueError("A script says who takes over before that person does anything.")
        tenant_id, conversation_id = self._place
        return AgentAt(tenant_id, conversation_id, self._agent)
