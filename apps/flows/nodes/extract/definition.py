"""The Find values block as the designer, the checker and the trace see it."""

from apps.flows.engine.kinds import Exit, NodeKind, Uses, Words
from apps.flows.engine.turn import TraceStep
from apps.flows.families.model_block.kind import FAILED, GROUP, explaining
from apps.flows.nodes.extract.component import (
    DONE,
    MISSING,
    Extract,
    ExtractConfig,
    FieldToExtract,
)


def _named(names: object) -> str:
    return ", ".join(map(str, names)) if isinstance(names, list) else ""


def _explain(step: TraceStep) -> str:
    found, missing = _named(step.detail["found"]), _named(step.detail["missing"])
    told = f"Found {found}." if found else "Found nothing."
    return f"{told} Still missing: {missing}." if missing else told


definition = NodeKind(
    kind="extract",
    label="Find values",
    help="Finds values in what the visitor wrote and saves each.",
    group=GROUP,
    icon="frame_inspect",
    search=("extract", "entity", "slot", "parse", "find", "values", "ai", "model"),
    config=ExtractConfig,
    default=ExtractConfig(fields=(FieldToExtract(name="value"),)),
    component=Extract,
    exits=lambda config: (Exit(DONE, "All found"), Exit(MISSING, "Something missing"), FAILED),
    summary=lambda config: ", ".join(field.name for field in config.fields),
    explain=explaining(_explain),
    uses=lambda config: Uses(
        texts=(Words("text", config.text, required=False),),
        writes=tuple(field.name for field in config.fields),
    ),
)
