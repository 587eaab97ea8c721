"""The yardstick: the same dialogue as a langgraph graph with its Postgres checkpointer."""

import json
import os
from typing import Any, TypedDict

from langgraph.checkpoint.postgres.aio import AsyncPostgresSaver
from langgraph.graph import END, START, StateGraph
from langgraph.types import Command, interrupt
from psycopg.rows import dict_row
from psycopg_pool import AsyncConnectionPool


class Talk(TypedDict, total=False):
    """What a conversation remembers."""

    number: str
    found: str
    picked: str


def menu(state: Talk) -> Talk:
    """Ask what to do."""
    return {"picked": interrupt("What can I do?")}


def ask(state: Talk) -> Talk:
    """Ask for the number."""
    return {"number": interrupt("Which number?")}


def good(state: Talk) -> Talk:
    """Remember what was found."""
    return {"found": "is on its way"}


def more(state: Talk) -> Talk:
    """Tell what was found and ask on."""
    if state.get("number") == "1042":
        words = f"Order {state['number']} {state['found']}. Anything else?"
    else:
        words = f"I cannot find {state['number']}. Anything else?"
    return {"picked": interrupt(words)}


def compile_graph(saver: AsyncPostgresSaver) -> Any:
    """Build the graph of the dialogue."""
    graph = StateGraph(Talk)
    for node in (menu, ask, good, more):
        graph.add_node(node.__name__, node)
    graph.add_edge(START, "menu")
    graph.add_edge("menu", "ask")
    graph.add_conditional_edges(
        "ask", lambda state: "good" if state["number"] == "1042" else "more", ["good", "more"]
    )
    graph.add_edge("good", "more")
    graph.add_conditional_edges(
        "more", lambda state: "menu" if state["picked"] == "more" else END, ["menu", END]
    )
    return graph.compile(checkpointer=saver)


pool: AsyncConnectionPool[Any] = AsyncConnectionPool(
    os.environ["BENCH_DATABASE_URL"],
    min_size=8,
    max_size=8,
    open=False,
    kwargs={"autocommit": True, "prepare_threshold": 0, "row_factory": dict_row},
)
talk: Any = None


async def application(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Speak ASGI over websockets: the first frame begins a talk, each further one goes on."""
    global talk
    if scope["type"] == "lifespan":
        await receive()
        await pool.open()
        saver = AsyncPostgresSaver(pool)  # type: ignore[arg-type]
        await saver.setup()
        talk = compile_graph(saver)
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await pool.close()
        await send({"type": "lifespan.shutdown.complete"})
        return
    await receive()
    await send({"type": "websocket.accept"})
    while (event := await receive())["type"] == "websocket.receive":
        message = json.loads(event["text"])
        answer = await _turn(message["visitor"], message.get("text"))
        await send({"type": "websocket.send", "text": json.dumps({"answer": answer})})


async def _turn(visitor: str, text: str | None) -> str:
    given: Any = {} if text is None else Command(resume=text)
    result = await talk.ainvoke(given, {"configurable": {"thread_id": visitor}}, durability="sync")
    asked = result.get("__interrupt__")
    return str(asked[0].value) if asked else "Goodbye."
