import pytest

from apps.flows.engine import Ports, compile_graph
from apps.flows.testing import Desk, Talk, draw


@pytest.mark.parametrize(
    ("there", "team", "exit_id", "sentence"),
    [
        (["Billing"], None, "online", "Somebody is online."),
        (["Billing"], "Billing", "online", "Somebody of Billing is online."),
        (["Billing"], "Plant care", "away", "Nobody of Plant care is online."),
        ([], None, "away", "Nobody is online."),
    ],
)
async def test_it_looks_who_is_there(
    there: list[str | None], team: str | None, exit_id: str, sentence: str
) -> None:
    graph = draw("start -> who", who=("agent_online", {"team": team}))
    people = Desk(there)
    visitor = Talk(compile_graph(graph), Ports(people=people))
    await visitor.open()
    step = visitor.last.steps[1]
    assert (step.exit, people.asked) == (exit_id, [team])
    assert step.sentence.startswith(sentence)
