"""What a message costs when much was said before: in its own conversation, and beside it."""

import asyncio
import json
import os
import time
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, LiteralString
from urllib.parse import urlsplit
from uuid import UUID, uuid4

import aiohttp
import django
import psycopg

from bench.contenders import Timings, check, echo_over_sockets, ours_over_sockets, until_turn_done
from bench.cpu import cpu_seconds
from bench.dialogue import SCRIPT
from bench.measuring import HEADINGS, Row, measure, print_table
from bench.servers import our_product, private_servers, served
from tests.product import Product

VISITORS = 16
ROUNDS = 2
"""Of the script in one sitting; three would be more than a visitor may say in ten seconds."""
BURST_SECONDS = 11
EARLIER = 1_000
STORED, STORED_EACH = 1_000_000, 50
KNOWS_ALL = 1_000_000
NUMBERS = (
    *("burst_messages", "burst_seconds", "seq", "turn_seq", "messages", "turns", "handled_seq"),
    *("replies", "to_seq", "run", "lease_epoch", "owner_epoch", "remembered", "longest_quiet"),
)
"""Parameters of hot statements that are whole numbers."""
HEADINGS_LONG = ("messages so far", "p50 ms", "CPU ms", "of the young ones")
HEADINGS_PLANS = ("hot statement", "rows by index")
GROWING = frozenset(
    f"conversations_{name}"
    for name in ("message", "conversation", "turn", "contact", "contactaddress")
)


class Slow(Exception):
    """A hot statement reads a whole table that grows."""


@dataclass(frozen=True)
class Sitting:
    """What messages cost in conversations of one age: median and CPU in milliseconds."""

    so_far: int
    p50: float
    cpu: float

    def as_markdown(self, young: "Sitting") -> str:
        ratio = self.cpu / young.cpu
        return f"| {self.so_far:,} | {self.p50:.1f} | {self.cpu:.2f} | {ratio:.2f} |"


@dataclass(frozen=True)
class History:
    """All that was measured; ``plans`` gives the indexes that a statement reads by."""

    sittings: list[Sitting]
    beside: list[Row]
    plans: dict[str, list[str]]


class Guest:
    """A visitor who comes back to their conversation."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._token: str | None = None
        self.conversation = ""

    async def sit(self, session: aiohttp.ClientSession, timings: Timings) -> None:
        """Hold the dialogue a few times."""
        async with session.ws_connect(self._url) as socket:
            known = {"token": self._token, "last_seq": KNOWS_ALL} if self._token else {}
            await socket.send_json({"type": "hello", **known})
            ready = await socket.receive_json()
            self._token, self.conversation = ready["token"], ready["conversation_id"]
            await until_turn_done(socket)
            for round_ in range(ROUNDS):
                if known or round_:  # the run before is over: any words begin the next
                    await _say(socket, "text", "hello", "What can I do?")
                for line in SCRIPT:
                    begun = time.perf_counter()
                    await _say(socket, *line)
                    timings.add(begun)


async def _say(socket: aiohttp.ClientWebSocketResponse, kind: str, given: str, answer: str) -> None:
    await socket.send_json({"type": "message", "client_msg_id": str(uuid4()), kind: given})
    check(await until_turn_done(socket), answer)


async def sitting(guests: list[Guest], pids: list[int], so_far: int) -> Sitting:
    """Let all of them talk at once."""
    timings, before = Timings(), cpu_seconds(pids)
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:
        await asyncio.gather(*(guest.sit(session, timings) for guest in guests))
    count = len(timings.seconds)
    cost = (cpu_seconds(pids) - before) / count * 1000
    return Sitting(so_far, sorted(timings.seconds)[count // 2] * 1000, cost)


# Rows are made after a real one, so that whatever columns a table has, they are lifelike.
_AGE: LiteralString = """
WITH aged AS (
    UPDATE conversations_conversation SET last_seq = last_seq + %(more)s,
        inbound_seq = last_seq + %(more)s, handled_seq = last_seq + %(more)s
    WHERE id = ANY(%(conversations)s) RETURNING id, last_seq - %(more)s AS first
), turned AS (
    INSERT INTO conversations_turn
    SELECT made.* FROM aged
    JOIN LATERAL (SELECT turn FROM conversations_turn AS turn
                  WHERE conversation_id = aged.id LIMIT 1) AS like_this ON true
    CROSS JOIN generate_series(2, %(more)s, 2) AS number
    CROSS JOIN jsonb_populate_record(like_this.turn, jsonb_build_object(
        'id', gen_random_uuid(), 'from_seq', first + number - 2, 'to_seq', first + number)) AS made
)
INSERT INTO conversations_message
SELECT made.* FROM aged
JOIN LATERAL (SELECT message FROM conversations_message AS message
              WHERE conversation_id = aged.id AND author = 'bot' LIMIT 1) AS like_this ON true
