"""The Switch block as the designer, the checker and the trace see it."""

from apps.flows.engine.kinds import EVERYWHERE, Exit, NodeKind, Uses, Words
from apps.flows.engine.turn import TraceStep
from apps.flows.families.comparison import in_words, templates_in
from apps.flows.nodes.switch.component import OTHER, Case, Switch, SwitchConfig


def _label(case: Case) -> str:
    return case.title.strip() or in_words(case.operator, case.value)


def _summary(config: SwitchConfig) -> str:
    cases = ", ".join(in_words(case.operator, case.value) for case in config.cases)
    return f"{config.field}: {cases}"


def _explain(step: TraceStep) -> str:
    because = step.detail["because"]
    reasons = "; ".join(map(str, because)) if isinstance(because, list) else ""
    return f"{reasons}. Took “{step.detail['title']}”."


def _uses(config: SwitchConfig) -> Uses:
    texts = tuple(
        Words(f"cases.{index}.value", words, required=False)
        for index, case in enumerate(config.cases)
        for words in templates_in(case.operator, case.value)
    )
    return Uses(texts=texts, reads=(config.field,))


definition = NodeKind(
    kind="switch",
    label="Switch",
    help="Takes one of several paths, by what a value is.",
    group="Logic",
    icon="alt_route",
    search=("switch", "case", "branch", "route", "which"),
    config=SwitchConfig,
    default=SwitchConfig(field="message", cases=(Case(id="case", operator="is_set"),)),
    component=Switch,
    exits=lambda config: (
        *(Exit(case.id, _label(case)) for case in config.cases),
        Exit(OTHER, "Anything else"),
    ),
    summary=_summary,
    explain=_explain,
    uses=_uses,
    purposes=EVERYWHERE,
)
