"""The model's client against a server that speaks the OpenAI API, well or badly."""

from typing import Any

import pytest

from apps.flows.engine import NO_DELTAS
from apps.flows.language_model.server import ModelServer, ask_server
from apps.flows.testing import Watcher
from apps.flows.testing.openai_server import (
    CUT,
    HANG,
    Held,
    OpenAIServer,
    Reply,
    completion,
    openai_server,
    problem,
    streamed,
)

USAGE = {"prompt_tokens": 12, "completion_tokens": 3, "total_tokens": 15}
HELLO = completion("Hello.", usage=USAGE)
SCHEMA = {"type": "object", "properties": {"mood": {"type": "string"}}, "required": ["mood"]}


@pytest.fixture(autouse=True)
def private_models_are_allowed(settings: Any) -> None:
    settings.XIN_ALLOW_PRIVATE_MODELS = True


@pytest.fixture(autouse=True)
def retries_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("openai._base_client.INITIAL_RETRY_DELAY", 0.001)
    monkeypatch.setattr("openai._base_client.MAX_RETRY_DELAY", 0.001)


async def ask(
    server: OpenAIServer, model: str = "toy", watcher: Watcher | None = None, **more: Any
) -> dict[str, Any]:
    request = {
        "messages": [
            {"role": "system", "text": "Be kind."},
            {"role": "user", "text": "Hi {{ not_a_template }}"},
        ],
        "schema": None,
        "max_tokens": 50,
        "seconds": 5,
    }
    deltas = watcher or NO_DELTAS
    return await ask_server(ModelServer(server.base_url, model, "sk-test"), request | more, deltas)


async def test_it_gives_the_words_and_what_they_cost() -> None:
    async with openai_server(HELLO) as server:
        answer = await ask(server)
    assert answer == {"text": "Hello.", "finish": "stop", "tokens_in": 12, "tokens_out": 3}
    (asked,) = server.requests
    assert (asked["model"], asked["max_tokens"], asked["temperature"]) == ("toy", 50, 0)
    assert asked["messages"][1]["content"] == "Hi {{ not_a_template }}"
    assert "response_format" not in asked
    assert "authorization: bearer sk-test" in server.headers[0].lower()
    assert "x-stainless" not in server.headers[0].lower()


async def test_it_asks_for_the_shape_of_a_schema() -> None:
    async with openai_server(completion('{"mood": "fine"}')) as server:
        answer = await ask(server, schema=SCHEMA)
    assert answer["text"] == '{"mood": "fine"}'
    told = server.requests[0]["response_format"]["json_schema"]
    assert (told["strict"], told["schema"]) == (True, SCHEMA)


async def test_tokens_that_a_server_does_not_tell_are_estimated() -> None:
    async with openai_server(completion("x" * 40)) as server:
        answer = await ask(server)
    assert (answer["tokens_in"], answer["tokens_out"]) == (7, 10)


@pytest.mark.parametrize("schema", [None, SCHEMA])
async def test_an_answer_that_was_cut_off_says_so(schema: object) -> None:
    async with openai_server(completion('{"mo', "length", USAGE)) as server:
        answer = await ask(server, schema=schema)
    assert (answer["finish"], answer["tokens_in"], answer["tokens_out"]) == ("length", 12, 3)


@pytest.mark.parametrize("status", [429, 500, 503])
async def test_it_tries_again_when_the_server_is_busy_or_ill(status: int) -> None:
    async with openai_server(problem(status), problem(status), HELLO) as server:
        answer = await ask(server)
    assert answer["text"] == "Hello."
    assert len(server.requests) == 3


@pytest.mark.parametrize(
    ("step", "reason", "requests"),
    [
        (problem(429), "rate_limited", 3),
        (problem(500), "server_error", 3),
        (problem(401), "wrong_key", 1),
        (problem(403), "wrong_key", 1),
        (problem(404), "unknown_model", 1),
        (problem(400), "refused", 1),
        (problem(413), "refused", 1),
        (CUT, "unreachable", 3),
        (Reply(body="<html>Welcome</html>", content_type="text/html"), "broken", 1),
        (Reply(body="{not json"), "broken", 1),
        (Reply(body="{}"), "broken", 1),
        (Reply(body='{"choices": []}'), "broken", 1),
        (Reply(body="null"), "broken", 1),
        (completion("", "content_filter"), "filtered", 1),
        (completion("Half an", finish=None), "broken_off", 1),
        (completion("Half an", "tool_calls"), "broken_off", 1),
    ],
)
async def test_each_way_to_fail_has_its_reason(step: Any, reason: str, requests: int) -> None:
    async with openai_server(step) as server:
        answer = await ask(server)
    assert answer["error"] == reason
    assert len(server.requests) == requests


