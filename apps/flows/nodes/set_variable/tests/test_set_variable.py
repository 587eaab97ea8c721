from typing import Any

from apps.flows.engine import compile_graph
from apps.flows.testing import Talk, draw


async def assign(*rows: tuple[str, Any], **variables: Any) -> Talk:
    assigned = [{"variable": name, "value": value} for name, value in rows]
    graph = draw(
        "start -> save",
        variables=[{"name": "secret", "personal": True}],
        save=("set_variable", {"assign": assigned}),
    )
    visitor = Talk(compile_graph(graph), variables=variables)
    await visitor.say("hello")
    return visitor


async def test_words_are_templates_and_other_values_stay_what_they_are() -> None:
    visitor = await assign(("a", "{{ message }}!"), ("b", 7), ("c", True), ("d", 1.5), ("e", None))
    assert visitor.variables == {"a": "hello!", "b": 7, "c": True, "d": 1.5, "e": None}
    assert visitor.variables["c"] is True


async def test_a_row_reads_what_an_earlier_one_set() -> None:
    visitor = await assign(("count", "{{ count | plus: 1 }}"), ("twice", "{{ count | times: 2 }}"))
    assert visitor.variables == {"count": "1", "twice": "2"}


async def test_the_trace_shows_what_changed() -> None:
    visitor = await assign(("city", "Wien"), ("vip", True))
    assert visitor.last.steps[1].changed == {"city": "Wien", "vip": True}
    assert visitor.last.steps[1].sentence.startswith("Saved city = “Wien”, vip = true.")


async def test_a_copy_of_a_personal_value_is_masked_too() -> None:
    visitor = await assign(("copy", "mail: {{ secret }}"), secret="ada@example.com")
    assert visitor.variables["copy"] == "mail: ada@example.com"
    assert visitor.last.steps[1].changed == {"copy": "mail: •••"}
