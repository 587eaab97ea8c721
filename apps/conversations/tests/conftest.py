"""A small workspace with one flow, its people, a visitor, and a system of its own."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import pytest
from asgiref.sync import SyncToAsync
from django.db import connection

from apps.channels.models import Channel
from apps.channels.queries import WidgetChannel, check_widget_channel
from apps.channels.services import create_web_channel
from apps.channels.testing.their_system import TheirSystem, running
from apps.conversations.models import Conversation, Message, Turn
from apps.conversations.orchestrator.turns import take_turn
from apps.conversations.tests.provider_talk import Talk
from apps.conversations.thread.accept import accept
from apps.conversations.widget.frames import VisitorInputIn
from apps.conversations.widget.visits import Visit, begin_visit
from apps.flows.models import Flow
from apps.flows.versions.services import import_flow
from apps.platform.db.scope import tenant_scope
from apps.platform.db.units import close_connections, unit_of_work
from apps.tenants.members.roles import Role
from apps.tenants.models import Tenant, User
from apps.tenants.workspaces.services import add_member, create_tenant

GRAPH: dict[str, Any] = {
    "schema": 1,
    "name": "Front desk",
    "variables": [{"name": "order", "kind": "text"}],
    "nodes": [
        {
            "id": "start",
            "kind": "start",
            "position": {"x": 0, "y": 0},
            "config": {"when": "opened"},
        },
        {
            "id": "menu",
            "kind": "choice",
            "position": {"x": 1, "y": 0},
            "config": {
                "text": "What can I do?",
                "choices": [
                    {"id": "order", "title": "My order"},
                    {"id": "person", "title": "A person"},
                ],
                "retry_text": "Pick one of these.",
            },
        },
        {
            "id": "ask",
            "kind": "ask_text",
            "position": {"x": 2, "y": 0},
            "config": {"text": "Which number?", "save_as": "order"},
        },
        {
            "id": "found",
            "kind": "condition",
            "position": {"x": 3, "y": 0},
            "config": {
                "match": "all",
                "rows": [{"field": "order", "operator": "equals", "value": "1042"}],
            },
        },
        {
            "id": "good",
            "kind": "end",
            "position": {"x": 4, "y": 0},
            "config": {"message": "Order {{ order }} is on its way."},
        },
        {
            "id": "bad",
            "kind": "end",
            "position": {"x": 4, "y": 1},
            "config": {"message": "I cannot find {{ order }}."},
        },
        {
            "id": "person",
            "kind": "hand_over",
            "position": {"x": 2, "y": 1},
            "config": {"message": "I call somebody."},
        },
    ],
    "edges": [
        {"source": "start", "exit": "next", "target": "menu"},
        {"source": "menu", "exit": "order", "target": "ask"},
        {"source": "menu", "exit": "person", "target": "person"},
        {"source": "ask", "exit": "answered", "target": "found"},
        {"source": "found", "exit": "yes", "target": "good"},
        {"source": "found", "exit": "no", "target": "bad"},
        {"source": "person", "exit": "returned", "target": "ask"},
    ],
    "notes": [],
}


@dataclass(frozen=True)
class Shop:
    """A workspace with a published flow on its website."""

    tenant: Tenant
    flow: Flow
    channel: Channel
    anna: User
    ben: User
    stranger: User

    @property
    def widget_channel(self) -> WidgetChannel:
        return check_widget_channel(self.channel, None)


def said(**words: str) -> VisitorInputIn:
    """Give a message that was sent once."""
    return VisitorInputIn(client_msg_id=uuid4(), **words)


class Visitor:
    """Somebody who chats, with the orchestrator's turns taken by hand."""

    def __init__(self, shop: Shop, visit: Visit) -> None:
        self.shop = shop
        self.visit = visit

    @classmethod
    def arrives(cls, shop: Shop) -> "Visitor":
        return cls(shop, begin_visit(shop.widget_channel))

    @property
    def id(self) -> UUID:
        return self.visit.conversation_id

    async def says(self, text: str) -> int:
        return await accept(self.shop.tenant.id, self.id, said(text=text))

    async def picks(self, choice: str) -> int:
        return await accept(self.shop.tenant.id, self.id, said(choice=choice))

    async def bot(self) -> None:
        """Let the bot do everything that waits."""
        while await take_turn(self.shop.tenant.id, self.id):
            pass

    async def thread(self) -> list[tuple[str, str]]:
        """(author, words) of every message."""
        return await unit_of_work(self._thread)()

    def _thread(self) -> list[tuple[str, str]]:
        with tenant_scope(self.shop.tenant):
            return [
                (row.author, _words(row.content))
                for row in Message.objects.filter(conversation=self.id).order_by("seq")
            ]

    async def row(self) -> Conversation:
        return await unit_of_work(self._row)()

    def _row(self) -> Conversation:
        with tenant_scope(self.shop.tenant):
            return Conversation.objects.get(id=self.id)

    async def turns(self) -> list[Turn]:
        return await unit_of_work(self._turns)()

    def _turns(self) -> list[Turn]:
        with tenant_scope(self.shop.tenant):
            return list(Turn.objects.filter(conversation=self.id).order_by("at"))


def _words(content: dict[str, Any]) -> str:
    return str(content.get("text") or content.get("reason") or content["type"])


@pytest.fixture
def shop(committed_db: None) -> Any:
    owner = User.objects.create_user("anna@shop.example", name="Anna")
    ben = User.objects.create_user("ben@shop.example", name="Ben")
    stranger = User.objects.create_user("eve@elsewhere.example", name="Eve")
    tenant = create_tenant("Shop", "shop", owner)
    create_tenant("Elsewhere", "elsewhere", stranger)
    add_member(tenant, ben, Role.AGENT)
    with tenant_scope(tenant):
        flow, _ = import_flow(tenant, GRAPH, publish=True)
        channel = create_web_channel(tenant, "Website", flow)
    yield Shop(tenant, flow, channel, owner, ben, stranger)
    close_connections()
    # Synchronous views ran on asgiref's thread; its connection would keep the database open.
    SyncToAsync.single_thread_executor.submit(lambda: connection.close()).result()


@pytest.fixture
def visitor(shop: Shop) -> Visitor:
    return Visitor.arrives(shop)


@pytest.fixture
async def waiting(visitor: Visitor) -> Visitor:
    """A visitor who has asked for a person."""
    await visitor.bot()
    await visitor.picks("person")
    await visitor.bot()
    return visitor


@pytest.fixture
def loopback(settings: Any) -> None:
    settings.XIN_ALLOW_LOOPBACK_HTTP = True


@pytest.fixture
async def talk(shop: Shop, loopback: None) -> AsyncIterator[Talk]:
    """A channel between the shop and a system of its own."""
    async with running(TheirSystem()) as system:
        yield await unit_of_work(Talk)(shop, system)
