"""The Translate block as the designer, the checker and the trace see it."""

from apps.flows.engine.kinds import Exit, NodeKind, Uses, Words
from apps.flows.families.language_names import language_name
from apps.flows.families.model_block.kind import FAILED, GROUP, explaining, reading
from apps.flows.nodes.translate.component import DONE, Translate, TranslateConfig


def _summary(config: TranslateConfig) -> str:
    into = language_name(config.language) if config.language else "the visitor's language"
    return f"{reading(config.text)}, in {into}"


definition = NodeKind(
    kind="translate",
    label="Translate",
    help="Puts a text into another language and saves it.",
    group=GROUP,
    icon="g_translate",
    search=("translate", "language", "english", "german", "ai", "model"),
    config=TranslateConfig,
    default=TranslateConfig(),
    component=Translate,
    exits=lambda config: (Exit(DONE, "Translated"), FAILED),
    summary=_summary,
    explain=explaining(
        lambda step: (
            f"Translated into {step.detail['language']} and saved as {step.detail['saved']}."
        )
    ),
    uses=lambda config: Uses(
        texts=(Words("text", config.text, required=False),), writes=(config.save_as,)
    ),
)
