"""Where flows are live. Channels know it, a layer above, and register their source here."""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple
from uuid import UUID

from apps.core.hooks import Hook
from apps.flows.models import Flow


class Deployment(NamedTuple):
    """Something that follows a flow: what people call it, and the kind of its channel."""

    name: str
    channel_kind: str


deployment_sources: Hook[Callable[[Iterable[UUID]], Mapping[UUID, list[Deployment]]]] = Hook()
"""Each gives, for ids of flows of the open scope, what follows each of them."""


def deployments_of(flows: Iterable[Flow]) -> dict[UUID, list[Deployment]]:
    """Give, for each flow of the open scope, where it is live; one that is not has none."""
    return _deployments([flow.id for flow in flows])


def channel_kinds_of(flow_id: UUID) -> set[str]:
    """Give the kinds of the channels where a flow of the open scope is live."""
    return {deployment.channel_kind for deployment in _deployments([flow_id])[flow_id]}


def _deployments(flow_ids: list[UUID]) -> dict[UUID, list[Deployment]]:
    deployments: dict[UUID, list[Deployment]] = {flow_id: [] for flow_id in flow_ids}
    for source in deployment_sources:
        for flow_id, found in source(flow_ids).items():
            deployments[flow_id] += found
    return deployments
