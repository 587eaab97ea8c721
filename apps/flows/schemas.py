"""The shapes of flows in the API."""

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Any, Self
from uuid import UUID

from ninja import Schema
from pydantic import Field

from apps.flows.checker import Finding
from apps.flows.models import Flow, FlowVersion
from apps.flows.registry import Exit, NodeKind

Name = Annotated[str, Field(min_length=1, max_length=200)]
Note = Annotated[str, Field(max_length=500)]


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
    """What to publish: the draft, of the revision that the author looked at if it is given."""

    revision: int | None = None
    note: Note = ""


class VersionOut(Schema):
    """A published version."""

    number: int
    checksum: str
    note: str
    author: str | None
    at: datetime

    @staticmethod
    def resolve_author(version: FlowVersion) -> str | None:
        return str(version.author) if version.author else None


class FindingOut(Schema):
    """One remark of the checker; ``node`` is null when it is about the whole flow."""

    code: str
    message: str
    node: str | None = None


class FindingsOut(Schema):
    """What stops publishing, and what is only worth a look."""

    errors: list[FindingOut]
    warnings: list[FindingOut]

    @classmethod
    def of(cls, findings: Iterable[Finding]) -> Self:
        """Part the checker's findings by what they keep from happening."""
        parted: dict[str, list[FindingOut]] = {"error": [], "warning": []}
        for finding in findings:
            parted[finding.severity].append(FindingOut.from_orm(finding))
        return cls(errors=parted["error"], warnings=parted["warning"])


class ExitOut(Schema):
    """One way out of a block."""

    id: str
    label: str
    optional: bool
    at_once: bool


class NodeKindOut(Schema):
    """A kind of block: all that palette, card and inspector need."""

    kind: str
    label: str
    help: str
    group: str
    icon: str
    search: list[str]
    waits: bool
    default: dict[str, Any] = Field(alias="default_config")
    schema_: dict[str, Any] = Field(alias="config_schema", serialization_alias="schema")
    exits: list[ExitOut]
    summary: str

    @staticmethod
    def resolve_exits(kind: NodeKind[Any]) -> tuple[Exit, ...]:
        return kind.exits(kind.default)

    @staticmethod
    def resolve_summary(kind: NodeKind[Any]) -> str:
        return kind.summary(kind.default)
