"""Errors under ``/api/`` that no operation answered: unknown addresses, wrong methods."""

import json

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.deprecation import MiddlewareMixin

API = "/api/"
WORDS = {
    403: ("forbidden", "This is not allowed."),
    404: ("not_found", "There is nothing here."),
    405: ("method_not_allowed", "This address does not take that method; see the Allow header."),
    413: ("too_large", "This is too large. Send less at once."),
}
UNREADABLE = ("bad_request", "The request cannot be read.")
OURS = ("broken", "Something broke on our side. Try again; we have a note of it.")


class ApiErrors(MiddlewareMixin):
    """Gives Django's own pages of errors the one shape of the API; headers stay as they are."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Put the shape into the response, unless it has it."""
        if request.path.startswith(API) and _is_page_of_an_error(response):
            otherwise = UNREADABLE if response.status_code < 500 else OURS
            code, message = WORDS.get(response.status_code, otherwise)
            body = json.dumps({"code": code, "message": message}).encode()
            response.content = body  # type: ignore[attr-defined]  # a page of an error has it
            response["Content-Type"] = "application/json; charset=utf-8"
            if "Content-Length" in response:
                response["Content-Length"] = str(len(body))
        return response


def _is_page_of_an_error(response: HttpResponseBase) -> bool:
    is_json = response.get("Content-Type", "").startswith("application/json")
    return response.status_code >= 400 and not response.streaming and not is_json
