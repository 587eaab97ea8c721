"""Sample chats go with one button, of which owners and admins alone know."""

from typing import Any

import pytest
from django.test import Client

from apps.channels.models import Channel
from apps.channels.services import create_web_channel
from apps.conversations.demo.samples import mark_sample
from apps.conversations.models import Contact, Conversation, Message
from apps.platform.db.scope import tenant_scope
from apps.tenants.members.roles import Role
from apps.tenants.models import Tenant, User
from apps.tenants.workspaces.services import add_member, create_tenant

pytestmark = pytest.mark.django_db

PAGE = "/app/plants/conversations/samples/"


@pytest.fixture
def plants(db: None) -> Tenant:
    return create_tenant("Plants", "plants", User.objects.create_user("anna@plants.example"))


@pytest.fixture
def website(plants: Tenant) -> Channel:
    with tenant_scope(plants):
        return create_web_channel(plants, "Website")


def a_chat(website: Channel, **state: Any) -> Conversation:
    with tenant_scope(website.tenant_id):
        contact = Contact.objects.create(tenant=website.tenant)
        return Conversation.objects.create(
            tenant=website.tenant, channel=website, contact=contact, **state
        )


def member(plants: Tenant, role: Role) -> Client:
    person = User.objects.create_user(f"{role}@plants.example")
    add_member(plants, person, role)
    client = Client()
    client.force_login(person)
    return client


def test_they_go_after_a_look_at_their_number_and_what_is_real_stays(
    plants: Tenant, website: Channel
) -> None:
    real = a_chat(website)
    for name in ("Lena", "Tom"):
        mark_sample(plants, a_chat(website).id, name, "en")
    admin = member(plants, Role.ADMIN)
    assert "Remove 2 sample chats" in admin.get(PAGE).text
    assert "2 sample chats are gone." in admin.post(PAGE, follow=True).text
    with tenant_scope(plants):
        assert list(Conversation.objects.all()) == [real]
    assert "no sample data" in admin.get(PAGE).text


@pytest.mark.parametrize("role", [Role.EDITOR, Role.AGENT, Role.ANALYST])
def test_only_owners_and_admins_may(role: Role, plants: Tenant, website: Channel) -> None:
    mark_sample(plants, a_chat(website).id, "Lena", "en")
    client = member(plants, role)
    assert client.post(PAGE).status_code == 403
    with tenant_scope(plants):
        assert Conversation.objects.count() == 1


def test_a_sample_says_that_it_is_one(plants: Tenant, website: Channel) -> None:
    chat = a_chat(website, inbound_seq=1)
    words = {"kind": "text", "text": "Hello?"}
    with tenant_scope(plants):
        Message.objects.create(
            tenant=plants, conversation=chat, seq=1, author="visitor", content=words
        )
    mark_sample(plants, chat.id, "Lena", "en")
    assert "· Sample ·" in member(plants, Role.AGENT).get("/app/plants/").text
