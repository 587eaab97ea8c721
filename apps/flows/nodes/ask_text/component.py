"""Asks a question that is answered in the visitor's own words."""

from pydantic import Field

from apps.flows.engine.component import Leave, Move, NodeComponent, Stop
from apps.flows.engine.kinds import NodeConfig
from apps.flows.engine.walk import Walk
from apps.flows.graph import Text, VariableName


class AskTextConfig(NodeConfig):
    """The question, and the variable that keeps the answer."""

    text: Text = Field(title="Question", json_schema_extra={"ui": {"widget": "text"}})
    save_as: VariableName = Field(
        title="Save the answer as", json_schema_extra={"ui": {"widget": "variable"}}
    )


class AskText(NodeComponent[AskTextConfig]):
    """Ask and wait; the answer leaves, silence and blanks are asked again."""

    def visit(self, walk: Walk) -> Move:
        answer = walk.turn.message.strip() if walk.resumed else ""
        if answer:
            walk.set(self.config.save_as, answer)
            return Leave("answered", {"save_as": self.config.save_as})
        walk.say(walk.render(self.config.text))
        return Stop("waiting", {"again": walk.resumed})
