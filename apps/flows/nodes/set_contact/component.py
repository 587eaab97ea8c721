"""Keeps what is known of the visitor beyond this conversation."""

import re
from collections.abc import Callable, Mapping
from typing import Annotated, Literal, Self

from pydantic import Field, JsonValue, StringConstraints, model_validator

from apps.flows.engine.component import Leave, Move, NodeComponent
from apps.flows.engine.kinds import NodeConfig
from apps.flows.engine.sentences import Unusable
from apps.flows.engine.setting import Setting
from apps.flows.engine.walk import Walk
from apps.flows.families.question.addresses import read_email, read_phone
from apps.flows.graph.schema import PlainText

INVALID = "invalid"
MAX_ROWS = 20
LONGEST_NAME = 200
LONGEST_OWN = 1_000
RESERVED = frozenset({"name", "email", "phone", "language", "sample"})

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})?")

FieldOfContact = Literal["name", "email", "phone", "language", "own"]
LABELS: dict[str, str] = {
    "name": "name",
    "email": "e-mail address",
    "phone": "phone number",
    "language": "language",
    "own": "own field",
}
OwnName = Annotated[str, StringConstraints(pattern=r"^([A-Za-z_][A-Za-z0-9_]{0,63})?$")]


class Fact(NodeConfig):
    """One field of the contact and what it becomes; nothing empties it."""

    field: Annotated[FieldOfContact, Setting("Field", labels={**LABELS})]
    own: Annotated[
        OwnName, Setting("Name of the field", widget="words", only_with={"field": ["own"]})
    ] = ""
    value: Annotated[PlainText, Setting("Becomes", widget="words")] = ""

    @property
    def name(self) -> str:
        """The field by its name in the contact."""
        return self.own if self.field == "own" else self.field

    @model_validator(mode="after")
    def _own_fields_are_own(self) -> Self:
        if self.field == "own" and self.own in RESERVED:
            raise Unusable("“%(name)s” is no name for an own field", name=self.own)
        return self


class SetContactConfig(NodeConfig):
    """What becomes known."""

    facts: Annotated[
        tuple[Fact, ...], Field(min_length=1, max_length=MAX_ROWS), Setting("Fields", widget="rows")
    ]


class SetContact(NodeComponent[SetContactConfig]):
    """Keep what fits; leave by another exit when something does not."""

    def visit(self, walk: Walk) -> Move:
        known: dict[str, JsonValue] = {}
        unfit: list[JsonValue] = []
        for fact in self.config.facts:
            words = walk.render(fact.value).strip()
            read = READERS[fact.field](words) if words else _nothing(fact)
            if read is None and words:
                unfit.append(fact.name)
            elif fact.name:
                known[fact.name] = read
        if known:
            walk.know(known)
        detail: dict[str, JsonValue] = {"known": [*known], "unfit": unfit}
        return Leave(INVALID if unfit else "next", detail)


def _nothing(fact: Fact) -> JsonValue:
    return None if fact.field == "own" else ""


def _language(words: str) -> str | None:
    return words if _LANGUAGE.fullmatch(words) else None


READERS: Mapping[FieldOfContact, Callable[[str], str | None]] = {
    "name": lambda words: " ".join(words.split())[:LONGEST_NAME],
    "email": read_email,
    "phone": lambda words: read_phone(words, ""),
    "language": _language,
    "own": lambda words: words[:LONGEST_OWN],
}
