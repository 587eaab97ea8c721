"""The Ask a server block as the designer, the checker and the trace see it."""

from urllib.parse import urlsplit

from apps.flows.engine.kinds import Exit, NodeKind, Uses, Words
from apps.flows.engine.turn import TraceStep
from apps.flows.nodes.http_request.component import DONE, ERROR, REASONS, HttpRequest
from apps.flows.nodes.http_request.config import HttpRequestConfig


def _summary(config: HttpRequestConfig) -> str:
    parts = urlsplit(config.url)
    return f"{config.method} {parts.netloc}{parts.path}" if config.url else ""


def _explain(step: TraceStep) -> str:
    host = step.detail["host"] or "The server"
    if step.exit == DONE:
        names = ", ".join(name.replace("_", " ") for name in step.changed)
        kept = f" Saved {names}." if names else ""
        return f"{host} answered {step.detail['status']}.{kept}"
    error = step.detail["error"]
    if error == "status":
        return f"{host} answered {step.detail['status']}, which is no good answer."
    secret = f" (“{step.detail['secret']}”)" if step.detail.get("secret") else ""
    return f"{host} {REASONS.get(str(error), 'gave no answer')}{secret}."


def _uses(config: HttpRequestConfig) -> Uses:
    headers = (
        Words(f"headers.{index}.value", row.value, False)
        for index, row in enumerate(config.headers)
    )
    fields = (
        Words(f"fields.{index}.value", row.value, False) for index, row in enumerate(config.fields)
    )
    kept = (*(row.variable for row in config.save), config.save_status_as or "")
    return Uses(
        texts=(Words("url", config.url), *headers, *fields, Words("text", config.text, False)),
        writes=tuple(name for name in kept if name),
    )


_EXITS = (
    Exit(DONE, "Done"),
    Exit(
        ERROR,
        "No good answer",
        advice="Servers fail now and then. Connect “No good answer”, or the chat ends there.",
        optional=True,
    ),
)


definition = NodeKind(
    kind="http_request",
    label="Ask a server",
    help="Sends an HTTP request and saves values from the answer.",
    group="Actions",
    icon="http",
    search=("http_request", "http request", "api", "webhook", "rest", "json", "crm", "order"),
    config=HttpRequestConfig,
    default=HttpRequestConfig(url=""),
    component=HttpRequest,
    exits=lambda config: _EXITS,
    summary=_summary,
    explain=_explain,
    uses=_uses,
)
