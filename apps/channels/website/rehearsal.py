"""The preview's talk: a channel's published flow, run as for a visitor, with nothing stored."""

from apps.channels.models import Channel
from apps.channels.schemas import RehearsalIn
from apps.flows.tryout.schemas import TriedOut, TryIn, TryState
from apps.flows.tryout.services import try_turn
from apps.tenants.models import Tenant


async def rehearse(tenant: Tenant, channel: Channel, asked: RehearsalIn) -> TriedOut:
    """Run one turn of the version that visitors meet; without one the chat is silent."""
    version = channel.default_flow.live_version if channel.default_flow else None
    if version is None:
        state = asked.state or TryState()
        return TriedOut(replies=[], steps=[], state=state, outcome="muted")
    language = channel.config.get("language") or tenant.language
    turn = TryIn(graph=version.graph, language=language, **dict(asked))
    return await try_turn(tenant, turn, asks_servers=True)
