"""What is different between two configs of one block, in sentences."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any

from apps.flows.engine.kinds import first_words
from apps.flows.engine.node_names import shortened
from apps.flows.engine.sentences import Facts, Sentence
from apps.flows.engine.wiring import WiredNode
from apps.flows.graph.schema import Text


def config_changes(
    name: Sentence, label: Sentence, old: WiredNode, new: WiredNode
) -> Iterator[Sentence]:
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
        spoken = list(_word_changes(name, label, _texts_read(field, old), _texts_read(field, new)))
        title = definition.title or field
        reread = _reread(name, old, {field: after})
        yield from spoken or [reread or _setting(name, title, before, after)]


def _exit_changes(name: Sentence, old: WiredNode, new: WiredNode) -> Iterator[Sentence]:
    before = {way.id: way.label for way in old.exits}
    after = {way.id: way.label for way in new.exits}
    for exit_id, words in after.items():
        facts = {"block": name, "path": Sentence(shortened(words))}
        if exit_id not in before:
            yield Sentence("%(block)s has a new path “%(path)s”.", facts)
        elif before[exit_id] != words:
            facts["old"] = Sentence(shortened(before[exit_id]))
            yield Sentence("The path “%(old)s” of %(block)s is now called “%(path)s”.", facts)
    for exit_id, words in before.items():
        if exit_id not in after:
            facts = {"block": name, "path": Sentence(shortened(words))}
            yield Sentence("%(block)s has no path “%(path)s” any more.", facts)


def _speaks_of_exits(field: str, old: WiredNode, new: WiredNode) -> bool:
    """Say whether the field's words are the names of paths and these have told it all."""
    before, after = ({way.id: way.label for way in block.exits} for block in (old, new))
    labels = {*before.values(), *after.values()}
    words = [first_words(text) for text in (*_texts(field, old), *_texts(field, new))]
    return before != after and bool(words) and labels.issuperset(words)


def _texts(field: str, block: WiredNode) -> Sequence[Text]:
    """Give all texts of a field, also those inside the rows of a table."""
    return [words.text for words in block.uses.texts if words.field.split(".")[0] == field]


def _texts_read(field: str, block: WiredNode) -> Sequence[Text]:
    """Give the texts that a field is, or is a list of: what a visitor reads."""
    texts = {words.field: words.text for words in block.uses.texts}
    return [
        text
        for path, text in texts.items()
        if path == field or (path.startswith(f"{field}.") and path.count(".") == 1)
    ]


def _word_changes(
    name: Sentence, label: Sentence, before: Sequence[Text], after: Sequence[Text]
) -> Iterator[Sentence]:
    gone = [text for text in before if text not in after]
    come = [text for text in after if text not in before]
    for old, new in zip_longest(gone, come):
        facts: Facts = {"block": name, "old": _first(old), "new": _first(new)}
        if not _first(new):
            yield Sentence("%(block)s no longer says “%(old)s”.", facts)
        elif old is None:
            yield Sentence("%(block)s also says “%(new)s”.", facts)
        elif not _first(old):
            yield Sentence("%(block)s now says “%(new)s”.", facts)
        else:
            yield _reworded(label, old, new)


def _first(text: Text | None) -> str:
    return "" if text is None else shortened(first_words(text))


def _reworded(label: Sentence, old: Text, new: Text) -> Sentence:
    if first_words(old) != first_words(new):
        facts: Facts = {"kind": label, "old": _first(old), "new": _first(new)}
        return Sentence("%(kind)s “%(old)s” now says “%(new)s”.", facts)
    facts = {"kind": label, "words": _first(old), "languages": _languages(old, new)}
    return Sentence("%(kind)s “%(words)s” says something else in: %(languages)s.", facts)


def _languages(old: Text, new: Text) -> str | Sentence:
    before = old if isinstance(old, dict) else {}
    after = new if isinstance(new, dict) else {}
    tags = sorted(tag for tag in {*before, *after} if before.get(tag) != after.get(tag))
    return ", ".join(tags) or Sentence("every other language")


def _reread(name: Sentence, old: WiredNode, change: Mapping[str, Any]) -> Sentence | None:
    """Say what the card shows now, if it shows this change at all."""
    summary = old.definition.summary
    words = summary(old.config.model_copy(update=dict(change)))
    if words == summary(old.config) or not words.strip():
        return None
    return Sentence("%(block)s now reads “%(words)s”.", {"block": name, "words": shortened(words)})


def _setting(name: Sentence, title: str, before: Any, after: Any) -> Sentence:
    facts = {"title": Sentence(title), "block": name}
    if not (_is_plain(before) and _is_plain(after)):
        return Sentence("“%(title)s” of %(block)s changed.", facts)
    facts |= {"old": _shown(before), "new": _shown(after)}
    return Sentence("“%(title)s” of %(block)s is now %(new)s; it was %(old)s.", facts)


def _is_plain(value: object) -> bool:
    return value is None or isinstance(value, str | int | float | bool)


def _shown(value: object) -> Sentence:
    if value in (None, ""):
        return Sentence("empty")
    return Sentence("“%(words)s”", {"words": shortened(str(value))})
