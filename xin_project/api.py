"""The API under ``/api/v1/``: mounts what each app offers, and gives every error one shape."""

from typing import Any

import structlog
from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.operation import Operation
from ninja.parser import Parser

from apps.channels.api import router as channels
from apps.conversations.console.api import router as console
from apps.conversations.demo.api import router as pretend_visitors
from apps.conversations.outbound.log.api import router as delivery_log
from apps.conversations.replay.api import router as replay
from apps.conversations.widget.api import router as widget
from apps.core.errors import Invalid, NotFound, TooLarge, Unauthenticated, Unavailable, XinError
from apps.core.strict_json import read_json
from apps.flows.designer.api import router as flows
from apps.flows.policies.api import router as policies
from apps.tenants.api import router as workspace

logger = structlog.get_logger(__name__)


class StrictParser(Parser):
    """Ninja's parser with our reader of JSON; ninja wraps its errors, see ``__cause__``."""

    def parse_body(self, request: HttpRequest) -> Any:
        """Read the body of a request."""
        return read_json(request.body)


class ProductAPI(NinjaAPI):
    """Ninja's API; an operation is named by its function, wherever that lives."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """Give a name that stays when a module moves: client code is generated from it."""
        return operation.view_func.__name__


api = ProductAPI(
    title="Xin ChatBot",
    version="1",
    description="Errors are `{code, message, fields?}`, whatever the status.",
    parser=StrictParser(),
    docs_url=None,
)
api.add_router("/widget", widget)
api.add_router("/workspaces/{slug}", workspace)
api.add_router("/workspaces/{slug}/channels", channels)
api.add_router("/workspaces/{slug}/conversations", console)
api.add_router("/workspaces/{slug}/conversations", pretend_visitors)
api.add_router("/workspaces/{slug}/conversations", replay)
api.add_router("/workspaces/{slug}/flows", flows)
api.add_router("/workspaces/{slug}/ledger", delivery_log)
api.add_router("/workspaces/{slug}/policies", policies)


def _answer(request: HttpRequest, error: XinError) -> HttpResponse:
    return api.create_response(request, error.as_dict(), status=error.status)


@api.exception_handler(XinError)
def on_product_error(request: HttpRequest, error: XinError) -> HttpResponse:
    """An error that a service raised."""
    return _answer(request, error)


@api.exception_handler(ValidationError)
def on_invalid_request(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """A field is missing or wrong; what was sent is not repeated."""
    fields = {_field_path(problem["loc"]): str(problem["msg"]) for problem in error.errors}
    return _answer(request, Invalid("Some fields are wrong.", fields=fields))


def _field_path(location: tuple[Any, ...]) -> str:
    """Drop where ninja found it (body, query) and our parameter's name."""
    return ".".join(str(part) for part in location[2:] or location[-1:])


@api.exception_handler(HttpError)
def on_http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    """What ninja itself refuses, such as a body that is no JSON."""
    cause = error.__cause__
    if isinstance(cause, XinError):
        return _answer(request, cause)
    refused = Invalid(str(error))
    refused.status = error.status_code
    return _answer(request, refused)


@api.exception_handler(AuthenticationError)
def on_nobody(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    """Nobody is signed in."""
    return _answer(request, Unauthenticated("Sign in first."))


@api.exception_handler(Http404)
def on_missing(request: HttpRequest, error: Http404) -> HttpResponse:
    """Nothing stands under this address."""
    return _answer(request, NotFound("There is nothing here."))


@api.exception_handler(RequestDataTooBig)
def on_too_large(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
    """The body is over the limit of the whole site."""
    return _answer(request, TooLarge("This is too large. Send less at once."))


@api.exception_handler(InterfaceError)
@api.exception_handler(OperationalError)
def on_database_away(request: HttpRequest, error: Exception) -> HttpResponse:
    """The database did not answer: nothing was stored."""
    return _answer(
        request, Unavailable("The database is away. Nothing was stored; try again shortly.")
    )


@api.exception_handler(Exception)
def on_our_mistake(request: HttpRequest, error: Exception) -> HttpResponse:
    """A bug of ours; the log says where."""
    logger.exception("request_failed", path=request.path)
    mistake = XinError(
        "Something broke on our side. Try again; we have a note of it.", code="broken"
    )
    mistake.status = 500
    return _answer(request, mistake)
