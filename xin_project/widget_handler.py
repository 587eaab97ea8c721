"""The way of the widget's API through Django, without what pages need.

A visitor is known by a bearer token, so no session, cookie, language or form is looked at here.
Django sends each of its middleware to a thread and back, and keeps a thread per request for that:
half of what a message by HTTP cost the web process. What is left does not block, and stays on the
event loop.
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import closing, suppress
from typing import IO, Any

from django.core.exceptions import RequestAborted
from django.core.handlers.asgi import ASGIHandler, get_script_prefix
from django.core.handlers.exception import convert_exception_to_response
from django.http import HttpRequest
from django.middleware.common import CommonMiddleware
from django.middleware.security import SecurityMiddleware
from django.urls import set_script_prefix
from django.utils.deprecation import MiddlewareMixin
from django_prometheus.middleware import (  # type: ignore[import-untyped]
    PrometheusAfterMiddleware,
    PrometheusBeforeMiddleware,
)

from apps.channels.website.cors import WidgetCors
from xin_project.api_errors import ApiErrors

MIDDLEWARE: tuple[type[MiddlewareMixin], ...] = (
    PrometheusBeforeMiddleware,
    SecurityMiddleware,
    WidgetCors,
    ApiErrors,
    CommonMiddleware,
    PrometheusAfterMiddleware,
)
"""None of these waits for anything."""

Answering = Callable[[HttpRequest], Awaitable[Any]]


class WidgetHandler(ASGIHandler):
    """Serves the widget's API."""

    def load_middleware(self, is_async: bool = True) -> None:
        """Put the few middleware between a request and its view."""
        self._view_middleware: list[Any] = []
        self._template_response_middleware: list[Any] = []
        self._exception_middleware: list[Any] = []
        answering: Any = convert_exception_to_response(self._get_response_async)  # type: ignore[attr-defined]
        for middleware in reversed(MIDDLEWARE):
            answering = convert_exception_to_response(_on_the_loop(middleware, answering))
        self._middleware_chain = answering

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Serve one request; a client that leaves ends it."""
        with suppress(RequestAborted), closing(await self.read_body(receive)) as body:
            serving = asyncio.create_task(self._serve(scope, body, send))
            leaving = asyncio.create_task(self.listen_for_disconnect(receive))
            try:
                await asyncio.wait({serving, leaving}, return_when=asyncio.FIRST_COMPLETED)
            finally:
                serving.cancel()
                leaving.cancel()
            await asyncio.gather(leaving, return_exceptions=True)
            with suppress(asyncio.CancelledError):
                await serving

    async def _serve(self, scope: Any, body: IO[bytes], send: Any) -> None:
        set_script_prefix(get_script_prefix(scope))
        request, refusal = self.create_request(scope, body)
        response: Any = refusal if request is None else await self.run_get_response(request)
        await self.send_response(response, send)
        response.close()


def _on_the_loop(middleware: type[MiddlewareMixin], answering: Answering) -> Answering:
    """Run a middleware as it is, without a thread."""
    around = middleware(answering)
    before = getattr(around, "process_request", lambda request: None)
    after = getattr(around, "process_response", lambda request, response: response)

    async def run(request: HttpRequest) -> Any:
        response = before(request) or await answering(request)
        return after(request, response)

    return run
