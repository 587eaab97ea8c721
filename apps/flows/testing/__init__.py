"""What tests of flows are made with: drawings, pretend people and toy kinds of nodes."""

from apps.flows.testing.conversation import Talk
from apps.flows.testing.drawing import draw, flow_file
from apps.flows.testing.people import Desk, desk
from apps.flows.testing.toys import toy_kinds

__all__ = ["Desk", "Talk", "desk", "draw", "flow_file", "toy_kinds"]
