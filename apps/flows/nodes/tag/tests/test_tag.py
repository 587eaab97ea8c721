from typing import Any

import pytest

from apps.flows.checker import check
from apps.flows.engine import ChangeTags, compile_graph
from apps.flows.testing import Talk, draw


async def tag(variables: dict[str, Any] | None = None, **config: Any) -> Talk:
    graph = draw(
        "start -> mark", variables=[{"name": "name", "personal": True}], mark=("tag", config)
    )
    visitor = Talk(compile_graph(graph), variables=variables or {})
    await visitor.open()
    return visitor


async def test_it_adds_and_removes_tags_with_their_values() -> None:
    visitor = await tag({"city": "Wien"}, add=["vip", "from {{ city }}", "vip"], remove="new, old")
    assert visitor.last.effects == (ChangeTags(("vip", "from Wien"), ("new", "old")),)
    assert visitor.last.steps[1].sentence.startswith(
        "Tags: added vip, from Wien, removed new, old."
    )


@pytest.mark.parametrize("config", [{}, {"add": ["{{ nothing }}", "  "]}])
async def test_nothing_to_change_changes_nothing(config: dict[str, Any]) -> None:
    visitor = await tag(**config)
    assert visitor.last.effects == ()
    assert visitor.last.steps[1].sentence.startswith("No tag was changed.")


async def test_a_tag_is_short_and_a_personal_value_in_it_masked_in_the_trace() -> None:
    visitor = await tag({"name": "Lena Lang"}, add=["{{ name }}", "a" * 99])
    assert visitor.last.effects == (ChangeTags(("Lena Lang", "a" * 40)),)
    assert "Lena" not in str(visitor.last.steps)


def test_it_rejects_too_many() -> None:
    graph = draw("start -> mark", mark=("tag", {"add": [str(n) for n in range(21)]}))
    assert {finding.code for finding in check(graph).errors} == {"bad_config"}
