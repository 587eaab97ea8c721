"""What goes to a provider: engines die and freeze beside it, and it answers badly or not at all."""

import asyncio
import json
import random
import threading
from collections.abc import Mapping
from typing import Any

import pytest

from tests.faults.conftest import ENGINES
from tests.faults.ledger import Ledger
from tests.faults.provider.checks import settle
from tests.faults.provider.conftest import NewPerson, ProviderVerdict
from tests.faults.provider.people import Person, until
from tests.faults.provider.system import DROP, TAKE, Answer, Rule, System
from tests.faults.visitors import QUESTION
from tests.product import Product

pytestmark = pytest.mark.fault

PEOPLE = 8
REPEATED = "repeated under their id"
BUSY = Answer(429, "Retry-After: 1\r\n")
FORBIDDEN = Answer(403)

_FAILED = "SELECT message_id::text FROM conversations_delivery WHERE error = 'http_403'"
_DEATHS = """
    SELECT state, attempts FROM chat_channels_inboundevent WHERE raw ->> 'text' = 'crash'
    ORDER BY at DESC LIMIT 1
"""
_REPLAY = """
from apps.channels.webhooks.inbox import replay_event
from apps.channels.models import InboundEvent
from apps.tenants.models import Tenant, User
from apps.platform.db.scope import system_scope, tenant_scope
with system_scope("fault suite"):
    tenant = Tenant.objects.get(public_id={tenant!r})
with tenant_scope(tenant):
    event = InboundEvent.objects.get(state="quarantined", sender={sender!r})
replay_event(tenant, event.id, User.objects.get(email={owner!r}))
"""


async def test_killed_after_the_provider_took_it_repeats_it_under_its_id(
    product: Product,
    system: System,
    ledger: Ledger,
    new_person: NewPerson,
    provider_verdict: ProviderVerdict,
    seed: int,
) -> None:
    fault = "engine killed after a provider took"
    repeats, answering = system.repeats(), threading.Event()
    people = [new_person("quick") for _ in range(PEOPLE)]
    await asyncio.to_thread(product.kill, ENGINES[1])
    system.rule = _held(people, answering)
    await _greet_and_wait(people)
    await asyncio.to_thread(product.kill, ENGINES[0])
    answering.set()
    await asyncio.to_thread(product.start, *ENGINES)
    await asyncio.to_thread(settle, product)
    ledger.count(fault, REPEATED, system.repeats() - repeats)
    await provider_verdict.on(fault, PEOPLE, people, _not_once(people))


async def test_frozen_while_it_sends_another_one_repeats_it_and_people_see_it_once(
    product: Product,
    system: System,
    ledger: Ledger,
    new_person: NewPerson,
    provider_verdict: ProviderVerdict,
    seed: int,
) -> None:
    fault = "engine frozen while it sends"
    repeats, answering = system.repeats(), threading.Event()
    people = [new_person("quick") for _ in range(PEOPLE)]
    await asyncio.to_thread(product.kill, ENGINES[1])
    system.rule = _held(people, answering)
    await _greet_and_wait(people)
    product.freeze(ENGINES[0])
    await asyncio.to_thread(product.start, ENGINES[1])
    await asyncio.to_thread(settle, product)
    answering.set()
    product.thaw(ENGINES[0])
    await asyncio.gather(*(person.says("again") for person in people))
    await asyncio.gather(*(person.hears(QUESTION, 2) for person in people))
    ledger.count(fault, REPEATED, system.repeats() - repeats)
    heard = [QUESTION, "You said: again", QUESTION]
    wrong = [f"saw {person.heard()}" for person in people if person.heard() != heard]
    await provider_verdict.on(fault, PEOPLE, people, wrong)


