"""What a card says about a flow, in the list and on Home."""

from collections.abc import Iterable
from dataclasses import dataclass

from apps.flows.flow_files import read_graph
from apps.flows.graph import checksum
from apps.flows.models import Flow
from apps.flows.places import places_of
from apps.flows.thumbnail import Thumbnail, draw_thumbnail


@dataclass(frozen=True)
class Card:
    """A flow, where it is live, and whether its draft is ahead of what visitors meet."""

    flow: Flow
    places: list[str]
    has_changes: bool
    picture: Thumbnail


def as_cards(flows: Iterable[Flow]) -> list[Card]:
    """Give the cards of flows of the open scope."""
    listed = list(flows)
    places = places_of(listed)
    return [_card(flow, places[flow.id]) for flow in listed]


def _card(flow: Flow, places: list[str]) -> Card:
    live = flow.live_version
    has_changes = live is None or checksum(read_graph(flow.draft)) != live.checksum
    return Card(flow, places, has_changes, draw_thumbnail(flow.draft))
