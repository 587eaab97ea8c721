"""A test of a flow that asks a server: recorded once, played without the server."""

import json
from typing import Any

from apps.flows.engine import Ports, compile_graph
from apps.flows.flow_tests import Script, play, record
from apps.flows.testing import Desk, Web, draw

SCRIPT = Script.read(
    {"exchanges": [{"cause": "opened"}, {"inputs": [{"text": "7"}]}, {"inputs": [{"text": "x"}]}]}
)


def program(url: str = "https://shop.example/orders/{{ number }}") -> Any:
    save = [{"variable": "state", "path": "state"}, {"variable": "owner", "path": "owner"}]
    return compile_graph(
        draw(
            "start -> which; which.answered -> ask; ask.done -> keep -> more;"
            "more.answered -> tell; ask.error -> sorry",
            which=("ask_text", {"text": "Which?", "save_as": "number"}),
            ask=("http_request", {"url": url, "save": save}),
            keep=("set_contact", {"facts": [{"field": "name", "value": "{{ owner }}"}]}),
            more=("ask_text", {"text": "{{ state }}", "save_as": "more"}),
            tell=("end", {"message": "Bye {{ contact.name }}"}),
            sorry=("end", {"message": "Sorry"}),
        )
    )


async def recorded() -> Script:
    web = Web({"status": 200, "text": json.dumps({"state": "sent", "owner": "Lena"})})
    return await record(program(), SCRIPT, Ports(people=Desk([]), http=web))


async def test_it_plays_from_the_recording_and_remembers_the_contact() -> None:
    script = Script.read(json.loads(json.dumps((await recorded()).as_json())))
    played = await play(program(), script)
    assert played.passed, played.difference
    assert played.replies == [["Which?"], ["sent"], ["Bye Lena"]]


async def test_a_draft_that_asks_something_else_is_told_so() -> None:
    played = await play(program("https://other.example/{{ number }}"), await recorded())
    assert played.difference is not None
    assert played.difference.what == "not_recorded"
    assert "http.send" in played.difference.sentence
