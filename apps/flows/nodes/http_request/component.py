"""Asks a web server and keeps parts of its answer."""

import json
from collections.abc import Mapping
from urllib.parse import urlsplit

from pydantic import JsonValue

from apps.core.errors import Invalid
from apps.core.strict_json import read_json
from apps.flows.engine.component import Leave, Move, PortComponent
from apps.flows.engine.walk import Walk
from apps.flows.nodes.http_request.config import HttpRequestConfig, SentField
from apps.flows.nodes.http_request.filling import SPELLINGS, fill, for_address, whole_value
from apps.flows.nodes.http_request.paths import find

DONE, ERROR = "done", "error"
LARGEST_KEPT = 16_000
"""Characters of one kept value, as JSON: it travels with the conversation."""


class NoUse(Exception):
    """The answer is there, but nothing can be kept of it; the text says why."""


class HttpRequest(PortComponent[HttpRequestConfig]):
    """Ask, and leave by whether the answer is a good one."""

    async def visit_async(self, walk: Walk) -> Move:
        answer = await walk.ports.http.send(self._request(walk))
        status, error = answer.get("status"), answer.get("error")
        seen: dict[str, JsonValue] = {"method": self.config.method, "host": self._host()}
        if self.config.save_status_as:
            walk.set(self.config.save_status_as, status)
        if not isinstance(status, int):
            return Leave(ERROR, {**seen, "error": error, "secret": answer.get("secret")})
        seen["status"] = status
        if not 200 <= status < 300:
            return Leave(ERROR, {**seen, "error": "status"})
        try:
            self._keep(str(answer.get("text", "")), walk)
        except NoUse as reason:
            return Leave(ERROR, {**seen, "error": str(reason)})
        return Leave(DONE, seen)

    def _host(self) -> str:
        return urlsplit(self.config.url).hostname or ""

    def _request(self, walk: Walk) -> dict[str, JsonValue]:
        body, media_type = self._body(walk)
        headers: list[JsonValue] = [
            {"name": row.name, "value": walk.render(row.value), "secret": row.secret}
            for row in self.config.headers
            if row.name
        ]
        named = {row.name.lower() for row in self.config.headers}
        if body and "content-type" not in named:
            headers.append({"name": "Content-Type", "value": media_type, "secret": ""})
        return {
            "method": self.config.method,
            "url": fill(self.config.url, walk.values, for_address),
            "headers": headers,
            "body": body,
            "seconds": self.config.timeout_seconds,
        }

    def _body(self, walk: Walk) -> tuple[str, str]:
        """Give what is sent and its media type."""
        config = self.config
        if config.method == "GET":
            return "", ""
        if config.fields:
            sent = {row.name: _sent_value(row, walk) for row in config.fields if row.name}
            return json.dumps(sent, ensure_ascii=False), "application/json"
        spelling = SPELLINGS[config.media_type]
        return fill(config.text, walk.values, spelling), config.media_type

    def _keep(self, text: str, walk: Walk) -> None:
        if not self.config.save:
            return
        whole = _read(text)
        if isinstance(whole, str) and any(row.path for row in self.config.save):
            raise NoUse("no_json")
        found = {row.variable: find(whole, row.path) for row in self.config.save}
        if any(len(json.dumps(value)) > LARGEST_KEPT for value in found.values()):
            raise NoUse("too_large")
        for variable, value in found.items():
            walk.set(variable, value)


def _sent_value(row: SentField, walk: Walk) -> JsonValue:
    path = whole_value(row.value)
    return walk.value(path) if path else walk.render(row.value)


def _read(text: str) -> JsonValue:
    """Give JSON as what it is, anything else as a text."""
    try:
        value: JsonValue = read_json(text.encode())
    except Invalid:
        return text.replace("\0", "")
    return value


REASONS: Mapping[str, str] = {
    "timeout": "did not answer in time",
    "unreachable": "could not be reached",
    "refused": "may not be called: it is not a server of the open web",
    "bad_address": "could not be asked: that is no web address",
    "bad_header": "could not be asked: a header cannot be sent like that",
    "too_large": "answered more than can be kept",
    "redirects": "sent the request on too often, or somewhere it must not go",
    "broken": "gave no proper answer",
    "no_json": "did not answer in JSON, so no part of it could be saved",
    "no_secret": "was not asked, because there is no such secret",
    "secret_elsewhere": "was not asked, because the secret is for another server",
    "secret_unsafe": "was not asked, because a secret goes by https:// only",
    "switched_off": "was not asked: requests are switched off here",
}
"""What follows the server's name when there is no good answer, by the error."""
