from apps.flows.engine import CloseConversation, compile_graph
from apps.flows.graph.schema import FlowGraph
from apps.flows.testing import Talk, draw, flow_file


async def test_it_says_goodbye_and_closes() -> None:
    graph = draw("start -> shut", shut=("close", {"message": "Bye {{ name }}"}))
    visitor = Talk(compile_graph(graph), variables={"name": "Lena"})
    assert await visitor.open() == ["Bye Lena"]
    assert visitor.last.effects == (CloseConversation(),)
    assert (visitor.last.outcome, visitor.position) == ("ended", None)
    assert visitor.last.steps[-1].sentence == "Marked the conversation as done."


async def test_it_ends_the_flows_that_called_it_too() -> None:
    inner = flow_file("start -> shut", shut="close")
    outer = flow_file(
        "start -> visit; visit.done -> after",
        visit=("call_flow", {"flow": "inner"}),
        after=("say", {"texts": ["Still here"]}),
    )
    graph = FlowGraph.model_validate(outer | {"flows": {"inner": inner}})
    visitor = Talk(compile_graph(graph))
    assert await visitor.open() == []
    assert (visitor.last.outcome, visitor.position) == ("ended", None)
    assert visitor.last.steps[-1].within == ("visit",)
