"""The Jump block as the designer, the checker and the trace see it."""

from apps.flows.engine.kinds import EVERYWHERE, NodeKind
from apps.flows.nodes.jump.component import Jump, JumpConfig

definition = NodeKind(
    kind="jump",
    label="Jump",
    help="Goes on at another block, without a wire across the canvas.",
    group="Logic",
    icon="redo",
    search=("jump", "go to", "link", "back", "loop"),
    config=JumpConfig,
    default=JumpConfig(),
    component=Jump,
    exits=lambda config: (),
    summary=lambda config: "",
    explain=lambda step: "Jumped.",
    jumps=lambda config: {"next": config.block},
    purposes=EVERYWHERE,
)
