"""The Tag block as the designer, the checker and the trace see it."""

from apps.flows.engine.kinds import EVERYWHERE, NEXT, NodeKind, Uses, Words
from apps.flows.engine.turn import TraceStep
from apps.flows.nodes.tag.component import Tag, TagConfig


def _in_words(add: object, remove: object, verbs: tuple[str, str]) -> list[str]:
    pairs = zip(verbs, (add, remove), strict=True)
    return [
        f"{verb} {', '.join(map(str, tags))}"
        for verb, tags in pairs
        if isinstance(tags, list | tuple) and tags
    ]


def _summary(config: TagConfig) -> str:
    return "\n".join(_in_words(config.add, config.remove, ("Add", "Remove")))


def _explain(step: TraceStep) -> str:
    changes = _in_words(step.detail["add"], step.detail["remove"], ("added", "removed"))
    return f"Tags: {', '.join(changes)}." if changes else "No tag was changed."


def _uses(config: TagConfig) -> Uses:
    texts = (
        Words(f"{name}.{index}", tag, False)
        for name, tags in (("add", config.add), ("remove", config.remove))
        for index, tag in enumerate(tags)
    )
    return Uses(texts=tuple(texts))


definition = NodeKind(
    kind="tag",
    label="Tag",
    help="Puts tags on the conversation, or takes them off.",
    group="Actions",
    icon="sell",
    search=("tag", "label", "mark", "topic", "category"),
    config=TagConfig,
    default=TagConfig(),
    component=Tag,
    exits=lambda config: (NEXT,),
    summary=_summary,
    explain=_explain,
    uses=_uses,
    purposes=EVERYWHERE,
)
