from typing import Any

import pytest

from apps.flows.checker import check
from apps.flows.engine import SetContact, Turn, compile_graph, run
from apps.flows.testing import desk, draw


def graph(*facts: dict[str, Any]) -> Any:
    return draw(
        "start -> keep; keep.next -> hi; keep.invalid -> odd",
        keep=("set_contact", {"facts": list(facts)}),
        hi=("say", {"texts": ["Hi {{ contact.name }}{{ contact.plan }}"]}),
        odd=("end", {"message": "Odd"}),
    )


async def keep(*facts: dict[str, Any], **variables: Any) -> Any:
    turn = Turn("opened", variables=variables, contact={"plan": "free"})
    return await run(compile_graph(graph(*facts)), turn, desk())


async def test_what_is_known_can_be_read_at_once() -> None:
    result = await keep(
        {"field": "name", "value": " {{ first }}  Lang "},
        {"field": "own", "own": "plan", "value": "gold"},
        first="Lena",
    )
    assert result.effects == (SetContact({"name": "Lena Lang", "plan": "gold"}),)
    assert result.replies[0].text == "Hi Lena Langgold"
    assert result.steps[1].sentence == "Saved the contact's name, plan."


async def test_the_trace_does_not_tell_the_facts() -> None:
    result = await keep({"field": "name", "value": "Lena Lang"}, {"field": "own", "own": "plan"})
    assert "Lena" not in str(result.steps)


@pytest.mark.parametrize(
    ("field", "value", "kept"),
    [
        ("email", "It is Lena@Shop.Example.", "Lena@shop.example"),
        ("phone", "+49 30 1234567", "+49301234567"),
        ("language", "pt-BR", "pt-BR"),
        ("email", "", ""),
    ],
)
async def test_what_fits_is_read(field: str, value: str, kept: str) -> None:
    result = await keep({"field": field, "value": value})
    assert result.effects == (SetContact({field: kept}),)


@pytest.mark.parametrize(
    ("field", "value"), [("email", "lena at shop"), ("phone", "none"), ("language", "German!")]
)
async def test_what_does_not_fit_takes_the_path_for_it_and_the_rest_is_kept(
    field: str, value: str
) -> None:
    result = await keep({"field": field, "value": value}, {"field": "name", "value": "Lena"})
    assert result.effects == (SetContact({"name": "Lena"}),)
    assert result.steps[1].exit == "invalid"
    assert "Did not save the contact's" in result.steps[1].sentence
    assert [reply.text for reply in result.replies] == ["Odd"]


async def test_an_empty_own_field_is_forgotten() -> None:
    result = await keep({"field": "own", "own": "plan", "value": "{{ nothing }}"})
    assert result.effects == (SetContact({"plan": None}),)


@pytest.mark.parametrize(
    "facts", [[], [{"field": "own", "own": "email"}], [{"field": "own", "own": "a b"}], [{}]]
)
def test_it_rejects_fields_that_are_none(facts: list[dict[str, Any]]) -> None:
    assert {finding.code for finding in check(graph(*facts)).errors} == {"bad_config"}
