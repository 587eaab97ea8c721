"""Trying a flow that asks a model: it knows what was said, and the steps say what it cost."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from apps.flows.language_model.port import WorkspaceModel
from apps.flows.models import Flow
from apps.flows.testing import ScriptedModel, flow_file
from apps.flows.versions.services import import_flow
from apps.platform.db.units import close_connections
from apps.tenants.models import User
from apps.tenants.workspaces.services import create_tenant

CHAT = flow_file(
    "start -> wait; wait.answered -> ask; ask.answered -> wait",
    wait=("ask_text", {"text": "Yes?", "save_as": "said"}),
    ask="ask_model",
)


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> ScriptedModel:
    model = ScriptedModel("Blue.")
    answer = lambda self, request, *deltas: model.complete(request, *deltas)  # noqa: E731
    monkeypatch.setattr(WorkspaceModel, "complete", answer)
    return model


@pytest.fixture
def chat(committed_db: None) -> Iterator["Chat"]:
    owner = User.objects.create_user("olga@plants.example")
    flow, _ = import_flow(create_tenant("Plants", "plants", owner), CHAT)
    yield Chat(flow, owner)
    close_connections()


class Chat:
    """The designer's side of a try: it sends back the state that it got."""

    def __init__(self, flow: Flow, person: User) -> None:
        self._path = f"/api/v1/workspaces/plants/flows/{flow.id}/try"
        self._client = Client()
        self._client.force_login(person)
        self.state: Any = None

    def say(self, text: str | None = None) -> Any:
        given = {"text": text} if text else None
        asked = {"graph": CHAT, "state": self.state, "input": given}
        answer = self._client.post(self._path, asked, "application/json")
        assert answer.status_code == 200, answer.content
        self.state = answer.json()["state"]
        return answer.json()


def test_the_model_reads_what_was_said_in_the_try(chat: Chat, model: ScriptedModel) -> None:
    chat.say()
    chat.say("Which colour?")
    chat.say("And now?")
    told: Any = model.asked[-1]["messages"]
    assert [(one["role"], one["text"]) for one in told[1:]] == [
        ("assistant", "Yes?"),
        ("user", "Which colour?"),
        ("assistant", "Blue."),
        ("assistant", "Yes?"),
        ("user", "And now?"),
    ]


def test_a_long_try_is_not_remembered_for_ever(chat: Chat, model: ScriptedModel) -> None:
    chat.say()
    chat.state["said"] = [{"author": "visitor", "text": "x" * 40}] * 60
    chat.say("Which colour?")
    assert len(chat.state["said"]) == 60
    assert [one["text"] for one in chat.state["said"][-3:]] == ["Which colour?", "Blue.", "Yes?"]


def test_the_steps_say_how_many_tokens_they_used(chat: Chat, model: ScriptedModel) -> None:
    chat.say()
    steps = chat.say("Hi")["steps"]
    used = {step["node"]: (step["tokens_in"], step["tokens_out"]) for step in steps}
    assert used == {"wait": (0, 0), "ask": (20, 5)}
