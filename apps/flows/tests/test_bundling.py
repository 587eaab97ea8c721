"""Flows that use other flows: what is published, exported and imported is whole."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from apps.core.errors import Invalid
from apps.flows.designer.cards import as_cards
from apps.flows.models import Flow, FlowVersion
from apps.flows.testing import flow_file
from apps.flows.versions.queries import access_flow, export_flow, get_flows
from apps.flows.versions.services import import_flow, publish, roll_back, save_draft
from apps.platform.db.scope import tenant_scope
from apps.tenants.models import Tenant, User
from apps.tenants.workspaces.services import create_tenant

FLOWS = "/api/v1/workspaces/plants/flows"


@pytest.fixture
def anna(db: None) -> User:
    return User.objects.create_user("anna@plants.example", name="Anna")


@pytest.fixture
def plants(anna: User) -> Tenant:
    return create_tenant("Plants", "plants", anna)


@pytest.fixture
def as_anna(plants: Tenant, anna: User) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(anna)
    return client


def asking(question: str, name: str = "Returns") -> dict[str, Any]:
    ask = ("ask_text", {"text": question, "save_as": "reason"})
    return flow_file("start -> ask; ask.answered -> bye", ask=ask, bye="end") | {"name": name}


def using(used: Flow | UUID | str, name: str = "Front desk") -> dict[str, Any]:
    used = str(used.id if isinstance(used, Flow) else used)
    call = ("call_flow", {"flow": used, "take": [{"variable": "why", "from": "reason"}]})
    said = ("say", {"texts": ["Noted: {{ why }}"]})
    drawn = flow_file("start -> use; use.returned -> said -> bye", use=call, said=said, bye="end")
    return drawn | {"name": name}


@pytest.fixture
def returns(plants: Tenant) -> Flow:
    return import_flow(plants, asking("Why?"), publish=True)[0]


@pytest.fixture
def desk(plants: Tenant, returns: Flow) -> Flow:
    return import_flow(plants, using(returns), publish=True)[0]


def redraw(flow: Flow, graph: dict[str, Any]) -> Flow:
    return save_draft(flow, graph, access_revision(flow))


def access_revision(flow: Flow) -> int:
    with tenant_scope(flow.tenant_id):
        return Flow.objects.get(id=flow.id).draft_revision


def question_in(version: FlowVersion, used: Flow) -> str:
    nodes = version.graph["flows"][str(used.id)]["nodes"]
    return next(node["config"]["text"] for node in nodes if node["kind"] == "ask_text")


def test_a_version_holds_what_is_live_of_the_flows_it_uses(
    plants: Tenant, returns: Flow, desk: Flow
) -> None:
    redraw(returns, asking("Why so?"))  # a draft is nothing that others use
    first = publish(desk)
    assert question_in(first, returns) == "Why?"
    publish(returns)
    second = publish(desk)
    assert (second.number, question_in(second, returns)) == (first.number + 1, "Why so?")
    assert "flows" not in access_flow(plants, desk.id).draft


def test_flows_used_by_used_flows_are_held_side_by_side(
    plants: Tenant, returns: Flow, desk: Flow
) -> None:
    outer = import_flow(plants, using(desk, "Outer"), publish=True)[1]
    assert outer is not None
    assert set(outer.graph["flows"]) == {str(returns.id), str(desk.id)}
    assert all("flows" not in held for held in outer.graph["flows"].values())


def test_a_flow_that_was_never_published_cannot_be_used(plants: Tenant) -> None:
    unpublished = import_flow(plants, asking("Why?"))[0]
    caller = import_flow(plants, using(unpublished))[0]
    with pytest.raises(Invalid) as refused:
        publish(caller)
    assert refused.value.fields == {
        "use": "“Returns” was never published. Publish it, then this flow can use it."
    }


def test_a_flow_of_another_workspace_is_not_there(plants: Tenant, anna: User) -> None:
    books = create_tenant("Books", "books", anna)
    theirs = import_flow(books, asking("Why?"), publish=True)[0]
    for absent in (theirs.id, uuid4(), "no-uuid"):
        with pytest.raises(Invalid) as refused:
            import_flow(plants, using(absent), publish=True)
        assert "is not there" in refused.value.fields["use"]


def test_flows_cannot_use_each_other_in_a_circle(returns: Flow, desk: Flow) -> None:
    redraw(returns, using(desk, "Returns"))
    with pytest.raises(Invalid) as refused:
        publish(returns)
    assert "“Front desk” → “Returns” → “Front desk”" in refused.value.fields["use"]


def test_an_old_version_comes_back_with_the_flows_of_then(returns: Flow, desk: Flow) -> None:
    redraw(returns, asking("Why so?"))
    publish(returns)
    publish(desk)
    assert question_in(roll_back(desk, 1), returns) == "Why?"


def test_an_exported_file_is_whole_and_becomes_flows_of_its_own(
    anna: User, returns: Flow, desk: Flow
) -> None:
    file = export_flow(desk)
    assert file["flows"][str(returns.id)]["name"] == "Returns"
    books = create_tenant("Books", "books", anna)
    copy, version = import_flow(books, file, publish=True)
    names = {flow.name: flow for flow in get_flows(books)}
    assert set(names) == {"Front desk", "Returns"}
    assert version is not None
    assert question_in(version, names["Returns"]) == "Why?"
    assert names["Returns"].id != returns.id
    assert "flows" not in copy.draft


def test_a_file_whose_flows_are_broken_or_in_a_circle_leaves_nothing_behind(
    plants: Tenant,
) -> None:
    circle = using("other", "One"), using("one", "Other")
    files = [
        using("one") | {"flows": {"one": circle[0], "other": circle[1]}},
        using("one") | {"flows": {"one": flow_file("start -> a", a="of_no_kind")}},
    ]
    for file in files:
        with pytest.raises(Invalid):
            import_flow(plants, file)
    assert get_flows(plants) == []


def test_a_flow_whose_used_flow_moved_on_says_so(
    plants: Tenant, returns: Flow, desk: Flow, as_anna: Client
) -> None:
    redraw(returns, asking("Why so?"))
    published = as_anna.post(
        f"{FLOWS}/{returns.id}/publish", {}, content_type="application/json"
    ).json()
    sentence = "Front desk still uses version 1 of Returns. Publish it to use version 2."
    assert published["remarks"] == [sentence]
    with tenant_scope(plants):
        cards = {card.flow.name: card for card in as_cards(get_flows(plants))}
    assert cards["Front desk"].remarks == [sentence]
    assert (cards["Returns"].remarks, cards["Front desk"].has_changes) == ([], False)
    publish(desk)
    with tenant_scope(plants):
        assert [card.remarks for card in as_cards(get_flows(plants))] == [[], []]


def test_the_list_of_changes_tells_of_newer_flows(
    returns: Flow, desk: Flow, as_anna: Client
) -> None:
    redraw(returns, asking("Why so?"))
    publish(returns)
    body = {"graph": using(returns)}
    answer = as_anna.post(f"{FLOWS}/{desk.id}/changes", body, content_type="application/json")
    assert [change["sentence"] for change in answer.json()["changes"]] == [
        "Uses the newer version of “Returns” that is live now."
    ]


@pytest.mark.django_db(transaction=True)
def test_canvas_and_check_name_what_is_not_published(plants: Tenant, as_anna: Client) -> None:
    unpublished = import_flow(plants, asking("Why?"))[0]
    caller = import_flow(plants, using(unpublished))[0]
    cards = as_anna.post(
        f"{FLOWS}/cards", {"graph": using(unpublished)}, content_type="application/json"
    ).json()
    checked = as_anna.post(f"{FLOWS}/{caller.id}/check").json()
    told = [finding["code"] for finding in cards["findings"] if finding["severity"] == "error"]
    assert told == [finding["code"] for finding in checked["errors"]] == ["flow_not_published"]


@pytest.mark.django_db(transaction=True)
def test_a_try_runs_the_live_version_of_a_used_flow(returns: Flow, as_anna: Client) -> None:
    body: dict[str, Any] = {"graph": using(returns)}
    url = f"{FLOWS}/{returns.id}/try"
    opened = as_anna.post(url, body, content_type="application/json").json()
    assert [reply["text"] for reply in opened["replies"]] == ["Why?"]
    body |= {"state": opened["state"], "input": {"text": "Too big"}}
    answered = as_anna.post(url, body, content_type="application/json").json()
    assert [reply["text"] for reply in answered["replies"]] == ["Noted: Too big"]
