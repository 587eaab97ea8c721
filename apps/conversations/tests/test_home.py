"""What Home says about conversations: numbers counted from rows, and steps that tick."""

from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from apps.channels.models import Channel
from apps.channels.services import create_web_channel
from apps.conversations.models import Contact, Conversation, Message, Turn
from apps.conversations.overview.numbers import Numbers, get_numbers
from apps.platform.db.scope import tenant_scope
from apps.tenants.models import Tenant, User
from apps.tenants.site.durations import duration_in_words
from apps.tenants.site.home import steps
from apps.tenants.workspaces.events import Verb, record_event
from apps.tenants.workspaces.services import create_tenant

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


@pytest.fixture
def anna(db: None) -> User:
    return User.objects.create_user("anna@plants.example", name="Anna")


@pytest.fixture
def plants(anna: User) -> Tenant:
    return create_tenant("Plants", "plants", anna)


@pytest.fixture
def website(plants: Tenant) -> Channel:
    with tenant_scope(plants):
        return create_web_channel(plants, "Website")


def a_chat(
    channel: Channel, *said: tuple[str, timedelta], since: timedelta = timedelta(), **state: Any
) -> Conversation:
    """Store a conversation; each message is (author, time after the first), ``since`` ago."""
    tenant, began = channel.tenant, timezone.now() - since
    with tenant_scope(tenant):
        contact = Contact.objects.create(tenant=tenant)
        chat = Conversation.objects.create(
            tenant=tenant,
            channel=channel,
            contact=contact,
            last_seq=len(said),
            inbound_seq=sum(author == "visitor" for author, _ in said),
            **state,
        )
        for seq, (author, later) in zip(count(1), said, strict=False):
            message = Message.objects.create(
                tenant=tenant,
                conversation=chat,
                seq=seq,
                author=author,
                content={"kind": "text", "text": "words"},
            )
            Message.objects.filter(id=message.id).update(at=began + later)
    return chat


GREETED = ("bot", timedelta())
ASKED = ("visitor", MINUTE)


def test_nothing_happened_yet(plants: Tenant) -> None:
    assert get_numbers(plants) == Numbers(0, 0, 0, 0, None)


def test_a_greeting_that_nobody_answered_is_no_conversation(
    plants: Tenant, website: Channel
) -> None:
    a_chat(website, GREETED)
    assert get_numbers(plants) == Numbers(0, 0, 0, 0, None)


def test_the_first_answer_comes_after_the_first_question(plants: Tenant, website: Channel) -> None:
    for wait in (2, 4, 90):
        a_chat(website, GREETED, ASKED, ("bot", MINUTE + timedelta(seconds=wait)))
    assert get_numbers(plants) == Numbers(3, 3, 0, 0, timedelta(seconds=4))


def test_a_question_without_an_answer_is_nobodys(plants: Tenant, website: Channel) -> None:
    a_chat(website, GREETED, ASKED)
    assert get_numbers(plants) == Numbers(1, 0, 0, 0, None)


def test_who_waits_is_handed_over_and_waiting(plants: Tenant, website: Channel) -> None:
    a_chat(website, ASKED, handled_by="waiting", waiting_since=timezone.now())
    assert get_numbers(plants) == Numbers(1, 0, 1, 1, None)


def test_a_chat_that_had_a_person_was_not_the_bots_alone(plants: Tenant, website: Channel) -> None:
    answered = a_chat(website, ASKED, ("agent", 2 * MINUTE))
    asked_for = a_chat(website, ASKED, ("bot", 2 * MINUTE))
    with tenant_scope(plants):
        Turn.objects.create(
            tenant=plants,
            conversation=asked_for,
            cause="message",
            outcome=Turn.Outcome.HANDED_OVER,
            from_seq=0,
            to_seq=1,
        )
    assert answered.handled_by == asked_for.handled_by == "bot"
    assert get_numbers(plants) == Numbers(2, 0, 2, 0, MINUTE)


def test_what_is_older_than_a_week_is_not_counted_but_who_waits_is(
    plants: Tenant, website: Channel
) -> None:
    week = timedelta(days=7, minutes=5)
    a_chat(website, ASKED, ("bot", 2 * MINUTE), since=week)
    a_chat(website, ASKED, since=week, handled_by="waiting", waiting_since=timezone.now())
    assert get_numbers(plants) == Numbers(0, 0, 0, 1, None)


def test_another_workspace_counts_its_own(plants: Tenant, website: Channel) -> None:
    books = create_tenant("Books", "books", User.objects.create_user("berta@books.example"))
    a_chat(website, ASKED, ("bot", 2 * MINUTE))
    assert get_numbers(books) == Numbers(0, 0, 0, 0, None)


def test_home_shows_who_waits_and_what_was_said_last(
    client: Client, anna: User, website: Channel
) -> None:
    a_chat(website, ASKED, handled_by="waiting", waiting_since=timezone.now())
    a_chat(website, ASKED, ("bot", 2 * MINUTE))
    client.force_login(anna)
    page = client.get("/app/plants/").text
    assert "Waiting for a person" in page
    assert page.count('class="row" href="/app/plants/conversations/?open=') == 2


def test_the_steps_tick_when_somebody_wrote_and_when_somebody_took_over(
    plants: Tenant, website: Channel, anna: User
) -> None:
    def ticked() -> list[bool]:
        found = [steps.get(kind) for kind in ("try", "hand_over")]
        with tenant_scope(plants):
            return [step.is_done(plants) for step in found if step]

    a_chat(website, GREETED)
    assert ticked() == [False, False]
    chat = a_chat(website, ASKED)
    assert ticked() == [True, False]
    with tenant_scope(plants):
        record_event(anna, Verb.TOOK_OVER, chat)
    assert ticked() == [True, True]


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.4, "under 1 s"), (59, "59 s"), (61, "1 min"), (3600, "1 hour"), (7300, "2 hours")],
)
def test_a_duration_is_said_in_its_largest_unit(seconds: float, words: str) -> None:
    assert duration_in_words(timedelta(seconds=seconds)) == words