async def test_a_provider_that_answers_badly_gets_all_in_order(
    product: Product,
    system: System,
    ledger: Ledger,
    new_person: NewPerson,
    provider_verdict: ProviderVerdict,
    seed: int,
) -> None:
    fault = "provider that drops, refuses, forbids"
    before, repeats = len(system.arrivals), system.repeats()
    people = [new_person("quick") for _ in range(PEOPLE)]
    system.rule = _moody(seed)
    for word in ("Hello", "one", "two"):
        await asyncio.gather(*(person.says(word) for person in people))
    await asyncio.to_thread(settle, product)
    posts = system.arrivals[before:]
    forbidden = {arrival.id for arrival in posts if not arrival.is_taken}
    forbidden -= {arrival.id for arrival in posts if arrival.is_taken}
    failed = {row[0] for row in product.query(_FAILED)}
    wrong = [] if forbidden <= failed else [f"given up untold: {forbidden - failed}"]
    ledger.count(fault, "posts", len(posts))
    ledger.count(fault, REPEATED, system.repeats() - repeats)
    ledger.count(fault, "given up", len(forbidden))
    await provider_verdict.on(fault, len(posts), people, wrong)


async def test_an_event_that_crashes_its_process_is_set_aside_and_can_be_replayed(
    product: Product,
    ledger: Ledger,
    new_person: NewPerson,
    provider_verdict: ProviderVerdict,
    seed: int,
) -> None:
    fault = "event that crashes its process"
    mended = product.folder / "mended"
    mended.unlink(missing_ok=True)
    unlucky = new_person("fragile")
    near, far = ([new_person(line) for _ in range(3)] for line in ("fragile", "quick"))
    await unlucky.says("crash")
    await asyncio.gather(*(person.says("Hello") for person in near + far))
    deaths = await _revive_until_set_aside(product)
    await asyncio.gather(*(person.hears(QUESTION) for person in near + far))
    mended.touch()
    demo = product.demo
    replay = _REPLAY.format(
        tenant=demo["tenant_id"], owner=demo["users"][0]["email"], sender=unlucky.address
    )
    await asyncio.to_thread(product.manage, "shell", "--command", replay)
    await unlucky.hears(QUESTION)
    ledger.count(fault, "crashes", deaths)
    wrong = [] if deaths == 3 else [f"{deaths} engines died"]
    people = [unlucky, *near, *far]
    await provider_verdict.on(fault, 1, people, wrong + _not_once(people))


def _held(people: list[Person], answering: threading.Event) -> Rule:
    """Take the first post for each of these people, and drop its line later."""
    addresses = {person.address for person in people}

    def rule(post: Mapping[str, Any], times: int) -> Answer:
        is_first = times == 0 and post["to"]["id"] in addresses and not answering.is_set()
        return Answer(is_dropped=True, until=answering) if is_first else TAKE

    return rule


def _moody(seed: int) -> Rule:
    """Half of the messages lose their first answer, some are put off, some are forbidden."""

    def rule(post: Mapping[str, Any], times: int) -> Answer:
        draw = random.Random(json.dumps([seed, post["id"]])).random()
        if draw < 0.05:
            return FORBIDDEN
        if times == 0:
            return DROP if draw < 0.55 else BUSY if draw < 0.7 else TAKE
        return TAKE

    return rule


async def _greet_and_wait(people: list[Person]) -> None:
    """Let everybody speak, until the provider has an answer for each that it has not confirmed."""
    await asyncio.gather(*(person.says("Hello") for person in people))
    await until(lambda: all(person.seen() for person in people), "a post for each")


async def _revive_until_set_aside(product: Product) -> int:
    """Start what died, as a supervisor does, until the event is given up; count the dead.

    Looks at the event first: whoever died of it was dead by then, so that nobody is missed.
    """
    deaths, is_set_aside = 0, False
    while not is_set_aside:
        is_set_aside = product.query(_DEATHS)[0][0] == "quarantined"
        deaths += await asyncio.to_thread(product.ensure, *ENGINES)
        await asyncio.sleep(0.2)
    return deaths


def _not_once(people: list[Person]) -> list[str]:
    return [f"saw {person.heard()}" for person in people if person.heard() != [QUESTION]]
