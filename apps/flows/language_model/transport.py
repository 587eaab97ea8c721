"""The wire below the model's client: the guarded way outwards, one request at a time."""

import httpx
from django.conf import settings

from apps.tenants.outgoing_http import Limits, OutgoingRequest, RequestFailed, send_request

LARGEST_ANSWER = 4 * 1024 * 1024
_KEPT = frozenset({"authorization", "content-type", "accept", "user-agent"})
"""Headers that a model server needs; the client's others tell of our machine."""
_PASSING = frozenset({"unreachable", "broken"})
"""Why a request failed that may do better the next time."""


class GuardedTransport(httpx.AsyncBaseTransport):
    """Sends what the client asks, without redirects, to addresses that are allowed for models."""

    def __init__(self, seconds: float) -> None:
        self._limits = Limits(
            seconds=seconds,
            bytes=LARGEST_ANSWER,
            redirects=0,
            in_house=settings.XIN_ALLOW_PRIVATE_MODELS,
        )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request and give its whole answer."""
        headers = {name: value for name, value in request.headers.items() if name in _KEPT}
        asked = OutgoingRequest(request.method, str(request.url), headers, await request.aread())
        try:
            answer = await send_request(asked, self._limits)
        except RequestFailed as failed:
            if failed.reason not in _PASSING:
                raise
            raise httpx.NetworkError(failed.reason, request=request) from failed
        sent = {name: value for name, value in answer.headers.items() if name not in _UNTRUE}
        return httpx.Response(answer.status, headers=sent, content=answer.body)


_UNTRUE = frozenset({"transfer-encoding", "content-length"})
"""The body is here as a whole, whatever it came in."""
