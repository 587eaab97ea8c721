"""What is different between two configs of one block, in words."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any

from apps.flows.engine.kinds import first_words
from apps.flows.engine.node_names import quoted
from apps.flows.engine.wiring import Block
from apps.flows.graph.schema import Text


def config_changes(name: str, label: str, old: Block, new: Block) -> Iterator[str]:
    """Give a sentence per difference.

    Args:
        name: How the old block is called, ``Message “Hello”``.
        label: Its kind alone, ``Message``.
    """
    yield from _exit_changes(name, old, new)
    for field, definition in type(new.config).model_fields.items():
        before, after = getattr(old.config, field), getattr(new.config, field)
        if before == after or _speaks_of_exits(field, old, new):
            continue
        spoken = list(_word_changes(name, label, _said(field, old), _said(field, new)))
        title = definition.title or field
        reread = _reread(name, old, {field: after})
        yield from spoken or [reread or _setting(name, title, before, after)]


def _exit_changes(name: str, old: Block, new: Block) -> Iterator[str]:
    before = {way.id: way.label for way in old.exits}
    after = {way.id: way.label for way in new.exits}
    for exit_id, words in after.items():
        if exit_id not in before:
            yield f"{name} has a new path {quoted(words)}."
        elif before[exit_id] != words:
            yield f"The path {quoted(before[exit_id])} of {name} is now called {quoted(words)}."
    for exit_id, words in before.items():
        if exit_id not in after:
            yield f"{name} has no path {quoted(words)} any more."


def _speaks_of_exits(field: str, old: Block, new: Block) -> bool:
    """Say whether the field's words are the names of paths and these have told it all."""
    before, after = ({way.id: way.label for way in block.exits} for block in (old, new))
    labels = {*before.values(), *after.values()}
    words = [first_words(text) for text in (*_texts(field, old), *_texts(field, new))]
    return before != after and bool(words) and labels.issuperset(words)


def _texts(field: str, block: Block) -> Sequence[Text]:
    """Give all texts of a field, also those inside the rows of a table."""
    return [words.text for words in block.uses.texts if words.field.split(".")[0] == field]


def _said(field: str, block: Block) -> Sequence[Text]:
    """Give the texts that a field is, or is a list of: what a visitor reads."""
    places = {words.field: words.text for words in block.uses.texts}
    return [
        text
        for place, text in places.items()
        if place == field or (place.startswith(f"{field}.") and place.count(".") == 1)
    ]


def _word_changes(
    name: str, label: str, before: Sequence[Text], after: Sequence[Text]
) -> Iterator[str]:
    gone = [text for text in before if text not in after]
    come = [text for text in after if text not in before]
    for old, new in zip_longest(gone, come):
        if new is None or not first_words(new).strip():
            yield f"{name} no longer says {quoted(first_words(old))}."
        elif old is None:
            yield f"{name} also says {quoted(first_words(new))}."
        elif not first_words(old).strip():
            yield f"{name} now says {quoted(first_words(new))}."
        else:
            yield f"{label} {_reworded(old, new)}."


def _reworded(old: Text, new: Text) -> str:
    if first_words(old) != first_words(new):
        return f"{quoted(first_words(old))} now says {quoted(first_words(new))}"
    languages = ", ".join(_languages(old, new))
    return f"{quoted(first_words(old))} says something else in: {languages}"


def _languages(old: Text, new: Text) -> list[str]:
    before = old if isinstance(old, dict) else {}
    after = new if isinstance(new, dict) else {}
    return sorted(tag for tag in {*before, *after} if before.get(tag) != after.get(tag)) or [
        "every other language"
    ]


def _reread(name: str, old: Block, change: Mapping[str, Any]) -> str | None:
    """Say what the card shows now, if it shows this change at all."""
    summary = old.definition.summary
    words = summary(old.config.model_copy(update=dict(change)))
    shows = words != summary(old.config) and words.strip()
    return f"{name} now reads {quoted(words)}." if shows else None


def _setting(name: str, title: str, before: Any, after: Any) -> str:
    if _is_plain(before) and _is_plain(after):
        return f"“{title}” of {name} is now {_shown(after)}; it was {_shown(before)}."
    return f"“{title}” of {name} changed."


def _is_plain(value: object) -> bool:
    return value is None or isinstance(value, str | int | float | bool)


def _shown(value: object) -> str:
    return "empty" if value in (None, "") else quoted(str(value))
