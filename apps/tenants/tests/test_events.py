"""What happened in a workspace: the verbs of its events."""

import ast
from collections.abc import Iterator
from pathlib import Path

import apps
from apps.tenants.workspaces.events import Verb

WORDS_IN_ROWS = """
added | added a test | archived | changed | changed the signing secret of | created | deleted
deleted a test | did not deliver | finished | imported | invited | ordered policies | published
raised | removed | replaced | replayed an event of | requires no tests | requires tests | restored
retired a signing secret of | returned to the bot | sent again | switched off | switched on
tested | took over | withdrew
"""


PRODUCT = Path(apps.__file__).parent


def calls_of(name: str) -> Iterator[tuple[str, ast.Call]]:
    """Give each call of a function in the product, and where it stands."""
    for path in sorted(PRODUCT.rglob("*.py")):
        if "tests" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == name:
                yield f"{path}:{node.lineno}", node


def test_the_words_of_rows_that_exist_stay() -> None:
    words = WORDS_IN_ROWS.replace("\n", " | ").split(" | ")
    assert {word for word in words if word} <= set(Verb)


def test_every_verb_that_is_written_is_a_member() -> None:
    calls = list(calls_of("record_event"))
    assert len(calls) > 20
    for line, call in calls:
        assert not any(isinstance(part, ast.Constant) for part in ast.walk(call.args[1])), line
