"""The demo workspace: Mossbird, a small plant shop, with one flow that answers its visitors."""

import json
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction

from apps.channels.models import WEB, Channel
from apps.channels.services import create_web_channel
from apps.core.errors import NotFound
from apps.flows.flow_tests.files import read_tests
from apps.flows.flow_tests.services import save_test
from apps.flows.models import Flow
from apps.flows.policies.services import add_preset
from apps.flows.versions.services import import_flow, save_draft
from apps.platform.db.scope import system_scope, tenant_scope
from apps.tenants.members.roles import Role
from apps.tenants.models import Tenant, User
from apps.tenants.workspaces.queries import get_tenant
from apps.tenants.workspaces.services import add_member, create_tenant
from xin_project.environment import kept_secret

SLUG = "mossbird"
FLOW_FILE = Path(__file__).parent / "front_desk.json"
RENAMED = ("plant_helped", 0, {"en": "Yes, that helps", "de": "Ja, das hilft"})
"""The button whose new name waits in the draft: block, place, title."""

POLICIES = ("hide_card_numbers", "answers_need_a_source")


@dataclass(frozen=True)
class Person:
    """Somebody who works at Mossbird."""

    email: str
    name: str
    role: Role


PEOPLE = (
    Person("anna@mossbird.example", "Anna", Role.OWNER),
    Person("ben@mossbird.example", "Ben", Role.AGENT),
)


@dataclass(frozen=True)
class Demo:
    """The workspace as it stands."""

    tenant: Tenant
    channel: Channel
    flow: Flow
    people: tuple[tuple[Person, User], ...]


def ensure_demo() -> Demo:
    """Give the demo workspace; make it when it is not there, touch nothing when it is."""
    with transaction.atomic():
        people = tuple((person, _ensure_person(person)) for person in PEOPLE)
        tenant = _ensure_tenant(people)
        with tenant_scope(tenant):
            first = Channel.objects.filter(kind=WEB).order_by("created_at").first()
            channel = first or _furnish(tenant, people[0][1])
            flow = channel.default_flow
            if flow is None:
                raise NotFound("The demo's channel follows no flow. Choose one for it.")
    return Demo(tenant, channel, flow, people)


def password_of(person: Person) -> str:
    """Give a demo person's first password: made for this installation, kept in its data folder.

    A password in the source would let in whoever reads it.
    """
    return kept_secret(f"demo_password_{person.name.lower()}", None)


def _ensure_person(person: Person) -> User:
    known = User.objects.filter(email=person.email).first()
    return known or User.objects.create_user(person.email, password_of(person), name=person.name)


def _ensure_tenant(people: tuple[tuple[Person, User], ...]) -> Tenant:
    try:
        with system_scope("demo"):
            return get_tenant(SLUG)
    except NotFound:
        owner = next(user for person, user in people if person.role == Role.OWNER)
        tenant = create_tenant("Mossbird", SLUG, owner, timezone="Europe/Berlin")
        for person, user in people:
            if person.role != Role.OWNER:
                add_member(tenant, user, person.role)
        return tenant


def _furnish(tenant: Tenant, editor: User) -> Channel:
    graph: dict[str, Any] = json.loads(FLOW_FILE.read_text())
    flow, _ = import_flow(tenant, graph, publish=True)
    save_draft(flow, _with_a_button_renamed(graph), flow.draft_revision, editor)
    for name, script in read_tests(FLOW_FILE):
        save_test(flow, name, script, editor)
    channel = create_web_channel(tenant, "Website", flow)
    channel.config = {"bot_name": "Moss", "accent": "#3f6b3a"}
    channel.save(update_fields=["config"])
    for preset in POLICIES:
        add_preset(tenant, preset)
    return channel


def _with_a_button_renamed(graph: dict[str, Any]) -> dict[str, Any]:
    """Give the flow as somebody has begun to change it, so that Publish has something to tell."""
    changed = deepcopy(graph)
    block, place, title = RENAMED
    node = next(node for node in changed["nodes"] if node["id"] == block)
    node["config"]["choices"][place]["title"] = title
    return changed
