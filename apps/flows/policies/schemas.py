"""The shapes of policies in the API."""

from collections.abc import Sequence
from typing import Annotated, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

from apps.flows.designer.schemas import FlowOut, Name
from apps.flows.models import Flow
from apps.flows.policies.presets import Preset
from apps.flows.policies.services import begins_of


class PolicyOut(FlowOut):
    """A policy in the list; ``begins`` is where it looks: at a ``message``, at a ``reply``."""

    enabled: bool
    begins: list[Literal["message", "reply"]]

    @staticmethod
    def resolve_begins(policy: Flow) -> Sequence[str]:
        return begins_of(policy)


class PolicyIn(Schema):
    """A preset to make a policy of."""

    preset: Name


class PolicyOrderIn(Schema):
    """All policies of the workspace, the first to judge first."""

    ids: Annotated[list[UUID], Field(max_length=1_000)]


class SwitchIn(Schema):
    """Whether a policy judges."""

    enabled: bool


class PresetOut(Schema):
    """A policy that stands ready; its words are in the language of the request."""

    id: str
    name: str
    help: str

    @staticmethod
    def resolve_name(preset: Preset) -> str:
        return str(preset.name)

    @staticmethod
    def resolve_help(preset: Preset) -> str:
        return str(preset.help)
