"""The one registry of node kinds: built-ins and plug-ins."""

import sys
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from apps.core.registry import DuplicateKind
from apps.flows.checker import check
from apps.flows.engine import compile_graph
from apps.flows.engine.registry import GROUP, load_node_kinds, node_kinds
from apps.flows.nodes import BUILT_IN
from apps.flows.testing import Talk, draw

NODES = Path(__file__).parents[1] / "nodes"


def install(folder: Path, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    """Put an installed package with one entry point on the path."""
    module = f"plug_in_{kind}"
    (folder / f"{module}.py").write_text(
        "from dataclasses import replace\n"
        "from apps.flows.testing.toys import shout\n"
        f"definition = replace(shout, kind={kind!r})\n"
    )
    info = folder / f"{module}-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {module}\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(f"[{GROUP}]\n{kind} = {module}:definition\n")
    monkeypatch.syspath_prepend(str(folder))
    monkeypatch.delitem(sys.modules, module, raising=False)


async def test_a_plug_in_kind_runs_like_a_built_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(tmp_path, monkeypatch, "megaphone")
    assert [point.name for point in entry_points(group=GROUP)] == ["megaphone"]
    kinds = load_node_kinds()
    graph = draw("start -> m -> bye", m=("megaphone", {"text": "hi {{ message }}"}), bye="end")
    assert check(graph, kinds) == []
    visitor = Talk(compile_graph(graph, kinds))
    assert await visitor.say("there") == ["HI THERE"]


def test_a_plug_in_that_claims_a_built_in_kind_stops_the_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(tmp_path, monkeypatch, "say")
    with pytest.raises(DuplicateKind, match="say"):
        load_node_kinds()


def test_the_first_kinds_are_there() -> None:
    first = "start say ask_text choice condition set_variable hand_over end"
    assert [kind.kind for kind in node_kinds()][:8] == first.split()


@pytest.mark.parametrize("name", BUILT_IN)
def test_every_kind_says_what_the_screen_needs(name: str) -> None:
    kind = node_kinds().get(name)
    assert kind is not None
    assert all([kind.label, kind.help, kind.icon, kind.search])
    assert kind.config_schema()["type"] == "object"
    assert isinstance(kind.summary(kind.default), str)
    assert all(way.label for way in kind.exits(kind.default))


IN_FLOWS = [kind.kind for kind in node_kinds() if "flow" in kind.purposes]


@pytest.mark.parametrize("name", IN_FLOWS)
async def test_the_default_config_of_every_kind_runs(name: str) -> None:
    kind = node_kinds().get(name)
    assert kind is not None
    graph = draw("start -> block", block=(name, kind.default_config()))
    if name == "start":
        graph = draw("", start=(name, kind.default_config()))
    program = compile_graph(graph)
    visitor = Talk(program)
    await visitor.open()
    assert visitor.last.outcome in ("waiting", "ended", "handed_over")
    assert visitor.position is None or visitor.position.node == "block"


FOLDERS = sorted(path.parent for path in NODES.glob("*/definition.py"))


@pytest.mark.parametrize("folder", FOLDERS, ids=[folder.name for folder in FOLDERS])
def test_every_folder_is_registered_and_has_tests_and_a_page(folder: Path) -> None:
    assert folder.name in BUILT_IN
    assert list(folder.glob("tests/test_*.py"))
    assert len((folder / "doc.md").read_text()) > 300
