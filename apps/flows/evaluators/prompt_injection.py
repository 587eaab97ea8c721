"""Finds the usual ways to talk a model out of its task.

Shapes that people try (OWASP Top 10 for LLM applications, LLM01). It makes attacks by copying
harder, no more: what a model may do must be limited where it does it.
"""

import re
from collections.abc import Sequence

from apps.flows.engine.evaluators import Evaluator
from apps.flows.engine.kinds import NodeConfig
from apps.flows.engine.subject import Found, Subject

_OLD = (
    r"(?:previous|prior|above|earlier|your|all|the|these|any"
    r"|vorherige\w*|obige\w*|alle\w*|deine\w*)"
)
_RULES = (
    r"(?:instructions?|rules?|prompts?|guidelines?|directions?"
    r"|anweisung\w*|regeln?|vorgaben?)"
)

_SHAPES = tuple(
    re.compile(shape, re.IGNORECASE)
    for shape in (
        rf"\b(?:ignore|disregard|forget|override|bypass|ignoriere?|vergiss)\b"
        rf"(?:\W{{1,3}}{_OLD}){{1,4}}\W{{1,3}}{_RULES}\b",
        rf"\b(?:reveal|show|print|repeat|tell me|zeig\w*|verrate?)\b(?:\W{{1,3}}\w{{1,20}}){{0,4}}"
        rf"\W{{1,3}}(?:system|hidden|initial|secret|geheime\w*)\W{{1,3}}{_RULES}\b",
        r"\byou are (?:now|no longer)\b.{0,40}\b(?:bot|assistant|model|ai|dan|jailbroken)\b",
        r"\b(?:pretend|act as if) (?:you|there) (?:are|have|is|were)\b.{0,40}\b(?:no|without)\b"
        rf".{{0,20}}\b(?:rules|restrictions|limits|filters?|{_RULES})\b",
        r"<\|?(?:im_start|im_end|system|assistant)\|?>|\[/?(?:INST|SYS)\]|^#{2,3} ?(?:system|"
        r"instruction)\b",
        r"\b(?:developer|dan|jailbreak|god) mode\b",
    )
)


class PromptInjectionConfig(NodeConfig):
    """Nothing to set."""


def _evaluate(subject: Subject, config: PromptInjectionConfig) -> Sequence[Found]:
    return [
        Found(match.start(), match.end(), "instruction to the model")
        for shape in _SHAPES
        for match in shape.finditer(subject.text)
    ]


evaluator = Evaluator(
    kind="prompt_injection",
    label="Instructs the model",
    help="Finds the usual attempts to talk a model out of its task.",
    icon="shield",
    search=("prompt injection", "jailbreak", "attack", "instructions", "security"),
    config=PromptInjectionConfig,
    default=PromptInjectionConfig(),
    summary=lambda config: "Attempts to change the bot's task",
    evaluate=_evaluate,
)
