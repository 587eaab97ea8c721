"""What a request is told: where it goes, what it carries, and what is kept of the answer."""

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints

from apps.flows.engine.kinds import NodeConfig
from apps.flows.engine.setting import Setting
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

    name: Annotated[HeaderName, Setting("Header", widget="words")]
    value: Annotated[PlainText, Setting("Words", widget="words")] = ""
    secret: Annotated[
        SecretName,
        Setting(
            "Secret",
            description="Its name in Settings. It follows the words, as in “Bearer ”.",
            widget="words",
        ),
    ] = ""


class SentField(NodeConfig):
    """One field of the JSON that is sent; a value alone keeps its kind, as a number or a list."""

    name: Annotated[FieldName, Setting("Field", widget="words")]
    value: Annotated[PlainText, Setting("Becomes", widget="words")] = ""


class Kept(NodeConfig):
    """One part of the answer and the variable that keeps it."""

    variable: Annotated[VariableName, Setting("Save as", widget="variable")]
    path: Annotated[
        AnswerPath,
        Setting(
            "Part of the answer",
            description="Such as order.items[0].status. Empty: all of it.",
            widget="words",
        ),
    ] = ""


class HttpRequestConfig(NodeConfig):
    """A request and what becomes of its answer."""

    method: Annotated[Literal["GET", "POST", "PUT", "PATCH", "DELETE"], Setting("Method")] = "GET"
    url: Annotated[
        WebAddress,
        Setting(
            "Address",
            description="Begins with https://. Values stand behind the server's name.",
            widget="words",
        ),
    ]
    headers: Annotated[
        tuple[Header, ...], Field(max_length=MAX_ROWS), Setting("Headers", widget="rows")
    ] = ()
    fields: Annotated[
        tuple[SentField, ...], Field(max_length=MAX_ROWS), Setting("Fields to send", widget="rows")
    ] = ()
    save: Annotated[
        tuple[Kept, ...],
        Field(max_length=MAX_ROWS),
        Setting("Values from the answer", widget="rows"),
    ] = ()
    text: Annotated[
        PlainText,
        Setting("Text to send", description="Instead of fields.", widget="text", advanced=True),
    ] = ""
    media_type: Annotated[
        Literal[
            "application/json", "application/x-www-form-urlencoded", "application/xml", "text/plain"
        ],
        Setting("Type of the text", advanced=True),
    ] = "application/json"
    save_status_as: Annotated[
        VariableName | None,
        Setting(
            "Save the status as",
            description="The number that the server answers with, such as 404.",
            widget="variable",
            advanced=True,
        ),
    ] = None
    timeout_seconds: Annotated[
        int,
        Field(ge=1, le=LONGEST_WAIT),
        Setting("Seconds to wait", widget="number", advanced=True),
    ] = 10
