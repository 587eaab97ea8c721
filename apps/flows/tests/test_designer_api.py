"""The operations behind the canvas: cards, trying, changes."""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import pytest
from asgiref.sync import SyncToAsync
from django.db import connection
from django.test import Client

from apps.flows.models import Flow
from apps.flows.testing.drawing import flow_file
from apps.flows.tests.sample_graphs import broken, greeting
from apps.flows.versions.services import import_flow
from apps.platform.db.scope import tenant_scope
from apps.platform.db.units import close_connections
from apps.tenants.members.roles import Role
from apps.tenants.models import Event, Tenant, User
from apps.tenants.workspaces.services import add_member, change_workspace, create_tenant

FLOWS = "/api/v1/workspaces/plants/flows"

DESK = flow_file(
    "start -> menu; menu.order -> ask -> bye; menu.person -> person; person.returned -> bye",
    variables=[{"name": "order", "personal": True}],
    menu=(
        "choice",
        {
            "text": {"en": "What now?", "de": "Was nun?"},
            "choices": [{"id": "order", "title": "Order"}, {"id": "person", "title": "Person"}],
        },
    ),
    ask=("ask_text", {"text": "Which number?", "save_as": "order"}),
    person=("hand_over", {"message": "I call somebody."}),
    bye=("end", {"message": "Bye {{ order }}"}),
)
DESK["edges"][2]["exit"] = "answered"


@pytest.fixture
def plants(committed_db: None) -> Iterator[Tenant]:
    yield create_tenant("Plants", "plants", User.objects.create_user("anna@plants.example"))
    close_connections()
    # Synchronous views ran on asgiref's thread; its connection would keep the database open.
    SyncToAsync.single_thread_executor.submit(lambda: connection.close()).result()


@pytest.fixture
def flow(plants: Tenant) -> Flow:
    return import_flow(plants, greeting(), publish=True)[0]


@pytest.fixture
def client_of(plants: Tenant) -> Callable[[Role], Client]:
    def client_of_role(role: Role) -> Client:
        person = User.objects.create_user(f"{role}@plants.example")
        add_member(plants, person, role)
        client = Client(raise_request_exception=False)
        client.force_login(person)
        return client

    return client_of_role


@pytest.fixture
def analyst(client_of: Callable[[Role], Client]) -> Client:
    return client_of(Role.ANALYST)


def post(client: Client, path: str, body: Any = None) -> Any:
    return client.post(f"{FLOWS}{path}", body or {}, content_type="application/json")


class Trying:
    """An author in the drawer, who sends back the state that came."""

    def __init__(self, client: Client, flow: Flow, graph: Any = DESK) -> None:
        self.client, self.path, self.graph = client, f"/{flow.id}/try", graph
        self.state: Any = None

    def turn(self, given: Any = None, **more: Any) -> Any:
        body = {"graph": self.graph, "state": self.state, "input": given, **more}
        answer = post(self.client, self.path, body)
        assert answer.status_code == 200, answer.content
        self.state = answer.json()["state"]
        return answer.json()


def words(answer: Any) -> list[str]:
    return [reply.get("text") or reply["reason"] for reply in answer["replies"]]


def test_cards_come_for_a_graph_that_is_nowhere_stored(analyst: Client) -> None:
    canvas = post(analyst, "/cards", {"graph": DESK}).json()
    menu = canvas["nodes"]["menu"]
    assert (menu["label"], menu["summary"]) == ("Ask with buttons", "What now?")
    assert [(way["id"], way["label"]) for way in menu["exits"]][:2] == [
        ("order", "Order"),
        ("person", "Person"),
    ]
    advice = [way["advice"] for way in canvas["nodes"]["person"]["exits"] if way["advice"]]
    assert advice
    assert canvas["variables"] == ["order"]
    assert [(found["severity"], found["node"]) for found in canvas["findings"]] == [
        ("warning", "person"),
    ]


