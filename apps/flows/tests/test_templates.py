"""The templates: each can be published, and does what its tests say."""

import pytest
from django.test import Client

from apps.flows.checker import check
from apps.flows.flow_templates.catalogue import (
    FlowTemplate,
    begin_with,
    get_template,
    get_templates,
)
from apps.flows.flow_tests import play
from apps.flows.flow_tests.services import get_tests
from apps.flows.graph.files import read_graph
from apps.flows.versions.programs import compile_draft
from apps.tenants.models import Tenant, User
from apps.tenants.workspaces.services import create_tenant

STARTERS = get_templates()[1:]


@pytest.fixture
def ferns(db: None) -> Tenant:
    owner = User.objects.create_user("anna@ferns.example")
    return create_tenant("Ferns & Co", "ferns", owner)


def named(template: FlowTemplate) -> str:
    return template.id


@pytest.mark.parametrize("template", get_templates(), ids=named)
def test_a_template_has_nothing_that_stops_publishing(template: FlowTemplate) -> None:
    assert check(read_graph(template.graph)).errors == []


@pytest.mark.parametrize("template", STARTERS, ids=named)
async def test_a_template_does_what_its_tests_say(template: FlowTemplate) -> None:
    program = compile_draft(read_graph(template.graph))
    assert template.tests
    for _name, script in template.tests:
        assert (await play(program, script)).difference is None


@pytest.mark.parametrize("template", STARTERS, ids=named)
async def test_it_still_does_under_the_name_of_the_workspace(template: FlowTemplate) -> None:
    assert "Mossbird" not in str(template.graph_for("Ferns & Co")["nodes"])
    program = compile_draft(read_graph(template.graph_for("Ferns & Co")))
    for _name, script in template.tests_for("Ferns & Co"):
        assert (await play(program, script)).difference is None


def test_a_flow_that_begins_as_a_template_keeps_its_tests(ferns: Tenant) -> None:
    flow = begin_with(ferns, "lead", "New customers")
    kept = {test.name for test in get_tests(flow)}
    assert flow.name == "New customers"
    assert kept == {name for name, _script in get_template("lead").tests}


def test_the_screen_shows_each_with_a_line_and_a_picture(ferns: Tenant, client: Client) -> None:
    client.force_login(User.objects.get(email="anna@ferns.example"))
    page = client.get("/app/ferns/flows/new/").text
    for template in STARTERS:
        assert f'value="{template.id}"' in page
        assert str(template.help) in page
    assert page.count('<svg class="flow-picture"') == len(get_templates()) + 1
