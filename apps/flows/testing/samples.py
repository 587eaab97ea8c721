"""A finished config of every kind: its default with words where it has none."""

from typing import Any

from apps.flows.engine.registry import NodeKind

WORDS = "https://mossbird.example"
"""Good for a text as well as for an address."""

FINISHED: dict[str, dict[str, Any]] = {
    "jump": {"block": "bye"},
    "call_flow": {"flow": "other"},
    "raise_event": {"name": "order.asked"},
}
"""What no default can hold: places of the flow around it, names of a shape of their own."""


def sample_config(kind: NodeKind[Any]) -> dict[str, Any]:
    """Give a config without anything left to write."""
    config = {**kind.default_config(), **FINISHED.get(kind.kind, {})}
    for words in kind.uses(kind.config.model_validate(config)).texts:
        if words.required and not words.text:
            config = with_words(config, words.field, WORDS)
    return config


def with_words(config: dict[str, Any], field: str, words: Any) -> dict[str, Any]:
    """Give a config with words at a path such as ``choices.0.title``."""
    return dict(_put(config, field.split("."), words))


def _put(value: Any, path: list[str], words: Any) -> Any:
    if not path:
        return words
    if isinstance(value, list):
        index = int(path[0])
        return [_put(v, path[1:], words) if i == index else v for i, v in enumerate(value)]
    held = value if isinstance(value, dict) else {}
    return {**held, path[0]: _put(held.get(path[0]), path[1:], words)}
