"""What tests of flows are made with: drawings, pretend people, a pretend web and toy kinds.

`drawing` makes a graph of arrows, `conversation` talks to it.
"""

from apps.flows.testing.conversation import FALLBACK, Talk
from apps.flows.testing.drawing import draw, flow_file
from apps.flows.testing.model import ScriptedModel
from apps.flows.testing.people import Desk, desk, ports_with
from apps.flows.testing.toys import toy_kinds
from apps.flows.testing.watching import Watcher
from apps.flows.testing.web import Web

__all__ = [
    "FALLBACK",
    "Desk",
    "ScriptedModel",
    "Talk",
    "Watcher",
    "Web",
    "desk",
    "draw",
    "flow_file",
    "ports_with",
    "toy_kinds",
]
