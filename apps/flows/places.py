"""Where flows are live. The doors stand on a higher floor and tell it through here."""

from collections.abc import Callable, Iterable, Mapping
from uuid import UUID

from apps.flows.models import Flow

Teller = Callable[[Iterable[UUID]], Mapping[UUID, list[str]]]
"""Gives, for ids of flows of the open scope, the names of the places that follow each."""

_tellers: list[Teller] = []


def tell_places(teller: Teller) -> Teller:
    """Let a floor above say which flows its doors follow."""
    _tellers.append(teller)
    return teller


def places_of(flows: Iterable[Flow]) -> dict[UUID, list[str]]:
    """Give the names of the places where each flow is followed, for the open scope."""
    places: dict[UUID, list[str]] = {flow.id: [] for flow in flows}
    for teller in _tellers:
        for flow_id, names in teller(list(places)).items():
            places[flow_id] += names
    return places
