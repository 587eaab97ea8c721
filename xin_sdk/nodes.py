"""Blocks of flows: an entry point of the group ``xin.nodes`` loads to a `NodeKind`."""

from apps.core.channel_limits import ChannelLimits
from apps.flows.engine.component import (
    Call,
    Leave,
    Move,
    NodeComponent,
    NodeSetup,
    PortComponent,
    Stop,
)
from apps.flows.engine.ports import Ports
from apps.flows.engine.registry import (
    NEXT,
    Exit,
    Misfit,
    NodeConfig,
    NodeKind,
    Setting,
    TraceStep,
    Unusable,
    Uses,
    Walk,
    Words,
    first_words,
)
from apps.flows.engine.turn import (
    ChangeTags,
    CloseConversation,
    Effect,
    HandOver,
    RaiseEvent,
    SendEmail,
    SetContact,
    Turn,
)
from apps.flows.graph.schema import Identifier, PlainText, Text, VariableName

__all__ = [
    "NEXT",
    "Call",
    "ChangeTags",
    "ChannelLimits",
    "CloseConversation",
    "Effect",
    "Exit",
    "HandOver",
    "Identifier",
    "Leave",
    "Misfit",
    "Move",
    "NodeComponent",
    "NodeConfig",
    "NodeKind",
    "NodeSetup",
    "PlainText",
    "PortComponent",
    "Ports",
    "RaiseEvent",
    "SendEmail",
    "SetContact",
    "Setting",
    "Stop",
    "Text",
    "TraceStep",
    "Turn",
    "Unusable",
    "Uses",
    "VariableName",
    "Walk",
    "Words",
    "first_words",
]
