import json
from typing import Any

import pytest

from apps.flows.checker import check
from apps.flows.engine import Ports, Replayer, Turn, compile_graph, run
from apps.flows.testing import Desk, Talk, Web, draw

ADDRESS = "https://shop.example/orders/{{ number }}?name={{ name }}"


def graph(**config: Any) -> Any:
    return draw(
        "start -> ask; ask.done -> fine; ask.error -> sorry",
        variables=[{"name": "name", "personal": True}],
        ask=("http_request", {"url": ADDRESS, **config}),
        fine=("end", {"message": "{{ state }} {{ count }}"}),
        sorry=("end", {"message": "Sorry {{ status }}"}),
    )


async def ask(*answers: dict[str, Any], variables: Any = None, **config: Any) -> tuple[Talk, Web]:
    web = Web(*answers)
    ports = Ports(people=Desk([]), http=web)
    visitor = Talk(compile_graph(graph(**config)), ports, variables=variables or {})
    await visitor.open()
    return visitor, web


def answer(value: Any, status: int = 200) -> dict[str, Any]:
    return {"status": status, "text": json.dumps(value)}


def said(visitor: Talk) -> list[str]:
    replies: Any = visitor.last.replies
    return [reply.text.strip() for reply in replies]


async def test_it_saves_parts_of_the_answer() -> None:
    save = [
        {"variable": "state", "path": "order.items[1].state"},
        {"variable": "count", "path": "order.count"},
    ]
    order = {"order": {"count": 2, "items": [{}, {"state": "sent"}]}}
    visitor, _ = await ask(answer(order), save=save)
    assert said(visitor) == ["sent 2"]
    assert visitor.variables["count"] == 2
    step = visitor.last.steps[1]
    assert step.sentence == "shop.example answered 200. Saved state, count."
    assert step.changed == {"state": "sent", "count": 2}


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("", [{"a": 1}, [[2]]]),
        ("[0]", {"a": 1}),
        ("[0].a", 1),
        ("[1][0][0]", 2),
        ("[7]", None),
        ("a", None),
        ("[0].b.c", None),
        ("[0].a.b", None),
    ],
)
async def test_a_path_leads_to_a_part_or_to_nothing(path: str, found: Any) -> None:
    kept = [{"variable": "state", "path": path}]
    visitor, _ = await ask(answer([{"a": 1}, [[2]]]), save=kept)
    assert visitor.variables["state"] == found


async def test_values_in_the_address_stay_one_part_of_it() -> None:
    hostile = {"number": "7/../../admin?x=1#y", "name": "a&b=c d"}
    _, web = await ask(answer({}), variables=hostile)
    assert web.asked[0]["url"] == (
        "https://shop.example/orders/7%2F..%2F..%2Fadmin%3Fx%3D1%23y?name=a%26b%3Dc%20d"
    )
    _, web = await ask(answer({}), variables={"number": "..", "name": "Ü"})
    assert web.asked[0]["url"] == "https://shop.example/orders/?name=%C3%9C"


async def test_fields_are_sent_as_json_and_a_value_alone_keeps_its_kind() -> None:
    fields = [
        {"name": "greeting", "value": 'Hi {{ name }}"'},
        {"name": "number", "value": "{{ number }}"},
        {"name": "tags", "value": " {{ tags }} "},
    ]
    held = {"name": '"}', "number": 7, "tags": ["a"]}
    _, web = await ask(answer({}), variables=held, method="POST", fields=fields)
    body = json.loads(str(web.asked[0]["body"]))
    assert body == {"greeting": 'Hi "}"', "number": 7, "tags": ["a"]}
    assert web.asked[0]["headers"] == [
        {"name": "Content-Type", "value": "application/json", "secret": ""}
    ]


@pytest.mark.parametrize(
    ("media_type", "text", "sent"),
    [
        ("application/json", '{"a": "{{ name }}"}', '{"a": "\\" & <"}'),
        ("application/x-www-form-urlencoded", "a={{ name }}", "a=%22%20%26%20%3C"),
        ("application/xml", "<a>{{ name }}</a>", "<a>&quot; &amp; &lt;</a>"),
        ("text/plain", "{{ name }}", '" & <'),
    ],
)
async def test_values_in_a_text_are_spelled_for_its_type(
    media_type: str, text: str, sent: str
) -> None:
    config = {"method": "POST", "text": text, "media_type": media_type}
    _, web = await ask(answer({}), variables={"name": '" & <'}, **config)
    assert web.asked[0]["body"] == sent