CROSS JOIN generate_series(1, %(more)s) AS number
CROSS JOIN jsonb_populate_record(like_this.message, jsonb_build_object(
    'id', gen_random_uuid(), 'seq', first + number)) AS made
"""
_STORE: LiteralString = """
WITH named AS MATERIALIZED (
    SELECT gen_random_uuid() AS id, gen_random_uuid() AS contact
    FROM generate_series(1, %(conversations)s)
), like_this AS (
    SELECT conversation, contact FROM conversations_conversation AS conversation
    JOIN conversations_contact AS contact ON contact.id = conversation.contact_id
    WHERE conversation.id = %(like)s
), contacts AS (
    INSERT INTO conversations_contact SELECT made.* FROM like_this, named
    CROSS JOIN jsonb_populate_record(like_this.contact,
        jsonb_build_object('id', named.contact)) AS made
), addresses AS (
    INSERT INTO conversations_contactaddress
    SELECT made.* FROM (SELECT known FROM conversations_contactaddress AS known LIMIT 1) AS one,
        named CROSS JOIN jsonb_populate_record(one.known, jsonb_build_object(
            'id', gen_random_uuid(), 'contact_id', named.contact, 'address', named.id)) AS made
), conversations AS (
    INSERT INTO conversations_conversation SELECT made.* FROM like_this, named
    CROSS JOIN jsonb_populate_record(like_this.conversation, jsonb_build_object(
        'id', named.id, 'contact_id', named.contact, 'last_seq', %(each)s::int,
        'inbound_seq', %(each)s::int, 'handled_seq', %(each)s::int)) AS made
)
INSERT INTO conversations_message
SELECT made.* FROM (SELECT message FROM conversations_message AS message
                    WHERE conversation_id = %(like)s AND author = 'bot' LIMIT 1) AS one, named
CROSS JOIN generate_series(1, %(each)s) AS number
CROSS JOIN jsonb_populate_record(one.message, jsonb_build_object(
    'id', gen_random_uuid(), 'conversation_id', named.id, 'seq', number, 'turn_id', null)) AS made
"""


def age(product: Product, guests: list[Guest]) -> None:
    """Give each guest's conversation a long past."""
    names = {"more": EARLIER, "conversations": [UUID(guest.conversation) for guest in guests]}
    product.change(_AGE, names)


