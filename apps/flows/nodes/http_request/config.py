"""What a request is told: where it goes, what it carries, and what is kept of the answer."""

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints

from apps.flows.engine.kinds import NodeConfig
from apps.flows.graph.schema import PlainText, VariableName
from apps.flows.nodes.http_request.paths import AnswerPath

MAX_ROWS = 50
LONGEST_WAIT = 20

_WEB = re.compile(r"https?://[^\s/?#@{}\\]{1,300}([/?#]\S*)?", re.IGNORECASE)
_BETWEEN_BRACES = re.compile(r"\{\{.*?\}\}", re.DOTALL)


def _check_address(address: str) -> str:
    """Refuse values in the name of the server: who writes to the bot must not choose it."""
    address = address.strip()
    if "{%" in address:
        raise ValueError("takes values in double braces, and no tags")
    if address and not _WEB.fullmatch(_BETWEEN_BRACES.sub("{}", address)):
        raise ValueError("the address begins with https:// and a server, then come values")
    return address


WebAddress = Annotated[PlainText, AfterValidator(_check_address)]
HeaderName = Annotated[
    str, StringConstraints(pattern=r"^[A-Za-z0-9!#$%&'*+.^_`|~-]*$", max_length=100)
]
SecretName = Annotated[str, StringConstraints(pattern=r"^([A-Za-z][A-Za-z0-9_-]{0,63})?$")]
FieldName = Annotated[PlainText, StringConstraints(max_length=100)]


class Header(NodeConfig):
    """One header: words, and behind them a secret of the workspace by its name."""

    name: HeaderName = Field(title="Header", json_schema_extra={"ui": {"widget": "words"}})
    value: PlainText = Field(
        default="", title="Words", json_schema_extra={"ui": {"widget": "words"}}
    )
    secret: SecretName = Field(
        default="",
        title="Secret",
        description="Its name in Settings. It follows the words, as in “Bearer ”.",
        json_schema_extra={"ui": {"widget": "words"}},
    )


class SentField(NodeConfig):
    """One field of the JSON that is sent; a value alone keeps its kind, as a number or a list."""

    name: FieldName = Field(title="Field", json_schema_extra={"ui": {"widget": "words"}})
    value: PlainText = Field(
        default="", title="Becomes", json_schema_extra={"ui": {"widget": "words"}}
    )


class Kept(NodeConfig):
    """One part of the answer and the variable that keeps it."""

    variable: VariableName = Field(
        title="Save as", json_schema_extra={"ui": {"widget": "variable"}}
    )
    path: AnswerPath = Field(
        default="",
        title="Part of the answer",
        description="Such as order.items[0].status. Empty: all of it.",
        json_schema_extra={"ui": {"widget": "words"}},
    )


class HttpRequestConfig(NodeConfig):
    """A request and what becomes of its answer."""

    method: Literal["GET", "POST", "PUT", "PATCH", "DELETE"] = Field(default="GET", title="Method")
    url: WebAddress = Field(
        title="Address",
        description="Begins with https://. Values stand behind the server's name.",
        json_schema_extra={"ui": {"widget": "words"}},
    )
    headers: Annotated[tuple[Header, ...], Field(max_length=MAX_ROWS)] = Field(
        default=(), title="Headers", json_schema_extra={"ui": {"widget": "rows"}}
    )
    fields: Annotated[tuple[SentField, ...], Field(max_length=MAX_ROWS)] = Field(
        default=(), title="Fields to send", json_schema_extra={"ui": {"widget": "rows"}}
    )
    save: Annotated[tuple[Kept, ...], Field(max_length=MAX_ROWS)] = Field(
        default=(), title="Values from the answer", json_schema_extra={"ui": {"widget": "rows"}}
    )
    text: PlainText = Field(
        default="",
        title="Text to send",
        description="Instead of fields.",
        json_schema_extra={"ui": {"widget": "text", "advanced": True}},
    )
    media_type: Literal[
        "application/json", "application/x-www-form-urlencoded", "application/xml", "text/plain"
    ] = Field(
        default="application/json",
        title="Type of the text",
        json_schema_extra={"ui": {"advanced": True}},
    )
    save_status_as: VariableName | None = Field(
        default=None,
        title="Save the status as",
        description="The number that the server answers with, such as 404.",
        json_schema_extra={"ui": {"widget": "variable", "advanced": True}},
    )
    timeout_seconds: int = Field(
        default=10,
        ge=1,
        le=LONGEST_WAIT,
        title="Seconds to wait",
        json_schema_extra={"ui": {"widget": "number", "advanced": True}},
    )