def test_cards_are_checked_for_the_channels_that_are_named(analyst: Client) -> None:
    ask = ("ask_date", {"text": "When?", "save_as": "day"})
    graph = flow_file("start -> ask; ask.answered -> bye", ask=ask, bye="end")
    asked = {"graph": graph, "channels": ["telegram", "web"]}
    assert post(analyst, "/cards", {"graph": graph}).json()["findings"] == []
    (told,) = post(analyst, "/cards", asked).json()["findings"]
    assert (told["code"], told["node"]) == ("channel_date_typed", "ask")
    assert told["message"].startswith("Telegram shows no calendar")
    analyst.cookies["django_language"] = "de"
    (told,) = post(analyst, "/cards", asked).json()["findings"]
    assert told["message"].startswith("Telegram zeigt keinen Kalender")


def test_cards_for_a_channel_that_nobody_knows_are_refused(analyst: Client) -> None:
    refused = post(analyst, "/cards", {"graph": DESK, "channels": ["fax"]})
    assert refused.status_code == 422
    assert "whatsapp" in str(refused.json()["fields"])


def test_a_problem_names_the_field_that_it_is_about(analyst: Client) -> None:
    findings = post(analyst, "/cards", {"graph": greeting("")}).json()["findings"]
    assert [(found["node"], found["field"]) for found in findings] == [("greet", "texts.0")]
    unread = greeting()
    unread["nodes"][1]["config"] = {"texts": [5]}
    findings = post(analyst, "/cards", {"graph": unread}).json()["findings"]
    assert ("greet", "texts.0") in [(found["node"], found["field"]) for found in findings]


def test_cards_of_no_flow_file_are_refused(analyst: Client) -> None:
    refused = post(analyst, "/cards", {"graph": {"schema": 1, "nodes": [{"id": "a b"}]}})
    assert (refused.status_code, refused.json()["code"]) == (422, "invalid_flow")


def test_a_draft_can_be_talked_to(analyst: Client, flow: Flow) -> None:
    trying = Trying(analyst, flow)
    opened = trying.turn()
    assert (words(opened), opened["outcome"]) == (["What now?"], "waiting")
    assert [choice["id"] for choice in opened["replies"][0]["choices"]] == ["order", "person"]
    assert [step["node"] for step in opened["steps"]] == ["start", "menu"]
    assert all(step["sentence"] for step in opened["steps"])
    picked = trying.turn({"choice": "order", "text": "Order"})
    assert words(picked) == ["Which number?"]
    answered = trying.turn({"text": "1042"})
    assert (words(answered), answered["outcome"]) == (["Bye 1042"], "ended")
    assert answered["steps"][0]["changed"] == {"order": "•••"}
    assert answered["state"]["position"] is None


def test_the_next_words_after_the_end_begin_a_new_run(analyst: Client, flow: Flow) -> None:
    trying = Trying(analyst, flow, greeting())
    trying.turn()
    again = trying.turn({"text": "hello?"})
    assert words(again) == ["new_run", "Hello"]
    assert again["state"]["run"] == 2


def test_start_over_forgets(analyst: Client, flow: Flow) -> None:
    trying = Trying(analyst, flow)
    trying.turn()
    trying.turn({"choice": "order"})
    trying.state["variables"]["order"] = "7"
    over = trying.turn(cause="start_over")
    assert (words(over), over["state"]["variables"]) == (["What now?"], {})


def test_a_chat_with_a_person_is_muted_until_it_comes_back(analyst: Client, flow: Flow) -> None:
    trying = Trying(analyst, flow)
    trying.turn()
    handed_over = trying.turn({"choice": "person"})
    assert (words(handed_over), handed_over["outcome"]) == (["I call somebody."], "handed_over")
    assert trying.turn({"text": "anybody?"})["outcome"] == "muted"
    assert words(trying.turn(cause="returned")) == ["Bye "]


def test_it_speaks_the_language_asked_for(analyst: Client, flow: Flow) -> None:
    assert words(Trying(analyst, flow).turn(language="de")) == ["Was nun?"]


def test_unfinished_words_do_not_stop_a_try(analyst: Client, flow: Flow) -> None:
    unfinished = greeting("")
    assert words(Trying(analyst, flow, unfinished).turn()) == []


def test_what_cannot_run_is_refused_with_the_block(analyst: Client, flow: Flow) -> None:
    refused = post(analyst, f"/{flow.id}/try", {"graph": broken()})
    assert (refused.status_code, refused.json()["code"]) == (422, "flow_has_errors")
    assert "greet" in refused.json()["fields"]