def store(product: Product, guest: Guest) -> None:
    """Fill the tables with conversations of others."""
    names = {"conversations": STORED // STORED_EACH, "each": STORED_EACH}
    product.change(_STORE, names | {"like": UUID(guest.conversation)})
    product.change("ANALYZE")


def hot_statements() -> dict[str, str]:
    """Give the statements that run for every message."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xin_project.settings")
    django.setup()
    from apps.channels import queries
    from apps.conversations.orchestrator import claim, commit
    from apps.conversations.thread import accept, offers, transcript
    from apps.conversations.widget import visits as visitors

    return {
        "channel": queries._WIDGET_CHANNEL,
        "known visitor": visitors._KNOWN,
        "new visitor": visitors._BEGIN,
        "offers": offers._RECENT,
        "accept": accept._STORE,
        "claim": claim._CLAIM,
        "its messages": claim._INBOUND,
        "commit": commit._COMMIT,
        "news": transcript._NEWS,
    }


class Typical(dict[str, Any]):
    """Values for a statement: those given, and nothing for the others."""

    def __missing__(self, name: str) -> None:
        return None


def plans(product: Product) -> dict[str, list[str]]:
    """Ask Postgres how it reads for each hot statement.

    Raises:
        Slow: it reads a whole table that grows.
    """
    (tenant, conversation) = product.query(
        "SELECT tenant_id, id FROM conversations_conversation ORDER BY created_at DESC LIMIT 1"
    )[0]
    some = dict.fromkeys(("message_id", "divider_id", "client_msg_id", "turn"), uuid4())
    spans = dict.fromkeys(("lifetime", "often", "lease"), timedelta(minutes=1))
    flags = dict.fromkeys(("is_divider", "is_typed", "limited", "hands_over"), False)
    numbers = dict.fromkeys(NUMBERS, 1)
    place = {"tenant": tenant, "conversation": conversation}
    words = dict.fromkeys(("key", "kind", "address"), "x") | {"channel": str(uuid4())}
    values = Typical(**place, **some, **spans, **flags, **numbers, **words)
    with psycopg.connect(product.database_url) as connection:
        connection.execute("SELECT set_config('app.tenant_id', %s, true)", [str(tenant)])
        return {
            name: _indexes(name, _plan(connection, statement, values))
            for name, statement in hot_statements().items()
        }


def _plan(connection: psycopg.Connection[Any], statement: str, values: Typical) -> Any:
    explained = connection.execute(f"EXPLAIN (FORMAT JSON) {statement}".encode(), values)
    return explained.fetchall()[0][0][0]["Plan"]


def _indexes(statement: str, plan: dict[str, Any]) -> list[str]:
    if plan["Node Type"] == "Seq Scan" and plan["Relation Name"] in GROWING:
        raise Slow(f"{statement}: {json.dumps(plan)}")
    own = [plan["Index Name"]] if "Index Name" in plan else []
    inner = (_indexes(statement, child) for child in plan.get("Plans", ()))
    return list(dict.fromkeys(sum(inner, own)))


def run(product: Product, key: str, seconds: float) -> History:
    """Measure young and old conversations, then the path before and after a million rows."""
    url = f"ws://{urlsplit(product.shop_url).netloc}/ws/widget?key={key}"
    guests = [Guest(url) for _ in range(VISITORS)]
    young = asyncio.run(sitting(guests, product.pids(), ROUNDS * len(SCRIPT)))
    before = _beside(product, key, "before", seconds)
    age(product, guests)
    time.sleep(BURST_SECONDS)
    old = asyncio.run(sitting(guests, product.pids(), EARLIER))
    store(product, guests[0])
    after = _beside(product, key, f"beside {STORED:,} messages", seconds)
    return History([young, old], [*before, *after], plans(product))


def _beside(product: Product, key: str, when: str, seconds: float) -> list[Row]:
    """Measure the floor and our path."""
    with served("bench.floor_app:application", product.database_url) as (port, pid):
        bare = echo_over_sockets(f"ws://127.0.0.1:{port}/")
        floor = measure(f"floor, {when}", bare, VISITORS, [pid], seconds)
    base = urlsplit(product.shop_url).netloc
    sockets = ours_over_sockets(f"ws://{base}/ws/widget", key)
    return [floor, measure(f"ours, {when}", sockets, VISITORS, product.pids(), seconds)]


def print_tables(history: History) -> None:
    """Print the tables in Markdown."""
    young = history.sittings[0]
    print_table(HEADINGS_LONG, [sitting.as_markdown(young) for sitting in history.sittings])
    floors = [row.rate for row in history.beside[::2] for _ in range(2)]
    lines = [row.as_markdown(floor) for row, floor in zip(history.beside, floors, strict=True)]
    print_table(HEADINGS, lines)
    print_table(
        HEADINGS_PLANS,
        [f"| {name} | {', '.join(indexes)} |" for name, indexes in history.plans.items()],
    )


if __name__ == "__main__":
    with private_servers(), our_product() as (_product, _key):
        print_tables(run(_product, _key, seconds=10))
