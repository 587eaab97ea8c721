"""The Language block as the designer, the checker and the trace see it."""

from apps.flows.engine.kinds import EVERYWHERE, Exit, NodeKind
from apps.flows.engine.turn import TraceStep
from apps.flows.families.language_names import language_name
from apps.flows.nodes.language.component import OTHER, Language, LanguageConfig, Spoken


def _exits(config: LanguageConfig) -> tuple[Exit, ...]:
    ways = (Exit(spoken.language, language_name(spoken.language)) for spoken in config.languages)
    return (*ways, Exit(OTHER, "Any other"))


def _explain(step: TraceStep) -> str:
    return f"The visitor's language is {language_name(str(step.detail['language']))}."


definition = NodeKind(
    kind="language",
    label="Language",
    help="Takes a path by the visitor's language.",
    group="Logic",
    icon="translate",
    search=("language", "locale", "german", "english", "translation", "route"),
    config=LanguageConfig,
    default=LanguageConfig(languages=(Spoken(language="en"), Spoken(language="de"))),
    component=Language,
    exits=_exits,
    summary=lambda config: ", ".join(language_name(spoken.language) for spoken in config.languages),
    explain=lambda step: (
        f"The visitor's language is {language_name(str(step.detail['language']))}."
    ),
    purposes=EVERYWHERE,
)
