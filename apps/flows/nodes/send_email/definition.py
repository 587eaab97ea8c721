"""The Send an e-mail block as the designer, the checker and the trace see it."""

from apps.flows.engine.kinds import NEXT, Exit, NodeKind, Uses, Words, first_words
from apps.flows.engine.turn import TraceStep
from apps.flows.nodes.send_email.component import NO_ADDRESS, SendEmail, SendEmailConfig


def _summary(config: SendEmailConfig) -> str:
    lines = (f"To {config.to}" if config.to else "", first_words(config.subject))
    return "\n".join(line for line in lines if line.strip())


def _explain(step: TraceStep) -> str:
    if step.exit == NO_ADDRESS:
        return "Sent no e-mail, because there is no address to send it to."
    return f"Handed over an e-mail to {step.detail['to']} for sending."


definition = NodeKind(
    kind="send_email",
    label="Send an e-mail",
    help="Sends an e-mail to the visitor, or to somebody of yours.",
    group="Actions",
    icon="mail",
    search=("send_email", "e-mail", "mail", "notify", "message", "inform"),
    config=SendEmailConfig,
    default=SendEmailConfig(to="", subject="", text=""),
    component=SendEmail,
    exits=lambda config: (NEXT, Exit(NO_ADDRESS, "No address", optional=True)),
    summary=_summary,
    explain=_explain,
    uses=lambda config: Uses(
        texts=(
            Words("to", config.to),
            Words("subject", config.subject),
            Words("text", config.text),
        )
    ),
)
