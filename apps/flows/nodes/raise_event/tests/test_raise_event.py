from typing import Any

import pytest

from apps.flows.checker import check
from apps.flows.engine import RaiseEvent, compile_graph
from apps.flows.nodes.raise_event.component import LONGEST_VALUE, MOST_IN_A_TURN
from apps.flows.testing import Talk, draw

CONFIG = {
    "name": "order.asked",
    "values": [{"name": "number", "value": "{{ number }}"}, {"name": "by", "value": "{{ email }}"}],
}


def graph(**changes: Any) -> Any:
    return draw(
        "start -> raise -> bye",
        **{"raise": ("raise_event", {**CONFIG, **changes})},
        bye=("end", {"message": "Bye"}),
        variables=[{"name": "email", "personal": True}],
    )


async def raised(**values: Any) -> Talk:
    visitor = Talk(compile_graph(graph()), variables=values)
    await visitor.open()
    return visitor


async def test_the_event_is_wanted_with_its_values_and_told_by_name_only() -> None:
    visitor = await raised(number=7, email="lena@shop.example")
    values = {"number": "7", "by": "lena@shop.example"}
    assert visitor.last.effects == (RaiseEvent("order.asked", values),)
    assert visitor.last.steps[1].sentence == "Raised order.asked."
    assert "lena@" not in str(visitor.last.steps)


async def test_a_long_value_is_cut() -> None:
    visitor = await raised(number="x" * 2 * LONGEST_VALUE)
    assert visitor.last.effects == (
        RaiseEvent("order.asked", {"number": "x" * LONGEST_VALUE, "by": ""}),
    )


async def test_a_loop_raises_no_more_than_a_turn_may() -> None:
    drawn = draw(
        "start -> raise -> again; again.again -> raise",
        **{"raise": ("raise_event", CONFIG)},  # type: ignore[arg-type]
        again=("repeat", {"times": MOST_IN_A_TURN + 3}),
    )
    visitor = Talk(compile_graph(drawn))
    await visitor.open()
    assert len(visitor.last.effects) == MOST_IN_A_TURN
    told = {step.sentence for step in visitor.last.steps if step.kind == "raise_event"}
    assert "Raised nothing: one turn raises 20 events at most." in told


@pytest.mark.parametrize("name", ["order asked", "{{ name }}", "order/asked", "a" * 65])
def test_other_names_are_refused(name: str) -> None:
    assert [finding.code for finding in check(graph(name=name)).errors] == ["bad_config"]


def test_the_checker_misses_the_name() -> None:
    findings = check(graph(name="")).errors
    assert [(finding.code, finding.field) for finding in findings] == [("missing_text", "name")]
