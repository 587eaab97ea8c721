"""What packages of others may import: names that stay, and all that the examples need."""

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

PROMISED = {
    "nodes": """
        NEXT Call ChangeTags ChannelLimits CloseConversation Effect Exit HandOver Identifier Leave
        Misfit Move NodeComponent NodeConfig NodeKind NodeSetup PlainText PortComponent Ports
        RaiseEvent SendEmail SetContact Setting Stop Text TraceStep Turn Unusable Uses VariableName
        Walk Words first_words
    """,
    "evaluators": "Evaluator Found NodeConfig Ports Setting Subject Unusable",
    "channels": """
        Account AskedToStartOver ChannelAdapter ChannelLimits ChatEvent Limits OutgoingAnswer
        OutgoingMessage OutgoingRequest Profile ProviderEvent ProviderRequest Receipt RequestFailed
        SendFailed Spoke Typed Unauthenticated Unreadable WebhookAdapter send_request
    """,
    "content": """
        Card CardsContent Choice ConsentContent Content DateContent DividerContent
        FileRequestContent FormContent FormField LocationRequestContent MediaContent RatingContent
        Source SourcesContent TextContent in_words
    """,
    "testing": """
        Policy Ports Program ScriptedModel Talk Turn TurnResult VisitorInput Web compile_graph
        compile_policy desk draw flow_file ports_with read_graph run run_guarded
    """,
}
"""Who takes a name away breaks packages that we do not see: that is a new major version."""


def test_it_has_the_modules_that_are_promised() -> None:
    modules = {path.stem for path in (ROOT / "xin_sdk").glob("*.py")}
    assert modules == {"__init__", *PROMISED}


@pytest.mark.parametrize("module", PROMISED)
def test_a_module_gives_the_names_that_are_promised(module: str) -> None:
    given = import_module(f"xin_sdk.{module}")
    assert given.__all__ == PROMISED[module].split()
    assert [name for name in given.__all__ if not hasattr(given, name)] == []


PACKAGES = ("docs/examples", "tests/faults/plug_in")
FILES = sorted(path for folder in PACKAGES for path in (ROOT / folder).rglob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_packages_import_nothing_else_of_ours(path: Path) -> None:
    ours = {name for name in imported(path) if name.split(".")[0] in ("apps", "xin_project")}
    assert ours == set()


def imported(path: Path) -> Iterator[str]:
    """Give the modules that a file imports."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom):
            yield node.module or ""
        elif isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