async def test_a_server_that_does_not_answer_in_time_is_given_up() -> None:
    async with openai_server(HANG) as server:
        assert await ask(server, seconds=0.2) == {"error": "timeout"}


async def test_nobody_listens() -> None:
    async with openai_server(HELLO) as server:
        pass
    assert await ask(server) == {"error": "unreachable"}


async def test_a_model_that_refuses_an_option_is_asked_without_it_from_then_on() -> None:
    refusals = [
        problem(400, param="max_tokens", code="unsupported_parameter"),
        problem(400, param="temperature", code="unsupported_value"),
        problem(400, param="response_format"),
    ]
    async with openai_server(*refusals, HELLO) as server:
        for _ in range(2):
            assert (await ask(server, "thinker", schema=SCHEMA))["text"] == "Hello."
    assert len(server.requests) == 5
    last = server.requests[-1]
    assert last["max_completion_tokens"] == 50
    assert not last.keys() & {"max_tokens", "temperature", "response_format"}


async def test_an_address_in_our_network_needs_the_installation_to_allow_it(settings: Any) -> None:
    settings.XIN_ALLOW_PRIVATE_MODELS = False
    async with openai_server(HELLO) as server:
        assert await ask(server) == {"error": "not_public"}
    assert server.requests == []


async def test_no_key_stands_in_a_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    async with openai_server(problem(401, "Wrong key sk-test")) as server:
        await ask(server)
    ours = [record.getMessage() for record in caplog.records if record.name.startswith("apps.")]
    assert "sk-test" not in "".join(ours)


async def test_words_are_seen_as_they_come() -> None:
    watcher = Watcher()
    async with openai_server(streamed("We ", "open ", "at nine.", usage=USAGE)) as server:
        answer = await ask(server, watcher=watcher)
    assert watcher.seen == ["We ", "open ", "at nine."]
    assert answer == {
        "text": "We open at nine.",
        "finish": "stop",
        "tokens_in": 12,
        "tokens_out": 3,
    }
    assert server.requests[0]["stream_options"] == {"include_usage": True}


async def test_words_are_seen_before_the_server_has_written_all() -> None:
    held = Held("We open ", "at nine.")
    watcher = Watcher(at_first=held.go_on.set)
    async with openai_server(held) as server:
        answer = await ask(server, watcher=watcher)
    assert answer["text"] == "We open at nine."
    assert watcher.seen[0] == "We open "


async def test_nobody_watches_and_so_nothing_is_streamed() -> None:
    async with openai_server(HELLO) as server:
        await ask(server)
    assert "stream_options" not in server.requests[0]
    assert not server.requests[0].get("stream")


@pytest.mark.parametrize("broken", [streamed(finish=None), Reply(body="{}")])
async def test_a_stream_that_breaks_off_unseen_is_asked_for_as_a_whole(broken: Any) -> None:
    watcher = Watcher()
    async with openai_server(broken, HELLO) as server:
        answer = await ask(server, watcher=watcher)
    assert answer["text"] == "Hello."


async def test_a_stream_without_an_end_is_no_answer() -> None:
    watcher = Watcher()
    async with openai_server(streamed("Half ", "an", finish=None), HELLO) as server:
        answer = await ask(server, watcher=watcher)
    assert watcher.seen == ["Half ", "an"]
    assert answer["error"] == "broken_off"
    assert (answer["tokens_in"], answer["tokens_out"]) == (7, 1)
    assert len(server.requests) == 1


async def test_a_stream_that_is_cut_is_no_answer() -> None:
    watcher = Watcher()
    async with openai_server(CUT, HELLO) as server:
        answer = await ask(server, watcher=watcher)
    assert watcher.seen
    assert answer["error"] == "broken_off"


async def test_an_answer_that_is_too_long_says_so_when_it_is_streamed_too() -> None:
    async with openai_server(streamed("One. ", "Tw", finish="length")) as server:
        answer = await ask(server, watcher=Watcher())
    assert (answer["text"], answer["finish"]) == ("One. Tw", "length")


async def test_a_server_that_cannot_tell_the_use_of_a_stream_is_asked_without() -> None:
    refusal = problem(400, param="stream_options")
    async with openai_server(refusal, streamed("Hello.")) as server:
        answer = await ask(server, "plain", watcher=Watcher())
    assert answer["text"] == "Hello."
    assert "stream_options" not in server.requests[1]


async def test_a_server_that_stands_still_in_the_middle_is_given_up() -> None:
    held = Held("We open ", "at nine.")
    watcher = Watcher()
    async with openai_server(held) as server:
        assert await ask(server, watcher=watcher, seconds=0.5) == {"error": "timeout"}
        held.go_on.set()
    assert watcher.seen == ["We open "]
