"""Where flows are live. The doors stand on a higher floor and tell it through here."""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple
from uuid import UUID

from apps.flows.models import Flow


class Place(NamedTuple):
    """A door that follows a flow: what people call it, and the kind of its channel."""

    name: str
    kind: str


Teller = Callable[[Iterable[UUID]], Mapping[UUID, list[Place]]]
"""Gives, for ids of flows of the open scope, the places that follow each."""

_tellers: list[Teller] = []


def tell_places(teller: Teller) -> Teller:
    """Let a floor above say which flows its doors follow."""
    _tellers.append(teller)
    return teller


def places_of(flows: Iterable[Flow]) -> dict[UUID, list[str]]:
    """Give the names of the places where each flow is followed, for the open scope."""
    flow_ids = [flow.id for flow in flows]
    return {flow: [one.name for one in places] for flow, places in _told(flow_ids).items()}


def kinds_that_follow(flow_id: UUID) -> set[str]:
    """Give the kinds of the channels that follow a flow of the open scope."""
    return {place.kind for place in _told([flow_id])[flow_id]}


def _told(flow_ids: list[UUID]) -> dict[UUID, list[Place]]:
    places: dict[UUID, list[Place]] = {flow_id: [] for flow_id in flow_ids}
    for teller in _tellers:
        for flow_id, told in teller(flow_ids).items():
            places[flow_id] += told
    return places
