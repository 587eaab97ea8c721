"""The shapes of flows in the API."""

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Any, Self
from uuid import UUID

from ninja import Schema
from pydantic import AfterValidator, Field

from apps.core.channel_limits import channel_limits
from apps.flows.changes.graph_changes import Change, ChangeKind
from apps.flows.checker import Finding, Severity
from apps.flows.designer.node_cards import Canvas
from apps.flows.engine.kinds import Purpose
from apps.flows.engine.registry import Exit, NodeKind
from apps.flows.models import Flow, FlowVersion
from apps.flows.versions.callers import remarks_about
from apps.flows.versions.wording import in_words

Name = Annotated[str, Field(min_length=1, max_length=200)]
Note = Annotated[str, Field(max_length=500)]


def _check_known(kinds: list[str]) -> list[str]:
    known = [channel.kind for channel in channel_limits()]
    if unknown := [kind for kind in kinds if kind not in known]:
        raise ValueError(f"there is no channel “{unknown[0]}”, but {', '.join(known)}")
    return kinds


ChannelKinds = Annotated[list[str], AfterValidator(_check_known), Field(max_length=20)]
"""Kinds of channels that a flow is checked for."""


class FlowIn(Schema):
    """A flow to begin."""

    name: Name
    purpose: Flow.Purpose = Flow.Purpose.FLOW


class FlowOut(Schema):
    """A flow in a list; ``live_version`` is a number, or null when it was never published."""

    id: UUID
    name: str
    purpose: str
    revision: int = Field(alias="draft_revision")
    live_version: int | None

    @staticmethod
    def resolve_live_version(flow: Flow) -> int | None:
        return flow.live_version.number if flow.live_version else None


class DraftIn(Schema):
    """A draft, drawn upon a revision."""

    revision: int
    graph: dict[str, Any]


class DraftOut(Schema):
    """The draft as it is now."""

    revision: int = Field(alias="draft_revision")
    graph: dict[str, Any] = Field(alias="draft")
    saved_at: datetime = Field(alias="draft_saved_at")
    saved_by: str | None

    @staticmethod
    def resolve_saved_by(flow: Flow) -> str | None:
        return str(flow.draft_saved_by) if flow.draft_saved_by else None


class SavedOut(Schema):
    """What a saved draft is now called."""

    revision: int = Field(alias="draft_revision")
    saved_at: datetime = Field(alias="draft_saved_at")


class PublishIn(Schema):
    """What to publish: the draft, of the revision that the author looked at if it is given.

    ``running_chats`` says what becomes of the chats that wait in an older version.
    """

    revision: int | None = None
    note: Note = ""
    running_chats: FlowVersion.RunningChats = FlowVersion.RunningChats.MOVE


class VersionOut(Schema):
    """A published version."""

    number: int
    checksum: str
    note: str
    running_chats: FlowVersion.RunningChats
    author: str | None
    at: datetime

    @staticmethod
    def resolve_author(version: FlowVersion) -> str | None:
        return str(version.author) if version.author else None


class PublishedOut(VersionOut):
    """What visitors meet now; ``remarks`` name the flows that still use an older version of it."""

    remarks: list[str]

    @staticmethod
    def resolve_remarks(version: FlowVersion) -> list[str]:
        return remarks_about(version.flow)


class FindingOut(Schema):
    """One remark of the checker; ``node`` is null when it is about the whole flow.

    ``field`` is the path of the text that it is about, such as ``texts.0``.
    """

    code: str
    message: str
    node: str | None = None
    field: str | None = None

    @classmethod
    def of(cls, finding: Finding) -> Self:
        """Put a finding into the words of whoever reads it."""
        shape = {name: getattr(finding, name) for name in cls.model_fields if name != "message"}
        return cls(message=in_words(finding.sentence), **shape)


class FindingsOut(Schema):
    """What stops publishing, and what is only worth a look."""

    errors: list[FindingOut]
    warnings: list[FindingOut]

    @classmethod
    def of(cls, findings: Iterable[Finding]) -> Self:
        """Part the checker's findings by what they keep from happening."""
        parted: dict[str, list[FindingOut]] = {"error": [], "warning": []}
        for finding in findings:
            parted[finding.severity].append(FindingOut.of(finding))
        return cls(errors=parted["error"], warnings=parted["warning"])


class ExitOut(Schema):
    """One way out of a block."""

    id: str
    label: str
    optional: bool
    at_once: bool
    advice: str


class NodeKindOut(Schema):
    """A kind of block: all that palette, card and inspector need."""

    kind: str
    label: str
    help: str
    group: str
    icon: str
    search: list[str]
    waits: bool
    purposes: list[Purpose]
    default: dict[str, Any] = Field(alias="default_config")
    schema_: dict[str, Any] = Field(alias="config_schema", serialization_alias="schema")
    exits: list[ExitOut]
    summary: str

    @staticmethod
    def resolve_purposes(kind: NodeKind[Any]) -> list[Purpose]:
        return sorted(kind.purposes)

    @staticmethod
    def resolve_exits(kind: NodeKind[Any]) -> tuple[Exit, ...]:
        return kind.exits(kind.default)

    @staticmethod
    def resolve_summary(kind: NodeKind[Any]) -> str:
        return kind.summary(kind.default)


class GraphIn(Schema):
    """A graph as somebody has it on the screen, saved or not."""

    graph: dict[str, Any]


class CheckQuery(Schema):
    """Which kinds of channels a draft shall work on, beside those that follow the flow."""

    channels: ChannelKinds = []


class CanvasIn(GraphIn):
    """A graph to draw, and the kinds of channels that it shall work on."""

    channels: ChannelKinds = []


class NodeCardOut(Schema):
    """What the canvas shows of one block; an empty summary has no words yet."""

    label: str
    summary: str
    exits: list[ExitOut]


class MarkedFindingOut(FindingOut):
    """A remark that says whether it stops publishing, and which field of the block it is about."""

    severity: Severity
    field: str | None = None


class CanvasOut(Schema):
    """Cards by node id; ``variables`` are the names that texts and conditions may use."""

    nodes: dict[str, NodeCardOut]
    findings: list[MarkedFindingOut]
    variables: list[str]

    @staticmethod
    def resolve_findings(canvas: Canvas) -> list[MarkedFindingOut]:
        return [MarkedFindingOut.of(finding) for finding in canvas.findings]


class ChangeOut(Schema):
    """One difference between a draft and what visitors meet, in plain words."""

    kind: ChangeKind
    node: str | None
    sentence: str

    @classmethod
    def of(cls, change: Change) -> Self:
        """Put a difference into the words of whoever reads it."""
        return cls(kind=change.kind, node=change.node, sentence=in_words(change.sentence))


class ChangesOut(Schema):
    """All differences; ``live_version`` is null when there is nothing to compare with."""

    live_version: int | None
    changes: list[ChangeOut]
