"""The Split block as the designer, the checker and the trace see it."""

from apps.flows.engine.kinds import Exit, NodeKind
from apps.flows.nodes.split.component import Branch, Split, SplitConfig


def _exits(config: SplitConfig) -> tuple[Exit, ...]:
    whole = sum(branch.weight for branch in config.branches)
    return tuple(
        Exit(branch.id, f"{branch.title.strip() or 'Path'} · {_percent(branch.weight, whole)}")
        for branch in config.branches
    )


def _percent(weight: int, whole: int) -> str:
    return f"{weight * 100 / whole:.3g} %"


definition = NodeKind(
    kind="split",
    label="Split",
    help="Sends visitors different ways by chance, to compare what works.",
    group="Logic",
    icon="shuffle",
    search=("split", "random", "ab test", "experiment", "share", "percent"),
    config=SplitConfig,
    default=SplitConfig(branches=(Branch(id="a", title="A"), Branch(id="b", title="B"))),
    component=Split,
    exits=_exits,
    summary=lambda config: ", ".join(way.label for way in _exits(config)),
    explain=lambda step: f"Drew “{step.detail['title']}”.",
)
