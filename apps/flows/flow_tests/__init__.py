"""Tests of flows that nobody has to code: a conversation as it shall go, played against a draft.

A `Script` is the conversation, `play` leads it through a program without asking anybody outside,
and the first thing that goes another way is told in words.
"""

from apps.flows.flow_tests.coverage import Coverage, cover
from apps.flows.flow_tests.play import Difference, Played, play
from apps.flows.flow_tests.playback import NotRecorded, Playback
from apps.flows.flow_tests.record import expecting, record
from apps.flows.flow_tests.script import FACTS, Exchange, ExpectedReply, Given, Script

__all__ = [
    "FACTS",
    "Coverage",
    "Difference",
    "Exchange",
    "ExpectedReply",
    "Given",
    "NotRecorded",
    "Playback",
    "Played",
    "Script",
    "cover",
    "expecting",
    "play",
    "record",
]