async def test_a_secret_goes_to_the_port_by_its_name_only() -> None:
    headers = [
        {"name": "Authorization", "value": "Bearer ", "secret": "shop_key"},
        {"name": "X-Name", "value": "{{ name }}"},
    ]
    visitor, web = await ask(answer({}), variables={"name": "Lena"}, headers=headers)
    assert web.asked[0]["headers"] == [
        {"name": "Authorization", "value": "Bearer ", "secret": "shop_key"},
        {"name": "X-Name", "value": "Lena", "secret": ""},
    ]
    assert web.asked[0]["body"] == ""
    assert "Lena" not in str(visitor.last.steps)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (answer({}, 404), "shop.example answered 404, which is no good answer."),
        (answer({}, 302), "shop.example answered 302, which is no good answer."),
        ({"error": "timeout"}, "shop.example did not answer in time."),
        ({"error": "refused"}, "shop.example may not be called"),
        (
            {"error": "no_secret", "secret": "shop_key"},
            "shop.example was not asked, because there is no such secret (“shop_key”).",
        ),
        ({"status": 200, "text": "<html>"}, "shop.example did not answer in JSON"),
        ({"status": 200, "text": '{"a": NaN}'}, "shop.example did not answer in JSON"),
        (answer({"state": "a" * 20_000}), "shop.example answered more than can be kept"),
    ],
)
async def test_no_good_answer_takes_the_path_for_it(given: dict[str, Any], sentence: str) -> None:
    visitor, _ = await ask(given, save=[{"variable": "state", "path": "state"}])
    assert visitor.last.steps[1].exit == "error"
    assert visitor.last.steps[1].sentence.startswith(sentence)
    assert "state" not in visitor.variables


async def test_the_status_can_be_saved() -> None:
    visitor, _ = await ask(answer({}, 404), save_status_as="status")
    assert said(visitor) == ["Sorry 404"]


async def test_a_text_that_is_no_json_can_be_saved_whole() -> None:
    visitor, _ = await ask({"status": 200, "text": "fi\0ne"}, save=[{"variable": "state"}])
    assert visitor.variables["state"] == "fine"


async def test_a_turn_replays_without_asking_again() -> None:
    program = compile_graph(graph(save=[{"variable": "state", "path": "state"}]))
    turn = Turn("opened", variables={"number": 7})
    ports = Ports(people=Desk([]), http=Web(answer({"state": "sent"})))
    result = await run(program, turn, ports)
    stored = json.loads(json.dumps({"turn": turn.as_json()} | result.trace()))
    replayed = await run(program, Turn.from_json(stored["turn"]), Replayer(stored["ports"]).ports)
    assert replayed == result
    assert replayed.variables["state"] == "sent"


@pytest.mark.parametrize(
    "url",
    [
        *("ftp://a.example", "a.example/b", "https://{{ host }}/a", "https://a.{{ host }}.example"),
        *("https://me:hush@a.example/", "https://a.example/{% if a %}b{% endif %}", "http://"),
    ],
)
def test_it_rejects_an_address_that_a_visitor_could_bend(url: str) -> None:
    assert {finding.code for finding in check(graph(url=url)).errors} == {"bad_config"}


@pytest.mark.parametrize("path", ["a b", "a..b", "a[x]", "[0", ".a"])
def test_it_rejects_a_path_that_leads_nowhere(path: str) -> None:
    found = check(graph(save=[{"variable": "state", "path": path}]))
    assert {finding.code for finding in found.errors} == {"bad_config"}


def test_the_checker_wants_an_address_and_advises_a_path_for_failure() -> None:
    lonely = draw("start -> ask; ask.done -> bye", ask="http_request", bye="end")
    assert "bad_config" in {finding.code for finding in check(lonely).errors}
    lonely = draw("start -> ask; ask.done -> bye", ask=("http_request", {"url": ""}), bye="end")
    findings = check(lonely)
    assert "missing_text" in {finding.code for finding in findings.errors}
    assert any("No good answer" in str(finding.sentence) for finding in findings)
