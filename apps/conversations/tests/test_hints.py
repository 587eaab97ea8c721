"""Readers of one process share one channel, and each hears its own group."""

from uuid import uuid4

from apps.conversations.hints import MOVED, Hints, conversation_group, tell_and_wait

PATIENCE_SECONDS = 10


async def test_all_readers_of_a_group_hear_it_and_others_do_not() -> None:
    group, other = conversation_group(uuid4()), conversation_group(uuid4())
    async with Hints(group) as first, Hints(group) as second, Hints(other) as stranger:
        await tell_and_wait(group, MOVED)
        assert (await first.wait(PATIENCE_SECONDS))["type"] == MOVED
        assert (await second.wait(PATIENCE_SECONDS))["type"] == MOVED
        assert (await stranger.wait(0.2))["type"] == "silence"
