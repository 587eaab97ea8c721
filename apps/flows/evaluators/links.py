"""Finds links, except those to sites of a list."""

import re
from collections.abc import Sequence
from typing import Annotated

from pydantic import Field, StringConstraints

from apps.flows.engine.evaluators import Evaluator
from apps.flows.engine.kinds import NodeConfig
from apps.flows.engine.setting import Setting
from apps.flows.engine.subject import Found, Subject

_NAME = r"[A-Za-z0-9-]{1,63}"
Site = Annotated[str, StringConstraints(to_lower=True, pattern=rf"^{_NAME}(\.{_NAME}){{1,5}}$")]

_LINK = re.compile(
    r"\b(?:https?://|www\.)(?P<host>[\w-]{1,63}(?:\.[\w-]{1,63}){0,5})[^\s<>\"]{0,2000}", re.I
)


class LinksConfig(NodeConfig):
    """The sites whose links are fine, with everything below them."""

    allowed: Annotated[
        tuple[Site, ...], Field(max_length=200), Setting("Except links to", widget="words")
    ] = ()


def _evaluate(subject: Subject, config: LinksConfig) -> Sequence[Found]:
    return [
        Found(match.start(), match.end(), "link")
        for match in _LINK.finditer(subject.text)
        if not _is_below(match["host"].lower(), config.allowed)
    ]


def _is_below(host: str, sites: Sequence[str]) -> bool:
    return any(host == site or host.endswith(f".{site}") for site in sites)


evaluator = Evaluator(
    kind="links",
    label="Has links",
    help="Finds links to other sites than yours.",
    icon="link",
    search=("link", "url", "website", "spam"),
    config=LinksConfig,
    default=LinksConfig(),
    summary=lambda config: f"Except {', '.join(config.allowed)}" if config.allowed else "Any link",
    evaluate=_evaluate,
)
