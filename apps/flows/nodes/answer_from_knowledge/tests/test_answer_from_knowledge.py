from typing import Any

import pytest

from apps.core.content import Source, SourcesContent
from apps.flows.engine import NoKnowledge, Ports, compile_graph
from apps.flows.testing import Desk, ScriptedModel, Talk, draw, ports_with

PAGES = [
    {
        "title": "Returns",
        "url": "https://mossbird.example/returns",
        "text": "30 days",
        "score": 0.9,
    },
    {"title": "Shipping", "url": None, "text": "2 days", "score": 0.5},
    {"title": "Jobs", "url": None, "text": "None", "score": 0.1},
]


def talk(model: ScriptedModel, passages: Any = PAGES, **config: Any) -> Talk:
    graph = draw(
        "start -> it; it.not_sure -> bye",
        it=("answer_from_knowledge", config),
        bye=("end", {"message": "Bye"}),
    )
    return Talk(compile_graph(graph), ports_with(model=model, passages=passages))


async def test_it_answers_from_passages_and_names_them() -> None:
    model = ScriptedModel({"known": True, "answer": "Within 30 days.", "passages": [1, 7, "x"]})
    visitor = talk(model, instructions="Be brief.", save_as="answer")
    assert await visitor.say("How long can I return it?") == ["Within 30 days."]
    assert visitor.last.replies[1] == SourcesContent(
        sources=(Source(title="Returns", url="https://mossbird.example/returns"),)
    )
    assert visitor.last.variables["answer"] == "Within 30 days."
    step = visitor.last.steps[1]
    assert step.sentence.startswith("Answered from “Returns”.")
    told: Any = step.detail["passages"]
    assert [(one["title"], one["score"]) for one in told] == [
        ("Returns", 0.9),
        ("Shipping", 0.5),
        ("Jobs", 0.1),
    ]
    assert model.instructions.startswith("Be brief.")
    assert "[2] Shipping\n2 days" in model.instructions
    assert "Jobs" not in model.instructions


async def test_it_can_keep_its_sources_to_itself() -> None:
    model = ScriptedModel({"known": True, "answer": "Yes.", "passages": [1]})
    visitor = talk(model, show_sources=False)
    await visitor.say("Hi")
    assert len(visitor.last.replies) == 1


@pytest.mark.parametrize(
    "answer",
    [
        {"known": False, "answer": "Perhaps.", "passages": []},
        {"known": True, "answer": " ", "passages": [1]},
        {"known": "yes", "answer": "Perhaps.", "passages": [1]},
    ],
)
async def test_what_the_passages_do_not_hold_is_not_said(answer: Any) -> None:
    visitor = talk(ScriptedModel(answer))
    assert await visitor.say("Who are you?") == ["Bye"]
    sentence = "The passages that were found do not hold the answer."
    assert visitor.last.steps[1].sentence == sentence


async def test_without_a_near_passage_no_model_is_asked() -> None:
    model = ScriptedModel()
    visitor = talk(model, PAGES[2:])
    assert await visitor.say("Any jobs?") == ["Bye"]
    assert visitor.last.steps[1].sentence == "No passage is near enough to the question."
    assert model.asked == []


async def test_a_workspace_without_knowledge_is_not_sure_and_says_why() -> None:
    visitor = talk(ScriptedModel())
    visitor.ports = Ports(people=Desk(()), knowledge=NoKnowledge())
    assert await visitor.say("Hi") == ["Bye"]
    assert visitor.last.steps[1].sentence == "This workspace has no knowledge yet."


async def test_a_failure_of_the_model_has_its_own_path() -> None:
    visitor = talk(ScriptedModel({"error": "conversation_budget"}))
    await visitor.say("Hi")
    step = visitor.last.steps[1]
    assert step.exit == "error"
    assert "The budget of one conversation is spent." in step.sentence
