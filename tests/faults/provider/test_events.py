"""What a provider tells: webs die while they keep it, and it comes twice, late and in heaps."""

import asyncio
import contextlib
import random
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import chain

import pytest
import redis

from tests.faults.conftest import ENGINES, SEEDS, WEBS, Neighbours
from tests.faults.ledger import Ledger
from tests.faults.points import held, wait_until_blocked
from tests.faults.provider.checks import settle
from tests.faults.provider.conftest import NewPerson, ProviderVerdict
from tests.faults.provider.people import Mail, Person, until
from tests.faults.visitors import QUESTION
from tests.product import Product

pytestmark = pytest.mark.fault

HELD_UP_SECONDS = 60
TWINS = 30
AT_ONCE = 50
WORDS = 6
BATCH = 100 if SEEDS == 1 else 1_000
TALKERS = 2

_IS_KEPT = "SELECT id FROM chat_channels_inboundevent WHERE raw #>> '{from,id}' = %(address)s"

_HEARD = """
    SELECT message.content ->> 'text', event.is_late
    FROM conversations_message AS message
    JOIN chat_channels_inboundevent AS event ON event.id = message.inbound_id
    WHERE event.sender = %(address)s ORDER BY message.seq
"""

_RECEIPTS = "SELECT state FROM conversations_delivery WHERE message_id = ANY(%(ids)s::uuid[])"

_STATES = """
    SELECT state, error, count(*) FROM chat_channels_inboundevent
    WHERE sender = ANY(%(senders)s) GROUP BY state, error ORDER BY state
"""

_TURNS = """
    SELECT count(*) FROM conversations_turn AS turn
    JOIN conversations_contactaddress AS known ON known.address = ANY(%(senders)s)
    JOIN conversations_conversation AS talk
        ON talk.id = turn.conversation_id AND talk.contact_id = known.contact_id
"""


async def test_a_web_killed_before_it_commits_has_promised_nothing(
    product: Product,
    mail: Mail,
    new_person: NewPerson,
    provider_verdict: ProviderVerdict,
    seed: int,
) -> None:
    person = new_person("quick")
    with held(product, "LOCK TABLE chat_channels_inboundevent IN SHARE MODE"):
        saying = asyncio.create_task(person.says("Hello"))
        await asyncio.to_thread(wait_until_blocked, product)
        await asyncio.to_thread(product.kill, WEBS[0])
        await until(lambda: mail.answers[0] > 0, "the broken line")
        too_early = ["2xx without a row"] if mail.kept else []
    await saying
    await person.hears(QUESTION)
    fault = "web killed before it keeps an event"
    await provider_verdict.on(fault, 1, [person], too_early + _heard_once(person))


async def test_a_web_killed_after_it_committed_is_told_again_and_keeps_it_once(
    product: Product,
    mail: Mail,
    ledger: Ledger,
    new_person: NewPerson,
    provider_verdict: ProviderVerdict,
    seed: int,
) -> None:
    fault = "web killed before it says yes"
    person = new_person("quick")
    with _unable_to_ring(product):
        saying = asyncio.create_task(person.says("Hello"))
        await until(lambda: bool(_rows_of(product, person)), "the row")
        await asyncio.to_thread(product.kill, WEBS[0])
    await saying
    await person.hears(QUESTION)
    ledger.count(fault, "told again", mail.answers[0])
    await provider_verdict.on(fault, 1, [person], _heard_once(person))


async def test_events_that_come_often_have_one_effect_each(
    product: Product,
    mail: Mail,
    new_person: NewPerson,
    provider_verdict: ProviderVerdict,
    seed: int,
) -> None:
    chance = random.Random(seed)
    people = [new_person("quick") for _ in range(TWINS)]
    events = {person: person.event("Hello") for person in people}
    posts = [person for person in people for _ in range(chance.randint(2, 5))]
    chance.shuffle(posts)
    room = asyncio.Semaphore(AT_ONCE)

    async def post(person: Person, door: int) -> None:
        async with room:
            await mail.post(person.line, events[person], first_door=door)

    await asyncio.gather(*(post(person, number) for number, person in enumerate(posts)))
    await asyncio.to_thread(settle, product)
    product.change("UPDATE conversations_message SET inbound_id = NULL")
    product.change("DELETE FROM chat_channels_inboundevent")
    mail.kept.clear()
    await asyncio.gather(*(post(person, number) for number, person in enumerate(people)))
    await asyncio.to_thread(settle, product)
    wrong = list(chain.from_iterable(_heard_once(person) for person in people))
    repeats = len(posts)  # beside the first of each, those after its row was pruned
    await provider_verdict.on("events that come 2 to 5 times", repeats, people, wrong)


