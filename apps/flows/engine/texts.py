"""A tenant's texts: Liquid templates over plain values, rendered within limits.

Only filters and tags of two short lists exist. Each of them is a function of its input (so a turn
replays to the letter: no date of today) and grows its input by no more than a limit.
"""

from collections.abc import Callable, Mapping
from functools import cache, lru_cache, wraps
from typing import Any

from liquid import BoundTemplate, Environment
from liquid.exceptions import LiquidError, OutputStreamLimitError
from pydantic import JsonValue

from apps.flows.engine.sentences import Unusable
from apps.flows.graph.schema import Text

MAX_RENDERED = 20_000
"""Bytes of one rendered text."""

FILTERS = (
    *("abs", "at_least", "at_most", "ceil", "divided_by", "floor", "minus", "modulo", "plus"),
    *("round", "times", "append", "capitalize", "default", "downcase", "first", "join", "last"),
    *("lstrip", "prepend", "remove", "remove_first", "replace", "replace_first", "rstrip", "size"),
    *("slice", "split", "squish", "strip", "strip_newlines", "truncate", "truncatewords"),
    *("upcase", "url_encode"),
)

TAGS = (
    *("content", "output", "illegal", "comment", "#"),
    *("assign", "break", "capture", "case", "continue", "echo", "for", "if", "unless"),
)
"""The first three are how the parser names plain text, a value and a stray tag."""

_GROWING = ("replace", "join")
"""Filters whose output may be their inputs' lengths multiplied."""


class BrokenText(Unusable):
    """A text is no valid template; the message says what is wrong with it."""


class _TenantEnvironment(Environment):
    loop_iteration_limit = 1_000
    output_stream_limit = MAX_RENDERED
    local_namespace_limit = 5_000


def _size(value: object) -> int:
    return len(value) if isinstance(value, str | list) else 64


def _within_limit(grow: Callable[..., Any]) -> Callable[..., Any]:
    """Refuse a call whose arguments' sizes multiply to far more than a text may hold."""

    @wraps(grow)
    def limited(value: object, *args: object, **kwargs: object) -> object:
        if _size(value) * max(map(_size, args), default=1) > MAX_RENDERED * 10:
            raise OutputStreamLimitError("a filter makes the text too long", token=None)
        return grow(value, *args, **kwargs)

    return limited


@cache
def _environment() -> Environment:
    environment = _TenantEnvironment()
    environment.filters = {name: environment.filters[name] for name in FILTERS}
    environment.tags = {name: environment.tags[name] for name in TAGS}
    for name in _GROWING:
        environment.filters[name] = _within_limit(environment.filters[name])
    return environment


@lru_cache(maxsize=4_096)
def _parse(source: str) -> BoundTemplate:
    return _environment().from_string(source)


def is_template(source: str) -> bool:
    """Say whether the text holds anything but plain words."""
    return "{{" in source or "{%" in source


def variables_in(source: str) -> frozenset[str]:
    """Give the names that a template reads from outside of itself.

    Raises:
        BrokenText: it is no valid template.
    """
    if not is_template(source):
        return frozenset()
    try:
        analysis = _parse(source).analyze()
    except (LiquidError, RecursionError) as error:
        raise BrokenText("%(reason)s", reason=str(error).split("\n")[0].rstrip(".")) from error
    unknown = sorted(set(analysis.filters) - set(FILTERS))
    if unknown:
        raise BrokenText("there is no filter called %(name)s", name=unknown[0])
    return frozenset(analysis.globals)


def render(source: str, values: Mapping[str, JsonValue]) -> str:
    """Fill a template; one that is broken or passes a limit comes back as it stands."""
    if not is_template(source):
        return source
    try:
        return _parse(source).render(values)
    except Exception:
        # Filters raise whatever their input makes Python raise. Words as the tenant wrote them
        # are better than none.
        return source


def in_language(text: Text, language: str) -> str:
    """Pick the words for a language: its own, those of its family, else the first there are."""
    if isinstance(text, str):
        return text
    wanted = language.lower()
    family = wanted.split("-")[0]

    def distance(tag: str) -> tuple[bool, bool, bool]:
        tag = tag.lower()
        return tag != wanted, tag != family, tag.split("-")[0] != family

    spoken = [tag for tag, words in text.items() if words.strip()]
    return text[min(spoken, key=distance)] if spoken else ""


def all_languages(text: Text) -> tuple[str, ...]:
    """Give the words in every language there is."""
    return (text,) if isinstance(text, str) else tuple(text.values())
