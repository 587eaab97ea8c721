"""Writing down what a program does with a conversation, as what it shall do from now on."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from apps.flows.engine import Outcome, Policy, Ports, Program
from apps.flows.flow_tests.play import lead, said_in
from apps.flows.flow_tests.script import Answered, Exchange, ExpectedReply, Script, Way


async def record(
    program: Program, script: Script, ports: Ports, policies: Sequence[Policy] = ()
) -> Script:
    """Give the same conversation with everything that comes of it expected.

    ``ports`` are asked for real; their answers are kept, so that the test asks nobody later.
    """
    exchanges = [
        expecting(exchange, said_in(result), result.trace())
        async for exchange, result in lead(program, script, ports, policies)
    ]
    return script.model_copy(update={"exchanges": tuple(exchanges)})


def expecting(exchange: Exchange, said: Iterable[str], trace: dict[str, Any]) -> Exchange:
    """Give an exchange that expects what a turn did, by its replies in words and its trace."""
    outcome: Outcome = trace["outcome"]
    ways = dict.fromkeys(
        (step["node"], step["exit"]) for step in trace["steps"] if step["exit"] and _is_own(step)
    )
    return exchange.model_copy(
        update={
            "replies": tuple(ExpectedReply(text=words) for words in said),
            "ways": tuple(Way(node=node, exit=exit_id) for node, exit_id in ways),
            "outcome": outcome,
            "answers": tuple(Answered(**answer) for answer in trace["ports"]),
        }
    )


def _is_own(step: Mapping[str, Any]) -> bool:
    """Say whether a step is on the canvas, not in a flow that it calls or a policy around it."""
    return not step.get("within") and not step.get("policy")
