from typing import Any

import pytest

from apps.flows.checker import check
from apps.flows.engine import compile_graph
from apps.flows.testing import Talk, draw


def graph(*languages: str) -> Any:
    rows = [{"language": tag} for tag in languages]
    return draw("start -> which", which=("language", {"languages": rows}))


@pytest.mark.parametrize(
    ("spoken", "exit_id"),
    [("de", "de"), ("de-AT", "de"), ("pt-br", "pt-BR"), ("pt", "other"), ("fr", "other")],
)
async def test_a_language_takes_its_path_or_that_of_its_family(spoken: str, exit_id: str) -> None:
    visitor = Talk(compile_graph(graph("de", "pt-BR")), language=spoken)
    await visitor.open()
    assert visitor.last.steps[1].exit == exit_id


async def test_the_trace_names_the_language() -> None:
    visitor = Talk(compile_graph(graph("de")), language="pt-BR")
    await visitor.open()
    sentence = visitor.last.steps[1].sentence
    assert sentence.startswith("The visitor's language is Portuguese (Brazil).")


@pytest.mark.parametrize("languages", [(), ("de", "DE"), ("Deutsch, Englisch",)])
def test_it_rejects_languages_that_have_no_path(languages: tuple[str, ...]) -> None:
    assert [finding.code for finding in check(graph(*languages)).errors] == ["bad_config"]