def test_a_loop_ends_at_its_budget_with_words(analyst: Client, flow: Flow) -> None:
    loop = flow_file("start -> say -> say", say=("say", {"texts": [""]}))
    tried = Trying(analyst, flow, loop).turn()
    assert tried["outcome"] == "budget"
    assert len(tried["replies"]) == 1


@pytest.mark.parametrize(
    "state",
    [
        {"position": {"node": "a b"}},
        {"position": {"node": "menu", "counters": {"menu": "many"}}},
        {"variables": {"deep": [[[[[[[[[[[[[["x"]]]]]]]]]]]]]]}},
        {"run": -1},
        "menu",
    ],
)
def test_a_state_that_nobody_gave_out_is_refused(state: Any, analyst: Client, flow: Flow) -> None:
    refused = post(analyst, f"/{flow.id}/try", {"graph": DESK, "state": state})
    assert refused.status_code == 422


def test_a_state_of_a_block_that_is_gone_begins_anew(analyst: Client, flow: Flow) -> None:
    trying = Trying(analyst, flow)
    trying.state = {"position": {"node": "gone"}, "variables": {}, "run": 1}
    assert words(trying.turn({"text": "hello"})) == ["What now?"]


def test_trying_stores_nothing(analyst: Client, flow: Flow, plants: Tenant) -> None:
    with tenant_scope(plants):
        before = (Event.objects.count(), Flow.objects.get(id=flow.id).draft_revision)
    Trying(analyst, flow).turn()
    with tenant_scope(plants):
        assert (Event.objects.count(), Flow.objects.get(id=flow.id).draft_revision) == before


def test_changes_compare_with_what_is_live(analyst: Client, flow: Flow) -> None:
    told = post(analyst, f"/{flow.id}/changes", {"graph": greeting("Hi there")}).json()
    assert told == {
        "live_version": 1,
        "changes": [
            {"kind": "changed", "node": "greet", "sentence": "Message “Hello” now says “Hi there”."}
        ],
    }


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("en", "Message “Hello” now says “Hi”."), ("de", "Message “Hallo” now says “Servus”.")],
)
def test_cards_and_changes_are_in_the_language_of_the_workspace(
    language: str, sentence: str, analyst: Client, plants: Tenant
) -> None:
    change_workspace(plants, User.objects.get(email="anna@plants.example"), language=language)
    live, _ = import_flow(plants, greeting({"en": "Hello", "de": "Hallo"}), publish=True)
    draft = greeting({"de": "Servus", "en": "Hi"})
    told = post(analyst, f"/{live.id}/changes", {"graph": draft}).json()
    assert [change["sentence"] for change in told["changes"]] == [sentence]
    cards = post(analyst, "/cards", {"graph": draft}).json()["nodes"]
    assert cards["greet"]["summary"] == {"en": "Hi", "de": "Servus"}[language]


def test_before_the_first_publishing_there_is_nothing_to_compare(
    analyst: Client, plants: Tenant
) -> None:
    fresh, _ = import_flow(plants, greeting())
    told = post(analyst, f"/{fresh.id}/changes", {"graph": greeting("Hi")}).json()
    assert told == {"live_version": None, "changes": []}


@pytest.mark.parametrize("operation", ["try", "changes"])
def test_a_missing_flow_is_not_found(operation: str, analyst: Client) -> None:
    assert post(analyst, f"/{uuid4()}/{operation}", {"graph": DESK}).status_code == 404


@pytest.mark.parametrize("role", Role)
def test_editors_archive_flows_and_take_them_out(
    role: Role, client_of: Callable[[Role], Client], flow: Flow
) -> None:
    client = client_of(role)
    edits = role in {Role.OWNER, Role.ADMIN, Role.EDITOR}
    assert post(client, f"/{flow.id}/archive").status_code == (200 if edits else 403)
    assert len(client.get(FLOWS).json()) == (0 if edits else 1)
    assert post(client, f"/{flow.id}/unarchive").status_code == (200 if edits else 403)
    assert len(client.get(FLOWS).json()) == 1
