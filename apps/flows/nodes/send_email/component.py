"""Sends an e-mail."""

from typing import Annotated

from apps.flows.engine.component import Leave, Move, NodeComponent
from apps.flows.engine.kinds import NodeConfig
from apps.flows.engine.setting import Setting
from apps.flows.engine.turn import SendEmail as SendEmailEffect
from apps.flows.engine.walk import Walk
from apps.flows.families.question.addresses import read_email
from apps.flows.graph.schema import PlainText, Text

NO_ADDRESS = "no_address"
LONGEST_SUBJECT = 200


class SendEmailConfig(NodeConfig):
    """Who gets it, and what stands in it."""

    to: Annotated[
        PlainText,
        Setting("To", description="One address, or the value that holds it.", widget="words"),
    ]
    subject: Annotated[Text, Setting("Subject", widget="words")]
    text: Annotated[Text, Setting("Text", widget="text")]


class SendEmail(NodeComponent[SendEmailConfig]):
    """Have it sent after the commit; leave apart when there is no address to send it to."""

    def visit(self, walk: Walk) -> Move:
        to = read_email(walk.render(self.config.to))
        if to is None:
            return Leave(NO_ADDRESS)
        subject = " ".join(walk.render(self.config.subject).split())[:LONGEST_SUBJECT]
        text = walk.render(self.config.text).replace("\0", "")
        walk.add(SendEmailEffect(to, subject, text))
        return Leave("next", {"to": walk.mask(to), "subject": walk.mask(subject)})
