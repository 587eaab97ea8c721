"""What a card says about a flow, in the list and on Home."""

from collections.abc import Iterable
from dataclasses import dataclass

from apps.flows.designer.thumbnail import Thumbnail, draw_thumbnail
from apps.flows.graph.files import read_graph
from apps.flows.graph.schema import checksum
from apps.flows.models import Flow
from apps.flows.versions.bundling import alone
from apps.flows.versions.callers import outdated_uses
from apps.flows.versions.deployments import Deployment, deployments_of


@dataclass(frozen=True)
class FlowCard:
    """A flow, where it is live, and whether its draft is ahead of what visitors meet.

    ``remarks`` tell of flows that it uses in a version that is no longer live.
    """

    flow: Flow
    live_on: list[str]
    has_changes: bool
    picture: Thumbnail
    remarks: list[str]


def as_cards(flows: Iterable[Flow]) -> list[FlowCard]:
    """Give the cards of flows of the open scope."""
    listed = list(flows)
    deployments, remarks = deployments_of(listed), outdated_uses(listed)
    return [_card(flow, deployments[flow.id], remarks.get(flow.id, [])) for flow in listed]


def _card(flow: Flow, deployments: list[Deployment], remarks: list[str]) -> FlowCard:
    live_on = [deployment.name for deployment in deployments]
    return FlowCard(flow, live_on, has_changes(flow), draw_thumbnail(flow.draft), remarks)


def has_changes(flow: Flow) -> bool:
    """Say whether a draft is ahead of what visitors meet.

    What was drawn is compared; the flows that a version holds beside it are no part of a draft.
    """
    live = flow.live_version
    if live is None:
        return True
    digest = checksum(read_graph(flow.draft))
    return digest not in (live.checksum, checksum(alone(read_graph(live.graph))))