async def test_events_out_of_order_are_taken_in_by_their_own_time(
    product: Product,
    mail: Mail,
    new_person: NewPerson,
    provider_verdict: ProviderVerdict,
    seed: int,
) -> None:
    chance = random.Random(seed)
    begin = datetime.now(UTC) - timedelta(minutes=1)
    people = [new_person("patient") for _ in range(4)]
    told = [
        (person, person.event(f"word-{number}", begin + timedelta(seconds=number)))
        for number in range(WORDS)
        for person in people
    ]
    chance.shuffle(told)
    for engine in ENGINES:
        product.freeze(engine)
    await asyncio.gather(*(mail.post(person.line, event) for person, event in told))
    for engine in ENGINES:
        product.thaw(engine)
    await asyncio.to_thread(settle, product)
    late = [person.event("late", begin - timedelta(seconds=1)) for person in people]
    await asyncio.gather(*(mail.post(p.line, event) for p, event in zip(people, late, strict=True)))
    await asyncio.to_thread(settle, product)
    right = [(f"word-{number}", False) for number in range(WORDS)] + [("late", True)]
    threads = [product.query(_HEARD, {"address": person.address}) for person in people]
    wrong = [f"out of order: {thread}" for thread in threads if thread != right]
    fault = "events out of order, one of them late"
    await provider_verdict.on(fault, len(told) + len(late), people, wrong)


async def test_receipts_that_come_backwards_never_lower_a_message(
    product: Product,
    mail: Mail,
    new_person: NewPerson,
    provider_verdict: ProviderVerdict,
    seed: int,
) -> None:
    people = [new_person("quick") for _ in range(5)]
    await asyncio.gather(*(person.says("Hello") for person in people))
    await asyncio.gather(*(person.hears(QUESTION) for person in people))
    for state in ("read", "delivered", "failed"):
        receipts = [(p, p.receipt(p.seen()[0].id, state)) for p in people]
        await asyncio.gather(*(mail.post(p.line, receipt) for p, receipt in receipts))
        await asyncio.to_thread(settle, product)
    states = product.query(_RECEIPTS, {"ids": [person.seen()[0].id for person in people]})
    wrong = [f"lowered to {state}" for (state,) in states if state != "read"]
    await provider_verdict.on("receipts backwards", 3 * len(people), people, wrong)


async def test_a_batch_with_one_poison_is_kept_and_all_others_are_answered(
    product: Product,
    mail: Mail,
    new_person: NewPerson,
    provider_verdict: ProviderVerdict,
    seed: int,
) -> None:
    people = [new_person("patient") for _ in range(BATCH // 10)]
    events = [person.event(f"word-{number}") for number in range(10) for person in people]
    poison = random.Random(seed).randrange(BATCH)
    events[poison]["type"] = "dance"
    await mail.post(people[0].line, *events)
    await asyncio.to_thread(settle, product)
    states = product.query(_STATES, {"senders": [person.address for person in people]})
    right = [("done", "", BATCH - 1), ("quarantined", ": union_tag_invalid", 1)]
    wrong = [] if states == right else [f"became of the batch: {states}"]
    wrong += [f"no answer for {p.address}" for p in people if QUESTION not in p.heard()]
    await provider_verdict.on(f"batch of {BATCH:,} with one poison", 1, people, wrong)


async def test_a_burst_of_one_person_is_merged_and_all_of_it_answered(
    product: Product,
    neighbours: Neighbours,
    ledger: Ledger,
    new_person: NewPerson,
    provider_verdict: ProviderVerdict,
    seed: int,
) -> None:
    fault = "burst on a channel that waits for the rest"
    overlaps = neighbours.model.overlaps
    people = [new_person("patient") for _ in range(TALKERS)]
    await asyncio.gather(*(_burst(person) for person in people))
    wrong = [f"{p.heard()} for {p.words}" for p in people if _answered(p) != p.words[1:]]
    if overlaps := neighbours.model.overlaps - overlaps:
        wrong.append(f"{overlaps} turns of one conversation ran at once")
    senders = [person.address for person in people]
    ledger.count(fault, "turns", int(product.query(_TURNS, {"senders": senders})[0][0]))
    await provider_verdict.on(fault, TALKERS, people, wrong)


async def _burst(person: Person) -> None:
    name = uuid.uuid4().hex
    await person.says("Hello")
    await person.hears(QUESTION)
    for number in range(19):
        await person.says(f"model echo {name} {number}", first_door=number)
        await asyncio.sleep(0.05)
    await until(lambda: len(_answered(person)) >= 19, "all answers")


def _answered(person: Person) -> list[str]:
    """The model repeats what it was asked, which may be several messages at once."""
    answers = [text for text in person.heard() if text != QUESTION]
    return [line for answer in answers for line in answer.split("\n")]


def _heard_once(person: Person) -> list[str]:
    heard = person.heard()
    return [] if heard == [QUESTION] else [f"{person.address} saw {heard}"]


def _rows_of(product: Product, person: Person) -> list[tuple[object, ...]]:
    return product.query(_IS_KEPT, {"address": person.address})


@contextlib.contextmanager
def _unable_to_ring(product: Product) -> Iterator[None]:
    """Redis takes no ring, so that a web stands between its commit and its answer."""
    with redis.Redis.from_url(product.redis_url) as client:
        client.execute_command("CLIENT", "PAUSE", HELD_UP_SECONDS * 1000, "WRITE")
        try:
            yield
        finally:
            client.execute_command("CLIENT", "UNPAUSE")
