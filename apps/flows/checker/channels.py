"""Findings about what a channel cannot show."""

from collections.abc import Collection, Iterable, Iterator

from apps.core.channel_limits import ChannelLimits, channel_limits
from apps.flows.checker.findings import Finding
from apps.flows.engine.fitting import misfits, misfits_of_wait
from apps.flows.engine.misfits import Misfit
from apps.flows.engine.rehearsal import Rehearsed, rehearse
from apps.flows.engine.wiring import WiredNode, Wiring


def check_channels(wiring: Wiring, kinds: Collection[str]) -> Iterator[Finding]:
    """Every block can be shown on these kinds of channels, in buttons or in words."""
    known = [channel for channel in channel_limits() if channel.kind in kinds]
    channels = [channel for channel in known if not channel.shows_everything]
    if not channels:
        return
    for node, block in wiring.blocks.items():
        rehearsed = rehearse(block)
        for channel in channels:
            for one in _once_each(_misfits(channel, block, rehearsed)):
                yield Finding(one.code, one.severity, one.words, node)


def _misfits(channel: ChannelLimits, block: WiredNode, rehearsed: Rehearsed) -> Iterator[Misfit]:
    for content in rehearsed.contents:
        yield from misfits(channel, content)
    yield from misfits_of_wait(channel, rehearsed.waits)
    yield from block.definition.fits(channel, block.config)


def _once_each(found: Iterable[Misfit]) -> Iterable[Misfit]:
    """Keep one of each sort: a block says much the same in all its languages."""
    sorts: dict[str, Misfit] = {}
    for one in found:
        sorts.setdefault(one.code, one)
    return sorts.values()
