"""The statements of every message find their rows by their own keys, whatever the tables hold.

They are planned once a connection, for any values. An index that all rows of a workspace share, or
all that wait, would do as well while the tables are small, and would cost more with each message.
"""

import json
from collections.abc import Iterator
from typing import Any

from apps.conversations.tests.conftest import Shop, Visitor
from apps.conversations.thread.transcript import Cursor, read_news
from apps.conversations.widget.visits import open_visit
from apps.platform.db.pool import Connection, connections_of_loops

OF_ONE_ROW = {
    *("conversations_contact_pkey", "conversations_contactaddress_pkey"),
    *("conversations_conversation_pkey", "conversations_message_pkey"),
    *("conversations_turn_pkey", "one_contact_per_address"),
}
READ_OFTEN = ("chat_channels_", "flows_", "tenants_")
"""Tables that messages do not make grow."""
OF_ONE_CONVERSATION = {"one_message_per_seq", "one_message_per_client_id", "turns_in_order"}
_PREPARED = """
SELECT name, statement, cardinality(parameter_types) FROM pg_prepared_statements
WHERE statement ~ 'conversations_' AND statement !~ 'pg_prepared_statements'
"""


async def test_hot_statements_read_by_keys(shop: Shop, visitor: Visitor) -> None:
    await visitor.bot()
    await visitor.picks("order")
    await visitor.bot()
    await read_news(shop.tenant.id, visitor.id, Cursor())
    await open_visit(shop.widget_channel, visitor.visit.token)
    async with connections_of_loops.get().lend() as connection:
        prepared = await (await connection.execute(_PREPARED, prepare=False)).fetchall()
        plans = {
            statement: await _plan(connection, name, most) for name, statement, most in prepared
        }
    assert len(plans) >= 6
    indexes = {index for index in _indexes(plans) if not index.startswith(READ_OFTEN)}
    contact_of = {index for index in indexes if "contact_id" in index}
    assert indexes <= OF_ONE_ROW | OF_ONE_CONVERSATION | contact_of
    assert "conversations_conversation_pkey" in indexes


async def _plan(connection: Connection, name: str, parameters: int) -> Any:
    values = ", ".join(["NULL"] * parameters)
    explain = f"EXPLAIN (FORMAT JSON) EXECUTE {name} ({values})"
    [(explained,)] = await (await connection.execute(explain.encode(), prepare=False)).fetchall()
    return json.loads(explained) if isinstance(explained, str) else explained


def _indexes(plan: Any) -> Iterator[str]:
    """Give the indexes that a plan reads by; a table that is read whole is named instead."""
    if isinstance(plan, dict):
        if plan.get("Node Type") == "Seq Scan":
            yield f"all of {plan['Relation Name']}"
        if "Index Name" in plan:
            yield plan["Index Name"]
        for part in plan.values():
            yield from _indexes(part)
    if isinstance(plan, list):
        for part in plan:
            yield from _indexes(part)
